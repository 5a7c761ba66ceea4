package contract

import (
	"slices"
	"strings"
)

// Compare returns what changed between two documents, in an order that depends on them alone, and whether that is all: what is too
// large to be compared is left out.
func Compare(was, is *API) (changes []*Change, complete bool) {
	c := compared(was, is)
	c.spread()
	return c.sorted(), !c.truncated
}

// Pairs returns how many things are compared with what became of them: what a comparison costs.
func Pairs(was, is *API) int { return len(compared(was, is).pairs) }

func compared(was, is *API) *comparison {
	c := &comparison{index: make(map[[2]any]int32), known: make(map[changeKey]*Change)}
	c.document(&pair{}, was, is)
	c.run()
	return c
}

// match pairs operations: by method and path, else by a path that differs in the names of its parameters alone.
func match(was, is []*Operation) (gone, came []*Operation, both [][2]*Operation) {
	exact := func(o *Operation) string { return o.key(o.Path) }
	alike := func(o *Operation) string { return o.key(template(o.Path)) }
	came, gone = is, was
	for _, key := range []func(*Operation) string{exact, alike} {
		index := make(map[string]*Operation, len(came))
		for _, o := range came {
			if index[key(o)] == nil {
				index[key(o)] = o
			}
		}
		taken := make(map[*Operation]bool)
		var left []*Operation
		for _, o := range gone {
			if n := index[key(o)]; n != nil && !taken[n] {
				taken[n] = true
				both = append(both, [2]*Operation{o, n})
			} else {
				left = append(left, o)
			}
		}
		gone = left
		came = slices.DeleteFunc(slices.Clone(came), func(o *Operation) bool { return taken[o] })
	}
	return gone, came, both
}

func (o *Operation) key(path string) string {
	if o.IsCalled {
		return "called " + o.Method + " " + path
	}
	return o.Method + " " + path
}

// template is a path without the names of its parameters.
func template(path string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(path, '{')
		j := strings.IndexByte(path[max(i, 0):], '}')
		if i < 0 || j < 0 {
			b.WriteString(path)
			return b.String()
		}
		b.WriteString(path[:i])
		b.WriteString("{}")
		path = path[i+j+1:]
	}
}

// templateNames are the names of the parameters of a path, in its order.
func templateNames(path string) (names []string) {
	for {
		i := strings.IndexByte(path, '{')
		if i < 0 {
			return names
		}
		j := strings.IndexByte(path[i:], '}')
		if j < 0 {
			return names
		}
		names = append(names, path[i+1:i+j])
		path = path[i+j+1:]
	}
}

// operation compares an operation with what became of it.
func (c *comparison) operation(was, is *Operation) {
	p := &pair{}
	c.operations = append(c.operations, operationPair{pair: int32(len(c.pairs)), name: is.Name, unstable: was.Life.unstable()})
	c.pairs = append(c.pairs, p)
	request, response := sent, received
	if is.IsCalled {
		request, response = received, sent
	}
	c.parameters(p, was, is, request)
	c.bodies(p, was, is, request)
	c.responses(p, was, is, response)
	c.surface(p, was, is, request)
	gone, came, both := match(was.Callbacks, is.Callbacks)
	for _, m := range both {
		c.operation(m[0], m[1])
	}
	for _, o := range gone {
		if !is.Partial {
			c.change(p, Change{Kind: "callback-removed", Effect: Narrows, At: is.At, Was: o.At, Subject: o.Name, Name: o.Name, Detail: Detail{Life: o.Life}})
		}
	}
	for _, o := range came {
		if !was.Partial {
			c.change(p, Change{Kind: "callback-added", Effect: Widens, At: o.At, Was: was.At, Subject: o.Name, Name: o.Name, Detail: Detail{Life: o.Life}})
		}
	}
}

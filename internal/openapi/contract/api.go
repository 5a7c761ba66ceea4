package contract

import (
	"slices"
	"strings"
)

// Compare returns what changed between two documents, in an order that depends on them alone, and whether that is all: what is too
// large to be compared is left out.
func Compare(was, is *API) (changes []*Change, complete bool) {
	c := &comparison{index: make(map[[2]any]int32), known: make(map[changeKey]*Change)}
	root := &pair{}
	c.document(root, was, is)
	c.run()
	c.spread()
	return c.sorted(), !c.truncated
}

// document compares what is in no operation, and pairs the operations.
func (c *comparison) document(root *pair, was, is *API) {
	gone, came, both := match(was.Operations, is.Operations)
	for _, m := range both {
		c.operation(m[0], m[1])
	}
	c.missing(root, was, is, gone)
	c.added(root, was, is, came)
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

// missing says which operations are gone. A path of which none is left is gone as a whole.
func (c *comparison) missing(root *pair, was, is *API, gone []*Operation) {
	if is.Partial || len(gone) == 0 {
		return
	}
	left := make(map[string]bool)
	for _, o := range is.Operations {
		left[o.key2()] = true
	}
	whole := make(map[string][]*Operation)
	var order []string
	for _, o := range gone {
		if left[o.key2()] {
			at := is.Paths[o.Path]
			for _, n := range is.Operations {
				if at == nil && n.key2() == o.key2() {
					at = n.PathAt
				}
			}
			ch := Change{Kind: "operation-removed", Effect: Narrows, At: at, Was: o.At, Subject: o.Name, Name: o.Name, Operations: []string{o.Name}, Detail: Detail{Life: o.Life}}
			if o.IsCalled {
				ch.Kind = "webhook-removed"
			}
			c.change(root, ch)
			continue
		}
		if whole[o.key2()] == nil {
			order = append(order, o.key2())
		}
		whole[o.key2()] = append(whole[o.key2()], o)
	}
	for _, key := range order {
		ops := whole[key]
		ch := Change{Kind: "path-removed", Effect: Narrows, At: is.At, Was: ops[0].PathAt, Subject: ops[0].Path, Name: ops[0].Path, Detail: Detail{Life: ops[0].Life}}
		if ops[0].IsCalled {
			ch.Kind = "webhook-removed"
		}
		for _, o := range ops {
			ch.Operations = append(ch.Operations, o.Name)
			// What was promised of the one that was promised most holds.
			if !o.Life.Deprecated || ch.Life.Deprecated && o.Life.Sunset > ch.Life.Sunset {
				ch.Life = o.Life
			}
		}
		slices.Sort(ch.Operations)
		c.change(root, ch)
	}
}

// key2 tells paths apart, whatever their parameters are called.
func (o *Operation) key2() string {
	if o.IsCalled {
		return "called " + o.Path
	}
	return template(o.Path)
}

func (c *comparison) added(root *pair, was, is *API, came []*Operation) {
	if was.Partial {
		return
	}
	for _, o := range came {
		ch := Change{Kind: "operation-added", Effect: Widens, At: o.At, Was: was.At, Subject: o.Name, Name: o.Name, Operations: []string{o.Name}, Detail: Detail{Life: o.Life}}
		if o.IsCalled {
			ch.Kind = "webhook-added"
		}
		c.change(root, ch)
	}
}

// operation compares an operation with what became of it.
func (c *comparison) operation(was, is *Operation) {
	p := &pair{}
	c.operations = append(c.operations, operationPair{pair: int32(len(c.pairs)), name: is.Name})
	c.pairs = append(c.pairs, p)
	request, response := sent, received
	if is.IsCalled {
		request, response = received, sent
	}
	c.parameters(p, was, is, request)
	c.bodies(p, was, is, request)
	c.responses(p, was, is, response)
	gone, came, both := match(was.Callbacks, is.Callbacks)
	for _, m := range both {
		c.operation(m[0], m[1])
	}
	for _, o := range gone {
		if !is.Partial {
			c.change(p, Change{Kind: "callback-removed", Effect: Narrows, At: is.At, Was: o.At, Subject: o.Name, Name: o.Name})
		}
	}
	for _, o := range came {
		if !was.Partial {
			c.change(p, Change{Kind: "callback-added", Effect: Widens, At: o.At, Was: was.At, Subject: o.Name, Name: o.Name})
		}
	}
}

package contract

import (
	"slices"
	"strings"
)

// document compares what is in no operation, and pairs the operations.
func (c *comparison) document(root *pair, was, is *API) {
	c.surfaces = newSurfaces(was, is)
	gone, came, both := match(was.Operations, is.Operations)
	gone, came, shifted := c.sameURLs(gone, came, len(both))
	for _, m := range slices.Concat(both, shifted) {
		c.operation(m[0], m[1])
	}
	gone, came, moved := moves(gone, came, len(both)+len(shifted) == 0)
	for _, m := range moved {
		c.operation(m[0], m[1])
	}
	c.moved(root, moved)
	c.missing(root, is, gone)
	c.added(root, was, came)
}

// sameURLs pairs the operations of documents that draw the line between server and path elsewhere: /v1 and /pets is what / and
// /v1/pets is. It is what became of a document only when it holds for all of it.
func (c *comparison) sameURLs(gone, came []*Operation, matched int) (left, new []*Operation, both [][2]*Operation) {
	from, to := basePath(c.surfaces.was.Servers), basePath(c.surfaces.is.Servers)
	if matched > 0 || from == to {
		return gone, came, nil
	}
	if !strings.HasSuffix(from, to) && !strings.HasSuffix(to, from) && !strings.HasPrefix(from, to) && !strings.HasPrefix(to, from) {
		return gone, came, nil
	}
	both, new = rebased(gone, came, func(path string) string { return from + path }, func(path string) string { return to + path })
	if both == nil {
		return gone, came, nil
	}
	c.surfaces.from, c.surfaces.to = from, to
	return nil, new, both
}

// rebased pairs all of the old operations with new ones whose paths are the same under some rewriting of both; nil when one has
// no counterpart.
func rebased(gone, came []*Operation, old, now func(string) string) (both [][2]*Operation, left []*Operation) {
	index := make(map[string]*Operation, len(came))
	for _, n := range came {
		if key := n.key(template(now(n.Path))); index[key] == nil {
			index[key] = n
		}
	}
	taken := make(map[*Operation]bool)
	for _, o := range gone {
		n := index[o.key(template(old(o.Path)))]
		if o.IsCalled {
			n = index[o.key(o.Path)]
		}
		if n == nil || taken[n] {
			return nil, came
		}
		taken[n] = true
		both = append(both, [2]*Operation{o, n})
	}
	return both, slices.DeleteFunc(slices.Clone(came), func(o *Operation) bool { return taken[o] })
}

// moves pairs operations that are elsewhere: those that kept their operationId, and all of a document whose paths begin with
// something else.
func moves(gone, came []*Operation, all bool) (left, new []*Operation, both [][2]*Operation) {
	if all && len(gone) > 1 {
		if both, new := shifted(gone, came); both != nil {
			return nil, new, both
		}
	}
	ids := func(list []*Operation) map[string]*Operation {
		index := make(map[string]*Operation, len(list))
		for _, o := range list {
			if _, again := index[o.ID]; again {
				index[o.ID] = nil // it tells nothing
			} else if o.ID != "" {
				index[o.ID] = o
			}
		}
		return index
	}
	old, now := ids(gone), ids(came)
	taken := make(map[*Operation]bool)
	for _, o := range gone {
		n := now[o.ID]
		if n == nil || old[o.ID] == nil || n.IsCalled != o.IsCalled || len(templateNames(o.Path)) != len(templateNames(n.Path)) {
			left = append(left, o)
			continue
		}
		taken[n] = true
		both = append(both, [2]*Operation{o, n})
	}
	return left, slices.DeleteFunc(slices.Clone(came), func(o *Operation) bool { return taken[o] }), both
}

// shifted pairs operations whose paths begin with something else than before, all of them with the same.
func shifted(gone, came []*Operation) (both [][2]*Operation, left []*Operation) {
	from, to := prefixes(gone), prefixes(came)
	for sum := 1; sum <= len(from)+len(to)-2; sum++ {
		for i := max(0, sum-len(to)+1); i <= min(sum, len(from)-1); i++ {
			a, b := from[i], to[sum-i]
			both, left := rebased(gone, came, func(path string) string { return path[min(len(a), len(path)):] }, func(path string) string { return path[min(len(b), len(path)):] })
			if both != nil {
				return both, left
			}
		}
	}
	return nil, came
}

// mostPrefixes is how many segments may be what all paths begin with.
const mostPrefixes = 6

// prefixes are what all paths begin with, by the number of segments: nothing, /api, /api/v1.
func prefixes(ops []*Operation) []string {
	list := []string{""}
	common := ""
	for i, o := range ops {
		switch {
		case o.IsCalled:
		case i == 0:
			common = o.Path
		default:
			for common != "" && !strings.HasPrefix(o.Path+"/", common+"/") {
				common = common[:max(0, strings.LastIndexByte(common, '/'))]
			}
		}
	}
	for at := 0; len(list) < mostPrefixes; {
		next := strings.IndexByte(common[min(at+1, len(common)):], '/')
		if next < 0 {
			break
		}
		at += next + 1
		list = append(list, common[:at])
	}
	if common != "" && common != "/" && len(list) < mostPrefixes {
		list = append(list, common)
	}
	return list
}

// move is what the paths of operations that moved together began with.
type move struct{ from, to string }

// moveOf drops what two paths end with.
func moveOf(was, is string) move {
	a, b := strings.Split(was, "/"), strings.Split(is, "/")
	for len(a) > 1 && len(b) > 1 && template(a[len(a)-1]) == template(b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	return move{strings.Join(a, "/"), strings.Join(b, "/")}
}

// moved says which operations are elsewhere: those that went the same way together.
func (c *comparison) moved(root *pair, both [][2]*Operation) {
	groups := make(map[move][][2]*Operation)
	var order []move
	for _, m := range both {
		key := moveOf(m[0].Path, m[1].Path)
		if m[0].IsCalled || m[0].Method != m[1].Method {
			key = move{m[0].Name, m[1].Name}
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], m)
	}
	for _, key := range order {
		group := groups[key]
		o, n := group[0][0], group[0][1]
		ch := Change{Kind: "operation-moved", Effect: Differs, At: n.At, Was: o.At, From: o.Name, To: n.Name}
		if len(group) > 1 {
			ch.Kind, ch.At, ch.Was, ch.From, ch.To = "path-moved", n.PathAt, o.PathAt, o.Path, n.Path
		}
		var ops []*Operation
		for _, m := range group {
			ops = append(ops, m[0])
			if m[0].Path != o.Path {
				ch.From, ch.To = key.from+"/…", key.to+"/…"
			}
		}
		ch.Subject, ch.Name = ch.From, ch.From
		ch.concern(ops)
		c.change(root, ch)
	}
}

// concern notes which operations a change is about, and what had been promised of the one of which most was.
func (ch *Change) concern(ops []*Operation) {
	ch.Unstable = true
	for _, o := range ops {
		ch.Operations = append(ch.Operations, o.Name)
		ch.Unstable = ch.Unstable && o.Life.unstable()
	}
	slices.Sort(ch.Operations)
	first := true
	for _, o := range ops {
		if o.Life.unstable() && !ch.Unstable {
			continue // nobody relies on it
		}
		if first || ch.Life.Deprecated && (!o.Life.Deprecated || o.Life.Sunset > ch.Life.Sunset) {
			ch.Life, first = o.Life, false
		}
	}
}

// missing says which operations are gone. A path of which none is left is gone as a whole.
func (c *comparison) missing(root *pair, is *API, gone []*Operation) {
	if is.Partial || len(gone) == 0 {
		return
	}
	left := byPath(is.Operations)
	for _, ops := range paths(gone, left) {
		o := ops[0]
		ch := Change{Kind: "path-removed", Effect: Narrows, At: is.At, Was: o.PathAt, Subject: o.Path, Name: o.Path}
		if n := left[o.place()]; n != nil {
			ch.Kind, ch.At, ch.Was, ch.Subject, ch.Name = "operation-removed", n.PathAt, o.At, o.Name, o.Name
		}
		if o.IsCalled {
			ch.Kind = "webhook-removed"
			if ch.At == is.At && is.WebhooksAt != nil {
				ch.At = is.WebhooksAt
			}
		}
		ch.concern(ops)
		c.change(root, ch)
	}
}

// added says which operations are new. A path that is new is so as a whole.
func (c *comparison) added(root *pair, was *API, came []*Operation) {
	if was.Partial || len(came) == 0 {
		return
	}
	old := byPath(was.Operations)
	for _, ops := range paths(came, old) {
		n := ops[0]
		ch := Change{Kind: "path-added", Effect: Widens, At: n.PathAt, Was: was.At, Subject: n.Path, Name: n.Path}
		if o := old[n.place()]; o != nil {
			ch.Kind, ch.At, ch.Was, ch.Subject, ch.Name = "operation-added", n.At, o.PathAt, n.Name, n.Name
		}
		if n.IsCalled {
			ch.Kind = "webhook-added"
		}
		ch.concern(ops)
		c.change(root, ch)
	}
}

// byPath is an operation of each path.
func byPath(ops []*Operation) map[string]*Operation {
	index := make(map[string]*Operation)
	for _, o := range ops {
		if index[o.place()] == nil {
			index[o.place()] = o
		}
	}
	return index
}

// paths groups operations by their paths, but those of paths of the other document, which are on their own.
func paths(ops []*Operation, other map[string]*Operation) (groups [][]*Operation) {
	index := make(map[string]int)
	for _, o := range ops {
		key := o.place()
		if other[key] != nil {
			groups = append(groups, []*Operation{o})
			continue
		}
		i, ok := index[key]
		if !ok {
			i = len(groups)
			index[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], o)
	}
	return groups
}

// place tells paths apart, whatever their parameters are called.
func (o *Operation) place() string {
	if o.IsCalled {
		return "called " + o.Path
	}
	return template(o.Path)
}

// surface compares what an operation is beside its messages.
func (c *comparison) surface(p *pair, was, is *Operation, request way) {
	say := func(kind string, at, wasAt Place, name, from, to string) {
		if at == nil {
			at = is.At
		}
		if wasAt == nil {
			wasAt = was.At
		}
		c.change(p, Change{Kind: kind, Effect: Neutral, At: at, Was: wasAt, Subject: is.Name, Name: name, From: from, To: to})
	}
	switch {
	case was.ID == is.ID:
	case was.ID == "":
		say("operation-id-added", is.IDAt, nil, is.ID, "", is.ID)
	case is.ID == "":
		say("operation-id-removed", nil, was.IDAt, was.ID, was.ID, "")
	default:
		say("operation-id-changed", is.IDAt, was.IDAt, was.ID, was.ID, is.ID)
	}
	for _, tag := range without(was.Tags, is.Tags) {
		say("tag-removed", nil, nil, tag, tag, "")
	}
	for _, tag := range without(is.Tags, was.Tags) {
		say("tag-added", nil, nil, tag, "", tag)
	}
	c.life(p, was.Life, is.Life, func() Change { return Change{At: is.At, Was: was.At, Subject: is.Name, Name: is.Name} })
	c.servers(p, was, is)
	c.security(p, was, is, request)
}

// Gone is the change that a document is there no more; title is what people call it.
func (a *API) Gone(title string) *Change {
	ch := &Change{Kind: "document-removed", Effect: Narrows, At: a.At, Was: a.At, Subject: title, Name: title}
	var ops []*Operation
	for _, o := range a.Operations {
		if !o.IsCalled {
			ops = append(ops, o)
		}
	}
	ch.concern(ops)
	ch.Unstable = ch.Unstable && len(ops) > 0
	return ch
}

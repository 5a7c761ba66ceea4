package openapi

import "slices"

// exemplars tells of which schemas a reader of the documentation sees an example: they have one, or every part that they are
// made of has. A default, a const and an enum show as much as an example does, and so do a boolean and the formats of which
// there is but one spelling.
type exemplars struct {
	r     *reader
	index map[*node]int
	bare  []bool
	users [][]int // by schema, those that are made of it
	work  []target
}

// exactFormats are the formats that leave no doubt what a value looks like.
var exactFormats = wordSet("date", "date-time", "time", "duration", "uuid", "email", "idn-email", "ipv4", "ipv6", "uri", "url", "byte", "binary", "base64", "base64url", "password")

// shown is the index of schemas that have an example whatever they are made of.
const shown = -1

// add returns the index of a schema, of which is to be told whether it has an example. What a broken reference leads to is not
// known to lack one.
func (e *exemplars) add(p place, base string) int {
	if hasExample(p.node) {
		return shown // beside a reference, too
	}
	t := e.r.follow(p, base)
	if t.failure != resolved || t.node == nil || t.node.kind != object || hasExample(t.node) {
		return shown
	}
	if i, ok := e.index[t.node]; ok {
		return i
	}
	if e.index == nil {
		e.index = make(map[*node]int)
	}
	i := len(e.bare)
	e.index[t.node] = i
	e.bare, e.users, e.work = append(e.bare, false), append(e.users, nil), append(e.work, t)
	return i
}

// hasExample reports whether a schema shows a value of its own.
func hasExample(n *node) bool {
	if n == nil || n.kind != object {
		return false
	}
	return n.has("example") || n.has("default") || n.has("const") || len(n.get("enum").items()) > 0 || hasExamples(n)
}

// hasExamples reports whether the field examples, a list or a map, has one.
func hasExamples(n *node) bool {
	x := n.get("examples")
	return len(x.items()) > 0 || len(x.fields()) > 0
}

// finish looks at all schemas that were added and at what they are made of. After it, bare holds.
func (e *exemplars) finish() {
	for i := 0; i < len(e.work); i++ {
		e.expand(i, e.work[i])
	}
	var lacking []int
	for i, bare := range e.bare {
		if bare {
			lacking = append(lacking, i)
		}
	}
	for len(lacking) > 0 {
		i := lacking[len(lacking)-1]
		lacking = lacking[:len(lacking)-1]
		for _, user := range e.users[i] {
			if !e.bare[user] {
				e.bare[user] = true
				lacking = append(lacking, user)
			}
		}
	}
	e.work, e.users = nil, nil
}

// has reports whether the schema of an index has an example.
func (e *exemplars) has(i int) bool { return i == shown || !e.bare[i] }

// expand finds what a schema is made of.
func (e *exemplars) expand(i int, t target) {
	n := t.node
	types := typesOf(n)
	if exactFormats[n.text("format")] || slices.Contains(types, "boolean") || len(types) == 1 && types[0] == "null" {
		return
	}
	parts := 0
	part := func(p place) {
		parts++
		if p.node.kind == unread {
			return
		}
		if j := e.add(p, t.base); j != shown {
			e.users[j] = append(e.users[j], i)
		}
	}
	if ps, ok := t.child("properties"); ok {
		for k := range ps.node.fields() {
			part(ps.at(&ps.node.fields()[k]))
		}
	}
	for _, name := range []string{"items", "additionalProperties"} {
		if p, ok := t.child(name); ok && p.node.kind == object && (name == "items" || parts == 0) {
			part(p)
		}
	}
	for _, name := range []string{"prefixItems", "allOf", "oneOf", "anyOf"} {
		list, ok := t.child(name)
		if !ok {
			continue
		}
		for k, item := range list.node.items() {
			// A member that requires or describes only has nothing to show.
			if name == "prefixItems" || item.ref() != nil || hasExample(item) || hasShape(item) {
				part(list.item(k))
			}
		}
	}
	e.bare[i] = parts == 0
}

// hasShape reports whether a schema says what a value consists of.
func hasShape(n *node) bool {
	for _, name := range []string{"properties", "items", "prefixItems", "allOf", "oneOf", "anyOf", "additionalProperties"} {
		if n.has(name) {
			return true
		}
	}
	t := n.text("type")
	return t != "" && t != "object" && t != "null"
}

// maxAlternatives is how many members of a composition are looked at for a description.
const maxAlternatives = 20

// isDescribed reports whether a reader learns what a schema is about: by its description, by the one of the schema that it refers to,
// extends, chooses from, or lists.
func (r *reader) isDescribed(p place, base string) bool {
	own := func(p place, base string) (target, bool) {
		if hasText(p.node, "description") {
			return target{}, true // beside a reference, too
		}
		t := r.follow(p, base)
		return t, t.failure != resolved || t.node == nil || t.node.kind != object || hasText(t.node, "description")
	}
	t, ok := own(p, base)
	if ok {
		return true
	}
	for _, name := range []string{"allOf", "oneOf", "anyOf"} {
		if list, found := t.child(name); found {
			for i := range list.node.items()[:min(len(list.node.items()), maxAlternatives)] {
				if item := list.item(i); item.node.kind == object {
					if _, ok := own(item, t.base); ok {
						return true
					}
				}
			}
		}
	}
	if items, found := t.child("items"); found && items.node.kind == object {
		_, ok = own(items, t.base)
	}
	return ok
}

package openapi

import (
	"cmp"
	"slices"
)

// A schema has a finite value when all that it requires has one. Recursion that an optional property, an empty list or another
// alternative ends is fine; a schema that cannot be satisfied without itself is endless.

// need is something that a value of a schema must have: another schema, below a property or for the items of a list.
type need struct {
	to   int
	path string
}

// demand is a schema, or a list of alternatives, with what it needs.
type demand struct {
	target
	needs []need
	// isChoice says that one of the needs is enough.
	isChoice bool
	isFinite bool
	// open is the number of needs that are not known to be finite.
	open int
}

type demands struct {
	*assembly
	list  []demand
	index map[*node]int
}

func (a *assembly) endless() {
	d := demands{assembly: a, index: make(map[*node]int)}
	rows := make(map[*node]int)
	for i, e := range a.schemas {
		if e != wholeDocument && a.schemaPlaces[i].node.entity == e {
			rows[a.schemaPlaces[i].node] = i
			d.demand(a.schemaPlace(i))
		}
	}
	for i := 0; i < len(d.list) && !a.full(); i++ {
		if !d.list[i].isChoice {
			d.look(i)
		}
	}
	if a.full() {
		return
	}
	d.spread()
	graph := make([][]int32, len(d.list))
	for i := range d.list {
		if d.list[i].isFinite {
			continue
		}
		for _, n := range d.list[i].needs {
			if !d.list[n.to].isFinite {
				graph[i] = append(graph[i], int32(n.to))
			}
		}
	}
	group, groups := components(graph)
	least := make([]int, groups) // the demand that stands for each group, plus 1
	label := func(i int) string { return a.model.Schemas[rows[d.list[i].node]].Label }
	for i := range d.list {
		if _, ok := rows[d.list[i].node]; !ok || d.list[i].isFinite {
			continue
		}
		if best := least[group[i]]; best == 0 || cmp.Or(cmp.Compare(label(i), label(best-1)), cmp.Compare(d.list[i].pointer, d.list[best-1].pointer)) < 0 {
			least[group[i]] = i + 1
		}
	}
	for _, l := range least {
		if l == 0 {
			continue
		}
		if chain, ok := d.chain(l-1, group, func(i int) string {
			if _, ok := rows[d.list[i].node]; ok {
				return label(i)
			}
			return ""
		}); ok {
			row := a.model.Schemas[rows[d.list[l-1].node]]
			a.model.EndlessSchemas = append(a.model.EndlessSchemas, EndlessSchema{At: row.At, Schema: row.Label, Chain: shorten(chain)})
		}
	}
}

// demand returns the index of a schema. What cannot be known is taken for finite: -1.
func (d *demands) demand(t target) int {
	if t.failure != resolved || t.node == nil || t.node.kind != object {
		return -1
	}
	if i, ok := d.index[t.node]; ok {
		return i
	}
	i := len(d.list)
	d.index[t.node] = i
	d.list = append(d.list, demand{target: t})
	return i
}

func (d *demands) need(i int, t target, path string) {
	if to := d.demand(t); to >= 0 {
		d.list[i].needs = append(d.list[i].needs, need{to, path})
	}
}

// look finds what a schema needs.
func (d *demands) look(i int) {
	t := d.list[i].target
	n := t.node
	d.spent += stepCost
	if n.has("enum") || n.has("const") || n.isTrue("nullable") || n.ref() == nil && !n.has("required") && !n.has("items") && !n.has("allOf") && !n.has("anyOf") && !n.has("oneOf") {
		return
	}
	p := d.partsOf(t)
	set, _, clash := d.together(p)
	values := set &^ (objectType | arrayType)
	if clash != "" || set != anyType && (values != 0 || set == objectType|arrayType) {
		return
	}
	typ := d.typeOf(t, 0)
	for _, part := range p.list {
		if typ == "object" {
			for _, r := range part.node.get("required").items() {
				if r.kind != text {
					continue
				}
				for _, f := range d.partsProperty(p, r.value) {
					d.need(i, d.follow(f.place, f.base), "."+r.value)
				}
			}
		}
		if least, ok := numberOf(part.node.get("minItems")); ok && least >= 1 && typ == "array" {
			if items, ok := part.child("items"); ok {
				d.need(i, d.follow(items, part.base), "[]")
			}
		}
		for _, keyword := range [...]string{"anyOf", "oneOf"} {
			d.choice(i, part, keyword)
		}
	}
}

func (d *demands) choice(i int, t target, keyword string) {
	items := t.node.get(keyword).items()
	if len(items) == 0 {
		return
	}
	c := demand{isChoice: true}
	for j := range items {
		d.spent += stepCost
		to := d.demand(d.sub(t, keyword, j))
		if to < 0 {
			return // an alternative that may be finite
		}
		c.needs = append(c.needs, need{to: to})
	}
	d.list = append(d.list, c)
	d.list[i].needs = append(d.list[i].needs, need{to: len(d.list) - 1})
}

// spread marks what is finite, beginning with what needs nothing (Dowling and Gallier 1984).
func (d *demands) spread() {
	users := make([][]int, len(d.list))
	var done []int
	for i := range d.list {
		x := &d.list[i]
		x.open = len(x.needs)
		if x.isChoice {
			x.open = 1
		}
		for _, n := range x.needs {
			users[n.to] = append(users[n.to], i)
		}
		if x.open == 0 {
			x.isFinite = true
			done = append(done, i)
		}
	}
	for len(done) > 0 {
		i := done[len(done)-1]
		done = done[:len(done)-1]
		for _, u := range users[i] {
			x := &d.list[u]
			if x.open--; x.open == 0 {
				x.isFinite = true
				done = append(done, u)
			}
		}
	}
}

// chain finds the shortest way from an endless schema back to itself; of several, the first by name.
func (d *demands) chain(start int, group []int32, label func(int) string) (string, bool) {
	type step struct {
		at   int
		text string
	}
	seen := make(map[int]bool)
	todo := []step{{start, label(start)}}
	for len(todo) > 0 {
		s := todo[0]
		todo = todo[1:]
		needs := slices.Clone(d.list[s.at].needs)
		slices.SortStableFunc(needs, func(x, y need) int { return cmp.Compare(x.path, y.path) })
		for _, n := range needs {
			if d.list[n.to].isFinite || group[n.to] != group[start] {
				continue
			}
			text := s.text + n.path
			if n.to == start {
				return text, true
			}
			if !seen[n.to] {
				seen[n.to] = true
				if name := label(n.to); name != "" && len(text) < maxQuoted {
					text += " → " + name
				}
				todo = append(todo, step{n.to, text})
			}
		}
	}
	return "", false
}

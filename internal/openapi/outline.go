package openapi

import (
	"path"
	"slices"
	"strings"
)

// outline is what a schema says of a value as a whole: its type, and the properties of an object with those that allOf
// adds. It does not look into the properties.
type outline struct {
	// kind is the type of the value; empty when the schema does not say, or says several.
	kind string
	// names are the names of the properties in alphabetical order.
	names []string
	// properties are their schemas, references not followed.
	properties map[string]target
	// required are the names that the schema requires.
	required map[string]bool
	// alternatives are the members of oneOf and anyOf, null excepted.
	alternatives []target
	// size is roughly what looking at all of it costs.
	size int
}

const (
	// maxOutline is how many properties of one schema are looked at.
	maxOutline = 2000
	// maxNesting is how deep composition is followed, and how many alternatives are looked at.
	maxNesting = 32
	// memberCost is what following a member of a composition counts as: schemas may share thousands.
	memberCost = placeSize
)

// outline describes a schema whose references are followed. It is worked out once for each schema.
func (a *assembly) outline(t target) *outline {
	if o, ok := a.outlines[t.node]; ok {
		return o
	}
	if a.outlines == nil {
		a.outlines = make(map[*node]*outline)
	}
	o := &outline{kind: a.kindOf(t, 0), properties: make(map[string]target), required: make(map[string]bool)}
	a.outlines[t.node] = o
	a.collect(o, t, make(map[*node]bool), 0)
	slices.Sort(o.names)
	o.size = placeSize
	for _, name := range o.names {
		o.size += placeSize + len(name)
	}
	a.spent += o.size
	return o
}

func (a *assembly) collect(o *outline, t target, seen map[*node]bool, depth int) {
	if depth > maxNesting || seen[t.node] || a.full() {
		return
	}
	seen[t.node] = true
	if p, ok := t.child("properties"); ok && p.node.kind == object {
		for i := range p.node.fields() {
			f := &p.node.fields()[i]
			if _, ok := o.properties[f.name]; ok || len(o.names) == maxOutline {
				continue
			}
			o.names = append(o.names, f.name)
			o.properties[f.name] = target{place: p.at(f), base: t.base}
		}
	}
	for _, name := range texts(t.node.get("required")) {
		o.required[name] = true
	}
	for _, m := range a.members(t, "allOf") {
		a.collect(o, m, seen, depth+1)
	}
	for _, key := range [...]string{"oneOf", "anyOf"} {
		for _, m := range a.members(t, key) {
			if len(o.alternatives) < maxNesting && !slices.Equal(typesOf(m.node), []string{"null"}) {
				o.alternatives = append(o.alternatives, m)
			}
		}
	}
}

// members are the schemas in a list of schemas, references followed; those that lead nowhere are left out.
func (a *assembly) members(t target, key string) []target {
	l, ok := t.child(key)
	if !ok || l.node.kind != array {
		return nil
	}
	out := make([]target, 0, len(l.node.items()))
	for i := range l.node.items() {
		a.spent += memberCost
		if m := a.follow(l.item(i), t.base); m.failure == resolved && m.node.kind == object {
			out = append(out, m)
		}
	}
	return out
}

// kindOf tells the type of the values of a schema, null aside: the one that it names or that its keywords are for, or that
// all members of its composition agree on. It is empty when it cannot be told.
func (a *assembly) kindOf(t target, depth int) string {
	if k, ok := a.kinds[t.node]; ok {
		return k
	}
	if a.kinds == nil {
		a.kinds = make(map[*node]string)
	}
	if depth > maxNesting || t.node == nil || t.node.kind != object {
		return ""
	}
	a.kinds[t.node] = "" // a schema that is composed of itself says nothing by that
	k := a.kind(t, depth)
	a.kinds[t.node] = k
	return k
}

func (a *assembly) kind(t target, depth int) string {
	n := t.node
	types := slices.DeleteFunc(slices.Clone(typesOf(n)), func(s string) bool { return s == "null" })
	switch {
	case len(types) == 1:
		return types[0]
	case len(types) > 1:
		return ""
	case n.has("properties") || n.has("additionalProperties"):
		return "object"
	case n.has("items") || n.has("prefixItems"):
		return "array"
	}
	for _, m := range a.members(t, "allOf") {
		if k := a.kindOf(m, depth+1); k != "" {
			return k
		}
	}
	for _, key := range [...]string{"oneOf", "anyOf"} {
		agreed := ""
		for i, m := range a.members(t, key) {
			k := a.kindOf(m, depth+1)
			if i > 0 && k != agreed {
				return ""
			}
			agreed = k
		}
		if agreed != "" {
			return agreed
		}
	}
	return ""
}

// schemaOf returns the schema below an object, references followed.
func (a *assembly) schemaOf(p place, base string) (target, bool) {
	q, ok := p.child("schema")
	if !ok {
		return target{}, false
	}
	t := a.follow(q, base)
	if t.failure != resolved || t.node.kind != object {
		return target{}, false
	}
	if t.key == nil && t.node == q.node {
		t.key = q.key
	}
	return t, true
}

// property returns the schema of a property, references followed.
func (a *assembly) property(o *outline, name string) (target, bool) {
	p, ok := o.properties[name]
	if !ok {
		return target{}, false
	}
	t := a.follow(p.place, p.base)
	return t, t.failure == resolved && t.node.kind == object
}

// shared names a schema that has a name: a component, or a file that references lead to. Others have none.
func (a *assembly) shared(t target) string {
	if t.node == nil || t.node.entity == wholeDocument {
		return ""
	}
	if name := a.usage.names[t.node.entity]; name != "" {
		return name
	}
	if i := strings.LastIndexByte(t.pointer, '/'); i >= 0 {
		return t.pointer[i+1:]
	}
	return strings.TrimSuffix(path.Base(t.file.path), path.Ext(t.file.path))
}

// isJSON reports whether a media type is one of JSON values, and not of a sequence of them.
func isJSON(name string) bool {
	name = bareType(name)
	return name == "application/json" || name == "text/json" || strings.HasSuffix(name, "+json")
}

// bareType is a media type in lower case and without parameters.
func bareType(name string) string {
	name, _, _ = strings.Cut(name, ";")
	return strings.ToLower(strings.TrimSpace(name))
}

// letters is a name in lower case without anything but letters and digits: pageSize, page_size and page[size] are one.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r | 0x20
		}
		return -1
	}, s)
}

package openapi

import (
	"slices"
	"strings"
)

// parts are what a value of a schema must satisfy together: the schema, what it refers to, and the elements of its allOf,
// and theirs. They are complete unless a reference leads nowhere, or there are too many to look at.
type parts struct {
	list     []target
	complete bool
}

// maxParts is how many parts of one schema are looked at. People write a handful.
const maxParts = 64

// stepCost is what looking at one part, or at one of its properties, counts in [reader.spent].
const stepCost = 16

func (a *assembly) partsOf(t target) parts {
	p := parts{complete: true}
	a.collectParts(&p, t)
	return p
}

func (a *assembly) collectParts(p *parts, t target) {
	if a.spent += stepCost; t.failure != resolved || t.node == nil || t.node.kind != object || len(p.list) >= maxParts || a.full() {
		p.complete = p.complete && t.node != nil && t.node.kind == boolean
		return
	}
	if slices.ContainsFunc(p.list, func(o target) bool { return o.node == t.node }) {
		return
	}
	n := t.node
	p.list = append(p.list, t)
	if n.has("$dynamicRef") || n.has("$recursiveRef") {
		p.complete = false
	}
	if n.ref() != nil {
		a.collectParts(p, a.follow(t.place, t.base))
		if !a.is31 {
			return // what stands beside a reference is ignored
		}
	}
	for i := range n.get("allOf").items() {
		a.collectParts(p, a.sub(t, "allOf", i))
	}
}

// sub returns an element of a list of schemas, references followed.
func (a *assembly) sub(t target, keyword string, i int) target {
	list := t.node.get(keyword)
	a.spent += len(t.pointer) / 2 // it is written again
	q := place{file: t.file, node: list, pointer: t.pointer + "/" + keyword}.item(i)
	if a.is31 && q.node.ref() != nil && len(q.node.fields()) > 1 {
		return target{place: q, base: t.base} // what stands beside the reference counts
	}
	return a.follow(q, t.base)
}

// alternatives returns the elements of anyOf and oneOf of the parts.
func (a *assembly) alternatives(p parts) []target {
	var out []target
	for _, t := range p.list {
		for _, keyword := range [...]string{"anyOf", "oneOf"} {
			for i := range t.node.get(keyword).items() {
				if a.spent += stepCost; a.full() {
					return out
				}
				out = append(out, a.sub(t, keyword, i))
			}
		}
	}
	return out
}

// typeSet is a set of types. A number that is whole is an integer.
type typeSet uint8

const (
	arrayType typeSet = 1 << iota
	booleanType
	integerType
	fractionType
	objectType
	stringType
	nullType
	anyType = arrayType | booleanType | integerType | fractionType | objectType | stringType | nullType
)

var typeBits = map[string]typeSet{"array": arrayType, "boolean": booleanType, "integer": integerType, "number": integerType | fractionType, "object": objectType,
	"string": stringType, "null": nullType}

// typesIn is the set of types that a schema allows by its keyword type; any when it has none, or one that is not known.
func (a *assembly) typesIn(n *node) typeSet {
	if n.kind != object || !n.has("type") {
		return anyType
	}
	var set typeSet
	for _, t := range typesOf(n) {
		bit, ok := typeBits[t]
		if !ok {
			return anyType
		}
		set |= bit
	}
	if n.isTrue("nullable") && !a.is31 {
		set |= nullType
	}
	if set == 0 {
		return anyType
	}
	return set
}

// typesText writes types down as a person would.
func typesText(n *node) string { return strings.Join(typesOf(n), " or ") }

// property finds what the parts say of a property.
func (a *assembly) partsProperty(p parts, name string) []target {
	var found []target
	for _, t := range p.list {
		a.spent += stepCost
		if f := t.node.get("properties").field(name); f != nil {
			found = append(found, target{place: place{file: t.file, node: f.value, key: f, pointer: string(appendToken([]byte(t.pointer+"/properties"), name))}, base: t.base})
		}
	}
	return found
}

// requires reports whether one of the parts requires a property.
func (a *assembly) requires(p parts, name string) bool {
	for _, t := range p.list {
		required := t.node.get("required").items()
		a.spent += stepCost * (1 + len(required)/16)
		if slices.ContainsFunc(required, func(r *node) bool { return r.kind == text && r.value == name }) {
			return true
		}
	}
	return false
}

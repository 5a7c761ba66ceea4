package openapi

import (
	"slices"
	"strings"
)

// use tells who sends what an object describes.
type use uint8

const (
	// asRequest is what clients send to the API.
	asRequest use = 1 << iota
	// asResponse is what the API sends to clients: responses, and the requests of callbacks and webhooks.
	asResponse
	// asJSON is what is a part of a JSON body, in either direction.
	asJSON
)

// passed is an object on the way from operations to schemas.
type passed struct {
	target
	kind objectKind
	use  use
	// isCalled says that it belongs to a callback or webhook, which the API calls.
	isCalled bool
}

// directions marks what is used in requests and in responses. Each object is met once for each of the two.
type directions struct {
	*assembly
	todo []passed
	// extenders are the schemas that take the place of one with a discriminator.
	extenders map[*node][]target
}

func (a *assembly) directions() {
	d := &directions{assembly: a, extenders: make(map[*node][]target)}
	byEntity := make(map[int32]int)
	for i, e := range a.schemas {
		if e != wholeDocument && a.schemaPlaces[i].node.entity == e {
			byEntity[e] = i
		}
	}
	for _, x := range a.extends {
		if i, ok := byEntity[x.schema]; ok && x.base.node.get("discriminator") != nil {
			d.extenders[x.base.node] = append(d.extenders[x.base.node], a.schemaPlace(i))
		}
	}
	for _, name := range [...]string{"paths", "webhooks"} {
		items, ok := a.child(a.root, name)
		if !ok || items.node.kind != object {
			continue
		}
		for i := range items.node.fields() {
			use := asRequest
			if name == "webhooks" {
				use = asResponse
			}
			d.add(target{place: place{file: items.file, node: items.node.fields()[i].value}}, pathItemObject, use, name == "webhooks")
		}
	}
	for len(d.todo) > 0 {
		p := d.todo[len(d.todo)-1]
		d.todo = d.todo[:len(d.todo)-1]
		d.pass(p)
	}
}

func flip(u use) use { return asRequest + asResponse - u }

// add puts what a place leads to on the list, unless it was met in this direction. A path item, an operation or a callback
// is met in both when it is called from both sides.
func (d *directions) add(t target, k objectKind, u use, called bool) {
	if t.node == nil || t.node.kind != object || t.node.use&u != 0 {
		return
	}
	t.node.use |= u
	d.todo = append(d.todo, passed{target: t, kind: k, use: u, isCalled: called})
}

func (d *directions) pass(p passed) {
	n := p.node
	if n.ref() != nil {
		if t := d.follow(p.place, p.base); t.failure == resolved {
			d.add(t, p.kind, p.use, p.isCalled)
		}
	}
	child := func(name string, k objectKind, u use) {
		if f := n.field(name); f != nil {
			d.add(target{place: place{file: p.file, node: f.value}, base: p.base}, k, u, p.isCalled)
		}
	}
	all := func(name string, k objectKind, u use) {
		v := n.get(name)
		if v == nil {
			return
		}
		for _, item := range v.items() {
			d.add(target{place: place{file: p.file, node: item}, base: p.base}, k, u, p.isCalled)
		}
		if v.ref() != nil {
			if t := d.follow(place{file: p.file, node: v}, p.base); t.failure == resolved {
				v = t.node
				p.file = t.file
			}
		}
		for i := range v.fields() {
			if f := &v.fields()[i]; !strings.HasPrefix(f.name, "x-") || k == headerObject || k == schemaObject {
				d.add(target{place: place{file: p.file, node: f.value}, base: p.base}, k, u, p.isCalled)
			}
		}
	}
	switch p.kind {
	case pathItemObject:
		all("parameters", parameterObject, p.use)
		for i := range n.fields() {
			if f := &n.fields()[i]; slices.Contains(methods, f.name) {
				d.add(target{place: place{file: p.file, node: f.value}, base: p.base}, operationObject, p.use, p.isCalled)
			}
		}
		all("additionalOperations", operationObject, p.use)
	case operationObject:
		all("parameters", parameterObject, p.use)
		child("requestBody", requestBodyObject, p.use)
		all("responses", responseObject, flip(p.use))
		if p.use == asRequest {
			all("callbacks", callbackObject, asResponse)
		}
	case callbackObject:
		for i := range n.fields() {
			d.add(target{place: place{file: p.file, node: n.fields()[i].value}, base: p.base}, pathItemObject, p.use, true)
		}
	case requestBodyObject, responseObject, parameterObject, headerObject:
		all("content", mediaTypeObject, p.use)
		content := n.get("content")
		for i := range content.fields() {
			if f := &content.fields()[i]; isJSON(f.name) && f.value.has("schema") {
				d.add(target{place: place{file: p.file, node: f.value.get("schema")}, base: p.base}, schemaObject, asJSON, p.isCalled)
			}
		}
		all("headers", headerObject, p.use)
		child("schema", schemaObject, p.use)
	case mediaTypeObject:
		child("schema", schemaObject, p.use)
		child("itemSchema", schemaObject, p.use)
	case schemaObject:
		d.schema(p, child, all)
	}
}

func (d *directions) schema(p passed, child, all func(string, objectKind, use)) {
	properties := p.node.get("properties")
	for i := range properties.fields() {
		v := properties.fields()[i].value
		if !p.isCalled && (p.use == asRequest && v.isTrue("readOnly") || p.use == asResponse && v.isTrue("writeOnly")) {
			continue
		}
		d.add(target{place: place{file: p.file, node: v}, base: p.base}, schemaObject, p.use, p.isCalled)
	}
	for _, name := range [...]string{"patternProperties", "allOf", "anyOf", "oneOf", "prefixItems", "dependentSchemas"} {
		all(name, schemaObject, p.use)
	}
	for name := range oneSchema {
		if name != "not" {
			child(name, schemaObject, p.use)
		}
	}
	for _, t := range d.extenders[p.node] {
		d.add(t, schemaObject, p.use, p.isCalled)
	}
	mapping := p.node.get("discriminator").get("mapping")
	for i := range mapping.fields() {
		if t := d.mapped(p.file, p.base, mapping.fields()[i].value); t.failure == resolved {
			d.add(t, schemaObject, p.use, p.isCalled)
		}
	}
}

// mapped finds the schema that a value of a discriminator's mapping names, by name or by reference.
func (r *reader) mapped(f *file, base string, v *node) target {
	t := target{failure: dangling}
	if v.kind != text {
		return t
	}
	if !strings.ContainsAny(v.value, "/#.") {
		t = r.resolve(r.root, "", "#/components/schemas/"+v.value)
	}
	if t.failure != resolved {
		t = r.resolve(f, base, v.value)
	}
	if t.failure == resolved {
		return r.follow(t.place, t.base)
	}
	return t
}

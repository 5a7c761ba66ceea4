package openapi

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// label names a schema, or a property, for people: "User.address.city", "the 200 response of GET /users". It follows from
// where the schema is written alone, not from how the walk came there.
type label struct {
	// of is what has the schema: a component's name, or words such as "the 200 response of GET /users".
	of string
	// path leads from there to the schema: ".address.city".
	path string
	// named says that of is a name, which a path is appended to.
	named bool
}

func (l label) String() string {
	switch {
	case l.path == "":
		return shorten(l.of)
	case l.named:
		return shorten(l.of + l.path)
	}
	return shorten(strings.TrimLeft(l.path, "./") + " of " + l.of)
}

// step is what a schema's keyword, and the key or index below it, lead to.
func (l label) step(keyword, key string) label {
	if len(l.path) > maxQuoted {
		return l // it will be shortened, and schemas may be nested deeply
	}
	switch keyword {
	case "properties":
		l.path += "." + key
	case "items":
		if l.path == "" && !l.named {
			l.of = "an item of " + l.of
		} else {
			l.path += "[]"
		}
	case "additionalProperties", "patternProperties":
		l.path += ".*"
	case "allOf":
		// What is taken together is one schema to its readers.
	case "$defs", "definitions":
		l = label{of: key, named: true}
	default:
		l.path += "/" + keyword
		if key != "" {
			l.path += "/" + key
		}
	}
	return l
}

// part is the kind of thing that a pointer has come to, on the way to a schema.
type part uint8

const (
	documentPart part = iota
	componentsPart
	schemasPart
	responsesPart // of components or of an operation
	parametersPart
	bodiesPart
	headersPart
	pathsPart
	callbacksPart
	callbackPart
	itemPart
	operationPart
	ownerPart // something with content, a schema, or headers
	contentPart
	schemaPart
	keywordPart // between a schema's keyword and the schema
	otherPart
)

// position is a part and what it is called.
type position struct {
	part    part
	label   label
	keyword string
	// within is what the schema is to what it stands in: see [Schema.Within].
	within string
}

var sectionParts = map[string]part{"schemas": schemasPart, "definitions": schemasPart, "$defs": schemasPart, "responses": responsesPart, "parameters": parametersPart,
	"requestBodies": bodiesPart, "headers": headersPart, "callbacks": callbacksPart, "pathItems": pathsPart}

// keywordNames are the names of the keywords by which a schema stands in another.
var keywordNames = map[string]string{"properties": "property", "items": "items", "additionalProperties": "additional_properties", "allOf": "all_of", "anyOf": "any_of",
	"oneOf": "one_of", "not": "not", "$defs": "component", "definitions": "component", "patternProperties": "additional_properties"}

// keyedSchemas are the keywords that hold several schemas.
var keyedSchemas = map[string]bool{"properties": true, "patternProperties": true, "allOf": true, "anyOf": true, "oneOf": true, "$defs": true, "definitions": true,
	"prefixItems": true, "dependentSchemas": true}

// oneSchema are the keywords that hold one.
var oneSchema = map[string]bool{"items": true, "additionalProperties": true, "not": true, "if": true, "then": true, "else": true, "contains": true, "propertyNames": true,
	"unevaluatedItems": true, "unevaluatedProperties": true, "contentSchema": true}

func (p position) words(format string, of label) position {
	p.label = label{of: format}
	if of.of != "" {
		p.label.of += " of " + of.String()
	}
	return p
}

// step goes one token on. The container is n, and to is what stands there.
func (p position) step(token string, to *node) position {
	owner := p.label
	switch p.part {
	case documentPart, componentsPart:
		q := position{part: otherPart, label: owner}
		switch s, ok := sectionParts[token]; {
		case token == "components":
			q.part = componentsPart
		case token == "paths" || token == "webhooks":
			q.part = pathsPart
		case ok:
			q.part, q.label = s, label{}
		case keyedSchemas[token] || oneSchema[token]:
			return position{part: schemaPart, label: owner}.step(token, to)
		case slices.Contains(methods, token):
			return position{part: itemPart, label: owner}.step(token, to)
		case token == "content" || token == "schema":
			return position{part: ownerPart, label: owner, within: "media_type"}.step(token, to)
		case strings.Contains(token, "/"): // a media type
			return position{part: ownerPart, label: owner, within: "media_type"}
		case to != nil && to.kind == object:
			return position{part: schemaPart, label: label{of: token, named: true}, within: "component"}
		}
		return q
	case schemasPart:
		return position{part: schemaPart, label: label{of: token, named: true}, within: "component"}
	case pathsPart:
		return position{part: itemPart, label: label{of: token}}
	case itemPart:
		switch {
		case slices.Contains(methods, token):
			return position{part: operationPart, label: label{of: strings.ToUpper(token) + " " + owner.of}}
		case token == "parameters":
			return position{part: parametersPart, label: owner}
		}
	case operationPart:
		switch token {
		case "requestBody":
			return position{part: ownerPart, within: "media_type"}.words("the request body", owner)
		case "responses":
			return position{part: responsesPart, label: owner}
		case "parameters":
			return position{part: parametersPart, label: owner}
		case "callbacks":
			return position{part: callbacksPart}
		}
	case callbacksPart:
		return position{part: callbackPart}
	case callbackPart:
		return position{part: itemPart, label: label{of: token}}
	case responsesPart:
		q := position{part: ownerPart, within: "media_type"}
		switch {
		case owner.of == "":
			return q.words("the response "+strconv.Quote(token), owner)
		case token == "default":
			return q.words("the default response", owner)
		}
		return q.words("the "+token+" response", owner)
	case bodiesPart:
		return position{part: ownerPart, within: "media_type"}.words("the request body "+strconv.Quote(token), owner)
	case headersPart:
		return position{part: ownerPart, within: "header"}.words("the header "+strconv.Quote(token), owner)
	case parametersPart:
		name, in := to.text("name"), to.text("in")
		if name == "" {
			name = token
		}
		if in != "" {
			in += " "
		}
		return position{part: ownerPart, within: "parameter"}.words("the "+in+"parameter "+strconv.Quote(name), owner)
	case ownerPart:
		switch token {
		case "content":
			return position{part: contentPart, label: owner, within: p.within}
		case "schema", "itemSchema":
			return position{part: schemaPart, label: owner, within: p.within}
		case "headers":
			return position{part: headersPart, label: owner}
		}
	case contentPart:
		return position{part: ownerPart, label: owner, within: p.within}
	case schemaPart:
		switch {
		case keyedSchemas[token]:
			return position{part: keywordPart, label: owner, keyword: token}
		case oneSchema[token] && (to == nil || to.kind != array):
			return position{part: schemaPart, label: owner.step(token, ""), within: keywordNames[token]}
		case token == "items":
			return position{part: keywordPart, label: owner, keyword: token}
		}
	case keywordPart:
		return position{part: schemaPart, label: owner.step(p.keyword, token), within: keywordNames[p.keyword]}
	}
	return position{part: otherPart, label: owner}
}

// labelled are what the document itself refers to in other files, by what it is there: the paths and components that were
// moved into files of their own keep their names.
func (r *reader) labelled(root place) {
	r.labels = make(map[*node]position)
	mark := func(p place, q position) {
		ref := p.node.ref()
		if ref == nil {
			return
		}
		first := r.resolve(p.file, "", ref.value.value)
		if first.failure != resolved || first.file == r.root {
			return // another name for what has its own
		}
		if t := r.follow(first.place, first.base); t.failure == resolved && t.node != nil && t.file != r.root {
			if _, ok := r.labels[t.node]; !ok {
				r.labels[t.node] = q
			}
		}
	}
	each := func(p place, q position, visit func(place, position)) {
		if p.node.kind != object {
			return
		}
		order := make([]*field, 0, len(p.node.fields()))
		for i := range p.node.fields() {
			order = append(order, &p.node.fields()[i])
		}
		slices.SortFunc(order, func(a, b *field) int { return strings.Compare(a.name, b.name) })
		for _, f := range order {
			to := f.value
			if t := r.follow(p.at(f), ""); t.failure == resolved && t.node != nil {
				to = t.node
			}
			visit(p.at(f), q.step(f.name, to))
		}
	}
	item := func(p place, q position) {
		mark(p, q)
		if t := r.follow(p, ""); t.failure == resolved && t.node != nil && t.node.kind == object {
			each(t.place, q, func(p place, q position) {
				if q.part == operationPart {
					mark(p, q)
				}
			})
		}
	}
	start := position{part: documentPart}
	for _, name := range [...]string{"paths", "webhooks"} {
		if p, ok := root.child(name); ok {
			mark(p, start.step(name, p.node))
			if t := r.follow(p, ""); t.failure == resolved && t.node != nil {
				each(t.place, start.step(name, t.node), item)
			}
		}
	}
	if p, ok := root.child("components"); ok {
		each(p, start.step("components", p.node), func(p place, q position) {
			mark(p, q)
			each(p, q, mark)
		})
	}
}

// locate finds out what a pointer leads to, and what that is called.
func (r *reader) locate(f *file, pointer string) position {
	p := position{part: documentPart}
	if f != r.root {
		p.label = label{of: strings.TrimSuffix(path.Base(f.path), path.Ext(f.path)), named: true}
		if f.root.text("in") != "" && f.root.text("name") != "" {
			p = position{part: parametersPart}.step("", f.root)
		}
	}
	n := f.root
	if q, ok := r.labels[n]; ok {
		p = q
	}
	for pointer != "" {
		token := pointer[1:]
		if i := strings.IndexByte(token, '/'); i >= 0 {
			token, pointer = token[:i], token[i:]
		} else {
			pointer = ""
		}
		if strings.IndexByte(token, '~') >= 0 {
			token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		}
		if n != nil && n.kind == array {
			if i, err := strconv.Atoi(token); err == nil && i >= 0 && i < len(n.items()) {
				n = n.items()[i]
			} else {
				n = nil
			}
		} else {
			n = n.get(token)
		}
		p = p.step(token, n)
		if q, ok := r.labels[n]; ok && n != nil {
			p = q
		}
	}
	return p
}

// named is a schema that the walk is in, or was in just now.
type named struct {
	file    *file
	pointer string
	position
}

// labelOf names the schema at the pointer at hand. Schemas stand in schemas, so it goes on from the one that this one stands in.
func (w *walk) labelOf() position {
	pointer := string(w.pointer)
	for len(w.within) > 0 {
		top := w.within[len(w.within)-1]
		if top.file == w.file && len(top.pointer) < len(pointer) && pointer[len(top.pointer)] == '/' && strings.HasPrefix(pointer, top.pointer) {
			if p, ok := top.below(pointer[len(top.pointer):]); ok {
				return w.enterLabel(pointer, p)
			}
			break
		}
		w.within = w.within[:len(w.within)-1]
	}
	return w.enterLabel(pointer, w.locate(w.file, pointer))
}

func (w *walk) enterLabel(pointer string, p position) position {
	if p.part != schemaPart {
		p.part = schemaPart // a schema where none is expected: what refers to it knows better
		if pointer == "" && p.within == "" {
			p.within = "component" // a file of its own is what a component is in the bundled document
		}
	}
	w.within = append(w.within, named{w.file, pointer, p})
	return p
}

// below goes on from a schema to one that stands in it, when the way is a keyword and a key.
func (n named) below(rest string) (position, bool) {
	keyword, key, _ := strings.Cut(rest[1:], "/")
	if strings.IndexByte(key, '/') >= 0 || key == "" && !oneSchema[keyword] || key != "" && !keyedSchemas[keyword] {
		return position{}, false
	}
	if strings.IndexByte(key, '~') >= 0 {
		key = strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
	}
	return position{part: schemaPart, label: n.label.step(keyword, key), within: keywordNames[keyword]}, true
}

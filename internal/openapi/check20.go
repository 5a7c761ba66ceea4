package openapi

import (
	"regexp"
	"slices"
	"strings"
)

// found is an object of a Swagger 2.0 document that is to take the shape of OpenAPI 3.
type found struct {
	kind objectKind
	place
	base string
}

// object20 visits an object of a Swagger 2.0 document. It adds no rows: they come from the shape that the object is given
// afterwards.
func (w *walk) object20(k objectKind, n *node, key *field) {
	if n.kind != object {
		w.wrongType(n, key, "a mapping")
		return
	}
	if n.visited&w.bit != 0 {
		return
	}
	n.visited |= w.bit
	if n.ref() != nil {
		w.reference(&spec{shape: objectShape, object: k}, n)
		if k != pathItem20Object {
			return
		}
	}
	switch k {
	case document20Object, pathItem20Object, operation20Object, parameter20Object, response20Object, header20Object, schema20Object, scheme20Object:
		if w.full() {
			return
		}
		if k != schema20Object || reshaped(n) {
			w.spent += placeSize + 4*len(w.pointer)
			w.found = append(w.found, found{kind: k, base: w.base, place: place{file: w.file, node: n, key: key, pointer: string(w.pointer)}})
		}
	}
	if k == schema20Object && n.text("type") == "file" && w.parent != response20Object {
		w.violate(w.fieldAt(n, key, "type"), "wrong-value", `"file" is the type of a whole response or of a formData parameter, not of a schema`,
			"write type: string and format: binary")
	}
	outerParent, outerKey := w.parent, w.parentKey
	o := &objects()[k]
	w.parent, w.parentKey = k, key
	for i := range n.fields() {
		f := &n.fields()[i]
		p := w.push(f.name)
		w.field(k, o, n, f)
		w.pop(p)
	}
	w.required(o, n, key)
	w.check(k, n, key)
	w.check20(k, n, key)
	w.parent, w.parentKey = outerParent, outerKey
}

func (w *walk) check20(k objectKind, n *node, key *field) {
	switch k {
	case document20Object:
		w.checkHost(n)
		w.checkMediaTypes20(n)
		w.checkTags(n)
	case responses20Object:
		if len(keys(n)) == 0 && n.ref() == nil {
			w.violate(w.objectAt(n, key), "missing-field", "there is no response", `add one: at least "default"`)
		}
	case parameter20Object:
		w.checkParameter20(n, key)
	case items20Object, header20Object:
		w.checkItems20(objects()[k].name, n, key)
	case operation20Object:
		w.checkMediaTypes20(n)
		w.checkOperation20(n)
		w.checkExamples20(n)
	case schema20Object:
		if n.text("type") == "array" && !n.has("items") {
			w.violate(w.fieldAt(n, key, "type"), "missing-field", `a schema of type array has no "items"`, `say what it is an array of: add "items" ({} for anything)`)
		}
	case scheme20Object:
		w.checkScheme20(n, key)
	}
}

var hostPattern = regexp.MustCompile(`^[^{}/ :\\?#]+(:[0-9]+)?$`)

func (w *walk) checkHost(n *node) {
	if f := n.field("host"); f != nil && f.value.kind == text && !hostPattern.MatchString(f.value.value) {
		hint := "write a name and, if need be, a port: api.example.com:8443"
		if _, rest, ok := strings.Cut(f.value.value, "://"); ok {
			if host, _, _ := strings.Cut(rest, "/"); hostPattern.MatchString(host) {
				hint = "write " + quote(host) + "; the scheme goes into schemes and the path into basePath"
			}
		}
		p := w.push("host")
		w.violate(w.valueAt(f.value, f), "wrong-value", say("%q is not a host", f.value.value), hint)
		w.pop(p)
	}
	if f := n.field("basePath"); f != nil && f.value.kind == text && !strings.HasPrefix(f.value.value, "/") {
		p := w.push("basePath")
		w.violate(w.valueAt(f.value, f), "wrong-value", say("the basePath %q does not begin with a slash", f.value.value), "write "+quote("/"+f.value.value))
		w.pop(p)
	}
}

// otherOnly are the fields of parameters that do not hold for a body, in alphabetical order but for the telling ones.
var otherOnly = []string{"type", "items", "format", "allowEmptyValue", "collectionFormat", "default", "enum", "exclusiveMaximum", "exclusiveMinimum", "maxItems",
	"maxLength", "maximum", "minItems", "minLength", "minimum", "multipleOf", "pattern", "uniqueItems"}

// types20 are the types of parameters other than the body.
var types20 = []string{"string", "number", "integer", "boolean", "array", "file"}

func (w *walk) checkParameter20(n *node, key *field) {
	in := n.text("in")
	name := n.text("name")
	misplaced := func(field, problem, hint string) {
		f := n.field(field)
		if f == nil {
			return
		}
		p := w.push(field)
		w.violate(w.keyAt(f), "conflict", problem, hint)
		w.pop(p)
	}
	switch in {
	case "":
		return
	case "body":
		if i := slices.IndexFunc(otherOnly, n.has); i >= 0 { // one mistake, usually of several fields
			misplaced(otherOnly[i], say("a body parameter says in schema what it is; %q has %q beside it", name, otherOnly[i]), "move it into schema")
		} else if !n.has("schema") {
			w.violate(w.fieldAt(n, key, "name"), "missing-field", say("the body parameter %q has no %q", name, "schema"), `add "schema"`)
		}
		return
	case "path":
		if !n.isTrue("required") {
			at := w.fieldAt(n, key, "name")
			if n.has("required") {
				at = w.fieldAt(n, key, "required")
			}
			w.violate(at, "path-parameter", say("the path parameter %q is not required, but a path cannot do without it", name), "write required: true")
			w.requiredAt(n)
		}
	}
	switch {
	case n.has("schema"):
		misplaced("schema", say("only a body parameter has a schema; %q is in %s", name, in), "write type, format and the like beside name and in")
	case !n.has("type"):
		w.violate(w.fieldAt(n, key, "name"), "missing-field", say("the parameter %q has no %q", name, "type"), `add "type"`)
	}
	if t := n.field("type"); t != nil && t.value.kind == text && !slices.Contains(types20, t.value.value) {
		hint := "use one of " + strings.Join(types20, ", ")
		if near := nearest(t.value.value, types20); near != "" {
			hint = "did you mean " + quote(near) + "?"
		}
		w.violate(w.fieldAt(n, key, "type"), "wrong-value", say("the type of a parameter in %s cannot be %q", in, t.value.value), hint)
	}
	if n.text("type") == "file" && in != "formData" {
		w.violate(w.fieldAt(n, key, "type"), "form-data", say("a file can only be sent in formData, and the parameter %q is in %s", name, in), "write in: formData")
	}
	if in != "query" && in != "formData" {
		if n.text("collectionFormat") == "multi" {
			w.violate(w.fieldAt(n, key, "collectionFormat"), "wrong-value", say("the collectionFormat %q repeats the parameter, which is possible in query and formData only; %q is in %s", "multi", name, in),
				"use csv, ssv, tsv or pipes")
		}
	}
	w.checkItems20("a parameter", n, key)
}

func (w *walk) checkItems20(what string, n *node, key *field) {
	if n.text("type") == "array" && !n.has("items") {
		w.violate(w.fieldAt(n, key, "type"), "missing-field", say("%s of type array has no %q", what, "items"), `say what it is an array of: add "items"`)
	}
}

func (w *walk) checkScheme20(n *node, key *field) {
	var required []string
	switch n.text("type") {
	case "apiKey":
		required = []string{"in", "name"}
	case "oauth2":
		required = []string{"flow", "scopes"}
		switch n.text("flow") {
		case "implicit":
			required = append(required, "authorizationUrl")
		case "password", "application":
			required = append(required, "tokenUrl")
		case "accessCode":
			required = append(required, "authorizationUrl", "tokenUrl")
		}
	}
	for _, name := range required {
		if !n.has(name) {
			what := n.text("type")
			if flow := n.text("flow"); flow != "" && what == "oauth2" {
				what += " and flow " + flow
			}
			w.violate(w.objectAt(n, key), "missing-field", say("a security definition of type %s has no %q", what, name), say("add %q", name))
		}
	}
}

// formTypes are the media types that formData is sent in.
var formTypes = []string{"application/x-www-form-urlencoded", "multipart/form-data"}

// isForm reports whether one of several media types is that of a form. Parameters of a media type are no matter.
func isForm(consumes []string) bool {
	return slices.ContainsFunc(consumes, func(s string) bool {
		s, _, _ = strings.Cut(s, ";")
		return slices.Contains(formTypes, strings.ToLower(strings.TrimSpace(s)))
	})
}

// checkOperation20 looks at the parameters of an operation together: there is one body, and it is JSON or a form.
func (w *walk) checkOperation20(n *node) {
	list := n.field("parameters")
	if list == nil {
		return
	}
	if w.spent += len(list.value.items()); w.full() {
		return
	}
	top := w.push("parameters")
	defer w.pop(top)
	body, form := -1, -1
	file := false
	seen := make(map[string]bool)
	for i, item := range list.value.items() {
		t := w.follow(place{file: w.file, node: item}, w.base)
		if t.failure != resolved || t.node == nil {
			continue
		}
		in, name := t.node.text("in"), t.node.text("name")
		p := w.pushIndex(i)
		at := item
		switch {
		case in == "body" && body >= 0:
			w.violate(w.fieldAt(at, nil, "name"), "conflict", "an operation has one body parameter at most; this is its second", "describe one body that has both")
		case in == "body" && form >= 0, in == "formData" && body >= 0:
			if body < 0 || form < 0 {
				w.violate(w.fieldAt(at, nil, "name"), "conflict", "an operation has a body parameter or formData parameters, not both", "describe the whole request in one of the two ways")
			}
		case in == "formData" && name != "" && seen[name]:
			w.violate(w.fieldAt(at, nil, "name"), "duplicate-parameter", say("the parameter %q in formData is listed twice", name), "remove one of the two")
		}
		switch in {
		case "body":
			body = i
		case "formData":
			form = i
			seen[name] = true
			file = file || t.node.text("type") == "file"
		}
		w.pop(p)
	}
	if form < 0 {
		return
	}
	consumes, known := n.get("consumes"), n.has("consumes")
	if !known {
		consumes, known = w.root.root.get("consumes"), w.root.root.has("consumes")
	}
	if types := texts(consumes); !isForm(types) && (known || file) {
		want := "application/x-www-form-urlencoded"
		if file {
			want = "multipart/form-data"
		}
		item := list.value.items()[form]
		p := w.pushIndex(form)
		w.violate(w.fieldAt(item, nil, "name"), "form-data", "the operation has formData parameters, but does not consume a form", say("write consumes: [%s]", want))
		w.pop(p)
	}
}

// checkExamples20 looks for examples of responses in media types that the operation does not produce.
func (w *walk) checkExamples20(n *node) {
	produces := n.get("produces")
	if produces == nil {
		produces = w.root.root.get("produces")
	}
	if n := len(produces.items()); n == 0 || n > maxMediaTypes {
		return // nothing is said, or more than anybody compares
	}
	types := texts(produces)
	top := w.push("responses")
	defer w.pop(top)
	responses := n.get("responses").fields()
	for i := range responses {
		examples := responses[i].value.get("examples")
		if w.spent++; examples.ref() != nil || w.full() {
			continue
		}
		p := w.push(responses[i].name)
		w.push("examples")
		for j := range examples.fields() {
			f := &examples.fields()[j]
			if slices.Contains(types, f.name) || strings.HasPrefix(f.name, "x-") {
				continue
			}
			q := w.push(f.name)
			w.violate(w.keyAt(f), "wrong-value", say("the example is for %q, which the operation does not produce", f.name), "use one of "+shorten(strings.Join(types, ", "))+", or add it to produces")
			w.pop(q)
		}
		w.pop(p)
	}
}

// checkTags reports tags that are declared twice.
func (w *walk) checkTags(n *node) {
	seen := make(map[string]bool)
	top := w.push("tags")
	defer w.pop(top)
	for i, tag := range n.get("tags").items() {
		name := tag.text("name")
		if name == "" {
			continue
		}
		if seen[name] {
			p := w.pushIndex(i)
			w.violate(w.fieldAt(tag, nil, "name"), "duplicate-tag", say("the tag %q is declared twice", name), "remove one of the two")
			w.pop(p)
		}
		seen[name] = true
	}
}

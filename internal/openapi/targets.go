package openapi

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// linkTarget is a link that names an operation, which is looked for when all operations are known.
type linkTarget struct {
	at facts.ID
	id string
}

// noteLink notes the operation that a link leads to.
func (w *walk) noteLink(n *node, key *field) {
	if id := n.text("operationId"); id != "" {
		w.links = append(w.links, linkTarget{w.fieldAt(n, key, "operationId"), id})
	}
	f := n.field("operationRef")
	if f == nil || f.value.kind != text || f.value.value == "" {
		return
	}
	w.operationRefs = append(w.operationRefs, f.value.value)
	if t := w.resolve(w.file, w.base, f.value.value); t.failure == dangling || t.failure == notAFile {
		w.violate(w.fieldAt(n, key, "operationRef"), "link-target", strings.Replace(t.problem, "the reference", "the operationRef", 1), t.hint)
	}
}

// linkTargets reports links to operations that there are not. Where an operation could not be read, there may be.
func (a *assembly) linkTargets() {
	if a.partial || len(a.operations) == 0 { // a library is used with the operations of others
		return
	}
	known := slices.Sorted(maps.Keys(a.model.Names.OperationID))
	for _, l := range a.links {
		if _, ok := a.model.Names.OperationID[l.id]; ok {
			continue
		}
		hint := "use the operationId of an operation of this document"
		if near := a.suggest(l.id, known); near != "" {
			hint = "did you mean " + quote(near) + "?"
		}
		a.violate(l.at, "link-target", say("no operation has the operationId %q that the link leads to", l.id), hint)
	}
}

// expression is a runtime expression in braces, as the keys of callbacks have it.
var expression = regexp.MustCompile(`^\$(url|method|statusCode|(request|response)\.(header\.[!#$%&'*+\-.^_|~0-9A-Za-z` + "`" + `]+|query\.[^{}]+|path\.[^{}]+|body(#(/[^{}]*)?)?))$`)

// checkCallback looks at the expressions in the keys of a callback.
func (w *walk) checkCallback(n *node) {
	for i := range n.fields() {
		f := &n.fields()[i]
		if strings.HasPrefix(f.name, "x-") || len(f.name) > maxPath {
			continue
		}
		substitute(f.name, func(e string) string {
			if strings.HasPrefix(e, "$") && !expression.MatchString(e) {
				p := w.push(f.name)
				w.violate(w.keyAt(f), "wrong-value", say("%q is not a runtime expression", e), "write one such as {$request.body#/callbackUrl}")
				w.pop(p)
			}
			return ""
		})
	}
}

// maxProperties is how many properties are looked at for the encodings of a document.
const maxProperties = 1_000_000

// checkEncoding looks for the properties that the keys of an encoding name.
func (w *walk) checkEncoding(n *node) {
	e := n.field("encoding")
	s := n.get("schema")
	if e == nil || s == nil || e.value.kind != object || e.value.ref() != nil || len(e.value.fields()) == 0 {
		return
	}
	names := make(map[string]bool)
	if !w.propertyNames(place{file: w.file, node: s}, w.base, names, 0) {
		return
	}
	known := make([]string, 0, len(names))
	for name := range names {
		known = append(known, name)
	}
	top := w.push("encoding")
	defer w.pop(top)
	for i := range e.value.fields() {
		f := &e.value.fields()[i]
		if names[f.name] || strings.HasPrefix(f.name, "x-") {
			continue
		}
		hint := "name a property of the schema, or remove it"
		if near := w.suggest(f.name, known); near != "" {
			hint = "did you mean " + quote(near) + "?"
		}
		p := w.push(f.name)
		w.violate(w.keyAt(f), "encoding", say("the encoding %q is for a property that the schema does not have", f.name), hint)
		w.pop(p)
	}
}

// propertyNames collects the properties of a schema and of those that it is composed of. It reports whether these are all
// that are named: a schema that says what further properties look like has more.
func (w *walk) propertyNames(p place, base string, names map[string]bool, depth int) bool {
	t := w.follow(p, base)
	if t.failure != resolved || t.node == nil || t.node.kind != object || depth > 8 {
		return false
	}
	n := t.node
	w.looked += len(n.get("properties").fields()) + 1
	if more := n.get("additionalProperties"); w.looked > maxProperties || more != nil && (more.kind == object || more.value == "true") || n.has("patternProperties") ||
		n.has("if") || n.has("dependentSchemas") || n.has("$dynamicRef") {
		return false
	}
	if n.has("$ref") && len(n.fields()) > 1 && w.is31 {
		return false
	}
	for _, f := range n.get("properties").fields() {
		names[f.name] = true
	}
	composed := n.has("properties")
	for _, key := range [...]string{"allOf", "anyOf", "oneOf"} {
		for _, part := range n.get(key).items() {
			composed = true
			if !w.propertyNames(place{file: t.file, node: part}, t.base, names, depth+1) {
				return false
			}
		}
	}
	return composed || depth > 0
}

package openapi

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Extension is a field whose name begins with x-.
type Extension struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Name is the key: "x-audience".
	Name string `json:"name"`
	// Owner is the object that has it, in the words of the specification and in lower case: "document", "info", "path item",
	// "operation", "parameter", "schema".
	Owner string `json:"owner"`
	// Value is the text of a string, number or boolean; absent for others.
	Value string `json:"value,omitempty"`
}

// Remark is a field that is legal where it stands, and yet deprecated or without effect by the specification.
type Remark struct {
	// At is its key.
	At facts.ID `json:"at"`
	// Kind is "deprecated" or "no-effect".
	Kind string `json:"kind"`
	// Object is the object that has it: "xml", "parameter".
	Object string `json:"object"`
	// Field is the key.
	Field string `json:"field"`
	// Problem says what is the matter with it.
	Problem string `json:"problem"`
	// Hint says what to write instead.
	Hint string `json:"hint"`
}

func (w *walk) remark(at facts.ID, kind, object, field, problem, hint string) {
	if len(w.model.Remarks) < maxViolations {
		w.model.Remarks = append(w.model.Remarks, Remark{At: at, Kind: kind, Object: object, Field: field, Problem: problem, Hint: hint})
	}
}

// noEffect remarks on a field of the object at hand.
func (w *walk) noEffect(n *node, object, name, problem, hint string) {
	f := n.field(name)
	if f == nil {
		return
	}
	p := w.push(name)
	w.remark(w.keyAt(f), "no-effect", object, name, problem, hint)
	w.pop(p)
}

// extension adds the row of a field that begins with x-, at the pointer at hand.
func (w *walk) extension(f *field) {
	if w.original || w.full() {
		return
	}
	row := Extension{At: w.keyAt(f), Name: f.name, Owner: ownerName(w.parent)}
	switch f.value.kind {
	case boolean, number, text:
		row.Value = shorten(f.value.value)
	}
	w.model.Extensions = append(w.model.Extensions, row)
}

// ownerName is what an object is called without its article.
func ownerName(k objectKind) string {
	name := objects()[k].name
	for _, article := range [...]string{"a ", "an ", "the "} {
		name = strings.TrimPrefix(name, article)
	}
	return name
}

// withoutEffect finds fields that the specification says are to be ignored where they stand.
func (w *walk) withoutEffect(k objectKind, n *node) {
	switch k {
	case parameterObject, headerObject, mediaTypeObject, schemaObject, schema20Object:
		if n.get("example").ref() != nil {
			w.noEffect(n, ownerName(k), "example", "the $ref in the example is not followed: it is a part of the example itself", "write the example here, or refer to one with examples")
		}
	case exampleObject:
		if n.get("value").ref() != nil {
			w.noEffect(n, ownerName(k), "value", "the $ref in the value of the example is not followed: it is a part of the example itself", "write the value here")
		}
	}
}

// extensionsOf lists the names of an object's extensions.
func extensionsOf(n *node) []string {
	var out []string
	for i := range n.fields() {
		if name := n.fields()[i].name; strings.HasPrefix(name, "x-") {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

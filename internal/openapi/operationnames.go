package openapi

import (
	"slices"
	"strings"
)

// changes are the verbs of operations that change something. Verbs that are as often nouns are left out.
var changes = toSet(`create add insert update modify edit delete remove destroy erase purge upsert overwrite cancel approve reject enable disable
	activate deactivate revoke suspend unsubscribe assign unassign publish unpublish`)

// reads are the verbs of operations that change nothing.
var reads = toSet("get list find fetch read retrieve show search query describe check count exists download export preview")

// describeOperation states what is true of an operation by its names.
func (a *assembly) describeOperation(row *Operation, op *operation) {
	last := row.Path[strings.LastIndexByte(row.Path, '/')+1:]
	row.RepeatedInBody = a.repeatedInBody(row, op)
	id := row.OperationID
	if i := strings.LastIndexAny(id, "/.:"); i >= 0 {
		id = id[i+1:]
	}
	if len(id) > 200 {
		return
	}
	ws := words(id)
	if len(ws) > 0 {
		row.IDVerb = ws[0]
	}
	switch row.Method {
	case "get", "head", "options", "trace":
		row.ChangeWord = change(ws)
		// An operationId that says that something is read is right, and the path only misnamed.
		if row.ChangeWord == "" && !slices.ContainsFunc(ws, func(w string) bool { return reads[w] }) && row.Kind == "path" && !strings.ContainsAny(last, "{}") && len(last) <= 200 {
			row.ChangeWord = change(words(last))
		}
	}
}

// change returns the verb that words begin with, when it changes something and is no part of a noun: not of "update history".
func change(ws []string) string {
	if len(ws) == 0 || !changes[ws[0]] {
		return ""
	}
	if len(ws) > 1 && slices.Contains(nounsAfter[ws[0]], ws[1]) {
		return ""
	}
	return ws[0]
}

// repeatedInBody lists the names of path and query parameters that properties of the JSON body have as well.
func (a *assembly) repeatedInBody(row *Operation, op *operation) []string {
	names := slices.Concat(row.Parameters["path"], row.Parameters["query"])
	if len(names) == 0 || row.RequestBody == nil {
		return nil
	}
	body, ok := a.child(op.at, "requestBody")
	if !ok {
		return nil
	}
	content, ok := body.child("content")
	if !ok {
		return nil
	}
	media := content.node.field("application/json")
	if media == nil {
		return nil
	}
	schema, ok := a.child(content.at(media), "schema")
	if !ok {
		return nil
	}
	found := make(map[string]bool)
	a.eachProperties(schema, make(map[*node]bool), func(properties place) {
		for _, name := range names {
			if p, ok := a.child(properties, name); ok && !p.node.isTrue("readOnly") {
				found[name] = true
			}
		}
	})
	var out []string
	for _, name := range names {
		if found[name] && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// eachProperties calls see with the properties of a schema and of what it is composed of by allOf.
func (a *assembly) eachProperties(schema place, seen map[*node]bool, see func(place)) {
	a.spent += placeSize
	if seen[schema.node] || a.full() {
		return
	}
	seen[schema.node] = true
	if properties, ok := a.child(schema, "properties"); ok {
		see(properties)
	}
	all, ok := schema.child("allOf")
	if !ok {
		return
	}
	for i := range all.node.items() {
		if t := a.follow(all.item(i), ""); t.failure == resolved && t.node != nil {
			a.eachProperties(t.place, seen, see)
		}
	}
}

// parameterSchema states what is true of a parameter by its schema and its examples.
func (w *walk) parameterSchema(row *Parameter, n *node) {
	schema := n.get("schema")
	if schema.ref() != nil {
		t := w.follow(place{file: w.file, node: schema}, w.base)
		if t.failure != resolved {
			return
		}
		schema = t.node
	}
	row.isBoolean = isOnly(typesOf(schema), "boolean")
	if row.In != "path" || n.has("content") {
		return
	}
	check := func(v *node) {
		if v != nil && v.kind == text && row.UnsafeValue == "" && !fitsPath(v.value) {
			row.UnsafeValue = v.value
		}
	}
	check(n.get("example"))
	var unsafe []string
	for i := range n.get("examples").fields() {
		if v := n.get("examples").fields()[i].value.get("value"); v != nil && v.kind == text && !fitsPath(v.value) {
			unsafe = append(unsafe, v.value)
		}
	}
	if row.UnsafeValue == "" && len(unsafe) > 0 {
		row.UnsafeValue = slices.Min(unsafe)
	}
	check(schema.get("example"))
	check(schema.get("default"))
	for _, list := range []string{"enum", "examples"} {
		values := schema.get(list).items()
		for _, v := range values[:min(len(values), maxValues)] {
			check(v)
		}
	}
}

// fitsPath reports whether a value may stand in a path as it is: RFC 3986's pchar without percent-encoding.
func fitsPath(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c)) && strings.IndexByte("-._~!$&'()*+,;=:@", c) < 0 {
			return false
		}
	}
	return len(s) <= 1000
}

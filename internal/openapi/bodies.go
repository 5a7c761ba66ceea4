package openapi

import (
	"net/textproto"
	"slices"
	"strings"
)

// httpFacts is what is known of bodies while operations are put together.
type httpFacts struct {
	outlines map[*node]*outline
	kinds    map[*node]string
	// replies are the responses that operations have, by their object.
	replies map[*node]*reply
	// requests are the request bodies that operations have, by their object.
	requests map[*node]*requestShape
	// errors are the schemas of response bodies.
	errors map[*node]*errorSchema
	// errorTypes count the media types of error responses.
	errorTypes map[string]*ErrorMediaType
	listings   []listing
	// needsScope is that of the document.
	needsScope bool
}

// rowsOf notes where the row of an object is.
func (w *walk) rowOf(n *node, row int) {
	if w.rows == nil {
		w.rows = make(map[*node]int)
	}
	w.rows[n] = row
}

// reply is a Response Object that operations have, looked at once.
type reply struct {
	row    int // in the table of responses; -1 when it has none
	name   string
	shape  string
	schema string
	// body is the schema of its JSON; known says that there is one.
	body  target
	known bool
	// schemas are the body's schema or the alternatives in it.
	schemas []target
	// medium is the media type that an error has: problem details if there are any.
	medium string
	// etag says that an object has its ETag in it.
	etag bool
	// types are the media types; unknown says that a reference in their place leads nowhere.
	types   []string
	unknown bool
}

// requestShape is a Request Body Object that operations have, looked at once.
type requestShape struct {
	schema   string // its name
	required bool
}

// content returns the map of media types of a request body or response. Some write a reference in its place.
func (a *assembly) content(owner target) (target, bool) {
	q, ok := owner.child("content")
	if !ok {
		return target{}, false
	}
	t := a.follow(q, owner.base)
	return t, t.failure == resolved && t.node.kind == object
}

// jsonBody finds the schema of JSON in a content map: that of the first media type of JSON by name.
func (a *assembly) jsonBody(owner target) (target, bool) {
	content, ok := a.content(owner)
	if !ok {
		return target{}, false
	}
	for _, name := range keys(content.node) {
		if !isJSON(name) && name != "*/*" {
			continue
		}
		f := content.node.field(name)
		if t := a.follow(content.at(f), content.base); t.failure == resolved {
			if s, ok := a.schemaOf(t.place, t.base); ok {
				return s, true
			}
		}
	}
	return target{}, false
}

// bodies fills the columns about the bodies of an operation, and what the tables of responses, media types and errors know
// by their use.
func (a *assembly) bodies(row *Operation, p place) {
	a.spent += placeSize
	if body := row.RequestBody; body != nil {
		if q, ok := p.child("requestBody"); ok {
			if t := a.follow(q, ""); t.failure == resolved && t.node.kind == object {
				a.requestBody(row, body, t)
			}
		}
	}
	all, ok := a.child(p, "responses")
	if !ok || all.node.kind != object {
		return
	}
	for i := range all.node.fields() {
		f := &all.node.fields()[i]
		if !isStatus(f.name) || a.full() {
			continue
		}
		response, ok := row.Responses[f.name]
		if !ok {
			continue
		}
		t := a.follow(all.at(f), "")
		if t.failure != resolved || t.node.kind != object {
			response.IsUnknown = true
			row.Responses[f.name] = response
			continue
		}
		r := a.reply(t)
		response.Shape, response.Schema, response.IsUnknown = r.shape, r.schema, r.unknown
		if r.types != nil {
			response.MediaTypes = r.types
		}
		row.Responses[f.name] = response
		row.HasETag = row.HasETag || r.etag || slices.Contains(response.Headers, "etag")
		a.used(row, r, t, f.name)
	}
}

func (a *assembly) requestBody(row *Operation, body *OperationBody, t target) {
	a.spent += placeSize / 4 * len(body.MediaTypes)
	if a.requests == nil {
		a.requests = make(map[*node]*requestShape)
	}
	r := a.requests[t.node]
	if r == nil {
		r = new(requestShape)
		if s, ok := a.jsonBody(t); ok {
			o := a.outline(s)
			r.schema = a.shared(s)
			r.required = a.asksFor(o)
		} else if content, ok := a.content(t); ok {
			for _, name := range keys(content.node) {
				m := a.follow(content.at(content.node.field(name)), content.base)
				if m.failure != resolved {
					continue
				}
				if s, ok := a.schemaOf(m.place, m.base); ok {
					r.required = r.required || a.asksFor(a.outline(s))
				}
			}
		}
		a.classify(t, "request")
		a.requests[t.node] = r
	}
	body.Schema, body.RequiresProperties = r.schema, r.required
}

// asksFor reports whether a schema requires a property that a client sends: one that is not readOnly.
func (a *assembly) asksFor(o *outline) bool {
	for name := range o.required {
		if p, ok := a.property(o, name); !ok || !p.node.isTrue("readOnly") {
			return true
		}
	}
	return false
}

// reply looks at a response, once for all that share it.
func (a *assembly) reply(t target) *reply {
	if r, ok := a.replies[t.node]; ok {
		return r
	}
	if a.replies == nil {
		a.replies = make(map[*node]*reply)
	}
	r := &reply{row: -1, name: a.shared(t)}
	a.replies[t.node] = r
	if i, ok := a.rows[t.node]; ok {
		r.row = i
	}
	if r.body, r.known = a.jsonBody(t); r.known {
		o := a.outline(r.body)
		r.shape, r.schema = o.kind, a.shared(r.body)
		r.schemas = []target{r.body}
		r.etag = slices.ContainsFunc(o.names, func(name string) bool { return strings.EqualFold(name, "etag") })
		if len(o.names) == 0 && len(o.alternatives) > 0 {
			r.schemas = o.alternatives
		}
	}
	content, ok := a.content(t)
	if r.unknown = !ok && t.node.has("content"); ok {
		r.types = keys(content.node)
	}
	for _, name := range r.types {
		if isJSON(name) && (r.medium == "" || isProblem(name)) {
			r.medium = bareType(name)
		}
	}
	return r
}

func isProblem(name string) bool {
	return strings.HasPrefix(bareType(name), "application/problem+")
}

// used notes that an operation has a response for a status.
func (a *assembly) used(op *Operation, r *reply, t target, status string) {
	class := statusClass(op, status)
	label := "the response " + quote(r.name)
	if r.name == "" {
		label = status + " of " + op.Label
	}
	if r.row >= 0 {
		row := &a.model.Responses[r.row]
		known := slices.Contains(row.Statuses, status)
		// The answer to HEAD has no class; the same status of another method may.
		if !known || class == "error" && !row.IsError || class == "success" && !row.IsSuccess {
			a.classify(t, class)
		}
		if !known {
			row.Statuses = append(row.Statuses, status)
			slices.Sort(row.Statuses)
		}
		row.IsJSON = r.medium != ""
		if row.IsUnknown = r.unknown; r.types != nil {
			row.MediaTypes = r.types
		}
		row.IsProblem = isProblem(r.medium)
		row.IsError = row.IsError || class == "error"
		row.IsSuccess = row.IsSuccess || class == "success"
	}
	a.countBody(r, class, label)
}

// statusClass tells what a response is for: "success", "error", or "" for what is neither. A default that stands for success
// too, since there is no other, is neither, and so is what HEAD answers, which has no body.
func statusClass(op *Operation, status string) string {
	switch {
	case op.Method == "head":
		return ""
	case status == "default" && op.HasSuccess:
		return "error"
	case status[0] == '4' || status[0] == '5':
		return "error"
	case status[0] == '2':
		return "success"
	}
	return ""
}

// classify fills the columns of media types that depend on who has them.
func (a *assembly) classify(t target, class string) {
	content, ok := a.content(t)
	if !ok {
		return
	}
	fields := content.node.fields()
	a.spent += len(fields)
	for i := range fields {
		f := &fields[i]
		m := a.follow(place{file: content.file, node: f.value, key: f}, content.base)
		if m.failure != resolved {
			continue
		}
		j, ok := a.rows[m.node]
		if !ok {
			continue
		}
		row := &a.model.MediaTypes[j]
		if row.Class == "" || class > row.Class {
			row.Class = class
		}
		row.IsJSON = isJSON(row.Name)
		if s, ok := a.schemaOf(m.place, m.base); ok && row.Shape == "" {
			row.Shape, row.IsOpaque = a.outline(s).kind, isOpaque(a.outline(s), s.node)
		}
	}
}

// speaking are keywords by which a schema says something of a value beside its type and properties.
var speaking = []string{"enum", "const", "patternProperties", "not", "if", "$dynamicRef", "discriminator", "unevaluatedProperties", "propertyNames", "minProperties"}

// isOpaque reports whether a schema says nothing of a value but that it may be an object.
func isOpaque(o *outline, n *node) bool {
	if o.kind != "object" && (o.kind != "" || len(typesOf(n)) > 0) || len(o.names) > 0 || len(o.alternatives) > 0 {
		return false
	}
	if more := n.get("additionalProperties"); more != nil && (more.kind == object && len(more.fields()) > 0 || more.kind == boolean) {
		return false // a map, or said to be free or closed on purpose
	}
	return !slices.ContainsFunc(speaking, n.has) && !n.has("allOf")
}

// http fills the columns of an operation about methods, bodies and pages.
func (a *assembly) http(row *Operation, p place, shared, own []parameter) {
	a.bodies(row, p)
	a.paging(row, p, shared, own)
	if row.NeedsScope = needsScope(p.node); row.InheritsSecurity {
		row.NeedsScope = a.needsScope
	}
	for _, q := range [...][]parameter{shared, own} {
		for _, h := range q {
			name := textproto.CanonicalMIMEHeaderKey(h.name)
			if h.in == "header" && slices.Contains(conditional, name) && !slices.Contains(row.Preconditions, name) {
				row.Preconditions = append(row.Preconditions, name)
			}
		}
	}
	slices.Sort(row.Preconditions)
}

// conditional are the header fields that make a request conditional.
var conditional = []string{"If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since"}

// needsScope reports whether every alternative of the security of an object names a scope or role.
func needsScope(n *node) bool {
	s := n.get("security")
	for _, alternative := range s.items() {
		scoped := false
		for i := range alternative.fields() {
			scoped = scoped || len(alternative.fields()[i].value.items()) > 0
		}
		if !scoped {
			return false
		}
	}
	return len(s.items()) > 0
}

// finishHTTP fills what depends on all operations.
func (a *assembly) finishHTTP() {
	a.resources()
	a.statuses()
	a.errorTables()
	a.collections()
}

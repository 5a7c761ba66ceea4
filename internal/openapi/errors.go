package openapi

import (
	"cmp"
	"hash/fnv"
	"io"
	"slices"
	"strings"
)

// errorSchema is a schema that bodies of responses have: of errors, of successes, or of both.
type errorSchema struct {
	schema            target
	label             string // the smallest of its uses, for a schema without a name
	name, signature   string
	errors, successes int
	// rows are the responses for success that have it.
	rows []int
}

// countBody counts a use of a response.
func (a *assembly) countBody(r *reply, class, label string) {
	if class == "" {
		return
	}
	if a.errors == nil {
		a.errors, a.errorTypes = make(map[*node]*errorSchema), make(map[string]*ErrorMediaType)
	}
	for _, s := range r.schemas {
		e := a.errors[s.node]
		if e == nil {
			e = &errorSchema{schema: s, name: a.shared(s)}
			a.errors[s.node] = e
		}
		if class == "error" {
			e.errors++
		} else {
			e.successes++
			if r.row >= 0 && !slices.Contains(e.rows[max(0, len(e.rows)-8):], r.row) {
				e.rows = append(e.rows, r.row)
			}
		}
		if body := "the body of " + label; class == "error" && (e.label == "" || body < e.label) {
			e.label = body
		}
	}
	if class != "error" || r.medium == "" || r.row < 0 {
		return
	}
	m := a.errorTypes[r.medium]
	if m == nil {
		m = &ErrorMediaType{Name: r.medium}
		a.errorTypes[r.medium] = m
	}
	m.Responses++
	if m.Label == "" || label < m.Label {
		m.Label, m.At = label, a.model.Responses[r.row].At
	}
}

// errorTables adds the rows about errors, and tells successes that have the body of an error.
func (a *assembly) errorTables() {
	m := a.model
	var all []*errorSchema
	total := 0
	for _, e := range a.errors {
		o := a.outline(e.schema)
		if e.errors > 0 {
			all = append(all, e)
			total += e.errors
		}
		if saysFailure(a, o) || e.errors > e.successes && looksLikeError(e.name, o) {
			for _, i := range e.rows {
				m.Responses[i].HasErrorBody = true
			}
		}
	}
	a.errorSchemas(all, total)
	types := 0
	for _, t := range a.errorTypes {
		types += t.Responses
	}
	for _, t := range a.errorTypes {
		t.IsMajority = 2*t.Responses > types
		m.ErrorMediaTypes = append(m.ErrorMediaTypes, *t)
	}
	slices.SortFunc(m.ErrorMediaTypes, func(x, y ErrorMediaType) int { return cmp.Compare(x.Name, y.Name) })
}

// errorSchemas compares the error bodies of the API with the one that most of its errors have. Schemas with the same properties
// are one; one that has all properties of another extends it.
func (a *assembly) errorSchemas(all []*errorSchema, total int) {
	groups := make(map[string]int)
	for _, e := range all {
		e.signature = signature(a.outline(e.schema))
		groups[e.signature] += e.errors
	}
	slices.SortFunc(all, func(x, y *errorSchema) int {
		return cmp.Or(groups[y.signature]-groups[x.signature], cmp.Compare(x.signature, y.signature),
			y.errors-x.errors, cmp.Compare(x.title(), y.title()), cmp.Compare(x.schema.file.path, y.schema.file.path), cmp.Compare(x.schema.pointer, y.schema.pointer))
	})
	usually := ""
	if len(all) > 0 {
		if usually = all[0].title(); all[0].name == "" {
			// Which body comes first is by chance; what is in it is not.
			usually = "the properties " + listed(a.outline(all[0].schema).names)
		}
	}
	for _, e := range all {
		o, usual := a.outline(e.schema), a.outline(all[0].schema)
		row := ErrorSchema{At: a.addKey(e.schema.place), Label: e.title(), Responses: e.errors, Usual: usually,
			IsMajority: 2*groups[all[0].signature] > total && e.signature == all[0].signature,
			Fits:       fits(o, usual), IsProblem: isProblemShape(o), IsOAuth: isOAuth(o), Shape: o.kind, Properties: listed(o.names)}
		a.model.ErrorSchemas = append(a.model.ErrorSchemas, row)
	}
}

func (e *errorSchema) title() string {
	if e.name != "" {
		return "the schema " + quote(e.name)
	}
	return e.label
}

// signature is the same for bodies that have the same properties. It is a hash: names may be long.
func signature(o *outline) string {
	h := fnv.New128a()
	io.WriteString(h, o.kind)
	for _, name := range o.names {
		io.WriteString(h, "\x00"+name)
	}
	return string(h.Sum(nil))
}

// listed names a few of the properties.
func listed(names []string) string {
	more := ""
	if len(names) > 6 {
		names, more = names[:6], ", …"
	}
	return shorten(strings.Join(names, ", ")) + more
}

// fits reports whether one of two outlines has all properties of the other. An object without properties says nothing
// against it.
func fits(o, usual *outline) bool {
	if o.kind != "" && usual.kind != "" && o.kind != usual.kind {
		return false
	}
	return covers(usual, o) || covers(o, usual)
}

func covers(large, small *outline) bool {
	for _, name := range small.names {
		if _, ok := large.properties[name]; !ok {
			return false
		}
	}
	return true
}

// isProblemShape reports whether an object is problem details as RFC 9457 has them, extended or not.
func isProblemShape(o *outline) bool {
	has := func(name string) bool { _, ok := o.properties[name]; return ok }
	return has("title") && (has("status") || has("type") || has("detail")) || has("type") && has("status") && has("detail")
}

// isOAuth reports whether an object is the error of an OAuth endpoint.
func isOAuth(o *outline) bool {
	_, short := o.properties["error"]
	_, long := o.properties["error_description"]
	return short && long
}

// errorWords are words of which one is in the name of a schema for errors.
var errorWords = []string{"error", "errors", "exception", "failure", "fault", "problem"}

// looksLikeError reports whether the name of a schema, or what is in it, speaks of an error.
func looksLikeError(name string, o *outline) bool {
	for _, w := range words(name) {
		if slices.Contains(errorWords, w) {
			return true
		}
	}
	return isProblemShape(o) && len(o.names) < 8 || len(o.names) < 4 && (o.required["error"] || o.required["errors"])
}

// saysFailure reports whether a body has a flag of success that can only be false.
func saysFailure(a *assembly, o *outline) bool {
	for _, name := range [...]string{"success", "ok"} {
		p, ok := a.property(o, name)
		if !ok {
			continue
		}
		if c := p.node.get("const"); c != nil && c.kind == boolean && c.value == "false" {
			return true
		}
		if v := p.node.get("enum").items(); len(v) == 1 && v[0].kind == boolean && v[0].value == "false" {
			return true
		}
	}
	return false
}

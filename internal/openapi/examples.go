package openapi

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// ExampleViolation is an example, a default or a member of an enum that does not fit the schema that it belongs to: one row
// for each mistake in it. Values in readOnly and writeOnly properties are judged by the direction that the value goes in,
// formats are those that the OpenAPI specification and JSON Schema define, and what depends on a broken reference is not
// here.
type ExampleViolation struct {
	// At is the value within the example that is at fault; for what is missing, the object that lacks it.
	At facts.ID `json:"at"`
	// Kind says what the value is: "example" for an example in a schema, "default", "enum" for a member of an enum that is
	// not of the schema's type, "media_type_example" for one of a request or response, "parameter_example" for one of a
	// parameter or header.
	Kind string `json:"kind"`
	// Subject names the whole for people: `the example of Order.status`.
	Subject string `json:"subject"`
	// Problem says what is wrong: `it is "paid", which is none of "open", "closed"`.
	Problem string `json:"problem"`
	// Hint says how to mend it.
	Hint string `json:"hint"`
	// IsCounterexample says that the name or the summary of an example of a request tells that it is meant to be refused:
	// "invalid email", "not_found".
	IsCounterexample bool `json:"is_counterexample,omitempty"`
	// Alike is how many examples of the document make the same mistake in the same way, this one included: see [ExampleHabit].
	Alike int `json:"alike"`
}

// InvalidPattern is a pattern that is no regular expression of ECMA-262, which JSON Schema asks for, or one that nothing
// can match.
type InvalidPattern struct {
	// At is the value of pattern, or the key in patternProperties.
	At facts.ID `json:"at"`
	// Pattern is as it is written.
	Pattern string `json:"pattern"`
	// Problem says what is wrong with it.
	Problem string `json:"problem"`
	// Hint says how to mend it.
	Hint string `json:"hint"`
}

// example is a value that must fit a schema.
type example struct {
	place
	schema    schemaAt
	kind      string
	name      string // of one of several
	refused   bool   // see ExampleViolation.IsCounterexample
	direction direction
	media     string // the media type
}

// collect notes the examples of an object, which are checked when the document is known as a whole.
func (w *walk) collect(k objectKind, n *node, key *field) {
	if n.ref() != nil && !(k == schemaObject && w.is31) || w.full() {
		return
	}
	if k == schemaObject && w.tables.Want("invalid_patterns") {
		w.collectPatterns(n)
	}
	if !w.tables.Want("example_violations") && !w.tables.Want("example_habits") {
		return
	}
	switch k {
	case schemaObject:
		w.collectSchema(n)
	case mediaTypeObject:
		d := anyDirection
		switch w.parent {
		case requestBodyObject:
			d = request
		case responseObject:
			d = response
		}
		name := ""
		if key != nil {
			name = key.name
		}
		w.collectOwn(n, "media_type_example", d, name)
	case parameterObject:
		w.collectOwn(n, "parameter_example", request, "")
	case headerObject:
		w.collectOwn(n, "parameter_example", response, "")
	}
}

// below is the place of a field of the object at hand.
func (w *walk) below(f *field) place {
	p := w.push(f.name)
	defer w.pop(p)
	return place{file: w.file, node: f.value, key: f, pointer: string(w.pointer)}
}

func (w *walk) note(e example) {
	w.spent += placeSize/2 + len(e.pointer)
	w.examples = append(w.examples, e)
}

func (w *walk) collectSchema(n *node) {
	s := schemaAt{w.file, w.base, n}
	for _, name := range [...]string{"example", "default"} {
		if f := n.field(name); f != nil {
			w.note(example{place: w.below(f), schema: s, kind: name})
		}
	}
	if f := n.field("examples"); f != nil && w.is31 {
		all := w.below(f)
		for i := range f.value.items() {
			w.note(example{place: all.item(i), schema: s, kind: "example"})
		}
	}
	if f := n.field("enum"); f != nil && n.has("type") {
		types := typesOf(n)
		for i, item := range f.value.items() {
			if item.kind != unread && !hasType(types, item) && !(item.kind == null && (n.isTrue("nullable") || n.isTrue("x-nullable"))) {
				w.note(example{place: w.below(f).item(i), schema: s, kind: "enum"})
			}
		}
	}
}

func (w *walk) collectPatterns(n *node) {
	if f := n.field("pattern"); f != nil && f.value.kind == text {
		if problem, hint := patternProblem(f.value.value); problem != "" {
			w.model.InvalidPatterns = append(w.model.InvalidPatterns, InvalidPattern{At: w.fieldAt(n, nil, "pattern"), Pattern: shorten(f.value.value), Problem: problem, Hint: hint})
		}
	}
	if f := n.field("patternProperties"); f != nil && w.is31 {
		p := w.push(f.name)
		for i := range f.value.fields() {
			g := &f.value.fields()[i]
			if problem, hint := patternProblem(g.name); problem != "" {
				q := w.push(g.name)
				w.model.InvalidPatterns = append(w.model.InvalidPatterns, InvalidPattern{At: w.keyAt(g), Pattern: shorten(g.name), Problem: problem, Hint: hint})
				w.pop(q)
			}
		}
		w.pop(p)
	}
}

// collectOwn notes the example and the examples that stand beside a schema.
func (w *walk) collectOwn(n *node, kind string, d direction, media string) {
	schema := n.get("schema")
	if schema == nil {
		return
	}
	e := example{schema: schemaAt{w.file, w.base, schema}, kind: kind, direction: d, media: media}
	if f := n.field("example"); f != nil {
		e.place = w.below(f)
		w.note(e)
	}
	f := n.field("examples")
	if f == nil || f.value.kind != object || f.value.ref() != nil {
		return
	}
	all := w.below(f)
	for i := range f.value.fields() {
		g := &f.value.fields()[i]
		t := w.follow(all.at(g), w.base)
		if t.failure != resolved || t.node.kind != object {
			continue
		}
		for _, name := range [...]string{"value", "dataValue"} {
			if v, ok := t.child(name); ok {
				e.place, e.name = v, g.name
				e.refused = d == request && (tellsRefusal(g.name) || tellsRefusal(t.node.text("summary")))
				w.note(e)
				break
			}
		}
	}
}

// checkExamples fills the table of the examples that do not fit.
func (r *reader) checkExamples(examples []example) {
	c := &checker{reader: r, total: maxAllSteps + 8*len(r.root.text)}
	seen := make(map[seenExample]bool)
	alike := make(habits)
	defer alike.fill(r)
	for _, e := range examples {
		if e.kind == "enum" {
			f := fault{value: e.node, keyword: "type", schema: e.schema.node}
			r.violation(e, f)
			continue
		}
		c.direction = e.direction
		faults := c.tolerate(e, c.check(e.schema, e.node).faults)
		slices.SortStableFunc(faults, func(a, b fault) int { return comparePaths(a.path, b.path) })
		for _, f := range faults {
			// A mistake that every element of a list makes is told of the first, and one in a shared example once.
			id := seenExample{e.node, f.schema, f.keyword, strings.Join(f.names, "\x00"), e.refused}
			if !seen[id] {
				seen[id] = true
				if r.violation(e, f) && e.kind != "default" && !e.refused {
					alike.note(f, len(r.model.ExampleViolations)-1)
				}
			}
		}
		if c.total <= 0 {
			break
		}
	}
	if c.tired {
		r.root.problems = append(r.root.problems, problem{message: "the examples take more work to check than bdma gives to them; some are not judged",
			hint: "split the document, or simplify the schemas that its examples must fit"})
	}
}

type seenExample struct {
	example, schema *node
	keyword, names  string
	refused         bool
}

func comparePaths(a, b []step) int {
	for i := range min(len(a), len(b)) {
		switch x, y := a[i], b[i]; {
		case x.key == nil && y.key == nil:
			if x.index != y.index {
				return x.index - y.index
			}
		case x.key != nil && y.key != nil:
			if d := strings.Compare(x.key.name, y.key.name); d != 0 {
				return d
			}
		}
	}
	return len(a) - len(b)
}

// tolerate drops the faults of examples that are written as they travel instead of as values: a list in a query as
// "a,b", JSON or XML as text.
func (c *checker) tolerate(e example, faults []fault) []fault {
	if len(faults) == 0 {
		return nil
	}
	top := slices.IndexFunc(faults, func(f fault) bool { return len(f.path) == 0 && isTypeFault(f) })
	switch {
	case e.kind == "parameter_example" && top >= 0 && e.node.body == nil:
		// What travels in a URL or a header is text, and a list or an object is written as its style says.
		types := typesOf(faults[top].schema)
		if faults[top].keyword != "type" || slices.Contains(types, "array") || slices.Contains(types, "object") {
			return nil
		}
		other := *e.node
		other.kind = text
		if e.node.kind == text {
			other.kind = plainKind(e.node.value)
		}
		if other.kind != null && other.kind != e.node.kind {
			written := c.check(e.schema, &other).faults
			if len(written) > 0 && e.node.kind == null {
				return faults
			}
			return written
		}
	case e.media != "" && !mayBeJSON(e.media):
		// Whatever is not JSON is text on the way.
		return slices.DeleteFunc(faults, func(f fault) bool { return isTypeFault(f) && f.value.body == nil })
	case top >= 0 && e.node.kind == text && (e.kind == "example" || e.media != ""):
		if s := strings.TrimSpace(e.node.value); strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[") || strings.HasPrefix(s, "<") {
			return nil
		}
	}
	return faults
}

func isTypeFault(f fault) bool {
	return f.keyword == "type" || f.keyword == "anyOf" || f.keyword == "oneOf"
}

// mayBeJSON reports whether a media type is JSON, or may be anything.
func mayBeJSON(media string) bool {
	media, _, _ = strings.Cut(strings.ToLower(media), ";")
	media = strings.TrimSpace(media)
	return strings.HasSuffix(media, "/json") || strings.HasSuffix(media, "+json") || media == "*/*" || media == "application/*"
}

// violation adds the row of a fault, if there is room for it.
func (r *reader) violation(e example, f fault) bool {
	if len(r.model.ExampleViolations) >= maxViolations || r.full() {
		return false
	}
	at := e.place
	for _, s := range f.path {
		if s.key != nil {
			at = at.at(s.key)
		} else {
			at = at.item(s.index)
		}
	}
	row := ExampleViolation{Kind: e.kind, Subject: r.subject(e), IsCounterexample: e.refused, Alike: 1}
	switch {
	case f.keyword == "additionalProperties" || f.keyword == "propertyNames":
		row.At = r.addKey(at)
	case at.node.kind == null && at.key != nil || at.node.body != nil:
		row.At = r.addKey(at)
	default:
		row.At = r.add(at.file, at.file.nodeRange(at.node), at.pointer)
	}
	row.Problem, row.Hint = r.explain(f)
	if e.kind == "enum" && e.node.kind == null {
		row.Hint = "allow null in the schema, or remove it"
	}
	r.model.ExampleViolations = append(r.model.ExampleViolations, row)
	return true
}

// refusals are what the names of examples have in them that show what the server does not take.
var refusals = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:in-?valid|malformed|incorrect|wrong|bad|illegal|unprocessable|error|fail(?:s|ed|ure)?|reject(?:s|ed)?|missing|unknown|(?:not|without)[ _-][a-z]*)(?:[^a-z]|$)`)

func tellsRefusal(s string) bool {
	return len(s) <= maxQuoted && refusals.MatchString(camel.ReplaceAllString(s, "$1 $2"))
}

var camel = regexp.MustCompile(`([a-z])([A-Z])`)

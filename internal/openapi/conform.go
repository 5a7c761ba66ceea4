package openapi

import (
	"slices"
	"strconv"
	"strings"
)

// checker tells whether values fit schemas, in the dialect of the document's version. It works on nodes, so that what is
// wrong has a place, references are those of the document, and no schema is compiled that no value needs.
//
// A value fits, or does not, or it cannot be told: because a reference leads nowhere, a pattern is not understood, or the
// work has become too much. What cannot be told is never a fault, nor what depends on it.
type checker struct {
	*reader
	direction direction
	// path leads from the example to the value at hand.
	path []step
	// outer is the schema that was asked of the value at hand, of which the schema at hand is a part.
	outer schemaAt
	// within are the schemas that the schema at hand is a part of; those from since on apply to the value at hand.
	within []*node
	since  int
	// scope are the resources that were entered by reference, for $dynamicRef.
	scope []schemaAt
	// fuel is how many more steps the example may take, total how many all of them.
	fuel, total int
	// tired says that an example was left alone because it took too many steps.
	tired    bool
	depth    int
	patterns patterns
}

// direction is which way a value goes: readOnly properties are not required on the way to the server, and writeOnly ones
// not on the way back (OpenAPI 3.0.4, Schema Object, Fixed Fields).
type direction uint8

const (
	anyDirection direction = iota
	request
	response
)

const (
	// maxSteps is how many steps one example may take: schemas visited, and elements compared. Real ones take hundreds.
	maxSteps = 2_000_000
	// maxAllSteps is how many steps the examples of a document may take together, beside some for each byte of it.
	maxAllSteps = 20_000_000
	// maxSchemaDepth is how many schemas may apply within each other to a value and its parts.
	maxSchemaDepth = 500
)

// schemaAt is a schema where it stands.
type schemaAt struct {
	file *file
	base string
	node *node
}

func (s schemaAt) child(n *node) schemaAt { return schemaAt{s.file, s.base, n} }

// step is one step into a value: a key, or an index when there is no key.
type step struct {
	key   *field
	index int
}

// fault is why a value does not fit.
type fault struct {
	path    []step
	value   *node
	keyword string
	schema  *node // that has the keyword
	names   []string
	// alternatives is the number of schemas of a oneOf or anyOf none of which fits; this is the fault in the closest.
	alternatives int
	// elsewhere says that another part of an allOf describes the properties that this one refuses.
	elsewhere bool
}

// outcome is what is known of a value and a schema. Faults are faults whatever else is unknown.
type outcome struct {
	faults  []fault
	unknown bool
}

func (o outcome) fits() bool { return len(o.faults) == 0 && !o.unknown }

func (o *outcome) add(p outcome) {
	o.faults = append(o.faults, p.faults...)
	o.unknown = o.unknown || p.unknown
}

var cannotTell = outcome{unknown: true}

// check tells what is wrong with an example.
func (c *checker) check(s schemaAt, v *node) outcome {
	c.fuel = min(maxSteps, c.total)
	before := c.fuel
	c.path, c.scope, c.depth = c.path[:0], append(c.scope[:0], schemaAt{file: s.file, base: s.base}), 0
	out := c.value(s, v)
	c.total -= before - max(c.fuel, 0)
	if c.fuel < 0 {
		c.tired = true
		return cannotTell
	}
	return out
}

// spend counts work, and reports whether there was enough left.
func (c *checker) spend(steps int) bool {
	c.fuel -= steps
	return c.fuel >= 0
}

func (c *checker) fault(keyword string, schema, v *node, names ...string) fault {
	c.spend(20 + len(c.path)) // for the memory that it takes
	return fault{path: slices.Clone(c.path), value: v, keyword: keyword, schema: schema, names: names}
}

func (o *outcome) fail(f fault) { o.faults = append(o.faults, f) }

// value checks a value, or a part of one, against a schema.
func (c *checker) value(s schemaAt, v *node) outcome {
	outer, since := c.outer, c.since
	c.outer, c.since = s, len(c.within)
	out := c.schema(s, v)
	c.outer, c.since = outer, since
	return out
}

// part checks a part of the value at hand.
func (c *checker) part(s schemaAt, v *node, to step) outcome {
	c.path = append(c.path, to)
	out := c.value(s, v)
	c.path = c.path[:len(c.path)-1]
	return out
}

// schema checks the value at hand against a schema that applies to it.
func (c *checker) schema(s schemaAt, v *node) outcome {
	if !c.spend(1) || c.depth >= maxSchemaDepth {
		return cannotTell
	}
	n := s.node
	if n.kind == boolean {
		if n.value == "false" || n.value == "False" || n.value == "FALSE" {
			return outcome{faults: []fault{c.fault("false", n, v)}}
		}
		return outcome{}
	}
	if n.kind != object || v.kind == unread || v.ref() != nil {
		return cannotTell // bundlers put the content of files in the place of references in examples
	}
	if slices.Contains(c.within[c.since:], n) {
		return cannotTell // a schema that asks for itself and for nothing else
	}
	c.within = append(c.within, n)
	c.depth++
	defer func() { c.depth--; c.within = c.within[:len(c.within)-1] }()
	if c.enter(&s) {
		c.scope = append(c.scope, s)
		defer func() { c.scope = c.scope[:len(c.scope)-1] }()
	}
	var out outcome
	if ref := n.ref(); ref != nil {
		out = c.reference(c.resolve(s.file, s.base, ref.value.value), v)
		if !c.is31 {
			return out // what stands beside a reference is ignored
		}
	}
	if len(n.fields()) == 0 {
		return out
	}
	if ref := n.text("$dynamicRef"); ref != "" && c.is31 {
		out.add(c.reference(c.dynamic(s, ref), v))
	}
	if v.kind == null && (n.isTrue("nullable") || n.isTrue("x-nullable")) {
		return out
	}
	if types := typesOf(n); len(types) > 0 && !hasType(types, v) {
		out.fail(c.fault("type", n, v))
		return out // what the other keywords say is beside the point
	}
	c.values(n, v, &out)
	switch v.kind {
	case number:
		c.number(n, v, &out)
	case text:
		c.text(n, v, &out)
	case array:
		c.array(s, v, &out)
	case object:
		c.object(s, v, &out)
	}
	c.applicators(s, v, &out)
	return out
}

// enter makes a schema's $id the base of what is within it, unless it is already.
func (c *checker) enter(s *schemaAt) bool {
	if !c.is31 {
		return false
	}
	id := s.node.text("$id")
	if id != "" && !strings.HasSuffix(s.base, id) {
		s.base = join(s.base, id)
	}
	return id != ""
}

func (c *checker) reference(t target, v *node) outcome {
	if t.failure != resolved || t.node == nil {
		return cannotTell
	}
	s := schemaAt{t.file, t.base, t.node}
	c.scope = append(c.scope, s)
	out := c.schema(s, v)
	c.scope = c.scope[:len(c.scope)-1]
	return out
}

// dynamic resolves a $dynamicRef: the outermost resource that was entered and has the same $dynamicAnchor wins
// (JSON Schema 2020-12, core, §8.2.3.2).
func (c *checker) dynamic(s schemaAt, ref string) target {
	t := c.resolve(s.file, s.base, ref)
	_, name, _ := strings.Cut(ref, "#")
	if t.failure != resolved || t.node.text("$dynamicAnchor") != name || name == "" {
		return t
	}
	for _, outer := range c.scope {
		if p, ok := outer.file.index().anchors[outer.base+"#"+name]; ok && p.node.text("$dynamicAnchor") == name {
			return target{place: p, base: outer.base}
		}
	}
	return t
}

// hasType reports whether a value is of one of some types. Types that do not exist are a violation elsewhere and allow
// everything here.
func hasType(types []string, v *node) bool {
	for _, t := range types {
		switch t {
		case "string":
			if v.kind == text {
				return true
			}
		case "object":
			if v.kind == object {
				return true
			}
		case "array":
			if v.kind == array {
				return true
			}
		case "boolean":
			if v.kind == boolean {
				return true
			}
		case "null":
			if v.kind == null {
				return true
			}
		case "number":
			if v.kind == number {
				return true
			}
		case "integer":
			if v.kind == number {
				if whole, known := isWhole(v.value); whole || !known {
					return true
				}
			}
		default:
			return true
		}
	}
	return false
}

// values checks enum and const.
func (c *checker) values(n, v *node, out *outcome) {
	if list := n.get("enum"); list != nil && list.kind == array && len(list.items()) > 0 {
		found := false
		for _, item := range list.items() {
			same, known := c.equal(item, v)
			if found = same; found {
				break
			}
			// A member that reads the same and is of another type is a mistake of the enum, which is told there.
			if !known || item.kind != v.kind && item.body == nil && v.body == nil && item.value == v.value {
				found = true
				out.unknown = true
				break
			}
		}
		if !found {
			out.fail(c.fault("enum", n, v))
		}
	}
	if k := n.get("const"); k != nil && c.is31 {
		if same, known := c.equal(k, v); !known {
			out.unknown = true
		} else if !same {
			out.fail(c.fault("const", n, v))
		}
	}
}

// equal compares two values as JSON Schema does: 1 and 1.0 are equal, and the order of keys means nothing.
func (c *checker) equal(a, b *node) (same, known bool) {
	if !c.spend(1) || a.kind == unread || b.kind == unread {
		return false, false
	}
	if a.kind != b.kind {
		return false, true
	}
	switch a.kind {
	case number:
		if a.value == b.value {
			return true, true
		}
		order, known := compare(a.value, b.value)
		return order == 0 && known, known
	case boolean:
		return strings.EqualFold(a.value, b.value), true
	case text:
		return a.value == b.value, true
	case array:
		if len(a.items()) != len(b.items()) {
			return false, true
		}
		for i, item := range a.items() {
			if same, known := c.equal(item, b.items()[i]); !same {
				return false, known
			}
		}
	case object:
		if len(a.fields()) != len(b.fields()) {
			return false, true
		}
		for i := range a.fields() {
			other := b.get(a.fields()[i].name)
			if other == nil {
				return false, true
			}
			if same, known := c.equal(a.fields()[i].value, other); !same {
				return false, known
			}
		}
	}
	return true, true
}

func (c *checker) number(n, v *node, out *outcome) {
	bound := func(keyword string, ok func(order int) bool) {
		limit := n.get(keyword)
		if limit == nil || limit.kind != number {
			return
		}
		if order, known := compare(v.value, limit.value); !known {
			out.unknown = true
		} else if !ok(order) {
			out.fail(c.fault(keyword, n, v))
		}
	}
	// A bound of 3.0 is exclusive by a boolean beside it; one of 3.1 by its own keyword.
	above, below := func(o int) bool { return o > 0 }, func(o int) bool { return o < 0 }
	if n.isTrue("exclusiveMinimum") {
		bound("minimum", above)
	} else {
		bound("minimum", func(o int) bool { return o >= 0 })
	}
	if n.isTrue("exclusiveMaximum") {
		bound("maximum", below)
	} else {
		bound("maximum", func(o int) bool { return o <= 0 })
	}
	bound("exclusiveMinimum", above)
	bound("exclusiveMaximum", below)
	if m := n.get("multipleOf"); m != nil && m.kind == number {
		if ok, known := isMultiple(v.value, m.value); !known {
			out.unknown = true
		} else if !ok {
			out.fail(c.fault("multipleOf", n, v))
		}
	}
	if f := n.get("format"); f != nil {
		if r, ok := ranges[f.value]; ok {
			low, a := compare(v.value, r[0])
			high, b := compare(v.value, r[1])
			if a && b && (low < 0 || high > 0) {
				out.fail(c.fault("format", n, v))
			}
		}
	}
}

// ranges are the numbers of the formats that the OpenAPI specification defines.
var ranges = map[string][2]string{
	"int32": {"-2147483648", "2147483647"},
	"int64": {"-9223372036854775808", "9223372036854775807"},
}

// limit compares a size with the limit that a keyword sets.
func (c *checker) limit(n, v *node, keyword string, size int, least bool, out *outcome) {
	l := n.get(keyword)
	if l == nil || l.kind != number {
		return
	}
	if order, known := compareInt(size, l.value); known && (least && order < 0 || !least && order > 0) {
		out.fail(c.fault(keyword, n, v))
	}
}

func (c *checker) array(s schemaAt, v *node, out *outcome) {
	n, items := s.node, v.items()
	c.limit(n, v, "minItems", len(items), true, out)
	c.limit(n, v, "maxItems", len(items), false, out)
	first := 0
	if prefix := n.get("prefixItems"); prefix != nil && c.is31 {
		for i, p := range prefix.items() {
			if i < len(items) {
				out.add(c.part(s.child(p), items[i], step{index: i}))
			}
		}
		first = len(prefix.items())
	}
	if rest := n.get("items"); rest != nil && (rest.kind == object || rest.kind == boolean) {
		for i := first; i < len(items); i++ {
			out.add(c.part(s.child(rest), items[i], step{index: i}))
			if c.fuel < 0 {
				break
			}
		}
	}
	if n.isTrue("uniqueItems") {
		c.unique(n, v, out)
	}
	if p := n.get("contains"); p != nil && c.is31 {
		c.contains(s, p, v, out)
	}
}

func (c *checker) contains(s schemaAt, p, v *node, out *outcome) {
	count, unsure := 0, 0
	for i, item := range v.items() {
		switch o := c.part(s.child(p), item, step{index: i}); {
		case o.fits():
			count++
		case len(o.faults) == 0:
			unsure++
		}
	}
	least := "1"
	if m := s.node.get("minContains"); m != nil && m.kind == number {
		least = m.value
	}
	if order, known := compareInt(count+unsure, least); known && order < 0 {
		out.fail(c.fault("contains", s.node, v))
	}
	if m := s.node.get("maxContains"); m != nil && m.kind == number {
		if order, known := compareInt(count, m.value); known && order > 0 {
			out.fail(c.fault("maxContains", s.node, v))
		}
	}
}

// unique compares items by their canonical texts, in time linear in their size.
func (c *checker) unique(n, v *node, out *outcome) {
	seen := make(map[string]bool, len(v.items()))
	for i, item := range v.items() {
		text, ok := c.canonical(nil, item)
		if !ok {
			out.unknown = true
			return
		}
		if seen[string(text)] {
			c.path = append(c.path, step{index: i})
			out.fail(c.fault("uniqueItems", n, item))
			c.path = c.path[:len(c.path)-1]
			return
		}
		seen[string(text)] = true
	}
}

func (c *checker) canonical(b []byte, n *node) ([]byte, bool) {
	if !c.spend(1 + len(n.value)/16) {
		return b, false
	}
	b = append(b, byte('0'+n.kind))
	ok := true
	switch n.kind {
	case unread:
		return b, false
	case number:
		var s string
		if s, ok = canonicalNumber(n.value); !ok {
			return b, false
		}
		b = append(append(b, s...), 0)
	case boolean:
		b = append(b, n.value[0]|0x20)
	case text:
		b = append(append(b, strconv.Quote(n.value)...), 0)
	case array:
		for _, item := range n.items() {
			if b, ok = c.canonical(b, item); !ok {
				return b, false
			}
		}
		b = append(b, ']')
	case object:
		fields := n.fields()
		order := make([]int, len(fields))
		for i := range order {
			order[i] = i
		}
		slices.SortFunc(order, func(i, j int) int { return strings.Compare(fields[i].name, fields[j].name) })
		for _, i := range order {
			b = append(append(b, strconv.Quote(fields[i].name)...), ':')
			if b, ok = c.canonical(b, fields[i].value); !ok {
				return b, false
			}
		}
		b = append(b, '}')
	}
	return b, true
}

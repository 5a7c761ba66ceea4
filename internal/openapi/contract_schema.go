package openapi

import (
	"cmp"
	"math/big"
	"strings"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// maxContractDepth bounds how deep schemas stand in each other, references included.
const maxContractDepth = 5_000

// schema reads a schema, references followed; base is the $id that they are relative to.
func (c *contractor) schema(p place, base string) *contract.Schema {
	t := c.follow(p, base)
	if t.failure != resolved || t.node == nil || c.depth > maxContractDepth {
		return &contract.Schema{At: c.spot(p), Unknown: true}
	}
	if t.key == nil {
		t.key = p.key
	}
	s := c.resolved(t)
	if p.node.ref() == nil || !c.is31 || !restricts(p.node) {
		return s
	}
	// From 3.1 on what stands beside $ref counts too.
	if known, ok := c.schemas[p.node]; ok {
		return known
	}
	own := &contract.Schema{At: c.spot(p), Ats: make(map[string]contract.Place)}
	c.schemas[p.node] = own
	c.keywords(own, p, base)
	own.AllOf = append(own.AllOf, s)
	return own
}

// restricts reports whether anything beside $ref says something of values.
func restricts(n *node) bool {
	for i := range n.fields() {
		switch name := n.fields()[i].name; name {
		case "$ref", "description", "title", "summary", "example", "examples", "$comment", "externalDocs":
		default:
			if !strings.HasPrefix(name, "x-") {
				return true
			}
		}
	}
	return false
}

func (c *contractor) resolved(t target) *contract.Schema {
	if known, ok := c.schemas[t.node]; ok {
		return known
	}
	s := &contract.Schema{At: c.spot(t.place), Ats: make(map[string]contract.Place), Name: c.componentName(t.place)}
	c.schemas[t.node] = s
	switch {
	case t.node.kind == boolean:
		s.Never = t.node.value == "false"
	case t.node.kind != object:
		s.Unknown = true
	default:
		c.depth++
		c.keywords(s, t.place, t.base)
		c.depth--
	}
	return s
}

// componentName is what a schema is called once the document is bundled into one file; empty for what is written in place.
func (c *contractor) componentName(p place) string {
	pointer := p.pointer
	if p.file.moves != nil {
		pointer = p.file.original(pointer)
	}
	pointer = c.bundled.pointer(p.file.path, pointer, 0)
	for _, section := range [...]string{"/components/schemas/", "/definitions/"} {
		if name, ok := strings.CutPrefix(pointer, section); ok && !strings.Contains(name, "/") {
			return name
		}
	}
	return ""
}

var contractTypes = map[string]contract.Types{"array": contract.Array, "boolean": contract.Boolean, "integer": contract.Integer, "number": contract.AnyNumber,
	"object": contract.Object, "string": contract.String, "null": contract.Null, "file": contract.String}

func (c *contractor) keywords(s *contract.Schema, p place, base string) {
	n := p.node
	if id := n.text("$id"); id != "" && c.is31 {
		base = join(base, id)
	}
	for i := range n.fields() {
		f := &n.fields()[i]
		if _, ok := contractKeywords[f.name]; ok {
			s.Ats[f.name] = c.spot(p.at(f))
		}
	}
	strange := false
	for _, t := range typesOf(n) {
		bits, ok := contractTypes[t]
		strange = strange || !ok
		s.Types |= bits
	}
	if !c.is31 && n.isTrue("nullable") {
		if s.Types != 0 {
			s.Types |= contract.Null
		}
		s.OrNull = true
	}
	s.Format, s.ContentEncoding, s.ContentMediaType = n.text("format"), n.text("contentEncoding"), n.text("contentMediaType")
	if pattern := n.text("pattern"); pattern != "" {
		s.Patterns = []string{pattern}
	}
	if strange {
		s.Types = 0
	}
	c.enum(s, n)
	if strange && (s.Enum == nil || s.Open) {
		s.Unknown = true // what a type allows that there is not is known only where the values are listed
	}
	c.numbers(s, n)
	s.UniqueItems, s.ReadOnly, s.WriteOnly = n.isTrue("uniqueItems"), n.isTrue("readOnly"), n.isTrue("writeOnly")
	s.Life, s.XML = c.life(p), c.xml(p)
	if d := n.get("default"); d != nil {
		v := contractValue(d)
		s.Default = &v
	}
	c.parts(s, p, base)
	c.dynamic(s, p, base)
}

// dynamic takes what $dynamicRef leads to into a schema, as long as no schema on the way to it says otherwise.
func (c *contractor) dynamic(s *contract.Schema, p place, base string) {
	ref := p.node.get("$dynamicRef")
	if ref == nil || ref.kind != text || !c.is31 {
		return
	}
	t := c.resolve(p.file, base, ref.value)
	if t.failure == resolved {
		t = c.follow(t.place, t.base)
	}
	if t.failure != resolved || t.node == nil || c.depth > maxContractDepth {
		s.Unknown = true
		return
	}
	s.AllOf = append(s.AllOf, c.resolved(t))
}

// contractKeywords are the keywords whose places changes may have.
var contractKeywords = func() map[string]struct{} {
	set := make(map[string]struct{})
	for _, name := range strings.Fields(`type nullable format pattern enum const x-extensible-enum minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength minItems maxItems
		minProperties maxProperties minContains maxContains uniqueItems properties required patternProperties additionalProperties unevaluatedProperties propertyNames dependentRequired
		dependentSchemas prefixItems items contains unevaluatedItems allOf anyOf oneOf not if then else discriminator readOnly writeOnly deprecated default contentEncoding contentMediaType contentSchema`) {
		set[name] = struct{}{}
	}
	return set
}()

func contractValue(n *node) contract.Value {
	v := contract.Value{Text: valueText(n), IsNull: n.kind == null}
	v.Canonical, _ = normal(n, nil)
	switch n.kind {
	case text:
		v.Type = contract.String
	case number:
		v.Type = contract.AnyNumber
	case boolean:
		v.Type = contract.Boolean
	case object:
		v.Type = contract.Object
	case array:
		v.Type = contract.Array
	default:
		v.Type = contract.Null
	}
	return v
}

func (c *contractor) enum(s *contract.Schema, n *node) {
	list := n.get("enum")
	if list == nil {
		list = n.get("x-extensible-enum")
		s.Open = list != nil
	}
	if n.isTrue("x-extensible-enum") {
		s.Open, list = true, n.get("enum")
	}
	if list != nil && list.kind == array {
		s.Enum = []contract.Value{}
		for _, item := range list.items() {
			s.Enum = append(s.Enum, contractValue(item))
		}
	}
	if v := n.get("const"); v != nil && c.is31 {
		s.Enum = []contract.Value{contractValue(v)}
	}
	if s.Enum == nil {
		return
	}
	// An enum without null allows none, whatever the type says; one with null allows it only where the type does.
	hasNull := false
	for _, v := range s.Enum {
		hasNull = hasNull || v.IsNull
	}
	switch {
	case !hasNull && s.Types&contract.Null != 0 && c.is31:
		s.Types &^= contract.Null
	case !hasNull && s.Types == 0:
		s.Types = contract.AnyType &^ contract.Null
	}
}

// numbers reads what limits numbers and counts.
func (c *contractor) numbers(s *contract.Schema, n *node) {
	value := func(name string) *big.Rat {
		v := n.get(name)
		if v == nil || v.kind != number {
			return nil
		}
		r, _ := ratio(v.value)
		return r
	}
	bound := func(name, exclusive string, sign int) *contract.Bound {
		var b *contract.Bound
		if v := value(name); v != nil {
			b = &contract.Bound{Value: v, Exclusive: n.isTrue(exclusive)}
		}
		if v := value(exclusive); v != nil && (b == nil || v.Cmp(b.Value)*sign >= 0) {
			b = &contract.Bound{Value: v, Exclusive: true}
			if s.Ats[name] == nil {
				s.Ats[name] = s.Ats[exclusive]
			}
		}
		return b
	}
	s.Minimum, s.Maximum = bound("minimum", "exclusiveMinimum", 1), bound("maximum", "exclusiveMaximum", -1)
	s.MultipleOf = value("multipleOf")
	for _, name := range [...]string{"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"} {
		if v := value(name); v != nil {
			if s.Counts == nil {
				s.Counts = make(map[string]*big.Rat)
			}
			s.Counts[name] = v
		}
	}
}

// parts reads the schemas that stand in a schema.
func (c *contractor) parts(s *contract.Schema, p place, base string) {
	one := func(name string) *contract.Schema {
		q, ok := p.child(name)
		if !ok || q.node.kind != object && q.node.kind != boolean {
			return nil
		}
		return c.schema(q, base)
	}
	list := func(name string) (out []*contract.Schema) {
		q, ok := p.child(name)
		if !ok || q.node.kind != array {
			return nil
		}
		out = []*contract.Schema{}
		for i := range q.node.items() {
			out = append(out, c.schema(q.item(i), base))
		}
		return out
	}
	keyed := func(name string) map[string]*contract.Schema {
		q, ok := p.child(name)
		if !ok || q.node.kind != object {
			return nil
		}
		out := make(map[string]*contract.Schema, len(q.node.fields()))
		for i := range q.node.fields() {
			f := &q.node.fields()[i]
			out[f.name] = c.schema(q.at(f), base)
		}
		return out
	}
	if q, ok := p.child("properties"); ok {
		for i := range q.node.fields() {
			f := &q.node.fields()[i]
			s.Properties = append(s.Properties, contract.Property{Name: f.name, At: c.spot(q.at(f)), Schema: c.schema(q.at(f), base)})
		}
	}
	s.Required = texts(p.node.get("required"))
	s.PatternProperties, s.DependentSchemas = keyed("patternProperties"), keyed("dependentSchemas")
	if q := p.node.get("dependentRequired"); q != nil {
		s.DependentRequired = make(map[string][]string)
		for i := range q.fields() {
			s.DependentRequired[q.fields()[i].name] = texts(q.fields()[i].value)
		}
	}
	s.Rest, s.Unevaluated, s.PropertyNames = one("additionalProperties"), one("unevaluatedProperties"), one("propertyNames")
	s.Prefix, s.Items, s.Contains, s.UnevaluatedItems = list("prefixItems"), one("items"), one("contains"), one("unevaluatedItems")
	s.ContentSchema = one("contentSchema")
	s.AllOf = list("allOf")
	s.AnyOf = c.alternatives(s, list("anyOf"))
	s.OneOf = c.alternatives(s, list("oneOf"))
	s.Not, s.If, s.Then, s.Else = one("not"), one("if"), one("then"), one("else")
	if d, ok := p.child("discriminator"); ok && d.node.kind == object {
		s.Discriminator = &contract.Discriminator{At: c.spot(d), Property: d.node.text("propertyName"), Mapping: make(map[string]string)}
		named := func(n *node) string {
			if t := c.mapped(p.file, base, n); t.failure == resolved {
				return cmp.Or(c.componentName(t.place), n.value)
			}
			return n.value
		}
		mapping := d.node.get("mapping")
		for i := range mapping.fields() {
			f := &mapping.fields()[i]
			s.Discriminator.Mapping[f.name] = named(f.value)
		}
		if f := d.node.field("defaultMapping"); f != nil && c.version == v32 {
			s.Discriminator.Default = named(f.value)
		}
	}
}

// alternatives takes out of a choice what is none: an alternative that is null, and a single one.
func (c *contractor) alternatives(s *contract.Schema, list []*contract.Schema) []*contract.Schema {
	var left []*contract.Schema
	hasNull := false
	for _, a := range list {
		if isNull(a) {
			hasNull = true
			continue
		}
		left = append(left, a)
	}
	switch {
	case len(left) == 0:
		if hasNull {
			s.Types = contract.Null
		}
		return nil
	case len(left) == 1 && !hasNull:
		s.AllOf = append(s.AllOf, left[0])
		return nil
	case len(left) == 1:
		s.AllOf = append(s.AllOf, &contract.Schema{At: left[0].At, AllOf: left, OrNull: true})
		return nil
	case hasNull:
		s.OrNull = true
		if s.Types == 0 {
			s.Types = contract.AnyType
		}
	}
	return left
}

// isNull reports whether a schema is meant for null alone, as a component or as the only member of an allOf too.
func isNull(s *contract.Schema) bool {
	for range maxContractDepth {
		if s.Types != 0 || len(s.AllOf) != 1 {
			break
		}
		s = s.AllOf[0]
	}
	// What generators write for null in 3.0: an alternative of which nothing is said but that it may be null.
	isNullable := s.OrNull && s.Types == 0 && len(s.Ats) == 1 && s.Ats["nullable"] != nil
	return isNullable || s.Types == contract.Null
}

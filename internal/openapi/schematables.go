package openapi

import (
	"cmp"
	"regexp/syntax"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// noSchemaFacts makes the tables of schemas empty, not absent.
func (m *Facts) noSchemaFacts() {
	m.IdleKeywords, m.MisfitFormats, m.EmptyRanges = []IdleKeyword{}, []MisfitFormat{}, []EmptyRange{}
	m.Contradictions, m.EndlessSchemas, m.UndefinedRequired = []Contradiction{}, []EndlessSchema{}, []UndefinedRequired{}
	m.Enums, m.Patterns, m.Compositions = []Enum{}, []Pattern{}, []Composition{}
	m.DiscriminatorAlternatives, m.PropertyTypes, m.RareKeywords = []DiscriminatorAlternative{}, []PropertyType{}, []RareKeyword{}
}

// schemaFacts fills what can be told of schemas once all references are known.
func (a *assembly) schemaFacts() {
	m := a.model
	a.directions()
	for i := range m.Schemas {
		u := a.schemaPlaces[i].node.use
		m.Schemas[i].InRequest, m.Schemas[i].InResponse = u&asRequest != 0, u&asResponse != 0
	}
	for i := range m.Properties {
		u, row := a.propertyPlaces[i].use, &m.Properties[i]
		row.InRequest, row.InResponse = u&asRequest != 0 && !row.IsReadOnly, u&asResponse != 0 && !row.IsWriteOnly
		row.InJSON = u&asJSON != 0
	}
	extenders := a.extenders()
	for i := range m.Schemas {
		if a.full() {
			break
		}
		row, t := &m.Schemas[i], a.schemaPlace(i)
		row.IsExtended = len(extenders[t.node]) > 0
		a.keywords(row, t)
		a.ranges(row, t)
		a.enum(row, t)
		a.compositions(row, t)
		a.contradictions(row, t)
		a.undefinedRequired(row, t, extenders)
		a.discriminated(row, t)
	}
	a.endless()
	a.propertyTypes()
}

// extenders are the rows of the schemas that have a schema in their allOf.
func (a *assembly) extenders() map[*node][]int {
	out := make(map[*node][]int)
	for i := range a.schemaPlaces {
		s := a.schemaPlaces[i]
		for _, item := range s.node.get("allOf").items() {
			if item.ref() == nil {
				continue
			}
			if t := a.follow(place{file: s.file, node: item}, s.base); t.failure == resolved {
				out[t.node] = append(out[t.node], i)
			}
		}
	}
	return out
}

// commonKeywords are those that nearly every document uses: see [RareKeyword].
var commonKeywords = map[string]bool{"type": true, "format": true, "title": true, "description": true, "example": true, "examples": true, "default": true, "properties": true,
	"required": true, "additionalProperties": true, "items": true, "enum": true, "$ref": true, "maximum": true, "minimum": true, "maxLength": true, "minLength": true,
	"maxItems": true, "minItems": true, "pattern": true, "deprecated": true, "readOnly": true, "writeOnly": true,
	"allOf": true, "anyOf": true, "oneOf": true}

// instead are the keywords that say of one type what others say of another.
var instead = map[string]map[string]string{
	"array":  {"maxLength": "maxItems", "minLength": "minItems", "maximum": "maxItems", "minimum": "minItems"},
	"string": {"maxItems": "maxLength", "minItems": "minLength", "maximum": "maxLength", "minimum": "minLength"},
	"object": {"maxItems": "maxProperties", "minItems": "minProperties"},
}

// formatTypes are the formats that JSON Schema and the OpenAPI format registry define for one type. Formats of numbers are used
// with strings as well, where a number would lose digits.
var formatTypes = map[string]typeSet{"int8": integerType | fractionType | stringType, "int16": integerType | fractionType | stringType,
	"int32": integerType | fractionType | stringType, "int64": integerType | fractionType | stringType, "float": fractionType | stringType, "double": fractionType | stringType}

func init() {
	for _, f := range [...]string{"date", "date-time", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "iri",
		"iri-reference", "uri-template", "uuid", "json-pointer", "relative-json-pointer", "regex", "byte", "binary", "password", "base64url", "html", "commonmark"} {
		formatTypes[f] = stringType
	}
}

// keywords looks at each keyword of a schema on its own.
func (a *assembly) keywords(row *Schema, t target) {
	m, set := a.model, a.typesIn(t.node)
	var idle []*field
	for i := range t.node.fields() {
		f := &t.node.fields()[i]
		if !commonKeywords[f.name] && !strings.HasPrefix(f.name, "x-") {
			m.RareKeywords = append(m.RareKeywords, RareKeyword{At: a.addKey(t.at(f)), Schema: row.Label, Keyword: f.name})
		}
		if of, ok := keywordTypes[f.name]; ok && set&typeBits[of] == 0 && !saysNoMore(f) {
			idle = append(idle, f)
		}
	}
	a.idleKeywords(row, t, idle)
	if of, ok := formatTypes[row.Format]; ok && set&of == 0 {
		name := "string"
		if of != stringType {
			name = "number"
		}
		q, _ := t.child("format")
		m.MisfitFormats = append(m.MisfitFormats, MisfitFormat{At: a.addValue(q), Schema: row.Label, Format: row.Format, For: name, Type: typesText(t.node)})
	}
	if q, ok := t.child("pattern"); ok && q.node.kind == text {
		m.Patterns = append(m.Patterns, Pattern{At: a.addValue(q), Schema: row.Label, Pattern: shorten(q.node.value), IsAnchored: matchesWhole(q.node.value), InRequest: row.InRequest})
	}
}

// saysNoMore reports whether a keyword says nothing, whatever the type is.
func saysNoMore(f *field) bool {
	switch f.value.kind {
	case boolean:
		return f.value.value == "false" && f.name == "uniqueItems" || f.name == "required"
	case array, object:
		return len(f.value.items()) == 0 && len(f.value.fields()) == 0 && f.name != "items"
	case null:
		return true
	}
	return false
}

// matchesWhole reports whether a pattern is anchored at both ends: see [Pattern.IsAnchored].
func matchesWhole(pattern string) bool {
	if strings.HasPrefix(pattern, "^") && strings.HasSuffix(pattern, "$") && !strings.Contains(pattern, "|") || len(pattern) > maxPattern {
		return true
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	return err != nil || isAnchored(re)
}

// bounds are the pairs of keywords that bound the same from below and from above.
var bounds = [...][2]string{{"minimum", "maximum"}, {"exclusiveMinimum", "maximum"}, {"minimum", "exclusiveMaximum"}, {"exclusiveMinimum", "exclusiveMaximum"},
	{"minLength", "maxLength"}, {"minItems", "maxItems"}, {"minProperties", "maxProperties"}, {"minContains", "maxContains"}}

func numberOf(n *node) (float64, bool) {
	if n == nil || n.kind != number {
		return 0, false
	}
	v, err := strconv.ParseFloat(n.value, 64)
	return v, err == nil
}

// excludes reports whether nothing is between two bounds: a of one schema, b of the same or another.
func excludes(a *node, lower string, b *node, upper string) bool {
	low, ok := numberOf(a.get(lower))
	if !ok {
		return false
	}
	high, ok := numberOf(b.get(upper))
	if !ok {
		return false
	}
	open := strings.HasPrefix(lower, "exclusive") || strings.HasPrefix(upper, "exclusive") ||
		lower == "minimum" && (a.isTrue("exclusiveMinimum") || b.isTrue("exclusiveMaximum"))
	return low > high || open && low == high
}

func (a *assembly) ranges(row *Schema, t target) {
	m, n := a.model, t.node
	for _, b := range bounds {
		if excludes(n, b[0], n, b[1]) {
			q, _ := t.child(b[1])
			m.EmptyRanges = append(m.EmptyRanges, EmptyRange{At: a.addValue(q), Schema: row.Label, Lower: b[0], LowerValue: shorten(n.get(b[0]).value), Upper: b[1], UpperValue: shorten(q.node.value)})
			return
		}
	}
	if v, ok := numberOf(n.get("multipleOf")); ok && v <= 0 {
		q, _ := t.child("multipleOf")
		m.EmptyRanges = append(m.EmptyRanges, EmptyRange{At: a.addValue(q), Schema: row.Label, Upper: "multipleOf", UpperValue: shorten(q.node.value)})
	}
}

// maxNormal is how much of a value is compared with others.
const maxNormal = 4096

// normalise writes a value so that equal ones are written equally. Keys that skip names are left out.
func normalise(b *strings.Builder, n *node, skip map[string]bool) {
	if b.Len() > maxNormal {
		return
	}
	switch n.kind {
	case number:
		if v, ok := numberOf(n); ok && !strings.ContainsAny(n.value, "eE.") && len(n.value) > 15 {
			b.WriteString(n.value)
		} else if ok {
			b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
		} else {
			b.WriteString(n.value)
		}
	case text:
		b.WriteString(strconv.Quote(n.value[:min(len(n.value), maxNormal+1)]))
	case null:
		b.WriteString("null")
	case array:
		b.WriteByte('[')
		for i, item := range n.items() {
			if b.Len() > maxNormal {
				return
			}
			if i > 0 {
				b.WriteByte(',')
			}
			normalise(b, item, skip)
		}
		b.WriteByte(']')
	case object:
		fields := make([]*field, 0, min(len(n.fields()), maxNormal))
		for i := range n.fields() {
			if len(fields) > maxNormal {
				b.WriteString(strings.Repeat(" ", maxNormal))
				return
			}
			if f := &n.fields()[i]; skip == nil || !skip[f.name] && !strings.HasPrefix(f.name, "x-") {
				fields = append(fields, f)
			}
		}
		slices.SortFunc(fields, func(x, y *field) int { return cmp.Compare(x.name, y.name) })
		b.WriteByte('{')
		for i, f := range fields {
			if b.Len() > maxNormal {
				return
			}
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(strconv.Quote(f.name[:min(len(f.name), maxNormal)]))
			b.WriteByte(':')
			normalise(b, f.value, skip)
		}
		b.WriteByte('}')
	default:
		b.WriteString(n.value)
	}
}

// normal returns the canonical text of a value, and whether it is whole.
func normal(n *node, skip map[string]bool) (string, bool) {
	var b strings.Builder
	normalise(&b, n, skip)
	return b.String(), b.Len() <= maxNormal
}

// valueText writes a value for people.
func valueText(n *node) string {
	if n.body == nil && n.kind != null {
		return shorten(n.value)
	}
	s, _ := normal(n, nil)
	return shorten(s)
}

func (a *assembly) enum(row *Schema, t target) {
	q, ok := t.child("enum")
	if !ok || q.node.kind != array {
		return
	}
	e := Enum{At: a.addKey(q), Schema: row.Label, Values: len(q.node.items()), Type: valuesType(q.node.items()), IsNullable: row.IsNullable, InRequest: row.InRequest,
		InResponse: row.InResponse, IsExtensible: t.node.has("x-extensible-enum"), IsProperty: row.Within == "property" || row.Within == "items" || row.Within == "component"}
	e.IsParallel = slices.ContainsFunc(t.node.fields(), func(f field) bool { return strings.HasPrefix(f.name, "x-") && f.value.kind == array })
	seen := make(map[string]bool)
	for i, v := range q.node.items() {
		e.HasNull = e.HasNull || v.kind == null
		if a.spent += stepCost; a.full() {
			break
		}
		s, whole := normal(v, nil)
		if whole && seen[s] {
			e.Repeated = append(e.Repeated, RepeatedValue{At: a.addValue(q.item(i)), Value: valueText(v)})
		}
		seen[s] = true
	}
	a.model.Enums = append(a.model.Enums, e)
}

func (a *assembly) compositions(row *Schema, t target) {
	for _, keyword := range [...]string{"allOf", "anyOf", "oneOf"} {
		q, ok := t.child(keyword)
		if !ok || q.node.kind != array {
			continue
		}
		items := q.node.items()
		c := Composition{At: a.addKey(q), Schema: row.Label, Keyword: keyword, Parts: len(items)}
		if len(items) == 1 && len(t.node.fields()) == 1 {
			to := a.follow(q.item(0), t.base)
			c.IsWrapper = to.failure == resolved && !(keyword == "allOf" && to.node.has("discriminator"))
		}
		seen := make(map[string]int)
		for i := range items {
			if a.spent += stepCost; a.full() {
				break
			}
			item := q.item(i)
			var s, label string
			whole := true
			if ref := item.node.ref(); ref != nil && len(item.node.fields()) == 1 {
				to := a.follow(item, t.base)
				whole = to.failure == resolved
				s, label = to.pointer, shorten(ref.value.value)
				if whole {
					s = to.file.path + "#" + to.pointer
				}
			} else {
				s, whole = normal(item.node, annotations)
			}
			if first, ok := seen[s]; whole && ok {
				if item.node.ref() == nil {
					label = "alternative " + strconv.Itoa(first) + " as " + strconv.Itoa(i+1)
				}
				c.Twins = append(c.Twins, Twin{At: a.elementAt(item), Label: label})
			}
			if _, ok := seen[s]; whole && !ok {
				seen[s] = i + 1
			}
		}
		a.model.Compositions = append(a.model.Compositions, c)
	}
}

// elementAt is the place of an element of a list: the reference, where it is one.
func (a *assembly) elementAt(p place) facts.ID {
	if ref := p.node.ref(); ref != nil {
		return a.add(p.file, p.file.nodeRange(ref.value), p.pointer)
	}
	return a.addValue(p)
}

func (a *assembly) contradictions(row *Schema, t target) {
	if !row.IsComposed && t.node.ref() == nil {
		return
	}
	m := a.model
	add := func(c Contradiction) {
		c.Schema, c.At = row.Label, row.At
		m.Contradictions = append(m.Contradictions, c)
	}
	p := a.partsOf(t)
	set, text, clash := a.together(p)
	if clash != "" {
		add(Contradiction{Kind: "type", One: text, Other: clash})
	} else if set != anyType {
		for _, alt := range a.alternatives(p) {
			if alt.failure != resolved || alt.node == nil || alt.node.kind != object {
				continue
			}
			other, otherText, inner := a.together(a.partsOf(alt))
			values := other &^ nullType
			if inner == "" && (values != 0 && set&values == 0 || values == 0 && set&other == 0) {
				add(Contradiction{Kind: "alternative", One: text, Other: otherText})
			}
		}
	}
	if len(p.list) < 2 {
		return
	}
	a.rangesApart(p, add)
	a.enumsApart(p, add)
	a.propertiesApart(p, add)
}

// together is the set of types that all parts allow, with the words of the part that says most, and of the first that
// leaves nothing.
func (a *assembly) together(p parts) (set typeSet, text, clash string) {
	set = anyType
	for _, part := range p.list {
		own := a.typesIn(part.node)
		if own == anyType {
			continue
		}
		if set&own == 0 || set&own&^nullType == 0 && set != nullType && own != nullType && !(a.is31 && set&own == nullType) {
			return 0, text, typesText(part.node)
		}
		if set&own != set {
			text = typesText(part.node)
		}
		set &= own
	}
	return set, text, ""
}

// maxBounded is how many parts with bounds are compared with each other.
const maxBounded = 8

// rangesApart looks for a bound of one part that excludes one of another.
func (a *assembly) rangesApart(p parts, add func(Contradiction)) {
	var bounded []*node
	for _, part := range p.list {
		if len(bounded) < maxBounded && slices.ContainsFunc(bounds[:], func(b [2]string) bool { return part.node.has(b[0]) || part.node.has(b[1]) }) {
			bounded = append(bounded, part.node)
		}
	}
	for _, b := range bounds {
		for _, lower := range bounded {
			for _, upper := range bounded {
				if lower != upper && excludes(lower, b[0], upper, b[1]) {
					add(Contradiction{Kind: "range", One: b[0] + " " + shorten(lower.get(b[0]).value), Other: b[1] + " " + shorten(upper.get(b[1]).value)})
					return
				}
			}
		}
	}
}

// maxCrossed is how many values of enums are compared with each other.
const maxCrossed = 1000

func (a *assembly) enumsApart(p parts, add func(Contradiction)) {
	var values map[string]bool
	first := ""
	for _, part := range p.list {
		list := part.node.get("enum").items()
		if c := part.node.get("const"); c != nil && a.is31 {
			list = []*node{c}
		}
		if len(list) == 0 || len(list) > maxCrossed {
			continue
		}
		next := make(map[string]bool)
		for _, v := range list {
			a.spent += stepCost
			s, whole := normal(v, nil)
			if !whole {
				return
			}
			if values == nil || values[s] {
				next[s] = true
			}
		}
		if len(next) == 0 {
			add(Contradiction{Kind: "enum", One: first, Other: valueText(list[0])})
			return
		}
		if values == nil {
			first = valueText(list[0])
		}
		values = next
	}
}

// propertiesApart looks for properties of which two parts say different types.
func (a *assembly) propertiesApart(p parts, add func(Contradiction)) {
	type said struct {
		set  typeSet
		text string
	}
	seen := make(map[string]said)
	for i, part := range p.list {
		properties := part.node.get("properties")
		for j := range properties.fields() {
			f := &properties.fields()[j]
			if a.spent += stepCost; a.full() {
				return
			}
			before, ok := seen[f.name]
			if !ok && i == len(p.list)-1 {
				continue
			}
			to := a.follow(place{file: part.file, node: f.value}, part.base)
			if to.failure != resolved {
				continue
			}
			set, text, clash := a.together(a.partsOf(to))
			if clash != "" || set == anyType {
				continue
			}
			if ok && before.set&set&^nullType == 0 && before.set != nullType && set != nullType {
				add(Contradiction{Kind: "property", Property: f.name, One: before.text, Other: text})
				continue
			}
			seen[f.name] = said{set, text}
		}
	}
}

// undefinedRequired compares required with the properties of everything that the schema is made of.
func (a *assembly) undefinedRequired(row *Schema, t target, extenders map[*node][]int) {
	switch row.Within {
	case "all_of", "any_of", "one_of", "not", "":
		return // the schema that it stands in is asked
	}
	if a.typesIn(t.node)&objectType == 0 {
		return
	}
	g := gathered{assembly: a, defined: make(map[string]bool), seen: make(map[*node]bool), extenders: extenders}
	g.required(t)
	if len(g.names) == 0 {
		return
	}
	if g.gather(t, 0); g.open || len(g.defined) == 0 {
		return // without any property of its own, it adds to what is said elsewhere
	}
	if additional(t.node) != "closed" && a.refines(t) {
		return
	}
	reported := make(map[string]bool)
	for _, p := range g.names {
		name := p.node.value
		if g.defined[name] || reported[name] {
			continue
		}
		reported[name] = true
		known := make([]string, 0, len(g.defined))
		for k := range g.defined {
			known = append(known, k)
		}
		u := UndefinedRequired{At: a.addValue(p), Schema: row.Label, Name: shorten(name), Near: shorten(a.suggest(name, known))}
		a.model.UndefinedRequired = append(a.model.UndefinedRequired, u)
	}
}

// gathered is what a schema and all that belongs to it requires and defines.
type gathered struct {
	*assembly
	names     []place // in required, that the same schema does not define
	defined   map[string]bool
	open      bool
	seen      map[*node]bool
	extenders map[*node][]int
}

var partKeywords = [...]string{"allOf", "anyOf", "oneOf"}

// required notes the names that a schema requires, and those of its elements that are written in it.
func (g *gathered) required(t target) {
	if t.node.kind != object || t.node.ref() != nil && !g.is31 {
		return
	}
	if q, ok := t.child("required"); ok {
		properties := t.node.get("properties")
		for i, name := range q.node.items() {
			if name.kind == text && !properties.has(name.value) {
				g.names = append(g.names, q.item(i))
			}
		}
	}
	for _, keyword := range partKeywords {
		if q, ok := t.child(keyword); ok {
			for i := range q.node.items() {
				if g.spent += stepCost; g.full() {
					return
				}
				g.required(target{place: q.item(i), base: t.base})
			}
		}
	}
}

// gather notes the properties that a schema, its parts and its alternatives define.
func (g *gathered) gather(t target, depth int) {
	if t.failure != resolved || t.node == nil || t.node.kind != object {
		g.open = g.open || t.node == nil || t.node.kind != boolean
		return
	}
	if g.open || g.seen[t.node] {
		return
	}
	if g.spent += stepCost * (1 + len(t.node.get("properties").fields())); g.full() || depth > maxNested {
		g.open = true
		return
	}
	g.seen[t.node] = true
	n := t.node
	if ref := n.ref(); ref != nil {
		g.gather(g.follow(t.place, t.base), depth+1)
		if !g.is31 {
			return
		}
	}
	switch additional(n) {
	case "open", "typed", "untyped":
		g.open = true
	}
	g.open = g.open || n.has("patternProperties") || n.has("$dynamicRef") || n.has("propertyNames")
	if properties := n.get("properties"); properties.ref() != nil {
		g.open = true
	}
	for i := range n.get("properties").fields() {
		g.defined[n.get("properties").fields()[i].name] = true
	}
	for _, keyword := range partKeywords {
		if q, ok := t.child(keyword); ok {
			for i := range q.node.items() {
				g.gather(target{place: q.item(i), base: t.base}, depth+1)
			}
		}
	}
	for _, keyword := range [...]string{"then", "else", "if"} {
		if q, ok := t.child(keyword); ok {
			g.gather(target{place: q, base: t.base}, depth+1)
		}
	}
	if q, ok := t.child("dependentSchemas"); ok {
		for i := range q.node.fields() {
			g.gather(target{place: q.at(&q.node.fields()[i]), base: t.base}, depth+1)
		}
	}
	if depth == 0 {
		for _, i := range g.extenders[n] {
			g.gather(g.schemaPlace(i), maxNested-4)
		}
	}
}

func (a *assembly) discriminated(row *Schema, t target) {
	d, ok := t.child("discriminator")
	if !ok {
		return
	}
	name := d // OpenAPI 2.0 has the name in its place
	if d.node.kind == object {
		if name, ok = d.child("propertyName"); !ok {
			return
		}
	}
	if name.node.kind != text {
		return
	}
	own := a.partsOf(t)
	alternatives := a.alternatives(parts{list: []target{t}, complete: true})
	shared, sharedRequired := a.partsProperty(own, name.node.value), a.requires(own, name.node.value)
	add := func(at facts.ID, label string, found []target, required bool) {
		alt := DiscriminatorAlternative{At: at, Schema: row.Label, Alternative: label, Property: shorten(name.node.value), IsDefined: len(found) > 0, IsRequired: required, HasDefault: d.node.has("defaultMapping")}
		if len(found) > 0 {
			alt.Type = a.typeOf(found[0], 0)
		}
		a.model.DiscriminatorAlternatives = append(a.model.DiscriminatorAlternatives, alt)
	}
	if len(alternatives) == 0 {
		if own.complete {
			add(a.addValue(name), row.Label, shared, sharedRequired)
		}
		return
	}
	for _, keyword := range [...]string{"anyOf", "oneOf"} {
		list, _ := t.child(keyword)
		for i := range list.node.items() {
			item := list.item(i)
			alt := a.follow(item, t.base)
			if a.spent += stepCost; alt.failure != resolved || alt.node == nil || alt.node.kind != object || a.typesIn(alt.node) == nullType || a.full() {
				continue
			}
			p := a.partsOf(alt)
			if !p.complete || len(a.alternatives(p)) > 0 {
				continue // the property may be in each of its own alternatives
			}
			found, required := a.partsProperty(p, name.node.value), a.requires(p, name.node.value)
			if len(found) == 0 {
				found = shared
			}
			label := "alternative " + itoa(i+1)
			if alt.node != item.node {
				label = a.locate(alt.file, alt.pointer).label.String()
			}
			add(a.elementAt(item), label, found, required || sharedRequired)
		}
	}
}

// propertyTypes finds the names that properties of several types share.
func (a *assembly) propertyTypes() {
	if !a.tables.Want("property_types") {
		return
	}
	m := a.model
	byName := make(map[string]map[string][]int)
	for i := range m.Properties {
		row := &m.Properties[i]
		typ := row.Type
		if typ == "" {
			continue
		}
		if typ == "integer" {
			typ = "number"
		}
		if byName[row.Name] == nil {
			byName[row.Name] = make(map[string][]int, 1)
		}
		byName[row.Name][typ] = append(byName[row.Name][typ], i)
	}
	first := func(rows []int) *Property {
		return &m.Properties[slices.MinFunc(rows, func(i, j int) int {
			x, y := &m.Properties[i], &m.Properties[j]
			return cmp.Or(cmp.Compare(x.Label, y.Label), cmp.Compare(a.nodes.Get(x.At).Pointer, a.nodes.Get(y.At).Pointer), cmp.Compare(a.nodes.Get(x.At).File, a.nodes.Get(y.At).File))
		})]
	}
	var several []string
	for name, types := range byName {
		if len(types) > 1 {
			several = append(several, name)
		}
	}
	slices.Sort(several)
	for _, name := range several {
		types := make([]string, 0, 4)
		for typ := range byName[name] {
			types = append(types, typ)
		}
		slices.SortFunc(types, func(x, y string) int {
			return cmp.Or(len(byName[name][y])-len(byName[name][x]), cmp.Compare(x, y))
		})
		usual, rare := types[0], types[len(types)-1]
		u, r := first(byName[name][usual]), first(byName[name][rare])
		m.PropertyTypes = append(m.PropertyTypes, PropertyType{At: r.At, Name: name, Label: r.Label, Type: rare, UsualType: usual, Usual: len(byName[name][usual]), Rare: len(byName[name][rare]), UsualAt: u.At})
	}
}

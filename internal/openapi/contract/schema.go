package contract

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// anything is the schema of what has none.
func anything(at Place) *Schema { return &Schema{At: at} }

// schemas compares two schemas, of which either may be missing: then anything goes.
func (c *comparison) schemas(p *pair, was, is *Schema, wasAt, isAt Place, ways way) {
	c.schemasAs(p, p.xml, was, is, wasAt, isAt, ways)
}

// schemasAs is schemas for values that are written in XML, or are not, whatever they are part of.
func (c *comparison) schemasAs(p *pair, xml bool, was, is *Schema, wasAt, isAt Place, ways way) {
	if was == nil && is == nil || was == is {
		return
	}
	// What is made up belongs to the place that it stands for.
	var wasKey, isKey any = was, is
	if was == nil {
		was, wasKey = anything(wasAt), wasAt.Key()
	}
	if is == nil {
		is, isKey = anything(isAt), isAt.Key()
	}
	if xml {
		wasKey, isKey = inXML{wasKey}, inXML{isKey}
	}
	p.lead(c.pair(wasKey, isKey, func(q *pair) {
		q.xml = xml
		c.schema(q, shapeOf(was), shapeOf(is))
	}), ways)
}

// schemaChange is a comparison of two shapes.
type schemaComparison struct {
	*comparison
	p       *pair
	was, is *shape
	// became leads from the names of alternatives to those of what they became, and before back; gone and came are the names of
	// those without a counterpart.
	became, before map[string]string
	gone, came     map[string]bool
	// oneWay stand for the pair where only one side sends a part of it.
	oneWay [either + 1]*pair
	// owners know which parts the two are composed of.
	owners  [2]*ownership
	ownedBy [2]*shape
}

func (c *comparison) schema(p *pair, was, is *shape) {
	if was.unknown || is.unknown {
		return
	}
	s := &schemaComparison{comparison: c, p: p, was: was, is: is}
	if was.never || is.never {
		if was.never != is.never {
			s.say("never", cmpEffect(is.never, Narrows, Widens), "type", "", never(was), never(is))
		}
		return
	}
	if s.group() {
		return
	}
	was, is = s.was, s.is
	if !s.types() {
		return // they have nothing in common of which more could be said
	}
	s.values()
	s.ranges()
	s.annotations()
	if was.types&is.types&Object != 0 {
		s.objects()
	}
	if was.types&is.types&Array != 0 {
		s.arrays()
	}
	s.choices()
	s.rest()
}

func never(s *shape) string {
	if s.never {
		return "nothing"
	}
	return "something"
}

// say notes a difference at a keyword.
func (s *schemaComparison) say(kind string, effect Effect, keyword, name, from, to string) *Change {
	at, was, subject := s.place(keyword)
	return s.change(s.p, Change{Kind: kind, Effect: effect, At: at, Was: was, Subject: subject, Name: name, From: from, To: to})
}

// String names the types for people.
func (t Types) String() string {
	if t|Null == AnyType {
		return "any type"
	}
	var names []string
	for _, n := range []struct {
		bits Types
		name string
	}{{Object, "object"}, {Array, "array"}, {String, "string"}, {AnyNumber, "number"}, {Integer, "integer"}, {Boolean, "boolean"}, {Null, "null"}} {
		if t&n.bits == n.bits {
			names = append(names, n.name)
			t &^= n.bits
		}
	}
	return strings.Join(names, " or ")
}

// types compares the types, null apart, and reports whether the two have one in common.
func (s *schemaComparison) types() bool {
	was, is := s.was.types, s.is.types
	a, b := was&^Null, is&^Null
	switch {
	case s.was.enum != nil && s.is.enum != nil:
		b = a // the values tell
		was, is = was|String, is|String
	case s.was.enum != nil || s.is.enum != nil:
		if s.was.written&^Null == s.is.written&^Null {
			b = a
		}
	}
	// Of what is a choice on one side only, the alternatives tell the types.
	oneSided := (len(s.was.choices) == 0) != (len(s.is.choices) == 0)
	if oneSided {
		was, is = s.was.reach(maxReach), s.is.reach(maxReach)
		a, b = was&^Null, is&^Null
	}
	if a != b {
		s.say("type", sets(uint64(a), uint64(b)), "type", "", a.String(), b.String())
	}
	// Null that comes or goes with every other type is a part of that.
	hadNull, hasNull := s.was.nullable(), s.is.nullable()
	if oneSided {
		hadNull, hasNull = was&Null != 0, is&Null != 0
	}
	if a, b := hadNull, hasNull; a != b && !s.was.anything() && !s.is.anything() {
		keyword := "nullable"
		if s.is.ats[keyword] == nil && s.was.ats[keyword] == nil {
			keyword = "type"
		}
		s.change(s.p, Change{Kind: "nullable", Effect: cmpEffect(b, Widens, Narrows), At: s.is.own(keyword), Was: s.was.own(keyword), Subject: s.is.source.At.Label(), From: null(a), To: null(b)})
	}
	return was&is&^Null != 0
}

// maxReach is how deep alternatives are in each other whose types are looked at.
const maxReach = 3

// reach are the types that are allowed by the alternatives too.
func (s *shape) reach(deep int) Types {
	t := s.types
	if deep == 0 {
		return t
	}
	for _, c := range s.choices {
		var some Types
		for _, a := range c.alternatives[:min(len(c.alternatives), most)] {
			switch f := shapeOf(a); {
			case f.unknown:
				some = AnyType
			case !f.never:
				some |= f.reach(deep - 1)
			}
		}
		if !s.barred {
			some |= Null
		}
		t &= some
	}
	return t
}

// anything reports whether values of every type are allowed.
func (s *shape) anything() bool { return s.types == AnyType && len(s.choices) == 0 }

// nullable reports whether null is allowed. Of a choice it is known by what stands beside the alternatives.
func (s *shape) nullable() bool {
	if s.types == AnyType && len(s.choices) > 0 {
		return !s.barred
	}
	return s.types&Null != 0
}

func null(is bool) string {
	if is {
		return "nullable"
	}
	return "not nullable"
}

// sets compares two sets.
func sets(was, is uint64) Effect {
	switch {
	case was == is:
		return Neutral
	case is&^was == 0:
		return Narrows
	case was&^is == 0:
		return Widens
	}
	return Differs
}

// values compares enums, formats and patterns.
func (s *schemaComparison) values() {
	s.enums()
	if a, b := s.was.format, s.is.format; a != b {
		s.say("format", formats(a, b), "format", "", cmp.Or(a, "no format"), cmp.Or(b, "no format"))
	}
	s.patterns()
	for _, k := range []struct{ kind, keyword, from, to string }{
		{"content-encoding", "contentEncoding", s.was.contentEncoding, s.is.contentEncoding},
		{"content-media-type", "contentMediaType", s.was.contentMediaType, s.is.contentMediaType},
	} {
		if k.from != k.to {
			s.say(k.kind, given(k.from != "", k.to != ""), k.keyword, "", cmp.Or(k.from, "none"), cmp.Or(k.to, "none"))
		}
	}
	s.under("content-schema", "contentSchema", s.was.contentSchema, s.is.contentSchema)
}

// given is the effect of a keyword that restricts and comes, goes, or is another.
func given(was, is bool) Effect {
	switch {
	case was && is:
		return Differs
	case is:
		return Narrows
	}
	return Widens
}

// wider are formats whose values are all values of another one.
var wider = map[[2]string]bool{{"int32", "int64"}: true, {"float", "double"}: true, {"email", "idn-email"}: true, {"hostname", "idn-hostname"}: true, {"uri", "iri"}: true,
	{"uri", "uri-reference"}: true, {"uri-reference", "iri-reference"}: true, {"uri", "iri-reference"}: true, {"iri", "iri-reference"}: true}

func formats(was, is string) Effect {
	switch {
	case was+is == "binary":
		return Neutral // any bytes are any text
	case was != "" && is != "" && wider[[2]string{was, is}]:
		return Widens
	case was != "" && is != "" && wider[[2]string{is, was}]:
		return Narrows
	}
	return given(was != "", is != "")
}

func (s *schemaComparison) patterns() {
	gone, came := without(s.was.patterns, s.is.patterns), without(s.is.patterns, s.was.patterns)
	if len(gone)+len(came) > 0 {
		s.say("pattern", given(len(gone) > 0, len(came) > 0), "pattern", "", cmp.Or(strings.Join(gone, " "), "no pattern"), cmp.Or(strings.Join(came, " "), "no pattern"))
	}
}

// without returns what one list has and another has not, each once, sorted.
func without(a, b []string) []string {
	var out []string
	for _, s := range a {
		if !slices.Contains(b, s) && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

// enums compares the lists of allowed values. Null is told with the types.
func (s *schemaComparison) enums() {
	was, is := s.was.enum, s.is.enum
	keyword := "enum"
	if s.is.ats["enum"] == nil && s.is.ats["const"] != nil {
		keyword = "const"
	}
	switch {
	case was == nil && is == nil:
	case was == nil:
		s.say("enum-added", Narrows, keyword, "", "", texts(is)).Open = s.is.open
	case is == nil:
		s.say("enum-removed", Widens, keyword, "", texts(was), "").Open = s.was.open
	default:
		gone := slices.DeleteFunc(slices.Clone(was), func(v Value) bool { return v.IsNull || holds(is, v) })
		came := slices.DeleteFunc(slices.Clone(is), func(v Value) bool { return v.IsNull || holds(was, v) })
		if len(gone) > 0 {
			s.say("enum-value-removed", Narrows, keyword, texts(gone), texts(was), texts(is)).Open = s.was.open
		}
		if len(came) > 0 {
			s.say("enum-value-added", Widens, keyword, texts(came), texts(was), texts(is)).Open = s.was.open
		}
		if s.was.open != s.is.open {
			s.say(cmpKind(s.is.open, "enum-opened", "enum-closed"), cmpEffect(s.is.open, Widens, Narrows), keyword, "", texts(was), texts(is))
		}
	}
}

// mostValues is how many values of an enum are named.
const mostValues = 8

// mostText is how long their names are together.
const mostText = 120

func texts(values []Value) string {
	list := make([]string, 0, len(values))
	for _, v := range values {
		list = append(list, v.Text)
	}
	slices.Sort(list)
	shown, length := 0, 0
	for shown < len(list) && shown < mostValues && (shown == 0 || length+len(list[shown]) <= mostText) {
		length += len(list[shown]) + len(", ")
		shown++
	}
	if n := len(list) - shown; n > 1 || n == 1 && length+len(list[shown]) > mostText*4/3 {
		return strings.Join(list[:shown], ", ") + " and " + strconv.Itoa(n) + " more"
	}
	return strings.Join(list, ", ")
}

// ranges compares bounds and counts.
func (s *schemaComparison) ranges() {
	s.bound("minimum", s.was.minimum, s.is.minimum, 1)
	s.bound("maximum", s.was.maximum, s.is.maximum, -1)
	if a, b := s.was.multipleOf, s.is.multipleOf; (a == nil) != (b == nil) || a != nil && a.Cmp(b) != 0 {
		effect := given(a != nil, b != nil)
		switch {
		case a == nil || b == nil || a.Sign() == 0 || b.Sign() == 0:
		case new(big.Rat).Quo(a, b).IsInt():
			effect = Widens
		case new(big.Rat).Quo(b, a).IsInt():
			effect = Narrows
		}
		s.say("multiple-of", effect, "multipleOf", "multipleOf", cmp.Or(decimal(a), noLimit), cmp.Or(decimal(b), noLimit))
	}
	for _, keyword := range []string{"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"} {
		a, b := s.was.counts[keyword], s.is.counts[keyword]
		if (a == nil) == (b == nil) && (a == nil || a.Cmp(b) == 0) {
			continue
		}
		effect := given(a != nil, b != nil)
		if a != nil && b != nil {
			effect = cmpEffect(b.Cmp(a) == direction(keyword), Narrows, Widens)
		}
		s.say(kebab(keyword), effect, keyword, keyword, cmp.Or(decimal(a), noLimit), cmp.Or(decimal(b), noLimit))
	}
	if s.was.unique != s.is.unique {
		s.say("unique-items", cmpEffect(s.is.unique, Narrows, Widens), "uniqueItems", "uniqueItems", yes(s.was.unique), yes(s.is.unique))
	}
}

// noLimit is what stands for a limit that there is not.
const noLimit = "no limit"

func cmpKind(is bool, then, otherwise string) string {
	if is {
		return then
	}
	return otherwise
}

// kebab turns maxLength to max-length.
func kebab(keyword string) string { return keyword[:3] + "-" + strings.ToLower(keyword[3:]) }

func (s *schemaComparison) bound(keyword string, was, is *Bound, sign int) {
	same := (was == nil) == (is == nil) && (was == nil || was.Value.Cmp(is.Value) == 0 && was.Exclusive == is.Exclusive)
	if same {
		return
	}
	effect := given(was != nil, is != nil)
	if was != nil && is != nil {
		effect = cmpEffect(tighter(was, is, sign), Narrows, Widens)
	}
	s.say(keyword, effect, keyword, keyword, cmp.Or(was.end(sign), noLimit), cmp.Or(is.end(sign), noLimit))
}

// text says what a bound leaves: "at least 1", "less than 10".
func (b *Bound) text(sign int) string {
	if b == nil {
		return ""
	}
	words := map[bool][2]string{true: {"at least ", "more than "}, false: {"at most ", "less than "}}[sign > 0]
	if b.Exclusive {
		return words[1] + decimal(b.Value)
	}
	return words[0] + decimal(b.Value)
}

// end is the number of a bound, and whether it is left out: "10", "below 10".
func (b *Bound) end(sign int) string {
	switch {
	case b == nil:
		return ""
	case !b.Exclusive:
		return decimal(b.Value)
	case sign > 0:
		return "above " + decimal(b.Value)
	}
	return "below " + decimal(b.Value)
}

// decimal writes a number for people; nothing for none.
func decimal(r *big.Rat) string {
	switch {
	case r == nil:
		return ""
	case r.IsInt():
		return r.Num().String()
	}
	text := strings.TrimRight(r.FloatString(10), "0")
	return strings.TrimRight(text, ".")
}

// annotations compares what restricts nothing by itself.
func (s *schemaComparison) annotations() {
	if a, b := s.was.fallback, s.is.fallback; (a == nil) != (b == nil) || a != nil && a.Canonical != b.Canonical {
		s.say("default", Neutral, "default", "", cmp.Or(a.text(), "no default"), cmp.Or(b.text(), "no default"))
	}
	s.life(s.p, s.was.life, s.is.life, func() Change {
		return Change{At: s.is.source.At, Was: s.was.source.At, Subject: s.is.source.At.Label()}
	})
}

func (v *Value) text() string {
	if v == nil {
		return ""
	}
	return v.Text
}

package contract

import (
	"math/big"
	"slices"
	"strings"
)

// anything is the schema of what has none.
func anything(at Place) *Schema { return &Schema{At: at} }

// schemas compares two schemas, of which either may be missing: then anything goes.
func (c *comparison) schemas(p *pair, was, is *Schema, wasAt, isAt Place, ways way) {
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
	p.lead(c.pair(wasKey, isKey, func(q *pair) { c.schema(q, shapeOf(was), shapeOf(is)) }), ways)
}

// schemaChange is a comparison of two shapes.
type schemaComparison struct {
	*comparison
	p       *pair
	was, is *shape
}

func (c *comparison) schema(p *pair, was, is *shape) {
	if was.unknown || is.unknown {
		return
	}
	s := &schemaComparison{c, p, was, is}
	if was.never || is.never {
		if was.never != is.never {
			s.say("never", cmpEffect(is.never, Narrows, Widens), "type", "", never(was), never(is))
		}
		return
	}
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
	return s.change(s.p, Change{Kind: kind, Effect: effect, At: s.is.at(keyword), Was: s.was.at(keyword), Subject: s.is.source.At.Label(), Name: name, From: from, To: to})
}

// String names the types for people.
func (t Types) String() string {
	if t == AnyType {
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
	if a, b := was&^Null, is&^Null; a != b {
		s.say("type", sets(uint64(a), uint64(b)), "type", "", a.String(), b.String())
	}
	// Null that comes or goes with every other type is a part of that.
	if a, b := s.was.nullable(), s.is.nullable(); a != b && !s.was.anything() && !s.is.anything() {
		keyword := "nullable"
		if s.is.ats[keyword] == nil && s.was.ats[keyword] == nil {
			keyword = "type"
		}
		s.say("nullable", cmpEffect(b, Widens, Narrows), keyword, "", null(a), null(b))
	}
	return was&is&^Null != 0
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
		s.say("format", formats(a, b), "format", "", a, b)
	}
	s.patterns()
	for _, k := range []struct{ kind, keyword, from, to string }{
		{"content-encoding", "contentEncoding", s.was.contentEncoding, s.is.contentEncoding},
		{"content-media-type", "contentMediaType", s.was.contentMediaType, s.is.contentMediaType},
	} {
		if k.from != k.to {
			s.say(k.kind, given(k.from != "", k.to != ""), k.keyword, "", k.from, k.to)
		}
	}
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
		s.say("pattern", given(len(gone) > 0, len(came) > 0), "pattern", "", strings.Join(gone, " "), strings.Join(came, " "))
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
		if s.was.types&^Null == Boolean && len(is) >= 2 {
			return // both values of a boolean, written down
		}
		s.say("enum-added", Narrows, keyword, "", "", texts(is)).Open = s.is.open
	case is == nil:
		if s.is.types&^Null == Boolean && len(was) >= 2 {
			return
		}
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
	}
}

// mostValues is how many values of an enum are named.
const mostValues = 8

func texts(values []Value) string {
	list := make([]string, 0, len(values))
	for _, v := range values {
		list = append(list, v.Text)
	}
	slices.Sort(list)
	if n := len(list) - mostValues; n > 1 {
		return strings.Join(list[:mostValues], ", ") + " and " + big.NewInt(int64(n)).String() + " more"
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
		s.say("multiple-of", effect, "multipleOf", "", decimal(a), decimal(b))
	}
	for _, keyword := range []string{"minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"} {
		a, b := s.was.counts[keyword], s.is.counts[keyword]
		if keyword[:3] == "min" { // a minimum of 0 says nothing
			if a != nil && a.Sign() == 0 {
				a = nil
			}
			if b != nil && b.Sign() == 0 {
				b = nil
			}
		}
		if (a == nil) == (b == nil) && (a == nil || a.Cmp(b) == 0) {
			continue
		}
		effect := given(a != nil, b != nil)
		if a != nil && b != nil {
			effect = cmpEffect(b.Cmp(a) == direction(keyword), Narrows, Widens)
		}
		s.say(kebab(keyword), effect, keyword, "", decimal(a), decimal(b))
	}
	if s.was.unique != s.is.unique {
		s.say("unique-items", cmpEffect(s.is.unique, Narrows, Widens), "uniqueItems", "", yes(s.was.unique), yes(s.is.unique))
	}
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
	s.say(keyword, effect, keyword, "", was.text(sign), is.text(sign))
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
		s.say("default", Neutral, "default", "", a.text(), b.text())
	}
	if s.was.readOnly != s.is.readOnly {
		s.say("read-only", Neutral, "readOnly", "", yes(s.was.readOnly), yes(s.is.readOnly))
	}
	if s.was.writeOnly != s.is.writeOnly {
		s.say("write-only", Neutral, "writeOnly", "", yes(s.was.writeOnly), yes(s.is.writeOnly))
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

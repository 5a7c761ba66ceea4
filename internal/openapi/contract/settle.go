package contract

import (
	"math/big"
	"slices"
)

// settle leaves out of a shape what has no effect, and writes alike what means the same.
func (s *shape) settle() {
	if s.unknown || s.never {
		return
	}
	s.settleTypes()
	if s.types == 0 {
		s.never = true
		return
	}
	s.settleNumbers()
	s.settleStrings()
	s.settleArrays()
	s.settleObjects()
	s.settleConditions()
}

// settleTypes leaves the types that the values of an enum have, and the values that have one of the types.
func (s *shape) settleTypes() {
	one := big.NewRat(1, 1)
	if m := s.multipleOf; m != nil && s.types&^Null == AnyNumber && m.Sign() > 0 && m.IsInt() {
		s.types &^= Fraction
	}
	if m := s.multipleOf; m != nil && s.types&AnyNumber == Integer && m.Sign() > 0 && new(big.Rat).Quo(one, m).IsInt() {
		s.multipleOf = nil
	}
	s.written = s.types
	if s.enum == nil || s.open {
		return
	}
	var types Types
	values := make([]Value, 0, len(s.enum))
	for _, v := range s.enum {
		if v.Type&s.types != 0 {
			types |= v.Type
			values = append(values, v)
		}
	}
	s.enum = values
	s.types &= types
	if s.types&^Null != Boolean {
		return
	}
	both := make(map[string]bool)
	for _, v := range values {
		if !v.IsNull {
			both[v.Canonical] = true
		}
	}
	if len(both) == 2 {
		s.enum = nil
	}
}

// formatTypes are the types that formats speak of. What is not here is taken to speak of strings and numbers.
var formatTypes = map[string]Types{"int8": AnyNumber, "int16": AnyNumber, "int32": AnyNumber, "int64": AnyNumber, "uint8": AnyNumber, "uint16": AnyNumber, "uint32": AnyNumber,
	"uint64": AnyNumber, "float": AnyNumber, "double": AnyNumber, "double-int": AnyNumber,
	"date": String, "time": String, "duration": String, "email": String, "idn-email": String, "hostname": String, "idn-hostname": String, "ipv4": String, "ipv6": String,
	"uri": String, "uri-reference": String, "uri-template": String, "iri": String, "iri-reference": String, "uuid": String, "json-pointer": String, "relative-json-pointer": String,
	"regex": String, "byte": String, "binary": String}

func (s *shape) settleNumbers() {
	about, known := formatTypes[s.format]
	if !known {
		about = String | AnyNumber
	}
	// A password is written as any other text: it is what people see that differs.
	if s.types&about == 0 || s.format == "password" {
		s.format = ""
	}
	switch s.types & AnyNumber {
	case 0:
		s.minimum, s.maximum, s.multipleOf = nil, nil, nil
	case Integer:
		s.minimum, s.maximum = wholeBound(s.minimum, 1), wholeBound(s.maximum, -1)
	}
}

// wholeBound is the bound of whole numbers that leaves the same of them: at least 1 for more than 0.
func wholeBound(b *Bound, sign int64) *Bound {
	if b == nil || b.Value.IsInt() && !b.Exclusive {
		return b
	}
	n, rest := new(big.Int).DivMod(b.Value.Num(), b.Value.Denom(), new(big.Int)) // rounded down
	switch {
	case rest.Sign() == 0:
		n.Add(n, big.NewInt(sign)) // it is exclusive
	case sign > 0:
		n.Add(n, big.NewInt(1))
	}
	return &Bound{Value: new(big.Rat).SetInt(n)}
}

// anyText are patterns that every string matches.
var anyText = []string{"", "^", "$", ".*", "^.*", ".*$", "^.*$", "(.*)", "^(.*)$", `[\s\S]*`, `^[\s\S]*$`}

func (s *shape) settleStrings() {
	s.settleCount("minLength", "maxLength", s.types&String != 0)
	if s.types&String == 0 {
		s.patterns, s.contentEncoding, s.contentMediaType = nil, "", ""
		return
	}
	if slices.ContainsFunc(s.patterns, func(p string) bool { return slices.Contains(anyText, p) }) {
		s.patterns = slices.DeleteFunc(slices.Clone(s.patterns), func(p string) bool { return slices.Contains(anyText, p) })
	}
}

// settleCount leaves out limits that are about another type, and lower ones of 0.
func (s *shape) settleCount(lower, upper string, applies bool) {
	if n := s.counts[lower]; n != nil && (!applies || n.Sign() <= 0) {
		delete(s.counts, lower)
	}
	if !applies {
		delete(s.counts, upper)
	}
}

func (s *shape) settleArrays() {
	is := s.types&Array != 0
	if !is {
		s.unique, s.prefix, s.items, s.contains, s.unevaluatedItems = false, nil, nil, nil, nil
	}
	switch {
	case s.items != nil || s.unevaluatedItems == nil:
		s.unevaluatedItems = nil
	case len(s.choices)+len(s.conditions) == 0 && s.contains == nil:
		s.items, s.unevaluatedItems = s.unevaluatedItems, nil
		s.stand("items", "unevaluatedItems")
	}
	// No item but those with a place of their own is a limit on their number.
	if s.items != nil && isFalse(s.items, 0) {
		s.items = nil
		n := big.NewRat(int64(len(s.prefix)), 1)
		if old := s.counts["maxItems"]; old == nil || old.Cmp(n) > 0 {
			if s.counts == nil {
				s.counts = make(map[string]*big.Rat)
			}
			s.counts["maxItems"] = n
			s.ats["maxItems"] = s.at("items")
		}
	}
	s.settleCount("minItems", "maxItems", is)
	if least := s.counts["minContains"]; s.contains != nil && least != nil {
		switch {
		case least.Sign() <= 0 && s.counts["maxContains"] == nil:
			s.contains = nil
		case least.Cmp(big.NewRat(1, 1)) == 0:
			delete(s.counts, "minContains") // as without
		}
	}
	if s.contains == nil {
		delete(s.counts, "minContains")
		delete(s.counts, "maxContains")
	}
}

// stand has a keyword stand where another is, which says the same.
func (s *shape) stand(keyword, other string) {
	if at := s.ats[other]; at != nil && s.ats[keyword] == nil {
		s.ats[keyword] = at
	}
}

// isFalse reports whether a schema is written as one that nothing fits.
func isFalse(s *Schema, deep int) bool {
	return s.Never || deep < 8 && slices.ContainsFunc(s.AllOf, func(part *Schema) bool { return isFalse(part, deep+1) })
}

func (s *shape) settleObjects() {
	is := s.types&Object != 0
	s.settleCount("minProperties", "maxProperties", is)
	if !is {
		s.properties, s.order, s.required, s.patternProperties, s.dependentSchemas, s.dependentRequired = nil, nil, nil, nil, nil, nil
		s.rest, s.unevaluated, s.propertyNames, s.discriminator = nil, nil, nil, nil
	}
	switch {
	case s.rest != nil || s.unevaluated == nil:
		s.unevaluated = nil // no property is left of which it could speak
	case len(s.choices)+len(s.conditions)+len(s.dependentSchemas) == 0:
		s.rest, s.unevaluated = s.unevaluated, nil
		s.stand("additionalProperties", "unevaluatedProperties")
	}
}

func (s *shape) settleConditions() {
	s.conditions = slices.DeleteFunc(s.conditions, func(c condition) bool { return c.Then == nil && c.Else == nil })
	s.nots = slices.DeleteFunc(s.nots, func(n *Schema) bool { return n.Never })
}

// hasParts reports whether a shape says something of properties.
func hasParts(s *shape) bool {
	return len(s.properties)+len(s.required)+len(s.patternProperties)+len(s.dependentSchemas)+len(s.dependentRequired) > 0 || s.rest != nil || s.unevaluated != nil || s.propertyNames != nil
}

// merged is the shape without its choice, when the alternatives are of different types: what they say applies to values of their own
// type only, so that a list of types says the same. It is nil for another choice.
func (s *shape) merged() *shape {
	if len(s.choices) == 0 {
		return s
	}
	if len(s.choices) > 1 || s.unknown || s.never {
		return nil
	}
	if m := s.listed(); m != nil {
		return m
	}
	var types Types
	formats := 0
	for _, a := range s.choices[0].alternatives {
		own := a.Types &^ Null
		if a.Name != "" || own == 0 || own&types != 0 || own&Object != 0 && hasParts(shapeOf(a)) || a.Unknown || a.Never || a.Enum != nil || a.Not != nil || a.If != nil || a.Discriminator != nil ||
			len(a.AllOf)+len(a.AnyOf)+len(a.OneOf) > 0 || a.Default != nil || a.ReadOnly || a.WriteOnly || a.Life != (Life{}) {
			return nil
		}
		types |= a.Types
		if a.Format != "" {
			formats++
		}
	}
	if formats > 1 || formats == 1 && s.format != "" {
		return nil
	}
	m, f := s.withoutChoice()
	if s.types&Null != 0 && !s.barred {
		types |= Null
	}
	m.types &= types
	for _, a := range s.choices[0].alternatives {
		for keyword, at := range a.Ats {
			if m.ats[keyword] == nil {
				m.ats[keyword] = at
			}
		}
		f.values(a)
		f.parts(a)
	}
	m.choices = nil
	m.settle()
	return m
}

// withoutChoice is the shape that what stands beside the choice has.
func (s *shape) withoutChoice() (*shape, flattening) {
	m := &shape{source: s.source, types: AnyType, ats: make(map[string]Place)}
	f := flattening{shape: m, met: make(map[*Schema]bool)}
	stripped := *s.source
	stripped.AnyOf, stripped.OneOf, stripped.shape = nil, nil, nil
	f.add(&stripped)
	return m, f
}

// listed is the shape of a choice whose alternatives are nothing but values: an enum of them says the same. It is nil for another.
func (s *shape) listed() *shape {
	values := []Value{}
	var types Types
	for _, a := range s.choices[0].alternatives {
		f := shapeOf(a)
		if a.Name != "" || f.enum == nil || f.open || f.unknown || f.never || len(f.choices) > 0 || !f.onlyValues() {
			return nil
		}
		types |= f.types
		for _, v := range f.enum {
			if !holds(values, v) {
				values = append(values, v)
			}
		}
	}
	m, _ := s.withoutChoice()
	if s.types&Null != 0 && !s.barred {
		types |= Null
		values = append(values, Value{Canonical: "null", Text: "null", IsNull: true, Type: Null})
	}
	m.types &= types
	m.enum = common(m.enum, values)
	if m.ats["enum"] == nil && s.choices[0].at != nil {
		m.ats["enum"] = s.choices[0].at
	}
	m.choices = nil
	m.settle()
	return m
}

// onlyValues reports whether a shape says nothing but which values there are.
func (s *shape) onlyValues() bool {
	plain := *s
	plain.enum = nil
	return plain.isPlain() && s.types&(Object|Array) == 0 && s.fallback == nil && !s.readOnly && !s.writeOnly && s.life == (Life{})
}

package contract

import (
	"maps"
	"math/big"
	"slices"
)

// shape is what a schema asks of a value once all of its allOf is taken together.
type shape struct {
	source  *Schema
	never   bool
	unknown bool
	barred  bool // by alternatives that do not say of null that it is allowed beside them
	types   Types
	ats     map[string]Place

	format, contentEncoding, contentMediaType string
	patterns                                  []string
	enum                                      []Value // nil when any value is allowed
	open                                      bool
	minimum, maximum                          *Bound
	multipleOf                                *big.Rat
	counts                                    map[string]*big.Rat
	unique                                    bool

	properties map[string]*property
	order      []string // of properties
	required   map[string]bool
	patternProperties,
	dependentSchemas map[string]*Schema
	dependentRequired                 map[string][]string
	rest, unevaluated, propertyNames  *Schema
	prefix                            []*Schema
	items, contains, unevaluatedItems *Schema
	choices                           []choice
	nots                              []*Schema
	conditions                        []condition
	discriminator                     *Discriminator
	readOnly, writeOnly               bool
	life                              Life
	fallback                          *Value
	// written are the types without what the values of an enum say of them.
	written       Types
	contentSchema *Schema
}

// property is a property with all that the parts say of it.
type property struct {
	at     Place
	schema *Schema
	// owner is the part that declares it.
	owner *Schema
}

// choice is a group of alternatives.
type choice struct {
	keyword      string
	at           Place
	alternatives []*Schema
	source       *Schema // that has it
}

// condition is an if with what follows.
type condition struct {
	at             Place
	If, Then, Else *Schema
}

// maxParts bounds what allOf joins to one shape.
const maxParts = 10_000

// shapeOf returns the shape of a schema, which is made once.
func shapeOf(s *Schema) *shape {
	if s.shape == nil {
		f := flattening{shape: &shape{source: s, types: AnyType, ats: make(map[string]Place)}, met: make(map[*Schema]bool)}
		s.shape = f.shape
		f.add(s)
		f.settle()
	}
	return s.shape
}

type flattening struct {
	*shape
	met map[*Schema]bool
}

// add takes a schema and all that it is composed of into the shape.
func (f *flattening) add(s *Schema) {
	if f.met[s] {
		return
	}
	f.met[s] = true
	if s.Unknown || len(f.met) > maxParts {
		f.unknown = true
		return
	}
	f.never = f.never || s.Never
	// What stands beside nullable widens this part alone: the other parts of an allOf may still refuse null.
	types, enum, barred := f.types, f.enum, f.barred
	f.types, f.enum, f.barred = AnyType, nil, s.AnyOf != nil || s.OneOf != nil
	if s.Types != 0 {
		f.types = s.Types
	}
	for keyword, at := range s.Ats {
		if f.ats[keyword] == nil {
			f.ats[keyword] = at
		}
	}
	f.values(s)
	f.parts(s)
	for _, part := range s.AllOf {
		f.add(part)
	}
	if s.OrNull || slices.ContainsFunc(s.AllOf, (*Schema).onlyOrNull) {
		f.barred = false
		f.types |= Null
		if f.enum != nil && !slices.ContainsFunc(f.enum, func(v Value) bool { return v.IsNull }) {
			f.enum = append(slices.Clone(f.enum), Value{Canonical: "null", Text: "null", IsNull: true, Type: Null})
		}
	}
	f.types, f.enum, f.barred = f.types&types, common(f.enum, enum), f.barred || barred
}

// onlyOrNull reports whether a schema says nullable and nothing else: as a member of an allOf, it speaks of the whole.
func (s *Schema) onlyOrNull() bool {
	for range maxParts {
		if s.Types != 0 || s.Enum != nil || s.Properties != nil || s.AnyOf != nil || s.OneOf != nil || len(s.AllOf) > 1 {
			return false
		}
		if len(s.AllOf) == 0 {
			return s.OrNull
		}
		s = s.AllOf[0]
	}
	return false
}

// common are the values that two enums have; nil is any value.
func common(a, b []Value) []Value {
	if a == nil {
		return b
	}
	if b == nil {
		return a
	}
	return slices.DeleteFunc(slices.Clone(a), func(v Value) bool { return !holds(b, v) })
}

// values takes what a schema says of values as a whole.
func (f *flattening) values(s *Schema) {
	if s.Format != "" {
		f.format = s.Format
	}
	if s.ContentEncoding != "" {
		f.contentEncoding = s.ContentEncoding
	}
	if s.ContentMediaType != "" {
		f.contentMediaType = s.ContentMediaType
	}
	f.patterns = append(f.patterns, s.Patterns...)
	f.enum = common(f.enum, s.Enum)
	f.open = f.open || s.Open
	if tighter(f.minimum, s.Minimum, 1) {
		f.minimum = s.Minimum
	}
	if tighter(f.maximum, s.Maximum, -1) {
		f.maximum = s.Maximum
	}
	if s.MultipleOf != nil {
		f.multipleOf = s.MultipleOf
	}
	for keyword, n := range s.Counts {
		if f.counts == nil {
			f.counts = make(map[string]*big.Rat)
		}
		if old := f.counts[keyword]; old == nil || n.Cmp(old) == direction(keyword) {
			f.counts[keyword] = n
		}
	}
	f.unique = f.unique || s.UniqueItems
	f.readOnly, f.writeOnly = f.readOnly || s.ReadOnly, f.writeOnly || s.WriteOnly
	if s.Life.Deprecated || s.Life.Sunset != "" || s.Life.Stability != "" {
		f.life = s.Life
	}
	if f.fallback == nil {
		f.fallback = s.Default
	}
	if f.discriminator == nil {
		f.discriminator = s.Discriminator
	}
}

// parts takes what a schema says of the parts of values.
func (f *flattening) parts(s *Schema) {
	for _, p := range s.Properties {
		if f.properties == nil {
			f.properties = make(map[string]*property)
		}
		if old := f.properties[p.Name]; old != nil {
			old.schema = both(old.schema, p.Schema)
			continue
		}
		f.properties[p.Name] = &property{at: p.At, schema: p.Schema, owner: s}
		f.order = append(f.order, p.Name)
	}
	for _, name := range s.Required {
		if f.required == nil {
			f.required = make(map[string]bool)
		}
		f.required[name] = true
	}
	join(&f.patternProperties, s.PatternProperties)
	join(&f.dependentSchemas, s.DependentSchemas)
	for name, list := range s.DependentRequired {
		if f.dependentRequired == nil {
			f.dependentRequired = make(map[string][]string)
		}
		list = append(slices.Clone(f.dependentRequired[name]), list...)
		slices.Sort(list)
		f.dependentRequired[name] = slices.Compact(list)
	}
	f.rest, f.unevaluated, f.propertyNames = both(f.rest, s.Rest), both(f.unevaluated, s.Unevaluated), both(f.propertyNames, s.PropertyNames)
	f.items, f.contains, f.unevaluatedItems = both(f.items, s.Items), both(f.contains, s.Contains), both(f.unevaluatedItems, s.UnevaluatedItems)
	f.contentSchema = both(f.contentSchema, s.ContentSchema)
	for i, p := range s.Prefix {
		if i < len(f.prefix) {
			f.prefix[i] = both(f.prefix[i], p)
		} else {
			f.prefix = append(slices.Clone(f.prefix), p)
		}
	}
	if s.AnyOf != nil {
		f.choices = append(f.choices, choice{keyword: "anyOf", at: s.Ats["anyOf"], alternatives: unwrapped(s.AnyOf), source: s})
	}
	if s.OneOf != nil {
		f.choices = append(f.choices, choice{keyword: "oneOf", at: s.Ats["oneOf"], alternatives: unwrapped(s.OneOf), source: s})
	}
	if s.Not != nil {
		f.nots = append(f.nots, s.Not)
	}
	if s.If != nil {
		f.conditions = append(f.conditions, condition{at: s.Ats["if"], If: s.If, Then: s.Then, Else: s.Else})
	}
}

// both is a schema that asks for what two ask for.
func both(a, b *Schema) *Schema {
	switch {
	case a == nil || a == b:
		return b
	case b == nil:
		return a
	}
	return &Schema{At: a.At, AllOf: []*Schema{a, b}}
}

func join(into *map[string]*Schema, more map[string]*Schema) {
	if len(more) == 0 {
		return
	}
	if *into == nil {
		*into = make(map[string]*Schema, len(more))
	} else {
		*into = maps.Clone(*into)
	}
	for name, s := range more {
		(*into)[name] = both((*into)[name], s)
	}
}

// tighter reports whether a bound leaves less than another one; sign is 1 for lower bounds and -1 for upper ones.
func tighter(old, b *Bound, sign int) bool {
	switch {
	case b == nil:
		return false
	case old == nil:
		return true
	}
	c := b.Value.Cmp(old.Value) * sign
	return c > 0 || c == 0 && b.Exclusive && !old.Exclusive
}

// direction is 1 when a greater number of a keyword leaves less, as for minLength, and -1 for maxLength.
func direction(keyword string) int {
	if keyword[:3] == "min" {
		return 1
	}
	return -1
}

// own is where a keyword is that says something of the whole: a part that is shared is not meant.
func (s *shape) own(keyword string) Place {
	if at := s.source.Ats[keyword]; at != nil {
		return at
	}
	return s.source.At
}

func holds(list []Value, v Value) bool {
	return slices.ContainsFunc(list, func(w Value) bool { return w.Canonical == v.Canonical })
}

// at returns where a keyword is, or the schema when it has none of its own.
func (s *shape) at(keyword string) Place {
	if at := s.ats[keyword]; at != nil {
		return at
	}
	return s.source.At
}

package contract

import (
	"slices"
	"strings"
)

// objects compares properties.
func (s *schemaComparison) objects() {
	was, is := s.was, s.is
	for _, name := range was.order {
		o, n := was.properties[name], is.properties[name]
		if n == nil {
			s.removed(name, o)
			continue
		}
		ways := either
		a, b := shapeOf(o.schema), shapeOf(n.schema)
		// Nobody sends what is only read, and nobody is sent what is only written.
		if a.readOnly && b.readOnly {
			ways &^= sent
		}
		if a.writeOnly && b.writeOnly {
			ways &^= received
		}
		s.schemas(s.p, o.schema, n.schema, o.at, n.at, ways)
		s.requires(name, o, n)
	}
	for _, name := range is.order {
		if was.properties[name] == nil {
			s.added(name, is.properties[name])
		}
	}
	s.undeclared()
	s.otherProperties()
}

// property notes a change of a property as a whole.
func (s *schemaComparison) property(kind string, effect Effect, name string, at, wasAt Place, schema *Schema) *Change {
	ch := s.change(s.p, Change{Kind: kind, Effect: effect, At: at, Was: wasAt, Subject: s.is.source.At.Label() + "." + name, Name: name})
	if schema != nil {
		shape := shapeOf(schema)
		ch.HasDefault, ch.Life = shape.fallback != nil, shape.life
		if shape.readOnly {
			ch.In = "response"
		}
		if shape.writeOnly {
			ch.In = "request"
		}
	}
	return ch
}

func (s *schemaComparison) removed(name string, o *property) {
	ch := s.property("property-removed", Neutral, name, s.is.at("properties"), o.at, o.schema)
	ch.Required, ch.Closed = s.was.required[name], s.is.closed()
}

func (s *schemaComparison) added(name string, n *property) {
	ch := s.property("property-added", cmpEffect(s.is.required[name], Narrows, Neutral), name, n.at, s.was.at("properties"), n.schema)
	ch.Required, ch.Closed = s.is.required[name], s.was.closed()
}

// closed reports whether an object takes no properties but those that it names.
func (s *shape) closed() bool {
	return isNever(s.rest) || isNever(s.unevaluated)
}

func isNever(s *Schema) bool { return s != nil && shapeOf(s).never }

func (s *schemaComparison) requires(name string, o, n *property) {
	was, is := s.was.required[name], s.is.required[name]
	if was == is {
		return
	}
	kind, effect := "property-required", Narrows
	if was {
		kind, effect = "property-optional", Widens
	}
	s.property(kind, effect, name, n.at, o.at, n.schema)
}

// undeclared compares what is required and has no property.
func (s *schemaComparison) undeclared() {
	for _, name := range sortedNames(s.was.required, s.is.required) {
		if s.was.required[name] == s.is.required[name] || s.was.properties[name] != nil || s.is.properties[name] != nil {
			continue
		}
		kind, effect := "property-required", Narrows
		if s.was.required[name] {
			kind, effect = "property-optional", Widens
		}
		s.say(kind, effect, "required", name, "", "")
	}
}

// otherProperties compares what is said of properties that have no name of their own, and of all names.
func (s *schemaComparison) otherProperties() {
	was, is := s.was, s.is
	s.open("additional-properties", "additionalProperties", was.rest, is.rest)
	s.open("unevaluated-properties", "unevaluatedProperties", was.unevaluated, is.unevaluated)
	s.keyed("pattern-properties", "patternProperties", was.patternProperties, is.patternProperties)
	s.keyed("dependent-schemas", "dependentSchemas", was.dependentSchemas, is.dependentSchemas)
	s.schemas(s.p, was.propertyNames, is.propertyNames, was.at("propertyNames"), is.at("propertyNames"), either)
	for _, name := range sortedNames(was.dependentRequired, is.dependentRequired) {
		if gone := without(was.dependentRequired[name], is.dependentRequired[name]); len(gone) > 0 {
			s.say("dependent-required", Widens, "dependentRequired", name, strings.Join(gone, ", "), "")
		}
		if came := without(is.dependentRequired[name], was.dependentRequired[name]); len(came) > 0 {
			s.say("dependent-required", Narrows, "dependentRequired", name, "", strings.Join(came, ", "))
		}
	}
}

// open compares schemas that are often just true or false.
func (s *schemaComparison) open(kind, keyword string, was, is *Schema) {
	switch {
	case isNever(was) && isNever(is):
	case isNever(is):
		s.say(kind, Narrows, keyword, "", "allowed", "refused")
	case isNever(was):
		s.say(kind, Widens, keyword, "", "refused", "allowed")
	default:
		s.schemas(s.p, was, is, s.was.at(keyword), s.is.at(keyword), either)
	}
}

// keyed compares schemas that apply under a condition: one that is added narrows.
func (s *schemaComparison) keyed(kind, keyword string, was, is map[string]*Schema) {
	for _, name := range sortedNames(was, is) {
		o, n := was[name], is[name]
		switch {
		case o == nil:
			s.say(kind, Narrows, keyword, name, "", "added")
		case n == nil:
			s.say(kind, Widens, keyword, name, "", "removed")
		default:
			s.schemas(s.p, o, n, o.At, n.At, either)
		}
	}
}

// arrays compares items.
func (s *schemaComparison) arrays() {
	was, is := s.was, s.is
	for i := range max(len(was.prefix), len(is.prefix)) {
		// Where one of the two names no item for the place, its items holds there.
		wasAt, isAt := was.at("items"), is.at("items")
		if i < len(was.prefix) {
			wasAt = was.prefix[i].At
		}
		if i < len(is.prefix) {
			isAt = is.prefix[i].At
		}
		s.schemas(s.p, itemAt(was, i), itemAt(is, i), wasAt, isAt, either)
	}
	s.open("items", "items", was.items, is.items)
	s.open("unevaluated-items", "unevaluatedItems", was.unevaluatedItems, is.unevaluatedItems)
	switch {
	case was.contains == nil && is.contains != nil:
		s.say("contains", Narrows, "contains", "", "", "")
	case was.contains != nil && is.contains == nil:
		s.say("contains", Widens, "contains", "", "", "")
	default:
		s.schemas(s.p, was.contains, is.contains, was.at("contains"), is.at("contains"), either)
	}
}

func itemAt(s *shape, i int) *Schema {
	if i < len(s.prefix) {
		return s.prefix[i]
	}
	return s.items
}

// rest compares what is beyond alternatives: not, if, discriminators.
func (s *schemaComparison) rest() {
	was, is := s.was, s.is
	if a, b := fingerprints(was.nots), fingerprints(is.nots); !slices.Equal(a, b) {
		s.say("not", given(len(without(a, b)) > 0, len(without(b, a)) > 0), "not", "", "", "")
	}
	conditions := func(list []condition) []string {
		var out []string
		for _, c := range list {
			out = append(out, strings.Join([]string{fingerprint(c.If), fingerprint(c.Then), fingerprint(c.Else)}, " "))
		}
		slices.Sort(out)
		return out
	}
	if a, b := conditions(was.conditions), conditions(is.conditions); !slices.Equal(a, b) {
		s.say("condition", given(len(without(a, b)) > 0, len(without(b, a)) > 0), "if", "", "", "")
	}
	s.discriminators()
}

func (s *schemaComparison) discriminators() {
	was, is := s.was.discriminator, s.is.discriminator
	switch {
	case was == nil && is == nil:
	case was == nil:
		s.say("discriminator", Narrows, "discriminator", "", "", is.Property)
	case is == nil:
		s.say("discriminator", Widens, "discriminator", "", was.Property, "")
	case was.Property != is.Property:
		s.say("discriminator", Differs, "discriminator", "", was.Property, is.Property)
	default:
		for _, value := range sortedNames(was.Mapping, is.Mapping) {
			o, inOld := was.Mapping[value]
			n, inNew := is.Mapping[value]
			switch {
			case !inNew:
				s.say("discriminator-mapping", Narrows, "discriminator", value, o, "")
			case !inOld:
				s.say("discriminator-mapping", Widens, "discriminator", value, "", n)
			case o != n:
				s.say("discriminator-mapping", Differs, "discriminator", value, o, n)
			}
		}
	}
}

package contract

import (
	"maps"
	"math/big"
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
		// Nobody sends what is only read, and nobody is sent what is only written.
		a, b := shapeOf(o.schema), shapeOf(n.schema)
		old, now := o.schema, n.schema
		if was.required[name] && is.required[name] {
			old, now = withoutDefaults(old, now)
		}
		old, now, together := s.withNull(name, old, now)
		s.schemas(s.p, old, now, o.at, n.at, a.ways()&b.ways())
		if ways := a.ways() & b.ways(); s.p.xml && ways != 0 {
			s.xml(s.going(ways), o.schema, n.schema, name, name, n.at.Label(), 0)
		}
		s.requires(name, o, n, together)
		s.access(name, o, n)
	}
	for _, name := range is.order {
		if was.properties[name] == nil {
			s.added(name, is.properties[name])
		}
	}
	s.undeclared()
	s.otherProperties()
}

// withoutDefaults takes the defaults out of what is never left out, where they are not the same.
func withoutDefaults(was, is *Schema) (old, now *Schema) {
	if was == nil || is == nil || was == is {
		return was, is
	}
	a, b := shapeOf(was), shapeOf(is)
	if a.fallback == nil && b.fallback == nil || a.fallback != nil && b.fallback != nil && a.fallback.Canonical == b.fallback.Canonical {
		return was, is
	}
	without := func(s *Schema, f *shape) *Schema {
		schema, shape := *s, *f
		shape.fallback = nil
		schema.shape = &shape
		return &schema
	}
	return without(was, a), without(is, b)
}

// property notes a change of a property as a whole.
func (s *schemaComparison) property(kind string, effect Effect, name string, at, wasAt Place, subject string, schema *Schema) *Change {
	shape := shapeOf(schema)
	ch := s.change(s.going(shape.ways()), Change{Kind: kind, Effect: effect, At: at, Was: wasAt, Subject: subject, Name: name})
	if !shape.unknown {
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
	if n := s.is.elsewhere(name); n != nil {
		if s.was.required[name] && !s.is.demands(name) {
			s.property("property-optional", Widens, name, n.at, o.at, n.at.Label(), o.schema)
		}
		return
	}
	required, closed := s.was.required[name], s.is.closed()
	effect := Neutral
	switch {
	case required && closed:
		effect = Differs
	case required:
		effect = Widens
	case closed:
		effect = Narrows
	}
	at, subject := s.left(1, o.owner, name)
	if s.was.source.Name == "" && o.owner.Name == "" && s.is.source.Name != "" {
		subject = o.at.Label() // the component that came in its place never had it
	}
	ch := s.property("property-removed", effect, name, at, o.at, subject, o.schema)
	ch.Required, ch.Closed = required, closed
}

func (s *schemaComparison) added(name string, n *property) {
	if o := s.was.elsewhere(name); o != nil {
		if s.is.required[name] && !s.was.demands(name) {
			s.property("property-required", Narrows, name, n.at, o.at, n.at.Label(), n.schema)
		}
		return
	}
	required, closed := s.is.required[name] && !s.was.required[name], s.was.closed()
	effect := Neutral
	switch {
	case required && closed:
		effect = Differs
	case required:
		effect = Narrows
	case closed:
		effect = Widens
	}
	wasAt, _ := s.left(0, n.owner, name)
	ch := s.property("property-added", effect, name, n.at, wasAt, n.at.Label(), n.schema)
	ch.Required, ch.Closed = required, closed
}

// elsewhere returns a property that an alternative, or what follows from a condition, declares in place of the whole.
func (s *shape) elsewhere(name string) *property {
	for _, c := range s.choices[:min(len(s.choices), mostChoices)] {
		for _, a := range c.alternatives[:min(len(c.alternatives), most)] {
			if p := shapeOf(a).properties[name]; p != nil {
				return p
			}
		}
	}
	for _, c := range s.conditions[:min(len(s.conditions), mostChoices)] {
		for _, part := range [...]*Schema{c.Then, c.Else} {
			if part == nil {
				continue
			}
			if p := shapeOf(part).properties[name]; p != nil {
				return p
			}
		}
	}
	return nil
}

// demands reports whether a property is required, by the whole or by each of some alternatives.
func (s *shape) demands(name string) bool {
	return s.required[name] || slices.ContainsFunc(s.choices[:min(len(s.choices), mostChoices)], func(c choice) bool {
		return len(c.alternatives) <= most && !slices.ContainsFunc(c.alternatives, func(a *Schema) bool { return !shapeOf(a).required[name] })
	})
}

// ways are those that a property of this schema goes.
func (s *shape) ways() way {
	switch {
	case s.readOnly && !s.writeOnly:
		return received
	case s.writeOnly && !s.readOnly:
		return sent
	}
	return either
}

// going returns what stands for the pair where only one side sends a part of it.
func (s *schemaComparison) going(w way) *pair {
	if w == either {
		return s.p
	}
	p := s.oneWay[w]
	if p == nil {
		p = &pair{}
		s.oneWay[w] = p
		s.p.lead(int32(len(s.pairs)), w)
		s.pairs = append(s.pairs, p)
	}
	return p
}

// access compares who sends a property.
func (s *schemaComparison) access(name string, o, n *property) {
	was, is := shapeOf(o.schema), shapeOf(n.schema)
	if was.unknown || is.unknown {
		return
	}
	say := func(kind string, effect Effect, keyword string, from, to bool) {
		ch := s.change(s.p, Change{Kind: kind, Effect: effect, At: is.at(keyword), Was: was.at(keyword), Subject: n.at.Label(), Name: name, From: yes(from), To: yes(to)})
		ch.Required, ch.Life = s.is.required[name], is.life
	}
	// What is only read now is refused where it was sent, and has to be sent where it is required and no longer only read. What
	// is only written now is missing in responses.
	if was.readOnly != is.readOnly {
		say("read-only", cmpEffect(is.readOnly || s.is.required[name], Narrows, Neutral), "readOnly", was.readOnly, is.readOnly)
	}
	if was.writeOnly != is.writeOnly {
		say("write-only", cmpEffect(is.writeOnly, Widens, Neutral), "writeOnly", was.writeOnly, is.writeOnly)
	}
}

// closed reports whether an object takes no properties but those that it names.
func (s *shape) closed() bool {
	return isNever(s.rest) || isNever(s.unevaluated)
}

func isNever(s *Schema) bool { return s != nil && shapeOf(s).never }

func (s *schemaComparison) requires(name string, o, n *property, withNull bool) {
	was, is := s.was.required[name], s.is.required[name]
	if was == is {
		return
	}
	kind, effect := "property-required", Narrows
	if was {
		kind, effect = "property-optional", Widens
	}
	s.property(kind, effect, name, n.at, o.at, n.at.Label(), n.schema).WithNull = withNull
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
		s.change(s.p, Change{Kind: kind, Effect: effect, At: s.is.at("required"), Was: s.was.at("required"), Subject: s.is.source.At.Label() + "." + name, Name: name})
	}
}

// otherProperties compares what is said of properties that have no name of their own, and of all names.
func (s *schemaComparison) otherProperties() {
	was, is := s.was, s.is
	s.open("additional-properties", "additionalProperties", was.rest, is.rest)
	s.open("unevaluated-properties", "unevaluatedProperties", was.unevaluated, is.unevaluated)
	s.keyed("pattern-properties", "patternProperties", was.patternProperties, is.patternProperties)
	s.keyed("dependent-schemas", "dependentSchemas", was.dependentSchemas, is.dependentSchemas)
	s.under("property-names", "propertyNames", was.propertyNames, is.propertyNames)
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
		s.say(kind, Narrows, keyword, keyword, "allowed", "refused")
	case isNever(was):
		s.say(kind, Widens, keyword, keyword, "refused", "allowed")
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
	least, most := min(len(was.prefix), len(is.prefix)), max(len(was.prefix), len(is.prefix))
	for i := range most {
		// Where there can be no item on one side, the number of items tells; a place without a word is one where anything goes.
		if i >= least && (!was.takes(i) || !is.takes(i)) {
			break
		}
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
	if was.takes(most) && is.takes(most) {
		s.open("items", "items", was.items, is.items)
	}
	s.open("unevaluated-items", "unevaluatedItems", was.unevaluatedItems, is.unevaluatedItems)
	s.under("contains", "contains", was.contains, is.contains)
}

// under compares schemas that apply to something of a value, where coming and going is told by the keyword.
func (s *schemaComparison) under(kind, keyword string, was, is *Schema) {
	switch {
	case was == nil && is != nil:
		s.say(kind, Narrows, keyword, keyword, "no schema", "a schema")
	case was != nil && is == nil:
		s.say(kind, Widens, keyword, keyword, "a schema", "no schema")
	default:
		s.schemas(s.p, was, is, s.was.at(keyword), s.is.at(keyword), either)
	}
}

// takes reports whether there may be an item at a place.
func (s *shape) takes(i int) bool {
	n := s.counts["maxItems"]
	return n == nil || n.Cmp(big.NewRat(int64(i), 1)) > 0
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
	if len(was.conditions) == 1 && len(is.conditions) == 1 && fingerprint(was.conditions[0].If) == fingerprint(is.conditions[0].If) {
		a, b := was.conditions[0], is.conditions[0]
		s.under("condition", "then", a.Then, b.Then)
		s.under("condition", "else", a.Else, b.Else)
		s.discriminators()
		return
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

// discriminators compares what tells alternatives apart.
func (s *schemaComparison) discriminators() {
	was, is := s.was.discriminator, s.is.discriminator
	switch {
	case was == nil && is == nil:
	case was == nil:
		s.say("discriminator", Neutral, "discriminator", "", "none", is.Property)
	case is == nil:
		s.say("discriminator", Neutral, "discriminator", "", was.Property, "none")
	case was.Property != is.Property:
		s.say("discriminator", Differs, "discriminator", "", was.Property, is.Property)
	default:
		old, now := s.was.mapping(), s.is.mapping()
		for _, value := range sortedNames(old, now) {
			o, inOld := old[value]
			n, inNew := now[value]
			switch {
			// What has no name of its own goes by no value that is not mapped.
			case !inNew && !s.gone[o] && (s.was.discriminator.Mapping[value] != "" || s.became[o] != ""):
				s.say("discriminator-mapping", Narrows, "discriminator", value, o, "nothing")
			case !inOld && !s.came[n] && (s.is.discriminator.Mapping[value] != "" || s.before[n] != ""):
				s.say("discriminator-mapping", Widens, "discriminator", value, "nothing", n)
			case inOld && inNew && o != n && s.became[o] != n:
				s.say("discriminator-mapping", Differs, "discriminator", value, o, n)
			}
		}
		s.defaultMapping(was.Default, is.Default)
	}
}

// defaultMapping compares what holds where no value of the discriminator tells. Alternatives that come and go are told by themselves.
func (s *schemaComparison) defaultMapping(was, is string) {
	switch {
	case was == is, s.became[was] == is && is != "", s.gone[was], s.came[is]:
	case was == "":
		s.say("discriminator-default", Widens, "discriminator", "", "no alternative", is)
	case is == "":
		s.say("discriminator-default", Narrows, "discriminator", "", was, "no alternative")
	default:
		s.say("discriminator-default", Differs, "discriminator", "", was, is)
	}
}

// mapping is which alternative values of the discriminator stand for. Each that no value leads to goes by its own name.
func (s *shape) mapping() map[string]string {
	all := maps.Clone(s.discriminator.Mapping)
	if all == nil {
		all = make(map[string]string)
	}
	led := make(map[string]bool, len(all))
	for _, name := range all {
		led[name] = true
	}
	for _, c := range s.choices {
		for _, a := range c.alternatives {
			if a.Name != "" && !led[a.Name] && all[a.Name] == "" {
				all[a.Name] = a.Name
			}
		}
	}
	return all
}

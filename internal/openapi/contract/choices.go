package contract

import (
	"cmp"
	"encoding/hex"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// group brings what is a choice on one side only to what can be compared with the other side: a list of types, or the alternative
// that was there before. It reports whether nothing is left to be compared.
func (s *schemaComparison) group() bool {
	if was, is := s.was.merged(), s.is.merged(); was != nil && is != nil {
		s.was, s.is = was, is
	}
	switch {
	case len(s.was.choices) == 0 && s.is.isBare():
		return s.single(s.was, s.is, &s.is, "alternative-added", "choice-added", Widens)
	case len(s.is.choices) == 0 && s.was.isBare():
		return s.single(s.is, s.was, &s.was, "alternative-removed", "choice-removed", Narrows)
	}
	return false
}

// isBare reports whether a shape is a choice with nothing beside it but types and what says nothing of values.
func (s *shape) isBare() bool {
	return len(s.choices) == 1 && s.isPlain()
}

// isPlain reports whether a shape says nothing of values but of what types they are, and which alternatives there are.
func (s *shape) isPlain() bool {
	return len(s.properties)+len(s.required)+len(s.patterns)+len(s.counts)+len(s.prefix)+len(s.nots)+len(s.conditions)+len(s.patternProperties)+
		len(s.dependentSchemas)+len(s.dependentRequired) == 0 && s.enum == nil && s.rest == nil && s.unevaluated == nil && s.propertyNames == nil && s.items == nil && s.contains == nil &&
		s.unevaluatedItems == nil && s.minimum == nil && s.maximum == nil && s.multipleOf == nil && !s.unique && s.format == ""
}

// single compares a schema that is no choice with a choice, of which it is an alternative: then only the others are new, or gone.
func (s *schemaComparison) single(one, several *shape, side **shape, kind, whole string, effect Effect) bool {
	if one.types|Null == AnyType && one.isPlain() {
		return false
	}
	c := several.choices[0]
	i := slices.IndexFunc(c.alternatives, func(a *Schema) bool { return sameSchema(one.source, a) })
	if i < 0 && len(c.alternatives) <= most {
		best := 0.0
		for k, a := range c.alternatives {
			if n := likeness(one, shapeOf(a)); n > best {
				i, best = k, n
			}
		}
	}
	if i < 0 {
		a, b := s.was.reach(maxReach)&^Null, s.is.reach(maxReach)&^Null
		if a&b == 0 {
			return false // the types tell
		}
		s.say(whole, Differs, c.keyword, "", cmp.Or(alternativesOf(s.was), s.was.summary()), cmp.Or(alternativesOf(s.is), s.is.summary()))
		return true
	}
	for k, a := range c.alternatives {
		if k != i && !shapeOf(a).unknown && !s.within(a, []*Schema{one.source}) {
			s.alternative(kind, effect, c.keyword, s.placeOf(a, several == s.is, s.is), s.placeOf(a, several == s.was, s.was), a, s.is.source)
		}
	}
	chosen := *shapeOf(c.alternatives[i])
	if chosen.unknown {
		return true
	}
	// Null is told of the whole, wherever it is written.
	null := several.reach(maxReach) & Null
	chosen.types, chosen.written = chosen.types&^Null|null, chosen.written&^Null|null
	*side = &chosen
	return false
}

// placeOf is the place of an alternative on the side that has it, and of the schema on the other one.
func (s *schemaComparison) placeOf(a *Schema, has bool, whole *shape) Place {
	if has {
		return a.At
	}
	return whole.source.At
}

func alternativesOf(s *shape) string {
	if len(s.choices) == 0 {
		return ""
	}
	return alternativeNames(s.choices[0].alternatives)
}

// mostChoices is how many choices of one schema are paired by what they offer.
const mostChoices = 16

// choices compares groups of alternatives.
func (s *schemaComparison) choices() {
	was, is := slices.Clone(s.was.choices), slices.Clone(s.is.choices)
	if len(was) > 1 && len(is) > 1 && len(was)+len(is) <= mostChoices {
		is = inOrderOf(was, is)
	}
	for i := range max(len(was), len(is)) {
		switch {
		case i >= len(was):
			s.say("choice-added", Narrows, is[i].keyword, "", "anything", alternativeNames(is[i].alternatives))
		case i >= len(is):
			s.say("choice-removed", Widens, was[i].keyword, "", alternativeNames(was[i].alternatives), "anything")
		default:
			s.alternatives(was[i], is[i])
		}
	}
}

// inOrderOf brings choices to the order of those that they have most in common with.
func inOrderOf(was, is []choice) []choice {
	contents := func(c choice) map[string]bool {
		set := make(map[string]bool)
		for _, a := range c.alternatives {
			set[cmp.Or(a.Name, content(a))] = true
		}
		return set
	}
	left := make([]map[string]bool, len(is))
	for k, c := range is {
		left[k] = contents(c)
	}
	out := make([]choice, 0, len(is))
	taken := make([]bool, len(is))
	for _, c := range was {
		best, most := -1, -1
		for k := range is {
			if taken[k] {
				continue
			}
			n := 0
			for key := range contents(c) {
				if left[k][key] {
					n++
				}
			}
			if n > most {
				best, most = k, n
			}
		}
		if best >= 0 {
			taken[best] = true
			out = append(out, is[best])
		}
	}
	for k, c := range is {
		if !taken[k] {
			out = append(out, c)
		}
	}
	return out
}

// place is where a choice is.
func (c choice) place() Place {
	if c.at != nil {
		return c.at
	}
	return c.source.At
}

func (s *schemaComparison) alternative(kind string, effect Effect, keyword string, at, was Place, a, owner *Schema) {
	s.change(s.p, Change{Kind: kind, Effect: effect, At: at, Was: was, Subject: owner.At.Label(), Name: cmp.Or(a.Name, shapeOf(a).summary()), From: keyword})
}

// most is how many alternatives are compared each with each.
const most = 64

// alternatives pairs what belongs together and says what is left: by the name of the component, then what is the same, then what
// is most alike.
func (s *schemaComparison) alternatives(was, is choice) {
	old, now := slices.Clone(was.alternatives), slices.Clone(is.alternatives)
	if s.became == nil {
		s.became, s.before, s.gone, s.came = make(map[string]string), make(map[string]string), make(map[string]bool), make(map[string]bool)
	}
	pairUp := func(i, k int) {
		a, b := old[i], now[k]
		if s.p.xml {
			s.xml(s.p, a, b, "", "", b.At.Label(), 0)
		}
		s.schemas(s.p, a, b, a.At, b.At, either)
		s.became[a.Name], s.before[b.Name] = b.Name, a.Name
		old[i], now[k] = nil, nil
	}
	element := func(a *Schema) string {
		if x := xmlOf(a); s.p.xml && x != nil && content(a) != "" {
			return nodeOf(x, "").written() + content(a)
		}
		return ""
	}
	for _, key := range []func(*Schema) string{func(a *Schema) string { return a.Name }, element, content} {
		index := make(map[string][]int)
		for k, b := range now {
			if b != nil {
				index[key(b)] = append(index[key(b)], k)
			}
		}
		for i, a := range old {
			if a == nil || key(a) == "" {
				continue
			}
			if left := index[key(a)]; len(left) > 0 {
				index[key(a)] = left[1:]
				pairUp(i, left[0])
			}
		}
	}
	if len(old) <= most && len(now) <= most {
		for i, a := range old {
			best, to := 0.0, -1
			for k, b := range now {
				if a == nil || b == nil {
					continue
				}
				if n := likeness(shapeOf(a), shapeOf(b)); n > best {
					best, to = n, k
				}
			}
			if to >= 0 {
				pairUp(i, to)
			}
		}
		s.last(old, now, pairUp)
	}
	for _, a := range old {
		if a != nil && !shapeOf(a).unknown && !s.within(a, is.alternatives) {
			s.gone[a.Name] = true
			s.alternative("alternative-removed", Narrows, was.keyword, is.place(), a.At, a, is.source)
		}
	}
	for _, b := range now {
		if b != nil && !shapeOf(b).unknown && !s.within(b, was.alternatives) {
			s.came[b.Name] = true
			s.alternative("alternative-added", Widens, is.keyword, b.At, was.place(), b, is.source)
		}
	}
}

// maxWithin is how many pairs are compared to find out whether one schema allows all that another allows.
const maxWithin = 64

// within reports whether one of the alternatives allows all that a schema allows, as far as a short look tells, which takes no
// further ones.
func (s *schemaComparison) within(small *Schema, list []*Schema) bool {
	f := shapeOf(small)
	if s.limit > 0 || len(list) > most || f.types&Object != 0 || f.types&^Null == 0 {
		return false
	}
	return slices.ContainsFunc(list, func(large *Schema) bool {
		if g := shapeOf(large); large == small || g.unknown || f.types&^g.types&^Null != 0 {
			return false
		}
		c := &comparison{index: make(map[[2]any]int32), known: make(map[changeKey]*Change), limit: maxWithin}
		c.schemas(&pair{}, large, small, large.At, small.At, either)
		c.run()
		return !c.truncated && !slices.ContainsFunc(c.list, func(ch *Change) bool {
			return ch.Effect == Widens || ch.Effect == Differs || strings.HasPrefix(ch.Kind, "property-")
		})
	})
}

// last pairs what is left when it is one object without a name on each side, whatever their properties.
func (s *schemaComparison) last(old, now []*Schema, pairUp func(i, k int)) {
	only := func(list []*Schema) int {
		found := -1
		for i, a := range list {
			if a == nil || shapeOf(a).types&^Null != Object {
				continue
			}
			if a.Name != "" || found >= 0 {
				return -1
			}
			found = i
		}
		return found
	}
	if i, k := only(old), only(now); i >= 0 && k >= 0 && !toldApart(shapeOf(old[i]), shapeOf(now[k])) {
		pairUp(i, k)
	}
}

// toldApart reports whether the values of a property that two objects have are never the same.
func toldApart(a, b *shape) bool {
	for name, p := range a.properties {
		q := b.properties[name]
		if q == nil {
			continue
		}
		if m, n := shapeOf(p.schema).enum, shapeOf(q.schema).enum; m != nil && n != nil && len(common(m, n)) == 0 {
			return true
		}
	}
	return false
}

// sameSchema reports whether two schemas ask for the same, as far as a look at what is written tells.
func sameSchema(a, b *Schema) bool {
	return a.Name != "" && a.Name == b.Name || content(a) == content(b)
}

// likeness is how likely one alternative is what became of another, from 0: they are of one type, and objects have half of their
// properties in common, none of which tells the two apart by its values.
func likeness(a, b *shape) float64 {
	if a.types&^Null != b.types&^Null || a.unknown || b.unknown || a.never || b.never {
		return 0
	}
	if a.types&Object == 0 || len(a.properties)+len(b.properties) == 0 {
		if (len(a.choices) == 0) != (len(b.choices) == 0) {
			return 0
		}
		return 1
	}
	if toldApart(a, b) {
		return 0
	}
	same := 0
	for name := range a.properties {
		if b.properties[name] != nil {
			same++
		}
	}
	n := float64(same) / float64(max(len(a.properties), len(b.properties)))
	if n < 0.5 {
		return 0
	}
	return n
}

func alternativeNames(list []*Schema) string {
	var names []string
	for _, a := range list {
		names = append(names, cmp.Or(a.Name, shapeOf(a).summary()))
	}
	if n := len(names) - mostValues; n > 1 {
		names = append(names[:mostValues], strconv.Itoa(n)+" more")
	}
	return strings.Join(names, ", ")
}

// summary names a schema without a name: "object with id and name".
func (s *shape) summary() string {
	if (s.types&^Null == Object || s.types == AnyType) && len(s.order) > 0 {
		names := slices.Clone(s.order)
		slices.Sort(names)
		// What tells it from others: the only value of a property.
		for _, name := range names {
			if v := shapeOf(s.properties[name].schema).enum; s.required[name] && len(v) == 1 {
				return "object whose " + name + " is " + v[0].Text
			}
		}
		return "object with " + listed(names[:min(3, len(names))])
	}
	if s.types&^Null == Array && s.items != nil {
		switch item := shapeOf(s.items); {
		case s.items.Name != "":
			return "array of " + s.items.Name
		case item.types&^Null == Array && item.items != nil && shapeOf(item.items).types|Null != AnyType:
			return "array of arrays of " + shapeOf(item.items).types.String()
		case item.types|Null != AnyType:
			return "array of " + item.types.String()
		}
	}
	if s.enum != nil {
		return texts(s.enum)
	}
	if len(s.required) > 0 {
		names := sortedNames(s.required, nil)
		return "object with " + listed(names[:min(3, len(names))])
	}
	return s.types.String()
}

// listed writes names for people: "a, b and c".
func listed(names []string) string {
	n := len(names) - 1
	if n < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:n], ", ") + " and " + names[n]
}

// fingerprints are those of schemas, sorted.
func fingerprints(list []*Schema) []string {
	var out []string
	for _, s := range list {
		out = append(out, fingerprint(s))
	}
	slices.Sort(out)
	return out
}

// fingerprint is equal for schemas that are written alike, wherever they stand and whatever they are called.
func fingerprint(s *Schema) string {
	return (&writer{budget: maxWritten, whole: true, open: make(map[*Schema]bool)}).sum(s)
}

// content is equal for schemas that are written alike, where the parts that have a name are known by it.
func content(s *Schema) string {
	return (&writer{budget: maxWritten, open: make(map[*Schema]bool)}).sum(s)
}

func (w *writer) sum(s *Schema) string {
	w.schema(s, 0)
	h := fnv.New128a()
	h.Write(w.b)
	return hex.EncodeToString(h.Sum(nil))
}

const (
	maxWritten = 64 << 10
	maxDeep    = 40
)

// unwrap returns the only member of an allOf with nothing beside it.
func unwrap(s *Schema) *Schema {
	for range maxDeep {
		if s == nil || s.Name != "" || len(s.AllOf) != 1 || len(s.Ats) != 1 || s.Ats["allOf"] == nil {
			break
		}
		s = s.AllOf[0]
	}
	return s
}

// unwrapped are alternatives under the names that they have.
func unwrapped(list []*Schema) []*Schema {
	out := make([]*Schema, len(list))
	for i, s := range list {
		out[i] = unwrap(s)
	}
	return out
}

type writer struct {
	b      []byte
	budget int
	// whole says that what has a name is written as well; open are the names that are being written.
	whole bool
	open  map[*Schema]bool
}

func (w *writer) add(parts ...string) {
	for _, p := range parts {
		w.b = strconv.AppendInt(w.b, int64(len(p)), 10)
		w.b = append(append(w.b, ':'), p...)
	}
}

func (w *writer) schema(s *Schema, depth int) {
	s = unwrap(s)
	switch {
	case s == nil:
		w.add("none")
		return
	case w.open[s]:
		w.add("again")
		return
	case s.Name != "" && depth > 0 && !w.whole:
		w.add("name", s.Name)
		return
	case len(w.b) > w.budget || depth > maxDeep:
		return
	}
	w.open[s] = true
	defer delete(w.open, s)
	f := shapeOf(s)
	w.add("{", strconv.Itoa(int(f.types)), strconv.FormatBool(f.never), f.format, f.contentEncoding, f.contentMediaType, strings.Join(slices.Sorted(slices.Values(f.patterns)), "\x00"))
	for _, v := range slices.SortedFunc(slices.Values(f.enum), func(a, b Value) int { return strings.Compare(a.Canonical, b.Canonical) }) {
		w.add(v.Canonical)
	}
	w.add(f.minimum.text(1), f.maximum.text(-1), decimal(f.multipleOf), strconv.FormatBool(f.unique), strconv.FormatBool(f.readOnly), strconv.FormatBool(f.writeOnly))
	for _, k := range sortedNames(f.counts, nil) {
		w.add(k, decimal(f.counts[k]))
	}
	for _, name := range sortedNames(f.properties, nil) {
		w.add(name, strconv.FormatBool(f.required[name]))
		w.schema(f.properties[name].schema, depth+1)
	}
	w.add(sortedNames(f.required, nil)...)
	for _, m := range []map[string]*Schema{f.patternProperties, f.dependentSchemas} {
		w.add("map")
		for _, name := range sortedNames(m, nil) {
			w.add(name)
			w.schema(m[name], depth+1)
		}
	}
	for _, name := range sortedNames(f.dependentRequired, nil) {
		w.add(name)
		w.add(f.dependentRequired[name]...)
	}
	for _, part := range []*Schema{f.rest, f.unevaluated, f.propertyNames, f.items, f.contains, f.unevaluatedItems, f.contentSchema} {
		w.schema(part, depth+1)
	}
	lists := [][]*Schema{f.prefix, f.nots}
	for _, c := range f.choices {
		w.add(c.keyword)
		lists = append(lists, c.alternatives)
	}
	for _, c := range f.conditions {
		lists = append(lists, []*Schema{c.If, c.Then, c.Else})
	}
	for _, list := range lists {
		w.add("list")
		for _, part := range list {
			w.schema(part, depth+1)
		}
	}
	if f.discriminator != nil {
		w.add(f.discriminator.Property)
	}
	w.add("}")
}

package contract

import (
	"cmp"
	"encoding/hex"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
)

// choices compares groups of alternatives. A schema that allowed one thing and now offers several is a choice that grew.
func (s *schemaComparison) choices() {
	was, is := s.was.choices, s.is.choices
	for i := range max(len(was), len(is)) {
		switch {
		case i >= len(was):
			if !s.grew(is[i]) {
				s.say("choice-added", Narrows, is[i].keyword, "", "", alternativeNames(is[i].alternatives))
			}
		case i >= len(is):
			if !s.shrank(was[i]) {
				s.say("choice-removed", Widens, was[i].keyword, "", alternativeNames(was[i].alternatives), "")
			}
		default:
			s.alternatives(was[i], is[i])
		}
	}
}

// grew reports whether a choice that was not there before is what was there with further alternatives: then only these are new.
func (s *schemaComparison) grew(is choice) bool {
	whole := s.was.source
	i := slices.IndexFunc(is.alternatives, func(a *Schema) bool { return sameSchema(whole, a) })
	if i < 0 {
		return false
	}
	for k, a := range is.alternatives {
		if k != i {
			s.alternative("alternative-added", Widens, is.keyword, a.At, s.was.source.At, a)
		}
	}
	return true
}

// shrank reports whether one alternative of a choice is all that is left: then the others are gone.
func (s *schemaComparison) shrank(was choice) bool {
	whole := s.is.source
	i := slices.IndexFunc(was.alternatives, func(a *Schema) bool { return sameSchema(whole, a) })
	if i < 0 {
		return false
	}
	for k, a := range was.alternatives {
		if k != i {
			s.alternative("alternative-removed", Narrows, was.keyword, s.is.source.At, a.At, a)
		}
	}
	return true
}

func (s *schemaComparison) alternative(kind string, effect Effect, keyword string, at, was Place, a *Schema) {
	s.change(s.p, Change{Kind: kind, Effect: effect, At: at, Was: was, Subject: s.is.source.At.Label(), Name: cmp.Or(a.Name, shapeOf(a).summary()), From: keyword})
}

// most is how many alternatives are compared each with each.
const most = 64

// alternatives pairs what belongs together and says what is left: by the name of the component, then what is the same, then what
// is most alike.
func (s *schemaComparison) alternatives(was, is choice) {
	old, now := slices.Clone(was.alternatives), slices.Clone(is.alternatives)
	pairUp := func(same func(a, b *Schema) bool) {
		for i, a := range old {
			if a == nil {
				continue
			}
			for k, b := range now {
				if b != nil && same(a, b) {
					s.schemas(s.p, a, b, a.At, b.At, either)
					old[i], now[k] = nil, nil
					break
				}
			}
		}
	}
	names := make(map[string]int)
	for k, b := range now {
		if b.Name != "" {
			names[b.Name] = k + 1
		}
	}
	for i, a := range old {
		if k := names[a.Name]; a.Name != "" && k > 0 && now[k-1] != nil {
			s.schemas(s.p, a, now[k-1], a.At, now[k-1].At, either)
			old[i], now[k-1] = nil, nil
		}
	}
	if len(old) <= most && len(now) <= most {
		pairUp(sameSchema)
		pairUp(func(a, b *Schema) bool { return alike(shapeOf(a), shapeOf(b)) })
	}
	for _, a := range old {
		if a != nil && !shapeOf(a).unknown {
			s.alternative("alternative-removed", Narrows, was.keyword, s.is.at(is.keyword), a.At, a)
		}
	}
	for _, b := range now {
		if b != nil && !shapeOf(b).unknown {
			s.alternative("alternative-added", Widens, is.keyword, b.At, s.was.at(was.keyword), b)
		}
	}
}

// sameSchema reports whether two schemas ask for the same, as far as a look at what is written tells.
func sameSchema(a, b *Schema) bool {
	return a.Name != "" && a.Name == b.Name || fingerprint(a) == fingerprint(b)
}

// alike reports whether one alternative is likely what became of another: of one type, and for objects with half of their
// properties in common.
func alike(a, b *shape) bool {
	if a.types != b.types || a.unknown || b.unknown {
		return false
	}
	if a.types&Object == 0 || len(a.properties)+len(b.properties) == 0 {
		return true
	}
	common := 0
	for name := range a.properties {
		if b.properties[name] != nil {
			common++
		}
	}
	return 2*common >= max(len(a.properties), len(b.properties))
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
	if s.types&^Null == Object && len(s.order) > 0 {
		names := slices.Clone(s.order)
		slices.Sort(names)
		return "object with " + strings.Join(names[:min(3, len(names))], ", ")
	}
	if s.enum != nil {
		return texts(s.enum)
	}
	return s.types.String()
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

// fingerprint is equal for schemas that are written alike, wherever they stand. What has a name is known by it.
func fingerprint(s *Schema) string {
	w := writer{budget: maxWritten}
	w.schema(s, 0)
	h := fnv.New128a()
	h.Write(w.b)
	return hex.EncodeToString(h.Sum(nil))
}

const (
	maxWritten = 64 << 10
	maxDeep    = 40
)

type writer struct {
	b      []byte
	budget int
}

func (w *writer) add(parts ...string) {
	for _, p := range parts {
		w.b = strconv.AppendInt(w.b, int64(len(p)), 10)
		w.b = append(append(w.b, ':'), p...)
	}
}

func (w *writer) schema(s *Schema, depth int) {
	switch {
	case s == nil:
		w.add("none")
		return
	case s.Name != "":
		w.add("name", s.Name)
		return
	case len(w.b) > w.budget || depth > maxDeep:
		return
	}
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
	for _, part := range []*Schema{f.rest, f.unevaluated, f.propertyNames, f.items, f.contains, f.unevaluatedItems} {
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

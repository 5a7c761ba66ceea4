package contract

import (
	"math/big"
	"slices"
	"strings"
)

// serialization is how a value is written as text.
type serialization struct {
	style   string
	explode bool
	schema  *Schema // nil when nothing is known of the value
	media   string  // in place of a style
	bare    bool    // without its name, as in a header
}

// serialization is how a parameter or a header is written.
func (p *Parameter) serialization() serialization {
	if len(p.Content) > 0 {
		return serialization{schema: p.Content[0].Schema, media: mediaName(p.Content[0].Name), bare: p.isHeader()}
	}
	return serialization{style: p.Style, explode: p.Explode, schema: p.Schema}
}

// serialized compares two ways to write values by an example of each type that both have: style and explode matter to some of them
// alone, and there are several ways to say the same.
func serialized(name string, was, is serialization) (from, to string, differ bool) {
	if was.style == is.style && was.explode == is.explode && was.media == is.media {
		return "", "", false
	}
	types := typesOf(was.schema) & typesOf(is.schema)
	for _, t := range [...]Types{String, Array, Object} {
		if t == String && types&^(Array|Object|Null) == 0 || t != String && types&t == 0 {
			continue
		}
		if a, b := was.write(name, t), is.write(name, t); a != b {
			return a, b, true
		}
	}
	return "", "", false
}

// mostLooks is how many alternatives are looked into for their types.
const mostLooks = 256

// typesOf are the types that a schema allows, those of alternatives too.
func typesOf(s *Schema) Types {
	left := mostLooks
	var of func(s *Schema) Types
	of = func(s *Schema) Types {
		left--
		if s == nil || left < 0 || shapeOf(s).unknown {
			return AnyType
		}
		types := shapeOf(s).types
		for _, choice := range shapeOf(s).choices {
			var some Types
			for _, a := range choice.alternatives {
				if some |= of(a); left < 0 {
					return types
				}
			}
			types &= some
		}
		return types
	}
	return of(s)
}

// write writes the value 1, the list of 1 and 2 or an object of them.
func (s serialization) write(name string, t Types) string {
	before, between, assign := "", "", ","
	switch {
	case s.media != "" && s.bare:
		return s.writeMedia(t)
	case s.media != "":
		return name + "=" + s.writeMedia(t)
	}
	switch s.style {
	case "simple":
		between = ","
		if s.explode {
			assign = "="
		}
		name = ""
	case "label":
		before, between = ".", ","
		if s.explode {
			between, assign = ".", "="
		}
		name = ""
	case "matrix":
		before, between = ";", ","
		if s.explode {
			between, assign = ";", "="
		}
	case "deepObject":
		if t == Object {
			return name + "[a]=1&" + name + "[b]=2"
		}
		if t == Array {
			return name + "[]=1&" + name + "[]=2"
		}
		return name + "=1"
	default:
		between = map[string]string{"spaceDelimited": "%20", "pipeDelimited": "|"}[s.style]
		if s.explode {
			between, assign = "&", "="
		} else if between == "" {
			between = ","
		} else {
			assign = between
		}
	}
	prefix := before
	if name != "" {
		prefix += name + "="
	}
	switch t {
	case Array:
		if s.explode && name != "" {
			return prefix + "1" + between + name + "=2"
		}
		return prefix + "1" + between + "2"
	case Object:
		if s.explode {
			return before + "a" + assign + "1" + between + "b" + assign + "2"
		}
		return prefix + "a" + assign + "1" + between + "b" + assign + "2"
	}
	return prefix + "1"
}

// writeMedia writes a value in a media type, as far as it is known.
func (s serialization) writeMedia(t Types) string {
	switch syntax := mediaSyntax(s.media); {
	case syntax == "json" && t == Array:
		return "[1,2]"
	case syntax == "json" && t == Object:
		return `{"a":1,"b":2}`
	case s.media == "text/plain" && t == String, syntax == "json" && typesOf(s.schema)&String == 0:
		return "1"
	case syntax == "json":
		return `"1"`
	}
	return "(" + s.media + ")"
}

// textual compares types of what is written as text, where every string may be what was a number: for it, and for the items of
// lists. It returns the schema that is to be compared further, and whether nothing is left to be compared.
func (c *comparison) textual(was, is *Schema, say func(effect Effect, at, wasAt Place, from, to string)) (*Schema, bool) {
	if was == nil || is == nil || was == is {
		return was, false
	}
	a, b := shapeOf(was), shapeOf(is)
	if effect, ok := textually(a, b); ok {
		say(effect, b.at("type"), a.at("type"), a.types.String(), b.types.String())
		return was, true
	}
	if a.types != Array || b.types != Array || a.items == nil || b.items == nil || a.unknown || b.unknown {
		return was, false
	}
	old, now := shapeOf(a.items), shapeOf(b.items)
	effect, ok := textually(old, now)
	if !ok {
		return was, false
	}
	say(effect, now.at("type"), old.at("type"), old.types.String(), now.types.String())
	rest := *was
	rest.shape, rest.AllOf, rest.Name = nil, nil, ""
	f := *a
	f.items = b.items
	rest.shape = &f
	return &rest, false
}

// textually reports whether one of two types is every text, and the other one some of them.
func textually(a, b *shape) (Effect, bool) {
	const scalar = Boolean | AnyNumber | String
	if a.unknown || b.unknown || a.never || b.never || (a.types|b.types)&^scalar != 0 || a.types == b.types {
		return "", false
	}
	anyText := func(s *shape) bool {
		bare := *s
		bare.readOnly, bare.writeOnly = false, false
		text := shape{source: s.source, types: String}
		return s.types == String && fingerprint(&Schema{shape: &bare}) == fingerprint(&Schema{shape: &text})
	}
	switch {
	case anyText(b):
		return Widens, true
	case anyText(a):
		return Narrows, true
	}
	return "", false
}

// each is the schema of what is repeated under one name, of which one is written like a value that is no list; nil for anything else.
func (s serialization) each() *Schema {
	if s.schema == nil || s.style != "form" || !s.explode || s.bare || s.media != "" {
		return nil
	}
	f := shapeOf(s.schema)
	if n := f.counts["minItems"]; f.unknown || f.never || f.types&^Null != Array || f.items == nil || n != nil && n.Cmp(big.NewRat(1, 1)) > 0 {
		return nil
	}
	return f.items
}

// isScalar reports whether a value is written without any parts.
func (s serialization) isScalar() bool {
	types := typesOf(s.schema) &^ Null
	return s.schema != nil && s.style == "form" && s.media == "" && types != 0 && types&(Array|Object) == 0
}

// repeated compares a value with a list of such values, of which one is written alike: then only a second one is new, or refused.
// It returns what is to be compared further.
func repeated(was, is serialization, say func(effect Effect, at, wasAt Place, from, to string)) (old, now *Schema) {
	a, b := was.schema, is.schema
	tell := func(effect Effect) {
		f, g := shapeOf(a), shapeOf(b)
		say(effect, g.at("type"), f.at("type"), f.types.String(), g.types.String())
	}
	if items := is.each(); items != nil && was.isScalar() {
		tell(Widens)
		return a, items
	}
	if items := was.each(); items != nil && is.isScalar() {
		tell(Narrows)
		return items, b
	}
	return a, b
}

// propertyOf is the schema of a property; nil for none.
func propertyOf(s *Schema, name string) *Schema {
	if s == nil {
		return nil
	}
	if p := shapeOf(s).properties[name]; p != nil {
		return p.schema
	}
	return nil
}

// contentTypes are what a part of a form may be, as it is said or else as its type supposes.
func contentTypes(said string, s *Schema) []string {
	if said == "" {
		if s == nil {
			return []string{"*/*"}
		}
		f := shapeOf(s)
		if f.types&^Null == Array && f.items != nil {
			f = shapeOf(f.items)
		}
		switch {
		case f.types == AnyType:
			return []string{"application/octet-stream"}
		case f.types&(Object|Array) != 0:
			return []string{"application/json"}
		case f.format == "binary" || f.contentEncoding != "":
			return []string{"application/octet-stream"}
		}
		return []string{"text/plain"}
	}
	var list []string
	for name := range strings.SplitSeq(said, ",") {
		if name = mediaName(strings.TrimSpace(name)); name != "" && !slices.Contains(list, name) && len(list) < most {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// cover is the effect of one list of media types and ranges in place of another.
func cover(was, is []string) Effect {
	within := func(a, b []string) bool {
		index := make(mediaIndex, len(b))
		for _, name := range b {
			index[name] = &Media{Name: name}
		}
		return !slices.ContainsFunc(a, func(name string) bool { return index[name] == nil && index.covering(name) == nil })
	}
	switch narrower, wider := within(is, was), within(was, is); {
	case narrower && wider:
		return Neutral
	case narrower:
		return Narrows
	case wider:
		return Widens
	}
	return Differs
}

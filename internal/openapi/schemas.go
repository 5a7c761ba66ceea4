package openapi

import (
	"regexp/syntax"
	"slices"
	"strings"
)

// written is a schema where it is written: what the walk knows of it, for what is computed when all references are known.
type written struct {
	file    *file
	node    *node
	base    string
	pointer string // in the file
}

// schemaPlace returns where the schema of a row is written.
func (a *assembly) schemaPlace(i int) target {
	s := a.schemaPlaces[i]
	return target{place: place{file: s.file, node: s.node, pointer: s.pointer}, base: s.base, entity: s.node.entity}
}

// describeSchema fills the columns that follow from the schema itself.
func (w *walk) describeSchema(row *Schema, n *node, key *field) position {
	p := w.labelOf()
	w.schemaPlaces = append(w.schemaPlaces, written{w.file, n, w.base, w.within[len(w.within)-1].pointer})
	row.Label, row.Within = p.label.String(), p.within
	here := target{place: place{file: w.file, node: n}, base: w.base}
	row.Type = w.typeOf(here, 0)
	if len(row.Types) > 1 {
		if types := slices.DeleteFunc(slices.Clone(row.Types), func(t string) bool { return t == "null" }); len(types) > 1 {
			row.SeveralTypes = shorten(strings.Join(types, ", "))
		}
	}
	row.SaysType = len(row.Types) > 0 || row.Type != "" || row.IsComposed || n.ref() != nil || saysNothing(n) ||
		n.has("enum") || n.has("const") || n.has("not") || n.has("$dynamicRef") || n.has("if")
	row.IsComposed = row.IsComposed || n.ref() != nil
	row.HasItems = row.HasItems || n.has("prefixItems") || n.has("contains") || n.has("unevaluatedItems")
	row.IsBounded, row.IsRestricted = w.limits(here, row.Type)
	row.IsReadOnly, row.IsWriteOnly = n.isTrue("readOnly"), n.isTrue("writeOnly")
	row.Additional = additional(n)
	row.Properties = len(n.get("properties").fields())
	if items, ok := here.child("items"); ok && row.Type == "array" {
		if t := w.follow(items, w.base); t.failure == resolved && t.node != nil {
			row.ItemsType = w.typeOf(t, 0)
		}
	}
	return p
}

// limits tells whether a schema, or a part of it, bounds and restricts values: see [Schema.IsBounded]. Where others say what the
// type is, it is asked of them.
func (w *walk) limits(t target, typ string) (bounded, restricted bool) {
	bounded, restricted = isBounded(t.node, typ), isRestricted(t.node)
	if t.node.has("type") || !t.node.has("allOf") && !t.node.has("anyOf") && !t.node.has("oneOf") && t.node.ref() == nil {
		for _, item := range t.node.get("allOf").items() {
			if to := w.follow(place{file: t.file, node: item}, t.base); to.failure != resolved || isBounded(to.node, typ) {
				bounded = true
			}
			restricted = restricted || isRestricted(item)
		}
		return bounded, restricted
	}
	return true, true
}

// broadPatterns match nearly everything.
var broadPatterns = map[string]bool{"": true, ".*": true, "^.*$": true, ".+": true, "^.+$": true, "^": true, "^.*": true, ".*$": true, `^[\s\S]*$`: true, `[\s\S]*`: true}

func isRestricted(n *node) bool {
	return n.has("format") || n.has("pattern") && !broadPatterns[n.text("pattern")] || n.has("enum") || n.has("const")
}

// annotations are the keywords that do not say what a value must be.
var annotations = map[string]bool{"title": true, "description": true, "default": true, "example": true, "examples": true, "deprecated": true, "readOnly": true,
	"writeOnly": true, "externalDocs": true, "xml": true, "nullable": true, "$comment": true, "$schema": true, "$id": true, "$anchor": true, "$defs": true, "definitions": true}

// saysNothing reports whether a schema allows any value, which is what an empty one is written for.
func saysNothing(n *node) bool {
	for i := range n.fields() {
		if f := &n.fields()[i]; f.name != "description" && f.name != "title" && !strings.HasPrefix(f.name, "x-") {
			return false
		}
	}
	return true
}

// maxNested is how deep a type, or the parts of a schema, are looked for.
const maxNested = 16

// keywordTypes are the types that keywords speak of. They have no effect on values of others.
var keywordTypes = map[string]string{
	"maxLength": "string", "minLength": "string", "pattern": "string", "contentEncoding": "string", "contentMediaType": "string", "contentSchema": "string",
	"multipleOf": "number", "maximum": "number", "exclusiveMaximum": "number", "minimum": "number", "exclusiveMinimum": "number",
	"items": "array", "prefixItems": "array", "maxItems": "array", "minItems": "array", "uniqueItems": "array", "contains": "array", "minContains": "array",
	"maxContains": "array", "unevaluatedItems": "array",
	"properties": "object", "additionalProperties": "object", "required": "object", "maxProperties": "object", "minProperties": "object",
	"patternProperties": "object", "propertyNames": "object", "dependentRequired": "object", "dependentSchemas": "object", "unevaluatedProperties": "object",
}

// typeOf tells the one type that the values of a schema have, null aside: see [Schema.Type].
func (r *reader) typeOf(t target, depth int) string {
	n := t.node
	if n == nil || n.kind != object {
		return ""
	}
	only := ""
	for _, name := range typesOf(n) {
		if name != "null" {
			if only != "" {
				return ""
			}
			only = name
		}
	}
	switch {
	case only != "":
		return only
	case n.has("type"):
		return ""
	case len(n.get("properties").fields()) > 0:
		return "object"
	case n.get("items") != nil || n.get("prefixItems") != nil:
		return "array"
	case n.has("enum"):
		return valuesType(n.get("enum").items())
	case n.has("const"):
		return valuesType([]*node{n.get("const")})
	case depth >= maxNested:
		return ""
	}
	if ref := n.ref(); ref != nil {
		if to := r.follow(t.place, t.base); to.failure == resolved && to.node != n {
			return r.typeOf(to, depth+1)
		}
		return ""
	}
	for _, item := range n.get("allOf").items()[:min(len(n.get("allOf").items()), maxNested)] {
		if to := r.follow(place{file: t.file, node: item}, t.base); to.failure == resolved {
			if found := r.typeOf(to, depth+4); found != "" {
				return found
			}
		}
	}
	return ""
}

// valuesType is the one type that values have, null aside.
func valuesType(values []*node) string {
	only := ""
	for _, v := range values {
		t := valueType(v)
		switch {
		case t == "null" || t == only:
		case only == "":
			only = t
		case only == "integer" && t == "number" || only == "number" && t == "integer":
			only = "number"
		default:
			return ""
		}
	}
	return only
}

func valueType(n *node) string {
	switch n.kind {
	case null:
		return "null"
	case boolean:
		return "boolean"
	case number:
		if strings.ContainsAny(n.value, ".eE") && !strings.HasPrefix(n.value, "0x") {
			return "number"
		}
		return "integer"
	case text:
		return "string"
	case array:
		return "array"
	}
	return "object"
}

// fixedFormats are the formats whose values have a greatest length.
var fixedFormats = map[string]bool{"date": true, "date-time": true, "time": true, "uuid": true, "ipv4": true, "ipv6": true, "mac": true, "char": true,
	"iso-3166-alpha-2": true, "iso-3166-alpha-3": true, "iso-4217": true, "iso-639-1": true, "iso-639-2": true, "hostname": true, "email": true}

// isBounded tells whether values of the type have a greatest size: see [Schema.IsBounded].
func isBounded(n *node, typ string) bool {
	if n.has("enum") || n.has("const") {
		return true
	}
	switch typ {
	case "string":
		return n.has("maxLength") || fixedFormats[n.text("format")] || n.has("pattern") && hasGreatestLength(n.text("pattern"))
	case "integer":
		if f := n.text("format"); f == "int32" || f == "int64" || f == "int8" || f == "int16" || f == "uint8" || f == "uint16" || f == "uint32" || f == "uint64" {
			return true
		}
		fallthrough
	case "number":
		return (n.has("minimum") || isBound(n.get("exclusiveMinimum"))) && (n.has("maximum") || isBound(n.get("exclusiveMaximum")))
	case "array":
		last := n.get("items")
		return n.has("maxItems") || n.has("prefixItems") && last != nil && last.kind == boolean && last.value == "false"
	}
	return true
}

func isBound(n *node) bool { return n != nil && n.kind == number }

// maxBoundedPattern is the length of the patterns that are looked at for a bound.
const maxBoundedPattern = 2000

// hasGreatestLength tells whether what matches a pattern has a greatest length. Where that cannot be told, it may have.
func hasGreatestLength(pattern string) bool {
	if len(pattern) > maxBoundedPattern {
		return true
	}
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return true // another dialect
	}
	return isAnchored(re) && isFinite(re)
}

func isFinite(re *syntax.Regexp) bool {
	if re.Op == syntax.OpStar || re.Op == syntax.OpPlus || re.Op == syntax.OpRepeat && re.Max < 0 {
		return false
	}
	return !slices.ContainsFunc(re.Sub, func(s *syntax.Regexp) bool { return !isFinite(s) })
}

// isAnchored reports whether a pattern begins and ends with an anchor, in each of its alternatives.
func isAnchored(re *syntax.Regexp) bool { return hasAnchor(re, false) && hasAnchor(re, true) }

func hasAnchor(re *syntax.Regexp, atEnd bool) bool {
	switch re.Op {
	case syntax.OpBeginText, syntax.OpBeginLine:
		return !atEnd
	case syntax.OpEndText, syntax.OpEndLine:
		return atEnd
	case syntax.OpCapture:
		return hasAnchor(re.Sub[0], atEnd)
	case syntax.OpConcat:
		i := 0
		if atEnd {
			i = len(re.Sub) - 1
		}
		return hasAnchor(re.Sub[i], atEnd)
	case syntax.OpAlternate:
		return !slices.ContainsFunc(re.Sub, func(s *syntax.Regexp) bool { return !hasAnchor(s, atEnd) })
	case syntax.OpEmptyMatch:
		return false
	}
	return false
}

// additional tells what a schema says of properties that it does not name: see [Schema.Additional].
func additional(n *node) string {
	a := n.get("additionalProperties")
	if u := n.get("unevaluatedProperties"); a == nil || u != nil && u.kind == boolean && u.value == "false" {
		a = u
	}
	switch {
	case a == nil:
		return ""
	case a.kind == boolean && a.value == "false":
		return "closed"
	case a.kind == boolean:
		return "open"
	case a.kind != object || saysNothing(a):
		return "untyped"
	}
	return "typed"
}

// describeProperty fills the columns of a property. Its schema is s, references followed.
func (w *walk) describeProperty(row *Property, owner *node, f *field, s *node, in position) {
	w.propertyPlaces = append(w.propertyPlaces, owner)
	if !w.tables.Want("properties") && !w.tables.Want("property_types") {
		return
	}
	row.Label = in.label.step("properties", f.name).String()
	row.Type = w.typeOf(target{place: place{file: w.file, node: f.value}, base: w.base}, 0)
	row.IsNullable = w.is31 && slices.Contains(row.Types, "null") || !w.is31 && (s.isTrue("nullable") || f.value.isTrue("nullable"))
	row.IsReadOnly, row.IsWriteOnly = f.value.isTrue("readOnly") || s.isTrue("readOnly"), f.value.isTrue("writeOnly") || s.isTrue("writeOnly")
	row.HasDefault = f.value.has("default") || f.value.ref() != nil && s.has("default")
	row.Snake = w.snake(f.name)
	row.LastWord = lastWord(row.Snake)
	if m := w.meant(f.value); m != nil {
		row.HasEnum, row.IsRestricted = m.has("enum") || m.has("const"), isRestricted(m)
		if row.Format == "" {
			row.Format = m.text("format")
		}
	}
	row.IsReference = f.value.ref() != nil
	if w.currencyOf != owner {
		w.currencyOf, w.hasCurrency = owner, slices.ContainsFunc(owner.get("properties").fields(), func(f field) bool { return strings.Contains(strings.ToLower(f.name), "currency") })
	}
	row.HasCurrency = w.hasCurrency
}

// meant follows references, and an allOf that is wrapped around one to describe it, to the schema that says the type.
func (w *walk) meant(n *node) *node {
	t := w.follow(place{file: w.file, node: n}, w.base)
	for range maxNested {
		if t.failure != resolved || t.node == nil {
			return nil
		}
		list := t.node.get("allOf").items()
		if t.node.has("type") || len(list) == 0 {
			return t.node
		}
		t = w.follow(place{file: t.file, node: list[0]}, t.base)
	}
	return nil
}

// lastWord is the last word of a name in snake_case.
func lastWord(snake string) string { return snake[strings.LastIndexByte(snake, '_')+1:] }

// snake writes a name in snake_case. Few names make most of a document's properties.
func (w *walk) snake(name string) string {
	if s, ok := w.snakes[name]; ok {
		return s
	}
	s := name
	if len(name) <= maxQuoted {
		s = strings.Join(words(name), "_")
	}
	if w.snakes == nil {
		w.snakes = make(map[string]string)
	}
	w.snakes[name] = s
	return s
}

// describeParameter fills the columns that follow from a parameter's schema.
func (w *walk) describeParameter(row *Parameter, n *node) {
	row.Snake = w.snake(row.Name)
	row.LastWord = lastWord(row.Snake)
	s := n.get("schema")
	if s == nil {
		return
	}
	t := w.follow(place{file: w.file, node: s}, w.base)
	if t.failure != resolved || t.node == nil {
		return
	}
	row.Type = w.typeOf(t, 0)
	row.HasDefault = s.has("default") || t.node.has("default")
}

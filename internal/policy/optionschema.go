package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// An optionSchema is a JSON Schema, ready to judge values, in as much of the language as options need. A library that
// knows all of it compiles five drafts of the language whenever a process starts, which costs a tenth of what a small
// document may take altogether.
type optionSchema struct {
	types      []string
	enum       []any
	properties map[string]*optionSchema
	required   []string
	// closed is additionalProperties: false; others is additionalProperties with a schema.
	closed                        bool
	others                        *optionSchema
	items                         *optionSchema
	minProperties                 int
	minItems, maxItems            int // maxItems and maxLength are -1 without a bound
	uniqueItems                   bool
	minLength, maxLength          int
	pattern                       *regexp.Regexp
	minimum, maximum              *big.Rat
	exclusiveMinimum, exclMaximum *big.Rat
	anyOf                         []*optionSchema
	// one says that of anyOf only one may fit, as in oneOf.
	one bool
}

// schemaKeywords are the keywords that a schema of options may have. Those without a function say something to people only.
var schemaKeywords map[string]func(s *optionSchema, value any) error

func init() {
	schemaKeywords = map[string]func(s *optionSchema, value any) error{
		"default": nil, "description": nil, "examples": nil, "title": nil,
		"type":                 func(s *optionSchema, v any) (err error) { s.types, err = typeList(v); return err },
		"enum":                 func(s *optionSchema, v any) (err error) { s.enum, err = as[[]any](v, "a list"); return err },
		"const":                func(s *optionSchema, v any) error { s.enum = []any{v}; return nil },
		"properties":           func(s *optionSchema, v any) (err error) { s.properties, err = schemaMap(v); return err },
		"required":             func(s *optionSchema, v any) (err error) { s.required, err = textList(v); return err },
		"additionalProperties": additional,
		"items":                func(s *optionSchema, v any) (err error) { s.items, err = subschema(v); return err },
		"anyOf":                func(s *optionSchema, v any) (err error) { s.anyOf, err = schemaList(v); return err },
		"oneOf":                func(s *optionSchema, v any) (err error) { s.anyOf, err = schemaList(v); s.one = true; return err },
		"minProperties":        func(s *optionSchema, v any) (err error) { s.minProperties, err = size(v); return err },
		"minItems":             func(s *optionSchema, v any) (err error) { s.minItems, err = size(v); return err },
		"maxItems":             func(s *optionSchema, v any) (err error) { s.maxItems, err = size(v); return err },
		"minLength":            func(s *optionSchema, v any) (err error) { s.minLength, err = size(v); return err },
		"maxLength":            func(s *optionSchema, v any) (err error) { s.maxLength, err = size(v); return err },
		"uniqueItems": func(s *optionSchema, v any) (err error) {
			s.uniqueItems, err = as[bool](v, "true or false")
			return err
		},
		"minimum":          func(s *optionSchema, v any) (err error) { s.minimum, err = number(v); return err },
		"maximum":          func(s *optionSchema, v any) (err error) { s.maximum, err = number(v); return err },
		"exclusiveMinimum": func(s *optionSchema, v any) (err error) { s.exclusiveMinimum, err = number(v); return err },
		"exclusiveMaximum": func(s *optionSchema, v any) (err error) { s.exclMaximum, err = number(v); return err },
		"pattern": func(s *optionSchema, v any) error {
			text, err := as[string](v, "text")
			if err == nil {
				s.pattern, err = regexp.Compile(text)
			}
			return err
		},
	}
}

// compileOptionSchema reads a schema, or says which keyword of it is wrong.
func compileOptionSchema(schema map[string]any) (*optionSchema, error) {
	s := &optionSchema{maxItems: -1, maxLength: -1}
	for _, key := range slices.Sorted(maps.Keys(schema)) {
		read, ok := schemaKeywords[key]
		if !ok {
			return nil, fmt.Errorf("%s", strictyaml.Unknown("keyword", key, slices.Sorted(maps.Keys(schemaKeywords))))
		}
		if read == nil {
			continue
		}
		if err := read(s, schema[key]); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	return s, nil
}

func subschema(v any) (*optionSchema, error) {
	schema, err := as[map[string]any](v, "a schema")
	if err != nil {
		return nil, err
	}
	return compileOptionSchema(schema)
}

func schemaMap(v any) (map[string]*optionSchema, error) {
	m, err := as[map[string]any](v, "a mapping of schemas")
	if err != nil {
		return nil, err
	}
	schemas := make(map[string]*optionSchema, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		if schemas[key], err = subschema(m[key]); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	return schemas, nil
}

func schemaList(v any) ([]*optionSchema, error) {
	list, err := as[[]any](v, "a list of schemas")
	if err != nil {
		return nil, err
	}
	schemas := make([]*optionSchema, len(list))
	for i, one := range list {
		if schemas[i], err = subschema(one); err != nil {
			return nil, err
		}
	}
	return schemas, nil
}

func additional(s *optionSchema, v any) (err error) {
	if allowed, ok := v.(bool); ok {
		s.closed = !allowed
		return nil
	}
	s.others, err = subschema(v)
	return err
}

func typeList(v any) ([]string, error) {
	types := []string{}
	if one, ok := v.(string); ok {
		types = append(types, one)
	} else {
		var err error
		if types, err = textList(v); err != nil {
			return nil, err
		}
	}
	for _, t := range types {
		if typeNames[t] == "" {
			return nil, fmt.Errorf("%s", strictyaml.Unknown("type", t, slices.Sorted(maps.Keys(typeNames))))
		}
	}
	return types, nil
}

func textList(v any) ([]string, error) {
	list, err := as[[]any](v, "a list of texts")
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(list))
	for i, one := range list {
		if texts[i], err = as[string](one, "text"); err != nil {
			return nil, err
		}
	}
	return texts, nil
}

func size(v any) (int, error) {
	n, err := as[json.Number](v, "a whole number")
	if err != nil {
		return 0, err
	}
	i, err := strconv.ParseUint(n.String(), 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%s is not a whole number from 0 on", n)
	}
	return int(i), nil
}

func number(v any) (*big.Rat, error) {
	n, err := as[json.Number](v, "a number")
	if err != nil {
		return nil, err
	}
	r, ok := ratOf(n)
	if !ok {
		return nil, fmt.Errorf("%s is not a number that a bound can have", n)
	}
	return r, nil
}

// ratOf reads a number exactly. One whose exponent would make it a million digits long is none.
func ratOf(n json.Number) (*big.Rat, bool) {
	f, err := n.Float64()
	switch size := math.Abs(f); {
	case err != nil, size > 1e18, size != 0 && size < 1e-18:
		return nil, false
	case size == 0:
		return new(big.Rat), true
	}
	return new(big.Rat).SetString(n.String())
}

func as[T any](v any, what string) (T, error) {
	t, ok := v.(T)
	if !ok {
		return t, fmt.Errorf("%s is not %s", valueText(v), what)
	}
	return t, nil
}

// A mismatch is where and why a value breaks a schema.
type mismatch struct {
	path    []string
	keyword string
	// value is what was found: the value, its offending key for additionalProperties, the missing ones for required.
	value any
	// want is the keyword's value.
	want any
}

// check returns every way in which a value, of JSON's types with numbers as [json.Number], breaks the schema.
func (s *optionSchema) check(path []string, value any) []mismatch {
	var found []mismatch
	add := func(keyword string, value, want any) {
		found = append(found, mismatch{slices.Clone(path), keyword, value, want})
	}
	if s.types != nil && !slices.ContainsFunc(s.types, func(t string) bool { return isOfType(value, t) }) {
		add("type", value, s.types)
		return found // what else it breaks follows from that
	}
	if s.enum != nil && !slices.ContainsFunc(s.enum, func(v any) bool { return equalValues(v, value) }) {
		add("enum", value, s.enum)
	}
	if s.anyOf != nil {
		fits := 0
		for _, sub := range s.anyOf {
			if len(sub.check(path, value)) == 0 {
				fits++
			}
		}
		if fits == 0 || s.one && fits > 1 {
			add("anyOf", value, nil)
		}
	}
	switch value := value.(type) {
	case json.Number:
		s.checkNumber(value, add)
	case string:
		switch n := utf8.RuneCountInString(value); {
		case n < s.minLength:
			add("minLength", n, s.minLength)
		case s.maxLength >= 0 && n > s.maxLength:
			add("maxLength", n, s.maxLength)
		}
		if s.pattern != nil && !s.pattern.MatchString(value) {
			add("pattern", value, s.pattern.String())
		}
	case []any:
		s.checkItems(value, add)
		for i, item := range value {
			if s.items != nil {
				found = append(found, s.items.check(append(path, strconv.Itoa(i)), item)...)
			}
		}
	case map[string]any:
		found = append(found, s.checkKeys(path, value, add)...)
	}
	return found
}

func (s *optionSchema) checkNumber(value json.Number, add func(string, any, any)) {
	r, ok := ratOf(value)
	switch {
	case !ok:
		if s.minimum != nil || s.maximum != nil || s.exclusiveMinimum != nil || s.exclMaximum != nil {
			add("number", value, nil)
		}
	case s.minimum != nil && r.Cmp(s.minimum) < 0:
		add("minimum", r, s.minimum)
	case s.maximum != nil && r.Cmp(s.maximum) > 0:
		add("maximum", r, s.maximum)
	case s.exclusiveMinimum != nil && r.Cmp(s.exclusiveMinimum) <= 0:
		add("exclusiveMinimum", r, s.exclusiveMinimum)
	case s.exclMaximum != nil && r.Cmp(s.exclMaximum) >= 0:
		add("exclusiveMaximum", r, s.exclMaximum)
	}
}

func (s *optionSchema) checkItems(value []any, add func(string, any, any)) {
	switch {
	case len(value) < s.minItems:
		add("minItems", len(value), s.minItems)
	case s.maxItems >= 0 && len(value) > s.maxItems:
		add("maxItems", len(value), s.maxItems)
	}
	if !s.uniqueItems {
		return
	}
	seen := make(map[string]int, len(value))
	for i, item := range value {
		key := canonical(item)
		if first, ok := seen[key]; ok {
			add("uniqueItems", [2]int{first, i}, true)
			return
		}
		seen[key] = i
	}
}

func (s *optionSchema) checkKeys(path []string, value map[string]any, add func(string, any, any)) (found []mismatch) {
	if len(value) < s.minProperties {
		add("minProperties", len(value), s.minProperties)
	}
	missing := slices.DeleteFunc(slices.Clone(s.required), func(key string) bool { _, ok := value[key]; return ok })
	if len(missing) > 0 {
		add("required", missing, s.required)
	}
	unknown := ""
	for _, key := range slices.Sorted(maps.Keys(value)) {
		sub := s.properties[key]
		if sub == nil {
			sub = s.others
		}
		switch {
		case sub != nil:
			found = append(found, sub.check(append(path, key), value[key])...)
		case s.closed && unknown == "":
			unknown = key
			add("additionalProperties", key, false)
		}
	}
	return found
}

// isOfType reports whether a value is of a type of JSON Schema. A number without a fraction is an integer, however written.
func isOfType(value any, t string) bool {
	n, isNumber := value.(json.Number)
	if t == "integer" && isNumber {
		r, ok := ratOf(n)
		return ok && r.IsInt()
	}
	return typeOfValue(value) == t
}

func typeOfValue(value any) string {
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case json.Number:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

func equalValues(a, b any) bool { return canonical(a) == canonical(b) }

// canonical writes a value so that equal values, also numbers such as 1 and 1.0, are equal texts.
func canonical(value any) string {
	raw, err := json.Marshal(plainNumbers(value))
	if err != nil {
		return fmt.Sprint(value)
	}
	return string(raw)
}

func plainNumbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if r, ok := ratOf(value); ok {
			return map[string]any{"": r.RatString()} // which no option is
		}
	case []any:
		list := make([]any, len(value))
		for i, v := range value {
			list[i] = plainNumbers(v)
		}
		return list
	case map[string]any:
		m := make(map[string]any, len(value))
		for k, v := range value {
			m[k] = plainNumbers(v)
		}
		return m
	}
	return value
}

// decodeValue brings a value to JSON's types, with numbers as they were written.
func decodeValue(value any) (any, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var plain any
	err = d.Decode(&plain)
	return plain, err
}

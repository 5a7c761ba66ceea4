package policy

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Options are few and simple, so the part of JSON Schema that describes them is small. A validator of all of JSON Schema
// would cost each run more time at its start than most of the rules need.

// optionKeywords are the keywords that options may use.
var optionKeywords = []string{
	"additionalProperties", "default", "deprecated", "description", "enum", "examples", "items", "maxItems", "maxLength", "maximum",
	"minItems", "minLength", "minimum", "pattern", "properties", "required", "title", "type", "uniqueItems",
}

var optionTypes = []string{"array", "boolean", "integer", "null", "number", "object", "string"}

// plainJSON takes a value through JSON, so that numbers and maps are of few types.
func plainJSON(v any) (any, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var out any
	err = dec.Decode(&out)
	return out, err
}

// checkOptionSchema returns what is wrong with a schema of options.
func checkOptionSchema(schema map[string]any, where string) error {
	for _, k := range slices.Sorted(maps.Keys(schema)) {
		if !slices.Contains(optionKeywords, k) {
			return fmt.Errorf("%s: %s", where, strictyaml.Unknown("keyword", k, optionKeywords))
		}
		ok := true
		switch v := schema[k]; k {
		case "type":
			for _, t := range listOf(v) {
				if s, _ := t.(string); !slices.Contains(optionTypes, s) {
					return fmt.Errorf("%s: %s", where, strictyaml.Unknown("type", fmt.Sprint(t), optionTypes))
				}
			}
		case "enum", "required", "examples":
			_, ok = v.([]any)
		case "maximum", "minimum", "maxItems", "minItems", "maxLength", "minLength":
			_, ok = v.(json.Number)
		case "uniqueItems", "deprecated":
			_, ok = v.(bool)
		case "pattern":
			s, isText := v.(string)
			_, err := regexp.Compile(s)
			ok = isText && err == nil
		case "items":
			var items map[string]any
			if items, ok = v.(map[string]any); ok {
				if err := checkOptionSchema(items, where); err != nil {
					return err
				}
			}
		case "additionalProperties":
			if nested, isMap := v.(map[string]any); isMap {
				if err := checkOptionSchema(nested, where); err != nil {
					return err
				}
			} else {
				_, ok = v.(bool)
			}
		case "properties":
			var properties map[string]any
			if properties, ok = v.(map[string]any); !ok {
				break
			}
			for _, name := range slices.Sorted(maps.Keys(properties)) {
				property, isMap := properties[name].(map[string]any)
				if !isMap {
					return fmt.Errorf("option %q is no schema", name)
				}
				if err := checkOptionSchema(property, fmt.Sprintf("option %q", name)); err != nil {
					return err
				}
			}
		}
		if !ok {
			return fmt.Errorf("%s: the value of %s is of the wrong kind", where, k)
		}
	}
	return nil
}

func listOf(v any) []any {
	if list, ok := v.([]any); ok {
		return list
	}
	return []any{v}
}

// checkOption returns where in a value, and why, it breaks its schema; an empty reason when it does not.
func checkOption(schema map[string]any, v any, where string) (at, reason string) {
	if t, ok := schema["type"]; ok {
		types := listOf(t)
		if !slices.ContainsFunc(types, func(t any) bool { return isOptionType(t.(string), v) }) {
			names := make([]string, len(types))
			for i, t := range types {
				names[i] = t.(string)
			}
			return where, fmt.Sprintf("must be %s, not %s", strings.Join(names, " or "), optionType(v))
		}
	}
	if list, ok := schema["enum"].([]any); ok && !slices.ContainsFunc(list, func(e any) bool { return sameJSON(e, v) }) {
		names := make([]string, len(list))
		for i, e := range list {
			names[i] = fmt.Sprint(e)
		}
		return where, "must be one of " + strings.Join(names, ", ")
	}
	limit := func(keyword string, size *big.Rat) int {
		n, ok := schema[keyword].(json.Number)
		if !ok {
			return 0
		}
		r, ok := new(big.Rat).SetString(n.String())
		if !ok {
			return 0
		}
		return size.Cmp(r)
	}
	size := func(n int, least, most, what string) string {
		switch r := new(big.Rat).SetInt64(int64(n)); {
		case limit(least, r) < 0:
			return fmt.Sprintf("must have at least %v %s", schema[least], what)
		case limit(most, r) > 0:
			return fmt.Sprintf("must have at most %v %s", schema[most], what)
		}
		return ""
	}
	switch v := v.(type) {
	case json.Number:
		if len(v) > 100 {
			return where, "is too long a number"
		}
		if r, ok := new(big.Rat).SetString(v.String()); ok {
			switch {
			case limit("minimum", r) < 0:
				return where, fmt.Sprintf("must be at least %v, not %v", schema["minimum"], v)
			case limit("maximum", r) > 0:
				return where, fmt.Sprintf("must be at most %v, not %v", schema["maximum"], v)
			}
		}
	case string:
		if s := size(utf8.RuneCountInString(v), "minLength", "maxLength", "characters"); s != "" {
			return where, s
		}
		if p, ok := schema["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(v) {
			return where, "must match the pattern " + p
		}
	case []any:
		if s := size(len(v), "minItems", "maxItems", "elements"); s != "" {
			return where, s
		}
		if items, ok := schema["items"].(map[string]any); ok {
			for i, e := range v {
				if at, reason := checkOption(items, e, fmt.Sprintf("%s.%d", where, i)); reason != "" {
					return at, reason
				}
			}
		}
		if schema["uniqueItems"] == true {
			for i := range v {
				if slices.ContainsFunc(v[:i], func(e any) bool { return sameJSON(e, v[i]) }) {
					return fmt.Sprintf("%s.%d", where, i), "stands there twice"
				}
			}
		}
	case map[string]any:
		properties, _ := schema["properties"].(map[string]any)
		required, _ := schema["required"].([]any)
		for _, r := range required {
			if name, _ := r.(string); v[name] == nil {
				return where, fmt.Sprintf("needs %q", name)
			}
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			nested, ok := properties[name].(map[string]any)
			if !ok {
				if schema["additionalProperties"] == false {
					return where, strictyaml.Unknown("key", name, slices.Sorted(maps.Keys(properties)))
				}
				if nested, ok = schema["additionalProperties"].(map[string]any); !ok {
					continue
				}
			}
			if at, reason := checkOption(nested, v[name], where+"."+name); reason != "" {
				return at, reason
			}
		}
	}
	return "", ""
}

func sameJSON(a, b any) bool {
	x, err := json.Marshal(a)
	if err != nil {
		return false
	}
	y, err := json.Marshal(b)
	if err != nil {
		return false
	}
	if bytes.Equal(x, y) {
		return true
	}
	m, ok := a.(json.Number)
	n, also := b.(json.Number)
	if !ok || !also || len(m) > 100 || len(n) > 100 {
		return false
	}
	p, err1 := m.Float64()
	q, err2 := n.Float64()
	return err1 == nil && err2 == nil && p == q
}

func isOptionType(t string, v any) bool {
	if n, ok := v.(json.Number); ok && t == "integer" {
		f, err := n.Float64()
		return err == nil && f == float64(int64(f))
	}
	return optionType(v) == t
}

func optionType(v any) string {
	switch v.(type) {
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

package policy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// Type says in words what an option takes: "whole number from 1 to 1000", "list of texts".
func (o *Options) Type(name string) string { return typeText(o.Property(name)) }

// Example returns a value of the option that is worth showing: the first of its schema's examples, or else the default.
func (o *Options) Example(name string) any {
	if examples, _ := o.Property(name)["examples"].([]any); len(examples) > 0 {
		return examples[0]
	}
	return o.defaults[name]
}

// Faults returns what is wrong with the options themselves: a schema that is none, defaults or examples that break it.
func (o *Options) Faults() []string {
	var faults []string
	for _, name := range o.Names() {
		examples, _ := o.Property(name)["examples"].([]any)
		for i, value := range append([]any{o.defaults[name]}, examples...) {
			if err := o.Check(map[string]any{name: value}); err != nil {
				what := "default"
				if i > 0 {
					what = "example"
				}
				faults = append(faults, fmt.Sprintf("custom.options: the %s of %s: %v", what, name, err))
			}
		}
	}
	return faults
}

// typeText says what a JSON Schema takes, as far as options use the language.
func typeText(schema map[string]any) string {
	if values, ok := schema["enum"].([]any); ok {
		return "one of " + joinValues(values)
	}
	for _, key := range []string{"anyOf", "oneOf"} {
		if list, ok := schema[key].([]any); ok {
			var texts []string
			for _, s := range list {
				sub, _ := s.(map[string]any)
				texts = append(texts, typeText(sub))
			}
			return strings.Join(texts, ", or ")
		}
	}
	if list, ok := schema["type"].([]any); ok {
		var texts []string
		for _, t := range list {
			one := maps.Clone(schema)
			one["type"] = t
			texts = append(texts, typeText(one))
		}
		return strings.Join(texts, ", or ")
	}
	text := typeNames[fmt.Sprint(schema["type"])]
	switch schema["type"] {
	case "integer", "number":
		return text + bounds(schema["minimum"], schema["maximum"])
	case "string":
		if pattern, ok := schema["pattern"].(string); ok {
			text += " like `" + pattern + "`"
		}
	case "array":
		if items, ok := schema["items"].(map[string]any); ok {
			if text = "list; each " + typeText(items); text == "list; each text" {
				text = "list of texts"
			}
		}
	case "object":
		return mappingText(schema)
	}
	return cmp.Or(text, "anything")
}

var typeNames = map[string]string{
	"null": "nothing", "boolean": "true or false", "integer": "whole number", "number": "number", "string": "text",
	"array": "list", "object": "mapping",
}

func bounds(least, most any) string {
	switch {
	case least != nil && most != nil:
		return fmt.Sprintf(" from %v to %v", least, most)
	case least != nil:
		return fmt.Sprintf(" of at least %v", least)
	case most != nil:
		return fmt.Sprintf(" of at most %v", most)
	}
	return ""
}

func mappingText(schema map[string]any) string {
	properties, _ := schema["properties"].(map[string]any)
	if len(properties) == 0 {
		if values, ok := schema["additionalProperties"].(map[string]any); ok {
			return "mapping; each value " + typeText(values)
		}
		return "mapping"
	}
	var keys []string
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		p, _ := properties[name].(map[string]any)
		keys = append(keys, fmt.Sprintf("%s (%s)", name, typeText(p)))
	}
	return "mapping of " + strings.Join(keys, ", ")
}

func joinValues(values []any) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = valueText(v)
	}
	return strings.Join(texts, ", ")
}

// valueText writes a JSON value; text that needs no quotes stands without them.
func valueText(v any) string {
	if s, ok := v.(string); ok && s != "" && !strings.ContainsAny(s, " ,\"") {
		return s
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}

// optionError says of the first thing that a validation found where it is, what is wrong, and what may stand there.
func (o *Options) optionError(found []mismatch) *OptionError {
	first := slices.MinFunc(found, func(a, b mismatch) int {
		return cmp.Or(slices.Compare(a.path, b.path), cmp.Compare(a.keyword, b.keyword))
	})
	e := &OptionError{Path: first.path, Reason: o.reason(first)}
	if first.keyword == "additionalProperties" {
		e.Path = append(slices.Clone(e.Path), first.value.(string))
		e.Key = true
	}
	if len(first.path) > 0 {
		e.Option = pathText(first.path)
	}
	return e
}

// pathText writes the place of a value as people do: groups.get[2].
func pathText(path []string) string {
	var b strings.Builder
	for i, step := range path {
		switch _, err := strconv.Atoi(step); {
		case i == 0:
			b.WriteString(step)
		case err == nil:
			b.WriteString("[" + step + "]")
		default:
			b.WriteString("." + step)
		}
	}
	return b.String()
}

func (o *Options) reason(m mismatch) string {
	schema := o.schemaAt(m.path)
	switch m.keyword {
	case "type":
		want, _, _ := strings.Cut(typeText(schema), "; each")
		return fmt.Sprintf("must be %s, not %s", article(want), article(typeNames[typeOfValue(m.value)]))
	case "anyOf":
		return fmt.Sprintf("must be %s", article(typeText(schema)))
	case "enum":
		values := m.want.([]any)
		reason := "must be one of " + joinValues(values)
		got, isText := m.value.(string)
		if !isText {
			return reason + ", not " + valueText(m.value)
		}
		var names []string
		for _, v := range values {
			if s, ok := v.(string); ok {
				names = append(names, s)
			}
		}
		if best := strictyaml.Nearest(got, names); best != "" {
			return fmt.Sprintf("%s; did you mean %q instead of %q?", reason, best, got)
		}
		return fmt.Sprintf("%s, not %q", reason, got)
	case "minimum":
		return fmt.Sprintf("must be at least %s, not %s", rat(m.want), rat(m.value))
	case "maximum":
		return fmt.Sprintf("must be at most %s, not %s", rat(m.want), rat(m.value))
	case "exclusiveMinimum":
		return fmt.Sprintf("must be more than %s, not %s", rat(m.want), rat(m.value))
	case "exclusiveMaximum":
		return fmt.Sprintf("must be less than %s, not %s", rat(m.want), rat(m.value))
	case "pattern":
		return fmt.Sprintf("must be text like `%s`, not %q", m.want, m.value)
	case "minLength":
		return atLeast(m.want.(int), "character")
	case "maxLength":
		return fmt.Sprintf("must have at most %d characters, not %d", m.want, m.value)
	case "minItems":
		return atLeast(m.want.(int), "element")
	case "maxItems":
		return fmt.Sprintf("must have at most %d elements, not %d", m.want, m.value)
	case "minProperties":
		return atLeast(m.want.(int), "key")
	case "uniqueItems":
		twice := m.value.([2]int)
		return fmt.Sprintf("has the same element twice, the %s and the %s", ordinal(twice[0]), ordinal(twice[1]))
	case "required":
		return "lacks the key " + strings.Join(m.value.([]string), ", ")
	case "additionalProperties":
		properties, _ := schema["properties"].(map[string]any)
		return "is a mapping, whose " + strictyaml.Unknown("key", m.value.(string), slices.Sorted(maps.Keys(properties)))
	}
	return fmt.Sprintf("must not be as large or as small as %v", m.value) // a number beyond all bounds
}

func atLeast(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("must have at least %d %s", n, what)
}

func ordinal(index int) string {
	suffix := "th"
	switch n := index + 1; {
	case n%100 >= 11 && n%100 <= 13:
	case n%10 == 1:
		suffix = "st"
	case n%10 == 2:
		suffix = "nd"
	case n%10 == 3:
		suffix = "rd"
	}
	return strconv.Itoa(index+1) + suffix
}

// article puts "a" before a type's name where people do.
func article(text string) string {
	for _, name := range []string{"whole number", "number", "list", "mapping"} {
		if strings.HasPrefix(text, name) {
			return "a " + text
		}
	}
	return text
}

// rat writes a number of a schema as it was written there: whole, or with its decimals.
func rat(value any) string {
	r := value.(*big.Rat)
	if r.IsInt() {
		return r.Num().String()
	}
	f, _ := r.Float64()
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// schemaAt returns the schema of a value within the options, as far as properties, items and additionalProperties lead.
func (o *Options) schemaAt(path []string) map[string]any {
	schema := o.schema
	for _, step := range path {
		properties, _ := schema["properties"].(map[string]any)
		next, ok := properties[step].(map[string]any)
		if !ok {
			if next, ok = schema["items"].(map[string]any); !ok {
				next, _ = schema["additionalProperties"].(map[string]any)
			}
		}
		schema = next
	}
	return schema
}

package facts

import (
	"reflect"
	"strings"
)

// Schema returns the JSON Schema (2020-12) of a model's facts document. Rules are type-checked against it, and the
// reference for rule authors is generated from it. The comment function, which may be nil, gives the doc comment of a
// struct's field, or of the struct itself when field is "".
func Schema(model any, comment func(t reflect.Type, field string) string) map[string]any {
	s := schemaOf(reflect.TypeOf(model), comment)
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	return s
}

// placeFormat marks an integer as the number of a place.
const placeFormat = "place"

func schemaOf(t reflect.Type, comment func(reflect.Type, string) string) map[string]any {
	if t == reflect.TypeFor[ID]() {
		return map[string]any{"type": "integer", "format": placeFormat}
	}
	switch t.Kind() {
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.String:
		return map[string]any{"type": "string"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return map[string]any{"type": "integer"}
	case reflect.Pointer:
		return schemaOf(t.Elem(), comment)
	case reflect.Slice:
		return map[string]any{"type": "array", "items": schemaOf(t.Elem(), comment)}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": schemaOf(t.Elem(), comment)}
	case reflect.Struct:
		properties := make(map[string]any)
		var required []any
		for i := range t.NumField() {
			f := t.Field(i)
			name, opts, _ := strings.Cut(f.Tag.Get("json"), ",")
			if name == "-" || !f.IsExported() {
				continue
			}
			p := schemaOf(f.Type, comment)
			if comment != nil {
				if text := comment(t, f.Name); text != "" {
					p["description"] = text
				}
			}
			properties[name] = p
			if opts != "omitempty" {
				required = append(required, name)
			}
		}
		s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
		if required != nil {
			s["required"] = required
		}
		if comment != nil {
			if text := comment(t, ""); text != "" {
				s["description"] = text
			}
		}
		return s
	}
	return map[string]any{}
}

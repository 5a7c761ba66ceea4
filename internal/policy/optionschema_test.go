package policy

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Whatever a schema of options may say means what it means to a validator of the whole language.
func TestOptionSchemaAgrees(t *testing.T) {
	schemas := []string{
		`{"type": "integer"}`, `{"type": "number"}`, `{"type": ["string", "null"]}`, `{"type": "boolean"}`, `{"type": "object"}`, `{"type": "array"}`,
		`{"enum": [1, "a", null, [1], {"a": 1}]}`, `{"const": 1.0}`,
		`{"minimum": 0.5, "maximum": 2}`, `{"exclusiveMinimum": 1, "exclusiveMaximum": 3}`,
		`{"minLength": 2, "maxLength": 3}`, `{"pattern": "^a"}`,
		`{"items": {"type": "integer"}, "minItems": 1, "maxItems": 2}`, `{"uniqueItems": true}`,
		`{"properties": {"a": {"type": "integer"}}, "additionalProperties": false, "required": ["a"]}`,
		`{"additionalProperties": {"type": "string"}, "minProperties": 1}`,
		`{"properties": {"a": {"type": "integer"}}, "additionalProperties": {"type": "string"}}`,
		`{"anyOf": [{"type": "integer"}, {"minLength": 2}]}`, `{"oneOf": [{"type": "integer"}, {"minimum": 2}]}`,
		`{"items": {"anyOf": [{"type": "string"}, {"required": ["a"]}]}}`,
	}
	values := []string{
		`null`, `true`, `0`, `0.25`, `1`, `1.0`, `1e0`, `2`, `2.5`, `3`, `-7`, `0e9`, `""`, `"a"`, `"ab"`, `"äöü"`, `"bcde"`,
		`[]`, `[1]`, `[1.0]`, `[1, 2]`, `[1, 1.0]`, `[1, "1"]`, `[{"a": 1}, {"a": 1.0}]`, `["x", {}]`, `[1, 2, 3]`,
		`{}`, `{"a": 1}`, `{"a": "x"}`, `{"b": "x"}`, `{"a": 1, "b": "x"}`, `{"a": 1, "b": 2}`,
	}
	for _, text := range schemas {
		schema := decoded(t, text)
		c := jsonschema.NewCompiler()
		if err := c.AddResource("bdma:options", schema); err != nil {
			t.Fatal(err)
		}
		reference := c.MustCompile("bdma:options")
		s, err := compileOptionSchema(schema.(map[string]any))
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		for _, v := range values {
			value := decoded(t, v)
			if got, want := len(s.check(nil, value)) == 0, reference.Validate(value) == nil; got != want {
				t.Errorf("%s takes %s: %t, want %t", text, v, got, want)
			}
		}
	}
}

// A schema that is none says which word of it is wrong, instead of taking everything.
func TestOptionSchemaFaults(t *testing.T) {
	for text, want := range map[string]string{
		`{"tipe": "string"}`:                       `keyword "tipe" does not exist; did you mean "type"?`,
		`{"format": "date"}`:                       `keyword "format" does not exist`,
		`{"type": "strnig"}`:                       `type: type "strnig" does not exist; did you mean "string"?`,
		`{"pattern": "("}`:                         "pattern: error parsing regexp",
		`{"items": {"minItems": "x"}}`:             "items: minItems: x is not a whole number",
		`{"properties": {"a": {"minimum": true}}}`: "properties: a: minimum: true is not a number",
		`{"properties": {"a": 1}}`:                 "properties: a: 1 is not a schema",
		`{"anyOf": [{"maxLength": -1}]}`:           "anyOf: maxLength: -1 is not a whole number from 0 on",
		`{"additionalProperties": "no"}`:           "additionalProperties: no is not a schema",
		`{"minimum": 1e999999999}`:                 "minimum: 1e999999999 is not a number that a bound can have",
	} {
		_, err := compileOptionSchema(decoded(t, text).(map[string]any))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

// Numbers that no machine can hold cost nothing.
func TestOptionSchemaHugeNumbers(t *testing.T) {
	s, err := compileOptionSchema(decoded(t, `{"minimum": 1}`).(map[string]any))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []string{"1e999999999", "1e-999999999", "-1e300"} {
		if len(s.check(nil, decoded(t, v))) == 0 {
			t.Errorf("%s is at least 1", v)
		}
	}
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	v, err := decodeValue(json.RawMessage(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

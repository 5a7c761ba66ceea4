package policy

import (
	"encoding/json"
	"strings"
	"testing"
)

func object(t *testing.T, text string) map[string]any {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(text))
	var v map[string]any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestOptionValues(t *testing.T) {
	for _, c := range []struct{ schema, given, want string }{
		{`{"type": "integer"}`, `1`, ""},
		{`{"type": "integer"}`, `1.0`, ""},
		{`{"type": "integer"}`, `1.5`, `option "x" must be integer, not number`},
		{`{"type": ["integer", "null"]}`, `null`, ""},
		{`{"type": ["integer", "null"]}`, `true`, `option "x" must be integer or null, not boolean`},
		{`{"type": "integer", "minimum": 1, "maximum": 3}`, `4`, `option "x" must be at most 3, not 4`},
		{`{"type": "integer", "minimum": 1, "maximum": 3}`, `0`, `option "x" must be at least 1, not 0`},
		{`{"enum": ["a", 1]}`, `1.0`, ""},
		{`{"enum": ["a", 1]}`, `"b"`, `option "x" must be one of a, 1`},
		{`{"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": true}`, `["a", "b"]`, ""},
		{`{"type": "array", "items": {"type": "string", "minLength": 1}, "uniqueItems": true}`, `["a", ""]`, `option "x.1" must have at least 1 characters`},
		{`{"type": "array", "items": {"type": "string"}, "uniqueItems": true}`, `["a", "a"]`, `option "x.1" stands there twice`},
		{`{"type": "array", "items": {"type": "string"}}`, `["a", 5]`, `option "x.1" must be string, not number`},
		{`{"type": "array", "maxItems": 1}`, `[1, 2]`, `option "x" must have at most 1 elements`},
		{`{"type": "string", "pattern": "^a$"}`, `"b"`, `option "x" must match the pattern ^a$`},
		{`{"type": "object", "additionalProperties": {"type": "string"}}`, `{"a": "b"}`, ""},
		{`{"type": "object", "additionalProperties": {"type": "string"}}`, `{"a": 1}`, `option "x.a" must be string, not number`},
		{`{"type": "object", "properties": {"a": {}}, "required": ["a"]}`, `{}`, `option "x" needs "a"`},
		{`{"type": "object", "properties": {"limit": {}}, "additionalProperties": false}`, `{"limt": 1}`, `option "x" key "limt" does not exist; did you mean "limit"?`},
	} {
		schema := object(t, `{"type": "object", "additionalProperties": false, "properties": {"x": `+c.schema+`}}`)
		x := schema["properties"].(map[string]any)["x"].(map[string]any)
		x["default"], x["description"] = "any", "d"
		o, err := newOptions(schema)
		if err != nil {
			t.Errorf("%s: %v", c.schema, err)
			continue
		}
		got := ""
		if err := o.Check(object(t, `{"x": `+c.given+`}`)); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s with %s: %q, want %q", c.schema, c.given, got, c.want)
		}
	}
}

func TestOptionSchemas(t *testing.T) {
	for schema, want := range map[string]string{
		`{"tpye": "string"}`:  `option "x": keyword "tpye" does not exist; did you mean "type"?`,
		`{"type": "strin"}`:   `option "x": type "strin" does not exist; did you mean "string"?`,
		`{"pattern": "("}`:    `option "x": the value of pattern is of the wrong kind`,
		`{"maximum": "3"}`:    `option "x": the value of maximum is of the wrong kind`,
		`{"items": {"a": 1}}`: `option "x": keyword "a" does not exist`,
	} {
		s := object(t, `{"type": "object", "additionalProperties": false, "properties": {"x": `+schema+`}}`)
		x := s["properties"].(map[string]any)["x"].(map[string]any)
		x["default"], x["description"] = "any", "d"
		if _, err := newOptions(s); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", schema, err, want)
		}
	}
}

package policy_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/policy"
)

// optionsOf returns the options of a rule that have the given schemas.
func optionsOf(t *testing.T, schemas map[string]string) *policy.Options {
	t.Helper()
	var b strings.Builder
	for name, schema := range schemas {
		b.WriteString("#       " + name + ": " + strings.TrimSuffix(schema, "}") + ", description: What it is.}\n")
	}
	text := strings.Replace(header, "#   since", `#   options:
#     type: object
#     additionalProperties: false
#     properties:
`+b.String()+"#   since", 1) + "package bdma.rest.short_name\n\ndeny contains {\"at\": row.at, \"name\": row.name} if some row in input.rows\n"
	return mustLoad(t, text).Options
}

const mapSchema = `{type: object, default: {}, additionalProperties: {type: array, items: {enum: [camelCase, kebab-case, snake_case]}, minItems: 1, uniqueItems: true}}`

// Each kind of option says what it takes, and of a wrong value where it is, what may stand there and what does.
func TestOptionTypes(t *testing.T) {
	o := optionsOf(t, map[string]string{
		"flag":    `{type: boolean, default: true}`,
		"size":    `{type: integer, minimum: 1, maximum: 1000, default: 100}`,
		"share":   `{type: number, minimum: 0.5, default: 1}`,
		"most":    `{type: integer, maximum: 9, default: 1}`,
		"name":    `{type: string, pattern: "^[a-z]+$", default: x}`,
		"case":    `{enum: [camelCase, kebab-case], default: kebab-case}`,
		"words":   `{type: array, items: {type: string, minLength: 2}, maxItems: 3, default: []}`,
		"methods": `{type: array, items: {enum: [get, put]}, default: [get], examples: [[put]]}`,
		"either":  `{anyOf: [{type: boolean}, {type: array, items: {type: string}}], default: false}`,
		"several": `{type: [integer, "null"], minimum: 1, default: null}`,
		"shape":   `{type: object, additionalProperties: false, required: [of], properties: {of: {type: string}, limit: {type: integer}}, default: {of: x}}`,
		"plural":  `{type: object, additionalProperties: {type: string}, default: {}}`,
		"cases":   mapSchema,
		"any":     `{default: 1}`,
	})
	for _, c := range []struct{ option, takes, given, want string }{
		{"flag", "true or false", `"yes"`, `option "flag" must be true or false, not text`},
		{"size", "whole number from 1 to 1000", `0`, `option "size" must be at least 1, not 0`},
		{"size", "whole number from 1 to 1000", `1001`, `option "size" must be at most 1000, not 1001`},
		{"size", "whole number from 1 to 1000", `1.5`, `option "size" must be a whole number from 1 to 1000, not a number`},
		{"share", "number of at least 0.5", `0.25`, `option "share" must be at least 0.5, not 0.25`},
		{"most", "whole number of at most 9", `null`, `option "most" must be a whole number of at most 9, not nothing`},
		{"name", "text like `^[a-z]+$`", `"A"`, "option \"name\" must be text like `^[a-z]+$`, not \"A\""},
		{"case", "one of camelCase, kebab-case", `"kebap-case"`, `option "case" must be one of camelCase, kebab-case; did you mean "kebab-case" instead of "kebap-case"?`},
		{"case", "one of camelCase, kebab-case", `"x"`, `option "case" must be one of camelCase, kebab-case, not "x"`},
		{"case", "one of camelCase, kebab-case", `7`, `option "case" must be one of camelCase, kebab-case, not 7`},
		{"words", "list of texts", `"word"`, `option "words" must be a list of texts, not text`},
		{"words", "list of texts", `["ab", 7]`, `option "words[1]" must be text, not a number`},
		{"words", "list of texts", `["a"]`, `option "words[0]" must have at least 2 characters`},
		{"words", "list of texts", `["ab", "cd", "ef", "gh"]`, `option "words" must have at most 3 elements, not 4`},
		{"methods", "list; each one of get, put", `["get", "pot"]`, `option "methods[1]" must be one of get, put; did you mean "put" instead of "pot"?`},
		{"either", "true or false, or list of texts", `7`, `option "either" must be true or false, or list of texts`},
		{"several", "whole number of at least 1, or nothing", `"x"`, `option "several" must be a whole number of at least 1, or nothing, not text`},
		{"shape", "mapping of limit (whole number), of (text)", `{"of": "x", "limt": 1}`, `option "shape" is a mapping, whose key "limt" does not exist; did you mean "limit"?`},
		{"shape", "mapping of limit (whole number), of (text)", `{"limit": 1}`, `option "shape" lacks the key of`},
		{"plural", "mapping; each value text", `{"person": 7}`, `option "plural.person" must be text, not a number`},
		{"cases", "mapping; each value list; each one of camelCase, kebab-case, snake_case", `{"get": ["camelCase", "camelCase"]}`, `option "cases.get" has the same element twice, the 1st and the 2nd`},
		{"cases", "mapping; each value list; each one of camelCase, kebab-case, snake_case", `{"b": [], "a": []}`, `option "cases.a" must have at least 1 element`},
		{"any", "anything", `[]`, ""},
	} {
		t.Run(c.option+c.given, func(t *testing.T) {
			if got := o.Type(c.option); got != c.takes {
				t.Errorf("Type = %q, want %q", got, c.takes)
			}
			var value any
			if err := json.Unmarshal([]byte(c.given), &value); err != nil {
				t.Fatal(err)
			}
			got := ""
			if err := o.Check(map[string]any{c.option: value}); err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("Check = %q, want %q", got, c.want)
			}
		})
	}
	if got := o.Example("methods").([]any)[0]; got != "put" {
		t.Errorf("the example of methods is %v", got)
	}
	if got := o.Example("case"); got != "kebab-case" {
		t.Errorf("the example of case is %v", got)
	}
}

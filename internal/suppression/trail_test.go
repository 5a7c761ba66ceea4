package suppression

import (
	"strings"
	"testing"
)

// TestTrail holds that a directive knows which keys lead to what it covers, in whichever notation.
func TestTrail(t *testing.T) {
	for name, c := range map[string]struct{ file, data, want string }{
		"a key":                       {"a.yaml", "paths:\n  /a:\n    # bdma:ignore rest/x -- y\n    get: {}\n", "paths|/a|get"},
		"a key in quotes":             {"a.yaml", "paths:\n  '/a: b':\n    # bdma:ignore rest/x -- y\n    \"get\":\n      tags: []\n", "paths|/a|get"},
		"behind a value":              {"a.yaml", "info:\n  title: t # bdma:ignore rest/x -- y\n", "info|title"},
		"an item in a line":           {"a.yaml", "a:\n  # bdma:ignore rest/x -- y\n  - {in: query, name: n, schema: {enum: [a]}}\n", "a|- name:n in:query "},
		"an item in lines":            {"a.yaml", "a:\n  # bdma:ignore rest/x -- y\n  - schema: {}\n    name: n\n    in: query\n", "a|- name:n in:query "},
		"within an item":              {"a.yaml", "a:\n  - name: n\n    # bdma:ignore rest/x -- y\n    schema: {}\n", "a|- name:n |schema"},
		"a text in a list":            {"a.yaml", "a:\n  - b\n  # bdma:ignore rest/x -- y\n  - c\n", "a|- c"},
		"an extension":                {"a.yaml", "a:\n  b:\n    x-bdma-ignore: rest/x -- y\n    c: 1\n", "a|b"},
		"an extension of the whole":   {"a.yaml", "openapi: 3.1.0\nx-bdma-ignore: rest/x -- y\n", ""},
		"the file":                    {"a.yaml", "# bdma:ignore-file rest/x -- y\na: 1\n", ""},
		"an object":                   {"a.json", `{"a": {"b": {"x-bdma-ignore": "rest/x -- y", "c": 1}}}`, "a|b"},
		"an object in a list":         {"a.json", `{"a": [{"x-bdma-ignore": "rest/x -- y", "in": "query", "name": "n"}]}`, `a|- name:"n" in:"query" `},
		"an object below a list":      {"a.json", `{"a": [{"schema": {"x-bdma-ignore": "rest/x -- y"}, "name": "n"}]}`, `a|- name:"n" |schema`},
		"an object of the whole":      {"a.json", `{"openapi": "3.1.0", "x-bdma-ignore": "rest/x -- y"}`, ""},
		"a name that is not a text":   {"a.json", `{"a": [{"x-bdma-ignore": "rest/x -- y", "name": {"name": 1}}]}`, "a|- "},
		"an object in a file of YAML": {"a.yaml", `{"a": {"b": {"x-bdma-ignore": "rest/x -- y", "c": 1}}}`, "a|b"},
	} {
		t.Run(name, func(t *testing.T) {
			list := Read(c.file, []byte(c.data), nil)
			if len(list) != 1 {
				t.Fatalf("%d directives instead of one", len(list))
			}
			if got := strings.TrimSuffix(strings.ReplaceAll(list[0].Covers.Trail, "\n", "|"), "|"); got != c.want {
				t.Errorf("%q instead of %q", got, c.want)
			}
		})
	}
}

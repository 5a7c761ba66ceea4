package config

import (
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/policy"
)

// A mistake within an option is reported at its own place.
func TestNestedOptionErrors(t *testing.T) {
	set, err := policy.Load(policy.Folder{FS: fstest.MapFS{"rest/case.rego": {Data: []byte(ruleText("rest/case", "info", both+`standard: rest/naming
options:
  type: object
  additionalProperties: false
  properties:
    words: {type: array, items: {type: string}, default: [], description: Words.}
    plurals: {type: object, additionalProperties: {type: string}, default: {}, description: Words with their plurals.}
    shape: {type: object, additionalProperties: false, properties: {least: {type: integer}}, default: {}, description: A shape.}`))}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, text, want string }{
		{"right", "rules:\n  rest/case:\n    options:\n      words: [a]\n      plurals: {person: people}\n      shape: {least: 1}\n", ""},
		{"element", "rules:\n  rest/case:\n    options:\n      words:\n        - a\n        - 7\n", `bdma.yaml:7:11: rest/case: option "words[1]" must be text, not a number`},
		{"value", "rules:\n  rest/case:\n    options:\n      plurals: {person: people, index: 7}\n", `bdma.yaml:5:40: rest/case: option "plurals.index" must be text, not a number`},
		{"key", "rules:\n  rest/case:\n    options:\n      shape: {leest: 1}\n", `bdma.yaml:5:15: rest/case: option "shape" is a mapping, whose key "leest" does not exist; did you mean "least"?`},
		{"alias", "rules:\n  rest/case:\n    options:\n      words: &w [a, 7]\noverrides:\n  - paths: [x]\n    rules: {rest/case: {options: {words: *w}}}\n", `bdma.yaml:5:21: rest/case: option "words[1]" must be text, not a number
bdma.yaml:5:21: rest/case: option "words[1]" must be text, not a number`},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := Load(repo("version: 1\n"+test.text), "bdma.yaml")
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if _, err := c.Resolve(set, Flags{}); err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// Whoever writes another tool's name for a rule is told ours.
func TestNamesOfOtherTools(t *testing.T) {
	set, err := policy.Load(policy.Folder{FS: fstest.MapFS{
		"rest/tags.rego":      {Data: []byte(ruleText("rest/tags", "info", both+"standard: rest/documentation\nequivalents: {spectral: [operation-tags], zalando: ['104']}"))},
		"rest/tags-used.rego": {Data: []byte(ruleText("rest/tags-used", "info", both+"standard: rest/documentation\nequivalents: {spectral: [operation-tags]}"))},
	}})
	if err != nil {
		t.Fatal(err)
	}
	c, err := Load(repo("version: 1\nrules:\n  operation-tags: error\n  zalando:104: error\n  vacuum:operation-tags: off\n"), "bdma.yaml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Resolve(set, Flags{Only: []string{"spectral:operation-tags"}})
	want := `bdma.yaml:3:3: rule "operation-tags" is another tool's; the same is rest/tags, rest/tags-used here
bdma.yaml:4:3: rule "zalando:104" is another tool's; the same is rest/tags here
bdma.yaml:5:3: rule "vacuum:operation-tags" does not exist; there is rest/tags, rest/tags-used
--only: rule "spectral:operation-tags" is another tool's; the same is rest/tags, rest/tags-used here`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

package config

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func compileSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	text, err := Schema(testRules(t))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource(SchemaURL, doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(SchemaURL)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The schema in an editor and bdma itself must say the same.
func TestSchemaAgrees(t *testing.T) {
	schema := compileSchema(t)
	for _, test := range []struct {
		text string
		good bool
	}{
		{"version: 1", true},
		{full, true},
		{"version: 1\nextends: []", true},
		{"version: 1\nextends: [bdma:recommended@2, bdma:all@1]", true},
		{"version: 1\ninclude: {migration: [], coverage: ['a/{b,c}/*.xml']}", true},
		{"version: 1\nexclude: {all: [a], openapi: [b/]}", true},
		{"version: 1\nrules: {parse/error: off, schema/secret: info, team/owner: off, 'team/*': info}", true},
		{"version: 1\nrules: {rest/path-no-verb: {severity: off}}", true},
		{"version: 1\nrules: {coverage/total: {options: {minimum: 0}}}", true},
		{"version: 1\nrules: {coverage/total: {options: {}}}", true},
		{"version: 1\nfail-on: never", true},
		{"version: 1\npolicies: [policies]", true},
		{"version: 1\npostgres-version: 11\ntables: {orders: {rows: 5e7, traffic: high}, a.b: {rows: 0}}", true},

		{strings.Replace(excepted, "2027-01-31", "'2027-01-31'", 1), true}, // editors take it for text either way
		{"version: 1\nsuppressions:\ncompat: []", true},

		{"{}", false},
		{"version: 1\nsuppressions: [{reason: r}]", false},
		{"version: 1\nsuppressions: [{rule: a/b, rules: [c/d]}]", false},
		{"version: 1\nsuppressions: [{rules: []}]", false},
		{"version: 1\nsuppressions: [{rule: a/b, until: soon}]", false},
		{"version: 1\nsuppressions: [{rule: a/b, path: x}]", false},
		{"version: 1\ncompat: [eslint]", false},
		{"version: 2", false},
		{"version: 1\npostgres-version: 10", false},
		{"version: 1\npostgres-version: 16.2", false},
		{"version: 1\ncoverage: {reports: [coverage.out], strip: [/app], path-prefix: .}", true},
		{"version: 1\ncoverage: {components: {a: [b], c: {paths: [d], minimum: 97.5, metric: line}}, minimums: [{paths: [a], minimum: 1}]}", true},
		{"version: 1\ncoverage: {reports: []}", false},
		{"version: 1\ncoverage: {report: [a]}", false},
		{"version: 1\ncoverage: {strip: [/]}", false},
		{"version: 1\ncoverage: {components: {a: {minimum: 9}}}", false},
		{"version: 1\ncoverage: {components: {' ': [b]}}", false},
		{"version: 1\ncoverage: {components: {a: []}}", false},
		{"version: 1\ncoverage: {minimums: [{paths: [a]}]}", false},
		{"version: 1\ncoverage: {minimums: [{paths: [a], minimum: 101}]}", false},
		{"version: 1\ncoverage: {minimums: [{paths: [a], minimum: 1, metric: lines}]}", false},
		{"version: 1\ntables: {orders: {}}", false},
		{"version: 1\ntables: {'': {rows: 1}}", false},
		{"version: 1\ntables: {orders: {rows: 1.5}}", false},
		{"version: 1\ntables: {orders: {rows: -1}}", false},
		{"version: 1\ntables: {orders: {traffic: hot}}", false},
		{"version: 1\ntables: {orders: {size: 1}}", false},
		{"version: '1'", false},
		{"version: 1\nrule: {}", false},
		{"version: 1\nextends: bdma:all@1", true},
		{"version: 1\nextends: [bdma:all]", false},
		{"version: 1\nextends: [bdma:all@7]", false},
		{"version: 1\nextends: [acme:all@1]", false},
		{"version: 1\ninclude: {all: []}", false},
		{"version: 1\ninclude: {sql: []}", false},
		{"version: 1\nexclude: [a]", false},
		{"version: 1\nexclude: {all: ['']}", false},
		{"version: 1\nexclude: {all: [/a]}", false},
		{"version: 1\nexclude: {all: ['!a']}", false},
		{"version: 1\nexclude: {all: ['a\\b']}", false},
		{"version: 1\nrules:", false},
		{"version: 1\nrules: []", false},
		{"version: 1\nrules: {rest/path-no-verb: warn}", false},
		{"version: 1\nrules: {rest/path-no-verb: true}", false},
		{"version: 1\nrules: {rest/path-no-verb: }", false},
		{"version: 1\nrules: {rest/path-no-verb: {}}", false},
		{"version: 1\nrules: {rest/path-no-verbs: off}", false},
		{"version: 1\nrules: {path-no-verb: off}", false},
		{"version: 1\nrules: {'rest/path-*': off}", false},
		{"version: 1\nrules: {'rest/*': {options: {a: 1}}}", false},
		{"version: 1\nrules: {schema/secret: off}", false},
		{"version: 1\nrules: {schema/secret: {severity: off}}", false},
		{"version: 1\nrules: {rest/path-no-verb: {options: {}}}", false},
		{"version: 1\nrules: {coverage/total: {level: error}}", false},
		{"version: 1\nrules: {coverage/total: {options: {minimal: 1}}}", false},
		{"version: 1\nrules: {coverage/total: {options: {minimum: 101}}}", false},
		{"version: 1\nrules: {coverage/total: {options: {metric: all}}}", false},
		{"version: 1\nrules: {coverage/total: {options: [1]}}", false},
		{"version: 1\noverrides: {}", false},
		{"version: 1\noverrides: [{paths: [a]}]", false},
		{"version: 1\noverrides: [{rules: {rest/path-no-verb: off}}]", false},
		{"version: 1\noverrides: [{paths: [], rules: {rest/path-no-verb: off}}]", false},
		{"version: 1\noverrides: [{paths: [a], rules: {}}]", false},
		{"version: 1\noverrides: [{paths: [a], rules: {rest/path-no-verb: no}}]", false},
		{"version: 1\npolicies: policies", false},
		{"version: 1\nfail-on: off", false},
	} {
		t.Run(strings.ReplaceAll(strings.TrimPrefix(test.text, "version: 1\n"), "\n", ";"), func(t *testing.T) {
			var value any
			if err := yaml.Unmarshal([]byte(test.text), &value); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); (err == nil) != test.good {
				t.Errorf("schema: %v", err)
			}
			if _, err := resolve(t, test.text, Flags{}); (err == nil) != test.good {
				t.Errorf("bdma: %v", err)
			}
		})
	}
}

// A repository's own rules are not in the schema that is published; their group is none of bdma's.
func TestSchemaLetsOwnRulesPass(t *testing.T) {
	schema := compileSchema(t)
	for text, good := range map[string]bool{
		"acme/owner: off": true,
		"acme/owner: {severity: info, options: {any: 1}}": true,
		"'acme/*': info":    true,
		"acme/owner: often": false,
		"acme: off":         false,
		"rest/owner: off":   false,
	} {
		var value any
		if err := yaml.Unmarshal([]byte(fmt.Sprintf("version: 1\nrules: {%s}", text)), &value); err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); (err == nil) != good {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestSchemaIsStable(t *testing.T) {
	first, err := Schema(testRules(t))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Schema(testRules(t))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first, second) {
		t.Error("two schemas of the same rules differ")
	}
	for _, want := range []string{
		`"description": "Title of rest/path-no-verb\n\nWhy rest/path-no-verb matters."`,
		`"description": "The least coverage in percent."`,
		`"default": 90`,
	} {
		if !bytes.Contains(first, []byte(want)) {
			t.Errorf("the schema lacks %s", want)
		}
	}
}

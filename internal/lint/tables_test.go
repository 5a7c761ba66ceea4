package lint_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
)

// Every embedded rule names the tables that it reads; one that did not would make each run find out all of them.
func TestRulesNameTheirTables(t *testing.T) {
	for _, rule := range everyRule(t).Rules() {
		if policy.Tables([]*policy.Rule{rule}) == nil {
			t.Errorf("%s reads input otherwise than as input.table", rule.ID)
		}
	}
}

// A rule of the user's own sees every table, however it gets at the facts.
func TestOwnRulesSeeEveryTable(t *testing.T) {
	const header = `# METADATA
# title: t
# description: d
# related_resources: [https://example.com]
# custom: {severity: error, message: m, fix: f, standard: rest/naming, inputs: [openapi]}
package bdma.team.own

`
	tr := tree(map[string]string{
		"openapi.yaml": "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\ncomponents: {schemas: {S: {type: string, example: 1}}}\n",
		"bdma.yaml":    "version: 1\nrules: {team/own: error}\n",
	})
	for _, body := range []string{
		`some v in input.example_violations`,
		`some v in input["example_violations"]`,
		`some v in object.get(input, "example_violations", [])`,
		"name := \"example_violations\"\n\tsome v in input[name]",
		"all := input\n\tsome v in all.example_violations",
	} {
		rule := header + "deny contains {\"at\": v.at} if {\n\t" + body + "\n}\n"
		folder := policy.Folder{FS: fstest.MapFS{"team/own.rego": {Data: []byte(rule)}}, Name: "team", Custom: true}
		result, err := lint.Run(t.Context(), resolve(t, tr, config.Flags{Only: []string{"team/own"}}, folder), lint.Options{Tree: tr})
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if got := places(result); !slices.Equal(got, []string{"openapi.yaml team/own"}) {
			t.Errorf("%s: %v", body, got)
		}
	}
}

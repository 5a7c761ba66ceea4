package config

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
)

// full has every key.
const full = `version: 1
extends: [bdma:recommended@1]
include:
  openapi: [api/*.yaml]
exclude:
  all: [examples]
rules:
  "rest/*": error
  rest/kebab-paths:
    severity: warning
    options: {allow: [oauth2, off]}
  coverage/total:
    options:
      minimum: 80.5
  schema/snake-case: off
overrides:
  - paths: [legacy/**]
    rules:
      "*": info
      rest/kebab-paths: off
      coverage/total: {severity: warning, options: {minimum: 50}}
  - paths: ["tools"]
    rules:
      coverage/file: {options: {minimum: 10}}
policies: [policies/]
fail-on: warning
`

func show(t testing.TB, r *Resolved) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Show(&b, map[facts.Kind][]string{facts.Migration: {"**/*.sql"}}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestShow(t *testing.T) {
	for _, test := range []struct {
		name, text string
		flags      Flags
		want       string
	}{
		{"default", "version: 1", Flags{}, `version: 1
extends: [bdma:recommended@1] # default
include:
  migration: ["**/*.sql"] # default
fail-on: error # default
postgres-version: 15 # default
rules:
  coverage/file: off # not in bdma:recommended@1
  coverage/total:
    severity: error # preset bdma:recommended@1
    options:
      metric: lines # default
      minimum: 90 # default
  migration/drop-column: error # preset bdma:recommended@1
  migration/timeout: off # not in bdma:recommended@1
  parse/error: error # preset bdma:recommended@1
  rest/path-kebab-case:
    severity: warning # preset bdma:recommended@1
    options:
      allow: [] # default
  rest/path-no-verb: info # preset bdma:recommended@1
  rest/server-https: off # not in bdma:recommended@1
  schema/secret: error # preset bdma:recommended@1
  schema/snake-case: warning # preset bdma:recommended@1
  team/owner: warning # policies/team/owner.rego
`},
		{"every key", full, Flags{}, `version: 1
extends: [bdma:recommended@1] # bdma.yaml:2
include:
  openapi: ["api/*.yaml"] # bdma.yaml:4
  migration: ["**/*.sql"] # default
exclude:
  all: ["examples"] # bdma.yaml:6
policies:
  - policies/ # bdma.yaml:25
fail-on: warning # bdma.yaml:26
postgres-version: 15 # default
rules:
  coverage/file:
    severity: off # not in bdma:recommended@1
    options:
      minimum: 80 # default
  coverage/total:
    severity: error # preset bdma:recommended@1
    options:
      metric: lines # default
      minimum: 80.5 # bdma.yaml:14
  migration/drop-column: error # preset bdma:recommended@1
  migration/timeout: off # not in bdma:recommended@1
  parse/error: error # preset bdma:recommended@1
  rest/path-kebab-case:
    severity: warning # bdma.yaml:10
    options:
      allow: [oauth2, "off"] # bdma.yaml:11
  rest/path-no-verb: error # bdma.yaml:8
  rest/server-https: off # not in bdma:recommended@1
  schema/secret: error # preset bdma:recommended@1
  schema/snake-case: off # bdma.yaml:15
  team/owner: warning # policies/team/owner.rego
overrides:
  - paths: ["legacy/**"] # bdma.yaml:17
    rules:
      "*": info # bdma.yaml:19
      rest/path-kebab-case: off # bdma.yaml:20
      coverage/total: # bdma.yaml:21
        severity: warning # bdma.yaml:21
        options:
          minimum: 50 # bdma.yaml:21
  - paths: ["tools"] # bdma.yaml:22
    rules:
      coverage/file: # bdma.yaml:24
        options:
          minimum: 10 # bdma.yaml:24
`},
		{"flags", "version: 1\nextends: []\noverrides: [{paths: [a], rules: {rest/path-no-verb: off, coverage/total: off}}]", Flags{
			Only: []string{"rest"}, Severity: []string{"rest/path-no-verb=error", "naming=info"}, FailOn: "never",
		}, `version: 1
extends: [] # bdma.yaml:2
include:
  migration: ["**/*.sql"] # default
fail-on: never # --fail-on
postgres-version: 15 # default
rules:
  coverage/file: off # not in --only
  coverage/total: off # not in --only
  migration/drop-column: off # not in --only
  migration/timeout: off # not in --only
  parse/error: error # always on
  rest/path-kebab-case: off # not in extends, which is empty
  rest/path-no-verb: info # --severity
  rest/server-https: off # not in extends, which is empty
  # schema/secret: off # not in --only
  schema/snake-case: off # not in --only
  team/owner: off # not in --only
overrides:
  - paths: ["a"] # bdma.yaml:3
    rules:
      rest/path-no-verb: off # bdma.yaml:3
  - paths: ["**"] # --severity rest/path-no-verb=error
    rules:
      rest/path-no-verb: error
  - paths: ["**"] # --severity naming=info
    rules:
      rest/path-no-verb: info
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := mustResolve(t, test.text, test.flags)
			if diff := cmp.Diff(test.want, show(t, r)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			showsItself(t, r)
		})
	}
}

// showsItself checks that what Show writes is a configuration that means the same.
func showsItself(t *testing.T, r *Resolved) {
	t.Helper()
	text := show(t, r)
	again, err := resolve(t, text, Flags{})
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	for _, rule := range r.set.Rules() {
		if runs, _ := r.Base(rule); runs == "off" && !rule.Suppressible {
			continue // chosen away for a run, which a file cannot say
		}
		same, _ := again.set.Get(rule.ID)
		for _, file := range []string{"a", "a/b.yaml", "legacy/x", "tools/x"} {
			if got, want := again.Severity(same, file), r.Severity(rule, file); got != want {
				t.Errorf("%s in %s is %s, was %s:\n%s", rule.ID, file, got, want, text)
			}
			if r.Severity(rule, file) == "off" {
				continue
			}
			got := again.Variants(same)[again.Variant(same, file)].Settings
			if want := r.Variants(rule)[r.Variant(rule, file)].Settings; got.Compare(want) != 0 {
				t.Errorf("%s in %s has settings %v, had %v", rule.ID, file, got, want)
			}
		}
	}
	if again.FailOn() != r.FailOn() {
		t.Errorf("fail-on is %s, was %s", again.FailOn(), r.FailOn())
	}
	if strings.Contains(text, "\t") || strings.Contains(text, "\x1b") {
		t.Errorf("control characters in\n%q", text)
	}
}

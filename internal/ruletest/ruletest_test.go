package ruletest_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/ruletest"
)

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"no bad case", "-- good/a --\n-- want --\n", "there is no bad case"},
		{"no good case", "-- bad/a --\n-- want --\n", "there is no good case"},
		{"no findings", "-- bad/a --\n-- good/a --\n", `the file "want" with the expected findings is missing`},
		{"file without a case", "-- a --\n", "a: a file stands in a folder whose name begins with good or bad"},
		{"torn case", "-- bad/a --\n-- good/a --\n-- bad/b --\n-- want --\n", "b: the files of the case bad do not stand together"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := ruletest.Parse([]byte(c.text)); err == nil || err.Error() != c.want {
				t.Errorf("error = %v, want %q", err, c.want)
			}
		})
	}
}

const rego = `# METADATA
# title: No paths
# description: None.
# custom:
#   severity: error
#   message: '{path}'
#   fix: none
#   standard: rest/naming
#   inputs: [openapi]
package bdma.own.no_path

deny contains {"at": p.at, "path": p.path} if {
	some p in input.paths
	p.path != "/fine"
}

deny contains {"at": p.at, "path": "never"} if {
	some p in input.paths
	p.path == "/never"
}
`

func spec(path string) string {
	return "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  " + path + ": {}\n"
}

// The harness says of each way in which cases may be worth nothing what is wrong with them.
func TestRunFaults(t *testing.T) {
	for _, c := range []struct {
		name, cases string
		faults      string
		unreached   int
	}{
		{"a bad case that is not seen", "-- bad/a.yaml --\n" + spec("/fine") + "-- good/a.yaml --\n" + spec("/fine") + "-- want --\n", "case bad is bad, and the rule does not see it", 1},
		{"a good case with a finding", "-- bad/a.yaml --\n" + spec("/x") + "-- good/a.yaml --\n" + spec("/y") + "-- want --\n", "case good is good, and the rule has a finding in it: /y", 1},
		{"a case that is broken", "-- bad/a.yaml --\n" + spec("/x") + "-- good/a.yaml --\nopenapi: 3.1.0\ninfo: {\n-- want --\n", "case good: a.yaml:", 1},
		{"cases that reach every line", "-- bad/a.yaml --\n" + spec("/never") + "-- good/a.yaml --\n" + spec("/fine") + "-- want --\n", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			set, err := policy.Load(policy.Folder{Custom: true, FS: fstest.MapFS{"own/no-path.rego": {Data: []byte(rego)}, "own/no-path.txtar": {Data: []byte(c.cases)}}},
				policy.Folder{FS: fstest.MapFS{"parse/error.rego": {Data: []byte(parseRule)}}})
			if err != nil {
				t.Fatal(err)
			}
			r, _ := set.Get("own/no-path")
			cases, err := ruletest.Parse(r.Cases())
			if err != nil {
				t.Fatal(err)
			}
			out, err := ruletest.Run(t.Context(), set, r, cases)
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(out.Faults, "\n"); !strings.Contains(got, c.faults) || c.faults == "" && got != "" {
				t.Errorf("faults %q, want %q", got, c.faults)
			}
			if c.unreached == 0 != (len(out.Unreached) == 0) {
				t.Errorf("unreached lines %v", out.Unreached)
			}
		})
	}
}

const parseRule = `# METADATA
# title: t
# description: d
# custom:
#   severity: error
#   message: '{problem}'
#   fix: f
#   standard: input/readable
#   since: "0.1"
#   presets: {recommended: 1, all: 1}
package bdma.parse.error

deny contains {"at": p.at, "problem": p.message} if some p in input.problems
`

package policies_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/ruletest"
	"github.com/bdma-dev/bdma/policies"
)

var update = flag.Bool("update", false, "write the findings that the cases give into the .txtar files")

// TestContributingRule follows CONTRIBUTING.md: its two files, and nothing else, are a rule that passes.
func TestContributingRule(t *testing.T) {
	guide, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	block := func(after, fence string) []byte {
		_, rest, _ := strings.Cut(string(guide), after)
		_, rest, ok := strings.Cut(rest, fence+"\n")
		text, _, closed := strings.Cut(rest, "```\n")
		if !ok || !closed {
			t.Fatalf("CONTRIBUTING.md has no %q block after %q", fence, after)
		}
		return []byte(text)
	}
	fsys := fstest.MapFS{
		"rest/operation-tags.rego":  {Data: block("Write `policies/rest/operation-tags.rego`", "```rego")},
		"rest/operation-tags.txtar": {Data: block("`policies/rest/operation-tags.txtar`", "```")},
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS}, policy.Folder{FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	r, _ := set.Get("rest/operation-tags")
	cases, err := ruletest.Parse(r.Cases())
	if err != nil {
		t.Fatal(err)
	}
	faults, err := r.Lint()
	if err != nil {
		t.Fatal(err)
	}
	out, err := ruletest.Run(t.Context(), set, r, cases)
	if err != nil {
		t.Fatal(err)
	}
	if faults = append(faults, out.Faults...); len(faults) > 0 || len(out.Unreached) > 0 {
		t.Errorf("faults %q, unreached lines %v", faults, out.Unreached)
	}
	if want := "bad/openapi.yaml:5:5-5:8: GET /orders has no tag\n"; !strings.HasPrefix(out.Got, want) {
		t.Errorf("got %q, want %q", out.Got, want)
	}
}

// TestRules runs the cases of every rule: each has bad and good ones, they give the findings that its .txtar file says,
// together they reach every line of its Rego, and the Rego is cheap to evaluate.
func TestRules(t *testing.T) {
	set, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range set.Rules() {
		t.Run(r.ID, func(t *testing.T) {
			t.Parallel()
			if r.Cases() == nil {
				t.Fatalf("%s.txtar with the rule's cases is missing", r.ID)
			}
			cases, err := ruletest.Parse(r.Cases())
			if err != nil {
				t.Fatalf("%s.txtar: %v", r.ID, err)
			}
			faults, err := r.Lint()
			if err != nil {
				t.Fatal(err)
			}
			out, err := ruletest.Run(t.Context(), set, r, cases)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range append(faults, out.Faults...) {
				t.Error(f)
			}
			for _, line := range out.Unreached {
				t.Errorf("%s:%d: no case reaches this line", r.File, line)
			}
			if out.Got == cases.Want {
				return
			}
			if !*update {
				t.Fatalf("the findings differ from those of %s.txtar (-want +got); -update writes them:\n%s", r.ID, cmp.Diff(strings.Split(cases.Want, "\n"), strings.Split(out.Got, "\n")))
			}
			if err := os.WriteFile(r.ID+".txtar", cases.WithWant(out.Got), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

package policies_test

import (
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/ruletest"
	"github.com/bdma-dev/bdma/policies"
)

var update = flag.Bool("update", false, "write the findings that the cases give into the .txtar files")

// TestTexts holds the texts of every rule to the house's style, and its standard to the charter.
func TestTexts(t *testing.T) {
	set, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	charter, err := policies.FS.ReadFile("standards.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range set.Rules() {
		if !strings.Contains(string(charter), "{id: "+r.Standard+",") {
			t.Errorf("%s enforces %s, which is not in standards.yaml", r.ID, r.Standard)
		}
		if strings.HasSuffix(r.Title, ".") || !strings.HasSuffix(r.Description, ".") {
			t.Errorf("%s: a title is a statement without a full stop, a description is made of sentences", r.ID)
		}
		for _, text := range []string{r.Message.String(), r.Fix.String()} {
			first, size := utf8.DecodeRuneInString(text)
			second, _ := utf8.DecodeRuneInString(text[size:])
			// SQL and HTTP methods are written in capitals wherever they stand.
			if unicode.IsUpper(first) && !unicode.IsUpper(second) || strings.HasSuffix(text, ".") {
				t.Errorf("%s: %q begins with a capital or ends with a full stop", r.ID, text)
			}
		}
		if len(r.References) == 0 && r.Group() != "parse" {
			t.Errorf("%s names no page to read on (related_resources)", r.ID)
		}
		for _, ref := range r.References {
			if !strings.HasPrefix(ref, "https://") {
				t.Errorf("%s: %s is not an https address", r.ID, ref)
			}
		}
	}
}

// TestPresets holds the presets to their promises: all has every rule, and strict what recommended has.
func TestPresets(t *testing.T) {
	set, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]int)
	for _, p := range config.Presets() {
		known[p.Name] = 0
	}
	for _, r := range set.Rules() {
		for name, first := range r.Presets {
			if _, ok := known[name]; !ok || first < 1 {
				t.Errorf("%s is in the preset %s since %d; internal/config/presets.go does not know it", r.ID, name, first)
			}
			known[name]++
			if all, ok := r.Presets["all"]; !ok || all > first {
				t.Errorf("%s is in %s@%d and not in all@%[3]d", r.ID, name, first)
			}
		}
		if first, ok := r.Presets["recommended"]; ok && !r.In("strict", first) {
			t.Errorf("%s is in recommended@%d and not in strict@%[2]d", r.ID, first)
		}
	}
	if known["recommended"] >= known["strict"] || known["strict"] >= known["all"] {
		t.Errorf("recommended, strict and all are to grow, and have %v", known)
	}
}

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
	set, err := policy.Load(policy.Folder{FS: fsys})
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
			if cases.Holds(out) {
				return
			}
			if !*update {
				t.Fatalf("the findings differ from those of %s.txtar (-want +got); -update writes them:\n%s", r.ID, cmp.Diff(strings.Split(cases.Want+ruletest.FixedText(cases.Fixed), "\n"), strings.Split(out.Got+ruletest.FixedText(out.Fixed), "\n")))
			}
			if err := os.WriteFile(r.ID+".txtar", cases.With(out), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

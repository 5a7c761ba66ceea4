package report

import (
	"bytes"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// part is a report on half of a run, with a finding in a file.
func part(t testing.TB, index int, file string) string {
	t.Helper()
	rule := &policy.Rule{ID: "rest/a", Severity: policy.Error, Inputs: []facts.Kind{facts.OpenAPI}}
	f := finding.Restore(rule, policy.Error, "0123", map[string]string{"a": "b"})
	f.Kind, f.Message, f.Node = facts.OpenAPI, "wrong", facts.Node{File: file, Range: facts.Range{Start: facts.Position{Line: 1, Column: 2}}}
	run := &Run{
		Version: "1", Findings: []finding.Finding{f}, Rules: []*policy.Rule{rule}, Judged: map[facts.Kind]int{facts.OpenAPI: 1}, FailOn: policy.Error,
		Shard: &Shard{Index: index, Count: 2, Units: 2, Judged: 1, Run: "r", Commit: "c"},
	}
	var b bytes.Buffer
	if err := Write(&b, "json", run, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestReadJSONRefuses(t *testing.T) {
	good := part(t, 1, "a.yaml")
	if _, err := ReadJSON(strings.NewReader(good)); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, old, new, want string }{
		{"a file outside", `"file":"a.yaml"`, `"file":"../a.yaml"`, "not in the repository"},
		{"an absolute file", `"file":"a.yaml"`, `"file":"/etc/passwd"`, "not in the repository"},
		{"a rule that is not listed", `"rule":"rest/a"`, `"rule":"rest/b"`, "which it does not list"},
		{"another version", `"version": 1`, `"version": 2`, "no JSON report of this version"},
		{"a part that is none", `"index":1`, `"index":3`, "makes no sense"},
		{"fewer than none", `"openapi":1`, `"openapi":-1`, "counts less than nothing"},
		{"a key that nobody knows", `"shard": {`, `"shard": {"more":1,`, "no JSON report of this version"},
		{"a severity that is none", `"fail_on":"error"`, `"fail_on":"grave"`, "does not exist"},
		{"a place before the file", `"line":1`, `"line":-1`, "in no file"},
	} {
		bad := strings.Replace(good, test.old, test.new, 1)
		if bad == good {
			t.Fatalf("%s: %s is not in %s", test.name, test.old, good)
		}
		if _, err := ReadJSON(strings.NewReader(bad)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if _, err := ReadJSON(strings.NewReader(good + "{}")); err == nil {
		t.Error("what follows the report is passed over")
	}
}

func TestMerge(t *testing.T) {
	var runs []*Run
	for i, file := range []string{"b.yaml", "a.yaml"} {
		run, err := ReadJSON(strings.NewReader(part(t, i+1, file)))
		if err != nil {
			t.Fatal(err)
		}
		runs = append(runs, run)
	}
	all, err := Merge(runs, []string{"1", "2"})
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Findings) != 2 || all.Findings[0].File != "a.yaml" || len(all.Rules) != 1 || all.Judged[facts.OpenAPI] != 2 || !all.Failed() {
		t.Errorf("%+v", all)
	}
}

func FuzzReadJSON(f *testing.F) {
	f.Add(part(f, 1, "a.yaml"))
	f.Add(`{"version":1,"tool":{"name":"bdma"},"shard":{}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if run, err := ReadJSON(strings.NewReader(text)); err == nil && (run == nil || run.Shard == nil) {
			t.Error("a report without a part is read")
		}
	})
}

func TestMergeKeepsWhatCoverageHasOfThePast(t *testing.T) {
	for _, past := range []bool{false, true} {
		if got := restoreCoverage(coverageJSON(&coverage.Summary{Headline: "line", Past: past})).Past; got != past {
			t.Errorf("got %v, want %v", got, past)
		}
	}
}

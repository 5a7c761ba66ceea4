package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// scored returns a scorecard, a line to a standard.
func scored(run *Run) []string {
	var lines []string
	for _, l := range standardLines(run) {
		text := l.ID + ": " + string(l.verdict)
		if l.why != "" {
			text += " (" + l.why + ")"
		}
		if t := l.tally(); len(t) > 0 {
			text += ", " + strings.Join(t, ", ")
		}
		for _, c := range []struct {
			n    int
			name string
		}{{l.suppressed, "suppressed"}, {l.fresh, "new"}, {l.owed, "owed"}} {
			if c.n > 0 {
				text += fmt.Sprintf(", %d %s", c.n, c.name)
			}
		}
		if l.worst != nil {
			text += ", worst " + l.worst.Rule.ID
		}
		lines = append(lines, text)
	}
	return lines
}

func TestScorecard(t *testing.T) {
	judged := func(kinds ...facts.Kind) *Run {
		run := newRun(t).run
		for _, k := range kinds {
			run.Judged[k] = 1
		}
		charter(run)
		return run
	}
	warned := shop(t)
	warned.FailOn = policy.Off
	charter(warned)
	patched := func(s *coverage.Summary) *Run {
		run := judged(facts.Coverage)
		r := *run.Rules[0]
		r.Standard = "coverage/patch"
		run.Rules = []*policy.Rule{&r}
		run.Coverage = s
		run.Standards = run.Standards[5:]
		return run
	}
	past := func(s *coverage.Summary) *Run {
		run := patched(s)
		run.Rules[0].Standard = "coverage/ratchet"
		run.Standards = []policy.Standard{{ID: "coverage/ratchet", Evidence: policy.PastEvidence}}
		return run
	}
	exempt := func(kinds ...facts.Kind) *Run {
		run := judged(kinds...)
		r := *run.Rules[0]
		r.Standard, r.Inputs = "input/exceptions", []facts.Kind{"suppression"}
		run.Rules, run.Standards = []*policy.Rule{&r}, nil
		return run
	}
	for _, c := range []struct {
		name string
		run  *Run
		want []string
	}{
		{"a change", review(t), []string{
			"rest/naming: fail, 1 error and 1 warning, 1 suppressed, worst rest/operation-id-unique",
			"coverage/threshold: pass, 1 info, worst coverage/total",
			"rest/status: pass, 1 warning, 1 as before, worst rest/success-response",
			"migration/safety: pass, 2 suppressed, 2 new, 1 owed",
			"team/ownership: pass, 1 fixed",
			"coverage/patch: no evidence (none of its rules is on)",
			"rest/errors: no evidence (none of its rules is on)",
		}},
		{"no finding fails", warned, []string{
			"coverage/threshold: pass, 1 info, worst coverage/total",
			"migration/safety: pass, 3 errors, worst migration/drop-column",
			"rest/naming: pass, 1 error and 2 warnings, worst rest/operation-id-unique",
			"rest/status: pass, 2 warnings, worst rest/success-response",
			"team/ownership: pass, 1 info, worst team/owner",
			"coverage/patch: no evidence (none of its rules is on)",
			"rest/errors: no evidence (none of its rules is on)",
		}},
		{"one kind", judged(facts.OpenAPI), []string{
			"coverage/patch: no evidence (no coverage report was judged)",
			"coverage/threshold: no evidence (no coverage report was judged)",
			"migration/safety: no evidence (no migration was judged)",
			"rest/errors: no evidence (none of its rules is on)",
			"rest/naming: pass",
			"rest/status: pass",
			"team/ownership: pass",
		}},
		{"reports without data", judged(facts.Coverage), []string{
			"coverage/patch: no evidence (none of its rules is on)",
			"coverage/threshold: no evidence (the reports hold no data)",
			"migration/safety: no evidence (no migration was judged)",
			"rest/errors: no evidence (no OpenAPI document was judged)",
			"rest/naming: no evidence (no OpenAPI document was judged)",
			"rest/status: no evidence (no OpenAPI document was judged)",
			"team/ownership: no evidence (none of its rules judged anything)",
		}},
		{"no base", patched(&coverage.Summary{Headline: "line"}), []string{"coverage/patch: no evidence (there is nothing to compare with: --base REF)"}},
		{"a base", patched(&coverage.Summary{Headline: "line", Change: &coverage.ChangeSummary{}}), []string{"coverage/patch: pass"}},
		{"no past", past(&coverage.Summary{Headline: "line"}), []string{"coverage/ratchet: no evidence (no coverage of the past is recorded)"}},
		{"a past", past(&coverage.Summary{Headline: "line", Past: true}), []string{"coverage/ratchet: pass"}},
		{"what is said in files", exempt(facts.Migration), []string{"input/exceptions: pass"}},
		{"what is said in no file", exempt(), []string{"input/exceptions: no evidence (none of its rules judged anything)"}},
		{"nothing", &Run{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, scored(c.run)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A fold ends where its budget ends, and what is left out is counted.
func TestMarkdownListsAreBounded(t *testing.T) {
	var lines []string
	for i := range 300 {
		lines = append(lines, fmt.Sprintf("* line %d\n", i))
	}
	for _, budget := range []int{0, 100, 300, 1000, 10_000} {
		text := fold("head\n\n", "summary", "", lines, budget, func(left int) string { return fmt.Sprint(left, " more") })
		if len(text) > budget {
			t.Errorf("%d bytes of %d", len(text), budget)
		}
		if text == "" {
			continue
		}
		shown := strings.Count(text, "* line")
		if !strings.Contains(text, fmt.Sprint(300-shown, " more")) {
			t.Errorf("budget %d: %d shown, and it ends with %q", budget, shown, text[len(text)-40:])
		}
	}
}

// What a reviewer must not miss stands in every report for reviewers.
func TestEveryFormatForPeopleTellsWhatTheChangeSilences(t *testing.T) {
	for format, want := range map[string][]string{
		"github":   {"This change suppresses 2 errors", "edits what judges it: .bdma-baseline.json and bdma.yaml"},
		"markdown": {"This change suppresses 2 findings", "This change edits what judges it"},
		"comment":  {"This change suppresses 2 findings", "This change edits what judges it"},
		"html":     {"This change suppresses 2 findings", "This change edits what judges it"},
		"sarif":    {"3 findings are suppressed, 2 of them by this change", "This change edits what judges it"},
		"text":     {"3 findings are suppressed, 2 of them by this change"},
		"json":     {`"suppressed_new": 2`, `"changed": [".bdma-baseline.json","bdma.yaml"]`},
	} {
		out := write(t, format, review(t), Options{})
		for _, w := range want {
			if !strings.Contains(out, w) && !strings.Contains(strings.ReplaceAll(out, `":`, `": `), w) {
				t.Errorf("%s does not say %q", format, w)
			}
		}
	}
}

// A change that silences everything is not green.
func TestSilenceIsNotGreen(t *testing.T) {
	run := review(t)
	run.Findings, run.ConfigChanged = nil, nil
	if out := write(t, "markdown", run, Options{}); !strings.HasPrefix(out, "## ⚠️ bdma: nothing new\n") {
		t.Errorf("the verdict is %.60q", out)
	}
	if out := write(t, "html", run, Options{}); !strings.Contains(out, `<p class="verdict fair">`) {
		t.Error("the page is green")
	}
	run.Suppressed = nil
	if out := write(t, "markdown", run, Options{}); !strings.HasPrefix(out, "## ✅ bdma: nothing new\n") {
		t.Errorf("the verdict is %.60q", out)
	}
}

func TestGitHubShowsTheChangeFirst(t *testing.T) {
	r := newRun(t)
	at := func(file string, line, end int) facts.Node {
		return facts.Node{File: file, Pointer: fmt.Sprint(file, line), Range: facts.Range{Start: facts.Position{Line: line, Column: 3}, End: facts.Position{Line: end, Column: 1}}}
	}
	r.files["b.sql"] = "SELECT 1;\n  ALTER TABLE a\n    DROP COLUMN b;\n"
	r.add("coverage/total", facts.Node{File: "a/lcov.info", Pointer: "x"}, nil)
	patch := *r.run.Findings[0].Rule
	patch.Standard = patchStandard
	r.add("coverage/total", facts.Node{File: "a/patch.go", Pointer: "y"}, nil)
	r.run.Findings[1].Rule = &patch
	r.add("rest/path-kebab-case", at("c.yaml", 2, 2), nil)
	r.add("migration/drop-column", at("b.sql", 2, 4), nil)
	for i := range r.run.Findings {
		if f := &r.run.Findings[i]; f.Kind != facts.Coverage {
			f.Class = finding.Introduced
		}
	}
	var got []string
	for _, l := range strings.Split(strings.TrimSpace(write(t, "github", r.done(), Options{})), "\n") {
		got = append(got, strings.SplitN(l, ",title", 2)[0])
	}
	want := []string{
		"::error file=b.sql,line=2,endLine=2,col=3,endColumn=16",
		"::warning file=c.yaml,line=2,endLine=2,col=3,endColumn=4",
		"::notice file=a/patch.go",
		"::notice file=a/lcov.info",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// With more findings than GitHub shows, no level has more than it shows, and the notices are among them.
func TestGitHubNoticesAreWithinTheBudget(t *testing.T) {
	run := many(t, 300)
	run.Suppressed, run.ConfigChanged = review(t).Suppressed, []string{"bdma.yaml"}
	levels := make(map[string]int)
	out := write(t, "github", run, Options{})
	for _, l := range strings.Split(strings.TrimSpace(out), "\n") {
		level, _, _ := strings.Cut(l, " ")
		levels[level]++
	}
	if d := cmp.Diff(map[string]int{"::error": 10, "::warning": 10, "::notice": 10}, levels); d != "" {
		t.Error(d)
	}
	if want := "273 more findings are not shown"; !strings.Contains(out, want) {
		t.Errorf("it does not say %q", want)
	}
}

// What the run lets be passes, and is not green.
func TestWhatIsLetBeIsNotGreen(t *testing.T) {
	run := newRun(t).run
	run.Judged[facts.Migration] = 1
	run.Baseline, run.Owed = ".bdma-baseline.json", review(t).Owed
	if out := write(t, "markdown", run, Options{}); !strings.Contains(out, "| migration/safety | ☑️ pass |  | 1 | |\n") {
		t.Error("the scorecard is", out)
	}
	if out := write(t, "html", run, Options{}); !strings.Contains(out, `>migration/safety<td><span class="chip quiet">pass</span>`) {
		t.Error("the page shows it as clean")
	}
}

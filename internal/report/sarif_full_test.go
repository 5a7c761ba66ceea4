package report

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/finding"
)

func readSARIF(t testing.TB, out string) sarifLog {
	t.Helper()
	var log sarifLog
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatal(err)
	}
	return log
}

func TestFullSARIFSaysWhyAFindingDoesNotCount(t *testing.T) {
	var got []string
	for _, r := range readSARIF(t, write(t, "sarif-full", review(t), Options{})).Runs[0].Results {
		text := r.RuleID + " " + r.BaselineState
		for _, s := range r.Suppressions {
			text += fmt.Sprintf(" %s %s %q", s.Kind, s.Status, s.Justification)
			if s.Location != nil {
				text += fmt.Sprintf(" at %s:%d", s.Location.Physical.Artifact.URI, s.Location.Physical.Region.StartLine)
			}
			if s.Properties != nil {
				text += fmt.Sprint(" ", *s.Properties)
			}
		}
		got = append(got, text)
	}
	want := []string{
		`rest/operation-id  external accepted "" at bdma.yaml:14 { spectral false}`,
		"rest/success-response unchanged",
		"rest/path-kebab-case new",
		"rest/success-response new",
		"team/owner absent",
		"rest/operation-id-unique new",
		"coverage/total ",
		`migration/drop-column  inSource accepted "the column was never read, see SHOP-412" at migrations/0007_tidy.up.sql:1 {2027-01-31 bdma true}`,
		`migration/drop-column  inSource accepted "the column was never read, see SHOP-412" at migrations/0007_tidy.up.sql:1 {2027-01-31 bdma true}`,
		`migration/drop-column  external accepted "it is owed: .bdma-baseline.json has it"`,
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Code scanning makes open alerts of results with suppressions, so the report for it has none.
func TestSARIFHasNoSuppressedResults(t *testing.T) {
	log := readSARIF(t, write(t, "sarif", review(t), Options{}))
	for _, r := range log.Runs[0].Results {
		if len(r.Suppressions) > 0 || r.BaselineState == "absent" {
			t.Errorf("%s at %v", r.RuleID, r.Locations)
		}
	}
	const want = "3 findings are suppressed, 2 of them by this change and 1 is owed; the report sarif-full has them."
	found := false
	for _, n := range log.Runs[0].Invocations[0].Notifications {
		found = found || n.Message.Text == want
	}
	if !found {
		t.Errorf("no notification says %q", want)
	}
}

func TestSARIFCategory(t *testing.T) {
	for root, want := range map[string]string{"": "bdma/", "services/a b": "bdma/services/a%20b/", "../x\n": "bdma/../x%0A/"} {
		run := shop(t)
		run.Root = root
		if got := readSARIF(t, write(t, "sarif", run, Options{})).Runs[0].Automation.ID; got != want {
			t.Errorf("root %q: category %q, want %q", root, got, want)
		}
	}
}

// What counts stays when there are too many results.
func TestFullSARIFKeepsWhatCounts(t *testing.T) {
	run := many(t, 26_000)
	run.Suppressed, run.Findings = run.Findings[:20_000], run.Findings[20_000:]
	for i := range run.Suppressed {
		run.Suppressed[i].Suppression = &finding.Suppression{}
	}
	out := write(t, "sarif-full", run, Options{})
	if n := findingsIn(t, "sarif-full", out); n != 6000 {
		t.Errorf("%d findings count, want 6000", n)
	}
	if n := len(readSARIF(t, out).Runs[0].Results); n != maxResults {
		t.Errorf("%d results", n)
	}
}

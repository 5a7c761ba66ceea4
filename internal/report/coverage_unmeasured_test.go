package report

import (
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// A change of which no report speaks has lines that could run.
func TestChangeThatIsInNoReport(t *testing.T) {
	s := &coverage.Summary{Headline: "line", Totals: []coverage.MetricCount{{Metric: "line", Count: coverage.Count{Covered: 1, Total: 1, Percent: "100"}}}, Reports: 1, Files: 1, Change: &coverage.ChangeSummary{Metric: "line", Base: "main", Files: []coverage.ChangedFile{{Path: "ship/ship.go", Unmeasured: true}}}}
	var out strings.Builder
	if err := WriteCoverage(&out, s, Options{}); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.Contains(got, "no new or modified line") || !strings.Contains(got, "ship/ship.go is in no report") {
		t.Error(got)
	}
}

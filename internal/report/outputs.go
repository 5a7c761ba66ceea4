package report

import (
	"bufio"
	"fmt"
	"strconv"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// The verdicts of the outputs format. A run that failed writes no report.
const (
	resultPass    = "pass"
	resultFail    = "fail"
	resultNothing = "nothing"
)

// writeOutputs writes a verdict and what was counted as NAME=VALUE lines, which GitHub takes as the outputs of a step, GitLab as a
// dotenv report, and a shell as assignments. Values are numbers and fixed words: no text of a file, a path or a rule gets there.
func writeOutputs(w *bufio.Writer, run *Run, _ Options) error {
	found := finding.Count(run.Findings)
	introduced, fixed, unchanged := "", "", "" // not 0: nothing was compared
	if run.Base != "" {
		n := 0
		for i := range run.Findings {
			n += bit(run.Findings[i].Class == finding.Introduced)
		}
		introduced, fixed, unchanged = strconv.Itoa(n), strconv.Itoa(len(run.Fixed)), strconv.Itoa(len(run.Unchanged))
	}
	for _, o := range []struct{ name, value string }{
		{"result", result(run)},
		{"errors", strconv.Itoa(found[policy.Error])},
		{"warnings", strconv.Itoa(found[policy.Warning])},
		{"infos", strconv.Itoa(found[policy.Info])},
		{"introduced", introduced},
		{"fixed", fixed},
		{"unchanged", unchanged},
		{"suppressed", strconv.Itoa(len(run.Suppressed))},
		{"owed", strconv.Itoa(len(run.Owed))},
	} {
		fmt.Fprintf(w, "%s=%s\n", o.name, o.value)
	}
	return nil
}

// result is the verdict on a run, which its exit code says too.
func result(run *Run) string {
	n := 0
	for _, files := range run.Judged {
		n += files
	}
	switch {
	case run.Failed():
		return resultFail
	case n+len(run.Findings)+len(run.Unchanged)+len(run.Owed)+len(run.Suppressed)+run.LeftOut == 0:
		return resultNothing
	}
	return resultPass
}

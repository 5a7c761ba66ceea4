package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// kindNames name the files of a kind of evidence, one and several.
var kindNames = map[facts.Kind][2]string{
	facts.OpenAPI:   {"OpenAPI document", "OpenAPI documents"},
	facts.Migration: {"migration", "migrations"},
	facts.Coverage:  {"coverage report", "coverage reports"},
}

// severityNames name findings of a severity, one and several.
var severityNames = map[policy.Severity][2]string{
	policy.Error:   {"error", "errors"},
	policy.Warning: {"warning", "warnings"},
	policy.Info:    {"info", "infos"},
}

// count returns a number with its noun: "1 error", "30,000 errors".
func count(n int, one, several string) string {
	return thousands(n) + " " + plural(n, one, several)
}

func plural(n int, one, several string) string {
	if n == 1 {
		return one
	}
	return several
}

// thousands returns a number that is not negative with a comma every three digits.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// and joins the parts of an enumeration.
func and(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// severities says how many findings there are of each severity: "3 errors and 1 warning", or "no findings".
func severities(n map[policy.Severity]int) string {
	var parts []string
	for _, s := range policy.Severities() {
		if n[s] > 0 {
			parts = append(parts, count(n[s], severityNames[s][0], severityNames[s][1]))
		}
	}
	if parts == nil {
		return "no findings"
	}
	return and(parts)
}

// judged returns the number of files that were judged, and says how many of each kind.
func judged(run *Run) (n int, text string) {
	var parts []string
	for _, k := range facts.Kinds() {
		// What is no kind of file, such as what people silence, is nothing that was checked.
		if _, ok := kindNames[k]; ok && run.Judged[k] > 0 {
			n += run.Judged[k]
			parts = append(parts, count(run.Judged[k], kindNames[k][0], kindNames[k][1]))
		}
	}
	return n, and(parts)
}

// checked says what was looked at: "checked 12 migrations with 30 rules in 41 ms; what 2 of 96 statements would do is not
// known".
func checked(run *Run) string {
	_, what := judged(run)
	what = cmp.Or(what, "nothing")
	text := fmt.Sprintf("checked %s with %s", what, count(len(run.Rules), "rule", "rules"))
	if run.Elapsed > 0 { // parts that were joined ran side by side, and do not say for how long
		text += " in " + duration(run.Elapsed)
	}
	if run.Base != "" {
		text += "; " + compared(run)
	}
	if run.Unanalysed > 0 {
		text += fmt.Sprintf("; what %d of %s would do is not known", run.Unanalysed, count(run.Statements, "statement", "statements"))
	}
	if run.Unlisted > 0 {
		text += fmt.Sprintf("; %s left out", count(run.Unlisted, "more finding is", "more findings are"))
	}
	return text
}

// maxBase is the length beyond which the name of a base is cut.
const maxBase = 60

// compared says what became of the findings of the base: "compared with origin/main: 5 new findings, 3 fixed and 10,000 as before".
func compared(run *Run) string {
	parts := []string{}
	introduced := 0
	for i := range run.Findings {
		introduced += bit(run.Findings[i].Class == finding.Introduced)
	}
	if introduced > 0 {
		parts = append(parts, count(introduced, "new finding", "new findings"))
	}
	if n := len(run.Fixed); n > 0 {
		parts = append(parts, thousands(n)+" fixed")
	}
	if n := len(run.Unchanged); n > 0 {
		parts = append(parts, thousands(n)+" as before")
	}
	text := "compared with " + clip(run.Base, maxBase)
	if len(parts) > 0 {
		text += ": " + and(parts)
	}
	return text
}

// duration returns a time with three digits at most.
func duration(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < 10*time.Millisecond:
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1e3)
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

// worstFirst returns the indexes of findings, the gravest first, and in their own order within a severity.
func worstFirst(fs []finding.Finding) []int {
	order := make([]int, len(fs))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(fs[b].Severity.Rank(), fs[a].Severity.Rank()), cmp.Compare(a, b))
	})
	return order
}

// fileOf returns the file of a place; what is in no file is about the root as a whole.
func fileOf(n facts.Node) string { return cmp.Or(n.File, ".") }

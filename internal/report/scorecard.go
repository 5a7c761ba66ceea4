package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// verdict is what a run says of a line of the charter.
type verdict string

const (
	// failed is a line with a finding that fails the run, and passed one without, though it may have others.
	failed verdict = "fail"
	passed verdict = "pass"
	// unproved is a line of which nothing was judged, which is never a pass.
	unproved verdict = "no evidence"
)

// standardLine is a line of the charter, and what a run found about it.
type standardLine struct {
	policy.Standard
	verdict verdict
	// why says what evidence is missing, when the verdict is unproved.
	why string
	// rules counts those that were evaluated, and counts the findings that count.
	rules  int
	counts map[policy.Severity]int
	// What does not count: findings that the base has too, that only the base has, that are silenced (fresh of them by the change),
	// and that the baseline has.
	unchanged, fixed, suppressed, fresh, owed int
	// worst is the gravest finding that counts, the first of several.
	worst *finding.Finding
	// fails says that one of them fails the run.
	fails bool
}

// lets reports whether the line has breaches that the run lets be: it passed, and is not clean.
func (l *standardLine) lets() bool {
	return l.verdict == passed && l.worst == nil && l.unchanged+l.suppressed+l.owed > 0
}

// tally says how many findings the line has, and how many it has or had besides that count for nothing.
func (l *standardLine) tally() []string {
	var parts []string
	if l.worst != nil {
		parts = append(parts, severities(l.counts))
	}
	return append(parts, l.past()...)
}

// past says how many findings of the line are as before, and how many the change fixes.
func (l *standardLine) past() []string {
	var parts []string
	if l.unchanged > 0 {
		parts = append(parts, thousands(l.unchanged)+" as before")
	}
	if l.fixed > 0 {
		parts = append(parts, thousands(l.fixed)+" fixed")
	}
	return parts
}

// plain reports whether the line passed and there is nothing else to say of it.
func (l *standardLine) plain() bool {
	return l.verdict == passed && l.worst == nil && l.unchanged+l.fixed+l.suppressed+l.owed == 0
}

// standardLines returns the scorecard: the lines of the charter and those of a team's own. Those that failed come first, then those
// with findings, then those of which there is something else to say, then those without evidence; the rest passed.
func standardLines(run *Run) []*standardLine {
	byID := make(map[string]*standardLine)
	var lines []*standardLine
	add := func(s policy.Standard) *standardLine {
		l := &standardLine{Standard: s, counts: make(map[policy.Severity]int)}
		byID[s.ID] = l
		lines = append(lines, l)
		return l
	}
	of := func(r *policy.Rule) *standardLine {
		if l := byID[r.Standard]; l != nil {
			return l
		}
		return add(policy.Standard{ID: r.Standard})
	}
	for _, s := range run.Standards {
		add(s)
	}
	judging := make(map[*standardLine]bool)
	for _, r := range run.Rules {
		l := of(r)
		l.rules++
		if judgesAny(run, r) {
			judging[l] = true
		}
	}
	for i := range run.Findings {
		f := &run.Findings[i]
		l := of(f.Rule)
		l.counts[f.Severity]++
		l.fails = l.fails || run.fails(f)
		if l.worst == nil || f.Severity.Rank() > l.worst.Severity.Rank() {
			l.worst = f
		}
	}
	for i := range run.Suppressed {
		l := of(run.Suppressed[i].Rule)
		l.suppressed++
		l.fresh += bit(isFresh(&run.Suppressed[i]))
	}
	for i := range run.Unchanged {
		of(run.Unchanged[i].Rule).unchanged++
	}
	for i := range run.Fixed {
		of(run.Fixed[i].Rule).fixed++
	}
	for i := range run.Owed {
		of(run.Owed[i].Rule).owed++
	}
	for _, l := range lines {
		l.verdict = passed
		switch {
		case l.fails:
			l.verdict = failed
		case l.worst != nil || l.unchanged+l.suppressed+l.owed > 0:
		default:
			if l.why = missingEvidence(run, l, judging[l]); l.why != "" {
				l.verdict = unproved
			}
		}
	}
	order := func(l *standardLine) int {
		switch {
		case l.verdict == failed:
			return 0
		case l.worst != nil:
			return 1
		case l.verdict == unproved:
			return 3
		case l.plain():
			return 4
		}
		return 2
	}
	slices.SortStableFunc(lines, func(a, b *standardLine) int { return cmp.Or(order(a)-order(b), strings.Compare(a.ID, b.ID)) })
	return lines
}

// judgesAny reports whether a rule had anything to judge. A rule that judges no kind of file judges what is said in files of any kind.
func judgesAny(run *Run, r *policy.Rule) bool {
	ofFiles := false
	for _, k := range r.Inputs {
		if run.Judged[k] > 0 {
			return true
		}
		ofFiles = ofFiles || kindNames[k] != [2]string{}
	}
	n, _ := judged(run)
	return !ofFiles && n > 0
}

// missingEvidence says why nothing can be said of a line without findings; empty when something can.
func missingEvidence(run *Run, l *standardLine, judging bool) string {
	if !judging {
		var kinds []string
		for _, k := range l.Inputs() {
			if run.Judged[k] > 0 {
				return "none of its rules is on"
			}
			if name, ok := kindNames[k]; ok {
				kinds = append(kinds, name[0])
			}
		}
		if len(kinds) == 0 {
			return "none of its rules judged anything"
		}
		return "no " + strings.Join(kinds, " or ") + " was judged"
	}
	s := run.Coverage
	switch {
	case l.Evidence == policy.ChangeEvidence && (s == nil || s.Change == nil):
		return "there is nothing to compare with: --base REF"
	case l.Evidence == policy.PastEvidence && (s == nil || !s.Past):
		return "no coverage of the past is recorded"
	case l.Evidence == policy.DataEvidence && (s == nil || s.Headline == ""):
		return "the reports hold no data"
	}
	return ""
}

// verdicts counts the lines of a scorecard: "2 fail, 12 pass and 17 have no evidence".
func verdicts(lines []*standardLine) string {
	n := make(map[verdict]int)
	for _, l := range lines {
		n[l.verdict]++
	}
	var parts []string
	for _, v := range []struct {
		verdict      verdict
		one, several string
	}{{failed, "fails", "fail"}, {passed, "passes", "pass"}, {unproved, "has no evidence", "have no evidence"}} {
		if n[v.verdict] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[v.verdict], plural(n[v.verdict], v.one, v.several)))
		}
	}
	return and(parts)
}

// standardsByID returns the scorecard sorted by the names of its lines.
func standardsByID(run *Run) []*standardLine {
	lines := standardLines(run)
	slices.SortStableFunc(lines, func(a, b *standardLine) int { return strings.Compare(a.ID, b.ID) })
	return lines
}

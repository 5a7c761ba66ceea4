package report

import (
	"iter"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// jsonStandard is a line of the charter, and what the run found about it.
type jsonStandard struct {
	ID string `json:"id"`
	// Title is empty for a standard of a team's own.
	Title string `json:"title"`
	// Verdict says fail when a finding fails the run, pass when none does, and no evidence when nothing of it was judged: that is never a pass.
	Verdict string `json:"verdict" jsonschema:"enum=pass,enum=fail,enum=no evidence"`
	// Missing is the evidence that is missing; empty unless the verdict is no evidence.
	Missing string `json:"missing"`
	// Rules is the number of its rules that were run.
	Rules int `json:"rules"`
	// Findings counts the findings that count.
	Findings jsonCounts `json:"findings"`
	// Unchanged is the number of findings that the base has too.
	Unchanged int `json:"unchanged"`
	// Fixed is the number of findings that only the base has.
	Fixed int `json:"fixed"`
	// Suppressed is the number of findings that somebody silenced.
	Suppressed int `json:"suppressed"`
	// SuppressedNew is the number of those that this change silences.
	SuppressedNew int `json:"suppressed_new"`
	// Owed is the number of findings that the baseline has.
	Owed int `json:"owed"`
	// Worst is the gravest finding that counts; null when there is none.
	Worst *jsonFinding `json:"worst"`
}

// jsonSuppression is somebody's word that a finding may stay.
type jsonSuppression struct {
	jsonPlace
	// Reason is empty when nobody says why.
	Reason string `json:"reason"`
	// Until is the last day on which it holds, as 2027-01-31; empty when it holds for ever.
	Until string `json:"until"`
	// Tool is whose words it is: bdma, or a tool that was used before.
	Tool string `json:"tool"`
	// New is true when the change brings it.
	New bool `json:"new"`
}

// jsonOwed is what the baseline has: findings that are to be mended some day, and do not count until then.
type jsonOwed struct {
	// Baseline is the file that says so.
	Baseline string `json:"baseline"`
	// Paid is the number of its entries that are found no more.
	Paid int `json:"paid"`
	// Total is the number of findings that are owed.
	Total int `json:"total"`
	// Standards are the standards under which something is owed, the most first.
	Standards []jsonDebt `json:"standards"`
	// Owners are those who owe something, the most first; a finding of several owners counts for each. It is null when the repository has no CODEOWNERS.
	Owners []jsonDebt `json:"owners"`
	// Findings are sorted by file, line and column.
	Findings []jsonFinding `json:"findings"`
}

// jsonDebt is how much is owed under a name.
type jsonDebt struct {
	// Name is a standard or an owner; empty for what has no owner.
	Name string `json:"name"`
	// Total is the number of findings.
	Total int `json:"total"`
	// Findings counts them by severity.
	Findings jsonCounts `json:"findings"`
}

// jsonConfig is whose configuration judged, and what the change does to it.
type jsonConfig struct {
	// From is the base whose configuration, baseline and rules were used; empty when they are the tree's own.
	From string `json:"from"`
	// Changed are the files among these that the change edits, adds or removes.
	Changed []string `json:"changed"`
	// New are the configurations among these that judge, although the change brings them, because the base says nothing of their folders.
	New []string `json:"new"`
}

func standardsJSON(run *Run) iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, l := range standardsByID(run) {
			s := jsonStandard{
				ID: l.ID, Title: l.Title, Verdict: string(l.verdict), Missing: l.why, Rules: l.rules,
				Findings:  countsJSON(l.counts),
				Unchanged: l.unchanged, Fixed: l.fixed, Suppressed: l.suppressed, SuppressedNew: l.fresh, Owed: l.owed,
			}
			if l.worst != nil {
				s.Worst = &jsonFinding{}
				*s.Worst = newJSONFinding(l.worst)
			}
			if !yield(&s) {
				return
			}
		}
	}
}

func suppressionJSON(s *finding.Suppression) *jsonSuppression {
	if s == nil {
		return nil
	}
	return &jsonSuppression{jsonPlace: placeOf(s.Node), Reason: s.Reason, Until: s.Until, Tool: s.Tool, New: s.New}
}

func countsJSON(n map[policy.Severity]int) jsonCounts {
	return jsonCounts{Error: n[policy.Error], Warning: n[policy.Warning], Info: n[policy.Info]}
}

func debtsJSON(list []finding.Share) []jsonDebt {
	debts := make([]jsonDebt, 0, len(list))
	for _, s := range list {
		debts = append(debts, jsonDebt{Name: s.Name, Total: s.Findings, Findings: countsJSON(s.BySeverity)})
	}
	return debts
}

// writeOwed writes what jsonOwed says, finding by finding.
func (j *jsonWriter) writeOwed(run *Run) {
	j.open("owed", "{")
	j.member("baseline", run.Baseline)
	j.member("paid", run.Paid)
	j.member("total", len(run.Owed))
	j.member("standards", debtsJSON(finding.ByStandard(run.Owed)))
	var owners []jsonDebt
	if run.Owners != nil {
		owners = debtsJSON(finding.ByOwner(run.Owed, run.Owners))
	}
	j.member("owners", owners)
	j.list("findings", findingsJSON(run.Owed))
	j.close("}")
}

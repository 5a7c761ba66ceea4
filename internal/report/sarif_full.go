package report

import (
	"bufio"
	"slices"

	"github.com/bdma-dev/bdma/internal/finding"
)

// sarifSuppression is a suppression object (3.35).
type sarifSuppression struct {
	Kind          string                      `json:"kind"`
	Status        string                      `json:"status"`
	Justification string                      `json:"justification,omitempty"`
	Location      *sarifLocation              `json:"location,omitempty"`
	Properties    *sarifSuppressionProperties `json:"properties,omitempty"`
}

// sarifSuppressionProperties is what SARIF has no words for.
type sarifSuppressionProperties struct {
	Until string `json:"until,omitempty"`
	Tool  string `json:"tool,omitempty"`
	New   bool   `json:"new"`
}

// absent is the class of findings that only the base has, which no run gives to a finding of its own.
const absent finding.Class = "absent"

// writeFullSARIF writes everything that a run knows, for tools that keep to the standard: what is silenced and what is owed with
// suppressions, and what the change fixes as absent.
func writeFullSARIF(w *bufio.Writer, run *Run, opt Options) error {
	fixed := slices.Clone(run.Fixed)
	for i := range fixed {
		fixed[i].Class = absent
	}
	list := slices.Concat(run.Findings, run.Unchanged, run.Suppressed, run.Owed, fixed)
	finding.Sort(list)
	return sarifReport(w, run, list, func(f *finding.Finding) []sarifSuppression { return sarifSuppressions(run, f) }, configNotes(run))
}

func sarifSuppressions(run *Run, f *finding.Finding) []sarifSuppression {
	switch s := f.Suppression; {
	case s != nil:
		// What stands in another file, such as bdma.yaml, is no comment beside the code.
		kind := "inSource"
		if s.File != f.File {
			kind = "external"
		}
		out := sarifSuppression{Kind: kind, Status: "accepted", Justification: sarifText(s.Reason),
			Properties: &sarifSuppressionProperties{Until: clip(s.Until, maxName), Tool: clip(s.Tool, maxName), New: s.New}}
		if s.File != "" {
			out.Location = &sarifLocation{Physical: sarifPhysical{Artifact: artifact(s.File), Region: region(s.Node, nil)}}
		}
		return []sarifSuppression{out}
	case f.Owed:
		text := "it is owed: the baseline has it"
		if run.Baseline != "" {
			text = "it is owed: " + clip(run.Baseline, maxName) + " has it"
		}
		return []sarifSuppression{{Kind: "external", Status: "accepted", Justification: sarifText(text)}}
	}
	return nil
}

// sarifRank orders results by what has to stay when there are too many: what counts, then what was there before, what is silenced or
// owed, and what is gone.
func sarifRank(f *finding.Finding) int {
	switch {
	case f.Class == absent:
		return 3
	case f.Suppression != nil || f.Owed:
		return 2
	case f.Class == finding.Unchanged:
		return 1
	}
	return 0
}

// category tells uploads about parts of one repository apart: GitHub keeps one analysis of each.
func category(run *Run) string {
	if run.Root == "" {
		return "bdma/"
	}
	return "bdma/" + uri(run.Root) + "/"
}

// configNotes says that the change edits what judges it.
func configNotes(run *Run) []sarifNotification {
	text := configText(run, someOf(run.ConfigChanged, 10, Terminal))
	if text == "" {
		return nil
	}
	return []sarifNotification{{Level: "warning", Message: sarifMessage{Text: sarifText(title(text) + ".")}}}
}

// aside says what is left out because it does not count, and that the change edits what judges it.
func aside(run *Run) []sarifNotification {
	notes := configNotes(run)
	var parts []string
	if text := suppressedText(run); text != "" {
		parts = append(parts, text)
	}
	if n := len(run.Owed); n > 0 {
		parts = append(parts, count(n, "is", "are")+" owed")
	}
	if parts == nil {
		return notes
	}
	return append(notes, sarifNotification{Level: "note", Message: sarifMessage{Text: and(parts) + "; the report sarif-full has them."}})
}

package report

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// maxAnnotations is the number of annotations of one level that GitHub shows for a step. It drops the others silently.
const maxAnnotations = 10

var commands = map[policy.Severity]string{policy.Error: "error", policy.Warning: "warning", policy.Info: "notice"}

// patchStandard is the line of the charter about the coverage of a change.
const patchStandard = "coverage/patch"

// writeGitHub writes workflow commands: what the change introduces first, then the coverage of its lines, the gravest first of each. Notices
// tell what the change silences and that it edits its own judge, and the last one how many findings could not be shown.
func writeGitHub(w *bufio.Writer, run *Run, opt Options) error {
	notices := changeNotices(run)
	total := finding.Count(run.Findings)
	budget := make(map[policy.Severity]int)
	for _, s := range policy.Severities() {
		budget[s] = maxAnnotations
	}
	budget[policy.Info] -= len(notices)
	if slices.ContainsFunc(policy.Severities(), func(s policy.Severity) bool { return total[s] > budget[s] }) {
		budget[policy.Info]-- // for the notice
	}
	hidden := make(map[policy.Severity]int)
	cut := 0
	for _, s := range policy.Severities() {
		hidden[s] = max(total[s]-budget[s], 0)
		cut += hidden[s]
	}
	src := sources{read: run.Source}
	for _, i := range mostUrgent(run.Findings) {
		if f := &run.Findings[i]; budget[f.Severity] > 0 {
			budget[f.Severity]--
			writeCommand(w, f, &src)
		}
	}
	if cut > 0 {
		notices = append(notices, fmt.Sprintf("%s shown as annotations, of which GitHub takes %d per level: %s. The step summary and the other reports of this run have them.",
			count(cut, "more finding is not", "more findings are not"), maxAnnotations, severities(hidden)))
	}
	for _, n := range notices {
		fmt.Fprintf(w, "::notice title=bdma::%s\n", commandData(n))
	}
	return nil
}

// mostUrgent returns the indexes of findings in the order in which a reviewer wants them.
func mostUrgent(fs []finding.Finding) []int {
	later := func(f *finding.Finding) int {
		switch {
		case f.Kind != facts.Coverage:
			return 0
		case f.Rule.Standard == patchStandard:
			return 1
		}
		return 2
	}
	order := worstFirst(fs)
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(later(&fs[a]), later(&fs[b])) })
	return order
}

// changeNotices says what a reviewer must not miss: that the change edits its own judge, and what it silences.
func changeNotices(run *Run) []string {
	var notices []string
	if text := configText(run, someOf(run.ConfigChanged, 5, Terminal)); text != "" {
		notices = append(notices, title(text))
	}
	if fresh := freshlySuppressed(run); len(fresh) > 0 {
		counts := make(map[policy.Severity]int)
		for _, f := range fresh {
			counts[f.Severity]++
		}
		var examples []string
		for _, f := range fresh {
			examples = append(examples, f.Rule.ID+" at "+lineText(f.Node))
		}
		notices = append(notices, fmt.Sprintf("This change suppresses %s: %s.", severities(counts), someOf(examples, 3, Terminal)))
	}
	return notices
}

// writeCommand writes a finding as an annotation of one line: GitHub shows one of several lines below the last of them, and only
// where the change has all of them.
func writeCommand(w *bufio.Writer, f *finding.Finding, src *sources) {
	fmt.Fprintf(w, "::%s file=%s", commands[f.Severity], commandProperty(fileOf(f.Node)))
	if from := f.Range.Start; from.Line > 0 {
		fmt.Fprintf(w, ",line=%d,endLine=%d", from.Line, from.Line)
		if from.Column > 0 {
			fmt.Fprintf(w, ",col=%d", from.Column)
			src.of(f.File)
			if f.Range.End.Line > 0 {
				fmt.Fprintf(w, ",endColumn=%d", region(f.Node, src).EndColumn)
			}
		}
	}
	message := f.Message
	if f.Fix != "" {
		message = clip(message, maxText/2) + "\nfix: " + f.Fix
	}
	fmt.Fprintf(w, ",title=%s::%s\n", commandProperty(f.Rule.ID), commandData(message))
}

package report

import (
	"bufio"
	"fmt"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// maxAnnotations is the number of annotations of one level that GitHub shows for a step. It drops the others silently.
const maxAnnotations = 10

var commands = map[policy.Severity]string{policy.Error: "error", policy.Warning: "warning", policy.Info: "notice"}

// writeGitHub writes workflow commands, the gravest findings first. When not all of them can be shown, the last notice
// says so.
func writeGitHub(w *bufio.Writer, run *Run, opt Options) error {
	total := finding.Count(run.Findings)
	budget := make(map[policy.Severity]int)
	hidden := make(map[policy.Severity]int)
	cut := 0
	for _, s := range policy.Severities() {
		budget[s] = maxAnnotations
	}
	if total[policy.Error] > maxAnnotations || total[policy.Warning] > maxAnnotations || total[policy.Info] > maxAnnotations {
		budget[policy.Info]-- // for the notice
	}
	for _, s := range policy.Severities() {
		hidden[s] = max(total[s]-budget[s], 0)
		cut += hidden[s]
	}
	for _, i := range worstFirst(run.Findings) {
		if f := &run.Findings[i]; budget[f.Severity] > 0 {
			budget[f.Severity]--
			writeCommand(w, f)
		}
	}
	if cut > 0 {
		fmt.Fprintf(w, "::notice title=bdma::%s\n", commandData(fmt.Sprintf("%s shown as annotations, of which GitHub takes %d per level: %s. The other reports of this run have them all.",
			count(cut, "more finding is not", "more findings are not"), maxAnnotations, severities(hidden))))
	}
	return nil
}

func writeCommand(w *bufio.Writer, f *finding.Finding) {
	fmt.Fprintf(w, "::%s file=%s", commands[f.Severity], commandProperty(fileOf(f.Node)))
	if from, to := f.Range.Start, f.Range.End; from.Line > 0 {
		fmt.Fprintf(w, ",line=%d,endLine=%d", from.Line, max(to.Line, from.Line))
		// GitHub refuses columns of an annotation that has several lines.
		if from.Column > 0 && to.Line <= from.Line {
			fmt.Fprintf(w, ",col=%d", from.Column)
			if to.Column > from.Column {
				fmt.Fprintf(w, ",endColumn=%d", to.Column)
			}
		}
	}
	message := f.Message
	if f.Fix != "" {
		message = clip(message, maxText/2) + "\nfix: " + f.Fix
	}
	fmt.Fprintf(w, ",title=%s::%s\n", commandProperty(f.Rule.ID), commandData(message))
}

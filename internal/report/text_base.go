package report

import (
	"fmt"
	"slices"
)

// maxConfigNames is how many changed files of the configuration are named.
const maxConfigNames = 3

// comparison says what the run was compared with and limited to, as far as the summary does not say it, and by whose rules it judged.
func (t *textWriter) comparison() {
	for _, line := range comparison(t.run) {
		t.WriteString(Terminal(line) + "\n")
	}
}

// comparison returns a sentence for each thing that a reader should know of what was compared with what.
func comparison(run *Run) []string {
	lines := scopes(run)
	// Lines begin with words of ours: what begins a line of a log may be taken for a command.
	changes := ""
	if names := run.ConfigChanged; len(names) > 0 {
		shown := slices.Clone(names[:min(len(names), maxConfigNames)])
		for i := range shown {
			shown[i] = clip(shown[i], maxText)
		}
		if n := len(names) - len(shown); n > 0 {
			shown = append(shown, count(n, "more file", "more files")+" of them")
		}
		changes = "this change edits " + and(shown)
	}
	switch {
	case run.ConfigFrom != "" && changes != "":
		lines = append(lines, fmt.Sprintf("the rules are those of %s; %s, which %s once merged", clip(run.ConfigFrom, maxText), changes, plural(len(run.ConfigChanged), "counts", "count")))
	case run.ConfigFrom != "":
		lines = append(lines, "the rules are those of "+clip(run.ConfigFrom, maxText))
	case changes != "":
		lines = append(lines, changes+", by which it is judged")
	}
	if len(run.ConfigNew) > 0 {
		lines = append(lines, "judged by "+newConfigs(run, func(s string) string { return s }))
	}
	return lines
}

// scopes returns a sentence for what findings are limited to, and one for how the base is known or why there is none.
func scopes(run *Run) []string {
	var lines []string
	against := run.Base
	if run.ChangedSince != "" {
		against = run.ChangedSince
		text := "only files that differ from " + clip(against, maxText) + " are reported"
		if run.LeftOut > 0 {
			text += "; " + count(run.LeftOut, "finding", "findings") + " in other files left out"
		}
		lines = append(lines, text)
	}
	switch {
	case run.BaseWhy == "":
	case against == "":
		lines = append(lines, "compared with nothing: "+clip(run.BaseWhy, maxText)+"; --base REF names a base")
	default:
		lines = append(lines, "compared with "+clip(against, maxText)+", "+clip(run.BaseWhy, maxText))
	}
	return lines
}

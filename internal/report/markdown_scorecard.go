package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
)

// verdictMarks are of lines without findings; others have the mark of their gravest finding.
var verdictMarks = map[verdict]string{failed: "❌", passed: "✅", unproved: "⚪"}

// judge says what a reviewer must not miss: that the change edits its own judge, and that it silences findings.
func (m *markdownWriter) judge() string {
	var b strings.Builder
	if list := m.run.ConfigChanged; len(list) > 0 {
		fmt.Fprintf(&b, "> ⚠️ **This change edits what judges it**: %s. %s.\n\n", someOf(list, 10, mdCode), title(judgedBy(m.run, mdCode)))
	}
	if n := len(freshlySuppressed(m.run)); n > 0 {
		fmt.Fprintf(&b, "> ⚠️ **This change suppresses %s**, listed below with the reasons.\n\n", count(n, "finding", "findings"))
	}
	return b.String()
}

// scorecard returns a table with a line for each standard, in a number of bytes. Those that passed and those without evidence are
// behind a fold.
func (m *markdownWriter) scorecard(budget int) string {
	lines := standardLines(m.run)
	if len(lines) == 0 {
		return ""
	}
	// A column that would be empty is left out.
	silenced, owing := len(m.run.Suppressed) > 0, len(m.run.Owed) > 0
	header, rule := "| standard | verdict | findings |", "|:--|:--|:--|"
	if silenced {
		header, rule = header+" suppressed |", rule+":--|"
	}
	if owing {
		header, rule = header+" owed |", rule+"--:|"
	}
	header += " worst finding |\n" + rule + ":--|\n"
	var open, folded strings.Builder
	rest := 0
	for _, l := range lines {
		if l.plain() || l.verdict == unproved {
			folded.WriteString(plainRow(l))
			rest++
		} else {
			open.WriteString(scorecardRow(l, silenced, owing))
		}
	}
	text := fmt.Sprintf("### Standards: %s\n\n", verdicts(lines))
	if open.Len() > 0 {
		text += header + open.String() + "\n"
	}
	if rest > 0 {
		fold := fmt.Sprintf("<details><summary>%s without findings</summary>\n\n| standard | verdict | |\n|:--|:--|:--|\n%s\n</details>\n\n",
			count(rest, "standard", "standards"), folded.String())
		if len(text)+len(fold) <= budget {
			text += fold
		}
	}
	if len(text) > budget {
		return ""
	}
	return text
}

// plainRow returns the line of a standard of which there is nothing to say but its verdict.
func plainRow(l *standardLine) string {
	return fmt.Sprintf("| %s | %s %s | %s |\n", mdText(clip(l.ID, maxName)), verdictMarks[l.verdict], l.verdict, mdText(cmp.Or(l.why, clip(l.Title, maxName))))
}

func scorecardRow(l *standardLine, silenced, owing bool) string {
	mark := verdictMarks[l.verdict]
	switch {
	case l.verdict == passed && l.worst != nil:
		mark = severityMarks[l.worst.Severity]
	case l.verdict == passed && l.fresh > 0:
		mark = severityMarks[policy.Warning]
	case l.lets():
		mark = "☑️"
	}
	row := fmt.Sprintf("| %s | %s %s | %s |", mdText(clip(l.ID, maxName)), mark, l.verdict, strings.Join(l.tally(), "; "))
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return " " + thousands(n)
	}
	if silenced {
		row += number(l.suppressed)
		if l.fresh > 0 {
			row += " (" + thousands(l.fresh) + " new)"
		}
		row += " |"
	}
	if owing {
		row += number(l.owed) + " |"
	}
	if l.worst != nil {
		row += " " + mdText(clip(strings.Join(textLines(l.worst.Message), " "), 160))
	}
	return row + " |\n"
}

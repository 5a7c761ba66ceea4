package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
)

const (
	// maxListed is the number of lines of a list that says what is not to be mended.
	maxListed = 200
	// maxReason is the length beyond which a reason is cut where it stands in a table.
	maxReason = 500
)

// fold returns a section whose lines are behind a fold, as many as fit into a number of bytes. What does not fit is counted by more.
func fold(head, summary, header string, lines []string, budget int, more func(left int) string) string {
	var b strings.Builder
	b.WriteString(head)
	fmt.Fprintf(&b, "<details><summary>%s</summary>\n\n%s", summary, header)
	const end = "\n</details>\n\n"
	for i, l := range lines {
		if i == maxListed || b.Len()+len(l)+rowReserve+len(end) > budget {
			b.WriteString("\n" + more(len(lines)-i) + "\n")
			break
		}
		b.WriteString(l)
	}
	b.WriteString(end)
	if b.Len() > budget {
		return ""
	}
	return b.String()
}

// fixed returns what the change fixes, the gravest first.
func (m *markdownWriter) fixed(budget int) string {
	fs := m.run.Fixed
	if len(fs) == 0 {
		return ""
	}
	var lines []string
	for _, i := range worstFirst(fs) {
		if len(lines) > maxListed {
			break
		}
		f := &fs[i]
		lines = append(lines, fmt.Sprintf("* %s · %s · %s\n", mdText(clip(f.Message, maxReason)), mdCode(lineText(f.Node)), mdText(f.Rule.ID)))
	}
	head := fmt.Sprintf("Thank you: this change fixes %s that %s there before.\n\n", count(len(fs), "finding", "findings"), plural(len(fs), "was", "were"))
	listed := fold(head, "What is fixed", "", lines, budget, func(left int) string {
		return "* … and " + thousands(len(fs)-len(lines)+left) + " more"
	})
	if listed == "" && len(head) <= budget {
		return head
	}
	return listed
}

// exceptions returns what is silenced by whom and why, what the change brings first.
func (m *markdownWriter) exceptions(budget int) string {
	text := suppressedText(m.run)
	if text == "" {
		return ""
	}
	list := exceptions(m.run)
	var lines []string
	for _, e := range list[:min(len(list), maxListed+1)] {
		reason, until, fresh := "**no reason is given**", "", ""
		if e.Reason != "" {
			reason = mdText(clip(e.Reason, maxReason))
		}
		if e.Until != "" {
			until = mdText(clip(e.Until, maxName))
		}
		if e.New {
			fresh = "🆕 "
		}
		if e.Tool != "" && e.Tool != ownTool {
			reason += " (" + mdText(clip(e.Tool, maxName)) + ")"
		}
		lines = append(lines, fmt.Sprintf("| %s%s | %s | %s | %s | %s |\n", fresh, someOf(e.ids(), 3, mdText), thousands(e.findings), mdCell(lineText(e.Node)), reason, until))
	}
	head := fmt.Sprintf("### 🔇 %s\n\n", title(text))
	return fold(head, "Why, and until when", "| rule | findings | written at | reason | until |\n|:--|--:|:--|:--|:--|\n", lines, budget, func(left int) string {
		return count(len(list)-len(lines)+left, "more suppression is", "more suppressions are") + " not listed."
	})
}

// owed returns how much the baseline has, and who owes it.
func (m *markdownWriter) owed(budget int) string {
	text := owing(m.run, mdCode(clip(m.run.Baseline, maxName)))
	if text == "" {
		return ""
	}
	head := "### 📒 " + title(text) + "\n\n"
	if m.run.Paid > 0 {
		head += "What is gone leaves the file with `bdma baseline --prune`.\n\n"
	}
	if len(m.run.Owed) == 0 || m.run.Owners == nil {
		return fitting(head, budget)
	}
	var lines []string
	for _, o := range finding.ByOwner(m.run.Owed, m.run.Owners) {
		name := "nobody"
		if o.Name != "" {
			name = mdCell(o.Name)
		}
		lines = append(lines, fmt.Sprintf("| %s | %s | %s |\n", name, thousands(o.Findings), severities(o.BySeverity)))
	}
	listed := fold(head, "Who owes how many", "| owner | owed | |\n|:--|--:|:--|\n", lines, budget, func(left int) string {
		return count(left, "more owner is", "more owners are") + " not listed."
	})
	return cmp.Or(listed, fitting(head, budget))
}

// fitting returns a text that fits into a number of bytes, and nothing of one that does not.
func fitting(s string, budget int) string {
	if len(s) > budget {
		return ""
	}
	return s
}

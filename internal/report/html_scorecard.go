package report

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
)

// standards writes the scorecard: a line for each standard. Those that passed, and those without evidence, have one together.
func (p *findingsPage) standards(w *bufio.Writer) {
	lines := standardLines(p.run)
	if len(lines) == 0 {
		return
	}
	fmt.Fprintf(w, "<section id=\"standards\"><h2>Standards</h2>\n<p class=\"lead\">%s.</p>\n", htmlText(title(verdicts(lines))))
	var clean, unknown []*standardLine
	rows := 0
	for _, l := range lines {
		switch {
		case l.plain():
			clean = append(clean, l)
			continue
		case l.verdict == unproved && l.fixed == 0:
			unknown = append(unknown, l)
			continue
		}
		if rows++; rows == 1 {
			w.WriteString("<table class=\"parts\"><thead><tr><th scope=\"col\">Standard<th scope=\"col\">Verdict<th scope=\"col\" class=\"num\">Errors<th scope=\"col\" class=\"num\">Warnings<th scope=\"col\" class=\"num\">Infos")
			if len(p.run.Suppressed) > 0 {
				w.WriteString("<th scope=\"col\" class=\"num\">Suppressed")
			}
			if len(p.run.Owed) > 0 {
				w.WriteString("<th scope=\"col\" class=\"num\">Owed")
			}
			w.WriteString("<th scope=\"col\" class=\"more\">Worst</thead>\n<tbody>\n")
		}
		p.standard(w, l)
	}
	if rows > 0 {
		w.WriteString("</tbody></table>\n")
	}
	if len(clean) > 0 {
		var names []string
		for _, l := range clean {
			names = append(names, fmt.Sprintf(`<span class="standard" title="%s">%s</span>`, htmlText(l.Title), htmlText(l.ID)))
		}
		fmt.Fprintf(w, "<p class=\"passed\"><span class=\"chip good\">pass</span> %s</p>\n", strings.Join(names, " "))
	}
	// One line for each thing that is missing.
	byReason := make(map[string][]string)
	var reasons []string
	for _, l := range unknown {
		if byReason[l.why] == nil {
			reasons = append(reasons, l.why)
		}
		byReason[l.why] = append(byReason[l.why], fmt.Sprintf(`<span class="standard" title="%s">%s</span>`, htmlText(l.Title), htmlText(l.ID)))
	}
	for _, r := range reasons {
		fmt.Fprintf(w, "<p class=\"passed\"><span class=\"chip quiet\">no evidence</span> %s: %s</p>\n", htmlText(r), strings.Join(byReason[r], " "))
	}
	w.WriteString("</section>\n")
}

func (p *findingsPage) standard(w *bufio.Writer, l *standardLine) {
	class, worst := "good", strings.Join(l.past(), ", ")
	switch {
	case l.verdict == failed:
		class = "poor"
	case l.verdict == unproved:
		class, worst = "quiet", htmlText(l.why)
	case l.worst != nil || l.fresh > 0:
		class = "fair"
	case l.lets():
		class = "quiet"
	}
	if l.worst != nil {
		worst = htmlText(clip(l.worst.Message, 200))
	}
	fmt.Fprintf(w, "<tr><th scope=\"row\" title=\"%s\" data-standard=\"%s\">%s<td><span class=\"chip %s\">%s</span>", htmlText(l.Title), htmlText(l.ID), htmlText(l.ID), class, l.verdict)
	cell := func(n int, more string) {
		if n > 0 {
			fmt.Fprintf(w, "<td class=\"num\">%s%s", thousands(n), more)
		} else {
			w.WriteString("<td class=\"num zero\">–")
		}
	}
	for _, s := range policy.Severities() {
		cell(l.counts[s], "")
	}
	fresh := ""
	if l.fresh > 0 {
		fresh = " <small class=\"fair\">" + thousands(l.fresh) + "&nbsp;new</small>"
	}
	// A column that would be empty is left out.
	if len(p.run.Suppressed) > 0 {
		cell(l.suppressed, fresh)
	}
	if len(p.run.Owed) > 0 {
		cell(l.owed, "")
	}
	fmt.Fprintf(w, "<td class=\"more worst\">%s\n", worst)
}

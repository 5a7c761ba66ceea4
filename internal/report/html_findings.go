package report

import (
	"bufio"
	"cmp"
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

const (
	// maxHTMLFindings and maxHTMLBytes bound the findings of a page: a browser is at ease with so many.
	maxHTMLFindings = 20_000
	maxHTMLBytes    = 12 << 20
	// maxPlainFindings is the number of findings of a page where scripts do not run.
	maxPlainFindings = 200
	// maxHTMLSkipped is the number of files that could not be judged and are listed.
	maxHTMLSkipped = 1000
	// maxHTMLRelated is the number of further places that a finding shows.
	maxHTMLRelated = 5
	// maxHTMLOwners is the number of owners of a file that a page names.
	maxHTMLOwners = 50
	// htmlWidth is the width of code frames.
	htmlWidth = 160
)

var (
	//go:embed html/findings.css
	findingsStyle string
	//go:embed html/findings.js
	findingsScript string
)

var severityClasses = map[policy.Severity]string{policy.Error: "poor", policy.Warning: "fair", policy.Info: "info"}

// writeFindingsHTML writes a run as one page for a browser, which needs nothing but itself. The findings stand in it as data, which the
// page's script filters, groups and shows as far as they are looked at.
func writeFindingsHTML(w *bufio.Writer, run *Run, _ Options) error {
	p := &findingsPage{run: run, counts: finding.Count(run.Findings)}
	name := cmp.Or(run.Name, "bdma")
	page := htmlPage{
		title: name + ": " + p.verdict(), version: run.Version,
		style: style + findingsStyle, script: findScript + findingsScript,
		body: p.body,
	}
	if !run.Time.IsZero() {
		page.footer = append(page.footer, minute(run.Time))
	}
	writePage(w, page)
	return nil
}

type findingsPage struct {
	run    *Run
	counts map[policy.Severity]int
}

// verdict says what the run comes to, in a few words.
func (p *findingsPage) verdict() string {
	if n, _ := judged(p.run); n == 0 && len(p.run.Findings) == 0 {
		// Nothing checked is never green.
		return "nothing was checked"
	}
	return severities(p.counts)
}

func (p *findingsPage) body(w *bufio.Writer) {
	fmt.Fprintf(w, "<header><h1>%s</h1><p>%s</p></header>\n<main>\n", htmlText(cmp.Or(p.run.Name, "bdma")), htmlText(title(checked(p.run))))
	p.head(w)
	p.standards(w)
	p.coverage(w)
	p.findings(w)
	p.skipped(w)
	w.WriteString("</main>\n")
}

// head says whether the run failed, and counts.
func (p *findingsPage) head(w *bufio.Writer) {
	class, mark, text := "good", "✓", "Nothing was found."
	n, _ := judged(p.run)
	failOn := cmp.Or(p.run.FailOn, policy.Off)
	switch {
	case p.run.Failed():
		class, mark, text = "poor", "✗", "The run failed: findings from "+string(failOn)+" on fail it."
	case len(p.run.Findings) > 0 && failOn == policy.Off:
		class, mark, text = "fair", "!", "The run passed: no finding fails it."
	case len(p.run.Findings) > 0:
		class, mark, text = "fair", "!", "The run passed: only findings from "+string(failOn)+" on fail it."
	case n == 0:
		class, mark, text = "fair", "!", "Nothing was checked."
	case p.run.Base != "":
		text = "Nothing new was found."
	case len(p.run.Owed) > 0:
		text = "Nothing was found but what is owed."
	}
	for _, line := range scopes(p.run) {
		text += " " + title(line) + "."
	}
	fresh := len(freshlySuppressed(p.run))
	if class == "good" && len(p.run.ConfigChanged)+fresh > 0 {
		// What somebody has to look at is never green.
		class, mark = "fair", "!"
	}
	fmt.Fprintf(w, "<p class=\"verdict %s\"><b aria-hidden=\"true\">%s</b> %s</p>\n", class, mark, htmlText(text))
	if text := configText(p.run, someOf(p.run.ConfigChanged, 10, Terminal)); text != "" {
		fmt.Fprintf(w, "<p class=\"warning\">%s.</p>\n", htmlText(title(text)))
	}
	if fresh > 0 {
		fmt.Fprintf(w, "<p class=\"warning\">This change suppresses %s.</p>\n", count(fresh, "finding", "findings"))
	}
	w.WriteString("<ul class=\"cards\">")
	for _, s := range policy.Severities() {
		class := severityClasses[s]
		if p.counts[s] == 0 {
			class = "quiet"
		}
		fmt.Fprintf(w, "\n<li><b class=\"%s\">%s</b><span>%s</span></li>", class, thousands(p.counts[s]), plural(p.counts[s], severityNames[s][0], severityNames[s][1]))
	}
	files := make(map[string]bool)
	for i := range p.run.Findings {
		files[p.run.Findings[i].File] = true
	}
	fmt.Fprintf(w, "\n<li><b>%s</b><span>%s with findings</span></li>", thousands(len(files)), plural(len(files), "file", "files"))
	for _, c := range []struct {
		n           int
		class, name string
	}{{len(p.run.Fixed), "good", "fixed"}, {len(p.run.Suppressed), "quiet", "suppressed"}, {len(p.run.Owed), "quiet", "owed"}, {len(p.run.Unchanged), "quiet", "as before"}} {
		if c.n > 0 {
			fmt.Fprintf(w, "\n<li><b class=\"%s\">%s</b><span>%s</span></li>", c.class, thousands(c.n), c.name)
		}
	}
	w.WriteString("\n</ul>\n")
}

// coverage writes what coverage reports come to.
func (p *findingsPage) coverage(w *bufio.Writer) {
	s := p.run.Coverage
	if s == nil {
		return
	}
	w.WriteString("<section><h2>Coverage by tests</h2>\n")
	if s.Headline == "" {
		w.WriteString("<p>The reports hold nothing that could be covered.</p></section>\n")
		return
	}
	cards(w, s.Totals)
	if c := s.Change; c != nil && c.Total > 0 {
		fmt.Fprintf(w, "<p class=\"lead\"><b>%s</b> %s of %s new or modified %s ran, %s.</p>\n", htmlPercent(c.Count), thousands(c.Covered), thousands(c.Total), htmlText(units(c.Metric, c.Total)), htmlText(sinceBase(c)))
	}
	w.WriteString("</section>\n")
}

// findings writes the findings: what the script works with, and a table for who runs no scripts.
func (p *findingsPage) findings(w *bufio.Writer) {
	data := newPageData(p.run, maxHTMLFindings, maxHTMLBytes)
	if data.total == 0 {
		return
	}
	w.WriteString("<section id=\"findings\"><h2>Findings</h2>\n")
	if left := data.total - len(data.rows); left > 0 {
		fmt.Fprintf(w, "<p class=\"warning\"><b>%s not shown here</b>: this page has the %s worst. The other reports of this run have them all.</p>\n", count(left, "finding is", "findings are"), thousands(len(data.rows)))
	}
	w.WriteString(`<div class="tools" hidden>
<label class="search"><span>Find</span><input id="find" type="search" placeholder="words of a finding, path or rule" autocomplete="off" spellcheck="false"><kbd>/</kbd></label>
<span class="buttons" id="state" role="group" aria-label="State" hidden></span>
<span class="buttons" id="severity" role="group" aria-label="Severity"></span>
<label class="pick">Standard <select id="standard"></select></label>
<label class="pick">Rule <select id="rule"></select></label>
<label class="pick">Owner <select id="owner"></select></label>
<label class="pick">Group by <select id="group"><option value="file">file<option value="rule">rule</select></label>
<span class="buttons"><button id="open" type="button">Unfold all</button><button id="shut" type="button">Fold all</button><button id="clear" type="button">Clear filters</button></span>
<output id="found" aria-live="polite"></output>
</div>
<div id="list"></div>
`)
	p.plain(w)
	w.WriteString("<script type=\"application/json\" id=\"data\">")
	data.write(w)
	w.WriteString("</script>\n</section>\n")
}

// plain writes the worst findings as a table, which is seen where scripts do not run.
func (p *findingsPage) plain(w *bufio.Writer) {
	w.WriteString("<noscript>\n<table class=\"parts\"><thead><tr><th>Severity<th>Place<th>Finding<th>Rule</thead>\n<tbody>\n")
	for n, i := range worstFirst(p.run.Findings) {
		if n == maxPlainFindings {
			fmt.Fprintf(w, "<tr><td colspan=\"4\">%s not shown where scripts do not run\n", count(len(p.run.Findings)-n, "more finding is", "more findings are"))
			break
		}
		f := &p.run.Findings[i]
		fmt.Fprintf(w, "<tr><td><span class=\"chip %s\">%s</span><th scope=\"row\">%s<td>%s", severityClasses[f.Severity], f.Severity, htmlText(placeText(f.Node)), htmlLines(f.Message))
		if f.Fix != "" {
			w.WriteString("<br><b>Fix:</b> " + htmlLines(f.Fix))
		}
		w.WriteString("<td>")
		if page := htmlURL(f.Rule.Page()); page != "" {
			w.WriteString(htmlLink(htmlText(page), "", f.Rule.ID))
		} else {
			w.WriteString(htmlText(f.Rule.ID))
		}
		w.WriteString("\n")
	}
	w.WriteString("</tbody></table>\n")
	if n := len(p.run.Suppressed) + len(p.run.Owed) + len(p.run.Unchanged) + len(p.run.Fixed); n > 0 {
		fmt.Fprintf(w, "<p>%s not count and %s not shown where scripts do not run.</p>\n", count(n, "more finding does", "more findings do"), plural(n, "is", "are"))
	}
	w.WriteString("</noscript>\n")
}

// htmlLines returns a text of several lines for HTML.
func htmlLines(s string) string {
	lines := strings.Split(clip(strings.TrimRight(s, "\n"), maxText), "\n")
	for i, l := range lines {
		lines[i] = htmlText(l)
	}
	return strings.Join(lines, "<br>")
}

// placeText returns a place as path:line:column, as far as it is known.
func placeText(n facts.Node) string {
	s := fileOf(n)
	if at := n.Range.Start; at.Line > 0 {
		s += ":" + strconv.Itoa(at.Line)
		if at.Column > 0 {
			s += ":" + strconv.Itoa(at.Column)
		}
	}
	return s
}

// skipped lists the files that could not be judged.
func (p *findingsPage) skipped(w *bufio.Writer) {
	list := p.run.Skipped
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "<section><details><summary><h2>%s found but not judged</h2></summary>\n<ul class=\"skipped\">\n", count(len(list), "file", "files"))
	for i, s := range list {
		if i == maxHTMLSkipped {
			fmt.Fprintf(w, "<li>… and %s\n", count(len(list)-i, "more file", "more files"))
			break
		}
		fmt.Fprintf(w, "<li><b>%s</b> %s\n", htmlText(s.File), htmlText(clip(s.Reason, maxText)))
	}
	w.WriteString("</ul></details></section>\n")
}

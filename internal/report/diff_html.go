package report

import (
	"bufio"
	"cmp"
	_ "embed"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

const (
	// maxHTMLChanges is the number of changes of a page: a browser is at ease with so many.
	maxHTMLChanges = 20_000
	// maxOpenChanges is the number of changes that rules have nothing to say of, of one section, which a page shows unfolded.
	maxOpenChanges = 100
	// maxHTMLUsers is the number of operations that a page names of those that use a component.
	maxHTMLUsers = 200
)

var (
	//go:embed html/diff.css
	diffStyle string
	//go:embed html/diff.js
	diffScript string
)

var sectionClasses = [diffSections]string{"poor", "fair", "quiet", "fair", "good", "info", "info"}

// writeDiffHTML writes a changelog as one page for a browser, which needs nothing but itself, and no script to be read.
func writeDiffHTML(w *bufio.Writer, d *Diff, _ Options) error {
	p := &diffPage{diff: d, left: maxHTMLChanges}
	page := htmlPage{
		title: cmp.Or(d.Name, "bdma") + ": " + d.verdict(), version: d.Version,
		style: style + findingsStyle + diffStyle, script: findScript + diffScript,
		body: p.body,
	}
	if !d.Time.IsZero() {
		page.footer = append(page.footer, minute(d.Time))
	}
	writePage(w, page)
	return nil
}

type diffPage struct {
	diff *Diff
	// left is the number of changes that may still be shown.
	left int
}

func (p *diffPage) body(w *bufio.Writer) {
	d := p.diff
	fmt.Fprintf(w, "<header><h1>%s</h1><p>%s</p></header>\n<main>\n", htmlText(clip(cmp.Or(d.Name, "API")+": API changes", maxName)), htmlText(title(d.scope())))
	p.head(w)
	w.WriteString(`<div class="tools" hidden>
<label class="search"><span>Find</span><input id="find" type="search" placeholder="words of a change, path or rule" autocomplete="off" spellcheck="false"><kbd>/</kbd></label>
<span class="buttons" id="sections" role="group" aria-label="Show"></span>
<span class="buttons"><button id="open" type="button">Unfold all</button><button id="shut" type="button">Fold all</button></span>
<output id="found" aria-live="polite"></output>
</div>
`)
	for _, doc := range d.told() {
		p.document(w, doc)
	}
	p.skipped(w)
	w.WriteString("</main>\n")
}

// head says what the comparison comes to, and counts.
func (p *diffPage) head(w *bufio.Writer) {
	d := p.diff
	n := d.counts()
	class, mark := "good", "✓"
	switch {
	case d.Failed() || n[breakingChanges] > 0 || d.Unread():
		class, mark = "poor", "✗"
	case n[riskyChanges] > 0 || len(d.Removed) > 0 || d.Nothing():
		class, mark = "fair", "!"
	}
	fmt.Fprintf(w, "<p class=\"verdict %s\"><b aria-hidden=\"true\">%s</b> %s.</p>\n", class, mark, htmlText(title(d.verdict())))
	for _, f := range d.Faults {
		state := d.Head
		if f.InBase {
			state = d.Base
		}
		fmt.Fprintf(w, "<p class=\"warning\"><b>%s</b> in %s: %s</p>\n", htmlText(placeText(f.Node)), htmlText(clip(state, maxName)), htmlLines(f.Message))
	}
	p.documents(w)
	w.WriteString("<ul class=\"cards\">")
	for s, k := range n {
		class := sectionClasses[s]
		if k == 0 {
			if diffSection(s) == acceptedChanges || diffSection(s) == deprecatedThings {
				continue
			}
			class = "quiet"
		}
		fmt.Fprintf(w, "\n<li><b class=\"%s\">%s</b><span>%s</span></li>", class, thousands(k), strings.ToLower(sectionNames[s]))
	}
	w.WriteString("\n</ul>\n")
}

// documents names the documents that came, went or were moved.
func (p *diffPage) documents(w *bufio.Writer) {
	d := p.diff
	var lines []string
	line := func(class, word, text string) {
		lines = append(lines, fmt.Sprintf("<span class=\"chip %s\">%s</span> %s", class, word, text))
	}
	for _, l := range []struct {
		files       []string
		class, word string
	}{{d.Removed, "poor", "removed"}, {d.Added, "good", "added"}} {
		if len(l.files) > 0 {
			line(l.class, l.word, plural(len(l.files), "document", "documents")+" "+someOf(l.files, maxHTMLSkipped, htmlText))
		}
	}
	for i, doc := range d.moves() {
		if i == maxHTMLSkipped {
			break
		}
		line("info", "moved", "document "+htmlText(clip(doc.Was, maxName))+" → "+htmlText(clip(doc.File, maxName)))
	}
	if len(lines) > 0 {
		fmt.Fprintf(w, "<p class=\"note\">%s</p>\n", strings.Join(lines, "<br>\n"))
	}
}

func (p *diffPage) document(w *bufio.Writer, d *DiffDocument) {
	fmt.Fprintf(w, "<section class=\"document\"><h2>%s", htmlText(clip(d.File, maxName)))
	if name := strings.TrimSpace(d.Title + " " + d.versions()); name != "" {
		fmt.Fprintf(w, " <small>%s</small>", htmlText(clip(name, maxName)))
	}
	w.WriteString("</h2>\n")
	if d.Was != d.File {
		fmt.Fprintf(w, "<p class=\"lead\">It was %s.</p>\n", htmlText(clip(d.Was, maxName)))
	}
	if d.Partial {
		w.WriteString("<p class=\"warning\">The documents are too large to be compared in full: there may be more changes.</p>\n")
	}
	for s, groups := range d.sections() {
		p.section(w, diffSection(s), groups)
	}
	w.WriteString("</section>\n")
}

func (p *diffPage) section(w *bufio.Writer, s diffSection, groups []*diffGroup) {
	total := 0
	for _, g := range groups {
		total += len(g.changes)
	}
	if total == 0 {
		return
	}
	fmt.Fprintf(w, "<div class=\"part\" data-section=\"%s\"><h3 class=\"%s\">%s <small>%s</small></h3>\n", htmlText(sectionNames[s]), sectionClasses[s], htmlText(sectionNames[s]), count(total, "change", "changes"))
	open := ""
	if s.judgedByRules() || total <= maxOpenChanges {
		open = " open"
	} else {
		var parts []string
		for _, k := range tallies(groups) {
			parts = append(parts, ofKind(k.kind, k.n))
		}
		fmt.Fprintf(w, "<p class=\"about\">%s.</p>\n", htmlText(clip(title(and(parts)), maxText)))
	}
	shown := 0
	for _, g := range groups {
		n := min(len(g.changes), p.left)
		if n == 0 {
			break
		}
		p.left -= n
		shown += n
		fmt.Fprintf(w, "<details class=\"group\"%s><summary><h4>%s</h4>", open, htmlText(clip(cmp.Or(g.title, "the document"), maxName)))
		if len(g.users) > 0 {
			users := diffUsers(g.users, htmlText)
			if len(g.users) > mostDiffUsers {
				users = "used by " + count(len(g.users), "operation", "operations")
			}
			fmt.Fprintf(w, "<small title=\"%s\">%s</small>", someOf(g.users, maxHTMLUsers, htmlText), users)
		}
		fmt.Fprintf(w, "<span class=\"counts\"><span class=\"chip %s\">%s</span></span></summary>\n", sectionClasses[s], thousands(len(g.changes)))
		if !s.judgedByRules() {
			w.WriteString("<ul>\n")
		}
		for _, c := range g.changes[:n] {
			p.change(w, s, g, c)
		}
		if !s.judgedByRules() {
			w.WriteString("</ul>\n")
		}
		w.WriteString("</details>\n")
	}
	if shown < total {
		fmt.Fprintf(w, "<p class=\"warning\"><b>%s not shown here</b>: the other reports of this comparison have them all.</p>\n", count(total-shown, "change is", "changes are"))
	}
	w.WriteString("</div>\n")
}

func (p *diffPage) change(w *bufio.Writer, s diffSection, g *diffGroup, c *DiffChange) {
	places := htmlText(clip(placesText(c), maxText))
	if !s.judgedByRules() {
		fmt.Fprintf(w, "<li class=\"item\">%s <small>%s%s</small>\n", htmlText(clip(c.wordsIn(g.title), maxText)), places, c.direction())
		return
	}
	for _, f := range c.shown(s) {
		class := severityClasses[f.Severity]
		word := string(f.Severity)
		if s == acceptedChanges {
			class, word = "quiet", "accepted"
		}
		fmt.Fprintf(w, "<article class=\"finding item %s\"><p class=\"what\"><span class=\"chip %s\">%s</span> %s</p>\n<p class=\"at\">%s%s · %s</p>\n", class, class, word,
			htmlLines(f.Message), places, c.direction(), ruleLink(f.Rule))
		if s == acceptedChanges {
			p.accepted(w, f)
		} else if f.Fix != "" {
			fmt.Fprintf(w, "<p class=\"fix\"><b>Fix:</b> %s</p>\n", htmlLines(f.Fix))
		}
		w.WriteString("</article>\n")
	}
}

func (p *diffPage) accepted(w *bufio.Writer, f *finding.Finding) {
	fmt.Fprintf(w, "<p class=\"silenced\"><b>Accepted:</b> %s", htmlLines(accepted(f.Suppression)))
	if f.Suppression.File != "" {
		fmt.Fprintf(w, " <small>%s</small>", htmlText(placeText(f.Suppression.Node)))
	}
	w.WriteString("</p>\n")
}

// direction says who sends what changed.
func (c *DiffChange) direction() string {
	switch {
	case c.InRequest && c.InResponse:
		return " · in requests and responses"
	case c.InRequest:
		return " · in requests"
	case c.InResponse:
		return " · in responses"
	}
	return ""
}

// ruleLink returns the id of a rule, as a link where it has a page.
func ruleLink(r *policy.Rule) string {
	if page := htmlURL(r.Page()); page != "" {
		return htmlLink(htmlText(page), "", r.ID)
	}
	return htmlText(r.ID)
}

func (p *diffPage) skipped(w *bufio.Writer) {
	(&findingsPage{run: &Run{Skipped: p.diff.Skipped}}).skipped(w)
}

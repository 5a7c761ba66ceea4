package report

import (
	"bufio"
	"fmt"
	"iter"
	"path"
	"strings"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// maxShown bounds the lines of a page.
const maxShown = 50_000

// source writes the page of a source file, unless the file cannot be read.
func (h *htmlWriter) source(f *coverage.SourceFile, page string) (written bool, err error) {
	text, err := h.site.Source(f.Path)
	if err != nil {
		return false, nil
	}
	return true, h.page(page, f.Path, sourceScript, func(w *bufio.Writer) { h.sourcePage(w, f, string(text)) })
}

func (h *htmlWriter) sourcePage(w *bufio.Writer, f *coverage.SourceFile, text string) {
	dir, base := path.Split(f.Path)
	fmt.Fprintf(w, "<header><p><a href=\"../index.html\">%s</a> / %s</p><h1>%s</h1></header>\n<main>\n",
		htmlText(h.site.Name), htmlText(strings.ReplaceAll(dir, "/", " / ")), htmlText(base))
	if f.BeyondEnd {
		w.WriteString("<p class=\"warning\">A report speaks of lines beyond the end of this file: it was made of another version of it, and what is marked here may be wrong.</p>\n")
	}
	if why := f.NotCounted(); why != "" {
		fmt.Fprintf(w, "<p class=\"note\">This file is %s. It does not count.</p>\n", htmlText(why))
	}
	if len(f.Counts) > 0 {
		cards(w, f.Counts)
	}
	w.WriteString(`<div class="jump" hidden><span class="buttons"><button id="prev" type="button">↑ Previous missed <kbd>p</kbd></button><button id="next" type="button">↓ Next missed <kbd>n</kbd></button></span><output id="where" aria-live="polite"></output>`)
	if len(f.Changed) > 0 {
		w.WriteString(`<span class="key"><b>+</b> new or modified</span>`)
	}
	w.WriteString("</div>\n")
	w.WriteString("<table class=\"source\"><thead class=\"unseen\"><tr><th>Line<th>Ran<th>Code</thead><tbody>\n")
	next, stop := iter.Pull(f.Lines(maxShown))
	defer stop()
	line, ok := next()
	counted := countsHits(f)
	changed := f.Changed
	number := 0
	text = strings.TrimPrefix(text, "\ufeff")
	for code := range strings.Lines(text) {
		if number++; number > maxShown {
			fmt.Fprintf(w, "</tbody></table>\n<p>The lines after line %s are not shown.</p>\n<table class=\"source\"><tbody>\n", thousands(maxShown))
			break
		}
		for ok && line.Number < number {
			line, ok = next()
		}
		var known *coverage.Line
		if ok && line.Number == number {
			known = &line
		}
		for len(changed) > 0 && changed[0].Last < number {
			changed = changed[1:]
		}
		sourceLine(w, number, strings.TrimSuffix(code, "\n"), known, counted, len(changed) > 0 && changed[0].First <= number)
	}
	w.WriteString("</tbody></table>\n</main>\n")
}

// countsHits reports whether the hits of a file are counts: many tools say no more than whether a line ran.
func countsHits(f *coverage.SourceFile) bool {
	for l := range f.Lines(maxShown) {
		if l.Hits > 1 {
			return true
		}
	}
	return false
}

func sourceLine(w *bufio.Writer, number int, code string, l *coverage.Line, counted, changed bool) {
	class, ran, note := "", "", ""
	if l != nil {
		switch {
		case l.Missed():
			class, ran = "m", "missed"
		case l.Partial || !l.Code && l.Taken < l.Branches:
			class, ran = "q", "in part"
		default:
			class, ran = "h", "ran"
		}
		if counted && l.Hits > 0 {
			ran = thousands(l.Hits) + "×"
		}
		if l.Branches > 0 {
			note = branchNote(l)
		} else if class == "q" {
			note = `<span class="way">ran in part</span>`
		}
	}
	if changed {
		class = strings.TrimSpace(class + " c")
	}
	if class != "" {
		class = ` class="` + class + `"`
	}
	fmt.Fprintf(w, `<tr id="L%d"%s><td class="n"><a href="#L%d">%d</a><td class="r">%s<td class="s"><code>%s</code>%s`+"\n", number, class, number, number, ran, htmlCode(code), note)
}

// maxWays is the number of branches of a line that are told one by one.
const maxWays = 12

// branchNote says how many branches of a line were taken, and how often each.
func branchNote(l *coverage.Line) string {
	var b strings.Builder
	class := "way"
	if l.Taken == l.Branches {
		class = "way all"
	}
	fmt.Fprintf(&b, `<span class="%s"`, class)
	if l.Ways != nil && len(l.Ways) <= maxWays {
		b.WriteString(` title="`)
		for i, n := range l.Ways {
			if i > 0 {
				b.WriteString(", ")
			}
			if n == 0 {
				b.WriteString("never")
			} else {
				b.WriteString(thousands(n) + "×")
			}
		}
		b.WriteString(`"`)
	}
	fmt.Fprintf(&b, ">%s of %s taken</span>", thousands(l.Taken), count(l.Branches, "branch", "branches"))
	return b.String()
}

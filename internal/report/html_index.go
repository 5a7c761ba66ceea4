package report

import (
	"bufio"
	"fmt"
)

// maxRows bounds the rows of the index. A browser shows so many at ease.
const maxRows = 30_000

func (h *htmlWriter) index(w *bufio.Writer) {
	s := h.summary
	fmt.Fprintf(w, "<header><h1>%s</h1><p>Coverage by tests</p></header>\n<main>\n", htmlText(h.site.Name))
	if s.Headline == "" {
		w.WriteString("<p class=\"empty\">The reports hold nothing that could be covered.</p>\n</main>\n")
		return
	}
	cards(w, s.Totals)
	h.change(w)
	if len(s.Components) > 0 {
		fmt.Fprintf(w, "<section><h2>Components</h2><table class=\"parts\"><thead><tr><th>Component<th class=\"num\">%s<th class=\"wide\"><th class=\"num\">Covered<th class=\"num\">Missed</thead>\n", htmlText(title(units(s.Headline, 2))))
		for _, p := range worstParts(s.Components, s.Headline) {
			c := p.Count(s.Headline)
			fmt.Fprintf(w, "<tr><th scope=\"row\">%s<td class=\"num\">%s<td class=\"wide\">%s<td class=\"num\">%s of %s<td class=\"num\">%s\n",
				htmlText(p.Name), htmlPercent(c), htmlBar(c), thousands(c.Covered), thousands(c.Total), thousands(c.Missing()))
		}
		w.WriteString("</table></section>\n")
	}
	h.files(w)
	w.WriteString("</main>\n")
}

// change lists the files of the change with the lines that did not run.
func (h *htmlWriter) change(w *bufio.Writer) {
	c := h.summary.Change
	if c == nil {
		return
	}
	fmt.Fprintf(w, "<section id=\"change\"><h2>%s</h2>\n", htmlText(title(sinceBase(c))))
	if c.Total == 0 && len(c.Files) == 0 {
		w.WriteString("<p>It has no new or modified line that could run.</p></section>\n")
		return
	}
	if c.Total > 0 {
		fmt.Fprintf(w, "<p class=\"lead\"><b>%s</b> %s of %s new or modified %s ran.</p>\n", htmlPercent(c.Count), thousands(c.Covered), thousands(c.Total), htmlText(units(c.Metric, c.Total)))
	}
	w.WriteString("<table class=\"parts\"><thead><tr><th>File<th class=\"num\">Covered<th class=\"wide\"><th class=\"num\">Lines<th>Did not run</thead>\n")
	pages := h.tree.pages()
	for i, f := range worstChanged(c) {
		if i == maxRows {
			break
		}
		page := pages[f.Path]
		fmt.Fprintf(w, "<tr><th scope=\"row\">%s", htmlLink(page, "", f.Path))
		if f.Unmeasured {
			w.WriteString("<td class=\"num\">–<td class=\"wide\"><td class=\"num\"><td><span class=\"poor\">in no report</span>\n")
			continue
		}
		fmt.Fprintf(w, "<td class=\"num\">%s<td class=\"wide\">%s<td class=\"num\">%s of %s<td class=\"ranges\">", htmlPercent(f.Count), htmlBar(f.Count), thousands(f.Covered), thousands(f.Total))
		for k, r := range f.Missed {
			if k > 0 {
				w.WriteString(", ")
			}
			w.WriteString(htmlLink(page, "#L"+firstOf(r), r))
		}
		if n := f.MissedRanges - len(f.Missed); n > 0 {
			fmt.Fprintf(w, " and %s more", thousands(n))
		}
		w.WriteString("\n")
	}
	w.WriteString("</table></section>\n")
}

// firstOf returns the first line of a range.
func firstOf(r string) string {
	for i := range len(r) {
		if r[i] < '0' || r[i] > '9' {
			return r[:i]
		}
	}
	return r
}

func htmlLink(page, anchor, text string) string {
	if page == "" {
		return htmlText(text)
	}
	return `<a href="` + page + htmlText(anchor) + `">` + htmlText(text) + `</a>`
}

// pages returns the pages of files by their paths.
func (t *htmlTree) pages() map[string]string {
	pages := make(map[string]string)
	var walk func(n *htmlNode, dir string)
	walk = func(n *htmlNode, dir string) {
		for _, c := range n.children {
			switch {
			case c.folders != nil:
				walk(c, dir+c.name+"/")
			case c.page != "":
				pages[dir+c.name] = c.page
			}
		}
	}
	walk(t.root, "")
	return pages
}

// files writes the tree as a table, folders with what is in them, which the script folds, sorts and filters.
func (h *htmlWriter) files(w *bufio.Writer) {
	t := h.tree
	t.root.arrange()
	w.WriteString(`<section><h2>Files</h2>
<div class="tools" hidden>
<label class="search"><span>Find</span><input id="find" type="search" placeholder="part of a path" autocomplete="off" spellcheck="false"><kbd>/</kbd></label>
<label><input id="missing" type="checkbox"> only what misses something</label>
<span class="buttons"><button id="open" type="button">Unfold all</button><button id="shut" type="button">Fold all</button></span>
<output id="found" aria-live="polite"></output>
</div>
<table id="tree"><thead><tr><th scope="col" aria-sort="ascending">Path`)
	fmt.Fprintf(w, `<th scope="col" class="num">%s<th class="wide"><th scope="col" class="num">Covered<th scope="col" class="num">Missed`, htmlText(title(units(t.metrics[0], 2))))
	for _, m := range t.metrics[1:] {
		fmt.Fprintf(w, `<th scope="col" class="num more">%s`, htmlText(title(units(m, 2))))
	}
	w.WriteString("</thead>\n<tbody>\n")
	rows := &htmlRows{Writer: w}
	for _, n := range t.root.children {
		rows.node(n, 0)
	}
	if len(t.strangers) > 0 {
		elsewhere := t.folder("Not in the repository")
		for _, n := range t.strangers {
			elsewhere.sum(n)
		}
		elsewhere.children = t.strangers
		rows.strange = true
		rows.node(elsewhere, 0)
	}
	w.WriteString("</tbody></table>\n")
	if rows.left > 0 {
		fmt.Fprintf(w, "<p>%s not listed here: they are too many for a page.</p>\n", count(rows.left, "more row is", "more rows are"))
	}
	w.WriteString("</section>\n")
}

type htmlRows struct {
	*bufio.Writer
	n, left int
	strange bool // what comes is not in the repository
}

func (r *htmlRows) node(n *htmlNode, level int) {
	if r.n++; r.n > maxRows {
		r.left++
	} else {
		r.row(n, level)
	}
	for _, c := range n.children {
		r.node(c, level+1)
	}
}

func (r *htmlRows) row(n *htmlNode, level int) {
	c := n.counts[0]
	class, note := "", ""
	if n.note != "" {
		class, note = ` class="out"`, ` <small>`+htmlText(n.note)+`, not counted</small>`
	}
	fmt.Fprintf(r, `<tr%s data-l="%d"><th scope="row" class="l%d">`, class, level, min(level, 12))
	switch {
	case n.folders != nil && r.strange:
		fmt.Fprintf(r, `<button type="button" aria-expanded="true">%s</button>`, htmlText(n.name))
	case n.folders != nil:
		fmt.Fprintf(r, `<button type="button" aria-expanded="true">%s/</button> <small>%s</small>`, htmlText(n.name), thousands(n.files))
	default:
		r.WriteString(htmlLink(n.page, "", n.name))
	}
	fmt.Fprintf(r, `%s<td class="num">%s<td class="wide">%s`, note, htmlPercent(c), htmlBar(c))
	if c.Total > 0 {
		fmt.Fprintf(r, `<td class="num">%s of %s<td class="num">%s`, thousands(c.Covered), thousands(c.Total), thousands(c.Missing()))
	} else {
		r.WriteString(`<td class="num">–<td class="num">–`)
	}
	for _, c := range n.counts[1:] {
		r.WriteString(`<td class="num more">` + htmlPercent(c))
	}
	r.WriteString("\n")
}

// title returns a word as the head of a column.
func title(s string) string {
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return s
	}
	return string(s[0]-'a'+'A') + s[1:]
}

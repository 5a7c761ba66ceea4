package report

import (
	"bufio"
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// Every line begins with a label that ends in column labelColumns, so that the texts stand below each other and no text
// of a file begins a line.
const labelColumns = 8

// The styles, as SGR parameters. Only bold, faint and the basic colours: the terminal's own theme makes them readable on
// dark and on light.
const (
	bold  = "1"
	faint = "2"
	green = "32"
)

var severityStyles = map[policy.Severity]string{policy.Error: "1;31", policy.Warning: "1;33", policy.Info: "1;36"}

const (
	// maxSkipped is the number of files that could not be judged and are listed unless everything is asked for.
	maxSkipped = 5
	// maxTimings is the number of rules whose time is listed unless everything is asked for.
	maxTimings = 20
	// defaultWidth is the width of code frames when nobody knows better: that of a log page.
	defaultWidth = 120
)

type textWriter struct {
	*bufio.Writer
	opt     Options
	run     *Run
	sources sources
	width   int // of code
	told    map[*policy.Rule]bool
}

func writeText(w *bufio.Writer, run *Run, opt Options) error {
	t := newTextWriter(w, run, opt)
	if opt.Quiet {
		for i := range run.Findings {
			t.short(&run.Findings[i])
		}
		return nil
	}
	for rest := run.Findings; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].File == rest[0].File {
			n++
		}
		t.file(rest[:n])
		rest = rest[n:]
	}
	t.coverage()
	t.timings()
	t.skipped()
	t.past()
	t.suppressed()
	t.owedShares()
	t.comparison()
	t.summary()
	t.mends()
	t.silenced()
	t.owed()
	return nil
}

func newTextWriter(w *bufio.Writer, run *Run, opt Options) *textWriter {
	t := &textWriter{Writer: w, opt: opt, run: run, sources: sources{read: run.Source}, told: make(map[*policy.Rule]bool)}
	t.width = defaultWidth
	if opt.Width > 0 {
		t.width = min(max(opt.Width, 40), 400)
	}
	t.width -= labelColumns + 2
	return t
}

// short writes a finding as a line of its own, in the form that editors and other tools know.
func (t *textWriter) short(f *finding.Finding) {
	t.WriteString(t.position(f.Node))
	t.WriteString(": ")
	t.styled(severityStyles[f.Severity], string(f.Severity))
	t.WriteString(": ")
	t.WriteString(Terminal(clip(f.Message, maxText)))
	t.WriteString(" [")
	t.rule(f.Rule)
	t.WriteString("]\n")
}

func (t *textWriter) file(fs []finding.Finding) {
	t.WriteString("── ")
	name := t.path(fileOf(fs[0].Node))
	t.linked(t.fileURL(fs[0].File), func() { t.styled(bold, name) })
	t.WriteString(" · " + count(len(fs), "finding", "findings") + "\n\n")
	for i := range fs {
		t.finding(&fs[i])
	}
}

func (t *textWriter) finding(f *finding.Finding) {
	t.text(string(f.Severity), severityStyles[f.Severity], bold, f.Message)
	t.label("-->", faint)
	at := t.position(f.Node)
	t.linked(t.fileURL(f.File), func() { t.WriteString(at) })
	t.styled(faint, " · ")
	t.rule(f.Rule)
	t.WriteString("\n")
	if fr, ok := t.sources.frame(f.Node, t.width); ok {
		t.styled(faint, fmt.Sprintf("%*d |", labelColumns-2, fr.number))
		t.WriteString(" " + strings.TrimRight(fr.text, " ") + "\n")
		t.styled(faint, fmt.Sprintf("%*s |", max(labelColumns-2, len(fmt.Sprint(fr.number))), ""))
		t.WriteString(" ")
		t.styled(severityStyles[f.Severity], fr.carets())
		t.WriteString("\n")
	}
	if f.Fix != "" {
		t.text("fix", green, "", f.Fix)
	}
	for _, n := range f.Related {
		t.label("see", faint)
		t.WriteString(t.position(n) + "\n")
	}
	if t.opt.Verbose {
		t.explain(f.Rule)
	}
	t.WriteString("\n")
}

// explain says why a rule exists, once in a report.
func (t *textWriter) explain(r *policy.Rule) {
	if t.told[r] {
		return
	}
	t.told[r] = true
	t.text("why", faint, "", strings.Join(strings.Fields(r.Description), " "))
	for _, ref := range append(slices.Clone(r.References), r.Page()) {
		if ref != "" {
			t.text("read", faint, "", ref)
		}
	}
}

// text writes a label and a text. Further lines of the text stand behind a bar.
func (t *textWriter) text(label, labelStyle, style, s string) {
	for i, line := range textLines(s) {
		if i == 0 {
			t.label(label+":", labelStyle)
		} else {
			t.label("|", faint)
		}
		t.styled(style, line)
		t.WriteString("\n")
	}
}

func (t *textWriter) label(s, style string) {
	for range labelColumns - len(s) {
		t.WriteByte(' ')
	}
	t.styled(style, s)
	t.WriteString(" ")
}

func (t *textWriter) rule(r *policy.Rule) {
	t.linked(r.Page(), func() { t.styled(faint, Terminal(r.ID)) })
}

// path returns a file as the reader knows it.
func (t *textWriter) path(file string) string {
	if t.opt.Path != nil {
		file = t.opt.Path(file)
	}
	return place(file)
}

// position returns a place as path:line:column, as far as it is known.
func (t *textWriter) position(n facts.Node) string {
	s := t.path(fileOf(n))
	if at := n.Range.Start; at.Line > 0 {
		s = fmt.Sprintf("%s:%d", s, at.Line)
		if at.Column > 0 {
			s = fmt.Sprintf("%s:%d", s, at.Column)
		}
	}
	return s
}

func (t *textWriter) timings() {
	if t.run.Timings == nil {
		return
	}
	list := slices.Clone(t.run.Timings)
	slices.SortStableFunc(list, func(a, b Timing) int { return cmp.Compare(b.Elapsed, a.Elapsed) })
	t.WriteString("── time by rule, over all processors\n\n")
	for i, r := range list {
		if i == maxTimings && !t.opt.Verbose {
			fmt.Fprintf(t, "%10s  %s; --verbose lists them\n", "…", count(len(list)-i, "faster rule", "faster rules"))
			break
		}
		fmt.Fprintf(t, "%10s  %s", duration(r.Elapsed), Terminal(r.Rule.ID))
		if r.Findings > 0 {
			t.styled(faint, " · "+count(r.Findings, "finding", "findings"))
		}
		t.WriteString("\n")
	}
	t.WriteString("\n")
}

func (t *textWriter) skipped() {
	list := t.run.Skipped
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(t, "── %s found but not judged\n\n", count(len(list), "file", "files"))
	for i, s := range list {
		if i == maxSkipped && !t.opt.Verbose {
			fmt.Fprintf(t, "    … and %s; --verbose lists them\n", count(len(list)-i, "more file", "more files"))
			break
		}
		fmt.Fprintf(t, "      - %s %s\n", t.path(s.File), Terminal(clip(s.Reason, maxText)))
	}
	t.WriteString("\n")
}

func (t *textWriter) summary() {
	n, _ := judged(t.run)
	found := finding.Count(t.run.Findings)
	verdict := severities(found)
	style := green
	for _, s := range policy.Severities() {
		if found[s] > 0 {
			style = severityStyles[s]
			break
		}
	}
	switch {
	case n == 0 && len(t.run.Findings) == 0:
		// Nothing checked is never green.
		verdict, style = "nothing was checked", severityStyles[policy.Warning]
	case len(t.run.Findings) > 0:
		files := 1
		for i := 1; i < len(t.run.Findings); i++ {
			if t.run.Findings[i].File != t.run.Findings[i-1].File {
				files++
			}
		}
		verdict += " in " + count(files, "file", "files")
	}
	if t.run.Base != "" && len(t.run.Findings) == 0 && n > 0 {
		verdict = "nothing new since " + Terminal(t.run.Base)
	} else if len(t.run.Owed) > 0 && len(t.run.Findings) == 0 && n > 0 {
		verdict = "no findings but what is owed"
	}
	t.styled(style, verdict)
	if n > 0 {
		t.WriteString("; " + Terminal(checked(t.run)))
	}
	if len(t.run.Skipped) > 0 {
		t.WriteString("; " + count(len(t.run.Skipped), "file", "files") + " not judged")
	}
	t.WriteString("\n")
}

func (t *textWriter) styled(style, s string) {
	if !t.opt.Color || style == "" || s == "" {
		t.WriteString(s)
		return
	}
	t.WriteString("\x1b[" + style + "m")
	t.WriteString(s)
	t.WriteString("\x1b[m")
}

// linked writes something as an OSC 8 hyperlink to an address.
func (t *textWriter) linked(url string, write func()) {
	if !t.opt.Hyperlinks || url == "" {
		write()
		return
	}
	t.WriteString("\x1b]8;;" + url + "\x1b\\")
	write()
	t.WriteString("\x1b]8;;\x1b\\")
}

func (t *textWriter) fileURL(file string) string {
	if t.opt.AbsPath == nil || file == "" {
		return ""
	}
	path := filepath.ToSlash(t.opt.AbsPath(file))
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return "file://" + uri(path)
}

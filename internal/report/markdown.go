package report

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

const (
	// markdownWidth is the width of code frames.
	markdownWidth = 100
	// markdownReserve is the share of the bytes that is kept for what stands around the findings: one in so many.
	markdownReserve = 8
)

var severityMarks = map[policy.Severity]string{policy.Error: "❌", policy.Warning: "⚠️", policy.Info: "ℹ️"}

// writeMarkdown writes a report for a step summary: a verdict, the scorecard, the findings by file, the coverage, what the change
// fixes, what is silenced and what is owed. It never exceeds its limit: the gravest findings come first, and it says how many
// were left out.
func writeMarkdown(w *bufio.Writer, run *Run, opt Options) error {
	limit := cmp.Or(opt.MaxBytes, DefaultMarkdownBytes)
	m := markdownWriter{run: run, sources: sources{read: run.Source}}
	head := m.head(limit / 2)
	for _, part := range []string{m.judge(), m.scorecard(limit / 5)} {
		if len(head)+len(part) <= limit/2 {
			head += part
		}
	}
	tail := m.coverage(limit/5) + m.fixed(limit/20) + m.exceptions(limit/8) + m.owed(limit/20) + m.skipped(limit/markdownReserve)
	// The note on what was left out takes less than this.
	const note = 256
	if len(head)+len(tail) > limit-note {
		tail = ""
	}
	body, shown := m.findings(limit - len(head) - len(tail) - note)
	w.WriteString(head)
	w.WriteString(body)
	if left := len(run.Findings) - shown; left > 0 {
		fmt.Fprintf(w, "> **%s not shown**: this report may have %s bytes. The worst are above; the other reports of this run have them all.\n\n",
			count(left, "finding is", "findings are"), thousands(limit))
	}
	w.WriteString(tail)
	return nil
}

// writeComment writes what writeMarkdown does, as long as a comment may be. A comment of HTML at its beginning, which nobody sees and
// nobody else can write, is how the next run finds it.
func writeComment(w *bufio.Writer, run *Run, opt Options) error {
	mark := commentMark(run.Root)
	opt.MaxBytes = min(cmp.Or(opt.MaxBytes, CommentBytes), CommentBytes) - len(mark)
	w.WriteString(mark)
	return writeMarkdown(w, run, opt)
}

type markdownWriter struct {
	run     *Run
	sources sources
}

// head is the verdict, with as much of what was looked at as fits: names that others chose may be long.
func (m *markdownWriter) head(budget int) string {
	found := finding.Count(m.run.Findings)
	n, _ := judged(m.run)
	mark, verdict := "✅", severities(found)
	switch {
	case m.run.Failed():
		mark = severityMarks[policy.Error]
	case len(m.run.Findings) > 0:
		mark = severityMarks[policy.Warning]
	case n == 0:
		// Nothing checked is never green.
		mark, verdict = severityMarks[policy.Warning], "nothing was checked"
	case len(m.run.ConfigChanged)+len(freshlySuppressed(m.run)) > 0:
		// Nor is what somebody has to look at.
		mark = severityMarks[policy.Warning]
	}
	text := checked(m.run)
	text = strings.ToUpper(text[:1]) + text[1:]
	if fail := cmp.Or(m.run.FailOn, policy.Off); fail == policy.Off {
		text += "; no finding fails the run"
	} else if len(m.run.Findings) > 0 {
		text += fmt.Sprintf("; findings from %s on fail the run", fail)
	}
	if m.run.Base != "" && len(m.run.Findings) == 0 && n > 0 {
		verdict = "nothing new"
	} else if len(m.run.Owed) > 0 && len(m.run.Findings) == 0 && n > 0 {
		verdict = "no findings but what is owed"
	}
	head := fmt.Sprintf("## %s bdma: %s\n\n", mark, verdict)
	lines := []string{text}
	for _, line := range scopes(m.run) {
		lines = append(lines, clip(title(line), maxName))
	}
	for _, line := range lines {
		if part := mdText(line) + ".\n\n"; len(head)+len(part) <= budget {
			head += part
		}
	}
	return head
}

// findings returns the gravest findings that fit into a number of bytes, by file, and how many they are.
func (m *markdownWriter) findings(budget int) (string, int) {
	type piece struct {
		index int
		text  string
	}
	type section struct {
		file   string
		title  string
		pieces []piece
	}
	var sections []*section
	byFile := make(map[string]*section)
	total := make(map[string]int)
	for i := range m.run.Findings {
		total[m.run.Findings[i].File]++
	}
	shown := 0
	// The gravest come first, so the files get into the order of their gravest finding.
	for _, i := range worstFirst(m.run.Findings) {
		f := &m.run.Findings[i]
		p := piece{i, m.finding(f)}
		size := len(p.text)
		s := byFile[f.File]
		if s == nil {
			s = &section{file: f.File, title: fmt.Sprintf("### %s · %s\n\n", mdCode(fileOf(f.Node)), count(total[f.File], "finding", "findings"))}
			size += len(s.title)
		}
		if size > budget {
			break
		}
		budget -= size
		if byFile[f.File] == nil {
			byFile[f.File] = s
			sections = append(sections, s)
		}
		s.pieces = append(s.pieces, p)
		shown++
	}
	var b strings.Builder
	for _, s := range sections {
		b.WriteString(s.title)
		for _, p := range s.pieces {
			b.WriteString(p.text)
		}
	}
	return b.String(), shown
}

func (m *markdownWriter) finding(f *finding.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s **%s** %s", severityMarks[f.Severity], f.Severity, mdLines(f.Message))
	if at := f.Range.Start; at.Line > 0 {
		fmt.Fprintf(&b, " · line %d", at.Line)
	}
	b.WriteString(" · ")
	if page := f.Rule.Page(); page != "" {
		b.WriteString(mdLink(f.Rule.ID, page))
	} else {
		b.WriteString(mdCode(f.Rule.ID))
	}
	b.WriteString("\n\n")
	if fr, ok := m.sources.frame(f.Node, markdownWidth); ok {
		gutter := len(fmt.Sprint(fr.number))
		fence := strings.Repeat("`", max(3, longestRun(fr.text, '`')+1))
		fmt.Fprintf(&b, "%stext\n%d | %s\n%*s | %s\n%s\n\n", fence, fr.number, strings.TrimRight(fr.text, " "), gutter, "", fr.carets(), fence)
	}
	if f.Fix != "" {
		b.WriteString("**fix** " + mdLines(f.Fix) + "\n\n")
	}
	b.WriteString(m.edit(f))
	for i, n := range f.Related {
		if i == 0 {
			b.WriteString("see also ")
		} else if i == 5 {
			b.WriteString(" and " + count(len(f.Related)-i, "more place", "more places"))
			break
		} else {
			b.WriteString(", ")
		}
		at := fileOf(n)
		if n.Range.Start.Line > 0 {
			at = fmt.Sprintf("%s:%d", at, n.Range.Start.Line)
		}
		b.WriteString(mdCode(at))
	}
	if len(f.Related) > 0 {
		b.WriteString("\n\n")
	}
	return b.String()
}

// skipped lists the files that could not be judged, in a number of bytes.
func (m *markdownWriter) skipped(budget int) string {
	list := m.run.Skipped
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "<details><summary>%s found but not judged</summary>\n\n", count(len(list), "file", "files"))
	const end = "\n</details>\n"
	for i, s := range list {
		line := fmt.Sprintf("* %s %s\n", mdCode(s.File), mdText(clip(s.Reason, maxText)))
		if b.Len()+len(line)+128 > budget {
			fmt.Fprintf(&b, "* … and %s\n", count(len(list)-i, "more", "more"))
			break
		}
		b.WriteString(line)
	}
	b.WriteString(end)
	return b.String()
}

// mdLines returns a text of several lines as Markdown.
func mdLines(s string) string {
	lines := strings.Split(clip(strings.TrimRight(s, "\n"), maxText), "\n")
	for i, l := range lines {
		lines[i] = mdText(l)
	}
	return strings.Join(lines, "<br>")
}

// mdLink returns a link. An address that is not of the web is shown and not linked.
func mdLink(text, address string) string {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return mdText(text)
	}
	var b strings.Builder
	for i := range len(address) {
		if c := address[i]; c <= ' ' || c >= 0x7f || strings.IndexByte("()<>[]\\\"'`|", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return "[" + mdText(text) + "](" + b.String() + ")"
}

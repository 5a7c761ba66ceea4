package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// rowReserve is what the sentence on rows that were left out takes at most.
const rowReserve = 160

// WriteCoverageMarkdown writes the coverage alone, as the markdown format has it.
func WriteCoverageMarkdown(w io.Writer, s *coverage.Summary, limit int) error {
	buf := bufio.NewWriter(w)
	buf.WriteString((&markdownWriter{run: &Run{Coverage: s}}).coverage(limit))
	return buf.Flush()
}

var shareMarks = map[share]string{goodShare: "🟢", fairShare: "🟡", poorShare: "🔴", noShare: "⚪"}

// coverage returns the coverage in a number of bytes: everything, the files of the change with the lines that did not run,
// components, and packages behind a fold.
func (m *markdownWriter) coverage(budget int) string {
	s := m.run.Coverage
	if s == nil || budget < 1<<10 {
		return ""
	}
	var b strings.Builder
	if s.Headline == "" {
		fmt.Fprintf(&b, "### Coverage: no data\n\nThe reports hold nothing that could be covered (%s).\n\n", mdText(coverageTitle(s)))
		return b.String()
	}
	head := s.Totals[0]
	fmt.Fprintf(&b, "### %s Coverage: %s %% of %s\n\n%s.\n\n", shareMarks[shareOf(head.Count)], head.Percent, units(head.Metric, 2), mdText(coverageTitle(s)))
	b.WriteString("| metric | % | covered | missing |\n|:--|--:|--:|--:|\n")
	for _, c := range s.Totals {
		b.WriteString(countRow(units(c.Metric, 2), c.Count))
	}
	b.WriteString("\n")
	m.change(&b, s.Change, budget*3/4)
	if len(s.Components) > 0 {
		fmt.Fprintf(&b, "| component | %% of %s | covered | missing |\n|:--|--:|--:|--:|\n", units(s.Headline, 2))
		partRows(&b, worstParts(s.Components, s.Headline), s.Headline, budget*7/8)
		b.WriteString("\n")
	}
	if len(s.Packages) > 1 {
		fmt.Fprintf(&b, "<details><summary>%s</summary>\n\n| package | %% of %s | covered | missing |\n|:--|--:|--:|--:|\n",
			count(len(s.Packages), "package", "packages"), units(s.Headline, 2))
		partRows(&b, worstParts(s.Packages, s.Headline), s.Headline, budget-64)
		b.WriteString("\n</details>\n\n")
	}
	return b.String()
}

func countRow(name string, c coverage.Count) string {
	return fmt.Sprintf("| %s | %s | %s of %s | %s |\n", name, c.Percent, thousands(c.Covered), thousands(c.Total), thousands(c.Missing()))
}

// partRows writes rows until the text has a number of bytes, and says what was left out.
func partRows(b *strings.Builder, list []*coverage.Part, metric string, budget int) {
	for i, p := range list {
		c := p.Count(metric)
		row := countRow(mdCell(p.Name), c)
		if b.Len()+len(row)+rowReserve > budget {
			left := missing(list[i:], metric)
			fmt.Fprintf(b, "\n%s not listed; they miss %s %s.\n", count(len(list)-i, "more is", "more are"), thousands(left), units(metric, left))
			return
		}
		b.WriteString(row)
	}
}

func (m *markdownWriter) change(b *strings.Builder, c *coverage.ChangeSummary, budget int) {
	if c == nil {
		return
	}
	if c.Total == 0 && len(c.Files) == 0 {
		fmt.Fprintf(b, "**%s** has no new or modified line that could run.\n\n", mdText(title(sinceBase(c))))
		return
	}
	if c.Total > 0 {
		fmt.Fprintf(b, "**%s**: %s of %s new or modified %s ran (%s %%).\n\n", mdText(title(sinceBase(c))), thousands(c.Covered), thousands(c.Total), units(c.Metric, c.Total), c.Percent)
	}
	b.WriteString("| changed file | % | covered | lines that did not run |\n|:--|--:|--:|:--|\n")
	list := worstChanged(c)
	for i, f := range list {
		row := fmt.Sprintf("| %s | %s | %s of %s | %s |\n", mdCell(f.Path), f.Percent, thousands(f.Covered), thousands(f.Total), mdText(missedRanges(f, 200)))
		if f.Unmeasured {
			row = fmt.Sprintf("| %s | | | in no report |\n", mdCell(f.Path))
		}
		if b.Len()+len(row)+rowReserve > budget {
			fmt.Fprintf(b, "\n%s not listed.\n", count(len(list)-i, "more file is", "more files are"))
			break
		}
		b.WriteString(row)
	}
	b.WriteString("\n")
}

// mdCell returns a path for a table: GitHub splits cells at a bar even inside of code, unless a backslash stands before it.
func mdCell(s string) string { return strings.ReplaceAll(mdCode(clip(s, maxText)), "|", `\|`) }

package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/policy"
)

const (
	// maxPackages and maxChanged are the numbers of packages and changed files that are listed unless everything is asked for.
	maxPackages = 8
	maxChanged  = 12
	// barWidth is the width from which on there is room for bars.
	barWidth = 64
	// minNames is the room that names have on the narrowest of terminals.
	minNames = 16
)

var shareStyles = map[share]string{goodShare: green, fairShare: severityStyles[policy.Warning], poorShare: severityStyles[policy.Error]}

// WriteCoverage writes the coverage alone, as the text format has it.
func WriteCoverage(w io.Writer, s *coverage.Summary, opt Options) error {
	buf := bufio.NewWriterSize(w, 64<<10)
	t := newTextWriter(buf, &Run{Coverage: s}, opt)
	t.coverage()
	return buf.Flush()
}

// coverage writes the coverage as a table: everything, the change, components and packages.
func (t *textWriter) coverage() {
	s := t.run.Coverage
	if s == nil {
		return
	}
	t.WriteString("── coverage · " + coverageTitle(s) + "\n\n")
	if s.Headline == "" {
		t.WriteString("    no data: the reports hold nothing that could be covered\n\n")
		return
	}
	table := coverageTable{textWriter: t, counts: countWidth(s)}
	for i, c := range s.Totals {
		style := ""
		if i == 0 {
			style = bold
		}
		table.row(c.Count, style, units(c.Metric, 2))
	}
	t.WriteString("\n")
	table.change(s.Change)
	if len(s.Components) > 0 {
		table.parts("components", worstParts(s.Components, s.Headline), len(s.Components))
	}
	if len(s.Packages) > 1 {
		most := maxPackages
		if t.opt.Verbose {
			most = len(s.Packages)
		}
		table.parts("packages, by "+units(s.Headline, 2)+" that did not run", worstParts(s.Packages, s.Headline), most)
	}
}

// coverageTable writes rows that stand below each other: percent, bar, covered/total, name.
type coverageTable struct {
	*textWriter
	counts int // columns of covered/total
}

// countWidth returns the length of the longest covered/total.
func countWidth(s *coverage.Summary) int {
	longest := 0
	for _, c := range s.Totals {
		longest = max(longest, len(counts(c.Count)))
	}
	return longest
}

func counts(c coverage.Count) string { return thousands(c.Covered) + "/" + thousands(c.Total) }

func (t *coverageTable) row(c coverage.Count, style, name string) {
	percent, amount := "–", ""
	if c.Total > 0 {
		percent, amount = c.Percent+" %", counts(c)
	}
	for range 10 - utf8.RuneCountInString(percent) {
		t.WriteByte(' ')
	}
	t.styled(shareStyles[shareOf(c)], percent)
	if t.bars() {
		n := tenths(c)
		t.WriteString("  ")
		t.styled(shareStyles[shareOf(c)], strings.Repeat("█", n))
		t.styled(faint, strings.Repeat("░", 10-n))
	}
	fmt.Fprintf(t, "  %*s  ", t.counts, amount)
	t.styled(style, name)
	t.WriteString("\n")
}

func (t *coverageTable) bars() bool { return t.width+labelColumns+2 >= barWidth }

// room is the number of columns for names.
func (t *coverageTable) room() int {
	used := 10 + 2 + t.counts + 2
	if t.bars() {
		used += 12
	}
	return max(t.width+labelColumns+2-used, minNames)
}

func (t *coverageTable) heading(text string) { t.WriteString("    " + text + "\n") }

func (t *coverageTable) parts(title string, list []*coverage.Part, most int) {
	metric := t.run.Coverage.Headline
	t.heading(title)
	for i, p := range list {
		if i == most && i+1 < len(list) {
			t.left(list[i:], metric)
			break
		}
		t.row(p.Count(metric), "", pathEnd(Terminal(p.Name), t.room()))
	}
	t.WriteString("\n")
}

// left says what the table does not show.
func (t *coverageTable) left(list []*coverage.Part, metric string) {
	fmt.Fprintf(t, "%10s  ", "…")
	what := count(len(list), "more package", "more packages")
	if n := missing(list, metric); n > 0 {
		fmt.Fprintf(t, "%s miss %s %s; --verbose lists them\n", what, thousands(n), units(metric, n))
		return
	}
	t.WriteString(what + ", in which everything ran\n")
}

func (t *coverageTable) change(c *coverage.ChangeSummary) {
	if c == nil {
		return
	}
	t.heading(Terminal(sinceBase(c)))
	switch {
	case c.Total == 0 && len(c.Files) == 0:
		t.WriteString("            no new or modified line that could run\n")
	case c.Total > 0:
		t.row(c.Count, bold, "new or modified "+units(c.Metric, 2))
	}
	for i, f := range worstChanged(c) {
		if i == maxChanged && !t.opt.Verbose && i+1 < len(c.Files) {
			fmt.Fprintf(t, "%10s  %s; --verbose lists them\n", "…", count(len(c.Files)-i, "more file", "more files"))
			break
		}
		room := t.room()
		name := Terminal(f.Path)
		switch {
		case f.Unmeasured:
			name = pathEnd(name, max(room-len(" is in no report"), minNames)) + " is in no report"
		case len(f.Missed) > 0:
			missed := missedRanges(f, max(room/2, 12))
			name = pathEnd(name, max(room-len(missed)-len(": "), minNames)) + ": " + missed
		default:
			name = pathEnd(name, room)
		}
		t.row(f.Count, "", name)
	}
	t.WriteString("\n")
}

// pathEnd returns the end of a text that is too long for a number of columns, which is where paths differ.
func pathEnd(s string, most int) string {
	n := utf8.RuneCountInString(s)
	if n <= most {
		return s
	}
	for range n - most + 1 {
		_, size := utf8.DecodeRuneInString(s)
		s = s[size:]
	}
	return "…" + s
}

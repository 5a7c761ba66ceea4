package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// diffContext is how many lines a diff shows around what changes.
const diffContext = 3

// longestDiffLine bounds what is shown of a line, in bytes: a minified document is one line.
const longestDiffLine = 2000

// writeDiff shows what edits do to a file, as diff -u does. The edits must not overlap.
func writeDiff(w io.Writer, name string, data []byte, edits []suppression.Edit) error {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b suppression.Edit) int { return cmp.Compare(a.First, b.First) })
	if _, err := suppression.Apply(data, edits); err != nil {
		return err
	}
	starts := []int{0}
	for i, b := range data {
		if b == '\n' && i+1 < len(data) {
			starts = append(starts, i+1)
		}
	}
	line := func(offset int) int { return sort.SearchInts(starts, offset+1) - 1 }
	end := func(n int) int { // of line n, its line break included
		if n+1 < len(starts) {
			return starts[n+1]
		}
		return len(data)
	}
	// The lines that change, as parts [first, last) with the edits in them.
	type part struct {
		first, last int
		edits       []suppression.Edit
	}
	var parts []part
	for _, e := range edits {
		p := part{line(e.First), line(max(e.Last-1, e.First)) + 1, []suppression.Edit{e}}
		if e.First == e.Last && e.First == starts[p.first] && strings.HasSuffix(e.Text, "\n") || e.First == len(data) && bytes.HasSuffix(data, []byte("\n")) || len(data) == 0 {
			p.last = p.first // whole lines are put in
			if e.First == len(data) && len(data) > 0 {
				p.first, p.last = len(starts), len(starts)
			}
		}
		if n := len(parts); n > 0 && p.first < parts[n-1].last {
			parts[n-1].last, parts[n-1].edits = max(parts[n-1].last, p.last), append(parts[n-1].edits, e)
			continue
		}
		parts = append(parts, p)
	}
	total := len(starts)
	if len(data) == 0 {
		total = 0
	}
	var b strings.Builder
	fmt.Fprintf(&b, "--- %s\n+++ %s\n", report.Terminal(name), report.Terminal(name))
	shift := 0
	for i := 0; i < len(parts); {
		j := i + 1
		for j < len(parts) && parts[j].first-parts[j-1].last <= 2*diffContext {
			j++
		}
		from, to := max(parts[i].first-diffContext, 0), min(parts[j-1].last+diffContext, total)
		var body strings.Builder
		at, added, removed := from, 0, 0
		same := func(to int) {
			for ; at < to; at++ {
				writeDiffLine(&body, ' ', data[starts[at]:end(at)])
			}
		}
		for _, p := range parts[i:j] {
			same(p.first)
			for ; at < p.last; at++ {
				writeDiffLine(&body, '-', data[starts[at]:end(at)])
				removed++
			}
			first, last := len(data), len(data)
			if p.first < len(starts) {
				first, last = starts[p.first], starts[p.first]
			}
			if p.last > p.first {
				last = end(p.last - 1)
			}
			moved := make([]suppression.Edit, len(p.edits))
			for k, e := range p.edits {
				e.First, e.Last = e.First-first, e.Last-first
				moved[k] = e
			}
			text, err := suppression.Apply(data[first:last], moved)
			if err != nil {
				return err
			}
			for l := range bytes.Lines(text) {
				writeDiffLine(&body, '+', l)
				added++
			}
		}
		same(to)
		old := to - from
		fmt.Fprintf(&b, "@@ -%s +%s @@\n%s", diffRange(from, old), diffRange(from+shift, old-removed+added), body.String())
		shift += added - removed
		i = j
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func diffRange(from, n int) string {
	if n == 0 {
		return fmt.Sprintf("%d,0", from)
	}
	return fmt.Sprintf("%d,%d", from+1, n)
}

func writeDiffLine(b *strings.Builder, mark byte, line []byte) {
	text, broken := bytes.CutSuffix(line, []byte("\n"))
	text = bytes.TrimSuffix(text, []byte("\r"))
	more := ""
	if len(text) > longestDiffLine {
		more = fmt.Sprintf("… (%d more bytes)", len(text)-longestDiffLine)
		text = text[:longestDiffLine]
	}
	b.WriteByte(mark)
	b.WriteString(report.Terminal(strings.ToValidUTF8(string(text), "")) + more + "\n")
	if !broken {
		b.WriteString("\\ No newline at end of file\n")
	}
}

package report

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/bdma-dev/bdma/internal/facts"
)

// frame is a line of a file, and the part of it that a finding is about.
type frame struct {
	number int
	text   string // for a terminal
	indent int    // columns of text before the part
	length int    // columns of the part, at least 1
}

// carets returns the line that stands below the text and marks the part.
func (f frame) carets() string {
	return strings.Repeat(" ", f.indent) + "^" + strings.Repeat("~", f.length-1)
}

// sources gives the lines of files. It keeps one file, which is enough for findings that are sorted by file.
type sources struct {
	read  func(string) ([]byte, error)
	file  string
	text  []byte
	lines *facts.Lines
}

// of returns the text of a file as it is on disk, and its lines as positions count them. Both are nil for a file that
// cannot be read.
func (s *sources) of(file string) ([]byte, *facts.Lines) {
	if s.read == nil || file == "" {
		return nil, nil
	}
	if s.file != file {
		s.file, s.text, s.lines = file, nil, nil
		if text, err := s.read(file); err == nil {
			s.text = text
			// Positions do not count the byte order mark.
			s.lines = facts.NewLines(bytes.TrimPrefix(text, []byte("\ufeff")))
		}
	}
	return s.text, s.lines
}

// span returns the line that a place begins on and the bytes of it that the place covers. What continues on further lines
// is cut at the end of the first.
func (s *sources) span(n facts.Node) (line []byte, start, end int, ok bool) {
	_, lines := s.of(n.File)
	at := n.Range.Start
	if lines == nil || at.Line < 1 || at.Line > lines.Len() {
		return nil, 0, 0, false
	}
	line = lines.Line(at.Line)
	zero := lines.Offset(facts.Position{Line: at.Line, Column: 1})
	start = min(lines.Offset(at)-zero, len(line))
	end = start
	switch to := n.Range.End; {
	case to.Line > at.Line:
		end = max(start, len(strings.TrimRight(string(line[start:]), " \t"))+start)
	case to.Line == at.Line:
		end = min(max(lines.Offset(to)-zero, start), len(line))
	}
	return line, start, end, true
}

// frame returns the line that a place begins on, at most width columns of it around the place.
func (s *sources) frame(n facts.Node, width int) (frame, bool) {
	before, part, after, ok := s.parts(n, width)
	if !ok {
		return frame{}, false
	}
	text := before + part + after
	return frame{number: n.Range.Start.Line, text: text, indent: columns(before), length: max(columns(part), 1)}, true
}

// parts returns what stands on the line that a place begins on before it, in it and after it, for a terminal and in a number of
// columns.
func (s *sources) parts(n facts.Node, width int) (before, part, after string, ok bool) {
	line, start, end, ok := s.span(n)
	if !ok {
		return "", "", "", false
	}
	before, part, after = window(ending(line[:start], width), beginning(line[start:end], width), beginning(line[end:], width), width)
	return before, part, after, true
}

// bytesPerColumn is more than ordinary text has, and bounds the work on lines of megabytes.
const bytesPerColumn = 4

// ending returns the end of a text, enough for a number of columns.
func ending(b []byte, width int) string {
	n := len(b) - width*bytesPerColumn
	if n <= 0 {
		return string(b)
	}
	for n < len(b) && !utf8.RuneStart(b[n]) {
		n++
	}
	return ellipsis + string(b[n:])
}

// beginning returns the beginning of a text, enough for a number of columns.
func beginning(b []byte, width int) string {
	n := width * bytesPerColumn
	if n >= len(b) {
		return string(b)
	}
	for n > 0 && !utf8.RuneStart(b[n]) {
		n--
	}
	return string(b[:n]) + ellipsis
}

// window makes the three parts of a line fit for a terminal and into a number of columns, the middle one first.
func window(before, part, after string, width int) (string, string, string) {
	clean := cell
	if whole := before + part + after; strings.Contains(whole, "##[") || strings.Contains(whole, "##vso[") {
		// The parts are escaped one by one, and a command may stand across two of them.
		clean = func(s string) string { return strings.ReplaceAll(cell(s), "#", `\x23`) }
	}
	before, part, after = clean(before), clean(part), clean(after)
	if columns(before)+columns(part)+columns(after) <= width {
		return before, part, after
	}
	part = head(part, max(width*3/4, 1))
	rest := max(width-columns(part), 0)
	left, right := columns(before), columns(after)
	switch {
	case left <= rest/2:
		after = head(after, rest-left)
	case right <= rest/2:
		before = tail(before, rest-right)
	default:
		before, after = tail(before, rest/2), head(after, rest-rest/2)
	}
	return before, part, after
}

// cell returns a piece of a line for a terminal, with tabs as four columns.
func cell(s string) string { return Terminal(strings.ReplaceAll(s, "\t", "    ")) }

// columns returns the number of columns that a text takes on a terminal.
func columns(s string) int {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return uniseg.StringWidth(s)
		}
	}
	return len(s)
}

const ellipsis = "…"

// head returns the beginning of a text, with an ellipsis where it was cut.
func head(s string, width int) string {
	if columns(s) <= width {
		return s
	}
	n, used := 0, 0
	for state, rest := -1, s; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used += w; used > width-1 {
			break
		}
		n += len(cluster)
	}
	return s[:n] + ellipsis
}

// tail returns the end of a text, with an ellipsis where it was cut.
func tail(s string, width int) string {
	left := columns(s) - (width - 1) // columns to drop
	if left <= 1 {
		return s
	}
	rest := s
	for state := -1; rest != "" && left > 0; {
		var w int
		_, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		left -= w
	}
	return ellipsis + rest
}

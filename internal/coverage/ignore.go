package coverage

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// marker is what a comment begins with that takes code out of the counts.
var marker = []byte("bdma:ignore")

// ignored is a comment that takes code out of the counts.
type ignored struct {
	at      facts.Range
	reason  string
	lines   span
	unended bool
	// from and to narrow the range down to a block of Go, between its braces.
	from, to spot
	code     *goCode // of a Go file
}

// spot is a line and a column as Go profiles count them, in bytes.
type spot struct{ line, col uint32 }

func (p spot) less(q spot) bool { return before(p.line, p.col, q.line, q.col) }

// mostMarks bounds the comments that are minded in a file, each of which is held against all that reports say of it, and
// mostLinesAhead how far the code may be that a comment stands before.
const (
	mostMarks      = 500
	mostLinesAhead = 100
)

// mark is a comment with the marker.
type mark struct {
	line       int // where the comment is
	start, end int // the comment's bytes, from the marker on
	alone      bool
	kind       string // "", "-start" or "-end"
	reason     string
}

// effective reports whether the comment is complete.
func (i ignored) effective() bool { return i.reason != "" && !i.unended }

// ignore takes the code out of a file's counts that comments in its source say is not to be counted.
func (b *builder) ignore(m *merged, data []byte) {
	for _, s := range nocov(m.path, data) {
		m.dropIgnored(ignored{lines: s})
	}
	if !bytes.Contains(data, marker) {
		return
	}
	lines := facts.NewLines(data)
	for _, i := range findIgnored(m.path, data, lines, m.file) {
		row := Ignore{
			At:   b.nodes.Add(facts.Node{File: m.path, Range: i.at, Pointer: m.path + " " + clip(bytes.TrimSpace(lines.Line(int(i.lines.first))))}),
			Path: m.path, Reason: i.reason, Lines: i.lines.String(), Unended: i.unended,
		}
		if i.effective() {
			row.Unused = m.dropIgnored(i) == 0
		}
		b.model.Ignores = append(b.model.Ignores, row)
	}
}

// findIgnored finds the comments of a source file that take code out of the counts, and what they speak of. What stands on
// a line of its own speaks of the next line with code; where a block of Go begins on a line, all of it is meant, and
// elsewhere the statement that f knows to begin there.
func findIgnored(name string, data []byte, lines *facts.Lines, f *file) (list []ignored) {
	if !bytes.Contains(data, marker) {
		return nil
	}
	var code *goCode
	var marks []mark
	if isGoFile(name) {
		code = scanGo(data)
		marks = code.marks
	} else {
		marks = findMarks(data)
	}
	open := -1
	for _, k := range marks[:min(len(marks), mostMarks)] {
		i := ignored{at: lines.Range(k.start, k.end), reason: k.reason, code: code}
		switch k.kind {
		case "-start":
			if open >= 0 {
				list[open].unended = true
			}
			open = len(list)
			i.lines = span{uint32(k.line), uint32(max(lines.Len(), k.line))}
			list = append(list, i)
		case "-end":
			if open >= 0 {
				list[open].lines.last = uint32(k.line)
				open = -1
			}
		default:
			target := k.line
			if k.alone {
				target = nextCode(lines, k.line)
			}
			i.lines = span{uint32(target), uint32(target)}
			if code == nil {
				i.lines.last = max(i.lines.last, f.statementEnd(i.lines.first))
			} else if brace, ok := code.blockAt(uint32(target)); ok {
				i.from, i.to = brace[0], brace[1]
				i.lines.last = min(brace[1].line, uint32(lines.Len()))
			}
			list = append(list, i)
		}
	}
	if open >= 0 {
		list[open].unended = true
	}
	return list
}

// findMarks looks for comments with the marker in a language that is not known: it must stand right after what begins a
// comment, which is not at the start of a string.
func findMarks(data []byte) (marks []mark) {
	line, start := 0, 0
	for l := range bytes.Lines(data) {
		line++
		offset := start
		start += len(l)
		i := bytes.Index(l, marker)
		if i < 0 {
			continue
		}
		before := bytes.TrimRight(l[:i], " \t")
		opener := bytes.TrimRight(before, "/*#-;%<!{")
		if o := string(before[len(opener):]); o == "" || o == "-" || o == "/" || o == "<" || o == "!" || o == "{" {
			continue
		}
		if n := len(opener); n > 0 && strings.IndexByte("\"'`", opener[n-1]) >= 0 {
			continue
		}
		if k, ok := parseMark(l[i:]); ok {
			k.line, k.start, k.alone = line, offset+i, len(bytes.TrimSpace(opener)) == 0
			k.end += k.start
			marks = append(marks, k)
		}
	}
	return marks
}

// parseMark reads "bdma:ignore coverage: reason" up to the end of the line or comment. Its end is relative.
func parseMark(text []byte) (k mark, ok bool) {
	text = bytes.TrimRight(text, "\r\n")
	for _, closing := range []string{"*/", "-->"} {
		if i := bytes.Index(text, []byte(closing)); i >= 0 {
			text = text[:i]
		}
	}
	text = bytes.TrimRight(text, " \t")
	k.end = len(text)
	rest := string(text[len(marker):])
	for _, kind := range []string{"-start", "-end"} {
		if r, found := strings.CutPrefix(rest, kind); found {
			k.kind, rest = kind, r
		}
	}
	word := strings.TrimLeft(rest, " \t")
	if k.kind == "-end" && word == "" {
		return k, true
	}
	if word == rest {
		return k, false
	}
	after, found := strings.CutPrefix(word, "coverage")
	if !found || after != "" && !strings.ContainsAny(after[:1], ": \t") {
		return k, false
	}
	if reason, has := strings.CutPrefix(strings.TrimLeft(after, " \t"), ":"); has {
		k.reason = strings.TrimSpace(strings.ToValidUTF8(reason, "\ufffd"))
	}
	return k, true
}

// nextCode returns the first line after one that holds more than blanks and comments, or the one after it.
func nextCode(lines *facts.Lines, line int) int {
	for n := line + 1; n <= min(lines.Len(), line+mostLinesAhead); n++ {
		text := bytes.TrimSpace(lines.Line(n))
		if len(text) == 0 || bytes.HasPrefix(text, []byte("//")) || bytes.HasPrefix(text, []byte("#")) || bytes.HasPrefix(text, []byte("--")) {
			continue
		}
		return n
	}
	return line + 1
}

// statementEnd returns the last line of the longest statement that begins on a line, or zero.
func (f *file) statementEnd(line uint32) (last uint32) {
	list := f.statements.sorted()
	i, _ := slices.BinarySearchFunc(list, line, func(b block, l uint32) int { return int(int64(b.startLine) - int64(l)) })
	for ; i < len(list) && list[i].startLine == line; i++ {
		last = max(last, list[i].endLine)
	}
	return last
}

// dropIgnored takes out what lies in an ignored range, and returns how much that is.
func (f *file) dropIgnored(i ignored) (n int) {
	in := func(line uint32) bool { return line >= i.lines.first && line <= i.lines.last }
	n += f.lines.drop(func(l lineHit) bool { return in(l.line) })
	n += f.outcomes.drop(func(o outcome) bool { return in(o.line) })
	n += f.branches.drop(func(l lineTally) bool { return in(l.line) })
	n += f.instructions.drop(func(l lineTally) bool { return in(l.line) })
	n += f.routines.drop(func(r routine) bool { return r.line > 0 && in(r.line) })
	n += f.statements.drop(func(s block) bool { return in(s.startLine) })
	n += f.blocks.drop(func(s block) bool {
		from, to := spot{s.startLine, s.startCol}, spot{s.endLine, s.endCol}
		if i.from != (spot{}) {
			return !from.less(i.from) && !i.to.less(to)
		}
		if i.code == nil {
			return in(s.startLine)
		}
		first, last, ok := i.code.within(from, to)
		return ok && in(first) && in(last) || !ok && in(s.startLine) && in(s.endLine)
	})
	return n
}

// drop takes out the entries that f says, and returns how many these are.
func (t *table[E]) drop(f func(E) bool) int {
	before := len(t.sorted())
	t.list = slices.DeleteFunc(t.list, f)
	t.clean = len(t.list)
	return before - len(t.list)
}

// nocovMark is the comment between which SimpleCov counts nothing. It does so when it reports, and its result set, which has
// all lines, is from before.
var nocovMark = []byte(":nocov:")

// nocov returns the lines of a file of Ruby that SimpleCov leaves out: from one such comment to the next, or to the end.
func nocov(name string, data []byte) (list spans) {
	if path.Ext(name) != ".rb" || !bytes.Contains(data, nocovMark) {
		return nil
	}
	n, open := uint32(0), false
	for l := range bytes.Lines(data) {
		n++
		comment, is := bytes.CutPrefix(bytes.TrimLeft(l, " \t"), []byte("#"))
		is = is && bytes.HasPrefix(bytes.TrimLeft(comment, " \t"), nocovMark)
		if open || is {
			list = push(list, n)
		}
		open = open != is
	}
	return list
}

package coverage

import (
	"slices"
	"strconv"
)

// span is a range of lines, both ends included.
type span struct{ first, last uint32 }

func (s span) String() string {
	if s.first == s.last {
		return strconv.Itoa(int(s.first))
	}
	return strconv.Itoa(int(s.first)) + "-" + strconv.Itoa(int(s.last))
}

// spans are ascending, and neither touch nor overlap.
type spans []span

// join sorts ranges and joins those that touch or overlap.
func join(list []span) spans {
	slices.SortFunc(list, func(a, b span) int { return int(int64(a.first) - int64(b.first)) })
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && s.first <= out[n-1].last+1 {
			out[n-1].last = max(out[n-1].last, s.last)
			continue
		}
		out = append(out, s)
	}
	return out
}

func (s spans) len() (n int) {
	for _, r := range s {
		n += int(r.last-r.first) + 1
	}
	return n
}

// lineView is a file by lines: those that can run, and those that did.
type lineView struct{ all, hit spans }

// view returns the file by lines. A line ran when any block on it did. The last line of a block of several lines that
// holds no more than its closing brace is not code.
func (f *file) view() lineView {
	var all, hit []span
	put := func(s span, isHit bool) {
		// Neighbours are joined at once: a hit list of one long run costs one entry.
		push := func(list []span) []span {
			if n := len(list); n > 0 && list[n-1].last+1 == s.first {
				list[n-1].last = s.last
				return list
			}
			return append(list, s)
		}
		all = push(all)
		if isHit {
			hit = push(hit)
		}
	}
	for l := range f.lines.all() {
		put(span{l.line, l.line}, l.hit())
	}
	for _, b := range f.blocks.sorted() {
		if b.statements == 0 {
			continue
		}
		put(b.lines(), b.hit())
	}
	return lineView{all: join(all), hit: join(hit)}
}

// lines returns the lines that hold code of a block.
func (b block) lines() span {
	last := b.endLine
	if last > b.startLine && b.endCol <= 2 {
		last--
	}
	return span{b.startLine, max(last, b.startLine)}
}

// uncovered returns the ranges from one line that did not run to the next that did, without the lines at their end that
// cannot run: blank lines and comments between two missed lines do not split a range.
func (v lineView) uncovered() []span {
	var out []span
	h := 0
	joined := false // no line ran since the last range
	for _, a := range v.all {
		for at := a.first; at <= a.last; {
			for h < len(v.hit) && v.hit[h].last < at {
				h++
				joined = false
			}
			if h < len(v.hit) && v.hit[h].first <= at {
				at = v.hit[h].last + 1
				continue
			}
			last := a.last
			if h < len(v.hit) {
				last = min(last, v.hit[h].first-1)
			}
			if n := len(out); joined && n > 0 {
				out[n-1].last = last
			} else {
				out = append(out, span{at, last})
			}
			joined = true
			at = last + 1
		}
	}
	return out
}

// mixed reports whether the blocks stem from different versions of the source file: two share a part but neither holds
// the other, two begin at one place and end at others, or one has two numbers of statements. Go writes none of these for
// one version of a file; a function literal lies within the block that it is written in.
func (f *file) mixed() bool {
	var around []block // those that the next may lie in, the innermost last
	for _, b := range f.blocks.sorted() {
		if b.mixed {
			return true
		}
		for n := len(around); n > 0 && !before(b.startLine, b.startCol, around[n-1].endLine, around[n-1].endCol); n-- {
			around = around[:n-1]
		}
		if n := len(around); n > 0 {
			a := around[n-1]
			if before(a.endLine, a.endCol, b.endLine, b.endCol) || a.startLine == b.startLine && a.startCol == b.startCol {
				return true
			}
		}
		around = append(around, b)
	}
	return false
}

func before(line, col, otherLine, otherCol uint32) bool {
	return line < otherLine || line == otherLine && col < otherCol
}

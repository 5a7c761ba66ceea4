package facts

import (
	"bytes"
	"sort"
	"unicode/utf8"
)

// Lines turns byte offsets of a text into positions. Looking one up is cheap on texts of many lines and on texts that
// are one line of many megabytes alike.
type Lines struct {
	text   []byte
	starts []int // byte offset of each line
	ascii  bool
	runes  []int // code points before each block of blockSize bytes; nil when ascii
}

const blockSize = 1 << 10

// NewLines indexes a text. The text is kept and must not be changed.
func NewLines(text []byte) *Lines {
	l := &Lines{text: text, starts: []int{0}, ascii: true}
	for i, b := range text {
		if b == '\n' {
			l.starts = append(l.starts, i+1)
		}
		if b >= utf8.RuneSelf {
			l.ascii = false
		}
	}
	if !l.ascii {
		l.runes = make([]int, 0, len(text)/blockSize+1)
		n := 0
		for i, b := range text {
			if i%blockSize == 0 {
				l.runes = append(l.runes, n)
			}
			if utf8.RuneStart(b) {
				n++
			}
		}
	}
	return l
}

// Position returns the place of a byte offset; offsets outside of the text are moved to its nearest end.
func (l *Lines) Position(offset int) Position {
	offset = min(max(offset, 0), len(l.text))
	line := sort.SearchInts(l.starts, offset+1) - 1
	start := l.starts[line]
	if !l.ascii && offset-start <= blockSize {
		return Position{Line: line + 1, Column: countRunes(l.text[start:offset]) + 1}
	}
	return Position{Line: line + 1, Column: l.runesBefore(offset) - l.runesBefore(start) + 1}
}

// Range returns the range of text[start:end].
func (l *Lines) Range(start, end int) Range {
	return Range{Start: l.Position(start), End: l.Position(end)}
}

// Offset returns the byte offset of a position; a column beyond the end of its line is moved to that end.
func (l *Lines) Offset(p Position) int {
	if p.Line < 1 {
		return 0
	}
	if p.Line > len(l.starts) {
		return len(l.text)
	}
	i := l.starts[p.Line-1]
	end := len(l.text)
	if p.Line < len(l.starts) {
		end = l.starts[p.Line] - 1
	}
	column := min(max(p.Column, 1), end-i+1) // a code point is at least a byte
	if l.ascii {
		return i + column - 1
	}
	offset, n, want := i, 0, column-1
	if column > blockSize {
		want += l.runesBefore(i)
		block := max(sort.SearchInts(l.runes, want+1)-1, 0)
		offset = max(block*blockSize, i)
		n = l.runesBefore(offset)
	}
	for ; offset < end; offset++ {
		if utf8.RuneStart(l.text[offset]) {
			if n == want {
				break
			}
			n++
		}
	}
	return min(offset, end)
}

// Line returns the text of a line without its line break, or nil when there is no such line.
func (l *Lines) Line(n int) []byte {
	if n < 1 || n > l.Len() {
		return nil
	}
	start, end := l.starts[n-1], len(l.text)
	if n < len(l.starts) {
		end = l.starts[n] - 1
	}
	return bytes.TrimSuffix(l.text[start:end], []byte("\r"))
}

// Len returns the number of lines; a final newline does not begin another.
func (l *Lines) Len() int {
	if n := len(l.starts); n > 1 && l.starts[n-1] == len(l.text) {
		return n - 1
	}
	return len(l.starts)
}

func (l *Lines) runesBefore(offset int) int {
	if l.ascii {
		return offset
	}
	if len(l.text) == 0 {
		return 0
	}
	block := min(offset/blockSize, len(l.runes)-1)
	return l.runes[block] + countRunes(l.text[block*blockSize:offset])
}

func countRunes(text []byte) int {
	n := 0
	for _, b := range text {
		if utf8.RuneStart(b) {
			n++
		}
	}
	return n
}

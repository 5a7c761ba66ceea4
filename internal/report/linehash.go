package report

import (
	"strconv"
	"unicode/utf8"
)

// GitHub recognises an alert from one upload to the next by primaryLocationLineHash alone. Its upload action computes it
// when it is missing; uploads by other ways need it. The value must be what the action computes (fingerprints.ts of
// github/codeql-action): a polynomial over the first hashUnits UTF-16 units from the start of the line on, without blanks
// and tabs and with any line break as one line feed, and the number of lines up to here that have this value.
const (
	hashUnits  = 100
	hashFactor = 37
	hashEOF    = 0xffff // a unit that stands for the end of the file; zeros follow it
)

// lineFingerprints returns the fingerprints of some lines of a text. Lines are counted as that action does: a lone
// carriage return ends one.
func lineFingerprints(text []byte, lines []int) map[int]string {
	hashes := lineHashes(text)
	seen := make(map[uint64]int, len(lines))
	prints := make(map[int]string, len(lines))
	for _, n := range lines {
		if n >= 1 && n <= len(hashes) {
			seen[hashes[n-1]] = 0
			prints[n] = ""
		}
	}
	for i, h := range hashes {
		n, wanted := seen[h]
		if !wanted {
			continue
		}
		seen[h] = n + 1
		if _, ok := prints[i+1]; ok {
			prints[i+1] = strconv.FormatUint(h, 16) + ":" + strconv.Itoa(n+1)
		}
	}
	return prints
}

// lineHashes returns the value of each line. The value of units[i:i+hashUnits] is the difference of the values of two
// prefixes of the text, so one pass is enough.
func lineHashes(text []byte) []uint64 {
	power := uint64(1) // hashFactor^hashUnits
	for range hashUnits {
		power *= hashFactor
	}
	type start struct {
		n      int    // units before the line
		prefix uint64 // their value
	}
	var (
		hashes    []uint64
		open      []start // lines that fewer than hashUnits units were read of
		prefix    uint64
		n         int
		lineStart = true
	)
	add := func(unit uint64) {
		prefix = prefix*hashFactor + unit
		n++
		if len(open) > 0 && n-open[0].n == hashUnits {
			hashes = append(hashes, prefix-open[0].prefix*power)
			open = open[1:]
		}
	}
	read := func(unit uint64) {
		if lineStart {
			open = append(open, start{n, prefix})
		}
		lineStart = unit == '\n'
		add(unit)
	}
	afterCR := false
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			i++
			switch {
			case c == ' ' || c == '\t' || c == '\n' && afterCR:
				afterCR = false
			case c == '\r':
				afterCR = true
				read('\n')
			default:
				afterCR = false
				read(uint64(c))
			}
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		afterCR = false
		if r > 0xffff {
			r -= 0x10000
			read(uint64(0xd800 + r>>10))
			r = 0xdc00 + r&0x3ff
		}
		read(uint64(r))
	}
	read(hashEOF)
	for range hashUnits {
		add(0)
	}
	return hashes
}

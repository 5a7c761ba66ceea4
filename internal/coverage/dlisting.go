package coverage

import (
	"bytes"
	"regexp"
)

// dListing is the annotated source that D programs built with -cov leave behind, one report for each module:
// "count|source", and at the end the name of the file and its share.
var dListing = &format{name: "d", read: readDListing}

func readDListing(in *input, r *report) error {
	r.tool = "dmd"
	var f file
	var last []byte
	for n := uint32(1); ; n++ {
		text, ok := in.nextLine()
		if !ok {
			break
		}
		if hits, ok := dCount(text); ok {
			if hits != nil && n <= maxLine {
				h, _ := hitCount(hits)
				f.lines.add(lineHit{n, h})
			}
		} else if len(bytes.TrimSpace(text)) > 0 {
			last = append(last[:0], text...)
		}
	}
	if in.err != nil {
		return in.err
	}
	name, ok := dName(last)
	if !ok {
		return &syntaxError{at: in.place(in.lineStart), message: "it is truncated: the name of the source file, which stands at the end of a D listing, is missing",
			hint: rewriteHint}
	}
	r.file(name).union(&f)
	return nil
}

// dCount returns what stands before the bar: digits, or nothing where no code is.
func dCount(text []byte) (hits []byte, ok bool) {
	count, _, ok := bytes.Cut(text, []byte{'|'})
	if !ok || len(count) < 7 {
		return nil, false
	}
	count = bytes.TrimLeft(count, " ")
	if len(count) == 0 {
		return nil, true
	}
	_, ok = whole(count)
	return count, ok
}

var dTotal = regexp.MustCompile(`^(.+?) (?:is \d+% covered|has no code)$`)

func dName(text []byte) ([]byte, bool) {
	m := dTotal.FindSubmatch(bytes.TrimSpace(text))
	if m == nil {
		return nil, false
	}
	name := cleanName(m[1])
	return name, len(name) > 0
}

// isDListing recognises a listing by its first lines. Counts are seven wide unless one needs more.
func isDListing(head []byte) bool {
	width, counted := 0, false
	for i := range 3 {
		text, rest, _ := bytes.Cut(head, newline)
		text = bytes.TrimSuffix(text, []byte{'\r'})
		hits, ok := dCount(text)
		if !ok {
			if _, last := dName(text); i == 0 || !last {
				return false
			}
			break
		}
		at := bytes.IndexByte(text, '|')
		if i > 0 && at != width {
			return false
		}
		width, counted = at, counted || hits != nil
		head = rest
	}
	return counted || width == 7
}

package coverage

import (
	"bytes"
	"strconv"
)

// gcovText is the annotated source that gcov(1) writes, one report for each source file: "count:line:source". A template
// is listed once as a whole and then once more for each of its instances, between rulers.
var gcovText = &format{name: "gcov", read: readGcovText}

func readGcovText(in *input, r *report) error {
	r.tool = "gcov"
	g := gcovListing{report: r, in: in}
	for {
		text, ok := in.nextLine()
		if !ok {
			g.function(0)
			return in.err
		}
		g.record(text)
	}
}

type gcovListing struct {
	*report
	in *input
	f  *file

	line     uint32 // of the last source line that can run, to which branches belong
	instance bool   // within the listing of an instance
	ruled    bool   // the last record was a ruler
	pending  bool   // a function begins with the next source line
	name     uint64
	hits     uint32
}

var (
	gcovRuler  = []byte("------------------")
	gcovTaken  = []byte("branch ")
	gcovCalled = []byte("function ")
)

func (g *gcovListing) record(text []byte) {
	ruled := g.ruled
	g.ruled = false
	if bytes.Equal(text, gcovRuler) {
		g.ruled = true
		return
	}
	switch {
	case bytes.HasPrefix(text, gcovTaken):
		g.branch(text[len(gcovTaken):])
		return
	case bytes.HasPrefix(text, gcovCalled):
		g.instance = g.instance && !ruled
		g.called(text[len(gcovCalled):])
		return
	}
	count, rest, _ := bytes.Cut(text, colon)
	number, source, _ := bytes.Cut(rest, colon)
	n, isLine := whole(bytes.TrimSpace(number))
	if ruled {
		g.instance = !isLine // "name:"
	}
	if !isLine {
		return // a call, a block
	}
	count = bytes.TrimSpace(count)
	if n == 0 {
		g.header(source)
		return
	}
	g.source(count, n)
}

// header reads "Source:name" and its like.
func (g *gcovListing) header(text []byte) {
	tag, value, _ := bytes.Cut(text, colon)
	switch string(tag) {
	case "Source":
		g.function(0)
		g.f, g.line = nil, 0
		if value = cleanName(value); len(value) > 0 {
			g.f = g.report.file(value)
		}
	case "Working directory":
		g.addSource(value)
	}
}

func (g *gcovListing) source(count []byte, n uint64) {
	g.line = 0
	if g.f == nil || string(count) == "-" {
		return
	}
	if n > maxLine {
		g.ignore(g.in, g.in.lineStart)
		return
	}
	hits, ok := gcovCount(count)
	if !ok {
		g.ignore(g.in, g.in.lineStart)
		return
	}
	g.line = uint32(n)
	g.function(g.line)
	if g.instance {
		hits = 0 // it is counted in the listing of the whole
	}
	g.f.lines.add(lineHit{g.line, hits})
}

// gcovCount reads how often a line ran: "12", "12*" when a part of it did not, "1.2k" with -H, and four marks for never.
func gcovCount(b []byte) (uint32, bool) {
	b = bytes.TrimSuffix(b, []byte{'*'})
	switch string(b) {
	case "#####", "=====", "%%%%%", "$$$$$":
		return 0, true
	}
	if n := len(b); n > 1 && n < 16 {
		if i := bytes.IndexByte([]byte("kMGTPEZY"), b[n-1]); i >= 0 {
			f, err := strconv.ParseFloat(string(b[:n-1]), 64)
			if err != nil || f < 0 {
				return 0, false
			}
			for range i + 1 {
				f *= 1000
			}
			return hitCount(strconv.AppendFloat(nil, f, 'f', 0, 64))
		}
	}
	return hitCount(b)
}

// branch reads " 0 taken 12 (fallthrough)", " 0 taken 50%" and " 0 never executed".
func (g *gcovListing) branch(text []byte) {
	if g.f == nil || g.line == 0 {
		return
	}
	fields := bytes.Fields(text)
	if len(fields) < 3 {
		return
	}
	id, ok := whole(fields[0])
	if !ok {
		return
	}
	hits := uint32(0)
	if string(fields[1]) == "taken" {
		if hits, ok = hitCount(bytes.TrimSuffix(fields[2], []byte{'%'})); !ok {
			if hits, ok = gcovCount(fields[2]); !ok {
				return
			}
		}
	}
	g.f.outcomes.add(outcome{line: g.line, id: id, hits: hits})
}

// called reads "name called 3 returned 100% blocks executed 75%"; the function begins with the next source line.
func (g *gcovListing) called(text []byte) {
	g.function(0)
	i := bytes.LastIndex(text, []byte(" called "))
	if g.f == nil || i < 0 {
		return
	}
	count, _, _ := bytes.Cut(text[i+len(" called "):], []byte{' '})
	hits, ok := gcovCount(count)
	if !ok {
		return
	}
	g.pending, g.name, g.hits = true, hash(hashStart, text[:i]), hits
}

// function states the pending function, which begins on a line.
func (g *gcovListing) function(start uint32) {
	if g.pending {
		g.f.routines.add(routineAt(start, g.name, g.hits))
		g.pending = false
	}
}

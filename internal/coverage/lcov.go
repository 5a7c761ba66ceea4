package coverage

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strings"
)

// lcov is the tracefile of geninfo(1), one section per source file, "SF:path … end_of_record". Many tools write it, and
// hardly any two alike: what cannot be understood is left out and counted, never an error.
var lcov = &format{name: "lcov", read: readLCOV}

func readLCOV(in *input, r *report) error {
	s := lcovSection{report: r, in: in}
	for {
		text, ok := in.nextLine()
		if !ok {
			break
		}
		s.record(text)
	}
	s.cutOff()
	s.end()
	if s.byFunction && !s.titled {
		r.tool = "llvm-cov"
		return in.err
	}
	// A file in several sections (one per test) declares each section's totals, which do not add up to its own.
	for _, f := range r.files {
		if f.sections == 1 {
			r.declared.add(&f.declared)
		}
	}
	return in.err
}

type lcovSection struct {
	*report
	in *input
	f  *file

	// llvm-cov states the totals of functions, of which lines of generic code and of closures have several, beside the
	// lines of the file: they are no totals of these. It is known by leaving out titles and by the order of its records.
	titled, functions, byFunction bool

	// Functions are defined by FN and counted by FNDA, in any order; FNL and FNA of LCOV 2.2 use an index for the name.
	defined []lcovFunction
	counted []lcovFunction

	// old is what speaks for coverage.py before 7.6.2; see oldPython.
	old struct{ lines, checked, ran, ways int }

	cleanDefined, cleanCounted int          // the lengths when they were compacted
	indexed                    lcovFunction // the last FNL, which the FNA behind it name
}

type lcovFunction struct {
	name uint64 // hash of the name, or the index
	line uint32
	hits uint32
}

func (s *lcovSection) record(text []byte) {
	if len(text) > 3 && text[0] == 'D' && text[1] == 'A' && text[2] == ':' {
		s.line(text[3:])
		return
	}
	tag, value, ok := bytes.Cut(text, colon)
	if !ok {
		if bytes.Equal(bytes.TrimSpace(text), []byte("end_of_record")) {
			s.end()
		}
		return
	}
	if string(tag) == "SF" || string(tag) == "KF" {
		s.begin(value)
		return
	}
	if s.f == nil {
		s.titled = s.titled || string(tag) == "TN"
		return
	}
	switch string(tag) {
	case "BRDA":
		s.branch(value)
	case "FN", "FNL":
		s.define(value, len(tag) == 3)
	case "FNDA":
		n, name, ok := bytes.Cut(value, comma)
		s.call(hash(hashStart, name), n, ok)
	case "FNA":
		index, rest, _ := bytes.Cut(value, comma)
		n, name, ok := bytes.Cut(rest, comma)
		i, isNumber := whole(index)
		if s.indexed.name == i && s.indexed.line > 0 {
			s.f.call(uint64(s.indexed.line), name)
		}
		s.call(i, n, ok && isNumber)
	case "LF", "LH", "BRF", "BRH", "FNF", "FNH":
		s.declare(tag, value)
	}
}

var (
	colon = []byte{':'}
	comma = []byte{','}
)

func (s *lcovSection) begin(name []byte) {
	if s.f != nil && s.truncated == "" {
		s.truncated = "the section of " + clip([]byte(s.f.name)) + " has no end_of_record"
	}
	s.end()
	if name = cleanName(name); len(name) == 0 {
		return
	}
	s.f = s.report.file(name)
	s.f.sections++
	s.functions = false
	s.cleanDefined, s.cleanCounted, s.indexed = 0, 0, lcovFunction{}
	s.old = struct{ lines, checked, ran, ways int }{}
}

// line reads "number,hits[,checksum]".
func (s *lcovSection) line(value []byte) {
	if s.f == nil {
		return
	}
	n, rest, ok := number(value)
	if !ok || n == 0 || n > maxLine || len(rest) < 2 || rest[0] != ',' {
		s.ignore(s.in, s.in.lineStart)
		return
	}
	rest = rest[1:]
	n64, after, ok := number(rest)
	hits := uint32(min(n64, math.MaxUint32))
	if !ok || len(after) > 0 && after[0] != ',' {
		if i := bytes.IndexByte(rest, ','); i >= 0 {
			rest = rest[:i]
		}
		if hits, ok = hitCount(bytes.TrimSpace(rest)); !ok {
			s.ignore(s.in, s.in.lineStart)
			return
		}
	}
	s.f.lines.add(lineHit{uint32(n), hits})
	s.old.lines++
	if len(after) == 1+checksum {
		s.old.checked++
	}
	if hits > 0 {
		s.old.ran++
	}
}

// checksum is the length of an MD5 sum in base64.
const checksum = 22

// oldPython mends the section of a file that coverage.py before 7.6.2 wrote. It lists docstrings and excluded code that ran
// among the lines, and puts branches on the lines that they lead to; its totals of what there is are right, that of lines
// which ran is not. Such a section has a sum behind each line, and neither functions nor words for branches.
func (s *lcovSection) oldPython() {
	f := s.f
	if f.sections != 1 || s.old.lines == 0 || s.old.checked != s.old.lines || s.old.ways < 0 || len(s.defined)+len(s.counted) > 0 || !strings.HasSuffix(f.name, ".py") {
		return
	}
	l, missed := f.declared[line], s.old.lines-s.old.ran
	if more := s.old.lines - l.total; l.covered == s.old.ran && more >= 0 && l.total >= missed && f.lines.len() == s.old.lines {
		f.surplus = more
		f.declared[line].covered = l.total - missed
	}
	if b := f.declared[branch]; s.old.ways > 0 && b.total > 0 && b.covered <= b.total {
		f.outcomes = table[outcome]{}
		f.whole[branch] = b
	}
}

// branch reads "line,[e][f][U]block,branch,taken", in which branch may be an expression with commas. What is marked
// unreachable does not count.
func (s *lcovSection) branch(value []byte) {
	n, rest, ok := number(value)
	last := bytes.LastIndexByte(rest, ',')
	if !ok || n == 0 || n > maxLine || last < 1 || rest[0] != ',' {
		s.ignore(s.in, s.in.lineStart)
		return
	}
	taken := bytes.TrimSpace(rest[last+1:])
	id := rest[1:last]
	for len(id) > 0 {
		switch id[0] {
		case 'U':
			return
		case 'e', 'f':
			id = id[1:]
			continue
		}
		break
	}
	hits := uint32(0)
	if !bytes.Equal(taken, []byte{'-'}) {
		if hits, ok = hitCount(taken); !ok {
			s.ignore(s.in, s.in.lineStart)
			return
		}
	}
	if _, word, _ := bytes.Cut(id, comma); len(word) == 0 || len(bytes.Trim(word, "0123456789")) > 0 {
		s.old.ways = math.MinInt32
	}
	s.old.ways++
	s.f.outcomes.add(outcome{line: uint32(n), id: hash(hashStart, id), hits: hits})
}

// define reads "line,[end,]name", and "index,line[,end]" when the function goes by an index.
func (s *lcovSection) define(value []byte, indexed bool) {
	first, rest, _ := bytes.Cut(value, comma)
	a, ok := whole(first)
	if !ok {
		s.ignore(s.in, s.in.lineStart)
		return
	}
	f := lcovFunction{name: a}
	start := a
	if indexed {
		first, _, _ = bytes.Cut(rest, comma)
		if start, ok = whole(first); !ok {
			s.ignore(s.in, s.in.lineStart)
			return
		}
	} else {
		if end, name, found := bytes.Cut(rest, comma); found {
			if _, isNumber := whole(end); isNumber {
				rest = name
			}
		}
		f.name = hash(hashStart, rest)
	}
	if start > 0 && start <= maxLine {
		f.line = uint32(start)
		if !indexed {
			s.f.call(start, rest)
		}
	}
	if indexed {
		s.indexed = f
	}
	s.defined = compact(append(s.defined, f), &s.cleanDefined)
}

func (s *lcovSection) call(name uint64, hits []byte, ok bool) {
	n := uint32(0)
	if ok {
		n, ok = hitCount(bytes.TrimSpace(hits))
	}
	if !ok {
		s.ignore(s.in, s.in.lineStart)
		return
	}
	s.counted = compact(append(s.counted, lcovFunction{name: name, hits: n}), &s.cleanCounted)
}

func (s *lcovSection) declare(tag, value []byte) {
	n, ok := count(bytes.TrimSpace(value))
	if !ok {
		return
	}
	m := line
	switch tag[0] {
	case 'B':
		m = branch
		if f := s.f; tag[2] == 'F' && s.functions && f.lines.len() > 0 && f.declared[line] == (tally{}) {
			s.byFunction = true
		}
	case 'F':
		m = function
		s.functions = s.functions || s.f.lines.len() == 0
	}
	if tag[len(tag)-1] == 'F' {
		s.f.declared[m].total = n
	} else {
		s.f.declared[m].covered = n
	}
}

// cutOff states that the report stops within a section, which lcov itself takes for an error: every tool ends one by
// end_of_record.
func (s *lcovSection) cutOff() {
	switch {
	case s.f == nil || s.truncated != "":
	case s.in.unended:
		s.truncated = "it ends in the middle of a line, and its last section has no end_of_record"
	default:
		s.truncated = "its last section has no end_of_record"
	}
}

// end joins the definitions of functions with their counts. Functions that begin on one line are instances of one
// template or the same function in several tests: they count once.
func (s *lcovSection) end() {
	if s.f == nil {
		return
	}
	s.oldPython()
	slices.SortStableFunc(s.defined, lcovFunction.byName)
	slices.SortStableFunc(s.counted, lcovFunction.byName)
	s.f.routines.rewind()
	i := 0
	for counted := s.counted; len(counted) > 0; {
		name := counted[0].name
		for i < len(s.defined) && s.defined[i].name < name {
			i++
		}
		same := ofName(s.defined[i:], name)
		calls := ofName(counted, name)
		counted = counted[len(calls):]
		for n, c := range calls {
			switch {
			case len(same) == 0:
				s.f.routines.add(routine{id: c.name | named, hits: c.hits})
			case len(same) == len(calls): // "constructor" of one class, and of the next
				same[n].hits = saturate(same[n].hits, c.hits)
			default:
				same[0].hits = saturate(same[0].hits, c.hits)
			}
		}
	}
	for _, d := range s.defined {
		s.f.routines.add(routineAt(d.line, d.name, d.hits))
	}
	s.defined, s.counted = s.defined[:0], s.counted[:0]
	s.f = nil
}

func (f lcovFunction) byName(o lcovFunction) int { return cmp.Compare(f.name, o.name) }

// ofName returns those at the beginning of a sorted list that have a name.
func ofName(list []lcovFunction, name uint64) []lcovFunction {
	n := 0
	for n < len(list) && list[n].name == name {
		n++
	}
	return list[:n]
}

// mostFunctions is more than a source file has. Beyond it, functions of one name are joined, so that a report that says the
// same over and over takes no more memory.
const mostFunctions = 1 << 16

// compact joins what has one name, once a list has grown to twice of what there was.
func compact(list []lcovFunction, clean *int) []lcovFunction {
	if len(list) < 2**clean || len(list) < mostFunctions {
		return list
	}
	slices.SortStableFunc(list, lcovFunction.byName)
	out := list[:0]
	for _, f := range list {
		if n := len(out); n > 0 && out[n-1].name == f.name {
			out[n-1].hits = saturate(out[n-1].hits, f.hits)
			continue
		}
		out = append(out, f)
	}
	*clean = len(out)
	return out
}

// named tells the hash of a name from a line number.
const named = 1 << 63

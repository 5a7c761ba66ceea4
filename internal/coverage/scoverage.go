package coverage

import (
	"bytes"
	"math"
	"strconv"
)

// scoverage is the XML of scoverage: packages, classes and methods down to statements, of which some are the branches of
// decisions. Statements are expressions, known by where in the file they begin and end, and one line holds several. An
// older form has no more than a list of statements, whose properties are elements.
var scoverage = &format{name: "scoverage", read: readScoverage}

func readScoverage(in *input, r *report) error {
	s := scoverageReader{xmlReader: xmlReader{in: in}, report: r, seen: make(map[scoveragePlace]uint32)}
	return s.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			s.start()
		case token == xmlText:
			if s.field != "" {
				s.value = append(s.value, s.text[:min(len(s.text), maxName-min(len(s.value), maxName))]...)
			}
		case token == xmlClose:
			s.finish()
		}
		return nil
	})
}

type scoverageReader struct {
	xmlReader
	*report

	class  []byte // the file of the class
	f      *file
	name   []byte // of f
	method routine
	home   *file // of its first statement

	listed bool // the statement's properties are elements
	field  string
	value  []byte
	now    scoverageStatement

	// seen counts the statements of a place: the compiler makes several of one expression.
	seen map[scoveragePlace]uint32
}

type scoveragePlace struct {
	f          *file
	start, end uint32
}

type scoverageStatement struct {
	source              []byte
	line, start, end    uint32
	hits                uint32
	lineOK, hitsOK      bool
	branching, leaveOut bool
}

func (s *scoverageReader) start() {
	switch string(s.xmlReader.name) {
	case "statement":
		s.now = scoverageStatement{source: s.now.source[:0]}
		s.listed = true
		for i := range s.attrs {
			a := &s.attrs[i]
			s.listed = false
			s.set(string(a.name), a.raw)
		}
		if !s.listed {
			s.add()
		}
	case "method":
		id := hash(hash(hashStart, s.class), slash)
		s.method, s.home = routine{id: hash(id, s.attr("name"))}, nil
	case "class":
		s.class = append(s.class[:0], cleanName(s.attr("filename"))...)
	case "scoverage":
		s.root()
	default:
		if s.listed {
			s.field, s.value = string(s.xmlReader.name), s.value[:0]
		}
	}
}

// set takes one property of a statement.
func (s *scoverageReader) set(name string, raw []byte) {
	n := &s.now
	switch name {
	case "source":
		n.source = append(n.source[:0], cleanName(unescapeXML(raw))...)
	case "line":
		n.line, n.lineOK = lineNumber(raw)
	case "start":
		n.start = column(raw)
	case "end":
		n.end = column(raw)
	case "invocation-count", "count":
		n.hits, n.hitsOK = hitCount(raw)
	case "branch":
		v, _ := yes(raw)
		n.branching = v == 1
	case "ignored":
		v, _ := yes(raw)
		n.leaveOut = v == 1
	}
}

func (s *scoverageReader) finish() {
	switch string(s.xmlReader.name) {
	case "statement":
		if s.listed {
			s.add()
		}
		s.listed = false
	case "method":
		if s.home != nil {
			s.home.routines.add(s.method)
		}
		s.home = nil
	default:
		if s.field != "" && s.field == string(s.xmlReader.name) {
			s.set(s.field, bytes.TrimSpace(s.value))
		}
	}
	s.field = ""
}

func (s *scoverageReader) add() {
	n := &s.now
	if n.leaveOut {
		return
	}
	name := n.source
	if len(name) == 0 {
		name = s.class
	}
	if !n.lineOK || !n.hitsOK || len(name) == 0 {
		s.ignore(s.in, s.tagStart)
		return
	}
	if s.f == nil || !bytes.Equal(s.name, name) {
		s.f, s.name = s.file(name), append(s.name[:0], name...)
	}
	if s.home == nil {
		s.home, s.method.line = s.f, n.line
	}
	s.method.hits = max(s.method.hits, n.hits)
	s.f.lines.add(lineHit{n.line, n.hits})
	place := scoveragePlace{s.f, n.start, n.end}
	nth := s.seen[place]
	s.seen[place]++
	// The end's line is not stated; it tells the statements of one place apart.
	s.f.statements.add(block{startLine: n.line, startCol: n.start, endLine: n.line + nth, endCol: n.end, statements: 1, hits: n.hits})
	if n.branching {
		id := uint64(n.start)<<32 | uint64(n.end)
		s.f.outcomes.add(outcome{line: n.line, id: id ^ uint64(nth)<<60, hits: n.hits})
	}
}

func (s *scoverageReader) root() {
	s.written(s.attr("timestamp"))
	total, ok1 := count(s.attr("statement-count"))
	covered, ok2 := count(s.attr("statements-invoked"))
	if ok1 && ok2 {
		s.declared[statement] = tally{covered: covered, total: total}.sane()
	}
	if f, err := strconv.ParseFloat(string(s.attr("branch-rate")), 64); err == nil && f >= 0 && f <= 100 {
		s.declaredRate[branch] = rate(math.Round(f * rateScale / 100))
	}
}

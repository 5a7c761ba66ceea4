package coverage

import (
	"bytes"
	"math"
	"strconv"
)

// cobertura is the XML of cobertura (coverage-04.dtd) and of the many tools that imitate it: classes with lines. Lines
// of a class count, and those of its methods only where the class has none itself: they repeat them. A file may be in
// several classes, and a line in several of these; it counts once.
var cobertura = &format{name: "cobertura", read: readCobertura}

func readCobertura(in *input, r *report) error {
	c := coberturaReader{xmlReader: xmlReader{in: in}, report: r}
	for {
		token, err := c.next()
		if err != nil {
			return err
		}
		switch token {
		case xmlEnd:
			c.declare()
			return nil
		case xmlStart:
			c.start()
		case xmlClose:
			c.finish()
		case xmlText:
			if c.inSource && len(c.source) < maxName {
				c.source = append(c.source, c.text[:min(len(c.text), maxName)]...)
			}
		case xmlComment:
			if bytes.Contains(c.text, []byte("coverage.py")) {
				r.tool = "coverage.py"
			}
		}
	}
}

// maxSources is more than the source folders of any real report.
const maxSources = 20

type coberturaReader struct {
	xmlReader
	*report

	f         *file
	className uint64
	ownLines  bool // the class has lines of its own
	spare     file // the lines of its methods

	inMethod bool
	method   routine
	counted  bool // the method has lines, or says its rate

	inSource bool
	source   []byte
}

type coberturaLine struct {
	lineTally
	hits uint32
}

func (c *coberturaReader) start() {
	switch string(c.name) {
	case "line":
		c.line()
	case "coverage":
		if len(c.openAt) == 1 {
			c.root()
		}
	case "source":
		c.inSource, c.source = true, c.source[:0]
	case "class":
		c.f, c.ownLines = nil, false
		c.spare.lines.clear()
		c.spare.branches.clear()
		if name := cleanName(c.attr("filename")); len(name) > 0 {
			c.f = c.report.file(name)
			c.className = hash(hashStart, c.attr("name"))
		}
	case "method":
		c.inMethod, c.counted = true, false
		c.method = routine{id: hash(hash(c.className, c.attr("name")), c.attr("signature"))}
		if c.f != nil {
			c.f.call(c.method.id, c.attr("name"))
		}
		if raw := c.attr("line-rate"); raw != nil {
			if f, err := strconv.ParseFloat(string(raw), 64); err == nil && !math.IsNaN(f) {
				c.counted, c.method.hits = true, uint32(bit(f > 0))
			}
		}
	}
}

func (c *coberturaReader) finish() {
	switch string(c.name) {
	case "source":
		c.inSource = false
		if s := bytes.TrimSpace(c.source); len(s) > 0 && len(s) < maxName && len(c.sources) < maxSources {
			c.sources = append(c.sources, string(bytes.ToValidUTF8(unescapeXML(s), nil)))
		}
	case "method":
		if c.inMethod && c.counted && c.f != nil {
			c.f.routines.add(c.method)
		}
		c.inMethod = false
	case "class":
		if c.f != nil && !c.ownLines {
			c.f.lines.union(&c.spare.lines)
			c.f.branches.union(&c.spare.branches)
		}
		c.f = nil
	}
}

func (l coberturaLine) put(f *file) {
	f.lines.add(lineHit{l.line, l.hits})
	if l.total > 0 {
		f.branches.add(l.lineTally)
	}
}

func (c *coberturaReader) line() {
	if c.f == nil {
		return
	}
	var l coberturaLine
	var hitsOK, numberOK bool
	isBranch := true
	for i := range c.attrs {
		a := &c.attrs[i]
		switch string(a.name) {
		case "number":
			l.line, numberOK = lineNumber(bytes.TrimSpace(a.raw))
		case "hits":
			l.hits, hitsOK = hitCount(bytes.TrimSpace(a.raw))
		case "branch":
			isBranch = len(a.raw) != len("false") || a.raw[0]|0x20 != 'f'
		case "condition-coverage":
			l.covered, l.total = conditions(a.raw)
		}
	}
	if !numberOK || !hitsOK {
		c.ignore(c.in, c.tagStart)
		return
	}
	if !isBranch {
		l.covered, l.total = 0, 0
	}
	if !c.inMethod {
		c.ownLines = true
		l.put(c.f)
		return
	}
	c.method.hits = max(c.method.hits, l.hits)
	if c.method.line == 0 {
		c.method.line = l.line
	}
	c.counted = true
	if !c.ownLines {
		l.put(&c.spare)
	}
}

// conditions reads the counts of "50% (1/2)".
func conditions(b []byte) (covered, total uint32) {
	open := bytes.LastIndexByte(b, '(')
	if open < 0 {
		return 0, 0
	}
	n, rest, ok := number(b[open+1:])
	if !ok || len(rest) == 0 || rest[0] != '/' {
		return 0, 0
	}
	m, rest, ok := number(rest[1:])
	if !ok || len(rest) == 0 || rest[0] != ')' {
		return 0, 0
	}
	m = min(m, maxLine)
	return uint32(min(n, m)), uint32(m)
}

// declare drops the total of branches that the report states when it lists none: PHPUnit, which says nothing of the
// branches of lines, does not contradict itself.
func (c *coberturaReader) declare() {
	for _, f := range c.files {
		if len(f.branches.list) > 0 {
			return
		}
	}
	c.declared[branch] = tally{}
	delete(c.declaredRate, branch)
}

func (c *coberturaReader) root() {
	c.written(c.attr("timestamp"))
	if bytes.HasPrefix(c.attr("version"), []byte("gcovr")) {
		c.tool = "gcovr"
	}
	for _, d := range []struct {
		metric
		covered, total, rate string
	}{{line, "lines-covered", "lines-valid", "line-rate"}, {branch, "branches-covered", "branches-valid", "branch-rate"}} {
		covered, ok1 := count(c.attr(d.covered))
		total, ok2 := count(c.attr(d.total))
		if ok1 && ok2 {
			c.declared[d.metric] = tally{covered: covered, total: total}
			continue
		}
		f, err := strconv.ParseFloat(string(c.attr(d.rate)), 64)
		if err == nil && f >= 0 && f <= 1 {
			c.declaredRate[d.metric] = rate(math.Round(f * rateScale))
		}
	}
}

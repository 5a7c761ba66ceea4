package coverage

import (
	"bytes"
	"path"
)

// clover is the XML of OpenClover, PHPUnit and istanbul: files with lines, each a statement, a condition or the head of a
// method. A line can run when it holds a statement or a condition. Conditions come in two dialects: istanbul writes how
// many ways out of the line were taken and how many were not, and beside them how often the line ran; the others write
// how often the condition was true and how often it was false. Tests are no product code and do not count.
var clover = &format{name: "clover", read: readClover}

func readClover(in *input, r *report) error {
	c := cloverReader{xmlReader: xmlReader{in: in}, report: r}
	err := c.each(func(token xmlToken) error {
		switch {
		case token == xmlStart:
			if err := c.start(); err != nil {
				return err
			}
		case token == xmlClose:
			switch string(c.name) {
			case "file":
				c.end()
			case "package":
				c.pkg = c.pkg[:0]
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.declare()
	return nil
}

type cloverReader struct {
	xmlReader
	*report

	pkg     []byte
	project cloverMetrics

	f       *file
	depth   int  // of its element
	java    bool // the file is in a language of OpenClover itself
	anyJava bool
	metrics cloverMetrics
	lines   int // of the file
	methods int

	at, hits   uint32 // the line that was counted last, and how often it ran
	conditions uint64 // on that line
}

// cloverMetrics are the counts of a metrics element.
type cloverMetrics struct{ statements, conditionals, methods tally }

func (c *cloverReader) start() error {
	switch string(c.name) {
	case "line":
		if c.f != nil {
			c.line()
		}
	case "metrics":
		switch {
		case c.f != nil && len(c.openAt) == c.depth+1:
			c.metrics = c.readMetrics()
		case len(c.openAt) == 3:
			c.project = c.readMetrics()
		}
	case "file":
		c.begin()
	case "package":
		c.pkg = append(c.pkg[:0], cleanName(c.attr("name"))...)
	case "coverage":
		c.written(c.attr("generated"))
	case "project":
		c.written(c.attr("timestamp"))
	case "testproject":
		return c.leave()
	}
	return nil
}

func (c *cloverReader) begin() {
	c.f, c.depth, c.metrics, c.lines, c.methods = nil, len(c.openAt), cloverMetrics{}, 0, 0
	c.at, c.hits, c.conditions = 0, 0, 0
	name := cleanName(c.attr("path"))
	if len(name) == 0 {
		if name = cleanName(c.attr("name")); len(name) == 0 {
			return
		}
		if !bytes.ContainsAny(name, `/\`) {
			name = append(packageFolder(c.pkg), name...)
		}
	}
	c.f = c.report.file(name)
	switch path.Ext(c.f.name) {
	case ".java", ".groovy":
		c.java, c.anyJava = true, true
	default:
		c.java = false
	}
}

// packageFolder returns the folder of a package or namespace, with a slash at its end.
func packageFolder(pkg []byte) []byte {
	switch string(pkg) {
	case "", "default", "(default)", "default-pkg", "global":
		return nil
	}
	folder := make([]byte, 0, len(pkg)+64)
	for _, b := range pkg {
		if b == '.' || b == '\\' {
			b = '/'
		}
		folder = append(folder, b)
	}
	return append(folder, '/')
}

func (c *cloverReader) line() {
	var n, hits uint32
	var yes, no int
	var numberOK, hitsOK, yesOK, noOK bool
	kind := byte(0)
	for i := range c.attrs {
		a := &c.attrs[i]
		switch string(a.name) {
		case "num":
			n, numberOK = lineNumber(a.raw)
		case "type":
			switch string(a.raw) {
			case "stmt", "cond", "method":
				kind = a.raw[0]
			}
		case "count":
			hits, hitsOK = hitCount(a.raw)
		case "truecount":
			yes, yesOK = count(a.raw)
		case "falsecount":
			no, noOK = count(a.raw)
		}
	}
	isCondition := kind == 'c' && yesOK && noOK
	if !numberOK || kind == 0 || !hitsOK && !isCondition {
		c.ignore(c.in, c.tagStart)
		return
	}
	if kind == 'm' {
		c.methods++
		id := hash(hash(hash(hashStart, c.attr("name")), c.attr("signature")), c.attr("num"))
		c.f.routines.add(routine{id: id, line: n, hits: hits})
		return
	}
	if n != c.at {
		c.at, c.hits, c.conditions = n, 0, 0
	}
	switch {
	case isCondition && hitsOK: // istanbul
		if covered, all := min(yes, maxLine/2), min(yes, maxLine/2)+min(no, maxLine/2); all > 0 {
			c.f.branches.add(lineTally{line: n, covered: uint32(covered), total: uint32(all)})
		}
	case isCondition:
		c.f.outcomes.add(outcome{line: n, id: 2 * c.conditions, hits: clampHits(yes)})
		c.f.outcomes.add(outcome{line: n, id: 2*c.conditions + 1, hits: clampHits(no)})
		c.conditions++
		hits = saturate(clampHits(yes), clampHits(no))
	}
	c.lines++
	// A statement and the condition in it are one line, which ran as often as either.
	c.f.lines.add(lineHit{n, hits - min(hits, c.hits)})
	c.hits = max(hits, c.hits)
}

// end counts by the file's own metrics what it does not list line by line: the functions of istanbul, the branches of
// PHP. The statements of OpenClover are such a metric too: a line is listed once for all statements on it.
func (c *cloverReader) end() {
	if c.f == nil {
		return
	}
	if c.methods == 0 {
		c.f.counters[function] = c.f.counters[function].richer(c.metrics.methods)
	}
	if len(c.f.outcomes.list) == 0 && len(c.f.branches.list) == 0 {
		c.f.counters[branch] = c.f.counters[branch].richer(c.metrics.conditionals)
	}
	if c.lines == 0 && c.f.lines.len() == 0 {
		c.f.counters[line] = c.f.counters[line].richer(c.metrics.statements)
	}
	if c.java {
		c.f.counters[statement] = c.f.counters[statement].richer(c.metrics.statements)
	}
	c.f = nil
}

// declare keeps the totals of the project. Statements are lines but in OpenClover's own languages.
func (c *cloverReader) declare() {
	m := line
	if c.anyJava {
		m = statement
	}
	c.declared[m] = c.project.statements
	c.declared[branch] = c.project.conditionals
	c.declared[function] = c.project.methods
}

func (c *cloverReader) readMetrics() (m cloverMetrics) {
	for _, p := range []struct {
		*tally
		total, covered string
	}{
		{&m.statements, "statements", "coveredstatements"},
		{&m.conditionals, "conditionals", "coveredconditionals"},
		{&m.methods, "methods", "coveredmethods"},
	} {
		total, ok1 := count(c.attr(p.total))
		covered, ok2 := count(c.attr(p.covered))
		if ok1 && ok2 {
			*p.tally = tally{covered: covered, total: total}.sane()
		}
	}
	return m
}

func clampHits(n int) uint32 { return uint32(min(uint64(n), 1<<32-1)) }

package coverage

import "fmt"

// leave passes over the rest of the element that has just begun, with all that is in it.
func (x *xmlReader) leave() error {
	for depth := len(x.openAt); len(x.openAt) >= depth; {
		if _, err := x.next(); err != nil {
			return err
		}
	}
	return nil
}

// hiddenLine reports whether a line number is one by which compilers for .NET mark code that nobody wrote.
func hiddenLine(n uint32) bool { return n == 0xfeefee || n == 0xf00f00 }

// points puts statements on lines. A statement of several lines is on each of them, so that a report of a few bytes
// could speak of any number of lines: their sum is bounded.
type points struct {
	extra  int   // lines beyond the first of each statement
	listed tally // statements, one that is listed twice counted twice
}

const (
	maxSpan  = 10_000  // lines of one statement
	maxExtra = 8 << 20 // lines of all statements beyond their first
)

// put adds the lines of a statement.
func (p *points) put(f *file, first, last, hits uint32) error {
	if last < first {
		last = first // some tools end a statement before it begins
	}
	span := int(last - first)
	if p.extra += span; span >= maxSpan || p.extra > maxExtra {
		return &syntaxError{message: fmt.Sprintf("its statements span far more lines than code has: one of them line %d to %d", first, last),
			hint: rewriteHint}
	}
	for n := first; n <= last; n++ {
		f.lines.add(lineHit{n, hits})
	}
	return nil
}

// statement adds a statement and its lines.
func (p *points) statement(f *file, b block) error {
	if b.endLine < b.startLine {
		b.endLine, b.endCol = b.startLine, b.startCol
	}
	b.statements = 1
	f.statements.add(b)
	p.listed.count(b.hit())
	return p.put(f, b.startLine, b.endLine, b.hits)
}

// declare keeps the number of statements that a report states. Tools count a statement again in each method that holds it,
// like the initial value of a field in each constructor. It is one statement, and where the report lists as many as it
// states, it does not contradict itself.
func (p *points) declare(r *report, stated tally) {
	r.declared[statement] = stated
	if stated != p.listed {
		return
	}
	r.declared[statement] = tally{}
	for _, f := range r.files {
		for _, b := range f.statements.sorted() {
			r.declared[statement].count(b.hit())
		}
	}
}

// sourceFiles are the source files of a report that refers to them by number.
type sourceFiles struct {
	*report
	byID map[string]*numbered
	last *numbered // the one that was asked for last, with its number
	id   string
}

// numbered is a source file; it enters the report with the first that is said of it.
type numbered struct {
	name string
	*file
}

// define says which file a number stands for from here on.
func (s *sourceFiles) define(id, name []byte) {
	if name = cleanName(name); len(name) == 0 {
		return
	}
	if s.byID == nil {
		s.byID = make(map[string]*numbered)
	}
	if len(s.byID) >= maxFiles {
		s.beyond = &file{}
		return
	}
	s.byID[string(id)] = &numbered{name: string(name)}
	s.last = nil
}

// get returns the file that a number stands for; nil when there is none.
func (s *sourceFiles) get(id []byte) *file {
	if s.last == nil || s.id != string(id) {
		n := s.byID[string(id)]
		if n == nil {
			return nil
		}
		s.last, s.id = n, string(id)
	}
	if s.last.file == nil {
		s.last.file = s.report.file([]byte(s.last.name))
	}
	return s.last.file
}

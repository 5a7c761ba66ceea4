package coverage

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/bdma-dev/bdma/internal/facts"
)

// coveragePy is the report of "coverage json" (formats 2 and 3), with or without what codecov adds to it.
var coveragePy = &format{name: "coverage.py", read: readCoveragePy}

func readCoveragePy(in *input, r *report) error {
	r.tool = "coverage.py"
	p := coveragePyReader{report: r, in: in, j: newJSONReader(in)}
	err := p.j.object(func(key []byte) error {
		switch string(key) {
		case "meta":
			return p.meta()
		case "files":
			return p.j.object(func(key []byte) error {
				name := cleanName(key)
				if len(name) == 0 {
					return p.j.skip()
				}
				return p.file(r.file(name))
			})
		case "totals":
			t, err := p.summary()
			r.declared[line], r.declared[branch] = t[line], t[branch]
			return err
		}
		return p.j.skip()
	})
	if err != nil {
		return err
	}
	return p.j.end()
}

type coveragePyReader struct {
	*report
	in   *input
	j    *jsonReader
	arcs []outcome
	// The lines that ran, those that did not, and those that are not judged are lists, each in order.
	ran, missed, excluded []lineHit
}

func (p *coveragePyReader) meta() error {
	return p.j.object(func(key []byte) error {
		switch string(key) {
		case "version":
			text, err := p.j.text()
			p.version = word(text)
			return err
		case "timestamp":
			text, err := p.j.text()
			p.isoTime(text)
			return err
		}
		return p.j.skip()
	})
}

// summary reads the counts of a source file or of all. Lines are what it calls statements.
func (p *coveragePyReader) summary() (t tallies, err error) {
	err = p.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "covered_lines":
			t[line].covered, err = p.j.tally()
		case "num_statements":
			t[line].total, err = p.j.tally()
		case "covered_branches":
			t[branch].covered, err = p.j.tally()
		case "num_branches":
			t[branch].total, err = p.j.tally()
		default:
			err = p.j.skip()
		}
		return err
	})
	for m := range t {
		t[m] = t[m].sane()
	}
	return t, err
}

func (p *coveragePyReader) file(f *file) error {
	var sum tallies
	summed := false
	p.arcs, p.ran, p.missed, p.excluded = p.arcs[:0], p.ran[:0], p.missed[:0], p.excluded[:0]
	err := p.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "executed_lines":
			err = p.lines(&p.ran, 1)
		case "missing_lines":
			err = p.lines(&p.missed, 0)
		case "excluded_lines":
			err = p.lines(&p.excluded, 0)
		case "executed_branches":
			err = p.branches(1)
		case "missing_branches":
			err = p.branches(0)
		case "summary":
			summed = true
			sum, err = p.summary()
		default:
			// Functions, classes and contexts repeat the lines.
			err = p.j.skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	p.addLines(f)
	if c := sum[line]; summed && len(p.ran) > c.covered && len(p.missed) == c.total-c.covered {
		f.surplus = len(p.ran) - c.covered
	}
	if !summed || p.listed() == sum[branch] {
		p.addBranches(f)
		return nil
	}
	if p.dropImpossible(); p.listed() == sum[branch] {
		p.addBranches(f)
		return nil
	}
	// It lists ways that it does not count, and nobody can tell which: the counts hold.
	f.counters[branch] = f.counters[branch].richer(sum[branch])
	return nil
}

// listed counts the branches as they are listed.
func (p *coveragePyReader) listed() (t tally) {
	for _, a := range p.arcs {
		t.count(a.hit())
	}
	return t
}

// dropDocstrings takes docstrings off the lines that ran: coverage.py before 7.13.1 lists those of modules and classes, and does
// not count them. Where the source does not show which lines they are, their number is all that is known.
func (f *file) dropDocstrings(source []byte) {
	var at []uint32
	lines := facts.NewLines(source)
	for _, l := range f.lines.sorted() {
		if !l.hit() || int(l.line) > lines.Len() {
			continue
		}
		text := bytes.TrimLeft(lines.Line(int(l.line)), " \t")
		if len(text) > 0 && bytes.IndexByte([]byte("rRuU"), text[0]) >= 0 {
			text = text[1:]
		}
		if len(text) > 0 && (text[0] == '"' || text[0] == '\'') {
			at = append(at, l.line)
		}
	}
	if len(at) != f.surplus {
		return
	}
	f.surplus = 0
	f.lines.drop(func(l lineHit) bool {
		_, found := slices.BinarySearch(at, l.line)
		return found
	})
}

// dropImpossible leaves out the ways that ran and that coverage.py does not count: from a line to itself, as comprehensions
// have them, and from and to lines that are excluded.
func (p *coveragePyReader) dropImpossible() {
	p.arcs = slices.DeleteFunc(p.arcs, func(a outcome) bool {
		return a.id == uint64(a.line) || p.isExcluded(a.line) || a.id <= maxLine && p.isExcluded(uint32(a.id))
	})
}

func (p *coveragePyReader) isExcluded(n uint32) bool {
	_, found := slices.BinarySearchFunc(p.excluded, lineHit{line: n}, lineHit.compare)
	return found
}

func (p *coveragePyReader) addBranches(f *file) {
	sortUnlessSorted(p.arcs, outcome.compare)
	for _, a := range p.arcs {
		f.outcomes.add(a)
	}
}

// addLines adds the lists to a file, in one order. The head of an excluded function is excluded, and runs.
func (p *coveragePyReader) addLines(f *file) {
	sortUnlessSorted(p.ran, lineHit.compare)
	sortUnlessSorted(p.missed, lineHit.compare)
	sortUnlessSorted(p.excluded, lineHit.compare)
	if len(p.excluded) > 0 {
		p.ran = slices.DeleteFunc(p.ran, func(l lineHit) bool { return p.isExcluded(l.line) })
	}
	f.lines.reserve(len(p.ran) + len(p.missed))
	i := 0
	for _, m := range p.missed {
		for ; i < len(p.ran) && p.ran[i].line <= m.line; i++ {
			f.lines.add(p.ran[i])
		}
		f.lines.add(m)
	}
	for _, l := range p.ran[i:] {
		f.lines.add(l)
	}
}

func (p *coveragePyReader) lines(list *[]lineHit, hits uint32) error {
	return p.j.array(func(int) error {
		n, ok, err := p.j.line()
		if err != nil {
			return err
		}
		if !ok {
			p.ignore(p.in, p.in.pos)
			return nil
		}
		*list = append(*list, lineHit{n, hits})
		return p.j.bounded(len(*list))
	})
}

// branches reads pairs of lines: from where to where. To leave the function is a negative number.
func (p *coveragePyReader) branches(hits uint32) error {
	return p.j.array(func(int) error {
		a := outcome{hits: hits}
		from, ok := false, false
		err := p.j.array(func(i int) (err error) {
			switch i {
			case 0:
				a.line, from, err = p.j.line()
			case 1:
				var text []byte
				if text, err = p.j.text(); err == nil {
					to, wrong := strconv.ParseInt(string(bytes.TrimSpace(text)), 10, 32)
					a.id, ok = uint64(to), from && wrong == nil
				}
			default:
				err = p.j.skip()
			}
			return err
		})
		if err != nil {
			return err
		}
		if !ok {
			p.ignore(p.in, p.in.pos)
			return nil
		}
		p.arcs = append(p.arcs, a)
		return p.j.bounded(len(p.arcs))
	})
}

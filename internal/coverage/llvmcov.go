package coverage

import (
	"cmp"
	"encoding/binary"
)

// llvmCov is the JSON of "llvm-cov export": C, C++, Rust (cargo llvm-cov --json) and Swift. A source file is a list of
// segments, points from which on a count holds, and says nothing of lines.
var llvmCov = &format{name: "llvm-cov", read: readLLVMCov}

func readLLVMCov(in *input, r *report) error {
	r.tool = "llvm-cov"
	l := llvmExport{report: r, j: newJSONReader(in), byFile: make(map[*file]*llvmEntry)}
	err := l.j.object(func(key []byte) error {
		if string(key) != "data" {
			return l.j.skip()
		}
		return l.j.array(func(int) error { return l.export() })
	})
	if err != nil {
		return err
	}
	for _, e := range l.entries {
		if !l.functions {
			e.file.counters[function] = e.summary[function]
		}
		switch {
		case !l.functions && e.branches != nil:
			e.file.outcomes.union(e.branches)
		case !l.functions || e.branches == nil:
			e.file.counters[branch] = e.summary[branch]
		}
	}
	return l.j.end()
}

type llvmExport struct {
	*report
	j *jsonReader

	entries   []*llvmEntry
	byFile    map[*file]*llvmEntry
	functions bool // they are listed
	segments  bool
}

// llvmEntry is what is decided of a file once it is known whether functions are listed.
type llvmEntry struct {
	file     *file
	branches *table[outcome] // nil when they are not listed
	summary  tallies
}

func (l *llvmExport) export() error {
	return l.j.object(func(key []byte) error {
		switch string(key) {
		case "files":
			return l.j.array(func(int) error { return l.file() })
		case "functions":
			l.functions = true
			return l.j.array(func(int) error { return l.function() })
		}
		return l.j.skip()
	})
}

func (l *llvmExport) file() error {
	var (
		f        file
		name     []byte
		segments bool
		e        llvmEntry
	)
	err := l.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "filename":
			name, err = jsonName(l.j)
			return err
		case "segments":
			segments = true
			return l.lines(&f)
		case "branches":
			if e.branches == nil {
				e.branches = &table[outcome]{}
			}
			return l.j.array(func(int) error {
				return l.branch(func(b llvmBranch) { b.put(e.branches, llvmPlace{b.at[0], b.at[1], 0}) })
			})
		case "summary":
			return l.summary(&e.summary)
		}
		return l.j.skip()
	})
	if err != nil {
		return err
	}
	if segments {
		l.segments = true
	} else {
		f.counters[line] = e.summary[line]
	}
	e.file = l.joinFile(l.j, name, &f)
	if e.file == &f {
		return nil // it has no name
	}
	before := l.byFile[e.file]
	if before == nil {
		l.byFile[e.file] = &e
		l.entries = append(l.entries, &e)
		return nil
	}
	if before.branches == nil {
		before.branches = e.branches
	} else if e.branches != nil {
		before.branches.union(e.branches)
	}
	for m := range before.summary {
		before.summary[m] = before.summary[m].richer(e.summary[m])
	}
	return nil
}

func (l *llvmExport) summary(to *tallies) error {
	return l.j.object(func(key []byte) (err error) {
		m := line
		switch string(key) {
		case "lines":
		case "branches":
			m = branch
		case "functions":
			m = function
		default:
			return l.j.skip()
		}
		to[m], err = jsonTally(l.j, "covered", "count")
		to[m] = to[m].sane()
		return err
	})
}

// lines reads segments: [line, column, count, has a count, begins a region, is a gap].
func (l *llvmExport) lines(f *file) error {
	s := segmentLines{report: l.report, file: f}
	err := l.j.array(func(int) error {
		var seg segment
		err := l.j.array(func(i int) (err error) {
			switch i {
			case 0:
				seg.line, err = jsonLine(l.j)
			case 2:
				seg.hits, _, err = jsonHits(l.j)
			case 3:
				seg.counted, err = jsonTruth(l.j)
			case 4:
				seg.entry, err = jsonTruth(l.j)
			case 5:
				seg.gap, err = jsonTruth(l.j)
			default:
				err = l.j.skip()
			}
			return err
		})
		if err != nil {
			return err
		}
		if seg.line == 0 {
			l.ignoreValue(l.j)
			return nil
		}
		return s.add(seg)
	})
	if err != nil {
		return err
	}
	return s.flush(0)
}

// segment is a point of a source file from which on a count holds.
type segment struct {
	line, hits          uint32
	counted, entry, gap bool
}

// starts says that code begins here that can be counted.
func (s segment) starts() bool { return s.counted && s.entry && !s.gap }

// segmentLines turns segments into lines as LLVM's LineCoverageStats does: a line can run when a region begins on it or
// reaches into it, unless it begins with code that the preprocessor drops, and ran as often as the most frequent of these.
type segmentLines struct {
	report *report
	file   *file

	line    uint32 // of the segments below; 0 before the first
	wrapped segment
	first   segment
	last    segment
	starts  bool
	entered bool
	most    uint32
}

func (s *segmentLines) add(seg segment) error {
	if seg.line != s.line {
		if err := s.flush(seg.line); err != nil {
			return err
		}
		s.line, s.first, s.starts, s.entered, s.most = seg.line, seg, false, false, 0
	}
	if seg.starts() {
		s.starts = true
		s.most = max(s.most, seg.hits)
	}
	s.entered = s.entered || seg.counted && seg.entry
	s.last = seg
	return nil
}

// flush states the current line and those before the next that has a segment.
func (s *segmentLines) flush(next uint32) error {
	if s.line == 0 {
		return nil
	}
	skipped := s.first.entry && !s.first.counted
	if s.entered || !skipped && s.wrapped.counted {
		hits := s.wrapped.hits
		if s.starts {
			hits = max(hits, s.most)
		}
		s.file.lines.add(lineHit{s.line, hits})
	}
	s.wrapped = s.last
	if next < s.line {
		s.wrapped = segment{} // the end, or a list out of order
		return nil
	}
	if !s.wrapped.counted {
		return nil
	}
	return s.report.spread(s.file, s.line+1, next-1, s.wrapped.hits)
}

// llvmBranch is a condition: its place, how often it was true and false, and the file that it is in, as the function counts
// them: 0 is its own, others are what macros expand to.
type llvmBranch struct {
	at   [4]uint32
	hits [2]uint32
	file uint32
}

// branch reads [line, column, end line, end column, count of true, count of false, file, expanded file, kind].
func (l *llvmExport) branch(do func(llvmBranch)) error {
	var b llvmBranch
	err := l.j.array(func(i int) (err error) {
		switch {
		case i < 4:
			b.at[i], err = jsonLine(l.j)
		case i < 6:
			b.hits[i-4], _, err = jsonHits(l.j)
		case i == 6:
			b.file, _, err = jsonHits(l.j)
		default:
			err = l.j.skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	if b.at[0] == 0 {
		l.ignoreValue(l.j)
		return nil
	}
	do(b)
	return nil
}

// put adds the two outcomes of a condition, at the place that the source file itself has for it.
func (b llvmBranch) put(to *table[outcome], use llvmPlace) {
	var key [25]byte
	for i, n := range []uint32{b.at[0], b.at[1], b.at[2], b.at[3], use.line, use.column} {
		binary.LittleEndian.PutUint32(key[4*i:], n)
	}
	for i, n := range b.hits {
		key[24] = byte(i)
		to.add(outcome{line: use.line, id: hash(hashStart, key[:]), hits: n})
	}
}

// llvmPlace is a place in one of a function's files.
type llvmPlace struct{ line, column, file uint32 }

// llvmUses are the places where macros are used, by the file that they expand to.
type llvmUses map[uint32]llvmPlace

// mostNested bounds macros within macros.
const mostNested = 100

// of returns where in the source file itself the code of a branch comes in.
func (u llvmUses) of(b llvmBranch) (llvmPlace, bool) {
	p := llvmPlace{b.at[0], b.at[1], b.file}
	for range mostNested {
		if p.file == 0 {
			return p, true
		}
		ok := false
		if p, ok = u[p.file]; !ok {
			break
		}
	}
	return p, false
}

// function reads one instance of a function. Instances of a template begin at one place and count once.
//
// Its branches are those of its file, and of the macros that it uses, without the conditions that are constant, which is
// why the file's own list is not used. LLVM exports the functions of all files, also of those that it was told to leave out.
func (l *llvmExport) function() error {
	var (
		hits     uint32
		name     []byte
		start    llvmPlace
		uses     = llvmUses{}
		branches []llvmBranch
	)
	err := l.j.object(func(key []byte) (err error) {
		switch string(key) {
		case "count":
			hits, _, err = jsonHits(l.j)
			return err
		case "filenames":
			return l.j.array(func(i int) (err error) {
				if i > 0 {
					return l.j.skip()
				}
				name, err = jsonName(l.j)
				return err
			})
		case "regions":
			return l.j.array(func(int) error { return l.region(&start, uses) })
		case "branches":
			return l.j.array(func(int) error {
				err := l.branch(func(b llvmBranch) { branches = append(branches, b) })
				return cmp.Or(err, l.j.bounded(len(branches)))
			})
		}
		return l.j.skip()
	})
	if err != nil || l.byName[string(name)] == nil {
		return err
	}
	f := l.report.file(name)
	if start.line > 0 {
		f.routines.add(routine{id: uint64(start.column)<<32 | uint64(start.line), line: start.line, hits: hits})
	}
	for _, b := range branches {
		if use, ok := uses.of(b); ok {
			b.put(&f.outcomes, use)
		}
	}
	return nil
}

// expansion is the kind of a region that is a use of a macro.
const expansion = 1

// region reads [line, column, end line, end column, count, file, expanded file, kind]: the first in the function's own file
// is its beginning.
func (l *llvmExport) region(start *llvmPlace, uses llvmUses) error {
	var at llvmPlace
	var expanded, kind uint32
	err := l.j.array(func(i int) (err error) {
		switch i {
		case 0:
			at.line, err = jsonLine(l.j)
		case 1:
			at.column, err = jsonLine(l.j)
		case 5:
			at.file, _, err = jsonHits(l.j)
		case 6:
			expanded, _, err = jsonHits(l.j)
		case 7:
			kind, _, err = jsonHits(l.j)
		default:
			err = l.j.skip()
		}
		return err
	})
	if err != nil || at.line == 0 {
		return err
	}
	if start.line == 0 && at.file == 0 {
		*start = at
	}
	if kind == expansion {
		uses[expanded] = at
	}
	return l.j.bounded(len(uses))
}

package coverage

import (
	"cmp"
	"math"
)

// lineHit is a line and how often it ran.
type lineHit struct{ line, hits uint32 }

func (l lineHit) hit() bool             { return l.hits > 0 }
func (l lineHit) compare(o lineHit) int { return cmp.Compare(l.line, o.line) }

func (l lineHit) merge(o lineHit) lineHit {
	l.hits = saturate(l.hits, o.hits)
	return l
}

// saturate adds hit counts; what does not fit stays at the largest.
func saturate(a, b uint32) uint32 {
	if s := a + b; s >= a {
		return s
	}
	return math.MaxUint32
}

// block is a basic block of a Go coverage profile.
type block struct {
	startLine, startCol, endLine, endCol uint32
	statements                           uint32
	hits                                 uint32
	mixed                                bool // seen with different numbers of statements
}

func (b block) hit() bool { return b.hits > 0 }

func (b block) compare(o block) int {
	if c := cmp.Compare(b.startLine, o.startLine); c != 0 {
		return c
	}
	if c := cmp.Compare(b.startCol, o.startCol); c != 0 {
		return c
	}
	if c := cmp.Compare(b.endLine, o.endLine); c != 0 {
		return c
	}
	return cmp.Compare(b.endCol, o.endCol)
}

func (b block) merge(o block) block {
	b.hits = saturate(b.hits, o.hits)
	b.mixed = b.mixed || o.mixed || b.statements != o.statements
	b.statements = max(b.statements, o.statements)
	return b
}

// outcome is one way out of a decision (LCOV), known by its line and the hash of its block and branch.
type outcome struct {
	id         uint64
	line, hits uint32
}

func (b outcome) hit() bool { return b.hits > 0 }

func (b outcome) compare(o outcome) int {
	if c := cmp.Compare(b.line, o.line); c != 0 {
		return c
	}
	return cmp.Compare(b.id, o.id)
}

func (b outcome) merge(o outcome) outcome {
	b.hits = saturate(b.hits, o.hits)
	return b
}

// lineTally counts things of a line that have no identity: the branches of Cobertura and JaCoCo, JaCoCo's instructions.
type lineTally struct {
	line           uint32
	covered, total uint32
}

func (l lineTally) compare(o lineTally) int { return cmp.Compare(l.line, o.line) }

// merge keeps the count that knows more, which is all that can be said of things without identity.
func (l lineTally) merge(o lineTally) lineTally {
	if o.total > l.total || o.total == l.total && o.covered > l.covered {
		return o
	}
	return l
}

// routine is a function, method or group of template instances, known by its line or the hash of its name. Its line is
// zero where the report does not say.
type routine struct {
	id         uint64
	line, hits uint32
}

func (f routine) hit() bool { return f.hits > 0 }

func (f routine) compare(o routine) int { return cmp.Compare(f.id, o.id) }

func (f routine) merge(o routine) routine {
	f.hits = saturate(f.hits, o.hits)
	if f.line == 0 {
		f.line = o.line
	}
	return f
}

// file is what reports say of one source file.
type file struct {
	name  string // as the report writes it
	group string // the last JaCoCo group around it: a module

	lines        lineTable
	blocks       table[block]
	outcomes     table[outcome]
	branches     table[lineTally]
	instructions table[lineTally]
	routines     table[routine]
	// statements are those of languages whose reports list them beside the lines, one each, by position. Unlike blocks they
	// say nothing of lines.
	statements table[block]

	// counters are what a report counts beyond the places that it lists: JaCoCo's instructions without a line, or
	// everything when it lists no places.
	counters tallies

	sections int     // of an LCOV report
	declared tallies // by those sections

	// whole are the counts of a report that lists no places of a metric. They hold where no report lists any.
	whole   tallies
	isClass bool // name is that of a class: the extension of its source file is not known
	// surplus is how many of the lines that ran are listed and not counted.
	surplus int
	// idle are lines that some run says cannot run. Those that no run saw running are none; see SimpleCov.
	idle spans

	names  map[uint64]string // of routines, by their ids, when they are wanted
	ledger *nameLedger
}

func (f *file) rewind() {
	f.lines.rewind()
	f.blocks.rewind()
	f.outcomes.rewind()
	f.branches.rewind()
	f.instructions.rewind()
	f.routines.rewind()
	f.statements.rewind()
}

// union adds what another report says of the same source file.
func (f *file) union(o *file) {
	f.lines.union(&o.lines)
	f.blocks.union(&o.blocks)
	f.outcomes.union(&o.outcomes)
	f.branches.union(&o.branches)
	f.instructions.union(&o.instructions)
	f.unionRoutines(o)
	f.statements.union(&o.statements)
	f.surplus = max(f.surplus, o.surplus)
	if len(f.idle)+len(o.idle) > 0 {
		f.idle = join(append(f.idle, o.idle...))
		f.dropIdle()
	}
	f.callAsIn(o)
	for m := range f.counters {
		f.counters[m] = f.counters[m].richer(o.counters[m])
		f.whole[m] = f.whole[m].richer(o.whole[m])
	}
}

// unionRoutines joins functions. Formats know them by line, by name or by signature: where two reports have not one in common,
// they speak of the same functions in other words, and the one that knows more of them holds.
func (f *file) unionRoutines(o *file) {
	mine, others := f.routines.sorted(), o.routines.sorted()
	if len(mine) > 0 && len(others) > 0 && !shareRoutine(mine, others) {
		if len(others) > len(mine) || len(others) == len(mine) && countHit(others) > countHit(mine) {
			f.routines = o.routines
		}
		return
	}
	f.routines.union(&o.routines)
}

func shareRoutine(a, b []routine) bool {
	for len(a) > 0 && len(b) > 0 {
		switch c := a[0].compare(b[0]); {
		case c == 0:
			return true
		case c < 0:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}

func countHit(list []routine) (n int) {
	for _, r := range list {
		n += bit(r.hit())
	}
	return n
}

// tallies counts the file.
func (f *file) tallies() tallies {
	var t tallies
	t[line] = f.countLines()
	t[line] = tally{covered: t[line].covered - f.surplus, total: t[line].total - f.surplus}.sane()
	t[branch] = f.countBranches()
	for _, r := range f.routines.sorted() {
		t[function].count(r.hit())
	}
	for _, list := range [][]block{f.blocks.sorted(), f.statements.sorted()} {
		for _, b := range list {
			n := int(b.statements)
			t[statement].add(tally{total: n, covered: n * bit(b.hit())})
		}
	}
	for _, l := range f.instructions.sorted() {
		t[instruction].add(tally{covered: int(l.covered), total: int(l.total)})
	}
	t.add(&f.counters)
	for m := range t {
		if t[m].total == 0 {
			t[m] = f.whole[m].sane()
		}
	}
	return t
}

// settle tells the counters that complete the places of a report from those that stand for places that it does not list.
// The same run in another format does list them, and they must not count twice.
func (f *file) settle() {
	if f.counters.empty() {
		return
	}
	counters := f.counters
	f.counters = tallies{}
	listed := f.tallies()
	for m := range counters {
		if listed[m].total == 0 {
			f.whole[m] = counters[m].sane()
		} else {
			f.counters[m] = counters[m]
		}
	}
}

// discount takes the places that a report lists off its counters, once all of it is read.
func (f *file) discount() {
	counters := f.counters
	f.counters = tallies{}
	listed := f.tallies()
	for m := range counters {
		c, l := counters[m].sane(), listed[m]
		if metric(m) == function && l.total > 0 {
			continue // methods are of classes, which a source file's counter may not all count
		}
		f.counters[m] = tally{covered: c.covered - l.covered, total: c.total - l.total}.sane()
	}
}

func (f *file) countLines() (t tally) {
	if len(f.blocks.list) == 0 {
		for l := range f.lines.all() {
			t.count(l.hit())
		}
		return t
	}
	v := f.view()
	return tally{covered: v.hit.len(), total: v.all.len()}
}

func (f *file) countBranches() (t tally) {
	f.eachBranching(func(l lineTally) {
		t.add(tally{covered: int(l.covered), total: int(l.total)})
	})
	return t
}

// eachBranching calls do with every line that has branches, in ascending order.
func (f *file) eachBranching(do func(lineTally)) {
	outcomes := f.outcomes.sorted()
	var both table[lineTally]
	joined := len(f.branches.list) > 0
	if joined {
		// Branches with and without identity meet when an LCOV and a Cobertura report speak of one file: compare by line.
		both.union(&f.branches)
	}
	for i := 0; i < len(outcomes); {
		l := lineTally{line: outcomes[i].line}
		for ; i < len(outcomes) && outcomes[i].line == l.line; i++ {
			l.total++
			l.covered += uint32(bit(outcomes[i].hit()))
		}
		if joined {
			both.add(l)
		} else {
			do(l)
		}
	}
	for _, l := range both.sorted() {
		do(l)
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

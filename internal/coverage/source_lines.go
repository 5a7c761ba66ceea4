package coverage

import (
	"cmp"
	priority "container/heap"
	"iter"
	"slices"
)

// Line is a line of a source file that can run.
type Line struct {
	Number int
	// Hits is how often it ran: of the block on it that ran most, in Go. Reports that know only whether it ran say 1.
	Hits int
	// Partial says that it ran in part: a branch was not taken, or a block or instruction on it did not run.
	Partial bool
	// Branches are the ways that lead from here, and Taken is the number of them that were taken. A line without code may have
	// some.
	Branches, Taken int
	// Code says that the line counts as a line; if not, it has only branches.
	Code bool
	// Ways are how often each branch was taken, where the report tells them apart.
	Ways []int
}

// Missed says that the line did not run.
func (l *Line) Missed() bool { return l.Code && l.Hits == 0 }

// stretch is a run of lines of which the same is known.
type stretch struct {
	span
	hits    uint32
	partial bool
}

// Extent returns the number of lines that can run, without listing them: a few bytes of a profile may claim billions.
func (f *SourceFile) Extent() int {
	n := 0
	for _, s := range f.file.stretches() {
		n += int(s.last-s.first) + 1
	}
	return n
}

// Lines returns the lines that can run or have branches, up to the given one, in ascending order.
func (f *SourceFile) Lines(last int) iter.Seq[Line] {
	return func(yield func(Line) bool) {
		stretches := f.file.stretches()
		branching := f.file.ways()
		instructions := f.file.instructions.sorted()
		b, i := 0, 0
		put := func(l Line) bool {
			for i < len(instructions) && int(instructions[i].line) < l.Number {
				i++
			}
			if i < len(instructions) && int(instructions[i].line) == l.Number && instructions[i].covered < instructions[i].total {
				l.Partial = true
			}
			if b < len(branching) && int(branching[b].line) == l.Number {
				w := branching[b]
				l.Branches, l.Taken, l.Ways = int(w.total), int(w.covered), w.ways
				l.Partial = l.Partial || l.Taken < l.Branches
				b++
			}
			l.Partial = l.Partial && l.Hits > 0
			return l.Number > last || yield(l)
		}
		for _, s := range stretches {
			for b < len(branching) && branching[b].line < s.first {
				if !put(Line{Number: int(branching[b].line)}) {
					return
				}
			}
			if int(s.first) > last {
				break
			}
			for n := int(s.first); n <= min(int(s.last), last); n++ {
				if !put(Line{Number: n, Code: true, Hits: int(s.hits), Partial: s.partial}) {
					return
				}
			}
		}
		for b < len(branching) && int(branching[b].line) <= last {
			if !put(Line{Number: int(branching[b].line)}) {
				return
			}
		}
	}
}

// Function is a function or method.
type Function struct {
	// Line is where it begins; 0 where the report does not say.
	Line int
	Hits int
	// Name may be empty: few people want it, so it is read for few.
	Name string
}

// Functions returns the functions that reports list, in the order of their lines.
func (f *SourceFile) Functions() []Function {
	var list []Function
	for _, r := range f.file.routines.sorted() {
		list = append(list, Function{Line: int(r.line), Hits: int(r.hits), Name: f.file.names[r.id]})
	}
	slices.SortStableFunc(list, func(a, b Function) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// lineWays is a line with its branches, one by one where they are known.
type lineWays struct {
	lineTally
	ways []int
}

func (f *file) ways() []lineWays {
	var list []lineWays
	outcomes := f.outcomes.sorted()
	o := 0
	f.eachBranching(func(l lineTally) {
		w := lineWays{lineTally: l}
		for o < len(outcomes) && outcomes[o].line < l.line {
			o++
		}
		for ; o < len(outcomes) && outcomes[o].line == l.line; o++ {
			w.ways = append(w.ways, int(outcomes[o].hits))
		}
		taken := 0
		for _, n := range w.ways {
			taken += bit(n > 0)
		}
		if len(w.ways) != int(l.total) || taken != int(l.covered) {
			w.ways = nil // another report knows more of this line
		}
		list = append(list, w)
	})
	return list
}

// stretches returns what is known of the lines that can run. They are those of the line view, and a line of one ran if it
// ran in the view. Lines that reports list and blocks of Go profiles may overlap in any way.
func (f *file) stretches() []stretch {
	if len(f.blocks.list) == 0 {
		var list []stretch
		for l := range f.eachLine() {
			if n := len(list); n > 0 && list[n-1].last+1 == l.line && list[n-1].hits == l.hits {
				list[n-1].last = l.line
				continue
			}
			list = append(list, stretch{span: span{l.line, l.line}, hits: l.hits})
		}
		return list
	}
	parts := make([]piece, 0, len(f.blocks.list))
	for l := range f.eachLine() {
		parts = append(parts, piece{span: span{l.line, l.line}, hits: l.hits, listed: true})
	}
	for _, b := range f.blocks.sorted() {
		if b.statements > 0 {
			parts = append(parts, piece{span: b.lines(), hits: b.hits})
		}
	}
	slices.SortStableFunc(parts, func(a, b piece) int { return cmp.Compare(a.first, b.first) })
	return sweep(parts)
}

// piece is a listed line or a block.
type piece struct {
	span
	hits   uint32
	listed bool
}

// sweep cuts overlapping pieces, sorted by their first lines, where one of them begins or ends.
func sweep(parts []piece) []stretch {
	var open openPieces // by hits, the most first; those that ended are dropped when they come to the top
	var missed lineHeap // the last lines of missed blocks that are open
	var cuts []uint32
	for _, p := range parts {
		cuts = append(cuts, p.first, p.last+1)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var list []stretch
	next := 0
	for i, at := range cuts {
		for next < len(parts) && parts[next].first == at {
			priority.Push(&open, parts[next])
			if parts[next].hits == 0 && !parts[next].listed {
				priority.Push(&missed, parts[next].last)
			}
			next++
		}
		for len(open) > 0 && open[0].last < at {
			priority.Pop(&open)
		}
		for len(missed) > 0 && missed[0] < at {
			priority.Pop(&missed)
		}
		if len(open) == 0 || i+1 == len(cuts) {
			continue
		}
		s := stretch{span: span{at, cuts[i+1] - 1}, hits: open[0].hits, partial: open[0].hits > 0 && len(missed) > 0}
		if n := len(list); n > 0 && list[n-1].last+1 == s.first && list[n-1].hits == s.hits && list[n-1].partial == s.partial {
			list[n-1].last = s.last
			continue
		}
		list = append(list, s)
	}
	return list
}

type openPieces []piece

func (o openPieces) Len() int           { return len(o) }
func (o openPieces) Less(i, j int) bool { return o[i].hits > o[j].hits }
func (o openPieces) Swap(i, j int)      { o[i], o[j] = o[j], o[i] }
func (o *openPieces) Push(x any)        { *o = append(*o, x.(piece)) }
func (o *openPieces) Pop() any          { return pop((*[]piece)(o)) }

type lineHeap []uint32

func (h lineHeap) Len() int           { return len(h) }
func (h lineHeap) Less(i, j int) bool { return h[i] < h[j] }
func (h lineHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *lineHeap) Push(x any)        { *h = append(*h, x.(uint32)) }
func (h *lineHeap) Pop() any          { return pop((*[]uint32)(h)) }

func pop[E any](list *[]E) E {
	last := len(*list) - 1
	e := (*list)[last]
	*list = (*list)[:last]
	return e
}

// eachLine goes through the listed lines in ascending order.
func (f *file) eachLine() iter.Seq[lineHit] { return f.lines.all() }

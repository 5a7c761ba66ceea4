package lint

import (
	"cmp"
	priority "container/heap"
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// silence says of each finding which directive silences it: the first that covers it. Neither many findings nor many directives
// in one file make it slow.
func (e *exceptions) silence(all []finding.Finding) {
	e.match(all, false, e.use)
	if slices.ContainsFunc(e.list, func(d directive) bool { return slices.ContainsFunc(d.names, func(n named) bool { return n.spent }) }) {
		e.match(all, true, e.miss)
	}
}

// match calls a function with the findings that are not silenced, each with the first directive that covers it. spent says which names
// of directives are asked: those that are, or those that are not.
func (e *exceptions) match(all []finding.Finding, spent bool, covers func(by int, f *finding.Finding)) {
	if !slices.ContainsFunc(e.list, func(d directive) bool { return d.inForce }) {
		return
	}
	type group struct {
		file string
		rule *policy.Rule
	}
	groups := make(map[group][]int)
	var order []group
	found := make(map[string]map[*policy.Rule]bool)
	for i := range all {
		f := &all[i]
		if !f.Rule.Silenceable() || f.Suppression != nil {
			continue
		}
		g := group{f.File, f.Rule}
		if groups[g] == nil {
			order = append(order, g)
			if found[g.file] == nil {
				found[g.file] = make(map[*policy.Rule]bool)
			}
			found[g.file][g.rule] = true
		}
		groups[g] = append(groups[g], i)
	}
	x := e.index(found, spent)
	for _, g := range order {
		paths := -1
		for _, i := range x.paths[g.rule] {
			if e.list[i].Covers.Match(g.file) {
				paths = i
				break
			}
		}
		places := groups[g]
		within := e.within(x.files[g.file][g.rule], all, places)
		for k, i := range places {
			by := first(paths, within[k], x.subject(e, g.file, &all[i]))
			if by >= 0 {
				covers(by, &all[i])
			}
		}
	}
}

// first returns the least of some numbers that are not negative, or -1.
func first(numbers ...int) int {
	least := -1
	for _, n := range numbers {
		if n >= 0 && (least < 0 || n < least) {
			least = n
		}
	}
	return least
}

func (e *exceptions) use(by int, f *finding.Finding) {
	d := &e.list[by]
	f.Suppression = &finding.Suppression{Node: d.At, Reason: d.Reason, Until: d.Until, Tool: d.Tool}
	d.uses++
	for i := range d.names {
		if n := &d.names[i]; !n.spent && slices.Contains(n.rules, f.Rule) {
			n.uses++
			break
		}
	}
	if f.Kind == facts.Coverage {
		e.made = append(e.made, madeSuppression{f.Suppression, by})
	}
}

// subjectKey is what a directive is about that names a subject. The file is empty when it names files by globs.
type subjectKey struct {
	file, pointer string
	rule          *policy.Rule
}

// index are the directives in force by what they are about, each list in their order.
type index struct {
	files    map[string]map[*policy.Rule][]int
	paths    map[*policy.Rule][]int
	subjects map[subjectKey][]int
}

// miss notes of a finding that it would be silenced if what covers it were not spent.
func (e *exceptions) miss(by int, f *finding.Finding) {
	d := &e.list[by]
	for i := range d.names {
		if n := &d.names[i]; n.spent && slices.Contains(n.rules, f.Rule) {
			n.missed++
			break
		}
	}
}

// index returns those that may concern one of the rules that were found to be broken in a file.
func (e *exceptions) index(found map[string]map[*policy.Rule]bool, spent bool) *index {
	x := &index{files: make(map[string]map[*policy.Rule][]int), paths: make(map[*policy.Rule][]int), subjects: make(map[subjectKey][]int)}
	everywhere := make(map[*policy.Rule]bool)
	for _, rules := range found {
		for rule := range rules {
			everywhere[rule] = true
		}
	}
	for i := range e.list {
		d := &e.list[i]
		if !d.inForce {
			continue
		}
		broken := everywhere
		if d.Covers.Match == nil {
			broken = found[d.Covers.File]
		}
		each := func(rule *policy.Rule) {
			switch key := (subjectKey{d.Covers.File, d.Covers.Pointer, rule}); {
			case !broken[rule]:
			case key.pointer != "":
				// Of two that say the same the second is never asked.
				if list := x.subjects[key]; len(list) == 0 || list[len(list)-1] != i && (d.Covers.Match != nil || d.Covers.Range != facts.Range{}) {
					x.subjects[key] = append(list, i)
				}
			case d.Covers.Match != nil:
				x.paths[rule] = append(x.paths[rule], i)
			default:
				if x.files[key.file] == nil {
					x.files[key.file] = make(map[*policy.Rule][]int)
				}
				if list := x.files[key.file][rule]; len(list) == 0 || list[len(list)-1] != i {
					x.files[key.file][rule] = append(list, i)
				}
			}
		}
		if len(d.names) == 0 && !spent { // another tool's word for everything
			for rule := range broken {
				each(rule)
			}
		}
		for _, n := range d.names {
			if n.spent != spent {
				continue
			}
			for _, rule := range n.rules {
				each(rule)
			}
		}
	}
	return x
}

// subject returns the first directive that names a finding's subject, or what it is part of; -1 when none does.
func (x *index) subject(e *exceptions, file string, f *finding.Finding) int {
	if len(x.subjects) == 0 {
		return -1
	}
	best := -1
	look := func(pointer string) {
		for _, key := range [...]subjectKey{{file, pointer, f.Rule}, {"", pointer, f.Rule}} {
			for _, i := range x.subjects[key] {
				if best >= 0 && i > best {
					break
				}
				if s := &e.list[i].Covers; (s.Match == nil || s.Match(file)) && (s.Range == facts.Range{} || holds(s.Range, f.Range.Start)) {
					best = i
					break
				}
			}
		}
	}
	separator := byte('/')
	if f.Kind == facts.Migration {
		separator = '.'
	}
	for i := range len(f.Pointer) {
		if i > 0 && f.Pointer[i] == separator {
			look(f.Pointer[:i])
		}
	}
	look(f.Pointer)
	return best
}

// holds reports whether a place is in a range.
func holds(r facts.Range, p facts.Position) bool {
	return compare(r.Start, p) <= 0 && compare(p, r.End) < 0
}

func compare(a, b facts.Position) int {
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
}

// within returns, for each of some findings in one file, the first of some directives there in whose range it begins; -1 when
// there is none. A finding about a whole file is in no range but that of the file.
func (e *exceptions) within(list []int, all []finding.Finding, places []int) []int {
	out := make([]int, len(places))
	for k := range out {
		out[k] = -1
	}
	if len(list) == 0 {
		return out
	}
	whole := -1
	var ranges []int
	for _, i := range list {
		switch {
		case e.list[i].Covers.Range != facts.Range{}:
			ranges = append(ranges, i)
		case whole < 0:
			whole = i
		}
	}
	start := func(i int) facts.Position { return e.list[i].Covers.Range.Start }
	slices.SortStableFunc(ranges, func(a, b int) int { return compare(start(a), start(b)) })
	order := make([]int, len(places))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return compare(all[places[a]].Range.Start, all[places[b]].Range.Start) })
	// The places are visited from the top down. What has begun is on a heap, the first directive uppermost; what has ended is
	// taken off once it is uppermost, and is never asked again.
	var begun numbers
	for _, k := range order {
		at := all[places[k]].Range.Start
		for len(ranges) > 0 && compare(start(ranges[0]), at) <= 0 {
			priority.Push(&begun, ranges[0])
			ranges = ranges[1:]
		}
		for len(begun) > 0 && compare(at, e.list[begun[0]].Covers.Range.End) >= 0 {
			priority.Pop(&begun)
		}
		out[k] = whole
		if len(begun) > 0 {
			out[k] = first(whole, begun[0])
		}
	}
	return out
}

// numbers is a heap of numbers, the least uppermost.
type numbers []int

func (n numbers) Len() int           { return len(n) }
func (n numbers) Less(i, j int) bool { return n[i] < n[j] }
func (n numbers) Swap(i, j int)      { n[i], n[j] = n[j], n[i] }
func (n *numbers) Push(x any)        { *n = append(*n, x.(int)) }
func (n *numbers) Pop() any {
	last := len(*n) - 1
	x := (*n)[last]
	*n = (*n)[:last]
	return x
}

package coverage

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Joined are the reports of a root as one, with the lines of every source file: for those who show or convert coverage.
// Rules do not need it.
type Joined struct {
	Summary *Summary
	// Problems are the reports that could not be read. Nothing of them is in the rest.
	Problems []Problem

	list    []*merged
	model   *Facts
	changes *changes
	// parts are what this one is joined from; nil when it is of one root.
	parts []*Joined
	// length is the number of source files of all parts.
	length int
}

// Problem is what is wrong with a report.
type Problem struct {
	At            facts.Node
	Message, Hint string
}

// Join reads all reports of a root and keeps their lines.
func Join(tree *source.Tree, unit source.Unit, settings Settings) *Joined {
	b := newBuilder(tree)
	b.keep, b.ledger = true, &nameLedger{left: maxNames}
	b.addAll(unit, settings)
	model := b.finish()
	j := &Joined{Summary: summarize(model), list: b.list, model: model, changes: b.changes}
	for _, p := range model.Problems {
		j.Problems = append(j.Problems, Problem{At: b.nodes.Get(p.At), Message: p.Message, Hint: p.Hint})
	}
	return j
}

// JoinAll returns what the reports of several roots come to, in the order of these. A file of which several roots have reports is
// described by those of the first, and counts in the totals of each.
func JoinAll(parts []*Joined) *Joined {
	if len(parts) == 1 {
		return parts[0]
	}
	j := &Joined{parts: parts}
	var summaries []*Summary
	for _, p := range parts {
		summaries = append(summaries, p.Summary)
		j.Problems = append(j.Problems, p.Problems...)
	}
	j.Summary = Sum(summaries)
	for range j.files() {
		j.length++
	}
	return j
}

// seat is where a source file stands among those of a root.
type seat struct {
	of    *Joined
	index int
}

// files returns the seats of the source files in the order of their paths.
func (j *Joined) files() iter.Seq[seat] {
	if j.parts == nil {
		return func(yield func(seat) bool) {
			for i := range j.list {
				if !yield(seat{j, i}) {
					return
				}
			}
		}
	}
	var all []seat
	for _, p := range j.parts {
		for i := range p.list {
			all = append(all, seat{p, i})
		}
	}
	key := func(p seat) *merged { return p.of.list[p.index] }
	slices.SortStableFunc(all, func(a, b seat) int {
		return cmp.Or(strings.Compare(key(a).path, key(b).path), strings.Compare(key(a).group, key(b).group))
	})
	return slices.Values(slices.CompactFunc(all, func(a, b seat) bool { return key(a).path == key(b).path && key(a).group == key(b).group }))
}

// Files returns the source files in the order of their paths, generated ones included. Each is made when its turn comes.
func (j *Joined) Files() iter.Seq[*SourceFile] {
	return func(yield func(*SourceFile) bool) {
		for at := range j.files() {
			one := at.of
			m, row := one.list[at.index], &one.model.Files[at.index]
			f := &SourceFile{
				Path: m.path, Group: m.group, Matched: m.matched, Generated: row.Generated, Excluded: row.Excluded, External: row.External, BeyondEnd: row.BeyondEnd,
				Counts: j.Summary.ordered(row.Metrics), Reports: row.Reports, file: m.file,
			}
			if one.changes != nil && m.matched {
				if c := one.changes.byPath[m.path]; c != nil {
					f.Changed = c.Added
				}
			}
			if !yield(f) {
				return
			}
		}
	}
}

// Len is the number of source files.
func (j *Joined) Len() int {
	if j.parts != nil {
		return j.length
	}
	return len(j.list)
}

// SourceFile is a source file as all reports together describe it.
type SourceFile struct {
	// Path is the path in the repository, or the name in the report when the file is not in the repository.
	Path string
	// Group is the module that a JaCoCo report puts the file into.
	Group string
	// Matched, Generated, Excluded, External and BeyondEnd are as in the facts.
	Matched, Generated, Excluded, External, BeyondEnd bool
	// Counts has the headline first.
	Counts []MetricCount
	// Reports are the paths of the reports that speak of the file.
	Reports []string
	// Changed are the ranges of lines that the change adds or modifies, in ascending order.
	Changed []source.LineRange

	file *file
}

// NotCounted says why the file is in no total: "generated", "excluded", "external", or nothing when it is in all of them.
func (f *SourceFile) NotCounted() string {
	switch {
	case f.Excluded:
		return "excluded"
	case f.Generated:
		return "generated"
	case f.External:
		return "external"
	}
	return ""
}

// Count returns the count of a metric; it is zero when there is none.
func (f *SourceFile) Count(metric string) Count { return countOf(f.Counts, metric) }

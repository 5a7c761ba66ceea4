package lint

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// Shard is a part of a run: the Index-th of Count, counted from 1.
type Shard struct{ Index, Count int }

// MaxShards bounds the parts of a run.
const MaxShards = 256

// Sharded is what a part of a run knows of the whole.
type Sharded struct {
	Shard
	// Units is the number of documents, histories and roots with coverage of the whole run, and Judged how many of them this part has.
	Units, Judged int
	// Digest tells the units of the whole run apart from those of another one.
	Digest string
	// Used are the places of suppressions that silence something here, and Unsure of those of which nobody can say here whether they do.
	Used, Unsure []facts.Node
	// Pending are findings that only hold if no other part contradicts: those on suppressions that silence nothing here.
	Pending []finding.Finding
	// Gone are the files of fixed findings that are there no more, sorted.
	Gone []string

	mine, others map[string]bool // files
}

// Has reports whether a file is the concern of this part: it belongs to what was judged here, or else to nothing and this is the first.
func (s *Sharded) Has(file string) bool {
	return s.mine[file] || !s.others[file] && s.Index == 1
}

// cost is what a byte of a kind of evidence costs, in comparison. On one processor, with the rules of recommended, 41 MB of OpenAPI took
// 4.9 s, and 5 MB of SQL 1.9 s; 3.7 MB of coverage reports took less than 0.1 s.
var cost = map[facts.Kind]int64{facts.OpenAPI: 10, facts.Migration: 30, facts.Coverage: 1}

// unitCost is what a unit costs before its first byte is read, in the same measure: every rule is asked. It is 3 ms: 300 small documents
// took 1.2 s, and 300 small histories 1.4 s.
const unitCost = 270_000

// Unit is what a run judges as a whole, with what that costs.
type Unit struct {
	Kind  facts.Kind
	Name  string
	Bytes int64
	// Cost has no unit of its own: SecondOfWork is a second on one processor.
	Cost int64
}

// SecondOfWork is about the cost that one processor judges in a second.
const SecondOfWork = 90_000_000

// Units lists what a run would judge, the costliest first. With a base, what the change touches is judged twice, and costs twice.
func Units(sel *config.Resolved, opt Options) ([]Unit, []source.Skipped, error) {
	result := newResult()
	tasks, err := find(sel, opt, result)
	if err != nil {
		return nil, nil, err
	}
	var units []Unit
	for _, w := range opt.weigh(tasks) {
		units = append(units, Unit{Kind: w.kind.name, Name: w.unit.Name, Bytes: w.bytes, Cost: w.cost})
	}
	return units, result.Skipped, nil
}

type weighed struct {
	task
	bytes, cost int64
}

// weigh returns tasks with their sizes, the costliest first, in an order that depends on nothing else.
func (opt *Options) weigh(tasks []task) []weighed {
	list := make([]weighed, 0, len(tasks))
	for _, t := range tasks {
		w := weighed{task: t}
		for _, f := range t.unit.Files {
			tree := opt.treeOf(t.kind)
			if t.gone {
				tree = opt.Base.Fork
			}
			if info, err := tree.Stat(f); err == nil {
				w.bytes += info.Size()
			}
		}
		w.cost = unitCost + w.bytes*cost[t.kind.name]
		if opt.Base != nil && t.kind.name != facts.Coverage && !untouched(opt.Base, t, t.unit.Files) {
			w.cost *= 2
		}
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b weighed) int {
		return cmp.Or(cmp.Compare(b.cost, a.cost), compareKeys(keyOf(a.task), keyOf(b.task)))
	})
	return list
}

func compareKeys(a, b unitKey) int {
	return cmp.Or(strings.Compare(string(a.kind), string(b.kind)), strings.Compare(a.name, b.name), strings.Compare(a.first, b.first))
}

// takeShare keeps of the tasks those of this part of the run. Each goes to the part that has least to do, the costliest first: which it is
// depends on the files that were found and their sizes, and on nothing that this machine decides.
func (r *runner) takeShare(tasks []task) []task {
	s := r.opt.Shard
	if s.Count == 0 {
		return tasks
	}
	loads := make([]int64, s.Count)
	r.share = make(map[unitKey]int, len(tasks))
	out := &Sharded{Shard: s, Units: len(tasks), mine: make(map[string]bool), others: make(map[string]bool)}
	sum := sha256.New()
	var mine []task
	for _, w := range r.opt.weigh(tasks) {
		least := 0
		for i := range loads {
			if loads[i] < loads[least] {
				least = i
			}
		}
		loads[least] += w.cost
		key := keyOf(w.task)
		r.share[key] = least + 1
		fmt.Fprintf(sum, "%s %q %q %d %v\n", key.kind, key.name, key.first, w.cost, w.unit.Files)
		files := out.others
		if least+1 == s.Index {
			mine = append(mine, w.task)
			files = out.mine
		}
		for _, f := range w.unit.Files {
			files[f] = true
		}
	}
	out.Judged, out.Digest = len(mine), hex.EncodeToString(sum.Sum(nil)[:16])
	r.result.Sharded = out
	return mine
}

// shareOfBase keeps of the tasks of a base those of this part: with what became of them, or else in turn.
func (r *runner) shareOfBase(tasks []task) []task {
	if r.opt.Shard.Count == 0 {
		return tasks
	}
	gone := 0
	var mine []task
	slices.SortFunc(tasks, func(a, b task) int { return compareKeys(keyOf(a), keyOf(b)) })
	for _, t := range tasks {
		part, ok := r.share[keyOf(t)]
		if !ok {
			part = gone%r.opt.Shard.Count + 1
			gone++
		}
		if part == r.opt.Shard.Index {
			mine = append(mine, t)
		}
	}
	return mine
}

// judgePending notes what this part can say of suppressions, for whoever joins the parts: one that silences nothing here may silence
// something in another part.
func (r *runner) judgePending(ctx context.Context, e *exceptions, all, said []finding.Finding) ([]finding.Finding, error) {
	s := r.result.Sharded
	looked := r.looked(all)
	for i := range e.list {
		d := &e.list[i]
		if d.uses > 0 {
			s.Used = append(s.Used, d.At)
		} else if d.inForce && (looked.result.Unlisted > 0 || d.Covers.Match != nil && len(looked.unread) > 0) {
			s.Unsure = append(s.Unsure, d.At)
		}
		for _, n := range d.names {
			if at := d.At; n.uses > 0 {
				at.Range = n.Range
				s.Used = append(s.Used, at)
			}
		}
	}
	r.deciding = true
	defer func() { r.deciding = false }()
	again, err := r.judgeExceptions(ctx, e, all)
	if err != nil {
		return nil, err
	}
	known := make(map[same]bool)
	for i := range said {
		known[sameAs(&said[i])] = true
	}
	var pending []finding.Finding
	for i := range again {
		if k := sameAs(&again[i]); !known[k] {
			known[k] = true
			pending = append(pending, again[i])
		}
	}
	return pending, nil
}

// same is what tells findings of a run apart.
type same struct {
	rule *policy.Rule
	at   facts.Node
	text string
}

func sameAs(f *finding.Finding) same { return same{f.Rule, f.Node, f.Message} }

// setAside takes the pending findings out of what was found, after they were held against the base like all others.
func (s *Sharded) setAside(found, pending []finding.Finding) []finding.Finding {
	is := make(map[same]bool)
	for i := range pending {
		is[sameAs(&pending[i])] = true
	}
	return slices.DeleteFunc(found, func(f finding.Finding) bool {
		aside := is[sameAs(&f)]
		if aside {
			s.Pending = append(s.Pending, f)
		}
		return aside
	})
}

// noteGone notes which files of fixed findings are there no more.
func (r *runner) noteGone(fixed []finding.Finding) {
	for i := range fixed {
		if f := fixed[i].File; !slices.Contains(r.result.Sharded.Gone, f) && !r.opt.Tree.Has(f) {
			r.result.Sharded.Gone = append(r.result.Sharded.Gone, f)
		}
	}
	slices.Sort(r.result.Sharded.Gone)
}

package lint

import (
	"context"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/source"
)

// unitKey tells units apart: two of a kind may have one name, but not their first file.
type unitKey struct {
	kind        facts.Kind
	name, first string
}

func keyOf(t task) unitKey {
	key := unitKey{kind: t.kind.name, name: t.unit.Name}
	if len(t.unit.Files) > 0 {
		key.first = t.unit.Files[0]
	}
	return key
}

// judgedUnit is what came of a unit.
type judgedUnit struct {
	// read are the files that facts were made of.
	read []string
	// sources are the files in which somebody may have written what is to be silenced.
	sources []string
	// reports are the coverage reports.
	reports []string
	// kept are the findings of each rule, joined in the end: one list that grows is copied over and over.
	kept [][]finding.Finding
	// files are those that were found for it.
	files []string
}

// unit returns what came of a unit so far. The caller holds the lock.
func (r *runner) unit(t task) *judgedUnit {
	u := r.judged[keyOf(t)]
	if u == nil {
		u = &judgedUnit{}
		r.judged[keyOf(t)] = u
	}
	return u
}

// findings returns what was found in all units, sorted.
func (r *runner) findings() []finding.Finding {
	var lists [][]finding.Finding
	for _, u := range r.judged {
		lists = append(lists, u.kept...)
	}
	all := slices.Concat(lists...)
	finding.Sort(all)
	return finding.Dedupe(all)
}

// before returns what the base has, for comparison. What the change does not touch is not judged again. Coverage reports are no
// part of a base: they are made, and what is in git of them is of another time.
// What the base's own directives silence says so; now are those of the tree that people ask about.
func (r *runner) before(ctx context.Context, now *exceptions) (*past, error) {
	opt := r.opt
	opt.Tree, opt.Made, opt.Paths, opt.Base, opt.Change, opt.History = opt.Base.Fork, nil, nil, nil, nil, nil
	opt.Kinds = slices.DeleteFunc([]facts.Kind{facts.OpenAPI, facts.Migration}, func(k facts.Kind) bool {
		return len(r.opt.Kinds) > 0 && !slices.Contains(r.opt.Kinds, k)
	})
	b := &runner{
		sel: r.sel, opt: opt, result: newResult(), ran: r.ran, guard: r.guard, programs: r.programs, tables: r.tables,
		judged: make(map[unitKey]*judgedUnit), compared: r.opt.Base,
		deciding: true,
	}
	var tasks []task
	if len(opt.Kinds) > 0 { // none would mean all
		var err error
		if tasks, err = find(r.sel, opt, b.result); err != nil {
			return nil, err
		}
	}
	tasks = r.shareOfBase(tasks)
	var again []task
	for _, t := range tasks {
		switch now := r.judged[keyOf(t)]; {
		case now != nil && len(now.read) > 0 && untouched(r.opt.Base, t, now.read):
			b.judged[keyOf(t)] = now
		case now == nil && len(r.opt.Paths) > 0 && untouched(r.opt.Base, t, t.unit.Files):
			// It is as it was, and nobody asks for it.
		default:
			again = append(again, t)
		}
	}
	for name, program := range b.compile(again) {
		if r.programs[name] == nil {
			r.programs[name] = program
		}
	}
	for _, t := range again {
		r.result.Rejudged = append(r.result.Rejudged, t.unit.Name)
	}
	slices.Sort(r.result.Rejudged)
	if err := b.guard.run(func() error { return b.judgeAll(ctx, again) }); err != nil {
		return nil, err
	}
	before, was := b.excepted(now)
	said, err := b.judgeExceptions(ctx, was, before)
	now.since(was)
	return &past{append(before, said...), tasks, b.judged}, err
}

// past is what the base has: its findings, and the units in which they were looked for.
type past struct {
	findings []finding.Finding
	tasks    []task
	judged   map[unitKey]*judgedUnit
}

// untouched reports whether a change leaves a unit as it is. A document may refer to any file of its format; a history depends on
// its folder and on the settings of its tool.
func untouched(base *source.Base, t task, read []string) bool {
	// Git may have been told elsewhere to ignore a file that bdma judges.
	if slices.ContainsFunc(read, func(f string) bool { return !base.Fork.Has(f) }) {
		return false
	}
	if t.kind.name == facts.OpenAPI {
		return base.Untouched(read, "", ".yaml", ".yml", ".json")
	}
	folder := path.Dir(read[0])
	for _, f := range read {
		for folder != "." && folder != path.Dir(f) && !strings.HasPrefix(f, folder+"/") {
			folder = path.Dir(folder)
		}
	}
	return base.Untouched(read, folder)
}

// BaseError is what went wrong while the base was judged.
type BaseError struct {
	Name string
	Err  error
}

func (e *BaseError) Error() string { return "the base " + e.Name + ": " + e.Err.Error() }

func (e *BaseError) Unwrap() error { return e.Err }

package lint

import (
	"context"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
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

// prior is the run over the base with which a run compares.
type prior struct {
	*runner
	// tasks are the units of the base, and by is the same by what tells them apart.
	tasks []task
	by    map[unitKey]*task
}

// lookBack finds what is to be judged in the base. Coverage reports are no part of a base: they are made, and what is in git of them
// is of another time.
func (r *runner) lookBack() (*prior, error) {
	opt := r.opt
	opt.Tree, opt.Made, opt.Paths, opt.Base, opt.Change, opt.History = opt.Base.Fork, nil, nil, nil, nil, nil
	opt.Kinds = slices.DeleteFunc([]facts.Kind{facts.OpenAPI, facts.Migration}, func(k facts.Kind) bool {
		return len(r.opt.Kinds) > 0 && !slices.Contains(r.opt.Kinds, k)
	})
	b := &prior{by: make(map[unitKey]*task), runner: &runner{
		sel: r.sel, opt: opt, result: newResult(), ran: make(map[*policy.Rule]bool), guard: r.guard, programs: r.programs, tables: r.tables,
		judged: make(map[unitKey]*judgedUnit), compared: r.opt.Base,
		deciding: true,
	}}
	if len(opt.Kinds) > 0 { // none would mean all
		var err error
		if b.tasks, err = find(r.sel, opt, b.result); err != nil {
			return nil, err
		}
	}
	b.tasks = r.shareOfBase(b.tasks)
	for i := range b.tasks {
		b.by[keyOf(b.tasks[i])] = &b.tasks[i]
	}
	return b, nil
}

// task returns what a unit is in the base; nil when the base does not have it, or is not judged.
func (b *prior) task(t task) *task {
	if b == nil || t.gone {
		return nil
	}
	return b.by[keyOf(t)]
}

// judge judges a unit of the base that was read together with what it is now.
func (b *prior) judge(ctx context.Context, t task, doc *facts.Doc) error {
	return b.ofBase(b.judgeDoc(ctx, t, doc))
}

// ofBase says of an error that it is the base that has it, when this is the run over the base.
func (r *runner) ofBase(err error) error {
	if known := new(BaseError); err == nil || r.compared == nil || errors.As(err, &known) {
		return err
	}
	return &BaseError{r.compared.Name, err}
}

// before returns what the base has, for comparison. What the change does not touch is not judged again, and neither is what was judged
// together with what it is now.
// What the base's own directives silence says so; now are those of the tree that people ask about.
func (r *runner) before(ctx context.Context, now *exceptions) (*past, error) {
	b := r.prior
	var again []task
	for _, t := range b.tasks {
		key := keyOf(t)
		switch now := r.judged[key]; {
		case now != nil && len(now.read) > 0 && untouched(r.opt.Base, t, now.read):
			b.judged[key] = now
		case b.judged[key] != nil:
			r.result.Rejudged = append(r.result.Rejudged, t.unit.Name)
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
	maps.Copy(r.ran, b.ran)
	return &past{append(before, said...), b.tasks, b.judged}, err
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

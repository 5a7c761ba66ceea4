package lint

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/openapi"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// readsChanges reports whether a rule asks what changed since the base. Rules that may read anything do not count: they would take
// a document that is gone for an empty one.
func readsChanges(rule *policy.Rule) bool {
	tables := policy.Tables([]*policy.Rule{rule})
	return tables != nil && tables.Want("changes")
}

// readsOnlyChanges reports whether a rule asks for nothing else.
func readsOnlyChanges(rule *policy.Rule) bool {
	tables := policy.Tables([]*policy.Rule{rule})
	for name := range tables {
		if name != "changes" && name != "comparison" {
			return false
		}
	}
	return len(tables) > 0
}

// gone lists the documents that only the base has, when a rule wants to know.
func (r *runner) gone() ([]task, error) {
	b := r.opt.Base
	if b == nil || len(r.opt.Kinds) > 0 && !slices.Contains(r.opt.Kinds, facts.OpenAPI) || !slices.ContainsFunc(r.judges(facts.OpenAPI), readsChanges) {
		return nil, nil
	}
	if b.Touched != nil && !slices.ContainsFunc(b.Touched.Moved, func(name string) bool { return !r.opt.Tree.Has(name) }) {
		return nil, nil
	}
	files, err := b.Fork.Walk()
	if err != nil {
		return nil, err
	}
	var added []string
	if b.Touched != nil {
		added = slices.DeleteFunc(slices.Clone(b.Touched.Moved), b.Fork.Has)
	} else {
		now, err := r.opt.Tree.Walk()
		if err != nil {
			return nil, err
		}
		for _, f := range now {
			if !b.Fork.Has(f.Path) {
				added = append(added, f.Path)
			}
		}
	}
	k := kinds[slices.IndexFunc(kinds, func(k kind) bool { return k.name == facts.OpenAPI })]
	files = slices.DeleteFunc(files, func(f source.File) bool {
		return r.opt.Tree.Has(f.Path) || f.Folder || f.Ignored || f.Fault != "" || !r.within(f.Path) || !r.sel.Match(k.name, f.Path, k.patterns)
	})
	var tasks []task
	for _, u := range openapi.Gone(r.opt.Tree, b, files, added) {
		tasks = append(tasks, task{kind: k, unit: u, gone: true})
	}
	return tasks, nil
}

// read makes the facts of a unit, and those of what it was in the base where they come with it.
func (r *runner) read(t task, in reading) (is, was *facts.Doc) {
	switch {
	case t.gone:
		return openapi.ReadGone(t.unit, openapi.Settings{Tables: in.tables, Base: in.base, Now: in.now, Differences: in.differences}), nil
	case in.was != nil && t.kind.both != nil:
		return t.kind.both(r.opt.treeOf(t.kind), t.unit, in)
	}
	return t.kind.read(r.opt.treeOf(t.kind), t.unit, in), nil
}

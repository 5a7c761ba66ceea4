package lint

import (
	"context"
	"fmt"
	"path"
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/source"
)

// lost finds what the base has judged, what is still there, and what nobody judges any more: a document without the key that makes it
// one, a history that a stray file makes look like another database's. It was not mended, and what the change does to it is not seen.
// The tasks are those of the base. It returns findings, and the files in which nothing counts as fixed.
func (r *runner) lost(ctx context.Context, tasks []task, base map[unitKey]*judgedUnit) ([]finding.Finding, map[string]bool, error) {
	type place struct {
		kind facts.Kind
		file string
	}
	judged := make(map[place]bool)
	for key, u := range r.judged {
		for _, files := range [...][]string{u.files, u.read} {
			for _, f := range files {
				judged[place{key.kind, f}] = true
			}
		}
	}
	for key, part := range r.share {
		if part != r.opt.Shard.Index {
			judged[place{key.kind, key.first}] = true
		}
	}
	if r.result.Sharded != nil {
		for f := range r.result.Sharded.others {
			judged[place{facts.OpenAPI, f}], judged[place{facts.Migration, f}] = true, true
		}
	}
	why := make(map[string]string)
	for _, s := range r.result.Skipped {
		why[s.File] = s.Reason
	}
	var said []finding.Finding
	hidden := make(map[string]bool)
	for _, t := range tasks {
		var left []string
		seen := false
		for _, f := range t.unit.Files {
			if seen = judged[place{t.kind.name, f}]; seen {
				break
			}
			if r.within(f) && r.opt.Tree.Has(f) {
				left = append(left, f)
			}
		}
		if seen || len(left) == 0 {
			continue
		}
		if u := base[keyOf(t)]; u != nil {
			for _, f := range u.read {
				hidden[f] = true
			}
		}
		found, err := r.sayLost(ctx, t, left, why)
		if err != nil {
			return nil, nil, err
		}
		said = append(said, found...)
	}
	return said, hidden, nil
}

// sayLost lets the rules about what cannot be read judge that a unit of the base is judged no more, though files of it are left.
func (r *runner) sayLost(ctx context.Context, t task, left []string, why map[string]string) ([]finding.Finding, error) {
	at, reason := left[0], ""
	for _, f := range left {
		if why[f] != "" {
			at, reason = f, ": "+f+" "+why[f]
			break
		}
	}
	message := "it is an OpenAPI document in " + r.opt.Base.Name + ", and nothing judges it after this change" + reason
	if t.kind.name == facts.Migration {
		message = fmt.Sprintf("nothing judges the migrations in %s after this change, although %s has them%s", path.Dir(at), r.opt.Base.Name, reason)
	}
	model := struct {
		Problems []facts.Problem `json:"problems"`
	}{}
	var nodes facts.Nodes
	model.Problems = append(model.Problems, facts.Problem{
		At:      nodes.Add(facts.Node{File: at}),
		Message: message,
		Hint:    "make it what it was; if it is not meant for bdma any more, remove it, or exclude it in bdma.yaml with a change of its own",
	})
	doc := facts.New(t.kind.name, t.unit.Name, left, &nodes, &model)
	gone := task{kind: t.kind, unit: source.Unit{Name: t.unit.Name, Files: []string{at}}}
	if r.programs[t.kind.name] == nil {
		r.programs[t.kind.name] = r.compile([]task{gone})[t.kind.name]
	}
	p, err := r.programs[t.kind.name]()
	if err != nil {
		return nil, err
	}
	err = r.guard.run(func() error {
		prepared := p.Prepare(doc)
		for _, rule := range p.rules {
			if rule.Group() != "parse" {
				continue
			}
			for i, variant := range r.sel.Variants(rule) {
				if err := r.evaluate(ctx, p, &judgement{gone, prepared, rule, i, variant.Settings}); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return slices.Concat(r.unit(gone).kept...), err
}

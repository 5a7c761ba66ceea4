package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/openapi"
)

// findThere is find for a run that is to tell what changed: a path need only be in the base.
func findThere(sel *config.Resolved, opt Options, result *Result) ([]task, error) {
	if !opt.Differences || opt.Base == nil || len(opt.Paths) == 0 {
		return find(sel, opt, result)
	}
	there := opt
	there.Paths = nil
	for _, p := range opt.Paths {
		p = path.Clean(p)
		_, missing := opt.Tree.Stat(p)
		if _, err := opt.Base.Fork.Stat(p); missing == nil || err != nil {
			there.Paths = append(there.Paths, p)
		}
	}
	if len(there.Paths) == 0 {
		return nil, nil
	}
	return find(sel, there, result)
}

// differences sorts what changed in documents, and finds those that only the base has.
func (r *runner) differences() error {
	list := r.result.Differences
	slices.SortFunc(list, func(a, b *openapi.Differences) int { return strings.Compare(a.File, b.File) })
	if r.opt.Base == nil || len(r.opt.Base.Names) > 0 {
		return nil // who names the files does not ask for others
	}
	there := make(map[string]bool)
	for _, d := range list {
		there[d.Was] = there[d.Was] || !d.Gone
	}
	opt := r.opt
	opt.Tree, opt.Made, opt.Base, opt.Kinds, opt.Paths = opt.Base.Fork, nil, nil, []facts.Kind{facts.OpenAPI}, nil
	for _, p := range r.opt.Paths {
		if p = path.Clean(p); p == "." {
			opt.Paths = nil
			break
		}
		if _, err := opt.Tree.Stat(p); err == nil {
			opt.Paths = append(opt.Paths, p)
		}
	}
	if opt.Paths == nil && !r.within(".") {
		return nil // the base has none of them
	}
	tasks, err := find(r.sel, opt, newResult())
	if err != nil {
		return err
	}
	for _, t := range tasks {
		if file := t.unit.Name; !there[file] && !r.isRead(file) {
			r.result.Gone = append(r.result.Gone, file)
		}
	}
	slices.Sort(r.result.Gone)
	return nil
}

// isRead reports whether a file belongs to a document that was judged: it may have been one of its own before.
func (r *runner) isRead(file string) bool {
	if !r.opt.Tree.Has(file) {
		return false
	}
	for key, u := range r.judged {
		if key.kind == facts.OpenAPI && slices.Contains(u.read, file) {
			return true
		}
	}
	return false
}

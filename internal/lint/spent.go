package lint

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// accepts reports whether a name of a directive accepts what one change does: it names one rule, which finds nothing but what changes,
// and no end. A group is said of a part of the tree, not of a change, and so is what another tool was told.
func (d *directive) accepts(n *named) bool {
	return d.inForce && d.Tool == suppression.Tool && d.Until == "" && len(n.rules) == 1 && !strings.HasSuffix(n.Text, "/*") && judgesChanges(n.rules[0])
}

// judgesChanges reports whether a rule finds nothing but what a change does to an OpenAPI document. Of migrations, changes are what
// their statements do.
func judgesChanges(rule *policy.Rule) bool {
	return len(rule.Inputs) == 1 && rule.Inputs[0] == facts.OpenAPI && readsOnlyChanges(rule)
}

// acceptance is what tells names of directives apart that accept something.
type acceptance struct {
	rule                               *policy.Rule
	kind, pointer, reason, file, trail string
}

// acceptances are those of one state, by what they say, each in its order.
func acceptances(list []directive) (names []*named, says []acceptance) {
	for i := range list {
		d := &list[i]
		for k := range d.names {
			if n := &d.names[k]; d.accepts(n) {
				names = append(names, n)
				says = append(says, acceptance{n.rules[0], d.Covers.Kind, d.Covers.Pointer, d.Reason, d.At.File, d.Covers.Trail})
			}
		}
	}
	return names, says
}

// spend marks what accepts changes that are not this one: a break is accepted by the change that makes it. What says the same as in the
// base is spent, also where its place or its file has another name.
func (r *runner) spend(e *exceptions) {
	names, says := acceptances(e.list)
	if len(names) == 0 {
		return
	}
	if r.compared != nil { // of a base: that it is there says that the change which it accepts is over
		for _, n := range names {
			n.spent = true
		}
		return
	}
	if r.opt.Base == nil {
		return
	}
	_, had := acceptances(r.acceptedBefore(says))
	used := make([]bool, len(had))
	for _, like := range [...]func(acceptance) acceptance{
		func(a acceptance) acceptance { return a },
		func(a acceptance) acceptance { a.trail = ""; return a },
		func(a acceptance) acceptance { a.trail, a.file = "", ""; return a },
	} {
		known := make(map[acceptance][]int)
		for i, a := range had {
			if !used[i] {
				known[like(a)] = append(known[like(a)], i)
			}
		}
		for i, a := range says {
			if list := known[like(a)]; !names[i].spent && len(list) > 0 {
				names[i].spent, used[list[0]] = true, true
				known[like(a)] = list[1:]
			}
		}
	}
}

// acceptedBefore returns the directives that the base has in some files, in those that have another name now, and in its
// configuration.
func (r *runner) acceptedBefore(says []acceptance) (list []directive) {
	base := r.opt.Base
	b := &runner{sel: r.sel, opt: r.opt}
	b.opt.Tree = base.Fork
	files := make(map[string]bool)
	renamed := false
	for _, a := range says {
		switch {
		case a.kind == "paths":
		case base.Fork.Has(a.file):
			files[a.file] = true
		default:
			renamed = true
		}
	}
	if renamed {
		for _, f := range r.left() {
			files[f] = true
		}
	}
	for _, f := range slices.Sorted(maps.Keys(files)) {
		for _, d := range b.directives(base.Fork, f) {
			list = append(list, b.directive(d))
		}
	}
	if slices.ContainsFunc(says, func(a acceptance) bool { return a.kind == "paths" }) {
		if cfg := statedIn(base.Fork, r.sel.Config()); cfg != nil {
			for _, d := range b.stated(cfg) {
				list = append(list, b.directive(d))
			}
		}
	}
	return list
}

// left lists the files of the base that may be documents, and are not there any more.
func (r *runner) left() (list []string) {
	base := r.opt.Base
	add := func(f string) {
		switch strings.ToLower(path.Ext(f)) {
		case ".yaml", ".yml", ".json":
			if base.Fork.Has(f) && !r.opt.Tree.Has(f) {
				list = append(list, f)
			}
		}
	}
	if base.Touched != nil {
		for _, f := range base.Touched.Moved {
			add(f)
		}
		return list
	}
	files, err := base.Fork.Walk()
	if err != nil {
		return nil // whoever compares says so
	}
	for _, f := range files {
		if !f.Folder && !f.Ignored && f.Fault == "" {
			add(f.Path)
		}
	}
	return list
}

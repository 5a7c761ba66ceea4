package migration

import (
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// Most changes to a history add migrations at its end: then the base's history is the beginning of the changed one, and what it leads
// to is known on the way. So the replay stops there, states what the base leads to beside what it has stated so far, and goes on.

// ReadBoth is [Read] for two states of a history: is and, when the base's is the beginning of it, was. [Settings.Was] is the unit in the
// base.
func ReadBoth(tree *source.Tree, unit source.Unit, settings Settings) (is, was *facts.Doc) {
	f := &fork{settings: settings}
	if settings.Base != nil && settings.Was != nil {
		settings.fork = f
	}
	is = Read(tree, unit, settings)
	return is, f.doc
}

// fork is where the base's history ends within the one that is read.
type fork struct {
	settings Settings
	// h is the view of the base's history, and files are those that its runner runs, in order; none when the two do not begin alike.
	h     *runner.History
	files []runner.File
	doc   *facts.Doc
}

// find tells where the base's history ends in the files of a changed one.
func (f *fork) find(r *reader, h *runner.History, sorted []runner.File) {
	if f == nil {
		return
	}
	s := f.settings.withDefaults()
	was := view(s.Base.Fork, *s.Was, s)
	if was.Folder != h.Folder || len(s.Was.Files) >= len(sorted) {
		return
	}
	if !s.Base.Untouched(s.Was.Files, "") {
		return
	}
	tool := runner.Detect(was)
	if tool.Name != r.runner.Name || tool.Mode != r.runner.Mode || tool.AllPending != r.runner.AllPending || tool.Leaves != r.runner.Leaves ||
		tool.OutsideTransaction != r.runner.OutsideTransaction {
		return
	}
	if tool.Configure != nil && tool.FileMode != nil && f.configured(h.Folder, sorted) {
		return // which may say another transaction mode of a file that is as it was
	}
	files := tool.Sort(was)
	if n := len(files); n == 0 || n >= len(sorted) || !slices.Equal(files, sorted[:n]) || !apart(files[n-1], sorted[n]) {
		return
	}
	f.h, f.files = was, files
}

// apart tells whether nothing of what a migration leaves open can concern the next one, which is one of its own.
func apart(last, next runner.File) bool {
	version := func(f runner.File) string {
		if f.Version == "" {
			return f.Name
		}
		return f.Version
	}
	return next.Direction == runner.Up && version(next) != version(last)
}

// configured tells whether the change touches files of the folder that are no migrations of the history.
func (f *fork) configured(folder string, sorted []runner.File) bool {
	known := make(map[string]bool, len(sorted))
	for _, file := range sorted {
		known[path.Join(folder, file.Path)] = true
	}
	touched := f.settings.Base.Touched
	return slices.ContainsFunc(slices.Concat(touched.Edited, touched.Moved), func(name string) bool {
		return !known[name] && (folder == "." || strings.HasPrefix(name, folder+"/"))
	})
}

// at takes the facts of the base when the files that were read are those of the base.
func (f *fork) at(r *reader, read []string) {
	if f == nil || len(f.files) == 0 || len(read) != len(f.files) {
		return
	}
	r.endUnit() // as the next migration would
	r.rows = new(facts.Rows)
	was := *r
	was.settings.Base, was.settings.fork, was.tree = nil, nil, f.settings.Base.Fork
	was.cat, was.nodes = r.cat.Aside(), r.nodes.Aside()
	was.pointers, was.model = maps.Clone(r.pointers), r.model.clone()
	was.beside = slices.Clip(r.beside)
	f.doc = was.document(*f.settings.Was, was.finish(f.h, f.files, slices.Clone(read)))
}

// clone copies the tables, but not what their rows refer to, which nobody changes.
func (m *Facts) clone() Facts {
	out := *m
	v := reflect.ValueOf(&out).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Slice && !f.IsNil() {
			rows := reflect.MakeSlice(f.Type(), f.Len(), f.Len())
			reflect.Copy(rows, f)
			f.Set(rows)
		}
	}
	return out
}

package migration

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

// hiding is a file system without some of its files.
type hiding struct {
	fs.FS
	hidden map[string]bool
}

func (w hiding) Open(name string) (fs.File, error) {
	if w.hidden[name] {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return w.FS.Open(name)
}

func (w hiding) Stat(name string) (fs.FileInfo, error) {
	if w.hidden[name] {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return fs.Stat(w.FS, name)
}

func (w hiding) ReadDir(name string) ([]fs.DirEntry, error) {
	list, err := fs.ReadDir(w.FS, name)
	return slices.DeleteFunc(slices.Clone(list), func(e fs.DirEntry) bool {
		return w.hidden[filepath.ToSlash(filepath.Join(name, e.Name()))]
	}), err
}

// TestReadBothOfCorpus is [TestReadBoth] for the histories of public repositories, with their last file, their last half and all but
// their first tenth taken for what a change adds.
func TestReadBothOfCorpus(t *testing.T) {
	if raceDetector || testing.Short() {
		t.Skip("reads large histories; the examples of the runners are enough here")
	}
	dir := corpus(t, "sql")
	projects, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	forked := 0
	for _, p := range projects {
		if !p.IsDir() {
			continue
		}
		tree, err := source.Open(filepath.Join(dir, p.Name()))
		if err != nil {
			t.Fatal(err)
		}
		units := found(t, tree)
		for name, unit := range units {
			n := len(unit.Files)
			cuts := []int{n - 1, n / 2, n / 10}
			slices.Sort(cuts)
			for _, cut := range slices.Compact(cuts) {
				if cut < 1 {
					continue
				}
				hidden := make(map[string]bool)
				base := &source.Base{Name: "main", Touched: &source.Touched{Moved: unit.Files[cut:]}}
				for _, f := range unit.Files[cut:] {
					hidden[f] = true
				}
				base.Fork = source.FromFS(hiding{tree.FS(), hidden})
				base.Tip = base.Fork
				i := slices.IndexFunc(Find(base.Fork, []source.File{{Path: unit.Files[0]}}).Units, func(u source.Unit) bool { return u.Name == name })
				if i < 0 {
					continue
				}
				was := Find(base.Fork, []source.File{{Path: unit.Files[0]}}).Units[i]
				is, early := ReadBoth(tree, unit, Settings{Base: base, Was: &was})
				if early == nil {
					continue
				}
				forked++
				what := p.Name() + ": " + name + " up to " + unit.Files[cut-1]
				if got, want := early, Read(base.Fork, was, Settings{}); got.Input().Compare(want.Input()) != 0 || !slices.Equal(got.Nodes(), want.Nodes()) {
					t.Errorf("%s: the facts of the beginning differ", what)
				}
				if got, want := is, Read(tree, unit, Settings{Base: base}); got.Input().Compare(want.Input()) != 0 || !slices.Equal(got.Nodes(), want.Nodes()) {
					t.Errorf("%s: the facts of all of it differ", what)
				}
			}
		}
		if err := tree.Close(); err != nil {
			t.Error(err)
		}
	}
	if forked < 50 {
		t.Errorf("%d histories were read together with their beginnings, want more", forked)
	}
	t.Logf("%d histories were read together with their beginnings", forked)
}

// raceDetector says that the test was built with the race detector, which makes it many times slower.
var raceDetector bool

package cli

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/source"
)

// chooseConfig decides whose configuration judges, where that is left to bdma: that of the base, but for folders of which the base
// says nothing yet. There the change may bring the first word, which reports say aloud. The file is that of --config, or empty.
func (w *workspace) chooseConfig(file string) error {
	if w.scope.configFrom != configAuto {
		return nil
	}
	base := w.against.base
	if base == nil {
		if w.scope.base == "" && !w.scope.staged && ofChange() { // nobody knows of what: it must not choose its judge
			return w.against.noConfig()
		}
		w.judgedBy(configHead, w.tree)
		return nil
	}
	if file != "" {
		w.judgedBy(configBase, base.Tip)
		if !base.Tip.Has(file) && w.tree.Has(file) {
			w.judgedBy(configHead, w.tree)
			w.newConfigs = []string{file}
		}
		return nil
	}
	w.judgedBy(configBase, base.Tip)
	b := &blend{base: base.Tip, head: w.tree, says: make(map[string]bool), ways: make(map[string]bool)}
	if !slices.ContainsFunc(w.paths, func(p string) bool { return !b.governs(p) }) {
		return nil
	}
	files, err := config.FindBelow(w.tree, w.paths)
	if err != nil {
		return err
	}
	for _, p := range w.paths {
		if found, ok := config.Find(w.tree, p); ok && !slices.Contains(files, found) {
			files = append(files, found)
		}
	}
	for _, f := range files {
		if !b.governs(path.Dir(f)) {
			b.way(f)
			w.newConfigs = append(w.newConfigs, f)
		}
	}
	if len(w.newConfigs) == 0 {
		return nil
	}
	slices.Sort(w.newConfigs)
	all, err := base.Tip.Walk()
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(all, func(f source.File) bool { return slices.Contains(config.Marks(), path.Base(f.Path)) }) {
		w.judgedBy(configHead, w.tree)
		return nil
	}
	w.judgedBy(configBase, source.FromFS(b))
	return nil
}

// ofChange reports whether a CI system says that this job is about a change that is not merged.
func ofChange() bool {
	switch {
	case os.Getenv("GITHUB_ACTIONS") == "true":
		return slices.Contains([]string{"pull_request", "merge_group"}, os.Getenv("GITHUB_EVENT_NAME"))
	case os.Getenv("GITLAB_CI") == "true":
		return os.Getenv("CI_MERGE_REQUEST_IID") != ""
	}
	return false
}

func (w *workspace) judgedBy(state string, tree *source.Tree) {
	w.scope.configFrom, w.against.scope.configFrom, w.config = state, state, tree
}

// blend is the base, and in folders of which it says nothing what only the change has there: what a configuration of the base refers
// to is never the change's.
type blend struct {
	base, head *source.Tree
	// says are the folders that have a word of the base (or not), as far as somebody asked, and ways the new configurations with the
	// folders that lead to them.
	says, ways map[string]bool
}

// governs reports whether the base says by what a folder is judged: in it or above it.
func (b *blend) governs(dir string) bool {
	for ; !b.speaks(dir); dir = path.Dir(dir) {
		if dir == "." {
			return false
		}
	}
	return true
}

// speaks reports whether a folder of the base has a configuration, or what stands beside one.
func (b *blend) speaks(dir string) bool {
	says, known := b.says[dir]
	if !known {
		says = slices.ContainsFunc(config.Marks(), func(name string) bool { return b.base.Has(path.Join(dir, name)) })
		b.says[dir] = says
	}
	return says
}

func (b *blend) way(name string) {
	for ; !b.ways[name]; name = path.Dir(name) {
		b.ways[name] = true
		if name == "." {
			return
		}
	}
}

// tree returns the tree in which a file or folder is looked up.
func (b *blend) tree(name string) *source.Tree {
	if exists(b.base, name) || b.governs(path.Dir(name)) {
		return b.base
	}
	return b.head
}

func exists(tree *source.Tree, name string) bool {
	_, err := tree.Stat(name)
	return err == nil
}

// Open opens a file or folder of the tree that has the say about it.
func (b *blend) Open(name string) (fs.File, error) { return b.tree(name).FS().Open(name) }

// Stat returns what is known of a file or folder.
func (b *blend) Stat(name string) (fs.FileInfo, error) { return fs.Stat(b.tree(name).FS(), name) }

// ReadDir lists a folder, with what leads to the new configurations.
func (b *blend) ReadDir(name string) ([]fs.DirEntry, error) {
	tree := b.tree(name)
	list, err := fs.ReadDir(tree.FS(), name)
	if err != nil || tree == b.head || !b.ways[name] {
		return list, err
	}
	more, err := fs.ReadDir(b.head.FS(), name)
	if err != nil {
		return nil, err
	}
	for _, e := range more {
		if file := path.Join(name, e.Name()); b.ways[file] && !exists(b.base, file) {
			list = append(list, e)
		}
	}
	slices.SortFunc(list, func(x, y fs.DirEntry) int { return strings.Compare(x.Name(), y.Name()) })
	return list, nil
}

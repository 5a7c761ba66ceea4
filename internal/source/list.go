package source

import (
	"io/fs"
	"sync"
)

// maxListed bounds the entries of folders that a tree keeps: some megabytes.
const maxListed = 1 << 15

// lists are the folders of a tree that were listed. To list one asks the operating system about each file in it, and several readers
// want to know what is in a folder of migrations.
type lists struct {
	mu      sync.Mutex
	kept    map[string]list
	entries int
}

type list struct {
	entries []fs.DirEntry
	err     error
}

// ReadDir lists a folder, sorted by name, as it was when it was first asked for. The list is shared and must not be changed.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	l := &t.lists
	l.mu.Lock()
	known, ok := l.kept[name]
	l.mu.Unlock()
	if ok {
		return known.entries, known.err
	}
	entries, err := fs.ReadDir(t.fsys, name)
	l.mu.Lock()
	defer l.mu.Unlock()
	if _, ok := l.kept[name]; !ok && l.entries+len(entries) < maxListed {
		if l.kept == nil {
			l.kept = make(map[string]list)
		}
		l.kept[name] = list{entries, err}
		l.entries += len(entries) + 1 // an empty folder takes some too
	}
	return entries, err
}

// listing is a tree as a file system that lists folders once.
type listing struct{ tree *Tree }

func (l listing) Open(name string) (fs.File, error)          { return l.tree.fsys.Open(name) }
func (l listing) Stat(name string) (fs.FileInfo, error)      { return l.tree.Stat(name) }
func (l listing) ReadDir(name string) ([]fs.DirEntry, error) { return l.tree.ReadDir(name) }

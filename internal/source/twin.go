package source

import "io/fs"

// shareWith has a tree read the files that another one has too from there: what a change leaves alone is at hand in the working
// tree, and need not be asked of git, file by file. The paths are those of files that are not the same in both.
func (t *Tree) shareWith(other *Tree, differ ...[]string) *Tree {
	twin := &Tree{fsys: t.fsys, close: func() error { return nil }, near: t.near, twin: other, differs: make(map[string]bool)}
	for _, names := range differ {
		for _, name := range names {
			twin.differs[name] = true
		}
	}
	return twin
}

// fromTwin opens a file that the other tree has as it is in this one, or returns nil.
func (t *Tree) fromTwin(name string) fs.File {
	if t.twin == nil || t.differs[name] {
		return nil
	}
	if info, err := fs.Stat(t.fsys, name); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := t.twin.open(name)
	if err != nil {
		return nil
	}
	return f
}

// Beside returns the base of a change for reading beside the changed tree: files that the change does not touch are read there.
func (b *Base) Beside(head *Tree) *Base {
	if b == nil || b.Touched == nil || b.Fork == nil {
		return b
	}
	beside := *b
	beside.Fork = b.Fork.shareWith(head, b.Touched.Edited, b.Touched.Moved)
	if b.Tip == b.Fork {
		beside.Tip = beside.Fork
	}
	return &beside
}

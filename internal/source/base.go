package source

import (
	"path"
	"slices"
	"strings"
)

// Base is the state of the repository that a change is compared with.
type Base struct {
	// Name is what people call it: origin/main.
	Name string
	// Fork is the repository where the change began, and Tip is what became of the base since. They are the same when nobody
	// else changed anything.
	Fork, Tip *Tree
	// Touched is what is not as it is in Fork; nil when nobody knows.
	Touched *Touched
	// Names leads from files to those of Fork that they are compared with, where somebody says so.
	Names map[string]string
}

// Touched are the paths of files that a change edits, and of those that are there only before or after it.
type Touched struct{ Edited, Moved []string }

// Untouched reports whether the change can have no effect on what is read of some files and, when folder is not empty, of what
// lies below it or beside it and the folders above, where tools keep their settings. A file that was missing before and is there
// now, or the other way round, may matter to any file that could refer to it: the extensions of such files are given.
func (b *Base) Untouched(files []string, folder string, extensions ...string) bool {
	if b.Touched == nil || slices.ContainsFunc(files, b.Fork.linked) {
		return false
	}
	if slices.ContainsFunc(b.Touched.Moved, func(file string) bool { return slices.Contains(extensions, path.Ext(file)) }) {
		return false
	}
	for _, touched := range slices.Concat(b.Touched.Edited, b.Touched.Moved) {
		if path.Base(touched) == ".gitignore" || slices.Contains(files, touched) {
			return false
		}
		if folder != "" && (folder == "." || strings.HasPrefix(touched, folder+"/") || above(path.Dir(touched), folder)) {
			return false
		}
	}
	return true
}

// Leaves reports whether the change is known to leave a file as it is, so that it is the same read here or there.
func (b *Base) Leaves(file string) bool {
	return b.Fork.twin != nil && !b.Fork.differs[file] && !b.Fork.linked(file)
}

// above reports whether a folder is another one or is above it.
func above(dir, folder string) bool {
	return dir == "." || dir == folder || strings.HasPrefix(folder, dir+"/")
}

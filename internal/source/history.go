package source

import "time"

// History is what version control knows of a tree beyond the files themselves. It is asked only when there is something to
// ask for; what it cannot tell, it leaves out.
type History struct {
	// Head returns the commit that is checked out; empty when there is none.
	Head func() string
	// Tracked returns those of some files that version control keeps. The value says that a file is as it was checked out: not
	// written again since, not even with the same content.
	Tracked func(files []string) map[string]bool
	// Changed returns the files that were written after some time with a content that is newer too: that of a commit after
	// it, or one that is not committed. The value is the time since when the content is there.
	Changed func(since time.Time) map[string]time.Time
	// Differ returns the files in which a commit differs from Head, each with the time at which it was written here; ok says
	// whether the commit is known.
	Differ func(commit string) (files map[string]time.Time, ok bool)
}

// Has reports whether the tree has a regular file of a name.
func (t *Tree) Has(name string) bool {
	info, err := t.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

package source

import "time"

// History is what version control knows of a tree beyond the files themselves. It is asked only when there is something to
// ask for; what it cannot tell, it leaves out.
type History struct {
	// Head is the commit that is checked out; empty when there is none.
	Head string
	// Tracked returns those of some files that version control keeps. The value says that a file is as it was checked out: not
	// written again since, not even with the same content.
	Tracked func(files []string) map[string]bool
	// Changed returns the files that commits changed after some time, and those that were edited after it and are not
	// committed, each with the time of its last change.
	Changed func(since time.Time) map[string]time.Time
}

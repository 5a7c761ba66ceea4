package source

// Change is what a pull request or a commit does to the files of a tree.
type Change struct {
	// Base is what people call the state before it: origin/main.
	Base string
	// Files are those that exist after it and that it touches, sorted by path.
	Files []ChangedFile
}

// ChangedFile is what a change does to one file.
type ChangedFile struct {
	// Path is the file's path after the change. OldPath is the one before a rename, else empty.
	Path, OldPath string
	// New says that the file did not exist.
	New bool
	// Added are the lines that were added or modified, as they are numbered after the change, in ascending order.
	Added []LineRange
}

// LineRange is a range of lines, both ends included.
type LineRange struct{ First, Last int }

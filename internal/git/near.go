package git

import (
	"io"
	"io/fs"
)

// Near has the tree take files from the working tree where they have the content that the tree is to have: asking git takes far
// longer, file by file, than reading and hashing them. What is not the same to the last byte is asked of git.
func (t *Tree) Near(working fs.FS) { t.near = working }

// fromNear returns the content of a file as the working tree has it, if it is the right one.
func (t *Tree) fromNear(f File) ([]byte, bool) {
	if t.near == nil || f.Size > MaxFile {
		return nil, false
	}
	// Whatever else may be there now, such as a pipe, is not opened.
	if is, err := fs.Stat(t.near, f.Path); err != nil || !is.Mode().IsRegular() || is.Size() != f.Size {
		return nil, false
	}
	in, err := t.near.Open(f.Path)
	if err != nil {
		return nil, false
	}
	defer in.Close()
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(in, data); err != nil || blobHash(data, len(f.Blob)) != f.Blob {
		return nil, false
	}
	return data, true
}

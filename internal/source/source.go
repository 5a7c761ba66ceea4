// Package source reads the files of a repository, and nothing outside of it. Every byte comes from a stranger's pull
// request: reads go through one root that ".." and symbolic links cannot leave, and have a limit.
package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"syscall"
	"unicode/utf8"
)

// Limits on the size of one file, in bytes. They are far above what people write (the largest public OpenAPI documents
// have 20 MB) and keep a hostile file from costing more than seconds.
const (
	MaxDocument = 64 << 20 // an OpenAPI document or a file that one refers to
	MaxSQL      = 16 << 20 // a migration
	MaxReport   = 1 << 30  // a coverage report, which is streamed
	MaxConfig   = 1 << 20  // bdma.yaml, a policy, .gitignore
)

// Tree gives read-only access to the files below one root. Paths are slash-separated and relative to it.
// A Tree may be used by several goroutines.
type Tree struct {
	fsys  fs.FS
	close func() error
	memo  sync.Map
	near  *folders // nil when the tree is no folder of the operating system's
	watch watch
	lists lists

	// twin has the same files but for those that differ; nil when there is none.
	twin    *Tree
	differs map[string]bool
}

// Memo is where readers keep what several things in the tree share, each under a key of a type of its own.
func (t *Tree) Memo() *sync.Map { return &t.memo }

// Open returns the tree below a folder. No path and no symbolic link leads out of it.
func Open(dir string) (*Tree, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	near := &folders{root: root}
	return &Tree{fsys: root.FS(), close: func() error { near.close(); return root.Close() }, near: near}, nil
}

// FromFS returns a tree over any file system: embedded files, or a test's.
func FromFS(fsys fs.FS) *Tree {
	return &Tree{fsys: fsys, close: func() error { return nil }}
}

// Close releases the tree's root.
func (t *Tree) Close() error { return t.close() }

// FS returns the tree as a file system.
func (t *Tree) FS() fs.FS { return t.fsys }

// Stat returns what is known of a file or folder.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	if folder, base := t.near.open(name); folder != nil {
		if info, err := folder.Stat(base); err == nil || errors.Is(err, fs.ErrNotExist) {
			return info, err
		}
	}
	return fs.Stat(t.fsys, name)
}

// open opens what is thought to be a file. Opening a named pipe would wait for a writer, and opening a device may do anything:
// in a folder of the operating system's nothing is waited for, and elsewhere a look comes first.
func (t *Tree) open(name string) (fs.File, error) {
	if f := t.fromTwin(name); f != nil {
		return f, nil
	}
	if folder, base := t.near.open(name); folder != nil {
		if f, err := folder.OpenFile(base, os.O_RDONLY|syscall.O_NONBLOCK, 0); err == nil {
			return f, nil
		}
	}
	info, err := t.Stat(name)
	if err != nil {
		return nil, explain(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	f, err := t.fsys.Open(name)
	if err != nil {
		return nil, explain(name, err)
	}
	return f, nil
}

// Open opens a file of at most limit bytes for streaming.
func (t *Tree) Open(name string, limit int64) (io.ReadCloser, error) {
	f, _, err := t.openSized(name, limit)
	if err != nil {
		return nil, err // and no file, which a nil of another type would seem to be
	}
	return f, nil
}

// openSized is Open with the size of the file.
func (t *Tree) openSized(name string, limit int64) (fs.File, int64, error) {
	f, err := t.open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	switch {
	case err != nil:
		err = explain(name, err)
	case !info.Mode().IsRegular():
		err = fmt.Errorf("%s is not a regular file", name)
	case info.Size() > limit:
		err = fmt.Errorf("%s has %s; bdma reads at most %s of such a file", name, size(info.Size()), size(limit))
	default:
		return f, info.Size(), nil
	}
	f.Close()
	return nil, 0, err
}

// Read returns the content of a file of at most limit bytes.
func (t *Tree) Read(name string, limit int64) ([]byte, error) {
	f, length, err := t.openSized(name, limit)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var buf bytes.Buffer
	buf.Grow(int(length) + bytes.MinRead)
	// A file that grows while it is read must not pass the limit either.
	n, err := buf.ReadFrom(io.LimitReader(f, limit+1))
	if err != nil {
		return nil, explain(name, err)
	}
	if n > limit {
		return nil, fmt.Errorf("%s grew beyond %s while it was read", name, size(limit))
	}
	t.watch.note(name, buf.Bytes())
	return buf.Bytes(), nil
}

// explain drops the root's own path from an error and says in plain words what happened.
func explain(name string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	switch {
	case !utf8.ValidString(name):
		return fmt.Errorf("%s %s", name, badName)
	case errors.Is(err, fs.ErrNotExist):
		return &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	case errors.Is(err, fs.ErrInvalid) || err.Error() == "path escapes from parent":
		return fmt.Errorf("%s leads out of the repository; bdma does not follow it", name)
	}
	return fmt.Errorf("%s: %w", name, err)
}

const badName = "has a name that is not UTF-8, so that bdma cannot read it; rename it"

// Fault returns what an error of reading says of the file, as a clause that follows the file's name.
func Fault(name string, err error) string {
	if !utf8.ValidString(name) {
		return badName
	}
	if clause, ok := strings.CutPrefix(err.Error(), name+" "); ok {
		return clause
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return "cannot be read: " + strings.TrimPrefix(err.Error(), name+": ")
}

func size(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%d MiB", (n+1<<20-1)>>20)
	case n >= 1<<10:
		return fmt.Sprintf("%d KiB", (n+1<<10-1)>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// Resolve joins a reference that stands in the file "from" to that file's folder. It reports whether the result stays
// inside of the tree; the reference must use slashes.
func Resolve(from, ref string) (string, bool) {
	if path.IsAbs(ref) {
		return "", false
	}
	name := path.Join(path.Dir(from), ref)
	return name, fs.ValidPath(name)
}

// TextError says why a file is not text that bdma may judge.
type TextError struct {
	Offset int // byte offset of the offence
	Reason string
}

func (e *TextError) Error() string { return e.Reason }

// Text drops a UTF-8 byte order mark and refuses what would let a parser and a person see different things: NUL bytes,
// which end a text for C libraries, and invalid UTF-8.
func Text(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		return nil, &TextError{Reason: "is UTF-16; save it as UTF-8"}
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if i := bytes.IndexByte(data, 0); i >= 0 {
		return nil, &TextError{Offset: i, Reason: "contains a NUL byte, which hides what follows it from a parser"}
	}
	if !utf8.Valid(data) {
		i := 0
		for i < len(data) {
			r, n := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			i += n
		}
		return nil, &TextError{Offset: i, Reason: "is not valid UTF-8"}
	}
	return data, nil
}

// Unit is one thing that is judged as a whole: an OpenAPI document, a history of migrations, the coverage reports of a
// root.
type Unit struct {
	// Name is the path that people know it by: the document, the folder of migrations, the root of the reports.
	Name string
	// Files are the files that were found for it; reading may add those that they refer to.
	Files []string
}

// Skipped is a file that was found but cannot be judged.
type Skipped struct {
	File   string
	Reason string // "is Swagger 2.0, …": a clause that follows the file's name
}

// Found is what a kind of evidence recognises among the candidate files.
type Found struct {
	Units   []Unit
	Skipped []Skipped
}

package git

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
)

// File is a regular file of a tree.
type File struct {
	// Path is relative to the folder of the repository that was opened.
	Path string
	// Blob is the hash of its content, Size its length where the clone knows it.
	Blob string
	Size int64
}

// Tree is the state of the files in a commit. It is a file system of the regular files; symbolic links and submodules are
// not in it. It can be used while its repository is open.
type Tree struct {
	repo  *Repo
	files []File // sorted by path
}

// MaxFile bounds the size of a file that a tree gives.
const MaxFile = 64 << 20

// Tree lists the files of a commit below some paths; none means all of them.
func (r *Repo) Tree(ctx context.Context, commit string, paths ...string) (*Tree, error) {
	if commit == "" || strings.Trim(commit, "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%q is not the hash of a commit", commit)
	}
	args := []string{"ls-tree", "-r", "-z", "--full-tree", "-l", commit, "--"}
	for _, p := range paths {
		if !fs.ValidPath(p) {
			return nil, fmt.Errorf("%q is not a path below the repository", p)
		}
		if p = path.Join(r.prefix, p); p != "." {
			args = append(args, p)
		}
	}
	if len(paths) == 0 && r.prefix != "" {
		args = append(args, strings.TrimSuffix(r.prefix, "/"))
	}
	out, err := r.run(ctx, args...)
	if err != nil && ctx.Err() == nil {
		// A clone without the contents of old commits does not know their sizes, and can do without.
		out, err = r.run(ctx, slices.Delete(slices.Clone(args), 4, 5)...)
	}
	if err != nil {
		return nil, err
	}
	t := &Tree{repo: r}
	for entry := range bytes.SplitSeq(out, []byte{0}) {
		meta, name, ok := strings.Cut(string(entry), "\t")
		fields := strings.Fields(meta)
		if !ok || len(fields) < 3 || fields[1] != "blob" || !strings.HasPrefix(fields[0], "100") {
			continue
		}
		if name, ok = strings.CutPrefix(name, r.prefix); ok && fs.ValidPath(name) {
			size := int64(0)
			if len(fields) > 3 {
				size, _ = strconv.ParseInt(fields[3], 10, 64)
			}
			t.files = append(t.files, File{Path: name, Blob: fields[2], Size: size})
		}
	}
	slices.SortFunc(t.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return t, nil
}

// Files returns the files, sorted by path.
func (t *Tree) Files() []File { return t.files }

// find returns where a path is among the files, or would be.
func (t *Tree) find(name string) (int, bool) {
	return slices.BinarySearchFunc(t.files, name, func(f File, n string) int { return strings.Compare(f.Path, n) })
}

// below returns the files below a folder.
func (t *Tree) below(dir string) []File {
	if dir == "." {
		return t.files
	}
	from, _ := t.find(dir + "/")
	to, _ := t.find(dir + "0") // the character after the slash
	return t.files[from:to]
}

// Stat returns what is known of a file or folder.
func (t *Tree) Stat(name string) (fs.FileInfo, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrInvalid}
	}
	if i, ok := t.find(name); ok {
		return info{name: path.Base(name), size: t.files[i].Size}, nil
	}
	if name == "." || len(t.below(name)) > 0 {
		return info{name: path.Base(name), dir: true}, nil
	}
	return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
}

// Open opens a file or folder.
func (t *Tree) Open(name string) (fs.File, error) {
	in, err := t.Stat(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err.(*fs.PathError).Err}
	}
	if in.IsDir() {
		return &folder{info: in.(info), entries: t.entries(name)}, nil
	}
	i, _ := t.find(name)
	data, err := t.repo.Read(t.files[i].Blob, MaxFile)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{info: info{name: in.Name(), size: int64(len(data))}, Reader: bytes.NewReader(data)}, nil
}

// ReadDir lists a folder.
func (t *Tree) ReadDir(name string) ([]fs.DirEntry, error) {
	in, err := t.Stat(name)
	if err != nil {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: err.(*fs.PathError).Err}
	}
	if !in.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	return t.entries(name), nil
}

func (t *Tree) entries(dir string) []fs.DirEntry {
	prefix := dir + "/"
	if dir == "." {
		prefix = ""
	}
	var out []fs.DirEntry
	for files := t.below(dir); len(files) > 0; {
		name, _, deeper := strings.Cut(files[0].Path[len(prefix):], "/")
		entry, n := info{name: name, dir: deeper}, 1
		if deeper {
			n = len(t.below(prefix + name))
		} else {
			entry.size = files[0].Size
		}
		out = append(out, fs.FileInfoToDirEntry(entry))
		files = files[n:]
	}
	// A folder and what only begins with its name are not in the order of names.
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out
}

// info describes a file or folder.
type info struct {
	name string
	size int64
	dir  bool
}

func (i info) Name() string { return i.name }
func (i info) Size() int64  { return i.size }
func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }

type file struct {
	info
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }
func (f *file) Size() int64                { return f.info.size }

type folder struct {
	info
	entries []fs.DirEntry
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }
func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

// ReadDir lists what was not listed yet, as fs.ReadDirFile has it.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	out := f.entries[:n]
	f.entries = f.entries[n:]
	return out, nil
}

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
	// Blob is the hash of its content, Size its length where it was asked for and the clone knows it.
	Blob string
	Size int64

	repo *Repo // that has the content: a submodule has its own
}

// Tree is the state of the files in a commit, or in the index. It is a file system of the regular files, with those of the submodules
// that are checked out; symbolic links are listed and followed within it. It can be used while its repository is open.
type Tree struct {
	repo  *Repo
	files []File // sorted by path
	// commit is the one whose state it is; empty for the index.
	commit     string
	links      map[string]File     // symbolic links, whose contents are where they lead
	linksIn    map[string][]string // their names by their folders
	submodules []submodule
	faults     faults
	near       fs.FS // that may have some of the contents; nil when nobody knows of one
	sized      bool  // whether the sizes of the files were asked for
}

// MaxFile bounds the size of a file that a tree gives.
const MaxFile = 64 << 20

// Tree lists the files of a commit below some paths; none means all of them.
func (r *Repo) Tree(ctx context.Context, commit string, paths ...string) (*Tree, error) {
	return r.tree(ctx, commit, true, paths...)
}

// Past is [Repo.Tree] for a commit of which few files are read: their sizes, for which git would open each of them, are only known once
// they are.
func (r *Repo) Past(ctx context.Context, commit string) (*Tree, error) {
	return r.tree(ctx, commit, false)
}

func (r *Repo) tree(ctx context.Context, commit string, sized bool, paths ...string) (*Tree, error) {
	if commit == "" || strings.Trim(commit, "0123456789abcdef") != "" {
		return nil, fmt.Errorf("%q is not the hash of a commit", commit)
	}
	args := []string{"ls-tree", "-r", "-z", "--full-tree", commit, "--"}
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
	ask := args
	if sized {
		ask = slices.Insert(slices.Clone(args), 4, "-l")
	}
	out, err := r.run(ctx, ask...)
	if err != nil && sized && ctx.Err() == nil {
		// A clone without the contents of old commits does not know their sizes, and can do without.
		out, err = r.run(ctx, args...)
	}
	if err != nil {
		return nil, err
	}
	t := &Tree{repo: r, commit: commit, sized: sized}
	for entry := range bytes.SplitSeq(out, []byte{0}) {
		meta, name, ok := strings.Cut(string(entry), "\t")
		fields := strings.Fields(meta)
		if !ok || len(fields) < 3 {
			continue
		}
		if name, ok = strings.CutPrefix(name, r.prefix); ok {
			size := int64(unknownSize)
			if len(fields) > 3 {
				if n, err := strconv.ParseInt(fields[3], 10, 64); err == nil { // else it says BAD
					size = n
				}
			}
			t.add(fields[0], fields[2], name, size)
		}
	}
	return t, t.finish(ctx)
}

// unknownSize stands for the size of a file that nobody asked for or whose content the clone does not have: it is not taken for an empty
// one, so that somebody tries to read it.
const unknownSize = 1

// add adds an entry, whose mode says what it is.
func (t *Tree) add(mode, hash, name string, size int64) {
	switch {
	case !fs.ValidPath(name) || name == ".":
	case strings.HasPrefix(mode, "100"):
		t.files = append(t.files, File{Path: name, Blob: hash, Size: size, repo: t.repo})
	case mode == linkMode:
		if t.links == nil {
			t.links = make(map[string]File)
		}
		t.links[name] = File{Path: name, Blob: hash, repo: t.repo}
	case mode == submoduleMode:
		t.submodules = append(t.submodules, submodule{path: name, commit: hash})
	}
}

// finish adds what is in submodules, and sorts the files.
func (t *Tree) finish(ctx context.Context) error {
	if err := t.enter(ctx); err != nil {
		return err
	}
	slices.SortFunc(t.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	t.linksIn = make(map[string][]string)
	for name := range t.links {
		t.linksIn[path.Dir(name)] = append(t.linksIn[path.Dir(name)], path.Base(name))
	}
	return nil
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
	base := path.Base(name)
	if name, ok := t.follow(name); ok {
		if i, ok := t.find(name); ok {
			return info{name: base, size: t.files[i].Size}, nil
		}
		if name == "." || len(t.below(name)) > 0 {
			return info{name: base, dir: true}, nil
		}
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
	real, _ := t.follow(name)
	i, _ := t.find(real)
	if data, ok := t.fromNear(t.files[i]); ok {
		return &file{info: info{name: in.Name(), size: int64(len(data))}, Reader: bytes.NewReader(data)}, nil
	}
	data, size, err := t.files[i].repo.head(t.files[i].Blob, MaxFile)
	if err != nil {
		t.faults.add(t.files[i], err)
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{info: info{name: in.Name(), size: size}, Reader: bytes.NewReader(data)}, nil
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
	dir, _ = t.follow(dir)
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
	for _, name := range t.linksIn[dir] {
		out = append(out, fs.FileInfoToDirEntry(info{name: name, link: true}))
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
	link bool
}

func (i info) Name() string { return i.name }
func (i info) Size() int64  { return i.size }
func (i info) Mode() fs.FileMode {
	switch {
	case i.dir:
		return fs.ModeDir | 0o555
	case i.link:
		return fs.ModeSymlink | 0o777
	}
	return 0o444
}
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }

// file is an open file. Of one that is too large there is only the beginning, which tells what it is.
type file struct {
	info
	*bytes.Reader
}

func (f *file) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err == io.EOF && f.Reader.Size() < f.size {
		err = errTooLarge
	}
	return n, err
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

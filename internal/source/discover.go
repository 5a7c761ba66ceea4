package source

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// File is a candidate that [Tree.Walk] met.
type File struct {
	Path string
	Size int64
	// Fault says why the file cannot be read: a clause that follows its name. It is empty for all others.
	Fault string
	// Folder says that this is a folder that cannot be read; no other folder is listed.
	Folder bool
	// Ignored says that .gitignore excludes the file. Generated reports are judged all the same; sources are not.
	Ignored bool
}

// vendored are folders of other people's code and of version control. What is in them is never this team's to mend.
var vendored = map[string]bool{
	".git": true, ".hg": true, ".svn": true, ".jj": true,
	"node_modules": true, "bower_components": true, "vendor": true, "third_party": true,
	".venv": true, "venv": true, "site-packages": true, "__pycache__": true, ".tox": true, ".nox": true,
	".terraform": true, ".gradle": true, ".m2": true, ".cargo": true, ".bundle": true, "Pods": true,
	".next": true, ".nuxt": true, ".cache": true, ".idea": true, ".vscode": true,
}

// Walk lists the regular files below some paths of the tree, in lexical order and each once. It does not enter vendored
// trees unless a path itself names one, and does not follow symbolic links. A path that does not exist is an error that
// wraps fs.ErrNotExist. A folder that cannot be read is listed with its fault.
func (t *Tree) Walk(paths ...string) ([]File, error) { return t.WalkLinks(nil, paths...) }

// WalkLinks is [Tree.Walk] that also tells of the symbolic links that it meets and does not follow.
func (t *Tree) WalkLinks(link func(name string), paths ...string) ([]File, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	w := walker{tree: t, link: link, seen: make(map[string]bool), patterns: make(map[string][]gitignore.Pattern)}
	for _, p := range paths {
		if err := w.walk(path.Clean(p)); err != nil {
			return nil, err
		}
	}
	return w.files, nil
}

// maxMatches bounds the comparisons of a walk's files with the patterns of .gitignore: some seconds. The files of a large
// repository with a long .gitignore need a hundredth of it.
const maxMatches = 20_000_000

type walker struct {
	tree     *Tree
	link     func(name string)
	files    []File
	seen     map[string]bool
	patterns map[string][]gitignore.Pattern // of each folder, its parents' included
	matches  int
}

func (w *walker) walk(start string) error {
	info, err := w.tree.Stat(start)
	if err != nil {
		return explain(start, err)
	}
	if !info.IsDir() {
		w.add(File{Path: start, Size: info.Size()})
		return nil
	}
	return fs.WalkDir(listing{w.tree}, start, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if d == nil || !d.IsDir() || name == start {
				return explain(name, err)
			}
			if !errors.Is(err, fs.ErrNotExist) { // it did not go away between listing and looking
				w.add(File{Path: name, Fault: Fault(name, err), Folder: true, Ignored: w.ignored(name, true)})
			}
			return fs.SkipDir
		}
		if d.IsDir() {
			if name != start && vendored[d.Name()] {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() {
			if w.link != nil && d.Type()&fs.ModeSymlink != 0 {
				w.link(name)
			}
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil // it went away between listing and looking
		}
		f := File{Path: name, Size: info.Size(), Ignored: w.ignored(name, false)}
		if !utf8.ValidString(name) {
			f.Fault = Fault(name, fs.ErrInvalid)
		}
		w.add(f)
		return nil
	})
}

func (w *walker) add(f File) {
	if !w.seen[f.Path] {
		w.seen[f.Path] = true
		w.files = append(w.files, f)
	}
}

func (w *walker) ignored(name string, folder bool) bool {
	ps := w.patternsOf(path.Dir(name))
	// Beyond the bound nothing is ignored: to judge too much is the safe mistake.
	w.matches += len(ps)
	if len(ps) == 0 || w.matches > maxMatches {
		return false
	}
	return gitignore.NewMatcher(ps).Match(strings.Split(name, "/"), folder)
}

// patternsOf returns the patterns that hold in a folder: those of .gitignore files from the root down, later ones
// winning, as gitignore(5) has it.
func (w *walker) patternsOf(dir string) []gitignore.Pattern {
	if ps, ok := w.patterns[dir]; ok {
		return ps
	}
	var ps []gitignore.Pattern
	var domain []string
	if dir != "." {
		ps = append(ps, w.patternsOf(path.Dir(dir))...)
		domain = strings.Split(dir, "/")
	}
	if data, err := w.tree.Read(path.Join(dir, ".gitignore"), MaxConfig); err == nil {
		for line := range strings.Lines(string(data)) {
			line = strings.TrimRight(line, "\r\n")
			if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
				ps = append(ps, gitignore.ParsePattern(line, domain))
			}
		}
	}
	w.patterns[dir] = ps
	return ps
}

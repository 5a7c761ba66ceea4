package coverage

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// repository finds the files that reports speak of. Reports name them as the tool saw them: by absolute paths of another
// machine, relative to a folder that is not stated, by Go import paths, by Java packages.
type repository struct {
	files   map[string]bool // all, and whether .gitignore lets them be
	modules goModules
	ends    []ending // the paths that are not ignored, sorted by their ends
	strip   []string // the longest first
	prefix  string
	folders map[string]bool // made when a report needs it

	attributeFiles []string // the .gitattributes files
	attributes     *attributes
}

func newRepository(tree *source.Tree) *repository {
	r := &repository{files: make(map[string]bool)}
	walked, err := filesOf(tree)
	if err != nil {
		return r
	}
	for _, f := range walked {
		if f.Fault != "" {
			continue
		}
		r.files[f.Path] = !f.Ignored
		if !f.Ignored {
			r.ends = append(r.ends, ending{path: f.Path, reversed: reversed("/" + f.Path)})
		}
		switch path.Base(f.Path) {
		case "go.mod", "go.work":
			r.modules.read(tree, f.Path)
		case ".gitattributes":
			r.attributeFiles = append(r.attributeFiles, f.Path)
		}
	}
	r.modules.settle()
	slices.SortFunc(r.ends, func(a, b ending) int { return strings.Compare(a.reversed, b.reversed) })
	return r
}

// configure tells what names in reports begin with, and what they are relative to.
func (r *repository) configure(s Settings) {
	r.strip = nil
	for _, text := range s.Strip {
		if text = slashed(text); text != "" && text != "/" {
			r.strip = append(r.strip, text)
		}
	}
	slices.SortStableFunc(r.strip, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	r.prefix = s.Prefix
}

func (r *repository) has(name string) bool {
	_, ok := r.files[name]
	return ok
}

// place is where a file of a report is in the repository.
type place struct {
	path  string   // empty when nothing matches
	among []string // the candidates when several match equally well
}

// locate finds the files of a report. Names that begin with a module's path are in that module's folder. What is named by
// a path that exists, seen from the root or from a folder above the report, is that file. Of the others the longest
// common end counts, and what the report's names say together: see evidence.
func (r *repository) locate(rep *report, reportPath string) []place {
	l := locator{repository: r, report: rep, at: reportPath, bases: ancestors(reportPath)}
	l.names = make([]string, len(rep.files))
	l.places = make([]place, len(rep.files))
	l.settled = make([]bool, len(rep.files))
	for i, f := range rep.files {
		if l.names[i] = r.clean(f.name); l.names[i] == "" || l.names[i] == "." {
			l.settled[i] = true
		} else if f.isClass {
			l.names[i] = r.likeliest(sourceNames([]string{l.names[i]}))
		}
	}
	l.byModule()
	l.bySource()
	l.byPath()
	l.byEnd()
	return l.places
}

// likeliest returns the name that has most in common with a path, and of several such the first.
func (r *repository) likeliest(names []string) string {
	best, most := names[0], 0
	for _, n := range names {
		if e := r.longestEnd(n, maxCandidates); e.segments > most {
			best, most = n, e.segments
		}
	}
	return best
}

type locator struct {
	*repository
	report *report
	at     string   // of the report
	bases  []string // the folders above it, the nearest first
	names  []string // of the files, slash-separated
	places []place
	// settled are the files whose place is known, or known to be none.
	settled []bool
}

func (l *locator) settle(i int, paths ...string) {
	slices.Sort(paths)
	switch paths = slices.Compact(paths); len(paths) {
	case 0:
		return
	case 1:
		l.places[i].path = paths[0]
	default:
		l.places[i].among = paths
	}
	l.settled[i] = true
}

// ancestors returns the folders above a file, the nearest first and the root last.
func ancestors(name string) []string {
	var dirs []string
	for dir := path.Dir(name); ; dir = path.Dir(dir) {
		dirs = append(dirs, dir)
		if dir == "." || dir == "/" {
			return dirs
		}
	}
}

// byModule settles the names that are import paths. When some of them are of this repository's modules, those that are not
// are other people's code, however they end.
func (l *locator) byModule() {
	if len(l.modules.dirs) == 0 {
		return
	}
	var imported []int
	found := false
	for i, name := range l.names {
		if !strings.HasSuffix(name, ".go") || path.IsAbs(name) || l.settled[i] || isRelativeGo(l.report.files[i].name) {
			continue
		}
		imported = append(imported, i)
		paths := l.modules.find(name, l.has, l.at)
		l.settle(i, paths...)
		found = found || len(paths) > 0
	}
	if found {
		for _, i := range imported {
			l.settled[i] = true
		}
	}
}

// bySource settles the names below the source folders that the report names: those that exist in them, however the folder
// was called where the report was made.
func (l *locator) bySource() {
	var sources []string
	var roots [][]string // of each absolute source, the folders of the repository that it ends with
	for _, s := range l.report.sources {
		if s = l.clean(s); s != "" && s != "." {
			sources = append(sources, s)
			roots = append(roots, l.rootsOf(s))
		}
	}
	for i, name := range l.names {
		if l.settled[i] || path.IsAbs(name) {
			continue
		}
		if p := path.Join(l.prefix, name); l.prefix != "" && l.has(p) {
			l.settle(i, p)
			continue
		}
		var paths []string
		for k, s := range sources {
			if path.IsAbs(s) {
				if p := l.below(s, roots[k], name); p != "" {
					paths = append(paths, p)
				}
				continue
			}
			for _, base := range l.bases {
				if p := path.Join(base, s, name); l.has(p) {
					paths = append(paths, p)
					break
				}
			}
		}
		l.settle(i, paths...)
	}
}

// rootsOf returns the folders of the repository that an absolute folder of another machine ends with.
func (l *locator) rootsOf(folder string) (roots []string) {
	if !path.IsAbs(folder) {
		return nil
	}
	if l.folders == nil {
		l.folders = make(map[string]bool)
		for p := range l.files {
			for dir := path.Dir(p); dir != "." && !l.folders[dir]; dir = path.Dir(dir) {
				l.folders[dir] = true
			}
		}
	}
	for rest := folder; len(rest) > 1; {
		rest = rest[1:]
		if l.folders[rest] {
			roots = append(roots, rest)
		}
		i := strings.IndexByte(rest, '/')
		if i < 0 {
			break
		}
		rest = rest[i:]
	}
	return roots
}

// below returns the file that a name stands for below an absolute folder of another machine, unless another file of the
// repository ends with more of it.
func (l *locator) below(folder string, roots []string, name string) string {
	for _, root := range roots {
		p := path.Join(root, name)
		if !l.has(p) {
			continue
		}
		if e := l.longestEnd(path.Join(folder, name), 1); e.segments == 1+strings.Count(p, "/") || !l.files[p] {
			return p
		}
		return ""
	}
	return ""
}

// byPath settles the names that are paths from a folder above the report.
func (l *locator) byPath() {
	var v evidence
	for i, name := range l.names {
		if l.settled[i] || path.IsAbs(name) {
			continue
		}
		o := open{file: i, name: "/" + name, segments: 1 + strings.Count(name, "/")}
		for _, base := range l.bases {
			if p := path.Join(base, name); l.has(p) && !slices.ContainsFunc(o.candidates, func(c candidate) bool { return c.path == p }) {
				o.add(p, rewriting{add: base})
			}
		}
		if len(o.candidates) > 0 {
			v.open = append(v.open, o)
		}
	}
	v.count()
	for _, o := range v.open {
		// The folders above the report are in their order: the nearest wins.
		l.settle(o.file, v.choose(o, l)[0].path)
	}
}

// reversed turns the bytes of a path around, so that what ends alike begins alike.
func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

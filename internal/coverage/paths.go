package coverage

import (
	"cmp"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// repository finds the files that reports speak of. Reports name them as the tool saw them: by absolute paths of another
// machine, relative to a folder that is not stated, by Go import paths, by Java packages.
type repository struct {
	files   map[string]bool
	modules []goModule // the longest path first
	bySlash []string   // the paths that are not ignored, reversed and sorted: what ends alike stands together

	attributeFiles []string // the .gitattributes files
	attributes     attributes
}

type goModule struct{ path, dir string }

func newRepository(tree *source.Tree) *repository {
	r := &repository{files: make(map[string]bool)}
	walked, err := tree.Walk(".")
	if err != nil {
		return r
	}
	for _, f := range walked {
		if f.Fault != "" {
			continue
		}
		r.files[f.Path] = true
		if !f.Ignored {
			r.bySlash = append(r.bySlash, reversed("/"+f.Path))
		}
		if path.Base(f.Path) == ".gitattributes" {
			r.attributeFiles = append(r.attributeFiles, f.Path)
		}
		if path.Base(f.Path) == "go.mod" {
			if m := modulePath(tree, f.Path); m != "" {
				r.modules = append(r.modules, goModule{path: m, dir: path.Dir(f.Path)})
			}
		}
	}
	slices.Sort(r.bySlash)
	slices.SortStableFunc(r.modules, func(a, b goModule) int { return cmp.Compare(len(b.path), len(a.path)) })
	return r
}

// modulePath reads the module directive of a go.mod file.
func modulePath(tree *source.Tree, name string) string {
	data, err := tree.Read(name, source.MaxConfig)
	if err != nil {
		return ""
	}
	for l := range strings.Lines(string(data)) {
		l, _, _ = strings.Cut(l, "//")
		if fields := strings.Fields(l); len(fields) == 2 && fields[0] == "module" {
			return strings.Trim(fields[1], "\"`")
		}
	}
	return ""
}

// place is where a file of a report is in the repository.
type place struct {
	path  string   // empty when nothing matches
	among []string // the candidates when several match equally well
}

// locate finds the files of a report. What is named by a path that exists, seen from the root or from a folder above the
// report, is that file. Names that begin with a module's path are in that module's folder. Of the others the longest
// common end counts; where several files share it, the rewriting that explains most of the report's files, then the
// nearness to the report, and then the report's module group decide.
func (r *repository) locate(rep *report, reportPath string) []place {
	places := make([]place, len(rep.files))
	bases := ancestors(reportPath)
	var open []lost
	votes := make(map[rewriting]int)
	for i, f := range rep.files {
		names := candidates(rep, f.name)
		if f.isClass {
			names = sourceNames(names)
		}
		if len(names) == 0 {
			continue
		}
		if p := r.below(names); p != "" {
			places[i].path = p
			continue
		}
		if p := r.direct(bases, names); p != "" {
			places[i].path = p
			continue
		}
		l := lost{file: i}
		for _, name := range names {
			if o := r.longestEnd(name); o.segments > l.segments {
				l.options, l.segments, l.name = o.options, o.segments, name
			}
		}
		if l.segments == 0 {
			continue
		}
		for _, o := range l.options {
			votes[o.rewriting]++
		}
		open = append(open, l)
	}
	for _, l := range open {
		places[l.file] = l.settle(votes, reportPath, rep.files[l.file].group, len(open) == 1)
	}
	return places
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

// candidates returns the paths that a name may stand for, slash-separated: itself, and joined to each of the report's
// source folders.
func candidates(rep *report, name string) []string {
	name = slashed(name)
	if name == "" || name == "." {
		return nil
	}
	if path.IsAbs(name) || len(rep.sources) == 0 {
		return []string{name}
	}
	var names []string
	for _, s := range rep.sources {
		if s = slashed(s); s != "" {
			names = append(names, path.Join(s, name))
		}
	}
	return append(names, name)
}

// slashed writes a path of any system with slashes and without a drive, scheme or host.
func slashed(name string) string {
	name = strings.ReplaceAll(strings.TrimSpace(name), `\`, "/")
	if i := strings.Index(name, "://"); i > 0 {
		name = name[i+len("://"):]
		if j := strings.IndexByte(name, '/'); j >= 0 {
			name = name[j:]
		}
	}
	if len(name) >= 2 && name[1] == ':' && (len(name) == 2 || name[2] == '/') {
		name = name[2:]
	}
	name = strings.TrimPrefix(name, "_/") // Go's name for a package outside of a module
	if name == "" {
		return ""
	}
	return path.Clean(name)
}

// below returns the file that a name stands for below an absolute source folder, which the last of the names is without.
// The folder must contribute to the match.
func (r *repository) below(names []string) string {
	bare := names[len(names)-1]
	for _, name := range names[:len(names)-1] {
		if !path.IsAbs(name) {
			continue
		}
		l := r.longestEnd(name)
		if l.segments <= 1+strings.Count(bare, "/") {
			continue
		}
		for _, o := range l.options {
			if o.add == "" {
				return o.path
			}
		}
	}
	return ""
}

// direct returns the file that one of the names is the path of.
func (r *repository) direct(bases, names []string) string {
	for _, name := range names {
		if path.IsAbs(name) {
			continue
		}
		if strings.HasSuffix(name, ".go") {
			for _, m := range r.modules {
				if rest, ok := strings.CutPrefix(name, m.path+"/"); ok && r.files[path.Join(m.dir, rest)] {
					return path.Join(m.dir, rest)
				}
			}
		}
		for _, base := range bases {
			if p := path.Join(base, name); r.files[p] {
				return p
			}
		}
	}
	return ""
}

// rewriting turns the names of a report into paths: drop one prefix, put another in front.
type rewriting struct{ drop, add string }

type option struct {
	path string
	rewriting
}

// lost is a file whose name is not a path, with the paths that end as it does.
type lost struct {
	file     int
	name     string
	options  []option
	segments int // that name and path have in common
}

// maxOptions bounds the candidates that are weighed: more than that share no more than "index.js".
const maxOptions = 64

// longestEnd returns the paths that have most trailing segments in common with a name.
func (r *repository) longestEnd(name string) lost {
	slash := name
	if !path.IsAbs(slash) {
		slash = "/" + slash
	}
	rev := reversed(slash)
	i := sort.SearchStrings(r.bySlash, rev)
	best, common := 0, 0
	for _, k := range []int{i - 1, i} {
		if k >= 0 && k < len(r.bySlash) {
			if n, length := commonSegments(rev, r.bySlash[k]); n > best {
				best, common = n, length
			}
		}
	}
	l := lost{name: name, segments: best}
	if best == 0 {
		return l
	}
	end := rev[:common]
	for k := sort.SearchStrings(r.bySlash, end); k < len(r.bySlash) && strings.HasPrefix(r.bySlash[k], end); k++ {
		if len(l.options) == maxOptions {
			return lost{}
		}
		p := reversed(r.bySlash[k])
		l.options = append(l.options, option{
			path:      p[1:],
			rewriting: rewriting{drop: slash[:len(slash)-common], add: p[:len(p)-common]},
		})
	}
	slices.SortFunc(l.options, func(a, b option) int { return cmp.Compare(a.path, b.path) })
	return l
}

// commonSegments counts the whole segments at the beginning of two reversed paths, and their length with slashes.
func commonSegments(a, b string) (n, length int) {
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n, length = n+1, i+1
		}
	}
	return n, length
}

// settle chooses among the options, or none.
func (l lost) settle(votes map[rewriting]int, reportPath, group string, only bool) place {
	score := func(o option) [3]int {
		return [3]int{votes[o.rewriting], bit(group != "" && hasSegment(o.path, group)), sharedFolders(o.path, reportPath)}
	}
	best := l.options[:1]
	for _, o := range l.options[1:] {
		switch slices.Compare(arr(score(o)), arr(score(best[0]))) {
		case 0:
			best = append(best, o)
		case 1:
			best = []option{o}
		}
	}
	if len(best) > 1 {
		var p place
		for _, o := range best {
			p.among = append(p.among, o.path)
		}
		return p
	}
	o := best[0]
	n := votes[o.rewriting]
	whole := o.drop == "" || o.add == "" // one is the end of the other
	switch {
	case whole && (l.segments > 1 || n > 1 || only):
	case !whole && n > 1:
	case !whole && l.segments > 1 && only:
	case !whole && l.segments > 2:
	default:
		return place{}
	}
	return place{path: o.path}
}

func arr(a [3]int) []int { return a[:] }

func hasSegment(p, segment string) bool {
	return slices.Contains(strings.Split(path.Dir(p), "/"), segment)
}

// sharedFolders counts the folders that two paths have in common from the root.
func sharedFolders(a, b string) (n int) {
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == '/' {
			n++
		}
	}
	return n
}

func reversed(s string) string {
	b := []byte(s)
	slices.Reverse(b)
	return string(b)
}

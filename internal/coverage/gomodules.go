package coverage

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// goModules are the folders of the repository that import paths lead to.
type goModules struct {
	// dirs are the folders of each module path, each once: of its own go.mod, and of the replacements by others.
	dirs map[string][]string
	// used are the folders that a go.work lists.
	used  map[string]bool
	files int
}

// maxModules is more than the modules of any repository.
const maxModules = 10_000

// read takes in a go.mod or go.work.
func (m *goModules) read(tree *source.Tree, name string) {
	if m.files++; m.files > maxModules {
		return
	}
	data, err := tree.Read(name, source.MaxConfig)
	if err != nil {
		return
	}
	if m.dirs == nil {
		m.dirs, m.used = make(map[string][]string), make(map[string]bool)
	}
	dir := path.Dir(name)
	eachDirective(string(data), func(verb string, args []string) {
		switch {
		case verb == "module" && len(args) == 1 && path.Base(name) == "go.mod":
			m.dirs[args[0]] = append(m.dirs[args[0]], dir)
		case verb == "use" && len(args) == 1 && path.Base(name) == "go.work":
			if to, ok := folderIn(dir, args[0]); ok {
				m.used[to] = true
			}
		case verb == "replace":
			i := slices.Index(args, "=>")
			if i < 1 || i+1 >= len(args) || !strings.HasPrefix(args[i+1], ".") {
				return
			}
			if to, ok := folderIn(dir, args[i+1]); ok {
				m.dirs[args[0]] = append(m.dirs[args[0]], to)
			}
		}
	})
}

// folderIn returns a folder that is named from another, unless it lies outside of the repository.
func folderIn(dir, name string) (string, bool) {
	p := path.Join(dir, strings.ReplaceAll(name, `\`, "/"))
	return p, p != ".." && !strings.HasPrefix(p, "../") && !path.IsAbs(p)
}

// eachDirective reads the lines of a go.mod or go.work, those in brackets too.
func eachDirective(text string, do func(verb string, args []string)) {
	block := ""
	for l := range strings.Lines(text) {
		l, _, _ = strings.Cut(l, "//")
		args := strings.Fields(l)
		for i, a := range args {
			args[i] = strings.Trim(a, "\"`")
		}
		switch {
		case len(args) == 0:
		case block != "" && args[0] == ")":
			block = ""
		case block != "":
			do(block, args)
		case len(args) == 2 && args[1] == "(":
			block = args[0]
		default:
			do(args[0], args[1:])
		}
	}
}

func (m *goModules) settle() {
	for p, dirs := range m.dirs {
		slices.Sort(dirs)
		m.dirs[p] = slices.Compact(dirs)
	}
}

// find returns the files that an import path and a file's name lead to: of the innermost module that has the file, and of
// several such modules by one name those in the workspace, outside of test data, and nearest to the report.
func (m *goModules) find(name string, has func(string) bool, reportPath string) []string {
	for end := strings.LastIndexByte(name, '/'); end > 0; end = strings.LastIndexByte(name[:end], '/') {
		for _, module := range versions(name[:end]) {
			var dirs []string
			for _, dir := range m.dirs[module] {
				if has(path.Join(dir, name[end+1:])) {
					dirs = append(dirs, dir)
				}
			}
			if len(dirs) == 0 {
				continue
			}
			dirs = narrowest(dirs, func(dir string) int { return bit(m.used[dir]) })
			dirs = narrowest(dirs, func(dir string) int { return bit(!hasSegment(dir+"/x", "testdata")) })
			dirs = narrowest(dirs, func(dir string) int { return sharedFolders(dir+"/", reportPath) })
			for i, dir := range dirs {
				dirs[i] = path.Join(dir, name[end+1:])
			}
			return dirs
		}
	}
	return nil
}

func narrowest(list []string, score func(string) int) []string {
	best := slices.MaxFunc(list, func(a, b string) int { return cmp.Compare(score(a), score(b)) })
	return slices.DeleteFunc(list, func(s string) bool { return score(s) < score(best) })
}

// versions returns a module path, and what it is called in a go.mod of an earlier major version: without "/v2".
func versions(module string) []string {
	list := []string{module}
	base := path.Base(module)
	if len(base) > 1 && base[0] == 'v' {
		if _, ok := whole([]byte(base[1:])); ok && path.Dir(module) != "." {
			list = append(list, path.Dir(module))
		}
	}
	return list
}

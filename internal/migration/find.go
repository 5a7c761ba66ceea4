// Package migration reads histories of PostgreSQL migrations into facts: what each statement does, which locks it takes,
// and the schema that all of them lead to.
package migration

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// Patterns are the files that may be migrations.
var Patterns = []string{"**/*.sql"}

// Find groups SQL files into histories. A file is a migration by where it is and what it is called, or by the marks of
// a migration tool in it; queries, seeds, tests and dumps are not. The rest of a history is found even when only one of its
// files is asked for, because what a migration does depends on those before it.
func Find(tree *source.Tree, files []source.File) source.Found {
	d := newDiscovery(tree)
	groups := make(map[string]bool)
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".sql") {
			groups[d.root(f.Path)] = true
			for _, dir := range d.dump(f.Path) {
				groups[dir] = true
			}
		}
	}
	roots := make([]string, 0, len(groups))
	for r := range groups {
		roots = append(roots, r)
	}
	slices.Sort(roots)
	var found source.Found
	for _, r := range roots {
		d.history(r, &found)
	}
	d.addDumps(&found)
	return found
}

type discovery struct {
	tree   *source.Tree
	exists map[string]bool
	listed map[string][]fs.DirEntry
	dumps  []string // of whole schemas
	// claimed are those that are the schema of a history.
	claimed map[string]bool
	// links are symbolic links among migrations that lead to what is judged under no name.
	links []source.Skipped
}

func newDiscovery(tree *source.Tree) discovery {
	return discovery{tree: tree, exists: make(map[string]bool), listed: make(map[string][]fs.DirEntry), claimed: make(map[string]bool)}
}

func (d *discovery) has(name string) bool {
	ok, known := d.exists[name]
	if !known {
		ok = slices.ContainsFunc(d.entries(path.Dir(name)), func(e fs.DirEntry) bool { return e.Name() == path.Base(name) })
		d.exists[name] = ok
	}
	return ok
}

// root returns the folder of the history that a file would belong to.
func (d *discovery) root(file string) string {
	dir := path.Dir(file)
	for a := dir; a != "."; a = path.Dir(a) {
		switch path.Base(a) {
		case "deploy", "revert", "verify":
			if d.has(path.Join(path.Dir(a), "sqitch.plan")) {
				return path.Dir(a)
			}
		}
	}
	if dir == "." {
		return dir
	}
	if special, ok := d.special(file); ok {
		return special
	}
	base, parent := path.Base(file), path.Base(dir)
	switch base {
	case "up.sql", "down.sql", "migration.sql":
		if startsWithDigit(parent) {
			return path.Dir(dir)
		}
	}
	if isPart(parent) {
		return path.Dir(dir)
	}
	if isRelease(parent) {
		return path.Dir(dir)
	}
	return dir
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// isRelease tells whether a folder is named for a release: v1.4, 0.25.
func isRelease(name string) bool {
	name = strings.TrimPrefix(name, "v")
	return startsWithDigit(name) && strings.Contains(name, ".") && strings.Trim(name, "0123456789.") == ""
}

// maxDepth bounds how deep below its folder a history's files are looked for.
const maxDepth = 8

// list returns the SQL files of a history, relative to its folder and sorted.
func (d *discovery) list(root string) []string {
	var out []string
	prefix := root + "/"
	if root == "." {
		prefix = ""
	}
	var below func(dir string, depth int)
	below = func(dir string, depth int) {
		for _, e := range d.entries(dir) {
			name := path.Join(dir, e.Name())
			switch {
			case e.IsDir():
				if depth < maxDepth && d.inside(root, name) {
					below(name, depth+1)
				}
			case strings.HasSuffix(name, ".sql") && e.Type().IsRegular() && d.root(name) == root:
				out = append(out, strings.TrimPrefix(name, prefix))
			case strings.HasSuffix(name, ".sql") && e.Type()&fs.ModeSymlink != 0 && d.root(name) == root:
				d.link(name)
			}
		}
	}
	below(root, 0)
	slices.Sort(out)
	return out
}

// link notes a migration that is a symbolic link to what is not taken for a migration where it lies. Tools run it all the same.
func (d *discovery) link(name string) {
	to, err := fs.ReadLink(d.tree.FS(), name)
	if err == nil && !strings.HasSuffix(to, ".sql") {
		d.links = append(d.links, source.Skipped{
			File: name, Reason: "is a symbolic link; bdma judges SQL where it lies, in files that end in .sql",
		})
	}
}

// entries lists a folder.
func (d *discovery) entries(dir string) []fs.DirEntry {
	list, known := d.listed[dir]
	if !known {
		list, _ = d.tree.ReadDir(dir)
		d.listed[dir] = list
	}
	return list
}

// inside tells whether a folder below a history's can hold some of its files.
func (d *discovery) inside(root, dir string) bool {
	if d.has(path.Join(root, "sqitch.plan")) || d.nested(dir) {
		return true
	}
	if path.Dir(dir) != root {
		return false
	}
	base := path.Base(dir)
	return isPart(base) || startsWithDigit(base) || isRelease(base) || base == "current"
}

func (d *discovery) history(root string, found *source.Found) {
	d.links = nil
	files := d.list(root)
	if len(files) == 0 {
		return
	}
	h := open(d.tree, root, files)
	r := runner.Detect(h)
	if !isHistory(root, h, r) {
		return
	}
	join := func(f string) string { return path.Join(root, f) }
	if dialect := foreign(h, r); dialect != "" {
		for _, f := range files {
			if _, ok := r.File(f); ok {
				found.Skipped = append(found.Skipped, source.Skipped{File: join(f), Reason: "is a " + dialect + " migration; bdma judges PostgreSQL"})
			}
		}
		return
	}
	var mine []string
	for _, f := range files {
		if d.isDump(join(f)) {
			continue
		}
		if dialect := infix(f); dialect != "" && dialect != postgres {
			found.Skipped = append(found.Skipped, source.Skipped{File: join(f), Reason: "is a " + dialect + " migration; bdma judges PostgreSQL"})
			continue
		}
		mine = append(mine, f)
	}
	h.Files = mine
	found.Skipped = append(found.Skipped, d.links...)
	d.links = nil
	unit := source.Unit{Name: root}
	sorted := r.Sort(h)
	runs := make(map[string]bool, len(sorted))
	for _, f := range sorted {
		unit.Files = append(unit.Files, join(f.Path))
		runs[f.Path] = true
	}
	for _, f := range mine {
		if _, ok := r.File(f); ok && !runs[f] {
			found.Skipped = append(found.Skipped, source.Skipped{File: join(f), Reason: "is not among the files that " + r.Name + " runs"})
		}
	}
	if len(unit.Files) > 0 {
		if dump := d.restsOn(h, sorted); dump != "" {
			unit.Files = append(unit.Files, dump)
		}
		found.Units = append(found.Units, unit)
	}
}

// maxConfiguration bounds how much is read of a plan, a journal or a configuration.
const maxConfiguration = 16 << 20

// open gives a runner its view of a history.
func open(tree *source.Tree, root string, files []string) *runner.History {
	heads := make(map[string]string)
	texts := make(map[string]string)
	lists := make(map[string][]string)
	read := func(name string, limit int64) string {
		r, err := tree.Open(name, source.MaxSQL)
		if err != nil {
			return ""
		}
		defer r.Close()
		data, _ := io.ReadAll(io.LimitReader(r, limit))
		return strings.TrimPrefix(string(data), "\ufeff")
	}
	exists := func(name string) bool {
		_, err := tree.Stat(name)
		return err == nil
	}
	return &runner.History{
		Files:  files,
		Folder: root,
		Head: func(file string) string {
			h, ok := heads[file]
			if !ok {
				h = read(path.Join(root, file), 4<<10)
				heads[file] = h
			}
			return h
		},
		Near: func(name string) bool { return exists(path.Join(root, name)) },
		Has: func(name string) bool {
			for dir := root; ; dir = path.Dir(dir) {
				if exists(path.Join(dir, name)) {
					return true
				}
				if dir == "." {
					return false
				}
			}
		},
		Read: func(name string) string {
			full := path.Join(root, name)
			text, ok := texts[full]
			if !ok {
				if !strings.HasPrefix(full, "../") {
					text = read(full, maxConfiguration)
				}
				texts[full] = text
			}
			return text
		},
		List: func(dir string) []string {
			full := path.Join(root, dir)
			names, ok := lists[full]
			if !ok {
				entries, err := tree.ReadDir(full)
				if err == nil {
					for _, e := range entries {
						names = append(names, e.Name())
					}
				}
				lists[full] = names
			}
			return names
		},
	}
}

// isHistory tells whether a folder of SQL files is one of migrations.
func isHistory(root string, h *runner.History, r *runner.Runner) bool {
	hint := location(root)
	if hint < 0 {
		return false
	}
	if !r.Weak {
		return true
	}
	if isTests(h) {
		return false
	}
	numbered, others := 0, 0
	for _, f := range h.Files {
		if file, _ := runner.Plain.File(f); file.Version != "" || file.Direction == runner.Down {
			numbered++
		} else {
			others++
		}
	}
	if hint > 0 {
		return numbered >= others && numbered > 0
	}
	return numbered >= 2 && numbered >= 4*others
}

// location judges a path by its deepest telling folder: 1 for migrations, -1 for what is not run in production, else 0.
func location(root string) int {
	parts := strings.Split(strings.ToLower(root), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		p := parts[i]
		if i > 0 && parts[i-1] == "supabase" && p != "migrations" {
			return -1 // declared schemas, seeds, tests, snippets
		}
		if strings.Contains(p, "migration") || strings.Contains(p, "changelog") || strings.Contains(p, "changeset") {
			return 1
		}
		switch p {
		case "migrate", "migrates", "drizzle", "versioned", "schema_changes", "schemachanges", "evolutions":
			return 1
		case "seed", "seeds", "seeders", "fixture", "fixtures", "test", "tests", "testdata", "__tests__", "spec", "specs", "query", "queries", "example", "examples",
			"data", "dev", "mock", "mocks", "functions", "procedures", "views", "triggers", "snapshots", "dumps", "docs":
			return -1
		}
	}
	return 0
}

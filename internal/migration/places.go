package migration

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// isPart tells whether a folder holds one part of the history that is its parent.
func isPart(name string) bool {
	switch name {
	case "up", "down", "committed", "undo", "rollback", "rollbacks", "revert", "reverts":
		return true
	}
	return false
}

// special returns the folder of a file's history where a tool looks for files in other places than one folder.
func (d *discovery) special(file string) (string, bool) {
	dir, base := path.Dir(file), path.Base(file)
	switch {
	case path.Base(dir) == "current" && d.has(path.Join(path.Dir(dir), "committed")):
		return path.Dir(dir), true
	case flywayNamed(base):
		// Flyway reads the folders below its location, too. One that is named for a database is a location of its own.
		for a := dir; a != "."; a = path.Dir(a) {
			name := strings.ToLower(path.Base(a))
			if (name == "migration" || name == "migrations") && (a == dir || d.oneLocation(a)) {
				return a, true
			}
			if named(name) != "" {
				break
			}
		}
	case d.nested(dir):
		for a := dir; a != "."; a = path.Dir(a) {
			if d.changelog(a) {
				return a, true
			}
		}
	}
	return "", false
}

// maxLocation bounds how many files below a folder are compared.
const maxLocation = 20_000

// oneLocation tells whether the folders below one are one history of Flyway's. They are several when two of them have the
// same version: tenants, modules.
func (d *discovery) oneLocation(root string) bool {
	key := root + "/*flyway*"
	known, ok := d.exists[key]
	if ok {
		return known
	}
	known = true
	folder := make(map[string]string)
	n := 0
	_ = fs.WalkDir(d.tree.FS(), root, func(name string, e fs.DirEntry, err error) error {
		if n++; err != nil || n > maxLocation {
			return fs.SkipAll
		}
		base := path.Base(name)
		if e.IsDir() {
			if name != root && named(strings.ToLower(base)) != "" {
				return fs.SkipDir
			}
			return nil
		}
		if version, _, _ := strings.Cut(base, "__"); version != "R" && strings.HasSuffix(base, ".sql") && flywayNamed(base) {
			if other, ok := folder[version]; ok && other != path.Dir(name) {
				known = false
				return fs.SkipAll
			}
			folder[version] = path.Dir(name)
		}
		return nil
	})
	d.exists[key] = known
	return known
}

// flywayNamed tells whether a name is like V1__orders.sql.
func flywayNamed(base string) bool {
	v, rest, ok := strings.Cut(base, "__")
	return ok && len(rest) > len(".sql") && len(v) > 0 && (v == "R" || len(v) > 1 && strings.IndexByte("VUB", v[0]) >= 0 && startsWithDigit(v[1:]))
}

// nested tells whether a folder may be a deeper one of a history: of Flyway's locations, or of Liquibase's changelogs.
func (d *discovery) nested(dir string) bool {
	parts := strings.Split(strings.ToLower(dir), "/")
	for i, p := range parts {
		if strings.Contains(p, "changelog") || strings.Contains(p, "liquibase") {
			return true
		}
		if (p == "migration" || p == "migrations") && i+1 < len(parts) && named(parts[len(parts)-1]) == "" {
			return true
		}
	}
	return false
}

// changelog tells whether a folder has a changelog that lists files of SQL.
func (d *discovery) changelog(dir string) bool {
	key := dir + "/*changelog*"
	known, ok := d.exists[key]
	if !ok {
		known = slices.ContainsFunc(d.entries(dir), func(e fs.DirEntry) bool { return !e.IsDir() && runner.IsChangelog(e.Name()) })
		d.exists[key] = known
	}
	return known
}

// isDump tells whether a file is a dump of a schema that lies where nobody keeps tests.
func (d *discovery) isDump(file string) bool {
	if !runner.IsDumpName(file) || location(path.Dir(file)) < 0 {
		return false
	}
	return runner.IsDump(file, open(d.tree, path.Dir(file), nil).Head(path.Base(file)))
}

// dump takes note of a file when it is a dump, and returns the folders below it that may hold its migrations.
func (d *discovery) dump(file string) []string {
	if !d.isDump(file) {
		return nil
	}
	d.dumps = append(d.dumps, file)
	entries, err := d.tree.ReadDir(path.Dir(file))
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if dir := path.Join(path.Dir(file), e.Name()); e.IsDir() && location(dir) > 0 {
			out = append(out, dir)
		}
	}
	return out
}

// restsOn returns the dump that a history rests on: one in its folder or in the one above it, which holds migrations that
// the history has lost.
func (d *discovery) restsOn(h *runner.History, files []runner.File) string {
	for _, up := range [...]string{".", ".."} {
		dir := path.Join(h.Folder, up)
		for _, name := range h.List(up) {
			file := path.Join(dir, name)
			if !d.isDump(file) {
				continue
			}
			d.claimed[file] = true
			if runner.Squashed(h.Read(path.Join(up, name)), files) {
				return file
			}
		}
		if h.Folder == "." {
			break
		}
	}
	return ""
}

// addDumps makes the dumps units of their own that are no history's.
func (d *discovery) addDumps(found *source.Found) {
	for _, dump := range d.dumps {
		if !d.claimed[dump] {
			found.Units = append(found.Units, source.Unit{Name: dump, Files: []string{dump}})
		}
	}
	slices.SortStableFunc(found.Units, func(a, b source.Unit) int { return strings.Compare(a.Name, b.Name) })
}

// climb returns the path from a folder to one that it is in.
func climb(from, to string) string {
	up := ""
	for ; from != to && from != "."; from = path.Dir(from) {
		up += "../"
	}
	return up
}

// view opens a unit's history as its runner sees it. A dump that lies outside of the folder is what it rests on.
func view(tree *source.Tree, unit source.Unit, settings Settings) *runner.History {
	root := unit.Name
	if len(unit.Files) == 1 && unit.Files[0] == root {
		root = path.Dir(root)
	}
	h := open(tree, root, nil)
	h.PostgresVersion = settings.PostgresVersion
	for _, f := range unit.Files {
		rel, below := relative(root, f)
		switch {
		case !below:
			h.Base = climb(root, path.Dir(f)) + path.Base(f)
		case len(unit.Files) > 1 && runner.IsDumpName(rel) && runner.IsDump(rel, h.Head(rel)):
			h.Base = rel
		default:
			h.Files = append(h.Files, rel)
		}
	}
	return h
}

// isTests tells whether the files are tests of pgTAP, which are often numbered like the migrations that they test.
func isTests(h *runner.History) bool {
	return len(h.Files) > 0 && pgTAP.MatchString(h.Head(h.Files[0]))
}

var pgTAP = regexp.MustCompile(`(?i)\b(?:plan\(\s*\d+\s*\)|no_plan\(\s*\))`)

package runner

import (
	"path"
	"regexp"
	"strings"
)

// psqlCommand is a line that only psql understands.
var psqlCommand = regexp.MustCompile(`(?m)^\\[a-z.]`)

// Plain is any folder of SQL files of which nothing else is known: natural order of the names, each file sent as a whole.
// Names that say so are of the down direction.
var Plain = register(&Runner{
	Name: "plain",
	Doc: Doc{
		Title:        "Numbered files",
		Recognised:   "A folder whose path says that it holds migrations, or most of whose files have numbers, and that is no other tool's.",
		Files:        "Every `.sql` file.",
		Order:        "By name, numbers by value: 9 comes before 10, `v1.9` before `v1.10`. A folder for each release orders before what is in it.",
		Directions:   "Names such as `.down.sql`, `_rollback.sql` and `undo/` are down, all else is up.",
		Directives:   "The marks of goose, sql-migrate, dbmate, tern, node-pg-migrate and Liquibase count in a file that has them. `{{ … }}`, `${…}` and `:NAME` are placeholders.",
		Transactions: "A file is taken to be sent as one query, which the server runs as one transaction when it has several statements. A statement alone in its file runs outside of one, and so does every statement of a file with lines that only psql understands (`\\set`).",
	},
	Priority: last,
	Detect:   func(*History) bool { return true },
	Weak:     true,
	File:     plainFile,
	Order:    plainOrder,
	FileMode: func(_, text string) Mode {
		if psqlCommand.MatchString(text) {
			return None
		}
		return Implicit
	},
	Mode:               Implicit,
	OutsideTransaction: "have your migration tool run it outside of a transaction",
	Leaves:             true,
})

// Its sections are those of runners that are initialised with it.
func init() { Plain.Sections = genericSections }

func plainFile(name string) (File, bool) {
	if f, ok := upDown(name); ok {
		return f, true
	}
	base := stem(name)
	f := File{Path: name, Direction: Up}
	f.Version, f.Name = version(base)
	if f.Version == "" {
		f.Name = base
	}
	if dir := path.Dir(name); strings.Trim(dir, "v0123456789.") == "" && dir != "." {
		// A folder for each release orders before what is in it.
		f.Version, f.Name = strings.Trim(dir+"/"+f.Version, "/"), base
	}
	if isDownName(name) {
		f.Direction = Down
	}
	return f, true
}

// both is plainFile for tools whose files hold both directions, whatever their names say.
func both(name string) (File, bool) {
	f, ok := plainFile(name)
	f.Direction = Up
	return f, ok
}

// plainOrder takes a file for a way back by the last word of its title only when there is one to go back from: a migration
// may be called slow_down.
func plainOrder(_ *History, files []File) []File {
	up := make(map[string]bool)
	for _, f := range files {
		if f.Direction == Up {
			up[f.Version] = true
		}
	}
	for i, f := range files {
		if _, marked := upDown(f.Path); f.Direction == Down && !marked && !up[f.Version] && path.Dir(f.Path) == "." && strings.ContainsAny(stem(f.Path), "_-") && !strings.Contains(stem(f.Path), ".") {
			files[i].Direction = Up
		}
	}
	return files
}

// isDownName tells whether a path is that of a script that undoes another.
func isDownName(name string) bool {
	for dir := range strings.SplitSeq(path.Dir(name), "/") {
		switch strings.ToLower(dir) {
		case "down", "revert", "reverts", "rollback", "rollbacks", "undo":
			return true
		}
	}
	base := strings.ToLower(path.Base(name))
	for _, s := range [...]string{".down.sql", "_down.sql", "-down.sql", ".undo.sql", ".revert.sql", ".rollback.sql", "_rollback.sql", "-rollback.sql", "_revert.sql"} {
		if strings.HasSuffix(base, s) {
			return true
		}
	}
	return base == "down.sql" || base == "revert.sql" || base == "rollback.sql" || base == "undo.sql"
}

// genericSections understands the marks of the tools whose detection may have missed: a folder of mixed files.
func genericSections(text string) []Section {
	for _, r := range [...]*Runner{Goose, SQLMigrate, Dbmate, Tern, NodePgMigrate} {
		if s := r.Sections(text); len(s) > 0 {
			return s
		}
	}
	if isLiquibase(text[:min(len(text), 200)]) {
		return liquibaseSections(text)
	}
	return nil
}

package runner

import (
	"path"
	"regexp"
	"slices"
	"strings"
)

// Dump is a schema that pg_dump wrote: Rails's db/structure.sql, dbmate's db/schema.sql.
var Dump = register(&Runner{
	Name: "dump",
	Doc: Doc{
		Title: "Dumps: Rails's structure.sql, schema.sql", URL: "https://guides.rubyonrails.org/active_record_migrations.html#schema-dumping-and-you",
		Recognised: "A file named `structure.sql` or `schema.sql`, or whose name ends in `_structure.sql` or `_schema.sql`, that pg_dump wrote.",
		Files: "The dump itself. The schema is judged, its statements are not: nobody runs them against a database in use. When there is a history of SQL migrations in the folder, or in one below it, and the dump's list of `schema_migrations` names some that are gone, " +
			"the dump is that history's state; it is left aside when the history is complete, or when it lists none.",
		Order:        "The dump takes the place of the state behind the last migration that it lists; later ones go on from there.",
		Directives:   "Data of `COPY … FROM stdin` and lines of psql's own, such as `\\restrict`, are left out.",
		Transactions: "None.",
		Missing:      "Migrations in Ruby.",
	},
	Priority: byFolder - 5,
	Detect:   func(h *History) bool { return len(h.Files) == 1 && IsDump(h.Files[0], h.Head(h.Files[0])) },
	Configure: func(r *Runner, h *History) {
		if len(h.Files) == 1 && strings.Contains(h.Read(h.Files[0]), "ar_internal_metadata") || slices.Contains(h.list("."), "migrate") {
			r.OutsideTransaction = "put it in a migration of its own that says `disable_ddl_transaction!`"
		}
	},
	Dialect:            func(*History) string { return "postgresql" },
	File:               func(name string) (File, bool) { return File{Path: name, Name: stem(name), Direction: Base}, true },
	Mode:               None,
	OutsideTransaction: "have your migration tool run it outside of a transaction",
	Leaves:             true,
})

// IsDumpName tells whether a file's name is one that tools give to a dump of the schema.
func IsDumpName(name string) bool {
	base := path.Base(name)
	return base == "structure.sql" || base == "schema.sql" || strings.HasSuffix(base, "_structure.sql") || strings.HasSuffix(base, "_schema.sql")
}

// IsDump tells whether a file is a dump of the schema that pg_dump wrote.
func IsDump(name, head string) bool {
	return IsDumpName(name) && (strings.Contains(head, "PostgreSQL database dump") || strings.Contains(head, "pg_catalog.set_config('search_path', ''"))
}

var dumpedVersion = regexp.MustCompile(`(?m)^\s*(?:VALUES\s*)?\('(\w+)'\)[,;]`)

// dumpedVersions returns the versions of the migrations that a dump holds: dbmate and Rails insert them at its end.
func dumpedVersions(text string) []string {
	i := strings.LastIndex(text, "INSERT INTO")
	if i < 0 || !strings.Contains(text[i:min(len(text), i+200)], "schema_migrations") {
		return nil
	}
	var out []string
	for _, m := range dumpedVersion.FindAllStringSubmatch(text[i:], -1) {
		out = append(out, m[1])
	}
	return out
}

// Squashed tells whether a dump holds migrations that a history has no longer.
func Squashed(dump string, files []File) bool {
	have := make(map[string]bool, len(files))
	for _, f := range files {
		have[f.Version] = true
	}
	for _, v := range dumpedVersions(dump) {
		if !have[v] {
			return true
		}
	}
	return false
}

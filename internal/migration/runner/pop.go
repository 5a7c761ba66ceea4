package runner

import "strings"

// Pop is gobuffalo/pop: N_title.dialect.up.sql, in a transaction unless the name says autocommit.
var Pop = register(&Runner{
	Name: "pop",
	Doc: Doc{
		Title: "pop and fizz", URL: "https://github.com/gobuffalo/pop",
		Recognised:   "Names like `1_orders.postgres.up.sql` and `1_orders.autocommit.up.sql`, or templates with `.Options` in files with names like `1_orders.up.sql`.",
		Files:        "`<number>_<title>[.<database>][.autocommit].up.sql` and `.down.sql`. Of a migration that has a file for PostgreSQL and one for every database, the former counts; files for other databases are skipped.",
		Order:        "By the number.",
		Directions:   "A file for each.",
		Directives:   "`autocommit` in the name. Go templates are placeholders. `database.yml` names the database.",
		Transactions: "A file is a transaction; with `autocommit` it is sent as one query: only a statement alone in its file runs outside of a transaction.",
		Missing:      "Migrations in fizz.",
	},
	Priority: byNames,
	Detect: func(h *History) bool {
		return h.anyName(func(name string) bool {
			return strings.HasSuffix(name, ".postgres.up.sql") || strings.HasSuffix(name, ".autocommit.up.sql")
		}) || GolangMigrate.Detect(h) && h.anyHead(func(head string) bool { return strings.Contains(head, "index .Options \"Namespace\"") })
	},
	Dialect: func(h *History) string {
		text, _ := h.above("database.yml")
		return setting(text, "dialect")
	},
	File: func(name string) (File, bool) {
		f, ok := upDown(name)
		f.Name, _, _ = strings.Cut(f.Name, ".")
		return f, ok
	},
	Order: func(_ *History, files []File) []File {
		type migration struct{ version, direction string }
		own := make(map[migration]bool)
		for _, f := range files {
			if strings.Contains(f.Path, ".postgres.") {
				own[migration{f.Version, f.Direction}] = true
			}
		}
		out := files[:0]
		for _, f := range files {
			if strings.Contains(f.Path, ".postgres.") || !own[migration{f.Version, f.Direction}] {
				out = append(out, f)
			}
		}
		return out
	},
	FileMode: func(name, _ string) Mode {
		if strings.Contains(name, ".autocommit.") {
			return Implicit
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it alone in a migration file whose name ends in `.autocommit.up.sql`",
	Leaves:             true,
})

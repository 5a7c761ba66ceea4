package runner

import (
	"path"
	"regexp"
	"strings"
)

// Hasura has Diesel's folders; it sends each up.sql as one run_sql call, which is one transaction.
var Hasura = register(&Runner{
	Name: "hasura",
	Doc: Doc{
		Title: "Hasura", URL: "https://hasura.io/docs/2.0/migrations-metadata-seeds/overview/",
		Recognised:   "Folders with `up.sql` whose names begin with 13 digits, or that lie below a folder `hasura`.",
		Files:        "`migrations/<database>/<milliseconds>_<title>/up.sql` and `down.sql`; the folder of a database is a history of its own.",
		Order:        "By the number.",
		Directions:   "A file for each.",
		Directives:   "`metadata/databases/databases.yaml` says what kind of database it is.",
		Transactions: "A file is a transaction. Hasura has no way out of it.",
	},
	Priority: byNames + 1,
	Detect: func(h *History) bool {
		return folders(h) && (strings.Contains("/"+h.Folder+"/", "/hasura/") || h.anyName(func(name string) bool {
			return len(digits(path.Base(path.Dir(name)))) == 13 // milliseconds
		}))
	},
	Dialect: func(h *History) string {
		text, _ := h.above("metadata/databases/databases.yaml")
		return hasuraKind(text, path.Base(h.Folder))
	},
	File:               folder,
	Mode:               InRunner,
	OutsideTransaction: "run it by hand before the deployment, since Hasura runs every migration in a transaction",
})

var hasuraDatabase = regexp.MustCompile(`(?m)^\s*(?:-\s+)?(name|kind):[ \t]*["']?([\w-]+)`)

// hasuraKind returns the kind of a database that databases.yaml lists. An entry begins with its name.
func hasuraKind(text, database string) string {
	mine := false
	for _, m := range hasuraDatabase.FindAllStringSubmatch(text, 1000) {
		switch {
		case m[1] == "name":
			mine = m[2] == database
		case mine && m[2] == "citus":
			return "postgres"
		case mine:
			return m[2]
		}
	}
	return ""
}

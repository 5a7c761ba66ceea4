package runner

import "regexp"

var (
	nodeUp   = regexp.MustCompile(`(?i)^\s*--[\s-]*up\s+migration`)
	nodeDown = regexp.MustCompile(`(?i)^\s*--[\s-]*down\s+migration`)
	nodeMark = regexp.MustCompile(`(?im)^[ \t]*--[\t -]*(up|down)[ \t]+migration`)
)

// NodePgMigrate is salsita/node-pg-migrate: "-- Up Migration" and "-- Down Migration".
var NodePgMigrate = register(&Runner{
	Name: "node-pg-migrate",
	Doc: Doc{
		Title: "node-pg-migrate", URL: "https://salsita.github.io/node-pg-migrate/",
		Recognised:   "A line `-- Up Migration` or `-- Down Migration` in one of the first files.",
		Files:        "`<time>_<title>.sql` in the folder itself. Migrations in JavaScript and TypeScript beside them are not read.",
		Order:        "By the number.",
		Directions:   "`-- Up Migration` and `-- Down Migration` divide a file, in any case; a file without them is up.",
		Transactions: "All pending migrations are one transaction (`singleTransaction`, which is on unless the caller turns it off); a SQL migration has no way out of it. Which are pending is not known from the files: what a migration does is judged as if those before it had been deployed earlier.",
		Missing:      "What migrations in JavaScript do to the schema, and `singleTransaction: false`.",
	},
	Priority: byMarks,
	Detect:   func(h *History) bool { return h.anyHead(nodeMark.MatchString) },
	Dialect:  func(*History) string { return "postgresql" },
	File: func(name string) (File, bool) {
		f, _ := both(name)
		return f, f.Version != ""
	},
	Sections: func(text string) []Section {
		m := marks{text: text}
		lines(text, func(offset int, line string) bool {
			switch {
			case nodeUp.MatchString(line):
				m.begin(offset, Up, InRunner)
			case nodeDown.MatchString(line):
				m.begin(offset, Down, InRunner)
			}
			return true
		})
		return m.sections
	},
	Mode:               InRunner,
	AllPending:         true,
	OutsideTransaction: "write it as a migration in JavaScript that calls `pgm.noTransaction()`",
	Leaves:             true,
})

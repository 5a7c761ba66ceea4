package runner

import "regexp"

var alembicStep = regexp.MustCompile(`(?m)^-- Running (upgrade|downgrade) `)

// Alembic prints migrations in Python as SQL: alembic upgrade --sql.
var Alembic = register(&Runner{
	Name: "alembic",
	Doc: Doc{
		Title: "Alembic's SQL", URL: "https://alembic.sqlalchemy.org/en/latest/offline.html",
		Recognised:   "Comments `-- Running upgrade` in one of the first files, as `alembic upgrade --sql` prints them.",
		Files:        "Every `.sql` file of the folder. The migrations in Python are not read.",
		Order:        "By name, numbers by value.",
		Directions:   "A file whose first such comment says `downgrade` is down.",
		Transactions: "As the file has it: `BEGIN` and `COMMIT`, and none between them where Alembic's `autocommit_block()` ends one.",
	},
	Priority: byMarks,
	Detect:   func(h *History) bool { return h.anyHead(alembicStep.MatchString) },
	Configure: func(r *Runner, h *History) {
		r.File = func(name string) (File, bool) {
			f, ok := plainFile(name)
			if m := alembicStep.FindStringSubmatch(h.Head(name)); m != nil && m[1] == "downgrade" {
				f.Direction = Down
			}
			return f, ok
		}
	},
	File:               plainFile,
	Mode:               None,
	OutsideTransaction: "put it in `with op.get_context().autocommit_block():`",
	Leaves:             true,
})

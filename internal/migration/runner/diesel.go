package runner

import (
	"path"
	"strings"
)

// Diesel has one folder per migration, with up.sql and down.sql.
var Diesel = register(&Runner{
	Name: "diesel",
	Doc: Doc{
		Title: "Diesel", URL: "https://diesel.rs",
		Recognised:   "Folders with `up.sql` that are named for a version.",
		Files:        "`<version>_<title>/up.sql` and `down.sql`.",
		Order:        "By version as text, without its dashes: `2019-01-02-000000` and `20190102000000` are the same.",
		Directions:   "A file for each.",
		Directives:   "`run_in_transaction = false` in `metadata.toml` beside them.",
		Transactions: "A file is a transaction. With `run_in_transaction = false` it is sent as one query: only a statement alone in its file runs outside of a transaction.",
	},
	Priority: byNames + 2,
	Lexical:  true,
	Detect:   folders,
	Configure: func(r *Runner, h *History) {
		r.FileMode = func(name, _ string) Mode {
			if setting(h.Read(path.Dir(name)+"/metadata.toml"), "run_in_transaction") == "false" {
				return Implicit
			}
			return InRunner
		}
	},
	Dialect: cargoDialect("diesel"),
	File: func(name string) (File, bool) {
		f, ok := folder(name)
		if !ok {
			return f, false
		}
		f.Version, f.Name, _ = strings.Cut(path.Base(path.Dir(name)), "_")
		return f, true
	},
	Mode:               InRunner,
	OutsideTransaction: "put it alone in a migration whose metadata.toml says `run_in_transaction = false`",
	Leaves:             true,
})

package runner

import (
	"path"
	"regexp"
	"strings"
)

var graphileNoTransaction = regexp.MustCompile(`(?m)^--! no-transaction\b`)

// GraphileMigrate has committed migrations with a header, and one that is being written.
var GraphileMigrate = register(&Runner{
	Name: "graphile-migrate",
	Doc: Doc{
		Title: "Graphile Migrate", URL: "https://github.com/graphile/migrate",
		Recognised:   "`--! Previous:` at the beginning of one of the first files, or `.gmrc` above a folder with `committed/`.",
		Files:        "`committed/<number>[-<title>].sql`, and `current.sql` or the files of `current/`. Others in the folder, such as `afterReset.sql`, are not migrations.",
		Order:        "By the number; the current migration comes last, its parts by name.",
		Directions:   "Up only.",
		Directives:   "`--! no-transaction`. Placeholders `:NAME` stand for names.",
		Transactions: "A migration is a transaction; with `--! no-transaction` it is one statement outside of one.",
		Missing:      "What `--!include` includes, and the files' hashes.",
	},
	Priority: byMarks,
	Detect: func(h *History) bool {
		if h.anyHead(func(head string) bool { return strings.HasPrefix(head, "--! Previous:") }) {
			return true
		}
		return h.anyName(func(name string) bool { return strings.HasPrefix(name, "committed/") || name == "current.sql" }) &&
			(h.Has(".gmrc") || h.Has(".gmrc.js") || h.Has(".gmrc.cjs"))
	},
	Dialect: func(*History) string { return "postgresql" },
	File: func(name string) (File, bool) {
		dir, base := path.Split(name)
		f := File{Path: name, Direction: Up}
		switch {
		case dir == "committed/":
			f.Version = digits(base)
			f.Name = strings.TrimLeft(strings.TrimSuffix(base[len(f.Version):], ".sql"), "-")
			return f, f.Version != ""
		case dir == "current/" || name == "current.sql":
			f.Version, f.Name = "current", strings.TrimSuffix(base, ".sql")
			return f, true
		}
		return File{}, false
	},
	FileMode: func(_, text string) Mode {
		if graphileNoTransaction.MatchString(text) {
			return None
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it alone in a migration that begins with `--! no-transaction`",
	Leaves:             true,
	Leave:              withFirstLine("--! no-transaction"),
})

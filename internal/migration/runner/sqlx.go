package runner

import "strings"

// sqlxMark begins a file that runs without a transaction.
const sqlxMark = "-- no-transaction"

// Sqlx runs a file in a transaction unless it begins with "-- no-transaction".
var Sqlx = register(&Runner{
	Name: "sqlx",
	Doc: Doc{
		Title: "sqlx", URL: "https://github.com/launchbadge/sqlx",
		Recognised:   "`-- no-transaction` at the beginning of a file, or names like `1_orders.sql` in a Rust project: `Cargo.toml` or `.sqlx` in the folder or above it.",
		Files:        "`<number>_<title>.sql`, or `.up.sql` and `.down.sql`, in the folder itself.",
		Order:        "By the number's value.",
		Directions:   "A file for each, or up only.",
		Directives:   "`-- no-transaction`, which must be the first bytes of the file.",
		Transactions: "A file is a transaction. With `-- no-transaction` it is sent as one query: only a statement alone in its file runs outside of a transaction.",
	},
	Priority: byConfiguration + 2,
	Detect: func(h *History) bool {
		if !h.anyName(func(name string) bool { _, ok := sqlxFile(name); return ok }) {
			return false
		}
		return h.Has("Cargo.toml") || h.Has(".sqlx") || sqlxMarked(h)
	},
	Weak:    true,
	Dialect: cargoDialect("sqlx"),
	File:    sqlxFile,
	FileMode: func(_, text string) Mode {
		if strings.HasPrefix(text, sqlxMark) {
			return Implicit
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it alone in a migration file that begins with `-- no-transaction`",
	Leaves:             true,
	Leave:              withFirstLine(sqlxMark),
})

func sqlxFile(name string) (File, bool) {
	f, ok := numbered(name)
	if !ok {
		return f, false
	}
	for _, direction := range [...]string{Up, Down} {
		if rest, ok := strings.CutSuffix(f.Name, "."+direction); ok {
			f.Name, f.Direction = rest, direction
		}
	}
	return f, true
}

// sqlxHeads bounds how many files are looked at for the mark, which few have.
const sqlxHeads = 400

// sqlxMarked tells whether one of the files has sqlx's mark, and all have names that sqlx itself makes up.
func sqlxMarked(h *History) bool {
	for i, name := range h.Files {
		if f, ok := sqlxFile(name); !ok || len(f.Version) != len("20060102150405") || i == sqlxHeads {
			break
		}
		if strings.HasPrefix(h.Head(name), sqlxMark) {
			return true
		}
	}
	return h.anyHead(func(head string) bool { return strings.HasPrefix(head, sqlxMark) })
}

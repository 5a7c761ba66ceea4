package runner

import (
	"path"
	"regexp"
)

var refineryName = regexp.MustCompile(`^[UV](\d+(?:\.\d+)?)__(\w+)\.sql$`)

// Refinery is github.com/rust-db/refinery. Its names are Flyway's.
var Refinery = register(&Runner{
	Name: "refinery",
	Doc: Doc{
		Title: "refinery", URL: "https://github.com/rust-db/refinery",
		Recognised:   "Names like `V1__orders.sql` in a Rust project (`Cargo.toml` in the folder or above it) without a configuration of Flyway, or `U1__orders.sql` without a `V` of that version.",
		Files:        "`V<version>__<title>.sql` and `U<version>__<title>.sql`, which may be applied out of order, in the folder and in those below it.",
		Order:        "By version.",
		Directions:   "Up only.",
		Transactions: "A file is a transaction; refinery has no way out of it.",
		Missing:      "`set_grouped(true)` and migrations in Rust.",
	},
	Priority: byConfiguration + 1,
	Detect: func(h *History) bool {
		if !h.anyName(func(name string) bool { return refineryName.MatchString(path.Base(name)) }) {
			return false
		}
		if text, _ := h.above(flywayFiles[:4]...); text != "" {
			return false
		}
		if h.Has("Cargo.toml") {
			return true
		}
		// U is an undo script in Flyway, which only the V of its version can have.
		versioned := make(map[string]bool)
		for _, f := range h.Files {
			if m := refineryName.FindStringSubmatch(path.Base(f)); m != nil && path.Base(f)[0] == 'V' {
				versioned[m[1]] = true
			}
		}
		return h.anyName(func(f string) bool {
			m := refineryName.FindStringSubmatch(path.Base(f))
			return m != nil && path.Base(f)[0] == 'U' && !versioned[m[1]]
		})
	},
	Dialect: cargoDialect("refinery"),
	File: func(name string) (File, bool) {
		m := refineryName.FindStringSubmatch(path.Base(name))
		if m == nil {
			return File{}, false
		}
		return File{Path: name, Version: m[1], Name: m[2], Direction: Up}, true
	},
	Mode:               InRunner,
	OutsideTransaction: "run it by hand before the deployment, since refinery runs every migration in a transaction",
})

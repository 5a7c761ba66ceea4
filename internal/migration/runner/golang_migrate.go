package runner

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// GolangMigrate is github.com/golang-migrate/migrate: N_title.up.sql and N_title.down.sql, ordered by number. A file is
// sent as one simple query.
var GolangMigrate = register(&Runner{
	Name: "golang-migrate",
	Doc: Doc{
		Title: "golang-migrate", URL: "https://github.com/golang-migrate/migrate",
		Recognised:   "Names like `1_orders.up.sql`.",
		Files:        "`<number>_<title>.up.sql` and `<number>_<title>.down.sql` in the folder itself.",
		Order:        "By the number's value: 9 comes before 10.",
		Directions:   "A file for each.",
		Directives:   "None. `x-multi-statement=true` counts when a `Makefile`, `.env` or Compose file in the folder or above it says it.",
		Transactions: "A file is sent as one query, which the server runs as one transaction when it has several statements. A statement alone in its file runs outside of one. With `x-multi-statement` each statement is sent by itself.",
		Missing:      "`x-multi-statement` in the program that runs the migrations.",
	},
	Priority: byNames + 5,
	Detect:   func(h *History) bool { return h.anyName(isGolangMigrate) },
	Configure: func(r *Runner, h *History) {
		for _, name := range [...]string{"Makefile", ".env", "docker-compose.yml", "docker-compose.yaml", "compose.yaml", "compose.yml"} {
			if text, _ := h.above(name); strings.Contains(text, "x-multi-statement=true") {
				r.Mode = None
				return
			}
		}
	},
	File: func(name string) (File, bool) {
		if !isGolangMigrate(name) {
			return File{}, false
		}
		f, ok := upDown(name)
		if ok {
			f.Version = digits(path.Base(name))
			base := strings.TrimSuffix(strings.TrimSuffix(path.Base(name), ".sql"), "."+f.Direction)
			f.Name = strings.TrimPrefix(base, f.Version+"_")
		}
		return f, ok
	},
	Order:              byVersion,
	Mode:               Implicit,
	OutsideTransaction: "put the statement alone in a migration file of its own",
	Leaves:             true,
	Leave:              alone,
})

// byVersion puts down behind up where the version alone identifies a migration: titles may differ.
func byVersion(_ *History, files []File) []File {
	slices.SortStableFunc(files, func(a, b File) int { return cmp.Or(Compare(a.Version, b.Version), rank(a.Direction)-rank(b.Direction)) })
	return files
}

// isGolangMigrate tells whether a name is digits, an underscore, a title and a direction.
func isGolangMigrate(name string) bool {
	base := path.Base(name)
	v := digits(base)
	if v == "" || !strings.HasPrefix(base[len(v):], "_") {
		return false
	}
	return strings.HasSuffix(base, ".up.sql") || strings.HasSuffix(base, ".down.sql")
}

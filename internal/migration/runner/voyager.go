package runner

import "regexp"

var voyagerNoTransaction = regexp.MustCompile(`^\s*--\s+NO_TRANSACTION`)

// voyagerHeads bounds how many files are looked at for the mark, which few have.
const voyagerHeads = 400

// Voyager is github.com/concourse/voyager. Its names are golang-migrate's, with Go migrations among them.
var Voyager = register(&Runner{
	Name: "voyager",
	Doc: Doc{
		Title: "voyager", URL: "https://github.com/concourse/voyager",
		Recognised:   "Names like `1510262030_title.up.sql`, and `-- NO_TRANSACTION` at the beginning of one of the files.",
		Files:        "`<unix time>_<title>.up.sql` and `.down.sql`. Go migrations beside them are not read.",
		Order:        "By the number.",
		Directions:   "A file for each.",
		Directives:   "`-- NO_TRANSACTION` on the first line.",
		Transactions: "A file is a transaction; with `NO_TRANSACTION` every statement commits by itself.",
		Missing:      "What Go migrations do to the schema.",
	},
	Priority: byMarks + 5,
	Detect: func(h *History) bool {
		for i, f := range h.Files {
			if i == voyagerHeads || len(digits(stem(f))) != 10 {
				break
			}
			if isGolangMigrate(f) && voyagerNoTransaction.MatchString(h.Head(f)) {
				return true
			}
		}
		return false
	},
	Dialect: func(*History) string { return "postgresql" },
	File:    GolangMigrate.File,
	Order:   byVersion,
	FileMode: func(_, text string) Mode {
		if voyagerNoTransaction.MatchString(text[:min(len(text), 200)]) {
			return None
		}
		return InRunner
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own that begins with `-- NO_TRANSACTION`",
	Leaves:             true,
	Leave:              withFirstLine("-- NO_TRANSACTION"),
})

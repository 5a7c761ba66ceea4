package runner

import (
	"path"
	"slices"
	"strings"
)

// Dbmate is github.com/amacneil/dbmate: "-- migrate:up" and "-- migrate:down", with the option transaction:false. Without a
// transaction a block is still sent as one query.
var Dbmate = register(&Runner{
	Name: "dbmate",
	Doc: Doc{
		Title: "dbmate", URL: "https://github.com/amacneil/dbmate",
		Recognised:   "A line `-- migrate:up` in one of the first files.",
		Files:        "Files whose names begin with digits and end in `.sql`. `db/schema.sql` is read as the schema when it records migrations that the folder no longer has.",
		Order:        "By name, as text.",
		Directions:   "`-- migrate:up` and `-- migrate:down` divide a file; it may have several of each.",
		Directives:   "`transaction:false` behind either mark.",
		Transactions: "Each block is a transaction. With `transaction:false` it is still sent as one query, which the server runs as one transaction when it has several statements: only a statement alone runs outside of one.",
	},
	Priority: byMarks,
	Lexical:  true,
	Detect: func(h *History) bool {
		return h.anyHead(func(head string) bool {
			found := false
			lines(head, func(_ int, line string) bool {
				direction, _ := dbmateMark(line)
				found = direction != ""
				return !found
			})
			return found
		})
	},
	Dialect: func(h *History) string {
		text, _ := h.above(".env")
		return scheme(setting(text, "database_url"))
	},
	File: func(name string) (File, bool) {
		f, _ := both(name)
		return f, digits(path.Base(name)) != ""
	},
	Sections: func(text string) []Section {
		m := marks{text: text}
		lines(text, func(offset int, line string) bool {
			if direction, mode := dbmateMark(line); direction != "" {
				m.begin(offset, direction, mode)
			}
			return true
		})
		return m.sections
	},
	Mode:               InRunner,
	OutsideTransaction: "put it alone in a migration file that begins with `-- migrate:up transaction:false`",
	Leaves:             true,
	Leave:              withOption("transaction:false"),
})

// dbmateMark reads a line that begins a block.
func dbmateMark(line string) (direction string, mode Mode) {
	options, ok := annotation(line, "migrate:")
	if !ok {
		return "", ""
	}
	words := strings.Fields(options)
	if len(words) == 0 || words[0] != Up && words[0] != Down {
		return "", ""
	}
	if slices.Contains(words[1:], "transaction:false") {
		return words[0], Implicit
	}
	return words[0], InRunner
}

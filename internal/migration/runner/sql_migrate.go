package runner

import "strings"

// SQLMigrate is github.com/rubenv/sql-migrate: "-- +migrate Up" and "-- +migrate Down", with the option notransaction.
var SQLMigrate = register(&Runner{
	Name: "sql-migrate",
	Doc: Doc{
		Title: "sql-migrate", URL: "https://github.com/rubenv/sql-migrate",
		Recognised:   "`-- +migrate` in one of the first files.",
		Files:        "Every `.sql` file in the folder.",
		Order:        "By the number at the beginning of the name, by value, and then by name.",
		Directions:   "`-- +migrate Up` and `-- +migrate Down` divide a file.",
		Directives:   "`notransaction` behind either mark, `StatementBegin` and `StatementEnd`. `dbconfig.yml` names the database.",
		Transactions: "Each direction of a file is a transaction unless its mark says `notransaction`; then every statement commits by itself.",
	},
	Priority: byMarks,
	Detect: func(h *History) bool {
		return h.anyHead(func(head string) bool { return strings.Contains(head, "-- +migrate ") })
	},
	Dialect: func(h *History) string {
		text, _ := h.above("dbconfig.yml")
		return setting(text, "dialect")
	},
	File: both,
	Sections: func(text string) []Section {
		m := marks{text: text}
		lines(text, func(offset int, line string) bool {
			mark, ok := annotation(line, "+migrate ")
			if !ok {
				return true
			}
			word, option, _ := strings.Cut(mark, " ")
			mode := InRunner
			if option == "notransaction" {
				mode = None
			}
			switch word {
			case "Up":
				m.begin(offset, Up, mode)
			case "Down":
				m.begin(offset, Down, mode)
			case "StatementBegin", "StatementEnd":
				m.breakAt(offset)
			}
			return true
		})
		return m.sections
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own that says `-- +migrate Up notransaction`",
	Leaves:             true,
	Leave:              withOption("notransaction"),
})

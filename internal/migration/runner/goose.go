package runner

import (
	"regexp"
	"strings"
)

var gooseEnv = regexp.MustCompile(`(?mi)^--[ \t]*\+goose[ \t]+envsub[ \t]+on`)

// Goose is github.com/pressly/goose: one file with "-- +goose Up" and "-- +goose Down", each in a transaction unless the
// file says NO TRANSACTION.
var Goose = register(&Runner{
	Name: "goose",
	Doc: Doc{
		Title: "goose", URL: "https://github.com/pressly/goose",
		Recognised:   "`-- +goose` in one of the first files.",
		Files:        "`<number>_<title>.sql` in the folder itself. Go migrations beside them are not read.",
		Order:        "By the number's value: 9 comes before 10.",
		Directions:   "`-- +goose Up` and `-- +goose Down` divide a file. What precedes the first of them does not run.",
		Directives:   "`NO TRANSACTION`, `StatementBegin` and `StatementEnd`, and `ENVSUB ON` and `OFF`, within which `$NAME` and `${NAME}` are placeholders. Case does not count; the two dashes begin the line.",
		Transactions: "Each direction of a file is a transaction. `NO TRANSACTION` holds for the whole file, both directions: every statement then commits by itself.",
		Missing:      "What Go migrations do to the schema.",
	},
	Priority: byMarks,
	Detect: func(h *History) bool {
		return h.anyHead(func(head string) bool { return strings.Contains(strings.ToLower(head), "-- +goose ") })
	},
	Dialect: func(h *History) string {
		text, _ := h.above(".env")
		return setting(text, "goose_driver")
	},
	File:   numbered,
	Script: gooseVariables,
	Sections: func(text string) []Section {
		m := marks{text: text}
		noTransaction := false
		lines(text, func(offset int, line string) bool {
			mark, ok := annotation(line, "+goose ")
			if !ok {
				return true
			}
			switch {
			case strings.EqualFold(mark, "up"):
				m.begin(offset, Up, InRunner)
			case strings.EqualFold(mark, "down"):
				m.begin(offset, Down, InRunner)
			case strings.EqualFold(mark, "statementbegin"), strings.EqualFold(mark, "statementend"):
				m.breakAt(offset)
			case strings.EqualFold(mark, "no transaction"):
				noTransaction = true
			}
			return true
		})
		if noTransaction {
			for i := range m.sections {
				m.sections[i].Mode = None
			}
		}
		return m.sections
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own that begins with `-- +goose NO TRANSACTION`",
	Leaves:             true,
	Leave:              withFirstLine("-- +goose NO TRANSACTION"),
})

// gooseVariables writes $NAME as a placeholder of psql's where goose fills it in. ${NAME} is one already.
func gooseVariables(_ File, text string) string {
	if !gooseEnv.MatchString(text) {
		return text
	}
	b := blanks{text: text}
	on := false
	lines(text, func(offset int, line string) bool {
		if mark, ok := annotation(line, "+goose ENVSUB "); ok {
			on = strings.EqualFold(mark, "on")
			return true
		}
		for i := 0; on && i+1 < len(line); i++ {
			c := line[i+1]
			if line[i] == '$' && (i == 0 || line[i-1] != '$') && (c == '_' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z') && !closesQuote(line[i+1:]) {
				b.put(offset+i, ":")
			}
		}
		return true
	})
	return b.String()
}

// closesQuote tells whether what follows a dollar sign is the tag of a dollar quote.
func closesQuote(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c == '$' {
			return true
		}
		if c != '_' && !isDigit(c) && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return false
}

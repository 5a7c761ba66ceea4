package runner

import "strings"

// Goose is github.com/pressly/goose: one file with "-- +goose Up" and "-- +goose Down", each in a transaction unless the
// file says NO TRANSACTION.
var Goose = &Runner{
	Name: "goose",
	Detect: func(h *History) bool {
		return anyHead(h, func(head string) bool { return strings.Contains(strings.ToLower(head), "-- +goose ") })
	},
	File: func(name string) (File, bool) {
		v, rest := version(stem(name))
		return File{Path: name, Version: v, Name: rest, Direction: Up}, v != ""
	},
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
}

// annotation reads a line such as "-- +goose Up" and returns what follows the prefix.
func annotation(line, prefix string) (string, bool) {
	rest, ok := strings.CutPrefix(line, "--")
	if !ok {
		return "", false
	}
	rest = strings.TrimLeft(rest, " \t")
	if len(rest) < len(prefix) || !strings.EqualFold(rest[:len(prefix)], prefix) {
		return "", false
	}
	return strings.Join(strings.Fields(rest[len(prefix):]), " "), true
}

package runner

import "strings"

// SQLMigrate is github.com/rubenv/sql-migrate: "-- +migrate Up" and "-- +migrate Down", with the option notransaction.
var SQLMigrate = &Runner{
	Name: "sql-migrate",
	Detect: func(h *History) bool {
		return anyHead(h, func(head string) bool { return strings.Contains(head, "-- +migrate ") })
	},
	File: plainFile,
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
}

// Dbmate is github.com/amacneil/dbmate: "-- migrate:up" and "-- migrate:down", with the option transaction:false. Without a
// transaction a block is still sent as one query.
var Dbmate = &Runner{
	Name:    "dbmate",
	Lexical: true,
	Detect: func(h *History) bool {
		return anyHead(h, func(head string) bool {
			found := false
			lines(head, func(_ int, line string) bool {
				_, found = annotation(line, "migrate:up")
				return !found
			})
			return found
		})
	},
	File: plainFile,
	Sections: func(text string) []Section {
		m := marks{text: text}
		lines(text, func(offset int, line string) bool {
			direction := ""
			option, ok := annotation(line, "migrate:up")
			if ok {
				direction = Up
			} else if option, ok = annotation(line, "migrate:down"); ok {
				direction = Down
			} else {
				return true
			}
			mode := InRunner
			if strings.Contains(option, "transaction:false") {
				mode = Implicit
			}
			m.begin(offset, direction, mode)
			return true
		})
		return m.sections
	},
	Mode:               InRunner,
	OutsideTransaction: "put it alone in a migration file that begins with `-- migrate:up transaction:false`",
}

// Tern is github.com/jackc/tern: a line separates up from down.
var Tern = &Runner{
	Name: "tern",
	Detect: func(h *History) bool {
		return h.Near("tern.conf") || anyHead(h, func(head string) bool {
			return strings.Contains(head, "---- create above / drop below ----") || strings.Contains(head, "---- tern:")
		})
	},
	File: func(name string) (File, bool) {
		v, rest := version(stem(name))
		return File{Path: name, Version: v, Name: rest, Direction: Up}, v != "" && !strings.Contains(name, "/")
	},
	Sections: func(text string) []Section {
		i := strings.Index(text, "---- create above / drop below ----")
		if i < 0 {
			return nil
		}
		mode := ternMode("", text)
		return []Section{{Start: 0, End: i, Direction: Up, Mode: mode}, {Start: i, End: len(text), Direction: Down, Mode: mode}}
	},
	FileMode:           ternMode,
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own with the line `---- tern: disable-tx ----`",
}

func ternMode(_, text string) Mode {
	if strings.Contains(text, "---- tern: disable-tx ----") {
		return None
	}
	return InRunner
}

// Liquibase is formatted SQL: changesets, each in a transaction, with rollbacks in comments.
var Liquibase = &Runner{
	Name: "liquibase",
	Detect: func(h *History) bool {
		return anyHead(h, func(head string) bool {
			first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(head)), "\n")
			return strings.HasPrefix(first, "--") && strings.Contains(first, "liquibase formatted")
		})
	},
	File: plainFile,
	Sections: func(text string) []Section {
		m := marks{text: text}
		lines(text, func(offset int, line string) bool {
			attributes, ok := annotation(line, "changeset ")
			if !ok {
				return true
			}
			mode := InRunner
			if strings.Contains(strings.ToLower(attributes), "runintransaction:false") {
				mode = None
			}
			m.begin(offset, Up, mode)
			return true
		})
		return m.sections
	},
	Mode:               InRunner,
	OutsideTransaction: "put it in a changeset of its own with `runInTransaction:false`",
}

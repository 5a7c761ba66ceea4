package runner

import (
	"regexp"
	"strings"
)

// ternSeparator parts up from down.
const ternSeparator = "---- create above / drop below ----"

var ternNoTransaction = regexp.MustCompile(`(?m)^---- tern: disable-tx ----\r?$`)

// Tern is github.com/jackc/tern: a line separates up from down.
var Tern = register(&Runner{
	Name: "tern",
	Doc: Doc{
		Title: "tern", URL: "https://github.com/jackc/tern",
		Recognised:   "`tern.conf` in the folder or in one above it, tern's separator line, or a `---- tern:` mark in one of the first files.",
		Files:        "`<number>_<title>.sql` in the folder itself; those in subfolders, such as `shared/`, are parts for templates and not migrations.",
		Order:        "By the number.",
		Directions:   "What stands above the line `" + ternSeparator + "` is up, what stands below is down. A file without it has no way back.",
		Directives:   "`---- tern: disable-tx ----`. Templates `{{ … }}` are placeholders.",
		Transactions: "Each direction of a file is a transaction; with `disable-tx` among its lines its statements run by themselves.",
		Missing:      "What `{{ template }}` includes.",
	},
	Priority: byMarks,
	Detect: func(h *History) bool {
		if h.anyHead(func(head string) bool {
			return strings.Contains(head, ternSeparator) || strings.Contains(head, "---- tern:")
		}) {
			return true
		}
		return h.Has("tern.conf") && h.anyName(func(name string) bool { _, ok := numbered(name); return ok })
	},
	Dialect: func(*History) string { return "postgresql" },
	File:    numbered,
	Sections: func(text string) []Section {
		i := strings.Index(text, ternSeparator)
		if i < 0 {
			return nil
		}
		return []Section{{Start: 0, End: i, Direction: Up, Mode: ternMode("", text[:i])}, {Start: i, End: len(text), Direction: Down, Mode: ternMode("", text[i:])}}
	},
	FileMode:           ternMode,
	Mode:               InRunner,
	OutsideTransaction: "put it in a migration file of its own with the line `---- tern: disable-tx ----`",
	Leaves:             true,
	Leave:              withFirstLine("---- tern: disable-tx ----"),
})

func ternMode(_, text string) Mode {
	if ternNoTransaction.MatchString(text) {
		return None
	}
	return InRunner
}

package runner

import (
	"encoding/json"
	"path"
	"slices"
	"strings"
)

// drizzleBreak parts statements. It is a comment.
const drizzleBreak = "--> statement-breakpoint"

// Drizzle runs all pending migrations in one transaction.
var Drizzle = register(&Runner{
	Name: "drizzle",
	Doc: Doc{
		Title: "Drizzle", URL: "https://orm.drizzle.team/docs/migrations",
		Recognised:   "`meta/_journal.json` in the folder, folders with `migration.sql` and `snapshot.json`, or `" + drizzleBreak + "` in one of the first files.",
		Files:        "Those that the journal lists; without one, every `.sql` file of the folder and every `<time>_<title>/migration.sql`.",
		Order:        "As the journal has it (`idx`); without one, by name.",
		Directions:   "Up only.",
		Directives:   "`" + drizzleBreak + "` ends a statement. `dialect` in the journal or the snapshots names the database.",
		Transactions: "All pending migrations are one transaction; there is no way out of it. Which are pending is not known from the files: what a migration does is judged as if those before it had been deployed earlier.",
	},
	Priority: byFolder,
	Detect: func(h *History) bool {
		if h.Near("meta/_journal.json") || h.anyHead(func(head string) bool { return strings.Contains(head, drizzleBreak) }) {
			return true
		}
		first := firstMigrationFolder(h)
		return first != "" && slices.Contains(h.list(path.Dir(first)), "snapshot.json")
	},
	Configure: func(r *Runner, h *History) {
		tags := drizzleJournal(h)
		if len(tags) == 0 {
			return
		}
		r.Order = func(_ *History, files []File) []File {
			files = slices.DeleteFunc(files, func(f File) bool { _, ok := tags[stem(f.Path)]; return !ok })
			slices.SortStableFunc(files, func(a, b File) int { return tags[stem(a.Path)] - tags[stem(b.Path)] })
			return files
		}
	},
	Dialect: func(h *History) string {
		text := h.Read("meta/_journal.json")
		if text == "" {
			if f := firstMigrationFolder(h); f != "" {
				text = h.Read(path.Dir(f) + "/snapshot.json")
			}
		}
		var d struct{ Dialect string }
		_ = json.Unmarshal([]byte(text), &d)
		return d.Dialect
	},
	File: func(name string) (File, bool) {
		if f, ok := migrationFolder(name); ok {
			return f, true
		}
		f, _ := both(name)
		return f, !strings.Contains(name, "/")
	},
	Sections: func(text string) []Section {
		s := Section{End: len(text), Direction: Up, Mode: InRunner}
		lines(text, func(offset int, line string) bool {
			if i := strings.Index(line, drizzleBreak); i >= 0 {
				s.Breaks = append(s.Breaks, offset+i)
			}
			return true
		})
		return []Section{s}
	},
	Mode:               InRunner,
	AllPending:         true,
	OutsideTransaction: "run it by hand before the deployment, since drizzle runs all migrations in one transaction",
})

// firstMigrationFolder returns the first file of the history that is a folder's migration.sql, "" when there is none.
func firstMigrationFolder(h *History) string {
	i := slices.IndexFunc(h.Files, func(name string) bool { _, ok := migrationFolder(name); return ok })
	if i < 0 {
		return ""
	}
	return h.Files[i]
}

// drizzleJournal returns the places of the files that the journal lists, by their names without the extension.
func drizzleJournal(h *History) map[string]int {
	var journal struct {
		Entries []struct {
			Idx int
			Tag string
		}
	}
	if err := json.Unmarshal([]byte(h.Read("meta/_journal.json")), &journal); err != nil {
		return nil
	}
	tags := make(map[string]int, len(journal.Entries))
	for _, e := range journal.Entries {
		tags[e.Tag] = e.Idx
	}
	return tags
}

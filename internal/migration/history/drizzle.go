package history

import (
	"encoding/json"
	"strconv"
	"strings"
)

// DrizzleJournal is the path of Drizzle's list of migrations.
const DrizzleJournal = "meta/_journal.json"

// Snapshot is what Drizzle notes of the schema after a migration.
type Snapshot struct{ File, ID, Previous string }

// Drizzle checks the journal against the files of its folder: drizzle-orm runs what the journal lists, in its order, and
// leaves out what is not newer than the last migration that the database has run
// (https://orm.drizzle.team/docs/drizzle-kit-migrate).
//
// Kinds: "malformed", "no file" (Subject is the file of an entry), "no entry" (a file is not listed), "repeated" (two
// entries have one number; Subject and Other are their names), "late" (an entry is not newer than Other before it), "fork"
// (Subject and Other are snapshots that continue the same one).
func Drizzle(journal string, exists func(name string) bool, names []string, snapshots []Snapshot) []Fault {
	var list struct {
		Entries []struct {
			Idx  int     `json:"idx"`
			When float64 `json:"when"`
			Tag  string  `json:"tag"`
		} `json:"entries"`
	}
	if err := json.Unmarshal([]byte(journal), &list); err != nil {
		return []Fault{{Kind: "malformed", File: DrizzleJournal}}
	}
	var faults []Fault
	add := func(f Fault) {
		if len(faults) < maxFaults {
			faults = append(faults, f)
		}
	}
	tags := make(map[string]bool, len(list.Entries))
	numbers := make(map[int]string, len(list.Entries))
	newest, when := "", 0.0
	line := lineFinder(journal)
	for _, e := range list.Entries {
		at := line(strconv.Quote(e.Tag))
		fault := func(kind, subject, other string) {
			add(Fault{Kind: kind, File: DrizzleJournal, Line: at, Subject: subject, Other: other})
		}
		if !exists(e.Tag + ".sql") {
			fault("no file", e.Tag+".sql", "")
		}
		if other, ok := numbers[e.Idx]; ok {
			fault("repeated", e.Tag, other)
		} else if newest != "" && e.When <= when {
			fault("late", e.Tag, newest)
		}
		tags[e.Tag], numbers[e.Idx] = true, e.Tag
		if e.When > when {
			newest, when = e.Tag, e.When
		}
	}
	for _, n := range names {
		if tag, ok := strings.CutSuffix(n, ".sql"); ok && tag != "" && tag[0] >= '0' && tag[0] <= '9' && !tags[tag] {
			add(Fault{Kind: "no entry", File: n, Subject: n})
		}
	}
	follows := make(map[string]string, len(snapshots))
	for _, s := range snapshots {
		if other, ok := follows[s.Previous]; ok {
			add(Fault{Kind: "fork", File: s.File, Subject: s.File, Other: other})
		} else if s.Previous != "" {
			follows[s.Previous] = s.File
		}
	}
	return faults
}

// SnapshotHead reads the first bytes of a snapshot, which name it and the one that it continues.
func SnapshotHead(file, head string) Snapshot {
	return Snapshot{File: file, ID: jsonString(head, `"id"`), Previous: jsonString(head, `"prevId"`)}
}

// jsonString returns the string that follows a key for the first time.
func jsonString(text, key string) string {
	_, rest, ok := strings.Cut(text, key)
	if !ok {
		return ""
	}
	rest, ok = strings.CutPrefix(strings.TrimLeft(rest, " \t\r\n:"), `"`)
	value, _, closed := strings.Cut(rest, `"`)
	if !ok || !closed {
		return ""
	}
	return value
}

// lineFinder returns a function that finds the line of each of some texts, which it looks for one after the other.
func lineFinder(text string) func(s string) int {
	line, from := 1, 0
	return func(s string) int {
		i := strings.Index(text[from:], s)
		if i < 0 {
			return 0
		}
		line += strings.Count(text[from:from+i], "\n")
		from += i
		return line
	}
}

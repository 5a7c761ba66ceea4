package history

import (
	"regexp"
	"strings"
)

var (
	changesetLine = regexp.MustCompile(`(?im)^\s*--\s*changeset\s+(\S+:\S+)(.*)$`)
	repeats       = regexp.MustCompile(`(?i)\b(?:runOnChange|runAlways):\s*"?true`)
	validChecksum = regexp.MustCompile(`(?im)^\s*--\s*validCheckSum`)
)

// ChangesetsChanged tells whether a file of Liquibase's formatted SQL has lost or changed a changeset that it had: new ones
// may be added, and those that run on each change may change.
func ChangesetsChanged(was, is string, same func(a, b string) bool) bool {
	now := changesets(is)
	for id, before := range changesets(was) {
		after, ok := now[id]
		if !ok || !repeats.MatchString(before.attributes) && !validChecksum.MatchString(after.text) && !same(before.text, after.text) {
			return true
		}
	}
	return false
}

type changeset struct{ attributes, text string }

func changesets(text string) map[string]changeset {
	out := make(map[string]changeset)
	places := changesetLine.FindAllStringSubmatchIndex(text, -1)
	for i, p := range places {
		end := len(text)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		out[strings.ToLower(text[p[2]:p[3]])] = changeset{attributes: text[p[4]:p[5]], text: text[p[1]:end]}
	}
	return out
}

// RepeatedChangeset is a changeset whose author and id another one of the file has, and which runs under the same conditions.
type RepeatedChangeset struct {
	ID string
	// Line is where it begins, and First where the other one does.
	Line, First int
}

// RepeatedChangesets lists the changesets of a file that Liquibase cannot tell from an earlier one.
func RepeatedChangesets(text string) []RepeatedChangeset {
	var out []RepeatedChangeset
	first := make(map[string]int)
	line, from := 1, 0
	for _, p := range changesetLine.FindAllStringSubmatchIndex(text, -1) {
		line += strings.Count(text[from:p[2]], "\n")
		from = p[2]
		id := text[p[2]:p[3]]
		// dbms, contexts and labels may choose one of several.
		key := id + " " + strings.Join(strings.Fields(text[p[4]:p[5]]), " ")
		if other, ok := first[key]; !ok {
			first[key] = line
		} else if len(out) < maxFaults {
			out = append(out, RepeatedChangeset{id, line, other})
		}
	}
	return out
}

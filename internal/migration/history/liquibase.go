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

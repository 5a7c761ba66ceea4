package history

import (
	"crypto/sha1" //nolint:gosec // it is what Graphile Migrate computes
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// committed is the name of a migration that Graphile Migrate has committed.
var committed = regexp.MustCompile(`^([0-9]+)(?:-[-_a-zA-Z0-9]*)?\.sql$`)

// Graphile checks the headers of Graphile Migrate's committed migrations: each names the hash of the one before it and its
// own, which is the SHA-1 of the two together (https://github.com/graphile/migrate, "Committed migrations").
//
// Kinds: "header" (a line that must be there is missing or not alone; Subject says which), "chain" (Subject is the hash
// that it follows, Other the file before it), "hash" (the content is not that of its hash).
func Graphile(names []string, read func(name string) ([]byte, error)) []Fault {
	var files []string
	for _, n := range names {
		if path.Base(path.Dir(n)) == "committed" && committed.MatchString(path.Base(n)) {
			files = append(files, n)
		}
	}
	number := func(n string) string { return committed.FindStringSubmatch(path.Base(n))[1] }
	slices.SortStableFunc(files, func(a, b string) int { return strings.Compare(number(a), number(b)) })
	var faults []Fault
	previous, before := "", ""
	for _, name := range files {
		if len(faults) == maxFaults {
			break
		}
		data, err := read(name)
		if err != nil {
			return faults // unreadable, which is said elsewhere
		}
		h, missing := graphileHeader(string(data))
		if missing != "" {
			faults = append(faults, Fault{Kind: "header", File: name, Line: 1, Subject: missing})
			return faults // what follows cannot be told
		}
		follows := h.values["Previous"]
		if follows == "-" {
			follows = ""
		}
		hash := h.values["Hash"]
		_, allowed := h.values["AllowInvalidHash"]
		switch {
		case follows != previous:
			faults = append(faults, Fault{Kind: "chain", File: name, Line: h.lines["Previous"], Subject: h.values["Previous"], Other: before})
		case !allowed && hash != graphileHash(follows, h.body):
			faults = append(faults, Fault{Kind: "hash", File: name, Line: h.lines["Hash"], Subject: hash})
		}
		previous, before = hash, name
	}
	return faults
}

type graphileFile struct {
	values map[string]string
	lines  map[string]int
	body   string
}

var graphileLine = regexp.MustCompile(`^--! ([A-Z][a-zA-Z0-9_]*)(?::(.*))?$`)

// graphileHeader reads a committed migration. Missing says what its header lacks.
func graphileHeader(text string) (f graphileFile, missing string) {
	f = graphileFile{values: make(map[string]string), lines: make(map[string]int)}
	n, rest := 0, text
	for {
		line, after, more := strings.Cut(rest, "\n")
		m := graphileLine.FindStringSubmatch(line)
		if m == nil {
			if line != "" {
				missing = "an empty line after the header"
			}
			break
		}
		n++
		f.values[m[1]], f.lines[m[1]] = strings.TrimFunc(m[2], space), n
		if rest = after; !more {
			break
		}
	}
	f.body = strings.TrimFunc(rest, space)
	for _, key := range [...]string{"Hash", "Previous"} {
		if f.values[key] == "" {
			missing = "the line --! " + key
		}
	}
	return f, missing
}

func graphileHash(previous, body string) string {
	sum := sha1.Sum([]byte(strings.TrimFunc(previous+"\n"+body, space) + "\n")) //nolint:gosec // see above
	return "sha1:" + hex.EncodeToString(sum[:])
}

// space is what JavaScript trims.
func space(c rune) bool { return unicode.IsSpace(c) && c != 0x85 || c == 0xfeff }

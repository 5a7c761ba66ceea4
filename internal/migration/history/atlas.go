package history

import (
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"regexp"
	"strings"
)

// Fault is one breach of a checksum file, a plan or a journal.
type Fault struct {
	// Kind says what is wrong; each checker lists its own.
	Kind string
	// File is where it is, relative to the history's folder, and Line the line there, from 1; zero means the whole file.
	File string
	Line int
	// Subject is what it is about: a file, a change, a hash.
	Subject string
	// Other is what the subject is not in accord with.
	Other string
}

// maxFaults bounds the faults of one history: beyond it a person reads no further.
const maxFaults = 200

// AtlasSum is the name of Atlas's checksum file.
const AtlasSum = "atlas.sum"

// Atlas checks atlas.sum against the files of its folder, as Atlas does before it runs anything: each line has the hash of
// all names and contents up to its file, and the first line the hash of the others
// (https://atlasgo.io/concepts/migration-directory-integrity).
//
// Kinds: "malformed" (a line), "sum" (the list is in another order, or the first line is not its hash), "missing" (a listed file is not there),
// "unlisted" (a file is not in the list), "changed" (the first file whose content is not that of the list; those that
// follow cannot be told).
func Atlas(sum string, names []string, read func(name string) ([]byte, error)) []Fault {
	list, faults := parseSum(sum)
	if len(faults) > 0 {
		return faults
	}
	listed := make(map[string]int, len(list.entries))
	for _, e := range list.entries {
		listed[e.name] = e.line
	}
	exists := make(map[string]bool, len(names))
	intact, readable := true, true
	running := sha256.New()
	for i, next := 0, 0; i < len(names) && len(faults) < maxFaults; i++ {
		name := names[i]
		exists[name] = true
		// What Atlas is told to ignore counts by its name only.
		data, err := read(name)
		if err != nil {
			intact, readable = false, false
		}
		running.Write([]byte(name))
		if ignoresSum(data) {
			continue
		}
		running.Write(data)
		if listed[name] == 0 {
			faults = append(faults, Fault{Kind: "unlisted", File: name, Subject: name})
			intact = false
			continue
		}
		if !intact {
			continue
		}
		if next < len(list.entries) && list.entries[next].name == name {
			if encode(running) != list.entries[next].hash {
				faults = append(faults, Fault{Kind: "changed", File: name, Subject: name})
				intact = false
			}
			next++
		} else {
			intact = false // files are missing, or in another order
		}
	}
	for _, e := range list.entries {
		if len(faults) == maxFaults {
			break
		}
		if !exists[e.name] {
			faults = append(faults, Fault{Kind: "missing", File: AtlasSum, Line: e.line, Subject: e.name})
		}
	}
	if len(faults) == 0 && readable && (!intact || list.sum() != list.total) {
		faults = append(faults, Fault{Kind: "sum", File: AtlasSum, Line: 1, Subject: list.total})
	}
	return faults
}

// AtlasFiles chooses those of a folder's files that Atlas counts: those up when the list has such only, as in a folder
// of golang-migrate's format, or else all.
func AtlasFiles(sum string, names []string) []string {
	list, _ := parseSum(sum)
	onlyUp := len(list.entries) > 0
	for _, e := range list.entries {
		onlyUp = onlyUp && strings.HasSuffix(e.name, ".up.sql")
	}
	var out []string
	for _, n := range names {
		if strings.HasSuffix(n, ".sql") && (!onlyUp || strings.HasSuffix(n, ".up.sql")) {
			out = append(out, n)
		}
	}
	return out
}

type sumEntry struct {
	name, hash string
	line       int
}

type sumFile struct {
	total   string
	entries []sumEntry
}

func parseSum(text string) (list sumFile, faults []Fault) {
	n := 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if n == 1 {
			list.total = strings.TrimPrefix(line, "h1:")
			if list.total == line {
				return list, []Fault{{Kind: "malformed", File: AtlasSum, Line: 1}}
			}
			continue
		}
		name, hash, ok := strings.Cut(line, "h1:")
		if name = strings.TrimSpace(name); !ok || name == "" {
			return list, []Fault{{Kind: "malformed", File: AtlasSum, Line: n}}
		}
		list.entries = append(list.entries, sumEntry{name, hash, n})
	}
	return list, nil
}

func (f sumFile) sum() string {
	h := sha256.New()
	for _, e := range f.entries {
		h.Write([]byte(e.name))
		h.Write([]byte(e.hash))
	}
	return encode(h)
}

func encode(h hash.Hash) string { return base64.StdEncoding.EncodeToString(h.Sum(nil)) }

// sumDirective is a file's first line that speaks to Atlas.
var sumDirective = regexp.MustCompile(`^[ -~]*atlas:sum +([ -~]*)`)

func ignoresSum(data []byte) bool {
	line, _, _ := strings.Cut(string(data[:min(len(data), 4<<10)]), "\n")
	m := sumDirective.FindStringSubmatch(line)
	return m != nil && strings.TrimSpace(m[1]) == "ignore"
}

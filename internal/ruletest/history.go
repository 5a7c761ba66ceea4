package ruletest

import (
	"fmt"
	"strings"
	"testing/fstest"
	"time"

	"github.com/bdma-dev/bdma/internal/source"
)

// historyFile is the file of a case that says what git knows, a fact to a line: "head COMMIT", "tracked FILE" for a file that
// is as it was checked out, "changed TIME FILE", and "differs COMMIT FILE" for a file that is another at the head than at a commit.
const historyFile = "@git"

// historyOf takes the history out of the files of a case; it is nil when there is none.
func historyOf(fsys fstest.MapFS) (*source.History, error) {
	f, ok := fsys[historyFile]
	if !ok {
		return nil, nil
	}
	delete(fsys, historyFile)
	head := ""
	tracked := make(map[string]bool)
	changed := make(map[string]time.Time)
	differ := make(map[string]map[string]time.Time)
	for line := range strings.Lines(string(f.Data)) {
		fields := strings.Fields(line)
		switch {
		case len(fields) == 2 && fields[0] == "head":
			head = fields[1]
		case len(fields) == 2 && fields[0] == "tracked":
			tracked[fields[1]] = true
		case len(fields) == 3 && fields[0] == "changed":
			at, err := time.Parse(time.RFC3339, fields[1])
			if err != nil {
				return nil, err
			}
			changed[fields[2]] = at
		case len(fields) == 3 && fields[0] == "differs":
			if differ[fields[1]] == nil {
				differ[fields[1]] = make(map[string]time.Time)
			}
			differ[fields[1]][fields[2]] = time.Unix(0, 0).AddDate(200, 0, 0)
		default:
			return nil, fmt.Errorf("%s: %q is not a fact of a history", historyFile, strings.TrimSpace(line))
		}
	}
	return &source.History{
		Head:    func() string { return head },
		Tracked: func([]string) map[string]bool { return tracked },
		Changed: func(since time.Time) map[string]time.Time {
			out := make(map[string]time.Time)
			for name, at := range changed {
				if at.After(since) {
					out[name] = at
				}
			}
			return out
		},
		Differ: func(commit string) (map[string]time.Time, bool) {
			files, ok := differ[commit]
			return files, ok
		},
	}, nil
}

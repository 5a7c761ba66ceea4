package cli

import (
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/policies"
)

// hasScorecard reports whether a report has a line for each standard.
func hasScorecard(t target) bool {
	return slices.Contains([]string{"comment", "html", "json", "markdown"}, t.format)
}

// addCharter gives a run what its reports need to tell of every line of the charter, and of what was asked for.
func addCharter(run *report.Run, targets []target, paths []string) (err error) {
	run.Root = commonPath(paths)
	if slices.ContainsFunc(targets, hasScorecard) {
		run.Standards, err = policy.Charter(policies.FS)
	}
	return err
}

// commonPath returns the path of the tree that holds all of some; empty for the whole tree.
func commonPath(paths []string) string {
	var common []string
	for i, p := range paths {
		if p = path.Clean(p); p == "." {
			return ""
		}
		parts := strings.Split(p, "/")
		if i == 0 {
			common = parts
			continue
		}
		n := 0
		for n < min(len(common), len(parts)) && common[n] == parts[n] {
			n++
		}
		common = common[:n]
	}
	return strings.Join(common, "/")
}

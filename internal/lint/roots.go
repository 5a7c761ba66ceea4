package lint

import (
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// coverageOf is what the coverage reports of a folder with a configuration of its own come to.
type coverageOf struct {
	dir     string
	summary *coverage.Summary
}

// findUnits finds what is to be judged as a whole among some files. Coverage reports are joined for each folder with a configuration of
// its own: what a service has covered is not made better by another one.
func findUnits(sel *config.Resolved, k kind, tree *source.Tree, files []source.File) source.Found {
	if k.name != facts.Coverage || len(sel.All()) == 1 {
		return k.find(tree, files)
	}
	by := make(map[*config.Resolved][]source.File)
	for _, f := range files {
		at := sel.For(f.Path)
		by[at] = append(by[at], f)
	}
	var all source.Found
	for _, at := range sel.All() {
		if len(by[at]) == 0 {
			continue
		}
		found := k.find(tree, by[at])
		all.Units = append(all.Units, found.Units...)
		all.Skipped = append(all.Skipped, found.Skipped...)
	}
	return all
}

// configOf returns the configuration that says how a unit is read.
func (r *runner) configOf(t task) *config.Config {
	if t.root == nil {
		return r.sel.Config()
	}
	return t.root.Config()
}

// rootsOf returns what holds in the folders that a document speaks of: a finding is judged where it stands.
func (r *runner) rootsOf(t task, doc *facts.Doc) []*config.Resolved {
	if len(r.sel.All()) == 1 {
		return nil
	}
	roots := []*config.Resolved{r.sel.For(t.unit.Name)}
	seen := make(map[string]bool)
	last := ""
	for _, n := range doc.Nodes() {
		if n.File == last {
			continue
		}
		last = n.File
		if dir := path.Dir(n.File); !seen[dir] {
			seen[dir] = true
			if at := r.sel.For(n.File); !slices.Contains(roots, at) {
				roots = append(roots, at)
			}
		}
	}
	return roots
}

// heeded returns which files an element of suppressions is about: those that its globs match, and that are judged by its file.
func (r *runner) heeded(cfg *config.Config, s *config.Suppression) func(file string) bool {
	covers := cfg.Suppresses(s)
	if len(r.sel.All()) == 1 {
		return covers
	}
	return func(file string) bool { return covers(file) && r.sel.Heeds(file, cfg.Path) }
}

// statedBy returns the configuration that decides how far a run has to look to know what a directive silences: that in which it stands,
// or that of its file.
func (l *looked) statedBy(d *directive) *config.Config {
	if d.Covers.Match != nil {
		for _, cfg := range l.sel.Files() {
			if cfg.Path == d.At.File {
				return cfg
			}
		}
		return l.sel.Config()
	}
	return l.sel.For(d.At.File).Config()
}

// sumCoverage returns what all coverage reports come to.
func sumCoverage(list []coverageOf) *coverage.Summary {
	slices.SortFunc(list, func(a, b coverageOf) int { return strings.Compare(a.dir, b.dir) })
	var summaries []*coverage.Summary
	for _, c := range list {
		summaries = append(summaries, c.summary)
	}
	return coverage.Sum(summaries)
}

package lint

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// vouch adds to the settings of coverage what speaks for and against reports: which must be there, what version control
// knows of them, and what was covered in the past.
func (opt Options) vouch(s *coverage.Settings, cfg *config.Config) {
	s.History, s.Base = opt.History, opt.Base
	if !opt.Afresh {
		s.BaseReport = cfg.Coverage().Base
	}
	if !opt.Whole(cfg) {
		return
	}
	if !opt.Afresh {
		s.Baseline = cfg.CoverageBaseline()
	}
	for _, e := range cfg.ExpectedReports() {
		s.Expectations = append(s.Expectations, coverage.Expectation{
			Glob: e.Glob, File: e.File, Place: facts.Position{Line: e.Line, Column: e.Column}, Match: e.Match,
		})
	}
}

// Whole reports whether the run looks at all that a configuration is about: a report that is not asked for is not missing.
func (opt Options) Whole(cfg *config.Config) bool {
	return len(opt.Paths) == 0 || slices.ContainsFunc(opt.Paths, func(p string) bool {
		p = path.Clean(p)
		return p == "." || p == cfg.Dir || strings.HasPrefix(cfg.Dir, p+"/")
	})
}

// owe adds to the tasks that of reports which must be there, and of which none is: their absence is judged too.
func (opt Options) owe(tasks []task, sel *config.Resolved) []task {
	if len(opt.Kinds) > 0 && !slices.Contains(opt.Kinds, facts.Coverage) {
		return tasks
	}
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == facts.Coverage })
	has := make(map[*config.Resolved]bool)
	for _, t := range tasks {
		has[t.root] = has[t.root] || t.kind.name == facts.Coverage
	}
	for _, root := range sel.All() {
		cfg := root.Config()
		switch {
		case has[root], !opt.Whole(cfg), opt.Afresh && len(cfg.ExpectedReports()) == 0:
		case len(cfg.ExpectedReports()) > 0, opt.Tree.Has(cfg.CoverageBaseline()), opt.Base != nil && opt.Base.Fork.Has(cfg.CoverageBaseline()):
			tasks = append(tasks, task{kind: kinds[i], unit: source.Unit{Name: cfg.Dir}, root: root})
		}
	}
	return tasks
}

// RecordCoverage returns what the file that records coverage says of the reports in a tree, for each configuration that has some and is
// wanted.
func RecordCoverage(sel *config.Resolved, opt Options, wanted func(*config.Resolved) bool) (map[*config.Resolved]coverage.Recording, error) {
	opt.Kinds, opt.Afresh = []facts.Kind{facts.Coverage}, true
	tasks, err := find(sel, opt, &Result{})
	if err != nil {
		return nil, err
	}
	recorded := make(map[*config.Resolved]coverage.Recording)
	for _, t := range tasks {
		root := cmp.Or(t.root, sel)
		if len(t.unit.Files) > 0 && wanted(root) {
			settings := evidence(root.Config())
			opt.vouch(&settings, root.Config())
			recorded[root] = coverage.Record(opt.Tree, t.unit, settings)
		}
	}
	return recorded, nil
}

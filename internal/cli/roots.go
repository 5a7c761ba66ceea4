package cli

import (
	"fmt"
	"maps"
	"slices"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/report"
)

// findNested finds the configurations of folders below the paths, and those above paths other than the first.
func (w *workspace) findNested(loader *config.Loader) error {
	files, err := config.FindBelow(w.config, w.paths)
	if err != nil {
		return err
	}
	for _, p := range w.paths[1:] {
		if file, ok := config.Find(w.config, p); ok && !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	w.nested, err = loader.Nested(w.cfg, files)
	return err
}

// at returns the workspace as it is for one of the configurations that hold in it.
func (w *workspace) at(root *config.Resolved) *workspace {
	one := *w
	one.cfg = root.Config()
	return &one
}

// owing is what the folder of a configuration owes.
type owing struct {
	root     *config.Resolved
	baseline *finding.Baseline
}

// readBaselines reads the baselines beside the configurations.
func (w *workspace) readBaselines(sel *config.Resolved) ([]owing, error) {
	var list []owing
	for _, root := range sel.All() {
		b, err := w.at(root).readBaseline(w.config)
		if err != nil {
			return nil, err
		}
		if b != nil {
			list = append(list, owing{root, b})
		}
	}
	return list, nil
}

// parts divides what a run found by the configurations that judge it. The function that it returns says what one of them has, and
// where its findings are among all.
func (s outcome) parts() func(root *config.Resolved) (outcome, []int) {
	of := make(map[*config.Resolved][]int)
	for i := range s.result.Findings {
		at := s.sel.For(s.result.Findings[i].File)
		of[at] = append(of[at], i)
	}
	return func(root *config.Resolved) (outcome, []int) {
		part := *s.result
		part.Findings = make([]finding.Finding, 0, len(of[root]))
		for _, i := range of[root] {
			part.Findings = append(part.Findings, s.result.Findings[i])
		}
		if !part.Covered[root.Config().Dir] {
			part.Judged = maps.Clone(part.Judged)
			delete(part.Judged, facts.Coverage)
		}
		return outcome{root, s.opt, s.flags, &part}, of[root]
	}
}

// oweAll marks the findings that are owed, each by the baseline beside the configuration that judges it.
func (w *workspace) oweAll(run *report.Run, list []owing, s outcome) {
	if len(s.sel.All()) == 1 {
		for _, o := range list {
			w.owe(run, o.baseline, s)
		}
		return
	}
	part := s.parts()
	paid, name := 0, ""
	for n, o := range list {
		one, of := part(o.root)
		run.Paid = 0
		w.at(o.root).owe(run, o.baseline, one)
		for k, i := range of {
			s.result.Findings[i] = one.result.Findings[k]
		}
		paid += run.Paid
		if n == 0 {
			name = run.Baseline
		}
	}
	if run.Paid, run.Baseline = paid, name; len(list) > 1 {
		run.Baseline = fmt.Sprintf("%s and %d more", name, len(list)-1)
	}
}

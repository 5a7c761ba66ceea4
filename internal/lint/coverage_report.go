package lint

import (
	"context"
	"slices"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Coverage reads the coverage reports that a run with these options would judge, and keeps what they say of each line.
// It is nil when there are none.
func Coverage(ctx context.Context, sel *config.Resolved, opt Options) (*coverage.Joined, []source.Skipped, error) {
	opt.Kinds = []facts.Kind{facts.Coverage}
	result := &Result{}
	tasks, err := find(sel, opt, result)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(tasks, func(t task) bool { return t.kind.name == facts.Coverage })
	if i < 0 {
		return nil, result.Skipped, nil
	}
	settings := evidence(sel.Config())
	if opt.Change != nil {
		if settings.Change, err = opt.Change(ctx); err != nil {
			return nil, nil, err
		}
	}
	var joined *coverage.Joined
	err = guarded(tasks[i].unit.Name, func() error {
		joined = coverage.Join(opt.Tree, tasks[i].unit, settings)
		return nil
	})()
	return joined, result.Skipped, err
}

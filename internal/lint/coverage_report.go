package lint

import (
	"context"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Coverage reads the coverage reports that a run with these options would judge, and keeps what they say of each line.
// Those of each folder with a configuration of its own are joined by that. It is nil when there are none.
func Coverage(ctx context.Context, sel *config.Resolved, opt Options) (*coverage.Joined, []source.Skipped, error) {
	opt.Kinds = []facts.Kind{facts.Coverage}
	result := &Result{}
	tasks, err := find(sel, opt, result)
	if err != nil {
		return nil, nil, err
	}
	var parts []*coverage.Joined
	var change *source.Change
	for _, t := range tasks {
		if t.kind.name != facts.Coverage {
			continue
		}
		settings := evidence(t.root.Config())
		if opt.Change != nil && change == nil {
			if change, err = opt.Change(ctx); err != nil {
				return nil, nil, err
			}
		}
		settings.Change = change
		if err := guarded(t.unit.Name, func() error {
			parts = append(parts, coverage.Join(opt.Tree, t.unit, settings))
			return nil
		})(); err != nil {
			return nil, nil, err
		}
	}
	if parts == nil {
		return nil, result.Skipped, nil
	}
	return coverage.JoinAll(parts), result.Skipped, nil
}

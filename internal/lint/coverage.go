package lint

import (
	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
)

// evidence returns what a configuration says of coverage.
func evidence(cfg *config.Config) coverage.Settings {
	stated := cfg.Coverage()
	s := coverage.Settings{
		Strip: stated.Strip, Prefix: stated.Prefix, Expected: stated.Reports,
		Generated: stated.Generated, Excluded: stated.Excluded,
	}
	for _, c := range stated.Components {
		s.Components = append(s.Components, coverage.Component{Name: c.Name, Match: c.Paths, Minimum: c.Minimum.Minimum, Metric: c.Metric})
	}
	for _, m := range stated.Minimums {
		s.Minimums = append(s.Minimums, coverage.Minimum(m))
	}
	return s
}

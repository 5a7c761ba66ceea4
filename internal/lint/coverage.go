package lint

import (
	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
)

// evidence returns what a configuration says of coverage.
func evidence(*config.Config) coverage.Settings { return coverage.Settings{} }

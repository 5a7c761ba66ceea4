package lint_test

import (
	"testing"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/migration"
)

// bdma config show and the reader of migrations assume the same server.
func TestDefaultPostgresVersion(t *testing.T) {
	if config.DefaultPostgresVersion != migration.DefaultPostgresVersion {
		t.Errorf("%d in the configuration, %d for migrations", config.DefaultPostgresVersion, migration.DefaultPostgresVersion)
	}
}

package lint

import (
	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/migration"
)

// database returns what a configuration states of the database that migrations run on.
func database(cfg *config.Config) migration.Settings {
	s := migration.Settings{PostgresVersion: cfg.PostgresVersion()}
	for _, t := range cfg.Tables() {
		if s.Tables == nil {
			s.Tables = make(map[string]migration.StatedTable)
		}
		stated := migration.StatedTable{Traffic: t.Traffic}
		if t.HasRows {
			stated.Rows = &t.Rows
		}
		s.Tables[t.Name] = stated
	}
	return s
}

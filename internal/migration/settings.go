package migration

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/runner"
	"github.com/bdma-dev/bdma/internal/source"
)

// Settings are what the files of a history do not say about the database that they run on.
type Settings struct {
	// PostgresVersion is the server's major version; zero means [DefaultPostgresVersion].
	PostgresVersion int
	// Base is what the history is compared with; nil means nothing.
	Base *source.Base
	// Excluded tells files that configuration leaves out; nil means none.
	Excluded func(file string) bool
	// Tables are the tables of which more is stated, by the name that rows of facts have.
	Tables map[string]StatedTable
	// Wanted are the tables of facts that somebody reads; nil means all. What nobody reads is not in the document.
	Wanted facts.Tables

	// after is called when a file was replayed, for tests that look at each step.
	after func(r *reader, f runner.File, text *lexer.File)

	// Was is the history in the base, when [ReadBoth] is to read it, too.
	Was *source.Unit
	// fork is where that ends; nil when nobody wants to know.
	fork *fork
}

// DefaultPostgresVersion is the server version for which statements are judged when nobody says: the oldest one whose lock
// table was measured, and one that is still supported (postgresql.org/support/versioning).
const DefaultPostgresVersion = 15

func (s Settings) withDefaults() Settings {
	if s.PostgresVersion == 0 {
		s.PostgresVersion = DefaultPostgresVersion
	}
	tables := make(map[string]StatedTable, len(s.Tables))
	for name, t := range s.Tables {
		tables[strings.TrimPrefix(name, publicPrefix)] = t
	}
	s.Tables = tables
	return s
}

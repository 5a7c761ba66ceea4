package migration

import "github.com/bdma-dev/bdma/internal/facts"

// Settings are what the files of a history do not say about the database that they run on.
type Settings struct {
	// PostgresVersion is the server's major version; zero means [DefaultPostgresVersion].
	PostgresVersion int
	// Tables are the tables of facts that somebody reads; nil means all. What nobody reads is not in the document.
	Tables facts.Tables
}

// DefaultPostgresVersion is the server version for which statements are judged when nobody says: the oldest one whose lock
// table was measured, and one that is still supported (postgresql.org/support/versioning).
const DefaultPostgresVersion = 15

func (s Settings) withDefaults() Settings {
	if s.PostgresVersion == 0 {
		s.PostgresVersion = DefaultPostgresVersion
	}
	return s
}

package pgtest

import "testing"

// Dump returns what pg_dump writes of a database's schema.
func (s *Server) Dump(t testing.TB, database string) string {
	t.Helper()
	out, _ := s.run(t, "", "pg_dump", "--schema-only", "--no-owner", "-h", s.dir, "-U", "postgres", "-d", database)
	return out
}

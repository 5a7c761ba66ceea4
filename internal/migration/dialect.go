package migration

import (
	"path"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/runner"
)

const postgres = "PostgreSQL"

// dialects are the words by which paths and configurations name a database. Whether a file parses says nothing: most
// migrations for SQLite and CockroachDB are PostgreSQL, too, by grammar alone.
var dialects = map[string]string{
	"postgres": postgres, "postgresql": postgres, "pg": postgres, "pgsql": postgres, "psql": postgres, "pgx": postgres,
	"mysql": "MySQL", "mysql8": "MySQL", "mariadb": "MariaDB", "sqlite": "SQLite", "sqlite3": "SQLite", "clickhouse": "ClickHouse",
	"cockroach": "CockroachDB", "cockroachdb": "CockroachDB", "crdb": "CockroachDB", "hsqldb": "HSQLDB", "h2": "H2", "mssql": "SQL Server",
	"sqlserver": "SQL Server", "oracle": "Oracle", "db2": "Db2", "spanner": "Spanner", "duckdb": "DuckDB", "snowflake": "Snowflake",
	"bigquery": "BigQuery", "cassandra": "Cassandra", "redshift": "Redshift", "tidb": "TiDB", "libsql": "SQLite", "turso": "SQLite", "d1": "SQLite",
}

// named returns the database that a word or a part of a folder's name stands for.
func named(word string) string {
	if d, ok := dialects[word]; ok {
		return d
	}
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		if d, ok := dialects[part]; ok {
			return d
		}
	}
	for _, w := range [...]string{"postgres", "mysql", "sqlite", "mariadb", "clickhouse", "cockroach"} {
		if strings.Contains(word, w) {
			return dialects[w]
		}
	}
	return ""
}

// infix returns the database that a file's name states between dots: 001_users.mysql.up.sql.
func infix(file string) string {
	parts := strings.Split(strings.ToLower(path.Base(file)), ".")
	for _, p := range parts[1:] {
		if d, ok := dialects[p]; ok {
			return d
		}
	}
	return ""
}

// foreign returns the database that a history is for when that is not PostgreSQL: by the tool's configuration, the
// deepest folder that names one, or else by words that no PostgreSQL migration has.
func foreign(h *runner.History, r *runner.Runner) string {
	if r.Dialect != nil {
		if d := dialects[strings.ToLower(r.Dialect(h))]; d != "" {
			return notPostgres(d)
		}
	}
	parts := strings.Split(strings.ToLower(h.Folder), "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if d := named(parts[i]); d != "" {
			return notPostgres(d)
		}
	}
	votes := make(map[string]int)
	winner := ""
	for i, f := range h.Files {
		if i == 40 {
			break
		}
		if d := sniff(h.Head(f)); d != "" {
			votes[d]++
			if votes[d] > votes[winner] || winner == "" {
				winner = d
			}
		}
	}
	return notPostgres(winner)
}

func notPostgres(dialect string) string {
	if dialect == postgres {
		return ""
	}
	return dialect
}

// signs are words that tell databases apart.
var signs = []struct{ word, dialect string }{
	{"timestamptz", postgres}, {"jsonb", postgres}, {"bigserial", postgres}, {"plpgsql", postgres}, {"create extension", postgres},
	{"gen_random_uuid", postgres}, {"::", postgres}, {"concurrently", postgres}, {"uuid_generate_v4", postgres}, {"create type", postgres}, {" serial", postgres},
	{"engine=innodb", "MySQL"}, {"engine = innodb", "MySQL"}, {"auto_increment", "MySQL"}, {"create table `", "MySQL"}, {"alter table `", "MySQL"},
	{"autoincrement", "SQLite"}, {"pragma foreign_keys", "SQLite"}, {"without rowid", "SQLite"}, {"strftime(", "SQLite"},
	{"mergetree", "ClickHouse"}, {"lowcardinality(", "ClickHouse"}, {"datetime64(", "ClickHouse"},
	{"unique_rowid()", "CockroachDB"}, {"crdb_internal", "CockroachDB"}, {"datetime('now')", "SQLite"}, {"unixepoch()", "SQLite"}, {"randomblob(", "SQLite"},
	{"interleave in parent", "Spanner"},
	{"nvarchar(", "SQL Server"}, {"identity(1,1)", "SQL Server"}, {"varchar2(", "Oracle"},
}

// sniff returns the database that a text's words speak for.
func sniff(text string) string {
	text = strings.ToLower(text)
	for _, s := range signs {
		if strings.Contains(text, s.word) {
			return s.dialect
		}
	}
	return ""
}

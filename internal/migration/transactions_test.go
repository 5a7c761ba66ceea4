package migration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// A server refuses within a transaction what OutsideOnly names, and nothing else.
func TestOutsideOnlyOnServer(t *testing.T) {
	s := pgtest.Start(t)
	schema := "CREATE TABLE t (id int PRIMARY KEY);\nCREATE TABLE part (id int) PARTITION BY RANGE (id);\nCREATE TABLE part1 PARTITION OF part FOR VALUES FROM (1) TO (2);\n" +
		"CREATE INDEX part_id ON part (id);\nCREATE TYPE mood AS ENUM ('a');\nCREATE MATERIALIZED VIEW mv AS SELECT 1 AS id;\nCREATE UNIQUE INDEX mv_id ON mv (id);\n"
	s.Exec(t, "postgres", schema)
	statements := []string{
		"CREATE INDEX CONCURRENTLY i ON t (id)", "CREATE INDEX i ON t (id)", "DROP INDEX CONCURRENTLY mv_id", "DROP INDEX mv_id", "REINDEX TABLE t", "REINDEX TABLE CONCURRENTLY t",
		"REINDEX (CONCURRENTLY) INDEX t_pkey", "REINDEX INDEX t_pkey", "REINDEX SCHEMA public", "REINDEX DATABASE postgres", "REINDEX SYSTEM postgres", "REINDEX TABLE part",
		"ALTER TABLE part DETACH PARTITION part1 CONCURRENTLY", "ALTER TABLE part DETACH PARTITION part1", "VACUUM", "VACUUM FULL t", "VACUUM ANALYZE t", "ANALYZE t", "CLUSTER",
		"CREATE DATABASE d", "DROP DATABASE IF EXISTS d", "DROP TABLESPACE IF EXISTS d", "ALTER SYSTEM SET work_mem = '4MB'", "DISCARD ALL", "DISCARD PLANS", "ALTER TYPE mood ADD VALUE 'b'",
		"REFRESH MATERIALIZED VIEW CONCURRENTLY mv", "CREATE SUBSCRIPTION s CONNECTION 'dbname=nobody' PUBLICATION p", "CREATE SUBSCRIPTION s CONNECTION 'dbname=nobody' PUBLICATION p WITH (connect = false)",
		"ALTER DATABASE postgres SET TABLESPACE pg_default", "ALTER DATABASE postgres SET lock_timeout = '1s'", "LOCK TABLE t",
	}
	var script strings.Builder
	for _, sql := range statements {
		fmt.Fprintf(&script, "BEGIN;\n%s;\n\\echo :SQLSTATE\nROLLBACK;\n", sql)
	}
	var states []string
	for line := range strings.SplitSeq(s.Session(t, "postgres", script.String()), "\n") {
		if len(line) == 5 {
			states = append(states, line)
		}
	}
	if len(states) != len(statements) {
		t.Fatalf("%d states for %d statements", len(states), len(statements))
	}
	f, _ := load(t, "-- m/1.sql --\n"+schema+"-- m/2.sql --\n"+strings.Join(statements, ";\n")+";\n")
	rows := f.Statements[len(f.Statements)-len(statements):]
	for i, sql := range statements {
		if refused := states[i] == "25001"; refused != (rows[i].OutsideOnly != "") {
			t.Errorf("%s: %q here, %s on the server", sql, rows[i].OutsideOnly, states[i])
		}
	}
}

// A server refuses to use a label that the same transaction adds, where UsesNewLabel says so.
func TestUsesNewLabelOnServer(t *testing.T) {
	s := pgtest.Start(t)
	schema := "CREATE TYPE mood AS ENUM ('a');\nCREATE TABLE t (id int PRIMARY KEY, m mood, note text);\nINSERT INTO t VALUES (1, 'a', 'new');\nCREATE TABLE other (note text);\n"
	s.Exec(t, "postgres", schema)
	uses := []string{
		"INSERT INTO t (id, m) VALUES (2, 'new')", "UPDATE t SET m = 'new'", "ALTER TABLE t ALTER COLUMN m SET DEFAULT 'new'", "ALTER TABLE t ADD CHECK (m <> 'new')",
		"CREATE INDEX ON t (id) WHERE m = 'new'", "SELECT 'new'::mood", "SELECT 'new'::public.mood", "INSERT INTO other VALUES ('new')", "UPDATE other SET note = 'new'", "COMMENT ON TABLE t IS 'new'",
		"INSERT INTO t (id, m) VALUES (2, 'a')", "SELECT 'new'::text", "UPDATE other SET note = 'new'::text",
		"CREATE FUNCTION f() RETURNS mood LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
	}
	var script strings.Builder
	for _, sql := range uses {
		fmt.Fprintf(&script, "BEGIN;\nALTER TYPE mood ADD VALUE 'new';\n%s;\n\\echo :SQLSTATE\nROLLBACK;\n", sql)
	}
	var states []string
	for line := range strings.SplitSeq(s.Session(t, "postgres", script.String()), "\n") {
		if len(line) == 5 {
			states = append(states, line)
		}
	}
	for i, sql := range uses {
		f, _ := load(t, "-- m/1.sql --\n"+schema+"-- m/2.sql --\nALTER TYPE mood ADD VALUE 'new';\n"+sql+";\n")
		row := f.Statements[len(f.Statements)-1]
		if refused := states[i] == "55P04"; refused != (row.UsesNewLabel != nil) {
			t.Errorf("%s: %v here, %s on the server", sql, row.UsesNewLabel, states[i])
		}
	}
	// A type of the same transaction has no such limit.
	f, _ := load(t, "-- m/1.sql --\nSELECT 1;\n-- m/2.sql --\nCREATE TYPE mood AS ENUM ('a');\nCREATE TABLE t (m mood);\nALTER TYPE mood ADD VALUE 'new';\nINSERT INTO t VALUES ('new');\n")
	if row := f.Statements[4]; row.UsesNewLabel != nil {
		t.Errorf("%v", row.UsesNewLabel)
	}
}

func TestWork(t *testing.T) {
	for sql, want := range map[string]string{
		"ALTER TABLE t ADD COLUMN a int":                                                              "",
		"ALTER TABLE t ADD COLUMN a int DEFAULT random()":                                             "rewrite",
		"ALTER TABLE t ALTER COLUMN n SET NOT NULL":                                                   "scan",
		"ALTER TABLE t VALIDATE CONSTRAINT t_n":                                                       "validation",
		"ALTER TABLE t ADD CONSTRAINT k CHECK (n > 1) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT k": "scan",
		"CREATE INDEX ON t (n)":                                                                       "index build",
		"CREATE INDEX ON new (n)":                                                                     "",
		"UPDATE t SET n = 1":                                                                          "data change",
		"UPDATE t SET n = 1 WHERE n > 5":                                                              "data change",
		"UPDATE t SET n = 1 WHERE id = 5":                                                             "",
		"UPDATE t SET n = 1 WHERE t.id IN (1, 2) AND n > 3":                                           "",
		"UPDATE t SET n = 1 WHERE id = 5 OR n = 1":                                                    "data change",
		"UPDATE t SET n = 1 WHERE id = n":                                                             "data change",
		"DELETE FROM t WHERE n IS NULL":                                                               "data change",
		"DELETE FROM new":                                                                             "",
		"INSERT INTO t VALUES (1, 2)":                                                                 "",
		"INSERT INTO t SELECT id + 1, n FROM t":                                                       "data change",
		"INSERT INTO t SELECT g, g FROM generate_series(1, 5) g":                                      "",
		"CREATE TABLE copy AS SELECT * FROM t":                                                        "query",
		"CREATE VIEW v AS SELECT * FROM t":                                                            "",
		"CREATE MATERIALIZED VIEW v AS SELECT * FROM t":                                               "query",
		"TRUNCATE t":   "",
		"DROP TABLE t": "",
		"MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN DELETE":       "data change",
		"REFRESH MATERIALIZED VIEW mv":                                       "rewrite",
		"COPY t FROM '/dev/null'":                                            "",
		"ALTER TABLE t ADD COLUMN v int GENERATED ALWAYS AS (n * 2) VIRTUAL": "",
		"ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0) NOT ENFORCED":          "",
		"ALTER TABLE t ADD CONSTRAINT c CHECK (n > 0)":                       "scan",
		"ALTER TABLE t ADD CONSTRAINT t_n2 NOT NULL n NOT VALID":             "",
	} {
		f, _ := load(t, "-- m/1.sql --\nCREATE TABLE t (id int PRIMARY KEY, n int);\nALTER TABLE t ADD CONSTRAINT t_n CHECK (n > 0) NOT VALID;\nCREATE MATERIALIZED VIEW mv AS SELECT 1 AS id;\n"+
			"-- m/2.sql --\nCREATE TABLE new (n int);\n"+sql+";\n")
		if len(f.Problems) > 0 {
			t.Errorf("%s: %s", sql, f.Problems[0].Message)
		}
		if got := f.Statements[len(f.Statements)-1].Work; got != want {
			t.Errorf("%s: %q, want %q", sql, got, want)
		}
	}
}

func TestHoldsAccessExclusive(t *testing.T) {
	f, _ := load(t, `-- m/1.sql --
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a_id int REFERENCES a);
CREATE TABLE c (id int PRIMARY KEY);
-- m/2.sql --
CREATE TABLE d (id int);
ALTER TABLE d ADD COLUMN x int;
DROP TABLE c;
ALTER TABLE b ADD COLUMN x int;
BEGIN;
SELECT 1;
DROP TABLE b;
ALTER TABLE older ADD COLUMN x int;
COMMIT;
UPDATE a SET id = id;
`)
	var got []string
	for _, s := range f.Statements[3:] {
		since := "-"
		if h := s.HoldsAccessExclusiveSince; h != nil {
			since = h.Kind + " " + h.Table
		}
		got = append(got, s.Kind+": "+since)
	}
	want := []string{
		"CREATE TABLE: -", "ALTER TABLE: -", "DROP TABLE: -", "ALTER TABLE: -",
		"BEGIN: ALTER TABLE b", "SELECT: ALTER TABLE b", "DROP TABLE: ALTER TABLE b", "ALTER TABLE: DROP TABLE a", "COMMIT: DROP TABLE a", "UPDATE: -",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if len(f.Transactions) != 1 || fmt.Sprint(f.Transactions[0].Exclusive) != "[a older]" {
		t.Errorf("transactions %+v", f.Transactions)
	}
}

// The server makes one transaction of the statements of one query, and of those before a BEGIN and those after it.
func TestImplicitTransactionOnServer(t *testing.T) {
	s := pgtest.Start(t)
	out := s.Session(t, "postgres", `CREATE TABLE x (id int)\; BEGIN\; CREATE TABLE y (id int)\; ROLLBACK;
SELECT 'left', count(*) FROM pg_class WHERE relname IN ('x', 'y');
CREATE TABLE z (id int);
SELECT 1\; CREATE INDEX CONCURRENTLY z_id ON z (id);
\echo several :SQLSTATE
CREATE INDEX CONCURRENTLY z_id ON z (id);
\echo alone :SQLSTATE
`)
	for _, want := range []string{"left|0\n", "several 25001\n", "alone 00000\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	f, _ := load(t, "-- m/1_x.up.sql --\nCREATE TABLE x (id int);\nBEGIN;\nCREATE TABLE y (id int);\nROLLBACK;\nSELECT 1;\n")
	var units []string
	for _, s := range f.Statements {
		units = append(units, s.Unit)
	}
	if units[0] != units[3] || units[3] == units[4] {
		t.Errorf("units %v", units)
	}
}

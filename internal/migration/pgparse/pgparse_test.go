package pgparse_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

func parse(sql string) (*lexer.File, []pgparse.Statement, []pgparse.Error) {
	f := lexer.Scan(sql)
	stmts, errs := pgparse.Parse(f, 0, len(sql))
	return f, stmts, errs
}

func TestKinds(t *testing.T) {
	for sql, want := range map[string]string{
		"CREATE TABLE a (b int)":                               "CREATE TABLE",
		"CREATE TABLE a AS SELECT 1":                           "CREATE TABLE AS",
		"SELECT 1 INTO a":                                      "SELECT INTO",
		"CREATE UNIQUE INDEX i ON a (b)":                       "CREATE INDEX",
		"ALTER TABLE a ADD b int":                              "ALTER TABLE",
		"ALTER TABLE a RENAME b TO c":                          "ALTER TABLE",
		"ALTER INDEX i RENAME TO j":                            "ALTER INDEX",
		"ALTER TABLE a SET SCHEMA s":                           "ALTER TABLE",
		"ALTER VIEW v OWNER TO o":                              "ALTER VIEW",
		"DROP MATERIALIZED VIEW v":                             "DROP MATERIALIZED VIEW",
		"CREATE MATERIALIZED VIEW v AS SELECT 1":               "CREATE MATERIALIZED VIEW",
		"CREATE TYPE e AS ENUM ('a')":                          "CREATE TYPE",
		"ALTER TYPE e ADD VALUE 'b'":                           "ALTER TYPE",
		"CREATE EXTENSION IF NOT EXISTS pgcrypto":              "CREATE EXTENSION",
		"GRANT SELECT ON a TO b":                               "GRANT",
		"REVOKE ALL ON a FROM b":                               "REVOKE",
		"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO a": "ALTER DEFAULT PRIVILEGES",
		"CREATE OR REPLACE PROCEDURAL LANGUAGE x":              "CREATE LANGUAGE",
		"START TRANSACTION":                                    "BEGIN",
		"END":                                                  "COMMIT",
		"SET LOCAL lock_timeout = '1s'":                        "SET",
		"DO 'BEGIN END'":                                       "DO",
		"REFRESH MATERIALIZED VIEW CONCURRENTLY v":             "REFRESH MATERIALIZED VIEW",
		"VACUUM a":  "VACUUM",
		"ANALYZE a": "ANALYZE",
		"CREATE PROCEDURE p() LANGUAGE sql AS ''": "CREATE PROCEDURE",
	} {
		_, stmts, errs := parse(sql)
		if len(errs) > 0 || len(stmts) != 1 || stmts[0].Kind != want {
			t.Errorf("%s: %+v %+v, want %s", sql, stmts, errs, want)
		}
	}
}

// Places: what a caret under the range would show.
func TestSpans(t *testing.T) {
	const sql = `-- é
/* a */ ALTER TABLE ONLY public . orders
	ADD COLUMN "a,b" numeric(12, 2) NOT NULL DEFAULT round(1.5, 1) CHECK (x IN (1, 2)), -- c
	DROP b,
	ALTER COLUMN c TYPE timestamp (3) with time zone USING c::timestamptz,
	ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p (x, y) ON DELETE CASCADE;
CREATE TABLE s.t (id bigint PRIMARY KEY, v double precision[] CONSTRAINT n REFERENCES p DEFERRABLE, UNIQUE (id, v));
CREATE INDEX IF NOT EXISTS "i x" ON ONLY t USING gin (lower(a) DESC, b) WHERE c > 1;`
	_, stmts, errs := parse(sql)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	at := func(s pgparse.Span) string { return sql[s.Start:s.End] }
	alter := stmts[0].Node.(*pgparse.AlterTable)
	create := stmts[1].Node.(*pgparse.CreateTable)
	index := stmts[2].Node.(*pgparse.CreateIndex)
	for _, c := range []struct {
		got  pgparse.Span
		want string
	}{
		{pgparse.Span{Start: stmts[0].Span.Start, End: stmts[0].Span.Start + 11}, "ALTER TABLE"},
		{alter.Actions[0].Span, `ADD COLUMN "a,b" numeric(12, 2) NOT NULL DEFAULT round(1.5, 1) CHECK (x IN (1, 2))`},
		{alter.Actions[0].Def.NameSpan, `"a,b"`},
		{alter.Actions[0].Def.TypeSpan, `numeric(12, 2)`},
		{alter.Actions[0].Def.Default.Span, `round(1.5, 1)`},
		{alter.Actions[0].Def.Constraints[0].Span, `CHECK (x IN (1, 2))`},
		{alter.Actions[1].Span, `DROP b`},
		{alter.Actions[2].Def.TypeSpan, `timestamp (3) with time zone`},
		{alter.Actions[2].Expr.Span, `c::timestamptz`},
		{alter.Actions[3].Constraint.Span, `CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES p (x, y) ON DELETE CASCADE`},
		{create.NameSpan, `s.t`},
		{create.Columns[0].Constraints[0].Span, `PRIMARY KEY`},
		{create.Columns[1].TypeSpan, `double precision[]`},
		{create.Columns[1].Constraints[0].Span, `CONSTRAINT n REFERENCES p DEFERRABLE`},
		{create.Constraints[0].Span, `UNIQUE (id, v)`},
		{index.NameSpan, `"i x"`},
		{index.Keys[0].Expr.Span, `lower(a) DESC`},
		{index.Where.Span, `c > 1`},
	} {
		if got := at(c.got); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// One statement that does not parse costs that statement, and the error is where the parser stopped, counted in bytes.
func TestRecovery(t *testing.T) {
	const sql = "SELECT 'é'; SELEC 1; /* é */ SELECT 'é' FRM t; CREATE TABLE a ("
	f, stmts, errs := parse(sql)
	if len(stmts) != 1 || stmts[0].Kind != "SELECT" {
		t.Errorf("statements: %+v", stmts)
	}
	var got []string
	for _, e := range errs {
		got = append(got, f.Text[e.Span.Start:e.Span.End]+": "+e.Message)
	}
	want := []string{`SELEC: syntax error at or near "SELEC"`, `t: syntax error at or near "t"`, `(: syntax error at end of input`}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What PostgreSQL 18 added parses as what it stands for, and the rest of the statement keeps its place.
func TestNewerSyntax(t *testing.T) {
	const sql = `ALTER TABLE a ADD CONSTRAINT a_id_not_null NOT NULL "id" NOT VALID, DROP COLUMN b;
CREATE TABLE c (id int, CONSTRAINT c_id_not_null NOT NULL id, x text CONSTRAINT x_set NOT NULL);`
	f, stmts, errs := parse(sql)
	if len(errs) != 0 || len(stmts) != 2 {
		t.Fatalf("statements %d, errors %v", len(stmts), errs)
	}
	actions := stmts[0].Node.(*pgparse.AlterTable).Actions
	if len(actions) != 2 || actions[0].Kind != "ADD CONSTRAINT" || actions[1].Kind != "DROP COLUMN" {
		t.Fatalf("actions: %+v", actions)
	}
	if got := f.Text[actions[1].Span.Start:actions[1].Span.End]; got != "DROP COLUMN b" {
		t.Errorf("the second action is %q", got)
	}
	if _, _, errs := parse("ALTER TABLE a ADD CONSTRAINT NOT NULL id"); len(errs) != 1 {
		t.Errorf("a broken statement gave the errors %v", errs)
	}
}

// Shapes that crash, hang or exhaust the C parser. A crash ends the test process: nothing in Go can catch it.
func TestHostile(t *testing.T) {
	shapes := map[string]func(n int) string{
		"plus":         func(n int) string { return "SELECT 1" + strings.Repeat("+1", n) },
		"parentheses":  func(n int) string { return "SELECT " + strings.Repeat("(", n) + "1" + strings.Repeat(")", n) },
		"unclosed":     func(n int) string { return "SELECT " + strings.Repeat("(", n) },
		"brackets":     func(n int) string { return "SELECT a" + strings.Repeat("[1]", n) },
		"sums":         func(n int) string { return "SELECT (1)" + strings.Repeat("+(1)", n) },
		"calls":        func(n int) string { return "SELECT f(1,2)" + strings.Repeat("+f(1,2)", n) },
		"and":          func(n int) string { return "SELECT 1 WHERE a" + strings.Repeat(" AND a", n) },
		"and or":       func(n int) string { return "SELECT 1 WHERE a" + strings.Repeat(" AND b OR c", n) },
		"not":          func(n int) string { return "SELECT " + strings.Repeat("NOT ", n) + "a" },
		"minus":        func(n int) string { return "SELECT " + strings.Repeat("- ", n) + "1" },
		"is null":      func(n int) string { return "SELECT a" + strings.Repeat(" IS NULL", n) },
		"between":      func(n int) string { return "SELECT a" + strings.Repeat(" BETWEEN 1 AND 2 IS NULL", n) },
		"collate":      func(n int) string { return "SELECT a" + strings.Repeat(` COLLATE "C"`, n) },
		"zone":         func(n int) string { return "SELECT a" + strings.Repeat(` AT TIME ZONE 'x'`, n) },
		"operator":     func(n int) string { return "SELECT 1" + strings.Repeat(" OPERATOR(pg_catalog.+) 1", n) },
		"cast":         func(n int) string { return "SELECT 1" + strings.Repeat("::int", n) },
		"concat":       func(n int) string { return "SELECT 'a'" + strings.Repeat("||'a'", n) },
		"like":         func(n int) string { return "SELECT a" + strings.Repeat(" LIKE 'b' IS NULL", n) },
		"in":           func(n int) string { return "SELECT a" + strings.Repeat(" IN (1,2) IS NULL", n) },
		"union":        func(n int) string { return "SELECT 1,2" + strings.Repeat(" UNION SELECT 1,2", n) },
		"except":       func(n int) string { return "VALUES (1)" + strings.Repeat(" EXCEPT ALL VALUES (1)", n) },
		"join":         func(n int) string { return "SELECT * FROM a" + strings.Repeat(" JOIN b ON true", n) },
		"natural join": func(n int) string { return "SELECT * FROM a" + strings.Repeat(" NATURAL JOIN b", n) },
		"subselect":    func(n int) string { return strings.Repeat("SELECT (", n) + "SELECT 1" + strings.Repeat(")", n) },
		"from": func(n int) string {
			return strings.Repeat("SELECT * FROM (", n) + "SELECT 1" + strings.Repeat(") x", n)
		},
		"case": func(n int) string {
			return "SELECT " + strings.Repeat("CASE WHEN a THEN ", n) + "1" + strings.Repeat(" END", n)
		},
		"array": func(n int) string { return "SELECT " + strings.Repeat("ARRAY[", n) + "1" + strings.Repeat("]", n) },
		"with": func(n int) string {
			return strings.Repeat("WITH a AS (", n) + "SELECT 1" + strings.Repeat(") SELECT 1", n)
		},
		"comments":   func(n int) string { return strings.Repeat("/*", n) + strings.Repeat("*/", n) + "SELECT 1" },
		"actions":    func(n int) string { return "ALTER TABLE a ADD b int" + strings.Repeat(", ADD b int", n) },
		"list":       func(n int) string { return "SELECT a IN (1" + strings.Repeat(",1", n) + ")" },
		"rows":       func(n int) string { return "INSERT INTO a VALUES (1+1)" + strings.Repeat(",(1+1)", n) },
		"statements": func(n int) string { return strings.Repeat("SELECT 1;", n) },
		"strings":    func(n int) string { return "SELECT 'a'" + strings.Repeat("\n'b'", n) },
		"hidden": func(n int) string {
			return "SELECT E'a'\n'\\'' , 1" + strings.Repeat("+1", n) + " --'"
		},
		"types":   func(n int) string { return "CREATE TABLE a (b int" + strings.Repeat("[]", n) + ")" },
		"checks":  func(n int) string { return "CREATE TABLE a (b int" + strings.Repeat(" CHECK (b>0)", n) + ")" },
		"explain": func(n int) string { return strings.Repeat("EXPLAIN ", n) + "SELECT 1" },
		"schema":  func(n int) string { return "CREATE SCHEMA a" + strings.Repeat(" CREATE TABLE b (c int)", n) },
		"atomic": func(n int) string {
			return "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC " + strings.Repeat("SELECT 1+1;", n) + "END"
		},
		"joins": func(n int) string {
			return "SELECT * FROM " + strings.Repeat("(", n) + "a" + strings.Repeat(" JOIN b ON true)", n)
		},
	}
	// Lists are no danger, only slow; they show that the guard lets them pass.
	flat := map[string]bool{"checks": true, "schema": true, "actions": true, "rows": true, "statements": true, "and or": true}
	for name, shape := range shapes {
		for _, n := range []int{1_000, 5_000, 100_000} {
			if n == 100_000 && flat[name] {
				n = 20_000
			}
			t.Run(fmt.Sprintf("%s/%d", name, n), func(*testing.T) { parse(shape(n)) })
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"ALTER TABLE ONLY (t) ADD a int, DROP b", "CREATE TABLE t (a int GENERATED ALWAYS AS (b) STORED, LIKE x INCLUDING ALL)", "ALTER TABLE t ALTER a TYPE int USING a::int",
		"CREATE INDEX ON t ((a+b)) WHERE c", "DROP TRIGGER a ON b.c", "COMMENT ON COLUMN a.b.c IS ''", "ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b", "CREATE DOMAIN d AS int CHECK (VALUE > 0)",
		"SELECT set_config('search_path', '', false)", "ALTER TYPE a ADD ATTRIBUTE b int", "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "{{if}}", "${a}.b :c",
		"ALTER TABLE t ADD a int GENERATED ALWAYS AS (b) VIRTUAL, ADD CONSTRAINT c NOT NULL a NOT VALID", "ALTER TABLE t ALTER a SET EXPRESSION AS (b), ADD CHECK (a > 0) NOT ENFORCED",
		"ALTER ROLE a SET lock_timeout = 5", "UPDATE t SET a = 1 WHERE b = 2 AND c IN (3, 4)", "SET TIME ZONE LOCAL", "ALTER TYPE a ADD VALUE 'b'",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsRune(s, 0) || strings.ToValidUTF8(s, "") != s {
			return
		}
		_, stmts, errs := parse(s)
		for _, st := range stmts {
			if st.Span.Start < 0 || st.Span.End > len(s) || st.Span.Start >= st.Span.End {
				t.Fatalf("span %v of %q", st.Span, s)
			}
		}
		for _, e := range errs {
			if e.Span.Start < 0 || e.Span.End > len(s) || e.Span.Start >= e.Span.End {
				t.Fatalf("span %v of %q", e.Span, s)
			}
		}
	})
}

// Of a long INSERT the first row is read and the others are counted; other statements of that length are refused.
func TestLongStatements(t *testing.T) {
	for _, c := range []struct {
		name, sql, want string
	}{
		{"insert", "INSERT INTO t (a, b) VALUES (f(1), 'x')" + strings.Repeat(", (f(2), 'y')", 200_000) + " ON CONFLICT DO NOTHING", "INSERT 200001"},
		{"insert from a query", "INSERT INTO t SELECT 1 FROM a WHERE b IN (1" + strings.Repeat(",2", 20_000) + ")", "INSERT 0"},
		{"list", "SELECT 1 IN (1" + strings.Repeat(",2", 300_000) + ")", "the statement is too long to be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := lexer.Scan(c.sql + "; SELECT 1;")
			stmts, errs := pgparse.Parse(f, 0, len(f.Text))
			got := ""
			if len(errs) > 0 {
				got = errs[0].Message
			} else if n, ok := stmts[0].Node.(*pgparse.DML); ok {
				got = fmt.Sprintf("INSERT %d", n.Rows)
				if stmts[0].Span.End != len(c.sql) {
					t.Errorf("ends at %d of %d", stmts[0].Span.End, len(c.sql))
				}
			}
			if got != c.want || stmts[len(stmts)-1].Kind != "SELECT" {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

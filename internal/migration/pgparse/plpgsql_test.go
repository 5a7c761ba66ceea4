package pgparse_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// steps renders what a block does: statements with "?" for each guard, "*" in loops, "!" in handlers, and "EXECUTE" for what is
// put together at run time.
func steps(p *pgparse.Program, sql string) string {
	if p == nil {
		return "no block"
	}
	if p.Unread {
		return "unread"
	}
	var out []string
	for _, s := range p.Steps {
		text := strings.Repeat("?", len(s.Guards))
		if s.Repeated {
			text += "*"
		}
		if s.Handler {
			text += "!"
		}
		if s.Dynamic != nil {
			text += "EXECUTE " + s.Dynamic.Text + " <" + strings.Join(s.Dynamic.Spliced, " ") + ">"
		} else {
			text += s.Statement.Kind + ": " + sql[s.Statement.Span.Start:s.Statement.Span.End]
		}
		out = append(out, text)
	}
	return strings.Join(out, "|")
}

func TestPrograms(t *testing.T) {
	for _, c := range []struct{ name, sql, want string }{
		{"generated", "DO $$ BEGIN\n ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c;\nEXCEPTION\n WHEN duplicate_object THEN null;\nEND $$", "ALTER TABLE: ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c"},
		{"several", "do $x$ begin create type m as enum ('a;b'); create index on t (a, (lower(b))); end; $x$", "CREATE TYPE: create type m as enum ('a;b')|CREATE INDEX: create index on t (a, (lower(b)))"},
		{"placeholders", "DO $$ BEGIN ALTER TABLE {{ .Schema }}.t ADD a int; END $$", "ALTER TABLE: ALTER TABLE {{ .Schema }}.t ADD a int"},
		{"handler", "DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN others THEN DROP VIEW t; RAISE; END $$", "DROP TABLE: DROP TABLE t|!DROP VIEW: DROP VIEW t"},
		{"condition", "DO $$ BEGIN IF true THEN DROP TABLE t; ELSIF a THEN DROP TABLE u; ELSE DROP TABLE v; END IF; DROP TABLE w; END $$",
			"?DROP TABLE: DROP TABLE t|??DROP TABLE: DROP TABLE u|??DROP TABLE: DROP TABLE v|DROP TABLE: DROP TABLE w"},
		{"return", "DO $$ BEGIN IF a THEN RETURN; END IF; DROP TABLE t; RETURN; DROP TABLE u; END $$", "?DROP TABLE: DROP TABLE t"},
		{"variables", "DO $$ DECLARE x int := 1; BEGIN DELETE FROM t WHERE a = x; x := 2; END $$", "DELETE: DELETE FROM t WHERE a = x"},
		{"loop", "DO $$ DECLARE r record; BEGIN FOR r IN SELECT * FROM t LOOP UPDATE u SET a = r.a; END LOOP; END $$", "?*UPDATE: UPDATE u SET a = r.a"},
		{"into", "DO $$ DECLARE x int; BEGIN INSERT INTO t VALUES (1) RETURNING id INTO x; END $$", "INSERT: INSERT INTO t VALUES (1) RETURNING id"},
		{"perform", "DO $$ BEGIN\n  PERFORM  set_config('a', 'b', false); END $$", "SELECT: RFORM  set_config('a', 'b', false)"},
		{"constant text", "DO $$ BEGIN EXECUTE 'DROP TABLE t; DROP TABLE u'; EXECUTE $q$DROP VIEW \"v\"$q$; END $$", "DROP TABLE: DROP TABLE t|DROP TABLE: DROP TABLE u|DROP VIEW: DROP VIEW \"v\""},
		{"text made at run time", "DO $$ DECLARE x text; y text := 'SELECT ' || x; BEGIN EXECUTE 'DROP TABLE ' || x || quote_ident(x) || y; EXECUTE format('DROP TABLE %I.%s', x, lower(x)); END $$",
			"EXECUTE 'DROP TABLE ' || x || quote_ident(x) || y <x>|EXECUTE format('DROP TABLE %I.%s', x, lower(x)) <x>"},
		{"the same text twice", "DO $$ BEGIN IF a THEN DELETE FROM t; END IF;\nDELETE FROM t; END $$", "?DELETE: DELETE FROM t|DELETE: DELETE FROM t"},
		{"quotes", "DO LANGUAGE 'plpgsql' 'BEGIN DROP TABLE t; END'", "DROP TABLE: DROP TABLE t"},
		{"doubled quotes", "DO 'BEGIN RAISE ''x''; DROP TABLE t; END'", "unread"},
		{"nothing", "DO $$ BEGIN END $$", ""},
		{"cut off", "DO $$ BEGIN ALTER TABLE $$", "unread"},
		{"not SQL", "DO $$ BEGIN ALTER TABLE ; END $$", "unread"},
		{"another language", "DO LANGUAGE plv8 $$ BEGIN DROP TABLE t; END $$", "unread"},
		{"no block", "SELECT 2", "no block"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sql := "SELECT 1;\n-- é\n" + c.sql + ";"
			f := lexer.Scan(sql)
			stmts, errs := pgparse.Parse(f, 0, len(sql))
			if len(errs) > 0 || len(stmts) != 2 {
				t.Fatalf("%d statements, errors %v", len(stmts), errs)
			}
			if got := steps(pgparse.Programs(f, stmts)[1], sql); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestDynamics(t *testing.T) {
	for _, c := range []struct{ name, sql, want string }{
		{"parameter", "CREATE FUNCTION f(a text, b int) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'SELECT ' || a; END $$", "a"},
		{"by way of a variable", "CREATE FUNCTION f(a text) RETURNS SETOF t LANGUAGE plpgsql AS $$ DECLARE q text; BEGIN q := 'SELECT ' || a; q = q || 'x'; RETURN QUERY EXECUTE q; END $$", "a"},
		{"positional", "CREATE FUNCTION f(text) RETURNS text LANGUAGE plpgsql AS 'DECLARE x text; BEGIN EXECUTE $1 INTO x; RETURN x; END'", "$1"},
		{"quoted", "CREATE FUNCTION f(a text) RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN EXECUTE format('DROP TABLE %I', a); NEW.x := 1; RETURN NEW; END $$", ""},
		{"result columns", "CREATE FUNCTION f(a text) RETURNS TABLE (x int) LANGUAGE plpgsql AS $$ BEGIN x := 1; RETURN QUERY EXECUTE a; END $$", "a"},
		{"out", "CREATE FUNCTION f(a text, OUT b int) LANGUAGE plpgsql AS $$ BEGIN EXECUTE a INTO b; RETURN; END $$", "a"},
		{"another language", "CREATE FUNCTION f(a text) RETURNS void LANGUAGE sql AS $$ SELECT 'EXECUTE' $$", "none"},
		{"nothing", "CREATE FUNCTION f(a text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$", "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := lexer.Scan(c.sql)
			stmts, errs := pgparse.Parse(f, 0, len(c.sql))
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			got := "none"
			for _, d := range stmts[0].Node.(*pgparse.CreateFunction).Dynamics(f) {
				got = strings.Join(d.Spliced, " ")
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// Whatever a body says, it is read or not, and what is read lies in the script.
func FuzzPrograms(f *testing.F) {
	for _, s := range []string{
		"BEGIN IF NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'a') THEN CREATE TYPE a AS ENUM (); ELSE RETURN; END IF; END",
		"DECLARE r record; n int := 1; BEGIN FOR r IN SELECT 1 LOOP EXECUTE format('DROP TABLE %I', r.a) INTO n USING 1; END LOOP; EXCEPTION WHEN others THEN RAISE; END",
		"BEGIN CASE a WHEN 1 THEN PERFORM f(); ELSE EXECUTE 'DELETE FROM {{x}}'; END CASE; WHILE true LOOP EXIT; END LOOP; END",
		"<<l>> DECLARE c CURSOR FOR SELECT 1; BEGIN OPEN c; FETCH c INTO x; INSERT INTO t VALUES (1) RETURNING a INTO b; RETURN QUERY EXECUTE 'x'; END",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if strings.Contains(source, "\x00") || !utf8.ValidString(source) {
			return // such files are not read
		}
		sql := "DO $body$" + source + "$body$; CREATE FUNCTION f(a text) RETURNS text LANGUAGE plpgsql AS $body$" + source + "$body$"
		file := lexer.Scan(sql)
		stmts, _ := pgparse.Parse(file, 0, len(sql))
		for _, p := range pgparse.Programs(file, stmts) {
			for _, s := range p.Steps {
				sp := pgparse.Span{}
				switch {
				case s.Statement != nil:
					sp = s.Statement.Span
				case s.Dynamic != nil:
					sp = s.Dynamic.Span
				}
				if sp.Start >= sp.End || sp.End > len(sql) {
					t.Fatalf("a step at %v of %d bytes", sp, len(sql))
				}
			}
		}
		for i := range stmts {
			if n, ok := stmts[i].Node.(*pgparse.CreateFunction); ok {
				n.Dynamics(file)
			}
		}
	})
}

package migration

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// tree makes a tree of a txtar archive.
func tree(archive string) *source.Tree {
	fsys := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return source.FromFS(fsys)
}

// load reads the only history of an archive and checks its document.
func load(t *testing.T, archive string) (*Facts, *facts.Doc) {
	t.Helper()
	tr := tree(archive)
	files, err := tr.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	found := Find(tr, files)
	if len(found.Units) != 1 {
		t.Fatalf("found %+v, want one history", found)
	}
	model, nodes, names := read(tr, found.Units[0], Settings{})
	doc := facts.New(facts.Migration, found.Units[0].Name, names, nodes, model)
	factstest.EqualsJSON(t, model)
	factstest.WellFormed(t, doc)
	return model, doc
}

func TestTransactions(t *testing.T) {
	for _, c := range []struct{ name, archive, want string }{
		{"runner", "-- db/1_a.sql --\n-- +goose Up\nSELECT 1;\nSELECT 2;\n-- +goose Down\nSELECT 3;\n", "up runner 1; up runner 1; down runner 2"},
		{"no transaction", "-- db/1_a.sql --\n-- +goose NO TRANSACTION\n-- +goose Up\nSELECT 1;\nSELECT 2;\n", "up none 1; up none 2"},
		{"implicit", "-- db/1_a.up.sql --\nSELECT 1;\nSELECT 2;\n", "up implicit 1; up implicit 1"},
		{"one statement alone", "-- db/1_a.up.sql --\nSELECT 1;\n", "up none 1"},
		{"explicit", "-- db/1_a.up.sql --\nBEGIN;\nSELECT 1;\nCOMMIT;\nSELECT 2;\n", "up explicit 1; up explicit 1; up explicit 1; up implicit 2"},
		{"down file", "-- db/1_a.up.sql --\nSELECT 1;\n-- db/1_a.down.sql --\nSELECT 1; SELECT 2;\n", "up none 1; down implicit 2; down implicit 2"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, _ := load(t, c.archive)
			units := map[string]int{}
			var got []string
			for _, s := range m.Statements {
				if units[s.Unit] == 0 {
					units[s.Unit] = len(units) + 1
				}
				got = append(got, fmt.Sprintf("%s %s %d", s.Direction, s.Transaction, units[s.Unit]))
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got  %s\nwant %s", g, c.want)
			}
		})
	}
}

func TestTimeouts(t *testing.T) {
	m, _ := load(t, `-- db/1_a.up.sql --
SELECT 1;
SET lock_timeout = '5s';
SET statement_timeout TO 0;
SELECT 1;
BEGIN;
SET LOCAL lock_timeout = 0;
SET LOCAL statement_timeout = '1min';
SELECT 1;
COMMIT;
SELECT 1;
RESET lock_timeout;
SELECT 1;
-- db/2_b.up.sql --
SELECT 1;
`)
	var got []string
	for _, s := range m.Statements {
		if s.Kind == "SELECT" {
			got = append(got, fmt.Sprintf("%t/%t", s.LockTimeout, s.StatementTimeout))
		}
	}
	if g := strings.Join(got, " "); g != "false/false true/false false/true true/false false/false false/false" {
		t.Error(g)
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"syntax", "SELECT 1;\n-- é\nSELEC 'é';\n", `3:1-3:6 syntax error at or near "SELEC"`},
		{"only that statement", "CREATE TABLE a (id int);\nfoo;\nCREATE TABLE b (id int);\n", `2:1-2:4 syntax error at or near "foo"`},
		{"nul", "SELECT 1;\n\x00DROP TABLE a;", "2:1-2:2 the file contains a NUL byte, which hides what follows it from a parser"},
		{"encoding", "SELECT '\xff'", "1:9-1:10 the file is not valid UTF-8"},
		{"utf-16", "\xff\xfeS\x00", "1:1-1:2 the file is UTF-16; save it as UTF-8"},
		{"chain", "SELECT 1;\nSELECT 1" + strings.Repeat("+1", 5000), "2:8009-2:10009 the statement chains more than 4000 operators, joins or set operations"},
		{"comments", "SELECT 1; " + strings.Repeat("/*", 200), "1:11-1:12 comments are nested more than 100 deep"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := source.FromFS(fstest.MapFS{"db/migrations/1_a.up.sql": &fstest.MapFile{Data: []byte(c.file)}})
			model, nodes, names := read(tr, source.Unit{Name: "db/migrations", Files: []string{"db/migrations/1_a.up.sql"}}, Settings{})
			doc := facts.New(facts.Migration, "db/migrations", names, nodes, model)
			factstest.EqualsJSON(t, model)
			factstest.WellFormed(t, doc)
			if len(model.Problems) != 1 {
				t.Fatalf("problems: %+v", model.Problems)
			}
			n, err := doc.Node(model.Problems[0].At)
			if err != nil {
				t.Fatal(err)
			}
			r := n.Range
			got := fmt.Sprintf("%d:%d-%d:%d %s", r.Start.Line, r.Start.Column, r.End.Line, r.End.Column, model.Problems[0].Message)
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// A missing or oversized file is a problem of the history, not its end.
func TestUnreadableFile(t *testing.T) {
	tr := source.FromFS(fstest.MapFS{"m/2_b.up.sql": &fstest.MapFile{Data: []byte("CREATE TABLE b (id int);")}})
	model, nodes, names := read(tr, source.Unit{Name: "m", Files: []string{"m/1_a.up.sql", "m/2_b.up.sql"}}, Settings{})
	factstest.WellFormed(t, facts.New(facts.Migration, "m", names, nodes, model))
	if len(model.Problems) != 1 || len(model.Tables) != 1 {
		t.Errorf("%d problems and %d tables, want 1 and 1", len(model.Problems), len(model.Tables))
	}
}

func TestBOMAndLineEnds(t *testing.T) {
	m, doc := load(t, "-- db/migrations/1_a.sql --\n\ufeffCREATE TABLE a (\r\n  id int);\r\n")
	n, _ := doc.Node(m.Columns[0].At)
	if got := n.Range.Start; got != (facts.Position{Line: 2, Column: 3}) || n.Pointer != "public.a.id" {
		t.Errorf("column at %v, %s", got, n.Pointer)
	}
}

// Pointers name their subjects, and no two statements have the same.
func TestPointers(t *testing.T) {
	m, doc := load(t, "-- m/0001_a.up.sql --\nCREATE TABLE a (id int);\nALTER TABLE a ADD b int, ADD c int;\nUPDATE a SET b = 1;\nUPDATE a SET b = 2;\n")
	var got []string
	for _, s := range m.Statements {
		n, _ := doc.Node(s.At)
		got = append(got, n.Pointer)
	}
	for _, a := range m.Actions {
		n, _ := doc.Node(a.At)
		got = append(got, n.Pointer)
	}
	want := "0001: CREATE TABLE a|0001: ALTER TABLE a|0001: UPDATE a|0001: UPDATE a #2|0001: a ADD COLUMN b|0001: a ADD COLUMN c"
	if g := strings.Join(got, "|"); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, archive, units, skipped string }{
		{"numbered files", "-- db/sql/1_a.sql --\n-- db/sql/2_b.sql --\n", "db/sql: db/sql/1_a.sql db/sql/2_b.sql", ""},
		{"a folder of migrations", "-- migrations/1.sql --\n", "migrations: migrations/1.sql", ""},
		{"the root itself", "-- 001_a.up.sql --\n-- 001_a.down.sql --\n", ".: 001_a.up.sql 001_a.down.sql", ""},
		{"deep folders", "-- a/b/c/d/e/f/g/h/i/j/db/postgresql/V1__a.sql --\n", "a/b/c/d/e/f/g/h/i/j/db/postgresql: a/b/c/d/e/f/g/h/i/j/db/postgresql/V1__a.sql", ""},
		{"queries", "-- db/queries/users.sql --\n-- sql/report.sql --\n-- schema.sql --\n-- db/structure.sql --\n", "", ""},
		{"seeds and fixtures", "-- db/seeds/1_a.sql --\n-- db/seeds/2_b.sql --\n-- tests/fixtures/1_a.sql --\n-- tests/fixtures/2_b.sql --\n", "", ""},
		{"test data is a folder like another when migrations are below it", "-- testdata/shop/db/migrations/1_a.sql --\n", "testdata/shop/db/migrations: testdata/shop/db/migrations/1_a.sql", ""},
		{"folders of releases", "-- s/versioned/v1.10/b.sql --\n-- s/versioned/v1.9/1_a.sql --\n-- s/versioned/v1.9/2_a.sql --\n", "s/versioned: s/versioned/v1.9/1_a.sql s/versioned/v1.9/2_a.sql s/versioned/v1.10/b.sql", ""},
		{"two histories", "-- a/migrations/1.sql --\n-- b/migrations/1.sql --\n", "a/migrations: a/migrations/1.sql|b/migrations: b/migrations/1.sql", ""},
		{"dialect by folder", "-- m/migrations/mysql/1_a.sql --\n-- m/migrations/mysql/2_a.sql --\n-- m/migrations/postgres/1_a.sql --\n", "m/migrations/postgres: m/migrations/postgres/1_a.sql", "m/migrations/mysql/1_a.sql is a MySQL migration; bdma judges PostgreSQL|m/migrations/mysql/2_a.sql is a MySQL migration; bdma judges PostgreSQL"},
		{"dialect by name", "-- migrations/1_a.mysql.up.sql --\n-- migrations/1_a.postgres.up.sql --\n", "migrations: migrations/1_a.postgres.up.sql", "migrations/1_a.mysql.up.sql is a MySQL migration; bdma judges PostgreSQL"},
		{"a name that speaks of another database", "-- migrations/1_drop_sqlite.up.sql --\n", "migrations: migrations/1_drop_sqlite.up.sql", ""},
		{"dialect by configuration", "-- migrations/migration_lock.toml --\nprovider = \"sqlite\"\n-- migrations/20240101000000_a/migration.sql --\n", "", "migrations/20240101000000_a/migration.sql is a SQLite migration; bdma judges PostgreSQL"},
		{"schemas that are declared", "-- supabase/schemas/1_a.sql --\n-- supabase/schemas/2_b.sql --\n-- supabase/migrations/1_a.sql --\n", "supabase/migrations: supabase/migrations/1_a.sql", ""},
		{"tests of pgTAP", "-- test/unit/migrations/1_a.sql --\nBEGIN;\nSELECT plan(2);\n", "", ""},
		{"a dump alone", "-- db/structure.sql --\n-- PostgreSQL database dump\n-- other/schema.sql --\nCREATE TABLE a (id int);\n", "db/structure.sql: db/structure.sql", ""},
		{"a dump beside a history that is complete", "-- db/schema.sql --\n-- PostgreSQL database dump\n-- db/migrations/1_a.up.sql --\n", "db/migrations: db/migrations/1_a.up.sql", ""},
		{"a dump within a history", "-- db/migrations/schema.sql --\n-- PostgreSQL database dump\n-- db/migrations/1_a.up.sql --\n", "db/migrations: db/migrations/1_a.up.sql", ""},
		{"flyway's folders", "-- a/db/migration/x/V1__a.sql --\n-- a/db/migration/y/V2__b.sql --\n-- b/db/migration/x/V1__a.sql --\n-- b/db/migration/y/V1__b.sql --\n", "a/db/migration: a/db/migration/x/V1__a.sql a/db/migration/y/V2__b.sql|b/db/migration/x: b/db/migration/x/V1__a.sql|b/db/migration/y: b/db/migration/y/V1__b.sql", ""},
		{"dialect by content", "-- migrations/1_a.sql --\nCREATE TABLE `a` (id INT AUTO_INCREMENT);\n", "", "migrations/1_a.sql is a MySQL migration; bdma judges PostgreSQL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := tree(c.archive)
			files, err := tr.Walk(".")
			if err != nil {
				t.Fatal(err)
			}
			found := Find(tr, files)
			var units, skipped []string
			for _, u := range found.Units {
				units = append(units, u.Name+": "+strings.Join(u.Files, " "))
			}
			for _, s := range found.Skipped {
				skipped = append(skipped, s.File+" "+s.Reason)
			}
			if got := strings.Join(units, "|"); got != c.units {
				t.Errorf("units %q, want %q", got, c.units)
			}
			if got := strings.Join(skipped, "|"); got != c.skipped {
				t.Errorf("skipped %q, want %q", got, c.skipped)
			}
		})
	}
}

// A single file that a user names brings its whole history.
func TestFindOneFile(t *testing.T) {
	tr := tree("-- db/migrations/1_a.up.sql --\nCREATE TABLE a (id int);\n-- db/migrations/2_b.up.sql --\nCREATE INDEX ON a (id);\n-- db/migrations/10_c.up.sql --\nSELECT 1;\n")
	found := Find(tr, []source.File{{Path: "db/migrations/2_b.up.sql"}})
	if len(found.Units) != 1 || strings.Join(found.Units[0].Files, " ") != "db/migrations/1_a.up.sql db/migrations/2_b.up.sql db/migrations/10_c.up.sql" {
		t.Errorf("found %+v", found)
	}
}

// A dump that a user names alone is that of the history beside it all the same.
func TestFindOneDump(t *testing.T) {
	tr := tree("-- db/schema.sql --\n-- PostgreSQL database dump\nINSERT INTO schema_migrations (version) VALUES\n('1'),\n('2');\n-- db/migrations/2_a.sql --\n-- migrate:up\n")
	found := Find(tr, []source.File{{Path: "db/schema.sql"}})
	if len(found.Units) != 1 || strings.Join(found.Units[0].Files, " ") != "db/migrations/2_a.sql db/schema.sql" {
		t.Errorf("found %+v", found)
	}
}

// Histories that would make a careless replay quadratic or worse: it would not end within the time of a test run.
func TestHostileHistories(t *testing.T) {
	rep := strings.Repeat
	numbered := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for name, sql := range map[string]string{
		"partitions times indexes":   "CREATE TABLE p (a int) PARTITION BY LIST (a);" + rep("CREATE INDEX ON p (a);", 3000) + numbered(5000, "CREATE TABLE p%d PARTITION OF p DEFAULT;"),
		"partitions times actions":   "CREATE TABLE p (a int) PARTITION BY LIST (a);" + numbered(5000, "CREATE TABLE p%d PARTITION OF p DEFAULT;") + rep("ALTER TABLE p ALTER a SET NOT NULL;", 5000),
		"unnamed checks":             "CREATE TABLE t (a int" + rep(", CHECK (a > 0)", 20000) + ");",
		"unnamed indexes":            "CREATE TABLE t (a int);" + rep("CREATE INDEX ON t (a);", 20000),
		"references":                 "CREATE TABLE p (a int PRIMARY KEY);" + numbered(5000, "CREATE TABLE t%d (a int REFERENCES p);") + rep("TRUNCATE p CASCADE;", 2000),
		"columns":                    "CREATE TABLE t (a int" + numbered(30000, ", a%d int") + ");",
		"views":                      "CREATE TABLE t (a int);" + numbered(5000, "CREATE VIEW v%d AS SELECT a FROM t;") + rep("DROP TABLE IF EXISTS t CASCADE; CREATE TABLE t (a int);", 3000),
		"templates without an end":   rep("{{ ${ a{{", 20000),
		"DO blocks times names":      numbered(5000, "CREATE TABLE t%d (a int);") + rep("DO $$"+numbered(100, " t%d")+"$$;", 5000),
		"temporary tables":           rep("CREATE TEMP TABLE t (a int); DROP TABLE t;", 20000),
		"inheritance all over":       "CREATE TABLE t0 (a int);" + numbered(300, "CREATE TABLE u%[1]d () INHERITS (t0);") + numbered(300, "ALTER TABLE u%[1]d INHERIT u0;") + rep("ALTER TABLE t0 ADD CHECK (a > 0);", 1000),
		"one name, many definitions": rep("CREATE TABLE IF NOT EXISTS t (a int);", 30000),
	} {
		t.Run(name, func(t *testing.T) {
			tr := source.FromFS(fstest.MapFS{"m/1_a.sql": &fstest.MapFile{Data: []byte(sql)}})
			read(tr, source.Unit{Name: "m", Files: []string{"m/1_a.sql"}}, Settings{})
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"CREATE TABLE a (id serial PRIMARY KEY, b int REFERENCES a);\nALTER TABLE a RENAME TO b;\nDROP TABLE b CASCADE;",
		"CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE c PARTITION OF p DEFAULT; ALTER TABLE p ATTACH PARTITION p DEFAULT; ALTER TABLE c ATTACH PARTITION p DEFAULT; CREATE INDEX ON p (id);",
		"CREATE TABLE a (x int); CREATE TABLE b () INHERITS (a); ALTER TABLE a INHERIT b; ALTER TABLE a ADD CHECK (x > 0); ALTER TABLE b DROP COLUMN x;",
		"-- +goose Up\nCREATE DOMAIN d AS d CHECK (VALUE > 0); CREATE TABLE t (a d); ALTER TABLE t ALTER a TYPE int;\n-- +goose Down\nDROP TABLE t;",
		"DO $$ BEGIN EXECUTE 'DROP TABLE ' || x; END $$;",
		"SELECT 0é; DO $$ BEGIN CREATE TABLE a (x int); ALTER TABLE {{ .a }}.b ADD y int; EXCEPTION WHEN others THEN null; END $$;",
		"CREATE TYPE e AS ENUM ('a'); ALTER TYPE e SET SCHEMA s; ALTER SCHEMA s RENAME TO t; DROP SCHEMA t CASCADE; DO $$ a $$; DO '';",
		"COMMENT ON COLUMN a IS 'x'; COMMENT ON INDEX b IS NULL; REINDEX SCHEMA s; VACUUM; TRUNCATE a, b CASCADE; LOCK a; SET search_path = ''; SELECT set_config('a', NULL, true);",
		"CREATE TABLE a (LIKE a INCLUDING ALL); CREATE TABLE b (LIKE a); ALTER TABLE a ADD CONSTRAINT k PRIMARY KEY USING INDEX i; ALTER TABLE a DROP CONSTRAINT k CASCADE;",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		// As numbered files, as a base state with a migration after it, and as a way up with its way back.
		for _, files := range [][]string{{"m/1_a.sql", "m/2_b.sql"}, {"m/B1__a.sql", "m/V2__b.sql"}, {"m/1_a.up.sql", "m/1_a.down.sql"}} {
			fsys := make(fstest.MapFS)
			for _, name := range files {
				fsys[name] = &fstest.MapFile{Data: data}
			}
			model, nodes, names := read(source.FromFS(fsys), source.Unit{Name: "m", Files: files}, Settings{})
			factstest.EqualsJSON(t, model)
			factstest.WellFormed(t, facts.New(facts.Migration, "m", names, nodes, model))
		}
	})
}

// generated is a history of n migrations, each with a new table and changes to older ones.
func generated(n int) (*source.Tree, source.Unit, int64) {
	fsys := fstest.MapFS{}
	unit := source.Unit{Name: "m"}
	var size int64
	for i := range n {
		name := fmt.Sprintf("m/%05d_step.up.sql", i)
		var b strings.Builder
		fmt.Fprintf(&b, "-- Migration %d.\nCREATE TABLE orders_%d (\n\tid bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n\tcustomer_id bigint NOT NULL,\n\tstate text NOT NULL DEFAULT 'new',\n\ttotal numeric(12,2),\n\tcreated_at timestamptz NOT NULL DEFAULT now()\n);\n", i, i)
		fmt.Fprintf(&b, "CREATE INDEX orders_%d_customer ON orders_%d (customer_id, created_at DESC);\n", i, i)
		if i > 0 {
			fmt.Fprintf(&b, "ALTER TABLE orders_%d ADD COLUMN note text, ADD CONSTRAINT fk_%d FOREIGN KEY (customer_id) REFERENCES orders_%d (id) NOT VALID;\n", i-1, i, i)
			fmt.Fprintf(&b, "UPDATE orders_%d SET state = 'old' WHERE total > 0;\n", i-1)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(b.String())}
		unit.Files = append(unit.Files, name)
		size += int64(b.Len())
	}
	return source.FromFS(fsys), unit, size
}

func BenchmarkRead(b *testing.B) {
	tr, unit, size := generated(2000)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		Read(tr, unit, Settings{})
	}
}

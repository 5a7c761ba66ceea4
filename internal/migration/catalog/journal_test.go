package catalog

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// dump writes all that a catalog holds, whatever fields there are, so that two states can be compared.
func dump(c *Catalog) string {
	d := dumper{seen: map[uintptr]int{}}
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		switch name := v.Type().Field(i).Name; name {
		case "journal", "work":
		default:
			d.b.WriteString(name + " ")
			d.value(v.Field(i))
			d.b.WriteByte('\n')
		}
	}
	return d.b.String()
}

type dumper struct {
	b    strings.Builder
	seen map[uintptr]int
}

func (d *dumper) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			d.b.WriteString("nil")
			return
		}
		n, ok := d.seen[v.Pointer()]
		if !ok {
			n = len(d.seen) + 1
			d.seen[v.Pointer()] = n
		}
		fmt.Fprintf(&d.b, "@%d", n)
		if !ok {
			d.value(v.Elem())
		}
	case reflect.Struct:
		d.b.WriteByte('{')
		for i := range v.NumField() {
			d.b.WriteString(v.Type().Field(i).Name + ":")
			d.value(v.Field(i))
			d.b.WriteByte(' ')
		}
		d.b.WriteByte('}')
	case reflect.Slice, reflect.Array:
		d.b.WriteByte('[')
		for i := range v.Len() {
			d.value(v.Index(i))
			d.b.WriteByte(' ')
		}
		d.b.WriteByte(']')
	case reflect.Map:
		keys := v.MapKeys()
		names := make(map[reflect.Value]string, len(keys))
		for _, k := range keys {
			names[k] = d.key(k)
		}
		sort.Slice(keys, func(i, j int) bool { return names[keys[i]] < names[keys[j]] })
		for _, k := range keys {
			fmt.Fprintf(&d.b, "\n\t%s=", names[k])
			d.value(v.MapIndex(k))
		}
	case reflect.Interface:
		d.value(v.Elem())
	case reflect.Func:
	default:
		fmt.Fprintf(&d.b, "%v", v)
	}
}

// key writes the key of a map: an object by its number, or by its place when it is gone.
func (d *dumper) key(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Interface:
		return v.Elem().Type().String() + d.key(v.Elem())
	case reflect.Pointer:
		if n, ok := d.seen[v.Pointer()]; ok {
			return fmt.Sprintf("@%06d", n)
		}
		return fmt.Sprint("gone ", v.Elem().FieldByName("Name"), v.Elem().FieldByName("Place"))
	case reflect.Struct:
		var b strings.Builder
		for i := range v.NumField() {
			b.WriteString(d.key(v.Field(i)) + " ")
		}
		return b.String()
	}
	return fmt.Sprint(v)
}

func parse(t testing.TB, sql string) []pgparse.Statement {
	t.Helper()
	out, _ := pgparse.Parse(lexer.Scan(sql), 0, len(sql))
	return out
}

func apply(c *Catalog, statements []pgparse.Statement, unit string) {
	for i := range statements {
		c.Apply(&statements[i], Context{Migration: unit, Unit: unit, Place: func(sp pgparse.Span) Place { return Place{File: fmt.Sprint(unit, sp)} }})
	}
}

// forms are statements over a handful of names, so that most of them meet something that exists.
var forms = []string{
	"CREATE TABLE %t (id serial PRIMARY KEY, a int NOT NULL, b text UNIQUE, c %d, CHECK (a > 0))", "CREATE TABLE %t (id bigint GENERATED ALWAYS AS IDENTITY, a int REFERENCES %t, b text) PARTITION BY LIST (a)",
	"CREATE TABLE %t PARTITION OF %t DEFAULT", "CREATE TABLE %t () INHERITS (%t)", "CREATE TABLE %t (LIKE %t INCLUDING ALL)", "CREATE TEMP TABLE %t (a int)", "CREATE TABLE %s.%t (id int PRIMARY KEY, a %d, b int REFERENCES %t)",
	"ALTER TABLE %t ADD COLUMN %c int DEFAULT 1 REFERENCES %t", "ALTER TABLE %t ADD COLUMN %c serial UNIQUE", "ALTER TABLE %t DROP COLUMN %c CASCADE", "ALTER TABLE %t ALTER COLUMN %c TYPE bigint", "ALTER TABLE %t ALTER %c SET NOT NULL, ALTER %c SET DEFAULT 3",
	"ALTER TABLE %t ALTER %c DROP NOT NULL, ALTER %c DROP DEFAULT", "ALTER TABLE %t ADD CONSTRAINT %k UNIQUE (%c, %c)", "ALTER TABLE %t ADD CONSTRAINT %k FOREIGN KEY (%c) REFERENCES %t (id) NOT VALID", "ALTER TABLE %t VALIDATE CONSTRAINT %k",
	"ALTER TABLE %t ADD CONSTRAINT %k CHECK (%c IS NOT NULL)", "ALTER TABLE %t DROP CONSTRAINT %k CASCADE", "ALTER TABLE %t ADD CONSTRAINT %k UNIQUE USING INDEX %i", "ALTER TABLE %t ADD PRIMARY KEY (%c)",
	"ALTER TABLE %t ATTACH PARTITION %t FOR VALUES IN (1)", "ALTER TABLE %t DETACH PARTITION %t", "ALTER TABLE %t INHERIT %t", "ALTER TABLE %t NO INHERIT %t", "ALTER TABLE %t SET UNLOGGED",
	"CREATE INDEX %i ON %t (%c, lower(%c))", "CREATE UNIQUE INDEX %i ON %t (%c) INCLUDE (%c) WHERE %c IS NOT NULL", "CREATE INDEX ON %v (%c)", "CREATE INDEX %i ON %v (%c)", "DROP INDEX %i",
	"CREATE VIEW %v AS SELECT * FROM %t, %v", "CREATE MATERIALIZED VIEW %v AS SELECT * FROM %t", "DROP VIEW %v CASCADE", "DROP MATERIALIZED VIEW %v", "ALTER VIEW %v RENAME TO %v", "ALTER VIEW %v SET SCHEMA %s",
	"DROP TABLE %t", "DROP TABLE %t CASCADE", "ALTER TABLE %t RENAME TO %t", "ALTER TABLE %t RENAME COLUMN %c TO %c", "ALTER TABLE %t RENAME CONSTRAINT %k TO %k", "ALTER INDEX %i RENAME TO %i", "ALTER TABLE %t SET SCHEMA %s",
	"CREATE DOMAIN %d AS int CHECK (VALUE > 0)", "CREATE TYPE %d AS ENUM ('x')", "ALTER DOMAIN %d ADD CONSTRAINT %k CHECK (VALUE < 9)", "ALTER DOMAIN %d DROP CONSTRAINT %k", "DROP DOMAIN %d CASCADE", "DROP TYPE %d CASCADE", "ALTER TYPE %d RENAME TO %d", "ALTER TYPE %d SET SCHEMA %s",
	"CREATE SEQUENCE %i", "DROP SEQUENCE %i", "CREATE FUNCTION %v() RETURNS int LANGUAGE sql AS 'SELECT 1'", "DROP FUNCTION %v", "CREATE SCHEMA %s", "DROP SCHEMA %s CASCADE", "ALTER SCHEMA %s RENAME TO %s", "SET search_path = %s, public",
	"CREATE TYPE %d AS ENUM ('x', 'y')", "ALTER TYPE %d ADD VALUE IF NOT EXISTS 'z' BEFORE 'y'", "ALTER TYPE %d ADD VALUE 'w'", "ALTER TYPE %d RENAME VALUE 'x' TO 'y'",
	"ALTER TABLE %t ADD COLUMN %c %d", "ALTER TABLE %t ALTER COLUMN %c TYPE %d", "CREATE DOMAIN %d AS %d", "ALTER DOMAIN %d SET DEFAULT 1", "ALTER DOMAIN %d SET NOT NULL", "ALTER DOMAIN %d DROP NOT NULL",
	"ALTER DOMAIN %d ADD CHECK (VALUE < 7) NOT VALID", "ALTER DOMAIN %d VALIDATE CONSTRAINT %k", "ALTER DOMAIN %d RENAME CONSTRAINT %k TO %k", "ALTER DOMAIN %d RENAME TO %d", "ALTER DOMAIN %d SET SCHEMA %s",
	"CREATE SEQUENCE %i OWNED BY %t.%c", "ALTER SEQUENCE %i OWNED BY %t.%c", "ALTER SEQUENCE %i OWNED BY NONE", "ALTER SEQUENCE %i RENAME TO %i", "ALTER SEQUENCE %i SET SCHEMA %s", "DROP SEQUENCE %i CASCADE",
	"CREATE TEMP SEQUENCE %i", "CREATE TEMP VIEW %v AS SELECT * FROM %t", "ALTER TABLE %t ALTER %c SET DEFAULT nextval('%i')", "ALTER TABLE %t ALTER %c ADD GENERATED ALWAYS AS IDENTITY", "ALTER TABLE %t ALTER %c DROP IDENTITY",
	"CREATE OR REPLACE FUNCTION %f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'", "CREATE FUNCTION %f(int, %d) RETURNS int LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = public AS 'SELECT 1'",
	"CREATE PROCEDURE %f(text) LANGUAGE sql AS ''", "DROP FUNCTION %f()", "DROP FUNCTION %f(int, %d)", "DROP FUNCTION %f() CASCADE", "DROP PROCEDURE %f", "ALTER FUNCTION %f() RENAME TO %f", "ALTER FUNCTION %f() SET SCHEMA %s", "ALTER FUNCTION %f(int, %d) RENAME TO %f",
	"ALTER FUNCTION %f() SECURITY DEFINER", "ALTER FUNCTION %f() RESET search_path",
	"CREATE TRIGGER %g BEFORE INSERT ON %t FOR EACH ROW EXECUTE FUNCTION %f()", "CREATE TRIGGER %g AFTER INSERT ON %t EXECUTE FUNCTION %f()", "CREATE TRIGGER %g INSTEAD OF INSERT ON %v FOR EACH ROW EXECUTE FUNCTION %f()",
	"DROP TRIGGER %g ON %t", "DROP TRIGGER %g ON %v", "ALTER TRIGGER %g ON %t RENAME TO %g", "ALTER TABLE %t DISABLE TRIGGER %g", "ALTER TABLE %t ENABLE TRIGGER ALL", "ALTER TABLE %t DISABLE TRIGGER ALL",
	"CREATE OR REPLACE VIEW %v AS SELECT id, a FROM %t", "CREATE OR REPLACE VIEW %v WITH (security_invoker = true) AS SELECT * FROM %v", "ALTER VIEW %v SET (security_barrier = true)", "ALTER VIEW %v RENAME COLUMN %c TO %c",
	"ALTER TABLE %t ENABLE ROW LEVEL SECURITY", "ALTER TABLE %t DISABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY", "CREATE POLICY %g ON %t FOR SELECT TO r1 USING (a > 0)", "ALTER POLICY %g ON %t TO r2 USING (a < 0)",
	"ALTER POLICY %g ON %t RENAME TO %g", "DROP POLICY %g ON %t", "COMMENT ON TABLE %t IS 'x'", "COMMENT ON TABLE %t IS NULL", "COMMENT ON COLUMN %t.%c IS 'y'", "COMMENT ON VIEW %v IS 'z'", "COMMENT ON FUNCTION %f() IS 'f'",
	"GRANT SELECT, INSERT ON %t TO r1, r2", "GRANT ALL ON %t TO r1", "GRANT SELECT (a) ON %t TO r2", "REVOKE INSERT ON %t FROM r1", "REVOKE ALL ON %t FROM r1, r2", "GRANT ALL ON ALL TABLES IN SCHEMA public TO r2", "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM r2",
	"GRANT SELECT ON %v TO r1", "GRANT USAGE ON SCHEMA %s TO r1", "GRANT EXECUTE ON FUNCTION %f() TO r1", "REVOKE EXECUTE ON FUNCTION %f() FROM PUBLIC", "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC",
	"ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC", "ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC", "ALTER DEFAULT PRIVILEGES IN SCHEMA %s REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC", "ALTER DEFAULT PRIVILEGES IN SCHEMA %s GRANT SELECT ON TABLES TO r1",
	"CREATE EXTENSION IF NOT EXISTS pgcrypto", "CREATE EXTENSION %g", "ALTER EXTENSION %g SET SCHEMA %s", "DROP EXTENSION %g", "SET timezone = 'utc'", "SET LOCAL timezone = 'utc'", "COMMIT",
	"ALTER INDEX %i ATTACH PARTITION %i", "CREATE INDEX %i ON ONLY %t (a)", "CREATE TABLE %t (id bigint, a int, b text) PARTITION BY RANGE (a)", "ALTER TABLE %t ATTACH PARTITION %t DEFAULT", "ALTER TABLE %t DETACH PARTITION %t CONCURRENTLY",
	"ALTER TABLE %t ADD COLUMN g int GENERATED ALWAYS AS (a + 1) STORED", "ALTER TABLE %t ALTER g DROP EXPRESSION", "ALTER TABLE %t ADD CHECK (a < 9) NO INHERIT", "ALTER TABLE %t ALTER CONSTRAINT %k DEFERRABLE", "ALTER TABLE %t ADD PRIMARY KEY USING INDEX %i",
	"CREATE TABLE %t (a int PRIMARY KEY, b int REFERENCES %t ON DELETE CASCADE) INHERITS (%t)", "DO $$ BEGIN EXECUTE 'ALTER TABLE t1 ENABLE ROW LEVEL SECURITY'; END $$", "CREATE TABLE %t AS SELECT * FROM %v",
	"ALTER TABLE %t ADD FOREIGN KEY (a) REFERENCES %t (id)", "ALTER TABLE %t ADD FOREIGN KEY (c) REFERENCES %t (b)", "ALTER TABLE %t ADD UNIQUE (b)", "ALTER TABLE %t ADD UNIQUE (id)", "ALTER TABLE %t DROP COLUMN b CASCADE", "ALTER TABLE %t DROP COLUMN id CASCADE",
	"ALTER TABLE %t DROP CONSTRAINT t1_pkey CASCADE", "ALTER TABLE %t DROP CONSTRAINT %t_id_key CASCADE", "ALTER TABLE %t DROP CONSTRAINT %t_b_key CASCADE", "ALTER TABLE %t ADD CONSTRAINT %k CHECK (a > 1) NOT VALID", "ALTER TABLE %t INHERIT %t", "ALTER TABLE %t NO INHERIT %t", "ALTER TABLE %t INHERIT %t", "ALTER TABLE %t DROP COLUMN a",
	"CREATE TABLE %t (id int, a int, b text, c text, CONSTRAINT k1 CHECK (a > 0), CONSTRAINT k2 CHECK (a < 9) NOT VALID)", "CREATE TABLE %t (id int PRIMARY KEY, a int, b text UNIQUE)", "CREATE TABLE %t (id int PRIMARY KEY, a int, b text)", "CREATE INDEX ON %v (a)", "CREATE MATERIALIZED VIEW %v AS SELECT a, b FROM %t",
	"TRUNCATE %t CASCADE", "DELETE FROM %t", "INSERT INTO %t DEFAULT VALUES", "DO $$ BEGIN IF true THEN ALTER TABLE %t ADD COLUMN z int; END IF; END $$",
}

func random(r *rand.Rand) string {
	words := strings.NewReplacer("%t", "\x00t", "%c", "\x00c", "%k", "\x00k", "%i", "\x00i", "%v", "\x00v", "%d", "\x00d", "%s", "\x00s", "%f", "\x00f", "%g", "\x00g").Replace(forms[r.Intn(len(forms))])
	var b strings.Builder
	for i := 0; i < len(words); i++ {
		if words[i] != 0 {
			b.WriteByte(words[i])
			continue
		}
		i++
		names := map[byte]string{'t': "t1 t2 t3 t4 t5 t6", 'c': "id a b c", 'k': "k1 k2 t1_pkey t2_b_key", 'i': "i1 i2 i3", 'v': "v1 v2 v3", 'd': "d1 d2", 's': "s1 s2 public", 'f': "f1 f2", 'g': "g1 g2"}[words[i]]
		list := strings.Fields(names)
		b.WriteString(list[r.Intn(len(list))])
	}
	return b.String() + ";\n"
}

func script(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(random(r))
	}
	return b.String()
}

func difference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	part := func(s string) string { return s[max(0, i-200):min(len(s), i+200)] }
	return "before …" + part(a) + "…\nafter  …" + part(b) + "…"
}

// A journal takes everything back: whatever is done within it, the catalog is what it was, to the last field.
func TestRollback(t *testing.T) {
	for seed := range int64(500) {
		r := rand.New(rand.NewSource(seed))
		c := New()
		past, first, second, third := script(r, 120), script(r, 15), script(r, 10), script(r, 10)
		apply(c, parse(t, past), "past")
		before := dump(c)
		c.Begin()
		apply(c, parse(t, first), "first")
		middle := dump(c)
		c.Begin()
		apply(c, parse(t, second), "second")
		c.EndSession()
		c.Rollback()
		if after := dump(c); after != middle {
			t.Fatalf("seed %d: an inner journal does not take this back:\n%s\n%s", seed, second, difference(middle, after))
		}
		c.Begin()
		apply(c, parse(t, third), "third")
		c.Commit()
		c.Rollback()
		if after := dump(c); after != before {
			t.Fatalf("seed %d: the journal does not take this back:\n%s%s\n%s", seed, first, third, difference(before, after))
		}
		c.Begin()
		apply(c, parse(t, first), "first")
		if after := dump(c); after != middle {
			t.Fatalf("seed %d: after a rollback the same statements do something else:\n%s\n%s", seed, first, difference(middle, after))
		}
		c.Commit()
		if c.journal != nil {
			t.Fatal("a journal is open in the end")
		}
	}
}

// The same for the histories of real projects, in the order of their paths: what they mean does not matter here.
func TestRollbackOfHistories(t *testing.T) {
	root := os.Getenv("BDMA_CORPUS")
	if root == "" {
		root = "../../../../shared/corpus"
	}
	if _, err := os.Stat(filepath.Join(root, "sql")); err != nil {
		t.Skipf("no corpus at %s; set BDMA_CORPUS to run this test", root)
	}
	projects, _ := os.ReadDir(filepath.Join(root, "sql"))
	for _, p := range projects {
		c, n := New(), 0
		_ = filepath.WalkDir(filepath.Join(root, "sql", p.Name()), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(name, ".sql") || n > 400 {
				return nil
			}
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			n++
			statements := parse(t, string(text))
			look := n%20 == 0
			before := ""
			if look {
				before = dump(c)
			}
			c.Begin()
			apply(c, statements, name)
			c.Rollback()
			if look {
				if after := dump(c); after != before {
					t.Errorf("%s is not taken back:\n%s", name, difference(before, after))
				}
			}
			c.Begin()
			apply(c, statements, name)
			c.Commit()
			return nil
		})
	}
}

package migration

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

// Conditions on the schema are followed as the history has it; what cannot be decided is conditional.
func TestBlocks(t *testing.T) {
	const schema = "CREATE SCHEMA app; CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE t (a int, CONSTRAINT positive CHECK (a > 0)); CREATE INDEX t_a ON t (a); CREATE VIEW v AS SELECT 1;\n"
	for _, c := range []struct{ condition, want string }{
		{"EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood')", "runs"},
		{"NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood')", ""},
		{"NOT EXISTS (SELECT 1 FROM pg_type WHERE typname = 'weather')", "runs"},
		{"EXISTS (SELECT FROM pg_class WHERE relname = 't' AND relkind = 'r')", "conditional"},
		{"NOT EXISTS (SELECT FROM pg_class WHERE relname = 'x' AND relkind = 'r')", "runs"},
		{"EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'positive' AND conrelid = 't'::regclass)", "runs"},
		{"EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'positive')", "runs"},
		{"EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'negative')", ""},
		{"EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'negative' AND conrelid = 'public.t'::regclass)", ""},
		{"EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 't' AND column_name = 'a')", "runs"},
		{"EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a' AND data_type = 'text')", "conditional"},
		{"EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b')", ""},
		{"EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'unknown' AND column_name = 'b')", "conditional"},
		{"EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'public' AND table_name = 't')", "runs"},
		{"EXISTS (SELECT 1 FROM information_schema.tables WHERE table_schema = 'app' AND table_name = 't')", ""},
		{"(SELECT EXISTS (SELECT 1 FROM pg_indexes WHERE indexname = 't_a'))", "runs"},
		{"NOT EXISTS (SELECT 1 FROM information_schema.schemata WHERE schema_name = 'app')", ""},
		{"to_regclass('public.t') IS NULL", ""},
		{"to_regclass('t_a') IS NOT NULL AND to_regtype('mood') IS NOT NULL", "runs"},
		{"to_regclass('nothing') IS NOT NULL OR EXISTS (SELECT 1 FROM t)", "conditional"},
		{"to_regclass('t') IS NOT NULL OR EXISTS (SELECT 1 FROM t)", "runs"},
		{"to_regclass('nothing') IS NOT NULL AND EXISTS (SELECT 1 FROM t)", ""},
		{"NOT EXISTS (SELECT 1 FROM t)", "conditional"},
		{"EXISTS (SELECT 1 FROM pg_type a, pg_type b WHERE a.typname = 'mood')", "conditional"},
	} {
		t.Run(c.condition, func(t *testing.T) {
			sql := schema + "DO $$ BEGIN IF " + c.condition + " THEN ALTER TABLE t ADD COLUMN found int; END IF; END $$;"
			tree := source.FromFS(fstest.MapFS{"m/1_a.up.sql": {Data: []byte(sql)}})
			model, _, _ := read(tree, source.Unit{Name: "m", Files: []string{"m/1_a.up.sql"}}, Settings{})
			got := ""
			for _, s := range model.Statements {
				if s.Kind == "DO" && s.Opaque {
					t.Error("the block is opaque")
				}
				if s.Kind == "ALTER TABLE" {
					got = "runs"
					if s.Conditional {
						got = "conditional"
					}
				}
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			added := false
			for _, col := range model.Columns {
				added = added || col.Name == "found"
			}
			if added != (got == "runs") {
				t.Errorf("the column is there: %t", added)
			}
			for _, table := range model.Tables {
				if table.Name == "t" && table.Uncertain != (got == "conditional") {
					t.Errorf("the table is uncertain: %t", table.Uncertain)
				}
			}
		})
	}
}

func TestBlockAmongManyPlaceholders(t *testing.T) {
	var sql strings.Builder
	for range 2000 {
		sql.WriteString("DO $$ BEGIN UPDATE {{ .schema }}.t SET a = 1 RETURNING b INTO c; END $$;\n")
	}
	tree := source.FromFS(fstest.MapFS{"m/1_a.up.sql": {Data: []byte(sql.String())}})
	model, _, _ := read(tree, source.Unit{Name: "m", Files: []string{"m/1_a.up.sql"}}, Settings{})
	if len(model.Statements) != 2000 || model.Summary.Opaque != 2000 {
		t.Errorf("%d statements, %d opaque: a variable that is not declared makes a block unreadable", len(model.Statements), model.Summary.Opaque)
	}
}

// A DO block of a base state has no row. What it runs for certain is replayed, and what it may run is doubted.
func TestBlockOfBase(t *testing.T) {
	const sql = "CREATE TABLE t (a int);\nDO $$ BEGIN EXECUTE 'DROP TABLE ' || x; ALTER TABLE t ADD b int; IF random() > 1 THEN ALTER TABLE t ADD c int; END IF; END $$;"
	tree := source.FromFS(fstest.MapFS{"db/migration/B1__base.sql": {Data: []byte(sql)}, "db/migration/V2__b.sql": {Data: []byte("SELECT 1;")}})
	model, _, _ := read(tree, source.Unit{Name: "db/migration", Files: []string{"db/migration/B1__base.sql", "db/migration/V2__b.sql"}}, Settings{})
	if model.Migrations[0].Direction != "base" || len(model.Statements) != 1 {
		t.Fatalf("%s with %d statements", model.Migrations[0].Direction, len(model.Statements))
	}
	if n := len(model.Columns); n != 2 || !model.Tables[0].Uncertain {
		t.Errorf("%d columns, uncertain %t", n, model.Tables[0].Uncertain)
	}
}

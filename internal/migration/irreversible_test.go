package migration

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

func TestIrreversible(t *testing.T) {
	const before = "CREATE SCHEMA app; CREATE TABLE app.a (x int); CREATE TABLE t (a int, b timestamptz, c varchar(9)); CREATE VIEW v AS SELECT 1;"
	for sql, want := range map[string]bool{
		"DROP TABLE t;":                                  true,
		"DROP TABLE IF EXISTS nothing;":                  false,
		"DROP TABLE unknown;":                            true,
		"CREATE TABLE n (a int); DROP TABLE n;":          false,
		"DROP VIEW v;":                                   false,
		"DROP SCHEMA app CASCADE;":                       true,
		"CREATE SCHEMA n; DROP SCHEMA n CASCADE;":        false,
		"DROP SCHEMA app;":                               false,
		"DROP DATABASE shop;":                            true,
		"TRUNCATE t;":                                    true,
		"CREATE TABLE n (a int); TRUNCATE n;":            false,
		"DELETE FROM t WHERE a = 1;":                     true,
		"ALTER TABLE t ADD d int, ADD e int;":            false,
		"ALTER TABLE t ADD d int, DROP COLUMN a;":        true,
		"ALTER TABLE t DROP COLUMN IF EXISTS d;":         false,
		"ALTER TABLE t ALTER b TYPE date;":               true,
		"ALTER TABLE t ALTER c TYPE varchar(4);":         false,
		"ALTER TABLE t ALTER c TYPE text;":               false,
		"CREATE INDEX ON t (a); DROP INDEX t_a_idx;":     false,
		"UPDATE t SET a = 1;":                            false,
		"ALTER TABLE t ADD d int; ALTER TABLE t DROP d;": false,
	} {
		tree := source.FromFS(fstest.MapFS{"m/1_a.up.sql": {Data: []byte(before)}, "m/2_b.up.sql": {Data: []byte(sql)}})
		model, _, _ := read(tree, source.Unit{Name: "m", Files: []string{"m/1_a.up.sql", "m/2_b.up.sql"}}, Settings{})
		got := false
		for _, s := range model.Statements {
			got = got || s.Irreversible && strings.HasPrefix(s.File, "m/2")
		}
		if got != want {
			t.Errorf("%s: %t, want %t", sql, got, want)
		}
	}
}

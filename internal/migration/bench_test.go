package migration

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bdma-dev/bdma/internal/source"
)

// longHistory is a history of files on a thousand tables, of the kinds of statement that real ones have.
func longHistory(files int) (*source.Tree, source.Unit) {
	const tables = 1000
	tree := fstest.MapFS{}
	unit := source.Unit{Name: "db/migrations"}
	add := func(n int, sql string) {
		name := fmt.Sprintf("db/migrations/%06d_change.up.sql", n)
		tree[name] = &fstest.MapFile{Data: []byte(sql)}
		unit.Files = append(unit.Files, name)
	}
	var base strings.Builder
	base.WriteString("CREATE TYPE state AS ENUM ('new');\nCREATE DOMAIN email AS text CHECK (VALUE LIKE '%@%');\nCREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\n")
	for i := range tables {
		fmt.Fprintf(&base, "CREATE TABLE t%d (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, mail email, s state, other_id bigint REFERENCES t%d, at timestamptz DEFAULT now());\n", i, i/2)
		if i%10 == 0 {
			fmt.Fprintf(&base, "CREATE INDEX t%d_name ON t%d (name);\nCREATE TRIGGER stamp BEFORE UPDATE ON t%d FOR EACH ROW EXECUTE FUNCTION stamp();\nCREATE VIEW v%d AS SELECT id, name FROM t%d;\n", i, i, i, i, i)
		}
	}
	add(0, base.String())
	for n := 1; n <= files; n++ {
		i := n * 7 % tables
		var sql string
		switch n % 12 {
		case 0:
			sql = fmt.Sprintf("ALTER TABLE t%d ADD COLUMN c%d int;\nALTER TABLE t%d DROP COLUMN c%d;", i, n, i, n)
		case 1:
			sql = fmt.Sprintf("CREATE INDEX i%d ON t%d (at, name);\nDROP INDEX i%d;", n, i, n)
		case 2:
			sql = fmt.Sprintf("CREATE TABLE n%d (id serial PRIMARY KEY, t_id bigint REFERENCES t%d);\nDROP TABLE n%d CASCADE;", n, i, n)
		case 3:
			sql = fmt.Sprintf("ALTER TABLE t%d RENAME TO r%d;\nALTER TABLE r%d RENAME TO t%d;", i, n, n, i)
		case 4:
			sql = fmt.Sprintf("ALTER TABLE t%d RENAME COLUMN name TO title;\nALTER TABLE t%d RENAME COLUMN title TO name;", i, i)
		case 5:
			sql = fmt.Sprintf("CREATE TEMP TABLE scratch%d (id int);\nUPDATE t%d SET name = 'x' WHERE id = 1;", n, i)
		case 6:
			sql = fmt.Sprintf("CREATE OR REPLACE VIEW v%d AS SELECT id, name FROM t%d;", i/10*10, i/10*10)
		case 7:
			sql = fmt.Sprintf("ALTER TYPE state ADD VALUE IF NOT EXISTS 's%d';\nALTER DOMAIN email ADD CONSTRAINT c%d CHECK (VALUE <> '') NOT VALID;\nALTER DOMAIN email DROP CONSTRAINT c%d;", n%50, n, n)
		case 8:
			sql = fmt.Sprintf("CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';\nCREATE TRIGGER g%d BEFORE INSERT ON t%d EXECUTE FUNCTION stamp();\nDROP TRIGGER g%d ON t%d;", n, i, n, i)
		case 9:
			sql = fmt.Sprintf("ALTER TABLE t%d ADD CONSTRAINT k%d CHECK (id > 0) NOT VALID;\nALTER TABLE t%d VALIDATE CONSTRAINT k%d;\nALTER TABLE t%d DROP CONSTRAINT k%d;", i, n, i, n, i, n)
		case 10:
			sql = fmt.Sprintf("DO $$ BEGIN UPDATE t%d SET name = 'y'; IF true THEN DELETE FROM t%d; END IF; END $$;", i, i)
		default:
			sql = fmt.Sprintf("CREATE TYPE e%d AS ENUM ('a');\nALTER TYPE e%d RENAME TO f%d;\nDROP TYPE f%d;\nTRUNCATE t%d CASCADE;", n, n, n, n, 500+i/2)
		}
		add(n, sql+"\n")
	}
	return source.FromFS(tree), unit
}

// BenchmarkHistory shows what a file costs as its history grows: it should be the same at every length. The thousand tables of the
// first file and the facts of the schema are left out.
func BenchmarkHistory(b *testing.B) {
	var base uint64
	var first time.Duration
	for _, files := range []int{0, 10, 100, 1000, 10000} {
		b.Run(fmt.Sprint(files), func(b *testing.B) {
			tree, unit := longHistory(files)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			b.ResetTimer()
			for range b.N {
				read(tree, unit, Settings{})
			}
			b.StopTimer()
			runtime.ReadMemStats(&after)
			bytes := (after.TotalAlloc - before.TotalAlloc) / uint64(b.N)
			each := b.Elapsed() / time.Duration(b.N)
			if files == 0 {
				base, first = bytes, each
				return
			}
			b.ReportMetric(float64(each-first)/float64(files), "ns/file")
			b.ReportMetric((float64(bytes)-float64(base))/float64(files), "B/file")
		})
	}
}

// Work that grows with the schema at every statement would use up what a history may cost.
func TestLongHistory(t *testing.T) {
	tree, unit := longHistory(6000)
	model, _, _ := read(tree, unit, Settings{})
	for _, p := range model.Problems {
		t.Error(p.Message)
	}
	if len(model.Tables) != 1000 {
		t.Errorf("%d tables", len(model.Tables))
	}
}

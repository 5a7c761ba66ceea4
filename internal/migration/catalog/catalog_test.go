package catalog_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

func replay(t *testing.T, sql string) *catalog.Catalog {
	t.Helper()
	f := lexer.Scan(sql)
	stmts, errs := pgparse.Parse(f, 0, len(sql))
	if len(errs) > 0 {
		t.Fatalf("%d: %s", errs[0].Span.Start, errs[0].Message)
	}
	c := catalog.New()
	for i := range stmts {
		c.Apply(&stmts[i], catalog.Context{Migration: "1", Unit: "1", Place: func(pgparse.Span) catalog.Place { return catalog.Place{} }})
	}
	return c
}

// TestServer replays histories of our own in bdma and on a server, and compares the two schemas.
func TestServer(t *testing.T) {
	histories, err := filepath.Glob("testdata/*.sql")
	if err != nil || len(histories) == 0 {
		t.Fatal("no histories")
	}
	s := pgtest.Start(t)
	for _, file := range histories {
		name := strings.TrimSuffix(filepath.Base(file), ".sql")
		t.Run(name, func(t *testing.T) {
			sql, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s.Database(t, name)
			s.Exec(t, name, string(sql))
			got, want := ours(replay(t, string(sql))), theirs(t, s, name)
			for _, l := range got {
				if !slices.Contains(want, l) {
					t.Errorf("only bdma has:       %s", l)
				}
			}
			for _, l := range want {
				if !slices.Contains(got, l) {
					t.Errorf("only the server has: %s", l)
				}
			}
		})
	}
}

func ours(c *catalog.Catalog) []string {
	var out []string
	add := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for _, t := range c.Tables() {
		if t.Temporary {
			continue
		}
		name := t.Name.Schema + "." + t.Name.Name
		for _, col := range t.Columns {
			add("column %s.%s %s %t %t", name, col.Name, strings.ReplaceAll(col.Type.String(), "stats.", ""), col.NotNull, col.Identity)
		}
		for _, k := range t.Constraints {
			columns := slices.Clone(k.Columns)
			if k.Kind == pgparse.Check {
				columns = slices.Clone(k.Reads)
				slices.Sort(columns)
			}
			ref := ""
			if k.RefTable != nil {
				ref = k.RefTable.Name.String() + "(" + strings.Join(k.RefColumns, ",") + ")"
			}
			add("constraint %s %s %s (%s) %s %t", name, k.Name, k.Kind, strings.Join(columns, ","), ref, k.Validated)
		}
		for _, x := range t.Indexes {
			add("index %s %s %s %t %d %t", name, x.Name.Name, x.Method, x.Unique, len(x.Keys)+len(x.Include), x.Where != "")
		}
	}
	slices.Sort(out)
	return out
}

func theirs(t *testing.T, s *pgtest.Server, db string) []string {
	const mine = "n.nspname IN ('public', 'stats')"
	var out []string
	out = append(out, s.Query(t, db, `SELECT format('column %s.%s.%s %s %s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull::text, (a.attidentity <> '')::text)
		FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND `+mine)...)
	out = append(out, s.Query(t, db, `SELECT format('constraint %s.%s %s %s (%s) %s %s', n.nspname, c.relname, k.conname,
			CASE k.contype WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN KEY' WHEN 'c' THEN 'CHECK' ELSE 'EXCLUDE' END,
			(SELECT string_agg(a.attname, ',' ORDER BY CASE WHEN k.contype = 'c' THEN a.attname COLLATE "C" END, u.o) FROM unnest(k.conkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n),
			coalesce((SELECT rn.nspname || '.' || rc.relname FROM pg_class rc JOIN pg_namespace rn ON rn.oid = rc.relnamespace WHERE rc.oid = k.confrelid) || '(' ||
				(SELECT string_agg(a.attname, ',' ORDER BY u.o) FROM unnest(k.confkey) WITH ORDINALITY u(n, o) JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.n) || ')', ''), k.convalidated::text)
		FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND `+mine)...)
	out = append(out, s.Query(t, db, `SELECT format('index %s.%s %s %s %s %s %s', n.nspname, c.relname, ic.relname, m.amname, i.indisunique::text, i.indnatts, (i.indpred IS NOT NULL)::text)
		FROM pg_index i JOIN pg_class ic ON ic.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_am m ON m.oid = ic.relam
		WHERE c.relkind IN ('r', 'p') AND `+mine)...)
	slices.Sort(out)
	return out
}

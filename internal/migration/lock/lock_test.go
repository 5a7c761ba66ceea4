package lock_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

var update = flag.Bool("update", false, "write testdata/effects.golden anew")

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func parse(t *testing.T, sql string) (*lexer.File, []pgparse.Statement) {
	t.Helper()
	f := lexer.Scan(sql)
	stmts, errs := pgparse.Parse(f, 0, len(sql))
	if len(errs) > 0 {
		t.Fatalf("%q: %s", sql, errs[0].Message)
	}
	return f, stmts
}

// schema replays the schema on which the statements are tried.
func schema(t *testing.T) *catalog.Catalog {
	t.Helper()
	c := catalog.New()
	_, stmts := parse(t, read(t, "testdata/schema.sql"))
	for i := range stmts {
		if stmts[i].Kind == "INSERT" {
			continue // a table that the same transaction filled is no other than before
		}
		c.Apply(&stmts[i], catalog.Context{Migration: "1", Unit: "1", Place: func(pgparse.Span) catalog.Place { return catalog.Place{Range: facts.Range{}} }})
	}
	return c
}

func statements(t *testing.T) []string {
	return strings.Split(strings.TrimSpace(read(t, "testdata/statements.sql")), "\n")
}

// describe renders effects in one line per relation; scans count where a lock is held that makes others wait.
func describe(name string, mode lock.Mode, rewrite, scan bool) string {
	s := name + "=" + string(mode)
	if rewrite {
		s += " rewrite"
	}
	if scan && mode != lock.RowExclusive && mode != lock.RowShare {
		s += " scan"
	}
	return s
}

func computed(t *testing.T, c *catalog.Catalog, sql string) string {
	var out []string
	for _, r := range effects(t, c, sql).Relations {
		out = append(out, describe(r.Name.Name, r.Mode, r.Rewrite, r.Scan))
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

// effects returns those of the last of some statements; the ones before it set the session.
func effects(t *testing.T, c *catalog.Catalog, sql string) lock.Effects {
	t.Helper()
	_, stmts := parse(t, sql)
	for i := range stmts[:len(stmts)-1] {
		c.Apply(&stmts[i], catalog.Context{Migration: "2", Unit: "2"})
	}
	defer c.EndSession()
	return lock.Of(c, &stmts[len(stmts)-1])
}

// The golden file holds what this package says; TestServer proves that a server says the same.
func TestEffects(t *testing.T) {
	c := schema(t)
	var b strings.Builder
	for _, sql := range statements(t) {
		fmt.Fprintf(&b, "%s\n\t%s\n", sql, computed(t, c, sql))
	}
	const golden = "testdata/effects.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, got := strings.Split(read(t, golden), "\n"), strings.Split(b.String(), "\n")
	for i := range got {
		if i >= len(want) || want[i] != got[i] {
			t.Fatalf("line %d of %s: got %q (run with -update and read the diff)", i+1, golden, got[i])
		}
	}
}

// spelled turns a mode as pg_locks has it (AccessExclusiveLock) into the manual's spelling.
func spelled(mode string) lock.Mode {
	var b strings.Builder
	for i, r := range strings.TrimSuffix(mode, "Lock") {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return lock.Mode(strings.ToUpper(b.String()))
}

func stronger(a, b lock.Mode) bool {
	order := []lock.Mode{"", lock.RowShare, lock.RowExclusive, lock.ShareUpdateExclusive, lock.Share, lock.ShareRowExclusive, lock.Exclusive, lock.AccessExclusive}
	return slices.Index(order, a) > slices.Index(order, b)
}

// The functions that bdma takes for volatile, stable or immutable are so on the server, where it has them.
func TestVolatilityOnServer(t *testing.T) {
	s := pgtest.Start(t)
	c := catalog.New()
	for _, row := range s.Query(t, "postgres", "SELECT proname, string_agg(DISTINCT provolatile::text, '') FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace GROUP BY 1 HAVING count(DISTINCT provolatile) = 1") {
		name, v, _ := strings.Cut(row, "|")
		got := lock.Volatility(c, &pgparse.Expr{Functions: []pgparse.Name{{Name: name}}})
		want := map[string]string{"v": "volatile", "s": "stable", "i": "constant"}[v]
		if got != "unknown" && got != want {
			t.Errorf("%s is %s here and %s on the server", name, got, want)
		}
	}
}

package lock_test

import (
	"cmp"
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
	_, stmts := parse(t, sql)
	var out []string
	for _, r := range lock.Of(c, &stmts[len(stmts)-1]).Relations {
		if r.Object != "INDEX" {
			out = append(out, describe(r.Name.Name, r.Mode, r.Rewrite, r.Scan))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
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

func TestServer(t *testing.T) {
	s := pgtest.Start(t)
	s.Exec(t, "postgres", read(t, "testdata/schema.sql"))
	relations := make(map[string][2]string) // name and relfilenode by oid
	for _, row := range s.Query(t, "postgres", "SELECT oid, relname, relfilenode FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i'") {
		f := strings.Split(row, "|")
		relations[f[0]] = [2]string{f[1], f[2]}
	}
	var script strings.Builder
	list := statements(t)
	for _, sql := range list {
		fmt.Fprintf(&script, "\\echo >>>\nBEGIN;\nSELECT 'before', relid, seq_scan FROM pg_stat_xact_user_tables;\n%s;\n", sql)
		script.WriteString("SELECT 'lock', relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation' AND mode <> 'AccessShareLock';\n")
		script.WriteString("SELECT 'file', oid, relfilenode FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind <> 'i';\n")
		script.WriteString("SELECT 'scan', relid, seq_scan FROM pg_stat_xact_user_tables;\n\\echo <<<\nROLLBACK;\n")
	}
	blocks := strings.Split(s.Session(t, "postgres", script.String()), ">>>\n")[1:]
	c := schema(t)
	compared := 0
	for i, sql := range list {
		block, _, _ := strings.Cut(blocks[i], "<<<")
		if !strings.Contains(block, "file|") {
			continue // the statement failed, and nothing can be seen
		}
		modes := map[string]lock.Mode{}
		rewritten, scanned, before := map[string]bool{}, map[string]bool{}, map[string]string{}
		for line := range strings.SplitSeq(block, "\n") {
			f := strings.Split(line, "|")
			if len(f) < 2 {
				continue
			}
			rel, ok := relations[f[1]]
			if !ok {
				continue
			}
			switch f[0] {
			case "lock":
				m := spelled(f[2])
				if stronger(m, modes[rel[0]]) {
					modes[rel[0]] = m
				}
			case "file":
				rewritten[rel[0]] = f[2] != rel[1]
			case "before":
				before[rel[0]] = f[2]
			case "scan":
				// The counters include transactions that have not been reported yet.
				// What TRUNCATE reads is the empty table, to make its indexes.
				scanned[rel[0]] = !strings.HasPrefix(sql, "TRUNCATE") && f[2] != cmp.Or(before[rel[0]], "0")
			}
		}
		var out []string
		for name, m := range modes {
			out = append(out, describe(name, m, rewritten[name], scanned[name]))
		}
		slices.Sort(out)
		compared++
		if want, got := strings.Join(out, "; "), computed(t, c, sql); got != want {
			t.Errorf("%s\n  bdma:   %s\n  server: %s", sql, got, want)
		}
	}
	t.Logf("%d of %d statements were compared", compared, len(list))
	if compared < len(list)*9/10 {
		t.Errorf("too many statements failed on the server")
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

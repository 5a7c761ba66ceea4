package catalog_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// FuzzReplay replays any script. Statements need not make sense: what the history does not create may be there, and what
// it creates may be there already.
func FuzzReplay(f *testing.F) {
	histories, err := filepath.Glob("testdata/*.sql")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range histories {
		sql, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(sql))
		// The same statements in other orders.
		stmts := strings.SplitAfter(string(sql), ";\n")
		for i := 3; i < len(stmts); i += 7 {
			f.Add(strings.Join(append(append([]string{}, stmts[i:]...), stmts[:i]...), "") + string(sql))
		}
	}
	f.Fuzz(func(t *testing.T, sql string) {
		if len(sql) > 20_000 || !utf8.ValidString(sql) || strings.Contains(sql, "\x00") {
			return
		}
		file := lexer.Scan(sql)
		stmts, _ := pgparse.Parse(file, 0, len(sql))
		c := catalog.New()
		for i := range stmts {
			if i == len(stmts)/2 {
				c.Begin()
			}
			lock.Of(c, &stmts[i])
			c.Apply(&stmts[i], catalog.Context{Migration: "1", Unit: "1", Place: func(pgparse.Span) catalog.Place { return catalog.Place{} }})
			if err := c.Check(); err != nil {
				t.Fatalf("after %s: %v", sql[stmts[i].Span.Start:stmts[i].Span.End], err)
			}
		}
		c.EndSession()
		if err := c.Check(); err != nil {
			t.Fatalf("after the session: %v", err)
		}
		c.Rollback()
		if err := c.Check(); err != nil {
			t.Fatalf("after the second half was taken back: %v", err)
		}
	})
}

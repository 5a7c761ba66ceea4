package migration

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// TestServerObjects replays histories of our own, and compares the catalog with the server's after every statement.
func TestServerObjects(t *testing.T) {
	files, err := filepath.Glob("catalog/testdata/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no histories")
	}
	s := pgtest.Start(t)
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".sql")
		t.Run(name, func(t *testing.T) {
			sql, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			database := "objects_" + name
			s.Database(t, database)
			f := lexer.Scan(string(sql))
			stmts, errs := pgparse.Parse(f, 0, len(sql))
			if len(errs) > 0 {
				t.Fatalf("%d: %s", errs[0].Span.Start, errs[0].Message)
			}
			c := comparison{t: t, look: s.Connect(t, database), seen: map[string]bool{}, cat: catalog.New()}
			session := s.Connect(t, database)
			for i := range stmts {
				text := f.Text[stmts[i].Span.Start:stmts[i].Span.End]
				if _, err := session.Query(text); err != nil {
					t.Fatalf("%s\n\t%v", text, err)
				}
				c.cat.Apply(&stmts[i], catalog.Context{Migration: "1", Unit: "1", Place: func(pgparse.Span) catalog.Place { return catalog.Place{} }})
				c.changed = true
				c.compare(text)
			}
			t.Logf("%d statements, %d objects in the end", len(stmts), c.matched)
		})
	}
}

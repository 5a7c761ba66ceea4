package pgparse_test

import (
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

func TestBody(t *testing.T) {
	for _, c := range []struct{ name, sql, want string }{
		{"generated", "DO $$ BEGIN\n ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c;\nEXCEPTION\n WHEN duplicate_object THEN null;\nEND $$", "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c"},
		{"several", "do $x$ begin create type m as enum ('a;b'); create index on t (a, (lower(b))); end; $x$", "create type m as enum ('a;b')|create index on t (a, (lower(b)))"},
		{"placeholders", "DO $$ BEGIN ALTER TABLE {{ .Schema }}.t ADD a int; END $$", "ALTER TABLE {{ .Schema }}.t ADD a int"},
		{"handlers", "DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN duplicate_object OR undefined_table THEN null; WHEN others THEN NULL; END $$", "DROP TABLE t"},
		{"condition", "DO $$ BEGIN IF true THEN DROP TABLE t; END IF; END $$", "-"},
		{"variable", "DO $$ DECLARE x int; BEGIN DROP TABLE t; END $$", "-"},
		{"query", "DO $$ BEGIN PERFORM 1; END $$", "-"},
		{"handler acts", "DO $$ BEGIN DROP TABLE t; EXCEPTION WHEN others THEN RAISE; END $$", "-"},
		{"nothing", "DO $$ BEGIN END $$", "-"},
		{"cut off", "DO $$ BEGIN ALTER TABLE $$", "-"},
		{"not SQL", "DO $$ BEGIN ALTER TABLE ; END $$", "-"},
		{"quotes", "DO 'BEGIN DROP TABLE t; END'", "-"},
	} {
		t.Run(c.name, func(t *testing.T) {
			sql := "SELECT 1;\n-- é\n" + c.sql + ";"
			f := lexer.Scan(sql)
			stmts, errs := pgparse.Parse(f, 0, len(sql))
			if len(errs) > 0 || len(stmts) != 2 {
				t.Fatalf("%d statements, errors %v", len(stmts), errs)
			}
			got := "-"
			if inner, ok := pgparse.Body(f, stmts[1].Node.(*pgparse.Opaque)); ok {
				var texts []string
				for _, s := range inner {
					texts = append(texts, sql[s.Span.Start:s.Span.End])
				}
				got = strings.Join(texts, "|")
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

package runner_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// archive makes a history of an archive's files.
func archive(data []byte) (*runner.History, map[string]string) {
	files := make(map[string]string)
	for _, f := range txtar.Parse(data).Files {
		files[path.Clean(strings.TrimPrefix(path.Clean("/"+f.Name), "/"))] = string(f.Data)
	}
	h := history("migrations", files)
	h.List = func(dir string) []string {
		var out []string
		for name := range files {
			if path.Dir(name) == path.Clean(dir) {
				out = append(out, path.Base(name))
			}
		}
		slices.Sort(out)
		return out
	}
	return h, files
}

// check holds a runner to what readers of its answers rely on.
func check(t *testing.T, r *runner.Runner, h *runner.History, files map[string]string) {
	seen := make(map[string]bool)
	for _, f := range r.Sort(h) {
		if seen[f.Path] || !slices.Contains(h.Files, f.Path) {
			t.Errorf("%s runs %q, which comes twice or is not there", r.Name, f.Path)
		}
		seen[f.Path] = true
		text := files[f.Path]
		script := r.Prepare(f, text)
		if len(script) != len(text) {
			t.Fatalf("%s changes the length of %q", r.Name, text)
		}
		for i := range len(text) {
			if (text[i] == '\n') != (script[i] == '\n') {
				t.Fatalf("%s changes the lines of %q", r.Name, text)
			}
		}
		last := make(map[string]int)
		for _, s := range r.Split(f, script) {
			if s.Start < 0 || s.End < s.Start || s.End > len(text) || s.Text != "" && len(s.Text) != len(text) {
				t.Fatalf("%s makes a section %d-%d of a text of %d bytes", r.Name, s.Start, s.End, len(text))
			}
			if s.Start < last[s.Text] {
				t.Errorf("%s makes sections that overlap or are not in order", r.Name)
			}
			last[s.Text] = s.End
			if !slices.IsSorted(s.Breaks) {
				t.Errorf("%s makes breaks out of order", r.Name)
			}
			for _, b := range s.Breaks {
				if b < s.Start || b > s.End {
					t.Errorf("%s breaks at %d outside of %d-%d", r.Name, b, s.Start, s.End)
				}
			}
			if !slices.Contains([]string{runner.Up, runner.Down, runner.Base, runner.Other}, s.Direction) || !slices.Contains([]runner.Mode{runner.InRunner, runner.Implicit, runner.None}, s.Mode) {
				t.Errorf("%s makes a section of direction %q and mode %q", r.Name, s.Direction, s.Mode)
			}
		}
	}
}

// Whatever the files say, every runner answers, and with sections that lie in the text.
func FuzzRunners(f *testing.F) {
	for _, seed := range []string{
		"-- 1_a.sql --\n-- +goose Up\n-- +goose ENVSUB ON\nSELECT $A, ${B};\n-- +goose StatementBegin\na;\n-- +goose StatementEnd\n-- +goose Down\nb;\n",
		"-- 1_a.sql --\n-- migrate:up transaction:false\na;\n-- migrate:down\nb;\n-- migrate:up\nc;\n",
		"-- 1_a.sql --\n-- +migrate Up notransaction\na;\n-- +migrate Down\nb;\n",
		"-- 1_a.sql --\na;\n---- create above / drop below ----\nb;\n---- tern: disable-tx ----\n",
		"-- a.sql --\n--liquibase formatted sql\n--changeset a:1 dbms:mysql\nx;\n--changeset a:2 endDelimiter:/ runInTransaction:false\ny\n/\n--rollback z;\n/* liquibase rollback\nq;\n*/\n--ignoreLines:1\nx\n-- changelog-master.xml --\n<include file=\"a.sql\"/><includeAll path=\".\"/><include file=\"changelog-master.xml\"/>\n",
		"-- V1__a.sql --\nCREATE INDEX CONCURRENTLY i ON t (a);\n-- V1__a.sql.conf --\nexecuteInTransaction=false\n-- B1__b.sql --\n-- U2__c.sql --\n-- R__d.sql --\n@[a]\n-- flyway.conf --\nflyway.placeholderPrefix=@[\nflyway.group=true\n",
		"-- 1_a.sql --\n-- atlas:delimiter \\n\\n\n\na\n\nb\n-- 2_b.sql --\n-- atlas:txmode none\n-- 3_c.sql --\n-- atlas:checkpoint\n-- 4_d.sql --\n-- atlas:delimiter GO\na GO b\nGO\n-- atlas.sum --\n",
		"-- meta/_journal.json --\n{\"entries\":[{\"idx\":1,\"tag\":\"a\"}]}\n-- a.sql --\na;--> statement-breakpoint\nb\n",
		"-- 1_a/up.sql --\n-- 1_a/down.sql --\n-- 1_a/metadata.toml --\nrun_in_transaction = false\n",
		"-- sqitch.plan --\na x\n@v1 x\na [a@v1] x\n-- deploy/a.sql --\n-- revert/a.sql --\n-- deploy/a@v1.sql --\n-- verify/b.sql --\n",
		"-- committed/000001.sql --\n--! Previous: -\n--! no-transaction\n-- current/1.sql --\n-- .gmrc --\n",
		"-- 1_a.sql --\n-- Up Migration\na;\n -- DOWN migration\nb;\n-- v1.0/manifest.json --\n{\"SchemaUpdateCqlFiles\":[\"a.sql\"]}\n-- v1.0/a.sql --\n",
		"-- 1_a.postgres.up.sql --\n-- 1_a.up.sql --\n-- 1_a.autocommit.down.sql --\n-- 20240101000000_x/migration.sql --\n-- structure.sql --\nINSERT INTO schema_migrations VALUES\n('1'),\n",
		"-- 1510262030_a.up.sql --\n-- NO_TRANSACTION\n-- a.sql --\n-- Running upgrade  -> a\n-- b.sql --\n--\n-- Create model A\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		h, files := archive(data)
		check(t, runner.Detect(h), h, files)
		for _, r := range runner.All() {
			own := *r
			if own.Configure != nil {
				own.Configure(&own, h)
			}
			if own.Dialect != nil {
				own.Dialect(h)
			}
			check(t, &own, h, files)
		}
	})
}

// Scripts that are all marks: a reader whose time grows with the square of their size would not end within a test run.
func TestLinear(t *testing.T) {
	const size = 256 << 10
	for _, line := range []string{
		"-- +goose Up\n", "-- +goose StatementBegin\n", "-- +goose ENVSUB ON\n$A $A$\n", "-- +migrate Down\n", "-- migrate:up\n", "---- create above / drop below ----\n",
		"--changeset a:1 endDelimiter:/\na\n/\n", "--changeset a:1\n--rollback a;\n", "/* liquibase rollback\n", "--rollback a;\n", "--ignoreLines:start\n", "a:\"", "dbms:a ",
		"--> statement-breakpoint\n", "-- Up Migration\n", "\n\n", "GO\n", "CREATE INDEX CONCURRENTLY ", "VACUUM;", "@[a", "@[a]", "add value(", "$", "'", "/*",
	} {
		text := strings.Repeat(line, size/len(line))
		for _, first := range []string{"", "--liquibase formatted sql\n--changeset a:1 ", "-- atlas:delimiter \\n\\n\n", "-- atlas:delimiter a\n", "-- atlas:txtar\n"} {
			files := map[string]string{"1_a.sql": first + text, "flyway.conf": "flyway.placeholderPrefix=@[\nflyway.placeholderSuffix=]\n"}
			h := history("migrations", files)
			for _, r := range runner.All() {
				if first != "" && r != runner.Liquibase && r != runner.Atlas {
					continue
				}
				own := *r
				if own.Configure != nil {
					own.Configure(&own, h)
				}
				f := runner.File{Path: "1_a.sql", Direction: runner.Up}
				own.Split(f, own.Prepare(f, files["1_a.sql"]))
			}
		}
	}
}

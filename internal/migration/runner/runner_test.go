package runner_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// history makes a history of files and their contents.
func history(folder string, files map[string]string) *runner.History {
	h := &runner.History{Folder: folder}
	has := func(name string) bool { _, ok := files[name]; return ok }
	for name := range files {
		if strings.HasSuffix(name, ".sql") {
			h.Files = append(h.Files, name)
		}
	}
	slices.Sort(h.Files)
	h.Has, h.Near = has, has
	h.Head = func(name string) string { return files[name] }
	h.Read = h.Head
	return h
}

func TestDetectAndOrder(t *testing.T) {
	for _, c := range []struct {
		name   string
		folder string
		files  map[string]string
		runner string
		order  string
	}{
		{"golang-migrate by number", "migrations", map[string]string{"10_b.up.sql": "", "9_a.up.sql": "", "9_a.down.sql": "", "readme.sql": ""}, "golang-migrate", "9_a.up.sql:up 9_a.down.sql:down 10_b.up.sql:up"},
		{"goose", "migrations", map[string]string{"00002_b.sql": "-- +goose Up", "00001_a.sql": "-- +GOOSE UP", "seed.sql": ""}, "goose", "00001_a.sql:up 00002_b.sql:up"},
		{"sql-migrate", "m", map[string]string{"2_b.sql": "-- +migrate Up", "10_a.sql": "-- +migrate Up"}, "sql-migrate", "2_b.sql:up 10_a.sql:up"},
		{"dbmate", "m", map[string]string{"2020_a.sql": "-- migrate:up transaction:false"}, "dbmate", "2020_a.sql:up"},
		{"tern", "m", map[string]string{"001_a.sql": "a\n---- create above / drop below ----\nb", "shared/x.sql": ""}, "tern", "001_a.sql:up"},
		{"flyway", "m", map[string]string{"V1.10__b.sql": "", "V1_9__a.sql": "", "U1_9__a.sql": "", "R__views.sql": "", "afterMigrate.sql": ""}, "flyway", "V1_9__a.sql:up U1_9__a.sql:down V1.10__b.sql:up R__views.sql:up"},
		{"refinery out of order", "m", map[string]string{"U1__a.sql": "", "V2__b.sql": ""}, "refinery", "U1__a.sql:up V2__b.sql:up"},
		{"diesel as text, dashes aside", "m", map[string]string{"2019-01-02-1_a/up.sql": "", "2019-01-02-1_a/down.sql": "", "20181231_b/up.sql": "", "2018-12-31-1_c/up.sql": ""}, "diesel",
			"20181231_b/up.sql:up 2018-12-31-1_c/up.sql:up 2019-01-02-1_a/up.sql:up 2019-01-02-1_a/down.sql:down"},
		{"hasura", "m", map[string]string{"1677781766825_a/up.sql": ""}, "hasura", "1677781766825_a/up.sql:up"},
		{"prisma", "m", map[string]string{"20240101000000_a/migration.sql": "", "20230101000000_b/migration.sql": ""}, "prisma", "20230101000000_b/migration.sql:up 20240101000000_a/migration.sql:up"},
		{"drizzle", "m", map[string]string{"0000_a.sql": "", "meta/_journal.json": "{}"}, "drizzle", "0000_a.sql:up"},
		{"supabase", "x/supabase/migrations", map[string]string{"2024_a.sql": "", "notes.sql": ""}, "supabase", "2024_a.sql:up"},
		{"sqlx", "m", map[string]string{"1_a.sql": "", "Cargo.toml": ""}, "sqlx", "1_a.sql:up"},
		{"pop", "m", map[string]string{"1_a.postgres.up.sql": "", "1_a.postgres.down.sql": ""}, "pop", "1_a.postgres.up.sql:up 1_a.postgres.down.sql:down"},
		{"atlas", "m", map[string]string{"1_a.sql": "", "atlas.sum": ""}, "atlas", "1_a.sql:up"},
		{"graphile-migrate", "m", map[string]string{"committed/000001.sql": "--! Previous: -"}, "graphile-migrate", "committed/000001.sql:up"},
		{"liquibase", "m", map[string]string{"a-1.sql": "--liquibase formatted sql"}, "liquibase", "a-1.sql:up"},
		{"sqitch by plan, reworked change", "m", map[string]string{
			"sqitch.plan":  "%project=x\n\nb 2020-01-01T00:00:00Z me <m@x> # b\na 2020 me\n@v1 2020 me\nb [b@v1] 2020 me\n",
			"deploy/a.sql": "", "deploy/b.sql": "", "deploy/b@v1.sql": "", "revert/a.sql": "", "verify/a.sql": ""}, "sqitch",
			"deploy/b@v1.sql:up deploy/a.sql:up verify/a.sql:other revert/a.sql:down deploy/b.sql:up"},
		{"sqitch, reworked behind several tags", "m", map[string]string{
			"sqitch.plan":  "a 2020 me\n@v1 2020 me\nb 2020 me\n@v2 2020 me\na [a@v2] 2020 me\nc 2020 me\n@v3 2020 me\na [a@v3] 2020 me\n",
			"deploy/a.sql": "", "deploy/a@v2.sql": "", "deploy/a@v3.sql": "", "deploy/a@v9.sql": "", "deploy/b.sql": "", "deploy/c.sql": ""}, "sqitch",
			"deploy/a@v2.sql:up deploy/b.sql:up deploy/a@v3.sql:up deploy/c.sql:up deploy/a.sql:up deploy/a@v9.sql:up"},
		{"plain, natural order", "m", map[string]string{"v10.sql": "", "v9.sql": "", "1_a.sql": "", "1_a_rollback.sql": "", "undo/1_a.sql": ""}, "plain", "1_a.sql:up 1_a_rollback.sql:down undo/1_a.sql:down v9.sql:up v10.sql:up"},
		{"plain, folders of releases", "m", map[string]string{"v1.10/a.sql": "", "v1.9/1_b.sql": "", "v1.9/2_a.sql": ""}, "plain", "v1.9/1_b.sql:up v1.9/2_a.sql:up v1.10/a.sql:up"},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := history(c.folder, c.files)
			r := runner.Detect(h)
			if r.Name != c.runner {
				t.Fatalf("detected %s, want %s", r.Name, c.runner)
			}
			var order []string
			for _, f := range r.Sort(h) {
				order = append(order, f.Path+":"+f.Direction)
			}
			if got := strings.Join(order, " "); got != c.order {
				t.Errorf("order\n got %s\nwant %s", got, c.order)
			}
			if r.OutsideTransaction == "" {
				t.Error("does not say how to leave the transaction")
			}
		})
	}
}

func TestSections(t *testing.T) {
	for _, c := range []struct {
		name   string
		runner *runner.Runner
		text   string
		want   string
	}{
		{"goose", runner.Goose, "x\n-- +goose Up\na\n-- +goose Down\nb", `up runner "-- +goose Up\na\n"; down runner "-- +goose Down\nb"`},
		{"goose without transaction", runner.Goose, "-- +goose NO TRANSACTION\n-- +goose up\na\n", `up none "-- +goose up\na\n"`},
		{"goose statement", runner.Goose, "-- +goose Up\n-- +goose StatementBegin\na\n-- +goose StatementEnd\n", `up runner "-- +goose Up\n" "-- +goose StatementBegin\na\n" "-- +goose StatementEnd\n"`},
		{"goose without marks", runner.Goose, "a;", `up runner "a;"`},
		{"sql-migrate", runner.SQLMigrate, "-- +migrate Up notransaction\na\n-- +migrate Down\nb", `up none "-- +migrate Up notransaction\na\n"; down runner "-- +migrate Down\nb"`},
		{"dbmate", runner.Dbmate, "-- migrate:up transaction:false\na\n-- migrate:down\nb", `up implicit "-- migrate:up transaction:false\na\n"; down runner "-- migrate:down\nb"`},
		{"tern", runner.Tern, "a\n---- create above / drop below ----\nb", `up runner "a\n"; down runner "---- create above / drop below ----\nb"`},
		{"drizzle", runner.Drizzle, "a;--> statement-breakpoint\nb", `up runner "a;" "--> statement-breakpoint\nb"`},
		{"liquibase", runner.Liquibase, "--liquibase formatted sql\n--changeset me:1 runInTransaction:false\na\n-- changeset me:2\nb", `up none "--changeset me:1 runInTransaction:false\na\n"; up runner "-- changeset me:2\nb"`},
		{"flyway", runner.Flyway, "CREATE INDEX CONCURRENTLY i", `up none "CREATE INDEX CONCURRENTLY i"`},
		{"flyway, other statements alone", runner.Flyway, "-- VACUUM\nALTER TABLE t ADD a text DEFAULT 'VACUUM'", `up runner "-- VACUUM\nALTER TABLE t ADD a text DEFAULT 'VACUUM'"`},
		{"atlas archive", runner.Atlas, "-- atlas:txtar\n-- checks.sql --\nSELECT 1;\n-- migration.sql --\na;\n-- down.sql --\nb;\n", `up runner "-- migration.sql --\na;\n"; down runner "-- down.sql --\nb;\n"`},
		{"atlas archive without a migration", runner.Atlas, "-- atlas:txtar\n-- checks.sql --\nSELECT 1;\n", ``},
		{"node-pg-migrate", runner.NodePgMigrate, "--UP  Migration\na\n-- - down migration\nb", `up runner "--UP  Migration\na\n"; down runner "-- - down migration\nb"`},
		{"voyager", runner.Voyager, "\n-- NO_TRANSACTION\na", `up none "\n-- NO_TRANSACTION\na"`},
		{"graphile-migrate", runner.GraphileMigrate, "--! Previous: -\n\n--! no-transaction\na", `up none "--! Previous: -\n\n--! no-transaction\na"`},
		{"psql", runner.Plain, "\\set a 1\nb;", `up none "\\set a 1\nb;"`},
		{"sqlx", runner.Sqlx, "-- no-transaction\na", `up implicit "-- no-transaction\na"`},
		{"plain with marks", runner.Plain, "-- migrate:up\na\n-- migrate:down\nb", `up runner "-- migrate:up\na\n"; down runner "-- migrate:down\nb"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var parts []string
			for _, s := range c.runner.Split(runner.File{Path: "1.sql", Direction: runner.Up}, c.text) {
				part := fmt.Sprintf("%s %s", s.Direction, s.Mode)
				start := s.Start
				for _, b := range append(s.Breaks, s.End) {
					part += fmt.Sprintf(" %q", c.text[start:b])
					start = b
				}
				parts = append(parts, part)
			}
			if got := strings.Join(parts, "; "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestCompare(t *testing.T) {
	sorted := []string{"", "1", "01a", "2", "2.9", "2.10", "10", "a", "a2", "a10", "b"}
	for i, a := range sorted {
		for j, b := range sorted {
			want := max(-1, min(1, i-j))
			if got := runner.Compare(a, b); got != want {
				t.Errorf("Compare(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

// Before PostgreSQL 12 Flyway runs ALTER TYPE … ADD VALUE without a transaction.
func TestFlywayKnowsTheServer(t *testing.T) {
	for version, want := range map[int]runner.Mode{11: runner.None, 12: runner.InRunner, 0: runner.InRunner} {
		h := history("m", map[string]string{"V1__a.sql": ""})
		h.PostgresVersion = version
		got := runner.Detect(h).Split(runner.File{Path: "V1__a.sql", Direction: runner.Up}, "ALTER TYPE s.state ADD VALUE 'x'")
		if got[0].Mode != want {
			t.Errorf("PostgreSQL %d: %s, want %s", version, got[0].Mode, want)
		}
	}
}

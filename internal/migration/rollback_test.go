package migration

import (
	"fmt"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

func TestDown(t *testing.T) {
	const up = "-- +goose Up\nCREATE TABLE t (id int);\n"
	for _, c := range []struct{ name, archive, want string }{
		{"none", "-- db/1_a.sql --\n" + up, ""},
		{"statements", "-- db/1_a.sql --\n" + up + "-- +goose Down\nDROP TABLE t;\n", "statements"},
		{"empty", "-- db/1_a.sql --\n" + up + "-- +goose Down\n-- +goose StatementBegin\n-- +goose StatementEnd\n", "empty"},
		{"a query that does nothing", "-- db/1_a.sql --\n" + up + "-- +goose Down\nSELECT 1;\n", "empty"},
		{"comments", "-- db/1_a.sql --\n" + up + "-- +goose Down\n/* keep the table */\n", "comments"},
		{"irreversible by a comment", "-- db/1_a.sql --\n" + up + "-- +goose Down\n-- This can't be undone.\n", "irreversible"},
		{"a comment about data beside statements", "-- db/1_a.sql --\n" + up + "-- +goose Down\n-- The rows cannot be restored.\nDROP TABLE t;\n", "statements"},
		{"irreversible by an exception", "-- db/1_a.sql --\n" + up + "-- +goose Down\nDO $$ BEGIN RAISE EXCEPTION 'no'; END $$;\n", "irreversible"},
		{"an exception where something is not as it should be", "-- db/1_a.sql --\n" + up + "-- +goose Down\nDO $$ BEGIN IF EXISTS (SELECT 1 FROM t) THEN RAISE EXCEPTION 'there are rows'; END IF; END $$;\nDROP TABLE t;\n", "statements"},
		{"a condition that the schema does not decide", "-- db/1_a.sql --\n" + up + "-- +goose Down\nDO $$ BEGIN IF EXISTS (SELECT 1 FROM t) THEN DROP TABLE t; END IF; END $$;\n", "statements unknown"},
		{"a condition that it decides", "-- db/1_a.sql --\n" + up + "-- +goose Down\nDO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_tables WHERE tablename = 't') THEN DROP TABLE t; END IF; END $$;\n", "statements"},
		{"a function that may do anything", "-- db/1_a.sql --\n" + up + "-- +goose Down\nSELECT undo_all();\n", "statements unknown"},
		{"what is not SQL", "-- db/1_a.sql --\n" + up + "-- +goose Down\nDROP THE TABLE;\n", "statements unknown"},
		{"a file", "-- db/1_a.up.sql --\nSELECT 1;\n-- db/1_a.down.sql --\n-- nothing\n", "comments"},
		{"an empty file", "-- db/1_a.up.sql --\nSELECT 1;\n-- db/1_a.down.sql --\n", "empty"},
		{"a file of another name", "-- db/1_b.up.sql --\nSELECT 1;\n-- db/1_a.down.sql --\nDROP TABLE t;\n", "statements"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, _ := load(t, c.archive)
			var got []string
			for _, row := range m.Migrations {
				if row.Direction == "up" {
					s := row.Down
					if row.DownUnknown {
						s += " unknown"
					}
					got = append(got, s)
				}
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

// Parts down are run in the reverse order of their text, and each from the state that its own migration leaves.
func TestDownOrder(t *testing.T) {
	m, _ := load(t, `-- db/1_a.sql --
-- migrate:up
CREATE TABLE a (id int PRIMARY KEY);
-- migrate:down
DROP TABLE a;
-- migrate:up
CREATE TABLE b (a_id int REFERENCES a);
-- migrate:down
DROP TABLE b;
-- db/2_b.sql --
-- migrate:up
ALTER TABLE a ADD COLUMN x int;
-- migrate:down
ALTER TABLE a DROP COLUMN x;
`)
	if len(m.RollbackFailures) > 0 || len(m.RollbackDifferences) > 0 {
		t.Errorf("%+v %+v", m.RollbackFailures, m.RollbackDifferences)
	}
	if len(m.Tables) != 2 || len(m.Columns) != 3 {
		t.Errorf("a way back stays in the schema: %d tables, %d columns", len(m.Tables), len(m.Columns))
	}
}

func TestChanges(t *testing.T) {
	const before = `-- db/1_a.up.sql --
CREATE SCHEMA s;
CREATE TYPE mood AS ENUM ('happy');
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE users (id int PRIMARY KEY, email text, team_id int REFERENCES teams, tenant int, feeling mood, UNIQUE (tenant, email));
CREATE TABLE s.logs (id int);
CREATE VIEW names AS SELECT * FROM users;
CREATE INDEX users_tenant_id ON users (tenant, id);
-- db/2_b.up.sql --
`
	for _, c := range []struct{ statements, want string }{
		{"ALTER TABLE users ADD COLUMN x int; CREATE TABLE y (); DROP TABLE y;", ""},
		{"ALTER TABLE users ALTER email SET NOT NULL, ALTER email TYPE varchar(9), ALTER id SET DEFAULT 1;", "changed COLUMN users.email; changed COLUMN users.id"},
		{"ALTER TABLE users ALTER email DROP NOT NULL;", ""},
		{"ALTER TABLE users DROP COLUMN team_id;", "dropped COLUMN users.team_id; dropped FOREIGN KEY users.users_team_id_fkey silently"},
		{"ALTER TABLE users DROP COLUMN tenant;", "dropped COLUMN users.tenant takes [unique constraint users_tenant_email_key (tenant, email)]; dropped UNIQUE users.users_tenant_email_key silently; dropped INDEX users.users_tenant_id silently replaced"},
		{"ALTER TABLE users DROP COLUMN email; ALTER TABLE users ADD UNIQUE (tenant);", "dropped COLUMN users.email; dropped UNIQUE users.users_tenant_email_key silently replaced"},
		{"ALTER TABLE users DROP CONSTRAINT users_team_id_fkey;", "dropped FOREIGN KEY users.users_team_id_fkey locks [teams]"},
		{"ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE;", "dropped PRIMARY KEY teams.teams_pkey takes [foreign key users_team_id_fkey on users]; dropped FOREIGN KEY users.users_team_id_fkey silently"},
		{"DROP TABLE users CASCADE;", "dropped TABLE users. locks [teams] takes [view names]; dropped VIEW names. silently"},
		{"DROP TYPE mood CASCADE;", "dropped TYPE mood. takes [column users.feeling view names]; dropped COLUMN users.feeling silently; dropped VIEW names. silently"},
		{"DROP SCHEMA s CASCADE;", "dropped SCHEMA s. takes [table s.logs]; dropped TABLE s.logs. silently"},
		{"DROP VIEW names; CREATE VIEW names AS SELECT 1;", "dropped VIEW names. replaced"},
		{"INSERT INTO teams SELECT id FROM users; DROP TABLE users CASCADE;", "dropped TABLE users. locks [teams] takes [view names] copied; dropped VIEW names. silently"},
		{"CREATE TABLE new (id int); DROP VIEW names; ALTER TABLE users RENAME TO old; ALTER TABLE new RENAME TO users; DROP TABLE old;", "dropped VIEW names.; dropped TABLE old. locks [teams] replaced"},
		{"DROP TABLE elsewhere; DROP TABLE IF EXISTS nowhere; CREATE TEMP TABLE teams (); DROP TABLE teams;", "dropped TABLE elsewhere."},
		{"DROP INDEX users_tenant_id;", "dropped INDEX users.users_tenant_id"},
	} {
		t.Run(c.statements, func(t *testing.T) {
			m, _ := load(t, before+c.statements+"\n")
			var got []string
			for _, ch := range m.Changes {
				s := ch.Change + " " + ch.Object + " " + ch.Table + "." + ch.Name
				if ch.Silently {
					s += " silently"
				}
				if len(ch.Locked) > 0 {
					s += fmt.Sprint(" locks ", ch.Locked)
				}
				if len(ch.Takes) > 0 {
					s += fmt.Sprint(" takes ", ch.Takes)
				}
				if ch.Replaced {
					s += " replaced"
				}
				if ch.Copied {
					s += " copied"
				}
				got = append(got, s)
			}
			if g := strings.Join(got, "; "); g != c.want {
				t.Errorf("\ngot  %s\nwant %s", g, c.want)
			}
		})
	}
}

// TestRefusedByServer asks PostgreSQL whether it refuses what bdma takes for refused, and whether it accepts what bdma does.
func TestRefusedByServer(t *testing.T) {
	const schema = `
CREATE TYPE mood AS ENUM ('happy');
CREATE TABLE teams (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE users (id int PRIMARY KEY, email text, team_id int REFERENCES teams, low int, high int, feeling mood, CONSTRAINT span CHECK (low < high), UNIQUE (email));
CREATE TABLE parts (id int, day date) PARTITION BY RANGE (day);
CREATE TABLE parts_1 PARTITION OF parts DEFAULT;
CREATE INDEX users_low_idx ON users (low);
CREATE UNIQUE INDEX users_high_idx ON users (high);
CREATE VIEW names AS SELECT id, email FROM users;
CREATE VIEW more_names AS SELECT id FROM names;
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION free() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE FUNCTION free(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TRIGGER stamps BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION stamp();
`
	statements := []string{
		"DROP TABLE teams", "DROP TABLE teams CASCADE", "DROP TABLE users", "DROP TABLE users, teams", "DROP TABLE parts", "DROP TABLE parts_1",
		"DROP VIEW names", "DROP VIEW more_names, names", "DROP VIEW names CASCADE", "DROP TYPE mood", "DROP TYPE mood CASCADE",
		"DROP FUNCTION stamp", "DROP FUNCTION stamp()", "DROP FUNCTION IF EXISTS stamp()", "DROP FUNCTION stamp CASCADE", "DROP FUNCTION free()", "DROP FUNCTION free(int)",
		"DROP INDEX users_low_idx", "DROP INDEX users_email_key", "DROP INDEX users_high_idx",
		"ALTER TABLE users DROP CONSTRAINT users_high_idx", "ALTER TABLE users DROP CONSTRAINT span", "ALTER TABLE users DROP CONSTRAINT nothing", "ALTER TABLE users DROP CONSTRAINT IF EXISTS nothing",
		"ALTER TABLE teams DROP CONSTRAINT teams_pkey", "ALTER TABLE teams DROP CONSTRAINT teams_pkey CASCADE", "ALTER TABLE teams DROP CONSTRAINT teams_code_key",
		"ALTER TABLE users DROP COLUMN nothing", "ALTER TABLE users DROP COLUMN IF EXISTS nothing", "ALTER TABLE users DROP COLUMN low, DROP COLUMN high", "ALTER TABLE users DROP COLUMN low, DROP COLUMN low",
		"ALTER TABLE users DROP COLUMN low, ADD COLUMN low text", "ALTER TABLE users ADD COLUMN low text, DROP COLUMN low", "ALTER TABLE users ADD COLUMN low text", "ALTER TABLE users ADD COLUMN IF NOT EXISTS low text",
		"ALTER TABLE users DROP COLUMN low, DROP CONSTRAINT span", "ALTER TABLE users DROP CONSTRAINT span, DROP COLUMN low", "ALTER TABLE users DROP COLUMN low, ADD CONSTRAINT span CHECK (high > 0)", "ALTER TABLE users ADD CONSTRAINT span CHECK (high > 0)",
		"ALTER TABLE users ALTER nothing SET NOT NULL", "ALTER TABLE users ALTER low TYPE bigint", "ALTER TABLE users ADD COLUMN new int, ALTER new SET DEFAULT 3",
		"ALTER TABLE users RENAME low TO high", "ALTER TABLE users RENAME nothing TO something", "ALTER TABLE users RENAME low TO lowest", "ALTER TABLE users RENAME TO teams",
		"CREATE TABLE users (id int)", "CREATE TABLE IF NOT EXISTS users (id int)", "CREATE TABLE names (id int)", "CREATE VIEW users AS SELECT 1", "CREATE VIEW names AS SELECT 1", "CREATE OR REPLACE VIEW more_names AS SELECT id FROM names",
		"CREATE INDEX users_low_idx ON users (low)", "CREATE INDEX IF NOT EXISTS users_low_idx ON users (low)", "CREATE TYPE mood AS ENUM ('sad')",
	}
	s := pgtest.Start(t)
	s.Database(t, "refused")
	s.Exec(t, "refused", schema)
	r := reader{cat: catalog.New()}
	read := func(sql string) []pgparse.Statement {
		out, errs := pgparse.Parse(lexer.Scan(sql), 0, len(sql))
		if len(errs) > 0 {
			t.Fatal(errs[0].Message)
		}
		return out
	}
	for _, st := range read(schema) {
		r.cat.Apply(&st, catalog.Context{Migration: "1", Unit: "1", Place: func(pgparse.Span) catalog.Place { return catalog.Place{} }})
	}
	for _, sql := range statements {
		out := s.Session(t, "refused", "\\set VERBOSITY terse\nBEGIN;\n"+sql+";\n\\echo :ERROR\nROLLBACK;\n")
		theirs := strings.Contains(out, "true")
		f := r.refused(&read(sql + ";")[0])
		if (f != nil) != theirs {
			t.Errorf("%s: bdma says %+v, the server refuses it: %t", sql, f, theirs)
		}
	}
}

package migration

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
)

// described asks a server for its schema: what a way back has to restore.
const described = `
SELECT format('column %s.%s %s %s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, pg_get_expr(d.adbin, d.adrelid))
	FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
	WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT format('index %s', pg_get_indexdef(indexrelid)) FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE c.relnamespace = 'public'::regnamespace
UNION ALL SELECT format('function %s', oid::regprocedure) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT format('trigger %s %s', tgname, tgrelid::regclass) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT format('sequence %s', oid::regclass) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
UNION ALL SELECT format('label %s', enumlabel) FROM pg_enum
UNION ALL SELECT format('type %s', typname) FROM pg_type WHERE typtype IN ('e', 'd') AND typnamespace = 'public'::regnamespace
ORDER BY 1;
`

// TestDifferencesByServer runs up and down on a server, and compares whether the schema is the same again with what bdma says.
func TestDifferencesByServer(t *testing.T) {
	const schema = `CREATE TYPE mood AS ENUM ('happy');
CREATE TABLE teams (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE days (id int, feeling mood DEFAULT 'happy');
CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
CREATE TRIGGER stamps BEFORE INSERT ON days FOR EACH ROW EXECUTE FUNCTION stamp();
CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL DEFAULT 'x', team_id int REFERENCES teams ON DELETE CASCADE, low int, high int, CHECK (low < high));
CREATE INDEX users_low_idx ON users (low) WHERE high > 0;
CREATE VIEW names AS SELECT email FROM users;
`
	cases := []struct{ up, down string }{
		{"CREATE TABLE a (id int);", "DROP TABLE a;"},
		{"CREATE TABLE a (id int);", "SELECT count(*) FROM teams;"},
		{"ALTER TABLE users ADD x int;", "ALTER TABLE users DROP x;"},
		{"ALTER TABLE users ADD x int, ADD y int;", "ALTER TABLE users DROP x;"},
		{"ALTER TABLE users DROP low;", "ALTER TABLE users ADD low int;"},
		{"ALTER TABLE users DROP low;", "ALTER TABLE users ADD low int, ADD CHECK (low < high); CREATE INDEX users_low_idx ON users (low) WHERE (high > 0);"},
		{"ALTER TABLE users DROP team_id;", "ALTER TABLE users ADD team_id int REFERENCES teams;"},
		{"ALTER TABLE users DROP team_id;", "ALTER TABLE users ADD team_id int REFERENCES teams (id) ON DELETE CASCADE;"},
		{"ALTER TABLE users ALTER low TYPE bigint;", "ALTER TABLE users ALTER low TYPE int;"},
		{"ALTER TABLE users ALTER low TYPE bigint;", "ALTER TABLE users ALTER low TYPE smallint;"},
		{"ALTER TABLE users ALTER low SET NOT NULL;", "ALTER TABLE users ALTER low DROP NOT NULL;"},
		{"ALTER TABLE users ALTER low SET NOT NULL;", "ALTER TABLE users ALTER low SET DEFAULT 0;"},
		{"ALTER TABLE users ALTER email DROP DEFAULT;", "ALTER TABLE users ALTER email SET DEFAULT 'x'::text;"},
		{"ALTER TABLE users ALTER email DROP DEFAULT;", "ALTER TABLE users ALTER email SET DEFAULT 'y';"},
		{"ALTER TABLE users RENAME low TO lowest;", "ALTER TABLE users RENAME lowest TO low;"},
		{"ALTER TABLE users RENAME low TO lowest;", "ALTER TABLE users RENAME lowest TO lower;"},
		{"ALTER TABLE users RENAME TO people;", "ALTER TABLE people RENAME TO users;"},
		{"ALTER TABLE users RENAME TO people;", "ALTER TABLE people ADD x int; ALTER TABLE people DROP x;"},
		{"ALTER TABLE teams DROP CONSTRAINT teams_code_key;", "ALTER TABLE teams ADD UNIQUE (code);"},
		{"ALTER TABLE teams DROP CONSTRAINT teams_code_key;", "ALTER TABLE teams ADD UNIQUE (code, id);"},
		{"DROP INDEX users_low_idx;", "CREATE INDEX users_low_idx ON users USING btree (low) WHERE high > 0;"},
		{"DROP INDEX users_low_idx;", "CREATE INDEX users_low_idx ON users (low);"},
		{"DROP INDEX users_low_idx;", "CREATE INDEX users_low_idx ON users (low DESC) WHERE high > 0;"},
		{"DROP VIEW names;", "CREATE VIEW names AS SELECT email FROM users;"},
		{"DROP VIEW names; DROP TABLE users;", "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL DEFAULT 'x', team_id int REFERENCES teams ON DELETE CASCADE, low int, high int, CHECK (low < high)); CREATE INDEX users_low_idx ON users (low) WHERE high > 0; CREATE VIEW names AS SELECT email FROM users;"},
		{"DROP VIEW names; DROP TABLE users;", "CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL DEFAULT 'x', team_id int REFERENCES teams ON DELETE CASCADE, low int, high int, CHECK (low < high)); CREATE VIEW names AS SELECT email FROM users;"},
		{"DROP VIEW names;", "ALTER TABLE users ALTER high SET DEFAULT 1;"},
		{"ALTER TABLE days DROP feeling; DROP TYPE mood;", "CREATE TYPE mood AS ENUM ('happy'); ALTER TABLE days ADD feeling mood DEFAULT 'happy';"},
		{"ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';", "ALTER TYPE mood RENAME VALUE 'glad' TO 'happy';"},
		{"ALTER TYPE mood RENAME VALUE 'happy' TO 'glad';", "COMMENT ON TYPE mood IS 'x';"},
		{"ALTER TYPE mood RENAME VALUE 'happy' TO 'glad'; ALTER TABLE days ALTER feeling DROP DEFAULT;", "ALTER TABLE days ALTER feeling SET DEFAULT 'glad'; ALTER TYPE mood RENAME VALUE 'glad' TO 'happy';"},
		{"CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';", "DROP FUNCTION f(integer);"},
		{"CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';", "DROP FUNCTION f(int);"},
		{"CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1';", "ALTER FUNCTION f(int) RENAME TO g;"},
		{"DROP TRIGGER stamps ON days; DROP FUNCTION stamp;", "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'; CREATE TRIGGER stamps BEFORE INSERT ON days FOR EACH ROW EXECUTE FUNCTION stamp();"},
		{"DROP FUNCTION stamp CASCADE;", "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"},
		{"ALTER TRIGGER stamps ON days RENAME TO stamped;", "ALTER TRIGGER stamped ON days RENAME TO stamps;"},
		{"CREATE TRIGGER more AFTER INSERT ON days EXECUTE FUNCTION stamp();", "ALTER TRIGGER more ON days RENAME TO most;"},
		{"CREATE SEQUENCE n;", "DROP SEQUENCE n;"},
		{"CREATE SEQUENCE n;", "ALTER SEQUENCE n RENAME TO m;"},
		{"CREATE SEQUENCE n OWNED BY teams.id;", "DROP SEQUENCE n;"},
		{"ALTER TABLE teams ADD x serial;", "ALTER TABLE teams DROP x;"},
		{"CREATE TYPE size AS ENUM ('s', 'm');", "CREATE TYPE other AS ENUM ('s');"},
		{"ALTER TABLE users ADD COLUMN IF NOT EXISTS low int;", "ALTER TABLE users DROP COLUMN low;"},
		{"ALTER TABLE users ADD CONSTRAINT pos CHECK (low > 0) NOT VALID;", "ALTER TABLE users DROP CONSTRAINT pos;"},
		{"ALTER TABLE users ADD CONSTRAINT pos CHECK (low > 0) NOT VALID;", "ALTER TABLE users VALIDATE CONSTRAINT pos;"},
		{"CREATE TEMP TABLE work (id int);", "UPDATE users SET low = 1;"},
	}
	s := pgtest.Start(t)
	s.Database(t, "rollback")
	s.Exec(t, "rollback", schema)
	for _, c := range cases {
		t.Run(c.up+" / "+c.down, func(t *testing.T) {
			out := s.Session(t, "rollback", "\\set ON_ERROR_STOP 1\n"+described+"\\echo --\nBEGIN;\n"+c.up+"\n"+c.down+"\n"+described+"ROLLBACK;\n")
			before, after, ok := strings.Cut(out, "--\n")
			if !ok || after == "" {
				t.Fatalf("the server does not run it: %s", out)
			}
			m, _ := load(t, fmt.Sprintf("-- db/1_a.sql --\n-- +goose Up\n%s-- db/2_b.sql --\n-- +goose Up\n%s\n-- +goose Down\n%s\n", schema, c.up, c.down))
			if len(m.RollbackFailures) > 0 {
				t.Errorf("bdma takes it for refused: %+v", m.RollbackFailures)
			}
			var got []string
			for _, d := range m.RollbackDifferences {
				got = append(got, d.Object+" "+d.Name+" "+d.Difference)
			}
			if theirs := diff(before, after); (len(theirs) > 0) != (len(got) > 0) {
				t.Errorf("bdma says %q, the server %q", got, theirs)
			}
		})
	}
}

// diff returns the lines that only one of two texts has.
func diff(a, b string) (out []string) {
	x, y := strings.Split(strings.TrimSpace(a), "\n"), strings.Split(strings.TrimSpace(b), "\n")
	for _, l := range x {
		if !slices.Contains(y, l) {
			out = append(out, "-"+l)
		}
	}
	for _, l := range y {
		if !slices.Contains(x, l) {
			out = append(out, "+"+l)
		}
	}
	return out
}

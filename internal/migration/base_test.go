package migration

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
	"github.com/bdma-dev/bdma/internal/source"
)

// schemaOf describes the schema that a history leads to, but for what a dump writes otherwise: who chose a name, and how
// expressions are spelt.
func schemaOf(m *Facts) []string {
	var out []string
	for _, t := range m.Tables {
		out = append(out, fmt.Sprintf("table %s: primary key %t, partition %t of %v", t.Table, t.HasPrimaryKey, t.IsPartition, t.PartitionKey))
	}
	for _, c := range m.Columns {
		out = append(out, fmt.Sprintf("column %s.%s: %s, not null %t, identity %t, counted %t, generated %t, default %t", c.Table, c.Name, c.Type, c.NotNull, c.IsIdentity, c.IsCounted, c.IsGenerated, c.Default != "" && !c.IsCounted))
	}
	for _, k := range m.Constraints {
		out = append(out, fmt.Sprintf("constraint %s.%s: %s %v, valid %t, references %s %v %s", k.Table, k.Name, k.Kind, k.Columns, k.Validated, k.References, k.ReferencedColumns, k.OnDelete))
	}
	for _, x := range m.Indexes {
		out = append(out, fmt.Sprintf("index %s.%s: %d keys, %s, unique %t, partial %t, constraint %s", x.Table, x.Name, len(x.Columns), x.Method, x.Unique, x.Predicate != "", x.Constraint))
	}
	slices.Sort(out)
	return out
}

// A dump leads to the schema that the migrations before it led to.
func TestDumpIsTheSchema(t *testing.T) {
	const script = `
CREATE SCHEMA shop;
CREATE TYPE shop.state AS ENUM ('open', 'it''s; closed');
CREATE DOMAIN shop.amount AS numeric(12,2) CHECK (VALUE >= 0);
CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, born date, CHECK (born > '1900-01-01'));
CREATE TABLE shop.orders (
	id serial PRIMARY KEY,
	customer_id bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
	state shop.state NOT NULL DEFAULT 'open',
	total shop.amount,
	gross numeric GENERATED ALWAYS AS (1.2 * 3) STORED,
	at timestamptz DEFAULT now()
);
CREATE INDEX orders_customer ON shop.orders (customer_id) WHERE state = 'open';
CREATE INDEX ON shop.orders USING gin (to_tsvector('english', 'x'));
CREATE TABLE events (at timestamptz NOT NULL, n int) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX events_n ON events (n);
ALTER TABLE customers ADD COLUMN note varchar(20)[], ADD CONSTRAINT note_short CHECK (cardinality(note) < 5) NOT VALID;
ALTER TABLE shop.orders RENAME COLUMN at TO placed_at;
CREATE VIEW shop.open_orders AS SELECT id FROM shop.orders WHERE state = 'open';
COMMENT ON TABLE customers IS 'who; buys';
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;
CREATE TABLE gone (id int);
DROP TABLE gone;
`
	server := pgtest.Start(t)
	server.Database(t, "shop")
	server.Exec(t, "shop", script)
	tree := source.FromFS(fstest.MapFS{
		"a/migrations/1_a.up.sql": {Data: []byte(script)},
		"b/db/structure.sql":      {Data: []byte(server.Dump(t, "shop"))},
	})
	files, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	var schemas [][]string
	for _, u := range Find(tree, files).Units {
		m, _, _ := read(tree, u, Settings{})
		for _, p := range m.Problems {
			t.Errorf("%s: %s", u.Name, p.Message)
		}
		schemas = append(schemas, schemaOf(m))
		if dump := u.Name == "b/db/structure.sql"; dump != (len(m.Statements)+len(m.Locks)+len(m.Actions) == 0) {
			t.Errorf("%s: %d statements, %d locks, %d actions", u.Name, len(m.Statements), len(m.Locks), len(m.Actions))
		}
	}
	if len(schemas) != 2 {
		t.Fatalf("%d histories, want 2", len(schemas))
	}
	if d := cmp.Diff(schemas[0], schemas[1]); d != "" {
		t.Errorf("the migrations lead to one schema and the dump to another (-migrations +dump):\n%s", d)
	}
}

// What the modes rest on: a query of several statements is one transaction, and one that is alone is not in any.
func TestOneQueryIsOneTransaction(t *testing.T) {
	server := pgtest.Start(t)
	server.Database(t, "shop")
	server.Exec(t, "shop", "CREATE TABLE a (id int);")
	// psql sends what stands between semicolons, and "\;" keeps it from doing so.
	server.Session(t, "shop", "CREATE TABLE b (id int)\\; CREATE INDEX CONCURRENTLY several ON a (id);\nCREATE INDEX CONCURRENTLY alone ON a (id);\nCREATE TABLE c (id int)\\; SELECT 1/0;\n")
	got := strings.Join(server.Query(t, "shop", "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1"), " ")
	if got != "a alone" {
		t.Errorf("there are %s; want a and alone: the others were rolled back with their queries", got)
	}
}

// Base states that ask for much work do not each begin with a new allowance.
func TestManyBases(t *testing.T) {
	const columns = 1500
	var sql strings.Builder
	sql.WriteString("-- atlas:checkpoint\n\nCREATE TABLE t0 (c0 int")
	for i := 1; i < columns; i++ {
		fmt.Fprintf(&sql, ", c%d int", i)
	}
	sql.WriteString(");\n")
	for i := range 400 {
		fmt.Fprintf(&sql, "CREATE TABLE t%d (LIKE t%d INCLUDING ALL);\n", i+1, i)
	}
	fsys := fstest.MapFS{"migrations/atlas.sum": {}}
	unit := source.Unit{Name: "migrations"}
	for i := range 100 {
		name := fmt.Sprintf("migrations/%03d_checkpoint.sql", i)
		fsys[name] = &fstest.MapFile{Data: []byte(sql.String())}
		unit.Files = append(unit.Files, name)
	}
	m, _, _ := read(source.FromFS(fsys), unit, Settings{})
	if m.Runner != "atlas" || m.Migrations[0].Direction != "base" {
		t.Errorf("%s, %s: the files are not read as checkpoints", m.Runner, m.Migrations[0].Direction)
	}
	if len(m.Problems) != 1 {
		t.Errorf("%d problems, want the one that says that the rest is not followed", len(m.Problems))
	}
	if len(m.Columns) > 700_000 {
		t.Errorf("%d columns", len(m.Columns))
	}
}

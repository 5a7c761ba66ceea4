package migration

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/migration/pgtest"
	"github.com/bdma-dev/bdma/internal/source"
)

// base is the schema that the recipes are tried on.
const base = `CREATE TABLE orders (id bigint PRIMARY KEY, "Number" text NOT NULL, shop bigint, total numeric, code varchar(10));
CREATE TABLE lines (id bigint NOT NULL, order_id bigint);
CREATE UNIQUE INDEX lines_id ON lines (id);
CREATE INDEX orders_code ON orders (code);
CREATE INDEX "orders_Upper" ON orders (lower(code));
CREATE TABLE "Events" (id bigint, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE "Events_2024" PARTITION OF "Events" FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
INSERT INTO orders SELECT g, 'n' || g, g, g, g FROM generate_series(1, 100) g;
INSERT INTO lines SELECT g, g FROM generate_series(1, 100) g;
`

// history reads a golang-migrate history of the base schema and one more file.
func replayed(t *testing.T, sql string) *Facts {
	t.Helper()
	m, _ := load(t, "-- migrations/1_base.up.sql --\n"+base+"-- migrations/2_next.up.sql --\n"+sql)
	if len(m.Problems) > 0 {
		t.Fatalf("%s: %s", sql, m.Problems[0].Message)
	}
	return m
}

// What rules recommend is run on a server, in this order, after what the migration itself needs first.
func TestRecipesOnServer(t *testing.T) {
	s := pgtest.Start(t)
	for i, c := range []struct {
		sql, first string
		recipe     func(a Action, s Statement) []string
		want       string // a query that says t
	}{
		{
			sql:    `ALTER TABLE orders ADD UNIQUE ("Number", shop) INCLUDE (total) DEFERRABLE;`,
			recipe: func(a Action, _ Statement) []string { return []string{a.CreateIndex, a.UseIndex} },
			want:   `SELECT contype = 'u' AND condeferrable FROM pg_constraint WHERE conname = 'orders_Number_shop_total_key'`,
		},
		{
			sql:    `ALTER TABLE orders ADD COLUMN serial_number text UNIQUE;`,
			first:  `ALTER TABLE orders ADD COLUMN serial_number text`,
			recipe: func(a Action, _ Statement) []string { return []string{a.CreateIndex, a.UseIndex} },
			want:   `SELECT contype = 'u' FROM pg_constraint WHERE conname = 'orders_serial_number_key'`,
		},
		{
			sql:    `ALTER TABLE lines ADD PRIMARY KEY (id);`,
			recipe: func(a Action, _ Statement) []string { return []string{a.UseIndex} },
			want:   `SELECT contype = 'p' FROM pg_constraint WHERE conname = 'lines_pkey'`,
		},
		{
			sql: `ALTER TABLE orders DROP CONSTRAINT orders_pkey, ADD PRIMARY KEY (shop, id);`,
			recipe: func(a Action, _ Statement) []string {
				return []string{
					"ALTER TABLE orders ADD " + a.NotNullCheck + " NOT VALID", "ALTER TABLE orders VALIDATE CONSTRAINT orders_shop_not_null", a.CreateIndex, a.UseIndex,
				}
			},
			want: `SELECT array_length(conkey, 1) = 2 FROM pg_constraint WHERE conname = 'orders_pkey'`,
		},
		{
			sql:    `ALTER TABLE orders ADD CHECK (total >= 0), ADD CONSTRAINT "Short" CHECK (length(code) < 20);`,
			first:  `ALTER TABLE orders ADD CHECK (total >= 0) NOT VALID; ALTER TABLE orders ADD CONSTRAINT "Short" CHECK (length(code) < 20) NOT VALID`,
			recipe: func(a Action, _ Statement) []string { return []string{a.Validate} },
			want:   `SELECT bool_and(convalidated) AND count(*) = 2 FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'c'`,
		},
		{
			sql:    `ALTER TABLE orders ADD COLUMN "Net" numeric DEFAULT 1 CHECK ("Net" > 0);`,
			first:  `ALTER TABLE orders ADD COLUMN "Net" numeric DEFAULT 1`,
			recipe: func(a Action, _ Statement) []string { return []string{a.AddNotValid} },
			want:   `SELECT NOT convalidated FROM pg_constraint WHERE conname = 'orders_Net_check'`,
		},
		{
			sql:    `ALTER TABLE orders ALTER code TYPE varchar(20);`,
			first:  `ANALYZE orders; ALTER TABLE orders ALTER code TYPE varchar(20)`,
			recipe: func(a Action, _ Statement) []string { return []string{a.Analyze} },
			want:   `SELECT count(*) = 1 FROM pg_stats WHERE tablename = 'orders' AND attname = 'code'`,
		},
		{
			sql:    `ALTER TABLE "Events" RENAME TO happenings;`,
			first:  `ALTER TABLE "Events" RENAME TO happenings`,
			recipe: func(a Action, _ Statement) []string { return []string{a.View} },
			want:   `SELECT relkind = 'v' FROM pg_class WHERE relname = 'Events'`,
		},
		{
			sql:    `DROP INDEX IF EXISTS orders_code, nothing, "orders_Upper" CASCADE;`,
			recipe: func(_ Action, s Statement) []string { return strings.Split(s.Instead, "; ") },
			want:   `SELECT count(*) = 0 FROM pg_class WHERE relname IN ('orders_code', 'orders_Upper')`,
		},
		{
			sql: `CREATE TABLE "Events_2025" PARTITION OF "Events" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');`,
			recipe: func(_ Action, s Statement) []string {
				return strings.Split(s.Instead+" FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')", ", and ")
			},
			want: `SELECT count(*) = 2 FROM pg_inherits WHERE inhparent = '"Events"'::regclass`,
		},
	} {
		m := replayed(t, c.sql)
		var a Action
		last := m.Statements[len(m.Statements)-1]
		if n := len(m.Actions); n > 0 {
			a = m.Actions[n-1]
		}
		db := fmt.Sprintf("recipe%d", i)
		s.Database(t, db)
		s.Exec(t, db, base+c.first+";")
		list := c.recipe(a, last)
		if i == 4 {
			list = []string{m.Actions[0].Validate, m.Actions[1].Validate}
		}
		for _, sql := range list {
			if sql == "" {
				t.Fatalf("%s has no recipe: %q", c.sql, list)
			}
			s.Exec(t, db, sql+";")
		}
		if got := s.Query(t, db, c.want); !slices.Equal(got, []string{"t"}) {
			t.Errorf("%s: after %q, %s says %q", c.sql, list, c.want, got)
		}
	}
}

// Every change of a column's type deletes its statistics, even one that changes nothing.
func TestStatisticsOnServer(t *testing.T) {
	s := pgtest.Start(t)
	s.Exec(t, "postgres", base)
	for _, typ := range []string{"varchar(20)", "text", "text"} {
		s.Exec(t, "postgres", "ANALYZE orders; ALTER TABLE orders ALTER code TYPE "+typ)
		if got := s.Query(t, "postgres", "SELECT count(*) FROM pg_stats WHERE tablename = 'orders' AND attname = 'code'"); got[0] != "0" {
			t.Errorf("%s keeps the statistics", typ)
		}
	}
}

func TestOldNames(t *testing.T) {
	for sql, want := range map[string]bool{
		`ALTER TABLE orders RENAME TO o;`:                                                                                                        false,
		`ALTER TABLE orders RENAME TO o; CREATE VIEW orders AS SELECT * FROM o;`:                                                                 true,
		`ALTER TABLE orders RENAME TO o; CREATE TABLE orders (id int);`:                                                                          true,
		`ALTER TABLE orders RENAME COLUMN shop TO s;`:                                                                                            false,
		`ALTER TABLE orders RENAME COLUMN shop TO s; ALTER TABLE orders ADD shop int;`:                                                           true,
		`ALTER TABLE orders RENAME COLUMN shop TO s; ALTER TABLE orders RENAME TO o; ALTER TABLE o ADD shop int; CREATE VIEW orders AS SELECT 1`: true,
	} {
		for _, a := range replayed(t, sql).Actions {
			if strings.HasPrefix(a.Kind, "RENAME") && a.OldNameExists != want {
				t.Errorf("%s: %s: %v", sql, a.Kind, a.OldNameExists)
			}
		}
	}
	for sql, want := range map[string]bool{
		`ALTER TYPE mood RENAME TO m;`: false,
		`CREATE TYPE n AS ENUM (); ALTER TYPE mood RENAME TO m; ALTER TYPE n RENAME TO mood;`: true,
		`ALTER TYPE mood RENAME TO m; CREATE DOMAIN mood AS text;`:                            true,
		`ALTER TYPE mood RENAME VALUE 'a' TO 'b';`:                                            false,
		`ALTER TYPE mood RENAME VALUE 'a' TO 'b'; ALTER TYPE mood RENAME VALUE 'c' TO 'a';`:   true,
		`ALTER SCHEMA a RENAME TO b; ALTER SCHEMA c RENAME TO a;`:                             true,
		`ALTER SCHEMA a RENAME TO b;`:                                                         false,
	} {
		for _, s := range replayed(t, sql).Statements {
			if s.To != "" && s.ExistedBefore {
				if s.OldNameExists != want {
					t.Errorf("%s: %v", sql, s.OldNameExists)
				}
				break
			}
		}
	}
}

func TestTriggers(t *testing.T) {
	for sql, want := range map[string]string{
		`ALTER TABLE orders DISABLE TRIGGER a; ALTER TABLE orders ENABLE TRIGGER a;`:                     "[true]",
		`ALTER TABLE orders DISABLE TRIGGER a; ALTER TABLE orders ENABLE TRIGGER b;`:                     "[false]",
		`ALTER TABLE orders DISABLE TRIGGER a; ALTER TABLE lines ENABLE TRIGGER ALL;`:                    "[false]",
		`ALTER TABLE orders DISABLE TRIGGER a, DISABLE TRIGGER b; ALTER TABLE orders ENABLE TRIGGER ALL`: "[true true]",
		`ALTER TABLE orders DISABLE TRIGGER ALL; ALTER TABLE orders ENABLE TRIGGER USER;`:                "[false]",
		`ALTER TABLE orders ENABLE TRIGGER a; ALTER TABLE orders DISABLE TRIGGER a;`:                     "[false]",
		`ALTER TABLE orders DISABLE TRIGGER a; ALTER TABLE orders ENABLE ALWAYS TRIGGER a;`:              "[true]",
	} {
		var got []bool
		for _, a := range replayed(t, sql).Actions {
			if a.Kind == "DISABLE TRIGGER" {
				got = append(got, a.Reenabled)
			}
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", sql, got, want)
		}
	}
}

// What waits for the end of a file costs no more than the file has statements.
func TestPendingIsBounded(t *testing.T) {
	var sql strings.Builder
	sql.WriteString("CREATE TABLE t (c int);\n")
	for i := range 9_000 {
		fmt.Fprintf(&sql, "ALTER TABLE t DISABLE TRIGGER a%d;\nALTER TYPE e RENAME TO e;\nDROP INDEX i%d;\nALTER TABLE x ALTER c TYPE int;\nANALYZE;\n", i, i)
	}
	sql.WriteString("ALTER TABLE x " + strings.Repeat("VALIDATE CONSTRAINT c, ADD CONSTRAINT c CHECK (c > 0) NOT VALID, ", 20_000) + "ADD y int;\n")
	sql.WriteString("TRUNCATE " + strings.Repeat("t, ", 50_000) + "t;\n")
	tree := source.FromFS(fstest.MapFS{"db/1_a.up.sql": {Data: []byte(sql.String())}})
	model, _, _ := read(tree, source.Unit{Name: "db", Files: []string{"db/1_a.up.sql"}}, Settings{})
	if len(model.Actions) < 58_000 {
		t.Errorf("%d actions", len(model.Actions))
	}
}

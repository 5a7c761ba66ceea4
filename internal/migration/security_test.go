package migration

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

func readSQL(files map[string]string) Facts {
	fsys := make(fstest.MapFS)
	unit := source.Unit{Name: "db/migrations"}
	for name, sql := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(sql)}
		unit.Files = append(unit.Files, name)
	}
	model, _, _ := read(source.FromFS(fsys), unit, Settings{})
	return *model
}

func readScript(sql string) Facts { return readSQL(map[string]string{"db/migrations/1_a.up.sql": sql}) }

// A little SQL must not make millions of privileges, policies and functions, nor take minutes over them.
func TestHostileRights(t *testing.T) {
	list := func(n int, format string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(parts, ", ")
	}
	lines := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format+";\n", i)
		}
		return b.String()
	}
	for name, sql := range map[string]string{
		"many to many":  "GRANT ALL ON " + list(5_000, "t%d") + " TO " + list(5_000, "r%d") + ";\nREVOKE ALL ON " + list(5_000, "t%d") + " FROM " + list(5_000, "r%d"),
		"defaults":      "ALTER DEFAULT PRIVILEGES FOR ROLE " + list(5_000, "r%d") + " IN SCHEMA " + list(5_000, "s%d") + " GRANT ALL ON TABLES TO " + list(5_000, "g%d"),
		"all in schema": lines(1_000, "CREATE TABLE t%d (a int)") + lines(5_000, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO r%d"),
		"policies":      "CREATE TABLE t (a int);\n" + lines(5_000, "CREATE POLICY p%d ON t TO "+list(20, "r%d")),
		"strangers":     lines(5_000, "CREATE POLICY p ON t%d"),
		"functions":     lines(5_000, "CREATE FUNCTION f(a t%d) RETURNS int LANGUAGE sql AS ''"),
		"all functions": lines(2_000, "CREATE FUNCTION f%d() RETURNS int LANGUAGE sql AS ''") + lines(5_000, "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM r%d"),
		"views":         "CREATE VIEW v0 AS SELECT 1;\n" + lines(5_000, "CREATE OR REPLACE VIEW v0 AS SELECT * FROM v%d"),
		"comments":      "CREATE TABLE t (a int);\n" + lines(5_000, "COMMENT ON COLUMN t.a IS '%d'"),
		"extensions":    lines(5_000, "CREATE EXTENSION e%d"),
		"long names":    lines(5_000, "SELECT 1 AS "+strings.Repeat("x", 70)+"%d"),
		"sub-selects":   "CREATE POLICY p ON t USING (" + strings.Repeat("(SELECT ", 400) + "auth.uid()" + strings.Repeat(")", 400) + " = a)",
		"owners":        lines(5_000, "ALTER TABLE t%d OWNER TO r"),
	} {
		t.Run(name, func(t *testing.T) {
			model := readScript(sql)
			if n := len(model.Grants) + len(model.Policies) + len(model.Functions); n > 60_000 {
				t.Errorf("%d rows", n)
			}
			for _, g := range model.Grants {
				if len(g.On)+len(g.Revoke) > 1000 {
					t.Fatalf("%d bytes name what is granted", len(g.On))
				}
			}
		})
	}
}

func TestRightsRows(t *testing.T) {
	model := readSQL(map[string]string{
		"db/migrations/1_a.up.sql": `CREATE SCHEMA app AUTHORIZATION boss;
CREATE TABLE app.orders (id bigint PRIMARY KEY, buyer text);
GRANT SELECT, INSERT ON app.orders TO clerk;
GRANT USAGE ON SCHEMA app TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO clerk;
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
SET ROLE boss;
ALTER TABLE app.orders OWNER TO clerk;`,
		"db/migrations/1_a.down.sql": "ALTER TABLE app.orders OWNER TO nobody;",
		"db/migrations/2_b.up.sql":   "REVOKE INSERT ON app.orders FROM clerk; -- see OPS-7, and the backup",
	})
	for i := range model.Grants {
		model.Grants[i].At = 0
	}
	want := []Grant{
		{Role: "clerk", Object: "TABLE", On: "app.orders", Privileges: "SELECT", Revoke: "REVOKE SELECT ON TABLE app.orders FROM clerk"},
		{Role: "public", Object: "SCHEMA", On: "schema app", Privileges: "USAGE", Revoke: "REVOKE USAGE ON SCHEMA app FROM PUBLIC"},
		{
			Role: "clerk", Object: "TABLE", On: "new tables in schema app", Privileges: "SELECT", Default: true,
			Revoke: "ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM clerk",
		},
	}
	if diff := cmp.Diff(want, model.Grants); diff != "" {
		t.Errorf("grants (-want +got):\n%s", diff)
	}
	if len(model.IdleRevokes) != 1 || model.IdleRevokes[0].Schema != "app" {
		t.Errorf("idle revokes: %+v", model.IdleRevokes)
	}
	var owners []string
	for _, o := range model.Owners {
		owners = append(owners, o.Object+" "+o.Name+" "+o.Owner)
	}
	if diff := cmp.Diff([]string{"SCHEMA app boss", "TABLE app.orders clerk"}, owners); diff != "" {
		t.Errorf("owners (-want +got):\n%s", diff)
	}
	for _, m := range model.Migrations {
		switch {
		case m.Version == "1" && m.Direction == "up" && m.Role != "boss", m.Version == "2" && (!m.NamesBackup || m.Ticket != "OPS-7"):
			t.Errorf("%+v", m)
		}
	}
}

// A table is the same whether others are read or not.
func TestTablesOneByOne(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{
		"supabase/migrations/1_a.sql": {Data: []byte(`-- OPS-7
CREATE EXTENSION citext;
CREATE TABLE orders (id bigint PRIMARY KEY, buyer_email text CONSTRAINT e CHECK (buyer_email <> ''), "Note" text, constraint_that_has_a_name_of_more_than_sixty_three_bytes_to_cut int);
CREATE TABLE "Line" (id bigint PRIMARY KEY, orders_id bigint REFERENCES orders);
CREATE INDEX by_email ON orders (buyer_email);
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON orders USING (true);
CREATE VIEW v AS SELECT * FROM orders;
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
GRANT ALL ON orders TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER TABLE orders OWNER TO boss;
COMMENT ON TABLE orders IS 'x';`)},
	})
	unit := source.Unit{Name: "supabase/migrations", Files: []string{"supabase/migrations/1_a.sql"}}
	ids := regexp.MustCompile(`"(\w*at|more|odd)":(\d+|\[[\d,]*\])`)
	rows := func(model *Facts, field int) string {
		out, err := json.Marshal(reflect.ValueOf(model).Elem().Field(field).Interface())
		if err != nil {
			t.Fatal(err)
		}
		return ids.ReplaceAllString(string(out), "")
	}
	whole, _, _ := read(tree, unit, Settings{})
	kind := reflect.TypeFor[Facts]()
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		one, _, _ := read(tree, unit, Settings{Wanted: facts.Tables{name: nil}})
		if diff := cmp.Diff(rows(whole, i), rows(one, i)); diff != "" {
			t.Errorf("%s (-with others +alone):\n%s", name, diff)
		}
	}
	for _, table := range []any{
		whole.ExposedSchemas, whole.Policies, whole.Grants, whole.IdleRevokes, whole.Functions, whole.ViewRights, whole.Extensions, whole.Owners, whole.LongNames,
		whole.ContentColumns, whole.ObjectNames, whole.NumberedTables, whole.NameCounts,
	} {
		if reflect.ValueOf(table).Len() == 0 {
			t.Errorf("no rows of %T", table)
		}
	}
}

package migration

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

func TestObjects(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{"db/migrations/1_shop.up.sql": {Data: []byte(`
CREATE SCHEMA app;
CREATE TYPE order_state AS ENUM ('new', 'paid');
CREATE TYPE app.level AS ENUM ();
CREATE DOMAIN email AS varchar(80) NOT NULL DEFAULT 'a@b' CHECK (VALUE LIKE '%@%');
ALTER DOMAIN email ADD CONSTRAINT short CHECK (length(VALUE) < 50) NOT VALID;
CREATE TABLE orders (id int, state order_state, states order_state[], mail email);
ALTER TYPE order_state ADD VALUE 'sent' AFTER 'new';
CREATE VIEW app.open_orders AS SELECT id, mail AS address FROM orders WHERE state = 'new';
CREATE MATERIALIZED VIEW totals AS SELECT state, count(*) FROM orders GROUP BY state;
CREATE UNIQUE INDEX ON totals (state);
CREATE VIEW anything AS SELECT * FROM generate_series(1, 2);
CREATE VIEW dropped AS SELECT 1;
DROP VIEW dropped;
`)}})
	model, nodes, _ := read(tree, source.Unit{Name: "db/migrations", Files: []string{"db/migrations/1_shop.up.sql"}}, Settings{})
	ids := cmpopts.IgnoreTypes(facts.ID(0))
	if diff := cmp.Diff([]Enum{
		{Name: "order_state", Migration: "1", Labels: []string{"new", "sent", "paid"}, Columns: []string{"orders.state", "orders.states"}},
		{Name: "app.level", Migration: "1", Labels: []string{}, Columns: []string{}},
	}, model.Enums, ids); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Domain{{
		Name: "email", Migration: "1", Type: "character varying(80)", NotNull: true, HasDefault: true,
		Checks: []string{"VALUE LIKE '%@%'", "length(VALUE) < 50"}, Unvalidated: []string{"short"}, Columns: []string{"orders.mail"},
	}}, model.Domains, ids); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]View{
		{View: "app.open_orders", Schema: "app", Name: "open_orders", Migration: "1", Reads: []string{"orders"}, Columns: []string{"id", "address"}},
		{
			View: "totals", Schema: "public", Name: "totals", Migration: "1", IsMaterialized: true, Reads: []string{"orders"}, Columns: []string{"state", "count"},
		},
		{View: "anything", Schema: "public", Name: "anything", Migration: "1", Reads: []string{}, Columns: []string{}, ColumnsUnknown: true},
	}, model.Views, ids); diff != "" {
		t.Error(diff)
	}
	doc := facts.New(facts.Migration, "db/migrations", nil, nodes, model)
	for want, at := range map[string]facts.ID{"order_state": model.Enums[0].At, "email": model.Domains[0].At, "app.open_orders": model.Views[0].At} {
		if n, _ := doc.Node(at); n.Pointer != want && n.Pointer != "public."+want {
			t.Errorf("%s is at %q", want, n.Pointer)
		}
	}
	if n, _ := doc.Node(model.Enums[0].At); n.Range.Start.Line != 3 || n.Range.Start.Column != 13 {
		t.Errorf("the enum is at %v", n.Range)
	}
}

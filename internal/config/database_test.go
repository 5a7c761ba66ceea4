package config

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDatabase(t *testing.T) {
	r, err := resolve(t, `version: 1
postgres-version: 17
tables:
  orders: {rows: 5e7, traffic: high}
  billing.countries: {rows: 0}
  "Users": {traffic: low}
`, Flags{})
	if err != nil {
		t.Fatal(err)
	}
	if v := r.Config().PostgresVersion(); v != 17 {
		t.Errorf("version %d", v)
	}
	want := []Table{
		{Name: "orders", Rows: 50_000_000, HasRows: true, Traffic: "high"},
		{Name: "billing.countries", HasRows: true},
		{Name: "Users", Traffic: "low"},
	}
	if diff := cmp.Diff(want, r.Config().Tables()); diff != "" {
		t.Error(diff)
	}
	shown := show(t, r)
	if want := `postgres-version: 17 # bdma.yaml:2
tables: # bdma.yaml:3
  orders: # bdma.yaml:4
    rows: 50000000 # bdma.yaml:4
    traffic: high # bdma.yaml:4
  billing.countries: # bdma.yaml:5
    rows: 0 # bdma.yaml:5
  Users: # bdma.yaml:6
    traffic: low # bdma.yaml:6
`; !strings.Contains(shown, want) {
		t.Error(cmp.Diff(want, shown))
	}
	again, err := resolve(t, shown, Flags{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(r.Config().Tables(), again.Config().Tables()); diff != "" {
		t.Error(diff)
	}
}

func TestDatabaseMistakes(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"postgres-version: 10", "bdma.yaml:2:19: postgres-version must be a major version from 11 to 18"},
		{"postgres-version: '15'", "bdma.yaml:2:19: postgres-version must be a major version from 11 to 18"},
		{"postgres-version: 15.4", "bdma.yaml:2:19: postgres-version must be a major version from 11 to 18"},
		{"postgres-version: [15]", "bdma.yaml:2:19: postgres-version must be a major version from 11 to 18"},
		{"tables: [orders]", "bdma.yaml:2:9: tables must be a mapping of keys to values"},
		{"tables: {orders: large}", "bdma.yaml:2:18: the table orders must be a mapping of keys to values"},
		{"tables: {orders: {}}", "bdma.yaml:2:18: orders says nothing; give it rows or traffic"},
		{"tables: {'': {rows: 1}}", "bdma.yaml:2:10: a table needs a name"},
		{"tables: {orders: {row: 1}}", `bdma.yaml:2:19: key "row" does not exist; did you mean "rows"?`},
		{"tables: {orders: {rows: many}}", "bdma.yaml:2:25: rows must be a whole number, such as 200 or 5e7"},
		{"tables: {orders: {rows: -1}}", "bdma.yaml:2:25: rows must be a whole number, such as 200 or 5e7"},
		{"tables: {orders: {rows: 1.5}}", "bdma.yaml:2:25: rows must be a whole number, such as 200 or 5e7"},
		{"tables: {orders: {rows: .inf}}", "bdma.yaml:2:25: rows must be a whole number, such as 200 or 5e7"},
		{"tables: {orders: {traffic: hot}}", "bdma.yaml:2:28: traffic must be low, medium or high"},
	} {
		_, err := resolve(t, "version: 1\n"+test.text+"\n", Flags{})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s\n  got:  %v\n  want: %s", test.text, err, test.want)
		}
	}
}

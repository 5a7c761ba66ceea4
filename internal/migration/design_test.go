package migration

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestStems(t *testing.T) {
	for _, c := range [][2]string{
		{"customer", "customers"}, {"category", "categories"}, {"movie", "movies"}, {"address", "addresses"}, {"status", "statuses"}, {"box", "boxes"},
		{"cache", "caches"}, {"house", "houses"}, {"person", "people"}, {"child", "children"}, {"bus", "buses"}, {"key", "keys"}, {"day", "days"}, {"news", "news"},
	} {
		if a, b := stem(c[0]), stem(c[1]); a != b {
			t.Errorf("%s has the stem %s, and %s has %s", c[0], a, c[1], b)
		}
	}
	for _, c := range [][2]string{{"user", "usage"}, {"car", "card"}, {"post", "poster"}, {"plan", "planet"}, {"s", "ss"}, {"", "s"}} {
		if a, b := stem(c[0]), stem(c[1]); a == b {
			t.Errorf("%s and %s have the same stem %s", c[0], c[1], a)
		}
	}
	if got := stems(nameWords("orderLines")); got != "order_lin" {
		t.Errorf("orderLines has the stem %s", got)
	}
}

func TestWithoutPeriod(t *testing.T) {
	for name, want := range map[string]string{
		"orders_2024": "orders", "orders_2024_01": "orders", "orders_202401": "orders", "orders_20240131": "orders", "orders2024": "orders",
		"orders_y2024": "orders", "orders_y2024m": "", "orders_p2024_01_31": "orders", "orders_2024q1": "orders", "Orders_2024_Q4": "Orders",
		"orders": "", "2024": "", "_2024": "", "iso_4217": "", "iso_3166": "", "rfc_7807": "", "v1_runs": "", "a_1": "", "a_20241": "", "a_202413": "", "a_2024123": "",
		"a_202401312": "", "": "", "q": "", "orders_9999": "",
	} {
		if got := withoutPeriod(name); got != want {
			t.Errorf("%q without its period is %q, want %q", name, got, want)
		}
	}
}

func TestOnlyNotNull(t *testing.T) {
	for text, want := range map[string]bool{
		"a IS NOT NULL": true, "a is not null": true, "(a IS NOT NULL) AND b IS NOT NULL": true, "a IS NOT NULL AND a > 0": false, "a IS NOT NULL AND b": false,
		"a IS NOT NULL OR b IS NOT NULL": false, "": false,
	} {
		var columns []string
		for _, c := range []string{"a", "b"} {
			if strings.Contains(strings.ToUpper(text), strings.ToUpper(c)+" IS NOT NULL") && !strings.Contains(text, "OR") {
				columns = append(columns, c)
			}
		}
		if got := onlyNotNull(text, columns); got != want {
			t.Errorf("%q is only NOT NULL: %v, want %v", text, got, want)
		}
	}
}

// A partition has its parent's columns, and a tool's own table is not the application's: of neither are there facts on its design.
func TestDesignLeavesOut(t *testing.T) {
	m, _ := load(t, `
-- db/migrations/1_a.up.sql --
CREATE TABLE customers (id bigint PRIMARY KEY);
CREATE TABLE visits (day timestamp, customer_id bigint) PARTITION BY RANGE (day);
CREATE TABLE visits_2023 PARTITION OF visits FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE visits_2024 PARTITION OF visits FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE flyway_schema_history (installed_rank int, installed_on timestamp, customer_id bigint);
CREATE TEMPORARY TABLE scratch (customer_id bigint);
`)
	var got []string
	for _, c := range m.Columns {
		got = append(got, c.Table+"."+c.Name)
	}
	if want := []string{"customers.id", "visits.day", "visits.customer_id"}; !reflect.DeepEqual(got, want) {
		t.Errorf("columns %q, want %q", got, want)
	}
	for _, table := range m.Tables {
		if table.Periods != nil || table.Timestamps != nil && table.Table != "visits" || table.IsBookkeeping != (table.Table == "flyway_schema_history") {
			t.Errorf("%+v", table)
		}
	}
	if m.Habits.Timestamp.Count != 1 {
		t.Errorf("%d timestamps, want 1", m.Habits.Timestamp.Count)
	}
}

// Circles are found among many tables, and a long chain of them is none.
func TestCircles(t *testing.T) {
	const chain = 300
	var sql strings.Builder
	sql.WriteString("CREATE TABLE t0 (id bigint PRIMARY KEY, next_id bigint NOT NULL);\n")
	for i := 1; i < chain; i++ {
		fmt.Fprintf(&sql, "CREATE TABLE t%d (id bigint PRIMARY KEY, next_id bigint NOT NULL REFERENCES t%d);\n", i, i-1)
	}
	circles := func(more string) (out []string) {
		m, _ := load(t, "-- db/migrations/1_a.up.sql --\n"+sql.String()+more)
		for _, k := range m.Constraints {
			if k.Circle != nil {
				out = append(out, k.Table+"."+k.Name+": "+strings.Join(k.Circle, " "))
			}
		}
		return out
	}
	if got := circles(""); got != nil {
		t.Errorf("a chain has the circles %q", got)
	}
	if got := circles("ALTER TABLE t0 ADD FOREIGN KEY (next_id) REFERENCES t2;\nALTER TABLE t9 ADD other_id bigint NOT NULL REFERENCES t11;\n"); !reflect.DeepEqual(got, []string{
		"t0.t0_next_id_fkey: t0 t2 t1 t0", "t9.t9_other_id_fkey: t9 t11 t10 t9",
	}) {
		t.Errorf("circles %q", got)
	}
}

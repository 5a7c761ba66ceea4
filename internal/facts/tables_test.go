package facts

import "testing"

// Equal objects in maps are one, but never across tables, of which other columns may be read.
func TestEqualObjectsAreShared(t *testing.T) {
	type count struct {
		X int `json:"x"`
		Y int `json:"y"`
	}
	type row struct {
		Counts map[string]count `json:"counts"`
	}
	type model struct {
		Rows []row `json:"rows"`
		More []row `json:"more"`
	}
	rows := []row{{map[string]count{"a": {1, 2}, "b": {1, 3}}}, {map[string]count{"c": {1, 2}}}}
	only := func(column string) func(string) bool {
		return func(c string) bool { return c == column || c == "counts" }
	}
	doc := NewWith("test", "", nil, &Nodes{}, &model{rows, rows}, Tables{"rows": {Any: only("x")}, "more": {Any: only("y")}})
	const want = `{"more": [{"counts": {"a": {"y": 2}, "b": {"y": 3}}}, {"counts": {"c": {"y": 2}}}], "rows": [{"counts": {"a": {"x": 1}, "b": {"x": 1}}}, {"counts": {"c": {"x": 1}}}]}`
	if got := doc.value.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Of a table only what is read of it is in the document.
func TestColumns(t *testing.T) {
	type inner struct {
		X int `json:"x"`
		Y int `json:"y"`
	}
	type row struct {
		At ID     `json:"at"`
		In *inner `json:"in"`
		Z  string `json:"z"`
	}
	type model struct {
		Rows  []row    `json:"rows"`
		More  []row    `json:"more"`
		One   row      `json:"one"`
		Maybe *row     `json:"maybe,omitempty"`
		Names []string `json:"names"`
	}
	m := &model{Rows: []row{{In: &inner{X: 1, Y: 2}, Z: "z"}}, More: []row{{Z: "m"}}, One: row{In: &inner{X: 3, Y: 4}}, Maybe: &row{In: &inner{}}, Names: []string{"n"}}
	set := func(columns ...string) func(string) bool {
		return func(c string) bool {
			for _, column := range columns {
				if c == column {
					return true
				}
			}
			return false
		}
	}
	doc := NewWith("test", "", nil, &Nodes{}, m, Tables{
		"rows": {Own: set(), Any: set("in", "y")}, "more": nil, "one": {Own: set("in"), Any: set("x", "z")}, "maybe": {Own: set("at"), Any: set("at")},
		"names": {Own: set(), Any: set()},
	})
	const want = `{"maybe": {"at": 0}, "more": [{"at": 0, "in": null, "z": "m"}], "names": ["n"], "one": {"in": {"x": 3}}, "rows": [{"in": {"y": 2}}]}`
	if got := doc.value.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

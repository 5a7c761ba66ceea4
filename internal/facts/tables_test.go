package facts

import "testing"

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

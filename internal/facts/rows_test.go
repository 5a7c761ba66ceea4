package facts

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

type sharedRow struct {
	At    ID             `json:"at"`
	Name  string         `json:"name"`
	Parts []string       `json:"parts"`
	Other *sharedRow     `json:"other"`
	Uses  map[string]int `json:"uses"`
	Any   any            `json:"any"`
}

type sharedModel struct {
	Rows  []sharedRow `json:"rows"`
	None  []sharedRow `json:"none"`
	Count int         `json:"count"`
}

// TestNewSharing holds that documents with rows in common are what they are when each is made by itself, and have the terms of these
// rows in common.
func TestNewSharing(t *testing.T) {
	rows := []sharedRow{
		{1, "kept", []string{"a"}, &sharedRow{Name: "other"}, map[string]int{"x": 1}, nil},
		{2, "renamed", nil, nil, nil, nil},
		{3, "other parts", []string{"a", "b"}, nil, nil, nil},
		{4, "other at", nil, nil, nil, nil},
		{5, "with anything", nil, nil, nil, "thing"},
	}
	before := sharedModel{Rows: append([]sharedRow{}, rows...), Count: 1}
	after := sharedModel{Rows: append([]sharedRow{}, rows...), Count: 2}
	after.Rows[1].Name = "changed"
	after.Rows[2].Parts = after.Rows[2].Parts[:1]
	after.Rows[3].At = 6
	after.Rows = append(after.Rows, sharedRow{At: 7, Name: "added"})
	var shared Rows
	var terms [][]*ast.Term
	for _, m := range []sharedModel{before, after} {
		want := New(Migration, "db", nil, &Nodes{}, &m)
		got := NewSharing(Migration, "db", nil, &Nodes{}, &m, nil, &shared)
		if got.Input().Compare(want.Input()) != 0 {
			t.Errorf("got %s, want %s", got.Input(), want.Input())
		}
		terms = append(terms, shared.tables["rows"].terms)
	}
	for i, row := range rows {
		if is, want := terms[0][i] == terms[1][i], i == 0; is != want {
			t.Errorf("%s: shared is %v, want %v", row.Name, is, want)
		}
	}
}

package facts_test

import (
	"encoding/json"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
)

type row struct {
	At      facts.ID              `json:"at"`
	Name    string                `json:"name"`
	Note    string                `json:"note,omitempty"`
	Owner   *row                  `json:"owner,omitempty"`
	Null    *row                  `json:"null"`
	Flags   map[string]bool       `json:"flags"`
	Tags    []string              `json:"tags"`
	Big     uint64                `json:"big"`
	Any     any                   `json:"any"`
	Nodes   map[string][]facts.ID `json:"nodes,omitempty"`
	private int
}

func TestEncodeEqualsJSON(t *testing.T) {
	for name, model := range map[string]any{
		"zero": &row{},
		"full": &row{At: 7, Name: "é\x00\u2028", Note: "n", Owner: &row{At: 100000, private: 1}, Flags: map[string]bool{"a": true, "b": false},
			Tags: []string{}, Big: 1<<64 - 1, Any: []any{"x", true, 3, nil}, Nodes: map[string][]facts.ID{"k": {1, 2}}},
	} {
		t.Run(name, func(t *testing.T) { factstest.EqualsJSON(t, model) })
	}
}

func TestNodeRefusesInventedIDs(t *testing.T) {
	var nodes facts.Nodes
	nodes.Add(facts.Node{File: "a"})
	doc := facts.New(facts.OpenAPI, "a", []string{"a"}, &nodes, &row{})
	if n, err := doc.Node(0); err != nil || n.File != "a" {
		t.Errorf("Node(0) = %v, %v", n, err)
	}
	for _, id := range []facts.ID{-1, 1} {
		if _, err := doc.Node(id); err == nil {
			t.Errorf("Node(%d) succeeded", id)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	rows := make([]row, 10_000)
	for i := range rows {
		rows[i] = row{At: facts.ID(i), Name: "name", Flags: map[string]bool{"a": true}, Tags: []string{"x"}}
	}
	model := map[string][]row{"rows": rows}
	b.Run("direct", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			facts.Encode(model)
		}
	})
	b.Run("json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			raw, _ := json.Marshal(model)
			var v any
			if err := json.Unmarshal(raw, &v); err != nil {
				b.Fatal(err)
			}
			ast.MustInterfaceToValue(v)
		}
	})
}

package facts_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
)

type listed struct {
	At    facts.ID              `json:"at"`
	Name  string                `json:"name"`
	Count int                   `json:"count"`
	Uses  map[string][]facts.ID `json:"uses"`
}

func TestWriteJSON(t *testing.T) {
	var nodes facts.Nodes
	at := nodes.Add(facts.Node{File: "f", Range: facts.Range{Start: facts.Position{Line: 1, Column: 2}}, Pointer: "/<x>"})
	model := &listed{At: at, Name: "a", Count: 0, Uses: map[string][]facts.ID{"z": {}, "b": {at}}}
	doc := facts.New(facts.OpenAPI, "f", []string{"f"}, &nodes, model)
	const place = `{
        "file": "f",
        "line": 1,
        "column": 2,
        "pointer": "/<x>"
      }`
	for _, c := range []struct {
		name   string
		schema map[string]any
		want   string
	}{
		{"as rules see it", nil, `{
  "at": 0,
  "count": 0,
  "name": "a",
  "uses": {
    "b": [
      0
    ],
    "z": []
  }
}
`},
		{"with places", facts.Schema(model, nil), `{
  "at": ` + outdent(place) + `,
  "count": 0,
  "name": "a",
  "uses": {
    "b": [
      ` + place + `
    ],
    "z": []
  }
}
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			if err := doc.WriteJSON(&out, c.schema); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func outdent(s string) string {
	return string(bytes.ReplaceAll([]byte(s), []byte("\n    "), []byte("\n")))
}

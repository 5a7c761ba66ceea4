package openapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// writer writes nodes as JSON, so that one document can be read in several forms.
type writer struct {
	bytes.Buffer
	// order changes the order of keys.
	order  func([]field) []field
	seen   map[*node]bool
	shared bool
}

func (w *writer) value(t testing.TB, n *node) {
	switch n.kind {
	case object:
		w.shared = w.shared || w.seen[n]
		w.seen[n] = true
		w.WriteByte('{')
		for i, f := range w.order(n.fields()) {
			if i > 0 {
				w.WriteByte(',')
			}
			w.text(t, f.name)
			w.WriteByte(':')
			w.value(t, f.value)
		}
		w.WriteByte('}')
	case array:
		w.shared = w.shared || w.seen[n]
		w.seen[n] = true
		w.WriteByte('[')
		for i, item := range n.items() {
			if i > 0 {
				w.WriteByte(',')
			}
			w.value(t, item)
		}
		w.WriteByte(']')
	case text:
		w.text(t, n.value)
	case number:
		if v := numeral(n.value); json.Valid([]byte(v)) {
			w.WriteString(v)
		} else {
			w.WriteString("1")
		}
	case boolean:
		w.WriteString(n.value)
	default:
		w.WriteString("null")
	}
}

func (w *writer) text(t testing.TB, s string) {
	raw, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	w.Write(raw)
}

// canonical returns the facts without what may differ between two forms of one document: places are named by pointer, and
// rows are sorted.
func canonical(t testing.TB, m *Facts, doc *facts.Doc) []string {
	t.Helper()
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var tables map[string]any
	if err := json.Unmarshal(raw, &tables); err != nil {
		t.Fatal(err)
	}
	delete(tables["document"].(map[string]any), "format")
	var name func(v any, key string) any
	place := func(v any) any { return doc.Nodes()[int(v.(float64))].Pointer }
	name = func(v any, key string) any {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				v[k] = name(x, k)
			}
		case []any:
			for i := range v {
				v[i] = name(v[i], key)
			}
		case float64:
			if key == "at" || strings.HasSuffix(key, "_at") {
				return place(v)
			}
		}
		return v
	}
	var rows []string
	for table, content := range tables {
		if table == "names" {
			for group, names := range content.(map[string]any) {
				entries, _ := names.(map[string]any)
				for n, ids := range entries {
					list := ids.([]any)
					for i := range list {
						list[i] = place(list[i])
					}
					rows = append(rows, fmt.Sprint("names ", group, " ", n, " ", list))
				}
			}
			continue
		}
		list, ok := content.([]any)
		if !ok {
			list = []any{content}
		}
		for _, row := range list {
			raw, err := json.Marshal(name(row, ""))
			if err != nil {
				t.Fatal(err)
			}
			rows = append(rows, table+" "+string(raw))
		}
	}
	sort.Strings(rows)
	return rows
}

// TestFactsDoNotDependOnForm reads every document of the corpus as it is, as pretty and as minified JSON, and with its
// keys in another order. The facts are the same.
func TestFactsDoNotDependOnForm(t *testing.T) {
	tr := corpus(t)
	inOrder := func(fs []field) []field { return fs }
	shuffled := func(fs []field) []field {
		fs = slices.Clone(fs)
		r := rand.New(rand.NewPCG(1, uint64(len(fs))))
		r.Shuffle(len(fs), func(i, j int) { fs[i], fs[j] = fs[j], fs[i] })
		return fs
	}
	for _, unit := range Find(tr, candidates(t, tr)).Units {
		t.Run(unit.Name, func(t *testing.T) {
			want, doc := model(tr, unit)
			factstest.WellFormed(t, doc)
			if len(doc.Files) > 1 || len(want.Problems) > 0 || len(unit.Files) > 1 {
				t.Skip("not a single sound file")
			}
			f, err := load(tr, unit.Name)
			if err != nil {
				t.Fatal(err)
			}
			if len(f.text) < 200_000 {
				factstest.EqualsJSON(t, want)
			} else if small() {
				t.Skip("large")
			}
			rows := canonical(t, want, doc)
			for form, order := range map[string]func([]field) []field{"minified": inOrder, "pretty": inOrder, "shuffled": shuffled} {
				w := writer{order: order, seen: make(map[*node]bool)}
				w.value(t, f.root)
				if w.shared {
					t.Skip("has YAML aliases")
				}
				data := w.Bytes()
				if form == "pretty" {
					var b bytes.Buffer
					if err := json.Indent(&b, data, "", "  "); err != nil {
						t.Fatal(err)
					}
					data = b.Bytes()
				}
				got, gotDoc := model(tree(map[string]string{unit.Name: string(data)}), source.Unit{Name: unit.Name, Files: []string{unit.Name}})
				factstest.WellFormed(t, gotDoc)
				if diff := cmp.Diff(rows, canonical(t, got, gotDoc)); diff != "" {
					t.Errorf("%s: (-as it is +%s)\n%.3000s", form, form, diff)
				}
			}
		})
	}
}

// TestSplitEqualsBundled reads one document in one file and in four.
func TestSplitEqualsBundled(t *testing.T) {
	head := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
	bundled := head + `paths:
  /a/{id}:
    get:
      operationId: getA
      parameters: [{$ref: '#/components/parameters/ID'}]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}
components:
  parameters: {ID: {name: id, in: path, required: true, schema: {type: string}}}
  schemas:
    A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}, old_name: {type: array}}}
    B: {type: string}
    C: {type: string}
`
	split := map[string]string{
		"openapi.yaml": head + "paths: {'/a/{id}': {$ref: paths/a.yaml}}\ncomponents: {parameters: {ID: {$ref: parameters.yaml#/ID}}, schemas: {$ref: schemas.yaml}}\n",
		"paths/a.yaml": `get:
  operationId: getA
  parameters: [{$ref: '../parameters.yaml#/ID'}]
  responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '../schemas.yaml#/A'}}}}}
`,
		"parameters.yaml": "ID: {name: id, in: path, required: true, schema: {type: string}}\n",
		"schemas.yaml": `A: {type: object, properties: {b: {$ref: '#/B'}, old_name: {type: array}}}
B: {type: string}
C: {type: string}
`,
	}
	rows := func(files map[string]string) []string {
		m, doc := readFacts(t, files)
		m.Refs, m.Names = nil, Names{} // the references themselves differ
		return canonical(t, m, doc)
	}
	if diff := cmp.Diff(rows(map[string]string{"openapi.yaml": bundled}), rows(split)); diff != "" {
		t.Errorf("(-bundled +split)\n%s", diff)
	}
}

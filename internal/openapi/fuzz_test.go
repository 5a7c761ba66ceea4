package openapi

import (
	"bytes"
	"encoding/json"
	"strconv"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// FuzzRead reads anything as a document, under a YAML and a JSON name: no panic, and places that exist.
func FuzzRead(f *testing.F) {
	f.Add([]byte(orders))
	for _, seed := range []string{
		"", "openapi: 3.0.3", `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/{a}":{"$ref":"#/paths/~1{a}"}}}`,
		"openapi: 3.0.3\npaths: &a\n  /a: *a\n", "openapi: 3.1.0\ncomponents: {schemas: {A: {$id: x, $ref: 'x#/A', $anchor: b}}}\n",
		"openapi: 3.0.3\npaths: {/a: {get: {<<: {responses: {}}, callbacks: {x: {y: {$ref: '#'}}}}}}\n", "{openapi: 3.0.0, paths: !!str [x, &a 'b', |\n c\n]}",
		"openapi: 3.1.0\n? [a]\n: b\n? |\n  x\n: 'y\n  z'\n", "openapi: 3.1.0\ncomponents: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}], discriminator: {propertyName: x, mapping: {a: A, b: '#/x'}}}}}",
		"openapi: 3.0.3\nservers: [{url: '{', variables: {a: {default: [1]}}}]\npaths: {/a{b: {}, '/{}/': {}, /getX: {}}\n",
		"openapi: 3.0.3\ninfo: {$ref: 'other.yaml#/x'}\npaths: {$ref: openapi.yaml}\n",
		pets20, pets30,
		"swagger: '2.0'\npaths: {/a: &a {parameters: [{$ref: '#/parameters/B'}, {in: body}, {in: formData, name: f}], post: {parameters: [{$ref: '#/paths/~1a/parameters/1'}], schemes: [http], consumes: [x], responses: {200: {examples: {a/b: 1}}}}}, /b: *a}\nparameters: {B: {in: body, name: b, schema: {discriminator: x, type: [a, 'null']}}}\nhost: h\n",
		"swagger: 2.0\ndefinitions: {$ref: 'other.yaml#/x'}\nsecurityDefinitions: {a: {type: oauth2, flow: implicit}}\nresponses: {r: {schema: {type: file}, headers: {h: {type: array, items: {collectionFormat: csv}}}}}\n",
		`{"swagger":"2.0","paths":{"/a":{"get":{"parameters":[{"in":"formData","name":"a","type":"file"},{"in":"query","name":"q","collectionFormat":"multi","type":"array"},{"in":"body"}]}}}}`,
		"openapi: 3.2.0\n$self: x\ntags: [{name: a, parent: b}, {name: b, parent: a}]\npaths: {/a: {query: {}, additionalOperations: {GET: {}, X: {$ref: '#/paths/~1a/query'}}, parameters: [{in: querystring, name: q}]}}\n",
		"openapi: 3.2.0\ncomponents: {mediaTypes: {m: {encoding: {a: {}}, itemEncoding: {}, schema: {$dynamicRef: '#a', discriminator: {defaultMapping: '#/x', mapping: {a: [1]}}}}}, links: {l: {operationRef: '#/'}}}\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"openapi.yaml", "openapi.json"} {
			tr := tree(map[string]string{name: string(data), "other.yaml": "x: {title: t, version: '1'}\n"})
			Find(tr, []source.File{{Path: name, Size: int64(len(data))}})
			m, doc := model(tr, source.Unit{Name: name, Files: []string{name}})
			factstest.WellFormed(t, doc)
			if len(data) < 2000 {
				factstest.EqualsJSON(t, m)
			}
		}
	})
}

// FuzzJSON compares the reader of JSON with encoding/json: the same texts are JSON, and mean the same.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00\n",true,false,null,{"b":{}}]}`, `[`, `{"a":1,"a":2}`, ` {"a" : "b" } `, `"\ud800"`, `{"a":1}x`, `01`, `nul`, `[1,]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if text, err := source.Text([]byte(s)); err != nil || string(text) != s {
			t.Skip()
		}
		g := &file{path: "f.json", text: s, lines: facts.NewLines([]byte(s)), json: true}
		readJSON(g)
		var want any
		dec := json.NewDecoder(bytes.NewReader([]byte(s)))
		dec.UseNumber()
		if !json.Valid([]byte(s)) {
			if g.root != nil && len(g.problems) == 0 {
				t.Fatalf("%q is not JSON", s)
			}
			return
		}
		if err := dec.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if g.root == nil {
			t.Fatalf("%q is JSON: %v", s, g.problems)
		}
		if len(g.problems) == 0 && len(g.dups) == 0 {
			same(t, g.root, want)
		}
		if len(g.problems) == 0 {
			inside(t, g, g.root)
		}
	})
}

func same(t *testing.T, n *node, want any) {
	t.Helper()
	switch want := want.(type) {
	case nil:
		if n.kind != null {
			t.Fatalf("got %v, want null", n.kind)
		}
	case bool:
		if n.kind != boolean || n.value != strconv.FormatBool(want) {
			t.Fatalf("got %v %q, want %v", n.kind, n.value, want)
		}
	case json.Number:
		if n.kind != number || n.value != want.String() {
			t.Fatalf("got %v %q, want %v", n.kind, n.value, want)
		}
	case string:
		if n.kind != text || n.value != want {
			t.Fatalf("got %v %q, want %q", n.kind, n.value, want)
		}
	case []any:
		if n.kind != array || len(n.items()) != len(want) {
			t.Fatalf("got %v of %d, want a list of %d", n.kind, len(n.items()), len(want))
		}
		for i, item := range n.items() {
			same(t, item, want[i])
		}
	case map[string]any:
		if n.kind != object || len(n.fields()) != len(want) {
			t.Fatalf("got %v of %d, want an object of %d", n.kind, len(n.fields()), len(want))
		}
		for _, f := range n.fields() {
			same(t, f.value, want[f.name])
		}
	}
}

// inside checks that a value's text is where its mark says.
func inside(t *testing.T, f *file, n *node) {
	t.Helper()
	for _, item := range n.items() {
		inside(t, f, item)
	}
	for _, fd := range n.fields() {
		if s := f.text[fd.mark.a:fd.mark.b]; s[0] != '"' || s[len(s)-1] != '"' {
			t.Fatalf("the key %q is marked as %q", fd.name, s)
		}
		inside(t, f, fd.value)
	}
	if s := f.text[n.mark.a:n.mark.b]; n.body == nil && !json.Valid([]byte(s)) {
		t.Fatalf("a value is marked as %q", s)
	}
}

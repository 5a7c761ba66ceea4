package openapi

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strconv"
	"testing"
	"time"

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
			t.Skip("not a text that is read as it is")
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

// FuzzExamples checks any value against any schema, in each version: no panic, and what is found has a place.
func FuzzExamples(f *testing.F) {
	for _, seed := range [][2]string{
		{`{"type":"object","required":["a"],"properties":{"a":{"$ref":"#/components/schemas/A"}}}`, `{"a":{"a":1}}`},
		{`{"oneOf":[{"$ref":"#/components/schemas/A"},{"type":"array","items":{"$ref":"#/components/schemas/A"}}],"discriminator":{"propertyName":"k","mapping":{"x":"A"}}}`, `[[{"k":"x"}],1]`},
		{`{"$id":"x","$dynamicAnchor":"n","$dynamicRef":"#n","anyOf":[{"$ref":"x"},{"not":{"$dynamicRef":"#n"}}]}`, `{"k":null}`},
		{`{"type":["number","null"],"multipleOf":1e-300,"maximum":1e999,"enum":[0.1e1,1]}`, `1e400`},
		{`{"type":"string","format":"date-time","pattern":"^(a+)+$","maxLength":3}`, `"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"`},
		{`{"allOf":[{"$ref":"#/components/schemas/A"},{"unevaluatedProperties":false,"patternProperties":{"[":{}},"dependentRequired":{"a":[1]}}],"if":true,"then":false}`, `{"a":[],"b":{}}`},
		{`{"prefixItems":[{"type":"integer"}],"contains":{"const":1},"minContains":2,"uniqueItems":true,"items":false}`, `[1.0,1,[1],[1]]`},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, schema, value string) {
		if !json.Valid([]byte(schema)) || !json.Valid([]byte(value)) {
			t.Skip("not JSON")
		}
		for _, head := range []string{`"openapi":"3.0.3"`, `"openapi":"3.2.0"`} {
			doc := `{` + head + `,"paths":{"/a":{"post":{"requestBody":{"content":{"a/json":{"schema":{"$ref":"#/components/schemas/A"},"example":` + value + `}}}}}},"components":{"schemas":{"A":` + schema +
				`,"B":{"allOf":[{"$ref":"#/components/schemas/A"}],"example":` + value + `,"default":` + value + `}}}}`
			_, facts := model(tree(map[string]string{"openapi.json": doc}), source.Unit{Name: "openapi.json", Files: []string{"openapi.json"}})
			factstest.WellFormed(t, facts)
		}
		doc := `{"swagger":"2.0","paths":{},"definitions":{"A":` + schema + `,"B":{"allOf":[{"$ref":"#/definitions/A"}],"example":` + value + `,"default":` + value + `}}}`
		_, facts := model(tree(map[string]string{"openapi.json": doc}), source.Unit{Name: "openapi.json", Files: []string{"openapi.json"}})
		factstest.WellFormed(t, facts)
	})
}

// FuzzPatterns reads anything as a pattern, and searches for it: no panic, and no search that takes long.
func FuzzPatterns(f *testing.F) {
	for _, seed := range []string{`^(a+)+$`, `(?=a)(a*)*b`, `(?<n>a)\k<n>`, `[a-\d]`, `[z-a]`, `\u{1F600}\p{L}`, `a{2,1}`, `(?i)a`, `/^a$/g`, `(?P<n>a)`, `x{99999999999}`, `\`, `(`, `[`, `(?<=a)b`, `[\u00zz-`, "\xff\\\xff"} {
		f.Add(seed, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")
	}
	f.Fuzz(func(t *testing.T, expr, s string) {
		problem, hint := patternProblem(expr)
		if (problem == "") != (hint == "") {
			t.Errorf("%q: problem %q, hint %q", expr, problem, hint)
		}
		if len(expr) > 300 {
			return // compiling takes the time
		}
		var p patterns
		start := time.Now()
		p.match(expr, s)
		p.match(expr, s+s)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q took %v", expr, took)
		}
	})
}

// FuzzResolve resolves any reference from a document: no panic, and nothing outside of the tree is looked for.
func FuzzResolve(f *testing.F) {
	for _, seed := range []string{"#/components/schemas/A", "#a", "x#n", "other.yaml#/x/0", "../openapi.json", "%2e%2e/a", "..\\a", "/etc/passwd", "http://a/b#/c", "file:///a", "#/a~2b", "#/%zz", "", "//a", "?q", "A", "other.yaml/", "a\x00b"} {
		f.Add(seed, "https://example.com/x")
	}
	f.Fuzz(func(t *testing.T, ref, id string) {
		quoted := func(s string) string {
			data, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
		ref, id = quoted(ref), quoted(id)
		schema := `{"$ref":` + ref + `,"$id":` + id + `,"$anchor":"a","$dynamicAnchor":"n","$dynamicRef":` + ref + `,"discriminator":{"propertyName":"k","mapping":{"m":` + ref + `}},"oneOf":[{"$ref":` + ref + `}],"example":{"k":"m"}}`
		for _, doc := range []string{
			`{"openapi":"3.2.0","$self":` + id + `,"paths":{"/a":{"$ref":` + ref + `}},"components":{"schemas":{"A":` + schema + `},"links":{"l":{"operationRef":` + ref + `}}}}`,
			`{"swagger":"2.0","paths":{"/a":{"$ref":` + ref + `}},"parameters":{"P":{"$ref":` + ref + `}},"definitions":{"A":` + schema + `}}`,
		} {
			files := map[string]string{"openapi.json": doc, "other.yaml": "x: [{type: string}]\n"}
			_, d := model(tree(files), source.Unit{Name: "openapi.json", Files: []string{"openapi.json"}})
			factstest.WellFormed(t, d)
			for _, name := range d.Files {
				if !fs.ValidPath(name) {
					t.Errorf("%s was looked for", name)
				}
			}
		}
	})
}

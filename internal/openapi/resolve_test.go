package openapi

import (
	"strings"
	"testing"
)

// Each case is a document and files beside it, and what its one broken reference is said to be, or "" when all is well.
func TestReferences(t *testing.T) {
	head31 := "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n"
	for name, tt := range map[string]struct {
		schemas string
		files   map[string]string
		problem string
		hint    string
	}{
		"local":                  {"    A: {$ref: '#/components/schemas/B'}\n    B: {}", nil, "", ""},
		"escapes":                {"    A: {$ref: '#/components/schemas/B/properties/a~1b~0c%20d'}\n    B: {properties: {'a/b~c d': {}}}", nil, "", ""},
		"element of a list":      {"    A: {$ref: '#/components/schemas/B/allOf/0'}\n    B: {allOf: [{}]}", nil, "", ""},
		"beyond a list":          {"    A: {$ref: '#/components/schemas/B/allOf/1'}\n    B: {allOf: [{}]}", nil, "leads nowhere", "correct it"},
		"whole document":         {"    A: {not: {$ref: '#'}}", nil, "", ""},
		"file":                   {"    A: {$ref: b.yaml}", map[string]string{"b.yaml": "type: string"}, "", ""},
		"file in a folder":       {"    A: {$ref: './s/b.json#/B'}", map[string]string{"s/b.json": `{"B": {"$ref": "../c.yaml#/C"}}`, "c.yaml": "C: {$ref: 'openapi.yaml#/components/schemas/D'}"}, "there is no \"D\"", "correct it"},
		"encoded file":           {"    A: {$ref: 'a%20b.yaml'}", map[string]string{"a b.yaml": "type: string"}, "", ""},
		"braces in file":         {"    A: {$ref: 'a_{id}.yaml'}", map[string]string{"a_{id}.yaml": "type: string"}, "", ""},
		"back into the root":     {"    A: {$ref: b.yaml}\n    C: {}", map[string]string{"b.yaml": "properties: {c: {$ref: 'openapi.yaml#/components/schemas/C'}, a: {$ref: 'openapi.yaml#/components/schemas/A'}}"}, "", ""},
		"through a reference":    {"    A: {$ref: '#/components/schemas/B/properties/c'}\n    B: {$ref: b.yaml}", map[string]string{"b.yaml": "properties: {c: {}}"}, "", ""},
		"recursion":              {"    A: {properties: {a: {$ref: '#/components/schemas/A'}}}", nil, "", ""},
		"loop of one":            {"    A: {$ref: '#/components/schemas/A'}", nil, "leads back to itself", ""},
		"loop of two":            {"    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}", nil, "leads back to itself", ""},
		"into a loop":            {"    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/B'}", nil, "leads back to itself", ""},
		"misspelt":               {"    A: {$ref: '#/components/schemas/Adress'}\n    Address: {}", nil, `there is no "Adress" in components/schemas`, `did you mean "#/components/schemas/Address"?`},
		"missing file":           {"    A: {$ref: 'adress.yaml#/x'}", map[string]string{"address.yaml": "x: {}"}, `there is no file "adress.yaml"`, `did you mean "address.yaml"?`},
		"out of the repository":  {"    A: {$ref: '../b.yaml'}", nil, "leads out of the repository", ""},
		"absolute path":          {"    A: {$ref: '/etc/hostname'}", nil, "leads out of the repository", ""},
		"network":                {"    A: {$ref: 'https://example.com/a.json'}", nil, "leads to the network", ""},
		"other scheme":           {"    A: {$ref: 'urn:example:a'}", nil, "nothing in the repository has as its $id", ""},
		"id":                     {"    A: {$ref: 'https://example.com/b'}\n    B: {$id: 'https://example.com/b'}", nil, "", ""},
		"relative id":            {"    A: {$id: 'https://example.com/a', properties: {b: {$ref: b}}}\n    B: {$id: 'https://example.com/b'}", nil, "", ""},
		"within an id":           {"    A: {$id: 'https://example.com/a', $defs: {x: {}}, properties: {b: {$ref: '#/$defs/x'}}}", nil, "", ""},
		"anchor":                 {"    A: {$ref: '#here'}\n    B: {$anchor: here}", nil, "", ""},
		"dynamic anchor":         {"    A: {$ref: '#here'}\n    B: {$dynamicAnchor: here}", nil, "", ""},
		"anchor of an id":        {"    A: {$ref: 'https://example.com/b#here'}\n    B: {$id: 'https://example.com/b', not: {$anchor: here}}", nil, "", ""},
		"no such anchor":         {"    A: {$ref: '#there'}\n    B: {$anchor: here}", nil, "no schema has the $anchor", ""},
		"broken file":            {"    A: {$ref: b.yaml}", map[string]string{"b.yaml": "a: [\n"}, "", ""},
		"reference of a section": {"    $ref: all.yaml", map[string]string{"all.yaml": "A: {$ref: '#/B'}\nB: {type: string}"}, "", ""},
		"text from a file":       {"    A: {description: {$ref: a.md}}", map[string]string{"a.md": "# [Not YAML"}, "", ""},
		"text from nowhere":      {"    A: {description: {$ref: a.md}}", nil, `there is no file "a.md"`, ""},
		"dynamic":                {"    A: {not: {$dynamicRef: '#here'}}\n    B: {$dynamicAnchor: here}", nil, "", ""},
		"dynamic to nowhere":     {"    A: {not: {$dynamicRef: '#there'}}\n    B: {$dynamicAnchor: here}", nil, "no schema has the $anchor", ""},
		"mapping to a file":      {"    A: {discriminator: {propertyName: k, mapping: {b: b.yaml, c: './b.yaml#/c'}}}", map[string]string{"b.yaml": "c: {type: string}"}, "", ""},
		"mapping to no file":     {"    A: {discriminator: {propertyName: k, mapping: {b: c.yaml}}}", map[string]string{"b.yaml": "c: {type: string}"}, `names no schema`, ""},
		"mapping from a file":    {"    A: {$ref: b.yaml}\n    N: {}\n    V1.N: {}", map[string]string{"b.yaml": "discriminator: {propertyName: k, mapping: {n: N, v: V1.N, here: '#/c', there: 'openapi.yaml#/components/schemas/N'}}\nc: {}"}, "", ""},
		"mutual across files":    {"    A: {$ref: b.yaml#/B}", map[string]string{"b.yaml": "B: {properties: {c: {$ref: c.yaml#/C}}}", "c.yaml": "C: {properties: {b: {$ref: b.yaml#/B}, c: {$ref: '#/C'}}}"}, "", ""},
		"anchor in a file":       {"    A: {$ref: 'b.yaml#here'}", map[string]string{"b.yaml": "x: {$anchor: here}"}, "", ""},
		"id of a file":           {"    A: {$ref: b.yaml}\n    C: {$ref: 'https://example.com/b'}", map[string]string{"b.yaml": "$id: https://example.com/b"}, "", ""},
		"boolean schema":         {"    A: {$ref: '#/components/schemas/B'}\n    B: true", nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"openapi.yaml": head31 + tt.schemas + "\n"}
			for name, text := range tt.files {
				files[name] = text
			}
			m, _ := readFacts(t, files)
			if tt.problem == "" {
				if len(m.Violations) > 0 {
					t.Fatalf("violations: %v", m.Violations)
				}
				return
			}
			if len(m.Violations) != 1 {
				t.Fatalf("%d violations: %v", len(m.Violations), m.Violations)
			}
			if v := m.Violations[0]; !strings.Contains(v.Problem, tt.problem) || !strings.Contains(v.Hint, tt.hint) {
				t.Errorf("got %q (%q)", v.Problem, v.Hint)
			}
		})
	}
}

func TestPathItemsFromFiles(t *testing.T) {
	m, doc := readFacts(t, map[string]string{
		"openapi.yaml":   "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  '/a/{id}': {$ref: 'paths/a.yaml#/item'}\n  /b: {$ref: '#/components/pathItems/B'}\ncomponents: {pathItems: {B: {$ref: paths/b.json}}}\n",
		"paths/a.yaml":   "item:\n  parameters: [{$ref: ../shared.yaml#/ID}]\n  get: {operationId: a, responses: {'200': {$ref: '../shared.yaml#/OK'}}}\n",
		"paths/b.json":   `{"get": {"operationId": "b", "responses": {"200": {"$ref": "../shared.yaml#/OK"}}}}`,
		"shared.yaml":    "ID: {name: id, in: path, required: true, schema: {type: string}}\nOK: {description: ok, content: {application/json: {schema: {$ref: 'openapi.yaml#/components/schemas/Lost'}}}}\n",
		"unrelated.yaml": "get: {sumary: x}\n",
	})
	if len(m.Violations) != 1 || m.Violations[0].Kind != "broken-reference" {
		t.Fatalf("violations %v", m.Violations)
	}
	if n := doc.Nodes()[m.Violations[0].At]; n.File != "shared.yaml" || n.Range.Start.Line != 2 {
		t.Errorf("at %s:%d", n.File, n.Range.Start.Line)
	}
	var got []string
	for _, op := range m.Operations {
		n := doc.Nodes()[op.At]
		got = append(got, op.Label+" "+n.File+n.Pointer+" "+strings.Join(op.Parameters["path"], ","))
	}
	if s := strings.Join(got, "; "); s != "GET /a/{id} paths/a.yaml/paths/~1a~1{id}/get id; GET /b paths/b.json/components/pathItems/B/get " {
		t.Errorf("operations %s", s)
	}
	if len(m.Responses) != 1 {
		t.Errorf("%d responses: the shared one counts once", len(m.Responses))
	}
}

func TestSelf(t *testing.T) {
	m, _ := readFacts(t, map[string]string{
		"openapi.yaml": "openapi: 3.2.0\n$self: https://example.com/api/openapi.yaml\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n" +
			"    A: {properties: {a: {$ref: 'https://example.com/api/openapi.yaml#/components/schemas/B'}, b: {$ref: openapi.yaml#/components/schemas/B}, c: {$ref: other.yaml#/components/schemas/C}}}\n    B: {}\n",
		"other.yaml": "openapi: 3.2.0\n$self: https://example.com/api/third.yaml\ninfo: {title: t, version: '1'}\ncomponents: {schemas: {C: {not: {$ref: 'third.yaml#/components/schemas/D'}}, D: {not: {$ref: ../api/openapi.yaml#/components/schemas/B}}}}\n",
	})
	if len(m.Violations) > 0 {
		t.Errorf("violations %v", m.Violations)
	}
}

func TestSwaggerInFiles(t *testing.T) {
	files := map[string]string{
		"openapi.yaml": "swagger: '2.0'\ninfo: {title: t, version: '1'}\nconsumes: [text/csv]\npaths:\n  /a: {$ref: paths/a.yaml}\n",
		"paths/a.yaml": "parameters: [{$ref: '../shared.yaml#/parameters/Q'}]\npost:\n  parameters: [{$ref: '../shared.yaml#/parameters/Body'}, {$ref: '../shared.yaml#/parameters/Trace'}]\n" +
			"  responses: {200: {$ref: '../shared.yaml#/responses/OK'}, 404: {description: no, schema: {$ref: '../shared.yaml#/definitions/A'}}}\n",
		"shared.yaml": "parameters:\n  Q: {name: q, in: query, type: array, items: {type: string}}\n  Body: {name: b, in: body, schema: {$ref: '#/definitions/A'}}\n  Trace: {name: X-Trace, in: header, type: string}\n" +
			"responses: {OK: {description: ok, schema: {$ref: '#/definitions/A'}}}\ndefinitions: {A: {discriminator: k, required: [k], properties: {k: {type: string}, next: {$ref: 'shared.yaml#/definitions/A'}, other: {oneOf: []}}}}\n",
	}
	m, doc := readFacts(t, files)
	if len(m.Violations) != 1 || m.Violations[0].Problem != `"oneOf" is not a field of a schema in Swagger 2.0; it came with OpenAPI 3.0` {
		t.Fatalf("violations %v", m.Violations)
	}
	if n := doc.Nodes()[m.Violations[0].At]; n.File != "shared.yaml" || n.Pointer != "/definitions/A/properties/other/oneOf" {
		t.Errorf("at %s %s", n.File, n.Pointer)
	}
	op := m.Operations[0]
	if s := short(t, op.Parameters); s != `{"header":["X-Trace"],"query":["q"]}` {
		t.Errorf("parameters %s", s)
	}
	if op.RequestBody == nil || strings.Join(op.RequestBody.MediaTypes, ",") != "text/csv" {
		t.Errorf("body %v", op.RequestBody)
	}
	if n := doc.Nodes()[op.RequestBody.At]; n.File != "paths/a.yaml" || n.Pointer != "/paths/~1a/post/parameters/0" {
		t.Errorf("body at %s %s", n.File, n.Pointer)
	}
	if len(m.Properties) != 3 || len(m.Responses) != 2 {
		t.Errorf("%d properties, %d responses", len(m.Properties), len(m.Responses))
	}
}

func TestABrokenFileIsOneProblem(t *testing.T) {
	m, doc := readFacts(t, map[string]string{
		"openapi.yaml": "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {$ref: 'b.yaml#/a'}\n  /b: {$ref: 'b.yaml#/b'}\n",
		"b.yaml":       "a: {get: {}}\nb: [\n",
	})
	if len(m.Violations) != 0 || len(m.Problems) != 1 {
		t.Fatalf("violations %v, problems %v", m.Violations, m.Problems)
	}
	if n := doc.Nodes()[m.Problems[0].At]; n.File != "b.yaml" {
		t.Errorf("the problem is in %s", n.File)
	}
}

func TestNearest(t *testing.T) {
	for _, tt := range []struct{ name, want string }{
		{"summry", "summary"}, {"Summary", "summary"}, {"tag", "tags"}, {"sumamry", "summary"}, {"foo", ""}, {"", ""}, {"x", ""},
	} {
		if got := nearest(tt.name, []string{"summary", "description", "tags"}); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

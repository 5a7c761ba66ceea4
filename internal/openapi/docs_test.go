package openapi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestHasExample reads the property "p" of schema A for what else it is made of.
func TestHasExample(t *testing.T) {
	tests := []struct {
		name, p, others string
		want            bool
	}{
		{"a string", `{type: string}`, "", false},
		{"an example", `{type: string, example: x}`, "", true},
		{"an example that is null", `{type: string, example: null}`, "", true},
		{"examples", `{type: string, examples: [x]}`, "", true},
		{"no examples", `{type: string, examples: []}`, "", false},
		{"a default", `{type: string, default: x}`, "", true},
		{"an enum", `{enum: [x]}`, "", true},
		{"a const", `{const: x}`, "", true},
		{"a boolean", `{type: boolean}`, "", true},
		{"an exact format", `{type: string, format: date}`, "", true},
		{"another format", `{type: string, format: iban}`, "", false},
		{"anything", `{}`, "", false},
		{"a boolean schema", `true`, "", true},
		{"an object", `{type: object}`, "", false},
		{"all properties", `{properties: {a: {const: 1}, b: {type: boolean}}}`, "", true},
		{"not all properties", `{properties: {a: {const: 1}, b: {type: string}}}`, "", false},
		{"an array", `{type: array, items: {enum: [x]}}`, "", true},
		{"an array of anything", `{type: array}`, "", false},
		{"a map", `{additionalProperties: {type: boolean}}`, "", true},
		{"a reference", `{$ref: '#/components/schemas/B'}`, `B: {type: string, example: x}`, true},
		{"an example beside a reference", `{$ref: '#/components/schemas/B', example: x}`, `B: {type: string}`, true},
		{"a broken reference", `{$ref: '#/components/schemas/C'}`, "", true},
		{"an extension that requires", `{allOf: [{$ref: '#/components/schemas/B'}, {required: [x]}, {type: object}]}`, `B: {example: {}}`, true},
		{"alternatives", `{oneOf: [{const: 1}, {type: string}]}`, "", false},
		{"nullable", `{anyOf: [{const: 1}, {type: 'null'}]}`, "", true},
		{"a tree", `{$ref: '#/components/schemas/B'}`, `B: {properties: {v: {const: 1}, next: {$ref: '#/components/schemas/B'}}}`, true},
		{"a bare tree", `{$ref: '#/components/schemas/B'}`, `B: {properties: {v: {type: string}, next: {$ref: '#/components/schemas/B'}}}`, false},
		{"a loop of which one is bare", `{$ref: '#/components/schemas/B'}`,
			`B: {properties: {c: {$ref: '#/components/schemas/C'}}}, C: {properties: {v: {type: string}, b: {$ref: '#/components/schemas/B'}}}`, false},
		{"a loop without values", `{$ref: '#/components/schemas/B'}`, `B: {allOf: [{$ref: '#/components/schemas/B'}]}`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := "A: {properties: {p: " + tt.p + "}}"
			for _, schemas := range []string{a + ", " + tt.others, strings.TrimPrefix(tt.others+", ", ", ") + a} {
				m, _ := readFacts(t, map[string]string{"openapi.yaml": "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas: {" + schemas + "}\n"})
				i := slices.IndexFunc(m.Properties, func(p Property) bool { return p.Name == "p" })
				if got := m.Properties[i].HasExample; got != tt.want {
					t.Errorf("%s: got %v, want %v", schemas, got, tt.want)
				}
			}
		})
	}
}

func TestHasDescription(t *testing.T) {
	tests := []struct {
		name, p string
		want    bool
	}{
		{"none", `{type: string}`, false},
		{"blank", `{description: ' '}`, false},
		{"its own", `{description: x}`, true},
		{"of a reference", `{$ref: '#/components/schemas/B'}`, true},
		{"beside a reference", `{$ref: '#/components/schemas/C', description: x}`, true},
		{"a broken reference", `{$ref: '#/components/schemas/D'}`, true},
		{"of a bare reference", `{$ref: '#/components/schemas/C'}`, false},
		{"of what it extends", `{allOf: [{$ref: '#/components/schemas/B'}, {required: [x]}]}`, true},
		{"of an alternative", `{anyOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}`, true},
		{"of items", `{items: {$ref: '#/components/schemas/B'}}`, true},
		{"of bare items", `{items: {$ref: '#/components/schemas/C'}}`, false},
		{"a boolean schema", `false`, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, _ := readFacts(t, map[string]string{"openapi.yaml": "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas: {A: {properties: {p: " + tt.p +
				"}}, B: {description: x}, C: {type: string}}\n"})
			if got := m.Properties[0].HasDescription; got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

const labelled = `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /b:
    post: &post
      requestBody: {content: {application/json: {}}}
      responses:
        '200': {$ref: '#/components/responses/OK'}
        '404': {description: x, headers: {E: {content: {text/plain: {}}}}, content: {text/plain: {}}}
  /a:
    parameters: [{name: i, in: path}, {$ref: '#/components/parameters/P'}]
    post: *post
    get:
      parameters: [{name: q, in: query}]
      responses: {default: {$ref: 'x.yaml#/r'}}
  /c:
    get: {responses: {'200': {$ref: 'x.yaml#/r'}}}
components:
  parameters: {P: {name: p, in: header}}
  responses: {OK: {description: x, headers: {H: {$ref: '#/components/headers/H'}}, content: {application/json: {}}}, Idle: {description: y}}
  headers: {H: {schema: {}}}
  requestBodies: {B: {content: {application/json: {}}}}
`

// TestDocLabels shows that what is used at several places is called by its name, or else by the first of its uses.
func TestDocLabels(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": labelled, "x.yaml": "r: {description: z, content: {application/json: {}}}\n"})
	var got []string
	for _, r := range m.Responses {
		got = append(got, r.Label)
	}
	for _, r := range m.RequestBodies {
		got = append(got, r.Label)
	}
	for _, r := range m.Headers {
		got = append(got, r.Label)
	}
	for _, r := range m.Parameters {
		got = append(got, r.Label)
	}
	for _, r := range m.MediaTypes {
		got = append(got, fmt.Sprintf("%s: %s", r.Label, r.Carries))
	}
	slices.Sort(got)
	want := []string{
		`header "E" of the 404 response of POST /a`, `header "E" of the 404 response of POST /a: `, `header "H"`, `header parameter "p"`, `path parameter "i" of /a`,
		`query parameter "q" of GET /a`, `request body "B"`, `request body "B": request`, `response "Idle"`, `response "OK"`, `response "OK": success`,
		`the 200 response of GET /c`, `the 200 response of GET /c: success`, `the 404 response of POST /a`, `the 404 response of POST /a: `,
		`the request body of POST /a`, `the request body of POST /a: request`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestDeprecations(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.1.0
info: {title: t, version: '1'}
paths:
  /a:
    get: {deprecated: true, summary: Replaced by /b, parameters: [{name: q, in: query, deprecated: true}], responses: {}}
components:
  schemas: {A: {deprecated: true, properties: {p: {deprecated: true, x-deprecation: {on: 2027}}}, allOf: [{deprecated: true}]}}
  headers: {H: {deprecated: true, description: The user's house.}}
`})
	var got []string
	for _, d := range m.Deprecations {
		got = append(got, fmt.Sprintf("%s %s %v", d.Kind, d.Of, d.IsExplained))
	}
	slices.Sort(got)
	want := []string{`header header "H" false`, `operation GET /a true`, `parameter query parameter "q" of GET /a false`, `property property "p" of "A" true`, `schema schema "A" false`}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

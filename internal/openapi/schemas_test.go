package openapi

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
)

// inComponents is a document with some schemas, one a line.
func inComponents(version, schemas string) map[string]string {
	return map[string]string{"openapi.yaml": "openapi: " + version + "\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    " +
		strings.ReplaceAll(strings.TrimSpace(schemas), "\n", "\n    ") + "\n"}
}

const labels = `openapi: 3.1.0
info: {title: Users, version: '1'}
paths:
  /users/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      parameters: [{$ref: '#/components/parameters/Fields'}]
      responses:
        '200':
          description: All.
          headers: {ETag: {schema: {type: string}}}
          content: {application/json: {schema: {type: array, items: {type: object, properties: {name: {type: string}}}}}}
        default: {$ref: '#/components/responses/Problem'}
    put:
      requestBody: {content: {application/json: {schema: {type: object, properties: {address: {type: object, properties: {city: {type: string}}}}}}}}
      responses: {'204': {description: Done.}}
      callbacks: {changed: {'{$url}': {post: {requestBody: {content: {application/json: {schema: {type: object}}}}, responses: {'204': {description: Noted.}}}}}}
  /teams: {$ref: teams.yaml}
components:
  parameters: {Fields: {name: fields, in: query, schema: {type: array, items: {type: string}}}}
  responses: {Problem: {description: Oops., content: {application/problem+json: {schema: {type: object}}}}}
  schemas:
    User:
      allOf:
        - type: object
          properties: {tags: {type: array, items: {type: string}}, labels: {type: object, additionalProperties: {type: string}}}
      oneOf: [{type: object}, {$ref: 'models.yaml#/Guest'}]
    Team: {$ref: team.yaml}
`

func TestLabels(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": labels,
		"teams.yaml":  "get: {responses: {'200': {description: All., content: {application/json: {schema: {type: object, properties: {size: {type: integer}}}}}}}}\n",
		"team.yaml":   "type: object\nproperties: {lead: {type: string}}\n",
		"models.yaml": "Guest: {type: object, properties: {until: {type: string}}}\n"})
	var got []string
	for _, s := range m.Schemas {
		got = append(got, s.Label+"|"+s.Within)
	}
	for _, p := range m.Properties {
		got = append(got, "- "+p.Label)
	}
	slices.Sort(got)
	want := strings.Split(`- Guest.until
- Team.lead
- User.labels
- User.tags
- address of the request body of PUT /users/{id}
- address.city of the request body of PUT /users/{id}
- name of an item of the 200 response of GET /users/{id}
- size of the 200 response of GET /teams
Guest.until|property
Guest|component
Team.lead|property
Team|component
User.labels.*|additional_properties
User.labels|property
User.tags[]|items
User.tags|property
User/oneOf/0|one_of
User|all_of
User|component
address of the request body of PUT /users/{id}|property
address.city of the request body of PUT /users/{id}|property
an item of the 200 response of GET /users/{id}|items
an item of the query parameter "fields"|items
name of an item of the 200 response of GET /users/{id}|property
size of the 200 response of GET /teams|property
the 200 response of GET /teams|media_type
the 200 response of GET /users/{id}|media_type
the header "ETag" of the 200 response of GET /users/{id}|header
the path parameter "id" of /users/{id}|parameter
the query parameter "fields"|parameter
the request body of POST {$url}|media_type
the request body of PUT /users/{id}|media_type
the response "Problem"|media_type`, "\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestDirections(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.1.0
info: {title: Orders, version: '1'}
paths:
  /orders:
    post:
      parameters: [{name: trace, in: header, schema: {$ref: '#/components/schemas/Trace'}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}, text/csv: {schema: {$ref: '#/components/schemas/Table'}}}}
      responses: {'200': {description: Done., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Receipt'}}}}}}
      callbacks: {paid: {'{$url}': {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}},
        responses: {'200': {description: Noted., content: {application/json: {schema: {$ref: '#/components/schemas/Answer'}}}}}}}}}
webhooks:
  shipped: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Event'}}}}, responses: {'204': {description: Noted.}}}}
components:
  schemas:
    Trace: {type: string}
    Order:
      type: object
      properties: {id: {type: object, readOnly: true, properties: {raw: {type: string}}}, secret: {type: string, writeOnly: true}, line: {$ref: '#/components/schemas/Line'}, pet: {$ref: '#/components/schemas/Pet'}}
    Line: {type: object, properties: {order: {$ref: '#/components/schemas/Order'}}}
    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Receipt: {type: object}
    Event: {type: object}
    Answer: {type: object}
    Table: {type: string}
    Unused: {type: object}
`})
	got := map[string]string{}
	direction := func(request, response bool) string {
		return map[bool]string{true: "in"}[request] + map[bool]string{true: "out"}[response]
	}
	for _, s := range m.Schemas {
		if s.Name != "" {
			got[s.Name] = direction(s.InRequest, s.InResponse)
		}
	}
	for _, p := range m.Properties {
		got[p.Label] = direction(p.InRequest, p.InResponse) + map[bool]string{true: " json"}[p.InJSON]
	}
	want := map[string]string{"Trace": "in", "Order": "in", "Line": "in", "Pet": "in", "Cat": "in", "Receipt": "out", "Event": "out", "Answer": "in", "Table": "in", "Unused": "",
		"Order.id": " json", "Order.id.raw": " json", "Order.secret": "in json", "Order.line": "in json", "Order.pet": "in json", "Line.order": "in json", "Pet.kind": "in json"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestSchemaColumns(t *testing.T) {
	m, _ := readFacts(t, inComponents("3.1.0", `
A: {type: string, maxLength: 3}
B: {type: string, pattern: '^[a-z]{1,8}$'}
C: {type: string, pattern: '^[a-z]+$'}
D: {type: string, pattern: '^[a-z]|[0-9]$'}
E: {type: string, format: uuid}
F: {type: [integer, 'null'], minimum: 1, exclusiveMaximum: 9}
G: {type: integer, minimum: 1}
H: {type: array, items: {$ref: '#/components/schemas/A'}}
I: {properties: {a: {}}, additionalProperties: false}
J: {enum: [1, 2.5, null]}
K: {allOf: [{$ref: '#/components/schemas/A'}]}
L: {type: object, additionalProperties: {}}
M: {type: object, unevaluatedProperties: false, additionalProperties: {type: string}}
N: {const: x}
O: {}
P: {maxLength: 3}
Q: {type: object, additionalProperties: true, unevaluatedProperties: false}
`))
	var got []string
	for _, s := range m.Schemas {
		if s.Name != "" {
			got = append(got, fmt.Sprintf("%s %q bounded=%v restricted=%v says=%v %q items=%q", s.Name, s.Type, s.IsBounded, s.IsRestricted, s.SaysType, s.Additional, s.ItemsType))
		}
	}
	want := strings.Split(`A "string" bounded=true restricted=false says=true "" items=""
B "string" bounded=true restricted=true says=true "" items=""
C "string" bounded=false restricted=true says=true "" items=""
D "string" bounded=false restricted=true says=true "" items=""
E "string" bounded=true restricted=true says=true "" items=""
F "integer" bounded=true restricted=false says=true "" items=""
G "integer" bounded=false restricted=false says=true "" items=""
H "array" bounded=false restricted=false says=true "" items="string"
I "object" bounded=true restricted=false says=true "closed" items=""
J "number" bounded=true restricted=true says=true "" items=""
K "string" bounded=true restricted=true says=true "" items=""
L "object" bounded=true restricted=false says=true "untyped" items=""
M "object" bounded=true restricted=false says=true "closed" items=""
N "string" bounded=true restricted=true says=true "" items=""
O "" bounded=true restricted=false says=true "" items=""
P "" bounded=true restricted=false says=false "" items=""
Q "object" bounded=true restricted=false says=true "closed" items=""`, "\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestContradictions(t *testing.T) {
	for name, tt := range map[string]struct{ version, schemas, want string }{
		"types":                     {"3.1.0", "A: {allOf: [{type: string}, {type: object}]}", "A type string object"},
		"whole numbers are numbers": {"3.1.0", "A: {allOf: [{type: number}, {type: integer}]}", ""},
		"null is left":              {"3.1.0", "A: {allOf: [{type: [string, 'null']}, {type: [object, 'null']}]}", ""},
		"nullable is not null":      {"3.0.3", "A: {allOf: [{type: string, nullable: true}, {type: object, nullable: true}]}", "A type string object"},
		"through references":        {"3.0.3", "A: {type: object, allOf: [{$ref: '#/components/schemas/B'}]}\nB: {$ref: '#/components/schemas/C'}\nC: {type: array, items: {}}", "A type object array"},
		"beside a reference 3.0":    {"3.0.3", "A: {type: object, properties: {b: {$ref: '#/components/schemas/B', type: integer}}}\nB: {type: string}", ""},
		"beside a reference 3.1":    {"3.1.0", "A: {$ref: '#/components/schemas/B', type: integer}\nB: {type: string}", "A type integer string"},
		"alternative":               {"3.1.0", "A: {type: string, anyOf: [{maxLength: 3}, {type: 'null'}]}", "A alternative string null"},
		"nullable alternative":      {"3.0.3", "A: {type: string, nullable: true, anyOf: [{enum: [a]}, {type: string, nullable: true}]}", ""},
		"property":                  {"3.1.0", "A: {allOf: [{properties: {x: {type: string}}}, {properties: {x: {type: integer}, y: {type: integer}}}]}", "A property x string integer"},
		"untyped property":          {"3.1.0", "A: {allOf: [{properties: {x: {}}}, {properties: {x: {type: integer}}}]}", ""},
		"range":                     {"3.1.0", "A: {minimum: 5, allOf: [{maximum: 3}]}", "A range minimum 5 maximum 3"},
		"enums":                     {"3.1.0", "A: {enum: [a, b], allOf: [{const: c}]}", "A enum a c"},
		"enums that meet":           {"3.1.0", "A: {enum: [a, b], allOf: [{enum: [b, c]}]}", ""},
		"recursion":                 {"3.1.0", "A: {type: object, allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m, _ := readFacts(t, inComponents(tt.version, tt.schemas))
			var got []string
			for _, c := range m.Contradictions {
				got = append(got, strings.Join(strings.Fields(fmt.Sprint(c.Schema, " ", c.Kind, " ", c.Property, " ", c.One, " ", c.Other)), " "))
			}
			if g := strings.Join(got, "; "); g != tt.want {
				t.Errorf("got %q, want %q", g, tt.want)
			}
		})
	}
}

// What the parts of a schema need is found whichever of them says it, and in any order.
func TestEndless(t *testing.T) {
	m, _ := readFacts(t, inComponents("3.1.0", `
Z: {type: object, required: [y], properties: {y: {$ref: '#/components/schemas/Y'}}}
Y: {type: object, required: [z, a], properties: {z: {$ref: '#/components/schemas/Z'}, a: {$ref: '#/components/schemas/A'}}}
A: {type: object, required: [a], properties: {a: {type: array, minItems: 1, items: {anyOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/Y'}]}}}}
User: {type: object, required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}
Fine: {type: object, required: [a], properties: {a: {type: [object, 'null'], required: [b], properties: {b: {$ref: '#/components/schemas/Fine'}}}}}
`))
	var got []string
	for _, e := range m.EndlessSchemas {
		got = append(got, e.Schema+": "+e.Chain)
	}
	if g, w := strings.Join(got, "; "), "A: A.a[]"; g != w {
		t.Errorf("got %q, want %q", g, w)
	}
}

func TestMatchesWhole(t *testing.T) {
	for pattern, want := range map[string]bool{"^a$": true, "a": false, "^a": false, "a$": false, "^a|b$": false, "^(a|b)$": true, "^a$|^b$": true, "": false, "^$": true,
		"(?<=x)y": true, `\Aa\z`: true, "(^a$)": true, ".*": false} {
		if got := matchesWhole(pattern); got != want {
			t.Errorf("%q: got %v, want %v", pattern, got, want)
		}
	}
}

// A document may be made to be expensive: parts that have parts, and lists of names that each ask for the next.
func TestSchemasHostile(t *testing.T) {
	const n = 3000
	var b strings.Builder
	b.WriteString("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n")
	required := make([]string, n)
	for i := range required {
		required[i] = fmt.Sprintf("p%d", i)
	}
	list := strings.Join(required, ", ")
	for i := range n {
		fmt.Fprintf(&b, "    S%d: {allOf: [{$ref: '#/components/schemas/S%d'}, {$ref: '#/components/schemas/S%d'}, {type: object}]}\n", i, (i+1)%n, (i*7)%n)
	}
	fmt.Fprintf(&b, "    Wide: {type: object, required: [%s], properties: {%s: {$ref: '#/components/schemas/Wide'}}}\n", list, strings.Join(required, ": {}, "))
	fmt.Fprintf(&b, "    Many: {oneOf: [%s]}\n", strings.TrimSuffix(strings.Repeat("{$ref: '#/components/schemas/Wide'}, ", n), ", "))
	b.WriteString("    Deep: " + strings.Repeat("{allOf: [", 200) + "{required: [x]}" + strings.Repeat("]}", 200) + "\n")
	m, _ := readFacts(t, map[string]string{"openapi.yaml": b.String()})
	if len(m.EndlessSchemas) != 1 || m.EndlessSchemas[0].Schema != "Wide" {
		t.Errorf("got %v", m.EndlessSchemas)
	}
}

// What is found in another file has the pointer that it has in the bundled document, and the place in its own file.
func TestSchemasElsewhere(t *testing.T) {
	m, doc := readFacts(t, map[string]string{"openapi.yaml": "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents: {schemas: {User: {$ref: 'models/user.yaml'}}}\n",
		"models/user.yaml": "type: object\nrequired: [nmae]\nproperties: {name: {enum: [a, a]}, age: {type: integer, maxLength: 3}}\n"})
	var got []string
	for _, id := range []facts.ID{m.UndefinedRequired[0].At, m.Enums[0].Repeated[0].At, m.IdleKeywords[0].At} {
		n, err := doc.Node(id)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(n.File, ":", n.Range.Start.Line, " ", n.Pointer))
	}
	want := []string{"models/user.yaml:2 /components/schemas/User/required/0", "models/user.yaml:3 /components/schemas/User/properties/name/enum/1",
		"models/user.yaml:3 /components/schemas/User/properties/age/maxLength"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

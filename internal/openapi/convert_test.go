package openapi

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts/factstest"
)

const pets20 = `swagger: "2.0"
info: {title: Pets, version: 1.0.0}
host: api.example.com
basePath: /v1
schemes: [http, https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  basic: {type: basic}
  oauth: {type: oauth2, flow: accessCode, authorizationUrl: https://a.example.com, tokenUrl: https://t.example.com, scopes: {read: Read}}
security: [{basic: []}]
parameters:
  Limit: {name: limit, in: query, type: integer, maximum: 100}
  Pet: {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
responses:
  NotFound: {description: No pet., schema: {$ref: '#/definitions/Error'}}
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, type: string}
    get:
      operationId: getPet
      x-owner: zoo
      parameters:
        - {name: tags, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - $ref: '#/parameters/Limit'
      responses:
        200:
          description: A pet.
          schema: {$ref: '#/definitions/Pet'}
          headers: {X-Rate: {type: integer}}
          examples: {application/json: {name: Rex}}
        404: {$ref: '#/responses/NotFound'}
    put:
      schemes: [https]
      parameters:
        - $ref: '#/parameters/Pet'
        - {name: trace, in: header, type: string}
      responses: {204: {description: ok}}
    post:
      consumes: [multipart/form-data]
      parameters:
        - {name: name, in: formData, type: string, required: true}
        - {name: q, in: query, type: string}
        - {name: file, in: formData, type: file}
      responses: {200: {description: ok, schema: {type: file}}}
definitions:
  Pet:
    type: object
    discriminator: kind
    required: [kind]
    properties: {kind: {type: string}, name: {type: string, x-nullable: true}}
  Error: {type: object, properties: {message: {type: string}}}
  Lost: {type: string}
`

const pets30 = `openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: 'http://api.example.com/v1'}, {url: 'https://api.example.com/v1'}]
security: [{basic: []}]
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    get:
      operationId: getPet
      x-owner: zoo
      parameters:
        - {name: tags, in: query, schema: {type: array, items: {type: string}}, style: form, explode: true}
        - $ref: '#/components/parameters/Limit'
      responses:
        200:
          description: A pet.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}, example: {name: Rex}}}
          headers: {X-Rate: {schema: {type: integer}}}
        404: {$ref: '#/components/responses/NotFound'}
    put:
      servers: [{url: 'https://api.example.com/v1'}]
      parameters:
        - {name: trace, in: header, schema: {type: string}}
      requestBody: {$ref: '#/components/requestBodies/Pet'}
      responses: {204: {description: ok}}
    post:
      parameters:
        - {name: q, in: query, schema: {type: string}}
      requestBody:
        required: true
        content:
          multipart/form-data:
            schema: {type: object, required: [name], properties: {name: {type: string}, file: {type: string, format: binary}}}
      responses: {200: {description: ok, content: {application/json: {schema: {type: string, format: binary}}}}}
components:
  securitySchemes:
    basic: {type: http, scheme: basic}
    oauth: {type: oauth2, flows: {authorizationCode: {authorizationUrl: https://a.example.com, tokenUrl: https://t.example.com, scopes: {read: Read}}}}
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer, maximum: 100}}
  requestBodies:
    Pet: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  responses:
    NotFound: {description: No pet., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
  schemas:
    Pet:
      type: object
      discriminator: {propertyName: kind}
      required: [kind]
      properties: {kind: {type: string}, name: {type: string, nullable: true}}
    Error: {type: object, properties: {message: {type: string}}}
    Lost: {type: string}
`

// TestVersionsHaveOneShape reads one API as Swagger 2.0 and as OpenAPI 3.0. Beside places, versions, references and what
// components are called the facts are the same.
func TestVersionsHaveOneShape(t *testing.T) {
	rows := func(text string) []string {
		m, doc := readFacts(t, map[string]string{"openapi.yaml": text})
		factstest.WellFormed(t, doc)
		factstest.EqualsJSON(t, m)
		for _, list := range [][]Violation{m.Violations} {
			for _, v := range list {
				t.Errorf("violation: %s", v.Problem)
			}
		}
		m.Document.OpenAPI, m.Document.Version, m.Refs = "", "", nil
		for i := range m.Components {
			m.Components[i].Label, m.Components[i].Section = "", ""
		}
		extensions := m.Extensions[:0]
		for _, x := range m.Extensions {
			if x.Name != "x-nullable" {
				extensions = append(extensions, x)
			}
		}
		m.Extensions = extensions
		for i := range doc.Nodes() {
			doc.Nodes()[i].Pointer = ""
		}
		return canonical(t, m, doc)
	}
	if diff := cmp.Diff(rows(pets30), rows(pets20)); diff != "" {
		t.Errorf("(-3.0 +2.0)\n%s", diff)
	}
}

// TestPlacesOfConvertedDocuments checks that what is said of a Swagger 2.0 document points at what is written there.
func TestPlacesOfConvertedDocuments(t *testing.T) {
	m, doc := readFacts(t, map[string]string{"openapi.yaml": pets20})
	at := func(v any) string {
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var row struct{ At int }
		if err := json.Unmarshal(raw, &row); err != nil {
			t.Fatal(err)
		}
		n := doc.Nodes()[row.At]
		return n.Pointer + " " + excerpt(pets20, n.Range)
	}
	var got []string
	add := func(rows ...any) {
		for _, r := range rows {
			got = append(got, at(r))
		}
	}
	for _, s := range m.Servers {
		add(s)
	}
	for _, s := range m.MediaTypes {
		add(s)
	}
	for _, s := range m.RequestBodies {
		add(s)
	}
	for _, s := range m.Properties[:2] {
		add(s)
	}
	for _, s := range m.Schemas[:4] {
		add(s)
	}
	for _, op := range m.Operations {
		if op.RequestBody != nil {
			add(op.RequestBody)
		}
	}
	want := `/paths/~1pets~1{id}/put/schemes/0 https
/schemes/0 http
/schemes/1 https
/paths/~1pets~1{id}/get/responses/200 schema
/paths/~1pets~1{id}/post/responses/200 schema
/paths/~1pets~1{id}/post/parameters parameters
/responses/NotFound schema
/parameters/Pet schema
/paths/~1pets~1{id}/post/parameters parameters
/parameters/Pet Pet
/paths/~1pets~1{id}/post/parameters/0 name
/paths/~1pets~1{id}/post/parameters/2 file
/paths/~1pets~1{id}/parameters/0 type
/paths/~1pets~1{id}/get/parameters/0 type
/paths/~1pets~1{id}/get/parameters/0/items items
/paths/~1pets~1{id}/get/responses/200/headers/X-Rate type
/paths/~1pets~1{id}/post/parameters parameters
/paths/~1pets~1{id}/put/parameters/0 '#/parameters/Pet'`
	if diff := cmp.Diff(strings.Split(want, "\n"), got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestPointersLeadBack follows moves of all kinds.
func TestPointersLeadBack(t *testing.T) {
	f := &file{moves: new(moves)}
	f.lead("/components/parameters", move{"/parameters", chain})
	f.lead("/parameters/Limit/schema", move{"/parameters/Limit", inner})
	f.lead("/a/parameters/1", move{"/a/parameters/2", hop})
	f.lead("/a/parameters/2", move{"/a/parameters/3", hop})
	f.lead("/a/parameters/2/schema", move{"/a/parameters/2", inner})
	for _, tt := range []struct{ in, want string }{
		{"/info/title", "/info/title"}, {"", ""}, {"/components/parameters/Limit", "/parameters/Limit"},
		{"/components/parameters/Limit/schema/items", "/parameters/Limit/items"}, {"/a/parameters/1/name", "/a/parameters/2/name"},
		{"/a/parameters/1/schema/type", "/a/parameters/2/type"}, {"/a/parameters/10", "/a/parameters/10"},
	} {
		if got := f.original(tt.in); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

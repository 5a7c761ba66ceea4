package lint_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/openapi"
	"github.com/bdma-dev/bdma/internal/source"
)

// Documents with every object and nearly every field of their version.
const (
	every2 = `
swagger: '2.0'
info: {title: Orders, version: 1.0.0, description: All *orders*., termsOfService: 'https://example.com', contact: {name: A, url: 'https://example.com', email: a@example.com}, license: {name: MIT, url: 'https://example.com'}}
host: api.example.com
basePath: /v1
schemes: [https, http]
consumes: [application/json, multipart/form-data]
produces: [application/json, application/xml]
tags: [{name: orders, description: Orders., externalDocs: {url: 'https://example.com', description: More.}}]
externalDocs: {url: 'https://example.com'}
security: [{key: []}, {oauth: [orders.read]}]
paths:
  /orders/{id}:
    parameters: [{$ref: '#/parameters/Id'}]
    get:
      tags: [orders]
      summary: Get an order
      description: Returns an order.
      externalDocs: {url: 'https://example.com'}
      operationId: getOrder
      produces: [application/json]
      schemes: [https]
      deprecated: true
      security: [{}]
      parameters:
        - {name: limit, in: query, type: integer, format: int32, minimum: 1, maximum: 100, exclusiveMinimum: true, multipleOf: 1, default: 200, description: A limit.}
        - {name: fields, in: query, type: array, collectionFormat: multi, uniqueItems: true, maxItems: 3, items: {type: string, enum: [a, b], pattern: '^[a-z]+$', default: c}}
        - {name: X-Trace, in: header, type: string, required: true, allowEmptyValue: true}
      responses:
        '200': {description: An order., schema: {$ref: '#/definitions/Order'}, headers: {X-Count: {type: array, items: {type: integer}, collectionFormat: csv}}, examples: {application/json: {id: 1}}}
        default: {$ref: '#/responses/Error'}
    post:
      consumes: [multipart/form-data]
      parameters: [{name: file, in: formData, type: file, required: true}, {name: note, in: formData, type: string, maxLength: 10}]
      responses: {'204': {description: Done.}, 4XX: {description: No., schema: {type: file}}}
    put:
      parameters: [{name: body, in: body, required: true, description: A body., schema: {type: array, items: {$ref: '#/definitions/Cat'}, maxItems: 5}}]
      responses: {'200': {description: Done.}}
definitions:
  Order:
    type: object
    title: An order
    required: [id, total]
    discriminator: kind
    xml: {name: o, namespace: 'https://example.com', prefix: p, attribute: true, wrapped: true}
    externalDocs: {url: 'https://example.com'}
    properties: {id: {type: string, format: uuid, readOnly: true, example: 1}, kind: {type: string}, total: {$ref: '#/definitions/Total'}, next: {$ref: '#/definitions/Order'}}
    additionalProperties: {type: string, x-nullable: true}
    minProperties: 1
    maxProperties: 9
    example: {id: a, total: 1}
  Cat: {allOf: [{$ref: '#/definitions/Order'}, {properties: {name: {type: string, minLength: 1, default: a}}}]}
  Total: {type: number, enum: [1, 2.5], default: 3}
parameters: {Id: {name: id, in: path, required: true, type: string, x-example: a}}
responses: {Error: {description: An error., schema: {properties: {type: {type: string}, status: {type: integer}}}, examples: {application/problem+json: {status: a}}}}
securityDefinitions:
  key: {type: apiKey, name: X-Key, in: header, description: A key.}
  basic: {type: basic}
  oauth: {type: oauth2, flow: accessCode, authorizationUrl: 'https://example.com/a', tokenUrl: 'https://example.com/t', scopes: {orders.read: Read.}}
x-vendor: {a: [1]}
`
	every3 = `
openapi: 3.2.0
$self: https://example.com/openapi.yaml
jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base
info: {title: Orders, summary: Orders., version: 1.0.0, description: All *orders*., termsOfService: 'https://example.com', contact: {name: A, url: 'https://example.com', email: a@example.com}, license: {name: MIT, identifier: MIT}}
servers: [{url: 'https://{region}.example.com/v1', name: prod, description: A server., variables: {region: {enum: [eu, us], default: eu, description: A region.}}}]
tags: [{name: orders, summary: Orders, description: Orders., kind: nav, parent: all, externalDocs: {url: 'https://example.com'}}, {name: all}]
externalDocs: {url: 'https://example.com', description: More.}
security: [{key: []}, {oauth: [orders.read]}]
webhooks: {changed: {post: {requestBody: {$ref: '#/components/requestBodies/Order'}, responses: {'200': {description: ok}}}}}
paths:
  /orders/{id}:
    summary: An order
    description: An order.
    servers: [{url: /v2}]
    parameters: [{$ref: '#/components/parameters/Id'}]
    get:
      tags: [orders]
      summary: Get an order
      description: Returns an order.
      externalDocs: {url: 'https://example.com'}
      operationId: getOrder
      deprecated: true
      security: [{}]
      servers: [{url: 'https://api.example.com'}]
      parameters:
        - {name: limit, in: query, description: A limit., schema: {type: integer, format: int32, minimum: 1, maximum: 100, default: 200}, example: 1000}
        - {name: fields, in: query, style: form, explode: false, allowReserved: true, schema: {type: array, items: {type: string, enum: [a, b], pattern: '^[a-z]+$'}}, examples: {one: {summary: One., description: One., value: [c]}}}
        - {name: filter, in: query, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
        - {name: session, in: cookie, deprecated: true, schema: {type: [string, 'null']}}
      responses:
        '200':
          description: An order.
          summary: An order
          headers: {X-Count: {$ref: '#/components/headers/Count'}}
          content: {application/json: {schema: {$ref: '#/components/schemas/Order'}, examples: {a: {$ref: '#/components/examples/A'}, b: {value: {id: 1}}, c: {dataValue: {}, serializedValue: '{}'}}}, text/event-stream: {itemSchema: {type: object}, itemEncoding: {contentType: a/b}, prefixEncoding: [{contentType: a/b}]}}
          links: {self: {operationId: getOrder, parameters: {id: '$response.body#/id'}, requestBody: a, description: A link., server: {url: /}}, other: {operationRef: '#/paths/~1orders~1{id}/put'}}
        4XX: {$ref: '#/components/responses/Error'}
        default: {description: An error., content: {application/problem+json: {schema: {properties: {type: {type: string}, status: {type: integer}}}, example: {status: a}}}}
    put:
      operationId: putOrder
      requestBody: {description: An order., required: true, content: {multipart/form-data: {schema: {type: object, properties: {file: {type: string, format: binary}, order: {$ref: '#/components/schemas/Order'}}}, encoding: {file: {contentType: image/png, headers: {X-A: {schema: {type: string}}}, style: form, explode: true, allowReserved: true}}}}}
      callbacks: {done: {'{$request.body#/url}': {post: {responses: {'204': {description: ok}}}}}, ref: {$ref: '#/components/callbacks/C'}}
      responses: {'204': {description: Done.}}
    query: {responses: {'200': {description: ok}}}
    additionalOperations: {COPY: {responses: {'200': {description: ok}}}}
  /shared: {$ref: '#/components/pathItems/P'}
components:
  schemas:
    Order:
      type: object
      title: An order
      required: [id, total]
      discriminator: {propertyName: kind, mapping: {cat: Cat, dog: '#/components/schemas/Dog'}, defaultMapping: Cat}
      xml: {name: o, namespace: 'https://example.com', prefix: p, attribute: true, wrapped: true, nodeType: element}
      externalDocs: {url: 'https://example.com'}
      properties: {id: {type: string, format: uuid, readOnly: true, examples: [1]}, kind: {type: string}, total: {$ref: '#/components/schemas/Total'}, next: {$ref: '#/components/schemas/Order'}, secret: {type: string, writeOnly: true}}
      additionalProperties: {type: string, nullable: true}
      patternProperties: {'^x-': {type: string}}
      propertyNames: {pattern: '^[a-z]'}
      dependentRequired: {id: [kind]}
      dependentSchemas: {id: {minProperties: 1}}
      unevaluatedProperties: false
      minProperties: 1
      maxProperties: 9
      example: {id: a, total: 1}
    Cat: {allOf: [{$ref: '#/components/schemas/Order'}, {properties: {name: {type: string, minLength: 1, maxLength: 5, default: a}}}]}
    Dog: {oneOf: [{$ref: '#/components/schemas/Cat'}, {type: array, items: {$ref: '#/components/schemas/Dog'}, prefixItems: [{type: string}], contains: {type: string}, minContains: 1, maxContains: 2, minItems: 1, maxItems: 5, uniqueItems: true, unevaluatedItems: false}], example: [1]}
    Total: {type: number, enum: [1, 2.5], default: 3, exclusiveMinimum: 0, exclusiveMaximum: 10, multipleOf: 0.5}
    Wild: {$id: wild, $anchor: a, $dynamicAnchor: d, $comment: c, $defs: {x: {$dynamicRef: '#d'}}, anyOf: [{$ref: '#a'}, {const: 1}], not: {type: 'null'}, if: {type: string}, then: {contentMediaType: a/b, contentEncoding: base64, contentSchema: {type: object}}, else: true, deprecated: true, example: 2}
  responses: {Error: {description: An error., content: {application/problem+json: {schema: {type: object}}}}}
  parameters: {Id: {name: id, in: path, required: true, schema: {type: string}}}
  examples: {A: {summary: A., value: {id: a}}, B: {externalValue: 'https://example.com/b.json'}}
  requestBodies: {Order: {content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
  headers: {Count: {description: A count., required: true, style: simple, schema: {type: integer}, example: a}}
  securitySchemes:
    key: {type: apiKey, name: X-Key, in: header, description: A key.}
    basic: {type: http, scheme: bearer, bearerFormat: JWT}
    oidc: {type: openIdConnect, openIdConnectUrl: 'https://example.com'}
    oauth: {type: oauth2, oauth2MetadataUrl: 'https://example.com', deprecated: true, flows: {authorizationCode: {authorizationUrl: 'https://example.com/a', tokenUrl: 'https://example.com/t', refreshUrl: 'https://example.com/r', scopes: {orders.read: Read.}}, deviceAuthorization: {deviceAuthorizationUrl: 'https://example.com/d', tokenUrl: 'https://example.com/t', scopes: {}}}}
  links: {L: {operationId: putOrder}}
  callbacks: {C: {'{$url}': {$ref: '#/components/pathItems/P'}}}
  pathItems: {P: {get: {responses: {'200': {description: ok}}}}}
  mediaTypes: {M: {schema: {type: string}}}
x-vendor: {a: [1]}
`
)

// mutants calls yield with the JSON of the document for each way to spoil one of its values: another value in its place,
// a reference to itself or to the whole, no value, another name. The first argument tells which it was.
func mutants(t *testing.T, text string, yield func(what, doc string)) {
	t.Helper()
	var root any
	if err := yaml.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	emit := func(what string) {
		data, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		yield(what, string(data))
	}
	escape := strings.NewReplacer("~", "~0", "/", "~1")
	var spoil func(pointer string, value any, set func(any))
	spoil = func(pointer string, value any, set func(any)) {
		for _, other := range []any{
			nil, true, 1, -1.5, json.Number("1e999"), "x", "", []any{}, map[string]any{}, []any{nil}, []any{value}, []any{value, value}, map[string]any{"": value},
			map[string]any{"$ref": "#" + pointer}, map[string]any{"$ref": "#"}, map[string]any{"$ref": nil},
		} {
			set(other)
			emit(fmt.Sprintf("%s is %.40v", pointer, other))
		}
		set(value)
		switch value := value.(type) {
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(value)) {
				at, v := pointer+"/"+escape.Replace(name), value[name]
				spoil(at, v, func(v any) { value[name] = v })
				delete(value, name)
				emit(at + " is not there")
				for _, other := range []string{"", "x-", "$ref", "\x00\u202e\n::error::"} {
					if _, ok := value[other]; !ok {
						value[other] = v
						emit(fmt.Sprintf("%s is named %q", at, other))
						delete(value, other)
					}
				}
				value[name] = v
			}
		case []any:
			for i, item := range value {
				spoil(fmt.Sprintf("%s/%d", pointer, i), item, func(v any) { value[i] = v })
			}
		}
	}
	spoil("", root, func(v any) { root = v })
}

// TestMutants reads documents of each version in which one value after the other is of the wrong type, refers to itself,
// is missing or has another name, as YAML and as JSON. Nothing fails, and each place is one. It reads a part of them and
// lets every rule judge a few. With BDMA_MUTANTS=7 it reads all and judges every seventh, which takes minutes.
func TestMutants(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	read, judge := 23, 997
	if n, err := strconv.Atoi(os.Getenv("BDMA_MUTANTS")); err == nil && n > 0 {
		read, judge = 1, n
	}
	shop := make(map[string]string)
	for _, name := range []string{"openapi.yaml", "common.yaml"} {
		data, err := os.ReadFile("../../testdata/shop/api/" + name)
		if err != nil {
			t.Fatal(err)
		}
		shop[name] = string(data)
	}
	version := func(v string) string { return strings.Replace(every3, "openapi: 3.2.0", "openapi: "+v, 1) }
	sel := everyRule(t)
	for _, base := range []struct{ name, text, file, beside string }{
		{"2.0", every2, "", ""}, {"3.0", version("3.0.3"), "", ""}, {"3.1", version("3.1.0"), "", ""}, {"3.2", every3, "", ""},
		{"shop", shop["openapi.yaml"], "openapi.yaml", "common.yaml"}, {"the common file of shop", shop["common.yaml"], "common.yaml", "openapi.yaml"},
	} {
		t.Run(base.name, func(t *testing.T) {
			n := 0
			mutants(t, base.text, func(what, doc string) {
				if n++; n%read != 0 && n%judge != 0 {
					return
				}
				defer func() {
					if p := recover(); p != nil {
						t.Fatalf("%s: %v\n%s", what, p, debug.Stack())
					}
				}()
				unit := []string{"openapi.yaml", "openapi.json"}[n%2]
				files := fstest.MapFS{unit: {Data: []byte(doc)}}
				if base.beside != "" {
					unit = "openapi.yaml"
					files = fstest.MapFS{base.file: {Data: []byte(doc)}, base.beside: {Data: []byte(shop[base.beside])}}
				}
				before, tr := allocated(), source.FromFS(files)
				factstest.WellFormed(t, openapi.Read(tr, source.Unit{Name: unit, Files: []string{unit}}))
				if n%judge == 0 {
					if _, err := lint.Run(t.Context(), sel, lint.Options{Tree: tr, Kinds: []facts.Kind{facts.OpenAPI}}); err != nil {
						t.Errorf("%s: %v", what, err)
					}
				}
				// Time follows allocation, which is the same on every machine.
				if mb := (allocated() - before) >> 20; mb > 1000 {
					t.Errorf("%s allocated %d MB", what, mb)
				}
				if t.Failed() {
					t.Fatal(what)
				}
			})
			t.Logf("%d mutants", n)
		})
	}
}

// allocated returns the bytes that the process has allocated so far.
func allocated() uint64 {
	total := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(total)
	return total[0].Value.Uint64()
}

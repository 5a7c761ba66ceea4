package openapi

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// one returns a table's rows, and an operation's column, as short text.
func short(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

const orders = `openapi: 3.1.0
info: {title: Orders, version: '2.1', description: About orders., contact: {}}
servers:
  - url: '{scheme}://{host}/v1'
    variables: {scheme: {default: http}, host: {default: API.example.com}}
security: [{token: []}]
tags: [{name: orders, description: All of them.}, {name: idle}]
paths:
  /orders/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - $ref: '#/components/parameters/Trace'
    get:
      operationId: getOrder
      tags: [orders, other]
      parameters: [{name: fields, in: query, schema: {type: string}}]
      responses:
        '200': {$ref: '#/components/responses/Order'}
        4XX: {description: Your fault.}
        '503': {description: Ours.}
    put:
      security: []
      requestBody: {$ref: '#/components/requestBodies/Order'}
      responses: {default: {description: Any.}}
    delete:
      security: [{token: []}, {}]
      callbacks:
        deleted: {'{$url}': {post: {responses: {'204': {description: Noted.}}}}}
      responses: {'303': {description: Elsewhere.}}
webhooks:
  shipped: {post: {responses: {'101': {description: Odd.}}}}
components:
  securitySchemes: {token: {type: http, scheme: Bearer}}
  parameters:
    Trace: {name: X-Trace, in: header, deprecated: true, schema: {type: string}}
  requestBodies:
    Order: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
  responses:
    Order: {description: An order., headers: {ETag: {schema: {type: string}}}, content: {text/csv: {}, application/json: {schema: {$ref: '#/components/schemas/Order'}}}}
  schemas:
    Order:
      type: [object, 'null']
      required: [id]
      properties: {id: {$ref: '#/components/schemas/ID'}, lines: {type: array, items: {type: object, maxProperties: 3}}}
    ID: {type: string, format: uuid}
    Lost: {properties: {id: {$ref: '#/components/schemas/ID'}}}
`

func TestOperations(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": orders})
	var got []string
	for _, op := range m.Operations {
		statuses := make([]string, 0, len(op.Responses))
		for _, s := range []string{"101", "200", "204", "303", "4XX", "503", "default"} {
			if r, ok := op.Responses[s]; ok {
				statuses = append(statuses, fmt.Sprintf("%s%v%v", s, r.MediaTypes, r.Headers))
			}
		}
		body := "-"
		if op.RequestBody != nil {
			body = fmt.Sprintf("%v %v", op.RequestBody.Required, op.RequestBody.MediaTypes)
		}
		got = append(got, fmt.Sprintf("%s|%s|%s|%v|%s|%v|%s inherited=%v|%v %v %v %v %v", op.Kind, op.Label, op.OperationID, short(t, op.Parameters), body, statuses,
			op.Security, op.InheritsSecurity, op.HasSuccess, op.HasClientError, op.HasServerError, op.HasDefault, op.Tags))
	}
	want := []string{
		`path|DELETE /orders/{id}||{"header":["X-Trace"],"path":["id"]}|-|[303[][]]|optional inherited=false|true false false false []`,
		`callback|POST {$url}||{}|-|[204[][]]|required inherited=true|true false false false []`,
		`path|GET /orders/{id}|getOrder|{"header":["X-Trace"],"path":["id"],"query":["fields"]}|-|[200[application/json text/csv][etag] 4XX[][] 503[][]]|required inherited=true|true true true false [orders other]`,
		`path|PUT /orders/{id}||{"header":["X-Trace"],"path":["id"]}|true [application/json]|[default[][]]|public inherited=false|false false false true []`,
		`webhook|POST shipped||{}|-|[101[][]]|required inherited=true|true false false false []`,
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestTables(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": orders})
	d := m.Document
	d.At = 0
	for name, tt := range map[string]struct{ got, want string }{
		"document": {short(t, d), `{"at":0,"file":"openapi.yaml","format":"yaml","openapi":"3.1.0","version":"3.1","title":"Orders","api_version":"2.1","has_description":true,"has_contact":true,"has_license":false,"has_servers":true,"operations":4,"security":"required","security_schemes":1,"uses_security":true,"path_operations":3,"without_security":0,"without_operation_id":2}`},
		"server":   {fmt.Sprint(m.Servers[0].URL, " ", m.Servers[0].DefaultURL, " ", m.Servers[0].Scheme, " ", m.Servers[0].Host, " ", m.Servers[0].HTTPS, " ", m.Servers[0].Variables), "{scheme}://{host}/v1 http://API.example.com/v1 http api.example.com https://API.example.com/v1 [scheme host]"},
		"tags": {func() (s string) {
			for _, tag := range m.Tags {
				s += fmt.Sprint(tag.Name, tag.IsDeclared, tag.HasDescription, tag.Operations, ";")
			}
			return
		}(), "orderstrue true 1;idletrue false 0;otherfalse false 1;"},
		"components": {func() (s string) {
			for _, c := range m.Components {
				s += fmt.Sprint(c.Section, "/", c.Name, " ", c.IsUsed, " ", c.Operations, "; ")
			}
			return
		}(), "schemas/Order true 2; schemas/ID true 2; schemas/Lost false 0; responses/Order true 1; parameters/Trace true 3; requestBodies/Order true 1; securitySchemes/token true 4; "},
		"parameters": {func() (s string) {
			for _, p := range m.Parameters {
				s += fmt.Sprint(p.Name, " ", p.In, " ", p.Required, " ", p.IsDeprecated, " ", p.Operations, "; ")
			}
			return
		}(), "id path true false 3; fields query false false 1; X-Trace header false true 3; "},
		"properties": {func() (s string) {
			for _, p := range m.Properties {
				s += fmt.Sprint(p.Name, " ", p.Required, " ", p.Types, " ", p.Format, "; ")
			}
			return
		}(), "id true [string] uuid; lines false [array] ; id false [string] uuid; "},
		"schema": {func() (s string) {
			for _, x := range m.Schemas {
				if x.Name != "" {
					s += fmt.Sprint(x.Name, " ", x.Types, " ", x.IsNullable, " ", x.Operations, "; ")
				}
			}
			return
		}(), "Order [object null] true 2; ID [string] false 2; Lost [] false 0; "},
		"names": {fmt.Sprint(len(m.Names.Property["id"]), len(m.Names.Parameter["fields"]), len(m.Names.Header["X-Trace"]), len(m.Names.Header["ETag"]), len(m.Names.Schema["Lost"]), len(m.Names.OperationID["getOrder"]), len(m.Names.Tag["other"])), "2 1 1 1 1 1 1"},
		"path":  {fmt.Sprint(m.Paths[0].Path, m.Paths[0].Methods, m.Paths[0].Parameters, m.Paths[0].EndsWithSlash), "/orders/{id}[delete get put] [id] false"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, tt.got, tt.want)
		}
	}
}

func TestReach(t *testing.T) {
	// 1 and 2 are operations; 3 and 4 refer to each other; 6 refers to 3, but nothing to 6.
	graph := make([][]int32, 7)
	for from, to := range map[int][]int32{0: {5}, 1: {3}, 2: {4}, 3: {4}, 4: {3, 5}, 6: {3}} {
		graph[from] = to
	}
	used, count := reach(graph, []int32{1, 2})
	if got, want := fmt.Sprint(used, count), "[true true true true true true false] [0 1 1 2 2 2 0]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReachCountsBeyondOneWord(t *testing.T) {
	graph := make([][]int32, 202)
	var ops []int32
	for i := int32(1); i <= 200; i++ {
		graph[i] = []int32{201}
		ops = append(ops, i)
	}
	if _, count := reach(graph, ops); count[201] != 200 {
		t.Errorf("got %d, want 200", count[201])
	}
}

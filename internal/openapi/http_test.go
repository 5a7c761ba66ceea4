package openapi

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

// api makes a document of paths and components.
func api(paths, components string) map[string]string {
	return map[string]string{"openapi.yaml": "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n" + paths + "components:\n" + components}
}

func TestCollections(t *testing.T) {
	const item = "{type: object, properties: {id: {type: string}}}"
	envelope := func(properties string) string { return "{type: object, properties: {" + properties + "}}" }
	for name, tt := range map[string]struct{ path, parameters, schema, want string }{
		"list":              {"/users", "", "{type: array, items: " + item + "}", "array"},
		"nullable list":     {"/users", "", "{type: [array, 'null'], items: " + item + "}", "array"},
		"bounded list":      {"/users", "", "{type: array, maxItems: 9, items: " + item + "}", "array bounded"},
		"items":             {"/users", "cursor:string limit:integer", envelope("items: {type: array, items: " + item + "}, next: {type: string}"), "envelope items cursor limit next"},
		"like the path":     {"/big-users", "page:integer per_page:integer", envelope("big_users: {type: array, items: {}}, other: {type: array, items: {}}"), "envelope big_users page limit"},
		"with hints":        {"/users", "$skip:integer $top:integer", envelope("people: {type: array, items: " + item + "}, total: {type: integer}"), "envelope people offset limit total=total"},
		"meta":              {"/users", "page[number]:integer page[size]:integer", envelope("data: {type: array, items: {}}, meta: {type: object, properties: {total_count: {}, nextPage: {}}}"), "envelope data page limit next total=total_count"},
		"page token":        {"/users", "page:string", envelope("data: {type: array, items: {}}"), "envelope data cursor"},
		"dates":             {"/users", "after:string/date-time before:string/date", envelope("data: {type: array, items: {}}"), "envelope data"},
		"a switch":          {"/users", "count:boolean", envelope("data: {type: array, items: {}}"), "envelope data"},
		"an object":         {"/me", "", envelope("name: {type: string}, roles: {type: array, items: {type: string}}"), ""},
		"its lists":         {"/me", "", envelope("name: {type: string}, friends: {type: array, items: " + item + "}"), ""},
		"two lists":         {"/feed", "", envelope("users: {type: array, items: " + item + "}, data: {type: array, items: " + item + "}, total: {}"), ""},
		"an item":           {"/users/{id}", "", "{type: array, items: " + item + "}", ""},
		"by allOf":          {"/users", "", "{allOf: [" + envelope("next: {}") + ", " + envelope("items: {type: array, items: {}}") + "]}", "envelope items next"},
		"by reference":      {"/users", "", "{$ref: '#/components/schemas/List'}", "array"},
		"dangling":          {"/users", "", "{$ref: '#/components/schemas/Gone'}", ""},
		"composed of self":  {"/users", "", "{$ref: '#/components/schemas/Loop'}", ""},
		"agreed by anyOf":   {"/users", "", "{anyOf: [{type: array}, {items: {}}]}", "array"},
		"disagreed":         {"/users", "", "{anyOf: [{type: array}, {type: object}]}", ""},
		"of several types":  {"/users", "", "{type: [array, object]}", ""},
		"not what it seems": {"/users", "", "{type: string}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var ps []string
			for _, p := range strings.Fields(tt.parameters) {
				name, kind, _ := strings.Cut(p, ":")
				kind, format, _ := strings.Cut(kind, "/")
				ps = append(ps, fmt.Sprintf("{name: '%s', in: query, schema: {type: %s, format: '%s'}}", name, kind, format))
			}
			m, _ := readFacts(t, api(fmt.Sprintf("  %s:\n    get:\n      parameters: [%s]\n      responses: {'200': {description: d, content: {application/json: {schema: %s}}}}\n",
				tt.path, strings.Join(ps, ", "), tt.schema), "  schemas:\n    List: {type: array}\n    Loop: {allOf: [{$ref: '#/components/schemas/Loop'}]}\n"))
			got := ""
			for _, c := range m.Collections {
				got += strings.Join(strings.Fields(fmt.Sprint(c.Style, " ", c.Items, " ", c.Pagination)), " ")
				for _, f := range []struct {
					is   bool
					name string
				}{{c.HasLimit, "limit"}, {c.HasNext, "next"}, {c.IsBounded, "bounded"}, {c.Total != "", "total=" + c.Total}} {
					if f.is {
						got += " " + f.name
					}
				}
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	for schema, want := range map[string]string{
		"{type: integer, maximum: 100, default: 20}":                         "100 20",
		"{type: integer, exclusiveMaximum: 100, default: 0}":                 "99 0",
		"{type: integer, enum: [10, 50, 20]}":                                "50 -",
		"{allOf: [{type: integer, maximum: 7}, {default: 3}]}":               "7 3",
		"{type: integer, maximum: 1e300, default: many}":                     "- -",
		"{$ref: '#/components/schemas/Size'}":                                "9 -",
		"{allOf: [{type: integer}, {$ref: '#/components/schemas/Missing'}]}": "- -",
	} {
		m, _ := readFacts(t, api("  /a:\n    get:\n      parameters: [{name: limit, in: query, schema: "+schema+"}, {name: page, in: query, schema: {type: integer}}]\n      responses: {'200': {description: d}}\n",
			"  schemas: {Size: {type: integer, maximum: 9}}\n"))
		show := func(p *int) string {
			if p == nil {
				return "-"
			}
			return fmt.Sprint(*p)
		}
		p := m.Parameters[0]
		if got := show(p.LimitMaximum) + " " + show(p.LimitDefault); !p.IsLimit || got != want {
			t.Errorf("%s: got %v %s, want %s", schema, p.IsLimit, got, want)
		}
	}
	m, _ := readFacts(t, api("  /a/{id}:\n    get:\n      parameters: [{name: limit, in: query, schema: {type: integer}}]\n      responses: {'200': {description: d}}\n", "  schemas: {}\n"))
	if m.Parameters[0].IsLimit {
		t.Error("a limit without a collection is none of pages")
	}
}

func TestResources(t *testing.T) {
	m, _ := readFacts(t, api(`  /users:
    post: {responses: {'201': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}}}
  /users/{id}:
    get:
      security: [{a: [x]}, {b: [y]}]
      responses: {'200': {description: d, headers: {ETag: {schema: {}}}, content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}}
    put:
      security: [{a: [x]}, {}]
      parameters: [{name: IF-MATCH, in: header, schema: {}}]
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}}
      responses: {'200': {$ref: '#/components/responses/Gone'}}
  /users/{id}.json:
    get: {responses: {'200': {description: d}}}
  /me:
    get: {responses: {'200': {description: d, content: {application/json: {schema: {type: object}}}}}}
`, `  schemas:
    New: {type: object}
    User: {type: object, required: [id, name], properties: {id: {readOnly: true}, name: {}}}
`))
	var got []string
	for _, op := range m.Operations {
		s := fmt.Sprintf("%s item=%v collection=%v returns=%s/%s etag=%v if=%v scope=%v", op.Label, op.IsItem, op.IsCollection, op.Returns, op.ItemReturns, op.HasETag, op.Preconditions, op.NeedsScope)
		if b := op.RequestBody; b != nil {
			s += fmt.Sprintf(" takes=%s/%v", b.Schema, b.RequiresProperties)
		}
		if op.Responses["200"].IsUnknown {
			s += " unknown"
		}
		got = append(got, s)
	}
	want := []string{
		"POST /users item=false collection=true returns=New/User etag=false if=[] scope=false",
		"GET /users/{id} item=true collection=false returns=User/ etag=true if=[] scope=true",
		"PUT /users/{id} item=true collection=false returns=/User etag=true if=[If-Match] scope=false takes=User/true unknown",
		"GET /users/{id}.json item=false collection=false returns=/ etag=false if=[] scope=false",
		"GET /me item=false collection=false returns=/ etag=false if=[] scope=false",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestErrors(t *testing.T) {
	m, _ := readFacts(t, api(`  /a:
    get:
      responses:
        '200': {description: d, content: {application/json: {schema: {oneOf: [{type: 'null'}, {$ref: '#/components/schemas/Error'}]}}}}
        '400': {$ref: '#/components/responses/Bad'}
        '418': {description: d, content: {application/json: {schema: {type: string}}}}
        5XX: {$ref: '#/components/responses/Bad'}
        default: {description: d, content: {application/problem+json: {schema: {$ref: '#/components/schemas/More'}}, application/json: {}}}
    head: {responses: {'404': {description: d}}}
  /token:
    post:
      responses:
        default: {description: d, content: {application/json: {schema: {type: object, properties: {error: {}, error_description: {}}}}}}
        '999': {description: d}
`, `  responses:
    Bad: {description: d, content: {'application/json; charset=utf-8': {schema: {$ref: '#/components/schemas/Error'}}}}
  schemas:
    Error: {type: object, properties: {code: {}, message: {}}}
    More: {allOf: [{$ref: '#/components/schemas/Error'}], properties: {title: {}, status: {}}}
`))
	var got []string
	for _, e := range m.ErrorSchemas {
		got = append(got, fmt.Sprintf("%s [%s] %s %d usual=%s majority=%v fits=%v problem=%v", e.Label, e.Properties, e.Shape, e.Responses, e.Usual, e.IsMajority, e.Fits, e.IsProblem))
	}
	for _, e := range m.ErrorMediaTypes {
		got = append(got, fmt.Sprintf("%s %s %d %v", e.Name, e.Label, e.Responses, e.IsMajority))
	}
	for _, r := range m.Responses {
		got = append(got, fmt.Sprintf("%s %v error=%v success=%v errorbody=%v problem=%v", r.Label, r.Statuses, r.IsError, r.IsSuccess, r.HasErrorBody, r.IsProblem))
	}
	for _, s := range m.Statuses {
		got = append(got, fmt.Sprintf("%s %s %v %d", s.Status, s.Method, s.IsRegistered, len(s.Uses)))
	}
	want := []string{
		`the schema "Error" [code, message] object 2 usual=the schema "Error" majority=false fits=true problem=false`,
		`the schema "More" [code, message, status, title] object 1 usual=the schema "Error" majority=false fits=true problem=true`,
		`the body of 418 of GET /a [] string 1 usual=the schema "Error" majority=false fits=false problem=false`,
		`application/json 418 of GET /a 3 true`,
		`application/problem+json default of GET /a 1 false`,
		`the 200 response of GET /a [200] error=false success=true errorbody=true problem=false`,
		`the 418 response of GET /a [418] error=true success=false errorbody=false problem=false`,
		`the default response of GET /a [default] error=true success=false errorbody=false problem=true`,
		`the 404 response of HEAD /a [404] error=false success=false errorbody=false problem=false`,
		`the default response of POST /token [default] error=false success=false errorbody=false problem=false`,
		`response "Bad" [400 5XX] error=true success=false errorbody=false problem=false`,
		`200 get true 1`, `400 get true 1`, `404 head true 1`, `418 get false 1`, `5XX get true 1`, `default get true 1`, `default post true 1`,
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func TestIneffective(t *testing.T) {
	m, _ := readFacts(t, api(`  /a/{p}:
    post:
      parameters:
        - {name: p, in: path, required: true, allowReserved: true, schema: {type: string}}
        - {name: ACCEPT, in: header, allowReserved: true, schema: {type: string}}
        - {name: q, in: query, allowReserved: true, allowEmptyValue: true, explode: true, schema: {$ref: '#/components/schemas/Word'}}
        - {name: l, in: query, explode: true, schema: {type: [array, 'null']}}
        - {name: u, in: query, explode: true, schema: {}}
        - {name: c, in: cookie, allowEmptyValue: false, schema: {}}
      requestBody:
        content:
          multipart/mixed: {schema: {}, encoding: {a: {}}}
          text/plain: {schema: {}, encoding: {a: {}}}
          text/csv: {schema: {}, encoding: {}}
      responses: {'200': {description: d, headers: {content-type: {schema: {}}}}}
`, "  schemas: {Word: {type: string}}\n"))
	var got []string
	for _, i := range m.Ineffective {
		got = append(got, strings.Join([]string{i.Kind, i.Name, i.Keyword, i.Where}, "|"))
	}
	want := []string{
		"parameter|p|allowReserved|a parameter in path", "header-parameter|ACCEPT|name|", "parameter|q|explode|a parameter of type string",
		"encoding|text/plain|encoding|a body that is no form", "response-header|content-type||",
	}
	if g, w := strings.Join(got, "\n"), strings.Join(want, "\n"); g != w {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

// What many operations share is looked at once, or counted.
func TestSharedBodiesAreBounded(t *testing.T) {
	if small() {
		t.Skip("takes seconds")
	}
	repeat := func(n int, f func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(f(i))
		}
		return b.String()
	}
	wide := "    Wide: {type: object, properties: {" + repeat(10_000, func(i int) string { return fmt.Sprintf("p%d: {}, ", i) }) + "}}\n"
	for name, files := range map[string]map[string]string{
		"one wide schema": api(repeat(20_000, func(i int) string {
			return fmt.Sprintf("  /a%d: {get: {responses: {'200': {$ref: '#/components/responses/R'}, '400': {$ref: '#/components/responses/R'}}}}\n", i)
		}), "  responses: {R: {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Wide'}}}}}\n  schemas:\n"+wide),
		"many schemas that extend a wide one": api(repeat(10_000, func(i int) string {
			return fmt.Sprintf("  /a%d: {get: {responses: {'400': {description: d, content: {application/json: {schema: {allOf: [{$ref: '#/components/schemas/Wide'}]}}}}}}}\n", i)
		}), "  schemas:\n"+wide),
		"many media types": api(repeat(10_000, func(i int) string {
			return fmt.Sprintf("  /a%d: {post: {requestBody: {$ref: '#/components/requestBodies/B'}, responses: {'200': {description: d}}}}\n", 99_999-i)
		}), "  requestBodies: {B: {content: {"+repeat(5_000, func(i int) string { return fmt.Sprintf("text/x%d: {}, ", i) })+"}}}\n"),
		"alternatives of alternatives": api(repeat(2_000, func(i int) string {
			return fmt.Sprintf("  /a%d: {get: {responses: {'400': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/S%d'}}}}}}}\n", i, i)
		}), "  schemas:\n"+repeat(2_000, func(i int) string {
			return fmt.Sprintf("    S%d: {allOf: [%s]}\n", i, repeat(200, func(j int) string { return fmt.Sprintf("{$ref: '#/components/schemas/S%d'}, ", (i*7+j)%2000) }))
		})),
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			Read(tree(files), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
			runtime.ReadMemStats(&after)
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 2000 {
				t.Errorf("allocated %d MB", mb)
			}
		})
	}
}

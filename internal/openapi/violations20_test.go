package openapi

import (
	"strings"
	"testing"
)

type violationCase struct{ head, body, at, kind, problem string }

// check reads a document that has one violation, or none when problem is empty.
func (tt violationCase) check(t *testing.T) {
	t.Helper()
	text := tt.head + tt.body + "\n"
	m, doc := readFacts(t, map[string]string{"openapi.yaml": text})
	if len(m.Problems) > 0 {
		t.Fatalf("problems: %v", m.Problems)
	}
	if tt.problem == "" {
		if len(m.Violations) > 0 {
			t.Fatalf("a valid document has %v", m.Violations)
		}
		return
	}
	if len(m.Violations) != 1 {
		t.Fatalf("%d violations: %v", len(m.Violations), m.Violations)
	}
	v := m.Violations[0]
	if v.Problem != tt.problem {
		t.Errorf("got  %s\nwant %s", v.Problem, tt.problem)
	}
	if v.Kind != tt.kind {
		t.Errorf("kind %s, want %s", v.Kind, tt.kind)
	}
	if got := excerpt(text, doc.Nodes()[v.At].Range); got != tt.at {
		t.Errorf("at %q, want %q", got, tt.at)
	}
	if v.Hint == "" || strings.HasSuffix(v.Hint, ".") {
		t.Errorf("hint %q", v.Hint)
	}
}

func TestViolationsOfSwagger(t *testing.T) {
	const head = "swagger: '2.0'\ninfo: {title: t, version: '1'}\n"
	op := func(parameters string) string {
		return "paths: {/a: {post: {parameters: " + parameters + ", responses: {200: {description: ok}}}}}"
	}
	for name, tt := range map[string]violationCase{
		"empty":                     {head, "paths: {}", "", "", ""},
		"unquoted version":          {"swagger: 2.0\ninfo: {title: t, version: '1'}\n", "paths: {}", "2.0", "wrong-type", `"swagger" must be a string, not the number 2.0`},
		"no paths":                  {head, "definitions: {}", "swagger", "missing-field", `the document has no "paths"`},
		"components":                {head, "paths: {}\ncomponents: {}", "components", "wrong-version", `"components" is not a field of the document in Swagger 2.0; it came with OpenAPI 3.0`},
		"unknown":                   {head, "paths: {}\ndefinition: {}", "definition", "unknown-field", `"definition" is not a field of the document`},
		"info.summary":              {"swagger: '2.0'\ninfo: {title: t, version: '1', summary: s}\n", "paths: {}", "summary", "wrong-version", `"summary" is not a field of info in Swagger 2.0; it came with OpenAPI 3.1`},
		"host with port":            {head, "paths: {}\nhost: localhost:80\nbasePath: /", "", "", ""},
		"host with path":            {head, "paths: {}\nhost: example.com/v1", "example.com/v1", "wrong-value", `"example.com/v1" is not a host`},
		"basePath":                  {head, "paths: {}\nbasePath: v1", "v1", "wrong-value", `the basePath "v1" does not begin with a slash`},
		"scheme":                    {head, "paths: {}\nschemes: [htps]", "htps", "wrong-value", `this value cannot be "htps"`},
		"media type":                {head, "paths: {}\nproduces: [json]", "json", "wrong-value", `"json" is not a media type`},
		"media type with parameter": {head, "paths: {}\nproduces: ['application/json; charset=utf-8']", "", "", ""},
		"two bodies":                {head, op("[{name: a, in: body, schema: {}}, {name: b, in: body, schema: {}}]"), "b", "conflict", "an operation has one body parameter at most; this is its second"},
		"body and form":             {head, op("[{name: a, in: body, schema: {}}, {name: b, in: formData, type: string}]"), "b", "conflict", "an operation has a body parameter or formData parameters, not both"},
		"body without schema":       {head, op("[{name: a, in: body}]"), "a", "missing-field", `the body parameter "a" has no "schema"`},
		"body with type":            {head, op("[{name: a, in: body, schema: {}, type: string}]"), "type", "conflict", `a body parameter says in schema what it is; "a" has "type" beside it`},
		"query with schema":         {head, op("[{name: a, in: query, schema: {}}]"), "schema", "conflict", `only a body parameter has a schema; "a" is in query`},
		"query without type":        {head, op("[{name: a, in: query}]"), "a", "missing-field", `the parameter "a" has no "type"`},
		"array without items":       {head, op("[{name: a, in: query, type: array}]"), "array", "missing-field", `a parameter of type array has no "items"`},
		"object in query":           {head, op("[{name: a, in: query, type: object}]"), "object", "wrong-value", `the type of a parameter in query cannot be "object"`},
		"cookie":                    {head, op("[{name: a, in: cookie, type: string}]"), "cookie", "wrong-value", `"in" cannot be "cookie"`},
		"multi in path":             {head, "paths: {'/{a}': {parameters: [{name: a, in: path, required: true, type: array, items: {type: string}, collectionFormat: multi}]}}", "multi", "wrong-value", `the collectionFormat "multi" repeats the parameter, which is possible in query and formData only; "a" is in path`},
		"multi in items":            {head, op("[{name: a, in: query, type: array, items: {type: array, items: {type: string}, collectionFormat: multi}}]"), "multi", "wrong-value", `"collectionFormat" cannot be "multi"`},
		"file in query":             {head, op("[{name: a, in: query, type: file}]"), "file", "form-data", `a file can only be sent in formData, and the parameter "a" is in query`},
		"file unstated":             {head, op("[{name: a, in: formData, type: file}]"), "a", "form-data", "the operation has formData parameters, but does not consume a form"},
		"file in a form":            {head, "consumes: [multipart/form-data]\n" + op("[{name: a, in: formData, type: file}]"), "", "", ""},
		"file in a response":        {head, "paths: {/a: {get: {responses: {200: {description: ok, schema: {type: file}}}}}}", "", "", ""},
		"file in a property":        {head, "paths: {}\ndefinitions: {A: {properties: {b: {type: file}}}}", "file", "wrong-value", `"file" is the type of a whole response or of a formData parameter, not of a schema`},
		"oneOf":                     {head, "paths: {}\ndefinitions: {A: {oneOf: [{}]}}", "oneOf", "wrong-version", `"oneOf" is not a field of a schema in Swagger 2.0; it came with OpenAPI 3.0`},
		"anyOf":                     {head, "paths: {}\ndefinitions: {A: {anyOf: [{}]}}", "anyOf", "wrong-version", `"anyOf" is not a field of a schema in Swagger 2.0; it came with OpenAPI 3.0`},
		"discriminator as object":   {head, "paths: {}\ndefinitions: {A: {discriminator: {propertyName: a}}}", "discriminator", "wrong-type", `"discriminator" must be a string, not a mapping`},
		"types":                     {head, "paths: {}\ndefinitions: {A: {type: [string, 'null']}, B: {type: array, items: [{type: string}]}}", "", "", ""},
		"empty required":            {head, "paths: {}\ndefinitions: {A: {required: []}}", "required", "wrong-value", `"required" is an empty list`},
		"status range":              {head, "paths: {/a: {get: {responses: {4XX: {description: no}}}}}", "4XX", "wrong-value", `"4XX" is not a status code`},
		"example of another type":   {head, "produces: [text/csv]\npaths: {/a: {get: {responses: {200: {description: ok, examples: {text/csv: a, application/json: {}}}}}}}", "application/json", "wrong-value", `the example is for "application/json", which the operation does not produce`},
		"example unstated":          {head, "paths: {/a: {get: {responses: {200: {description: ok, examples: {application/json: {}}}}}}}", "", "", ""},
		"no responses":              {head, "paths: {/a: {get: {}}}", "get", "missing-field", `an operation has no "responses"`},
		"trace":                     {head, "paths: {/a: {trace: {responses: {200: {description: ok}}}}}", "trace", "wrong-version", `"trace" is not a field of a path item in Swagger 2.0; it came with OpenAPI 3.0`},
		"undeclared path parameter": {head, "paths: {'/{a}': {get: {responses: {200: {description: ok}}}}}", "'/{a}'", "path-parameter", `the path parameter {a} of "/{a}" is not declared`},
		"path parameter optional":   {head, "paths: {'/{a}': {parameters: [{name: a, in: path, type: string}]}}", "a", "path-parameter", `the path parameter "a" is not required, but a path cannot do without it`},
		"parameter twice":           {head, op("[{name: a, in: query, type: string}, {name: a, in: query, type: string}]"), "a", "duplicate-parameter", `the parameter "a" in query is listed twice`},
		"same path":                 {head, "paths: {'/{b}': {}, '/{a}': {}}", "'/{b}'", "duplicate-path", `the path "/{b}" is the same as "/{a}": the names of parameters do not tell paths apart`},
		"broken reference":          {head, op("[{$ref: '#/parameters/B'}]") + "\nparameters: {A: {name: a, in: query, type: string}}", "'#/parameters/B'", "broken-reference", `the reference "#/parameters/B" leads nowhere: there is no "B" in parameters`},
		"other kind":                {head, "paths: {}\ndefinitions: {A: {properties: {b: {$ref: '#/responses/R'}}}}\nresponses: {R: {description: ok}}", "'#/responses/R'", "reference-kind", `the reference "#/responses/R" leads to a response, but a schema is expected here`},
		"unknown scheme":            {head, "paths: {}\nsecurity: [{a: []}]", "a", "undefined-scheme", `there is no security scheme "a"`},
		"scopes of a key":           {head, "paths: {}\nsecurity: [{a: [x]}]\nsecurityDefinitions: {a: {type: apiKey, in: header, name: k}}", "a", "scopes", `security requirements name scopes for the scheme "a", which is of type apiKey: in Swagger 2.0 such a scheme has none`},
		"flow without URL":          {head, "paths: {}\nsecurityDefinitions: {a: {type: oauth2, flow: application, scopes: {}}}", "a", "missing-field", `a security definition of type oauth2 and flow application has no "tokenUrl"`},
		"tag twice":                 {head, "paths: {}\ntags: [{name: a}, {name: a}]", "a", "duplicate-tag", `the tag "a" is declared twice`},
		"siblings of a reference":   {head, "paths: {}\ndefinitions: {A: {$ref: '#/definitions/B', oneOf: 1}, B: {}}", "", "", ""},
		"extensions":                {head, "paths: {x-a: 1}\nx-b: {definitions: 1}\ndefinitions: {A: {x-nullable: true}}", "", "", ""},
		"recursion":                 {head, "paths: {}\ndefinitions: {A: {properties: {a: {$ref: '#/definitions/A'}}}}", "", "", ""},
		"loop":                      {head, "paths: {}\ndefinitions: {A: {$ref: '#/definitions/A'}}", "'#/definitions/A'", "broken-reference", `the reference "#/definitions/A" leads back to itself`},
	} {
		t.Run(name, tt.check)
	}
}

func TestViolationsOf32(t *testing.T) {
	const head = "openapi: 3.2.0\ninfo: {title: t, version: '1'}\n"
	op := func(parameters string) string {
		return "paths: {/a: {get: {parameters: " + parameters + "}}}"
	}
	for name, tt := range map[string]violationCase{
		"$self":                   {"openapi: 3.2.0\n$self: /a.yaml\ninfo: {title: t, version: '1'}\n", "paths: {}", "", "", ""},
		"$self with fragment":     {"openapi: 3.2.0\n$self: /a.yaml#b\ninfo: {title: t, version: '1'}\n", "paths: {}", "/a.yaml#b", "wrong-value", "$self is the address of the whole document, without a fragment"},
		"query":                   {head, "paths: {/a: {query: {responses: {'200': {summary: ok}}}}}", "", "", ""},
		"additional":              {head, "paths: {/a: {additionalOperations: {COPY: {}, purge: {}}}}", "", "", ""},
		"additional GET":          {head, "paths: {/a: {additionalOperations: {GET: {}}}}", "GET", "wrong-value", `the method "GET" has a field of its own`},
		"additional with a space": {head, "paths: {/a: {additionalOperations: {A B: {}}}}", "A B", "wrong-value", `"A B" is not an HTTP method`},
		"querystring":             {head, op("[{name: q, in: querystring, content: {a/b: {schema: {}}}}]"), "", "", ""},
		"querystring with schema": {head, op("[{name: q, in: querystring, schema: {}}]"), "querystring", "conflict", "a parameter in querystring has content, not a schema"},
		"querystring twice":       {head, op("[{name: q, in: querystring, content: {a/b: {}}}, {name: r, in: querystring, content: {a/b: {}}}]"), "r", "conflict", "an operation has one parameter in querystring at most"},
		"querystring and query":   {head, op("[{name: q, in: querystring, content: {a/b: {}}}, {name: r, in: query, schema: {}}]"), "r", "conflict", "an operation has a parameter in querystring or parameters in query, not both"},
		"querystring in 3.1":      {"openapi: 3.1.0\ninfo: {title: t, version: '1'}\n", op("[{name: q, in: querystring, content: {a/b: {}}}]"), "querystring", "wrong-version", `"in" cannot be "querystring" in OpenAPI 3.1; it came with OpenAPI 3.2`},
		"cookie style":            {head, op("[{name: q, in: cookie, style: cookie, schema: {}}]"), "", "", ""},
		"cookie style in query":   {head, op("[{name: q, in: query, style: cookie, schema: {}}]"), "cookie", "wrong-value", `a parameter in query cannot have the style "cookie"`},
		"encodings":               {head, "components: {mediaTypes: {A: {prefixEncoding: [{}], itemEncoding: {}}, B: {itemSchema: {}}}}", "", "", ""},
		"encodings in conflict":   {head, "components: {mediaTypes: {A: {encoding: {}, prefixEncoding: []}}}", "prefixEncoding", "conflict", `"encoding" and "prefixEncoding" exclude each other`},
		"nested encodings":        {head, "components: {mediaTypes: {A: {itemEncoding: {encoding: {}, itemEncoding: {}}}}}", "itemEncoding", "conflict", `"encoding" and "itemEncoding" exclude each other`},
		"example":                 {head, "components: {examples: {A: {dataValue: 1, serializedValue: '1'}, B: {dataValue: 1, externalValue: a.json}}}", "", "", ""},
		"example in conflict":     {head, "components: {examples: {A: {serializedValue: '1', externalValue: a.json}}}", "externalValue", "conflict", `"serializedValue" and "externalValue" exclude each other`},
		"discriminator":           {head, "components: {schemas: {A: {discriminator: {propertyName: k, defaultMapping: A}, properties: {k: {}}}, B: {discriminator: {propertyName: k}, required: [k], properties: {k: {}}}}}", "", "", ""},
		"optional discriminator":  {head, "components: {schemas: {A: {discriminator: {propertyName: k}, properties: {k: {}}}}}", "k", "missing-field", `the property "k" is optional, and the discriminator does not say what holds without it`},
		"default mapping":         {head, "components: {schemas: {A: {discriminator: {propertyName: k, defaultMapping: B}}}}", "B", "broken-reference", `the mapping "B" names no schema`},
		"xml":                     {head, "components: {schemas: {A: {xml: {nodeType: cdata}}, B: {xml: {attribute: true}}}}", "", "", ""},
		"xml node type":           {head, "components: {schemas: {A: {xml: {nodeType: comment}}}}", "comment", "wrong-value", `"nodeType" cannot be "comment"`},
		"device flow":             {head, "components: {securitySchemes: {a: {type: oauth2, flows: {deviceAuthorization: {tokenUrl: /t, scopes: {}}}}}}", "deviceAuthorization", "missing-field", `the device authorization flow has no "deviceAuthorizationUrl"`},
		"scheme by URI":           {head, "security: [{'#/components/securitySchemes/a': []}]\ncomponents: {securitySchemes: {a: {type: mutualTLS}}}", "", "", ""},
		"scheme by broken URI":    {head, "components: {}\nsecurity: [{'#/components/securitySchemes/a': []}]", "'#/components/securitySchemes/a'", "undefined-scheme", `there is no security scheme "#/components/securitySchemes/a"`},
		"tag parents":             {head, "components: {}\ntags: [{name: a, parent: b}, {name: b}]", "", "", ""},
		"tag parent missing":      {head, "components: {}\ntags: [{name: a, parent: bb}]", "bb", "tag-parent", `the parent "bb" of the tag "a" is not declared`},
		"tag parent of itself":    {head, "components: {}\ntags: [{name: a, parent: a}]", "a", "tag-parent", `the tag "a" is its own ancestor`},
		"newer in 3.1":            {"openapi: 3.1.0\ninfo: {title: t, version: '1'}\n", "components: {}\ntags: [{name: a, kind: nav}]", "kind", "wrong-version", `"kind" is not a field of a tag in OpenAPI 3.1; it came with OpenAPI 3.2`},
	} {
		t.Run(name, tt.check)
	}
}

func TestViolationsOfAll(t *testing.T) {
	const h30, h31 = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
	content := func(s string) string {
		return "paths: {/a: {post: {requestBody: {content: " + s + "}, responses: {'200': {description: ok}}}}}"
	}
	for name, tt := range map[string]violationCase{
		"2.0 field in 3.0":        {h30, "paths: {}\ndefinitions: {}", "definitions", "wrong-version", `"definitions" is a field of the document in Swagger 2.0; OpenAPI 3.0 has another way to say it`},
		"type of a parameter":     {h31, "paths: {/a: {parameters: [{name: a, in: query, type: string, schema: {}}]}}", "type", "wrong-version", `"type" is a field of a parameter in Swagger 2.0; OpenAPI 3.1 has another way to say it`},
		"media type":              {h30, content("{json: {}}"), "json", "wrong-value", `"json" is not a media type`},
		"media type range":        {h30, content("{'*/*': {}, text/*: {}, 'application/vnd.a+json; v=1': {}, x-zip: {}}"), "", "", ""},
		"empty content value":     {h31, "paths: {/a: {parameters: [{name: a, in: query, content: {}}]}}", "content", "wrong-value", "the content of a parameter must have exactly one media type"},
		"schema and content":      {h31, "paths: {/a: {parameters: [{name: a, in: query, content: {a/b: {}}, schema: {}}]}}", "content", "conflict", `"schema" and "content" exclude each other`},
		"link target":             {h31, "paths: {/a: {get: {operationId: b, responses: {'200': {description: ok, links: {l: {operationId: c}}}}}}}", "c", "link-target", `no operation has the operationId "c" that the link leads to`},
		"link by both":            {h31, "components: {links: {l: {operationId: c, operationRef: '#/components/links/l'}}}", "operationId", "conflict", `"operationRef" and "operationId" exclude each other`},
		"link in other document":  {h31, "paths: {/a: {get: {responses: {'200': {description: ok, links: {l: {operationRef: 'https://example.com/a.yaml#/paths/a/get'}}}}}}}", "", "", ""},
		"header twice":            {h31, "paths: {/a: {parameters: [{name: X-A, in: header, schema: {}}, {name: x-a, in: header, schema: {}}]}}", "x-a", "duplicate-parameter", `the parameter "x-a" in header is listed twice`},
		"encoding":                {h30, content("{multipart/form-data: {schema: {properties: {a: {}}}, encoding: {b: {}}}}"), "b", "encoding", `the encoding "b" is for a property that the schema does not have`},
		"encoding of any":         {h30, content("{multipart/form-data: {schema: {type: object}, encoding: {b: {}}}}"), "", "", ""},
		"encoding of composition": {h30, content("{multipart/form-data: {schema: {allOf: [{properties: {a: {}}}, {oneOf: [{properties: {b: {}}}, {properties: {c: {}}}]}]}, encoding: {a: {}, b: {}, c: {}}}}"), "", "", ""},
		"encoding behind dangle":  {h30, content("{multipart/form-data: {schema: {$ref: '#/x'}, encoding: {a: {}}}}"), "'#/x'", "broken-reference", `the reference "#/x" leads nowhere`},
		"license":                 {"openapi: 3.1.0\ninfo: {title: t, version: '1', license: {name: a, identifier: MIT, url: /a}}\n", "paths: {}", "url", "conflict", `"identifier" and "url" exclude each other`},
		"email":                   {"openapi: 3.1.0\ninfo: {title: t, version: '1', contact: {email: 'a b@c.d'}}\n", "paths: {}", "'a b@c.d'", "url", `"a b@c.d" is not an e-mail address`},
		"callback":                {h31, "components: {callbacks: {a: {'{$request.body#/u}/x': {}, '{$request.query.u}': {}, 'https://example.com/{$response.header.id}?m={$method}': {}, '/fixed': {}}}}", "", "", ""},
		"callback misspelt":       {h31, "components: {callbacks: {a: {'{$request.boby}': {}}}}", "'{$request.boby}'", "wrong-value", `"$request.boby" is not a runtime expression`},
		"server variable":         {h31, "paths: {}\nservers: [{url: 'https://{a}/'}]", "'https://{a}/'", "server-variable", "the variable {a} of the server's URL is not defined"},
		"scopes 3.1":              {h31, "security: [{a: [x]}]\ncomponents: {securitySchemes: {a: {type: mutualTLS}}}", "", "", ""},
		"mapping":                 {h31, "components: {schemas: {A: {discriminator: {propertyName: a, mapping: {b: '#/components/schemas/B', c: A}}}}}", "'#/components/schemas/B'", "broken-reference", `the reference "#/components/schemas/B" leads nowhere: there is no "B" in components/schemas`},
		"kind of a header":        {h31, "components: {responses: {A: {description: ok, headers: {X: {$ref: '#/components/parameters/P'}}}}, parameters: {P: {name: p, in: header, schema: {}}}}", "'#/components/parameters/P'", "reference-kind", `the reference "#/components/parameters/P" leads to a parameter, but a header is expected here`},
		"allowReserved of header": {h31, "components: {headers: {A: {schema: {}, allowReserved: true}}}", "allowReserved", "wrong-version", `"allowReserved" is not a field of a header in OpenAPI 3.1; it was one in OpenAPI 3.0`},
	} {
		t.Run(name, tt.check)
	}
}

func TestFactsOf32(t *testing.T) {
	m, _ := readFacts(t, map[string]string{"openapi.yaml": `openapi: 3.2.0
info: {title: t, version: '1', x-audience: partners}
paths:
  /a:
    query: {x-cost: 3, x-flag: [1], operationId: search}
    additionalOperations: {PURGE: {operationId: purge}, Get: {}}
    get: {}
`})
	var got []string
	for _, op := range m.Operations {
		got = append(got, op.Method+" "+op.Label)
	}
	if s := strings.Join(got, ", "); s != "get GET /a, query QUERY /a, purge PURGE /a, get GET /a" {
		t.Errorf("operations %s", s)
	}
	if s := short(t, m.Paths[0].Methods); s != `["get","get","purge","query"]` {
		t.Errorf("methods %s", s)
	}
	got = nil
	for _, x := range m.Extensions {
		got = append(got, x.Owner+" "+x.Name+" "+x.Value)
	}
	if s := strings.Join(got, ", "); s != "info x-audience partners, operation x-cost 3, operation x-flag " {
		t.Errorf("extensions %q", s)
	}
}

package openapi

import (
	"strings"
	"testing"
)

// Each case is the body of a document, a violation that it has as "text at fault: problem", or "" when it is valid.
func TestViolations(t *testing.T) {
	const ok = "{'200': {description: ok}}"
	for name, tt := range map[string]struct {
		version string
		body    string
		at      string
		problem string
	}{
		"empty 3.0":                      {"3.0.3", "paths: {}", "", ""},
		"no paths 3.0":                   {"3.0.3", "components: {}", "openapi", `the document has no "paths"`},
		"no paths 3.1":                   {"3.1.0", "components: {}", "", ""},
		"nothing 3.1":                    {"3.1.0", "servers: []", "openapi", "the document has no paths, components or webhooks"},
		"version without patch":          {"3.1", "paths: {}", "3.1", `"openapi" must be a string, not the number 3.1`},
		"quoted version without patch":   {"'3.0'", "paths: {}", "'3.0'", `the version "3.0" has no patch number`},
		"unknown field":                  {"3.0.3", "paths: {}\nserver: []", "server", `"server" is not a field of the document`},
		"extension":                      {"3.0.3", "paths: {}\nx-server: []", "", ""},
		"webhooks 3.0":                   {"3.0.3", "paths: {}\nwebhooks: {}", "webhooks", `"webhooks" is not a field of the document in OpenAPI 3.0; it came with OpenAPI 3.1`},
		"wrong type":                     {"3.0.3", "paths: []", "paths", `"paths" must be a mapping, not a list`},
		"null":                           {"3.0.3", "paths:", "paths", `"paths" is empty (null); it must be a mapping`},
		"relative path":                  {"3.0.3", "paths: {users: {}}", "users", `the path "users" does not begin with a slash`},
		"no responses 3.0":               {"3.0.3", "paths: {/a: {get: {}}}", "get", `an operation has no "responses"`},
		"no responses 3.1":               {"3.1.0", "paths: {/a: {get: {}}}", "", ""},
		"empty responses":                {"3.1.0", "paths: {/a: {get: {responses: {}}}}", "responses", "there is no response"},
		"status as number":               {"3.0.3", "paths: {/a: {get: {responses: {200: {description: ok}}}}}", "", ""},
		"status range":                   {"3.0.3", "paths: {/a: {get: {responses: {2XX: {description: ok}}}}}", "", ""},
		"bad status":                     {"3.0.3", "paths: {/a: {get: {responses: {'600': {description: ok}}}}}", "'600'", `"600" is not a status code`},
		"no description":                 {"3.0.3", "paths: {/a: {get: {responses: {'200': {}}}}}", "'200'", `a response has no "description"`},
		"empty description":              {"3.0.3", "paths: {/a: {get: {responses: {'200': {description: ''}}}}}", "", ""},
		"method in capitals":             {"3.0.3", "paths: {/a: {GET: {}}}", "GET", `"GET" is not a field of a path item`},
		"parameter in body":              {"3.0.3", "paths: {/a: {parameters: [{name: b, in: body, schema: {}}]}}", "body", `"in" cannot be "body"`},
		"parameter without schema":       {"3.0.3", "paths: {/a: {parameters: [{name: b, in: query}]}}", "b", `a parameter has neither "schema" nor "content"`},
		"schema and content":             {"3.0.3", "paths: {/a: {parameters: [{name: b, in: query, schema: {}, content: {a/b: {}}}]}}", "content", `"schema" and "content" exclude each other`},
		"content of two":                 {"3.0.3", "paths: {/a: {parameters: [{name: b, in: query, content: {a/b: {}, c/d: {}}}]}}", "content", "the content of a parameter must have exactly one media type"},
		"optional path parameter":        {"3.0.3", "paths: {'/{a}': {parameters: [{name: a, in: path, schema: {}}]}}", "a", `the path parameter "a" is not required, but a path cannot do without it`},
		"path parameter undeclared":      {"3.0.3", "paths: {'/{a}': {get: {responses: " + ok + "}}}", "'/{a}'", `the path parameter {a} of "/{a}" is not declared`},
		"path parameter of one method":   {"3.0.3", "paths: {'/{a}': {get: {responses: " + ok + "}, put: {parameters: [{name: a, in: path, required: true, schema: {}}], responses: " + ok + "}}}", "get", `the path parameter {a} of "/{a}" is not declared for GET`},
		"path without operations":        {"3.0.3", "paths: {'/{a}': {}}", "", ""},
		"path parameter unused":          {"3.0.3", "paths: {/a: {parameters: [{name: zone, in: path, required: true, schema: {}}]}}", "zone", `the path parameter "zone" is not in the path "/a"`},
		"path parameter misspelt":        {"3.0.3", "paths: {'/{userId}': {parameters: [{name: userID, in: path, required: true, schema: {}}], get: {responses: " + ok + "}}}", "userID", `the path parameter "userID" is not in the path "/{userId}"`},
		"path parameter behind dangling": {"3.0.3", "paths: {'/{a}': {parameters: [{$ref: '#/nowhere'}], get: {responses: " + ok + "}}}", "'#/nowhere'", `the reference "#/nowhere" leads nowhere`},
		"same path":                      {"3.0.3", "paths: {'/{a}': {}, '/{b}': {}}", "'/{b}'", `the path "/{b}" is the same as "/{a}": the names of parameters do not tell paths apart`},
		"other path":                     {"3.0.3", "paths: {'/{a}/x': {}, '/{b}/y': {}}", "", ""},
		"parameter in path twice":        {"3.1.0", "paths: {'/{a}/{a}': {}}", "'/{a}/{a}'", `the path "/{a}/{a}" has the parameter {a} twice`},
		"unnamed parameter":              {"3.1.0", "paths: {'/{}': {}}", "'/{}'", `the path "/{}" has a parameter without a name`},
		"open brace":                     {"3.1.0", "paths: {'/{a': {}}", "'/{a'", `the braces of the path "/{a" do not match`},
		"parameter twice":                {"3.0.3", "paths: {/a: {parameters: [{name: b, in: query, schema: {}}, {name: b, in: query, schema: {type: string}}]}}", "b", `the parameter "b" in query is listed twice`},
		"parameter overridden":           {"3.0.3", "paths: {/a: {parameters: [{name: b, in: query, schema: {}}], get: {parameters: [{name: b, in: query, schema: {}}], responses: " + ok + "}}}", "", ""},
		"type list 3.0":                  {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {type: [string]}}}", "type", "a list of types is OpenAPI 3.1; in OpenAPI 3.0 a schema has one type"},
		"type list 3.1":                  {"3.1.0", "components: {schemas: {A: {type: [string, 'null']}}}", "", ""},
		"type null 3.0":                  {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {type: 'null'}}}", "'null'", `there is no type "null" in OpenAPI 3.0`},
		"type unknown":                   {"3.1.0", "components: {schemas: {A: {type: int}}}", "int", `there is no type "int"`},
		"bound as number 3.0":            {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {exclusiveMinimum: 3}}}", "3", `"exclusiveMinimum" is true or false in OpenAPI 3.0; a number is OpenAPI 3.1`},
		"bound as boolean 3.0":           {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {exclusiveMinimum: true}}}", "", ""},
		"bound as boolean 3.1":           {"3.1.0", "components: {schemas: {A: {exclusiveMaximum: true}}}", "true", `"exclusiveMaximum" is a number in OpenAPI 3.1; true and false are OpenAPI 3.0`},
		"const 3.0":                      {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {const: 1}}}", "const", `"const" is not a field of a schema in OpenAPI 3.0; it came with OpenAPI 3.1`},
		"unknown keyword 3.0":            {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {maxlength: 1}}}", "maxlength", `"maxlength" is not a field of a schema`},
		"unknown keyword 3.1":            {"3.1.0", "components: {schemas: {A: {maxlength: 1, nullable: true}}}", "", ""},
		"boolean schema 3.0":             {"3.0.3", "paths: {}\ncomponents: {schemas: {A: true}}", "true", `"A" must be a mapping, not the boolean true`},
		"boolean schema 3.1":             {"3.1.0", "components: {schemas: {A: true, B: {items: false}}}", "", ""},
		"additionalProperties":           {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {additionalProperties: false}, B: {additionalProperties: {type: string}}}}", "", ""},
		"array without items 3.0":        {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {type: array}}}", "array", `a schema of type array has no "items"`},
		"array without items 3.1":        {"3.1.0", "components: {schemas: {A: {type: array}}}", "", ""},
		"required as boolean":            {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {properties: {b: {required: true}}}}}", "true", `"required" must be a list, not the boolean true`},
		"required empty 3.0":             {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {required: []}}}", "required", `"required" is an empty list`},
		"required empty 3.1":             {"3.1.0", "components: {schemas: {A: {required: []}}}", "", ""},
		"fraction as length":             {"3.1.0", "components: {schemas: {A: {maxLength: 1.5}}}", "1.5", `"maxLength" must be a whole number that is not negative, not the number 1.5`},
		"quoted length":                  {"3.1.0", "components: {schemas: {A: {maxLength: '5'}}}", "'5'", `"maxLength" must be a whole number that is not negative, not a string`},
		"large length":                   {"3.1.0", "components: {schemas: {A: {maxLength: 18446744073709551616}, B: {maxLength: 1.0}}}", "", ""},
		"properties named like fields":   {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {properties: {$ref: {type: string}, type: {type: string}, x-y: {type: string}}}}}", "", ""},
		"unknown scheme":                 {"3.0.3", "paths: {}\nsecurity: [{a: []}]", "a", `there is no security scheme "a"`},
		"known scheme":                   {"3.0.3", "paths: {}\nsecurity: [{a: []}, {}]\ncomponents: {securitySchemes: {a: {type: http, scheme: basic}}}", "", ""},
		"mutualTLS 3.0":                  {"3.0.3", "paths: {}\ncomponents: {securitySchemes: {a: {type: mutualTLS}}}", "mutualTLS", "mutualTLS came with OpenAPI 3.1"},
		"scheme without name":            {"3.0.3", "paths: {}\ncomponents: {securitySchemes: {a: {type: apiKey, in: query}}}", "a", `a security scheme of type apiKey has no "name"`},
		"flow without token URL":         {"3.0.3", "paths: {}\ncomponents: {securitySchemes: {a: {type: oauth2, flows: {password: {scopes: {}}}}}}", "password", `the password flow has no "tokenUrl"`},
		"server variable":                {"3.0.3", "paths: {}\nservers: [{url: '/{v}', variables: {v: {}}}]", "v", `a server variable has no "default"`},
		"default outside of enum":        {"3.1.0", "paths: {}\nservers: [{url: '/{v}', variables: {v: {enum: [a], default: b}}}]", "b", `the default "b" is not in the variable's enum`},
		"license 3.1":                    {"3.1.0", "paths: {}\ncomponents: {x-y: {}}", "", ""},
		"component name":                 {"3.0.3", "paths: {}\ncomponents: {schemas: {a b: {}}}", "a b", `the component name "a b" has characters other than letters, digits, '.', '-' and '_'`},
		"tag twice":                      {"3.0.3", "paths: {}\ntags: [{name: a}, {name: a}]", "a", `the tag "a" is declared twice`},
		"example and examples":           {"3.0.3", "paths: {/a: {get: {responses: {'200': {description: ok, content: {a/b: {example: 1, examples: {}}}}}}}}", "examples", `"example" and "examples" exclude each other`},
		"link to nothing":                {"3.0.3", "paths: {}\ncomponents: {links: {a: {}}}", "a", "a link has neither operationId nor operationRef"},
		"header with x-":                 {"3.0.3", "paths: {}\ncomponents: {headers: {x-rate: {}}}", "x-rate", `a header has neither "schema" nor "content"`},
		"style not for this place":       {"3.0.3", "paths: {/a: {parameters: [{name: b, in: query, schema: {}, style: matrix}]}}", "matrix", `a parameter in query cannot have the style "matrix"`},
		"reference in data":              {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {example: {$ref: '#/nowhere'}, enum: [{$ref: x}], default: {$ref: x}, x-y: {$ref: x}}}}", "", ""},
		"siblings of a reference 3.0":    {"3.0.3", "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B', nonsense: 1}, B: {}}}", "", ""},
		"siblings of a reference 3.1":    {"3.1.0", "components: {schemas: {A: {$ref: '#/components/schemas/B', maxLength: x}, B: {}}}", "x", `"maxLength" must be a whole number that is not negative, not a string`},
	} {
		t.Run(name, func(t *testing.T) {
			text := "openapi: " + tt.version + "\ninfo: {title: t, version: '1'}\n" + tt.body + "\n"
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
			if got := excerpt(text, doc.Nodes()[v.At].Range); got != tt.at {
				t.Errorf("at %q, want %q", got, tt.at)
			}
			if v.Hint == "" || strings.HasSuffix(v.Hint, ".") {
				t.Errorf("hint %q", v.Hint)
			}
		})
	}
}

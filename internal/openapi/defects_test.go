package openapi

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Each case is what libraries and other linters for OpenAPI stumble over: they refuse the document, blame it for something
// legal, or see nothing. What they get wrong is said before the case; the facts have the right answer.
func TestWhatOthersGetWrong(t *testing.T) {
	const (
		v30 = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n"
		v31 = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
		v32 = "openapi: 3.2.0\ninfo: {title: t, version: '1'}\n"
		ok  = "{responses: {'200': {description: ok}}}"
	)
	deep := func(n int) string {
		return `{"openapi":"3.1.0","info":{"title":"t","version":"1"},"components":{"schemas":{"A":` +
			strings.Repeat(`{"type":"object","properties":{"a":`, n) + `{"type":"string"}` + strings.Repeat("}}", n) + "}}}"
	}
	for name, tt := range map[string]struct {
		files      []string // the document, then names and texts
		wrong      []string // problems of violations and of reading
		operations int
		endless    int
	}{
		// Loading stops at values of another type.
		"a number for a version": {[]string{"openapi: 3.0.3\ninfo: {title: t, version: 1.0}\npaths: {/a: {get: {responses: {200: {description: ok}, 4XX: {description: no}}}}}"},
			[]string{`"version" must be a string, not the number 1.0`}, 1, 0},
		// Loading stops at the first reference that leads nowhere, or gives an empty model.
		"a file that is not there": {[]string{v30 + "paths: {/a: {$ref: 'paths.yaml#/a'}, /b: {get: " + ok + "}}\ncomponents: {schemas: {A: {$ref: 'nope.yaml#/x'}, B: {type: strin}}}",
			"paths.yaml", "a: {get: " + ok + "}"}, []string{`the reference "nope.yaml#/x" leads nowhere: there is no file "nope.yaml"`, `there is no type "strin"`}, 2, 0},
		// Validators stop at the first mistake of each kind.
		"several mistakes": {[]string{v30 + "paths: {a: {get: " + ok + "}, b: {get: " + ok + "}}"},
			[]string{`the path "a" does not begin with a slash`, `the path "b" does not begin with a slash`}, 0, 0},
		// A cycle through "required" is called infinite wherever it leads.
		"recursion that ends": {[]string{v30 + "paths: {}\ncomponents:\n  schemas:\n    Tree: {type: object, required: [children], properties: {children: {type: array, items: {$ref: '#/components/schemas/Tree'}}}}\n" +
			"    List: {type: object, required: [next], properties: {next: {nullable: true, allOf: [{$ref: '#/components/schemas/List'}]}}}\n" +
			"    Map: {type: object, required: [of], properties: {of: {type: object, additionalProperties: {$ref: '#/components/schemas/Map'}}}}\n" +
			"    Choice: {oneOf: [{type: string}, {type: object, required: [not], properties: {not: {$ref: '#/components/schemas/Choice'}}}]}\n" +
			"    This: {type: object, properties: {that: {$ref: '#/components/schemas/That'}}}\n    That: {type: object, required: [this], properties: {this: {$ref: '#/components/schemas/This'}}}"},
			nil, 0, 0},
		"recursion that does not": {[]string{v30 + "paths: {}\ncomponents: {schemas: {Node: {type: object, required: [child], properties: {child: {$ref: '#/components/schemas/Node'}}}}}"}, nil, 0, 1},
		// The process hangs, or looks for the file in the wrong folder.
		"back into the root": {[]string{v30 + "paths: {/a: {$ref: 'sub/paths.yaml#/a'}}\ncomponents: {schemas: {S: {$ref: 'sub/schemas.yaml#/components/schemas/S'}, T: {type: string}}}",
			"sub/paths.yaml", "a: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '../openapi.yaml#/components/schemas/S'}}}}}}}",
			"sub/schemas.yaml", "components: {schemas: {S: {properties: {t: {$ref: '../openapi.yaml#/components/schemas/T'}, s: {$ref: '#/components/schemas/S'}}}}}"}, nil, 1, 0},
		// Nothing is found, or "something went wrong".
		"a reference to itself": {[]string{v30 + "paths: {}\ncomponents: {schemas: {A: {$ref: '#/components/schemas/A'}, B: {$ref: '#/components/schemas/C'}, C: {$ref: '#/components/schemas/B'}}}"},
			[]string{`the reference "#/components/schemas/A" leads back to itself`, `the reference "#/components/schemas/C" leads back to itself`}, 0, 0},
		// $anchor is not known, $id is fetched from the network, and false is no schema.
		"keywords of 3.1": {[]string{"openapi: 3.1.0\ninfo: {title: t, version: '1', summary: s, license: {name: MIT, identifier: MIT}}\njsonSchemaDialect: https://json-schema.org/draft/2020-12/schema\n" +
			"webhooks: {w: {post: " + ok + "}}\ncomponents:\n  pathItems: {P: {get: " + ok + "}}\n  schemas:\n    V: {$ref: '#here', description: d, maxLength: 3}\n    W: {$anchor: here, type: [string, 'null'], const: a, examples: [a]}\n" +
			"    Y: {$id: 'https://example.com/y', if: {required: [a]}, then: {required: [b]}, else: false, dependentSchemas: {a: {required: [c]}}, prefixItems: [{type: string}], unevaluatedProperties: false,\n" +
			"      patternProperties: {^x: {type: string}}, propertyNames: {maxLength: 3}, contains: true, $defs: {z: true}, properties: {z: {$ref: '#/$defs/z'}}}\n    Z: {$ref: 'https://example.com/y'}"}, nil, 1, 0},
		// What is new in 3.2 is called unknown, and a response without description invalid.
		"fields of 3.2": {[]string{"openapi: 3.2.0\n$self: https://example.com/api.yaml\ninfo: {title: t, version: '1'}\ntags: [{name: a, summary: A, kind: nav}, {name: b, parent: a}]\nservers: [{url: 'https://example.com', name: prod}]\npaths:\n" +
			"  /s:\n    query:\n      requestBody: {content: {application/json: {schema: {type: object}}}}\n      responses: {'200': {summary: good, content: {text/event-stream: {itemSchema: {type: object}}}}}\n" +
			"    additionalOperations: {PURGE: {responses: {'204': {description: d}}}}\n" +
			"    get: {parameters: [{name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}], responses: {'200': {description: ok, content: {application/json: {$ref: '#/components/mediaTypes/M'}}}}}\n" +
			"components:\n  mediaTypes: {M: {schema: {type: string}, examples: {e: {dataValue: a, serializedValue: '\"a\"'}}}}\n  schemas: {D: {type: object, discriminator: {propertyName: k, defaultMapping: D}, properties: {k: {type: string}}}}\n" +
			"  securitySchemes: {o: {type: oauth2, oauth2MetadataUrl: 'https://example.com/o', deprecated: true, flows: {deviceAuthorization: {deviceAuthorizationUrl: 'https://example.com/d', tokenUrl: 'https://example.com/t', scopes: {}}}}}"}, nil, 3, 0},
		"a later patch of 3.0": {[]string{"openapi: 3.0.99\ninfo: {title: t, version: '1'}\npaths: {/a: {get: " + ok + "}}"}, nil, 1, 0},
		// The file is read.
		"out of the repository": {[]string{v30 + "paths: {}\ncomponents: {schemas: {A: {$ref: '../../../etc/hostname'}}}"}, []string{`the reference "../../../etc/hostname" leads out of the repository`}, 0, 0},
		"absolute":              {[]string{v30 + "paths: {}\ncomponents: {schemas: {A: {$ref: '/etc/hostname'}}}"}, []string{`the reference "/etc/hostname" leads out of the repository`}, 0, 0},
		// It is fetched.
		"to the network": {[]string{v30 + "paths: {}\ncomponents: {schemas: {A: {$ref: 'http://127.0.0.1:9/x.yaml#/A'}}}"}, []string{`the reference "http://127.0.0.1:9/x.yaml#/A" leads to the network; bdma makes no connections, so what it leads to is not judged`}, 0, 0},
		// A schema that is deep is called circular.
		"deep schemas":         {[]string{deep(480)}, nil, 0, 0},
		"schemas beyond limit": {[]string{deep(600)}, []string{"values nest deeper than 1000 levels; bdma does not look further"}, 0, 0},
		// It is read as a document of OpenAPI 3 that has nothing in it.
		"Swagger 2.0": {[]string{"swagger: '2.0'\ninfo: {title: t, version: '1'}\npaths: {/a: {get: {parameters: [{name: q, in: query, type: strin}], responses: {200: {description: ok, schema: {$ref: '#/definitions/A'}}}}}}\ndefinitions: {A: {type: object}}"},
			[]string{`the type of a parameter in query cannot be "strin"`}, 1, 0},
		// Every YAML file below is read, and its mistakes are reported.
		"files that nothing refers to": {[]string{v31 + "paths: {/a: {get: " + ok + "}}", "other.yaml", "get: [\n", "values.yaml", "a: {{ .b }}\n"}, nil, 1, 0},
		// A key that is written twice is not seen in JSON, nor a second document in YAML.
		"twice in JSON": {[]string{`{"openapi":"3.0.3","info":{"title":"t","version":"1"},"paths":{"/a":{"get":{"responses":{"200":{"description":"ok"}}}},"/a":{"post":{"responses":{"200":{"description":"ok"}}}}}}`},
			[]string{`the key "/a" is written twice here; what stands under the second is not judged`}, 1, 0},
		"a second document": {[]string{v32 + "paths: {/a: {get: " + ok + "}}\n---\nfoo: 1\n"}, []string{"a second YAML document begins here; it is not judged"}, 1, 0},
		"merged":            {[]string{v30 + "x-def: &d " + ok + "\npaths: {/a: {get: {<<: *d, operationId: getA}}}"}, nil, 1, 0},
		"lines of Windows":  {[]string{"\ufeff" + strings.ReplaceAll(v30+"paths:\n  /a:\n    get:\n      responses:\n        '200': {description: ok}\n", "\n", "\r\n")}, nil, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"openapi.yaml": tt.files[0]}
			for i := 1; i < len(tt.files); i += 2 {
				files[tt.files[i]] = tt.files[i+1]
			}
			m, doc := readFacts(t, files)
			var wrong []string
			for _, v := range m.Violations {
				wrong = append(wrong, v.Problem)
				if n := doc.Nodes()[v.At]; n.Range.Start.Line == 0 {
					t.Errorf("%s: no place in %s", v.Problem, n.File)
				}
			}
			for _, p := range m.Problems {
				wrong = append(wrong, p.Message)
			}
			slices.Sort(wrong)
			if want := slices.Sorted(slices.Values(tt.wrong)); !slices.Equal(wrong, want) {
				t.Errorf("got  %q\nwant %q", wrong, want)
			}
			if got, want := fmt.Sprint(len(m.Operations), len(m.EndlessSchemas)), fmt.Sprint(tt.operations, tt.endless); got != want {
				t.Errorf("%s operations and endless schemas, want %s", got, want)
			}
		})
	}
}

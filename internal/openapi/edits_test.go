package openapi

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

var updateEdits = flag.Bool("update", false, "write testdata/edits.tsv anew")

// TestEveryEdit adds, removes and changes every field of every object of OpenAPI 3.0, 3.1 and 3.2, where clients send it and where they
// are sent it, and holds what Compare says of each edit against testdata/edits.tsv, which becomes a page of the documentation. A
// field of the specification that the tables below do not have fails, and so does one of which no edit is seen, unless [unseen] says
// why. The verdicts are those of the rules.
func TestEveryEdit(t *testing.T) {
	everyPair := make(pairs)
	for kind := documentObject; kind <= deviceFlowObject; kind++ {
		spec, o := &objects()[kind], edited[kind]
		for name, v := range o.fields {
			field := spec.fields[name]
			if name == "*" {
				field = spec.pattern
			}
			if field == nil {
				t.Errorf("%s has no %s", spec.name, name)
				continue
			}
			editRows(t, everyPair, o, spec, name, field, v)
			editRows(t, everyPair, o, spec, name, field, older[spec.name+" "+name])
		}
	}
	Judge(t, everyPair)
	table := []string{"# What each edit of each field does: object, field, versions, edit, where, verdict, changes. Written by the test with -update; read the diff."}
	for kind := documentObject; kind <= deviceFlowObject; kind++ {
		spec := &objects()[kind]
		o, ok := edited[kind]
		if !ok {
			t.Errorf("%s: no example is given", spec.name)
			continue
		}
		names := slices.Sorted(maps.Keys(spec.fields))
		if spec.pattern != nil {
			names = append(names, "*")
		}
		for _, name := range names {
			field := spec.pattern
			if name != "*" {
				field = spec.fields[name]
			}
			pair, ok := o.fields[name]
			if !ok {
				t.Errorf("%s: no example of %s is given", spec.name, name)
				continue
			}
			rows, seen := editRows(t, everyPair, o, spec, name, field, pair)
			if v, ok := older[spec.name+" "+name]; ok {
				more, _ := editRows(t, everyPair, o, spec, name, field, v)
				rows = append(more, rows...)
			}
			why, excused := unseen[spec.name+" "+name]
			switch {
			case !seen && !excused:
				t.Errorf("%s: no edit of %s is seen", spec.name, name)
			case seen && excused:
				t.Errorf("%s: edits of %s are seen, and unseen says that they are not", spec.name, name)
			case excused:
				rows = []string{strings.Join([]string{spec.name, name, versionNames(field.in), "any", "anywhere", "irrelevant", why}, "\t")}
			}
			table = append(table, rows...)
		}
	}
	got := strings.Join(table, "\n") + "\n"
	file := filepath.Join("testdata", "edits.tsv")
	if *updateEdits && !t.Failed() {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("the verdicts are others (-testdata/edits.tsv +now); go test -run TestEveryEdit -update writes them\n%.4000s", diff)
	}
}

// editedVersions are the versions of which edits are looked at. Swagger 2.0 is compared as what it says in the words of 3.0.
var editedVersions = []version{v30, v31, v32}

var editedNumbers = map[version]string{v30: "3.0", v31: "3.1", v32: "3.2"}

func versionNames(in version) string {
	var names []string
	for _, v := range editedVersions {
		if in&v != 0 {
			names = append(names, editedNumbers[v])
		}
	}
	return strings.Join(names, ", ")
}

// editRows are the rows of a field, and whether any of its edits is seen.
func editRows(t *testing.T, judged pairs, o editedObject, spec *objectSpec, name string, field *spec, v editValues) (rows []string, seen bool) {
	type edit struct{ label, was, is string }
	write := func(value string) string {
		var parts []string
		for _, b := range slices.Sorted(maps.Keys(o.base)) {
			if b != name {
				parts = append(parts, b+": "+o.base[b])
			}
		}
		if v.beside != "" {
			parts = append(parts, v.beside)
		}
		if value != "" && name != "*" {
			value = name + ": " + value
		}
		if value != "" {
			parts = append(parts, value)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	places := o.places
	if v.places != nil {
		places = v.places
	}
	for _, where := range slices.Sorted(maps.Keys(places)) {
		versions := make(map[string]version)
		var order []string
		for _, in := range editedVersions {
			if field.in&in == 0 || v.in != 0 && v.in&in == 0 {
				continue
			}
			var edits []edit
			if field.required&in == 0 {
				edits = append(edits, edit{"added", "", v.a}, edit{"removed", v.a, ""})
			}
			if v.b != "" {
				edits = append(edits, edit{"changed", v.a, v.b})
			}
			if v.b != "" && v.ordered {
				edits[len(edits)-1].label = "changed: " + unquoted(v.a) + " → " + unquoted(v.b)
				edits = append(edits, edit{"changed: " + unquoted(v.b) + " → " + unquoted(v.a), v.b, v.a})
			}
			for _, e := range edits {
				verdict, changes := verdictOf(t, judged, in, places[where], write(e.was), write(e.is))
				seen = seen || len(changes) > 0
				if len(changes) == 0 {
					changes = []string{"none"}
				}
				row := strings.Join([]string{e.label, where, verdict, strings.Join(changes, ", ")}, "\t")
				if versions[row] == 0 {
					order = append(order, row)
				}
				versions[row] |= in
			}
		}
		for _, row := range order {
			rows = append(rows, strings.Join([]string{spec.name, name, versionNames(versions[row]), row}, "\t"))
		}
	}
	return rows, seen
}

// unquoted is a value for people.
func unquoted(value string) string { return strings.Trim(value, "'") }

// pairs are two documents each, and what the rules say of the second one: error, warning or nothing.
type pairs = map[[2]string]string

// Judge has the rules judge pairs of documents. The other package of this folder's tests sets it, since the rules need this one.
var Judge func(t *testing.T, pairs map[[2]string]string)

// verdictOf compares two documents that differ in one edit, and notes them among those that are judged.
func verdictOf(t *testing.T, judged pairs, in version, place, was, is string) (verdict string, kinds []string) {
	read := func(object string) (*contract.API, string) {
		text := strings.ReplaceAll(strings.ReplaceAll(place, "HERE", object), "VERSION", editedNumbers[in])
		api, ok := Contract(tree(map[string]string{"openapi.yaml": text}), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
		if !ok {
			t.Fatalf("not read:\n%s", text)
		}
		return api, text
	}
	before, wasText := read(was)
	after, isText := read(is)
	changes, _ := contract.Compare(before, after)
	for _, ch := range changes {
		kinds = append(kinds, ch.Kind+" "+string(ch.Effect))
	}
	slices.Sort(kinds)
	pair := [2]string{wasText, isText}
	switch judged[pair] {
	case "error":
		verdict = "breaking"
	case "warning":
		verdict = "may break"
	default:
		judged[pair] = ""
		verdict = "compatible"
		if len(kinds) == 0 {
			verdict = "irrelevant"
		}
	}
	return verdict, slices.Compact(kinds)
}

// editedObject is an object with the places where it may stand, HERE in a document.
type editedObject struct {
	places map[string]string
	// base are the fields that it needs.
	base   map[string]string
	fields map[string]editValues
}

// editValues are two values of a field.
type editValues struct {
	a, b string
	// beside are further fields that it means something with.
	beside string
	// ordered asks for the change from a to b, and the one from b to a.
	ordered bool
	// in are the versions in which it is written so; 0 is all.
	in version
	// places are where the object stands instead, for a field that means something there.
	places map[string]string
}

func val(a, b string) editValues                   { return editValues{a: a, b: b} }
func (v editValues) with(beside string) editValues { v.beside = beside; return v }
func (v editValues) both() editValues              { v.ordered = true; return v }
func (v editValues) at(places map[string]string) editValues {
	v.places = places
	return v
}

const (
	headText    = "openapi: VERSION.0\ninfo: {title: t, version: '1'}\n"
	tailText    = "components: {securitySchemes: {k: {type: apiKey, in: header, name: k}}, schemas: {A: {type: string}, B: {type: integer}}}\n"
	anOperation = "paths: {/a: {post: {responses: {'200': {description: ok}}}}}\n"
)

func around(text string) string { return headText + text + "\n" + tailText }

// where makes the places of an object that stands in messages.
func where(request, response string) map[string]string {
	places := make(map[string]string)
	if request != "" {
		places["request"] = around("paths: {/a: {post: {" + request + ", responses: {}}}}")
	}
	if response != "" {
		places["response"] = around("paths: {/a: {post: {responses: {'200': {description: ok, " + response + "}}}}}")
	}
	return places
}

// xmlProperty makes the places of a schema, or of what stands in one, that is a property of a document in XML.
func xmlProperty(schema string) map[string]string {
	body := "content: {application/xml: {schema: {type: object, properties: {p: " + schema + "}}}}"
	return where("requestBody: {"+body+"}", body)
}

// nestedParts makes the places of the encoding of a part that consists of parts itself.
func nestedParts(schema string) map[string]string {
	body := "content: {multipart/mixed: {schema: {type: object, properties: {a: " + schema + "}}, encoding: {a: HERE}}}"
	return where("requestBody: {"+body+"}", body)
}

func anywhere(text string) map[string]string { return map[string]string{"anywhere": text} }

var (
	text2   = val("a", "b")
	flag2   = val("true", "false")
	url2    = val("https://a.example", "https://b.example")
	docs2   = val("{url: 'https://a.example'}", "{url: 'https://b.example'}")
	schema2 = val("{type: string}", "{type: integer}")
	// property is where a schema is that of a property, urlForm where an encoding is that of a field of a form without parts.
	property = where("requestBody: {content: {application/json: {schema: {type: object, properties: {p: HERE}}}}}", "content: {application/json: {schema: {type: object, properties: {p: HERE}}}}")
	urlForm  = where("requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: HERE}}}}", "content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {a: {type: string}}}, encoding: {a: HERE}}}")
	flow2    = map[string]editValues{"authorizationUrl": url2, "tokenUrl": url2, "refreshUrl": url2, "scopes": val("{read: to read}", "{write: to write}")}
)

// flowPlace is where a flow stands.
func flowPlace(name string) map[string]string {
	return anywhere(headText + "paths: {/a: {post: {security: [{o: [read]}], responses: {}}}}\ncomponents: {securitySchemes: {o: {type: oauth2, flows: {" + name + ": HERE}}}}\n")
}

// edited are the objects of the specification with two values of each field.
var edited = map[objectKind]editedObject{
	documentObject: {places: anywhere("HERE\n"), base: map[string]string{"openapi": "VERSION.0", "info": "{title: t, version: '1'}", "paths": "{/a: {post: {responses: {}}}}"}, fields: map[string]editValues{
		"openapi": val("VERSION.0", "VERSION.1"), "info": val("{title: t, version: '1'}", "{title: t, version: '2'}"), "$self": url2, "jsonSchemaDialect": url2, "servers": val("[{url: /v1}]", "[{url: /v2}]"),
		"paths": val("{/a: {post: {responses: {}}}}", "{/b: {post: {responses: {}}}}"), "webhooks": val("{a: {post: {responses: {}}}}", "{b: {post: {responses: {}}}}"),
		"components": val("{schemas: {A: {type: string}}}", "{schemas: {B: {type: string}}}"), "security": val("[{k: []}]", "[{l: []}]").with("components: {securitySchemes: {k: {type: http, scheme: basic}, l: {type: apiKey, in: header, name: l}}}"),
		"tags": val("[{name: a}]", "[{name: b}]"), "externalDocs": docs2}},
	infoObject: {places: anywhere("openapi: VERSION.0\ninfo: HERE\n" + anOperation), base: map[string]string{"title": "t", "version": "'1'"}, fields: map[string]editValues{
		"title": text2, "summary": text2, "description": text2, "termsOfService": url2, "contact": val("{name: a}", "{name: b}"), "license": val("{name: a}", "{name: b}"), "version": val("'1'", "'2'")}},
	contactObject: {places: anywhere("openapi: VERSION.0\ninfo: {title: t, version: '1', contact: HERE}\n" + anOperation), fields: map[string]editValues{"name": text2, "url": url2, "email": val("a@a.example", "b@a.example")}},
	licenseObject: {places: anywhere("openapi: VERSION.0\ninfo: {title: t, version: '1', license: HERE}\n" + anOperation), base: map[string]string{"name": "a"}, fields: map[string]editValues{
		"name": text2, "identifier": val("MIT", "0BSD"), "url": url2}},
	serverObject: {places: anywhere(headText + "servers: [HERE]\n" + anOperation), base: map[string]string{"url": "'https://{v}.example'"}, fields: map[string]editValues{
		"url": val("https://a.example/v1", "https://a.example/v2"), "name": text2, "description": text2, "variables": val("{v: {default: a, enum: [a]}}", "{v: {default: b, enum: [b]}}")}},
	serverVariableObject: {places: anywhere(headText + "servers: [{url: 'https://{v}.example', variables: {v: HERE}}]\n" + anOperation), base: map[string]string{"default": "a"}, fields: map[string]editValues{
		"enum": val("[a, b]", "[a, c]"), "default": text2, "description": text2}},
	componentsObject: {places: anywhere(headText + "paths: {/a: {post: {parameters: [{$ref: '#/components/parameters/a'}], responses: {'200': {$ref: '#/components/responses/a'}}}}}\ncomponents: HERE\n"), fields: map[string]editValues{
		"schemas": val("{a: {type: string}}", "{b: {type: string}}"), "responses": val("{a: {description: a}}", "{a: {description: a, headers: {h: {schema: {}}}}}"),
		"parameters": val("{a: {name: a, in: query}}", "{a: {name: b, in: query, required: true}}"), "examples": val("{a: {value: 1}}", "{b: {value: 1}}"), "requestBodies": val("{a: {content: {}}}", "{b: {content: {}}}"),
		"headers": val("{a: {schema: {}}}", "{b: {schema: {}}}"), "securitySchemes": val("{a: {type: http, scheme: basic}}", "{b: {type: http, scheme: basic}}"), "links": val("{a: {operationId: a}}", "{b: {operationId: a}}"),
		"callbacks": val("{a: {x: {}}}", "{b: {x: {}}}"), "pathItems": val("{a: {get: {responses: {}}}}", "{b: {get: {responses: {}}}}"),
		"mediaTypes": val("{a: {schema: {type: string}}}", "{b: {schema: {type: string}}}")}},
	pathsObject: {places: anywhere(headText + "paths: HERE\n"), fields: map[string]editValues{"*": val("'/a/{b}': {post: {responses: {}}}", "/a/b: {post: {responses: {}}}")}},
	pathItemObject: {places: anywhere(around("x-items: {a: {put: {responses: {}}}, b: {patch: {responses: {}}}}\npaths: {/a: HERE}")), base: map[string]string{"x-a": "b"}, fields: withMethods(map[string]editValues{
		"$ref": val("'#/x-items/a'", "'#/x-items/b'"), "summary": text2, "description": text2, "servers": val("[{url: /a}]", "[{url: /b}]").with("options: {responses: {}}"),
		"parameters": val("[{name: a, in: query, required: true, schema: {}}]", "[{name: b, in: query, required: true, schema: {}}]").with("options: {responses: {}}"),
		"query":      val("{responses: {'200': {description: ok}}}", "{responses: {'201': {description: ok}}}"), "additionalOperations": val("{COPY: {responses: {}}}", "{MOVE: {responses: {}}}")})},
	operationObject: {places: anywhere(headText + "paths: {/a: {post: HERE}}\ncomponents: {securitySchemes: {k: {type: http, scheme: basic}, l: {type: apiKey, in: header, name: l}}}\n"), base: map[string]string{"responses": "{'200': {description: ok}}"}, fields: map[string]editValues{
		"tags": val("[a]", "[b]"), "summary": text2, "description": text2, "externalDocs": docs2, "operationId": text2, "parameters": val("[{name: a, in: query, schema: {}}]", "[{name: a, in: header, schema: {}}]"),
		"requestBody": val("{content: {text/plain: {}}}", "{content: {text/csv: {}}}"), "responses": val("{'200': {description: ok}}", "{'202': {description: ok}}"), "callbacks": val("{a: {x: {post: {responses: {}}}}}", "{b: {x: {post: {responses: {}}}}}"),
		"deprecated": flag2, "security": val("[{k: []}]", "[{l: []}]"), "servers": val("[{url: /a}]", "[{url: /b}]")}},
	externalDocsObject: {places: anywhere(headText + "externalDocs: HERE\n" + anOperation), base: map[string]string{"url": "https://a.example"}, fields: map[string]editValues{"description": text2, "url": url2}},
	parameterObject: {places: where("parameters: [HERE]", ""), base: map[string]string{"name": "a", "in": "query"}, fields: map[string]editValues{
		"name": text2, "in": val("query", "header"), "description": text2, "required": flag2, "deprecated": flag2, "allowEmptyValue": flag2.with("schema: {type: string}"), "style": val("pipeDelimited", "form").with("schema: {type: array, items: {}}"),
		"explode": val("false", "true").with("schema: {type: array, items: {}}"), "allowReserved": flag2.with("schema: {type: string}"), "schema": schema2, "example": text2, "examples": val("{a: {value: 1}}", "{b: {value: 1}}"),
		"content": val("{application/json: {}}", "{application/xml: {}}")}},
	requestBodyObject: {places: where("requestBody: HERE", ""), base: map[string]string{"content": "{application/json: {}}"}, fields: map[string]editValues{
		"description": text2, "content": val("{application/json: {}}", "{application/xml: {}}"), "required": flag2.both()}},
	mediaTypeObject: {places: where("requestBody: {content: {multipart/form-data: HERE}}", "content: {multipart/form-data: HERE}"), fields: map[string]editValues{
		"schema": schema2, "example": text2, "examples": val("{a: {value: 1}}", "{b: {value: 1}}"), "encoding": val("{a: {contentType: text/plain}}", "{a: {contentType: text/csv}}").with("schema: {type: object, properties: {a: {type: string}}}"),
		"itemSchema": schema2, "prefixEncoding": val("[{contentType: text/plain}]", "[{contentType: text/csv}]").with("schema: {type: array, prefixItems: [{type: string}]}"),
		"itemEncoding": val("{contentType: text/plain}", "{contentType: text/csv}").with("itemSchema: {type: string}")}},
	encodingObject: {places: where("requestBody: {content: {multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {}}}}, encoding: {a: HERE}}}}", "content: {multipart/form-data: {schema: {type: object, properties: {a: {type: array, items: {}}}}, encoding: {a: HERE}}}"), fields: map[string]editValues{
		"contentType": val("text/plain", "text/csv"), "headers": val("{h: {schema: {type: string}}}", "{h: {schema: {type: integer}}}"), "style": val("pipeDelimited", "form"), "explode": val("false", "true"), "allowReserved": flag2.at(urlForm),
		"encoding": val("{b: {contentType: text/plain}}", "{b: {contentType: text/csv}}").at(nestedParts("{type: object, properties: {b: {type: string}}}")), "prefixEncoding": val("[{contentType: text/plain}]", "[{contentType: text/csv}]").at(nestedParts("{type: array, prefixItems: [{type: string}]}")),
		"itemEncoding": val("{contentType: text/plain}", "{contentType: text/csv}").at(nestedParts("{type: array, items: {type: string}}"))}},
	responsesObject: {places: anywhere(headText + "paths: {/a: {post: {responses: HERE}}}\n"), fields: map[string]editValues{"*": val("'200': {description: ok}", "4XX: {description: no}")}},
	responseObject: {places: where("", "x-a: b}, '201': HERE, '202': {description: ok"), base: map[string]string{"description": "ok"}, fields: map[string]editValues{
		"summary": text2, "description": text2, "headers": val("{a: {schema: {}, required: true}}", "{b: {schema: {}}}"), "content": val("{application/json: {}}", "{application/xml: {}}"), "links": val("{a: {operationId: a}}", "{b: {operationId: a}}")}},
	callbackObject: {places: where("callbacks: {a: HERE}", ""), fields: map[string]editValues{"*": val("'{$request.body#/a}': {post: {responses: {}}}", "'{$request.body#/b}': {post: {responses: {}}}")}},
	exampleObject:  {places: where("parameters: [{name: a, in: query, schema: {}, examples: {a: HERE}}]", ""), fields: map[string]editValues{"summary": text2, "description": text2, "value": text2, "externalValue": url2, "dataValue": text2, "serializedValue": text2}},
	linkObject: {places: where("", "links: {a: HERE}"), base: map[string]string{"x-a": "b"}, fields: map[string]editValues{"operationRef": val("'#/paths/~1a/post'", "'#/paths/~1a/get'"), "operationId": text2, "parameters": val("{a: 1}", "{a: 2}"),
		"requestBody": text2, "description": text2, "server": val("{url: /a}", "{url: /b}")}},
	headerObject: {places: where("", "headers: {a: HERE}"), fields: map[string]editValues{
		"description": text2, "required": flag2.both(), "deprecated": flag2, "allowEmptyValue": flag2, "style": val("simple", ""), "explode": val("true", "false").with("schema: {type: object}"), "allowReserved": flag2,
		"schema": schema2, "example": text2, "examples": val("{a: {value: 1}}", "{b: {value: 1}}"), "content": val("{application/json: {}}", "{application/xml: {}}")}},
	tagObject:           {places: anywhere(headText + "tags: [HERE]\n" + anOperation), base: map[string]string{"name": "a"}, fields: map[string]editValues{"name": text2, "description": text2, "externalDocs": docs2, "summary": text2, "parent": text2, "kind": text2}},
	schemaObject:        {places: where("requestBody: {content: {application/json: {schema: HERE}}}", "content: {application/json: {schema: HERE}}"), base: map[string]string{"x-a": "b"}, fields: editedSchema},
	discriminatorObject: {places: where("requestBody: {content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: HERE}}}}", "content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: HERE}}}"), base: map[string]string{"propertyName": "a"}, fields: map[string]editValues{"propertyName": text2, "mapping": val("{a: '#/components/schemas/A'}", "{b: '#/components/schemas/B'}"), "defaultMapping": val("A", "B")}},
	xmlObject:           {places: xmlProperty("{type: array, items: {type: string}, xml: HERE}"), base: map[string]string{"x-a": "b"}, fields: map[string]editValues{"name": text2.at(xmlProperty("{type: string, xml: HERE}")), "namespace": url2.at(xmlProperty("{type: string, xml: HERE}")), "prefix": text2.with("namespace: 'https://a.example'").at(xmlProperty("{type: string, xml: HERE}")), "attribute": flag2.at(xmlProperty("{type: string, xml: HERE}")), "wrapped": flag2, "nodeType": val("attribute", "element").at(xmlProperty("{type: string, xml: HERE}"))}},
	securitySchemeObject: {places: anywhere(headText + "paths: {/a: {post: {security: [{k: []}], responses: {}}}}\ncomponents: {securitySchemes: {k: HERE}}\n"), base: map[string]string{"type": "apiKey", "in": "header", "name": "a"}, fields: map[string]editValues{
		"type": val("apiKey", "mutualTLS"), "description": text2, "name": text2, "in": val("header", "query"), "scheme": val("basic", "bearer").with("x-a: b"), "bearerFormat": val("JWT", "opaque"),
		"flows": val("{implicit: {authorizationUrl: /a, scopes: {}}}", "{password: {tokenUrl: /a, scopes: {}}}"), "openIdConnectUrl": url2,
		"oauth2MetadataUrl": url2, "deprecated": flag2}},
	oauthFlowsObject: {places: anywhere(headText + "paths: {/a: {post: {security: [{o: [read]}], responses: {}}}}\ncomponents: {securitySchemes: {o: {type: oauth2, flows: HERE}}}\n"), base: map[string]string{"x-a": "b"}, fields: map[string]editValues{
		"implicit": val("{authorizationUrl: /a, scopes: {read: a}}", ""), "password": val("{tokenUrl: /a, scopes: {read: a}}", ""), "clientCredentials": val("{tokenUrl: /a, scopes: {read: a}}", ""), "authorizationCode": val("{authorizationUrl: /a, tokenUrl: /a, scopes: {read: a}}", ""),
		"deviceAuthorization": val("{deviceAuthorizationUrl: /a, tokenUrl: /a, scopes: {read: a}}", "")}},
	implicitFlowObject:        {places: flowPlace("implicit"), base: map[string]string{"authorizationUrl": "/a", "scopes": "{read: a}"}, fields: flow2},
	passwordFlowObject:        {places: flowPlace("password"), base: map[string]string{"tokenUrl": "/a", "scopes": "{read: a}"}, fields: flow2},
	clientFlowObject:          {places: flowPlace("clientCredentials"), base: map[string]string{"tokenUrl": "/a", "scopes": "{read: a}"}, fields: flow2},
	codeFlowObject:            {places: flowPlace("authorizationCode"), base: map[string]string{"authorizationUrl": "/a", "tokenUrl": "/a", "scopes": "{read: a}"}, fields: flow2},
	deviceFlowObject:          {places: flowPlace("deviceAuthorization"), base: map[string]string{"deviceAuthorizationUrl": "/a", "tokenUrl": "/a", "scopes": "{read: a}"}, fields: map[string]editValues{"deviceAuthorizationUrl": url2, "tokenUrl": url2, "refreshUrl": url2, "scopes": flow2["scopes"]}},
	securityRequirementObject: {places: anywhere(headText + "paths: {/a: {post: {security: [HERE], responses: {}}}}\ncomponents: {securitySchemes: {k: {type: http, scheme: basic}, l: {type: apiKey, in: header, name: l}}}\n"), fields: map[string]editValues{"*": val("k: []", "l: []")}},
}

func withMethods(fields map[string]editValues) map[string]editValues {
	for _, method := range methods {
		fields[method] = val("{responses: {'200': {description: ok}}}", "{responses: {'201': {description: ok}}}")
	}
	return fields
}

// editedSchema are the keywords of schemas.
var editedSchema = map[string]editValues{
	"title": text2, "description": text2, "example": text2, "examples": val("[a]", "[b]"), "externalDocs": docs2, "$comment": text2, "xml": val("{name: a}", "{name: b}").at(xmlProperty("HERE")),
	"multipleOf": val("10", "5").with("type: integer").both(), "maximum": val("10", "20").with("type: integer").both(), "minimum": val("10", "20").with("type: integer").both(),
	"exclusiveMaximum": val("10", "20").with("type: number").both().only(from31), "exclusiveMinimum": val("10", "20").with("type: number").both().only(from31),
	"maxLength": val("10", "20").with("type: string").both(), "minLength": val("10", "20").with("type: string").both(), "pattern": val("^a", "^b").with("type: string"),
	"maxItems": val("10", "20").with("type: array, items: {}").both(), "minItems": val("10", "20").with("type: array, items: {}").both(), "uniqueItems": val("true", "false").with("type: array, items: {}"),
	"maxProperties": val("10", "20").with("type: object").both(), "minProperties": val("10", "20").with("type: object").both(),
	"required": val("[a]", "[b]").with("type: object, properties: {a: {type: string}, b: {type: string}}"), "enum": val("[a, b]", "[a, b, c]").with("type: string").both(), "const": text2.with("type: string"),
	"type": val("integer", "number").both(), "format": val("int32", "int64").with("type: integer").both(), "nullable": val("true", "false").with("type: string"), "default": text2.with("type: string"),
	"allOf": val("[{type: string}]", "[{type: string, maxLength: 5}]").both(), "oneOf": val("[{type: string}, {type: integer}]", "[{type: string}, {type: integer}, {type: boolean}]").both(),
	"anyOf": val("[{type: string}, {type: integer}]", "[{type: string}, {type: integer}, {type: boolean}]").both(), "not": val("{type: string}", "{type: integer}"),
	"items": val("{type: integer}", "{type: number}").with("type: array").both(), "properties": val("{a: {type: string}}", "{b: {type: string}}").with("type: object"),
	"additionalProperties": val("false", "{type: string}").with("type: object").both(), "discriminator": val("{propertyName: a}", "{propertyName: b}").with("oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]"),
	"readOnly": val("true", "false").with("type: string").at(property), "writeOnly": val("true", "false").with("type: string").at(property), "deprecated": val("true", "false").with("type: string"),
	"$schema": val("https://json-schema.org/draft/2020-12/schema", "https://json-schema.org/draft/2019-09/schema"), "$id": text2, "$anchor": text2, "$dynamicAnchor": text2, "$dynamicRef": val("'#/components/schemas/A'", "'#/components/schemas/B'"),
	"$vocabulary": val("{a: true}", "{a: false}"), "$defs": val("{a: {type: string}}", "{b: {type: string}}"), "definitions": val("{a: {type: string}}", "{b: {type: string}}"),
	"if": val("{required: [a]}", "{required: [b]}").with("type: object, then: {required: [c]}"), "then": val("{required: [a]}", "{required: [b]}").with("type: object, if: {required: [c]}"), "else": val("{required: [a]}", "{required: [b]}").with("type: object, if: {required: [c]}"),
	"dependentSchemas": val("{a: {required: [b]}}", "{a: {required: [b, c]}}").with("type: object").both(), "dependentRequired": val("{a: [b]}", "{a: [b, c]}").with("type: object").both(),
	"prefixItems": val("[{type: integer}]", "[{type: number}]").with("type: array").both(), "contains": val("{type: integer}", "{type: number}").with("type: array").both(),
	"minContains": val("2", "3").with("type: array, contains: {type: string}").both(), "maxContains": val("2", "3").with("type: array, contains: {type: string}").both(),
	"patternProperties": val("{^a: {type: integer}}", "{^a: {type: number}}").with("type: object").both(), "propertyNames": val("{maxLength: 5}", "{maxLength: 10}").with("type: object").both(),
	"unevaluatedItems": val("false", "{type: string}").with("type: array").both(), "unevaluatedProperties": val("false", "{type: string}").with("type: object").both(),
	"contentEncoding": val("base64", "base32").with("type: string"), "contentMediaType": val("text/plain", "text/csv").with("type: string"), "contentSchema": val("{type: integer}", "{type: string}").with("type: string, contentMediaType: application/json"),
}

// older are fields that OpenAPI 3.0 writes in another way.
var older = map[string]editValues{
	"a schema exclusiveMaximum": val("true", "false").with("type: integer, maximum: 10").only(v30),
	"a schema exclusiveMinimum": val("true", "false").with("type: integer, minimum: 10").only(v30),
}

func (v editValues) only(in version) editValues { v.in = in; return v }

// unseen are the fields of which no edit matters to clients, and why.
var unseen = func() map[string]string {
	all := make(map[string]string)
	for why, fields := range map[string][]string{
		"It is for people who read the documentation.": {"the document externalDocs", "the document tags", "info contact", "info description", "info license", "info summary", "info termsOfService", "info title",
			"a contact email", "a contact name", "a contact url", "a license identifier", "a license name", "a license url", "a server description", "a server name", "a server variable description", "a path item description", "a path item summary",
			"an operation description", "an operation externalDocs", "an operation summary", "externalDocs description", "externalDocs url", "a parameter description", "a request body description", "a response description", "a response summary",
			"a header description", "a tag description", "a tag externalDocs", "a tag name", "a tag summary", "a tag parent", "a tag kind", "an example dataValue", "an example serializedValue", "an example description", "an example externalValue", "an example summary", "an example value", "a link description",
			"a parameter example", "a parameter examples", "a header example", "a header examples", "a media type example", "a media type examples", "a schema title", "a schema description", "a schema example", "a schema examples",
			"a schema externalDocs", "a schema $comment", "a security scheme description"},
		"It has one value, which is the default.":                                                                          {"a header style"},
		"It speaks of parameters in the query, and of no header.":                                                          {"a header allowEmptyValue", "a header allowReserved"},
		"A link is a hint to what may be called next, and no promise that it can be: what it leads to is compared itself.": {"a link operationRef", "a link operationId", "a link parameters", "a link requestBody", "a link server"},
		"What it holds matters where it is used.": {"components callbacks", "components examples", "components headers", "components links", "components mediaTypes", "components pathItems", "components requestBodies", "components schemas", "components securitySchemes", "the document components",
			"a schema $defs", "a schema definitions", "a schema $id", "a schema $anchor", "a schema $dynamicAnchor"},
		"It says how the document is to be read, and nothing of the API.":                                                             {"the document openapi", "the document $self", "the document jsonSchemaDialect", "a schema $schema", "a schema $vocabulary"},
		"It says which state of the API the document describes; rules read it to see whether a break comes with a new major version.": {"info version", "the document info"},
	} {
		for _, field := range fields {
			all[field] = why
		}
	}
	return all
}()

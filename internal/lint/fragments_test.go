package lint_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// frames are the rules about the frame of a document itself, or about what may stand anywhere. Their cases are judged as they
// are.
var frames = []string{"oas2-schema", "oas3-schema", "no-$ref-siblings"}

// legal puts a case into a document that OpenAPI allows. Spectral looks for its patterns anywhere, so that many of its cases
// are fragments where no OpenAPI object stands; what is wrong with the frame would be all that there is to say about them.
// What the case is about is moved to where it means what the case wants to say, and is never changed.
func legal(t *testing.T, data []byte) []byte {
	t.Helper()
	if !bytes.Contains(data, []byte(`"swagger"`)) {
		data = bytes.ReplaceAll(data, []byte(`"#/definitions/`), []byte(`"#/components/parameters/`))
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	if inner, ok := doc["paths"].(map[string]any); ok && inner["openapi"] != nil {
		delete(doc, "paths")
		maps.Copy(doc, inner)
	}
	switch {
	case doc["swagger"] != nil:
		doc["swagger"] = "2.0"
	case doc["openapi"] == nil:
		doc["openapi"] = "3.0.3"
	}
	delete(doc, "$ref")
	if paths, ok := doc["paths"].(map[string]any); ok {
		delete(paths, "$ref")
	}
	f := frame{doc: doc, v2: doc["swagger"] != nil}
	f.fragments()
	fill(object(doc, "info"), map[string]any{"title": "A case", "version": "1.0.0"})
	if doc["webhooks"] == nil {
		object(doc, "paths")
	}
	operations := 0
	for _, paths := range []string{"paths", "webhooks"} {
		for _, item := range objects(doc[paths]) {
			f.parameters(item)
			for _, method := range []string{"get", "put", "post", "delete", "patch"} {
				if operation, ok := item[method].(map[string]any); ok {
					f.operation(operation)
					operations++
				}
			}
		}
	}
	if operations == 0 {
		object(object(doc, "paths"), "/things")["get"] = map[string]any{
			"operationId": "listThings", "description": "Lists the things.",
			"responses": map[string]any{"200": map[string]any{"description": "OK"}},
		}
	}
	out, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return out
}

type frame struct {
	doc map[string]any
	v2  bool
}

// add puts a component in, under a name of its own.
func (f frame) add(kind, name string, component any) {
	holder := f.doc
	if !f.v2 {
		holder = object(f.doc, "components")
	} else if kind == "schemas" {
		kind = "definitions"
	}
	holder = object(holder, kind)
	for n := 2; holder[name] != nil; n++ {
		name = fmt.Sprintf("%s%d", strings.TrimRight(name, "0123456789"), n)
	}
	holder[name] = component
}

// fragments moves what stands at the top of the document, or in a list, to the components.
func (f frame) fragments() {
	for _, kind := range []string{"parameters", "definitions", "headers", "content", "responses"} {
		fragment := f.doc[kind]
		if list, ok := fragment.([]any); ok {
			delete(f.doc, kind)
			for _, element := range list {
				f.fragment(kind, "thing", element.(map[string]any))
			}
			continue
		}
		if f.v2 && kind != "responses" {
			continue
		}
		delete(f.doc, kind)
		for name, element := range objects(fragment) {
			f.fragment(kind, name, element)
		}
	}
	components, _ := f.doc["components"].(map[string]any)
	for name, schema := range objects(components["schemas"]) {
		if inner, ok := schema["schema"]; ok {
			delete(object(components, "schemas"), name)
			f.add("schemas", name, inner)
		}
	}
}

// fragment adds one object: a schema, a parameter, header, body or response with a schema, or several of them by name.
func (f frame) fragment(was, name string, fragment map[string]any) {
	kind := was
	switch {
	case fragment["type"] != nil || fragment["enum"] != nil:
		kind = "schemas"
		if _, ok := fragment["x-example"]; ok && was == "parameters" {
			kind = was
			fill(fragment, map[string]any{"name": name, "in": "query", "type": "string"})
		}
		f.add(kind, name, fragment)
	case !f.v2 && kind == "definitions" && fragment["in"] != nil:
		fill(fragment, map[string]any{"schema": map[string]any{"type": "string"}})
		f.add("parameters", name, fragment)
	case fragment["schema"] == nil:
		for name, inner := range objects(fragment) {
			f.fragment(kind, name, inner)
		}
	case kind == "definitions":
		f.add("schemas", name, fragment["schema"])
	case kind == "headers" && (object(fragment, "schema")["example"] != nil || object(fragment, "schema")["default"] != nil):
		f.add("schemas", name, fragment["schema"])
	case kind == "content":
		f.add("responses", name, map[string]any{"description": "OK", "content": map[string]any{"application/json": fragment}})
	case kind == "responses":
		fill(fragment, map[string]any{"description": "OK"})
		f.add("responses", name, fragment)
	case kind == "parameters":
		fill(fragment, map[string]any{"name": name, "in": "query"})
		f.add("parameters", name, fragment)
	default:
		f.add(kind, name, fragment)
	}
}

// parameters gives the parameters of a path or an operation what they must have.
func (f frame) parameters(holder map[string]any) {
	list, _ := holder["parameters"].([]any)
	for _, element := range list {
		parameter, ok := element.(map[string]any)
		switch {
		case !ok || parameter["name"] == nil:
		case !f.v2 || parameter["in"] == "body":
			fill(parameter, map[string]any{"schema": map[string]any{"type": "string"}})
		default:
			fill(parameter, map[string]any{"type": "string"})
		}
	}
}

// operation gives an operation what it must have.
func (f frame) operation(operation map[string]any) {
	f.parameters(operation)
	responses := object(operation, "responses")
	for name, response := range objects(operation) {
		if strings.Trim(name, "0123456789") == "" {
			delete(operation, name)
			responses[name] = response
		}
	}
	for status, response := range objects(responses) {
		if response["type"] != nil {
			schema := maps.Clone(response)
			clear(response)
			response["content"] = map[string]any{"application/json": map[string]any{"schema": schema}}
			if f.v2 {
				delete(response, "content")
				response["schema"] = schema
			}
		}
		if response["$ref"] == nil {
			fill(response, map[string]any{"description": status})
		}
	}
	if len(responses) == 0 {
		responses["200"] = map[string]any{"description": "OK"}
	}
}

// object returns the object under a key, which it makes when there is none.
func object(parent map[string]any, key string) map[string]any {
	child, ok := parent[key].(map[string]any)
	if !ok {
		child = make(map[string]any)
		parent[key] = child
	}
	return child
}

// objects returns the values of an object that are objects.
func objects(parent any) map[string]map[string]any {
	found := make(map[string]map[string]any)
	all, _ := parent.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if child, ok := all[name].(map[string]any); ok {
			found[name] = child
		}
	}
	return found
}

// fill adds the keys that are not there.
func fill(object, defaults map[string]any) {
	for key, value := range defaults {
		if _, ok := object[key]; !ok {
			object[key] = value
		}
	}
}

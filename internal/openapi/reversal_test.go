package openapi

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestReversal compares 500 random documents with what random edits make of them, and the other way round: the changes mirror each
// other. They are at the same places, what came has gone, and what narrowed widens.
func TestReversal(t *testing.T) {
	kinds := make(map[string]int)
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(1, seed))
		g := &documentGenerator{Rand: r, is31: r.IntN(2) == 0}
		doc := g.document()
		before := jsonOf(t, doc)
		for range 1 + r.IntN(3) {
			g.edit(doc)
		}
		was, is := promised(before), promised(jsonOf(t, doc))
		if was == nil || is == nil {
			t.Fatalf("seed %d: not read", seed)
		}
		there, _ := contract.Compare(was, is)
		back, _ := contract.Compare(is, was)
		for _, ch := range there {
			kinds[ch.Kind]++
		}
		if diff := cmp.Diff(reflected(there, false), reflected(back, true)); diff != "" {
			t.Errorf("seed %d: (-there +back, mirrored)\n%s", seed, diff)
		}
		if t.Failed() {
			t.Logf("from\n%s\nto\n%s", before, jsonOf(t, doc))
			break
		}
	}
	t.Log("changes compared:", kinds)
	if len(kinds) < 40 {
		t.Errorf("only %d kinds of changes were met", len(kinds))
	}
}

// promised is what a document promises; nil when it is none.
func promised(text string) *contract.API {
	api, ok := Contract(tree(map[string]string{"openapi.yaml": text}), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
	if !ok {
		return nil
	}
	return api
}

func jsonOf(t *testing.T, doc map[string]any) string {
	t.Helper()
	text, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// oneSided are changes of which both ways may break somebody, or neither: who relies on what came and went is for rules to say.
var oneSided = []string{"property-", "parameter-", "request-body-", "header-"}

// reflected writes changes, or their mirror images, in an order of their own.
func reflected(changes []*contract.Change, mirrored bool) []string {
	place := func(p contract.Place) string {
		if p == nil {
			return "nowhere"
		}
		return p.Node().Pointer
	}
	var list []string
	for _, ch := range changes {
		kind, effect := ch.Kind, string(ch.Effect)
		from, to := ch.From, ch.To
		at, was := place(ch.At), place(ch.Was)
		if mirrored {
			from, to, at, was = to, from, was, at
			for _, pair := range [][2]string{{"added", "removed"}, {"required", "optional"}} {
				if stem, ok := strings.CutSuffix(kind, "-"+pair[0]); ok {
					kind = stem + "-" + pair[1]
				} else if stem, ok := strings.CutSuffix(kind, "-"+pair[1]); ok {
					kind = stem + "-" + pair[0]
				}
			}
			if whole, ok := map[string]string{"dependent-optional": "dependent-required", "deprecated": "reactivated", "reactivated": "deprecated"}[kind]; ok {
				kind = whole
			}
			effect = map[string]string{"narrows": "widens", "widens": "narrows"}[effect]
			if effect == "" {
				effect = string(ch.Effect)
			}
		}
		if word := from + to; word == "added" || word == "removed" {
			from, to = "", ""
		}
		if strings.HasPrefix(kind, "alternative-") || strings.HasPrefix(kind, "choice-") {
			from, to = "", "" // they name the keyword
		}
		if slices.ContainsFunc(oneSided, func(prefix string) bool { return strings.HasPrefix(kind, prefix) }) && (strings.HasSuffix(kind, "added") || strings.HasSuffix(kind, "removed")) {
			effect = "-"
		}
		if stem, ok := strings.CutPrefix(kind, "path-"); ok && (stem == "added" || stem == "removed") {
			for _, op := range ch.Operations { // one change for all operations that went, and one for each that came
				list = append(list, fmt.Sprintf("operation-%s %s", stem, op))
			}
			continue
		}
		if strings.HasPrefix(kind, "operation-") || strings.HasPrefix(kind, "webhook-") || strings.HasPrefix(kind, "callback-") {
			list = append(list, fmt.Sprintf("%s %s", kind, ch.Operations[0]))
			continue
		}
		list = append(list, fmt.Sprintf("%s %s: %s to %s at %s, was at %s, request %v, response %v, %d operations", kind, effect, from, to, at, was, ch.InRequest, ch.InResponse, len(ch.Operations)))
	}
	slices.Sort(list)
	return list
}

// documentGenerator makes documents up.
type documentGenerator struct {
	*rand.Rand
	is31 bool
	// schemas are all that it made.
	schemas []map[string]any
}

func pick[T any](r *rand.Rand, list ...T) T { return list[r.IntN(len(list))] }

func (g *documentGenerator) document() map[string]any {
	components := make(map[string]any)
	for i := range 4 {
		components[fmt.Sprintf("S%d", i)] = g.schema(2)
	}
	paths := make(map[string]any)
	for i := range 1 + g.IntN(3) {
		item := make(map[string]any)
		for range 1 + g.IntN(2) {
			item[pick(g.Rand, "get", "post", "put")] = g.operation()
		}
		paths[fmt.Sprintf("/p%d", i)] = item
	}
	doc := map[string]any{"openapi": "3.0.3", "info": map[string]any{"title": "t", "version": "1"}, "paths": paths, "components": map[string]any{"schemas": components}}
	if g.is31 {
		doc["openapi"] = "3.1.0"
	}
	return doc
}

func (g *documentGenerator) operation() map[string]any {
	op := map[string]any{"responses": map[string]any{}}
	for i := range 1 + g.IntN(2) {
		response := map[string]any{"description": "ok", "content": g.content()}
		if g.IntN(3) == 0 {
			response["headers"] = map[string]any{pick(g.Rand, "X-A", "X-B"): map[string]any{"required": g.IntN(2) == 0, "schema": g.schema(0)}}
		}
		op["responses"].(map[string]any)[[]string{"200", "404"}[i]] = response
	}
	var parameters []any
	for _, name := range []string{"a", "b"}[:g.IntN(3)] {
		parameters = append(parameters, map[string]any{"name": name, "in": pick(g.Rand, "query", "header"), "required": g.IntN(2) == 0, "schema": g.schema(0)})
	}
	if parameters != nil {
		op["parameters"] = parameters
	}
	if g.IntN(2) == 0 {
		op["requestBody"] = map[string]any{"required": g.IntN(2) == 0, "content": g.content()}
	}
	return op
}

func (g *documentGenerator) content() map[string]any {
	content := make(map[string]any)
	for range 1 + g.IntN(2) {
		content[pick(g.Rand, "application/json", "application/xml", "text/plain")] = map[string]any{"schema": g.schema(2)}
	}
	return content
}

// schema makes one up, with schemas within it down to a depth.
func (g *documentGenerator) schema(depth int) map[string]any {
	s := make(map[string]any)
	g.schemas = append(g.schemas, s)
	if g.IntN(4) == 0 {
		s["$ref"] = fmt.Sprintf("#/components/schemas/S%d", g.IntN(4))
		return s
	}
	if g.IntN(8) > 0 {
		s["type"] = pick(g.Rand, "string", "integer", "number", "boolean", "object", "array")
	}
	for range g.IntN(4) {
		g.keyword(s, depth)
	}
	return s
}

// keyword gives a schema a keyword, in place of the one that it may have.
func (g *documentGenerator) keyword(s map[string]any, depth int) {
	kind, _ := s["type"].(string)
	var names []string
	switch kind {
	case "string":
		names = []string{"minLength", "maxLength", "pattern", "format", "enum", "enum"}
	case "integer", "number":
		names = []string{"minimum", "maximum", "multipleOf", "enum", "format"}
	case "object":
		names = []string{"properties", "properties", "properties", "required", "additionalProperties", "minProperties", "maxProperties"}
		if g.is31 {
			names = append(names, "patternProperties", "propertyNames", "dependentRequired", "dependentSchemas", "unevaluatedProperties", "if")
		}
	case "array":
		names = []string{"items", "items", "minItems", "maxItems", "uniqueItems"}
		if g.is31 {
			names = append(names, "prefixItems", "contains", "minContains")
		}
	}
	names = append(names, "nullable", "readOnly", "writeOnly", "deprecated", "default")
	if depth > 0 {
		names = append(names, "oneOf", "anyOf", "allOf", "not")
	}
	name := pick(g.Rand, names...)
	s[name] = g.value(name, kind, depth)
}

func (g *documentGenerator) value(name, kind string, depth int) any {
	list := func(n int) (out []any) {
		for range n {
			out = append(out, g.schema(depth-1))
		}
		return out
	}
	one := func() any {
		if depth <= 0 {
			return map[string]any{"type": pick(g.Rand, "string", "integer")}
		}
		return g.schema(depth - 1)
	}
	names := func() []any {
		all := []any{"a", "b", "c"}
		g.Shuffle(3, func(i, j int) { all[i], all[j] = all[j], all[i] })
		return all[:1+g.IntN(2)]
	}
	switch name {
	case "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "minimum", "maximum", "multipleOf":
		return 1 + g.IntN(5)
	case "pattern":
		return pick(g.Rand, "^a", "^b", "c$")
	case "format":
		return pick(g.Rand, "int32", "int64", "date", "uri", "uuid")
	case "enum":
		if kind == "string" {
			return names()
		}
		return []any{1, 2 + g.IntN(3)}
	case "required":
		return names()
	case "uniqueItems", "nullable", "readOnly", "writeOnly", "deprecated":
		return g.IntN(3) > 0
	case "default":
		return pick[any](g.Rand, "a", 1, true)
	case "properties", "patternProperties", "dependentSchemas":
		out := make(map[string]any)
		for _, n := range names() {
			out[n.(string)] = one()
		}
		return out
	case "dependentRequired":
		return map[string]any{"a": names()}
	case "additionalProperties", "unevaluatedProperties":
		return pick(g.Rand, any(false), any(true), one())
	case "oneOf", "anyOf":
		return list(1 + g.IntN(3))
	case "allOf", "prefixItems":
		return list(1 + g.IntN(2))
	}
	return one()
}

// edit changes something.
func (g *documentGenerator) edit(doc map[string]any) {
	if paths := doc["paths"].(map[string]any); g.IntN(4) == 0 {
		name := pick(g.Rand, slices.Sorted(maps.Keys(paths))...)
		item := paths[name].(map[string]any)
		method := pick(g.Rand, slices.Sorted(maps.Keys(item))...)
		op := item[method].(map[string]any)
		switch g.IntN(6) {
		case 0:
			if len(paths) > 1 {
				delete(paths, name)
			}
		case 1:
			item[pick(g.Rand, "get", "post", "put")] = g.operation()
		case 2:
			maps.Copy(op, map[string]any{"parameters": []any{map[string]any{"name": pick(g.Rand, "a", "b", "c"), "in": "query", "required": g.IntN(2) == 0, "schema": g.schema(0)}}})
		case 3:
			delete(op, "requestBody")
		case 4:
			op["responses"].(map[string]any)[pick(g.Rand, "200", "201", "404", "default")] = map[string]any{"description": "ok", "content": g.content()}
		default:
			item[method] = g.operation()
		}
		return
	}
	s := g.schemas[g.IntN(len(g.schemas))]
	switch keys := slices.Sorted(maps.Keys(s)); {
	case g.IntN(3) == 0 && len(keys) > 0:
		delete(s, pick(g.Rand, keys...))
	case g.IntN(3) == 0:
		fresh := g.schema(1)
		clear(s)
		maps.Copy(s, fresh)
	default:
		g.keyword(s, 1)
	}
}

// FuzzCompare compares any two documents: no panic, the same result each time, and its mirror image the other way round.
func FuzzCompare(f *testing.F) {
	for seed := range uint64(20) {
		g := &documentGenerator{Rand: rand.New(rand.NewPCG(2, seed)), is31: seed%2 == 0}
		doc := g.document()
		before, _ := json.Marshal(doc)
		g.edit(doc)
		after, _ := json.Marshal(doc)
		f.Add(before, after)
	}
	f.Add([]byte(orders), []byte(pets30))
	f.Add([]byte(pets20), []byte(pets30))
	f.Add([]byte("openapi: 3.1.0\ncomponents: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}], oneOf: [{type: 'null'}]}}}\npaths: {/a: {get: {responses: {200: {content: {a/b: {schema: {$ref: '#/components/schemas/A'}}}}}}}}\n"), []byte(orders))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		was, is := promised(string(a)), promised(string(b))
		if was == nil || is == nil {
			return
		}
		there, _ := contract.Compare(was, is)
		again, _ := contract.Compare(promised(string(a)), promised(string(b)))
		if diff := cmp.Diff(reflected(there, false), reflected(again, false)); diff != "" {
			t.Errorf("the second time it is another: %s", diff)
		}
		if same, _ := contract.Compare(was, promised(string(a))); len(same) > 0 {
			t.Errorf("a document has changes against itself: %v", reflected(same, false))
		}
		back, _ := contract.Compare(is, was)
		if len(there) != len(back) && mirrors(there) != mirrors(back) {
			t.Errorf("%d changes there and %d back: %s", len(there), len(back), cmp.Diff(reflected(there, false), reflected(back, true)))
		}
	})
}

// mirrors counts the changes that are one by one in both directions: paths go as a whole, and come operation by operation.
func mirrors(changes []*contract.Change) (n int) {
	for _, ch := range changes {
		if !strings.HasPrefix(ch.Kind, "path-") && !strings.HasPrefix(ch.Kind, "operation-") && !strings.HasPrefix(ch.Kind, "webhook-") {
			n++
		}
	}
	return n
}

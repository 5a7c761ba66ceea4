package lint_test

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/openapi"
	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestNothingChanged compares every document of the corpus that is one file with itself in other forms: minified and pretty JSON,
// YAML, with its keys shuffled, and split into many files; with its references replaced by what they lead to, with what is written
// in place moved to components, with each schema as the only member of an allOf, and OpenAPI 3.0 as 3.1, which writes null as a
// type. A client cannot tell any of them apart, so that nothing has changed, in neither direction.
func TestNothingChanged(t *testing.T) {
	root := filepath.Join(corpus(t), "openapi")
	largest := 5_000_000
	switch {
	case raceDetector:
		largest = 50_000
	case testing.Short():
		largest = 200_000
	}
	compared := make(map[string]int)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(file)) {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil || len(data) > largest || !bytes.Contains(data, []byte("openapi")) && !bytes.Contains(data, []byte("swagger")) {
			return err
		}
		var doc yaml.Node
		if err := yaml.Unmarshal(data, &doc); err != nil || len(doc.Content) == 0 || hasAlias(&doc) || refersOutside(doc.Content[0]) {
			return nil
		}
		ext := filepath.Ext(file)
		was, ok := promises(t, form{"openapi" + ext, oneFile("openapi"+ext, data)})
		if !ok {
			return nil
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			all := equivalents(t, doc.Content[0])
			if len(data) < 500_000 {
				maps.Copy(all, forms(t, doc.Content[0])) // of which size proves nothing
			}
			for _, kind := range slices.Sorted(maps.Keys(all)) {
				is, ok := promises(t, all[kind])
				if !ok {
					t.Errorf("%s: it is not read", kind)
					continue
				}
				compared[kind]++
				unchanged(t, kind, was, is)
				unchanged(t, kind+", the other way round", is, was)
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("documents compared:", compared)
}

func oneFile(name string, data []byte) fstest.MapFS { return fstest.MapFS{name: {Data: data}} }

// promises reads what a document promises.
func promises(t *testing.T, f form) (*contract.API, bool) {
	t.Helper()
	return openapi.Contract(source.FromFS(f.tree), source.Unit{Name: f.root, Files: []string{f.root}})
}

func unchanged(t *testing.T, kind string, was, is *contract.API) {
	t.Helper()
	changes, complete := contract.Compare(was, is)
	if !complete {
		t.Errorf("%s: too large to be compared", kind)
	}
	for _, ch := range changes[:min(len(changes), 5)] {
		t.Errorf("%s: %s %s: %s %s (%s to %s) at %s", kind, ch.Kind, ch.Effect, ch.Subject, ch.Name, ch.From, ch.To, ch.At.Node().Pointer)
	}
	if n := len(changes) - 5; n > 0 {
		t.Errorf("%s: and %d more", kind, n)
	}
}

// equivalents are forms of a document that say the same in other words.
func equivalents(t *testing.T, doc *yaml.Node) map[string]form {
	t.Helper()
	all := make(map[string]form)
	if text := string(asJSON(t, doc, false)); strings.Contains(text, `"$id"`) || strings.Contains(text, `"$anchor"`) || strings.Contains(text, `"$dynamicRef"`) {
		return all // a name that stands at two places is none
	}
	add := func(kind string, change func(doc *yaml.Node)) {
		copied := reparse(t, asJSON(t, doc, false))
		change(copied)
		all[kind] = form{"api.json", oneFile("api.json", asJSON(t, copied, false))}
	}
	add("inlined", inline)
	add("allOf of one", wrap)
	if version := get(doc, "openapi"); version != nil {
		add("hoisted", hoist)
		if strings.HasPrefix(version.Value, "3.0") {
			add("3.1", modernise)
		}
	}
	return all
}

// eachSchema calls f for every schema of a document, those within a schema before it. What f returns takes its place.
func eachSchema(doc *yaml.Node, f func(schema *yaml.Node, at string) *yaml.Node) {
	var visit func(n *yaml.Node, what, at string) *yaml.Node
	visit = func(n *yaml.Node, what, at string) *yaml.Node {
		switch {
		case what == "list" && n.Kind == yaml.SequenceNode:
			for i := range n.Content {
				n.Content[i] = visit(n.Content[i], "schema", at)
			}
		case n.Kind == yaml.SequenceNode:
			for _, c := range n.Content {
				visit(c, "", at)
			}
		case n.Kind != yaml.MappingNode:
		default:
			for i := 0; i+1 < len(n.Content); i += 2 {
				key := n.Content[i].Value
				next, ok := inside(what, key)
				if ok {
					n.Content[i+1] = visit(n.Content[i+1], next, key)
				}
			}
		}
		if what == "schema" && n.Kind == yaml.MappingNode {
			return f(n, at)
		}
		return n
	}
	visit(doc, "", "")
}

// inside says what stands under a key of a schema, of a map of schemas, or of anything else.
func inside(what, key string) (string, bool) {
	switch what {
	case "map":
		return "schema", true
	case "schema":
		switch key {
		case "properties", "patternProperties", "dependentSchemas", "$defs":
			return "map", true
		case "allOf", "anyOf", "oneOf", "prefixItems":
			return "list", true
		case "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames", "unevaluatedItems", "unevaluatedProperties":
			return "schema", true
		}
		return "", false
	}
	switch key {
	case "schema", "itemSchema":
		return "schema", true
	case "schemas", "definitions":
		return "map", true
	case "example", "examples", "value", "default", "enum", "tags", "info":
		return "", false
	}
	return "", !strings.HasPrefix(key, "x-")
}

func mapping(key string, value *yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Content: []*yaml.Node{{Kind: yaml.ScalarNode, Tag: "!!str", Value: key}, value}}
}

func sequence(items ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Content: items}
}

func scalar(tag, value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: value}
}

// wrap makes each schema the only member of an allOf.
func wrap(doc *yaml.Node) {
	eachSchema(doc, func(s *yaml.Node, _ string) *yaml.Node { return mapping("allOf", sequence(s)) })
}

// inline puts components that refer to nothing where they are referred to, in the order of a budget, except where a discriminator
// knows them by their names.
func inline(doc *yaml.Node) {
	named := make(map[string]bool)
	eachSchema(doc, func(s *yaml.Node, _ string) *yaml.Node {
		if get(s, "discriminator") != nil {
			for _, key := range []string{"oneOf", "anyOf"} {
				if list := get(s, key); list != nil {
					for _, a := range list.Content {
						if ref := get(a, "$ref"); ref != nil {
							named[ref.Value] = true
						}
					}
				}
			}
		}
		return s
	})
	budget := 2_000_000
	leaf := make(map[string]*yaml.Node)
	size := make(map[string]int)
	eachSchema(doc, func(s *yaml.Node, _ string) *yaml.Node {
		ref := get(s, "$ref")
		if ref == nil || named[ref.Value] || len(s.Content) > 2 {
			return s
		}
		to, ok := leaf[ref.Value]
		if !ok {
			to = lookUp(doc, ref.Value)
			if to != nil && (strings.Contains(fmt.Sprint(flat(to)), "$ref") || get(to, "discriminator") != nil) {
				to = nil
			}
			leaf[ref.Value], size[ref.Value] = to, len(flat(to))
		}
		if to == nil || size[ref.Value] > budget {
			return s
		}
		budget -= size[ref.Value]
		return clone(to)
	})
}

func lookUp(doc *yaml.Node, ref string) *yaml.Node {
	pointer, ok := strings.CutPrefix(ref, "#/")
	if !ok || strings.Contains(ref, "%") {
		return nil
	}
	n := doc
	for token := range strings.SplitSeq(pointer, "/") {
		if n = get(n, strings.NewReplacer("~1", "/", "~0", "~").Replace(token)); n == nil {
			return nil
		}
	}
	if n.Kind != yaml.MappingNode {
		return nil
	}
	return n
}

// flat lists the scalars of a node.
func flat(n *yaml.Node) (values []string) {
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		return []string{n.Value}
	}
	for _, c := range n.Content {
		values = append(values, flat(c)...)
	}
	return values
}

// hoist moves schemas that are written in place to components.
func hoist(doc *yaml.Node) {
	components := get(doc, "components")
	if components == nil {
		components = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		doc.Content = append(doc.Content, scalar("!!str", "components"), components)
	}
	schemas := get(components, "schemas")
	if schemas == nil {
		schemas = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
		components.Content = append(components.Content, scalar("!!str", "schemas"), schemas)
	}
	own := make(map[*yaml.Node]bool)
	for i := 1; i < len(schemas.Content); i += 2 {
		own[schemas.Content[i]] = true
	}
	var moved []*yaml.Node
	eachSchema(doc, func(s *yaml.Node, _ string) *yaml.Node {
		if own[s] || get(s, "$ref") != nil {
			return s
		}
		name := fmt.Sprintf("Hoisted%d", len(moved)/2)
		moved = append(moved, scalar("!!str", name), s)
		return mapping("$ref", scalar("!!str", "#/components/schemas/"+name))
	})
	schemas.Content = append(schemas.Content, moved...)
}

// modernise makes OpenAPI 3.1 of 3.0.
func modernise(doc *yaml.Node) {
	get(doc, "openapi").Value = "3.1.0"
	eachSchema(doc, func(s *yaml.Node, at string) *yaml.Node {
		if ref := get(s, "$ref"); ref != nil {
			return mapping("$ref", ref)
		}
		remove(s, "const") // which 3.0 does not know
		for _, end := range [][2]string{{"exclusiveMinimum", "minimum"}, {"exclusiveMaximum", "maximum"}} {
			exclusive, bound := get(s, end[0]), get(s, end[1])
			remove(s, end[0])
			if exclusive != nil && exclusive.Value == "true" && bound != nil {
				remove(s, end[1])
				s.Content = append(s.Content, scalar("!!str", end[0]), bound)
			}
		}
		nullable := get(s, "nullable")
		if nullable != nil && saysLittle(s) {
			if nullable.Value == "true" && (at == "anyOf" || at == "oneOf") {
				return mapping("type", scalar("!!str", "null")) // which 3.0 has no other way to write
			}
			return s // it speaks of the allOf that it is a member of
		}
		remove(s, "nullable")
		if all := get(s, "allOf"); nullable == nil && all != nil {
			for _, member := range all.Content {
				if saysLittle(member) {
					nullable = cmp.Or(get(member, "nullable"), nullable)
				}
			}
		}
		if nullable == nil || nullable.Value != "true" {
			return s
		}
		null := scalar("!!str", "null")
		if enum := get(s, "enum"); enum != nil && !slices.ContainsFunc(enum.Content, func(v *yaml.Node) bool { return v.Tag == "!!null" }) {
			enum.Content = append(enum.Content, scalar("!!null", "null"))
		}
		if kind := get(s, "type"); kind != nil && kind.Kind == yaml.ScalarNode && get(s, "allOf") == nil && get(s, "anyOf") == nil && get(s, "oneOf") == nil {
			*kind = *sequence(scalar("!!str", kind.Value), null)
			return s
		}
		return mapping("anyOf", sequence(s, mapping("type", null)))
	})
}

// saysLittle reports whether a schema has nothing that nullable could speak of.
func saysLittle(s *yaml.Node) bool {
	return !slices.ContainsFunc([]string{"type", "enum", "properties", "allOf", "anyOf", "oneOf", "$ref"}, func(key string) bool { return get(s, key) != nil })
}

func remove(n *yaml.Node, key string) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			n.Content = slices.Delete(n.Content, i, i+2)
			return
		}
	}
}

package lint_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestForms lints every document of the corpus that is one file in other forms: as minified and as pretty JSON, as YAML,
// with its keys shuffled, and split into many files; and ten times as it is, with one job to eight. The findings are the
// same by fingerprint.
func TestForms(t *testing.T) {
	root := filepath.Join(corpus(t), "openapi")
	sel := everyRule(t)
	compared := make(map[string]int)
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(file)) {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(data, []byte("openapi")) && !bytes.Contains(data, []byte("swagger")) {
			return err
		}
		if small() && len(data) > 200_000 {
			return nil
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			own := "openapi" + filepath.Ext(file)
			want, ok := fingerprints(t, sel, own, fstest.MapFS{own: {Data: data}})
			if !ok {
				t.Skip("not a document that stands alone")
			}
			var doc yaml.Node
			if err := yaml.Unmarshal(data, &doc); err != nil {
				t.Skip("not YAML:", err)
			}
			if len(doc.Content) == 0 || hasAlias(&doc) || refersOutside(doc.Content[0]) {
				t.Skip("has YAML aliases or is not one file")
			}
			for run := range 9 {
				again, _ := fingerprintsOf(t, sel, own, fstest.MapFS{own: {Data: data}}, run)
				if diff := cmp.Diff(want, again); diff != "" {
					t.Fatalf("another run, with %d jobs: (-first +this)\n%.3000s", run, diff)
				}
				if len(data) > 500_000 {
					break
				}
			}
			for form, files := range forms(t, doc.Content[0]) {
				got, ok := fingerprints(t, sel, files.root, files.tree)
				if !ok {
					t.Errorf("%s: not judged", form)
				}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s: (-as it is +%s)\n%.3000s", form, form, diff)
				}
				compared[form]++
			}
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Log("documents compared:", compared)
}

// fingerprints lints one file of a tree and returns its findings without their places, sorted. It reports false when the file is no document
// of its own or cannot be read in full.
func fingerprints(t *testing.T, sel *config.Resolved, name string, tree fstest.MapFS) ([]string, bool) {
	t.Helper()
	return fingerprintsOf(t, sel, name, tree, 0)
}

func fingerprintsOf(t *testing.T, sel *config.Resolved, name string, tree fstest.MapFS, jobs int) ([]string, bool) {
	t.Helper()
	result, err := lint.Run(t.Context(), sel, lint.Options{Tree: source.FromFS(tree), Paths: []string{name}, Kinds: []facts.Kind{facts.OpenAPI}, Jobs: jobs})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range result.Findings {
		if f.Rule.ID == "parse/error" {
			return nil, false
		}
		if strings.HasSuffix(f.Pointer, "/$ref") {
			continue // the text of a reference is what the forms differ in
		}
		all = append(all, fmt.Sprintf("%s %s %s: %s", f.Fingerprint, f.Pointer, f.Rule.ID, f.Message))
	}
	slices.Sort(all)
	return all, result.Judged[facts.OpenAPI] == 1
}

type form struct {
	root string
	tree fstest.MapFS
}

func forms(t *testing.T, doc *yaml.Node) map[string]form {
	t.Helper()
	minified := asJSON(t, doc, false)
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, minified, "", "  "); err != nil {
		t.Fatal(err)
	}
	plain := reparse(t, minified)
	flowless(plain)
	text, err := yaml.Marshal(plain)
	if err != nil {
		t.Fatal(err)
	}
	one := func(name string, data []byte) form { return form{name, fstest.MapFS{name: {Data: data}}} }
	return map[string]form{
		"minified": one("api.json", minified), "pretty": one("api.json", pretty.Bytes()), "YAML": one("api.yaml", text),
		"shuffled": one("api.json", asJSON(t, doc, true)), "split": split(t, reparse(t, minified)),
	}
}

func reparse(t *testing.T, data []byte) *yaml.Node {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Content[0]
}

func hasAlias(n *yaml.Node) bool {
	return n.Kind == yaml.AliasNode || n.Tag == "!!merge" || slices.ContainsFunc(n.Content, hasAlias)
}

func refersOutside(n *yaml.Node) bool {
	if ref := get(n, "$ref"); ref != nil && ref.Kind == yaml.ScalarNode && !strings.HasPrefix(ref.Value, "#") {
		return true
	}
	return slices.ContainsFunc(n.Content, refersOutside)
}

// flowless makes the writer write a document from JSON in YAML's own style.
func flowless(n *yaml.Node) {
	switch {
	case n.Kind != yaml.ScalarNode:
		n.Style = 0
	case strings.Contains(n.Value, "\n") && !strings.ContainsAny(n.Value, "\t\u2028\u00a0") && strings.TrimSpace(n.Value) == n.Value:
		n.Style = yaml.LiteralStyle
	}
	for _, c := range n.Content {
		flowless(c)
	}
}

func asJSON(t *testing.T, n *yaml.Node, shuffled bool) []byte {
	t.Helper()
	var b bytes.Buffer
	text := func(s string) {
		raw, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		b.Write(raw)
	}
	var value func(n *yaml.Node)
	value = func(n *yaml.Node) {
		switch {
		case n.Kind == yaml.MappingNode:
			order := make([]int, len(n.Content)/2)
			for i := range order {
				order[i] = 2 * i
			}
			if shuffled {
				r := rand.New(rand.NewPCG(1, uint64(len(order))))
				r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			}
			b.WriteByte('{')
			for i, k := range order {
				if i > 0 {
					b.WriteByte(',')
				}
				text(n.Content[k].Value)
				b.WriteByte(':')
				value(n.Content[k+1])
			}
			b.WriteByte('}')
		case n.Kind == yaml.SequenceNode:
			b.WriteByte('[')
			for i, c := range n.Content {
				if i > 0 {
					b.WriteByte(',')
				}
				value(c)
			}
			b.WriteByte(']')
		case n.Tag == "!!null":
			b.WriteString("null")
		case n.Tag == "!!bool":
			b.WriteString(strings.ToLower(n.Value))
		case (n.Tag == "!!int" || n.Tag == "!!float") && json.Valid([]byte(n.Value)):
			b.WriteString(n.Value)
		case (n.Tag == "!!int" || n.Tag == "!!float") && json.Valid([]byte(strings.TrimLeft(n.Value, "0"))):
			b.WriteString(strings.TrimLeft(n.Value, "0")) // 0815 is a number to YAML 1.2
		default:
			text(n.Value)
		}
	}
	value(n)
	return b.Bytes()
}

// split moves every path item and every component into a file of its own.
func split(t *testing.T, doc *yaml.Node) form {
	t.Helper()
	tree := make(fstest.MapFS)
	moved := make(map[string]string) // pointer to file
	parts := make(map[string]*yaml.Node)
	move := func(folder, pointer string, section *yaml.Node) {
		if section == nil || section.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(section.Content); i += 2 {
			key, part := section.Content[i].Value, section.Content[i+1]
			if part.Kind != yaml.MappingNode || strings.HasPrefix(key, "x-") || get(part, "$ref") != nil || get(part, "$id") != nil {
				continue
			}
			name := fmt.Sprintf("%s/%d.json", folder, i/2)
			token := strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
			moved[pointer+"/"+token], parts[name] = name, part
			section.Content[i+1] = &yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: "$ref"}, {Kind: yaml.ScalarNode, Value: name}}}
		}
	}
	move("paths", "/paths", get(doc, "paths"))
	if components := get(doc, "components"); components != nil {
		for i := 0; i+1 < len(components.Content); i += 2 {
			if key := components.Content[i].Value; !strings.HasPrefix(key, "x-") {
				move(key, "/components/"+key, components.Content[i+1])
			}
		}
	}
	for _, section := range []string{"definitions", "parameters", "responses"} {
		if get(doc, "swagger") != nil {
			move(section, "/"+section, get(doc, section))
		}
	}
	rewrite := func(ref, up, own string) string {
		fragment, ok := strings.CutPrefix(ref, "#/")
		if !ok {
			return ref
		}
		if plain, err := url.PathUnescape(fragment); err == nil {
			fragment = plain
		}
		pointer := "/" + fragment
		for end := len(pointer); end > 0; end = strings.LastIndexByte(pointer[:end], '/') {
			if name, ok := moved[pointer[:end]]; ok {
				if end == len(pointer) {
					return up + name
				}
				return up + name + "#" + (&url.URL{Fragment: pointer[end:]}).EscapedFragment()
			}
		}
		return own + ref
	}
	var mend func(n *yaml.Node, key, up, own string)
	mend = func(n *yaml.Node, key, up, own string) {
		switch n.Kind {
		case yaml.MappingNode:
			for i := 0; i+1 < len(n.Content); i += 2 {
				v := n.Content[i+1]
				switch k := n.Content[i].Value; {
				case v.Kind == yaml.ScalarNode && (k == "$ref" || k == "operationRef" || key == "mapping"):
					v.Value = rewrite(v.Value, up, own)
				default:
					mend(v, k, up, own)
				}
			}
		case yaml.SequenceNode:
			for _, c := range n.Content {
				mend(c, "", up, own)
			}
		}
	}
	mend(doc, "", "", "")
	tree["api.json"] = &fstest.MapFile{Data: asJSON(t, doc, false)}
	for name, part := range parts {
		mend(part, "", "../", "../api.json")
		tree[name] = &fstest.MapFile{Data: asJSON(t, part, false)}
	}
	return form{"api.json", tree}
}

func get(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

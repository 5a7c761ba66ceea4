package lint_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestForms lints every document of the corpus that is one file in other forms: as minified and as pretty JSON, as YAML,
// with its keys shuffled, and split into many files; and ten times as it is, with one job to eight. The findings are the
// same: their fingerprints, pointers and texts. It takes minutes, most of them for the large documents, which -short and
// the race detector leave out.
func TestForms(t *testing.T) {
	root := filepath.Join(corpus(t), "openapi")
	sel := everyRule(t)
	largest := 5_000_000
	switch {
	case raceDetector:
		largest = 50_000
	case testing.Short():
		largest = 200_000
	}
	f := &formsTest{sel: sel, tree: make(fstest.MapFS), compared: make(map[string]int)}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".yaml", ".yml", ".json"}, filepath.Ext(file)) {
			return err
		}
		data, err := os.ReadFile(file)
		if err != nil || len(data) > largest || !bytes.Contains(data, []byte("openapi")) && !bytes.Contains(data, []byte("swagger")) {
			return err
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		f.add(t, filepath.ToSlash(name), filepath.Ext(file), data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f.run(t)
	t.Log("documents compared:", f.compared)
}

// raceDetector says that the test was built with the race detector, which makes it many times slower.
var raceDetector bool

// formsTest lints the forms of many documents in one run, since a run compiles every rule. Each has a folder of its own.
type formsTest struct {
	sel       *config.Resolved
	tree      fstest.MapFS
	size      int
	documents []document
	compared  map[string]int
}

// document is one of the corpus. Its forms are named like their folders, and the first is the document as it is.
type document struct {
	name  string
	size  int
	forms []string
	paths []string
}

func (f *formsTest) add(t *testing.T, name, ext string, data []byte) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil || len(doc.Content) == 0 || hasAlias(&doc) || refersOutside(doc.Content[0]) {
		return // an alias has two owners, of which other forms make two values
	}
	d := document{name: name, size: len(data)}
	put := func(kind string, files form) {
		folder := fmt.Sprintf("%d-%s/", len(f.documents), kind)
		for path, file := range files.tree {
			f.tree[folder+path] = file
		}
		d.forms, d.paths = append(d.forms, folder), append(d.paths, folder+files.root)
	}
	put("asis", form{"openapi" + ext, fstest.MapFS{"openapi" + ext: {Data: data}}})
	all := forms(t, doc.Content[0])
	for _, kind := range slices.Sorted(maps.Keys(all)) {
		if len(data) > 1_000_000 && (kind == "minified" || kind == "pretty") {
			continue // the shuffled form is minified too
		}
		put(kind, all[kind])
	}
	f.documents = append(f.documents, d)
	f.size += len(data)
	if f.size > 2_000_000 {
		f.run(t)
	}
}

// run lints what was added.
func (f *formsTest) run(t *testing.T) {
	var paths, small []string
	for _, d := range f.documents {
		paths = append(paths, d.paths...)
		if d.size < 500_000 {
			small = append(small, d.paths[0])
		}
	}
	first := f.lint(t, paths, 0)
	for _, d := range f.documents {
		if _, ok := first[d.forms[0]]; !ok {
			continue // not a document that stands alone
		}
		t.Run(d.name, func(t *testing.T) {
			for _, form := range d.forms[1:] {
				_, kind, _ := strings.Cut(strings.TrimSuffix(form, "/"), "-")
				if got, ok := first[form]; !ok {
					t.Errorf("%s: not judged", kind)
				} else if diff := difference(first[d.forms[0]], got); diff != "" {
					t.Errorf("%s: (-as it is +%s)\n%s", kind, kind, diff)
				}
				f.compared[kind]++
			}
		})
	}
	for run := 1; run < 10 && len(small) > 0; run++ {
		again := f.lint(t, small, run)
		for _, d := range f.documents {
			if got, ok := again[d.forms[0]]; ok {
				if diff := difference(first[d.forms[0]], got); diff != "" {
					t.Errorf("%s: another run, with %d jobs: (-first +this)\n%s", d.name, run, diff)
				}
			}
		}
	}
	f.tree, f.size, f.documents = make(fstest.MapFS), 0, nil
}

// lint returns the findings below each folder without their places, sorted. It leaves out the folders whose file is no
// document of its own or cannot be read in full.
func (f *formsTest) lint(t *testing.T, paths []string, jobs int) map[string][]string {
	t.Helper()
	result, err := lint.Run(t.Context(), f.sel, lint.Options{Tree: source.FromFS(f.tree), Paths: paths, Kinds: []facts.Kind{facts.OpenAPI}, Jobs: jobs})
	if err != nil {
		t.Fatal(err)
	}
	folder := func(file string) string { return file[:strings.IndexByte(file, '/')+1] }
	all := make(map[string][]string)
	for _, p := range paths {
		all[folder(p)] = []string{}
	}
	for _, s := range result.Skipped {
		delete(all, folder(s.File))
	}
	for _, f := range result.Findings {
		if f.Rule.ID == "parse/error" {
			delete(all, folder(f.File))
		}
		found, ok := all[folder(f.File)]
		if !ok || strings.HasSuffix(f.Pointer, "/$ref") {
			continue // the text of a reference is what the forms differ in
		}
		all[folder(f.File)] = append(found, fmt.Sprintf("%s %s %s: %s", f.Fingerprint, f.Pointer, f.Rule.ID, f.Message))
	}
	for _, found := range all {
		slices.Sort(found)
	}
	return all
}

// difference lists what only one of two sorted lists has.
func difference(a, b []string) string {
	var lines []string
	for len(a) > 0 || len(b) > 0 {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			lines, a = append(lines, "- "+a[0]), a[1:]
		case len(a) == 0 || b[0] < a[0]:
			lines, b = append(lines, "+ "+b[0]), b[1:]
		default:
			a, b = a[1:], b[1:]
		}
	}
	slices.SortFunc(lines, func(x, y string) int { return strings.Compare(x[35:], y[35:]) }) // by pointer and rule
	return strings.Join(lines, "\n")
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

// split moves every path item and every component into a file of its own, and shuffles their keys.
func split(t *testing.T, doc *yaml.Node) form {
	t.Helper()
	tree := make(fstest.MapFS)
	moved := make(map[string]string) // pointer to file
	parts := make(map[string]*yaml.Node)
	var sections []*yaml.Node
	move := func(folder, pointer string, section *yaml.Node) {
		if section == nil || section.Kind != yaml.MappingNode {
			return
		}
		sections = append(sections, section)
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
			if key := components.Content[i].Value; !strings.HasPrefix(key, "x-") && !(key == "mediaTypes" && !strings.HasPrefix(get(doc, "openapi").Value, "3.2")) {
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
	// A component that is another name for a component stays one: it does not become a second name for the file.
	names := make(map[*yaml.Node]string)
	for _, section := range sections {
		for i := 1; i < len(section.Content); i += 2 {
			if ref := get(section.Content[i], "$ref"); ref != nil && strings.HasPrefix(ref.Value, "#") {
				names[ref] = ref.Value
			}
		}
	}
	mend(doc, "", "", "")
	for ref, own := range names {
		ref.Value = own
	}
	tree["api.json"] = &fstest.MapFile{Data: asJSON(t, doc, true)}
	for name, part := range parts {
		mend(part, "", "../", "../api.json")
		tree[name] = &fstest.MapFile{Data: asJSON(t, part, true)}
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

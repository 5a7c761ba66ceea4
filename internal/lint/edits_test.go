package lint_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/ruletest"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

// subject is a small repository that is edited: its files by their paths.
type subject struct {
	name  string
	files map[string][]byte
}

// edit is a change of a repository that mends nothing and breaks nothing. It returns false where it has nothing to do.
type edit struct {
	name  string
	apply func(t *testing.T, files map[string][]byte) (after map[string][]byte, own own, ok bool)
	// except are rules that have something to say of it, and rightly so, and the places where they say it of all.
	except []string
}

// own is what an edit adds and takes away: what pointers or files of findings hold, and how pointers begin.
type own struct{ added, removed string }

func (o own) has(f *finding.Finding, fixed bool) bool {
	if fixed {
		return o.removed != "" && strings.HasPrefix(f.Pointer, o.removed)
	}
	return o.added != "" && (strings.Contains(strings.ToLower(f.Pointer), o.added) || strings.Contains(f.File, o.added))
}

// TestEditsKeepFingerprints edits the cases of every rule, and the documents and histories of the corpus, in ways that have
// nothing to do with any finding. Every rule looks at them before and after: nothing is introduced, and nothing is fixed, but what
// is said of that which was added.
func TestEditsKeepFingerprints(t *testing.T) {
	if raceDetector || testing.Short() {
		t.Skip("takes a minute")
	}
	subjects := append(casesOfRules(t), corpusSubjects(t)...)
	sel := everyRule(t)
	before := make(map[string]map[string][]byte)
	for i, s := range subjects {
		before[strconv.Itoa(i)] = s.files
	}
	old := lintFolders(t, sel, before)
	for _, e := range edits {
		t.Run(e.name, func(t *testing.T) {
			after, owned := make(map[string]map[string][]byte), make(map[string]own)
			for folder, files := range before {
				if edited, mark, ok := e.apply(t, maps.Clone(files)); ok {
					after[folder], owned[folder] = edited, mark
				}
			}
			now := lintFolders(t, sel, after)
			failed := make(map[string]int)
			for i, s := range subjects {
				folder := strconv.Itoa(i)
				if _, ok := after[folder]; !ok {
					continue
				}
				head := slices.Clone(now[folder])
				fixed := finding.Compare(old[folder], head)
				for _, f := range append(fixed, finding.Divide(head).Counting...) {
					is := "introduced"
					if f.Class == "" {
						is = "fixed"
					}
					if owned[folder].has(&f, f.Class == "") || slices.ContainsFunc(e.except, func(x string) bool { return x == f.Rule.ID || x == f.Pointer }) {
						continue
					}
					if failed[f.Rule.ID]++; failed[f.Rule.ID] <= 3 {
						t.Errorf("%s: %s %s at %s: %s", s.name, is, f.Rule.ID, f.Pointer, f.Message)
					}
				}
			}
			for _, id := range slices.Sorted(maps.Keys(failed)) {
				if n := failed[id]; n > 3 {
					t.Errorf("%s: %d in all", id, n)
				}
			}
			t.Logf("%d edited", len(after))
		})
	}
}

// lintFolders lints repositories in one run, each in a folder of its own, since a run compiles every rule. It returns what is
// found in each.
func lintFolders(t *testing.T, sel *config.Resolved, folders map[string]map[string][]byte) map[string][]finding.Finding {
	t.Helper()
	fsys := make(fstest.MapFS)
	for folder, files := range folders {
		for name, data := range files {
			fsys[folder+"/"+name] = &fstest.MapFile{Data: data}
		}
	}
	result, err := lint.Run(t.Context(), sel, lint.Options{Tree: source.FromFS(fsys), Kinds: []facts.Kind{facts.OpenAPI, facts.Migration}})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string][]finding.Finding)
	for _, f := range result.Findings {
		folder, _, _ := strings.Cut(f.File, "/")
		found[folder] = append(found[folder], f)
	}
	return found
}

// casesOfRules returns the cases of the embedded rules. Those that are about what version control knows are left out.
func casesOfRules(t *testing.T) []subject {
	t.Helper()
	var subjects []subject
	files, err := fs.Glob(policies.FS, "*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(policies.FS, file)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := ruletest.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases.Cases {
			s := subject{name: strings.TrimSuffix(file, ".txtar") + " " + c.Name, files: make(map[string][]byte)}
			for _, f := range c.Files {
				s.files[f.Name] = f.Data
			}
			if s.name == "rest/document-valid bad-json" {
				continue // its operations are where none can be
			}
			if !slices.ContainsFunc(slices.Collect(maps.Keys(s.files)), func(name string) bool { return strings.HasPrefix(name, "@") }) {
				subjects = append(subjects, s)
			}
		}
	}
	return subjects
}

// corpusSubjects returns the smaller projects of the corpus, or none when it is absent.
func corpusSubjects(t *testing.T) []subject {
	t.Helper()
	root := os.Getenv("BDMA_CORPUS")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	var subjects []subject
	for _, kind := range []string{"openapi", "sql", "sql-other"} {
		entries, err := os.ReadDir(filepath.Join(root, kind))
		if err != nil {
			t.Logf("the corpus of public files is not here: only the cases of rules are edited (%v)", err)
			return nil
		}
		for _, e := range entries {
			s, size := subject{name: kind + "/" + e.Name(), files: make(map[string][]byte)}, 0
			err := filepath.WalkDir(filepath.Join(root, kind, e.Name()), func(file string, d fs.DirEntry, err error) error {
				if err != nil || !d.Type().IsRegular() {
					return err
				}
				data, err := os.ReadFile(file)
				name, _ := filepath.Rel(filepath.Join(root, kind, e.Name()), file)
				size += len(data)
				s.files[filepath.ToSlash(name)] = data
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if e.IsDir() && size < 300_000 {
				subjects = append(subjects, s)
			}
		}
	}
	return subjects
}

// unrelated is what the names of added things begin with.
const unrelated = "unrelated"

// whole are what tells of all operations, and of the house style that most of them have. One more counts among them.
var whole = []string{
	"/openapi", "/swagger", "/info", "/security", "rest/operation-id-case", "rest/admin-security", "rest/base-path-in-server", "rest/operation-tag",
}

// grown are rules that look at the whole history: what its last migration may leave to the next, and how most of it is named.
var grown = []string{"schema/constraint-validated", "migration/rollback-missing", "migration/ignored-file"}

var edits = []edit{
	{"everything moves to another folder", func(t *testing.T, files map[string][]byte) (map[string][]byte, own, bool) {
		after := make(map[string][]byte)
		for name, data := range files {
			after["services/moved/"+name] = data
		}
		return after, own{}, true
	}, []string{"rest/reference-resolves"}}, // one leads out of what moves
	{"a document is renamed", func(t *testing.T, files map[string][]byte) (map[string][]byte, own, bool) {
		for name, data := range files {
			if isDocument(name, data) && len(files) == 1 {
				return map[string][]byte{"api-of-the-shop" + path.Ext(name): data}, own{}, true
			}
		}
		return nil, own{}, false
	}, nil},
	documentEdit("comments and another indentation", func(doc *yaml.Node) (own, bool) { comment(doc); return own{}, true }),
	documentEdit("flow style", func(doc *yaml.Node) (own, bool) {
		doc.Style = yaml.FlowStyle
		return own{}, len(doc.Content) > 0
	}),
	documentEdit("keys in another order", func(doc *yaml.Node) (own, bool) { reverse(doc); return own{}, true }, "rest/unused-component"),
	{"YAML becomes JSON", func(t *testing.T, files map[string][]byte) (map[string][]byte, own, bool) {
		for name, data := range files {
			var doc yaml.Node
			if len(files) == 1 && isDocument(name, data) && path.Ext(name) != ".json" && yaml.Unmarshal(data, &doc) == nil && plain(&doc) {
				return map[string][]byte{strings.TrimSuffix(name, path.Ext(name)) + ".json": asJSON(t, doc.Content[0], false)}, own{}, true
			}
		}
		return nil, own{}, false
	}, nil},
	documentEdit("an operation is added in front", func(doc *yaml.Node) (own, bool) { return addOperation(doc, true) }, whole...),
	documentEdit("an operation is added at the end", func(doc *yaml.Node) (own, bool) { return addOperation(doc, false) }, whole...),
	documentEdit("paths are copied", copyPaths, whole...),
	documentEdit("a schema becomes a component", moveSchema, whole...),
	documentEdit("a schema is added in front", addSchema),
	documentEdit("a tag is added in front", func(doc *yaml.Node) (own, bool) {
		tags := get(doc, "tags")
		if tags != nil && tags.Kind == yaml.SequenceNode {
			tags.Content = slices.Insert(tags.Content, 0, snippet("{name: unrelated, description: Nothing to do with the others.}"))
		}
		return own{added: "/tags/0"}, tags != nil
	}),
	documentEdit("a parameter is added in front of each", addParameters),
	documentEdit("a property is added in front of each", addProperties),
	documentEdit("a response is added in front of each", addResponses),
	{"comments and blank lines in SQL", func(t *testing.T, files map[string][]byte) (map[string][]byte, own, bool) {
		done := false
		for name, data := range files {
			if path.Ext(name) == ".sum" || bytes.Contains(data, []byte("SELECT 1;")) && len(data) < 20 || bytes.Contains(data, []byte("--! Hash")) {
				return nil, own{}, false // a checksum knows of comments, and a note explains why there is no way back
			}
			if path.Ext(name) != ".sql" {
				continue
			}
			var b bytes.Buffer
			quotes := 0
			for line := range bytes.Lines(data) {
				b.Write(line)
				quotes += bytes.Count(line, []byte("'")) + bytes.Count(line, []byte("$$"))
				if quotes%2 == 0 && bytes.HasSuffix(bytes.TrimSpace(line), []byte(";")) && bytes.HasSuffix(line, []byte("\n")) {
					b.WriteString("\n-- a note\n\n")
				}
			}
			files[name], done = b.Bytes(), true
		}
		return files, own{}, done
	}, nil},
	{"a migration is added", func(t *testing.T, files map[string][]byte) (map[string][]byte, own, bool) {
		return addMigration(files, func(string) string { return "" })
	}, grown},
	{"a migration of its own table is added", func(t *testing.T, files map[string][]byte) (map[string][]byte, own, bool) {
		return addMigration(files, func(direction string) string {
			if direction == "down" {
				return "DROP TABLE zz_unrelated;\n"
			}
			return "CREATE TABLE zz_unrelated (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);\n"
		})
	}, grown},
}

var numbered = regexp.MustCompile(`^(\d+)_.*?((?:\.(?:up|down))?\.sql)$`)

// addMigration adds a migration after the last one of a tool that numbers its files, with the text of a direction.
func addMigration(files map[string][]byte, text func(direction string) string) (map[string][]byte, own, bool) {
	last, form := "", []string(nil)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if m := numbered.FindStringSubmatch(path.Base(name)); m != nil && (form == nil || len(m[1]) == len(form[1]) && m[1] >= form[1]) {
			last, form = name, m
		}
	}
	if form == nil || bytes.Contains(files[last], []byte("--liquibase")) {
		return nil, own{}, false
	}
	if slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return path.Ext(name) == ".sum" }) {
		return nil, own{}, false
	}
	n, err := strconv.ParseUint(form[1], 10, 64)
	if err != nil {
		return nil, own{}, false
	}
	stem := fmt.Sprintf("%s/%0*d_zz-unrelated", path.Dir(last), len(form[1]), n+1)
	switch data := string(files[last]); {
	case strings.Contains(data, "+goose Up"):
		files[stem+".sql"] = []byte("-- +goose Up\n" + text("up") + "-- +goose Down\n" + text("down"))
	case strings.Contains(data, "+migrate Up"):
		files[stem+".sql"] = []byte("-- +migrate Up\n" + text("up") + "-- +migrate Down\n" + text("down"))
	case strings.Contains(data, "migrate:up"):
		files[stem+".sql"] = []byte("-- migrate:up\n" + text("up") + "-- migrate:down\n" + text("down"))
	case form[2] == ".sql":
		files[stem+".sql"] = []byte(text("up"))
	case strings.HasSuffix(form[2], ".sql"):
		files[stem+".up.sql"] = []byte(text("up"))
		if slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return strings.HasSuffix(name, ".down.sql") }) {
			files[stem+".down.sql"] = []byte(text("down"))
		}
	}
	return files, own{added: unrelated}, true
}

// documentEdit is an edit of each OpenAPI document that is written in YAML or JSON, which is written anew in its format.
func documentEdit(name string, change func(*yaml.Node) (own, bool), except ...string) edit {
	return edit{name, func(t *testing.T, files map[string][]byte) (map[string][]byte, own, bool) {
		done, mark := false, own{}
		documents := 0
		for file, data := range files {
			if isDocument(file, data) {
				documents++
			}
		}
		if documents > 1 && slices.Contains(alone, name) {
			return nil, mark, false
		}
		for file, data := range files {
			var doc yaml.Node
			if !isDocument(file, data) || yaml.Unmarshal(data, &doc) != nil || !plain(&doc) || bytes.Contains(data, []byte("\n---")) {
				continue
			}
			own, ok := change(doc.Content[0])
			if !ok {
				continue
			}
			mark = own
			if path.Ext(file) == ".json" {
				files[file], done = asJSON(t, doc.Content[0], false), true
				continue
			}
			var b bytes.Buffer
			encoder := yaml.NewEncoder(&b)
			encoder.SetIndent(4)
			var again yaml.Node
			// The writer breaks some texts, with tabs and carriage returns in them.
			if encoder.Encode(&doc) == nil && yaml.Unmarshal(b.Bytes(), &again) == nil && bytes.Equal(asJSON(t, doc.Content[0], false), asJSON(t, again.Content[0], false)) {
				files[file], done = b.Bytes(), true
			}
		}
		return files, mark, done
	}, except}
}

var documentKey = regexp.MustCompile(`(?m)^[ {]*"?(openapi|swagger)"? *:`)

// alone are edits of a document that no other one refers to.
var alone = []string{"a schema becomes a component", "a property is added in front of each", "a parameter is added in front of each"}

func isDocument(name string, data []byte) bool {
	return slices.Contains([]string{".yaml", ".yml", ".json"}, path.Ext(name)) && documentKey.Match(data)
}

// plain reports whether a document can be written anew without a change of its meaning: no aliases, no comments that switch
// something, no keys that repeat.
func plain(doc *yaml.Node) bool {
	if len(doc.Content) != 1 || doc.Content[0].Kind != yaml.MappingNode || hasAlias(doc) {
		return false
	}
	var repeats func(n *yaml.Node) bool
	repeats = func(n *yaml.Node) bool {
		seen := make(map[string]bool)
		for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
			if seen[n.Content[i].Value] || n.Content[i].Tag != "!!str" {
				return true
			}
			seen[n.Content[i].Value] = true
		}
		return slices.ContainsFunc(n.Content, repeats)
	}
	return !repeats(doc)
}

func snippet(text string) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		panic(err)
	}
	return doc.Content[0]
}

// put adds a key to a mapping, in front of the others or behind them.
func put(n *yaml.Node, front bool, key, value string) {
	at := len(n.Content)
	if front {
		at = 0
	}
	n.Content = slices.Insert(n.Content, at, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Style: yaml.DoubleQuotedStyle}, snippet(value))
}

func comment(n *yaml.Node) {
	n.Style &^= yaml.FlowStyle
	for i, c := range n.Content {
		if n.Kind == yaml.MappingNode && i%2 == 0 {
			c.HeadComment = "# a note"
			continue
		}
		comment(c)
	}
}

func reverse(n *yaml.Node) {
	if n.Kind == yaml.MappingNode {
		for i, j := 0, len(n.Content)-2; i < j; i, j = i+2, j-2 {
			n.Content[i], n.Content[i+1], n.Content[j], n.Content[j+1] = n.Content[j], n.Content[j+1], n.Content[i], n.Content[i+1]
		}
	}
	for _, c := range n.Content {
		reverse(c)
	}
}

func addOperation(doc *yaml.Node, front bool) (own, bool) {
	paths, has := get(doc, "paths"), false
	operationsAt(doc, func(string, *yaml.Node) { has = true })
	if !has {
		return own{}, false // it would be the first
	}
	put(paths, front, "/unrelated", `{get: {operationId: listUnrelated, summary: Lists them, description: Lists them., tags: [unrelated], responses: {'200': {description: They.}}}}`)
	return own{added: unrelated}, true
}

// copyPaths adds a copy of each path but for what must be there once.
func copyPaths(doc *yaml.Node) (own, bool) {
	paths, has := get(doc, "paths"), false
	operationsAt(doc, func(string, *yaml.Node) { has = true })
	if !has || slices.ContainsFunc(paths.Content, func(n *yaml.Node) bool { return get(n, "$ref") != nil }) {
		return own{}, false // a path that is shared goes by the first of its names
	}
	for i := len(paths.Content) - 2; i >= 0; i -= 2 {
		item := clone(paths.Content[i+1])
		for k := 1; k < len(item.Content) && item.Kind == yaml.MappingNode; k += 2 {
			item.Content[k] = without(item.Content[k], "operationId")
		}
		paths.Content = append(paths.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "/unrelated" + paths.Content[i].Value}, item)
	}
	return own{added: unrelated}, true
}

func clone(n *yaml.Node) *yaml.Node {
	c := *n
	c.Content = nil
	for _, child := range n.Content {
		c.Content = append(c.Content, clone(child))
	}
	return &c
}

func without(n *yaml.Node, key string) *yaml.Node {
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			n.Content = slices.Delete(n.Content, i, i+2)
			break
		}
	}
	return n
}

// components returns the schemas that a document names, or nil.
func components(doc *yaml.Node) *yaml.Node {
	schemas := get(doc, "definitions")
	if components := get(doc, "components"); components != nil {
		schemas = get(components, "schemas")
	}
	if schemas == nil || schemas.Kind != yaml.MappingNode || len(schemas.Content) == 0 {
		return nil
	}
	return schemas
}

func addSchema(doc *yaml.Node) (own, bool) {
	schemas := components(doc)
	if schemas == nil {
		return own{}, false
	}
	put(schemas, true, "Unrelated", `{type: string, description: Nothing uses it., maxLength: 5, example: a}`)
	return own{added: unrelated}, true
}

// moveSchema moves the first schema that stands in a response to the components. It has another name then.
func moveSchema(doc *yaml.Node) (o own, ok bool) {
	schemas := components(doc)
	if schemas == nil || get(doc, "components") == nil {
		return own{}, false
	}
	operationsAt(doc, func(pointer string, operation *yaml.Node) {
		responses := get(operation, "responses")
		for i := 0; responses != nil && responses.Kind == yaml.MappingNode && i < len(responses.Content) && !ok; i += 2 {
			content := get(responses.Content[i+1], "content")
			for k := 0; content != nil && content.Kind == yaml.MappingNode && k < len(content.Content) && !ok; k += 2 {
				schema := get(content.Content[k+1], "schema")
				if schema == nil || schema.Kind != yaml.MappingNode || get(schema, "$ref") != nil || get(schema, "properties") == nil {
					continue
				}
				moved := *schema
				schemas.Content = append(schemas.Content, &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: "Unrelated"}, &moved)
				*schema = *snippet("{$ref: '#/components/schemas/Unrelated'}")
				o, ok = own{unrelated, pointer + "/responses/" + responses.Content[i].Value + "/content/" + token(content.Content[k].Value)}, true
			}
		}
	})
	return o, ok
}

func token(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }

// operationsAt calls yield with the pointer of each operation.
func operationsAt(doc *yaml.Node, yield func(string, *yaml.Node)) {
	paths := get(doc, "paths")
	for i := 1; paths != nil && paths.Kind == yaml.MappingNode && i < len(paths.Content); i += 2 {
		for _, method := range []string{"get", "put", "post", "delete", "patch", "head"} {
			if o := get(paths.Content[i], method); o != nil && o.Kind == yaml.MappingNode {
				yield("/paths/"+token(paths.Content[i-1].Value)+"/"+method, o)
			}
		}
	}
}

func addParameters(doc *yaml.Node) (o own, ok bool) {
	value := `{name: X-Unrelated, in: header, description: Nothing to do with the others., required: false, example: a, schema: {type: string, maxLength: 5, pattern: '^[a-z]$'}}`
	if get(doc, "swagger") != nil {
		value = `{name: X-Unrelated, in: header, description: Nothing to do with the others., required: false, x-example: a, type: string, maxLength: 5, pattern: '^[a-z]$'}`
	}
	operationsAt(doc, func(_ string, operation *yaml.Node) {
		if list := get(operation, "parameters"); list != nil && list.Kind == yaml.SequenceNode && len(list.Content) > 0 {
			list.Content, ok = slices.Insert(list.Content, 0, snippet(value)), true
		}
	})
	return own{added: "/parameters/0"}, ok
}

func addResponses(doc *yaml.Node) (o own, ok bool) {
	operationsAt(doc, func(_ string, operation *yaml.Node) {
		if rs := get(operation, "responses"); rs != nil && rs.Kind == yaml.MappingNode && len(rs.Content) > 0 {
			put(rs, true, "x-unrelated", `{description: An extension.}`)
			ok = true
		}
	})
	return own{added: unrelated}, ok
}

func addProperties(doc *yaml.Node) (o own, ok bool) {
	schemas := components(doc)
	for i := 1; schemas != nil && i < len(schemas.Content); i += 2 {
		if p := get(schemas.Content[i], "properties"); p != nil && p.Kind == yaml.MappingNode && len(p.Content) > 0 {
			put(p, true, "unrelated", `{type: string, example: a, description: Nothing to do with the others., maxLength: 5, pattern: '^[a-z]$'}`)
			ok = true
		}
	}
	return own{added: unrelated}, ok
}

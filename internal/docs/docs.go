// Package docs writes the pages that are derived from the program: a page for each rule, the reference of the facts, and
// the JSON Schemas. Its test writes them with -update.
package docs

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/policies"
)

const generated = "<!-- Generated from the program by `make generate`; do not edit. -->\n\n"

// Pages returns the text of every derived page by its path below docs/. The module's source stands in root.
func Pages(root string) (map[string][]byte, error) {
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		return nil, err
	}
	pages := make(map[string][]byte)
	if err := rulePages(set, pages); err != nil {
		return nil, err
	}
	if err := runnerPages(root, pages); err != nil {
		return nil, err
	}
	if pages["bdma.schema.json"], err = config.Schema(set); err != nil {
		return nil, err
	}
	for _, k := range facts.Documents() {
		comments, err := commentsOf(root, k)
		if err != nil {
			return nil, err
		}
		schema := facts.Schema(lint.Model(k), comments)
		schema["title"] = fmt.Sprintf("The facts that rules see of kind %s", k)
		text, err := marshal(schema)
		if err != nil {
			return nil, err
		}
		pages[fmt.Sprintf("facts/%s.schema.json", k)] = text
		pages[fmt.Sprintf("facts/%s.md", k)] = factsPage(k, schema)
	}
	return pages, nil
}

// rulePages adds a page for each rule, and those that lead to them.
func rulePages(set *policy.Set, pages map[string][]byte) error {
	groups, err := set.ByStandard(policies.FS)
	if err != nil {
		return err
	}
	without, err := set.WithoutRules(policies.FS)
	if err != nil {
		return err
	}
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return err
	}
	mentions := catalogue.Mentions(set)
	for _, g := range groups {
		for _, r := range g.Rules {
			page, err := rulePage(r, g.Standard, mentions)
			if err != nil {
				return fmt.Errorf("%s: %w", r.ID, err)
			}
			pages["rules/"+r.ID+".md"] = page
		}
	}
	pages["rules/README.md"] = ruleIndex(set, groups, without)
	pages["rules/presets.md"] = presetsPage(set, groups)
	pages["rules/coverage-of-other-tools.md"] = toolsPage(set, catalogue)
	return nil
}

func marshal(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return buf.Bytes(), err
}

// commentsOf reads the doc comments of a kind's model from its package's source.
func commentsOf(root string, k facts.Kind) (func(reflect.Type, string) string, error) {
	comments := make(map[string]string) // "Type" and "Type.Field"
	for _, t := range []reflect.Type{reflect.TypeOf(lint.Model(k)).Elem(), reflect.TypeFor[facts.Problem]()} {
		dir := filepath.Join(root, strings.TrimPrefix(t.PkgPath(), "github.com/bdma-dev/bdma/"))
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			if err := readComments(file, comments); err != nil {
				return nil, err
			}
		}
	}
	return func(t reflect.Type, field string) string {
		if field == "" {
			return comments[t.Name()]
		}
		return comments[t.Name()+"."+field]
	}, nil
}

func readComments(file string, comments map[string]string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	text := func(groups ...*ast.CommentGroup) string {
		for _, g := range groups {
			if g != nil {
				return strings.Join(strings.Fields(g.Text()), " ")
			}
		}
		return ""
	}
	for _, decl := range parsed.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, spec := range gen.Specs {
			ts, ok := spec.(*ast.TypeSpec)
			if !ok {
				continue
			}
			comments[ts.Name.Name] = text(ts.Doc, gen.Doc)
			st, ok := ts.Type.(*ast.StructType)
			if !ok {
				continue
			}
			for _, f := range st.Fields.List {
				for _, name := range f.Names {
					comments[ts.Name.Name+"."+name.Name] = text(f.Doc, f.Comment)
				}
			}
		}
	}
	return nil
}

// factsPage lists the tables of a model with their columns.
func factsPage(k facts.Kind, schema map[string]any) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s# Facts: %s\n\n%s\n\nA rule sees this document as `input`; `bdma facts FILE` prints it. A column of type *place* is the number of a place in a\nfile: copy it into a finding as `at`. A column that is marked *optional* is left out when it has nothing to say.\n", generated, k, describe(schema))
	properties := schema["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		p := properties[name].(map[string]any)
		fmt.Fprintf(&b, "\n## input.%s\n\n%s\n", name, describe(p))
		row := p
		if items, ok := p["items"].(map[string]any); ok {
			row = items
		} else if items, ok := p["additionalProperties"].(map[string]any); ok {
			row = items
		}
		columns, ok := row["properties"].(map[string]any)
		if !ok {
			fmt.Fprintf(&b, "\nIt is %s.\n", typeOf(p))
			continue
		}
		if text := describe(row); text != "" && text != describe(p) {
			fmt.Fprintf(&b, "\n%s\n", text)
		}
		required, _ := row["required"].([]any)
		fmt.Fprintf(&b, "\n| column | type | |\n|---|---|---|\n")
		for _, column := range slices.Sorted(maps.Keys(columns)) {
			c := columns[column].(map[string]any)
			t := typeOf(c)
			if !slices.Contains(required, any(column)) {
				t += ", optional"
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s |\n", column, t, strings.ReplaceAll(describe(c), "|", "\\|"))
		}
	}
	return b.Bytes()
}

func describe(schema map[string]any) string {
	text, _ := schema["description"].(string)
	return text
}

func typeOf(schema map[string]any) string {
	if schema["format"] == "place" {
		return "place"
	}
	switch schema["type"] {
	case "array":
		return "list of " + typeOf(schema["items"].(map[string]any))
	case "object":
		if values, ok := schema["additionalProperties"].(map[string]any); ok {
			return "map to " + typeOf(values)
		}
		columns, _ := schema["properties"].(map[string]any)
		return "object of " + strings.Join(slices.Sorted(maps.Keys(columns)), ", ")
	case nil:
		return "any"
	}
	return schema["type"].(string)
}

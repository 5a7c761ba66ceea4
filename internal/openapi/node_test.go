package openapi

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// tree makes a tree of files given by name and text.
func tree(files map[string]string) *source.Tree {
	m := make(fstest.MapFS)
	for name, data := range files {
		m[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return source.FromFS(m)
}

// readFacts reads openapi.yaml of some files and checks what holds for all facts.
func readFacts(t testing.TB, files map[string]string) (*Facts, *facts.Doc) {
	t.Helper()
	m, doc := model(tree(files), source.Unit{Name: "openapi.yaml", Files: []string{"openapi.yaml"}})
	factstest.EqualsJSON(t, m)
	factstest.WellFormed(t, doc)
	return m, doc
}

// excerpt returns the text of a range.
func excerpt(text string, r facts.Range) string {
	l := facts.NewLines([]byte(text))
	if r.Start.Line == 0 {
		return ""
	}
	return text[l.Offset(r.Start):l.Offset(r.End)]
}

func TestRangesOfTokens(t *testing.T) {
	for name, tt := range map[string]struct{ text, key, value string }{
		"plain":               {"k: v", "k", "v"},
		"number":              {"k:   1.50 # c", "k", "1.50"},
		"quoted key":          {"'k': v", "'k'", "v"},
		"double quotes":       {`"k": "a \" b" # c`, `"k"`, `"a \" b"`},
		"single quotes":       {`k: 'it''s' # c`, "k", "'it''s'"},
		"anchor":              {"&a k: &b v", "k", "v"},
		"tag":                 {"k: !!str 12", "k", "12"},
		"literal":             {"k: |\n  a\n  b\n", "k", "|"},
		"plain on two lines":  {"k: a\n  b\nl: c", "k", "a\n  b"},
		"quoted on two lines": {"k: \"a\n  b\"\nl: c", "k", "\"a\n  b\""},
		"json":                {`{"k": "a\u0041"}`, `"k"`, `"a\u0041"`},
	} {
		t.Run(name, func(t *testing.T) {
			f := parse(t, tt.text)
			fd := &f.root.fields()[0]
			if got := excerpt(tt.text, f.keyRange(fd)); got != tt.key {
				t.Errorf("key: got %q, want %q", got, tt.key)
			}
			if got := excerpt(tt.text, f.nodeRange(fd.value)); got != tt.value {
				t.Errorf("value: got %q, want %q", got, tt.value)
			}
		})
	}
}

func TestColumnsAreCodePoints(t *testing.T) {
	for name, text := range map[string]string{"yaml": `{é日: 😀, "k": ü}`, "json": `{"é日":"😀","k":"ü"}`} {
		t.Run(name, func(t *testing.T) {
			f := parse(t, text)
			before, _, _ := strings.Cut(text, `"k"`)
			if got, want := f.keyRange(f.root.field("k")).Start.Column, utf8.RuneCountInString(before)+1; got != want {
				t.Errorf("column %d, want %d", got, want)
			}
		})
	}
}

// parse reads a text as the file t.yaml.
func parse(t testing.TB, text string) *file {
	t.Helper()
	f, err := load(tree(map[string]string{"t.yaml": text}), "t.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if f.root == nil {
		t.Fatalf("not read: %v", f.problems)
	}
	return f
}

func TestScalarsAreOfTheCoreSchema(t *testing.T) {
	for text, want := range map[string]kind{
		"": null, "~": null, "null": null, "true": boolean, "False": boolean, "yes": 3, "on": 3, "2020-01-01": 3, "1_000": 3, "1.0.0": 3,
		"0": number, "-1": number, "1.": number, ".5": number, "1e3": number, "0x1F": number, "0o17": number, ".inf": number, "1e": 3, "-": 3, ".": 3, "+": 3, "0x": 3,
	} {
		if got := plainKind(text); got != want {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
}

func TestProblemsHaveAPlace(t *testing.T) {
	const head = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
	bomb := "openapi: 3.1.0\nx-a: &a [x,x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'i'; c++ {
		bomb += fmt.Sprintf("x-%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 10), ","))
	}
	for name, tt := range map[string]struct{ text, message, at string }{
		"duplicate key":     {head + "paths:\n  /a: {}\n  /b: {}\n  /a: {}\n", "is written twice", "/a"},
		"duplicate in json": {`{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{"/a":{},"/a":{}}}`, "is written twice", `"/a"`},
		"second document":   {head + "paths: {}\n---\nfoo: 1\n", "second YAML document", "---"},
		"tab":               {"openapi: 3.1.0\ninfo:\n\ttitle: t\n", "not valid YAML", "title: t"},
		"template":          {"openapi: 3.1.0\ninfo:\n{{- .Info | indent 2 }}\npaths: {}\n", "not valid YAML", ""},
		"json cut short":    {`{"openapi":"3.1.0","info":{`, "not valid", ""},
		"json with a tail":  {`{"openapi":"3.1.0","info":{"title":"t","version":"1"},"paths":{}} x`, "", ""},
		"alias of itself":   {head + "paths: {}\nx: &x [*x]\n", "a part of", "*"},
		"alias bomb":        {bomb + "paths: {}\n", "too many values", "*"},
		"list as key":       {head + "paths: {}\nx: {? [a] : b}\n", "must be text", "["},
		"deep":              {head + "paths: {}\nx: " + strings.Repeat("[", 1100) + strings.Repeat("]", 1100) + "\n", "deeper than", "["},
		"deep json":         {`{"openapi":"3.1.0","x":` + strings.Repeat("[", 1100) + strings.Repeat("]", 1100) + "}", "deeper than", "["},
		"merge of a scalar": {head + "paths: {}\nx: {<<: 1}\n", "merge key", "1"},
		"NUL":               {head + "\x00", "NUL", ""},
		"UTF-16":            {"\xff\xfeo\x00", "UTF-16", ""},
		"invalid UTF-8":     {head + "x: \xff\n", "UTF-8", ""},
		"empty":             {"", "empty", ""},
		"comment only":      {"# nothing\n", "empty", ""},
		"list":              {"[1, 2]", "not an OpenAPI document", ""},
		"scalar":            {"openapi", "not an OpenAPI document", ""},
		"undefined alias":   {head + "paths: *nowhere\n", "not valid YAML", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m, doc := readFacts(t, map[string]string{"openapi.yaml": tt.text})
			if len(m.Problems) != 1 {
				t.Fatalf("%d problems: %v", len(m.Problems), m.Problems)
			}
			p := m.Problems[0]
			if !strings.Contains(p.Message, tt.message) {
				t.Errorf("message %q does not contain %q", p.Message, tt.message)
			}
			if got := excerpt(tt.text, doc.Nodes()[p.At].Range); tt.at != "" && got != tt.at {
				t.Errorf("at %q, want %q", got, tt.at)
			}
		})
	}
}

// What is beside a duplicate key or a second document is judged, and what a limit cut off is not.
func TestTheRestIsJudged(t *testing.T) {
	for name, text := range map[string]string{
		"duplicate": "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {get: {}}\n  /a: {}\n  /b: {put: {}}\n",
		"second":    "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {get: {}}\n  /b: {put: {}}\n---\nx: 1\n",
		"bom":       "\ufeffopenapi: 3.1.0\r\ninfo: {title: t, version: '1'}\r\npaths:\r\n  /a: {get: {}}\r\n  /b: {put: {}}\r\n",
		"merge":     "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nx-x: &x {get: {}}\npaths:\n  /a: {<<: *x}\n  /b: {put: {}}\n",
		"alias":     "openapi: 3.1.0\ninfo: {title: t, version: '1'}\nx-x: &x {get: {}}\npaths:\n  /a: *x\n  /b: {put: {}}\n",
		"deep":      "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a: {get: {}}\n  /b: {put: {}}\nx-deep: " + strings.Repeat("[", 1100) + strings.Repeat("]", 1100) + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			m, _ := readFacts(t, map[string]string{"openapi.yaml": text})
			if len(m.Operations) != 2 || len(m.Violations) != 0 {
				t.Errorf("%d operations, violations %v", len(m.Operations), m.Violations)
			}
		})
	}
}

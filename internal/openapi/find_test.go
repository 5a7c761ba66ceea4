package openapi

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

func find(t *testing.T, files map[string]string) source.Found {
	t.Helper()
	tr := tree(files)
	var list []source.File
	err := fs.WalkDir(tr.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, source.File{Path: name, Size: int64(len(files[name]))})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return Find(tr, list)
}

func TestFindTellsByContent(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"yaml":                   {"openapi: 3.0.3\n", "unit"},
		"after a comment":        {"# openapi: 2\n---\nopenapi: \"3.1.0\" # new\n", "unit"},
		"last":                   {"info:\n  openapi: 3.2.0\npaths: {}\nopenapi: '3.0.0'\n", "unit"},
		"crlf":                   {"info: {}\r\nopenapi: 3.0.0\r\n", "unit"},
		"bom":                    {"\ufeffopenapi: 3.0.0\n", "unit"},
		"indented":               {"  info: {}\n  openapi: 3.0.0\n", "unit"},
		"json":                   {`{"openapi":"3.0.0"}`, "unit"},
		"json last":              {`{"paths": {"/a": {"x": [1, {"openapi": "3.2.0"}]}}, "s": "\"openapi\": 1", "openapi" : "3.1.0"}`, "unit"},
		"flow":                   {"{openapi: 3.0.0, info: {}}", "unit"},
		"version as number":      {"openapi: 3.0\n", "unit"},
		"template":               {"openapi: {{ .Version }}\npaths: {}\n", "unit"},
		"newer":                  {"openapi: 3.2.0\n", "unit"},
		"future":                 {"openapi: 4.0.0\n", "is OpenAPI 4.0.0"},
		"odd":                    {"openapi: 3\n", "is OpenAPI 3,"},
		"odder":                  {"openapi: three\npaths: {}\n", "has the OpenAPI version \"three\""},
		"swagger":                {"swagger: '2.0'\n", "unit"},
		"swagger unquoted":       {"info: {}\nswagger: 2.0\n", "unit"},
		"old swagger":            {"swagger: '1.2'\n", "is Swagger 1.2"},
		"swagger json":           {`{"swagger":"2.0"}`, "unit"},
		"utf-16":                 {"\xff\xfeo\x00p\x00e\x00n\x00a\x00p\x00i\x00:\x00", "UTF-16"},
		"a tool's configuration": {"openapi: ./spec.yaml\noutput: x\n", ""},
		"settings":               {"openapi:\n  file: spec.yaml\n", ""},
		"switch":                 {"openapi: true\n", ""},
		"nested":                 {"spec:\n  openapi: 3.0.0\n", ""},
		"nested json":            {`{"spec": {"openapi": "3.0.0"}}`, ""},
		"in a list":              {`[{"openapi": "3.0.0"}]`, ""},
		"in a block of text":     {"text: |\n  openapi: 3.0.0\n", ""},
		"second document":        {"a: b\n---\nopenapi: 3.0.0\n", ""},
		"empty":                  {"", ""},
		"value of another key":   {`{"kind": "openapi", "version": "3.0.0"}`, ""},
		"cut short":              {`{"openapi`, ""},
		"cut shorter":            {`{"openapi":`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			found := find(t, map[string]string{"f.yaml": tt.text})
			got := ""
			switch {
			case len(found.Units) > 0:
				got = "unit"
			case len(found.Skipped) > 0:
				got = found.Skipped[0].Reason
			}
			if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestFindNotesWhoRefersToADocument(t *testing.T) {
	found := find(t, map[string]string{
		"common/openapi.yaml": "openapi: 3.0.0\ncomponents: {}\n",
		"orders/openapi.json": `{"openapi": "3.0.0", "x": [{"$ref" : "../common/openapi.yaml#/components/x"}, {"$ref":"../common/openapi.yaml#/y"}]}`,
		"orders/part.yaml":    "a:\n  $ref: '../common/openapi.yaml#/components/x'\nb: {$ref: '#/a'}\n",
	})
	got := fmt.Sprint(found.Units)
	want := "[{common/openapi.yaml [common/openapi.yaml orders/openapi.json orders/part.yaml]} {orders/openapi.json [orders/openapi.json]}]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

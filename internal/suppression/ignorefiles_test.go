package suppression

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestReadTree(t *testing.T) {
	tree := fstest.MapFS{
		"api/.redocly.lint-ignore.yaml": {Data: []byte("v1/openapi.yaml:\n  operation-4xx-response:\n    - '#/paths/~1a/get/responses'\n    - '#/'\n../../x.yaml:\n  a: ['#/b']\n")},
		".spectral.yaml": {Data: []byte(`extends: spectral:oas
rules: {operation-tags: off}
overrides:
  - files: ["legacy/**/*.yaml", "api/v1/openapi.yaml#/paths/~1a~1%7Bid%7D"]
    rules:
      operation-tags: off
      info-contact: warn
      info-license: {severity: off}
  - files: ["../out.yaml"]
    rules: {operation-tags: off}
`)},
		".spectral.json": {Data: []byte(`{"overrides": [{"files": ["**#/components"], "rules": {"operation-tags": "off"}}]}`)},
	}
	read := func(name string) ([]byte, error) { return fs.ReadFile(tree, name) }
	var got strings.Builder
	for _, d := range ReadTree([]string{"spectral", "redocly"}, []string{"api/v1", "legacy"}, read) {
		fmt.Fprintf(&got, "%s:%d:%d %s %s %s %s %q", d.At.File, d.At.Range.Start.Line, d.At.Range.Start.Column, d.Tool, d.Names[0].Text, d.Covers.Kind, d.Covers.File, d.Covers.Pointer)
		if d.Covers.Match != nil {
			for _, file := range []string{"api/v1/openapi.yaml", "legacy/a/b.yaml", "legacy.yaml"} {
				if d.Covers.Match(file) {
					fmt.Fprintf(&got, " %s", file)
				}
			}
		}
		got.WriteByte('\n')
	}
	want := `.spectral.yaml:6:7 spectral operation-tags paths  "" legacy/a/b.yaml
.spectral.yaml:8:7 spectral info-license paths  "" legacy/a/b.yaml
.spectral.yaml:6:7 spectral operation-tags paths  "/paths/~1a~1{id}" api/v1/openapi.yaml
.spectral.yaml:8:7 spectral info-license paths  "/paths/~1a~1{id}" api/v1/openapi.yaml
.spectral.json:1:56 spectral operation-tags paths  "/components" api/v1/openapi.yaml legacy/a/b.yaml legacy.yaml
api/.redocly.lint-ignore.yaml:3:7 redocly operation-4xx-response node api/v1/openapi.yaml "/paths/~1a/get/responses"
api/.redocly.lint-ignore.yaml:4:7 redocly operation-4xx-response file api/v1/openapi.yaml ""
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("read otherwise (-want +got):\n%s", diff)
	}
	if list := ReadTree(nil, []string{"api/v1"}, read); len(list) != 0 {
		t.Errorf("%d directives are read without being asked for", len(list))
	}
}

func TestTranslate(t *testing.T) {
	ours := func(tool, rule string) []string {
		return map[string][]string{
			"squawk ban-drop-column": {"migration/drop-column"}, "atlas DS102": {"migration/drop-table"}, "atlas DS103": {"migration/drop-column"},
		}[tool+" "+rule]
	}
	data := "-- squawk-ignore ban-drop-column, ban-char-field\n-- squawk-ignore ban-char-field\n-- squawk-ignore\n-- atlas:nolint destructive\n-- bdma:ignore squawk/x -- y\nSELECT 1;"
	var got []string
	for _, d := range Translate(Read("a.sql", []byte(data), []string{"atlas", "squawk"}), ours) {
		var names []string
		for _, n := range d.Names {
			names = append(names, n.Text)
		}
		got = append(got, d.Tool+": "+strings.Join(names, " "))
	}
	want := []string{"squawk: migration/drop-column", "squawk: ", "atlas: migration/drop-table migration/drop-column", "bdma: squawk/x"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("translated otherwise (-want +got):\n%s", diff)
	}
}

func FuzzIgnoreFiles(f *testing.F) {
	f.Add("a.yaml:\n  b: ['#/c', 1]\n")
	f.Add("overrides:\n- files: ['{a,b}/**#/c']\n  rules: {d: off, e: {severity: off}}\n")
	f.Fuzz(func(t *testing.T, data string) {
		for _, kind := range ignoreFiles {
			for _, d := range readIgnore(kind, "a/"+kind.name, []byte(data)) {
				if d.Covers.Match != nil {
					d.Covers.Match("a/b/c.yaml")
				}
				if d.Tool == Tool || len(d.Names) != 1 {
					t.Fatalf("%+v", d)
				}
			}
		}
	})
}

package lint_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/policies"
)

// factsOf prints the facts of some files but for lines and columns.
func factsOf(t *testing.T, files map[string]string) map[facts.Kind]string {
	t.Helper()
	set, err := policy.Load(policy.Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	docs, _, err := lint.FactsWith(lint.Options{Tree: tree(files), Now: day, Rules: set}, config.Default())
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[facts.Kind]string)
	for _, doc := range docs {
		var b bytes.Buffer
		if err := doc.WriteJSON(&b, facts.Schema(lint.Model(doc.Kind), nil)); err != nil {
			t.Fatal(err)
		}
		got[doc.Kind] += positions.ReplaceAllString(b.String(), "")
	}
	return got
}

var positions = regexp.MustCompile(`"(end_)?(line|column|offset|lines)": \d+,?`)

// Rules never see directives: a document has the same facts with and without them.
func TestDirectivesAreNoFacts(t *testing.T) {
	const sql = "-- of the library\nCREATE TABLE fines (\n\tid bigint PRIMARY KEY, -- the key\n\tamount int\n);\nDROP TABLE fines;\n-- +goose Down\n-- nothing to be done\n"
	const json = `{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"parameters": [{"$ref": "#/components/parameters/p"}], "responses": {"200": {"description": "ok"}}}}},
"components": {"parameters": {"p": {"name": "p", "in": "query", "schema": {"type": "string"}}}}}`
	for name, c := range map[string]struct{ file, with, without string }{
		"YAML": {"openapi.yaml",
			strings.NewReplacer("info: {", "x-bdma-ignore: {rule: rest/*, reason: 'backup in OPS-1'}\ninfo: {x-bdma-ignore: rest/*, ", "    get: {", "    x-bdma-ignore:\n      - rest/* until=2027-01-01 -- r\n    # bdma:ignore rest/* -- r\n    get: {").Replace(spec), spec},
		"JSON": {"openapi.json",
			strings.NewReplacer(`{"openapi"`, `{"x-bdma-ignore": [{"rules": ["rest/*"], "reason": "r"}], "openapi"`, `{"$ref"`, `{"x-bdma-ignore": "rest/* -- r", "$ref"`, `"schema": {`, `"schema": {"x-bdma-ignore": "rest/* -- r", `).Replace(json), json},
		"SQL": {"db/migrations/00001_fines.sql",
			"-- +goose Up\n-- bdma:ignore-file schema/* -- see OPS-123 and https://example.com\n" + strings.NewReplacer(
				"DROP", "/* bdma:ignore migration/drop-table -- there is a backup\n   bdma:ignore migration/drop-column -- a snapshot of it is in OPS-4 */\nDROP", "-- the key", "-- the key\n-- bdma:ignore schema/* -- cannot be rolled back", "-- nothing to be done", "-- bdma:ignore migration/* -- irreversible\n-- nothing to be done").Replace(sql),
			"-- +goose Up\n" + sql},
	} {
		t.Run(name, func(t *testing.T) {
			with, without := factsOf(t, map[string]string{c.file: c.with}), factsOf(t, map[string]string{c.file: c.without})
			if !strings.Contains(with[facts.Suppression], `"reason"`) || without[facts.Suppression] != "" {
				t.Errorf("the directives are stated as %s", with[facts.Suppression])
			}
			delete(with, facts.Suppression)
			if d := cmp.Diff(without, with); d != "" {
				t.Error(d)
			}
		})
	}
}

package lint_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

const spec = `openapi: 3.1.0
info: {title: T, version: 1.0.0}
servers: [{url: https://api.example.com}]
security: [{token: []}]
paths:
  /orders/:
    get: {operationId: listOrders, responses: {'200': {description: ok}, '401': {description: no}}}
components: {securitySchemes: {token: {type: http, scheme: bearer}}}
`

func tree(files map[string]string) *source.Tree {
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return source.FromFS(fsys)
}

func resolve(t *testing.T, tr *source.Tree, flags config.Flags, folders ...policy.Folder) *config.Resolved {
	t.Helper()
	set, err := policy.Load(append([]policy.Folder{{FS: policies.FS, Name: "policies"}}, folders...)...)
	if err != nil {
		t.Fatal(err)
	}
	cfg := config.Default()
	if file, ok := config.Find(tr, "."); ok {
		if cfg, err = config.Load(tr, file); err != nil {
			t.Fatal(err)
		}
	}
	sel, err := cfg.Resolve(set, flags)
	if err != nil {
		t.Fatal(err)
	}
	return sel
}

func run(t *testing.T, files map[string]string, flags config.Flags, opt lint.Options) *lint.Result {
	t.Helper()
	opt.Tree = tree(files)
	result, err := lint.Run(t.Context(), resolve(t, opt.Tree, flags), opt)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func places(result *lint.Result) []string {
	got := []string{}
	for _, f := range result.Findings {
		got = append(got, f.File+" "+f.Rule.ID)
	}
	return got
}

func TestWhatIsFound(t *testing.T) {
	only := config.Flags{Only: []string{"rest/path-no-trailing-slash"}}
	for _, c := range []struct {
		name  string
		files map[string]string
		opt   lint.Options
		want  []string
	}{
		{"by content, whatever its name", map[string]string{"x/y.yml": spec, "other.yaml": "a: 1\n"}, lint.Options{},
			[]string{"x/y.yml rest/path-no-trailing-slash"}},
		{"not what git ignores", map[string]string{"gen/api.yaml": spec, ".gitignore": "gen/\n"}, lint.Options{}, []string{}},
		{"what git ignores, when it is named", map[string]string{"gen/api.yaml": spec, ".gitignore": "gen/\n"},
			lint.Options{Paths: []string{"gen/api.yaml"}}, []string{"gen/api.yaml rest/path-no-trailing-slash"}},
		{"a file of any name, when it is named", map[string]string{"api.txt": spec}, lint.Options{Paths: []string{"api.txt"}},
			[]string{"api.txt rest/path-no-trailing-slash"}},
		{"only below the paths", map[string]string{"a/api.yaml": spec, "b/api.yaml": spec}, lint.Options{Paths: []string{"b"}},
			[]string{"b/api.yaml rest/path-no-trailing-slash"}},
		{"only of the kinds", map[string]string{"a/api.yaml": spec}, lint.Options{Kinds: []facts.Kind{facts.Coverage}}, []string{}},
		{"not what bdma.yaml excludes", map[string]string{"a/api.yaml": spec, "bdma.yaml": "version: 1\nexclude: {openapi: [a/**]}\n"}, lint.Options{}, []string{}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, places(run(t, c.files, only, c.opt))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestOverridesDecideByFile(t *testing.T) {
	result := run(t, map[string]string{
		"new/api.yaml": spec, "old/api.yaml": spec, "older/api.yaml": spec,
		"bdma.yaml": "version: 1\nrules: {rest/path-no-trailing-slash: error}\noverrides:\n" +
			"  - {paths: [old/**], rules: {rest/path-no-trailing-slash: info}}\n  - {paths: [older/**], rules: {rest/path-no-trailing-slash: off}}\n",
	}, config.Flags{Only: []string{"rest/path-no-trailing-slash"}}, lint.Options{})
	got := map[string]policy.Severity{}
	for _, f := range result.Findings {
		got[f.File] = f.Severity
	}
	if diff := cmp.Diff(map[string]policy.Severity{"new/api.yaml": policy.Error, "old/api.yaml": policy.Info}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A file that was asked for and is nothing that bdma knows is named, not passed over.
func TestNamedFileOfNoKind(t *testing.T) {
	result := run(t, map[string]string{"notes.txt": "x"}, config.Flags{}, lint.Options{Paths: []string{"notes.txt"}})
	if len(result.Skipped) != 1 || result.Skipped[0].File != "notes.txt" {
		t.Errorf("skipped %v", result.Skipped)
	}
}

func TestMissingPath(t *testing.T) {
	tr := tree(nil)
	_, err := lint.Run(t.Context(), resolve(t, tr, config.Flags{}), lint.Options{Tree: tr, Paths: []string{"nowhere"}})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error = %v", err)
	}
}

const ownRule = `# METADATA
# title: Own
# description: Ours.
# custom:
#   severity: error
#   message: '{path}'
#   fix: mend it
#   standard: acme/own
#   inputs: [openapi]
package bdma.acme.own

`

// A migration that bdma.yaml excludes is neither judged nor replayed, though its history has others.
func TestExcludedMigration(t *testing.T) {
	files := map[string]string{
		"db/migrations/001_a.up.sql": "CREATE TABLE a (name text);\n", "db/migrations/002_b.up.sql": "CREATE TABLE b (name text);\n",
		"bdma.yaml": "version: 1\nexclude: {migration: [\"db/migrations/001*\"]}\n",
	}
	only := config.Flags{Only: []string{"schema/primary-key"}}
	result := run(t, files, only, lint.Options{})
	if diff := cmp.Diff([]string{"db/migrations/002_b.up.sql schema/primary-key"}, places(result)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if n := result.Judged[facts.Migration]; n != 1 {
		t.Errorf("judged %d migrations", n)
	}
	named := run(t, files, only, lint.Options{Paths: []string{"db/migrations/001_a.up.sql"}})
	if diff := cmp.Diff([]string{"db/migrations/001_a.up.sql schema/primary-key"}, places(named)); diff != "" {
		t.Errorf("when it is named, -want +got:\n%s", diff)
	}
}

// What neither a limit nor OPA's own cancellation stops ends the run all the same.
func TestARunEnds(t *testing.T) {
	square := "deny contains {\"at\": o.at, \"path\": o.path} if {\n\tsome o in input.operations\n\tx0 := 99999999999999999999\n"
	for i := range 21 {
		square += fmt.Sprintf("\tx%d := x%d * x%d\n", i+1, i, i)
	}
	for _, c := range []struct {
		name, body string
		opt        lint.Options
		err        string
	}{
		{"when a builtin function does not", square + "\tx21 > 1\n}", lint.Options{RuleDeadline: 20 * time.Millisecond}, "rule acme/own: did not finish within 20ms on api.yaml"},
		{"when the memory is full", `deny contains {"at": o.at, "path": o.path} if { some o in input.operations; count(numbers.range(1, 100000000)) == 1 }`,
			lint.Options{Memory: 256 << 20}, "the run needs more than 256 MiB of memory"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := tree(map[string]string{"api.yaml": spec})
			own := policy.Folder{FS: fstest.MapFS{"acme/own.rego": {Data: []byte(ownRule + c.body + "\n")}}, Name: "own", Custom: true}
			ctx, stop := context.WithCancel(t.Context()) // what is left behind
			defer stop()
			c.opt.Tree = tr
			_, err := lint.Run(ctx, resolve(t, tr, config.Flags{Only: []string{"acme/own"}}, own), c.opt)
			if err == nil || !strings.Contains(err.Error(), c.err) {
				t.Errorf("error = %v, want %q", err, c.err)
			}
		})
	}
}

// A rule of the user's own sees the same facts, and its mistakes end the run with its name.
func TestOwnRules(t *testing.T) {
	for _, c := range []struct{ name, body, found, err string }{
		{"finds", `deny contains {"at": o.at, "path": o.path} if some o in input.operations`, "/orders/", ""},
		{"misspells a fact", `deny contains {"at": o.at, "path": o.pth} if some o in input.operations`, "", "undefined ref: o.pth"},
		{"errs", `deny contains {"at": o.at, "path": p} if { some o in input.operations; p := o.at / 0 }`, "", "rule acme/own: own/acme/own.rego:12: eval_builtin_error: div: divide by zero"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tr := tree(map[string]string{"api.yaml": spec})
			own := policy.Folder{FS: fstest.MapFS{"acme/own.rego": {Data: []byte(ownRule + c.body + "\n")}}, Name: "own", Custom: true}
			result, err := lint.Run(t.Context(), resolve(t, tr, config.Flags{Only: []string{"acme/own"}}, own), lint.Options{Tree: tr})
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) {
					t.Errorf("error = %v, want %q", err, c.err)
				}
				return
			}
			if err != nil || len(result.Findings) != 1 || result.Findings[0].Message != c.found {
				t.Errorf("findings %v, error %v", result, err)
			}
		})
	}
}

func TestFactsReadsWithoutJudging(t *testing.T) {
	docs, skipped, err := lint.Facts(tree(map[string]string{"api.yaml": spec, "old.yaml": "swagger: '1.2'\n"}), []string{"."}, config.Default())
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 || docs[0].Name != "api.yaml" || len(skipped) != 1 || skipped[0].File != "old.yaml" {
		t.Errorf("docs %v, skipped %v", docs, skipped)
	}
}

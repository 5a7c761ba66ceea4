package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
)

// day is the day on which these tests take place.
var day = time.Date(2026, time.July, 1, 23, 59, 0, 0, time.UTC)

const (
	dropFines = "db/migrations/000002_drop_fines.up.sql"
	fines     = "DROP TABLE fines;\n"
	forNow    = "-- bdma:ignore migration/drop-table -- for now\n"
)

// described writes findings of some rules, with what silences them.
func described(fs []finding.Finding) (lines []string) {
	for _, f := range fs {
		text := fmt.Sprintf("%s:%d %s", f.File, f.Range.Start.Line, f.Rule.ID)
		if f.Class != "" {
			text += " " + string(f.Class)
		}
		if s := f.Suppression; s != nil {
			text += fmt.Sprintf(", by %s:%d", s.File, s.Range.Start.Line)
			if s.New {
				text += " new"
			}
		}
		lines = append(lines, text)
	}
	return lines
}

var aboutExceptions = config.Flags{Only: []string{"migration/drop-table", "migration/drop-column", "rest/path-kebab-case", "suppression", "parse"}}

func TestSuppressions(t *testing.T) {
	const api = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n  /orderItems:\n    get: {responses: {'200': {description: ok}}}\n  /orderItemsOld:\n    get: {responses: {'200': {description: ok}}}\n"
	for name, c := range map[string]struct {
		files map[string]string
		want  []string
	}{
		"statement": {
			map[string]string{dropFines: forNow + fines + "DROP TABLE payments;\n"},
			[]string{dropFines + ":2 migration/drop-table, by " + dropFines + ":1", dropFines + ":3 migration/drop-table"},
		},
		"file": {
			map[string]string{dropFines: "-- bdma:ignore-file migration/drop-table -- for now\n" + fines},
			[]string{dropFines + ":2 migration/drop-table, by " + dropFines + ":1"},
		},
		"group": {
			map[string]string{dropFines: "-- bdma:ignore migration/* -- for now\n" + fines},
			[]string{dropFines + ":2 migration/drop-table, by " + dropFines + ":1"},
		},
		"on its last day": {
			map[string]string{dropFines: "-- bdma:ignore migration/drop-table until=2026-07-01 -- for now\n" + fines},
			[]string{dropFines + ":1 suppression/expires-soon", dropFines + ":2 migration/drop-table, by " + dropFines + ":1"},
		},
		"on the day after": {
			map[string]string{dropFines: "-- bdma:ignore migration/drop-table until=2026-06-30 -- for now\n" + fines},
			[]string{dropFines + ":1 suppression/expired", dropFines + ":2 migration/drop-table"},
		},
		"without a reason": {
			map[string]string{dropFines: "-- bdma:ignore migration/drop-table\n" + fines},
			[]string{dropFines + ":1 suppression/reason", dropFines + ":2 migration/drop-table, by " + dropFines + ":1"},
		},
		"nobody silences what is said of suppressions": {
			map[string]string{dropFines: "-- bdma:ignore-file suppression/*, migration/drop-table\n" + fines},
			[]string{dropFines + ":1 suppression/reason", dropFines + ":1 suppression/not-suppressible", dropFines + ":2 migration/drop-table, by " + dropFines + ":1"},
		},
		"nobody silences what cannot be read": {
			map[string]string{dropFines: "-- bdma:ignore-file parse/* -- it is a draft\nDROPP TABLE fines;\n"},
			[]string{dropFines + ":1 suppression/not-suppressible", dropFines + ":2 parse/error"},
		},
		"paths": {
			map[string]string{dropFines: fines, "other/migrations/1_x.up.sql": fines,
				"bdma.yaml": "version: 1\nsuppressions:\n  - {rule: migration/drop-table, paths: [db], reason: r}\n"},
			[]string{dropFines + ":1 migration/drop-table, by bdma.yaml:3", "other/migrations/1_x.up.sql:1 migration/drop-table"},
		},
		"subject of a schema": {
			map[string]string{dropFines: fines + "DROP TABLE fines_old;\n", "bdma.yaml": "version: 1\nsuppressions:\n  - {rule: migration/drop-table, pointer: \"000002\", reason: r}\n"},
			[]string{"bdma.yaml:3 suppression/unused", dropFines + ":1 migration/drop-table", dropFines + ":2 migration/drop-table"},
		},
		"subject of a document": {
			map[string]string{"openapi.yaml": api, "bdma.yaml": "version: 1\nsuppressions:\n  - {rule: rest/path-kebab-case, pointer: '#/paths/~1orderItems', reason: r}\n"},
			[]string{"openapi.yaml:4 rest/path-kebab-case, by bdma.yaml:3", "openapi.yaml:6 rest/path-kebab-case"},
		},
		"comment in YAML": {
			map[string]string{"openapi.yaml": strings.Replace(api, "  /orderItems:", "  # bdma:ignore rest/path-kebab-case -- r\n  /orderItems:", 1)},
			[]string{"openapi.yaml:5 rest/path-kebab-case, by openapi.yaml:4", "openapi.yaml:7 rest/path-kebab-case"},
		},
		"key of a document": {
			map[string]string{"openapi.json": `{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "x-bdma-ignore": {"rule": "rest/path-kebab-case", "reason": "r"}, "paths": {"/orderItems": {"get": {"responses": {"200": {"description": "ok"}}}}}}`},
			[]string{"openapi.json:1 rest/path-kebab-case, by openapi.json:1"},
		},
		"other tool that nobody asked for": {
			map[string]string{dropFines: "-- squawk-ignore ban-drop-table\n" + fines},
			[]string{dropFines + ":2 migration/drop-table"},
		},
		"other tool": {
			map[string]string{dropFines: "-- squawk-ignore ban-drop-table, ban-drop-column\n" + fines, "bdma.yaml": "version: 1\ncompat: [squawk]\n"},
			[]string{dropFines + ":2 migration/drop-table, by " + dropFines + ":1"},
		},
		"other tool's file": {
			map[string]string{"api/openapi.yaml": api, ".redocly.lint-ignore.yaml": "api/openapi.yaml:\n  paths-kebab-case:\n    - '#/paths/~1orderItems'\n", "bdma.yaml": "version: 1\ncompat: [redocly]\n"},
			[]string{"api/openapi.yaml:4 rest/path-kebab-case, by .redocly.lint-ignore.yaml:3", "api/openapi.yaml:6 rest/path-kebab-case"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			result := run(t, c.files, aboutExceptions, lint.Options{Now: day})
			if d := cmp.Diff(c.want, described(result.Findings)); d != "" {
				t.Error(d)
			}
		})
	}
}

// What cannot be told is not called unused: the rule did not run, or the run did not look there.
func TestUnusedIsSaidOfWhatWasLookedAt(t *testing.T) {
	const unused = dropFines + ":1 suppression/unused"
	files := map[string]string{dropFines: forNow + "CREATE TABLE fines (id bigint PRIMARY KEY);\n", "openapi.yaml": strings.Replace(spec, "/orders/", "/orders", 1)}
	for name, c := range map[string]struct {
		flags config.Flags
		opt   lint.Options
		said  bool
	}{
		"all":                      {said: true},
		"its path":                 {opt: lint.Options{Paths: []string{"db"}}, said: true},
		"another path":             {opt: lint.Options{Paths: []string{"openapi.yaml"}}},
		"its kind":                 {opt: lint.Options{Kinds: []facts.Kind{facts.Migration}}, said: true},
		"another kind":             {opt: lint.Options{Kinds: []facts.Kind{facts.OpenAPI}}},
		"without its rule":         {flags: config.Flags{Skip: []string{"migration/drop-table"}}},
		"another rule":             {flags: config.Flags{Only: []string{"migration/drop-column", "suppression"}}},
		"with its rule":            {flags: config.Flags{Only: []string{"migration/drop-table", "suppression"}}, said: true},
		"its rule off by the flag": {flags: config.Flags{Severity: []string{"migration/drop-table=off"}}, said: true},
	} {
		t.Run(name, func(t *testing.T) {
			c.opt.Now = day
			result := run(t, files, c.flags, c.opt)
			if got := slices.Contains(described(result.Findings), unused); got != c.said {
				t.Errorf("said: %v, in %v", got, described(result.Findings))
			}
		})
	}
}

func TestUnusedIsTakenOut(t *testing.T) {
	files := map[string]string{
		dropFines:   "-- bdma:ignore migration/drop-table, migration/drop-column -- for now\n" + fines + "-- bdma:ignore migration/drop-table -- for now\nCREATE TABLE t (id int);\n",
		"bdma.yaml": "version: 1\nsuppressions:\n  - rule: migration/drop-column\n    reason: r\n  - rule: migration/drop-table\n    paths: [x]\n    reason: r\n",
	}
	want := map[string]string{
		dropFines:   "-- bdma:ignore migration/drop-table -- for now\n" + fines + "CREATE TABLE t (id int);\n",
		"bdma.yaml": "version: 1\nsuppressions:\n",
	}
	result := run(t, files, aboutExceptions, lint.Options{Now: day})
	got := make(map[string]string)
	var edits []finding.Edit
	for _, f := range result.Findings {
		if f.Rule.ID != "suppression/unused" && len(f.Edits) > 0 {
			t.Errorf("%s has edits", f.Rule.ID)
		}
		edits = append(edits, f.Edits...)
	}
	slices.SortFunc(edits, func(a, b finding.Edit) int { return b.First - a.First })
	for name, text := range files {
		for _, e := range edits {
			if e.File == name {
				text = text[:e.First] + e.Text + text[e.Last:]
			}
		}
		got[name] = text
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A change hears of what it silences, and of what it silences no longer; never of what others wrote.
func TestSuppressionsAgainstABase(t *testing.T) {
	const other = "db/migrations/000001_first.up.sql"
	const entry = "version: 1\nsuppressions:\n  - {rule: migration/drop-table, paths: [db], reason: r}\n"
	for name, c := range map[string]struct {
		before, after map[string]string
		want, fixed   []string
	}{
		"as it was": {
			map[string]string{dropFines: forNow + fines}, map[string]string{dropFines: forNow + fines},
			[]string{dropFines + ":2 migration/drop-table unchanged, by " + dropFines + ":1"}, nil,
		},
		"silences what is old": {
			map[string]string{dropFines: fines}, map[string]string{dropFines: forNow + fines},
			[]string{dropFines + ":2 migration/drop-table unchanged, by " + dropFines + ":1 new"}, nil,
		},
		"silences what is new": {
			map[string]string{other: fines}, map[string]string{other: fines, dropFines: forNow + "DROP TABLE payments;\n"},
			[]string{other + ":1 migration/drop-table unchanged", dropFines + ":2 migration/drop-table introduced, by " + dropFines + ":1 new"}, nil,
		},
		"takes a suppression out": {
			map[string]string{dropFines: forNow + fines}, map[string]string{dropFines: fines},
			[]string{dropFines + ":1 migration/drop-table introduced"}, nil,
		},
		"takes out what was silenced, with its suppression": {
			map[string]string{dropFines: forNow + fines + "DROP TABLE payments;\n"}, map[string]string{dropFines: "DROP TABLE payments;\n"},
			[]string{dropFines + ":1 migration/drop-table unchanged"}, nil,
		},
		"takes out what was silenced, and leaves its suppression": {
			map[string]string{dropFines: "-- bdma:ignore-file migration/drop-table -- for now\n" + fines}, map[string]string{dropFines: "-- bdma:ignore-file migration/drop-table -- for now\nCREATE TABLE t (id int);\n"},
			[]string{dropFines + ":1 suppression/unused introduced"}, nil,
		},
		"mends a suppression": {
			map[string]string{dropFines: "-- bdma:ignore migration/drop-table\n" + fines}, map[string]string{dropFines: forNow + fines},
			[]string{dropFines + ":2 migration/drop-table unchanged, by " + dropFines + ":1"}, []string{dropFines + ":1 suppression/reason"},
		},
		"does not touch what is over": {
			map[string]string{dropFines: "-- bdma:ignore migration/drop-table until=2026-01-01 -- for now\n" + fines, "README.md": "a"},
			map[string]string{dropFines: "-- bdma:ignore migration/drop-table until=2026-01-01 -- for now\n" + fines, "README.md": "b"},
			[]string{dropFines + ":1 suppression/expired unchanged", dropFines + ":2 migration/drop-table unchanged"}, nil,
		},
		"silences in bdma.yaml": {
			map[string]string{dropFines: fines, "bdma.yaml": "version: 1\n"}, map[string]string{dropFines: fines, "bdma.yaml": entry},
			[]string{dropFines + ":1 migration/drop-table unchanged, by bdma.yaml:3 new"}, nil,
		},
		"no longer silences in bdma.yaml": {
			map[string]string{dropFines: fines, "bdma.yaml": entry}, map[string]string{dropFines: fines, "bdma.yaml": "version: 1\n"},
			[]string{dropFines + ":1 migration/drop-table introduced"}, nil,
		},
		"moves what is silenced": {
			map[string]string{"a/migrations/1_x.up.sql": forNow + fines}, map[string]string{"b/migrations/1_x.up.sql": forNow + fines},
			[]string{"b/migrations/1_x.up.sql:2 migration/drop-table unchanged, by b/migrations/1_x.up.sql:1"}, nil,
		},
	} {
		for _, known := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, touched files known %v", name, known), func(t *testing.T) {
				base := baseOf(c.before, c.after)
				if !known {
					base.Touched = nil
				}
				result := run(t, c.after, aboutExceptions, lint.Options{Now: day, Base: base, Compare: true})
				if d := cmp.Diff(c.want, described(result.Findings)); d != "" {
					t.Error(d)
				}
				if d := cmp.Diff(c.fixed, described(result.Fixed)); d != "" {
					t.Errorf("fixed: %s", d)
				}
			})
		}
	}
}

// The source files that coverage is about are those beside the reports, and not those of an index or a commit.
func TestSuppressionsBesideReports(t *testing.T) {
	const code = "package shop\n\nfunc F() int {\n\treturn 2\n}\n"
	settings := map[string]string{"go.mod": "module shop\n", "main.go": code, "bdma.yaml": "version: 1\nrules:\n  coverage/file: {severity: warning, options: {minimum: 90}}\n"}
	made := map[string]string{"go.mod": "module shop\n", "main.go": "// bdma:ignore-file coverage/file -- r\n" + code, "coverage.out": "mode: set\nshop/main.go:4.14,6.2 1 0\n"}
	for name, c := range map[string]struct {
		made []map[string]string
		want []string
	}{
		"of two trees": {[]map[string]string{settings, made}, []string{"main.go:4 coverage/file, by main.go:1"}},
		"of one tree":  {[]map[string]string{made}, []string{"main.go:4 coverage/file, by main.go:1"}},
	} {
		t.Run(name, func(t *testing.T) {
			opt := lint.Options{Now: day, Tree: tree(c.made[0])}
			if len(c.made) > 1 {
				opt.Made = tree(c.made[1])
			}
			result, err := lint.Run(t.Context(), resolve(t, tree(settings), config.Flags{Only: []string{"coverage/file", "suppression"}}), opt)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, described(result.Findings)); d != "" {
				t.Error(d)
			}
		})
	}
}

// Nothing is taken out of a bdma.yaml that is not the one that is in force.
func TestNoEditsOfAnotherConfiguration(t *testing.T) {
	const entry = "version: 1\nsuppressions:\n  - rule: migration/drop-table\n    reason: r\n"
	files := map[string]string{"db/migrations/000001_t.up.sql": "CREATE TABLE t (id int);\n", "bdma.yaml": entry}
	sel := resolve(t, tree(files), aboutExceptions)
	for _, c := range []struct {
		text  string
		edits int
	}{{entry, 1}, {"# a remark\n" + entry, 0}, {"", 0}} {
		files["bdma.yaml"] = c.text
		result, err := lint.Run(t.Context(), sel, lint.Options{Now: day, Tree: tree(files)})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]string{"bdma.yaml:3 suppression/unused"}, described(result.Findings)); d != "" {
			t.Error(d)
		}
		if len(result.Findings[0].Edits) != c.edits {
			t.Errorf("%q: %v", c.text, result.Findings[0].Edits)
		}
	}
}

package lint_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
)

// TestLost holds that nothing gets past the check by no longer looking like what it is, and that this mends nothing.
func TestLost(t *testing.T) {
	const doc, first, second = "api/openapi.yaml", "db/migrations/000001_a.up.sql", "db/migrations/000002_b.up.sql"
	before := map[string]string{
		doc:    "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n  /orderItems:\n    get: {responses: {'200': {description: ok}}}\n",
		first:  "CREATE TABLE a (id bigint PRIMARY KEY);\n",
		second: "DROP TABLE a;\n",
		// What stays lets the programs of both kinds be there.
		"other/openapi.yaml":          "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths: {}\n",
		"other/migrations/1_a.up.sql": "CREATE TABLE b (id bigint PRIMARY KEY);\n",
	}
	for name, c := range map[string]struct {
		edit func(map[string]string)
		opt  lint.Options
		want []string
		said string
	}{
		"a document without its key": {
			edit: func(m map[string]string) { m[doc] = strings.Replace(m[doc], "openapi:", "opanepi:", 1) },
			want: []string{doc + ":0 parse/error introduced"},
			said: "it is an OpenAPI document in main, and nothing judges it after this change",
		},
		"a document in UTF-16": {
			edit: func(m map[string]string) { m[doc] = "\xff\xfeo\x00p\x00e\x00n\x00a\x00p\x00i\x00:\x003\x00" },
			want: []string{doc + ":0 parse/error introduced"},
			said: "is an OpenAPI document in UTF-16",
		},
		"a document that cannot be parsed": {
			edit: func(m map[string]string) { m[doc] += "  }{\n" },
			want: []string{doc + ":3 parse/error introduced"},
		},
		"a history beside a decoy": {
			edit: func(m map[string]string) {
				m["db/migrations/000000_z.up.sql"] = "CREATE TABLE `z` (id int AUTO_INCREMENT) ENGINE=InnoDB;\n"
			},
			want: []string{first + ":0 parse/error introduced"},
			said: "nothing judges the migrations in db/migrations after this change, although main has them: " + first + " is a MySQL migration",
		},
		"nothing else of the kind is left": {
			edit: func(m map[string]string) {
				m[doc] = strings.Replace(m[doc], "openapi:", "opanepi:", 1)
				delete(m, "other/openapi.yaml")
			},
			want: []string{doc + ":0 parse/error introduced"},
		},
		"nobody asks for it": {
			edit: func(m map[string]string) { m[doc] = strings.Replace(m[doc], "openapi:", "opanepi:", 1) },
			opt:  lint.Options{Paths: []string{"other"}},
		},
		"its kind is not asked for": {
			edit: func(m map[string]string) { m[doc] = strings.Replace(m[doc], "openapi:", "opanepi:", 1) },
			opt:  lint.Options{Kinds: []facts.Kind{facts.Migration}},
		},
		"removed": {
			edit: func(m map[string]string) { delete(m, doc); delete(m, first); delete(m, second) },
			want: []string{"fixed " + doc, "fixed " + second},
		},
		"now a part of another document": {
			edit: func(m map[string]string) {
				m[doc] = "get: {responses: {'200': {description: ok}}}\n"
				m["other/openapi.yaml"] = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n  /orderItems: {$ref: ../api/openapi.yaml}\n"
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			after := maps.Clone(before)
			c.edit(after)
			tr := tree(after)
			opt := c.opt
			opt.Tree, opt.Base, opt.Compare, opt.Now = tr, baseOf(before, after), true, day
			sel := resolve(t, tr, config.Flags{Only: []string{"rest/path-kebab-case", "migration/drop-table", "parse"}})
			result, err := lint.Run(t.Context(), sel, opt)
			if err != nil {
				t.Fatal(err)
			}
			got := described(finding.Divide(result.Findings).Counting)
			for _, f := range result.Fixed {
				got = append(got, "fixed "+f.File)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			for _, f := range result.Findings {
				if f.Rule.ID == "parse/error" && !strings.Contains(f.Message, c.said) {
					t.Errorf("it says %q, want %q in it", f.Message, c.said)
				}
			}
		})
	}
}

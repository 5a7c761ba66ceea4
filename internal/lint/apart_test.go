package lint_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
)

// TestApart holds that mending a fault in one document does not let it into another, while what moves introduces nothing.
func TestApart(t *testing.T) {
	const head, bad = "openapi: 3.1.0\ninfo: {title: T, version: 1.0.0}\npaths:\n", "  /orderItems:\n    get: {responses: {'200': {description: ok}}}\n"
	part := strings.ReplaceAll(strings.TrimPrefix(bad, "  /orderItems:\n"), "    get", "get")
	before := map[string]string{"a/openapi.yaml": head + bad, "b/openapi.yaml": head + "  {}\n"}
	for name, c := range map[string]struct {
		edit func(map[string]string)
		want []string
	}{
		"mended here, new there": {
			func(m map[string]string) { m["a/openapi.yaml"], m["b/openapi.yaml"] = head+"  {}\n", head+bad },
			[]string{"b/openapi.yaml:4 introduced", "fixed a/openapi.yaml"},
		},
		"renamed": {
			func(m map[string]string) { m["c/openapi.yaml"] = m["a/openapi.yaml"]; delete(m, "a/openapi.yaml") },
			[]string{"c/openapi.yaml:4 unchanged"},
		},
		"split": {
			func(m map[string]string) {
				m["a/openapi.yaml"] = head + "  /orderItems: {$ref: paths/items.yaml}\n"
				m["a/paths/items.yaml"] = part
			},
			[]string{"a/openapi.yaml:4 unchanged"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			after := maps.Clone(before)
			c.edit(after)
			tr := tree(after)
			sel := resolve(t, tr, config.Flags{Only: []string{"rest/path-kebab-case"}})
			result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tr, Base: baseOf(before, after), Compare: true, Now: day})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, line := range described(result.Findings) {
				got = append(got, strings.Replace(line, "rest/path-kebab-case ", "", 1))
			}
			for _, f := range result.Fixed {
				got = append(got, "fixed "+f.File)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			b, _ := finding.Record(result.Fixed, nil)
			for _, n := range b.Mark(result.Findings, nil, result.Apart) {
				if n == 0 {
					t.Error("what was owed in one document is owed in another")
				}
			}
		})
	}
}

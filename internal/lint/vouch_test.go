package lint_test

import (
	"testing"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/policies"
)

// What must be there is missing only from a run that looks for it.
func TestMissingReports(t *testing.T) {
	files := map[string]string{
		"web/bdma.yaml":    "version: 1\ncoverage: {reports: [lcov.info]}\n",
		"web/src/cart.ts":  "export const empty = [];\n",
		"web/other/c.info": "SF:src/cart.ts\nDA:1,1\nend_of_record\n",
	}
	for name, c := range map[string]struct {
		paths []string
		kinds []facts.Kind
		want  int
	}{
		"everything":               {nil, nil, 1},
		"the folder of bdma.yaml":  {[]string{"web"}, nil, 1},
		"the folder above it":      {[]string{"."}, nil, 1},
		"a part of it":             {[]string{"web/src"}, nil, 0},
		"a report by name":         {[]string{"web/other/c.info"}, nil, 0},
		"another kind of evidence": {nil, []facts.Kind{facts.OpenAPI}, 0},
		"coverage":                 {nil, []facts.Kind{facts.Coverage}, 1},
	} {
		tr := tree(files)
		cfg, err := config.Load(tr, "web/bdma.yaml")
		if err != nil {
			t.Fatal(err)
		}
		set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
		if err != nil {
			t.Fatal(err)
		}
		sel, err := cfg.Resolve(set, config.Flags{Only: []string{"coverage/missing-report"}})
		if err != nil {
			t.Fatal(err)
		}
		result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tr, Paths: c.paths, Kinds: c.kinds})
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Findings) != c.want {
			t.Errorf("%s: %v", name, result.Findings)
		}
	}
}

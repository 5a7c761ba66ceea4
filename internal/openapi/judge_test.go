package openapi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/openapi"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

func init() { openapi.Judge = judge }

// judge asks the rules on breaking changes in the preset strict about pairs of documents, in one run, since a run compiles every
// rule: each pair has a folder of its own.
func judge(t *testing.T, pairs map[[2]string]string) {
	t.Helper()
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, r := range set.Rules() {
		if strings.HasPrefix(r.ID, "rest/breaking-") && r.Presets["strict"] > 0 {
			rules = append(rules, r.ID)
		}
	}
	sel, err := config.Default().Resolve(set, config.Flags{Only: rules})
	if err != nil {
		t.Fatal(err)
	}
	was, is := make(fstest.MapFS), make(fstest.MapFS)
	base := &source.Base{Name: "main", Touched: &source.Touched{}}
	folders := make(map[string][2]string)
	for pair := range pairs {
		folder := fmt.Sprintf("case%04d", len(folders))
		folders[folder] = pair
		name := folder + "/openapi.yaml"
		was[name], is[name] = &fstest.MapFile{Data: []byte(pair[0])}, &fstest.MapFile{Data: []byte(pair[1])}
		if pair[0] != pair[1] {
			base.Touched.Edited = append(base.Touched.Edited, name)
		}
	}
	slices.Sort(base.Touched.Edited)
	base.Fork = source.FromFS(was)
	base.Tip = base.Fork
	result, err := lint.Run(t.Context(), sel, lint.Options{Tree: source.FromFS(is), Base: base, Paths: []string{"."}, Kinds: []facts.Kind{facts.OpenAPI}})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Findings {
		folder, _, _ := strings.Cut(f.File, "/")
		pair := folders[folder]
		if level := string(f.Rule.Severity); strings.HasPrefix(f.Rule.ID, "rest/breaking-") && pairs[pair] != "error" && level != "info" {
			pairs[pair] = level
		}
	}
}

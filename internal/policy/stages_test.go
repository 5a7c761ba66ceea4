package policy

import (
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/policies"
)

// The stages that embedded rules skip would change none of them. For a rule that this test finds, write its expressions in
// the order in which they can be evaluated: what binds a variable before what uses it.
func TestSkippedStagesChangeNothing(t *testing.T) {
	set, err := Load(Folder{FS: policies.FS})
	if err != nil {
		t.Fatal(err)
	}
	compile := func(skip ...ast.StageID) map[string]*ast.Module {
		modules := make(map[string]*ast.Module)
		for _, r := range set.Rules() {
			if modules[r.ID], err = r.parse(); err != nil {
				t.Fatal(err)
			}
		}
		c := ast.NewCompiler().WithCapabilities(capabilities()).WithStrict(true).WithDefaultRegoVersion(ast.RegoV1).WithSkipStages(skip...)
		if c.Compile(modules); c.Failed() {
			t.Fatal(c.Errors)
		}
		return c.Modules
	}
	all := compile()
	for id, got := range compile(passed...) {
		if want := all[id]; !slices.EqualFunc(got.Rules, want.Rules, (*ast.Rule).Equal) || got.String() != want.String() {
			t.Errorf("%s is compiled to\n%v\nwant\n%v", id, got, want)
		}
	}
}

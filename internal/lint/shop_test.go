package lint_test

import (
	"testing"

	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestShop lints the example repository, in which every rule has something to find.
func TestShop(t *testing.T) {
	tree, err := source.Open("../../testdata/shop")
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	sel := everyRule(t)
	result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tree})
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]bool)
	for _, f := range result.Findings {
		found[f.Rule.ID] = true
		t.Logf("%s:%v %s: %s", f.File, f.Range.Start, f.Rule.ID, f.Message)
	}
	for _, r := range sel.Rules() {
		if !found[r.ID] && r.Group() != "parse" {
			t.Errorf("testdata/shop has no fault that %s finds", r.ID)
		}
	}
}

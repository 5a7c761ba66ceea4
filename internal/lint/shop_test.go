package lint_test

import (
	"testing"

	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/source"
)

// TestShop lints the example repository, which has faults of every kind: those that each of these rules finds.
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
	for _, id := range []string{
		"rest/client-error-response", "rest/document-valid", "rest/example-valid", "rest/no-request-body-on-get", "rest/operation-id", "rest/operation-id-unique",
		"rest/operation-security", "rest/path-kebab-case", "rest/path-no-trailing-slash", "rest/path-no-verb", "rest/server-https",
		"rest/reference-resolves", "rest/required-property-defined", "rest/success-response", "rest/tag-declared", "rest/unused-component",
		"migration/add-column-not-null-no-default", "migration/add-column-volatile-default", "migration/add-foreign-key-not-valid",
		"migration/alter-column-type", "migration/create-index-concurrently", "migration/drop-column", "migration/lock-timeout",
		"migration/set-not-null",
		"schema/foreign-key-index", "schema/prefer-bigint-key", "schema/prefer-timestamptz", "schema/primary-key", "schema/redundant-index",
		"schema/snake-case",
		"coverage/declared-mismatch", "coverage/file", "coverage/no-data", "coverage/total",
	} {
		if !found[id] {
			t.Errorf("testdata/shop has no fault that %s finds", id)
		}
	}
}

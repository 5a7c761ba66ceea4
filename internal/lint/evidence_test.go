package lint_test

import (
	"fmt"
	"testing"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/lint"
)

// Every metric that reports count may be named in bdma.yaml.
func TestMetricsAgree(t *testing.T) {
	for _, m := range coverage.Metrics() {
		text := fmt.Sprintf("version: 1\ncoverage: {components: {a: {paths: [a], metric: %s}}}\n", m)
		if _, err := config.Load(tree(map[string]string{"bdma.yaml": text}), "bdma.yaml"); err != nil {
			t.Error(err)
		}
	}
}

// A report that bdma.yaml names is read whatever it is called.
func TestNamedReport(t *testing.T) {
	repo := tree(map[string]string{
		"bdma.yaml":      "version: 1\ncoverage: {reports: [out/unit.log]}\n",
		"out/unit.log":   "mode: set\na.go:1.1,2.2 1 1\n",
		"out/other.log":  "mode: set\nb.go:1.1,2.2 1 1\n",
		"a.go":           "package a\n",
		"b.go":           "package b\n",
		"out/access.log": "GET /\n",
	})
	cfg, err := config.Load(repo, "bdma.yaml")
	if err != nil {
		t.Fatal(err)
	}
	docs, _, err := lint.Facts(repo, nil, cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) != 1 || docs[0].Judged != 1 {
		t.Errorf("%d documents", len(docs))
	}
}

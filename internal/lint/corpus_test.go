package lint_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

// corpus returns the folder of public files, or skips the test.
func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("BDMA_CORPUS")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "corpus")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the corpus of public files is not here: set BDMA_CORPUS to its folder")
	}
	return dir
}

// everyRule switches all embedded rules on.
func everyRule(t *testing.T) *config.Resolved {
	t.Helper()
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	sel, err := config.Default().Resolve(set, config.Flags{Only: set.IDs()})
	if err != nil {
		t.Fatal(err)
	}
	return sel
}

func describe(fs []finding.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintf(&b, "%s:%v %s %s: %s | %s | %s | %v\n", f.File, f.Range, f.Severity, f.Rule.ID, f.Message, f.Fix, f.Fingerprint, f.Related)
	}
	return b.String()
}

// TestCorpus lints real projects one by one: nothing fails, each finding leads to a place in a file, and the findings
// are the same on one goroutine and on many.
func TestCorpus(t *testing.T) {
	root := corpus(t)
	sel := everyRule(t)
	counts := make(map[string]int)
	var roots []string
	for _, kind := range []string{"openapi", "sql", "sql-other", "coverage"} {
		entries, err := os.ReadDir(filepath.Join(root, kind))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.IsDir() {
				roots = append(roots, filepath.Join(kind, e.Name()))
			}
		}
	}
	judged := make(map[facts.Kind]int)
	for _, dir := range roots {
		t.Run(dir, func(t *testing.T) {
			tree, err := source.Open(filepath.Join(root, dir))
			if err != nil {
				t.Fatal(err)
			}
			defer tree.Close()
			many, err := lint.Run(t.Context(), sel, lint.Options{Tree: tree})
			if err != nil {
				t.Fatal(err)
			}
			one, err := lint.Run(t.Context(), sel, lint.Options{Tree: tree, Jobs: 1})
			if err != nil {
				t.Fatal(err)
			}
			if describe(one.Findings) != describe(many.Findings) {
				t.Error("the findings differ between one goroutine and many")
			}
			for _, f := range one.Findings {
				if f.File == "" {
					t.Errorf("%s is nowhere: %s", f.Rule.ID, f.Message)
				} else if info, err := fs.Stat(tree.FS(), f.File); err != nil || info.IsDir() {
					t.Errorf("%s is in %s, which is no file of the tree", f.Rule.ID, f.File)
				}
				counts[f.Rule.ID]++
			}
			for k, n := range one.Judged {
				judged[k] += n
			}
		})
	}
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%6d %s", counts[id], id)
	}
	t.Logf("judged %v", judged)
}

// TestCorpusFilesByName lints files that a user names: each is judged, or the run says why not.
func TestCorpusFilesByName(t *testing.T) {
	root := corpus(t)
	sel := everyRule(t)
	counts := make(map[string]int)
	for _, kind := range []string{"coverage", "openapi/pitfalls"} {
		tree, err := source.Open(filepath.Join(root, kind))
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		err = fs.WalkDir(tree.FS(), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tree, Paths: []string{name}})
			if err != nil {
				t.Errorf("%s/%s: %v", kind, name, err)
				return nil
			}
			judged := 0
			for _, n := range result.Judged {
				judged += n
			}
			if judged == 0 && len(result.Skipped) == 0 && len(result.Findings) == 0 {
				t.Errorf("%s/%s: nothing is said of the file", kind, name)
			}
			for _, f := range result.Findings {
				counts[f.Rule.ID]++
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%6d %s", counts[id], id)
	}
}

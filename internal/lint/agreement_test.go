package lint_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/policies"
)

// TestSpectralAgreement compares what bdma's rules say of the test cases of Spectral with what the equivalent rule there
// says: whether there is a finding. It prints the agreement; a disagreement that is not in [disagreements] fails.
func TestSpectralAgreement(t *testing.T) {
	root := filepath.Join(filepath.Dir(corpus(t)), "cases", "openapi")
	index, err := os.ReadFile(filepath.Join(root, "spectral", "INDEX.tsv"))
	if err != nil {
		t.Skipf("the cases of other tools are not here: %v", err)
	}
	set, err := policy.Load(policy.Folder{FS: policies.FS, Name: "policies"})
	if err != nil {
		t.Fatal(err)
	}
	tree, err := source.Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer tree.Close()
	equivalents := make(map[string][]string)
	for _, r := range set.Rules() {
		for _, id := range r.Equivalents["spectral"] {
			equivalents[id] = append(equivalents[id], r.ID)
		}
	}
	type count struct{ agree, all int }
	counts := make(map[string]*count)
	explained := make(map[string]bool)
	for line := range strings.Lines(string(index)) {
		columns := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(columns) < 4 || columns[0] != "spectral" {
			continue
		}
		rule, file, expect := columns[1], columns[2], columns[3]
		c := counts[rule]
		if c == nil {
			c = new(count)
			counts[rule] = c
		}
		c.all++
		ours := equivalents[rule]
		got := "no rule"
		var said []string
		if len(ours) > 0 {
			got = "pass"
			sel, err := config.Default().Resolve(set, config.Flags{Only: ours})
			if err != nil {
				t.Fatal(err)
			}
			result, err := lint.Run(t.Context(), sel, lint.Options{Tree: tree, Paths: []string{file}, Kinds: []facts.Kind{facts.OpenAPI}})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range result.Findings {
				if f.Rule.ID != "parse/error" {
					got = "fail"
				}
				said = append(said, f.Rule.ID+": "+f.Message)
			}
			if result.Judged[facts.OpenAPI] == 0 {
				got = "not judged"
			}
		}
		if got == expect {
			c.agree++
			continue
		}
		name := strings.TrimPrefix(filepath.Dir(file), "spectral/")
		if _, ok := disagreements[name]; ok {
			explained[name] = true
		} else {
			t.Errorf("%s: %s there, %s here %s", name, expect, got, strings.Join(said, "; "))
		}
	}
	for name := range disagreements {
		if !explained[name] {
			t.Errorf("%s: there is no disagreement to explain", name)
		}
	}
	agree, all := 0, 0
	for _, rule := range slices.Sorted(maps.Keys(counts)) {
		c := counts[rule]
		agree, all = agree+c.agree, all+c.all
		t.Logf("%3d of %3d %s (%s)", c.agree, c.all, rule, strings.Join(equivalents[rule], ", "))
	}
	t.Logf("%d of %d cases", agree, all)
}

// disagreements are the cases in which bdma says something else than Spectral, and why.
var disagreements = map[string]string{}

package coverage

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// corpus returns the folder of real reports, or skips the test.
func corpus(t testing.TB) string {
	dir := os.Getenv("BDMA_CORPUS")
	if dir == "" {
		dir = filepath.FromSlash("../../../shared/corpus")
	}
	dir = filepath.Join(dir, "coverage")
	if _, err := os.Stat(filepath.Join(dir, "EXPECTED.tsv")); err != nil {
		t.Skipf("no corpus of reports at %s: set BDMA_CORPUS", dir)
	}
	return dir
}

func corpusFiles(t testing.TB, tree *source.Tree) []source.File {
	files, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func openTree(t testing.TB, dir string) *source.Tree {
	t.Helper()
	tree, err := source.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tree.Close() })
	return tree
}

// readModel is Read with the checks that every reader's tests make, and the model in Go's terms.
func readModel(t testing.TB, tree *source.Tree, names ...string) *Facts {
	t.Helper()
	b := newBuilder(tree)
	for _, name := range names {
		b.add(name)
	}
	model := b.finish()
	factstest.EqualsJSON(t, model)
	factstest.WellFormed(t, Read(tree, source.Unit{Name: ".", Files: names}, Settings{}))
	return model
}

// corrected are the totals where a row of EXPECTED.tsv counts something else than it says.
var corrected = map[string]tally{
	// The peer counts a block that is listed twice twice, and comes to 14/22.
	"gocover/jenkins__go-coverage-atomic.out statement": {14, 21},
	// The peer sums over classes, two of which share lines of a file; lines of files are 70 of 97.
	"sonar-generic/rgdocs__SonarQube.xml line": {70, 97},
}

func TestExpectedTotals(t *testing.T) {
	dir := corpus(t)
	tree := openTree(t, dir)
	data, err := os.ReadFile(filepath.Join(dir, "EXPECTED.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	metrics := map[string]string{"line": "line", "branch": "branch", "function": "function", "method": "function", "statement": "statement", "instruction": "instruction"}
	for i, row := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		cols := strings.Split(row+"\t\t\t\t\t\t", "\t")
		name, scope, metric, covered, total, percent := cols[0], cols[1], cols[2], cols[3], cols[4], cols[5]
		if i == 0 {
			continue
		}
		v, err := sniffFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		if v.format == nil {
			continue
		}
		t.Run(name+"/"+scope+"/"+metric, func(t *testing.T) {
			key, ok := metrics[metric]
			if !ok {
				t.Skip("not a metric of bdma: " + metric)
			}
			names := []string{name}
			if others, ok := strings.CutPrefix(scope, "merge-with:"); ok {
				names = append(names, strings.Split(others, ",")...)
			}
			for _, n := range names {
				if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(n))); err != nil {
					t.Skipf("the corpus has no %s", n)
				}
			}
			model := readModel(t, tree, names...)
			got := tally{model.TotalsWithGenerated[key].Covered, model.TotalsWithGenerated[key].Total}
			if file, ok := strings.CutPrefix(scope, "file:"); ok {
				found := false
				for _, f := range model.Files {
					if strings.Contains(f.Path, file) {
						got, found = tally{f.Metrics[key].Covered, f.Metrics[key].Total}, true
						break
					}
				}
				if !found {
					t.Fatalf("no file %s", file)
				}
			}
			if covered != "" {
				c, _ := strconv.Atoi(covered)
				n, _ := strconv.Atoi(total)
				want := tally{c, n}
				if right, ok := corrected[name+" "+metric]; ok {
					want = right
				}
				if got != want {
					t.Errorf("got %d/%d, want %d/%d", got.covered, got.total, want.covered, want.total)
				}
				return
			}
			if got.total == 0 {
				t.Fatalf("nothing was counted; %s %% was expected", percent)
			}
			want, _ := strconv.ParseFloat(percent, 64)
			share := 100 * float64(got.covered) / float64(got.total)
			if d := share - want; d < -0.1 || d > 0.1 {
				t.Errorf("got %d/%d = %.2f %%, want %.2f %%", got.covered, got.total, share, want)
			}
		})
	}
}

// TestDeclaredLines holds which reports of the corpus state line totals that their own records contradict, and how.
// Every other report that states a total is recounted exactly.
func TestDeclaredLines(t *testing.T) {
	want := map[string]string{
		"clover/codeclimate__empty_example.xml":                 "148/306 (48.36 %) is 0/0",
		"clover/codeclimate__example_without_package.xml":       "148/306 (48.36 %) is 32/91",
		"clover/coveralls__clover-unleash.xml":                  "634/1446 (43.84 %) is 109/138",
		"clover/jenkins__clover.xml":                            "169/193 (87.56 %) is 143/165",
		"clover/octocov__coverage_package.xml":                  "9430/11707 (80.55 %) is 11/11",
		"clover/rg-Other__Clover_Istanbul.xml":                  "161/161 (100 %) is 11/11",
		"codecov-inline/clover.xml":                             "2/6 (33.33 %) is 6/12",
		"cobertura/cobertura-action__test-missing-lines.xml":    "51.25 % is 41/61",
		"cobertura/codeclimate__example.xml":                    "90.00 % is 30/32",
		"cobertura/diff-cover__unicode_coverage.xml":            "87.92 % is 5/10",
		"cobertura/jenkins__cobertura-cpp.xml":                  "4/4 (100 %) is 2/2",
		"cobertura/jenkins__cobertura-duplicate-methods.xml":    "44/53 (83.01 %) is 37/40",
		"cobertura/jenkins__cobertura-lots-of-data.xml":         "7.02 % is 602/958",
		"cobertura/jenkins__cobertura-merge-b.xml":              "487/544 (89.52 %) is 16/22",
		"cobertura/octocov__fastapi-coverage.xml":               "7809/7815 (99.92 %) is 7706/7712",
		"cobertura/pycobertura__cobertura.xml":                  "90.00 % is 31/34",
		"cobertura/real-SwiftSyft__cobertura.xml":               "1736/4994 (34.76 %) is 868/2497",
		"cobertura/rg-Cpp__Cobertura_CPPCoverage.xml":           "12.05 % is 0/2",
		"jacoco/coveralls__jacoco-report-multiple-packages.xml": "5/6 (83.33 %) is 15/18",
		"lcov/grcov__empty_line.info":                           "29/60 (48.33 %) is 27/57",
		"lcov/grcov__prova.info":                                "37401/130079 (28.75 %) is 35252/120179",
		"lcov/ltp__brace.info":                                  "6/7 (85.71 %) is 8/11",
	}
	tree := openTree(t, corpus(t))
	found := Find(tree, corpusFiles(t, tree))
	got := map[string]string{}
	declaring := 0
	for _, name := range found.Units[0].Files {
		m := readModel(t, tree, name)
		if _, ok := m.Reports[0].Declared["line"]; ok {
			declaring++
		}
		for _, d := range m.DeclaredMismatches {
			if d.Metric == "line" {
				got[name] = fmt.Sprintf("%s is %d/%d", d.Declared, d.Covered, d.Total)
			}
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if declaring < 50 {
		t.Errorf("only %d reports state a total of lines", declaring)
	}
}

package coverage

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// otherDefinitions are the rows of EXPECTED.tsv for XML reports that count something which bdma does not, with what bdma
// says of the same report instead.
var otherDefinitions = map[string]struct {
	metric string
	tally
	because string
}{
	"cobertura/cobertura-action__test-branch.xml mean-of-line-and-branch-rate": {"line", tally{27, 30}, "the peer takes the mean of two rates"},
	"cobertura/pycobertura__cobertura.xml line-rate-declared":                  {"line", tally{31, 34}, "the report was edited: its rate is not that of its lines"},
	"cobertura/pycobertura__cobertura.xml line-partials-not-covered":           {"line", tally{31, 34}, "the peer holds a line to be missed when one of its branches was; it ran"},
	"cobertura/pycobertura__cobertura.xml branch-rate-declared":                {"branch", tally{9, 12}, "the rate is that of the branches"},
	"cobertura/php-cobertura__BankAccount-path.xml branch-declared-only":       {"branch", tally{}, "the report lists no branches, so that there is nothing to count"},
	"clover/php-clover__BankAccount-path.xml branch-declared-only":             {"branch", tally{3, 7}, "its files state them"},
	"opencover/jenkins__opencover-withskippedmodules.xml line-start-only":      {"line", tally{1427, 1482}, "the peer counts a statement of several lines on its first; it is on all of them"},
	"codecov-inline/vb-results.xml codecov-hits/misses/partials":               {"line", tally{5, 7}, "a line that ran in part ran"},
	"codecov-inline/jacoco.xml codecov-hits/misses/partials":                   {"line", tally{5, 6}, "a line of which a branch was missed ran, and no file is left out"},
	"codecov-inline/cobertura.xml codecov-hits/misses/partials":                {"", tally{}, "its root element is not XML"},
}

func TestOtherDefinitions(t *testing.T) {
	dir := corpus(t)
	tree := openTree(t, dir)
	data, err := os.ReadFile(filepath.Join(dir, "EXPECTED.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, row := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		cols := strings.Split(row, "\t")
		name, metric := cols[0], cols[2]
		switch metric {
		case "line", "branch", "function", "method", "statement", "instruction":
			continue
		}
		if !strings.HasSuffix(name, ".xml") {
			continue
		}
		t.Run(name+"/"+metric, func(t *testing.T) {
			want, ok := otherDefinitions[name+" "+metric]
			if !ok {
				t.Fatal("nobody has said what bdma counts instead")
			}
			seen++
			var got tally
			if total, ok := readModel(t, tree, name).TotalsWithGenerated[want.metric]; ok {
				got = tally{total.Covered, total.Total}
			}
			if got != want.tally {
				t.Errorf("got %d/%d %s, want %d/%d: %s", got.covered, got.total, want.metric, want.covered, want.total, want.because)
			}
		})
	}
	if seen != len(otherDefinitions) {
		t.Errorf("%d of %d definitions are of rows", seen, len(otherDefinitions))
	}
}

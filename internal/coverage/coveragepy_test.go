package coverage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadCoveragePy(t *testing.T) {
	head := `{"meta":{"format":3,"version":"7.6.1","timestamp":"2026-03-10T13:11:21.622138","branch_coverage":true,"show_contexts":false},`
	file := `"shop/cart.py":{"executed_lines":[1,2,4],"summary":{"covered_lines":3,"num_statements":4,"percent_covered":75.0,"missing_lines":1,"num_branches":2,"covered_branches":1},` +
		`"missing_lines":[5],"excluded_lines":[9],"executed_branches":[[2,4]],"missing_branches":[[2,5]],"functions":{"total":{"executed_lines":[4],"summary":{"covered_lines":9}}},"classes":{}}`
	totals := `"totals":{"covered_lines":3,"num_statements":4,"percent_covered":66.6,"num_branches":2,"covered_branches":1}}`
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"lines and branches": {head + `"files":{` + file + `},` + totals, []string{"shop/cart.py line 3/4 branch 1/2 missing 5"}},
		"totals first":       {head + totals[:len(totals)-1] + `,"files":{` + file + `}}`, []string{"shop/cart.py line 3/4 branch 1/2 missing 5"}},
		"format 1 without branches": {`{"meta":{"version":"6.5.0","branch_coverage":false},"files":{"a.py":{"executed_lines":[1,3],"summary":{"covered_lines":2,"num_statements":2},"missing_lines":[],"excluded_lines":[]}},"totals":{"covered_lines":2,"num_statements":2}}`,
			[]string{"a.py line 2/2"}},
		"more ways than it counts": {head + `"files":{"a.py":{"executed_lines":[1],"summary":{"covered_lines":1,"num_statements":1,"num_branches":2,"covered_branches":2},"missing_lines":[],"executed_branches":[[1,2],[1,3],[1,4]],"missing_branches":[]}},"totals":{}}`,
			[]string{"a.py line 1/1 branch 2/2"}},
		"excluded lines that ran": {head + `"files":{"a.py":{"executed_lines":[1,3,9],"missing_lines":[4],"excluded_lines":[9,10],"summary":{"covered_lines":2,"num_statements":3,"num_branches":2,"covered_branches":2},"executed_branches":[[3,4],[3,-1],[3,3],[3,9],[9,-9]],"missing_branches":[]}},"totals":{}}`,
			[]string{"a.py line 2/3 branch 2/2 missing 4"}},
		"no summary":           {head + `"files":{"a.py":{"executed_lines":[1],"missing_lines":[2],"executed_branches":[[1,2]],"missing_branches":[[1,-1]]}}}`, []string{"a.py line 1/2 branch 1/2 missing 2"}},
		"codecov's contexts":   {head + `"files":{"a.py":{"executed_lines":[0],"contexts":{"0":[0]},"missing_lines":[]},"b.py":{"executed_lines":[1],"contexts":{"1":[1,2]},"missing_lines":[]}},"totals":{},"labels_table":{"0":""}}`, []string{"a.py", "b.py line 1/1", "ignored 1"}},
		"strange numbers":      {head + `"files":{"a.py":{"executed_lines":[1,"2",null,1.5,-3],"missing_lines":{},"executed_branches":[[1],[1,2,3],["x",2],4]}},"totals":{}}`, []string{"a.py line 1/1 branch 1/1", "ignored 7"}},
		"the same lines twice": {head + `"files":{"a.py":{"executed_lines":[3,1,3],"missing_lines":[1,2]}},"totals":{}}`, []string{"a.py line 2/3 missing 2"}},
		"cut off":              {head + `"files":{"a.py":{"executed_lines":[1`, []string{"problem: it is truncated: the JSON ends too early"}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, got := readJSON(t, "coverage.json", c.text); cmp.Diff(c.want, got) != "" {
				t.Error(cmp.Diff(c.want, got))
			}
		})
	}
	m, _ := readJSON(t, "coverage.json", head+`"files":{`+file+`},`+totals)
	got := m.Reports[0]
	if got.Tool != "coverage.py" || got.ToolVersion != "7.6.1" || got.GeneratedAt != "2026-03-10T13:11:21Z" || !got.GeneratedZoneless {
		t.Errorf("it is of %s %s at %s", got.Tool, got.ToolVersion, got.GeneratedAt)
	}
	if d := cmp.Diff(map[string]Count{"line": {3, 4, "75.00"}, "branch": {1, 2, "50.00"}}, got.Declared); d != "" {
		t.Error(d)
	}
	if len(m.DeclaredMismatches) > 0 {
		t.Error(m.DeclaredMismatches)
	}
}

// Docstrings that ran are listed, and not counted.
func TestCoveragePyDocstrings(t *testing.T) {
	report := `{"meta":{"format":3,"version":"7.6.1","branch_coverage":false},"files":{"shop/cart.py":{"executed_lines":[1,5,6],"summary":{"covered_lines":1,"num_statements":2},"missing_lines":[8],"excluded_lines":[]}},"totals":{"covered_lines":1,"num_statements":2}}`
	xml := `<coverage line-rate="0.5"><packages><package><classes><class name="cart.py" filename="shop/cart.py"><lines><line number="5" hits="1"/><line number="8" hits="0"/></lines></class></classes></package></packages></coverage>`
	changed := "import x\n\n\n\nclass Cart:\n    y = 2\n\n    x = 1\n"
	for name, c := range map[string]struct {
		source, other string
		surplus       int
	}{
		"the source shows them":         {"\"\"\"A cart.\n\nWith items.\n\"\"\"\nclass Cart:\n    r'''All of it.'''\n\n    x = 1\n", "", 0},
		"the source is another version": {changed, "", 2},
		"beside the Cobertura report":   {changed, xml, 2},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"coverage.json": report, "shop/cart.py": c.source}
			names := []string{"coverage.json"}
			if c.other != "" {
				files["coverage.xml"] = c.other
				names = append(names, "coverage.xml")
			}
			tree := treeOf(files)
			if d := cmp.Diff([]string{"shop/cart.py line 1/2 missing 8"}, describe(readModel(t, tree, names...))); d != "" {
				t.Error(d)
			}
			b := newBuilder(tree)
			b.add("coverage.json")
			if got := b.list[0].surplus; got != c.surplus {
				t.Errorf("%d lines are not told apart, want %d", got, c.surplus)
			}
		})
	}
}

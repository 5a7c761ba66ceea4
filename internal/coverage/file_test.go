package coverage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Functions that one format knows by line and another by name count once.
func TestFunctionsByLineAndByName(t *testing.T) {
	files := map[string]string{
		"cart.js":      "\n\n\n",
		"lcov.info":    "SF:cart.js\nFN:1,a\nFN:2,b\nFN:3,c\nFNDA:1,a\nFNDA:0,b\nFNDA:0,c\nDA:1,1\n",
		"coverage.xml": `<coverage line-rate="1"><packages><package><classes><class name="cart.js" filename="cart.js"><methods><method name="a" line-rate="1"/><method name="b" line-rate="0"/></methods><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>`,
	}
	for _, names := range [][]string{{"coverage.xml", "lcov.info"}, {"lcov.info", "coverage.xml"}} {
		if d := cmp.Diff([]string{"cart.js line 1/1 function 1/3"}, describe(readModel(t, treeOf(files), names...))); d != "" {
			t.Error(d)
		}
	}
}

// Counts without places hold only where no report lists the places.
func TestCountsBesideListedLines(t *testing.T) {
	files := map[string]string{
		"a.js":                  "\n\n\n",
		"b.js":                  "\n\n\n",
		"coverage-summary.json": `{"total":{"lines":{"total":12,"covered":9,"pct":75}},"a.js":{"lines":{"total":10,"covered":8}},"b.js":{"lines":{"total":2,"covered":1}}}`,
		"jacoco.xml":            `<report name="r"><package name=""><sourcefile name="a.js"><line nr="3"/><counter type="LINE" missed="5" covered="8"/></sourcefile></package></report>`,
		"lcov.info":             "SF:a.js\nDA:1,1\nDA:2,0\n",
	}
	for _, c := range []struct {
		names []string
		want  []string
	}{
		{[]string{"coverage-summary.json", "lcov.info"}, []string{"a.js line 1/2 missing 2", "b.js line 1/2"}},
		{[]string{"jacoco.xml", "lcov.info"}, []string{"a.js line 1/2 missing 2"}},
		{[]string{"coverage-summary.json", "jacoco.xml"}, []string{"a.js line 8/13", "b.js line 1/2"}},
	} {
		if d := cmp.Diff(c.want, describe(readModel(t, treeOf(files), c.names...))); d != "" {
			t.Errorf("%v: %s", c.names, d)
		}
	}
}

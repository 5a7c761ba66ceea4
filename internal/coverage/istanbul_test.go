package coverage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readJSON reads a report of JSON and describes it.
func readJSON(t *testing.T, name, text string) (*Facts, []string) {
	t.Helper()
	m := readModel(t, treeOf(map[string]string{name: text}), name)
	return m, describe(m)
}

// istanbulSpan writes a place as Istanbul does.
func istanbulSpan(place string) string {
	var a, b, c, d int
	if _, err := fmt.Sscanf(place, "%d:%d-%d:%d", &a, &b, &c, &d); err != nil {
		panic(err)
	}
	return fmt.Sprintf(`{"start":{"line":%d,"column":%d},"end":{"line":%d,"column":%d}}`, a, b, c, d)
}

// istanbulMap writes a map of places with the keys 0, 1, 2, …
func istanbulMap(places ...string) string {
	var parts []string
	for i, p := range places {
		parts = append(parts, fmt.Sprintf(`"%d":%s`, i, istanbulSpan(p)))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func TestReadIstanbul(t *testing.T) {
	maps := `"path":"/src/cart.js","statementMap":` + istanbulMap("1:0-1:9", "3:2-3:9", "3:10-3:19", "4:2-4:9") +
		`,"fnMap":{"0":{"name":"total","decl":` + istanbulSpan("2:9-2:14") + `,"loc":` + istanbulSpan("2:20-5:1") + `,"line":2}}` +
		`,"branchMap":{"0":{"type":"if","line":3,"loc":` + istanbulSpan("3:2-3:19") + `,"locations":[` + istanbulSpan("3:2-3:19") + `,{"start":{},"end":{}}]}}`
	counts := `"s":{"0":1,"1":2,"2":0,"3":0},"f":{"0":1},"b":{"0":[2,0]}`
	all := "/src/cart.js line 2/3 branch 1/2 function 1/1 statement 2/4 missing 4"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"maps first":        {`{"/src/cart.js":{` + maps + `,` + counts + `}}`, []string{all}},
		"counts first":      {`{"/src/cart.js":{` + counts + `,` + maps + `}}`, []string{all}},
		"wrapped in data":   {`{"/src/cart.js":{"data":{` + maps + `,` + counts + `}}}`, []string{all}},
		"of Jest":           {`{"numTotalTests":1,"testResults":[{"name":"/src/cart.test.js"}],"snapshot":{"added":0},"coverageMap":{"/src/cart.js":{` + maps + `,` + counts + `}}}`, []string{all}},
		"a fixture":         {`{"title":"x","opts":{},"map":{"/src/cart.js":{` + maps + `,` + counts + `}}}`, []string{all}},
		"unknown keys":      {`{"/src/cart.js":{"inputSourceMap":{"version":3,"mappings":"AAAA"},` + maps + `,` + counts + `,"bT":{"0":[1]},"hash":"x"}}`, []string{all}},
		"no files":          {`{"coverageMap":{}}`, nil},
		"an empty file":     {`{"a.js":{"path":"a.js","statementMap":{},"fnMap":{},"branchMap":{},"s":{},"f":{},"b":{}}}`, []string{"a.js"}},
		"the path inside":   {`{"":{"path":"a.js","statementMap":` + istanbulMap("1:0-1:9") + `,"s":{"0":1}}}`, []string{"a.js line 1/1 statement 1/1"}},
		"the highest count": {`{"a.js":{"statementMap":` + istanbulMap("1:0-1:9", "1:10-1:19", "1:4-1:5") + `,"s":{"0":0,"1":7,"2":0}}}`, []string{"a.js line 1/1 statement 1/3"}},
		"keys out of order": {`{"a.js":{"statementMap":{"10":` + istanbulSpan("5:0-5:9") + `,"2":` + istanbulSpan("1:0-1:9") + `},"s":{"2":1,"10":0}}}`, []string{"a.js line 1/2 statement 1/2 missing 5"}},
		"keys with names":   {`{"a.js":{"statementMap":{"b":` + istanbulSpan("5:0-5:9") + `,"a":` + istanbulSpan("1:0-1:9") + `},"s":{"a":1,"b":0}}}`, []string{"a.js line 1/2 statement 1/2 missing 5"}},
		"one place":         {`{"a.js":{"statementMap":` + istanbulMap("1:0-1:0", "1:0-1:0", "1:0-1:0") + `,"s":{"0":1,"1":1,"2":0}}}`, []string{"a.js line 1/1 statement 2/3"}},
		"no place":          {`{"a.js":{"statementMap":` + istanbulMap("1:0-1:9") + `,"s":{"0":1,"1":0},"branchMap":{},"b":{"0":[1,0]}}}`, []string{"a.js line 1/1 branch 1/2 statement 1/2"}},
		"no columns":        {`{"a.js":{"statementMap":{"0":{"start":{"line":2,"column":null},"end":{"line":2}}},"s":{"0":0}}}`, []string{"a.js line 0/1 statement 0/1 missing 2"}},
		"its own lines":     {`{"contracts/A.sol":{"l":{"3":4,"5":0},"path":"/x/contracts/A.sol","s":{"1":4},"b":{"1":[1,2]},"f":{"1":4},"fnMap":{"1":{"name":"f","line":2,"loc":` + istanbulSpan("2:0-9:1") + `}},"statementMap":{"1":` + istanbulSpan("3:0-3:9") + `},"branchMap":{"1":{"line":3,"type":"if","locations":[` + istanbulSpan("3:8-3:8") + `]}}}}`, []string{"contracts/A.sol line 1/2 branch 2/2 function 1/1 statement 1/1 missing 5"}},
		"functions of a line": {`{"a.js":{"statementMap":{},"s":{},"fnMap":{"0":{"loc":` + istanbulSpan("1:0-1:5") + `},"1":{"loc":` + istanbulSpan("1:9-1:12") + `},"2":{"loc":` + istanbulSpan("1:14-1:15") + `}},"f":{"0":0,"1":3,"2":0}}}`,
			[]string{"a.js function 1/3"}},
		"huge and strange counts": {`{"a.js":{"statementMap":` + istanbulMap("1:0-1:9", "2:0-2:9", "3:0-3:9", "4:0-4:9") + `,"s":{"0":18446744073709551616,"1":1e0,"2":-1,"3":null}}}`, []string{"a.js line 2/3 statement 2/3 missing 3", "ignored 1"}},
		"a key twice":             {`{"a.js":{"statementMap":` + istanbulMap("1:0-1:9") + `,"s":{"0":1,"0":0}}}`, []string{"a.js line 0/1 statement 0/1 missing 1"}},
		"not coverage":            {`{"a.js":{"b":{"0":[1]}},"coverageMap":{"b.js":7}}`, nil},
		"cut off":                 {`{"a.js":{"statementMap":` + istanbulMap("1:0-1:9") + `,"s":{"0":1`, []string{"problem: it is truncated: the JSON ends too early"}},
		"goes on":                 {`{"a.js":{"statementMap":{},"s":{}}} {}`, []string{"problem: it goes on after the end of its JSON value"}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, got := readJSON(t, "coverage-final.json", c.text); cmp.Diff(c.want, got) != "" {
				t.Error(cmp.Diff(c.want, got))
			}
		})
	}
}

// The producers of the format count lines in two ways, which must not be compared.
func TestIstanbulBasis(t *testing.T) {
	statements := `"a.js":{"statementMap":` + istanbulMap("2:2-2:9", "4:2-4:9") + `,"s":{"0":1,"1":0}`
	lines := `"b.js":{"statementMap":` + istanbulMap("1:0-1:13", "2:0-2:0", "3:0-3:1") + `,"s":{"0":1,"1":1,"2":0}`
	for name, c := range map[string]struct{ text, basis, tool string }{
		"Istanbul":            {`{` + statements + `,"_coverageSchema":"1a1c","hash":"7127"}}`, "statement", "istanbul"},
		"nyc":                 {`{` + statements + `,"_coverageSchema":"1a1c","contentHash":"7127_10.2.0"}}`, "statement", "nyc"},
		"unknown":             {`{` + statements + `}}`, "statement", ""},
		"c8":                  {`{` + lines + `,"all":false}}`, "source-line", "v8"},
		"an older c8":         {`{` + lines + `}}`, "source-line", "v8"},
		"a file in one line":  {`{"b.js":{"statementMap":` + istanbulMap("1:0-1:13") + `,"s":{"0":1}}}`, "statement", ""},
		"the same of c8":      {`{"b.js":{"all":true,"statementMap":` + istanbulMap("1:0-1:13") + `,"s":{"0":1}}}`, "source-line", "v8"},
		"Vitest with V8":      {`{"b.js":{"all":false,"statementMap":` + istanbulMap("1:0-1:13", "3:0-3:1") + `,"s":{"0":1,"1":1}}}`, "source-line", "v8"},
		"Vitest of late":      {`{"a.js":{"statementMap":{"0":{"start":{"line":5,"column":0},"end":{"line":5,"column":null}},"1":{"start":{"line":6,"column":0},"end":{"line":6,"column":null}}},"s":{"0":1,"1":1}}}`, "statement", ""},
		"both":                {`{` + statements + `},` + lines + `}}`, "mixed", "v8"},
		"nothing to count":    {`{"a.js":{"statementMap":{},"s":{}}}`, "", ""},
		"Jest":                {`{"coverageMap":{` + statements + `,"_coverageSchema":"1a1c"}}}`, "statement", "jest"},
		"Jest with V8":        {`{"coverageMap":{` + lines + `}}}`, "source-line", "jest"},
		"Solidity's own ways": {`{"a.sol":{"l":{"1":1},"statementMap":` + istanbulMap("1:0-1:9") + `,"s":{"0":1}}}`, "statement", "solidity-coverage"},
	} {
		t.Run(name, func(t *testing.T) {
			m, got := readJSON(t, "coverage-final.json", c.text)
			if r := m.Reports[0]; r.Basis != c.basis || r.Tool != c.tool {
				t.Errorf("%s by %q, want %s by %q: %v", r.Basis, r.Tool, c.basis, c.tool, got)
			}
		})
	}
}

// One run in three formats counts once.
func TestIstanbulJoinsItsOtherFormats(t *testing.T) {
	files := map[string]string{
		"coverage/coverage-final.json": `{"/w/src/cart.js":{"path":"/w/src/cart.js","statementMap":` + istanbulMap("3:2-3:9", "4:2-4:9") +
			`,"fnMap":{"0":{"decl":` + istanbulSpan("2:0-2:4") + `},"1":{"decl":` + istanbulSpan("2:9-2:14") + `}},"branchMap":{"0":{"loc":` + istanbulSpan("3:2-3:19") + `}},` +
			`"s":{"0":2,"1":0},"f":{"0":0,"1":3},"b":{"0":[2,0]}}}`,
		"coverage/lcov.info":             "SF:src/cart.js\nFN:2,(anonymous_0)\nFN:2,(anonymous_1)\nFNDA:0,(anonymous_0)\nFNDA:3,(anonymous_1)\nDA:3,2\nDA:4,0\nBRDA:3,0,0,2\nBRDA:3,0,1,0\nend_of_record\n",
		"coverage/coverage-summary.json": `{"total":{"lines":{"total":2,"covered":1,"pct":50}},"/w/src/cart.js":{"lines":{"total":2,"covered":1},"functions":{"total":2,"covered":1},"statements":{"total":2,"covered":1},"branches":{"total":2,"covered":1}}}`,
		"src/cart.js":                    "\n\n\n\n",
	}
	names := []string{"coverage/coverage-final.json", "coverage/coverage-summary.json", "coverage/lcov.info"}
	m := readModel(t, treeOf(files), names...)
	if d := cmp.Diff([]string{"src/cart.js line 1/2 branch 1/2 function 1/2 statement 1/2 missing 4"}, describe(m)); d != "" {
		t.Error(d)
	}
	if m.Files[0].Lineless || m.Reports[1].HasLines || !m.Reports[0].HasLines {
		t.Error("the summary alone has no lines")
	}
}

func TestReadIstanbulSummary(t *testing.T) {
	head := `{"total":{"lines":{"total":4,"covered":3,"skipped":0,"pct":75}}`
	three := Count{Covered: 3, Total: 4, Percent: "75.00"}
	for name, c := range map[string]struct {
		text     string
		want     []string
		declared Count
	}{
		"counts": {head + `,"/src/a.js":{"lines":{"total":4,"covered":3,"pct":75},"functions":{"total":2,"covered":2,"pct":100},"statements":{"total":5,"covered":3,"pct":60},"branches":{"total":0,"covered":0,"pct":100},"branchesTrue":{"total":9,"covered":0,"pct":100}}}`,
			[]string{"/src/a.js line 3/4 function 2/2 statement 3/5"}, three},
		"nothing":        {`{"total":{"lines":{"total":0,"covered":0,"skipped":0,"pct":"Unknown"}}}`, nil, Count{}},
		"a file twice":   {head + `,"a.js":{"lines":{"total":4,"covered":3}},"a.js":{"lines":{"total":2,"covered":1}}}`, []string{"a.js line 1/2"}, three},
		"strange counts": {head + `,"a.js":{"lines":{"total":"x","covered":-3}},"b.js":{"lines":{"total":2,"covered":9}},"c.js":[1]}`, []string{"a.js", "b.js line 2/2"}, three},
		"cut off":        {head, []string{"problem: it is truncated: the JSON ends too early"}, Count{}},
	} {
		t.Run(name, func(t *testing.T) {
			m, got := readJSON(t, "coverage-summary.json", c.text)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			if d := cmp.Diff(c.declared, m.Reports[0].Declared["line"]); d != "" {
				t.Error(d)
			}
			for _, f := range m.Files {
				if _, counted := f.Metrics["line"]; f.Lineless != counted {
					t.Errorf("%s is lineless: %v", f.Path, f.Lineless)
				}
			}
		})
	}
}

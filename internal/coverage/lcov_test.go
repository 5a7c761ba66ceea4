package coverage

import (
	"strings"
	"testing"
)

func TestReadLCOV2(t *testing.T) {
	testReader(t, "lcov.info", "lcov", map[string]readerCase{
		"a version and a comment":          {"# lcov --capture\n#SF:x\nTN:unit\nSF:a\nVER:f3\nDA:1,1\nend_of_record\n", []string{"a line 1/1"}},
		"another name for SF":              {"KF:a\nDA:1,1\nend_of_record\n", []string{"a line 1/1"}},
		"a test in each section":           {"TN:unit\nSF:a\nDA:1,0\nDA:2,0\nend_of_record\nTN:system\nSF:a\nDA:1,7\nDA:2,0\nend_of_record\n", []string{"a line 1/2 missing 2"}},
		"aliases of a function":            {"SF:a\nFNL:0,3,9\nFNA:0,0,_ZN1aC1Ev\nFNA:0,2,_ZN1aC2Ev\nFNL:1,3,9\nFNA:1,0,g\nFNL:2,12\nFNA:2,0,h\nFNF:2\nFNH:1\n", []string{"a function 1/2"}},
		"an alias before its function":     {"SF:a\nFNA:0,2,f\nFNL:0,3\n", []string{"a function 1/1"}},
		"one name twice, both counted":     {"SF:a.js\nFN:3,constructor\nFN:9,constructor\nFNDA:4,constructor\nFNDA:0,constructor\n", []string{"a.js function 1/2"}},
		"one name twice, the second ran":   {"SF:a.js\nFN:3,constructor\nFN:9,constructor\nFNDA:0,constructor\nFNDA:1,constructor\n", []string{"a.js function 1/2"}},
		"a function that ends":             {"SF:a\nFN:3,9,f(int, char)\nFNDA:1,f(int, char)\nFN:40,50\nFNDA:0,50\n", []string{"a function 1/2"}},
		"a count without a function":       {"SF:a\nFNDA:1,f\nFNDA:1,f\nFNDA:0,g\n", []string{"a function 1/2"}},
		"functions without sense":          {"SF:a\nFN:x,f\nFN:only\nFNDA:x,f\nFNL:0\nFNA:x,1,f\nFNL:0,3\nFNA:0,1,f\n", []string{"a function 1/1", "ignored 5"}},
		"a branch of an expression":        {"SF:a\nBRDA:3,0,(a, b) => c,1\nBRDA:3,0,(a, d) => c,0\n", []string{"a branch 1/2"}},
		"branches that cannot be reached":  {"SF:a\nBRDA:3,U0,0,-\nBRDA:3,eU0,1,0\nBRDA:3,e0,2,1\nBRDA:3,f0,3,0\nBRF:2\nBRH:1\n", []string{"a branch 1/2"}},
		"a branch that is not a branch":    {"SF:a\nBRDA:0,0,0,1\nBRDA:3\nBRDA:3,1\nBRDA:3,0,0,x\nBRDA:3,0,0,-1\n", []string{"a branch 0/1", "ignored 4"}},
		"a line decides, not its branches": {"SF:a\nDA:20,0\nBRDA:20,0,0,1\nBRDA:20,0,1,0\n", []string{"a line 0/1 branch 1/2 missing 20"}},
		"a branch on no line":              {"SF:a\nDA:19,1\nBRDA:20,0,0,1\n", []string{"a line 1/1 branch 1/1"}},
		"conditions":                       {"SF:a\nMCDC:4,2,t,1,0,a\nMCDC:4,U2,f,0,1,b, c\nMCF:4\nMCH:1\nDA:4,1\n", []string{"a line 1/1"}},
		"more hits than a number holds":    {"SF:a\nDA:1,18446744073709551616\nDA:1,18446744073709551616\nFN:1,f\nFNDA:18446744073709551616,f\nBRDA:1,0,0,18446744073709551616\n", []string{"a line 1/1 branch 1/1 function 1/1"}},
	})
}

func TestCompactFunctions(t *testing.T) {
	var list []lcovFunction
	var clean int
	for i := range 3 * mostFunctions {
		list = compact(append(list, lcovFunction{name: uint64(i % 7), hits: 1}), &clean)
	}
	if len(list) >= 2*mostFunctions {
		t.Errorf("the list has %d functions of 7 names", len(list))
	}
	sum := uint32(0)
	for _, f := range list {
		sum += f.hits
	}
	if sum != 3*mostFunctions {
		t.Errorf("%d of %d hits are left", sum, 3*mostFunctions)
	}
}

// coverage.py before 7.6.2 lists docstrings and excluded code that ran, and branches on the lines that they lead to.
func TestOldPythonLCOV(t *testing.T) {
	const sum = ",RQbNKh08AnDoA7ruKxef+A\n"
	lines := "DA:1,1" + sum + "DA:2,1" + sum + "DA:5,1" + sum + "DA:3,0" + sum
	totals := "LF:3\nLH:3\n"
	branches := "BRDA:3,0,0,-\nBRDA:0,0,1,1\nBRF:2\nBRH:1\n"
	for name, c := range map[string]struct{ text, want string }{
		"as it writes them":   {"SF:a.py\n" + lines + totals + branches, "a.py line 2/3 branch 1/2 missing 3\nignored 1"},
		"without branches":    {"SF:a.py\n" + lines + totals, "a.py line 2/3 missing 3"},
		"another language":    {"SF:a.c\n" + lines + totals + branches, "a.c line 3/4 branch 0/1 missing 3\nignored 1"},
		"without sums":        {"SF:a.py\n" + strings.ReplaceAll(lines, sum, "\n") + totals + branches, "a.py line 3/4 branch 0/1 missing 3\nignored 1"},
		"with functions":      {"SF:a.py\nFN:1,f\nFNDA:1,f\n" + lines + totals + branches, "a.py line 3/4 branch 0/1 function 1/1 missing 3\nignored 1"},
		"words for branches":  {"SF:a.py\n" + lines + totals + "BRDA:2,0,jump to line 3,-\nBRDA:2,0,exit,1\nBRF:2\nBRH:1\n", "a.py line 3/4 branch 1/2 missing 3"},
		"totals that are not": {"SF:a.py\n" + lines + "LF:0\nLH:3\n", "a.py line 3/4 missing 3"},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBuilder(treeOf(map[string]string{"lcov.info": "TN:\n" + c.text + "end_of_record\n", "a.py": "'''A.'''\n\n\n\n\n", "a.c": "\n\n\n\n\n"}))
			b.add("lcov.info")
			if got := strings.Join(describe(b.finish()), "\n"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

package coverage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readerCase is a report of some format, and what describe says of it.
type readerCase struct {
	text string
	want []string
}

func testReader(t *testing.T, name, format string, cases map[string]readerCase) {
	t.Helper()
	for title, c := range cases {
		t.Run(title, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{name: c.text}), name)
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
			if got := m.Reports[0].Format; got != format {
				t.Errorf("the format is %q, want %q", got, format)
			}
		})
	}
}

func TestReadGcovText(t *testing.T) {
	head := "        -:    0:Source:cart.c\n        -:    0:Graph:cart.gcno\n        -:    0:Runs:1\n"
	testReader(t, "cart.c.gcov", "gcov", map[string]readerCase{
		"lines":        {head + "        -:    1:#include <x>\n        3:    2:int a;\n    #####:    3:b();\n    =====:    4:catch();\n    %%%%%:    5:c\n    $$$$$:    6:d\n       1*:    7:e: f\n", []string{"cart.c line 2/6 missing 3-6"}},
		"short counts": {head + "     1.2k:    2:a\n     0.5M*:   3:b\n       -5:    4:c\n 99999999999999999999:    5:d\n", []string{"cart.c line 3/4 missing 4"}},
		"nonsense":     {head + "        x:    2:a\n        1:99999999999:b\n        1:    3:c\n", []string{"cart.c line 1/1", "ignored 2"}},
		"branches": {head + "        2:    2:if (a && b)\nbranch  0 taken 1 (fallthrough)\nbranch  1 taken 0 (throw)\ncall    2 returned 1\nbranch  3 taken 50%\nbranch  4 never executed\n" +
			"unconditional  5 taken 1\n        -:    3:\nbranch  0 taken 1\n", []string{"cart.c line 1/1 branch 2/4"}},
		"functions": {head + "function main called 1 returned 100% blocks executed 90%\n        1:    2:int main() {\nfunction never called 0 returned 0% blocks executed 0%\n        -:    4:\n    #####:    5:int never() {\nfunction last called 2 returned 0% blocks executed 0%\n",
			[]string{"cart.c line 1/2 function 2/3 missing 5"}},
		"blocks": {head + "        1:    2:a\n        1:    2-block  0\n    $$$$$:    2-block  1\n    #####:    3:b\n", []string{"cart.c line 1/2 missing 3"}},
		"instances of a template": {head + "        2:    7:T largest(T a, T b) {\n        2:    8:\tif (a > b)\n       1*:    9:\t\treturn a;\n        -:   10:}\n" +
			"------------------\nT largest<double>(T, T) [with T = double]:\nfunction largest<double> called 1 returned 100% blocks executed 75%\n        1:    7:T largest(T a, T b) {\n        1:    8:\tif (a > b)\nbranch  0 taken 1 (fallthrough)\nbranch  1 taken 0\n        1:    9:\t\treturn a;\n        -:   10:}\n" +
			"------------------\nns::largest<int>:\nfunction largest<int> called 1 returned 100% blocks executed 75%\n        1:    7:T largest(T a, T b) {\n        1:    8:\tif (a > b)\nbranch  0 taken 0 (fallthrough)\nbranch  1 taken 1\n    #####:    9:\t\treturn a;\n        -:   10:}\n" +
			"------------------\nfunction main called 1 returned 100% blocks executed 100%\n        1:   12:int main() {\n    #####:   13:default:\n", []string{"cart.c line 4/5 branch 2/2 function 2/2 missing 13"}},
		"several sources": {head + "        1:    2:a\n        -:    0:Source:b.c\n    #####:    2:b\n", []string{"b.c line 0/1 missing 2", "cart.c line 1/1"}},
		"CRLF":            {strings.ReplaceAll(head+"        1:    2:a\n", "\n", "\r\n"), []string{"cart.c line 1/1"}},
		"nothing":         {head, []string{"cart.c"}},
	})
}

// The hits of a template's line are those of all its instances, which gcov adds up itself.
func TestGcovTextHits(t *testing.T) {
	text := "        -:    0:Source:a.c\n        3:    7:f\n------------------\nf<int>:\n        2:    7:f\n------------------\nf<char>:\n        1:    7:f\n------------------\n        5:    8:g\n"
	r, _, err := readReport(treeOf(map[string]string{"a.c.gcov": text}), "a.c.gcov")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff("[{7 3} {8 5}]", fmt.Sprint(r.files[0].lines.sorted())); d != "" {
		t.Error(d)
	}
}

func TestReadGcovIntermediate(t *testing.T) {
	testReader(t, "a.gcov", "gcov-intermediate", map[string]readerCase{
		"GCC 5":     {"file:a.c\nfunction:1,2,main\nfunction:5,0,never\nlcount:1,2\nlcount:5,0\n", []string{"a.c line 1/2 function 1/2 missing 5"}},
		"GCC 8":     {"version:8.1.0\ncwd:/src\nfile:a.c\nfunction:1,4,2,main\nlcount:1,2,1\nlcount:2,0,0\n", []string{"a.c line 1/2 function 1/1 missing 2"}},
		"branches":  {"file:a.c\nlcount:3,1\nbranch:3,taken\nbranch:3,nottaken\nlcount:4,0\nbranch:4,notexec\nlcount:3,1\nbranch:3,nottaken\nbranch:3,taken\n", []string{"a.c line 1/2 branch 2/3 missing 4"}},
		"instances": {"file:a.c\nfunction:1,0,f<int>\nfunction:1,1,f<char>\nlcount:1,0\nlcount:1,1\n", []string{"a.c line 1/1 function 1/1"}},
		"negative":  {"file:a.c\nlcount:1,-3\nlcount:2,1\n", []string{"a.c line 1/2 missing 1"}},
		"nonsense":  {"file:a.c\nlcount:0,1\nlcount:x\nlcount:2,x\nfunction:1,x,f\nfunction:3\nlcount:2,1\n", []string{"a.c line 1/1", "ignored 5"}},
		"files":     {"file:a.c\nlcount:1,1\nfile:b.c\nlcount:1,0\nfile:a.c\nlcount:2,1\n", []string{"a.c line 2/2", "b.c line 0/1 missing 1"}},
	})
}

func TestReadGcovJSON(t *testing.T) {
	report := func(files string) string {
		return `{"gcc_version": "12.2.0", "files": [` + files + `], "format_version": "1", "current_working_directory": "/src", "data_file": "a.gcda"}`
	}
	testReader(t, "a.gcov.json", "gcov-json", map[string]readerCase{
		"lines":     {report(`{"lines": [{"branches": [], "count": 0, "line_number": 9, "unexecuted_block": true}, {"count": 2, "line_number": 10}], "functions": [], "file": "a.c"}`), []string{"a.c line 1/2 missing 9"}},
		"branches":  {report(`{"file": "a.c", "lines": [{"line_number": 3, "count": 1, "branches": [{"count": 1, "throw": false}, {"count": 0, "throw": true}]}]}`), []string{"a.c line 1/1 branch 1/2"}},
		"instances": {report(`{"file": "a.c", "lines": [{"line_number": 3, "count": 1, "branches": [{"count": 1}, {"count": 0}]}, {"line_number": 3, "count": 0, "branches": [{"count": 0}, {"count": 2}]}], "functions": [{"name": "f<int>", "start_line": 3, "execution_count": 1}, {"name": "f<char>", "start_line": 3, "execution_count": 0}, {"name": "g", "start_line": 9, "execution_count": 0}]}`), []string{"a.c line 1/1 branch 2/2 function 1/2"}},
		"no line":   {report(`{"file": "a.c", "lines": [{"line_number": 0, "count": 1}, {"line_number": 4, "count": null}, {"line_number": 5, "count": 18446744073709551615}], "functions": [{"name": "f", "execution_count": 1}]}`), []string{"a.c line 1/1 function 1/1", "ignored 2"}},
		"no name":   {report(`{"lines": [{"line_number": 1, "count": 1}]}, {"file": "b.c", "lines": [{"line_number": 1, "count": 1}]}`), []string{"b.c line 1/1", "ignored 1"}},
		"nothing":   {report(""), nil},
		"two texts": {report(`{"file": "a.c", "lines": [{"line_number": 1, "count": 1}]}`) + "\n" + report(`{"file": "a.c", "lines": [{"line_number": 2, "count": 0}]}`) + "\n", []string{"a.c line 1/2 missing 2"}},
		"and noise": {report("") + "\nFile 'a.c'\n", []string{"problem: it is not valid JSON: invalid character 'F' at start of value"}},
		"cut off":   {report("")[:60], []string{"problem: it is truncated: the JSON ends too early"}},
	})
}

func TestReadGcovr(t *testing.T) {
	testReader(t, "coverage.json", "gcovr", map[string]readerCase{
		"5.2": {`{"files": [{"file": "a.c", "functions": [{"execution_count": 1, "lineno": 2, "name": "main"}], "lines": [{"branches": [{"count": 1, "fallthrough": true, "throw": false}, {"count": 0}], "count": 3, "gcovr/excluded": false, "gcovr/noncode": false, "line_number": 2}, {"branches": [], "count": 0, "gcovr/noncode": true, "line_number": 5}]}], "gcovr/format_version": "0.3"}`,
			[]string{"a.c line 1/1 branch 1/2 function 1/1"}},
		"excluded": {`{"gcovr/format_version": "0.11", "files": [{"file": "a.c", "lines": [{"line_number": 2, "count": 1, "branches": [{"count": 0, "gcovr/excluded": true}, {"count": 1}]}, {"line_number": 3, "count": 0, "branches": [{"count": 0}], "gcovr/excluded": true}], "functions": [{"name": "f", "lineno": 9, "execution_count": 0, "gcovr/excluded": true}]}]}`,
			[]string{"a.c line 1/1 branch 1/1"}},
		"a line of several functions": {`{"gcovr/format_version": "0.13", "files": [{"file": "a.c", "lines": [{"line_number": 2, "function_name": "f<int>", "count": 0, "branches": []}, {"line_number": 2, "function_name": "f<char>", "count": 4, "branches": []}], "functions": []}]}`,
			[]string{"a.c line 1/1"}},
	})
	testReader(t, "summary_coverage.json", "gcovr-summary", map[string]readerCase{
		"summary": {`{"branch_covered": 8, "branch_percent": 36.4, "branch_total": 22, "files": [{"branch_covered": 8, "branch_total": 22, "filename": "a.c", "function_covered": 1, "function_total": 2, "line_covered": 13, "line_percent": null, "line_total": 20}], "gcovr/summary_format_version": "0.5", "line_covered": 13, "line_total": 20, "root": "."}`,
			[]string{"a.c line 13/20 branch 8/22 function 1/2"}},
		"impossible": {`{"gcovr/summary_format_version": "0.5", "files": [{"filename": "a.c", "line_covered": 30, "line_total": 20}, {"filename": "b.c", "line_covered": -1, "line_total": "x"}]}`, []string{"a.c line 20/20", "b.c"}},
	})
}

func TestReadLLVMCov(t *testing.T) {
	report := func(body string) string {
		return `{"data":[{"files":[` + body + `],"totals":{}}],"type":"llvm.coverage.json.export","version":"2.0.1"}`
	}
	segments := func(list string) string { return report(`{"filename":"a.c","segments":[` + list + `]}`) }
	testReader(t, "llvm-cov.json", "llvm-cov", map[string]readerCase{
		"a function":          {segments(`[1,12,1,true,true,false],[4,2,0,false,false,false]`), []string{"a.c line 4/4"}},
		"a branch not taken":  {segments(`[1,12,1,true,true,false],[3,10,0,true,true,false],[5,4,1,true,false,false],[6,2,0,false,false,false]`), []string{"a.c line 4/6 missing 4-5"}},
		"of a line the most":  {segments(`[1,1,0,true,true,false],[1,8,7,true,true,false],[1,9,0,true,false,false],[2,2,0,false,false,false]`), []string{"a.c line 1/2 missing 2"}},
		"a gap says nothing":  {segments(`[1,1,2,true,true,false],[1,9,0,true,false,true],[2,3,2,true,true,false],[3,2,0,false,false,false]`), []string{"a.c line 3/3"}},
		"dropped code":        {segments(`[1,1,2,true,true,false],[2,1,0,false,true,false],[4,1,2,true,false,false],[5,2,0,false,false,false]`), []string{"a.c line 2/2"}},
		"between functions":   {segments(`[1,1,2,true,true,false],[2,2,0,false,false,false],[8,1,0,true,true,false],[8,9,0,false,false,false]`), []string{"a.c line 2/3 missing 8"}},
		"early versions":      {segments(`[1,12,1,1,1],[2,2,0,0,0]`), []string{"a.c line 2/2"}},
		"large counts":        {segments(`[1,1,18446744073709551615,true,true,false],[1,9,0,false,false,false]`), []string{"a.c line 1/1"}},
		"nonsense":            {segments(`[0,1,1,true,true,false],["x"],[],[2,1,1,true,true,false],[2,9,0,false,false,false]`), []string{"a.c line 1/1", "ignored 3"}},
		"out of order":        {segments(`[9,1,1,true,true,false],[2,1,1,true,true,false],[2,9,0,false,false,false]`), []string{"a.c line 2/2"}},
		"billions of lines":   {segments(`[1,1,1,true,true,false],[2147483647,9,0,false,false,false]`), []string{"problem: its ranges hold more than 16777216 lines"}},
		"several exports":     {`{"data":[{"files":[{"filename":"a.c","segments":[[1,1,0,true,true,false],[1,9,0,false,false,false]]}]},{"files":[{"filename":"a.c","segments":[[1,1,2,true,true,false],[1,9,0,false,false,false]]}]}],"type":"llvm.coverage.json.export"}`, []string{"a.c line 1/1"}},
		"only a summary":      {report(`{"filename":"a.c","summary":{"branches":{"count":18,"covered":10,"notcovered":8},"functions":{"count":5,"covered":4},"lines":{"count":26,"covered":20,"percent":76.9},"regions":{"count":9,"covered":9}}}`), []string{"a.c line 20/26 branch 10/18 function 4/5"}},
		"without functions":   {report(`{"filename":"a.c","branches":[[1,5,1,9,2,0,0,0,4],[1,5,1,9,0,1,0,0,4]],"segments":[[1,1,2,true,true,false],[1,9,0,false,false,false]],"summary":{"branches":{"count":2,"covered":1},"functions":{"count":1,"covered":1},"lines":{"count":1,"covered":1}}}`), []string{"a.c line 1/1 branch 2/2 function 1/1"}},
		"functions elsewhere": {`{"data":[{"files":[{"filename":"a.c","segments":[]}],"functions":[{"name":"f","count":1,"filenames":["b.c"],"regions":[[1,1,2,2,1,0,0,0]]}]}],"type":"llvm.coverage.json.export"}`, []string{"a.c"}},
		"instances and macros": {`{"data":[{"files":[{"filename":"a.c","branches":[[9,1,9,5,0,0,0,0,4]],"segments":[]}],"functions":[` +
			`{"branches":[[3,6,3,11,1,0,0,0,4],[2,6,2,11,0,5,2,0,4]],"count":1,"filenames":["a.c","a.c","a.c"],"name":"f<int>","regions":[[3,1,5,2,1,0,0,0],[4,3,4,9,1,0,1,1],[1,1,1,9,1,1,2,1]]},` +
			`{"branches":[[3,6,3,11,0,1,0,0,4]],"count":0,"filenames":["a.c"],"name":"f<char>","regions":[[3,1,5,2,1,0,0,0]]},` +
			`{"branches":[[7,6,7,11,0,1,5,0,4]],"count":0,"filenames":["a.c"],"name":"g","regions":[[3,9,5,2,1,0,0,0],[1,1,1,2,1,5,5,1]]}` +
			`]}],"type":"llvm.coverage.json.export"}`, []string{"a.c branch 3/4 function 1/2"}},
	})
}

func TestReadCoveralls(t *testing.T) {
	file := func(coverage, more string) string {
		return `{"service_name":"ci","source_files":[{"name":"a.ex","source_digest":"x","coverage":` + coverage + more + `}]}`
	}
	testReader(t, "excoveralls.json", "coveralls", map[string]readerCase{
		"lines":           {file(`[null,1,0,null]`, ""), []string{"a.ex line 1/2 missing 3"}},
		"strings":         {file(`["1","0",null,"","ignored"]`, ""), []string{"a.ex line 1/2 missing 2"}},
		"within a string": {file(`"[null,null,1,null,0]"`, ""), []string{"a.ex line 1/2 missing 5"}},
		"by index":        {file(`{"0":null,"1":2,"4":0}`, ""), []string{"a.ex line 1/2 missing 5"}},
		"nonsense":        {file(`["x",[1],{"a":1},1]`, ""), []string{"a.ex line 1/1", "ignored 1"}},
		"branches":        {file(`[1,1]`, `,"branches":[1,0,0,1,1,0,1,0,2,0,0,"-"]`), []string{"a.ex line 2/2 branch 1/3"}},
		"lists of branches": {file(`[1,1]`, `,"branches":[[1,0,0,1],[1,0,1,0],[2,7,0,3,0],[2,7,0,3,2],[0,0,0,1],[1,2]]`),
			[]string{"a.ex line 2/2 branch 2/3", "ignored 2"}},
		"no name":       {`{"source_files":[{"coverage":[1]},{"name":"b","coverage":[0]}]}`, []string{"b line 0/1 missing 1", "ignored 1"}},
		"broken within": {file(`"[1,"`, ""), []string{"problem: it is truncated: the JSON ends too early"}},
	})
}

func TestReadLineLists(t *testing.T) {
	testReader(t, "codacy-coverage.json", "codacy", map[string]readerCase{
		"by line": {`{"total":50,"fileReports":[{"filename":"a.scala","total":50,"coverage":{"3":1,"5":0,"0":1,"x":1}}]}`, []string{"a.scala line 1/2 missing 5"}},
	})
	testReader(t, "r-coverage.json", "covr", map[string]readerCase{
		"after a placeholder": {`{"uploader":"R","files":[{"name":"R/a.R","coverage":[null,1,0,null]}]}`, []string{"R/a.R line 1/2 missing 2"}},
	})
	testReader(t, "codecov.json", "codecov", map[string]readerCase{
		"by line":        {`{"coverage":{"src/a.rs":{"1":3,"2":0,"4":"1/2","5":true}},"messages":{"a":{}}}`, []string{"src/a.rs line 3/4 branch 1/2 missing 2"}},
		"a list":         {`{"coverage":{"a.go":[null,1,0,"2/2"]}}`, []string{"a.go line 2/3 branch 2/2 missing 2"}},
		"no placeholder": {`{"coverage":{"a.cls":[1,0]}}`, []string{"a.cls line 1/2 missing 2"}},
		"impossible":     {`{"coverage":{"a.go":{"1":"9/2","2":"1/x"}}}`, []string{"a.go line 1/1 branch 2/2", "ignored 1"}},
	})
	testReader(t, "covdir.json", "covdir", map[string]readerCase{
		"a tree": {`{"children":{"src":{"children":{"a.c":{"coverage":[-1,3,0],"coveragePercent":50.0,"linesCovered":1,"linesMissed":1,"linesTotal":2,"name":"a.c"}},"linesTotal":2,"linesCovered":1,"name":"src"},"/":{"children":{"b.c":{"coverage":[1]}}}},"coveragePercent":66.0,"linesCovered":2,"linesMissed":1,"linesTotal":3,"name":""}`,
			[]string{"/b.c line 1/1", "src/a.c line 1/2 missing 3"}},
		"long names": {`{"children":{"` + strings.Repeat("x", 3000) + `":{"children":{"` + strings.Repeat("y", 3000) + `":{"children":{"c":{"coverage":[1],"linesTotal":1}}}}},"d":{"coverage":[0]}},"coveragePercent":1}`,
			[]string{"d line 0/1 missing 1", "ignored 1"}},
	})
}

func TestReadXccov(t *testing.T) {
	file := `{"coveredLines":3,"executableLines":4,"lineCoverage":0.75,"name":"A.swift","path":"/src/A.swift","functions":[{"name":"f()","lineNumber":3,"executionCount":1},{"name":"closure #1 in f()","lineNumber":3,"executionCount":0}]}`
	testReader(t, "xccov.json", "xccov", map[string]readerCase{
		"targets":                 {`{"coveredLines":3,"executableLines":4,"lineCoverage":0.75,"targets":[{"name":"App","files":[` + file + `]}]}`, []string{"/src/A.swift line 3/4 function 1/2"}},
		"a file in two targets":   {`{"coveredLines":6,"executableLines":8,"targets":[{"files":[` + file + `]},{"files":[` + file + `]}]}`, []string{"/src/A.swift line 3/4 function 1/2"}},
		"only a list of targets":  {`[{"coveredLines":3,"executableLines":4,"files":[` + file + `]}]`, []string{"/src/A.swift line 3/4 function 1/2"}},
		"more covered than there": {`{"coveredLines":1,"targets":[{"files":[{"path":"a","coveredLines":5,"executableLines":4}]}]}`, []string{"a line 4/4"}},
	})
	testReader(t, "xccov.json", "xccov-archive", map[string]readerCase{
		"lines": {`{"/src/A.swift":[{"line":1,"isExecutable":false},{"line":2,"isExecutable":true,"executionCount":3},{"line":3,"isExecutable":true,"executionCount":0,"subranges":[{"column":1,"length":2,"executionCount":0}]},{"line":0,"isExecutable":true}]}`,
			[]string{"/src/A.swift line 1/2 missing 3", "ignored 1"}},
	})
}

func TestReadLuacov(t *testing.T) {
	ruler := strings.Repeat("=", 78) + "\n"
	testReader(t, "luacov.report.out", "luacov", map[string]readerCase{
		"lines":            {ruler + "cart.lua\n" + ruler + "     local M = {}\n   1 function M.add()\n***0   return 1\n  12 end\n     -- x\n", []string{"cart.lua line 2/3 missing 3"}},
		"source of digits": {ruler + "cart.lua\n" + ruler + "   local t = [[\n   12 eggs\n   0\n]]\n 2 print(t)\n", []string{"cart.lua line 1/1"}},
		"a summary":        {ruler + "a.lua\n" + ruler + " 1 x\n*0 y\n\n" + ruler + "b.lua\n" + ruler + " 1 x\n\n" + ruler + "Summary\n" + ruler + "\nFile  Hits Missed Coverage\n----\na.lua 1    1      50.00%\nTotal 2    1      66.67%\n", []string{"a.lua line 1/2 missing 2", "b.lua line 1/1"}},
	})
}

func TestReadDListing(t *testing.T) {
	testReader(t, "app.lst", "d", map[string]readerCase{
		"lines":        {"       |module app;\n      2|int f() {\n0000000|  return 1;\n       |}\nsource/app.d is 50% covered\n", []string{"source/app.d line 1/2 missing 3"}},
		"no code":      {"       |module app;\n       |\nsource/app.d has no code\n", []string{"source/app.d"}},
		"large counts": {"123456789|int f() {\n         |}\n         |\napp.d is 100% covered\n", []string{"app.d line 1/1"}},
		"cut off":      {"       |module app;\n      2|int f() {\n0000000|  ret", []string{"problem: it is truncated: the name of the source file, which stands at the end of a D listing, is missing"}},
	})
}

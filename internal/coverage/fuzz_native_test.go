package coverage

import "testing"

func FuzzLLVMCov(f *testing.F) {
	fuzzReader(f, "llvm-cov.json", `{"type":"llvm.coverage.json.export",`,
		`"data":[{"files":[{"filename":"src/a.go","branches":[[1,2,3,4,1,0,0,0,4]],"segments":[[1,1,1,true,true,false],[3,1,0,false,false,false]],"summary":{"lines":{"count":2,"covered":1},"functions":{"count":1,"covered":1}}}],"functions":[{"branches":[[1,2,3,4,1,0,1,0,4]],"count":1,"filenames":["src/a.go"],"regions":[[1,1,3,1,1,0,0,0],[2,1,2,2,1,0,1,1]]}]}]}`,
		`"data":[{"files":[{"filename":"b","summary":{"lines":{"count":1,"covered":18446744073709551615}}}]}]}`,
		`"data":[{"files":[{"filename":"b","segments":[[1,1,1,1,1],[99999,1,0,0,0],[2,`)
}

func FuzzGcovText(f *testing.F) {
	fuzzReader(f, "a.gcov", "        -:    0:Source:src/a.go\n",
		"        2:    1:f\nbranch  0 taken 1 (fallthrough)\ncall    1 returned 1\n------------------\nf<int>:\nfunction f<int> called 1 returned 100% blocks executed 75%\n    #####:    1:f\n------------------\n       1*:    3:x\n",
		"function f called 1k\n      1.5k:    9:x\n        -:    0:Source:\n        1:    1:x\n", "------------------\n:\n")
}

func FuzzGcovIntermediate(f *testing.F) {
	fuzzReader(f, "a.gcov", "file:src/a.go\nlcount:1,1\n", "function:1,2,main\nbranch:1,taken\nbranch:1,notexec\nlcount:3,-1,1\n", "cwd:/src\nfile:\nlcount:1,1\nfile:b\nfunction:1,2,3,f")
}

func FuzzGcovJSON(f *testing.F) {
	fuzzReader(f, "a.gcov.json", `{"gcc_version":"12","files":[`,
		`{"lines":[{"branches":[{"count":1,"throw":true},{"gcovr/excluded":true}],"count":1,"line_number":3},{"gcovr/noncode":true,"line_number":4,"count":0}],"functions":[{"name":"f","start_line":3,"execution_count":1}],"file":"src/a.go"}],"current_working_directory":"/src"}`,
		`{"file":"a","lines":[{"line_number":-1,"count":"x"}]}]}`)
}

func FuzzGcovrSummary(f *testing.F) {
	fuzzReader(f, "summary_coverage.json", `{"gcovr/summary_format_version":"0.5",`,
		`"files":[{"filename":"src/a.go","line_total":3,"line_covered":1,"branch_total":1,"branch_covered":9}],"line_total":3,"line_covered":1}`)
}

func FuzzLineLists(f *testing.F) {
	fuzzReader(f, "coveralls.json", `{"source_files":[{"name":"src/a.go","coverage":`,
		`[null,1,"0"],"branches":[1,0,0,1,[2,0,1,0,"-"]]}]}`, `"[1,null]"}]}`, `{"3":1}}]}`, `"\"[1]\""}]}`)
}

func FuzzCodecov(f *testing.F) {
	fuzzReader(f, "codecov.json", `{"coverage":{"src/a.go":{"1":`, `1,"3":"1/2","x":0}}}`, `true},"b":{"2":null},"c":[null,"3/2"]}}`)
}

func FuzzCovdir(f *testing.F) {
	fuzzReader(f, "covdir.json", `{"coveragePercent":1,"linesTotal":2,"linesCovered":9,"children":{`,
		`"src":{"children":{"a.go":{"coverage":[-1,1,0]}}},"/":{"children":{"":{"coverage":[1]}}}}}`, `"a":{"children":{"b":{"children":{`)
}

func FuzzXccov(f *testing.F) {
	fuzzReader(f, "xccov.json", `{"coveredLines":1,`,
		`"executableLines":2,"targets":[{"files":[{"path":"src/a.go","coveredLines":3,"executableLines":2,"functions":[{"name":"f","lineNumber":3,"executionCount":1}]}]},{"files":[{"path":"src/a.go"}]}]}`)
}

func FuzzXccovArchive(f *testing.F) {
	fuzzReader(f, "xccov.json", `{"src/a.go":[{"isExecutable":true,"line":1,"executionCount":1},`, `{"line":3,"isExecutable":true}]}`, `{"line":0}],"b":{}}`)
}

func FuzzLuacov(f *testing.F) {
	ruler := "==============================================================================\n"
	fuzzReader(f, "luacov.report.out", ruler+"src/a.go\n"+ruler, " 1 x\n*0 y\n   3 z\n", "12 x\n 1 y\n"+ruler+"Summary\n"+ruler+"Total 9 9 1%\n", ruler+ruler+ruler+" 1 x\n")
}

func FuzzDListing(f *testing.F) {
	fuzzReader(f, "a.lst", "       |module a;\n      1|x\n0000000|y\n", "src/a.go is 50% covered\n", "123456789012345678901|x\n\n has no code\n")
}

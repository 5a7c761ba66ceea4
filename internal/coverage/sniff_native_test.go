package coverage

import (
	"slices"
	"strings"
	"testing"

	"github.com/bmatcuk/doublestar/v4"
)

func TestSniffNative(t *testing.T) {
	ruler := strings.Repeat("=", 78)
	long := `{"data":[{"files":[{"branches":[` + strings.Repeat("[1,2,3,4,5,6,0,0,4],", 8000)
	for name, c := range map[string]struct{ text, want string }{
		"llvm-cov":                  {`{"version":"2.0.0","type":"llvm.coverage.json.export","data":[`, "llvm-cov"},
		"llvm-cov, type at the end": {`{"data":[{"files":[{"expansions":[],"filename":"a.c","segments":[`, "llvm-cov"},
		"llvm-cov, many branches":   {long[:sniffSize], "llvm-cov"},
		"another list of files":     {`{"data":[{"files":[{"filename":"a.c","size":3}]}]}`, ""},
		"gcov":                      {"        -:    0:Source:a.c\n", "gcov"},
		"gcov -i":                   {"file:a.c\nlcount:1,1\n", "gcov-intermediate"},
		"gcov -i of GCC 8":          {"version:8.3.0\nfile:a.c\nfunction:1,2,3,f\n", "gcov-intermediate"},
		"a file of another kind":    {"file: a.c\nsize: 3\n", ""},
		"gcov JSON":                 {`{"gcc_version": "12", "files": [{"lines": [`, "gcov-json"},
		"gcovr":                     {`{"gcovr/format_version":"0.5","files":[]}`, "gcovr"},
		"gcovr, version at the end": {`{"files": [{"file": "a.c", "functions": [], "lines": [{"branches": [], "count": 1, "line_number": 2}`, "gcovr"},
		"gcovr's summary":           {`{"branch_covered": 1, "files": [{"filename": "a", "line_total": 3}], "line_total": 3, "root": "."`, "gcovr-summary"},
		"Coveralls":                 {`{"run_at":"x","source_files":[{"coverage":[null`, "coveralls"},
		"Codacy":                    {`{"total":1,"fileReports":[{"filename":"a"`, "codacy"},
		"covr":                      {`{"uploader":"R","files":[{"name":"a","coverage":[null`, "covr"},
		"codecov":                   {`{"coverage":{"a.rs":{"1":3}}}`, "codecov"},
		"codecov with a list":       {`{"coverage": {"a.rs": [null, 1`, "codecov"},
		"another coverage":          {`{"coverage":{"plan":{"name":"gold"}}}`, ""},
		"coverage of an insurance":  {`{"coverage":{"from":"2020"}}`, ""},
		"covdir":                    {`{"children":{"a":{"coverage":[1],"coveragePercent":100.0,"linesTotal":1`, "covdir"},
		"xccov":                     {`{"coveredLines":1,"targets":[{"files":[`, "xccov"},
		"xccov's list":              {`[{"coveredLines":1,"executableLines":2,"files":[`, "xccov"},
		"xccov's archive":           {`{"/a.swift":[{"isExecutable":false,"line":1}`, "xccov-archive"},
		"LuaCov":                    {ruler + "\na.lua\n" + ruler + "\n 1 x\n", "luacov"},
		"a heading":                 {ruler + "\nRelease notes\n" + ruler[:40] + "\n", ""},
		"D":                         {"       |module a;\n      1|int x;\n0000000|x;\n", "d"},
		"D, two lines":              {"       |module a;\na.d has no code\n", "d"},
		"a table":                   {"| a | b |\n|---|---|\n| 1 | 2 |\n", ""},
		"an indented table":         {"        | a | b |\n        |---|---|\n        | 1 | 2 |\n", ""},
		"llvm-cov show":             {"/src/a.c:\n    1|      2|int x;\n     |      3|\n", ""},
		"llvm-cov show of a file":   {"/src/a.c:\n     |      1|#include\n    1|      2|int x;\n", "is the annotated source of llvm-cov show"},
		"elm-coverage":              {`{"coverageData":{},"moduleMap":{}}`, "is an elm-coverage report"},
		"Flow":                      {`{"files":{"a.js":{"expressions":{"covered_locs":[],"uncovered_locs":[]}}}}`, "is a Flow type coverage report"},
		"GAP":                       {`{"Type":"S","File":"lib/error.g","FileId":37}` + "\n", "is a GAP profile"},
	} {
		t.Run(name, func(t *testing.T) {
			v := sniff("x", []byte(c.text))
			got := v.what
			if v.format != nil {
				got = v.format.name
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if (v.what == "") != (v.instead == "") {
				t.Errorf("%q has no advice", v.what)
			}
		})
	}
}

func TestPatternsNative(t *testing.T) {
	for name, want := range map[string]bool{
		"build/a.c.gcov": true, "a-cart.gcov.json.gz": true, "cov/codecov.json": true, "target/codacy-coverage.json": true, "cov/excoveralls.json": true,
		"xccov.json": true, "source-app.lst": true, "luacov.report.out": true, "r-coverage.json": true, "covdir.json": true, "summary_coverage.json": true,
		"a.c": false, "package.json": false,
	} {
		got := slices.ContainsFunc(Patterns, func(p string) bool {
			ok, err := doublestar.Match(p, name)
			if err != nil {
				t.Fatalf("%s: %v", p, err)
			}
			return ok
		})
		if got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

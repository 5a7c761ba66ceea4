package report

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/source"
)

var conversion = Conversion{Version: "0.1.0", Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}

// joined reads reports of a tree of files.
func joined(t testing.TB, files map[string]string, reports ...string) *coverage.Joined {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	j := coverage.Join(source.FromFS(fsys), source.Unit{Name: ".", Files: reports}, coverage.Settings{})
	for _, p := range j.Problems {
		t.Fatalf("%s: %s", p.At.File, p.Message)
	}
	return j
}

func convert(t testing.TB, format string, j *coverage.Joined) string {
	t.Helper()
	var out bytes.Buffer
	if err := Convert(&out, format, j, conversion); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// house is a repository in which everything that a report can say occurs.
var house = map[string]string{
	"go.mod": "module example.com/house\n",
	"cart/cart.go": "package cart\n\nfunc Total(items []int) int {\n\tif len(items) == 0 {\n\t\treturn 0\n\t}\n\tn := 0\n" +
		"\tfor _, i := range items {\n\t\tn += i\n\t}\n\treturn n\n}\n\nfunc Empty() bool { return true }\n",
	"web/receipt.ts": "export function line(a, b) {\n  return a ? b : null\n}\n\nexport const unused = () => {\n  console.log('never')\n}\n",
	"cover.out": "mode: count\nexample.com/house/cart/cart.go:3.29,4.21 1 7\nexample.com/house/cart/cart.go:4.21,6.3 1 0\n" +
		"example.com/house/cart/cart.go:7.2,8.26 2 7\nexample.com/house/cart/cart.go:8.26,10.3 1 21\nexample.com/house/cart/cart.go:11.2,11.10 1 7\nexample.com/house/cart/cart.go:14.19,14.32 1 0\n",
	"lcov.info": "TN:\nSF:web/receipt.ts\nFN:1,line\nFN:5,unused\nFNDA:3,line\nFNDA:0,unused\nDA:1,1\nDA:2,3\nDA:5,1\nDA:6,0\nBRDA:2,0,0,3\nBRDA:2,0,1,0\nend_of_record\n",
}

func TestConvertedReports(t *testing.T) {
	j := joined(t, house, "cover.out", "lcov.info")
	for _, format := range Conversions() {
		golden(t, filepath.Join("testdata", "golden", "coverage."+format), convert(t, format, j))
	}
}

// A converted report, read again, amounts to the same lines, branches and functions.
func TestConvertedReportsSayTheSame(t *testing.T) {
	again := func(t *testing.T, j *coverage.Joined) {
		for format, name := range map[string]string{"lcov": "lcov.info", "cobertura": "coverage.xml"} {
			back := joined(t, map[string]string{name: convert(t, format, j)}, name)
			if d := cmp.Diff(totals(j, format), totals(back, format)); d != "" {
				t.Errorf("%s (-joined +read again):\n%s", format, d)
			}
		}
	}
	t.Run("house", func(t *testing.T) { again(t, joined(t, house, "cover.out", "lcov.info")) })

	dir := os.Getenv("BDMA_CORPUS")
	if dir == "" {
		dir = filepath.FromSlash("../../../shared/corpus")
	}
	tree, err := source.Open(filepath.Join(dir, "coverage"))
	if err != nil {
		t.Skipf("no corpus of reports: %v", err)
	}
	defer tree.Close()
	files, err := tree.Walk()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, u := range coverage.Find(tree, files).Units {
		for _, f := range u.Files {
			j := coverage.Join(tree, source.Unit{Name: ".", Files: []string{f}}, coverage.Settings{})
			if len(j.Problems) > 0 || j.Summary.Count("line").Total == 0 {
				continue
			}
			n++
			t.Run(f, func(t *testing.T) { again(t, j) })
		}
	}
	t.Logf("%d reports", n)
}

// totals returns what of a report's files a format has room for: lines and branches at their places, and functions, which LCOV
// counts once for each line.
func totals(j *coverage.Joined, format string) map[string]string {
	sums := make(map[string]string)
	for f := range countedFiles(j) {
		lines, ran, branches, taken, functions, called := 0, 0, 0, 0, 0, 0
		for l := range f.Lines(allLines) {
			branches, taken = branches+l.Branches, taken+l.Taken
			if l.Code {
				lines++
				if l.Hits > 0 {
					ran++
				}
			}
		}
		byLine := make(map[int]bool)
		for _, fn := range f.Functions() {
			if _, ok := byLine[fn.Line]; ok && fn.Line > 0 && format == "lcov" {
				byLine[fn.Line] = byLine[fn.Line] || fn.Hits > 0
				continue
			}
			if fn.Line == 0 || format != "lcov" {
				byLine[-len(byLine)-1] = fn.Hits > 0
				continue
			}
			byLine[fn.Line] = fn.Hits > 0
		}
		for _, hit := range byLine {
			functions++
			if hit {
				called++
			}
		}
		if lines == 0 && format == "cobertura" {
			branches, taken = 0, 0 // a branch needs a line
		}
		if lines+branches+functions > 0 {
			sums[strings.TrimPrefix(lcovText(fileName(f)), "./")] += fmt.Sprintf("%d/%d lines, %d/%d branches, %d/%d functions", ran, lines, taken, branches, called, functions)
		}
	}
	return sums
}

// The lines that are shown are those that are counted.
func TestShownLinesAreTheCountedOnes(t *testing.T) {
	j := joined(t, house, "cover.out", "lcov.info")
	var got []string
	for f := range j.Files() {
		for l := range f.Lines(allLines) {
			got = append(got, fmt.Sprintf("%s:%d %d× partial=%v %d/%d %v", f.Path, l.Number, l.Hits, l.Partial, l.Taken, l.Branches, l.Ways))
		}
	}
	want := strings.Split(`cart/cart.go:3 7× partial=false 0/0 []
cart/cart.go:4 7× partial=true 0/0 []
cart/cart.go:5 0× partial=false 0/0 []
cart/cart.go:6 0× partial=false 0/0 []
cart/cart.go:7 7× partial=false 0/0 []
cart/cart.go:8 21× partial=false 0/0 []
cart/cart.go:9 21× partial=false 0/0 []
cart/cart.go:10 21× partial=false 0/0 []
cart/cart.go:11 7× partial=false 0/0 []
cart/cart.go:14 0× partial=false 0/0 []
web/receipt.ts:1 1× partial=false 0/0 []
web/receipt.ts:2 3× partial=true 1/2 [0 3]
web/receipt.ts:5 1× partial=false 0/0 []
web/receipt.ts:6 0× partial=false 0/0 []`, "\n")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// A tool tells functions by their names, so that no two have one; a name that begins with a number is no line.
func TestFunctionNames(t *testing.T) {
	got := functionNames([]coverage.Function{{Line: 1, Name: "f"}, {Line: 2, Name: "f"}, {Line: 3}, {Line: 3}, {}, {}, {Line: 4, Name: "12,g"}, {Line: 5, Name: "a\nSF:b"}})
	want := []string{"f", "f (2)", "function at line 3", "function at line 3 (3)", "function", "function (5)", "_12,g", `a\nSF:b`}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestConversionOfBillionsOfLinesIsRefused(t *testing.T) {
	j := joined(t, map[string]string{"cover.out": "mode: set\nx.go:1.1,2000000000.9 1 1\n"}, "cover.out")
	if err := Convert(&bytes.Buffer{}, "lcov", j, conversion); err == nil || !strings.Contains(err.Error(), "x.go") {
		t.Errorf("error = %v", err)
	}
	j = joined(t, map[string]string{"coverage.xml": `<coverage><packages><package><classes><class name="a" filename="a.py"><lines><line number="1" hits="1" branch="true" condition-coverage="50% (1/2000000000)"/></lines></class></classes></package></packages></coverage>`}, "coverage.xml")
	if err := Convert(&bytes.Buffer{}, "lcov", j, conversion); err == nil || !strings.Contains(err.Error(), "a.py") {
		t.Errorf("error = %v", err)
	}
}

// What totals leave out is not in a converted report either, so that its own totals are the same.
func TestConversionLeavesOutWhatDoesNotCount(t *testing.T) {
	j := joined(t, map[string]string{"a.c": "", "lcov.info": "SF:a.c\nDA:1,1\nend_of_record\nSF:/usr/include/c++/13/vector\nDA:1,0\nend_of_record\n"}, "lcov.info")
	if got := convert(t, "lcov", j); strings.Contains(got, "vector") || !strings.Contains(got, "SF:a.c") {
		t.Error(got)
	}
	if got := convert(t, "cobertura", j); strings.Contains(got, "vector") || !strings.Contains(got, `line-rate="1" branch-rate="1" lines-covered="1" lines-valid="1"`) {
		t.Error(got)
	}
}

// The XML is valid by the DTD that it names, says xmllint, where there is one.
func TestCoberturaIsValid(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	dtd := filepath.FromSlash("../../../shared/corpus/coverage/schema/cobertura-coverage-04.dtd")
	if _, missing := os.Stat(dtd); err != nil || missing != nil {
		t.Skip("no xmllint, or no DTD")
	}
	file := filepath.Join(t.TempDir(), "coverage.xml")
	text := convert(t, "cobertura", joined(t, house, "cover.out", "lcov.info"))
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(lint, "--nonet", "--noout", "--dtdvalid", dtd, file).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

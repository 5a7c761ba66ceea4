package coverage

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/source"
)

func TestSniff(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"Go":                 {"x", "mode: atomic\n", "go"},
		"not a mode":         {"x", "mode: fast\n", ""},
		"LCOV":               {"x", "TN:\nSF:a\n", "lcov"},
		"LCOV with comments": {"x", "# by hand\nSF:a\nend_of_record\n", "lcov"},
		"not LCOV":           {"x", "# notes\nSF: San Francisco\n", ""},
		"Cobertura":          {"x", `<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "x.dtd"><coverage><packages>`, "cobertura"},
		"Cobertura, no body": {"x", `<coverage line-rate="1"></coverage>`, "cobertura"},
		"Clover":             {"x", `<coverage generated="1"><project>`, "clover"},
		"Clover by element":  {"x", `<coverage><project>`, "clover"},
		"Sonar":              {"x", `<coverage version="1"><file path="a"/></coverage>`, "sonarqube"},
		"JaCoCo":             {"x", `<report name="x"><sessioninfo id="y"/>`, "jacoco"},
		"another report":     {"x", `<report name="x"><chapter/></report>`, ""},
		"JUnit":              {"x", `<testsuites><testsuite/></testsuites>`, "is a JUnit test report"},
		"HTML":               {"x", "<!DOCTYPE html>\n<html><body>", ""},
		"not XML":            {"x", "<<<<<<< HEAD\n", ""},
		"a byte order mark":  {"x", "\ufeffmode: set\n", "go"},
		"Sonar, no files":    {"x", `<coverage version="1"/>`, "sonarqube"},
		"Cobertura 1":        {"x", `<coverage version="1" line-rate="1"><packages/>`, "cobertura"},
		"OpenCover":          {"x", "\ufeff<?xml version=\"1.0\"?><CoverageSession><Summary/>", "opencover"},
		"dotCover":           {"x", `<Root CoveredStatements="1" TotalStatements="2" ReportType="DetailedXml">`, "dotcover"},
		"dotCover's summary": {"x", `<Root CoveredStatements="1" TotalStatements="2" ReportType="Xml" DotCoverVersion="2023.3">`, "is a dotCover summary without lines"},
		"another Root":       {"x", `<Root><Statement/></Root>`, ""},
		"Visual Studio":      {"x", `<results><modules><module>`, "visualstudio"},
		"other results":      {"x", `<results><cppcheck/></results>`, ""},
		"its data set":       {"x", `<?xml version="1.0" standalone="yes"?><CoverageDSPriv>`, "visualstudio"},
		"scoverage":          {"x", "<scoverage \nstatement-count=\"47\"><packages>", "scoverage"},
		"scoverage's list":   {"x", `<statements><statement><line>`, "scoverage"},
		"other statements":   {"x", `<statements><account/></statements>`, ""},
		"NCover":             {"x", `<coverage profilerVersion="1.5.8 Beta"><module>`, "ncover"},
		"NCover's points":    {"x", `<coverage><module/><seqpnt>`, "ncover"},
		"JaCoCo CSV":         {"x", "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED\n", "jacoco-csv"},
		"Bullseye":           {"x", `<BullseyeCoverage name="test.cov">`, "is a BullseyeCoverage report"},
		"CTC":                {"x", `<coverage ctcreportVersion="10.2.2">`, "is a Testwell CTC++ report"},
		"ReportGenerator":    {"x", `{"summary": {"generatedon": "2026-01-02T03:04:05Z", "parser": "OpenCover", "coverablelines": 8}}`, "is a summary of ReportGenerator"},
		"PartCover":          {"x", `<PartCoverReport date="2011-12-12">`, "is a PartCover report"},
		"Mono":               {"x", `<coverage version="0.3"><assembly name="Test"/>`, "is a report of Mono's profiler"},
		"PHPUnit's index":    {"x", `<phpunit xmlns="https://schema.phpunit.de/coverage/1.0"><project>`, "is the index of PHPUnit's coverage in XML, whose lines are in other files"},
		"PHPUnit's settings": {"x", `<phpunit bootstrap="vendor/autoload.php"><coverage/></phpunit>`, ""},
		"Sonar's tests":      {"x", `<testExecutions version="1">`, "is SonarQube's report of tests"},
		"Visual Studio's":    {"x", `<TestRun id="1" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010">`, "is a Visual Studio test report"},
		"TRACE32":            {"x", `<listing><COVerage.EXPORT.ListModule metric="stmt">`, "is a TRACE32 coverage export"},
		"TRACE32's root":     {"x", `<COVerage.EXPORT.ListFunc metric="func">`, "is a TRACE32 coverage export"},
		"SQLite":             {".coverage", "SQLite format 3\x00...", "is coverage.py's database"},
		"Istanbul":           {"x", `{"/a.js":{"path":"/a.js","statementMap":{"0":`, "istanbul"},
		"Istanbul's summary": {"x", `{"total":{"lines":{"total":1,"covered":1,"skipped":0,"pct":100}`, "istanbul-summary"},
		"coverage.py":        {"x", `{"meta":{"format":3,"branch_coverage":false},"files":{"a.py":{"executed_lines":[`, "coverage.py"},
		"OpenAPI":            {"x", `{"openapi":"3.1.0","paths":{"/coverage":{"get":{}}}}`, ""},
		"keys in strings":    {"x", `{"note":"\"statementMap\":","x":["statementMap",{"a":1}]}`, ""},
		"nothing":            {"x", "", ""},
		"an empty report":    {"coverage/lcov.info", "\n", "none"},
		"an empty text":      {"coverage/notes.txt", "\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			v := sniff(c.file, []byte(c.text))
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

func TestPatterns(t *testing.T) {
	for name, want := range map[string]bool{
		"coverage.out": true, "cover.out": true, "c.out": true, "pkg/unit.coverprofile": true, "coverage.txt": true,
		"coverage/lcov.info": true, "lcov.dat": true, "build/app.lcov": true, "coverage/lcov.info.gz": true,
		"coverage.xml": true, "cobertura.xml": true, "TestResults/3f2a/coverage.cobertura.xml": true, "coverage/cobertura-coverage.xml": true,
		"target/site/jacoco/jacoco.xml": true, "app/build/reports/jacoco/test/jacocoTestReport.xml": true, "jacoco-it.xml": true,
		"coverage/clover.xml": true, "coverage/coverage-final.json": true, "coverage/.resultset.json": true, ".coverage": true,
		"results.opencover.xml": true, "OpenCover.xml": true, "artifacts/dotCover.xml": true, "unit.coveragexml": true, "target/scala-2.13/scoverage-report/scoverage.xml": true,
		"pom.xml": false, "openapi.json": false, "README.md": false, "src/coverage.go": false, "go.mod": false,
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

func zipped(t testing.TB, data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCompressed(t *testing.T) {
	report := zipped(t, []byte("SF:a\nDA:1,1\nDA:2,0\nend_of_record\n"))
	damaged := bytes.Clone(report)
	damaged[len(damaged)-6] ^= 1
	for name, c := range map[string]struct {
		data []byte
		want []string
	}{
		"whole":   {report, []string{"a line 1/2 missing 2"}},
		"cut off": {report[:len(report)-10], []string{"problem: it is truncated: the compressed data ends too early"}},
		"damaged": {damaged, []string{"problem: it is damaged: the compressed data does not match its checksum"}},
		"a bomb":  {zipped(t, append([]byte("SF:a\n"), bytes.Repeat([]byte("DA:1,1\n"), 8<<20)...)), []string{"problem: it unfolds to more than 250 times its size"}},
	} {
		t.Run(name, func(t *testing.T) {
			tree := source.FromFS(fstest.MapFS{"lcov.info.gz": {Data: c.data}})
			if d := cmp.Diff(c.want, describe(readModel(t, tree, "lcov.info.gz"))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestFind(t *testing.T) {
	tree := treeOf(map[string]string{
		"web/coverage/lcov.info":      "SF:a\nDA:1,1\n",
		"web/coverage/coverage.json":  `{"coverageData":{},"moduleMap":{}}`,
		"web/coverage/junit.xml":      "<testsuites/>",
		"web/api/clover.xml":          `<coverage generated="1"><project/></coverage>`,
		"web/api/broken/coverage.xml": `<coverage line-rate="1"><packages>`,
		"web/api/README.md":           "# SF",
		"web/doctype/coverage.xml":    `<!DOCTYPE coverage [<!ENTITY x SYSTEM "file:///etc/passwd">]><coverage line-rate="1"/>`,
		"web/ctc/coverage.xml":        `<coverage ctcreportVersion="10"><file/></coverage>`,
		"web/unit/coverage.xml":       "<testsuite/>",
	})
	files, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	want := source.Found{
		Units: []source.Unit{{Name: "web", Files: []string{"web/api/broken/coverage.xml", "web/api/clover.xml", "web/coverage/lcov.info", "web/doctype/coverage.xml"}}},
		Skipped: []source.Skipped{
			{File: "web/coverage/coverage.json", Reason: "is an elm-coverage report, which bdma does not read yet; it judges lcov.info beside it"},
			{File: "web/ctc/coverage.xml", Reason: "is a Testwell CTC++ report, which bdma does not read yet; convert it with reportgenerator -reports:web/ctc/coverage.xml -targetdir:coverage -reporttypes:Cobertura"},
			{File: "web/unit/coverage.xml", Reason: "is a JUnit test report, which says nothing of coverage; name the coverage report that the test run can write beside it"},
		},
	}
	if d := cmp.Diff(want, Find(tree, files)); d != "" {
		t.Error(d)
	}
}

// TestCorpusIsRecognised holds every file of the corpus to what its folder says.
func TestCorpusIsRecognised(t *testing.T) {
	dir := corpus(t)
	tree := openTree(t, dir)
	folders := map[string]string{
		"gocover": "go", "lcov": "lcov", "cobertura": "cobertura", "jacoco": "jacoco", "clover": "clover", "dotcover": "dotcover",
		"jacoco-csv": "jacoco-csv", "ncover": "ncover", "opencover": "opencover", "sonar-generic": "sonarqube",
	}
	read := make(map[string]bool)
	for _, format := range folders {
		read[format] = true
	}
	exceptions := map[string]string{
		"lcov/coveralls__empty.lcov":        "none",
		"jacoco/grcov__not_jacoco_file.xml": "",
	}
	for _, f := range corpusFiles(t, tree) {
		folder := strings.Split(f.Path, "/")[0]
		v, err := sniffFile(tree, f.Path)
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
			continue
		}
		got := ""
		if v.format != nil {
			got = v.format.name
		}
		want, ok := exceptions[f.Path]
		if !ok {
			want = folders[folder]
		}
		if folder == "codecov-inline" {
			want = got // it holds one of each
		}
		if got != want && (read[got] || read[want] || ok) {
			t.Errorf("%s is %q, want %q", f.Path, got, want)
		}
	}
}

func FuzzSniff(f *testing.F) {
	for _, s := range []string{"mode: set\n", "SF:a\nend_of_record\n", "<coverage><packages>", `{"a":{"b":{"c":1`, "\xff\xfe<\x00", "SQLite format 3\x00"} {
		f.Add("lcov.info", []byte(s))
	}
	f.Fuzz(func(t *testing.T, name string, head []byte) { sniff(name, head) })
}

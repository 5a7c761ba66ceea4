package coverage

import (
	"strings"
	"testing"
)

func TestSniffJSON(t *testing.T) {
	mappings := `{"version":3,"mappings":"` + strings.Repeat("AAAA;", 60<<10) + `"}`
	tests := `[` + strings.Repeat(`{"name":"/src/a.test.js","message":"\"statementMap\":"},`, 20<<10) + `{}]`
	ruby := strings.Repeat("null,1,", 20<<10)
	for name, c := range map[string]struct{ file, text, want string }{
		"Istanbul behind a source map":   {"coverage-final.json", `{"/a.js":{"path":"/a.js","inputSourceMap":` + mappings + `,"statementMap":{}}}`, "istanbul"},
		"the source map is the first":    {"coverage-final.json", `{"/a.js":{"inputSourceMap":` + mappings + `,"statementMap":{}}}`, "istanbul"},
		"wrapped in data":                {"coverage-final.json", `{"/a.js":{"data":{"path":"/a.js","inputSourceMap":` + mappings + `,"statementMap":{}}}}`, "istanbul"},
		"Jest":                           {"coverage.json", `{"numTotalTests":9,"testResults":` + tests + `,"wasInterrupted":false,"coverageMap":{}}`, "istanbul"},
		"Jest without coverage":          {"coverage.json", `{"numTotalTests":9,"testResults":` + tests + `}`, ""},
		"cut off in a source map":        {"coverage-final.json", `{"/a.js":{"path":"/a.js","inputSourceMap":` + mappings[:100<<10], ""},
		"a result set":                   {".resultset.json", `{"RSpec":{"coverage":{"/app/a.rb":[` + ruby + `1]},"timestamp":1619015864}}`, "simplecov"},
		"a result set of no Ruby":        {".resultset.json", `{"RSpec":{"coverage":{"/app/a":[` + ruby + `1]},"timestamp":1619015864}}`, "simplecov"},
		"the old formatter":              {"coverage.json", `{"timestamp":1,"files":[{"coverage":[` + ruby + `1],"filename":"a.rb"}],"command_name":"RSpec"}`, "simplecov"},
		"coverage.py, its files first":   {"coverage.json", `{"meta":{"format":3},"files":{"a.py":{"contexts":{"1":["` + strings.Repeat("x", 100<<10) + `"]},"executed_lines":[1]}},"totals":{}}`, "coverage.py"},
		"a last run":                     {".last_run.json", `{"result":{"line":97.14,"branch":80.1}}`, "is SimpleCov's .last_run.json, a percentage without the files behind it"},
		"an old last run":                {".last_run.json", `{"result":{"covered_percent":97.14}}`, "is SimpleCov's .last_run.json, a percentage without the files behind it"},
		"something else with a result":   {"coverage.json", `{"result":{"line":"x"},"status":1}`, ""},
		"no files":                       {"coverage/coverage-final.json", "{}\n", "none"},
		"no files at all":                {"coverage/coverage-final.json", "[ ]", "none"},
		"an empty object elsewhere":      {"package.json", "{}", ""},
		"a large document of other keys": {"coverage.json", `{"openapi":"3.1.0","paths":{"/` + strings.Repeat("x", 100<<10) + `":{}},"coverageMap":{}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			tree := treeOf(map[string]string{c.file: c.text})
			v, err := sniffFile(tree, c.file)
			if err != nil {
				t.Fatal(err)
			}
			got := v.what
			if v.format != nil {
				got = v.format.name
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if v.format == nil {
				return
			}
			// Reading comes to the same format, whatever lies before the telling key.
			m := readModel(t, tree, c.file)
			if r := m.Reports[0]; r.Format != c.want || !r.Readable {
				t.Errorf("it is read as %q: %v", r.Format, m.Problems)
			}
		})
	}
}

// Every report of the corpus in a format of this kind is read to its end, and nothing else is taken for one.
func TestJSONCorpus(t *testing.T) {
	tree := openTree(t, corpus(t))
	want := map[string]string{"istanbul-final": "istanbul", "istanbul-summary": "istanbul-summary", "coveragepy": "coverage.py", "coveragepy-json": "coverage.py",
		"simplecov": "simplecov", "simplecov-resultset": "simplecov"}
	formats := map[string]bool{"istanbul": true, "istanbul-summary": true, "coverage.py": true, "simplecov": true}
	read := 0
	for _, f := range corpusFiles(t, tree) {
		folder, _, _ := strings.Cut(f.Path, "/")
		v, err := sniffFile(tree, f.Path)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if v.format != nil && formats[v.format.name] {
			got = v.format.name
		}
		expected, ok := want[folder]
		switch {
		case folder == "codecov-inline": // one of each
			expected = got
		case folder == "istanbul" && strings.HasSuffix(f.Path, "summary.json"):
			expected = "istanbul-summary"
		case folder == "istanbul":
			expected = "istanbul"
		case !ok:
			expected = ""
		}
		if got != expected {
			t.Errorf("%s is %q, want %q", f.Path, got, expected)
		}
		if got == "" {
			continue
		}
		read++
		m := readModel(t, tree, f.Path)
		if r := m.Reports[0]; !r.Readable || r.Files == 0 {
			t.Errorf("%s: %v", f.Path, m.Problems)
		}
	}
	if read < 20 {
		t.Errorf("only %d reports are read", read)
	}
}

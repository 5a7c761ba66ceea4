package config

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/source"
)

const coverageText = `version: 1
coverage:
  reports: [coverage.out, "web/**/lcov.info"]
  strip: [/build/app/, 'D:\a\1\s']
  path-prefix: rules
  generated: ["**/*.pb.go"]
  exclude: ["testdata/**", cmd/demo]
  components:
    checkout: {paths: [internal/checkout, internal/cart/**], minimum: 95, metric: branch}
    "the store": [internal/store/**]
  minimums:
    - {paths: [internal/money/**], minimum: 97.5, metric: line}
    - paths: [internal/money/legacy/**]
      minimum: 40.25
`

func TestCoverage(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{"bdma.yaml": {Data: []byte(coverageText)}, "rules/a.go": {}})
	c, err := Load(tree, "bdma.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got := c.Coverage()
	if d := cmp.Diff([]string{"coverage.out", "web/**/lcov.info"}, got.Reports); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"/build/app/", `D:\a\1\s`}, got.Strip); d != "" || got.Prefix != "rules" {
		t.Error(d, got.Prefix)
	}
	if !got.Generated("api/v1/x.pb.go") || got.Generated("api/v1/x.go") {
		t.Error("generated")
	}
	if !got.Excluded("cmd/demo/main.go") || !got.Excluded("testdata/a.go") || got.Excluded("cmd/serve/main.go") {
		t.Error("exclude")
	}
	type numbers struct{ name, minimum, metric string }
	var all []numbers
	for _, m := range got.Components {
		all = append(all, numbers{m.Name, m.Minimum.Minimum, m.Metric})
	}
	for _, m := range got.Minimums {
		all = append(all, numbers{"", m.Minimum, m.Metric})
	}
	if d := cmp.Diff([]numbers{{"checkout", "95", "branch"}, {"the store", "", ""}, {"", "97.5", "line"}, {"", "40.25", ""}}, all, cmp.AllowUnexported(numbers{})); d != "" {
		t.Error(d)
	}
	if paths := got.Components[0].Paths; !paths("internal/checkout/a.go") || !paths("internal/cart/x/a.go") || paths("internal/store/a.go") {
		t.Error("paths of checkout")
	}
	if paths := got.Minimums[1].Paths; !paths("internal/money/legacy/a.go") || paths("internal/money/a.go") {
		t.Error("paths of the last minimum")
	}
	for file, want := range map[string]bool{"coverage.out": true, "web/a/lcov.info": true, "a/coverage.out": false} {
		if c.NamesReport(file) != want {
			t.Errorf("%s is named: %v", file, !want)
		}
	}
	if bare := c.WithoutRules(); !bare.NamesReport("coverage.out") || len(bare.rules) > 0 {
		t.Error("without rules it says something else of coverage")
	}
}

// In a folder of a repository, globs are relative to it.
func TestCoverageOfAFolder(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{"a[b]/bdma.yaml": {Data: []byte("version: 1\ncoverage: {reports: [cover.out], exclude: [gen], path-prefix: src}\n")}, "a[b]/src/x.py": {}})
	c, err := Load(tree, "a[b]/bdma.yaml")
	if err != nil {
		t.Fatal(err)
	}
	got := c.Coverage()
	if got.Reports[0] != `a\[b\]/cover.out` || got.Prefix != "a[b]/src" || !got.Excluded("a[b]/gen/x.go") || got.Excluded("gen/x.go") || !c.NamesReport("a[b]/cover.out") {
		t.Errorf("%q, %q, excluded: %v", got.Reports, got.Prefix, got.Excluded("a[b]/gen/x.go"))
	}
}

func TestNoCoverage(t *testing.T) {
	c := Default().Coverage()
	if c.Generated != nil || c.Excluded != nil || Default().NamesReport("coverage.out") {
		t.Error("nothing is said of coverage")
	}
}

func TestShowCoverage(t *testing.T) {
	r, err := resolve(t, strings.Replace(coverageText, "path-prefix: rules", "path-prefix: .", 1), Flags{})
	if err != nil {
		t.Fatal(err)
	}
	shown := show(t, r)
	if want := `coverage: # bdma.yaml:2
  reports: ["coverage.out", "web/**/lcov.info"] # bdma.yaml:3
  strip: ["/build/app/", "D:\\a\\1\\s"] # bdma.yaml:4
  path-prefix: "." # bdma.yaml:5
  generated: ["**/*.pb.go"] # bdma.yaml:6
  exclude: ["testdata/**", "cmd/demo"] # bdma.yaml:7
  components: # bdma.yaml:8
    checkout: # bdma.yaml:9
      paths: ["internal/checkout", "internal/cart/**"] # bdma.yaml:9
      minimum: 95 # bdma.yaml:9
      metric: branch # bdma.yaml:9
    "the store": ["internal/store/**"] # bdma.yaml:10
  minimums: # bdma.yaml:11
    - paths: ["internal/money/**"] # bdma.yaml:12
      minimum: 97.5 # bdma.yaml:12
      metric: line # bdma.yaml:12
    - paths: ["internal/money/legacy/**"] # bdma.yaml:13
      minimum: 40.25 # bdma.yaml:14
`; !strings.Contains(shown, want) {
		t.Error(cmp.Diff(want, shown))
	}
	again, err := resolve(t, shown, Flags{})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(r.Config().Coverage().Reports, again.Config().Coverage().Reports); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(r.Config().Coverage().Minimums[1].Minimum, again.Config().Coverage().Minimums[1].Minimum); d != "" {
		t.Error(d)
	}
}

func TestCoverageMistakes(t *testing.T) {
	const percentage = "minimum must be a percentage from 0 to 100, such as 90 or 97.5, with at most six decimals"
	for _, test := range []struct{ text, want string }{
		{"coverage: [a]", "bdma.yaml:2:11: coverage must be a mapping of keys to values"},
		{"coverage: {report: [a]}", `bdma.yaml:2:12: key "report" does not exist; did you mean "reports"?`},
		{"coverage: {reports: coverage.out}", "bdma.yaml:2:21: coverage.reports must be a list"},
		{"coverage: {reports: []}", "bdma.yaml:2:21: coverage.reports is empty; remove it"},
		{"coverage: {reports: [/tmp/c.out]}", `bdma.yaml:2:22: glob "/tmp/c.out" begins with "/"; globs are relative to the folder of bdma.yaml, so write "tmp/c.out"`},
		{"coverage: {strip: ['/']}", `bdma.yaml:2:20: "/" is the beginning of no file name; write what is in front of the repository's path, such as "/usr/src/app"`},
		{"coverage: {strip: [7]}", "bdma.yaml:2:20: an element of coverage.strip must be text"},
		{"coverage: {path-prefix: none}", `bdma.yaml:2:25: the folder "none" does not exist; path-prefix is the folder that names in reports are relative to`},
		{"coverage: {path-prefix: bdma.yaml}", `bdma.yaml:2:25: "bdma.yaml" is a file; path-prefix is the folder that names in reports are relative to`},
		{"coverage: {path-prefix: ../x}", `bdma.yaml:2:25: the folder "../x" is not in the repository; path-prefix is the folder of it that names in reports are relative to`},
		{"coverage: {components: {a: b}}", "bdma.yaml:2:28: the component a must be a mapping of keys to values"},
		{"coverage: {components: {a: []}}", "bdma.yaml:2:28: the component a is empty; remove it"},
		{"coverage: {components: {'': [b]}}", "bdma.yaml:2:25: a component needs a name"},
		{"coverage: {components: {a: {minimum: 9}}}", "bdma.yaml:2:28: the component a needs paths: globs of its source files"},
		{"coverage: {components: {a: {path: [b]}}}", `bdma.yaml:2:28: the component a needs paths: globs of its source files` + "\n" + `bdma.yaml:2:29: key "path" does not exist; did you mean "paths"?`},
		{"coverage: {components: {a: {paths: [b], metric: lines}}}", `bdma.yaml:2:49: metric "lines" does not exist; did you mean "line"?`},
		{"coverage: {components: {a: {paths: [b], minimum: 101}}}", "bdma.yaml:2:50: " + percentage},
		{"coverage: {components: {a: {paths: [b], minimum: 100.5}}}", "bdma.yaml:2:50: " + percentage},
		{"coverage: {components: {a: {paths: [b], minimum: -1}}}", "bdma.yaml:2:50: " + percentage},
		{"coverage: {components: {a: {paths: [b], minimum: 9e1}}}", "bdma.yaml:2:50: " + percentage},
		{"coverage: {components: {a: {paths: [b], minimum: '90'}}}", "bdma.yaml:2:50: " + percentage},
		{"coverage: {components: {a: {paths: [b], minimum: 0.1234567}}}", "bdma.yaml:2:50: " + percentage},
		{"coverage: {minimums: {a: 1}}", "bdma.yaml:2:22: coverage.minimums must be a list"},
		{"coverage: {minimums: [[a]]}", "bdma.yaml:2:23: an element of coverage.minimums must be a mapping of keys to values"},
		{"coverage: {minimums: [{paths: [a]}]}", "bdma.yaml:2:23: an element of coverage.minimums needs a minimum: the least share of covered code in percent"},
	} {
		_, err := resolve(t, "version: 1\n"+test.text+"\n", Flags{})
		if err == nil || err.Error() != test.want {
			t.Errorf("%s\n  got:  %v\n  want: %s", test.text, err, test.want)
		}
	}
}

package config

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

func TestExpectedReports(t *testing.T) {
	tree := source.FromFS(fstest.MapFS{"services/api/bdma.yaml": {Data: []byte("version: 1\ncoverage:\n  reports:\n    - cover.out\n    - \"web/**/lcov.info\"\n  base: past/cover.out\n")}})
	c, err := Load(tree, "services/api/bdma.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range c.ExpectedReports() {
		got = append(got, fmt.Sprintf("%s:%d:%d: %s %v %v", e.File, e.Line, e.Column, e.Glob, e.Match("services/api/cover.out"), e.Match("services/api/web/a/lcov.info")))
		if e.Match("cover.out") || e.Match("web/a/lcov.info") {
			t.Errorf("%s matches outside of its folder", e.Glob)
		}
	}
	const want = "services/api/bdma.yaml:4:7: cover.out true false, services/api/bdma.yaml:5:7: web/**/lcov.info false true"
	if text := strings.Join(got, ", "); text != want {
		t.Errorf("got %s\nwant %s", text, want)
	}
	if base := c.Coverage().Base; base != "services/api/past/cover.out" {
		t.Errorf("the base is %s", base)
	}
	if file := c.CoverageBaseline(); file != "services/api/bdma.coverage.json" {
		t.Errorf("coverage is recorded in %s", file)
	}
	if d := Default(); len(d.ExpectedReports()) > 0 || d.Coverage().Base != "" || d.CoverageBaseline() != CoverageBaseline {
		t.Error("without a file nothing is expected")
	}
}

func TestCoverageBaseMistakes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"coverage: {base: ../past.out}", `bdma.yaml:2:18: coverage.base must be the path of a report in the repository, not "../past.out"`},
		{"coverage: {base: /tmp/past.out}", `bdma.yaml:2:18: coverage.base must be the path of a report in the repository, not "/tmp/past.out"`},
		{"coverage: {base: ''}", `bdma.yaml:2:18: coverage.base must be the path of a report in the repository, not ""`},
		{"coverage: {base: .}", `bdma.yaml:2:18: coverage.base must be the path of a report in the repository, not "."`},
		{"coverage: {base: [a]}", "bdma.yaml:2:18: coverage.base must be text"},
	} {
		_, err := Load(source.FromFS(fstest.MapFS{"bdma.yaml": {Data: []byte("version: 1\n" + c.text + "\n")}}), "bdma.yaml")
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: %v", c.text, err)
		}
	}
}

func TestShowCoverageBase(t *testing.T) {
	r, err := resolve(t, "version: 1\ncoverage:\n  base: ./past/cover.out\n", Flags{})
	if err != nil {
		t.Fatal(err)
	}
	if shown := show(t, r); !strings.Contains(shown, "coverage: # bdma.yaml:2\n  base: past/cover.out # bdma.yaml:3\n") {
		t.Error(shown)
	}
}

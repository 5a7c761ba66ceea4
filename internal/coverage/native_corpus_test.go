package coverage

import (
	"fmt"
	"strings"
	"testing"
)

// TestNativeCorpus holds the reports of the corpus to the formats that they are in.
func TestNativeCorpus(t *testing.T) {
	tree := openTree(t, corpus(t))
	for name, want := range map[string]string{
		"codecov-inline/coveralls-nested.json":    "coveralls",
		"codecov-inline/dlst.lst":                 "d",
		"codecov-inline/dup.gcov":                 "gcov",
		"codecov-inline/flowcover.json":           "is a Flow type coverage report",
		"codecov-inline/gap.json":                 "is a GAP profile",
		"codecov-inline/luacov.report.out":        "luacov",
		"codecov-inline/rlang.json":               "covr",
		"codecov-inline/scala.json":               "codacy",
		"codecov-inline/v1-rspec.json":            "simplecov",
		"codecov-inline/xcode-app.coverage.txt":   "is the annotated source of llvm-cov show",
		"coveralls/codeclimate__excoveralls.json": "coveralls",
		"gcov/codeclimate__Calculator.swift.gcov": "gcov",
		"gcov/coveralls__main.c.gcov":             "gcov",
		"gcov/grcov__negative_counts.gcov":        "gcov-intermediate",
		"llvm-cov/codeclimate__lcovjson.json":     "llvm-cov",
		"other/grcov__covdir.json":                "covdir",
		"xccov/codeclimate__xccov.json":           "xccov",
	} {
		v, err := sniffFile(tree, name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := v.what
		if v.format != nil {
			got = v.format.name
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// Rows of EXPECTED.tsv that count hits, misses and partials of the files that codecov's own tests let through. The others of
// them are refused by name: gap.json and xcode-app.coverage.txt are made for people or for a converter that the message
// names, and flowcover.json counts what is typed, not what ran.
func TestCodecovLiterals(t *testing.T) {
	tree := openTree(t, corpus(t))
	for name, want := range map[string]string{
		"codecov-inline/scala.json": "8/12", // f1 and f2
		"codecov-inline/dlst.lst":   "1/2",
	} {
		var sum tally
		for _, f := range readModel(t, tree, name).Files {
			if !strings.Contains(f.Path, "ignore") {
				sum.add(tally{f.Metrics["line"].Covered, f.Metrics["line"].Total})
			}
		}
		if got := fmt.Sprintf("%d/%d", sum.covered, sum.total); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// grcov takes negative counts of old versions of gcov for lines that did not run.
func TestNegativeCounts(t *testing.T) {
	m := readModel(t, openTree(t, corpus(t)), "gcov/grcov__negative_counts.gcov")
	if r := m.Reports[0]; r.Files != 118 || r.IgnoredRecords != 0 {
		t.Errorf("%d files, %d records are ignored", r.Files, r.IgnoredRecords)
	}
}

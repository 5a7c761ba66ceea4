package coverage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/source"
)

func gcovOf(name, body string) string { return "        -:    0:Source:" + name + "\n" + body }

func TestGcovFolderIsOneReport(t *testing.T) {
	files := map[string]string{"lcov.info": "SF:web.js\nDA:1,1\nend_of_record\n", "web.js": "x\n"}
	for i := range 300 {
		name := fmt.Sprintf("src/f%03d.c", i)
		files[name] = "int x;\n"
		body := "        1:    1:int x;\n"
		if i%3 == 0 {
			body = "        -:    1:// a header without code\n"
		}
		files["out/"+strings.ReplaceAll(name, "/", "#")+".gcov"] = gcovOf(name, body)
	}
	tree := treeOf(files)
	all, err := tree.Walk(".")
	if err != nil {
		t.Fatal(err)
	}
	found := Find(tree, all)
	if len(found.Units) != 1 || len(found.Units[0].Files) != 301 || len(found.Skipped) > 0 {
		t.Fatalf("found %d units and skipped %v", len(found.Units), found.Skipped)
	}
	var got []string
	b := newBuilder(tree)
	for _, parts := range inParts(found.Units[0].Files) {
		b.addParts(parts)
	}
	for _, r := range b.finish().Reports {
		got = append(got, fmt.Sprintf("%s %s: %d parts, %d files, %d matched, empty %v", r.Path, r.Format, r.Parts, r.Files, r.MatchedFiles, r.Empty))
	}
	if d := cmp.Diff([]string{"lcov.info lcov: 0 parts, 1 files, 1 matched, empty false", "out/src#f000.c.gcov gcov: 300 parts, 300 files, 300 matched, empty false"}, got); d != "" {
		t.Error(d)
	}
}

func TestParts(t *testing.T) {
	tree := treeOf(map[string]string{
		"a.c": "x\n", "b.c": "x\n",
		"a.c.gcov":    gcovOf("a.c", "        1:    1:x\n"),
		"b.c.gcov":    gcovOf("b.c", "    #####:    1:x\n"),
		"c.c.gcov":    "file:a.c\nlcount:1,0\n",
		"broken.gcov": "what is this\n",
		"x/a.c.gcov":  gcovOf("a.c", "        1:    1:x\n"),
	})
	doc := Read(tree, source.Unit{Name: ".", Files: []string{"a.c.gcov", "b.c.gcov", "broken.gcov", "c.c.gcov", "x/a.c.gcov"}}, Settings{})
	if doc.Judged != 5 {
		t.Errorf("%d files are judged", doc.Judged)
	}
	b := newBuilder(tree)
	b.addParts([]string{"broken.gcov", "a.c.gcov", "b.c.gcov"})
	m := b.finish()
	var got []string
	for _, r := range m.Reports {
		got = append(got, fmt.Sprintf("%s readable %v, %d parts", r.Path, r.Readable, r.Parts))
	}
	if d := cmp.Diff([]string{"broken.gcov readable false, 0 parts", "a.c.gcov readable true, 2 parts"}, got); d != "" {
		t.Errorf("a part that is broken: %s", d)
	}
	b = newBuilder(tree)
	b.addParts([]string{"a.c.gcov", "c.c.gcov", "b.c.gcov"})
	got = got[:0]
	for _, r := range b.finish().Reports {
		got = append(got, fmt.Sprintf("%s %s %d", r.Path, r.Format, r.Parts))
	}
	if d := cmp.Diff([]string{"c.c.gcov gcov-intermediate 0", "a.c.gcov gcov 2"}, got); d != "" {
		t.Errorf("a part of another format: %s", d)
	}
}

func TestTruncated(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"whole":                     {"lcov.info", "SF:a\nDA:1,1\nend_of_record\n", ""},
		"the last line has no end":  {"lcov.info", "SF:a\nDA:1,1\nend_of_record", ""},
		"space at the end":          {"lcov.info", "SF:a\nDA:1,1\nend_of_record\n\n# done\n", ""},
		"within a section":          {"lcov.info", "SF:a\nDA:1,1\nend_of_record\nSF:b\nDA:1,1\n", "its last section has no end_of_record"},
		"within a line":             {"lcov.info", "SF:a\nDA:1,1\nDA:2", "it ends in the middle of a line, and its last section has no end_of_record"},
		"within end_of_record":      {"lcov.info", "SF:a\nDA:1,1\nend_of_reco", "it ends in the middle of a line, and its last section has no end_of_record"},
		"between sections, no end":  {"lcov.info", "SF:a\nDA:1,1\nSF:b\nDA:1,1\nend_of_record\n", "the section of a has no end_of_record"},
		"a Go profile":              {"c.out", "mode: set\na.go:1.1,2.2 1 1\n", ""},
		"within a count":            {"c.out", "mode: set\na.go:1.1,2.2 1 1", "its last line has no end, so that the count there may lack digits and more lines may be missing"},
		"a Go profile of one line":  {"c.out", "mode: set", ""},
		"a long file, no end":       {"lcov.info", "SF:a\n" + strings.Repeat("DA:1,1\n", 100_000) + "end_of_record\nSF:b\n", "its last section has no end_of_record"},
		"a long line, no end":       {"lcov.info", "SF:a\nDA:1,1\n#" + strings.Repeat("x", 600<<10), "it ends in the middle of a line, and its last section has no end_of_record"},
		"a long line, and its end":  {"lcov.info", "SF:a\nDA:1,1\n#" + strings.Repeat("x", 600<<10) + "\nend_of_record\n", ""},
		"a Go profile's long block": {"c.out", "mode: set\n" + strings.Repeat("a.go:1.1,2.2 1 1\n", 40_000), ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{c.file: c.text}), c.file)
			if got := m.Reports[0].Truncated; got != c.want {
				t.Errorf("got %q, want %q (%v)", got, c.want, m.Problems)
			}
		})
	}
}

// llvm-cov's LCOV states totals of functions, which are no totals of the lines beside them.
func TestLCOVOfLLVM(t *testing.T) {
	section := "SF:a.rs\nFN:1,f\nFNDA:1,f\nFNF:1\nFNH:1\nDA:1,1\nDA:2,0\nBRF:0\nBRH:0\nLF:9\nLH:8\nend_of_record\n"
	for name, c := range map[string]struct{ text, tool, declared string }{
		"llvm-cov": {section, "llvm-cov", ""},
		"titled":   {"TN:\n" + section, "", "8/9"},
		"istanbul": {"SF:a\nFN:1,f\nFNF:1\nFNH:1\nFNDA:1,f\nDA:1,1\nDA:2,0\nLF:9\nLH:8\nBRF:0\nBRH:0\nend_of_record\n", "", "8/9"},
		"geninfo":  {"SF:a\nFN:1,f\nFNDA:1,f\nFNF:1\nFNH:1\nBRF:0\nBRH:0\nDA:1,1\nDA:2,0\nLF:9\nLH:8\nend_of_record\n", "", "8/9"},
		"no order": {"SF:a\nDA:1,1\nDA:2,0\nFNF:0\nFNH:0\nBRF:0\nBRH:0\nLF:9\nLH:8\nend_of_record\n", "", "8/9"},
	} {
		t.Run(name, func(t *testing.T) {
			r := readModel(t, treeOf(map[string]string{"lcov.info": c.text}), "lcov.info").Reports[0]
			declared := ""
			if d, ok := r.Declared["line"]; ok {
				declared = fmt.Sprintf("%d/%d", d.Covered, d.Total)
			}
			if r.Tool != c.tool || declared != c.declared {
				t.Errorf("got %q and %q, want %q and %q", r.Tool, declared, c.tool, c.declared)
			}
		})
	}
}

// The headers of the standard library, of which gcov and lcov speak as well, are no part of the product.
func TestSystemHeadersDoNotCount(t *testing.T) {
	tree := treeOf(map[string]string{
		"src/a.cpp": "x\ny\n",
		"lcov.info": "SF:/build/src/a.cpp\nDA:1,1\nDA:2,0\nend_of_record\nSF:/usr/include/c++/12/bits/basic_string.h\nDA:9,0\nend_of_record\nSF:/build/gone.cpp\nDA:1,0\nend_of_record\n",
	})
	m := readModel(t, tree, "lcov.info")
	if got, all := m.Totals["line"], m.TotalsWithGenerated["line"]; got.Covered != 1 || got.Total != 3 || all.Total != 4 {
		t.Errorf("%d/%d lines count, %d in all", got.Covered, got.Total, all.Total)
	}
	var external []string
	for _, f := range m.Files {
		if f.External {
			external = append(external, f.Path)
		}
	}
	if d := cmp.Diff([]string{"/usr/include/c++/12/bits/basic_string.h"}, external); d != "" {
		t.Error(d)
	}
}

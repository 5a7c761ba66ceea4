package coverage

import (
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/source"
)

// Source files of four megabytes that are made to be slow or deep are looked at all the same.
func TestHostileSources(t *testing.T) {
	withoutRaceDetector(t)
	repeat := func(s string) string { return strings.Repeat(s, mostSource/len(s)-10) }
	for name, c := range map[string]struct{ file, text string }{
		"braces":          {"a.go", "package a\nfunc f() {" + repeat("{")},
		"brackets":        {"a.go", "package a\nvar x = " + repeat("(")},
		"literals":        {"a.go", "package a\nvar x = " + repeat("func(){")},
		"comments":        {"a.go", "package a\n" + repeat("// bdma:ignore coverage: x\n")},
		"quotes":          {"a.js", repeat("'\\")},
		"lines of code":   {"a.ts", repeat("a.b(c) = {x=>y(\n")},
		"open types":      {"a.ts", repeat("interface A\n")},
		"open imports":    {"a.py", repeat("from a import (\n")},
		"ranges":          {"a.js", repeat("// bdma:ignore-start coverage: x\n")},
		"marks on a line": {"a.js", repeat("// bdma:ignore coverage: x */ ")},
	} {
		t.Run(name, func(t *testing.T) {
			other := "b" + c.file[1:]
			all := []source.LineRange{{First: 1, Last: 1 << 30}}
			change := &Change{Base: "main", Files: []source.ChangedFile{{Path: c.file, Added: all}, {Path: other, Added: all}}}
			b := newBuilder(treeOf(map[string]string{c.file: c.text, other: c.text, "report": "SF:" + c.file + "\nDA:1,1\nDA:2000000,0\n"}))
			b.settings.Change = change
			b.add("report")
			if m := b.finish(); m.Change == nil {
				t.Error("there is no change")
			}
		})
	}
}

package coverage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// describeIgnores writes what became of the comments, and what is left of the counts.
func describeIgnores(m *Facts) []string {
	lines := describe(m)
	for _, i := range m.Ignores {
		s := fmt.Sprintf("%s %q", i.Lines, i.Reason)
		if i.Unused {
			s += " unused"
		}
		if i.Unended {
			s += " unended"
		}
		lines = append(lines, s)
	}
	return lines
}

func TestIgnores(t *testing.T) {
	refund := func(at5, at6 string) string {
		return "package cart\n\nfunc Refund(l Line, paid int) error {\n\tback := l.Count\n" + at5 + "\tif back > paid {" + at6 + "\n\t\treturn ErrTooMuch\n\t}\n\treturn nil\n}\n"
	}
	profile := func(shift int) string {
		n := func(i int) int { return i + shift }
		return fmt.Sprintf("mode: set\na.go:3.39,%d.17 2 1\na.go:%d.17,%d.3 1 0\na.go:%d.2,%d.12 1 1\n", n(5), n(5), n(7), n(8), n(8))
	}
	for name, c := range map[string]struct {
		file, text, report string
		want               []string
	}{
		"Go, nothing":                {"a.go", refund("", ""), profile(0), []string{"a.go line 4/6 statement 3/4 missing 6-7"}},
		"Go, on the line":            {"a.go", refund("", " // bdma:ignore coverage: callers check"), profile(0), []string{"a.go line 4/4 statement 3/3", `5-7 "callers check"`}},
		"Go, before the line":        {"a.go", refund("\t// bdma:ignore coverage: callers check\n", ""), profile(1), []string{"a.go line 5/5 statement 3/3", `6-8 "callers check"`}},
		"Go, before a comment":       {"a.go", refund("\t// bdma:ignore coverage: callers check\n\n\t// It is too much.\n", ""), profile(3), []string{"a.go line 7/7 statement 3/3", `8-10 "callers check"`}},
		"Go, without reason":         {"a.go", refund("", " // bdma:ignore coverage"), profile(0), []string{"a.go line 4/6 statement 3/4 missing 6-7", `5-7 ""`}},
		"Go, on a statement":         {"a.go", strings.Replace(refund("", ""), "ErrTooMuch", "ErrTooMuch // bdma:ignore coverage: callers check", 1), profile(0), []string{"a.go line 4/4 statement 3/3", `6 "callers check"`}},
		"Go, a function":             {"a.go", strings.Replace(refund("", ""), "error {", "error { /* bdma:ignore coverage: not yet */", 1), profile(0), []string{"a.go", `3-9 "not yet"`}},
		"Go, no code":                {"a.go", "package cart\n// bdma:ignore coverage: none\nvar x = 1\n", "mode: set\na.go:9.2,9.3 1 1\n", []string{"a.go line 1/1 statement 1/1", `3 "none" unused`}},
		"Go, in a string":            {"a.go", "package cart\nvar x = `\n// bdma:ignore coverage: none\n`\n", "mode: set\na.go:9.2,9.3 1 1\n", []string{"a.go line 1/1 statement 1/1"}},
		"Go, a range":                {"a.go", "package cart\n// bdma:ignore-start coverage: old\nfunc A() {\n\ta()\n}\n// bdma:ignore-end\nfunc B() {\n\tb()\n}\n", "mode: set\na.go:3.11,5.2 1 0\na.go:7.11,9.2 1 1\n", []string{"a.go line 2/2 statement 1/1", `2-6 "old"`}},
		"Go, the file is cut":        {"a.go", "package cart\nfunc A() { // bdma:ignore coverage: old\n\ta()", "mode: set\na.go:2.11,5.2 1 0\n", []string{"a.go", `2-3 "old"`}},
		"a line":                     {"a.py", "x = 1\ny = 2  # bdma:ignore coverage: never\n", "SF:a.py\nDA:1,1\nDA:2,0\nBRDA:2,0,0,0\n", []string{"a.py line 1/1", `2 "never"`}},
		"the next line":              {"a.py", "x = 1\n# bdma:ignore coverage: never\n\ny = 2\nz = 3\n", "SF:a.py\nDA:1,1\nDA:4,0\nDA:5,0\nFN:4,y\nFNDA:0,y\n", []string{"a.py line 1/2 missing 5", `4 "never"`}},
		"a range":                    {"a.sql", "a;\n-- bdma:ignore-start coverage: never\nb;\n-- bdma:ignore-end coverage\nc;\n", "SF:a.sql\nDA:1,1\nDA:3,0\nDA:5,0\n", []string{"a.sql line 1/2 missing 5", `2-4 "never"`}},
		"two starts":                 {"a.c", "/* bdma:ignore-start coverage: a */\nx;\n/* bdma:ignore-start coverage: b */\ny;\n/* bdma:ignore-end */\n", "SF:a.c\nDA:2,0\nDA:4,0\n", []string{"a.c line 0/1 missing 2", `1-5 "a" unended`, `3-5 "b"`}},
		"an end alone":               {"a.c", "x;\n/* bdma:ignore-end */\n", "SF:a.c\nDA:1,0\n", []string{"a.c line 0/1 missing 1"}},
		"in strings":                 {"a.js", "x('// bdma:ignore coverage: a');\ny(\"# bdma:ignore coverage: a\");\n", "SF:a.js\nDA:1,0\nDA:2,0\n", []string{"a.js line 0/2 missing 1-2"}},
		"not a comment":              {"a.md", "bdma:ignore coverage: a\n- bdma:ignore coverage: a\n", "SF:a.md\nDA:1,0\nDA:2,0\n", []string{"a.md line 0/2 missing 1-2"}},
		"other rules":                {"a.js", "x(); // bdma:ignore coverage/total: a\ny(); // bdma:ignore migration/drop: a\n", "SF:a.js\nDA:1,0\nDA:2,0\n", []string{"a.js line 0/2 missing 1-2"}},
		"JSX":                        {"a.jsx", "<p>\n{/* bdma:ignore coverage: legacy */}\n{x()}\n</p>\n", "SF:a.jsx\nDA:3,0\n", []string{"a.jsx", `3 "legacy"`}},
		"SimpleCov's own":            {"a.rb", "a\n# :nocov:\nb\n  #:nocov: old\nc\n# :nocov:\nd\n", "SF:a.rb\nDA:1,1\nDA:3,0\nDA:5,0\nDA:7,0\n", []string{"a.rb line 1/2 missing 5"}},
		"SimpleCov's own, elsewhere": {"a.py", "a\n# :nocov:\nb\n", "SF:a.py\nDA:3,0\n", []string{"a.py line 0/1 missing 3"}},
		"at the end of the file":     {"a.js", "x();\n// bdma:ignore coverage: a", "SF:a.js\nDA:1,1\n", []string{"a.js line 1/1", `3 "a" unused`}},
		"what JaCoCo counts there":   {"a.kt", "fun a() {\n  b() // bdma:ignore coverage: a\n}\n", `<report name="r"><package name=""><sourcefile name="a.kt"><line nr="1" mi="0" ci="2"/><line nr="2" mi="3" ci="0" mb="1" cb="1"/></sourcefile></package></report>`, []string{"a.kt line 1/1 instruction 2/2", `2 "a"`}},
	} {
		t.Run(name, func(t *testing.T) {
			report := "report.xml"
			if c.report[0] != '<' {
				report = "report"
			}
			m := readModel(t, treeOf(map[string]string{c.file: c.text, report: c.report, "go.mod": "module a\n"}), report)
			if d := cmp.Diff(c.want, describeIgnores(m)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A statement that a report knows the extent of is ignored whole.
func TestIgnoreStatement(t *testing.T) {
	f := &file{}
	f.statements.add(block{startLine: 2, startCol: 1, endLine: 4, endCol: 2, statements: 1})
	f.statements.add(block{startLine: 3, startCol: 3, endLine: 3, endCol: 9, statements: 1})
	f.statements.add(block{startLine: 5, startCol: 1, endLine: 5, endCol: 9, statements: 1})
	if got := f.statementEnd(2); got != 4 {
		t.Errorf("the statement ends at %d", got)
	}
	if n := f.dropIgnored(ignored{lines: span{2, 4}}); n != 2 || len(f.statements.sorted()) != 1 {
		t.Errorf("%d are ignored, %d are left", n, len(f.statements.sorted()))
	}
}

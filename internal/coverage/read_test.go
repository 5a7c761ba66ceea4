package coverage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

func treeOf(files map[string]string) *source.Tree {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return source.FromFS(fsys)
}

// describe writes the counts of files, one per line.
func describe(m *Facts) (lines []string) {
	for _, f := range m.Files {
		s := f.Path
		for _, name := range metricNames {
			if c, ok := f.Metrics[name]; ok {
				s += fmt.Sprintf(" %s %d/%d", name, c.Covered, c.Total)
			}
		}
		if len(f.Uncovered) > 0 {
			s += " missing " + strings.Join(f.Uncovered, ",")
		}
		lines = append(lines, s)
	}
	for _, p := range m.Problems {
		lines = append(lines, "problem: "+p.Message)
	}
	for _, r := range m.Reports {
		if r.IgnoredRecords > 0 {
			lines = append(lines, fmt.Sprintf("ignored %d", r.IgnoredRecords))
		}
	}
	return lines
}

func TestReadLCOV(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"lines":                {"SF:a\nDA:1,1\nDA:2,0\nDA:3,0\nDA:5,0\nDA:6,2\nDA:9,0\nend_of_record\n", []string{"a line 2/6 missing 2-5,9"}},
		"no end, no newline":   {"SF:a\nDA:1,1", []string{"a line 1/1"}},
		"CRLF and blank lines": {"TN:\r\n\r\nSF:a\r\nDA:1,1\r\n\r\nend_of_record\r\n", []string{"a line 1/1"}},
		"byte order mark":      {"\ufeffSF:a\nDA:1,1\n", []string{"a line 1/1"}},
		"comments":             {"# made by hand\n#\nSF:a\nDA:1,1\nend_of_record\n", []string{"a line 1/1"}},
		"checksums":            {"SF:a\nDA:1,1,qGK5LaVpVyJyzXjpvLvRfg\nDA:2,0,x,y\n", []string{"a line 1/2 missing 2"}},
		"strange hits":         {"SF:a\nDA:1,-1\nDA:2,1e+0\nDA:3,1.0\nDA:4,99999999999999999999999\nDA:5,0.0\n", []string{"a line 3/5 missing 1,5"}},
		"nonsense":             {"SF:a\nDA:0,1\nDA:null,1\nDA:=,=\nDA:7\nDA:8,\nDA:9,null\nDA:99999999999,1\nDA:1,1\n", []string{"a line 1/1", "ignored 7"}},
		"only nonsense":        {"SF:a\nDA:1,x\n", []string{"problem: it holds no record that makes sense; the first that does not is here"}},
		"sections are joined":  {"SF:a\nDA:1,0\nDA:2,0\nend_of_record\nSF:b\nDA:1,0\nend_of_record\nSF:a\nDA:2,3\nDA:1,0\nDA:3,0\nend_of_record\n", []string{"a line 1/3 missing 1,3", "b line 0/1 missing 1"}},
		"names with colons":    {"SF:C:\\x:y.c\nDA:1,1\n", []string{`C:\x:y.c line 1/1`}},
		"names with spaces":    {"SF: a b.c \nDA:1,1\n", []string{"a b.c line 1/1"}},
		"empty names":          {"SF:\nDA:1,1\nSF:a\nDA:1,1\n", []string{"a line 1/1"}},
		"branches":             {"SF:a\nBRDA:1,0,0,-\nBRDA:1,0,1,4\nBRDA:1,0,0,0\nBRDA:2,1,jump to line 3, 4,1\n", []string{"a branch 2/3"}},
		"branch flags":         {"SF:a\nBRDA:1,e0,0,1\nBRDA:1,f0,1,0\nBRDA:1,U0,2,0\nBRDA:1,0,0,0\n", []string{"a branch 1/2"}},
		"old functions":        {"SF:a\nFNDA:1,f\nFN:1,f\nFN:3,9,g<int, 5>\nFNDA:0,g<int, 5>\n", []string{"a function 1/2"}},
		"instances":            {"SF:a\nFN:3,g<int>\nFN:3,g<char>\nFNDA:1,g<int>\nFNDA:0,g<char>\n", []string{"a function 1/1"}},
		"new functions":        {"SF:a\nFNL:0,3,9\nFNA:0,0,g<int>\nFNA:0,2,g<char>\nFNL:1,12\nFNA:1,0,h\n", []string{"a function 1/2"}},
		"MC/DC":                {"SF:a\nMCDC:4,2,t,1,0,a\nMCF:2\nMCH:1\nDA:1,1\n", []string{"a line 1/1"}},
		"unknown records":      {"SF:a\nXYZ:1\nVER:#1\nDA:1,1\n", []string{"a line 1/1"}},
		"a hit is never lost":  {"SF:a\nDA:5,1\nDA:3,1\nDA:5,0\nDA:4,0\nDA:3,0\n", []string{"a line 2/3 missing 4"}},
		"invalid UTF-8":        {"SF:a\xff\nDA:1,1\n", []string{"a\ufffd line 1/1"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"lcov.info": c.text}), "lcov.info")
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadGoProfile(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"statements":             {"a.go:3.30,5.2 2 1\na.go:7.2,7.9 1 0\n", []string{"a.go line 2/3 statement 2/3 missing 7"}},
		"a block twice":          {"a.go:3.30,5.2 2 0\na.go:3.30,5.2 2 7\n", []string{"a.go line 2/2 statement 2/2"}},
		"closing brace":          {"a.go:3.30,5.2 2 0\na.go:9.2,9.3 1 0\n", []string{"a.go line 0/3 statement 0/3 missing 3-9"}},
		"half a line":            {"a.go:3.2,3.9 1 0\na.go:3.9,3.20 1 1\n", []string{"a.go line 1/1 statement 1/2"}},
		"no statements":          {"a.go:3.2,3.9 0 0\n", []string{"a.go"}},
		"later modes":            {"a.go:3.2,3.9 1 0\nmode: count\na.go:3.2,3.9 1 2\n", []string{"a.go line 1/1 statement 1/1"}},
		"spaces and colons":      {"C:/a b:c.go:3.2,3.9 1 1\n", []string{"C:/a b:c.go line 1/1 statement 1/1"}},
		"CRLF":                   {"a.go:3.2,3.9 1 1\r\n\r\n", []string{"a.go line 1/1 statement 1/1"}},
		"huge counts":            {"a.go:3.2,3.9 1 18446744073709551616\n", []string{"a.go line 1/1 statement 1/1"}},
		"huge blocks":            {"a.go:1.2,2147483647.9 1 0\n", []string{"a.go line 0/2147483647 statement 0/1 missing 1-2147483647"}},
		"cut off":                {"a.go:3.2,3.9 1 1\na.go:5.2,", []string{"a.go line 1/1 statement 1/1"}},
		"broken":                 {"a.go:3.2,3.9 1 1\na.go:5.2,\n", []string{`problem: it is not a Go coverage profile here: "a.go:5.2," is not "file.go:line.column,line.column statements count"`}},
		"backwards":              {"a.go:3.2,2.9 1 1\n", []string{`problem: it is not a Go coverage profile here: "a.go:3.2,2.9 1 1" is not "file.go:line.column,line.column statements count"`}},
		"other blocks elsewhere": {"a.go:3.2,5.9 1 1\nb.go:3.2,4.9 1 0\na.go:7.2,8.9 1 0\n", []string{"a.go line 3/5 statement 1/2 missing 7-8", "b.go line 0/2 statement 0/1 missing 3-4"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"c.out": "mode: set\n" + c.text}), "c.out")
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestMixedVersions(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"nested":               {"a.go:3.2,9.9 1 1\na.go:4.2,5.9 1 1\n", false},
		"adjacent":             {"a.go:3.2,4.9 1 1\na.go:4.9,5.9 1 1\n", false},
		"overlapping":          {"a.go:3.2,5.9 1 1\na.go:4.2,6.9 1 1\n", true},
		"a literal in a block": {"a.go:3.2,9.9 1 1\na.go:4.2,5.9 1 1\na.go:6.2,7.9 1 1\na.go:9.9,9.12 1 1\n", false},
		"overlapping, around":  {"a.go:3.2,9.9 1 1\na.go:4.2,5.9 1 1\na.go:6.2,10.9 1 1\n", true},
		"one start, two ends":  {"a.go:3.2,5.9 1 1\na.go:3.2,6.9 1 1\n", true},
		"empty blocks":         {"a.go:3.2,3.2 0 1\na.go:3.2,6.9 1 1\n", false},
		"two statement counts": {"a.go:3.2,5.9 1 1\na.go:3.2,5.9 2 1\n", true},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"c.out": "mode: set\n" + c.text}), "c.out")
			if got := m.Files[0].MixedVersions; got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestReadCobertura(t *testing.T) {
	class := func(name, file, body string) string {
		return fmt.Sprintf("<class name=%q filename=%q>%s</class>", name, file, body)
	}
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"lines":             {class("A", "a", `<lines><line number="1" hits="1"/><line number="2" hits="0"/></lines>`), []string{"a line 1/2 missing 2"}},
		"lines of methods":  {class("A", "a", `<methods><method name="m"><lines><line number="1" hits="1"/></lines></method></methods><lines/>`), []string{"a line 1/1 function 1/1"}},
		"not both":          {class("A", "a", `<methods><method name="m"><lines><line number="7" hits="1"/></lines></method></methods><lines><line number="1" hits="0"/></lines>`), []string{"a line 0/1 function 1/1 missing 1"}},
		"classes of a file": {class("A", "a", `<lines><line number="1" hits="0"/></lines>`) + class("A$1", "a", `<lines><line number="1" hits="3"/><line number="2" hits="0"/></lines>`), []string{"a line 1/2 missing 2"}},
		"branches":          {class("A", "a", `<lines><line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/><line number="2" hits="1" branch="True"/><line number="3" hits="1" branch="false" condition-coverage="100% (2/2)"/></lines>`), []string{"a line 3/3 branch 1/2"}},
		"branches twice":    {class("A", "a", `<lines><line number="1" hits="1" condition-coverage="50% (1/2)"/></lines>`) + class("B", "a", `<lines><line number="1" hits="1" condition-coverage="25% (1/4)"/></lines>`), []string{"a line 1/1 branch 1/4"}},
		"bad conditions":    {class("A", "a", `<lines><line number="1" hits="1" condition-coverage="50% (9/2)"/><line number="2" hits="1" condition-coverage="NaN"/></lines>`), []string{"a line 2/2 branch 2/2"}},
		"strange numbers":   {class("A", "a", `<lines><line number="1" hits="1.0"/><line number="2" hits="99999999999"/><line number="0" hits="1"/><line number="undefined" hits="1"/><line number="3" hits="NaN"/></lines>`), []string{"a line 2/2", "ignored 3"}},
		"no package level":  {"</classes></package>" + class("A", "a", `<lines><line number="1" hits="1"/></lines>`) + `<package><classes>`, []string{"a line 1/1"}},
		"no file name":      {`<class name="A"><lines><line number="1" hits="1"/></lines></class>`, nil},
		"escaped names":     {class("A", "a&amp;b", `<lines><line number="1" hits="1"/></lines>`), []string{"a&b line 1/1"}},
		"method rates":      {class("A", "a", `<methods><method name="m" line-rate="0"/><method name="n" line-rate="0.5"/><method name="o" line-rate="NaN"/></methods><lines/>`), []string{"a function 1/2"}},
		"overloads":         {class("A", "a", `<methods><method name="m" signature="()V" line-rate="0"/><method name="m" signature="(I)V" line-rate="1"/><method name="m" signature="()V" line-rate="1"/></methods><lines/>`), []string{"a function 2/2"}},
	} {
		t.Run(name, func(t *testing.T) {
			text := `<coverage line-rate="1"><packages><package><classes>` + c.body + `</classes></package></packages></coverage>`
			m := readModel(t, treeOf(map[string]string{"coverage.xml": text}), "coverage.xml")
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReadJaCoCo(t *testing.T) {
	source := func(name, body string) string { return fmt.Sprintf("<sourcefile name=%q>%s</sourcefile>", name, body) }
	line := `<line nr="3" mi="1" ci="2" mb="1" cb="3"/><line nr="4" mi="2" ci="0" mb="0" cb="0"/>`
	for name, c := range map[string]struct {
		body string
		want []string
	}{
		"lines":                   {`<package name="shop">` + source("A.java", line) + `</package>`, []string{"shop/A.java line 1/2 branch 3/4 instruction 2/5 missing 4"}},
		"groups":                  {`<group name="x"><group name="y"><package name="shop">` + source("A.java", line) + `</package></group></group>`, []string{"shop/A.java line 1/2 branch 3/4 instruction 2/5 missing 4"}},
		"one name in two groups":  {`<group name="x"><package name="p">` + source("A.java", line) + `</package></group><group name="y"><package name="p">` + source("A.java", `<line nr="3" mi="0" ci="2"/>`) + `</package></group>`, []string{"p/A.java line 1/2 branch 3/4 instruction 2/5 missing 4", "p/A.java line 1/1 instruction 2/2"}},
		"the default package":     {`<package name="">` + source("A.java", line) + `</package>`, []string{"A.java line 1/2 branch 3/4 instruction 2/5 missing 4"}},
		"lines without counts":    {`<package name="p">` + source("a.c", `<line nr="3"/><line nr="4"/><counter type="LINE" missed="5" covered="8"/>`) + `</package>`, []string{"p/a.c line 8/13"}},
		"counters with lines":     {`<package name="p">` + source("A.java", line+`<counter type="INSTRUCTION" missed="5" covered="3"/><counter type="LINE" missed="1" covered="1"/>`) + `</package>`, []string{"p/A.java line 1/2 branch 3/4 instruction 3/8 missing 4"}},
		"methods":                 {`<package name="p"><class name="p/A" sourcefilename="A.java"><method name="m" desc="()V" line="3"><counter type="METHOD" missed="0" covered="1"/></method><method name="m" desc="(I)V" line="9"><counter type="METHOD" missed="1" covered="0"/></method><counter type="METHOD" missed="1" covered="1"/></class>` + source("A.java", "") + `</package>`, []string{"p/A.java function 1/2"}},
		"no source file name":     {`<package name="p"><class name="p/A$1"><method name="m" desc="()V"><counter type="METHOD" missed="0" covered="1"/></method></class>` + source("A.kt", line) + `</package>`, []string{"p/A.kt line 1/2 branch 3/4 function 1/1 instruction 2/5 missing 4"}},
		"no debug information":    {`<package name="p"><class name="p/A"><method name="m" desc="()V"><counter type="METHOD" missed="0" covered="1"/></method><counter type="INSTRUCTION" missed="5" covered="3"/><counter type="METHOD" missed="0" covered="1"/></class></package>`, []string{"p/A function 1/1 instruction 3/8"}},
		"nonsense":                {`<package name="p">` + source("A.java", `<line nr="0" ci="1"/><line nr="x" ci="1"/><line nr="3" mi="0" ci="1"/>`) + `</package>`, []string{"p/A.java line 1/1 instruction 1/1", "ignored 2"}},
		"root counters are apart": {`<package name="p">` + source("A.java", line) + `</package><counter type="LINE" missed="500" covered="500"/>`, []string{"p/A.java line 1/2 branch 3/4 instruction 2/5 missing 4"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"jacoco.xml": `<report name="r">` + c.body + `</report>`}), "jacoco.xml")
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestReportsAreJoined(t *testing.T) {
	for name, c := range map[string]struct {
		files    map[string]string
		want     []string
		headline string
	}{
		"two runs": {map[string]string{"a/lcov.info": "SF:x.c\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,0\n", "b/lcov.info": "SF:x.c\nDA:2,1\nDA:3,0\nBRDA:1,0,0,0\nBRDA:1,0,1,1\n"},
			[]string{"x.c line 2/3 branch 2/2 missing 3"}, "line"},
		"two formats": {map[string]string{"lcov.info": "SF:x.c\nDA:1,1\nBRDA:1,0,0,1\nBRDA:1,0,1,0\n",
			"coverage.xml": `<coverage line-rate="1"><packages><package><classes><class name="x" filename="x.c"><lines><line number="1" hits="1" branch="true" condition-coverage="50% (2/4)"/></lines></class></classes></package></packages></coverage>`},
			[]string{"x.c line 1/1 branch 2/4"}, "line"},
		"Go and others": {map[string]string{"cover.out": "mode: set\nx.go:1.2,3.9 2 1\n", "lcov.info": "SF:x.go\nDA:2,1\nDA:5,0\nSF:y.ts\nDA:1,0\n"},
			[]string{"x.go line 3/4 statement 2/2 missing 5", "y.ts line 0/1 missing 1"}, "line"},
		"Go": {map[string]string{"a/cover.out": "mode: set\nx.go:1.2,3.9 2 1\n", "b/cover.out": "mode: count\nx.go:5.2,5.9 2 0\nx.go:1.2,3.9 2 0\n"},
			[]string{"x.go line 3/4 statement 2/4 missing 5"}, "statement"},
	} {
		t.Run(name, func(t *testing.T) {
			var names []string
			for n := range c.files {
				names = append(names, n)
			}
			slices.Sort(names)
			m := readModel(t, treeOf(c.files), names...)
			if d := cmp.Diff(c.want, describe(m)); d != "" {
				t.Error(d)
			}
			if m.Headline != c.headline {
				t.Errorf("the headline is %s", m.Headline)
			}
		})
	}
}

func TestPlaces(t *testing.T) {
	tree := treeOf(map[string]string{
		"go.mod":     "module example.com/shop\n",
		"cart.go":    "package shop\n\nfunc f() {\n\t\tpanic(\"é\")  \n}\n",
		"gen.go":     "// Code generated by x. DO NOT EDIT.\r\n\npackage shop\n",
		"old.go":     "package shop\n",
		"cover.out":  "mode: set\nexample.com/shop/cart.go:4.3,4.12 1 0\nexample.com/shop/gen.go:2.3,2.12 4 0\nexample.com/shop/old.go:9.3,9.12 1 1\nelsewhere/x.go:1.1,1.5 1 1\n",
		"broken.out": "mode: set\n\nx\n",
	})
	b := newBuilder(tree)
	b.add("cover.out")
	b.add("broken.out")
	m := b.finish()
	files := map[string]File{}
	for _, f := range m.Files {
		files[f.Path] = f
	}
	doc := facts.New(facts.Coverage, ".", b.files, &b.nodes, m)
	at := func(id facts.ID) facts.Node { return doc.Nodes()[id] }
	if got, want := at(files["cart.go"].At), (facts.Node{File: "cart.go", Pointer: "cart.go", Range: facts.Range{Start: facts.Position{Line: 4, Column: 3}, End: facts.Position{Line: 4, Column: 13}}}); got != want {
		t.Errorf("cart.go is at %v, want %v", got, want)
	}
	if !files["gen.go"].Generated || files["cart.go"].Generated {
		t.Error("gen.go is generated, cart.go is not")
	}
	if !files["old.go"].BeyondEnd || files["cart.go"].BeyondEnd {
		t.Error("the report speaks of lines beyond the end of old.go only")
	}
	if f := files["elsewhere/x.go"]; f.Matched || at(f.At).File != "cover.out" {
		t.Errorf("elsewhere/x.go is at %v", at(f.At))
	}
	if got := m.Totals["statement"]; got.Covered != 2 || got.Total != 3 {
		t.Errorf("without generated code: %d/%d", got.Covered, got.Total)
	}
	if got := m.TotalsWithGenerated["statement"]; got.Covered != 2 || got.Total != 7 {
		t.Errorf("with generated code: %d/%d", got.Covered, got.Total)
	}
	if got := at(m.Problems[0].At); got.File != "broken.out" || got.Range.Start != (facts.Position{Line: 3, Column: 1}) {
		t.Errorf("the problem is at %v", got)
	}
	var dirs []string
	for _, p := range m.Packages {
		dirs = append(dirs, fmt.Sprintf("%s %d", p.Path, p.Files))
	}
	if d := cmp.Diff([]string{". 2", "elsewhere 1"}, dirs); d != "" {
		t.Error(d)
	}
}

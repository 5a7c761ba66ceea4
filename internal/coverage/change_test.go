package coverage

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// parseAdded reads "3-5 9" as the added lines of a file.
func parseAdded(t *testing.T, text string) (added []source.LineRange) {
	t.Helper()
	for word := range strings.FieldsSeq(text) {
		var r source.LineRange
		if _, err := fmt.Sscanf(word, "%d-%d", &r.First, &r.Last); err != nil {
			if _, err := fmt.Sscanf(word, "%d", &r.First); err != nil {
				t.Fatal(word, err)
			}
			r.Last = r.First
		}
		added = append(added, r)
	}
	return added
}

// changedModel reads reports with a change.
func changedModel(t *testing.T, files map[string]string, change *Change, settings Settings, reports ...string) *Facts {
	t.Helper()
	b := newBuilder(treeOf(files))
	b.settings = settings
	b.settings.Change = change
	for _, r := range reports {
		b.add(r)
	}
	m := b.finish()
	factstest.EqualsJSON(t, m)
	settings.Change = change
	factstest.WellFormed(t, Read(treeOf(files), source.Unit{Name: ".", Files: reports}, settings))
	return m
}

// describeChange writes what a change amounts to.
func describeChange(m *Facts) (lines []string) {
	lines = append(lines, m.Change.Text)
	for _, f := range m.Files {
		if f.Patch == nil {
			continue
		}
		s := f.Path
		for _, name := range metricNames {
			if c, ok := f.Patch.Metrics[name]; ok {
				s += fmt.Sprintf(" %s %d/%d", name, c.Covered, c.Total)
			}
		}
		if f.Patch.Partial > 0 {
			s += fmt.Sprintf(" partial %d", f.Patch.Partial)
		}
		lines = append(lines, s)
	}
	for _, u := range m.UncoveredChanges {
		lines = append(lines, fmt.Sprintf("%s:%s %d", u.Path, u.Text, u.Lines))
	}
	for _, u := range m.UnmeasuredChanges {
		lines = append(lines, fmt.Sprintf("%s %s %d", u.Path, u.Reason, u.Lines))
	}
	return lines
}

func TestPatch(t *testing.T) {
	numbered := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "line(%d)\n", i+1)
		}
		return b.String()
	}
	handler := `package web

var handler = func(w Writer) { // 3
	w.Write() // 4
}

func Routes(m *Mux) {
	// The health of the service.

	m.Handle("/", func(w Writer) { // 10
		w.Write( // 11
			1,
		)
	}) // 14
	if m.Debug { m.Trace() } // 15
}
`
	for name, c := range map[string]struct {
		file, text, report, added string
		want                      []string
	}{
		"none can run":        {"a.js", numbered(9), "SF:a.js\nDA:1,0\n", "2-9", []string{"no added line can run", "a.js"}},
		"some ran":            {"a.js", numbered(9), "SF:a.js\nDA:1,0\nDA:2,1\nDA:3,0\nDA:4,0\nDA:6,0\nDA:8,1\nDA:9,0\n", "2-9", []string{"2/6 (33.33 %, line, report)", "a.js line 2/6", "a.js:3-6 3", "a.js:9 1"}},
		"unchanged between":   {"a.js", numbered(9), "SF:a.js\nDA:2,0\nDA:3,0\nDA:4,0\n", "2 4", []string{"0/2 (0 %, line, report)", "a.js line 0/2", "a.js:2 1", "a.js:4 1"}},
		"branches":            {"a.js", numbered(9), "SF:a.js\nDA:2,1\nDA:3,1\nBRDA:2,0,0,1\nBRDA:2,0,1,0\nBRDA:3,0,0,0\nBRDA:3,0,1,1\n", "2", []string{"1/1 (100 %, line, report)", "a.js line 1/1 branch 1/2 partial 1"}},
		"beyond the end":      {"a.js", numbered(3), "SF:a.js\nDA:2,1\nDA:7,0\n", "1-9", []string{"1/1 (100 %, line, report)", "a.js line 1/1"}},
		"hostile ranges":      {"a.js", numbered(3), "SF:a.js\nDA:2,1\n", "0-7 5-2 3-4000000000 1", []string{"no added line can run", "a.js"}},
		"ignored":             {"a.js", "a()\nb() // bdma:ignore coverage: why not\n", "SF:a.js\nDA:1,1\nDA:2,0\n", "1-2", []string{"1/1 (100 %, line, report)", "a.js line 1/1"}},
		"a file of counts":    {"src/A.kt", "fun a() {\n  return b()\n}\n", `<report name="r"><package name="src"><sourcefile name="A.kt"><counter type="LINE" missed="1" covered="3"/></sourcefile></package></report>`, "1-3", []string{"no added line can run", "src/A.kt counts 1"}},
		"literals of Go":      {"web.go", handler, "mode: set\nweb.go:3.31,5.2 1 0\nweb.go:7.22,10.32 1 1\nweb.go:10.32,14.3 1 0\nweb.go:15.2,15.13 1 1\nweb.go:15.13,15.26 1 0\n", "1-16", []string{"2/5 (40.00 %, line, report)", "web.go line 2/5 partial 1", "web.go:4 1", "web.go:11-12 2"}},
		"literals in a block": {"web.go", handler, "mode: set\nweb.go:7.22,14.4 1 1\nweb.go:10.32,14.3 1 0\nweb.go:15.2,15.13 1 1\nweb.go:15.13,15.26 1 1\n", "7-16", []string{"2/4 (50.00 %, line, report)", "web.go line 2/4", "web.go:11-12 2"}},
		"comments in a block": {"web.go", handler, "mode: set\nweb.go:7.22,14.4 1 0\n", "8-9", []string{"no added line can run", "web.go"}},
	} {
		t.Run(name, func(t *testing.T) {
			change := &Change{Base: "main", Files: []source.ChangedFile{{Path: c.file, Added: parseAdded(t, c.added)}}}
			m := changedModel(t, map[string]string{c.file: c.text, "report": c.report}, change, Settings{}, "report")
			if d := cmp.Diff(c.want, describeChange(m)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestNoChange(t *testing.T) {
	m := changedModel(t, map[string]string{"a.js": "a()\n", "report": "SF:a.js\nDA:1,1\n"}, nil, Settings{}, "report")
	if m.Change != nil || m.Files[0].Changed {
		t.Errorf("there is a change: %v", m.Change)
	}
	m = changedModel(t, map[string]string{"a.js": "a()\n", "report": "SF:a.js\nDA:1,1\n"}, &Change{Base: "main"}, Settings{}, "report")
	if m.Change == nil || m.Change.Files != 0 || m.Change.Text != "no added line can run" {
		t.Errorf("got %v", m.Change)
	}
}

// Which changed files that no report speaks of should be measured.
func TestUnmeasured(t *testing.T) {
	for name, c := range map[string]struct {
		measured, others string
		want             string // those among the others
	}{
		"beside":                        {"src/a.js", "src/b.js", "src/b.js"},
		"below":                         {"src/a.js", "src/x/b.js", "src/x/b.js"},
		"under one roof":                {"src/x/a.js src/y/a.js", "src/z/b.js", "src/z/b.js"},
		"the top of the module":         {"src/a.js lib/a.js", "jest.js scripts/b.js", ""},
		"a folder of the top":           {"src/a.js lib/a.js", "lib/x/b.js", "lib/x/b.js"},
		"above":                         {"src/x/a.js src/y/a.js", "src/b.js", ""},
		"elsewhere":                     {"src/x/a.js", "tools/b.js", ""},
		"another language":              {"src/a.js", "src/b.py", ""},
		"another module":                {"web/src/a.js web/package.json", "app/package.json app/src/b.js", ""},
		"tests":                         {"src/a.js", "src/b.test.js src/__tests__/c.js src/b.spec.js test/d.js src/e.stories.js src/x.config.js", ""},
		"tests of other languages":      {"a/a.py a/A.java a/A.kt a/A.cs", "a/test_b.py a/b_test.py a/conftest.py a/BTest.java a/BIT.java a/BSpec.kt a/A.Tests/B.cs", ""},
		"no language that bdma knows":   {"src/a.xyz", "src/b.xyz", ""},
		"a name without an extension":   {"src/a", "src/b", ""},
		"Go under one roof":             {"internal/a/a.go internal/b/a.go go.mod", "internal/c/c.go", "internal/c/c.go"},
		"Go at the top, beside":         {"a.go go.mod", "b.go", "b.go"},
		"Go, generated":                 {"a.go go.mod", "gen.go", ""},
		"Go, for one system":            {"a.go go.mod", "b_windows.go b_linux_amd64.go", ""},
		"not in the repository, a link": {"src/a.js", "src/gone.js", ""},
	} {
		t.Run(name, func(t *testing.T) {
			files, report := map[string]string{}, ""
			text := func(name string) string {
				switch {
				case strings.HasSuffix(name, "gen.go"):
					return "// Code generated by hand. DO NOT EDIT.\npackage a\nfunc f() {\n\tg()\n}\n"
				case strings.HasSuffix(name, ".go"):
					return "package a\n\nfunc f() {\n\tg()\n}\n"
				case strings.HasSuffix(name, ".mod"):
					return "module example.com/a\n"
				}
				return "\n\n\nreturn go(1)\n"
			}
			for f := range strings.FieldsSeq(c.measured) {
				files[f] = text(f)
				if !strings.HasSuffix(f, ".mod") && !strings.HasSuffix(f, ".json") {
					report += "SF:" + f + "\nDA:1,1\nend_of_record\n"
				}
			}
			change := &Change{Base: "main"}
			for f := range strings.FieldsSeq(c.others) {
				if !strings.Contains(f, "gone") {
					files[f] = text(f)
				}
				change.Files = append(change.Files, source.ChangedFile{Path: f, Added: []source.LineRange{{First: 1, Last: 9}}})
			}
			files["report"] = report
			var got []string
			for _, u := range changedModel(t, files, change, Settings{}, "report").UnmeasuredChanges {
				got = append(got, u.Path)
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

func TestCodeLines(t *testing.T) {
	for name, c := range map[string]struct{ file, text, want string }{
		"Go":                        {"a.go", "package a\n\nimport \"x\"\n\nvar e = x.New(1)\n\n// f does it.\nfunc f() {\n\n\tg(\n\t\t1,\n\t)\n}\n\nfunc empty() {}\n", "10 11"},
		"Go, types":                 {"a.go", "package a\n\ntype T struct {\n\tA int\n}\n\nconst c = 1\n", ""},
		"Go, a literal":             {"a.go", "package a\n\nvar f = func() {\n\tg()\n}\n", "4"},
		"Go that is none":           {"a.go", "package a\nfunc f( {\n g()\n}\n", ""},
		"Go, a build":               {"a.go", "//go:build integration\n\npackage a\nfunc f() {\n\tg()\n}\n", ""},
		"Python":                    {"a.py", "\"\"\"Text.\n\nx = 1\n\"\"\"\nimport x\nfrom y import (\n    z,\n)\n\n# x = 1\ndef f():\n    '''one'''\n    return 1\n", "11 13"},
		"Python, only imports":      {"__init__.py", "from .a import b\nfrom .c import (\n    d,\n    e,\n)\n", ""},
		"TypeScript, types":         {"a.ts", "import {\n  a,\n} from './a';\nexport type A = {\n  f: (x: number) => void;\n};\nexport interface B {\n  g(): void;\n}\nexport * from './b';\nexport {\n  a,\n} from './a';\ntype C = string | number;\n", ""},
		"TypeScript":                {"a.ts", "/* x = 1;\n y = 2 */\nexport function f(a: string) {\n  // return 2\n  const u = 'http://a=b';\n  return u;\n}\n", "5 6"},
		"TypeScript, after a type":  {"a.ts", "type A = { a: string };\nexport const b = c();\n", "2"},
		"Java, an interface":        {"A.java", "package a;\n\nimport a.b.C;\n\n/** Returns it, if any. */\npublic interface A {\n  @Deprecated(since = \"1\")\n  String f(int x);\n}\n", ""},
		"Java":                      {"A.java", "package a;\n\npublic class A {\n  @Override\n  public int f() {\n    this.x = g();\n    return 1;\n  }\n}\n", "6 7"},
		"an enum of C#":             {"A.cs", "using System;\n\npublic enum A\n{\n    X = 1,\n    Y = 2\n}\n", ""},
		"an interface of C#":        {"A.cs", "namespace A;\n\npublic interface IA\n{\n    B? Find(string id, int limit = 10);\n}\n", ""},
		"a record of C#":            {"A.cs", "public sealed record A(string Name, int Amount = 1);\n", ""},
		"attributes of an assembly": {"A.cs", "[assembly: InternalsVisibleTo(\"A.Tests\")]\n", ""},
		"a version of Ruby":         {"version.rb", "# frozen_string_literal: true\n\nmodule Shop\n  class Cart < Base\n    VERSION = \"1.0\".freeze\n  end\nend\n", ""},
		"Ruby":                      {"a.rb", "class A\n  RATES = load(1)\n\n  def f\n    1\n  end\nend\n", "2 4 5"},
		"a version of Python":       {"_version.py", "__version__ = '1.0'\nLIMIT = 10\nRATE = f()\n", "3"},
		"minified":                  {"a.js", "return x;\n" + strings.Repeat("a=1;", 2000) + "\n", ""},
		"no language":               {"a.md", "return x;\n", ""},
		"strings of strings":        {"a.js", "'\\", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, l := range codeLines(c.file, []byte(c.text)) {
				got = append(got, fmt.Sprint(l))
			}
			if g := strings.Join(got, " "); g != c.want {
				t.Errorf("got %q, want %q", g, c.want)
			}
		})
	}
}

// The number of missed ranges is right, also where they are too many to be listed.
func TestManyMissedRanges(t *testing.T) {
	lcov := "SF:a.js\n"
	for n := range 2 * mostMissedRanges {
		lcov += fmt.Sprintf("DA:%d,1\nDA:%d,0\n", 2*n+1, 2*n+2)
	}
	files := map[string]string{"a.js": strings.Repeat("x()\n", 4*mostMissedRanges), "lcov.info": lcov + "end_of_record\n"}
	change := &Change{Base: "main", Files: []source.ChangedFile{{Path: "a.js", Added: []source.LineRange{{First: 1, Last: 4 * mostMissedRanges}}}}}
	f := summarize(changedModel(t, files, change, Settings{}, "lcov.info")).Change.Files[0]
	if len(f.Missed) != mostMissedRanges || f.MissedRanges != 2*mostMissedRanges {
		t.Errorf("%d of %d ranges", len(f.Missed), f.MissedRanges)
	}
}

func TestMinimums(t *testing.T) {
	files := map[string]string{"go.mod": "module a\n", "lcov.info": ""}
	for _, f := range []string{"money/a.js", "money/b.js", "old/x.js", "old/y.js", "web/z.js"} {
		files[f] = "x()\n"
		files["lcov.info"] += "SF:" + f + "\nDA:1,1\nend_of_record\n"
	}
	below := func(p string) func(string) bool { return func(f string) bool { return strings.HasPrefix(f, p) } }
	settings := Settings{
		Minimums: []Minimum{
			{Paths: below("money/"), Minimum: "97.5", Metric: "line"},
			{Paths: below("old/"), Minimum: "10"},
			{Paths: below("old/y"), Minimum: "0"},
		},
		Components: []Component{{Name: "both", Match: func(f string) bool { return below("money/")(f) || below("web/")(f) }, Minimum: "80"}, {Name: "none", Match: below("none/")}},
	}
	m := changedModel(t, files, nil, settings, "lcov.info")
	var got []string
	for _, r := range m.Minimums {
		got = append(got, fmt.Sprint(r.Path, " ", r.Folder, " ", r.Minimum, " ", r.Metric))
	}
	for _, c := range m.Components {
		got = append(got, fmt.Sprint(c.Name, " ", c.Files, " ", c.Minimum, " ", c.MeasuredBy))
	}
	if d := cmp.Diff([]string{"money true 97.5 line", "old/x.js false 10 ", "old/y.js false 0 ", "both 3 80 lcov.info", "none 0  no report"}, got); d != "" {
		t.Error(d)
	}
}

// Whatever a source file holds, looking for code and comments in it ends well.
func FuzzSources(f *testing.F) {
	for _, text := range []string{
		"package a\nfunc f() { // bdma:ignore coverage: x\n\tg()\n}\n", "// bdma:ignore-start coverage: x\nf()\n// bdma:ignore-end\n",
		"# @generated\n\"\"\"\nx\n\"\"\"\nfrom a import (b,\nc)\n", "type A = {\n", "/* bdma:ignore coverage */ '\\", "package a\nvar x = `\n{{{}}}}`\n",
	} {
		f.Add(text, uint32(2), uint32(3), uint32(3), uint32(9), uint32(1))
	}
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, hits uint32) {
		profile := fmt.Sprintf("mode: set\na.go:%d.%d,%d.%d 1 %d\na.go:3.1,4.2 2 0\n", a%50+1, b%50, c%50+1, d%50, hits)
		change := &Change{Base: "main", Files: []source.ChangedFile{{Path: "a.go", Added: []source.LineRange{{First: int(a % 9), Last: int(c % 99)}}}}}
		files := map[string]string{"c.out": profile, ".gitattributes": text, "a.js": text}
		lcov := "SF:a.js\nDA:1,1\nDA:2,0\nBRDA:2,0,0,0\n"
		for _, name := range []string{"a.go", "b.go", "b.js", "b.py", "b.ts"} {
			files[name] = text
			change.Files = append(change.Files, source.ChangedFile{Path: name, Added: []source.LineRange{{First: 1, Last: int(d % 99)}}})
		}
		files["lcov.info"] = lcov
		m := changedModel(t, files, change, Settings{}, "c.out", "lcov.info")
		for _, count := range m.Change.MetricsWithUnmeasured {
			if count.Covered > count.Total {
				t.Errorf("%d of %d", count.Covered, count.Total)
			}
		}
	})
}

package coverage

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

func compared(now, then tally) *Ratchet {
	b := newBuilder(nil)
	b.compare(Ratchet{}, line, now, then, &past{})
	if len(b.model.Ratchet) == 0 {
		return nil
	}
	return &b.model.Ratchet[0]
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		now, then                tally
		fell, rose, more, needed int
		change                   string
	}{
		{tally{9, 10}, tally{9, 10}, 0, 0, 0, 0, ""},
		{tally{8, 10}, tally{9, 10}, 10_000, 0, 1, 1, "1 more uncovered, 10.00 percentage points less"},
		{tally{10, 10}, tally{9, 10}, 0, 10_000, -1, 0, ""},
		{tally{4, 5}, tally{9, 10}, 10_000, 0, 0, 1, "10.00 percentage points less"}, // covered code was deleted
		{tally{90, 101}, tally{9, 10}, 892, 0, 10, 1, "10 more uncovered, 0.90 percentage points less"},
		{tally{18, 20}, tally{9, 10}, 0, 0, 1, 0, "1 more uncovered"},
		// However little it is, it is something.
		{tally{maxCount - 1, maxCount}, tally{maxCount, maxCount}, 1, 0, 1, 1, "1 more uncovered, 0.01 percentage points less"},
		{tally{0, maxCount}, tally{maxCount, maxCount}, 100_000, 0, maxCount, maxCount, fmt.Sprintf("%d more uncovered, 100.00 percentage points less", maxCount)},
		{tally{1, 3}, tally{2, 6}, 0, 0, -2, 0, ""},
	} {
		got := compared(c.now, c.then)
		want := [4]int{c.fell, c.rose, c.more, c.needed}
		if have := [4]int{got.FellBy, got.RoseBy, got.MoreUncovered, got.Needed}; have != want || got.Change != c.change {
			t.Errorf("%v after %v: fell, rose, more, needed: %v, want %v: %q", c.now, c.then, have, want, got.Change)
		}
	}
	if compared(tally{}, tally{1, 1}) != nil || compared(tally{1, 1}, tally{}) != nil {
		t.Error("nothing was compared")
	}
}

// Covering what is needed makes the share no lower, and covering one less does not.
func TestNeeded(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		pick := func() tally {
			n := 1 + random.IntN(1<<random.IntN(40))
			return tally{random.IntN(n + 1), n}
		}
		now, then := pick(), pick()
		got := compared(now, then)
		lower := func(t tally) bool {
			return new(big.Rat).SetFrac64(int64(t.covered), int64(t.total)).Cmp(new(big.Rat).SetFrac64(int64(then.covered), int64(then.total))) < 0
		}
		fell := lower(now)
		if fell != (got.FellBy > 0) || fell != (got.Needed > 0) || lower(tally{now.covered + got.Needed, now.total}) || fell && !lower(tally{now.covered + got.Needed - 1, now.total}) {
			t.Fatalf("%v after %v: fell by %d, needs %d", now, then, got.FellBy, got.Needed)
		}
	}
}

const twoPackages = "mode: set\nshop/cart/a.go:1.1,1.9 1 1\nshop/cart/a.go:2.1,2.9 1 0\nshop/refund/b.go:1.1,1.9 2 1\n"

func twoPackagesTree(files map[string]string) *source.Tree {
	all := map[string]string{"go.mod": "module shop\n", "cart/a.go": "package cart\nfunc f() {}\n", "refund/b.go": "package refund\nfunc g() {}\n", "cover.out": twoPackages}
	for name, text := range files {
		all[name] = text
	}
	return treeOf(all)
}

func TestRecord(t *testing.T) {
	components := []Component{{Name: "money", Match: func(f string) bool { return strings.HasPrefix(f, "refund/") }}}
	const want = `{
  "version": 1,
  "headline": "statement",
  "components": {
    "money": {"line": "1/1", "statement": "2/2"}
  },
  "packages": {
    "cart": {"files": {".go": 1}, "covered": {"line": "1/2", "statement": "1/2"}},
    "refund": {"files": {".go": 1}, "covered": {"line": "1/1", "statement": "2/2"}}
  }
}
`
	tree := twoPackagesTree(nil)
	settings := Settings{Components: components, Baseline: "bdma.coverage.json"}
	r := Record(tree, source.Unit{Name: ".", Files: []string{"cover.out"}}, settings)
	if d := cmp.Diff(want, string(r.Text)); d != "" {
		t.Error(d)
	}
	if r.Headline != "statement" || r.Counts != "3/4 (75.00 %)" || r.Packages != 2 {
		t.Errorf("%+v", r)
	}

	// What was recorded a moment ago is what is.
	m := readWith(t, twoPackagesTree(map[string]string{"bdma.coverage.json": string(r.Text)}), settings, "cover.out")
	var got []string
	for _, row := range m.Ratchet {
		got = append(got, fmt.Sprintf("%s %s %s %s = %s", row.Scope, row.Name, row.Metric, row.Now, row.Then))
		if row.FellBy != 0 || row.RoseBy != 0 || row.MoreUncovered != 0 || !row.Recorded || row.Partial {
			t.Errorf("%+v", row)
		}
	}
	if d := cmp.Diff([]string{
		"total all code line 2/3 (66.66 %) = 2/3 (66.66 %)", "total all code statement 3/4 (75.00 %) = 3/4 (75.00 %)",
		"package cart line 1/2 (50.00 %) = 1/2 (50.00 %)", "package refund line 1/1 (100 %) = 1/1 (100 %)",
		"package cart statement 1/2 (50.00 %) = 1/2 (50.00 %)", "package refund statement 2/2 (100 %) = 2/2 (100 %)",
		"component money line 1/1 (100 %) = 1/1 (100 %)", "component money statement 2/2 (100 %) = 2/2 (100 %)",
	}, got); d != "" {
		t.Error(d)
	}
	if len(m.Lost) > 0 || len(m.Incomparable) > 0 || len(m.Problems) > 0 {
		t.Errorf("%v %v %v", m.Lost, m.Incomparable, m.Problems)
	}
}

func TestBaselineMistakes(t *testing.T) {
	pkg := func(counts string) string {
		return `{"version":1,"packages":{"cart":{"files":{},"covered":` + counts + `}}}`
	}
	for text, want := range map[string]string{
		`{"version":1,`:                      "it is not JSON here",
		`{"version":2,"packages":{}}`:        "its version is 2, and this bdma knows version 1",
		`{"version":1,"packages":{},"x":1}`:  "it does not record coverage as bdma does",
		`{"version":1,"version":1}`:          "it is not JSON here",
		pkg(`{"line":"3/2"}`):                `of the package cart, "3/2" is not a count`,
		pkg(`{"line":"-1/2"}`):               `"-1/2" is not a count`,
		pkg(`{"line":"0/0"}`):                `"0/0" is not a count`,
		pkg(`{"line":"1/9007199254740993"}`): `is not a count`,
		pkg(`{"lines":"1/2"}`):               `"lines" is not a metric`,
		pkg(`{"line":3}`):                    "it does not record coverage as bdma does",
		``:                                   "it is not JSON here",
		`{"version":1,"components":{"c":{"line":"x"}},"packages":{}}`: `of the component c, "x" is not a count`,
	} {
		m := readWith(t, twoPackagesTree(map[string]string{"b.json": text}), Settings{Baseline: "b.json"}, "cover.out")
		if len(m.Problems) != 1 || !strings.Contains(m.Problems[0].Message, want) || len(m.Ratchet) > 0 {
			t.Errorf("%s: %+v, want %s", text, m.Problems, want)
		}
	}
}

func TestBases(t *testing.T) {
	record := func(counts string) string {
		return `{"version":1,"headline":"statement","packages":{"cart":{"files":{".go":1},"covered":{"statement":"` + counts + `"}}}}`
	}
	then := func(m *Facts) string {
		for _, row := range m.Ratchet {
			if row.Scope == "total" && row.Metric == "statement" {
				return fmt.Sprintf("%s %s %v", row.Baseline, row.Then, row.Recorded)
			}
		}
		for _, row := range m.Incomparable {
			return row.Text
		}
		return ""
	}
	empty := treeOf(map[string]string{"README.md": ""})
	recorded := treeOf(map[string]string{"b.json": record("7/7")})
	for name, c := range map[string]struct {
		settings Settings
		files    map[string]string
		want     string
	}{
		"nothing":                     {Settings{Baseline: "b.json"}, nil, ""},
		"recorded here":               {Settings{Baseline: "b.json"}, map[string]string{"b.json": record("1/2")}, "b.json 1/2 (50.00 %) true"},
		"recorded in the base":        {Settings{Baseline: "b.json", Base: &source.Base{Fork: recorded, Tip: recorded}}, map[string]string{"b.json": record("1/2")}, "b.json 7/7 (100 %) false"},
		"deleted here":                {Settings{Baseline: "b.json", Base: &source.Base{Fork: recorded, Tip: recorded}}, nil, "b.json 7/7 (100 %) false"},
		"recorded for the first time": {Settings{Baseline: "b.json", Base: &source.Base{Fork: empty, Tip: empty}}, map[string]string{"b.json": record("1/2")}, "b.json 1/2 (50.00 %) true"},
		"a report of the past":        {Settings{Baseline: "b.json", BaseReport: "main/cover.out"}, map[string]string{"b.json": record("1/2"), "main/cover.out": "mode: set\nshop/cart/a.go:1.1,1.9 5 1\n"}, "main/cover.out 5/5 (100 %) false"},
		"it is gone, but recorded":    {Settings{Baseline: "b.json", BaseReport: "main/cover.out"}, map[string]string{"b.json": record("1/2")}, "b.json 1/2 (50.00 %) true"},
		"it is gone":                  {Settings{Baseline: "b.json", BaseReport: "main/cover.out"}, nil, "main/cover.out is not there"},
		"it is empty":                 {Settings{BaseReport: "main/cover.out"}, map[string]string{"main/cover.out": "mode: set\n"}, "main/cover.out does not record it"},
	} {
		t.Run(name, func(t *testing.T) {
			m := readWith(t, twoPackagesTree(c.files), c.settings, "cover.out")
			if got := then(m); got != c.want || len(m.Problems) > 0 {
				t.Errorf("%q, want %q: %v", got, c.want, m.Problems)
			}
		})
	}
	m := readWith(t, twoPackagesTree(map[string]string{"main/cover.out": "mode: set\nx\n"}), Settings{BaseReport: "main/cover.out"}, "cover.out")
	if len(m.Problems) != 1 || len(m.Ratchet) > 0 {
		t.Errorf("a report of the past that cannot be read: %v", m.Problems)
	}
}

func TestOtherBasis(t *testing.T) {
	text := `{"version":1,"headline":"line","basis":"statement","packages":{"src":{"files":{".js":1},"covered":{"line":"1/1","statement":"1/1"}}}}`
	tree := treeOf(map[string]string{"b.json": text, "src/a.js": "x\n",
		"coverage-final.json": `{"/w/src/a.js":{"all":false,"statementMap":{"0":{"start":{"line":1,"column":0},"end":{"line":1,"column":1}}},"s":{"0":1}}}`})
	m := readWith(t, tree, Settings{Baseline: "b.json"}, "coverage-final.json")
	if len(m.Ratchet) > 0 || len(m.Incomparable) != 2 || m.Incomparable[0].Text != "b.json counts the lines that statements begin on, and the reports count every line of the source" {
		t.Errorf("%+v %+v", m.Ratchet, m.Incomparable)
	}
}

func TestLost(t *testing.T) {
	pkg := func(dir, ext string) string {
		return `"` + dir + `":{"files":{"` + ext + `":1},"covered":{"statement":"1/1"}}`
	}
	text := `{"version":1,"headline":"statement","packages":{` + strings.Join([]string{
		pkg("cart", ".go"), pkg("code", ".go"), pkg("deleted", ".go"), pkg("excluded", ".go"), pkg("generated", ".go"), pkg("moved", ".go"), pkg("py", ".py"), pkg("tests", ".js"), pkg("types", ".go"),
	}, ",") + `}}`
	tree := twoPackagesTree(map[string]string{
		"b.json": text, "code/a.go": "package code\nfunc f() {}\n", "excluded/a.go": "package x\nfunc f() {}\n",
		"generated/a.go": "// Code generated by x. DO NOT EDIT.\npackage g\nfunc f() {}\n", "moved/a.py": "x\n", "py/a.py": "x\n", "tests/a.test.js": "x\n", "types/a.go": "package types\ntype T int\n",
	})
	m := readWith(t, tree, Settings{Baseline: "b.json", Excluded: func(f string) bool { return strings.HasPrefix(f, "excluded/") }}, "cover.out")
	if len(m.Lost) != 1 || m.Lost[0].Text != "code, py" || m.Lost[0].Packages != 2 {
		t.Errorf("%+v", m.Lost)
	}
	for _, row := range m.Ratchet {
		if row.Scope == "total" && !row.Partial {
			t.Errorf("%+v is of other code", row)
		}
	}
	// Without any report, all of it is.
	if m := readWith(t, tree, Settings{Baseline: "b.json"}); len(m.Lost) != 1 || m.Lost[0].Text != "cart, code, excluded, py" {
		t.Errorf("%+v", m.Lost)
	}
}

func FuzzBaseline(f *testing.F) {
	f.Add([]byte(`{"version":1,"headline":"statement","packages":{"cart":{"files":{".go":1},"covered":{"statement":"1/2"}}}}`))
	f.Add([]byte(`{"version":1,"basis":"statement","components":{"c":{"line":"1/9007199254740992"}},"packages":{"":{"files":{},"covered":{}}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		tree := twoPackagesTree(map[string]string{"b.json": string(data)})
		b := newBuilder(tree)
		b.settings = Settings{Baseline: "b.json", Components: []Component{{Name: "c", Match: func(string) bool { return true }}}}
		b.add("cover.out")
		model := b.finish()
		factstest.EqualsJSON(t, model)
		factstest.WellFormed(t, Read(tree, source.Unit{Name: ".", Files: []string{"cover.out"}}, b.settings))
		for _, row := range model.Ratchet {
			if row.FellBy < 0 || row.FellBy > rateScale || row.RoseBy < 0 || row.RoseBy > rateScale || row.FellBy > 0 && row.RoseBy > 0 || row.Needed < 0 || row.Needed > row.Total {
				t.Errorf("%+v", row)
			}
		}
	})
}

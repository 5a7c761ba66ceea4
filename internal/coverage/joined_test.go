package coverage

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/source"
)

// linesAgree fails the test when the lines that are shown of a file are not those that are counted.
func linesAgree(t testing.TB, f *file) {
	t.Helper()
	view := f.view()
	var all, hit []span
	for _, s := range f.stretches() {
		all = append(all, s.span)
		if s.hits > 0 {
			hit = append(hit, s.span)
		} else if s.partial {
			t.Fatalf("%v ran in part and never", s.span)
		}
	}
	for i := 1; i < len(all); i++ {
		if all[i-1].last >= all[i].first {
			t.Fatalf("%v and %v overlap", all[i-1], all[i])
		}
	}
	if got, want := fmt.Sprint(join(all)), fmt.Sprint(view.all); got != want {
		t.Fatalf("lines %s, counted %s", got, want)
	}
	if got, want := fmt.Sprint(join(hit)), fmt.Sprint(view.hit); got != want {
		t.Fatalf("lines that ran %s, counted %s", got, want)
	}
}

func TestShownLinesAreCountedLines(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		f := &file{}
		for range random.IntN(12) {
			start, length := 1+random.Uint32N(30), random.Uint32N(8)
			f.blocks.add(block{startLine: start, startCol: 1 + random.Uint32N(9), endLine: start + length, endCol: 1 + random.Uint32N(9) + 9*uint32(bit(length == 0)),
				statements: random.Uint32N(3), hits: random.Uint32N(3)})
		}
		for range random.IntN(6) {
			f.lines.add(lineHit{1 + random.Uint32N(40), random.Uint32N(3)})
		}
		linesAgree(t, f)
	}
}

func TestLines(t *testing.T) {
	for name, c := range map[string]struct {
		report string
		want   []string
	}{
		"lines and branches":             {"SF:x\nDA:1,5\nDA:2,0\nDA:4,1\nBRDA:1,0,0,2\nBRDA:1,0,1,3\nBRDA:4,0,0,-\nBRDA:4,0,1,1\n", []string{"1 5× 2/2", "2 missed", "4 1× partial 1/2"}},
		"branches of lines without code": {"SF:x\nDA:3,1\nBRDA:1,0,0,0\nBRDA:5,0,0,1\n", []string{"1 no code 0/1", "3 1×", "5 no code 1/1"}},
		"a missed line is not partial":   {"SF:x\nDA:1,0\nBRDA:1,0,0,0\n", []string{"1 missed 0/1"}},
		"Go: a block that did not run":   {"mode: count\nx.go:1.1,4.9 2 3\nx.go:2.5,3.9 1 0\n", []string{"1 3×", "2 3× partial", "3 3× partial", "4 3×"}},
		"Go: the hits of the busiest":    {"mode: count\nx.go:1.1,3.9 2 3\nx.go:2.5,2.9 1 70\n", []string{"1 3×", "2 70×", "3 3×"}},
		"Go: nothing to run":             {"mode: count\nx.go:1.1,3.9 0 3\n", nil},
		"JaCoCo": {`<report name="r"><package name="p"><sourcefile name="x"><line nr="3" mi="1" ci="2" mb="1" cb="3"/><line nr="4" mi="0" ci="2" mb="0" cb="0"/><line nr="5" mi="9" ci="0" mb="2" cb="0"/></sourcefile></package></report>`,
			[]string{"3 1× partial 3/4", "4 1×", "5 missed 0/2"}},
	} {
		t.Run(name, func(t *testing.T) {
			j := Join(treeOf(map[string]string{"report": c.report}), source.Unit{Files: []string{"report"}}, Settings{})
			var got []string
			for f := range j.Files() {
				linesAgree(t, f.file)
				for l := range f.Lines(100) {
					got = append(got, tell(l))
				}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func tell(l Line) string {
	var b strings.Builder
	fmt.Fprint(&b, l.Number)
	switch {
	case !l.Code:
		b.WriteString(" no code")
	case l.Missed():
		b.WriteString(" missed")
	default:
		fmt.Fprintf(&b, " %d×", l.Hits)
	}
	if l.Partial {
		b.WriteString(" partial")
	}
	if l.Branches > 0 {
		fmt.Fprintf(&b, " %d/%d", l.Taken, l.Branches)
	}
	return b.String()
}

// A profile may claim billions of lines: those who show them say how many they want, and get them at once.
func TestLinesOfAHugeBlock(t *testing.T) {
	j := Join(treeOf(map[string]string{"c.out": "mode: set\nx.go:1.1,2000000000.9 1 1\nx.go:5.1,5.9 1 0\n"}), source.Unit{Files: []string{"c.out"}}, Settings{})
	for f := range j.Files() {
		n := 0
		for l := range f.Lines(7) {
			n++
			if l.Partial != (l.Number == 5) {
				t.Errorf("line %d: partial = %v", l.Number, l.Partial)
			}
		}
		if n != 7 || f.Extent() != 2_000_000_000 {
			t.Errorf("%d lines of %d", n, f.Extent())
		}
	}
}

// Names of functions are kept for those who join reports, and for nobody else.
func TestNamesOfFunctions(t *testing.T) {
	for name, c := range map[string]struct {
		report string
		want   string
	}{
		"LCOV":     {"SF:x\nFN:3,9,std::map<a, b>\nFNDA:2,std::map<a, b>\nFN:1,main\nFNDA:0,main\nDA:1,5\n", "[{1 0 main} {3 2 std::map<a, b>}]"},
		"LCOV 2.2": {"SF:x\nFNL:0,3,9\nFNA:0,4,f\nFNA:0,1,f again\nDA:1,5\n", "[{3 5 f}]"},
		"Cobertura": {`<coverage line-rate="1"><packages><package><classes><class name="x" filename="x.c"><methods><method name="a&lt;b&gt;" signature="()"><lines><line number="1" hits="4"/></lines></method></methods><lines><line number="1" hits="4"/></lines></class></classes></package></packages></coverage>`,
			"[{1 4 a<b>}]"},
		"JaCoCo": {`<report name="r"><package name="shop"><class name="shop/Cart" sourcefilename="Cart.java"><method name="total" desc="()I" line="7"><counter type="METHOD" missed="0" covered="1"/></method></class><sourcefile name="Cart.java"><line nr="7" mi="0" ci="2"/></sourcefile></package></report>`,
			"[{7 1 Cart.total}]"},
	} {
		t.Run(name, func(t *testing.T) {
			tree, unit := treeOf(map[string]string{"report": c.report}), source.Unit{Files: []string{"report"}}
			for f := range Join(tree, unit, Settings{}).Files() {
				if got := fmt.Sprint(f.Functions()); got != c.want {
					t.Errorf("functions %s, want %s", got, c.want)
				}
			}
			b := newBuilder(tree)
			b.keep = true
			b.add("report")
			b.finish()
			if b.list[0].names != nil {
				t.Error("names are kept although nobody wants them")
			}
		})
	}
}

func TestNamesOfFunctionsAreBounded(t *testing.T) {
	f := &file{ledger: &nameLedger{left: 1000}}
	for i := range 100 {
		f.call(uint64(i), []byte(strings.Repeat("é", 500)))
	}
	if n := len(f.names); n < 2 || n > 5 {
		t.Errorf("%d names", n)
	}
	for _, name := range f.names {
		if len(name) > maxRoutineName+3 {
			t.Errorf("a name of %d bytes", len(name))
		}
	}
}

// What is shown of real reports is what is counted of them.
func TestShownLinesOfRealReports(t *testing.T) {
	tree := openTree(t, corpus(t))
	for _, u := range Find(tree, corpusFiles(t, tree)).Units {
		for _, name := range u.Files {
			for f := range Join(tree, source.Unit{Files: []string{name}}, Settings{}).Files() {
				linesAgree(t, f.file)
			}
		}
	}
}

func FuzzJoin(f *testing.F) {
	f.Add([]byte("mode: set\nx.go:1.1,9.9 1 1\nx.go:2.1,4.9 2 0\nx.go:3.1,12.2 2 4\n"))
	f.Add([]byte("SF:x\nFN:1,f\nFNDA:2,f\nDA:1,5\nDA:2,0\nBRDA:1,0,0,2\nBRDA:4,0,0,-\nend_of_record\n"))
	f.Add([]byte(`<report name="r"><package name="p"><sourcefile name="x"><line nr="3" mi="1" ci="2" mb="1" cb="3"/></sourcefile></package></report>`))
	f.Add([]byte(`<coverage line-rate="1"><packages><package><classes><class name="x" filename="x.c"><lines><line number="1" hits="1" branch="true" condition-coverage="50% (2/4)"/></lines></class></classes></package></packages></coverage>`))
	f.Fuzz(func(t *testing.T, report []byte) {
		j := Join(treeOf(map[string]string{"report": string(report)}), source.Unit{Files: []string{"report"}}, Settings{})
		for f := range j.Files() {
			linesAgree(t, f.file)
			branches, taken, last := 0, 0, 0
			for l := range f.Lines(5000) {
				if l.Number <= last {
					t.Fatalf("line %d after line %d", l.Number, last)
				}
				last = l.Number
				branches, taken = branches+l.Branches, taken+l.Taken
				if l.Ways != nil && len(l.Ways) != l.Branches {
					t.Fatalf("%d ways, %d branches", len(l.Ways), l.Branches)
				}
			}
			if c := f.Count("branch"); branches > c.Total || taken > c.Covered {
				t.Fatalf("%d of %d branches, counted %d of %d", taken, branches, c.Covered, c.Total)
			}
			f.Functions()
		}
	})
}

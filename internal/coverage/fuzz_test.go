package coverage

import (
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// fuzzReader feeds a reader with reports, some broken, and holds the facts to what is always true of them.
func fuzzReader(f *testing.F, name, head string, seeds ...string) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = append([]byte(head), data...)
		tree := source.FromFS(fstest.MapFS{name: {Data: data}, "src/a.go": {Data: []byte("package a\n\n\tx\n")}})
		b := newBuilder(tree)
		b.add(name)
		model := b.finish()
		factstest.EqualsJSON(t, model)
		factstest.WellFormed(t, Read(tree, source.Unit{Name: ".", Files: []string{name}}, Settings{}))
		for metric, total := range model.TotalsWithGenerated {
			if total.Covered < 0 || total.Covered > total.Total {
				t.Errorf("%s: %d/%d", metric, total.Covered, total.Total)
			}
		}
		for _, file := range model.Files {
			for metric, c := range file.Metrics {
				if c.Covered < 0 || c.Covered > c.Total {
					t.Errorf("%s %s: %d/%d", file.Path, metric, c.Covered, c.Total)
				}
				if (c.Percent == "100") != (c.Covered == c.Total) {
					t.Errorf("%s %s: %d/%d is %s", file.Path, metric, c.Covered, c.Total, c.Percent)
				}
			}
		}
	})
}

func FuzzGoProfile(f *testing.F) {
	fuzzReader(f, "coverage.out", "mode: count\n", "src/a.go:3.2,3.9 1 0\nsrc/a.go:3.2,3.9 1 2\n", "mode: set\na b:c.go:1.1,2.2 0 99999999999999999999\n", "x")
}

func FuzzLCOV(f *testing.F) {
	fuzzReader(f, "lcov.info", "TN:\n",
		"SF:src/a.go\nFN:1,f\nFNDA:1,f\nBRDA:1,0,0,-\nBRDA:1,eU0,a,b,1\nDA:1,1\nDA:3,0,sum\nLF:2\nLH:1\nend_of_record\n",
		"SF:a\nFNL:0,3,9\nFNA:0,0,g\nDA:=,=\nDA:9,1e+0\nDA:2,1\nDA:1,-1")
}

func FuzzCobertura(f *testing.F) {
	fuzzReader(f, "coverage.xml", "",
		`<coverage line-rate="0.5" lines-covered="1" lines-valid="2"><sources><source>/x</source></sources><packages><package><classes><class name="A" filename="src/a.go"><methods><method name="m"><lines><line number="1" hits="1"/></lines></method></methods><lines><line number="3" hits="0" branch="true" condition-coverage="50% (1/2)"/></lines></class></classes></package></packages></coverage>`,
		`<coverage line-rate="NaN"><packages><class filename="a"><lines><line number="1" hits="1.0"/></lines>`)
}

func FuzzJaCoCo(f *testing.F) {
	fuzzReader(f, "jacoco.xml", "",
		`<report name="r"><group name="g"><package name="src"><class name="src/A" sourcefilename="a.go"><method name="m" desc="()V" line="3"><counter type="METHOD" missed="0" covered="1"/></method></class><sourcefile name="a.go"><line nr="3" mi="1" ci="2" mb="1" cb="0"/><counter type="LINE" missed="1" covered="9007199254740993"/></sourcefile></package></group><counter type="LINE" missed="1" covered="1"/></report>`,
		`<report name="r"><package name=""><sourcefile name="x"><line nr="1"/>`)
}

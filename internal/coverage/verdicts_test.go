package coverage

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var updateVerdicts = flag.Bool("update-verdicts", false, "write what becomes of each report of the corpus")

// TestVerdicts holds what becomes of every file of the corpus: how it is counted, what is wrong with it and where, or by what name
// it is refused. A verdict that changes shows in the diff of testdata/verdicts.txt.
func TestVerdicts(t *testing.T) {
	tree := openTree(t, corpus(t))
	var b strings.Builder
	for _, f := range corpusFiles(t, tree) {
		if strings.HasSuffix(f.Path, ".tsv") {
			continue
		}
		fmt.Fprintf(&b, "%s\n\t%s\n", f.Path, strings.Join(verdictOf(t, f.Path), "\n\t"))
	}
	golden := filepath.Join("testdata", "verdicts.txt")
	if *updateVerdicts {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); d != "" {
		t.Errorf("go test ./internal/coverage -run TestVerdicts -update-verdicts writes what is new: %s", d)
	}
}

func verdictOf(t *testing.T, name string) (verdict []string) {
	tree := openTree(t, corpus(t))
	v, err := sniffFile(tree, name)
	if err != nil {
		return []string{"refused: " + err.Error()}
	}
	if v.format == nil {
		if v.what == "" {
			return []string{"no report"}
		}
		return []string{"refused: it " + v.what + "; " + v.instead}
	}
	b := newBuilder(tree)
	b.add(name)
	m := b.finish()
	say := func(format string, args ...any) { verdict = append(verdict, fmt.Sprintf(format, args...)) }
	r := m.Reports[0]
	text := v.format.name
	if r.Tool != "" && r.Tool != r.Format {
		text += " by " + r.Tool
	}
	if r.Readable {
		text += fmt.Sprintf(", %d files", r.Files)
	}
	for _, metric := range metricNames {
		if c, ok := r.Metrics[metric]; ok {
			text += fmt.Sprintf(", %s %d/%d", metric, c.Covered, c.Total)
		}
	}
	if r.Readable && r.Empty {
		text += ", empty"
	}
	say("%s", text)
	if r.IgnoredRecords > 0 {
		say("ignored: %d records", r.IgnoredRecords)
	}
	for _, d := range m.DeclaredMismatches {
		say("declared: %s %s", d.Metric, d.Declared)
	}
	for _, p := range m.Problems {
		at := b.nodes.Get(p.At).Range.Start
		say("problem at %d:%d: %s; %s", at.Line, at.Column, p.Message, p.Hint)
	}
	return verdict
}

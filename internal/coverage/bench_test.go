package coverage

import (
	"bytes"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/bench"
	"github.com/bdma-dev/bdma/internal/source"
)

// generated returns a large report of a kind, and whether there is a reader for it.
func generated(t testing.TB, r bench.Report, size int) (*source.Tree, int, bool) {
	t.Helper()
	var b bytes.Buffer
	b.Grow(size + 2<<20)
	if err := r.Write(&b, size); err != nil {
		t.Fatal(err)
	}
	return source.FromFS(fstest.MapFS{r.Name: {Data: b.Bytes()}}), b.Len(), sniff(r.Name, b.Bytes()[:min(b.Len(), sniffSize)]).format != nil
}

// benchReports are those of "make bench" and some more.
var benchReports = append(slices.Clone(bench.Reports),
	bench.Report{What: "coverage.py, JSON", Name: "coverage.json", Write: inMemory(bigCoveragePy)},
	bench.Report{What: "SimpleCov", Name: ".resultset.json", Write: inMemory(bigSimpleCov)})

func inMemory(generate func(int) []byte) func(io.Writer, int) error {
	return func(w io.Writer, size int) error {
		_, err := w.Write(generate(size))
		return err
	}
}

func BenchmarkRead(b *testing.B) {
	for _, r := range benchReports {
		b.Run(strings.ReplaceAll(r.What, " ", "_"), func(b *testing.B) {
			tree, size, read := generated(b, r, 100<<20)
			if !read {
				b.Skip("there is no reader for it")
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				readAll(b, tree, r.Name)
			}
		})
	}
}

func readAll(t testing.TB, tree *source.Tree, names ...string) {
	doc := Read(tree, source.Unit{Name: ".", Files: names}, Settings{})
	if doc.Input() == nil {
		t.Fatal("no facts")
	}
}

// TestAllocations guards what streaming means: memory goes with the source files, whose rows take most of it, and not
// with the size of the report.
func TestAllocations(t *testing.T) {
	withoutRaceDetector(t)
	if testing.Short() {
		t.Skip("reads large reports")
	}
	ceilings := map[string]float64{ // allocations per source file
		"LCOV, lines":                  150,
		"LCOV, functions and branches": 250,
		"Cobertura":                    250,
		"JaCoCo":                       330,
		"Go profile, every block once": 230,
		"Go profile, few blocks often": 230,
		"Istanbul":                     400,
		"coverage.py, JSON":            400,
		"SimpleCov":                    400,
	}
	for _, r := range benchReports {
		t.Run(r.What, func(t *testing.T) {
			tree, _, read := generated(t, r, 20<<20)
			if !read {
				t.Skip("there is no reader for it")
			}
			b := newBuilder(tree)
			b.add(r.Name)
			files := len(b.finish().Files)
			n := testing.AllocsPerRun(1, func() { readAll(t, tree, r.Name) })
			per := n / float64(files)
			t.Logf("%.0f allocations for each of %d source files", per, files)
			if per > ceilings[r.What] {
				t.Errorf("%.0f allocations per source file, at most %.0f are allowed", per, ceilings[r.What])
			}
		})
	}
}

// TestLinear counts the bytes that are allocated for reports of several sizes: for each further byte of a report no more than
// for those before it.
func TestLinear(t *testing.T) {
	withoutRaceDetector(t)
	if testing.Short() {
		t.Skip("reads large reports")
	}
	for _, r := range benchReports {
		t.Run(r.What, func(t *testing.T) {
			allocated := func(size int) float64 {
				tree, written, read := generated(t, r, size)
				if !read {
					t.Skip("there is no reader for it")
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				readAll(t, tree, r.Name)
				runtime.ReadMemStats(&after)
				return float64(after.TotalAlloc-before.TotalAlloc) / float64(written)
			}
			small, large := allocated(4<<20), allocated(64<<20)
			t.Logf("%.2f bytes for each byte of 4 MiB, %.2f of 64 MiB", small, large)
			if large > small*1.15 {
				t.Errorf("%.2f bytes for each byte of a report of 64 MiB, %.2f for each of 4 MiB", large, small)
			}
		})
	}
}

package bench_test

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/bench"
	"github.com/bdma-dev/bdma/internal/source"
)

// BenchmarkMigrations shows what a file of a history costs a whole run with every rule, as the history grows on a schema of a
// thousand tables: it should be the same at every length. What the rules and the thousand tables cost is left out.
func BenchmarkMigrations(b *testing.B) {
	var bytes uint64
	var took time.Duration
	for _, n := range []int{0, 10, 100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			fsys := make(fstest.MapFS)
			for name, sql := range bench.History(n) {
				fsys["migrations/"+name] = &fstest.MapFile{Data: []byte(sql)}
			}
			tree := source.FromFS(fsys)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for b.Loop() {
				if err := lintWith(b.Context(), tree, true); err != nil {
					b.Fatal(err)
				}
			}
			runtime.ReadMemStats(&after)
			allocated := (after.TotalAlloc - before.TotalAlloc) / uint64(b.N)
			each := b.Elapsed() / time.Duration(b.N)
			if n == 0 {
				bytes, took = allocated, each
				return
			}
			b.ReportMetric(float64(each-took)/float64(n), "ns/file")
			b.ReportMetric((float64(allocated)-float64(bytes))/float64(n), "B/file")
		})
	}
}

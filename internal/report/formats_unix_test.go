//go:build unix

package report

import (
	"io"
	"syscall"
	"testing"
)

// BenchmarkAllFormats writes every report of a run with many findings, which may take a second of processor time.
func BenchmarkAllFormats(b *testing.B) {
	run := many(b, 30_000)
	cpu := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
	}
	b.ReportAllocs()
	before := cpu()
	for b.Loop() {
		for _, format := range Formats() {
			if err := Write(io.Discard, format, run, Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric((cpu()-before)/float64(b.N), "cpu-ms/op")
}

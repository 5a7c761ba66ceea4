//go:build unix

package report

import (
	"io"
	"syscall"
	"testing"
)

// BenchmarkAllFormats writes every report of a run with many findings, of which ten thousand are silenced and ten thousand owed. It may
// take a second of processor time.
func BenchmarkAllFormats(b *testing.B) {
	run := burdened(b)
	cpu := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e6
	}
	b.ReportAllocs()
	of := make(map[string]float64)
	all := 0.0
	for b.Loop() {
		for _, format := range Formats() {
			before := cpu()
			if err := Write(io.Discard, format, run, Options{}); err != nil {
				b.Fatal(err)
			}
			took := cpu() - before
			of[format] += took
			all += took
		}
	}
	b.ReportMetric(all/float64(b.N), "cpu-ms/op")
	for _, format := range Formats() {
		b.ReportMetric(of[format]/float64(b.N), format+"-ms/op")
	}
}

package report

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"testing"

	"github.com/bdma-dev/bdma/internal/finding"
)

// burdened is a run with 30,000 findings that count, 10,000 that are silenced, 10,000 that are owed, 10,000 as before and 10,000 fixed.
func burdened(t testing.TB) *Run {
	run := many(t, 70_000)
	all := run.Findings
	for i := range all[30_000:40_000] {
		f := &all[30_000+i]
		f.Suppression = &finding.Suppression{Node: f.Node, Reason: fmt.Sprintf("this is accounted for in SHOP-%d, until the team has time", i%700), Until: "2027-01-31", Tool: "bdma", New: i%10 == 0}
	}
	for i := range all[40_000:50_000] {
		all[40_000+i].Owed = true
	}
	for i := range all[50_000:60_000] {
		all[50_000+i].Class = finding.Unchanged
	}
	run.Findings, run.Suppressed, run.Owed, run.Unchanged, run.Fixed = all[:30_000], all[30_000:40_000], all[40_000:50_000], all[50_000:60_000], all[60_000:]
	run.Base, run.Baseline = "origin/main", ".bdma-baseline.json"
	run.Owners = func(file string) []string { return []string{"@team/" + file[len(file)-8:]} }
	charter(run)
	return run
}

// Whatever else a run has to tell, what counts comes first and every format stays within the limit of its reader.
func TestABurdenStaysWithinLimits(t *testing.T) {
	run := burdened(t)
	limits := map[string]struct{ bytes, findings int }{
		"checkstyle": {100 << 20, 30_000},
		"comment":    {CommentBytes, -1},
		"github":     {64 << 10, 28},
		"gitlab":     {100 << 20, 30_000},
		"html":       {maxHTMLBytes + 1<<20, 20_000},
		"json":       {100 << 20, 30_000},
		"junit":      {30_000_000, 30_000},
		"markdown":   {DefaultMarkdownBytes, -1},
		"outputs":    {1 << 10, 30_000},
		"rdjson":     {100 << 20, 30_000},
		"sarif":      {100 << 20, maxResults},
		"sarif-full": {100 << 20, maxResults},
		"text":       {100 << 20, 30_000},
	}
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			want, ok := limits[format]
			if !ok {
				t.Fatal("nobody says what limit the format has")
			}
			out := write(t, format, run, Options{})
			if len(out) > want.bytes {
				t.Errorf("%d bytes, of which %d are allowed", len(out), want.bytes)
			}
			switch n := findingsIn(t, format, out); {
			case want.findings < 0:
				// Most of the space is for what counts.
				if n < want.bytes/3000 {
					t.Errorf("%d findings in %d bytes", n, len(out))
				}
			case n != want.findings:
				t.Errorf("%d findings, want %d", n, want.findings)
			}
			if format == "sarif" || format == "sarif-full" {
				var packed bytes.Buffer
				z := gzip.NewWriter(&packed)
				io.WriteString(z, out)
				z.Close()
				if packed.Len() > 10<<20 {
					t.Errorf("%d bytes when compressed", packed.Len())
				}
			}
		})
	}
}

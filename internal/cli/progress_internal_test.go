package cli

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
)

// The line comes after a second, is written again no more than ten times a second, and is gone in the end.
func TestProgress(t *testing.T) {
	var out bytes.Buffer
	now := time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)
	p := &progress{out: &out, columns: 30, begun: now, now: func() time.Time { return now }}
	at := func(after time.Duration, done int, unit string) string {
		out.Reset()
		now = p.begun.Add(after)
		p.show(done, 9, unit)
		return out.String()
	}
	for _, test := range []struct {
		after time.Duration
		unit  string
		want  string
	}{
		{900 * time.Millisecond, "early", ""},
		{1000 * time.Millisecond, "a.yaml", "\r\x1b[Kbdma: 1 of 9 · a.yaml"},
		{1050 * time.Millisecond, "too-soon", ""},
		{1100 * time.Millisecond, "evil\x1b[31m\nb", "\r\x1b[Kbdma: 1 of 9 · evil"},
		{1300 * time.Millisecond, strings.Repeat("long/", 20), "\r\x1b[Kbdma: 1 of 9 · long/long/long"},
	} {
		got := at(test.after, 1, test.unit)
		if !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
			t.Errorf("after %s: %q", test.after, got)
		}
		if line := strings.TrimPrefix(got, "\r\x1b[K"); len([]rune(line)) > 29 || strings.ContainsAny(line, "\x1b\n") {
			t.Errorf("after %s the line is %q", test.after, line)
		}
	}
	out.Reset()
	p.end()
	if got := out.String(); got != "\r\x1b[K" {
		t.Errorf("in the end %q is written", got)
	}
	if got := at(5*time.Second, 9, "late"); got != "" {
		t.Errorf("behind the end %q is written", got)
	}
	var none *progress
	none.end()
}

// Where nobody sits at a terminal there is no line.
func TestNoProgress(t *testing.T) {
	if newProgress(&bytes.Buffer{}, false) != nil {
		t.Error("a buffer is taken for a terminal")
	}
	var out bytes.Buffer
	now := time.Now()
	p := &progress{out: &out, begun: now, now: func() time.Time { return now }}
	for i := range 100 {
		p.show(i, 100, fmt.Sprint(i))
	}
	p.end()
	if out.Len() > 0 {
		t.Errorf("a short run writes %q", out.String())
	}
}

package coverage

import (
	"slices"
	"strings"
	"time"
)

// origin states where a report comes from.
func (row *Report) origin(r *report) {
	row.HasLines = slices.ContainsFunc(r.files, func(f *file) bool { return f.lines.len() > 0 || len(f.blocks.list) > 0 })
	row.Basis, row.Commit, row.ToolVersion = r.basis, r.commit, r.version
	if r.generatedAt.IsZero() {
		return
	}
	row.GeneratedAt = r.generatedAt.UTC().Format(time.RFC3339)
	row.GeneratedZoneless = r.zoneless
}

// isoTime reads a time as reports write it: with a zone, with an offset, or with neither.
func (r *report) isoTime(text []byte) {
	if len(text) > 64 {
		return
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, string(text)); err == nil && plausible(t) {
			r.generatedAt, r.zoneless = t, layout != time.RFC3339
			return
		}
	}
}

// unixTime reads seconds since 1970, or milliseconds when there are too many.
func (r *report) unixTime(seconds float64) {
	if seconds >= 1e11 {
		seconds /= 1000
	}
	if !(seconds > 0 && seconds < 1e11) {
		return
	}
	if t := time.Unix(int64(seconds), 0); plausible(t) {
		r.generatedAt, r.zoneless = t, false
	}
}

// plausible says whether a time can be when a report was written: placeholders and cut off numbers cannot.
func plausible(t time.Time) bool { return t.Year() >= 2000 && t.Year() < 2200 }

// mostWord bounds short texts that are copied from a report into facts.
const mostWord = 100

// word copies a short text of a report.
func word(b []byte) string {
	if len(b) > mostWord {
		return ""
	}
	return strings.ToValidUTF8(string(b), "\ufffd")
}

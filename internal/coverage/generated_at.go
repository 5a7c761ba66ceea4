package coverage

import (
	"bytes"
	"strings"
	"time"
)

// written takes note of the moment at which a report says that it, or one of the runs in it, was written. Of several the
// last counts. Formats write seconds, thousandths of a second and dates; a date without a zone may be half a day off and
// says nothing.
func (r *report) written(b []byte) {
	if t := moment(b); t.After(r.generatedAt) {
		r.generatedAt = t
	}
}

var (
	firstMoment = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	lastMoment  = time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
)

// moment reads a time in UTC; it is zero when there is none that makes sense.
func moment(b []byte) time.Time {
	b = bytes.TrimSpace(b)
	if len(b) == 0 || len(b) > 40 {
		return time.Time{}
	}
	var t time.Time
	if n, rest, ok := number(b); ok && (len(rest) == 0 || rest[0] == '.') {
		switch digits := len(b) - len(rest); {
		case digits <= 11:
			t = time.Unix(int64(n), 0)
		case digits <= 14:
			t = time.UnixMilli(int64(n))
		case digits <= 17:
			t = time.UnixMicro(int64(n))
		case digits == 19:
			t = time.Unix(0, int64(min(n, 1<<62)))
		}
	} else {
		text := strings.Replace(string(b), " ", "T", 1)
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05 -0700", "2006-01-02T15:04:05 -07:00", "2006-01-02T15:04:05 UTC", "2006-01-02T15:04:05-0700"} {
			if got, err := time.Parse(layout, text); err == nil {
				t = got
				break
			}
		}
	}
	if t = t.UTC(); t.Before(firstMoment) || t.After(lastMoment) {
		return time.Time{}
	}
	return t
}

package openapi

import "testing"

// What one of two or three lacks is told of that one; what nothing has, or few of many, is no habit.
func TestPractice(t *testing.T) {
	for _, test := range []struct {
		have, all int
		want      string
	}{
		{0, 0, ""}, {0, 1, "most"}, {1, 1, "most"}, {0, 2, "none"}, {1, 3, "most"}, {1, 4, "some"}, {2, 4, "most"}, {0, 9, "none"},
	} {
		if got := (practice{share{test.have, test.all}}).String(); got != test.want {
			t.Errorf("%d of %d is %q, not %q", test.have, test.all, got, test.want)
		}
	}
}

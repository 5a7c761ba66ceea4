package cli

import "testing"

func TestCommonPath(t *testing.T) {
	for _, c := range []struct {
		paths []string
		want  string
	}{
		{nil, ""},
		{[]string{"."}, ""},
		{[]string{"services/a"}, "services/a"},
		{[]string{"services/a", "services/b/x"}, "services"},
		{[]string{"services/a", "services/ab"}, "services"},
		{[]string{"services/a", "."}, ""},
		{[]string{"a", "b"}, ""},
		{[]string{"a/b/", "a/b"}, "a/b"},
	} {
		if got := commonPath(c.paths); got != c.want {
			t.Errorf("commonPath(%q) = %q, want %q", c.paths, got, c.want)
		}
	}
}

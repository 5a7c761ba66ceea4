package coverage

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Function literals at package level, which "go tool cover -func" leaves out, blocks without statements, and a profile of
// nothing but these.
func TestGoProfileDetails(t *testing.T) {
	for name, c := range map[string]struct {
		text, want string
		empty      bool
	}{
		"a literal that nobody calls": {"mode: set\nh.go:3.41,5.2 3 0\nh.go:7.13,9.2 3 1\n", "h.go line 2/4 statement 3/6 missing 3-4", false},
		"an empty case":               {"mode: set\nh.go:3.41,5.2 2 1\nh.go:5.10,5.10 0 0\n", "h.go line 2/2 statement 2/2", false},
		"nothing but empty cases":     {"mode: set\nh.go:5.10,5.10 0 0\nh.go:6.10,6.10 0 1\n", "h.go", true},
		"nothing but a mode":          {"mode: set\n", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"c.out": c.text, "h.go": "package h\n"}), "c.out")
			var want []string
			if c.want != "" {
				want = []string{c.want}
			}
			if d := cmp.Diff(want, describe(m)); d != "" {
				t.Error(d)
			}
			if m.Reports[0].Empty != c.empty {
				t.Errorf("the report is empty: %v", !c.empty)
			}
		})
	}
}

package coverage

import (
	"math"
	"slices"
	"testing"
)

// TestLineTable holds a table that rests now and then to one that never does.
func TestLineTable(t *testing.T) {
	for name, rests := range map[string]func(i int) bool{
		"never":  func(int) bool { return false },
		"once":   func(i int) bool { return i == 500 },
		"often":  func(i int) bool { return i%7 == 0 },
		"at end": func(i int) bool { return i == 999 },
	} {
		t.Run(name, func(t *testing.T) {
			var plain table[lineHit]
			var packed, other lineTable
			var buffers lineBuffers
			for i := range 1000 {
				l := lineHit{uint32(i*i*2_654_435%maxLine%(1<<(i%31+1)) + 1), uint32(i % 3 * math.MaxInt32)}
				plain.add(l)
				if i%2 == 0 {
					packed.add(l)
				} else {
					other.add(l)
				}
				if rests(i) {
					packed.rest(&buffers)
					other.rest(&buffers)
				}
			}
			packed.union(&other)
			want := plain.sorted()
			for range 2 {
				if got := packed.sorted(); !slices.Equal(got, want) {
					t.Fatalf("got %v, want %v", got, want)
				}
				if got := slices.Collect(packed.all()); !slices.Equal(got, want) {
					t.Fatalf("yields %v, want %v", got, want)
				}
				if got := packed.last(); got != want[len(want)-1].line {
					t.Errorf("the last line is %d", got)
				}
				packed.rest(&buffers)
			}
			all := packed.len()
			if n := packed.drop(func(l lineHit) bool { return !l.hit() }); n == 0 || packed.len() != all-n {
				t.Errorf("%d of %d were dropped, and %d are left", n, all, packed.len())
			}
			packed.clear()
			if packed.len() != 0 || packed.last() != 0 {
				t.Error("it is not empty")
			}
		})
	}
}

package suppression

import (
	"cmp"
	"fmt"
	"slices"
)

// Apply makes edits of one file. They must not overlap; of those at one place the first stands first.
func Apply(data []byte, edits []Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b Edit) int { return cmp.Compare(a.First, b.First) })
	out := make([]byte, 0, len(data)+64*len(edits))
	at := 0
	for _, e := range sorted {
		if e.First < at || e.Last < e.First || e.Last > len(data) {
			return nil, fmt.Errorf("%s: the edits at %d and %d overlap, or leave the file", e.File, at, e.First)
		}
		out = append(append(out, data[at:e.First]...), e.Text...)
		at = e.Last
	}
	return append(out, data[at:]...), nil
}

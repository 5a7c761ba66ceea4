package coverage

import (
	"slices"
	"strings"
)

// goModes are the modes of Go's counters. In the first a block ran or it did not; the others count.
var goModes = []string{"set", "count", "atomic"}

// mode notes the mode of a Go profile, of which a file may hold several after another.
func (r *report) mode(name string) {
	if slices.Contains(goModes, name) && !slices.Contains(r.modes, name) {
		r.modes = append(r.modes, name)
	}
}

// settleModes ends a Go report: what several profiles in mode "set" say of a block is no count.
func (r *report) settleModes() {
	slices.SortFunc(r.modes, func(a, b string) int { return slices.Index(goModes, a) - slices.Index(goModes, b) })
	if strings.Join(r.modes, "") != "set" {
		return
	}
	for _, f := range r.files {
		blocks := f.blocks.sorted()
		for i := range blocks {
			blocks[i].hits = min(blocks[i].hits, 1)
		}
	}
}

package report

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/finding"
)

const (
	// maxGrowth is more bytes than an escaper of XML or JSON makes of one byte.
	maxGrowth = 6
	// maxFrame is more bytes than a format writes around the texts of a finding.
	maxFrame = 1 << 10
)

// within returns the indexes of the gravest findings that fit into a number of bytes, in their own order. The function
// says how long a finding is when it is written; it is not asked while there is room for the longest that it can be.
func within(fs []finding.Finding, limit int, size func(f *finding.Finding) int) []int {
	most := 0
	for i := range fs {
		f := &fs[i]
		most += maxFrame + maxGrowth*(2*len(f.Rule.ID)+4*len(f.File)+2*min(len(f.Message), maxText)+min(len(f.Fix), maxText))
	}
	order := worstFirst(fs)
	if most > limit {
		for n, i := range order {
			if limit -= size(&fs[i]); limit < 0 {
				order = order[:n]
				break
			}
		}
	}
	slices.Sort(order)
	return order
}

// oneLine returns the message of a finding and its fix, each cut to what people read.
func oneLine(f *finding.Finding) string {
	text := clip(f.Message, maxText)
	if f.Fix != "" {
		text += " · fix: " + clip(f.Fix, maxText)
	}
	return text
}

package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// advances are the widths of characters of Verdana in thousandths of its size, which is the font of badges; other fonts are
// stretched to them.
var advances = map[rune]int{
	' ': 352, '%': 1076, '.': 364, 'a': 601, 'c': 521, 'd': 623, 'e': 596, 'g': 623, 'n': 633, 'o': 607, 'r': 427, 't': 394, 'v': 592,
}

const digitAdvance = 636

// badgeColors are dark enough for white letters, on light pages and dark ones.
var badgeColors = map[share]string{goodShare: "#2a7d4f", fairShare: "#9a6a08", poorShare: "#b3372f", noShare: "#626a73"}

// textWidth returns the width of a text in pixels.
func textWidth(s string, size int) int {
	sum := 0
	for _, r := range s {
		if w, ok := advances[r]; ok {
			sum += w
		} else {
			sum += digitAdvance
		}
	}
	return (sum*size + 999) / 1000
}

// WriteBadge writes a picture of the coverage's headline as SVG, which needs nothing but itself.
func WriteBadge(w io.Writer, s *coverage.Summary) error {
	const label, size, side, height = "coverage", 11, 7, 20
	value, color := "no data", badgeColors[noShare]
	if c := s.Count(s.Headline); c.Total > 0 {
		value, color = c.Percent+"%", badgeColors[shareOf(c)]
	}
	left, right := textWidth(label, size)+2*side, textWidth(value, size)+2*side
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s: %s">`+"\n", left+right, height, label, value)
	fmt.Fprintf(b, "<title>%s: %s</title>\n", label, value)
	fmt.Fprintf(b, `<clipPath id="c"><rect width="%d" height="%d" rx="4"/></clipPath>`+"\n", left+right, height)
	fmt.Fprintf(b, `<g clip-path="url(#c)"><path fill="#3c434b" d="M0 0h%dv%dH0z"/><path fill="%s" d="M%d 0h%dv%dH%dz"/></g>`+"\n", left, height, color, left, right, height, left)
	fmt.Fprintf(b, `<g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="%d">`+"\n", size)
	for _, t := range []struct {
		at, width int
		text      string
	}{{side, left - 2*side, label}, {left + side, right - 2*side, value}} {
		fmt.Fprintf(b, `<text x="%d" y="14" textLength="%d" lengthAdjust="spacingAndGlyphs">%s</text>`+"\n", t.at, t.width, strings.TrimSpace(t.text))
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Flush()
}

package report

import (
	"bufio"
	"fmt"
	"math"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// The Reviewdog Diagnostic Format. Reviewdog reads it as a Protocol Buffers message in JSON and refuses the whole report for a
// key that its version does not know, so this has the keys of the first version; related places are in the message.

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdDiagnostic struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
	Severity string     `json:"severity"`
	Code     rdCode     `json:"code"`

	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

type rdLocation struct {
	Path  string   `json:"path"`
	Range *rdRange `json:"range,omitempty"`
}

type rdRange struct {
	Start rdPosition  `json:"start"`
	End   *rdPosition `json:"end,omitempty"`
}

// rdPosition is a place; the column counts bytes from 1 on and is left out when it is not known.
type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column,omitempty"`
}

var rdSeverities = map[policy.Severity]string{policy.Error: "ERROR", policy.Warning: "WARNING", policy.Info: "INFO"}

// maxRDRelated is the number of related places that a message names.
const maxRDRelated = 5

// writeRDJSON writes a DiagnosticResult, with a suggestion where one edit mends a finding.
func writeRDJSON(w *bufio.Writer, run *Run, opt Options) error {
	src := sources{read: run.Source}
	j := newJSONWriter(w)
	j.open("", "{")
	j.member("source", rdSource{Name: "bdma", URL: website})
	j.list("diagnostics", func(yield func(any) bool) {
		var out rdDiagnostic // one for all: the writer is done with it when yield returns
		for i := range run.Findings {
			f := &run.Findings[i]
			out = rdDiagnostic{
				Message:  rdMessage(f),
				Location: rdLocation{Path: fileOf(f.Node), Range: rdRangeOf(f.Node, &src)},
				Severity: rdSeverities[f.Severity],
				Code:     rdCode{Value: f.Rule.ID, URL: f.Rule.Page()},

				Suggestions: suggestions(f, &src),
			}
			if !yield(&out) {
				return
			}
		}
	})
	j.close("}")
	return j.end()
}

// rdMessage returns a message, which reviewdog writes into comments as Markdown and elsewhere as it is.
func rdMessage(f *finding.Finding) string {
	var b strings.Builder
	b.WriteString(literal(clip(f.Message, maxText)))
	if f.Fix != "" {
		b.WriteString("\n\nfix: " + literal(clip(f.Fix, maxText)))
	}
	for i, n := range f.Related {
		if i == maxRDRelated {
			b.WriteString(" and " + count(len(f.Related)-i, "more place", "more places"))
			break
		}
		if i == 0 {
			b.WriteString("\n\nsee also ")
		} else {
			b.WriteString(", ")
		}
		at := fileOf(n)
		if n.Range.Start.Line > 0 {
			at = fmt.Sprintf("%s:%d", at, n.Range.Start.Line)
		}
		b.WriteString(mdCode(at))
	}
	return b.String()
}

// rdRangeOf returns the range of a place, with columns in bytes when the file can be read. Without columns reviewdog takes
// the lines as a whole.
func rdRangeOf(n facts.Node, src *sources) *rdRange {
	from, to := n.Range.Start, n.Range.End
	if from.Line < 1 {
		return nil
	}
	_, lines := src.of(n.File)
	known := func(p facts.Position) bool {
		return lines != nil && p.Column > 0 && p.Line <= lines.Len()
	}
	position := func(p facts.Position) rdPosition {
		at := rdPosition{Line: int32Of(p.Line)}
		if known(from) && known(p) {
			at.Column = int32Of(lines.Offset(p) - lines.Offset(facts.Position{Line: p.Line, Column: 1}) + 1)
		}
		return at
	}
	r := &rdRange{Start: position(from)}
	if to.Line < from.Line || to.Line == from.Line && to.Column <= from.Column {
		return r
	}
	if known(from) && !known(to) {
		// A range has columns at both of its ends or at none.
		return &rdRange{Start: rdPosition{Line: r.Start.Line}, End: &rdPosition{Line: int32Of(to.Line)}}
	}
	end := position(to)
	r.End = &end
	return r
}

// int32Of returns a number as the format can hold it.
func int32Of(n int) int { return min(n, math.MaxInt32) }

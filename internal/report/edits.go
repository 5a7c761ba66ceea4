package report

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

const (
	// maxEditLines and maxEditBytes bound an edit that people are shown as a whole.
	maxEditLines = 20
	maxEditBytes = 4 << 10
)

// change returns the range that an edit replaces. It is not ok for a file that is not there any more.
func (s *sources) change(e finding.Edit) (facts.Range, bool) {
	text, lines := s.of(e.File)
	if lines == nil || e.Last > len(text) || e.First > e.Last {
		return facts.Range{}, false
	}
	mark := len(text) - len(bytes.TrimPrefix(text, []byte("\ufeff")))
	return lines.Range(e.First-mark, e.Last-mark), e.First >= mark
}

// whole returns the lines from first to last that edits of one file change, and what they become. It is not ok when they are many.
func (s *sources) whole(edits []finding.Edit) (first, last int, become string, ok bool) {
	if len(edits) == 0 {
		return 0, 0, "", false
	}
	text, lines := s.of(edits[0].File)
	if lines == nil {
		return 0, 0, "", false
	}
	begin := edits[0].First
	begin = bytes.LastIndexByte(text[:min(begin, len(text))], '\n') + 1
	end := edits[len(edits)-1].Last
	if end > len(text) {
		return 0, 0, "", false
	}
	if end == begin || text[end-1] != '\n' {
		if i := bytes.IndexByte(text[end:], '\n'); i >= 0 {
			end += i + 1
		} else {
			end = len(text)
		}
	}
	if end-begin > maxEditBytes {
		return 0, 0, "", false
	}
	var b strings.Builder
	at := begin
	for _, e := range edits {
		if e.File != edits[0].File || e.First < at || e.Last < e.First || e.Last > end {
			return 0, 0, "", false
		}
		b.Write(text[at:e.First])
		b.WriteString(e.Text)
		at = e.Last
	}
	b.Write(text[at:end])
	mark := len(text) - len(bytes.TrimPrefix(text, []byte("\ufeff")))
	first = lines.Position(max(begin-mark, 0)).Line
	last = first + max(bytes.Count(text[begin:end], []byte("\n"))-1, 0)
	if end == len(text) && end > begin && text[end-1] != '\n' {
		last = first + bytes.Count(text[begin:end], []byte("\n"))
	}
	become = b.String()
	return first, last, become, begin < end && len(become) <= maxEditBytes && strings.Count(become, "\n") <= maxEditLines && last-first < maxEditLines
}

// mdEdit shows what edits make of the lines that they change, as GitHub takes a suggestion.
func (m *markdownWriter) edit(f *finding.Finding) string {
	first, last, become, ok := m.sources.whole(f.Edits)
	if !ok {
		return ""
	}
	which := fmt.Sprintf("line %d becomes", first)
	if last > first {
		which = fmt.Sprintf("lines %d to %d become", first, last)
	}
	if f.Rule.Mends == policy.Unsafe {
		which += ", if you agree"
	}
	var text strings.Builder
	for line := range strings.Lines(strings.TrimPrefix(become, "\ufeff")) {
		line = strings.TrimRight(line, "\r\n")
		// Whoever takes the suggestion gets these very characters: none may be shown as another one.
		if seen := strings.ReplaceAll(line, "\t", " "); Terminal(seen) != seen {
			return ""
		}
		text.WriteString(line + "\n")
	}
	fence := strings.Repeat("`", max(3, longestRun(text.String(), '`')+1))
	return which + "\n\n" + fence + "suggestion\n" + text.String() + fence + "\n\n"
}

// mendable counts the findings that bdma lint --fix mends, and those that it mends with --unsafe only.
func mendable(list []finding.Finding) (safe, unsafe int) {
	for i := range list {
		switch {
		case len(list[i].Edits) == 0:
		case list[i].Rule.Mends == policy.Unsafe:
			unsafe++
		default:
			safe++
		}
	}
	return safe, unsafe
}

// mends says below the verdict what a program would mend.
func (t *textWriter) mends() {
	switch safe, unsafe := mendable(t.run.Findings); {
	case safe > 0 && unsafe > 0:
		fmt.Fprintf(t, "bdma lint --fix mends %d of these, and %d more with --unsafe\n", safe, unsafe)
	case safe > 0:
		fmt.Fprintf(t, "bdma lint --fix mends %d of these\n", safe)
	case unsafe > 0:
		fmt.Fprintf(t, "bdma lint --fix --unsafe mends %d of these\n", unsafe)
	}
}

// sarifFix is a way to mend a result (3.55).
type sarifFix struct {
	Description sarifMessage  `json:"description"`
	Changes     []sarifChange `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion   `json:"deletedRegion"`
	Inserted *sarifMessage `json:"insertedContent,omitempty"`
}

// sarifFixes returns what mends a finding; nil when nothing does.
func sarifFixes(f *finding.Finding, src *sources) []sarifFix {
	if len(f.Edits) == 0 || src == nil {
		return nil
	}
	fix := sarifFix{Description: sarifMessage{Text: sarifText(f.Fix)}}
	if f.Rule.Mends == policy.Unsafe {
		fix.Description.Text += " (to be looked at: it may change what code relies on)"
	}
	for _, e := range f.Edits {
		r, ok := src.change(e)
		if !ok {
			return nil
		}
		n := len(fix.Changes)
		if n == 0 || fix.Changes[n-1].Artifact.URI != uri(e.File) {
			fix.Changes = append(fix.Changes, sarifChange{Artifact: artifact(e.File)})
			n++
		}
		replacement := sarifReplacement{Deleted: sarifRegion{StartLine: r.Start.Line, StartColumn: r.Start.Column, EndLine: r.End.Line, EndColumn: r.End.Column}}
		if e.Text != "" {
			replacement.Inserted = &sarifMessage{Text: e.Text}
		}
		fix.Changes[n-1].Replacements = append(fix.Changes[n-1].Replacements, replacement)
	}
	return []sarifFix{fix}
}

// editsJSON returns the edits of a finding.
func editsJSON(f *finding.Finding, src *sources) []jsonEdit {
	var out []jsonEdit
	for _, e := range f.Edits {
		r, ok := src.change(e)
		if !ok {
			return nil
		}
		end := jsonPosition(r.End)
		out = append(out, jsonEdit{File: e.File, Range: jsonRange{Start: jsonPosition(r.Start), End: &end}, Text: e.Text, Mends: string(f.Rule.Mends)})
	}
	return out
}

// rdSuggestion is a text to put in the place of another one.
type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

// suggestions returns what mends a finding with one edit of its file. Of several reviewdog takes each for a way by itself.
func suggestions(f *finding.Finding, src *sources) []rdSuggestion {
	if len(f.Edits) != 1 || f.Edits[0].File != f.File {
		return nil
	}
	e := f.Edits[0]
	r, ok := src.change(e)
	if !ok {
		return nil
	}
	text, _ := src.of(e.File)
	column := func(at int) int { return at - bytes.LastIndexByte(text[:at], '\n') }
	return []rdSuggestion{{
		Range: rdRange{Start: rdPosition{Line: r.Start.Line, Column: column(e.First)}, End: &rdPosition{Line: r.End.Line, Column: column(e.Last)}}, Text: e.Text,
	}}
}

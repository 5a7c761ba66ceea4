package suppression

import (
	"slices"
	"strings"
)

// foreignComment is how another tool's comments look.
type foreignComment struct {
	// word is in every one of them.
	word string
	// parse reads what stands between start and end, which begins with the word.
	parse func(text string, s span) (words, bool)
}

// comments are the tools whose comments are read, by the names that bdma.yaml has for them.
var comments = map[string]foreignComment{
	"squawk": {"squawk-ignore", parseSquawk},
	"atlas":  {"atlas:nolint", parseAtlas},
}

// Tools are the names of the tools whose directives can be read.
func Tools() []string { return []string{"atlas", "redocly", "spectral", "squawk"} }

// foreign reads the text of a comment as a directive of one of the tools that are asked for.
func (r *reader) foreign(s span) (words, bool) {
	for _, t := range r.tools {
		if c, ok := comments[t]; ok && strings.HasPrefix(r.text[s.start:s.end], c.word) {
			if w, ok := c.parse(r.text, s); ok {
				w.span, w.tool = s, t
				return w, true
			}
		}
	}
	return words{}, false
}

// parseSquawk reads "squawk-ignore ban-drop-column, prefer-text-field" and squawk-ignore-file; without a name it means all rules.
func parseSquawk(text string, s span) (w words, ok bool) {
	i := s.start + len("squawk-ignore")
	if strings.HasPrefix(text[i:s.end], "-file") {
		w.file = true
		i += len("-file")
	}
	if i < s.end && text[i] != ' ' && text[i] != '\t' && text[i] != ':' {
		return w, false
	}
	w.names = list(text, i, s.end, ",", ": \t")
	return w, true
}

// parseAtlas reads "atlas:nolint destructive DS103"; without a name it means all analyzers.
func parseAtlas(text string, s span) (w words, ok bool) {
	i := s.start + len("atlas:nolint")
	if i < s.end && text[i] != ' ' && text[i] != '\t' {
		return w, false
	}
	w.names = list(text, i, s.end, " \t,", "")
	return w, true
}

// list reads names between separators; of each, what follows a space is somebody's remark.
func list(text string, i, end int, separators, skip string) []name {
	var out []name
	for i < end && len(out) < maxNames {
		for i < end && strings.IndexByte(separators+skip+" \t", text[i]) >= 0 {
			i++
		}
		j := i
		for j < end && strings.IndexByte(separators, text[j]) < 0 {
			j++
		}
		if word, _, _ := strings.Cut(text[i:j], " "); word != "" {
			out = append(out, name{word, span{i, i + len(word)}})
		}
		i = j
	}
	return out
}

// atlasFile reports whether a directive of Atlas's is about the whole file: it stands above the first statement, and an empty line
// sets it apart.
func (r *reader) atlasFile(w words, c comment, s script) bool {
	if w.tool != "atlas" || len(s.statements) > 0 && s.statements[0].start < c.start {
		return false
	}
	for l := r.line(c.end) + 1; l <= r.lines.Len(); l++ {
		line := strings.TrimSpace(string(r.lines.Line(l)))
		if line == "" {
			return true
		}
		if !strings.HasPrefix(line, "--") {
			return false
		}
	}
	return false
}

// atlasAnalyzers are the names of Atlas's analyzers, with the codes of what they find.
var atlasAnalyzers = map[string][]string{
	"destructive":         {"DS101", "DS102", "DS103"},
	"data_depend":         {"MF101", "MF103", "MF104"},
	"incompatible":        {"BC101", "BC102"},
	"naming":              {"NM101", "NM102", "NM103", "NM104", "NM105", "NM106"},
	"non_linear":          {"non_linear"},
	"concurrent_index":    {"PG101", "PG102", "PG103", "PG104", "PG105"},
	"constraint_deletion": {"CD101"},
}

// Translate puts the names of our rules in the place of those of other tools. What no rule of ours means is left out, and so is
// a directive of which nothing is left. ours returns the ids of our rules for a rule of another tool.
func Translate(list []Directive, ours func(tool, rule string) []string) []Directive {
	var out []Directive
	for _, d := range list {
		if d.Tool == Tool || len(d.Names) == 0 {
			out = append(out, d)
			continue
		}
		var names []Name
		for _, n := range d.Names {
			theirs := []string{n.Text}
			if d.Tool == "atlas" {
				theirs = append(theirs, atlasAnalyzers[n.Text]...)
			}
			for _, id := range theirs {
				for _, own := range ours(d.Tool, id) {
					if !slices.ContainsFunc(names, func(m Name) bool { return m.Text == own }) {
						names = append(names, Name{Text: own, Range: n.Range})
					}
				}
			}
		}
		if len(names) > 0 {
			d.Names = names
			out = append(out, d)
		}
	}
	return out
}

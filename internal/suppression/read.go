package suppression

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// maxDirectives bounds how many directives of a file are read. A file with more is a program's, or hostile.
const maxDirectives = 10_000

// Read finds the directives of a file, in the order in which they stand: bdma's own, and those of other tools that are asked
// for. The notation of the file follows from its name and its first character.
func Read(file string, data []byte, tools []string) []Directive {
	if !Mentions(data, tools) {
		return nil
	}
	text, err := source.Text(data)
	if err != nil {
		return nil // whoever judges the file says so
	}
	r := &reader{file: file, text: string(text), lines: facts.NewLines(text), tools: tools, shift: -1}
	if bytes.HasSuffix(data, text) {
		r.shift = len(data) - len(text)
	}
	trimmed := strings.TrimLeft(r.text, " \t\r\n")
	json := trimmed != "" && (trimmed[0] == '{' || trimmed[0] == '[')
	switch notation(file) {
	case sqlNotation:
		r.sql()
	case jsonNotation:
		r.json()
	case yamlNotation:
		if !json || !r.json() {
			r.yaml()
		}
	default:
		r.plain()
	}
	slices.SortStableFunc(r.out, func(a, b Directive) int {
		if a.At.Range.Start.Line != b.At.Range.Start.Line {
			return a.At.Range.Start.Line - b.At.Range.Start.Line
		}
		return a.At.Range.Start.Column - b.At.Range.Start.Column
	})
	return r.out
}

// Words returns what a file must mention to have directives: bdma's word, and those of other tools.
func Words(tools []string) []string {
	list := []string{Word}
	for _, t := range tools {
		if c, ok := comments[t]; ok {
			list = append(list, c.word)
		}
	}
	return list
}

// Mentions reports whether a file may have directives at all.
func Mentions(data []byte, tools []string) bool {
	if bytes.Contains(data, []byte(Word)) {
		return true
	}
	for _, t := range tools {
		if c, ok := comments[t]; ok && bytes.Contains(data, []byte(c.word)) {
			return true
		}
	}
	return false
}

type notationKind uint8

const (
	plainNotation notationKind = iota
	sqlNotation
	yamlNotation
	jsonNotation
)

func notation(file string) notationKind {
	switch strings.ToLower(path.Ext(file)) {
	case ".sql", ".psql", ".pgsql":
		return sqlNotation
	case ".yaml", ".yml":
		return yamlNotation
	case ".json":
		return jsonNotation
	}
	return plainNotation
}

// reader collects the directives of one file.
type reader struct {
	file  string
	text  string
	lines *facts.Lines
	tools []string
	out   []Directive
	// shift is how many bytes stand before the text in the file; negative when the file is written in another encoding, so that
	// nothing of it can be replaced.
	shift int
	full  bool
	names int // of all directives
}

func (r *reader) edit(start, end int, text string) []Edit {
	if r.shift < 0 {
		return nil
	}
	return []Edit{{File: r.file, First: start + r.shift, Last: end + r.shift, Text: text}}
}

// add records what was read. Edits that take names out follow from where the names are.
func (r *reader) add(w words, scope Scope, removal []Edit) {
	if r.full {
		return
	}
	d := Directive{
		At:     facts.Node{File: r.file, Range: r.lines.Range(w.start, w.end)},
		Reason: w.reason, Until: w.until, Tool: w.tool, Covers: scope, Problem: w.problem, Removal: removal,
	}
	if r.names += len(w.names); len(r.out) >= maxDirectives || r.names > 5*maxDirectives {
		r.full = true
		if w.tool != Tool {
			return
		}
		d.Problem, d.Removal = "the file has more directives or names of rules than anybody means, and this one and those below it are not read; silence the whole file with "+forFile+", or in bdma.yaml", nil
		r.out = append(r.out, d)
		return
	}
	for i, n := range w.names {
		nm := Name{Text: n.text}
		if n.end > n.start {
			nm.Range = r.lines.Range(n.start, n.end)
			if len(w.names) > 1 {
				nm.Removal = r.cut(without(w.names, i))
			}
		}
		d.Names = append(d.Names, nm)
	}
	r.out = append(r.out, d)
}

func (r *reader) cut(s span) []Edit { return r.edit(s.start, s.end, "") }

// without is what takes one of several names out, its comma included.
func without(names []name, i int) span {
	if i+1 < len(names) {
		return span{names[i].start, names[i+1].start}
	}
	return span{names[i-1].end, names[i].end}
}

// whole is the scope of the whole file.
func (r *reader) whole() Scope { return Scope{Kind: "file", File: r.file} }

func (r *reader) part(kind string, start, end int) Scope {
	return Scope{Kind: kind, File: r.file, Range: r.lines.Range(start, end)}
}

// comment is a comment in the text, its marks included but for the line break.
type comment struct {
	span
	open, close int // lengths of its marks
}

// each calls f with the directives of a comment, which may have one in each of its lines, and with the edit that takes it out.
func (r *reader) each(c comment, f func(words, []Edit)) {
	body := span{c.start + c.open, c.end - c.close}
	single := strings.IndexByte(r.text[body.start:max(body.start, body.end)], '\n') < 0
	for at := body.start; at < body.end && !r.full; {
		end := body.end
		if n := strings.IndexByte(r.text[at:body.end], '\n'); n >= 0 {
			end = at + n
		}
		s := r.trim(span{at, end}, at > body.start)
		if s.end > s.start {
			w, ok := parse(r.text, s.start, s.end)
			if !ok {
				w, ok = r.foreign(s)
			}
			if ok {
				if single {
					f(w, r.removal(c.span))
				} else {
					f(w, r.removal(r.ofBlock(s, body)))
				}
			}
		}
		at = end + 1
	}
}

// trim narrows a line of a comment to its words. What belongs to a mark may stand at its beginning, as in ///, and an asterisk before
// further lines of a block.
func (r *reader) trim(s span, further bool) span {
	text := r.text[s.start:s.end]
	if further {
		text = strings.TrimLeft(text, " \t")
	}
	text = strings.TrimLeft(strings.TrimLeft(text, "*!/#-"), " \t")
	s.start = s.end - len(text)
	s.end = s.start + len(strings.TrimRight(text, " \t\r"))
	return s
}

// ofBlock widens a directive in a comment of several lines to its line, unless the marks of the comment stand there.
func (r *reader) ofBlock(s, body span) span {
	start := strings.LastIndexByte(r.text[:s.start], '\n') + 1
	end := len(r.text)
	if n := strings.IndexByte(r.text[s.end:], '\n'); n >= 0 {
		end = s.end + n
	}
	if start <= body.start || end >= body.end {
		return s
	}
	return span{start, end}
}

// removal takes a part of the text out: with its whole line when nothing else is there, else with the white space that set it
// apart.
func (r *reader) removal(s span) []Edit {
	start, end := s.start, s.end
	for start > 0 && (r.text[start-1] == ' ' || r.text[start-1] == '\t') {
		start--
	}
	after := end
	for after < len(r.text) && (r.text[after] == ' ' || r.text[after] == '\t') {
		after++
	}
	first := start == 0 || r.text[start-1] == '\n'
	rest := r.text[after:]
	switch last := rest == "" || rest[0] == '\n' || strings.HasPrefix(rest, "\r\n"); {
	case first && last:
		if n := strings.IndexByte(rest, '\n'); n >= 0 {
			return r.edit(start, after+n+1, "")
		}
		return r.edit(start, after, "")
	case last:
		return r.edit(start, after, "")
	case first || start < s.start: // white space that sets apart what stands around it stays
		return r.edit(s.start, after, "")
	}
	return r.edit(s.start, s.end, "")
}

// line is the number of the line that an offset is in.
func (r *reader) line(at int) int { return r.lines.Position(at).Line }

// lineStart is the offset of the line that an offset is in.
func (r *reader) lineStart(at int) int {
	return r.lines.Offset(facts.Position{Line: r.line(at), Column: 1})
}

// alone reports whether nothing but white space stands before an offset in its line.
func (r *reader) alone(at int) bool {
	return strings.TrimLeft(r.text[r.lineStart(at):at], " \t") == ""
}

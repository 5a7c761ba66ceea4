package suppression

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// statement is a statement from its first token to its semicolon.
type statement struct{ span }

// script is what the directives of a script may be about: its statements, and its comments, both in their order.
type script struct {
	statements []statement
	comments   []comment
}

// scan finds the statements and comments of a script. Comments are what stands between tokens: strings, dollar quotes, data of
// COPY and meta-commands of psql are gone before.
func scan(text string) script {
	f := lexer.Scan(text)
	var s script
	for _, st := range f.Split(0, len(f.Tokens)) {
		end := int(f.Tokens[st.Last].End)
		if st.Last+1 < len(f.Tokens) && f.IsPunct(f.Tokens[st.Last+1], ';') {
			end = int(f.Tokens[st.Last+1].End)
		}
		s.statements = append(s.statements, statement{span{int(f.Tokens[st.First].Start), end}})
	}
	limit := len(f.Text)
	if f.Err != nil {
		limit = min(limit, f.Err.Offset)
	}
	at := 0
	for _, t := range f.Tokens {
		s.gap(f.Text, at, min(int(t.Start), limit))
		at = int(t.End)
	}
	s.gap(f.Text, at, limit)
	return s
}

// gap finds the comments between two tokens.
func (s *script) gap(text string, i, end int) {
	for i < end {
		n := strings.IndexAny(text[i:end], "-/")
		if n < 0 {
			return
		}
		i += n
		switch {
		case strings.HasPrefix(text[i:end], "--"):
			stop := end
			if n := strings.IndexAny(text[i:end], "\r\n"); n >= 0 {
				stop = i + n
			}
			s.comments = append(s.comments, comment{span{i, stop}, 2, 0})
			i = stop
		case strings.HasPrefix(text[i:end], "/*"):
			stop, closed := blockEnd(text, i, end)
			c := comment{span{i, stop}, 2, 0}
			if closed {
				c.close = 2
			}
			s.comments = append(s.comments, c)
			i = stop
		default:
			i++
		}
	}
}

// blockEnd is where a block comment ends, which may nest.
func blockEnd(text string, i, end int) (int, bool) {
	depth := 0
	for i < end {
		n := strings.IndexAny(text[i:end], "/*")
		if n < 0 {
			break
		}
		i += n
		switch {
		case strings.HasPrefix(text[i:end], "/*"):
			depth++
			i += 2
		case strings.HasPrefix(text[i:end], "*/"):
			i += 2
			if depth--; depth == 0 {
				return i, true
			}
		default:
			i++
		}
	}
	return end, false
}

func (r *reader) sql() {
	s := scan(r.text)
	next := 0 // the first statement that does not end before the comment
	for _, c := range s.comments {
		for next < len(s.statements) && s.statements[next].end <= c.start {
			next++
		}
		r.each(c, func(w words, removal []Edit) {
			if w.file || w.tool != Tool && r.atlasFile(w, c, s) {
				r.add(w, r.whole(), removal)
				return
			}
			st, ok := r.statementOf(c, s.statements, next)
			if !ok {
				if w.tool != Tool {
					return
				}
				if w.problem == "" {
					w.problem = "no statement follows; write it above the statement that it is about, or " + form(forFile, w.names) + " for the whole file"
				}
				r.add(w, Scope{Kind: "statement", File: r.file, Range: r.lines.Range(w.start, w.start)}, removal)
				return
			}
			r.add(w, r.part("statement", st.start, st.end), removal)
		})
	}
}

// statementOf is the statement that a comment is about: the one that it stands in; the one whose line it ends; else the next.
func (r *reader) statementOf(c comment, list []statement, next int) (statement, bool) {
	if next < len(list) {
		if st := list[next]; st.start < c.start || r.line(c.end) == r.line(st.start) {
			return st, true
		}
	}
	if next > 0 {
		if st := list[next-1]; r.line(st.end) == r.line(c.start) {
			return st, true
		}
	}
	if next < len(list) {
		return list[next], true
	}
	return statement{}, false
}

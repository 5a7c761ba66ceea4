package suppression

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// marks begin comments in the languages that people write.
var marks = [...]string{"//", "/*", "--", "#", ";;", "<!--"}

// plain reads a text of which only the form of comments is known. A directive follows a mark at once; the mark stands at the
// beginning of the line or behind white space, so that most strings are none.
func (r *reader) plain() {
	type found struct {
		line    int
		w       words
		alone   bool
		removal []Edit
	}
	var list []found
	inBlock := false
	code := make([]bool, r.lines.Len()+1) // by line: there is more than a comment
	start := 0
	for n := 1; n <= r.lines.Len() && !r.full; n++ {
		line := r.lines.Line(n)
		start = r.lines.Offset(facts.Position{Line: n, Column: 1})
		text := string(line)
		trimmed := strings.TrimLeft(text, " \t")
		wasBlock := inBlock
		if i := strings.LastIndex(text, "/*"); i >= 0 && !strings.Contains(text[i:], "*/") {
			inBlock = true
		} else if strings.Contains(text, "*/") {
			inBlock = false
		}
		code[n] = trimmed != "" && !wasBlock && !commented(trimmed)
		if !strings.Contains(text, Word) {
			continue
		}
		c, alone, ok := r.commentOf(text, wasBlock)
		if !ok {
			continue
		}
		s := r.trim(span{start + c.start + c.open, start + c.end - c.close}, wasBlock)
		w, ok := parse(r.text, s.start, s.end)
		if !ok {
			continue
		}
		var removal []Edit
		if !wasBlock {
			removal = r.removal(span{start + c.start, start + c.end})
		} else if c.start == 0 && c.close == 0 {
			removal = r.removal(span{start, start + c.end})
		}
		list = append(list, found{n, w, alone, removal})
		if len(list) > maxDirectives {
			break
		}
	}
	next := make([]int, len(list)) // the line that each one is about, found from below
	line := 0
	at := r.lines.Len()
	for i := len(list) - 1; i >= 0; i-- {
		for ; at > list[i].line; at-- {
			if code[at] {
				line = at
			}
		}
		next[i] = line
	}
	for i, f := range list {
		switch about := next[i]; {
		case f.w.file:
			r.add(f.w, r.whole(), f.removal)
		case !f.alone:
			r.add(f.w, r.wholeLine(f.line), f.removal)
		case about == 0:
			if f.w.problem == "" {
				f.w.problem = "nothing follows; write it above the line that it is about, or " + form(forFile, f.w.names) + " for the whole file"
			}
			r.add(f.w, Scope{Kind: "line", File: r.file, Range: r.lines.Range(f.w.start, f.w.start)}, f.removal)
		default:
			r.add(f.w, r.wholeLine(about), f.removal)
		}
	}
}

func (r *reader) wholeLine(n int) Scope {
	return Scope{Kind: "line", File: r.file, Range: facts.Range{Start: facts.Position{Line: n, Column: 1}, End: facts.Position{Line: n + 1, Column: 1}}}
}

// commented reports whether a line, its indentation taken off, is a comment.
func commented(line string) bool {
	switch {
	case strings.HasPrefix(line, "/*"):
		i := strings.Index(line, "*/")
		return i < 0 || strings.TrimSpace(line[i+2:]) == ""
	case line[0] == '#': // #include and #[derive] are none
		return len(line) == 1 || line[1] == ' ' || line[1] == '\t' || line[1] == '#' || line[1] == '!' || strings.HasPrefix(line[1:], Word)
	}
	return strings.HasPrefix(line, "//") || strings.HasPrefix(line, "--") || strings.HasPrefix(line, ";;") || strings.HasPrefix(line, "<!--")
}

// commentOf finds the comment of a line that mentions the word. Its offsets are those of the line.
func (r *reader) commentOf(line string, inBlock bool) (c comment, alone, ok bool) {
	at := strings.Index(line, Word)
	if inBlock {
		end := strings.Index(line, "*/")
		if end < 0 {
			return comment{span{0, len(line)}, 0, 0}, true, true
		}
		if at < end {
			return comment{span{0, end}, 0, 0}, strings.TrimSpace(line[end+2:]) == "", true
		}
	}
	for at >= 0 {
		for _, m := range marks {
			i := strings.LastIndex(line[:at], m)
			if i < 0 || strings.TrimLeft(strings.TrimLeft(line[i+len(m):at], "*!/#-"), " \t") != "" {
				continue
			}
			for i > 0 && strings.IndexByte("/-#;", line[i-1]) >= 0 { // ///, ##
				i--
			}
			before := strings.TrimRight(line[:i], " \t")
			if before != "" && len(before) == i {
				continue // x//bdma, or a string
			}
			c = comment{span{i, len(line)}, 0, 0}
			closing := map[string]string{"/*": "*/", "<!--": "-->"}[m]
			if closing != "" {
				if n := strings.Index(line[at:], closing); n >= 0 {
					c.end, c.close = at+n+len(closing), len(closing)
				}
			}
			c.open = at - i
			return c, before == "" && strings.TrimSpace(line[c.end:]) == "", true
		}
		n := strings.Index(line[at+1:], Word)
		if n < 0 {
			break
		}
		at += 1 + n
	}
	return c, false, false
}

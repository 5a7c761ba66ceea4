package pgparse

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// maxBody bounds the DO blocks with placeholders that are read, for each costs a copy of the script.
const maxBody = 100_000

// Body returns the statements of a DO block that does nothing but define objects one after the other, as generators write
// for want of IF NOT EXISTS:
//
//	DO $$ BEGIN ALTER TABLE …; EXCEPTION WHEN duplicate_object THEN null; END $$
//
// It reports false for every other block: with variables, conditions and loops nobody knows what it does.
func Body(f *lexer.File, n *Opaque) ([]Statement, bool) {
	start, end, ok := n.inside()
	if !ok {
		return nil, false
	}
	in := lexer.Scan(f.Text[start:end])
	first, last, ok := definitions(in)
	if in.Err != nil || !ok {
		return nil, false
	}
	text := f.Text
	if in.Templated {
		if len(text) > maxBody {
			return nil, false
		}
		text = text[:start] + in.Text + text[end:]
	}
	shifted := &lexer.File{Text: text, Tokens: in.Tokens}
	for i := range shifted.Tokens {
		shifted.Tokens[i].Start += int32(start)
		shifted.Tokens[i].End += int32(start)
	}
	out, errs := Parse(shifted, int(shifted.Tokens[first].Start), int(shifted.Tokens[last].End))
	return out, len(errs) == 0
}

// inside returns where the source of a dollar-quoted body lies. In other strings quotes are doubled, and offsets differ.
func (n *Opaque) inside() (start, end int, ok bool) {
	if !strings.HasPrefix(n.Body, "$") {
		return 0, 0, false
	}
	tag := strings.IndexByte(n.Body[1:], '$') + 2
	if tag < 2 || len(n.Body) < 2*tag {
		return 0, 0, false
	}
	return n.BodySpan.Start + tag, n.BodySpan.End - tag, true
}

// definitions returns the first and last token of the statements between BEGIN and END, when they are all definitions and
// handlers of exceptions do nothing.
func definitions(f *lexer.File) (first, last int, ok bool) {
	i, n := 0, len(f.Tokens)
	is := func(word string) bool { return i < n && f.Is(f.Tokens[i], word) }
	mark := func() bool { return i < n && f.IsPunct(f.Tokens[i], ';') }
	if !is("begin") {
		return 0, 0, false
	}
	i++
	first = i
	for is("alter") || is("create") || is("drop") {
		for depth := 0; i < n && (depth > 0 || !mark()); i++ {
			switch {
			case f.IsPunct(f.Tokens[i], '('):
				depth++
			case f.IsPunct(f.Tokens[i], ')'):
				depth--
			}
		}
		last = i
		i++
	}
	if i <= first || i > n {
		return 0, 0, false
	}
	if is("exception") {
		i++
		for is("when") {
			for i < n && f.Tokens[i].Kind == lexer.Word && !is("then") {
				i++
			}
			if !is("then") {
				return 0, 0, false
			}
			for i++; is("null"); i++ {
				if i++; !mark() {
					return 0, 0, false
				}
			}
		}
	}
	if !is("end") {
		return 0, 0, false
	}
	if i++; mark() {
		i++
	}
	return first, last, i == n
}

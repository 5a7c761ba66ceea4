package pgparse

import (
	pg "github.com/pganalyze/pg_query_go/v5"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// token returns the index of the token at an offset of the tree.
func (t *translator) token(location int32) int {
	return min(max(tokenAt(t.file.Tokens, t.base+int(location)), t.first), t.last)
}

func (t *translator) tokenSpan(i int) Span {
	tok := t.file.Tokens[i]
	return Span{int(tok.Start), int(tok.End)}
}

// tokens returns the span of the tokens [from, to).
func (t *translator) tokens(from, to int) Span {
	if to <= from {
		to = from + 1
	}
	return Span{int(t.file.Tokens[from].Start), int(t.file.Tokens[to-1].End)}
}

// within returns the tokens of a span.
func (t *translator) within(s Span) (from, to int) {
	return tokenAt(t.file.Tokens, s.Start), tokenAt(t.file.Tokens, s.End)
}

// until returns the index of the comma or closing parenthesis that ends the element at token i, the word that ends it,
// or the end of the statement.
func (t *translator) until(i int, words map[string]bool) int {
	depth := 0
	for start := i; i <= t.last; i++ {
		tok := t.file.Tokens[i]
		switch tok.Kind {
		case lexer.Punct:
			switch t.file.Text[tok.Start] {
			case '(', '[':
				depth++
			case ')', ']':
				if depth == 0 {
					return i
				}
				depth--
			case ',':
				if depth == 0 {
					return i
				}
			}
		case lexer.Word:
			if depth == 0 && i > start && words != nil && words[lower(t.file.Of(tok))] {
				return i
			}
		}
	}
	return t.last + 1
}

// closing returns the index of the parenthesis that closes the one at token i, or stop.
func (t *translator) closing(i, stop int) int {
	depth := 0
	for ; i < stop; i++ {
		if t.file.IsPunct(t.file.Tokens[i], '(') {
			depth++
		} else if t.file.IsPunct(t.file.Tokens[i], ')') {
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return stop
}

// after returns the index after the first such word outside of parentheses among the tokens [from, to).
func (t *translator) after(from, to int, word string) int {
	depth := 0
	for i := from; i < to; i++ {
		tok := t.file.Tokens[i]
		switch {
		case t.file.IsPunct(tok, '('):
			depth++
		case t.file.IsPunct(tok, ')'):
			depth--
		case depth <= 0 && t.file.Is(tok, word):
			return min(i+1, t.last)
		}
	}
	return min(from, t.last)
}

// afterName returns the index after a relation's name.
func (t *translator) afterName(r *pg.RangeVar) int {
	i := t.token(r.GetLocation()) + 1
	for i+1 <= t.last && t.file.IsPunct(t.file.Tokens[i], '.') {
		i += 2
	}
	if i <= t.last && t.file.Tokens[i].Kind == lexer.Operator && t.file.Of(t.file.Tokens[i]) == "*" {
		i++
	}
	if i <= t.last && t.file.IsPunct(t.file.Tokens[i], ')') { // ONLY (name)
		i++
	}
	return i
}

func (t *translator) nameSpan(r *pg.RangeVar) Span {
	if r == nil {
		return Span{}
	}
	i := t.token(r.Location)
	end := i + 1
	for end+1 <= t.last && t.file.IsPunct(t.file.Tokens[end], '.') {
		end += 2
	}
	return t.tokens(i, end)
}

// actionSpans returns the places of the n actions of ALTER TABLE, which the tree does not hold: the parts between
// commas after the relation's name. When they cannot be told apart, each has the place of the statement.
func (t *translator) actionSpans(r *pg.RangeVar, n int) []Span {
	out := make([]Span, 0, n)
	for i := t.afterName(r); i <= t.last; {
		end := t.until(i, nil)
		out = append(out, t.tokens(i, end))
		i = end + 1
	}
	if len(out) == n {
		return out
	}
	out = out[:0]
	for range n {
		out = append(out, t.span())
	}
	return out
}

// afterType are the words that can follow a type in a column definition or action.
var afterType = map[string]bool{
	"not": true, "null": true, "default": true, "primary": true, "unique": true, "check": true, "references": true,
	"collate": true, "constraint": true, "generated": true, "using": true, "deferrable": true, "initially": true,
	"compression": true, "storage": true, "options": true,
}

// typeSpan returns the place of the type that begins at an offset.
func (t *translator) typeSpan(location int32) Span {
	if location <= 0 {
		return Span{}
	}
	i := t.token(location)
	return t.tokens(i, t.until(i, afterType))
}

func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			b := []byte(s)
			for j := i; j < len(b); j++ {
				if 'A' <= b[j] && b[j] <= 'Z' {
					b[j] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

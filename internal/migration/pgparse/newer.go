package pgparse

import (
	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// older returns the text of some tokens with what PostgreSQL 17 and 18 added and the parser, which has the grammar of 16,
// does not know, written in the words of 16 and at the same length; or false when there is nothing of the kind. The translator
// sees the tokens as they were written, and tells by them.
//
//   - NOT NULL as a table constraint, CONSTRAINT name NOT NULL column, which pg_dump 18 writes throughout, becomes
//     CHECK (column IS NOT NULL), which takes the same lock, reads the same rows, and is never longer.
//   - A virtual generated column, GENERATED ALWAYS AS (…) without STORED, becomes a column with a default.
//   - NOT ENFORCED and ENFORCED are left out.
//   - ALTER COLUMN … SET EXPRESSION AS (…) becomes SET DEFAULT (…).
func older(f *lexer.File, first, last int) (string, bool) {
	o := rewording{f: f, base: int(f.Tokens[first].Start)}
	o.text = []byte(f.Text[o.base:f.Tokens[last].End])
	for i := first; i <= last; i++ {
		is := func(words ...string) bool {
			for j, w := range words {
				if i+j > last || !f.Is(f.Tokens[i+j], w) {
					return false
				}
			}
			return true
		}
		switch {
		case is("constraint") && i > first && i+4 <= last:
			o.notNull(i)
		case is("generated", "always", "as") && i+3 <= last && f.IsPunct(f.Tokens[i+3], '('):
			end := closing(f, i+3, last)
			switch {
			case end < last && f.Is(f.Tokens[end+1], "stored"):
			case end < last && f.Is(f.Tokens[end+1], "virtual"):
				o.put(end+1, end+1, "")
				o.put(i, i+2, "DEFAULT")
			default:
				o.put(i, i+2, "DEFAULT")
			}
			i = end
		case is("not", "enforced"):
			o.put(i, i+1, "")
			i++
		case is("enforced"):
			o.put(i, i, "")
		case is("set", "expression", "as"):
			o.put(i+1, i+2, "DEFAULT")
		}
	}
	return string(o.text), o.changed
}

// rewording is a copy of a text with some of its tokens replaced.
type rewording struct {
	f       *lexer.File
	base    int
	text    []byte
	changed bool
}

// put writes words over some tokens, and spaces over what is left of them.
func (o *rewording) put(first, last int, words string) {
	start, end := int(o.f.Tokens[first].Start)-o.base, int(o.f.Tokens[last].End)-o.base
	if len(words) > end-start {
		return
	}
	n := copy(o.text[start:end], words)
	for i := start + n; i < end; i++ {
		o.text[i] = ' '
	}
	o.changed = true
}

// notNull rewords CONSTRAINT name NOT NULL column at a token.
func (o *rewording) notNull(i int) {
	f, t := o.f, o.f.Tokens[i:i+5]
	if !f.Is(t[2], "not") || !f.Is(t[3], "null") || t[4].Kind != lexer.Word && t[4].Kind != lexer.Quoted {
		return
	}
	if before := f.Tokens[i-1]; !f.Is(before, "add") && !f.IsPunct(before, ',') && !f.IsPunct(before, '(') {
		return // it is a column's own constraint, which has always been there
	}
	o.put(i, i+4, "CHECK ("+f.Of(t[4])+" IS NOT NULL)")
}

// closing returns the token of the parenthesis that closes the one at a token, or the last.
func closing(f *lexer.File, open, last int) int {
	depth := 0
	for i := open; i <= last; i++ {
		switch {
		case f.IsPunct(f.Tokens[i], '('):
			depth++
		case f.IsPunct(f.Tokens[i], ')'):
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return last
}

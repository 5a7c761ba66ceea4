package pgparse

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// older returns the text of some tokens with what PostgreSQL 18 added and the parser, which has the grammar of 16, does
// not know, written in the words of 16 and at the same length; or false when there is nothing of the kind.
//
// That is NOT NULL as a table constraint, CONSTRAINT name NOT NULL column, which pg_dump 18 writes throughout. It becomes
// CHECK (column IS NOT NULL), which takes the same lock, reads the same rows, and is never longer.
func older(f *lexer.File, first, last int) (string, bool) {
	var b strings.Builder
	done := int(f.Tokens[first].Start)
	for i := first + 1; i+4 <= last; i++ {
		t := f.Tokens[i : i+5]
		if !f.Is(t[0], "constraint") || !f.Is(t[2], "not") || !f.Is(t[3], "null") || t[4].Kind != lexer.Word && t[4].Kind != lexer.Quoted {
			continue
		}
		if before := f.Tokens[i-1]; !f.Is(before, "add") && !f.IsPunct(before, ',') && !f.IsPunct(before, '(') {
			continue // it is a column's own constraint, which has always been there
		}
		check := "CHECK (" + f.Of(t[4]) + " IS NOT NULL)"
		start, end := int(t[0].Start), int(t[4].End)
		if strings.Contains(f.Text[start:end], "\n") {
			continue
		}
		b.WriteString(f.Text[done:start])
		b.WriteString(check)
		b.WriteString(strings.Repeat(" ", end-start-len(check)))
		done = end
	}
	if b.Len() == 0 {
		return "", false
	}
	b.WriteString(f.Text[done:f.Tokens[last].End])
	return b.String(), true
}

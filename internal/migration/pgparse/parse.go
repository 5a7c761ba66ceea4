package pgparse

import (
	"errors"
	"strings"
	"unicode/utf8"

	pg "github.com/pganalyze/pg_query_go/v5"
	"github.com/pganalyze/pg_query_go/v5/parser"

	"github.com/bdma-dev/bdma/internal/migration/lexer"
)

// Error is a part of a script that could not be parsed.
type Error struct {
	Span    Span
	Message string
	Hint    string
}

// Parse parses the part of a script that lies between two byte offsets. What cannot be parsed costs the statement that it
// is in, and becomes an error; all other statements are returned.
//
// Only parts that passed the lexer's guard reach the C parser, which dies, uncatchably, of some that do not.
func Parse(f *lexer.File, start, end int) ([]Statement, []Error) {
	from := tokenAt(f.Tokens, start)
	to := tokenAt(f.Tokens, end)
	if f.Err != nil {
		to = min(to, tokenAt(f.Tokens, f.Err.Offset))
	}
	if from >= to {
		return nil, nil
	}
	var out []Statement
	var errs []Error
	for pieces := f.Split(from, to); len(pieces) > 0; {
		n := batch(pieces)
		stmts, failed := parseBatch(f, pieces[:n])
		out, errs = append(out, stmts...), append(errs, failed...)
		pieces = pieces[n:]
	}
	return out, errs
}

// maxBatch is the number of tokens that are parsed together: enough for most scripts, and few enough for the trees of a long
// one to be gone before the next are made.
const maxBatch = 20_000

// batch returns how many of some statements are parsed together.
func batch(pieces []lexer.Statement) int {
	n := 1
	for n < len(pieces) && pieces[n].Last-pieces[0].First < maxBatch {
		n++
	}
	return n
}

// parseBatch parses statements together, and one by one when that fails.
func parseBatch(f *lexer.File, pieces []lexer.Statement) ([]Statement, []Error) {
	sound := true
	for _, p := range pieces {
		sound = sound && p.Err == nil
	}
	if sound && len(pieces) > 1 {
		if out, _, ok := parsePiece(f, pieces[0].First, pieces[len(pieces)-1].Last); ok {
			return out, nil
		}
	}
	var out []Statement
	var errs []Error
	for _, p := range pieces {
		if p.Err != nil {
			errs = append(errs, Error{Span: Span{p.Err.Offset, int(f.Tokens[p.Last].End)}, Message: p.Err.Message, Hint: p.Err.Hint})
			continue
		}
		last, rows := p.Last, 0
		if last-p.First > maxBatch {
			last, rows = firstRow(f, p.First, last)
		}
		stmts, err, ok := parsePiece(f, p.First, last)
		if ok && last < p.Last && len(stmts) == 1 {
			stmts[0].Span.End = int(f.Tokens[p.Last].End)
			if n, ok := stmts[0].Node.(*DML); ok {
				n.Rows = rows
			}
		}
		if !ok {
			errs = append(errs, err)
			continue
		}
		out = append(out, stmts...)
	}
	return out, errs
}

// firstRow returns the last token of the first row of an INSERT … VALUES and the number of its rows, or the last token of any
// other statement. What the other rows hold says nothing about the schema, and there may be a million of them.
func firstRow(f *lexer.File, first, last int) (end, rows int) {
	if !f.Is(f.Tokens[first], "insert") {
		return last, 0
	}
	depth, values := 0, false
	end = last
	for i := first; i <= last; i++ {
		t := f.Tokens[i]
		switch {
		case f.IsPunct(t, '('):
			depth++
		case f.IsPunct(t, ')'):
			if depth--; depth == 0 && values {
				if rows++; rows == 1 {
					end = i
				}
			}
		case depth == 0 && f.Is(t, "values"):
			values = true
		}
	}
	return end, rows
}

// tokenAt returns the index of the first token at or after an offset.
func tokenAt(tokens []lexer.Token, offset int) int {
	lo, hi := 0, len(tokens)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if int(tokens[mid].Start) < offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// parsePiece parses the text of the tokens first to last, inclusive.
func parsePiece(f *lexer.File, first, last int) ([]Statement, Error, bool) {
	start, end := int(f.Tokens[first].Start), int(f.Tokens[last].End)
	text := f.Text[start:end]
	tree, err := pg.Parse(text)
	if err != nil {
		if words, ok := older(f, first, last); ok {
			if again, failed := pg.Parse(words); failed == nil {
				tree, err = again, nil
			}
		}
	}
	if err != nil {
		return nil, syntaxError(f, text, start, end, err), false
	}
	out := make([]Statement, 0, len(tree.Stmts))
	for _, raw := range tree.Stmts {
		from := start + int(raw.StmtLocation)
		to := end
		if raw.StmtLen > 0 {
			to = from + int(raw.StmtLen)
		}
		a, b := tokenAt(f.Tokens, from), tokenAt(f.Tokens, to)
		if a >= b || b-1 > last {
			continue
		}
		t := translator{file: f, base: start, first: a, last: b - 1}
		out = append(out, t.statement(raw.Stmt))
	}
	return out, Error{}, true
}

// syntaxError places the parser's complaint. Its cursor counts characters from 1, of the text that it was given.
func syntaxError(f *lexer.File, text string, start, end int, err error) Error {
	// The parser quotes bytes, and may cut a character in two.
	out := Error{Span: Span{start, end}, Message: strings.ToValidUTF8(err.Error(), "\uFFFD")}
	var pe *parser.Error
	if errors.As(err, &pe) && pe.Cursorpos > 0 {
		at := 0
		for n := 1; n < pe.Cursorpos && at < len(text); n++ {
			_, w := utf8.DecodeRuneInString(text[at:])
			at += w
		}
		i := tokenAt(f.Tokens, start+at)
		if i < len(f.Tokens) && int(f.Tokens[i].End) <= end {
			out.Span = Span{int(f.Tokens[i].Start), int(f.Tokens[i].End)}
		} else {
			// "at end of input": the last token is what the reader has to look at.
			i = max(tokenAt(f.Tokens, end)-1, 0)
			out.Span = Span{int(f.Tokens[i].Start), int(f.Tokens[i].End)}
		}
	}
	return out
}

package migration

import (
	"strconv"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// base replays a statement of a base state. Nobody runs it against a database that is in use: it has no rows, and only the
// schema that it leads to is judged.
func (r *reader) base(s *pgparse.Statement) {
	if r.cat.Exhausted() && !r.exhausted {
		r.exhausted = true
		r.problem(r.lines.Range(s.Span.Start, s.Span.End), "the schema has too many objects; what it has from here on is not followed", "")
	}
	if r.conditional {
		r.doubt(lock.Of(r.cat, s).Relations)
		return
	}
	r.cat.Apply(s, catalog.Context{Migration: r.name, Unit: r.info.Version + "/" + strconv.Itoa(r.unit), Place: func(sp pgparse.Span) catalog.Place {
		if sp == (pgparse.Span{}) {
			sp = s.Span
		}
		return catalog.Place{File: r.name, Range: r.lines.Range(sp.Start, sp.End)}
	}})
}

// scanned is a text that sections are read from in place of the script, and its lexical analysis.
type scanned struct {
	text string
	file *lexer.File
}

// otherText returns the lexical analysis of such a text, which the sections of a script share.
func (r *reader) otherText(text string) *lexer.File {
	if r.other.file == nil || r.other.text != text {
		r.other = scanned{text: text, file: lexer.Scan(text)}
		if e := r.other.file.Err; e != nil {
			r.problem(r.lines.Range(e.Offset, e.Offset+1), e.Message, e.Hint)
			r.model.Summary.Unparsed++
		}
	}
	return r.other.file
}

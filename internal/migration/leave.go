package migration

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// writtenSection is a part of the file at hand.
type writtenSection struct {
	start      int
	direction  string
	mode       runner.Mode
	statements int
	// only is its only statement but for those of begin and commit, and row and action where its rows are.
	only, begin, commit *pgparse.Statement
	row, action         int
	// last is the COMMIT that ends a section that begins with begin, in a transaction of the runner, with no other of either between.
	last *pgparse.Statement
}

// begin takes note of a section.
func (w *asWritten) begin(s runner.Section, stmts []pgparse.Statement, row, action int) {
	part := writtenSection{start: s.Start, direction: s.Direction, mode: s.Mode, statements: len(stmts), row: row, action: action}
	switch {
	case len(stmts) == 1:
		part.only = &stmts[0]
	case w.bracketed(stmts) && s.Mode == runner.InRunner:
		part.begin, part.last = &stmts[0], &stmts[len(stmts)-1]
	case len(stmts) == 3 && w.bracketed(stmts):
		part.begin, part.only, part.commit = &stmts[0], &stmts[1], &stmts[2]
		part.row++
	}
	w.sections = append(w.sections, part)
}

// plainControl are BEGIN and COMMIT without options.
var plainControl = regexp.MustCompile(`(?i)^(?:BEGIN|START|COMMIT|END)(?: (?:TRANSACTION|WORK))?$`)

// bracketed reports whether statements begin with BEGIN and end with COMMIT, with neither of them, nor a ROLLBACK, between.
func (w *asWritten) bracketed(stmts []pgparse.Statement) bool {
	n := len(stmts)
	if n < 3 || stmts[0].Kind != "BEGIN" || stmts[n-1].Kind != "COMMIT" {
		return false
	}
	for i := range stmts {
		switch s := &stmts[i]; {
		case i == 0 || i == n-1:
			if s.Span.End > len(w.source) || !plainControl.MatchString(w.source[s.Span.Start:s.Span.End]) {
				return false
			}
		case s.Kind == "BEGIN" || s.Kind == "COMMIT" || s.Kind == "ROLLBACK" || s.Kind == "PREPARE TRANSACTION":
			return false
		}
	}
	return true
}

// textChange is an edit of the file at hand by offsets.
type textChange struct {
	pgparse.Span
	text string
}

// unnest states what to take out of a file that begins and commits a transaction within that of the runner.
func (r *reader) unnest() {
	if r.asWritten.summed || r.row.FirstNested == nil {
		return
	}
	for _, s := range r.asWritten.sections {
		if s.last == nil || s.direction != runner.Up || !r.isPlain(s.begin.Span) || !r.isPlain(s.last.Span) ||
			r.nodes.Get(r.row.FirstNested.At).Range != r.lines.Range(s.begin.Span.Start, s.begin.Span.End) {
			continue
		}
		for _, span := range []pgparse.Span{r.wholeLine(s.begin.Span, true), r.wholeLine(s.last.Span, false)} {
			r.row.FirstNested.Pair = append(r.row.FirstNested.Pair, r.node(r.lines.Range(span.Start, span.End), ""))
		}
	}
}

// leaves states how statements that are alone in their sections leave the transaction that they are in.
func (r *reader) leaves(f runner.File) {
	if r.runner.Leave == nil || r.asWritten.summed || !r.settings.Wanted.WantAny("statements", "leave") && !r.settings.Wanted.WantAny("actions", "leave") {
		return
	}
	for i := range r.asWritten.sections {
		s := &r.asWritten.sections[i]
		if s.only == nil || s.direction != runner.Up || s.row >= len(r.model.Statements) {
			continue
		}
		row := &r.model.Statements[s.row]
		if row.Kind != s.only.Kind || row.File != r.name || !r.isPlain(s.only.Span) {
			continue
		}
		detaches := row.Kind == "ALTER TABLE" && s.action < len(r.model.Actions) && r.model.Actions[s.action].Kind == "DETACH PARTITION"
		if row.Transaction == string(runner.None) {
			if detaches {
				r.model.Actions[s.action].Leave = &Leave{Edits: []TextEdit{}}
			}
			continue
		}
		switch {
		case row.Refused, detaches, row.Kind == "REINDEX", row.ConcurrentlyAfter != nil && row.ExistedBefore:
		default:
			continue
		}
		leave := r.leave(f, i, row)
		row.Leave = leave
		if detaches {
			r.model.Actions[s.action].Leave = leave
		}
	}
}

// leave tries the edits out: the runner has to say that the statement is in no transaction any more, and that nothing else of the file changes.
func (r *reader) leave(f runner.File, i int, row *Statement) *Leave {
	s := &r.asWritten.sections[i]
	text := r.asWritten.source
	sections := r.runner.Split(f, r.runner.Prepare(f, text))
	if i >= len(sections) {
		return nil
	}
	var changes []textChange
	if s.begin != nil {
		changes = append(changes, textChange{Span: r.wholeLine(s.begin.Span, true)}, textChange{Span: r.wholeLine(s.commit.Span, false)})
	} else {
		at, insert := r.runner.Leave(text, sections[i])
		if insert != "" {
			changes = append(changes, textChange{pgparse.Span{Start: at, End: at}, insert})
		}
	}
	done := changes
	if row.ConcurrentlyAfter != nil {
		at := r.lines.Offset(r.nodes.Get(*row.ConcurrentlyAfter).Range.End)
		done = append(slices.Clone(changes), textChange{pgparse.Span{Start: at, End: at}, " CONCURRENTLY"})
	}
	after := rewritten(text, done)
	sections = r.runner.Split(f, r.runner.Prepare(f, after))
	if len(sections) != len(r.asWritten.sections) {
		return nil
	}
	for j, now := range sections {
		was := r.asWritten.sections[j]
		switch {
		case now.Direction != was.direction:
			return nil
		case j == i && now.Mode == runner.InRunner, j != i && now.Mode != was.mode && was.statements > 1:
			return nil
		}
	}
	leave := &Leave{Edits: []TextEdit{}}
	for _, c := range changes {
		leave.Edits = append(leave.Edits, TextEdit{At: r.node(r.lines.Range(c.Start, c.End), ""), Text: c.text})
	}
	return leave
}

// wholeLine is a statement with its semicolon, and with its line when nothing else stands there: with the empty lines that follow it, or with
// those before it.
func (r *reader) wholeLine(s pgparse.Span, first bool) pgparse.Span {
	text := r.asWritten.source
	if i := r.firstToken(s.End); i < len(r.lexed.Tokens) && r.lexed.Of(r.lexed.Tokens[i]) == ";" {
		s.End = int(r.lexed.Tokens[i].End)
	}
	start := len(strings.TrimRight(text[:s.Start], " \t"))
	rest := text[s.End:]
	end := s.End + len(rest) - len(strings.TrimLeft(rest, " \t\r"))
	if start > 0 && text[start-1] != '\n' || end < len(text) && text[end] != '\n' {
		return s
	}
	if first {
		for end < len(text) && strings.IndexByte(" \t\r\n", text[end]) >= 0 {
			end++
		}
		if i := strings.LastIndexByte(text[:end], '\n'); i >= s.End {
			end = i + 1
		}
		return pgparse.Span{Start: start, End: end}
	}
	before := strings.TrimRight(text[:start], " \t\r\n")
	if i := strings.IndexByte(text[len(before):start], '\n'); i >= 0 {
		start = len(before) + i + 1
	}
	return pgparse.Span{Start: start, End: min(end+1, len(text))}
}

// rewritten makes changes to a text, in any order.
func rewritten(text string, changes []textChange) string {
	changes = slices.SortedFunc(slices.Values(changes), func(a, b textChange) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for _, c := range changes {
		if c.Start < at {
			return text
		}
		b.WriteString(text[at:c.Start])
		b.WriteString(c.text)
		at = c.End
	}
	b.WriteString(text[at:])
	return b.String()
}

package migration

import (
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// undo is the last migration up with what it takes to judge its way back: a journal of the catalog that is open from its first
// statement on.
type undo struct {
	open          bool
	version, name string
	file          string
	row           int // in Migrations
	changes       int // the first of its rows in Changes
	// unclear says that it does what cannot be known from its text; shared that another migration has its version.
	unclear, shared bool
	unparsed        int
	lexed           *lexer.File

	// For its rows in Changes.
	watching bool
	locked   map[catalog.Name][]string
	unknown  []catalog.Name
	columns  []catalog.Change
	taken    map[catalog.Name]bool
	copied   map[catalog.Name]bool
	names    []droppedTable
	others   []droppedObject
	pending  []pendingPart

	// The parts down of the file at hand, in the order of their text.
	downs   []down
	current []downStatement
	block   *pgparse.Statement // the last DO among them
}

// down is a part of a way back.
type down struct {
	statements   []downStatement
	span         facts.Range // of its first line
	comments     bool
	irreversible bool
	opaque       bool
}

type downStatement struct {
	statement *pgparse.Statement
	at        facts.ID
	actions   []facts.ID
	// guarded says that a block catches what the statement raises.
	guarded bool
	unit    string
	// conditional says that it may run or not.
	conditional bool
}

// earlyDown is a way back that comes before its migration.
type earlyDown struct {
	version string
	at      facts.ID
}

// placeDown is the migration that a way back makes things in.
const placeDown = "\x00down"

// beginUnit opens the journal of a migration up.
func (r *reader) beginUnit(f runner.File) {
	r.undo.downs, r.undo.current, r.undo.block = nil, nil, nil
	if f.Direction != runner.Up {
		r.undo.unparsed = r.model.Summary.Unparsed
		return
	}
	last := r.undo
	r.endUnit()
	r.cat.Begin()
	r.undo = undo{
		open: true, version: f.Version, name: f.Name, file: r.name, row: len(r.model.Migrations) - 1, changes: len(r.model.Changes),
		unparsed: r.model.Summary.Unparsed, shared: last.open && last.version == f.Version,
	}
	row := &r.model.Migrations[r.undo.row]
	row.DownAt = row.At
}

// endUnit closes the journal of the last migration up.
func (r *reader) endUnit() {
	if r.undo.open {
		r.cat.Commit()
	}
	r.undo = undo{}
}

// collect remembers a statement down.
func (r *reader) collect(s *pgparse.Statement, row *Statement) {
	d := downStatement{statement: s, at: row.At, unit: row.Unit, conditional: r.conditional}
	if n, ok := s.Node.(*pgparse.AlterTable); ok && (n.Object == "TABLE" || n.Object == "FOREIGN TABLE") && len(r.model.Actions) >= len(n.Actions) {
		for _, a := range r.model.Actions[len(r.model.Actions)-len(n.Actions):] {
			d.actions = append(d.actions, a.At)
		}
	}
	if s.Kind == "DO" {
		r.undo.block = s
	} else if o := r.undo.block; o != nil {
		d.guarded = o.Span.Start <= s.Span.Start && s.Span.End <= o.Span.End
	}
	r.undo.current = append(r.undo.current, d)
}

var irreversible = regexp.MustCompile(`(?i)irreversible|(can ?not|can't|can’t|not possible to|no way to|impossible to|unable to) (be )?(safely )?(automatically )?(roll(ed)? ?back|revert(ed)?|undo(ne)?|reverse[d]?|restore[d]?|downgrade[d]?|go back|remove)|not (be )?(reversible|revertible|revertable)|one[- ]way|forward[- ]only|no (roll ?back|way back|restore|down( migration)?)\b|raise\s+exception`)

// endSection looks at a part of a script when its statements were read.
func (r *reader) endSection(lexed *lexer.File, s runner.Section) {
	r.undo.lexed = lexed
	if s.Direction != runner.Down {
		return
	}
	d := down{statements: r.undo.current, span: r.lines.Range(s.Start, firstLine(lexed.Text, s))}
	r.undo.current = nil
	text := comments(lexed, s.Start, s.End)
	d.comments = text != ""
	acts, body := false, ""
	for _, st := range d.statements {
		n, ok := st.statement.Node.(*pgparse.Opaque)
		d.opaque = d.opaque || st.conditional
		switch {
		case ok:
			d.opaque = d.opaque || !n.Plain
			body = n.Body
		case st.statement.Kind == "SELECT":
			d.opaque = d.opaque || r.callsUnknownIn(lexed, st.statement.Span)
		case st.statement.Kind != "BEGIN" && st.statement.Kind != "COMMIT" && st.statement.Kind != "SET":
			acts = true
		}
	}
	// Beside statements that undo something, such words are about the data.
	d.irreversible = !acts && (text != "" && irreversible.MatchString(text) || body != "" && irreversible.MatchString(body))
	r.undo.downs = append(r.undo.downs, d)
}

// firstLine returns where the first line of a section ends, which says that it is one.
func firstLine(text string, s runner.Section) int {
	line, _, _ := strings.Cut(text[s.Start:s.End], "\n")
	return s.Start + len(strings.TrimRight(line, " \t\r"))
}

// comments returns the text of the comments between two offsets, without the marks of migration tools, and no more than 4,000 bytes.
func comments(f *lexer.File, start, end int) string {
	const limit = 4000
	var b strings.Builder
	add := func(gap string) {
		for line := range strings.SplitSeq(gap, "\n") {
			line = strings.TrimSpace(strings.Trim(strings.TrimSpace(line), "-*/ \t"))
			if line == "" || isMark(line) || b.Len() > limit {
				continue
			}
			b.WriteString(line)
			b.WriteByte('\n')
		}
	}
	at := start
	i, _ := slices.BinarySearchFunc(f.Tokens, int32(start), func(t lexer.Token, at int32) int { return int(t.Start) - int(at) })
	for ; i < len(f.Tokens) && int(f.Tokens[i].Start) < end; i++ {
		if int(f.Tokens[i].Start) > at+1 {
			add(f.Text[at:f.Tokens[i].Start])
		}
		at = int(f.Tokens[i].End)
	}
	if at < end {
		add(f.Text[at:end])
	}
	out := strings.TrimSpace(b.String())
	if len(out) > limit {
		out = strings.ToValidUTF8(out[:limit], "")
	}
	return out
}

// isMark tells whether a comment is one that a migration tool reads or writes.
func isMark(line string) bool {
	lower := strings.ToLower(line)
	for _, m := range [...]string{"+goose", "+migrate", "migrate:", "atlas:", "create above", "tern:", "down migration", "up migration", "changeset", "rollback", "revert ", "deploy ", directiveMark} {
		if strings.HasPrefix(lower, m) {
			return true
		}
	}
	return strings.Trim(lower, "-=#;") == "" || lower == "down" || lower == "this file should undo anything in `up.sql`"
}

// calm are functions that change nothing of the schema.
var calm = map[string]bool{
	"setval": true, "nextval": true, "currval": true, "set_config": true, "count": true, "max": true, "min": true, "coalesce": true, "now": true, "sum": true,
	"exists": true, "version": true, "current_setting": true, "lastval": true, "greatest": true, "least": true, "format": true, "concat": true, "lower": true,
	"upper": true, "in": true, "values": true, "any": true, "and": true, "or": true, "as": true, "cast": true, "nullif": true, "length": true, "row_number": true, "over": true, "from": true, "select": true,
}

// callsUnknown tells whether a query calls a function that may do anything.
func (r *reader) callsUnknown(s *pgparse.Statement) bool {
	return r.undo.lexed != nil && r.callsUnknownIn(r.undo.lexed, s.Span)
}

func (r *reader) callsUnknownIn(f *lexer.File, span pgparse.Span) bool {
	i, _ := slices.BinarySearchFunc(f.Tokens, int32(span.Start), func(t lexer.Token, at int32) int { return int(t.Start) - int(at) })
	for ; i+1 < len(f.Tokens) && int(f.Tokens[i+1].Start) < span.End; i++ {
		t := f.Tokens[i]
		if (t.Kind == lexer.Word || t.Kind == lexer.Quoted) && f.IsPunct(f.Tokens[i+1], '(') {
			if name := strings.ToLower(strings.Trim(f.Of(t), `"`)); !calm[name] && !strings.HasPrefix(name, "pg_") {
				return true
			}
		}
	}
	return false
}

// wayBack ends a file: it completes the facts of a migration up, and tries its way back when this file holds it.
func (r *reader) wayBack(f runner.File) {
	u := &r.undo
	if f.Direction == runner.Up {
		if r.model.Summary.Unparsed != u.unparsed {
			u.unclear = true
		}
		r.finishUnit()
		if r.early.version == f.Version && r.early.version != "" && len(u.downs) == 0 {
			row := &r.model.Migrations[u.row]
			row.Down, row.DownAt, row.DownUnknown = "statements", r.early.at, true
			r.model.Summary.Downs++
		}
	} else if f.Direction != runner.Down {
		return
	} else if !u.open || u.version != f.Version || u.shared && u.name != f.Name {
		if !r.matched(f) {
			// Names that differ may put it before its migration.
			r.early = earlyDown{f.Version, r.row.At}
		}
		return
	}
	if len(u.downs) == 0 {
		if f.Direction == runner.Down {
			u.downs = []down{{}} // an empty file
		} else {
			return
		}
	}
	row := &r.model.Migrations[u.row]
	if row.Down != "" {
		return // a second one
	}
	r.model.Summary.Downs++
	if row.DownAt = r.row.At; f.Direction == runner.Up {
		row.DownAt = r.node(u.downs[0].span, r.pointer(u.version+": way back"))
	}
	row.Down = u.kind()
	unparsed := r.model.Summary.Unparsed != u.unparsed
	if unparsed && (row.Down == "empty" || row.Down == "comments") {
		row.Down = "statements" // that were not understood
	}
	row.DownUnknown = u.unclear || unparsed || slices.ContainsFunc(u.downs, func(d down) bool { return d.opaque })
	if row.Down == "statements" && !row.DownUnknown && !r.cat.Exhausted() {
		r.try(row)
	}
}

// matched notes that an earlier migration has the version and the name of a way back, which is not tried: another one of its version has
// run since.
func (r *reader) matched(f runner.File) bool {
	for i := len(r.model.Migrations) - 1; i >= 0 && r.model.Migrations[i].Version == f.Version; i-- {
		if row := &r.model.Migrations[i]; row.Direction == runner.Up && row.Name == f.Name {
			if row.Down == "" {
				row.Down, row.DownAt, row.DownUnknown = "statements", r.row.At, true
				r.model.Summary.Downs++
			}
			return true
		}
	}
	return false
}

// kind tells what a way back consists of.
func (u *undo) kind() string {
	acts, comments := false, false
	for _, d := range u.downs {
		if d.irreversible {
			return "irreversible"
		}
		comments = comments || d.comments
		for _, s := range d.statements {
			switch s.statement.Kind {
			case "BEGIN", "COMMIT", "SET":
			case "DO":
				acts = acts || d.opaque // else what it does follows
			case "SELECT":
				acts = acts || len(s.statement.Reads) > 0 || d.opaque
			default:
				acts = true
			}
		}
	}
	switch {
	case acts:
		return "statements"
	case comments:
		return "comments"
	}
	return "empty"
}

// try runs a way back on the catalog, looks at what it leads to, and takes it back. Parts are run in the reverse order of
// their text, as those that they undo were run.
func (r *reader) try(row *Migration) {
	r.cat.Begin()
	failed := false
	for i := len(r.undo.downs) - 1; i >= 0; i-- {
		for j := range r.undo.downs[i].statements {
			d := &r.undo.downs[i].statements[j]
			if !failed && !d.guarded {
				failed = r.fails(d)
			}
			r.locksBack(d)
			r.cat.Apply(d.statement, catalog.Context{Migration: placeDown, Unit: d.unit, Place: func(sp pgparse.Span) catalog.Place {
				if sp == (pgparse.Span{}) {
					sp = d.statement.Span
				}
				return catalog.Place{File: r.name, Range: r.lines.Range(sp.Start, sp.End)}
			}})
		}
	}
	r.cat.EndSession()
	if !failed {
		r.differences(row)
	}
	r.cat.Rollback()
}

// locksBack states what a statement of a way back locks for long.
func (r *reader) locksBack(d *downStatement) {
	for _, l := range lock.Of(r.cat, d.statement).Relations {
		if !l.Rewrite && !l.Scan || !l.Mode.BlocksWrites() || l.Object != "TABLE" && l.Object != "VIEW" {
			continue
		}
		if made := r.created(l.Name); made == r.undo.file || made == placeDown {
			continue
		}
		if t := r.cat.Table(l.Name); t != nil && (t.Temporary || t.Emptied == d.unit) {
			continue
		}
		r.lockBack(RollbackLock{
			At: d.at, Migration: r.undo.version, Kind: d.statement.Kind, Relation: r.display(l.Name), Mode: string(l.Mode), Blocks: blocks(l.Mode), Rewrite: l.Rewrite, Scan: l.Scan,
		})
	}
}

// lockBack adds a row, one for each relation of a migration: the first of those that block most.
func (r *reader) lockBack(row RollbackLock) {
	for i := len(r.model.RollbackLocks) - 1; i >= 0 && r.model.RollbackLocks[i].Migration == row.Migration; i-- {
		if o := &r.model.RollbackLocks[i]; o.Relation == row.Relation {
			if o.Blocks != row.Blocks && row.Blocks == blocks(lock.AccessExclusive) {
				*o = row
			}
			return
		}
	}
	r.model.RollbackLocks = append(r.model.RollbackLocks, row)
}

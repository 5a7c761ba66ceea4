package migration

import (
	"path"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/source"
)

// asWritten tells what stands in the files, for those who edit it. A place is only told where the file has what PostgreSQL gets: not within a
// DO block, whose body may be a string, not where a template fills something in, and not where a checksum of the file would not hold any more.
type asWritten struct {
	source  string // the file at hand
	inBlock bool
	summed  bool // another file, or its own head, has a checksum of it
	sums    map[string]bool
	types   map[typePlace]string
	// sections are those of the file at hand.
	sections []writtenSection
}

// read takes note of the text of the file at hand.
func (w *asWritten) read(tree *source.Tree, name, text string) {
	w.source, w.sections = text, w.sections[:0]
	dir := path.Dir(name)
	summed, ok := w.sums[dir]
	if !ok {
		if w.sums == nil {
			w.sums = make(map[string]bool)
		}
		summed = tree.Has(path.Join(dir, "atlas.sum"))
		w.sums[dir] = summed
	}
	w.summed = summed || strings.Contains(text[:min(len(text), 1<<10)], "--! Hash:")
}

// typePlace is where a type begins.
type typePlace struct {
	file string
	at   facts.Position
}

// isPlain reports whether a part of the section at hand stands in the file as it is.
func (r *reader) isPlain(s pgparse.Span) bool {
	return !r.asWritten.inBlock && !r.asWritten.summed && s.Start < s.End && s.End <= len(r.asWritten.source) && s.End <= len(r.lexed.Text) &&
		r.asWritten.source[s.Start:s.End] == r.lexed.Text[s.Start:s.End]
}

// writtenTypes takes note of types for which there are better ones.
func (r *reader) writtenTypes(s *pgparse.Statement) {
	if !r.settings.Wanted.WantAny("columns", "type_written") && !r.settings.Wanted.WantAny("tables", "timestamps") {
		return
	}
	switch n := s.Node.(type) {
	case *pgparse.CreateTable:
		for i := range n.Columns {
			r.writtenType(n.Columns[i].TypeSpan)
		}
	case *pgparse.AlterTable:
		for i := range n.Actions {
			// Another type in ALTER COLUMN TYPE is another rewrite of the table.
			if def := n.Actions[i].Def; def != nil && n.Actions[i].Kind == "ADD COLUMN" {
				if !strings.Contains(def.Type.Name.Name, "serial") { // that rewrites the table either way
					r.writtenType(def.TypeSpan)
				}
			}
		}
	}
}

func (r *reader) writtenType(s pgparse.Span) {
	if !r.isPlain(s) || strings.IndexByte("tjvcsbmrfdTJVCSBMRFD", r.asWritten.source[s.Start]) < 0 {
		return
	}
	text := strings.ToLower(r.asWritten.source[s.Start:s.End])
	if !isDated(text) {
		return
	}
	if r.asWritten.types == nil {
		r.asWritten.types = make(map[typePlace]string)
	}
	r.asWritten.types[typePlace{r.name, r.lines.Position(s.Start)}] = text
}

// isDated reports whether a type as it is written has a better one. Its words are separated by single spaces, so that comments in it are
// none of them.
func isDated(text string) bool {
	word, _, _ := strings.Cut(text, "(")
	word, _, _ = strings.Cut(word, "[")
	switch strings.TrimSuffix(strings.TrimSpace(word), " without time zone") {
	case "money", "real", "float4", "float8", "double precision", "float":
		return !strings.ContainsAny(text, "-/\n\t\"")
	case "timestamptz":
		return text == "timestamptz(0)"
	case "timestamp", "json", "varchar", "character varying", "char", "character", "serial", "bigserial", "smallserial", "serial4", "serial8", "serial2":
		return !strings.ContainsAny(text, "-/\n\t\"")
	}
	return false
}

// typeWritten is a type as it is written, when it is known.
func (r *reader) typeWritten(p catalog.Place) string {
	return r.asWritten.types[typePlace{p.File, p.Range.Start}]
}

// concurrentlyAfter is the word behind which CONCURRENTLY goes.
func (r *reader) concurrentlyAfter(s *pgparse.Statement) *facts.ID {
	at, word := 0, "index"
	switch n := s.Node.(type) {
	case *pgparse.OnTable:
		switch {
		case n.Concurrently:
			return nil
		case s.Kind == "REINDEX" && (n.Object == "INDEX" || n.Object == "TABLE" || n.Object == "SCHEMA"):
			at, word = 2, strings.ToLower(n.Object)
		case s.Kind == "REFRESH MATERIALIZED VIEW" && !s.NoData:
			at, word = 3, "view"
		default:
			return nil
		}
	case *pgparse.CreateIndex:
		if n.Concurrently || n.IfNotExists {
			return nil // an index that is not valid has a name, too
		}
		at = 3
	case *pgparse.Drop:
		// Only one can be dropped so, and nothing that depends on it.
		if n.Object != "INDEX" || n.Concurrently || n.Cascade || len(n.Names) != 1 {
			return nil
		}
		at = 2
	default:
		return nil
	}
	if !r.isPlain(s.Span) {
		return nil
	}
	for _, t := range r.lexed.Tokens[r.firstToken(s.Span.Start):] {
		if at--; at < 0 || int(t.End) > s.Span.End {
			return nil
		}
		if r.lexed.Is(t, word) {
			id := r.node(r.lines.Range(int(t.Start), int(t.End)), "")
			return &id
		}
	}
	return nil
}

// firstToken is the index of the token that begins at an offset.
func (r *reader) firstToken(at int) int {
	low, high := 0, len(r.lexed.Tokens)
	for low < high {
		if middle := (low + high) / 2; int(r.lexed.Tokens[middle].Start) < at {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// endOf returns the last token of an action, when it stands in the file as it is.
func (r *reader) endOf(s pgparse.Span) *facts.ID {
	if !r.isPlain(s) {
		return nil
	}
	i := r.firstToken(s.End) - 1
	if i < 0 || int(r.lexed.Tokens[i].End) != s.End || r.lexed.Tokens[i].Kind == lexer.Operator {
		return nil
	}
	id := r.node(r.lines.Range(int(r.lexed.Tokens[i].Start), s.End), "")
	return &id
}

// maxTyped bounds the places of one table.
const maxTyped = 100

// place takes note of where the type of a column is to be edited.
func (t *Timestamps) place(c *Column) {
	if c.TypeWritten != "" && len(t.Places) < maxTyped {
		instead := strings.Replace(strings.TrimSuffix(c.TypeWritten, " without time zone"), "timestamp", "timestamptz", 1)
		t.Places = append(t.Places, TypePlace{At: c.TypeAt, Instead: strings.Replace(instead, "(0)", "", 1)})
	}
}

package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lexer"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// NewLabel is a label of an enum that the same transaction added, so that PostgreSQL refuses to use it.
type NewLabel struct {
	// At is the ALTER TYPE … ADD VALUE.
	At facts.ID `json:"at"`
	// Type is the enum.
	Type string `json:"type"`
	// Label is the label.
	Label string `json:"label"`
}

// addedLabel is a label that the transaction at hand has added.
type addedLabel struct {
	NewLabel
	unit    string
	name    catalog.Name
	literal string // as SQL writes it
}

// maxLabels bounds the labels of one transaction that are looked for.
const maxLabels = 64

// labels follows the labels that ALTER TYPE … ADD VALUE adds, and states where a later statement of the transaction uses one.
func (r *reader) labels(s *pgparse.Statement, row *Statement) {
	if len(r.added) > 0 && r.added[0].unit != row.Unit {
		r.added = r.added[:0]
	}
	switch n := s.Node.(type) {
	case *pgparse.AlterEnum:
		if n.Old == "" && row.Transaction != string(runner.None) && !r.newTypes[r.cat.Qualify(n.Name)] && len(r.added) < maxLabels {
			full := r.cat.Qualify(n.Name)
			r.added = append(r.added, addedLabel{
				NewLabel: NewLabel{At: row.At, Type: r.display(full), Label: n.Label}, unit: row.Unit, name: full,
				literal: "'" + strings.ReplaceAll(n.Label, "'", "''") + "'",
			})
		}
		return
	case *pgparse.CreateType:
		if r.newTypes == nil {
			r.newTypes = make(map[catalog.Name]bool)
		}
		r.newTypes[r.cat.Qualify(n.Name)] = true
		return
	case *pgparse.OnTable, *pgparse.Opaque, *pgparse.Set, *pgparse.Transaction, *pgparse.CreateFunction, *pgparse.Drop, *pgparse.Rename, nil:
		return
	}
	for i := range r.added {
		if a := &r.added[i]; r.uses(s, a) {
			row.UsesNewLabel = &a.NewLabel
			return
		}
	}
}

// uses tells whether a statement has a label as a value of its type: as a literal with a cast to the type, or as one in a
// statement about a table that has a column of the type.
func (r *reader) uses(s *pgparse.Statement, a *addedLabel) bool {
	tokens := r.lexed.Tokens
	first, _ := slices.BinarySearchFunc(tokens, s.Span.Start, func(t lexer.Token, at int) int { return int(t.Start) - at })
	for i := first; i < len(tokens) && int(tokens[i].End) <= s.Span.End; i++ {
		if tokens[i].Kind != lexer.String || r.lexed.Of(tokens[i]) != a.literal {
			continue
		}
		if i+2 < len(tokens) && r.lexed.Of(tokens[i+1]) == "::" {
			for j := i + 2; j < len(tokens) && j < i+5; j++ {
				if strings.Trim(r.lexed.Of(tokens[j]), `"`) == a.name.Name {
					return true
				}
			}
			continue
		}
		if t := r.statementTable(s); t != nil && slices.ContainsFunc(t.Columns, func(c *catalog.Column) bool {
			return c.Type.Name == a.name.Name && (c.Type.Schema == a.name.Schema || c.Type.Schema == "")
		}) {
			return true
		}
	}
	return false
}

// statementTable is the table that a statement changes.
func (r *reader) statementTable(s *pgparse.Statement) *catalog.Table {
	switch n := s.Node.(type) {
	case *pgparse.DML:
		return r.cat.Table(n.Table)
	case *pgparse.AlterTable:
		return r.cat.Table(n.Name)
	case *pgparse.CreateIndex:
		return r.cat.Table(n.Table)
	}
	return nil
}

// again follows what a second run of a statement would meet.
func (r *reader) again(s *pgparse.Statement, row *Statement) {
	switch n := s.Node.(type) {
	case *pgparse.Drop:
		if n.Object == "INDEX" {
			if r.droppedIndexes == nil {
				r.droppedIndexes = make(map[string]bool)
			}
			for _, name := range n.Names {
				r.droppedIndexes[name.Name] = true
			}
		}
	case *pgparse.CreateIndex:
		row.DroppedBefore = n.Name != "" && r.droppedIndexes[n.Name]
	case *pgparse.CreateTable:
		if n.IfNotExists {
			row.Missing = r.missing(n)
		}
	}
	if row.Transaction == string(runner.None) {
		row.FailsAgain = r.failsAgain(s)
	}
}

// settleAgain ends a section: whatever the last statement leaves, nothing after it can fail.
func (r *reader) settleAgain(first int) {
	for i := len(r.model.Statements) - 1; i >= first; i-- {
		row := &r.model.Statements[i]
		switch row.Kind {
		case "SET", "RESET", "COMMENT", "SELECT":
			row.FailsAgain = ""
			continue
		}
		row.FailsAgain = ""
		return
	}
}

// missing returns the columns that CREATE TABLE IF NOT EXISTS would make and that the table, which exists, does not have, or has with
// another type.
func (r *reader) missing(n *pgparse.CreateTable) []string {
	t := r.cat.Table(n.Name)
	if t == nil || t.Opaque || t.Uncertain || n.Query || n.OfType || len(n.Likes) > 0 || len(n.Inherits) > 0 || n.PartitionOf != nil {
		return nil
	}
	columns := make(map[string]*catalog.Column, len(t.Columns))
	for _, col := range t.Columns {
		columns[col.Name] = col
	}
	var out []string
	for i := range n.Columns {
		d := &n.Columns[i]
		typ, _ := r.cat.Resolve(d.Type)
		if col := columns[d.Name]; col == nil || col.Type.Name != "" && !col.Type.Equal(typ) {
			out = append(out, d.Name)
		}
	}
	return out
}

// guarded are the statements that have IF [NOT] EXISTS.
var guarded = map[string]string{
	"CREATE TABLE": "IF NOT EXISTS", "CREATE TABLE AS": "IF NOT EXISTS", "CREATE SEQUENCE": "IF NOT EXISTS", "CREATE SCHEMA": "IF NOT EXISTS",
	"CREATE EXTENSION": "IF NOT EXISTS", "CREATE MATERIALIZED VIEW": "IF NOT EXISTS", "CREATE FOREIGN TABLE": "IF NOT EXISTS",
}

// failsAgain returns the words that would spare a statement its error when it runs a second time, or "". An index that is
// built CONCURRENTLY is none: IF NOT EXISTS would take an invalid one for done.
func (r *reader) failsAgain(s *pgparse.Statement) string {
	switch n := s.Node.(type) {
	case *pgparse.CreateTable:
		if n.IfNotExists || n.Temporary {
			return ""
		}
	case *pgparse.CreateIndex:
		if !n.IfNotExists && !n.Concurrently && n.Name != "" {
			return "IF NOT EXISTS"
		}
		return ""
	case *pgparse.AlterTable:
		for _, a := range n.Actions {
			switch {
			case a.IfExists:
			case a.Kind == "ADD COLUMN":
				return "IF NOT EXISTS"
			case a.Kind == "DROP COLUMN", a.Kind == "DROP CONSTRAINT":
				return "IF EXISTS"
			}
		}
		return ""
	case *pgparse.Drop:
		if !n.IfExists {
			return "IF EXISTS"
		}
		return ""
	}
	words := guarded[s.Kind]
	if words == "" {
		return ""
	}
	tokens := r.lexed.Tokens
	first, _ := slices.BinarySearchFunc(tokens, s.Span.Start, func(t lexer.Token, at int) int { return int(t.Start) - at })
	for i := first; i < len(tokens) && i < first+6; i++ {
		if r.lexed.Is(tokens[i], "if") {
			return ""
		}
	}
	return words
}

// maxMergeable bounds the statements that one is said to be mergeable with.
const maxMergeable = 16

// merge gathers statements that could be one: ALTER TABLE of a table that existed, one right after the other.
func (r *reader) merge(s *pgparse.Statement, row *Statement) {
	n, ok := s.Node.(*pgparse.AlterTable)
	if !ok || n.Object != "TABLE" || !row.ExistedBefore || row.OutsideOnly != "" {
		r.mergeable = 0
		return
	}
	if i := r.mergeable - 1; i >= 0 && r.model.Statements[i].Table == row.Table && r.model.Statements[i].Transaction == row.Transaction {
		if len(r.model.Statements[i].Mergeable) < maxMergeable {
			r.model.Statements[i].Mergeable = append(r.model.Statements[i].Mergeable, row.At)
		}
		return
	}
	r.mergeable = len(r.model.Statements) + 1 // the row that comes now
}

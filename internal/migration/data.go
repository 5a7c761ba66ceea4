package migration

import (
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// data states what a statement does to the rows of a table.
func (r *reader) data(n *pgparse.DML, target catalog.Name, row *Statement) {
	row.AssignedTwice, row.InsertedRows, row.Positional = n.Twice, n.Rows, n.Positional
	r.written(n, row)
	t := r.cat.Table(target)
	row.EmptiedInUnit = t != nil && t.Emptied != "" && t.Emptied == row.Unit
}

// nullComparisons places the comparisons with NULL of a statement.
func (r *reader) nullComparisons(s *pgparse.Statement, row *Statement) {
	for _, sp := range s.NullComparisons {
		row.NullComparisons = append(row.NullComparisons, r.node(r.lines.Range(sp.Start, sp.End), r.pointer(row.Migration+": "+s.Kind+" "+row.Table+" NULL")))
	}
}

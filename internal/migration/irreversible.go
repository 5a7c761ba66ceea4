package migration

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// irreversible tells whether a statement throws data away that tables held before this migration, so that no way back brings
// it back. It is called before the statement is replayed, with the rows of its actions.
func (r *reader) irreversible(s *pgparse.Statement, row *Statement, actions []Action) bool {
	switch n := s.Node.(type) {
	case *pgparse.AlterTable:
		return slices.ContainsFunc(actions, func(a Action) bool {
			return a.ExistedBefore && !a.NoEffect && !a.EmptiedInUnit && (a.Kind == "DROP COLUMN" && !a.ColumnCreatedInUnit || a.Narrows != "" && a.Narrows != "fails")
		})
	case *pgparse.Drop:
		switch n.Object {
		case "TABLE":
			return slices.ContainsFunc(n.Names, func(name pgparse.Name) bool {
				known := r.cat.Table(name) != nil
				return r.existed(r.cat.Qualify(name)) && (known || !n.IfExists)
			})
		case "SCHEMA":
			return n.Cascade && slices.ContainsFunc(r.cat.Tables(), func(t *catalog.Table) bool {
				return r.existed(t.Name) && slices.ContainsFunc(n.Names, func(name pgparse.Name) bool { return name.Name == t.Name.Schema })
			})
		}
	case *pgparse.DML:
		return s.Kind == "DELETE" && row.ExistedBefore && !row.EmptiedInUnit
	}
	return s.Kind == "TRUNCATE" && len(row.Emptied) > 0 || s.Kind == "DROP DATABASE"
}

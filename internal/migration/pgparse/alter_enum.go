package pgparse

import pg "github.com/pganalyze/pg_query_go/v5"

// AlterEnum is ALTER TYPE … ADD VALUE and RENAME VALUE.
type AlterEnum struct {
	Name Name
	// Label is the new label; Old the one that is renamed, if any.
	Label, Old string
	// Neighbor is the label that the new one stands after, or before; empty puts it last.
	Neighbor    string
	After       bool
	IfNotExists bool
}

func (t *translator) alterEnum(a *pg.AlterEnumStmt) *AlterEnum {
	return &AlterEnum{
		Name: listName(a.TypeName), Label: a.NewVal, Old: a.OldVal, Neighbor: a.NewValNeighbor, After: a.NewValIsAfter, IfNotExists: a.SkipIfNewValExists,
	}
}

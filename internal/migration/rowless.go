package migration

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// demands keeps that a table has no rows when one of the actions on it adds a column that is NOT NULL and has no default: PostgreSQL refuses
// that when there is a row (ATRewriteTable). IF NOT EXISTS may find the column.
func (r *reader) demands(actions []pgparse.Action, table string) {
	if !r.conditional && slices.ContainsFunc(actions, func(a pgparse.Action) bool {
		if a.Kind != "ADD COLUMN" || a.IfExists || a.Def == nil || !a.Def.NotNull {
			return false
		}
		var act Action
		r.addedColumn(&a, &act)
		return act.NotNull && !act.HasDefault
	}) {
		mark(&r.pending.rowless, table, true)
	}
}

// vacant states what demands kept: that is what there is to say about such a table. The row of the action that demands it is left as it is.
func (r *reader) vacant(act *Action) {
	if act.Direction != runner.Up || !act.ExistedBefore {
		return
	}
	if act.Kind != "ADD COLUMN" || !act.NotNull || act.HasDefault {
		act.EmptiedInUnit = act.EmptiedInUnit || r.pending.rowless[act.Table]
	}
}

// written keeps what INSERT and UPDATE say about the rows of a table.
func (r *reader) written(n *pgparse.DML, row *Statement) {
	if row.Direction != runner.Up {
		return
	}
	if row.Kind != "UPDATE" && row.Kind != "DELETE" {
		delete(r.pending.rowless, row.Table)
	}
	for _, column := range n.Sets {
		mark(&r.pending.updated, row.Table+"."+column, true)
	}
}

// settled leaves out the columns of a new primary key that the same statement makes NOT NULL, which PostgreSQL does before it builds the index.
func settled(actions []pgparse.Action, act *Action) {
	if len(act.Nullable) == 0 {
		return
	}
	act.Nullable = slices.DeleteFunc(act.Nullable, func(column string) bool {
		return slices.ContainsFunc(actions, func(a pgparse.Action) bool { return a.Kind == "SET NOT NULL" && a.Column == column })
	})
	if act.NotNullCheck = ""; len(act.Nullable) > 0 {
		act.NotNullCheck = notNullCheck(act.Table, act.Nullable[0])
	}
}

// later says which migration has this one's transaction behind it.
func later(allPending bool) string {
	if allPending {
		return "a migration of a later deployment"
	}
	return "a later migration"
}

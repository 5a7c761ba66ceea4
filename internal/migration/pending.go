package migration

import (
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// pending is what the file at hand did so far, for facts that depend on the rest of it or on what came before in it.
type pending struct {
	// relations are those that the statement at hand locks.
	relations []lock.Relation
	// made are the types, schemas and labels that the file made, as "TYPE public.mood".
	made map[string]bool
	// names are those that a RENAME of the file gave.
	names      map[string]bool
	statements []renamedRow
	actions    []renamedRow
	// dropped are the indexes and constraints that the file dropped, without schemas.
	dropped map[string]bool
	drops   []droppedRow
	// retyped are the actions that changed a column's type, by table; disabled those that disabled triggers.
	retyped  map[catalog.Name][]int
	disabled map[string][]int
	// added are the constraints that the file adds NOT VALID to tables that the history does not create, by table and name.
	added map[[2]string]addedConstraint
	// rowless are the tables that have no rows, or the file fails; updated the columns that an UPDATE of the file sets, as "table.column".
	rowless map[string]bool
	updated map[string]bool
}

// addedConstraint is a constraint and the transaction that adds it.
type addedConstraint struct {
	unit       string
	constraint *pgparse.Constraint
}

// renamedRow is a row about a RENAME: of a statement when it has no table name.
type renamedRow struct {
	row int
	old string
	// name is the old name of a relation; table and column are those of a column.
	name   catalog.Name
	table  *catalog.Table
	column string
}

// droppedRow is a row about an index of a table.
type droppedRow struct {
	row   int
	table *catalog.Table
}

// settle states what the end of the file tells of its rows.
func (r *reader) settle() {
	p := &r.pending
	for _, s := range p.statements {
		r.model.Statements[s.row].OldNameExists = p.names[s.old] || p.made[s.old]
	}
	for _, a := range p.actions {
		act := &r.model.Actions[a.row]
		switch {
		case a.column == "":
			act.OldNameExists = r.cat.Table(a.name) != nil || r.cat.View(a.name) != nil
		case a.table != nil:
			act.OldNameExists = a.table.Column(a.column) != nil
		}
	}
	for _, d := range p.drops {
		r.model.Statements[d.row].TableGone = true
	}
	for _, d := range p.drops { // only when all of its tables are gone
		if r.cat.Table(d.table.Name) == d.table {
			r.model.Statements[d.row].TableGone = false
		}
	}
	if r.info.Direction == runner.Up {
		r.lastUp = r.name
	}
	r.pending = pending{}
}

// analyzed notes that ANALYZE reads tables, all when it names none.
func (r *reader) analyzed(n *pgparse.OnTable) {
	p := &r.pending
	tables := make([]catalog.Name, 0, len(n.Tables))
	for _, t := range n.Tables {
		tables = append(tables, r.cat.Qualify(t))
	}
	if len(tables) == 0 {
		for _, rows := range p.retyped {
			for _, i := range rows {
				r.model.Actions[i].Analyzed = true
			}
		}
		p.retyped = nil
	}
	for _, t := range tables {
		for _, i := range p.retyped[t] {
			r.model.Actions[i].Analyzed = true
		}
		delete(p.retyped, t)
	}
}

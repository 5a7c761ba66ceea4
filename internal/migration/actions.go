package migration

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// actions records the actions of ALTER TABLE. The effects are those of the lock table, one for each action; there are
// none for statements down.
func (r *reader) actions(s *pgparse.Statement, row *Statement, effects []lock.Action) {
	switch n := s.Node.(type) {
	case *pgparse.AlterTable:
		if n.Object != "TABLE" && n.Object != "FOREIGN TABLE" {
			return
		}
		t := r.cat.Table(n.Name)
		for i := range n.Actions {
			act := r.action(&n.Actions[i], row, t)
			if i < len(effects) {
				e := effects[i]
				act.Lock, act.Blocks, act.Rewrite, act.Scan = string(e.Mode), blocks(e.Mode), e.Rewrite, e.Scan
				act.RewriteReason, act.RewriteUnlessUTC = e.Reason, e.TimeZone
				if t != nil && t.Partitioned && n.Only {
					act.Rewrite, act.Scan = false, false
				}
			}
			r.model.Actions = append(r.model.Actions, act)
		}
	case *pgparse.Rename:
		switch n.Object {
		case "TABLE", "COLUMN", "CONSTRAINT":
		default:
			return
		}
		act := r.newAction("RENAME "+n.Object, n.Span, row, r.cat.Table(n.Name))
		act.To = n.To
		if n.Object == "COLUMN" {
			act.Column = n.Sub
		} else {
			act.Name = n.Sub
		}
		r.model.Actions = append(r.model.Actions, act)
	case *pgparse.SetSchema:
		if n.Object == "TABLE" {
			act := r.newAction("SET SCHEMA", n.Span, row, r.cat.Table(n.Name))
			act.To = n.To
			r.model.Actions = append(r.model.Actions, act)
		}
	}
}

// newAction begins the row of an action; the table is nil when the history does not create it.
func (r *reader) newAction(kind string, span pgparse.Span, row *Statement, t *catalog.Table) Action {
	act := Action{Migration: row.Migration, Direction: row.Direction, Kind: kind, Table: row.Table}
	if row.Direction == runner.Up {
		act.ExistedBefore = t == nil || t.Migration != r.name
		if t != nil && t.Temporary {
			act.ExistedBefore = false
		}
		act.CreatedInUnit = !act.ExistedBefore
		act.EmptiedInUnit = t != nil && t.Emptied != "" && t.Emptied == row.Unit
		act.Lock, act.Blocks = string(lock.AccessExclusive), blocks(lock.AccessExclusive)
	}
	act.At = r.node(r.lines.Range(span.Start, span.End), r.pointer(row.Migration+": "+row.Table+" "+kind))
	return act
}

func (r *reader) action(a *pgparse.Action, row *Statement, t *catalog.Table) Action {
	subject := a.Kind
	if a.Column != "" {
		subject += " " + a.Column
	}
	act := r.newAction(subject, a.Span, row, t)
	act.Kind = a.Kind
	var col *catalog.Column
	if t != nil {
		col = t.Column(a.Column)
	}
	act.Column = a.Column
	if a.IfExists && t != nil && !t.Opaque && row.Direction == runner.Up {
		switch a.Kind {
		case "ADD COLUMN":
			act.NoEffect = col != nil
		case "DROP COLUMN":
			act.NoEffect = col == nil
		case "DROP CONSTRAINT":
			act.NoEffect = t.Constraint(a.Column) == nil && !t.Uncertain
		}
	}
	switch a.Kind {
	case "ADD COLUMN":
		if a.Def != nil {
			r.addedColumn(a, &act)
		}
		return act
	case "ALTER COLUMN TYPE":
		if a.Def != nil {
			to, _ := r.cat.Resolve(a.Def.Type)
			act.Type = to.String()
		}
		act.TypeFrom = "unknown"
	case "SET NOT NULL":
		act.NotNullCheck = "CONSTRAINT " + quote(catalog.ObjectName(bare(row.Table), []string{a.Column}, "not_null")) + " CHECK (" + quote(a.Column) + " IS NOT NULL)"
		act.HasNotNullCheck = t != nil && t.ProvesNotNull(a.Column)
	case "SET DEFAULT":
		if a.Expr != nil {
			act.Default, act.DefaultVolatility = a.Expr.Text, lock.Volatility(r.cat, a.Expr)
		}
	case "ADD CONSTRAINT":
		if k := a.Constraint; k != nil {
			act.Name, act.ConstraintKind, act.Columns, act.NotValid, act.UsingIndex = k.Name, k.Kind, k.Columns, k.NotValid, k.UsingIndex != ""
			if k.Kind == pgparse.ForeignKey {
				act.References = display(r.cat.Qualify(k.RefTable))
				act.Locked = []string{act.Table}
				if act.References != act.Table {
					act.Locked = append(act.Locked, act.References)
				}
				if act.Name == "" {
					act.Name = catalog.ObjectName(bare(row.Table), k.Columns, "fkey")
				}
			}
			if act.Name != "" {
				act.Validate = "ALTER TABLE " + quotePath(row.Table) + " VALIDATE CONSTRAINT " + quote(act.Name)
			}
		}
	case "DROP CONSTRAINT", "VALIDATE CONSTRAINT":
		act.Name, act.Column = a.Column, ""
		if t != nil {
			if k := t.Constraint(a.Column); k != nil {
				act.ConstraintKind, act.Columns = k.Kind, k.Columns
				if k.Kind == pgparse.ForeignKey {
					act.References = display(k.RefName)
				}
			}
		}
	case "DROP COLUMN", "DROP NOT NULL", "DROP DEFAULT", "DROP IDENTITY", "DROP EXPRESSION", "ADD GENERATED AS IDENTITY", "SET GENERATED", "SET STATISTICS",
		"SET STORAGE", "SET COMPRESSION", "SET ATTRIBUTE OPTION", "RESET ATTRIBUTE OPTION":
	case "ATTACH PARTITION", "DETACH PARTITION", "INHERIT", "NO INHERIT":
		act.Name, act.Column = display(r.cat.Qualify(a.Partition)), ""
	default:
		act.Name, act.Column = a.Column, ""
	}
	if col != nil && act.Column != "" {
		if a.Kind == "ALTER COLUMN TYPE" && col.Type.Name != "" {
			act.TypeFrom = col.Type.String()
		}
		act.ColumnCreatedInUnit = row.Direction == runner.Up && col.Migration == r.name
	}
	return act
}

func (r *reader) addedColumn(a *pgparse.Action, act *Action) {
	d := a.Def
	typ, serial := r.cat.Resolve(d.Type)
	act.Type = typ.String()
	act.NotNull = d.NotNull || serial
	act.DefaultVolatility = ""
	switch {
	case serial:
		act.HasDefault, act.DefaultVolatility = true, "volatile"
	case d.Identity || d.Generated != nil:
		act.HasDefault = true
	case d.Default != nil:
		act.HasDefault = !d.Default.Null
		act.Default, act.DefaultVolatility = d.Default.Text, lock.Volatility(r.cat, d.Default)
	}
	if dom := r.cat.Domain(typ); dom != nil {
		act.HasDefault = act.HasDefault || dom.Default && d.Default == nil
		act.NotNull = act.NotNull || dom.NotNull
	}
	for i := range d.Constraints {
		if k := &d.Constraints[i]; k.Kind == pgparse.ForeignKey {
			act.References = display(r.cat.Qualify(k.RefTable))
		}
	}
}

// bare is a row's table name without its schema.
func bare(table string) string { return table[strings.LastIndexByte(table, '.')+1:] }

// quote writes an identifier as SQL has to: in quotes unless it is lower case throughout.
func quote(name string) string {
	if isSnake(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// quotePath writes a row's table name as SQL.
func quotePath(table string) string {
	if schema, name, ok := strings.Cut(table, "."); ok {
		return quote(schema) + "." + quote(name)
	}
	return quote(table)
}

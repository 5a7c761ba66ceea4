package migration

import (
	"slices"
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
		first := len(r.model.Actions)
		r.demands(n.Actions, row.Table)
		for i := range n.Actions {
			act := r.action(&n.Actions[i], row, t)
			act.Readded = act.Kind == "DROP COLUMN" && adds(n.Actions[i:], act.Column)
			act.OnNewColumn = act.OnNewColumn || act.Kind == "ADD CONSTRAINT" && act.ConstraintKind == pgparse.ForeignKey && len(act.Columns) == 1 && r.newColumn(t, n.Actions[:i], act.Columns[0])
			if i < len(effects) {
				e := effects[i]
				act.Lock, act.Blocks, act.Rewrite, act.Scan = string(e.Mode), blocks(e.Mode), e.Rewrite, e.Scan
				act.RewriteReason, act.RewriteUnlessUTC, act.SafeFrom = e.Reason, e.TimeZone, e.SafeFrom
				act.Anew, act.AnewIndex = e.Anew, e.AnewIndex
				act.AnewKey = e.AnewIndex && t != nil && t.Constraint(e.Anew) != nil
				act.LooksUp = act.LooksUp && e.Scan
				if t != nil && t.Partitioned && n.Only {
					act.Rewrite, act.Scan = false, false
				}
			}
			r.ddlAction(n, i, t, &act, row)
			r.vacant(&act)
			r.model.Actions = append(roomy(r.model.Actions), act)
		}
		countRewrites(r.model.Actions[first:])
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
		r.renaming(n, &act)
		r.model.Actions = append(roomy(r.model.Actions), act)
	case *pgparse.SetSchema:
		if n.Object == "TABLE" {
			act := r.newAction("SET SCHEMA", n.Span, row, r.cat.Table(n.Name))
			act.To = n.To
			r.model.Actions = append(roomy(r.model.Actions), act)
		}
	}
}

// adds tells whether one of some actions adds a column.
func adds(actions []pgparse.Action, column string) bool {
	return slices.ContainsFunc(actions, func(a pgparse.Action) bool { return a.Kind == "ADD COLUMN" && a.Def != nil && a.Def.Name == column })
}

// newColumn tells whether this migration added a column without a default, be it by earlier actions of the statement.
func (r *reader) newColumn(t *catalog.Table, earlier []pgparse.Action, column string) bool {
	if i := slices.IndexFunc(earlier, func(a pgparse.Action) bool { return a.Kind == "ADD COLUMN" && a.Def != nil && a.Def.Name == column }); i >= 0 {
		d := earlier[i].Def
		_, serial := r.cat.Resolve(d.Type)
		return d.Default == nil && !d.Identity && d.Generated == nil && !serial
	}
	if t == nil {
		return false
	}
	col := t.Column(column)
	return col != nil && col.Migration == r.name && !col.HasDefault && !col.Identity && !col.Generated
}

// countRewrites joins the actions of one statement that rewrite the table for the same reason.
func countRewrites(actions []Action) {
	first := make(map[string]*Action)
	for i := range actions {
		a := &actions[i]
		if !a.Rewrite || a.Kind != "ADD COLUMN" {
			continue
		}
		if f := first[a.RewriteReason]; f != nil {
			a.RewriteCounted = true
			f.RewrittenWith = append(f.RewrittenWith, a.At)
		} else {
			first[a.RewriteReason] = a
		}
	}
}

// newAction begins the row of an action; the table is nil when the history does not create it.
func (r *reader) newAction(kind string, span pgparse.Span, row *Statement, t *catalog.Table) Action {
	act := Action{Migration: row.Migration, Direction: row.Direction, Kind: kind, Table: row.Table}
	act.Rows, act.Traffic = row.Rows, row.Traffic
	if row.Direction == runner.Up {
		act.ExistedBefore = t == nil || t.Migration != r.name
		if t != nil && t.Temporary {
			act.ExistedBefore = false
		}
		act.CreatedInUnit = !act.ExistedBefore
		act.EmptiedInUnit = t != nil && t.Emptied != "" && t.Emptied == row.Unit
		act.Partitioned = t != nil && t.Partitioned
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
	if (a.Kind == "ADD CONSTRAINT" || a.Kind == "DETACH PARTITION") && row.Direction == runner.Up {
		act.LastWord = r.endOf(a.Span)
	}
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
		act.NotNullCheck = notNullCheck(row.Table, a.Column)
		if t != nil {
			if k := t.NotNullCheck(a.Column); k != nil {
				act.HasNotNullCheck, act.CheckAddedInUnit = true, k.Unit == row.Unit
			}
		}
	case "SET DEFAULT":
		if a.Expr != nil {
			act.Default, act.DefaultVolatility = a.Expr.Text, lock.Volatility(r.cat, a.Expr)
		}
	case "ADD CONSTRAINT":
		if k := a.Constraint; k != nil {
			act.Name, act.ConstraintKind, act.Columns, act.NotValid, act.UsingIndex = k.Name, k.Kind, k.Columns, k.NotValid, k.UsingIndex != ""
			if k.Kind == pgparse.ForeignKey {
				act.LooksUp = !k.NotValid
				r.reference(k, r.cat.Qualify(k.RefTable), &act)
			} else if act.Name != "" {
				act.Validate = validate(&act)
			}
		}
	case "DROP CONSTRAINT", "VALIDATE CONSTRAINT":
		act.Name, act.Column = a.Column, ""
		if t != nil {
			if k := t.Constraint(a.Column); k != nil {
				act.ConstraintKind, act.Columns = k.Kind, k.Columns
				act.AddedInUnit = a.Kind == "VALIDATE CONSTRAINT" && k.Unit == row.Unit
				if k.Kind == pgparse.ForeignKey {
					act.OnNewColumn = act.AddedInUnit && len(k.Columns) == 1 && r.newColumn(t, nil, k.Columns[0])
					r.reference(nil, k.RefName, &act)
				}
			}
		}
	case "DROP COLUMN", "DROP NOT NULL", "DROP DEFAULT", "DROP IDENTITY", "DROP EXPRESSION", "ADD GENERATED AS IDENTITY", "SET GENERATED", "SET STATISTICS",
		"SET STORAGE", "SET COMPRESSION", "SET ATTRIBUTE OPTION", "RESET ATTRIBUTE OPTION":
	case "ATTACH PARTITION", "DETACH PARTITION", "INHERIT", "NO INHERIT":
		act.Name, act.Column = r.display(r.cat.Qualify(a.Partition)), ""
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
			// Rows that exist get the default, be it NULL, and PostgreSQL looks each up.
			act.LooksUp = d.Default != nil
			r.reference(k, r.cat.Qualify(k.RefTable), act)
		}
	}
}

// reference states what a foreign key is about: a new one, or one that exists when there is no definition.
func (r *reader) reference(k *pgparse.Constraint, to catalog.Name, act *Action) {
	act.References = r.display(to)
	for _, n := range []string{act.Table, act.References} {
		existed := act.ExistedBefore
		if n == act.References && n != act.Table {
			existed = r.existed(to)
		}
		if existed && !slices.Contains(act.Locked, n) {
			act.Locked = append(act.Locked, n)
		}
	}
	if k == nil {
		return
	}
	if act.Name = k.Name; act.Name == "" {
		act.Name = catalog.ObjectName(bare(act.Table), k.Columns, "fkey")
	}
	act.Validate = validate(act)
}

// validate writes the statement that validates an action's constraint.
func validate(act *Action) string {
	return "ALTER TABLE " + quotePath(act.Table) + " VALIDATE CONSTRAINT " + quote(act.Name)
}

// bare is a row's table name without its schema.
func bare(table string) string {
	_, name := splitName(table)
	return name
}

// splitName parts a row's table name at the dot behind the schema, which is not one within a placeholder: {{ .Schema }}.orders.
func splitName(table string) (schema, name string) {
	after := strings.LastIndexByte(table, '}') + 1
	i := strings.LastIndexByte(table[after:], '.')
	if i >= 0 {
		i += after
	} else if before := strings.IndexByte(table, '{'); after > 0 && before >= 0 {
		i = strings.LastIndexByte(table[:before], '.')
	}
	if i < 0 {
		return "", table
	}
	return table[:i], table[i+1:]
}

// quote writes an identifier as SQL has to: in quotes unless it is lower case throughout. Placeholders stay as they are.
func quote(name string) string {
	if isSnake(name) || strings.Contains(name, "{{") || strings.Contains(name, "${") || strings.HasPrefix(name, "$") || strings.HasPrefix(name, ":") {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// quotePath writes a row's table name as SQL.
func quotePath(table string) string {
	if schema, name := splitName(table); schema != "" {
		return quote(schema) + "." + quote(name)
	}
	return quote(table)
}

package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// maxBack bounds how many earlier actions of a statement are looked at.
const maxBack = 100

// ddlAction states what rules ask of the i-th action of ALTER TABLE, whose row is about to be added.
func (r *reader) ddlAction(n *pgparse.AlterTable, i int, t *catalog.Table, act *Action, row *Statement) {
	if row.Direction != runner.Up {
		return
	}
	a := &n.Actions[i]
	if n.Object == "FOREIGN TABLE" || t != nil && t.Foreign {
		act.Rewrite, act.Scan = false, false // its rows are on another server, which checks nothing
	}
	switch a.Kind {
	case "ADD COLUMN":
		if a.Def != nil && act.ExistedBefore {
			r.inline(a.Def, act)
		}
	case "ADD CONSTRAINT":
		if k := a.Constraint; k != nil && act.ExistedBefore {
			r.key(k, t, act)
			settled(n.Actions[max(0, i-maxBack):min(len(n.Actions), i+maxBack)], act)
			if k.NotValid && t == nil && k.Name != "" {
				mark(&r.pending.added, [2]string{act.Table, k.Name}, addedConstraint{unit: row.Unit, constraint: k})
			}
		}
	case "SET EXPRESSION":
		act.Column, act.Name = a.Column, ""
	case "DROP CONSTRAINT":
		r.dropped(act.Name)
	case "VALIDATE CONSTRAINT":
		r.heldLock(n.Actions[max(0, i-maxBack):i], act, row.Unit)
	case "ALTER COLUMN TYPE":
		if a.Def != nil && t != nil && act.ExistedBefore {
			r.changedType(a, t, act)
		}
	case "ATTACH PARTITION":
		r.attached(a, t, act, row.Unit)
	case "DETACH PARTITION":
		act.Concurrently = a.Concurrently || a.Scope == "FINALIZE"
		act.HasDefaultPartition = t != nil && slices.ContainsFunc(t.Children, func(c *catalog.Table) bool { return c.Default })
	case "DISABLE TRIGGER", "ENABLE TRIGGER", "ENABLE ALWAYS TRIGGER", "ENABLE REPLICA TRIGGER":
		act.TriggerScope = a.Scope
		r.trigger(act)
	}
}

// inline states the constraints of an added column other than its foreign key.
func (r *reader) inline(d *pgparse.Column, act *Action) {
	for i := range d.Constraints {
		k := &d.Constraints[i]
		switch {
		case k.Kind == pgparse.Unique && act.InlineUnique == "":
			act.InlineUnique = r.recipe(k, nil, act)
		case k.Kind == pgparse.Check && act.InlineCheck == "":
			name := checkName(k, act)
			act.InlineCheck = name
			check := "…"
			if k.Expr != nil && len(k.Expr.Text) <= 120 {
				check = k.Expr.Text
			}
			act.AddNotValid = "ALTER TABLE " + quotePath(act.Table) + " ADD CONSTRAINT " + quote(name) + " CHECK (" + check + ") NOT VALID"
		}
	}
}

// checkName is the name of a CHECK, or the one that PostgreSQL makes up (ChooseConstraintName in pg_constraint.c).
func checkName(k *pgparse.Constraint, act *Action) string {
	if k.Name != "" {
		return k.Name
	}
	var columns []string
	if k.Expr != nil && len(k.Expr.Columns) == 1 {
		columns = k.Expr.Columns
	}
	return catalog.ObjectName(bare(act.Table), columns, "check")
}

// key states what a new constraint of an existing table could do instead.
func (r *reader) key(k *pgparse.Constraint, t *catalog.Table, act *Action) {
	switch k.Kind {
	case pgparse.Check:
		if act.Name == "" {
			act.Name = checkName(k, act)
			act.Validate = validate(act)
		}
		if k.Expr != nil {
			act.Columns = k.Expr.Columns
		}
	case pgparse.Unique, pgparse.PrimaryKey:
		columns := k.Columns
		if k.UsingIndex != "" && t != nil {
			if x := r.cat.Index(pgparse.Name{Schema: t.Name.Schema, Name: k.UsingIndex}); x != nil {
				columns = keyNames(x)
			}
		}
		if k.Kind == pgparse.PrimaryKey {
			r.nullable(columns, t, act)
		}
		if k.UsingIndex == "" {
			act.Name = r.recipe(k, t, act)
		} else if act.Name == "" {
			act.Name = k.UsingIndex
		}
	case pgparse.Exclude:
		if act.Name == "" {
			act.Name = catalog.ObjectName(bare(act.Table), k.Columns, "excl")
		}
	}
}

// nullable states the columns of a primary key that are not known to hold no nulls, and the CHECK that would prove it for the first.
func (r *reader) nullable(columns []string, t *catalog.Table, act *Action) {
	if t == nil {
		return
	}
	for _, name := range columns {
		if col := t.Column(name); col == nil || col.NotNull || t.ProvesNotNull(name) {
			continue
		}
		if act.NotNullCheck == "" {
			act.NotNullCheck = notNullCheck(act.Table, name)
		}
		act.Nullable = append(act.Nullable, name)
	}
}

// notNullCheck is the CHECK constraint that proves that a column holds no nulls.
func notNullCheck(table, column string) string {
	return "CONSTRAINT " + quote(catalog.ObjectName(bare(table), []string{column}, "not_null")) + " CHECK (" + quote(column) + " IS NOT NULL)"
}

// recipe states the two statements that make a key of an existing table without a scan under ACCESS EXCLUSIVE (manual, ALTER
// TABLE, ADD table_constraint_using_index), and returns the key's name. A unique index that the table has already spares the first.
func (r *reader) recipe(k *pgparse.Constraint, t *catalog.Table, act *Action) string {
	name := k.Name
	if name == "" {
		label, columns := "key", slices.Concat(k.Columns, k.Include)
		if k.Kind == pgparse.PrimaryKey {
			label, columns = "pkey", nil
		}
		name = catalog.ObjectName(bare(act.Table), columns, label)
	}
	index := name
	if x := usable(k, t); x != nil {
		index = x.Name.Name
	} else {
		if t != nil && (r.pending.dropped[name] || r.cat.Index(pgparse.Name{Schema: t.Name.Schema, Name: name}) != nil) {
			index = r.cat.FreeIndexName(t, k.Columns) // the old key has the name when the index is built
		}
		var b strings.Builder
		b.WriteString("CREATE UNIQUE INDEX CONCURRENTLY " + quote(index) + " ON " + quotePath(act.Table) + " (" + quoteList(k.Columns) + ")")
		if len(k.Include) > 0 {
			b.WriteString(" INCLUDE (" + quoteList(k.Include) + ")")
		}
		if k.NullsNotDistinct {
			b.WriteString(" NULLS NOT DISTINCT")
		}
		act.CreateIndex = b.String()
	}
	act.UseIndex = "ALTER TABLE " + quotePath(act.Table)
	if t != nil && k.Kind == pgparse.PrimaryKey {
		if old := t.PrimaryKey(); old != nil {
			act.UseIndex += " DROP CONSTRAINT " + quote(old.Name) + ","
		}
	}
	act.UseIndex += " ADD CONSTRAINT " + quote(name) + " " + k.Kind + " USING INDEX " + quote(index)
	if k.Deferrable {
		act.UseIndex += " DEFERRABLE"
	}
	return name
}

func quoteList(names []string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = quote(n)
	}
	return strings.Join(out, ", ")
}

// usable returns an index of the table that can become a key.
func usable(k *pgparse.Constraint, t *catalog.Table) *catalog.Index {
	if t == nil {
		return nil
	}
	i := slices.IndexFunc(t.Indexes, func(x *catalog.Index) bool {
		return x.Unique && x.Valid && x.Constraint == nil && x.Where == "" && x.Method == "btree" && x.Nulls == k.NullsNotDistinct && slices.Equal(x.Include, k.Include) &&
			!slices.ContainsFunc(x.Keys, func(key pgparse.IndexKey) bool { return key.Order != "" || key.Column == "" }) && slices.Equal(keyNames(x), k.Columns)
	})
	if i < 0 {
		return nil
	}
	return t.Indexes[i]
}

// heldLock states which lock VALIDATE CONSTRAINT runs under when its transaction, or the statement itself, adds the constraint.
func (r *reader) heldLock(earlier []pgparse.Action, act *Action, unit string) {
	i := slices.IndexFunc(earlier, func(a pgparse.Action) bool {
		return a.Kind == "ADD CONSTRAINT" && a.Constraint != nil && a.Constraint.Name == act.Name
	})
	added, ok := r.pending.added[[2]string{act.Table, act.Name}]
	switch {
	case i >= 0:
		added, ok = addedConstraint{unit: unit, constraint: earlier[i].Constraint}, true
	case ok && added.unit != unit:
		ok = false
	}
	if ok && !act.AddedInUnit {
		act.AddedInUnit, act.ConstraintKind = true, added.constraint.Kind
		if act.ConstraintKind == pgparse.ForeignKey {
			r.reference(nil, r.cat.Qualify(added.constraint.RefTable), act)
		}
	}
	if !act.AddedInUnit {
		return
	}
	held := lock.AccessExclusive
	if act.ConstraintKind == pgparse.ForeignKey {
		held = lock.ShareRowExclusive
		if i >= 0 && slices.ContainsFunc(r.pending.relations, func(l lock.Relation) bool { return l.Mode == lock.AccessExclusive && r.display(l.Name) == act.Table }) {
			held = lock.AccessExclusive // one statement takes the strongest lock that one of its actions needs, for all of them
		}
	} else if act.ExistedBefore {
		act.Locked = []string{act.Table}
	}
	act.HeldLock, act.HeldBlocks = string(held), blocks(held)
}

// changedType states what a change of type does to values and to the planner. PostgreSQL deletes the statistics of a column
// whose type changes, whether the table is rewritten or not (RemoveStatistics in ATExecAlterColumnType).
func (r *reader) changedType(a *pgparse.Action, t *catalog.Table, act *Action) {
	col := t.Column(a.Column)
	if col == nil || col.Type.Name == "" {
		return
	}
	to, _ := r.cat.Resolve(a.Def.Type)
	if act.Narrows = r.narrows(col.Type, to, a.Expr); act.Narrows == fails && r.pending.updated[act.Table+"."+a.Column] {
		act.Narrows = "" // the file saw to the values first
	}
	for _, x := range t.Indexes {
		if slices.ContainsFunc(x.Keys, func(k pgparse.IndexKey) bool {
			return k.Column == a.Column || k.Expr != nil && slices.Contains(k.Expr.Columns, a.Column)
		}) {
			act.IndexedBy = x.Name.Name
			break
		}
	}
	act.Analyze = "ANALYZE " + quotePath(act.Table) + " (" + quote(a.Column) + ")"
	mark(&r.pending.retyped, t.Name, append(r.pending.retyped[t.Name], len(r.model.Actions)))
}

// trigger joins ENABLE TRIGGER with the DISABLE TRIGGER before it that it undoes.
func (r *reader) trigger(act *Action) {
	p := &r.pending
	if act.Kind == "DISABLE TRIGGER" {
		mark(&p.disabled, act.Table, append(p.disabled[act.Table], len(r.model.Actions)))
		return
	}
	if len(p.disabled[act.Table]) == 0 {
		return
	}
	p.disabled[act.Table] = slices.DeleteFunc(p.disabled[act.Table], func(i int) bool {
		off := &r.model.Actions[i]
		undone := off.Name == act.Name && off.TriggerScope == act.TriggerScope || act.TriggerScope == "ALL" || act.TriggerScope == "USER" && off.TriggerScope != "ALL"
		off.Reenabled = off.Reenabled || undone
		return undone
	})
}

// renaming states whether a RENAME takes a name away from code that runs: the row is about to be added.
func (r *reader) renaming(n *pgparse.Rename, act *Action) {
	if act.Direction != runner.Up {
		return
	}
	t, name := r.cat.Table(n.Name), r.cat.Qualify(n.Name)
	if t == nil {
		act.ExistedBefore = r.existed(name)
		act.CreatedInUnit = !act.ExistedBefore
	}
	switch n.Object {
	case "COLUMN":
		if t != nil {
			col := t.Column(n.Sub)
			act.ColumnCreatedInUnit = col != nil && col.Migration == r.name
		}
		r.pending.actions = append(r.pending.actions, renamedRow{row: len(r.model.Actions), name: name, table: t, column: n.Sub})
	case "TABLE":
		if act.ExistedBefore {
			schema, _ := splitName(act.Table)
			to := quote(n.To)
			if schema != "" {
				to = quote(schema) + "." + to
			}
			act.View = "CREATE VIEW " + quotePath(act.Table) + " AS SELECT * FROM " + to
		}
		r.pending.actions = append(r.pending.actions, renamedRow{row: len(r.model.Actions), name: name})
	}
}

package lock

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// modes are the actions of ALTER TABLE that take less than ACCESS EXCLUSIVE (AlterTableGetLockLevel in tablecmds.c).
var modes = map[string]Mode{
	"SET STATISTICS": ShareUpdateExclusive, "CLUSTER ON": ShareUpdateExclusive, "SET WITHOUT CLUSTER": ShareUpdateExclusive,
	"SET ATTRIBUTE OPTION": ShareUpdateExclusive, "RESET ATTRIBUTE OPTION": ShareUpdateExclusive,
	"VALIDATE CONSTRAINT": ShareUpdateExclusive, "ATTACH PARTITION": ShareUpdateExclusive,
	"ENABLE TRIGGER": ShareRowExclusive, "DISABLE TRIGGER": ShareRowExclusive,
	"ENABLE ALWAYS TRIGGER": ShareRowExclusive, "ENABLE REPLICA TRIGGER": ShareRowExclusive,
}

// recursive are the actions that reach partitions and heirs.
var recursive = map[string]bool{
	"ADD COLUMN": true, "DROP COLUMN": true, "ALTER COLUMN TYPE": true, "SET DEFAULT": true, "DROP DEFAULT": true, "SET NOT NULL": true,
	"DROP NOT NULL": true, "ADD CONSTRAINT": true, "DROP CONSTRAINT": true, "VALIDATE CONSTRAINT": true, "SET STATISTICS": true,
	"SET STORAGE": true, "SET COMPRESSION": true, "DROP EXPRESSION": true, "SET EXPRESSION": true, "ENABLE TRIGGER": true, "DISABLE TRIGGER": true,
}

func (e *effects) alter(n *pgparse.AlterTable) {
	t := e.cat.Table(n.Name)
	switch n.Object {
	case "INDEX":
		for _, a := range n.Actions {
			m, ok := modes[a.Kind]
			switch {
			case a.Kind == "SET STORAGE PARAMETER" || a.Kind == "RESET STORAGE PARAMETER":
				m = ShareUpdateExclusive
			case !ok:
				m = AccessExclusive
			}
			e.lock(e.cat.Qualify(n.Name), "INDEX", m, false, false)
			e.Actions = append(e.Actions, Action{Mode: m})
		}
		return
	case "TYPE", "SEQUENCE":
		if n.Object == "SEQUENCE" {
			e.lock(e.cat.Qualify(n.Name), "SEQUENCE", AccessExclusive, false, false)
		}
		for range n.Actions {
			e.Actions = append(e.Actions, Action{Mode: AccessExclusive})
		}
		return
	}
	if t == nil && n.IfExists && e.cat.View(n.Name) == nil {
		// Not in the history: it may exist or not. It is taken to exist, as any unknown table is.
		_ = t
	}
	for i := range n.Actions {
		act := e.action(n.Name, t, &n.Actions[i])
		e.Actions = append(e.Actions, act)
		empty := t != nil && t.Partitioned // a partitioned table has no rows of its own
		e.table(n.Name, act.Mode, act.Rewrite && !empty, act.Scan && !empty)
		if t != nil && recursive[n.Actions[i].Kind] && !n.Only {
			m, k := act.Mode, n.Actions[i].Constraint
			if k != nil && k.NoInherit {
				continue
			}
			if k != nil && t.Partitioned && (k.Kind == pgparse.Unique || k.Kind == pgparse.Exclude) {
				m = Share // the partitions get indexes, one by one
			}
			e.partitions(t, m, act.Rewrite, act.Scan)
		}
	}
}

// action returns what one action does to its table, and locks the others that it reaches. The table may be unknown.
func (e *effects) action(of pgparse.Name, t *catalog.Table, a *pgparse.Action) Action {
	out := Action{Mode: AccessExclusive}
	if m, ok := modes[a.Kind]; ok {
		out.Mode = m
	}
	switch a.Kind {
	case "ADD COLUMN":
		e.addColumn(t, a, &out)
	case "DROP COLUMN":
		if t != nil {
			e.otherEnds(t, func(columns []string) bool { return slices.Contains(columns, a.Column) }, AccessExclusive, a.Cascade)
		}
	case "ALTER COLUMN TYPE":
		e.alterType(t, a, &out)
	case "SET NOT NULL":
		out.Scan = true
		if t != nil {
			col := t.Column(a.Column)
			out.Scan = !(col != nil && col.NotNull)
			if out.Scan && t.ProvesNotNull(a.Column) {
				out.Scan = !e.since(provenNotNull)
				out.unless(e, provenNotNull)
			}
		}
	case "ADD CONSTRAINT":
		if a.Constraint != nil {
			e.addConstraint(t, a.Constraint, &out)
		}
	case "VALIDATE CONSTRAINT":
		e.validate(t, a, &out)
	case "DROP CONSTRAINT":
		e.dropConstraint(t, a)
	case "SET EXPRESSION":
		out.Rewrite, out.Scan = true, true
		reason(&out, "generated column")
	case "SET LOGGED", "SET UNLOGGED":
		out.Rewrite = t == nil || t.Unlogged == (a.Kind == "SET LOGGED")
		out.Scan = out.Rewrite
		reason(&out, "persistence")
	case "SET TABLESPACE":
		out.Rewrite = a.Column != "pg_default"
		reason(&out, "tablespace")
	case "SET ACCESS METHOD":
		out.Rewrite = a.Column != "heap"
		out.Scan = out.Rewrite
		reason(&out, "access method")
	case "SET STORAGE PARAMETER", "RESET STORAGE PARAMETER":
		// user_catalog_table is the one parameter that needs more (reloptions.c).
		out.Mode = ShareUpdateExclusive
		if slices.Contains(a.Options, "user_catalog_table") || e.cat.View(of) != nil && !e.cat.View(of).Materialized {
			out.Mode = AccessExclusive
		}
	case "ATTACH PARTITION":
		out.Mode = mode(e.since(quietAttach), ShareUpdateExclusive, AccessExclusive)
		out.unless(e, quietAttach)
		e.attach(t, a)
	case "DETACH PARTITION":
		out.Mode = mode(a.Concurrently, ShareUpdateExclusive, AccessExclusive)
		e.table(a.Partition, AccessExclusive, false, false) // with CONCURRENTLY in its second transaction
		e.defaultPartition(t, false)
	case "INHERIT":
		e.table(a.Partition, ShareUpdateExclusive, false, false)
	}
	return out
}

// unless records the version that does without what an action does, when it is later than the one at hand.
func (a *Action) unless(e *effects, version int) {
	if !e.since(version) {
		a.SafeFrom = version
	}
}

func reason(a *Action, why string) {
	if a.Rewrite {
		a.Reason = why
	}
}

func (e *effects) addColumn(t *catalog.Table, a *pgparse.Action, out *Action) {
	d := a.Def
	if d == nil || a.IfExists && t != nil && t.Column(d.Name) != nil {
		return
	}
	typ, serial := e.cat.Resolve(d.Type)
	switch {
	case serial:
		out.Reason = "serial"
	case d.Identity:
		out.Reason = "identity"
	case d.Generated != nil && !d.Virtual:
		out.Reason = "generated column"
	case d.Default != nil && Volatility(e.cat, d.Default) == "volatile":
		out.Reason = "volatile default"
	}
	if dom := e.cat.Domain(typ); dom != nil && dom.Constraints > 0 && out.Reason == "" {
		out.Reason = "constrained domain"
	}
	out.Rewrite = out.Reason != ""
	out.Scan = out.Rewrite
	for i := range d.Constraints {
		k := &d.Constraints[i]
		if k.NotEnforced {
			if k.Kind == pgparse.ForeignKey {
				e.table(k.RefTable, ShareRowExclusive, false, false)
			}
			continue
		}
		if k.Kind == pgparse.ForeignKey {
			// Every row is null and nothing has to be looked up, unless there is a default, even if it is NULL.
			out.Scan = out.Scan || d.Default != nil
			if own := e.cat.Table(k.RefTable); own == nil || own != t {
				e.table(k.RefTable, ShareRowExclusive, false, d.Default != nil && !d.Default.Null)
			}
		} else {
			out.Scan = true
		}
	}
}

// otherEnds locks the tables on the other end of the foreign keys that touch a table's columns.
func (e *effects) otherEnds(t *catalog.Table, touches func(columns []string) bool, m Mode, referencing bool) {
	for _, k := range t.Constraints {
		if k.Kind == pgparse.ForeignKey && touches(k.Columns) {
			e.known(k.RefTable, m, false, false)
		}
	}
	if !referencing {
		return
	}
	for _, k := range e.cat.Referencing(t) {
		if touches(k.RefColumns) {
			e.known(k.Table, m, false, false)
		}
	}
}

func (e *effects) addConstraint(t *catalog.Table, k *pgparse.Constraint, out *Action) {
	switch k.Kind {
	case pgparse.ForeignKey:
		out.Mode = ShareRowExclusive
		if t != nil && t.PartitionsHold(k, e.cat.Qualify(k.RefTable), maxRelations) {
			// Taking over the partitions' keys drops their triggers on the referenced table.
			e.table(k.RefTable, AccessExclusive, false, false)
			return
		}
		out.Scan = !k.NotValid && !k.NotEnforced
		e.table(k.RefTable, ShareRowExclusive, false, out.Scan)
	case pgparse.Check:
		out.Scan = !k.NotValid && !k.NotEnforced
	case pgparse.PrimaryKey:
		if k.UsingIndex == "" {
			out.Scan = true
			return
		}
		out.Scan = !e.notNull(t, k)
	case pgparse.Unique:
		out.Scan = k.UsingIndex == ""
	default:
		out.Scan = true
	}
	if k.UsingIndex != "" && t != nil {
		e.lock(catalog.Name{Schema: t.Name.Schema, Name: k.UsingIndex}, "INDEX", ShareUpdateExclusive, false, false)
	}
}

// notNull tells whether the columns of an index that becomes a primary key are known to hold no nulls.
func (e *effects) notNull(t *catalog.Table, k *pgparse.Constraint) bool {
	if t == nil {
		return false
	}
	x := e.cat.Index(pgparse.Name{Schema: t.Name.Schema, Name: k.UsingIndex})
	if x == nil {
		return false
	}
	for _, key := range x.Keys {
		col := t.Column(key.Column)
		if (col == nil || !col.NotNull) && !t.ProvesNotNull(key.Column) {
			return false
		}
	}
	return true
}

func (e *effects) validate(t *catalog.Table, a *pgparse.Action, out *Action) {
	out.Scan = true
	if t == nil {
		return
	}
	k := t.Constraint(a.Column)
	if k == nil {
		return
	}
	out.Scan = !k.Validated
	if k.Kind == pgparse.ForeignKey && out.Scan {
		if k.RefTable != nil {
			e.known(k.RefTable, RowShare, false, true)
		} else {
			e.table(k.RefName, RowShare, false, true)
		}
	}
}

func (e *effects) dropConstraint(t *catalog.Table, a *pgparse.Action) {
	if t == nil {
		return
	}
	k := t.Constraint(a.Column)
	if k == nil {
		return
	}
	switch k.Kind {
	case pgparse.ForeignKey:
		if k.RefTable != nil {
			e.known(k.RefTable, AccessExclusive, false, false)
		} else {
			e.table(k.RefName, AccessExclusive, false, false)
		}
	case pgparse.PrimaryKey, pgparse.Unique:
		if k.Index != nil {
			e.lock(k.Index.Name, "INDEX", AccessExclusive, false, false)
		}
		if a.Cascade {
			for _, fk := range e.cat.Referencing(t) {
				e.known(fk.Table, AccessExclusive, false, false)
			}
		}
	}
}

func (e *effects) attach(t *catalog.Table, a *pgparse.Action) {
	p := e.cat.Table(a.Partition)
	if p == nil {
		e.table(a.Partition, AccessExclusive, false, true)
		return
	}
	// A validated CHECK on the key spares the scan when it implies the bounds; that it does is taken on trust.
	scan := true
	if t != nil && len(t.PartitionKey) > 0 {
		for _, k := range p.Constraints {
			if k.Kind == pgparse.Check && k.Validated && containsAll(k.Reads, t.PartitionKey) {
				scan = false
			}
		}
	}
	e.known(p, AccessExclusive, false, scan)
	e.defaultPartition(t, true)
}

func containsAll(list, want []string) bool {
	for _, w := range want {
		if !slices.Contains(list, w) {
			return false
		}
	}
	return true
}

package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// refusal is why PostgreSQL refuses a statement.
type refusal struct {
	object, reason, fix string
	action              int // of ALTER TABLE; -1 for the statement as a whole
}

// fails states that a statement of a way back fails, and tells whether it does. What the history does not create is
// taken to exist, so that only objects whose fate is known count.
func (r *reader) fails(d *downStatement) bool {
	f := r.refused(d.statement)
	if f == nil {
		return false
	}
	at := d.at
	if f.action >= 0 && f.action < len(d.actions) {
		at = d.actions[f.action]
	}
	r.model.RollbackFailures = append(r.model.RollbackFailures, RollbackFailure{
		At: at, Migration: r.undo.version, Statement: d.statement.Kind, Object: f.object, Reason: f.reason, Fix: f.fix,
	})
	return true
}

// refused tells why PostgreSQL would refuse a statement as things are; nil when it would not, or when that is not known.
func (r *reader) refused(s *pgparse.Statement) *refusal {
	switch n := s.Node.(type) {
	case *pgparse.Drop:
		return r.refusedDrop(n)
	case *pgparse.AlterTable:
		if n.Object == "TABLE" {
			return r.refusedAlter(n)
		}
	case *pgparse.Rename:
		return r.refusedRename(n)
	case *pgparse.CreateTable:
		if !n.IfNotExists && !n.Temporary {
			return r.taken("table", n.Name, r.cat.Table(n.Name) != nil || r.cat.View(n.Name) != nil)
		}
	case *pgparse.CreateView:
		if !n.IfNotExists && !n.Temporary && (!n.Replace || r.cat.Table(n.Name) != nil) {
			return r.taken("view", n.Name, r.cat.View(n.Name) != nil || r.cat.Table(n.Name) != nil)
		}
	case *pgparse.CreateIndex:
		if t := r.cat.Table(n.Table); t != nil && n.Name != "" && !n.IfNotExists {
			return r.taken("index", pgparse.Name{Schema: t.Name.Schema, Name: n.Name}, r.cat.Index(pgparse.Name{Schema: t.Name.Schema, Name: n.Name}) != nil)
		}
		return r.absent("table", n.Table)
	case *pgparse.CreateType:
		return r.taken("type", n.Name, r.cat.HasType(n.Name))
	case *pgparse.DML:
		return r.absent("table", n.Table)
	}
	return nil
}

// taken is the refusal to create what exists.
func (r *reader) taken(kind string, n pgparse.Name, exists bool) *refusal {
	if !exists {
		return nil
	}
	name := r.display(r.cat.Qualify(n))
	if kind == "type" {
		name = r.display(n)
	}
	return &refusal{kind + " " + name, "exists already", "drop it before, or leave it as it is", -1}
}

// absent is the refusal of a statement about a relation that is gone.
func (r *reader) absent(kind string, n pgparse.Name) *refusal {
	if r.cat.Table(n) != nil || r.cat.View(n) != nil || r.cat.Index(n) != nil {
		return nil
	}
	full := r.cat.Qualify(n)
	object := "TABLE"
	switch kind {
	case "view":
		object = "VIEW"
	case "index":
		object = "INDEX"
	}
	if !r.cat.WasTouched(object, full) {
		return nil // nothing is known of it
	}
	return &refusal{kind + " " + r.display(full), r.fate(object, full), "leave the statement out", -1}
}

// fate tells what became of an object that is gone.
func (r *reader) fate(object string, n catalog.Name) string {
	switch r.cat.GoneSince(object, n) {
	case 0:
		return "was dropped before, on this way back"
	case 1:
		return "is dropped by the migration itself"
	}
	return "does not exist"
}

func (r *reader) refusedDrop(n *pgparse.Drop) *refusal {
	for i, name := range n.Names {
		switch n.Object {
		case "TABLE":
			t := r.cat.Table(name)
			if t == nil {
				if n.IfExists {
					continue
				}
				if f := r.absent("table", name); f != nil {
					return f
				}
				continue
			}
			if f := r.needed(t, n); f != nil {
				return f
			}
		case "INDEX":
			x := r.cat.Index(name)
			if x == nil {
				if n.IfExists {
					continue
				}
				if f := r.absent("index", name); f != nil {
					return f
				}
				continue
			}
			if k := x.Constraint; k != nil && x.Table != nil {
				return &refusal{"index " + x.Name.Name, "is needed by the " + word(k.Kind) + " of its name",
					"write ALTER TABLE " + quotePath(r.display(x.Table.Name)) + " DROP CONSTRAINT " + quote(k.Name), -1}
			}
		case "VIEW", "MATERIALIZED VIEW":
			v := r.cat.View(name)
			if v == nil {
				if n.IfExists {
					continue
				}
				if f := r.absent("view", name); f != nil {
					return f
				}
				continue
			}
			if f := r.neededByView("view", v.Name, n); f != nil {
				return f
			}
		case "FUNCTION", "ROUTINE":
			call := pgparse.Function{Name: name, Unique: true}
			if i < len(n.Args) && n.Args[i] != nil {
				call.Args, call.Unique = n.Args[i], false
			}
			if f := r.cat.Function(call); f != nil && !n.Cascade {
				if trigger := r.cat.Caller(f); trigger != "" {
					return &refusal{"function " + r.display(f.Name), "is needed by trigger " + trigger, "drop the trigger first", -1}
				}
			}
		case "TYPE":
			if f := r.refusedDropType(name, n); f != nil {
				return f
			}
		}
	}
	return nil
}

// needed is the refusal to drop a table on which others depend.
func (r *reader) needed(t *catalog.Table, n *pgparse.Drop) *refusal {
	if n.Cascade {
		return nil
	}
	for _, k := range r.cat.Referencing(t) {
		if k.Table != t && k.Table.Parent != t && !k.Table.Uncertain && !r.names(n, k.Table.Name) {
			return &refusal{"table " + r.display(t.Name), "is needed by foreign key " + k.Name + " of " + r.display(k.Table.Name), "drop " + r.display(k.Table.Name) + " or its foreign key first", -1}
		}
	}
	return r.neededByView("table", t.Name, n)
}

func (r *reader) neededByView(kind string, name catalog.Name, n *pgparse.Drop) *refusal {
	if n.Cascade {
		return nil
	}
	for _, v := range r.cat.Readers(name) {
		if !r.names(n, v.Name) {
			return &refusal{kind + " " + r.display(name), "is needed by view " + r.display(v.Name), "drop the view first", -1}
		}
	}
	return nil
}

// names tells whether a DROP names a relation.
func (r *reader) names(n *pgparse.Drop, name catalog.Name) bool {
	return slices.ContainsFunc(n.Names, func(x pgparse.Name) bool { return r.cat.Qualify(x) == name })
}

func (r *reader) refusedDropType(name pgparse.Name, n *pgparse.Drop) *refusal {
	if r.cat.HasType(name) {
		if n.Cascade {
			return nil
		}
		for _, t := range r.cat.Using(name) {
			if t.Uncertain {
				continue
			}
			return &refusal{"type " + r.display(name), "is needed by a column of " + r.display(t.Name), "drop the column or change its type first", -1}
		}
		return nil
	}
	full := name
	if full.Schema == "" {
		full = catalog.Name{Schema: r.cat.Qualify(catalog.Name{Name: "\x00"}).Schema, Name: name.Name}
	}
	if n.IfExists || !r.cat.WasTouched("TYPE", full) || r.cat.WasTouched("DOMAIN", full) && r.cat.ExistedBefore("DOMAIN", full) {
		return nil
	}
	return &refusal{"type " + r.display(full), r.fate("TYPE", full), "leave the statement out", -1}
}

func (r *reader) refusedAlter(n *pgparse.AlterTable) *refusal {
	t := r.cat.Table(n.Name)
	if t == nil {
		if n.IfExists {
			return nil
		}
		return r.absent("table", n.Name)
	}
	if t.Opaque || t.Uncertain {
		return nil
	}
	table := r.display(t.Name)
	added, gone, drops := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range n.Actions { // what is dropped goes first, whatever the order
		if n.Actions[i].Kind == "DROP COLUMN" {
			drops[n.Actions[i].Column] = true
		}
	}
	goes := func(k *catalog.Constraint, with map[string]bool) bool {
		return slices.ContainsFunc(columnsOf(k), func(c string) bool { return with[c] })
	}
	for i := range n.Actions {
		a := &n.Actions[i]
		col := t.Column(a.Column)
		switch a.Kind {
		case "ADD COLUMN":
			if a.Def == nil {
				continue
			}
			if !a.IfExists && t.Column(a.Def.Name) != nil && !drops[a.Def.Name] {
				return &refusal{"column " + table + "." + a.Def.Name, "exists already", "leave the action out", i}
			}
			added[a.Def.Name] = true
		case "DROP COLUMN":
			if col == nil && !a.IfExists && !added[a.Column] || gone[a.Column] && !a.IfExists {
				return &refusal{"column " + table + "." + a.Column, "does not exist", "leave the action out, or name the column that the migration adds", i}
			}
			gone[a.Column] = true
		case "ALTER COLUMN TYPE", "SET NOT NULL", "DROP NOT NULL", "SET DEFAULT", "DROP DEFAULT":
			if col == nil && !added[a.Column] && !systemColumn(a.Column) {
				return &refusal{"column " + table + "." + a.Column, "does not exist", "name a column that exists then", i}
			}
		case "DROP CONSTRAINT":
			if k := t.Constraint(a.Column); k != nil && !a.IfExists && goes(k, gone) {
				return &refusal{word(k.Kind) + " " + k.Name + " on " + table, "has gone with its column before", "leave the action out", i}
			}
			if f := r.refusedDropConstraint(t, a); f != nil {
				f.action = i
				return f
			}
			added["\x00"+a.Column] = true
		case "ADD CONSTRAINT":
			if k := a.Constraint; k != nil && k.Name != "" && t.Constraint(k.Name) != nil && !added["\x00"+k.Name] && !goes(t.Constraint(k.Name), drops) {
				return &refusal{word(k.Kind) + " " + k.Name + " on " + table, "exists already", "drop it before, or leave it as it is", i}
			}
		}
	}
	return nil
}

func systemColumn(name string) bool {
	return slices.Contains([]string{"ctid", "oid", "tableoid", "xmin", "xmax"}, name)
}

func (r *reader) refusedDropConstraint(t *catalog.Table, a *pgparse.Action) *refusal {
	table := r.display(t.Name)
	k := t.Constraint(a.Column)
	if k == nil {
		// Constraints for NOT NULL have names since PostgreSQL 18.
		if a.IfExists || strings.Contains(a.Column, "_not_null") || t.Parent != nil || len(t.Inherits) > 0 {
			return nil
		}
		if x := r.cat.Index(pgparse.Name{Schema: t.Name.Schema, Name: a.Column}); x != nil && x.Table == t {
			return &refusal{"constraint " + a.Column + " on " + table, "is an index and no constraint", "write DROP INDEX " + quotePath(r.display(x.Name)), -1}
		}
		return &refusal{"constraint " + a.Column + " on " + table, "does not exist", "leave the action out, or name the constraint that the migration adds", -1}
	}
	if a.Cascade || k.Kind != pgparse.PrimaryKey && k.Kind != pgparse.Unique {
		return nil
	}
	for _, fk := range r.cat.Referencing(t) {
		if fk.Table != t && !fk.Table.Uncertain && slices.Equal(fk.RefColumns, k.Columns) && onlyKey(t, k) {
			return &refusal{word(k.Kind) + " " + k.Name + " on " + table, "is needed by foreign key " + fk.Name + " of " + r.display(fk.Table.Name), "drop the foreign key first", -1}
		}
	}
	return nil
}

// onlyKey tells whether no other unique index of a table has the columns of one.
func onlyKey(t *catalog.Table, k *catalog.Constraint) bool {
	return !slices.ContainsFunc(t.Indexes, func(x *catalog.Index) bool {
		return x != k.Index && x.Unique && slices.Equal(keyNames(x), k.Columns)
	})
}

func (r *reader) refusedRename(n *pgparse.Rename) *refusal {
	switch n.Object {
	case "TABLE":
		if f := r.absent("table", n.Name); f != nil {
			return f
		}
		if t := r.cat.Table(n.Name); t != nil {
			to := pgparse.Name{Schema: t.Name.Schema, Name: n.To}
			return r.taken("table", to, r.cat.Table(to) != nil)
		}
	case "COLUMN":
		t := r.cat.Table(n.Name)
		if t == nil {
			return r.absent("table", n.Name)
		}
		if t.Opaque || t.Uncertain {
			return nil
		}
		table := r.display(t.Name)
		if t.Column(n.Sub) == nil {
			return &refusal{"column " + table + "." + n.Sub, "does not exist", "name a column that exists then", -1}
		}
		if t.Column(n.To) != nil {
			return &refusal{"column " + table + "." + n.To, "exists already", "choose the name that the column had before", -1}
		}
	}
	return nil
}

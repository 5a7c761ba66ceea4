package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

func (c *Catalog) alterTable(n *pgparse.AlterTable) {
	if n.Object == "INDEX" {
		for i := range n.Actions {
			if n.Actions[i].Kind == "ATTACH PARTITION" {
				c.attachIndex(c.Index(n.Name), c.Index(n.Actions[i].Partition))
			}
		}
		return // storage changes nothing that is modelled
	}
	t := c.Table(n.Name)
	if t == nil {
		return
	}
	for i := range n.Actions {
		c.action(t, &n.Actions[i], n.Only)
	}
}

func (c *Catalog) action(t *Table, a *pgparse.Action, only bool) {
	c.touch(t)
	col := t.Column(a.Column)
	each := func(f func(*Column)) {
		if col != nil {
			f(col)
		}
		if only {
			return
		}
		for _, d := range c.descendants(t) {
			if dc := d.Column(a.Column); dc != nil {
				c.touch(d)
				f(dc)
			}
		}
	}
	switch a.Kind {
	case "ADD COLUMN":
		if a.Def == nil || col != nil {
			return
		}
		c.addColumn(t, a.Def)
		cons := make([]*pgparse.Constraint, len(a.Def.Constraints))
		for i := range cons {
			cons[i] = &a.Def.Constraints[i]
		}
		c.addConstraints(t, cons)
	case "DROP COLUMN":
		c.dropColumn(t, a.Column, a.Cascade)
		if !only {
			c.spend(len(t.Children))
			c.dropInherited(t, a.Column, a.Cascade)
		}
	case "ALTER COLUMN TYPE":
		if a.Def == nil {
			return
		}
		typ, _ := c.Resolve(a.Def.Type)
		place := c.now.Place(a.Def.TypeSpan)
		each(func(col *Column) { col.Type, col.TypePlace, col.Collation = typ, place, a.Def.Collation })
		c.usesType(t, typ)
		for _, d := range c.descendants(t) {
			c.usesType(d, typ)
		}
		for _, x := range t.Indexes {
			if x.Uses(a.Column) {
				x.Keys = c.keys(t, x.Keys)
			}
		}
	case "SET DEFAULT":
		each(func(col *Column) {
			col.HasDefault, col.Default = a.Expr != nil && !a.Expr.Null, text(a.Expr)
			col.counter = c.counter(col.Default)
		})
	case "DROP DEFAULT":
		each(func(col *Column) { col.HasDefault, col.Default, col.Serial, col.counter = false, "", false, nil })
	case "SET NOT NULL":
		each(func(col *Column) { col.NotNull = true })
	case "DROP NOT NULL":
		each(func(col *Column) { col.NotNull = false })
	case "ADD GENERATED AS IDENTITY":
		if col != nil && !col.Identity {
			col.Identity = true
			c.count(t, col, true)
		}
	case "DROP IDENTITY":
		if col != nil {
			col.Identity = false
			c.dropSequences(t, col, true)
		}
	case "DROP EXPRESSION":
		each(func(col *Column) { col.Generated, col.GeneratedFrom, col.Default = false, nil, "" })
	case "ADD CONSTRAINT":
		if a.Constraint != nil {
			c.addConstraint(t, a.Constraint)
		}
	case "VALIDATE CONSTRAINT":
		c.validate(t, a.Column, only)
	case "DROP CONSTRAINT":
		c.dropConstraint(t, a.Column, a.Cascade)
	case "SET LOGGED":
		t.Unlogged = false
	case "SET UNLOGGED":
		t.Unlogged = !t.Partitioned // which has no rows to log
	case "ATTACH PARTITION":
		if p := c.Table(a.Partition); p != nil && p != t && p.Parent == nil && !slices.Contains(c.descendants(p), t) {
			c.attach(t, p, a.Default)
		}
	case "DETACH PARTITION", "NO INHERIT":
		name := a.Partition
		if p := c.Table(name); p != nil {
			if a.Kind == "DETACH PARTITION" {
				c.detached(p)
			} else {
				c.touch(p)
				c.disinherit(t, p)
				t.Inherits = without(t.Inherits, p)
				p.Children = without(p.Children, t)
			}
		}
	case "INHERIT":
		if p := c.Table(a.Partition); p != nil && p != t && !slices.Contains(c.descendants(t), p) {
			c.touch(p)
			t.Inherits = append(t.Inherits, p)
			p.Children = append(p.Children, t)
			c.inheritFrom(t, p, false)
		}
	case "ENABLE TRIGGER", "ENABLE ALWAYS TRIGGER", "ENABLE REPLICA TRIGGER":
		c.enable(t, a.Column, true, only)
	case "DISABLE TRIGGER":
		c.enable(t, a.Column, false, only)
	case "ALTER CONSTRAINT":
		if k := t.Constraint(a.Column); k != nil && a.Constraint != nil {
			k.Deferrable = a.Constraint.Deferrable
		} else if k := a.Constraint; k != nil && t.Constraint(k.Name) != nil {
			t.Constraint(k.Name).Deferrable = k.Deferrable
		}
	}
}

// validate marks a constraint as validated, on the heirs as well.
func (c *Catalog) validate(t *Table, name string, only bool) {
	k := t.Constraint(name)
	if k == nil {
		return
	}
	c.touch(t)
	k.Validated = true
	if only {
		return
	}
	for _, d := range c.descendants(t) {
		if own := d.Constraint(name); own != nil && own.Kind == k.Kind {
			c.touch(d)
			own.Validated = true
		}
	}
}

// descendants returns all partitions and heirs of a table.
func (c *Catalog) descendants(t *Table) []*Table {
	out := t.Descendants(maxWork)
	c.spend(len(out))
	return out
}

func text(e *pgparse.Expr) string {
	if e == nil {
		return ""
	}
	return e.Text
}

func (c *Catalog) detach(t *Table) {
	if t.Parent != nil {
		c.touch(t)
		c.touch(t.Parent)
		t.Parent.Children = without(t.Parent.Children, t)
		t.Parent = nil
	}
}

func without[T comparable](list []T, v T) []T {
	return slices.DeleteFunc(list, func(x T) bool { return x == v })
}

// dropColumn removes a column with what depends on it: its indexes and constraints, and with CASCADE the foreign keys
// that reference it.
func (c *Catalog) dropColumn(t *Table, name string, cascade bool) {
	col := t.Column(name)
	if col == nil {
		return
	}
	c.touch(t)
	c.dropSequences(t, col, false)
	if cascade {
		c.dropViewsOn(t, name)
		for _, g := range slices.Clone(t.Columns) {
			if slices.Contains(g.GeneratedFrom, name) && g != col {
				c.dropColumn(t, g.Name, true)
			}
		}
	}
	t.Columns = slices.DeleteFunc(t.Columns, func(col *Column) bool { return col.Name == name })
	for _, k := range slices.Clone(t.Constraints) {
		if k.Kind != pgparse.Check && slices.Contains(k.Columns, name) || slices.Contains(k.Reads, name) {
			c.dropConstraint(t, k.Name, cascade)
		}
	}
	if cascade {
		for _, fk := range c.Referencing(t) {
			if slices.Contains(fk.RefColumns, name) {
				c.touch(fk.Table)
				fk.Table.Constraints = without(fk.Table.Constraints, fk)
			}
		}
	}
	for _, x := range slices.Clone(t.Indexes) {
		if x.Uses(name) {
			c.dropIndex(x)
		}
	}
}

// Uses tells whether an index has a column as a key, in a key or in INCLUDE.
func (x *Index) Uses(column string) bool {
	for _, k := range x.Keys {
		if k.Column == column || k.Expr != nil && slices.Contains(k.Expr.Columns, column) {
			return true
		}
	}
	return slices.Contains(x.Include, column) || slices.Contains(x.WhereColumns, column)
}

// dropConstraint removes a constraint and the index behind it; with CASCADE also the foreign keys that rely on it.
func (c *Catalog) dropConstraint(t *Table, name string, cascade bool) {
	k := t.Constraint(name)
	if k == nil {
		return
	}
	c.touch(t)
	t.Constraints = without(t.Constraints, k)
	if k.Index != nil {
		c.dropIndex(k.Index)
	}
	if cascade && (k.Kind == pgparse.PrimaryKey || k.Kind == pgparse.Unique) {
		for _, fk := range c.Referencing(t) {
			if sameSet(fk.RefColumns, k.Columns) {
				c.touch(fk.Table)
				fk.Table.Constraints = without(fk.Table.Constraints, fk)
			}
		}
	}
	for _, child := range t.Children {
		if child.Parent == t || k.Kind == pgparse.Check && !k.NoInherit {
			for _, ck := range slices.Clone(child.Constraints) {
				if ck.Kind == k.Kind && (ck.Name == k.Name || ck.Index != nil && slices.Equal(ck.Columns, k.Columns)) {
					c.touch(child)
					if ck.parents--; ck.Kind != pgparse.Check || ck.parents <= 0 && !ck.local {
						c.dropConstraint(child, ck.Name, cascade)
					}
				}
			}
		}
	}
}

func sameSet(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for _, s := range a {
		if !slices.Contains(b, s) {
			return false
		}
	}
	return true
}

func (c *Catalog) dropIndex(x *Index) {
	keep(c, "INDEX", c.indexes, x.Name)
	delete(c.indexes, x.Name)
	if x.Table == nil {
		if v := c.views[x.View]; v != nil {
			c.touchView(v)
			v.Indexes = without(v.Indexes, x)
		}
		return
	}
	c.touch(x.Table)
	x.Table.Indexes = without(x.Table.Indexes, x)
	for _, child := range x.Table.Children {
		for _, own := range slices.Clone(child.Indexes) {
			if own.parent == x {
				c.dropIndex(own)
			}
		}
	}
}

func (c *Catalog) dropTable(t *Table, cascade bool) {
	for _, fk := range c.Referencing(t) {
		if fk.Table != t {
			c.touch(fk.Table)
			fk.Table.Constraints = without(fk.Table.Constraints, fk)
		}
	}
	for _, x := range t.Indexes {
		keep(c, "INDEX", c.indexes, x.Name)
		delete(c.indexes, x.Name)
	}
	if cascade {
		for _, v := range c.Views(t.Name) {
			c.dropView(v, false)
		}
	}
	c.dropSequences(t, nil, false)
	c.detach(t)
	for _, p := range t.Inherits {
		c.touch(p)
		p.Children = without(p.Children, t)
	}
	for _, child := range slices.Clone(t.Children) {
		if child.Parent == t || cascade {
			c.touch(child)
			child.Parent = nil
			c.dropTable(child, cascade)
		}
	}
	keep(c, "TABLE", c.tables, t.Name)
	delete(c.tables, t.Name)
}

func (c *Catalog) drop(n *pgparse.Drop) {
	for i, name := range n.Names {
		switch n.Object {
		case "TABLE", "FOREIGN TABLE":
			if t := c.Table(name); t != nil {
				c.dropTable(t, n.Cascade)
			}
		case "INDEX":
			if x := c.Index(name); x != nil {
				c.dropIndex(x)
			}
		case "VIEW", "MATERIALIZED VIEW":
			if v := c.View(name); v != nil {
				c.dropView(v, n.Cascade)
			}
		case "SEQUENCE":
			c.dropSequence(name, n.Cascade)
		case "TYPE", "DOMAIN":
			c.dropType(name, n.Cascade)
		case "FUNCTION", "PROCEDURE", "ROUTINE":
			var args []pgparse.Type
			if i < len(n.Args) {
				args = n.Args[i]
			}
			if f := c.function(name, args); f != nil {
				c.dropFunction(f, n.Cascade)
			}
		case "TRIGGER":
			c.dropTrigger(n.Table, name.Name)
		case "SCHEMA":
			c.dropSchema(name.Name)
		}
	}
}

func (c *Catalog) rename(n *pgparse.Rename) {
	switch n.Object {
	case "TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW", "INDEX", "SEQUENCE":
		// ALTER TABLE renames any relation.
		c.renameRelation(n)
	case "COLUMN":
		if t := c.Table(n.Name); t != nil {
			c.renameColumn(t, n)
		} else if v := c.View(n.Name); v != nil {
			c.touchView(v)
			v.renameColumn(n.Sub, n.To)
		}
	case "TRIGGER":
		c.renameTrigger(n)
	case "FUNCTION", "PROCEDURE", "ROUTINE":
		if f := c.function(n.Name, n.Args); f != nil {
			c.moveFunction(f, Name{Schema: f.Name.Schema, Name: n.To})
		}
	case "DOMAIN CONSTRAINT":
		if d := lookup(c, c.domains, n.Name); d != nil {
			c.touchDomain(d)
			d.renameConstraint(n.Sub, n.To)
		}
	case "CONSTRAINT":
		if t := c.Table(n.Name); t != nil {
			c.renameConstraint(t, n.Sub, n.To)
		}
	case "TYPE", "DOMAIN":
		from := c.typeNamed(n.Name)
		c.moveType(from, Name{Schema: from.Schema, Name: n.To})
	case "SCHEMA":
		c.moveSchema(n.Name.Name, n.To)
	}
}

func (c *Catalog) renameRelation(n *pgparse.Rename) {
	switch {
	case c.Table(n.Name) != nil:
		t := c.Table(n.Name)
		c.moveTable(t, Name{Schema: t.Name.Schema, Name: n.To})
		c.touch(t)
		t.Place = c.now.Place(n.ToSpan)
	case c.View(n.Name) != nil:
		v := c.View(n.Name)
		c.moveView(v, Name{Schema: v.Name.Schema, Name: n.To})
	case lookup(c, c.sequences, n.Name) != nil:
		s := lookup(c, c.sequences, n.Name)
		c.moveSequence(s, Name{Schema: s.Name.Schema, Name: n.To})
	case c.Index(n.Name) != nil:
		x := c.Index(n.Name)
		if x.Constraint != nil {
			c.renameConstraint(x.Table, x.Constraint.Name, n.To)
		} else {
			c.renameIndex(x, n.To)
		}
		c.touchIndex(x)
		x.Named, x.Place = true, c.now.Place(n.ToSpan)
	}
}

// renameConstraint renames a constraint with the index behind it; heirs' checks have the names of their parents'.
func (c *Catalog) renameConstraint(t *Table, from, to string) {
	k := t.Constraint(from)
	if k == nil || from == to {
		return
	}
	c.vacateConstraint(t, to)
	c.touch(t)
	k.Name, k.Named = to, true
	if k.Index != nil {
		c.renameIndex(k.Index, to)
	}
	if k.Kind == pgparse.Check && !k.NoInherit {
		for _, d := range c.descendants(t) {
			if own := d.Constraint(from); own != nil && own.Kind == k.Kind && own.parents > 0 {
				c.vacateConstraint(d, to)
				c.touch(d)
				own.Name = to
			}
		}
	}
}

func (c *Catalog) renameIndex(x *Index, to string) {
	if x.Name.Name == to {
		return
	}
	if c.vacate(Name{Schema: x.Name.Schema, Name: to}); c.indexes[x.Name] != x {
		return // it went along
	}
	c.touchIndex(x)
	keep(c, "INDEX", c.indexes, x.Name)
	delete(c.indexes, x.Name)
	x.Name.Name = to
	keep(c, "INDEX", c.indexes, x.Name)
	c.indexes[x.Name] = x
}

func (c *Catalog) moveTable(t *Table, to Name) {
	from := t.Name
	if from == to {
		return
	}
	if c.vacate(to); c.tables[from] != t {
		return // it went along
	}
	keep(c, "TABLE", c.tables, from)
	delete(c.tables, from)
	remember(c, c.former, from)
	c.former[from] = append(slices.DeleteFunc(slices.Clone(c.former[from]), func(o *Table) bool { return o == t || c.tables[o.Name] != o }), t)
	c.touch(t)
	t.Name = to
	keep(c, "TABLE", c.tables, to)
	c.tables[to] = t
	c.readRenamed(from, to)
	for _, fk := range c.Referencing(t) {
		c.touch(fk.Table)
		fk.RefName = to
	}
	if from.Schema != to.Schema {
		for _, x := range slices.Clone(t.Indexes) {
			c.moveIndex(x, to.Schema)
		}
		for _, s := range slices.Clone(t.sequences) {
			c.moveSequence(s, Name{Schema: to.Schema, Name: s.Name.Name})
		}
	}
}

func (c *Catalog) moveIndex(x *Index, schema string) {
	if x.Name.Schema == schema {
		return
	}
	if c.vacate(Name{Schema: schema, Name: x.Name.Name}); c.indexes[x.Name] != x {
		return
	}
	c.touchIndex(x)
	keep(c, "INDEX", c.indexes, x.Name)
	delete(c.indexes, x.Name)
	x.Name.Schema = schema
	keep(c, "INDEX", c.indexes, x.Name)
	c.indexes[x.Name] = x
}

func (c *Catalog) moveView(v *View, to Name) {
	if v.Name == to {
		return
	}
	if c.vacate(to); c.views[v.Name] != v {
		return
	}
	keep(c, "VIEW", c.views, v.Name)
	delete(c.views, v.Name)
	c.readRenamed(v.Name, to)
	for _, x := range slices.Clone(v.Indexes) {
		c.touchIndex(x)
		x.View = to
		c.moveIndex(x, to.Schema)
	}
	c.touchView(v)
	v.Name = to
	keep(c, "VIEW", c.views, to)
	c.views[to] = v
}

func (c *Catalog) renameColumn(t *Table, n *pgparse.Rename) {
	place := c.now.Place(n.ToSpan)
	c.renameMentioned(t, n.Sub, n.To)
	for _, t := range append([]*Table{t}, c.descendants(t)...) {
		c.touch(t)
		if col := t.Column(n.Sub); col != nil && n.Sub != n.To {
			c.vacateColumn(t, n.To)
			col.Name, col.Place = n.To, place
		}
		for _, k := range t.Constraints {
			k.Columns = renamed(k.Columns, n.Sub, n.To)
			k.Reads = renamed(k.Reads, n.Sub, n.To)
			k.NotNull = renamed(k.NotNull, n.Sub, n.To)
			if slices.Contains(k.Reads, n.To) {
				k.Text = renameIn(k.Text, n.Sub, n.To)
			}
		}
		for _, x := range t.Indexes {
			keys := slices.Clone(x.Keys)
			for i := range keys {
				if keys[i].Column == n.Sub {
					keys[i].Column = n.To
				}
				if e := keys[i].Expr; e != nil && slices.Contains(e.Columns, n.Sub) {
					cp := *e
					cp.Columns, cp.Text = renamed(cp.Columns, n.Sub, n.To), renameIn(cp.Text, n.Sub, n.To)
					keys[i].Expr = &cp
				}
			}
			x.Keys = keys
			x.Include = renamed(x.Include, n.Sub, n.To)
			if slices.Contains(x.WhereColumns, n.Sub) {
				x.Where = renameIn(x.Where, n.Sub, n.To)
				x.WhereColumns, x.WhereNotNull = renamed(x.WhereColumns, n.Sub, n.To), renamed(x.WhereNotNull, n.Sub, n.To)
			}
		}
		for _, col := range t.Columns {
			if slices.Contains(col.GeneratedFrom, n.Sub) {
				col.GeneratedFrom, col.Default = renamed(col.GeneratedFrom, n.Sub, n.To), renameIn(col.Default, n.Sub, n.To)
			}
		}
		t.PartitionKey = renamed(t.PartitionKey, n.Sub, n.To)
		for _, fk := range c.Referencing(t) {
			c.touch(fk.Table)
			fk.RefColumns = renamed(fk.RefColumns, n.Sub, n.To)
		}
	}
}

// renamed returns the list with one name replaced; lists may be shared, so that a changed one is a copy.
func renamed(list []string, from, to string) []string {
	i := slices.Index(list, from)
	if i < 0 {
		return list
	}
	list = slices.Clone(list)
	list[i] = to
	return list
}

func (c *Catalog) setSchema(n *pgparse.SetSchema) {
	switch n.Object {
	case "TYPE", "DOMAIN":
		from := c.typeNamed(n.Name)
		c.moveType(from, Name{Schema: n.To, Name: from.Name})
	case "FUNCTION", "PROCEDURE", "ROUTINE":
		if f := c.function(n.Name, n.Args); f != nil {
			c.moveFunction(f, Name{Schema: n.To, Name: f.Name.Name})
		}
	default:
		if t := c.Table(n.Name); t != nil {
			c.moveTable(t, Name{Schema: n.To, Name: t.Name.Name})
		} else if v := c.View(n.Name); v != nil {
			c.moveView(v, Name{Schema: n.To, Name: v.Name.Name})
		} else if s := lookup(c, c.sequences, n.Name); s != nil {
			c.moveSequence(s, Name{Schema: n.To, Name: s.Name.Name})
		}
	}
}

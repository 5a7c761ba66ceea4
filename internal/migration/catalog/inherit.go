package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// inherited is the column that an heir or partition gets from its parent. It takes the default along, but does not count for itself:
// identities are not inherited (manual §5.10; partitions share them since 17).
func (col *Column) inherited() *Column {
	cp := *col
	cp.Identity, cp.local, cp.parents = false, false, 1
	return &cp
}

// passColumn gives a new column to all heirs, or merges it with theirs.
func (c *Catalog) passColumn(t *Table, col *Column) {
	for _, child := range t.Children {
		c.spend(1)
		if c.Exhausted() {
			return
		}
		if own := child.Column(col.Name); own != nil {
			c.touch(child)
			own.parents++
			continue
		}
		if len(child.Columns) >= maxColumns {
			continue
		}
		cp := col.inherited()
		c.touch(child)
		child.Columns = append(child.Columns, cp)
		c.usesType(child, cp.Type)
		c.passColumn(child, cp)
	}
}

// inheritCheck gives a CHECK to one heir.
func (t *Table) inheritCheck(k *Constraint) *Constraint {
	if k.Kind != pgparse.Check || k.NoInherit {
		return nil
	}
	if own := t.Constraint(k.Name); own != nil {
		own.parents++
		return nil
	}
	cp := *k
	cp.Table, cp.local, cp.parents = t, false, 1
	t.Constraints = append(t.Constraints, &cp)
	return &cp
}

// passCheck gives a CHECK to an heir and those below it.
func (c *Catalog) passCheck(t *Table, k *Constraint) {
	c.spend(1 + len(t.Constraints)/4)
	if c.Exhausted() {
		return
	}
	c.touch(t)
	if cp := t.inheritCheck(k); cp != nil {
		for _, child := range t.Children {
			c.passCheck(child, cp)
		}
	}
}

// passForeignKey gives a foreign key to a partition and those below it.
func (c *Catalog) passForeignKey(t *Table, k *Constraint) {
	c.spend(1 + len(t.Constraints)/4)
	if len(t.Constraints) >= maxParts || c.Exhausted() || t.Constraint(k.Name) != nil {
		return
	}
	cp := *k
	cp.Table, cp.Index = t, nil
	c.touch(t)
	c.touchReferences(cp.RefTable)
	t.addForeignKey(&cp)
	for _, child := range t.Children {
		if child.Parent == t {
			c.passForeignKey(child, &cp)
		}
	}
}

// inheritTriggers gives a partition its parent's triggers for each row.
func (c *Catalog) inheritTriggers(t, p *Table) {
	for _, tr := range p.Triggers {
		if tr.row {
			c.inheritTrigger(t, tr)
		}
	}
}

// attach makes a table a partition. Its columns and checks are its parent's from then on.
func (c *Catalog) attach(t, p *Table, isDefault bool) {
	c.touch(t)
	c.touch(p)
	p.Parent, p.Default = t, isDefault
	t.Children = append(t.Children, p)
	c.inheritFrom(p, t, true)
	c.inheritIndexes(p, t)
	c.inheritTriggers(p, t)
}

// inheritFrom marks what an existing table has in common with a new parent.
func (c *Catalog) inheritFrom(t, p *Table, partition bool) {
	c.touch(t)
	c.spend(len(p.Columns) + len(p.Constraints))
	for _, col := range p.Columns {
		if own := t.Column(col.Name); own != nil {
			own.parents++
			own.local = own.local && !partition
		}
	}
	for _, k := range p.Constraints {
		if own := t.Constraint(k.Name); own != nil && k.Kind == pgparse.Check && !k.NoInherit && own.Kind == k.Kind {
			own.parents++
			own.local = own.local && !partition
		}
	}
}

// disinherit undoes it: what the table has is its own.
func (c *Catalog) disinherit(t, p *Table) {
	c.touch(t)
	c.spend(len(p.Columns) + len(p.Constraints))
	for _, col := range p.Columns {
		if own := t.Column(col.Name); own != nil && own.parents > 0 {
			own.parents--
			own.local = own.local || own.parents == 0
		}
	}
	for _, k := range p.Constraints {
		if own := t.Constraint(k.Name); own != nil && own.parents > 0 {
			own.parents--
			own.local = own.local || own.parents == 0
		}
	}
}

// detached cuts a partition off. Its indexes and foreign keys stay, and the triggers that it has from its parent go.
func (c *Catalog) detached(t *Table) {
	p := t.Parent
	if p == nil {
		return
	}
	c.disinherit(t, p)
	c.detach(t)
	t.Default = false
	for _, x := range t.Indexes {
		x.parent = nil
	}
	for _, tr := range slices.Clone(t.Triggers) {
		if tr.parent != nil && tr.parent.table == p {
			c.dropIt(tr)
		}
	}
}

// dropInherited drops a column from an heir, unless that defines it itself or has it from another parent as well.
func (c *Catalog) dropInherited(t *Table, name string, cascade bool) {
	for _, child := range slices.Clone(t.Children) {
		col := child.Column(name)
		if col == nil {
			continue
		}
		c.touch(child)
		if col.parents--; col.parents <= 0 && !col.local {
			c.dropColumn(child, name, cascade)
			c.dropInherited(child, name, cascade)
		}
	}
}

// attachIndex is ALTER INDEX … ATTACH PARTITION: the parent's index is valid as soon as every partition has its part.
func (c *Catalog) attachIndex(parent, part *Index) {
	if parent == nil || part == nil || parent.Table == nil || part.Table == nil || part.Table.Parent != parent.Table || part.parent != nil {
		return
	}
	c.touch(part.Table)
	part.parent = parent
	c.settle(parent)
}

// settle makes the index of a partitioned table valid when every partition has a valid part of it.
func (c *Catalog) settle(x *Index) {
	if x == nil || x.Valid || x.Table == nil {
		return
	}
	for _, child := range x.Table.Children {
		if child.Parent == x.Table && !slices.ContainsFunc(child.Indexes, func(own *Index) bool { return own.parent == x && own.Valid }) {
			return
		}
	}
	c.touch(x.Table)
	x.Valid = true
	c.settle(x.parent)
}

package catalog

import "slices"

// vacate makes room for a relation's new name. Statements are taken for successful, so that what has the name must be gone
// in a way that the history does not show.
func (c *Catalog) vacate(n Name) {
	if t := c.tables[n]; t != nil {
		c.dropTable(t, false)
	}
	if v := c.views[n]; v != nil {
		c.dropView(v, false)
	}
	c.vacateIndex(n)
	if s := c.sequences[n]; s != nil {
		c.disown(s)
		keep(c, "SEQUENCE", c.sequences, n)
		delete(c.sequences, n)
	}
}

// vacateIndex does so for an index, with the constraint that it stands for.
func (c *Catalog) vacateIndex(n Name) {
	x := c.indexes[n]
	switch {
	case x == nil:
	case x.Constraint != nil && x.Table != nil:
		c.dropConstraint(x.Table, x.Constraint.Name, false)
	default:
		c.dropIndex(x)
	}
}

// vacateType does so for a type.
func (c *Catalog) vacateType(n Name) {
	keep(c, "TYPE", c.types, n)
	delete(c.types, n)
	keep(c, "ENUM", c.enums, n)
	delete(c.enums, n)
	keep(c, "DOMAIN", c.domains, n)
	delete(c.domains, n)
}

// vacateColumn and vacateConstraint do so for the parts of a table.
func (c *Catalog) vacateColumn(t *Table, name string) {
	if col := t.Column(name); col != nil {
		c.dropSequences(t, col, false)
		c.touch(t)
		t.Columns = slices.DeleteFunc(t.Columns, func(o *Column) bool { return o == col })
	}
}

func (c *Catalog) vacateConstraint(t *Table, name string) {
	if k := t.Constraint(name); k != nil {
		c.touch(t)
		t.Constraints = without(t.Constraints, k)
		if k.Index != nil {
			c.dropIndex(k.Index)
		}
	}
}

// formerly tells whether a table that had a table's name before has a constraint of some name: it keeps those that were made up for
// it, and made-up names are unique in a schema (ChooseConstraintName in pg_constraint.c).
func (c *Catalog) formerly(t *Table, constraint string) bool {
	list := c.former[t.Name]
	c.spend(len(list))
	return slices.ContainsFunc(list, func(o *Table) bool {
		return o != t && o.Name.Schema == t.Name.Schema && c.tables[o.Name] == o && o.Constraint(constraint) != nil
	})
}

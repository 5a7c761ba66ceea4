package catalog

import (
	"fmt"
	"slices"
)

// Check tells which of the catalog's own laws is broken, or nothing.
func (c *Catalog) Check() error {
	for n, t := range c.tables {
		if t.Name != n {
			return fmt.Errorf("the table %s is kept as %s", t.Name, n)
		}
		if _, ok := c.views[n]; ok || c.indexes[n] != nil || c.sequences[n] != nil {
			return fmt.Errorf("%s is a table and something else", n)
		}
		if err := c.checkTable(t); err != nil {
			return fmt.Errorf("%s: %w", n, err)
		}
	}
	for n, x := range c.indexes {
		switch {
		case x.Name != n:
			return fmt.Errorf("the index %s is kept as %s", x.Name, n)
		case c.views[n] != nil || c.sequences[n] != nil:
			return fmt.Errorf("%s is an index and something else", n)
		case x.Table != nil && (c.tables[x.Table.Name] != x.Table || !slices.Contains(x.Table.Indexes, x)):
			return fmt.Errorf("the index %s is not of its table %s", n, x.Table.Name)
		case x.Table == nil && (c.views[x.View] == nil || !slices.Contains(c.views[x.View].Indexes, x)):
			return fmt.Errorf("the index %s is not of its view %s", n, x.View)
		}
	}
	for n, s := range c.sequences {
		switch {
		case s.Name != n:
			return fmt.Errorf("the sequence %s is kept as %s", s.Name, n)
		case c.views[n] != nil:
			return fmt.Errorf("%s is a sequence and a view", n)
		case s.Table != nil && (c.tables[s.Table.Name] != s.Table || !slices.Contains(s.Table.sequences, s) || s.Column != nil && !slices.Contains(s.Table.Columns, s.Column)):
			return fmt.Errorf("the sequence %s is not of its owner", n)
		}
	}
	for n, v := range c.views {
		if v.Name != n {
			return fmt.Errorf("the view %s is kept as %s", v.Name, n)
		}
	}
	for key, f := range c.routines {
		if f.Signature() != key || !slices.Contains(c.overloads[f.Name], f) {
			return fmt.Errorf("the function %s is kept as %s", f.Signature(), key)
		}
	}
	for n, e := range c.enums {
		if e.Name != n || !c.types[n] {
			return fmt.Errorf("the enum %s is kept as %s", e.Name, n)
		}
	}
	for n, d := range c.domains {
		if d.Name != n {
			return fmt.Errorf("the domain %s is kept as %s", d.Name, n)
		}
	}
	return nil
}

func (c *Catalog) checkTable(t *Table) error {
	names := make(map[string]bool)
	for _, col := range t.Columns {
		if names[col.Name] {
			return fmt.Errorf("two columns are called %s", col.Name)
		}
		names[col.Name] = true
	}
	clear(names)
	for _, k := range t.Constraints {
		switch {
		case names[k.Name]:
			return fmt.Errorf("two constraints are called %s", k.Name)
		case k.Table != t:
			return fmt.Errorf("the constraint %s is of another table", k.Name)
		case k.RefTable != nil && c.tables[k.RefTable.Name] != k.RefTable:
			return fmt.Errorf("the constraint %s references a table that is gone", k.Name)
		case k.RefTable != nil && !slices.Contains(k.RefTable.references, k):
			return fmt.Errorf("the constraint %s is not known to the table that it references", k.Name)
		case k.Index != nil && (!slices.Contains(t.Indexes, k.Index) || k.Index.Constraint != k):
			return fmt.Errorf("the constraint %s has an index that is not its own", k.Name)
		}
		names[k.Name] = true
	}
	for _, x := range t.Indexes {
		if x.Table != t || c.indexes[x.Name] != x {
			return fmt.Errorf("the index %s is not in the catalog", x.Name)
		}
	}
	for _, s := range t.sequences {
		if s.Table != t || c.sequences[s.Name] != s {
			return fmt.Errorf("the sequence %s is not in the catalog", s.Name)
		}
	}
	for _, tr := range t.Triggers {
		if tr.table != t {
			return fmt.Errorf("the trigger %s is of another table", tr.Name)
		}
	}
	for _, child := range t.Children {
		if c.tables[child.Name] != child || child.Parent != t && !slices.Contains(child.Inherits, t) {
			return fmt.Errorf("%s is no child", child.Name)
		}
	}
	for _, p := range append(slices.Clone(t.Inherits), t.Parent) {
		if p != nil && (c.tables[p.Name] != p || !slices.Contains(p.Children, t)) {
			return fmt.Errorf("%s is no parent", p.Name)
		}
	}
	return nil
}

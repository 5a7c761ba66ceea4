package catalog

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

func (c *Catalog) createView(n *pgparse.CreateView, reads []Name) {
	name := c.creation(n.Name)
	if n.Temporary {
		name.Schema = temporary
	}
	old := c.views[name]
	if old != nil && !n.Replace || old == nil && !c.free(name) {
		return
	}
	c.serial++
	v := &View{
		Name: name, Materialized: n.Materialized, Migration: c.now.Migration, Unit: c.now.Unit, Place: c.now.Place(n.NameSpan), Mentions: slices.Clone(n.Mentions), serial: c.serial,
		Temporary: n.Temporary,
	}
	if old != nil {
		v.Indexes, v.Triggers, v.Migration, v.Unit, v.serial = old.Indexes, old.Triggers, old.Migration, old.Unit, old.serial
		for _, tr := range v.Triggers {
			save(c, tr)
			tr.view = v
		}
	}
	for _, r := range reads {
		v.Reads = append(v.Reads, c.Qualify(r))
	}
	v.Columns, v.Opaque = c.outputs(n)
	for _, o := range n.Outputs {
		if t := c.Table(o.All); o.All.Name != "" && t != nil {
			for _, col := range t.Columns { // a star names them all
				v.Mentions = append(v.Mentions, col.Name)
			}
		}
	}
	keep(c, "VIEW", c.views, name)
	c.views[name] = v
	c.reads(v)
	if n.Temporary {
		c.passes(v)
	}
}

// outputs returns the names of a view's columns, and whether there are others that nobody can tell.
func (c *Catalog) outputs(n *pgparse.CreateView) (names []string, opaque bool) {
	for _, o := range n.Outputs {
		switch {
		case o.Unknown:
			opaque = true
		case o.All.Name == "":
			names = append(names, o.Name)
		case c.Table(o.All) != nil:
			t := c.Table(o.All)
			opaque = opaque || t.Opaque
			for _, col := range t.Columns {
				names = append(names, col.Name)
			}
		case c.View(o.All) != nil:
			v := c.View(o.All)
			opaque = opaque || v.Opaque
			names = append(names, v.Columns...)
		default:
			opaque = true
		}
		if len(names) > maxColumns {
			return nil, true
		}
	}
	c.spend(len(names))
	if opaque && len(n.Aliases) > 0 {
		return n.Aliases, true
	}
	copy(names, n.Aliases)
	return names, opaque
}

// dropView removes a view; with CASCADE also those that depend on it.
func (c *Catalog) dropView(v *View, cascade bool) {
	if cascade {
		for _, d := range c.Views(v.Name) {
			c.dropView(d, false)
		}
	}
	for _, x := range v.Indexes {
		keep(c, "INDEX", c.indexes, x.Name)
		delete(c.indexes, x.Name)
	}
	keep(c, "VIEW", c.views, v.Name)
	delete(c.views, v.Name)
}

// dropViewsOn removes the views that read a column of a table, with all that depend on them.
func (c *Catalog) dropViewsOn(t *Table, column string) {
	for _, v := range c.Views(t.Name) {
		if slices.Contains(v.Reads, t.Name) && slices.Contains(v.Mentions, column) && c.views[v.Name] == v {
			c.dropView(v, true)
		}
	}
}

// renameColumn follows the renaming of a view's own column.
func (v *View) renameColumn(from, to string) { v.Columns = renamed(v.Columns, from, to) }

// renameMentioned follows the renaming of a table's column in the queries of views.
func (c *Catalog) renameMentioned(t *Table, from, to string) {
	for _, v := range c.Views(t.Name) {
		if slices.Contains(v.Mentions, from) && slices.Contains(v.Reads, t.Name) {
			c.touchView(v)
			v.Mentions = append(v.Mentions, to)
		}
	}
}

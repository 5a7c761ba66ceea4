package catalog

import (
	"cmp"
	"slices"
	"strings"
)

// The look-ups of this file keep the cost of a statement apart from the size of the schema. They may hold what is gone, which
// is left out when they are asked.

// usesType notes that a table has a column of a type.
func (c *Catalog) usesType(t *Table, typ Type) {
	n := Name{Schema: typ.Schema, Name: typ.Name}
	if n.Schema == "" {
		return
	}
	list := c.typed[n]
	if len(list) > 0 && list[len(list)-1] == t {
		return
	}
	remember(c, c.typed, n)
	c.typed[n] = append(list, t)
}

// Using returns the tables that have a column of a type, in order of their creation.
func (c *Catalog) Using(typ Name) []*Table {
	typ = c.typeNamed(typ)
	list := c.typed[typ]
	c.spend(len(list))
	out := make([]*Table, 0, len(list))
	seen := make(map[*Table]bool, len(list))
	for _, t := range list {
		if !seen[t] && c.tables[t.Name] == t && slices.ContainsFunc(t.Columns, func(col *Column) bool {
			return col.Type.Schema == typ.Schema && col.Type.Name == typ.Name
		}) {
			seen[t] = true
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b *Table) int { return cmp.Compare(a.serial, b.serial) })
	remember(c, c.typed, typ)
	c.typed[typ] = slices.Clone(out)
	return out
}

// reads notes which relations a view reads.
func (c *Catalog) reads(v *View) {
	for _, n := range v.Reads {
		remember(c, c.readers, n)
		c.readers[n] = append(slices.DeleteFunc(slices.Clone(c.readers[n]), func(o *View) bool { return c.views[o.Name] != o }), v)
	}
}

// readRenamed follows the renaming of a relation in the views that read it.
func (c *Catalog) readRenamed(from, to Name) {
	list := c.readers[from]
	if len(list) == 0 {
		return
	}
	c.spend(len(list))
	remember(c, c.readers, from)
	delete(c.readers, from)
	for _, v := range list {
		c.touchView(v)
		for i, r := range v.Reads {
			if r == from {
				v.Reads[i] = to
			}
		}
	}
	remember(c, c.readers, to)
	c.readers[to] = append(c.readers[to], list...)
}

// Views returns the views that depend on a relation, at all depths, in order of their names.
func (c *Catalog) Views(of Name) []*View {
	seen := map[Name]bool{of: true}
	var out []*View
	for next := []Name{of}; len(next) > 0; {
		n := next[len(next)-1]
		next = next[:len(next)-1]
		c.spend(len(c.readers[n]))
		for _, v := range c.readers[n] {
			if !seen[v.Name] && c.views[v.Name] == v && slices.Contains(v.Reads, n) {
				seen[v.Name] = true
				out = append(out, v)
				next = append(next, v.Name)
			}
		}
	}
	slices.SortFunc(out, func(a, b *View) int { return strings.Compare(a.Name.String(), b.Name.String()) })
	return out
}

// passes notes what goes with the session.
func (c *Catalog) passes(object any) {
	c.hasTemporary = true
	c.passing = append(c.passing, object)
}

// endTemporary forgets what belongs to a session.
func (c *Catalog) endTemporary() {
	for _, object := range c.passing {
		switch o := object.(type) {
		case *Table:
			if c.tables[o.Name] == o {
				c.dropTable(o, true)
			}
		case *View:
			if c.views[o.Name] == o {
				c.dropView(o, true)
			}
		case *Sequence:
			if c.sequences[o.Name] == o {
				c.disown(o)
				keep(c, "SEQUENCE", c.sequences, o.Name)
				delete(c.sequences, o.Name)
			}
		case *Function:
			if c.routines[o.Signature()] == o {
				c.dropFunction(o, false)
			}
		}
	}
	c.passing = nil
}

package catalog

import (
	"maps"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Enum is an enumerated type (manual §8.7).
type Enum struct {
	Name            Name
	Labels          []string
	Place           Place
	Migration, Unit string
	serial          int
}

// Sequence is a sequence; one that belongs to a column goes with it.
type Sequence struct {
	Name Name
	// Table and Column own it; they are nil for one that stands alone.
	Table  *Table
	Column *Column
	// Identity says that it is a part of an identity column.
	Identity bool
	// unknown is the owning column of a table whose columns are not known.
	unknown string
}

// Owner returns the name of the column that owns the sequence, or "".
func (s *Sequence) Owner() string {
	if s.Column != nil {
		return s.Column.Name
	}
	return s.unknown
}

// Function is a function or procedure.
type Function struct {
	Name Name
	// Args are the types that tell it from others of its name.
	Args       []Type
	Volatility string
	Procedure  bool
	Migration  string
	// Place is its name where it was last defined.
	Place    Place
	Language string
	Returns  Type
	// Definer says that it runs with the rights of its owner.
	Definer bool
	// HasSearchPath says that it runs with a search_path of its own.
	HasSearchPath bool
	SearchPath    []string
	serial        int
	// Replace says that it was created with the words OR REPLACE.
	Replace bool
}

// Trigger is a trigger of a table or view; the internal ones of foreign keys are left out.
type Trigger struct {
	Name string
	// Function is the full name of what it calls.
	Function Name
	Enabled  bool
	// parent is the trigger of the partitioned table that this one is a copy of.
	parent *Trigger
	row    bool
	table  *Table
	view   *View
}

// Schemas returns the names of the schemas, sorted.
func (c *Catalog) Schemas() []string { return slices.Sorted(maps.Keys(c.schemas)) }

// Enum returns the enumerated type that a type is, or nil.
func (c *Catalog) Enum(t Type) *Enum { return c.enums[Name{Schema: t.Schema, Name: t.Name}] }

// Enums returns the enumerated types in order of creation.
func (c *Catalog) Enums() []*Enum {
	return slices.SortedFunc(maps.Values(c.enums), func(a, b *Enum) int { return a.serial - b.serial })
}

// Domains returns the domains in order of creation.
func (c *Catalog) Domains() []*Domain {
	return slices.SortedFunc(maps.Values(c.domains), func(a, b *Domain) int { return a.serial - b.serial })
}

// AllViews returns the views in order of creation.
func (c *Catalog) AllViews() []*View {
	return slices.SortedFunc(maps.Values(c.views), func(a, b *View) int { return a.serial - b.serial })
}

// Sequences returns the sequences in order of their names.
func (c *Catalog) Sequences() []*Sequence {
	return slices.SortedFunc(maps.Values(c.sequences), func(a, b *Sequence) int { return strings.Compare(a.Name.String(), b.Name.String()) })
}

// Functions returns the functions and procedures in order of their creation.
func (c *Catalog) Functions() []*Function {
	c.spend(len(c.routines))
	return slices.SortedFunc(maps.Values(c.routines), func(a, b *Function) int { return a.serial - b.serial })
}

func (c *Catalog) createType(n *pgparse.CreateType) {
	name := c.creation(n.Name)
	keep(c, "TYPE", c.types, name)
	c.types[name] = true
	if n.Enum {
		c.serial++
		keep(c, "ENUM", c.enums, name)
		c.enums[name] = &Enum{
			Name: name, Labels: n.Labels, Place: c.now.Place(n.NameSpan), Migration: c.now.Migration, Unit: c.now.Unit, serial: c.serial,
		}
	}
}

func (c *Catalog) alterEnum(n *pgparse.AlterEnum) {
	e := lookup(c, c.enums, n.Name)
	if e == nil {
		return
	}
	c.spend(1 + len(e.Labels)/16)
	c.touchEnum(e)
	if n.Old != "" {
		e.Labels = renamed(e.Labels, n.Old, n.Label)
		c.relabel(e, n.Old, n.Label)
		return
	}
	if slices.Contains(e.Labels, n.Label) {
		return
	}
	at := len(e.Labels)
	if i := slices.Index(e.Labels, n.Neighbor); i >= 0 && n.Neighbor != "" {
		at = i
		if n.After {
			at++
		}
	}
	e.Labels = slices.Insert(slices.Clone(e.Labels), at, n.Label)
}

// relabel follows a label that gets another name in the defaults of columns.
func (c *Catalog) relabel(e *Enum, from, to string) {
	literal := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	for _, t := range c.Using(e.Name) {
		c.spend(len(t.Columns) / 4)
		for _, col := range t.Columns {
			if col.Type.Schema == e.Name.Schema && col.Type.Name == e.Name.Name && strings.HasPrefix(col.Default, literal(from)) {
				c.touch(t)
				col.Default = literal(to) + strings.TrimPrefix(col.Default, literal(from))
			}
		}
	}
}

func (c *Catalog) createSequence(n *pgparse.CreateSequence) {
	name := c.creation(n.Name)
	if n.Temporary {
		name.Schema = temporary
	}
	if !c.free(name) {
		return
	}
	s := &Sequence{Name: name}
	keep(c, "SEQUENCE", c.sequences, name)
	c.sequences[name] = s
	if n.Temporary {
		c.passes(s)
	}
	c.own(s, n.OwnedBy, n.OwnedColumn)
}

// own makes a sequence belong to a column.
func (c *Catalog) own(s *Sequence, table Name, column string) {
	if table.Name == "" {
		return
	}
	if t := c.Table(table); t != nil {
		if col := t.Column(column); col != nil {
			save(c, s)
			c.touch(t)
			s.Table, s.Column = t, col
			t.sequences = append(t.sequences, s)
		} else if t.Opaque {
			save(c, s)
			c.touch(t)
			s.Table, s.unknown = t, column
			t.sequences = append(t.sequences, s)
		}
	}
}

func (c *Catalog) alterSequence(n *pgparse.AlterSequence) {
	s := lookup(c, c.sequences, n.Name)
	if s == nil || !n.Owned || s.Identity {
		return
	}
	c.disown(s)
	c.own(s, n.OwnedBy, n.OwnedColumn)
}

func (c *Catalog) disown(s *Sequence) {
	if s.Table != nil {
		save(c, s)
		c.touch(s.Table)
		s.Table.sequences = without(s.Table.sequences, s)
		s.Table, s.Column, s.unknown = nil, nil, ""
	}
}

// count makes the sequence behind a serial or identity column.
func (c *Catalog) count(t *Table, col *Column, identity bool) {
	name := Name{Schema: t.Name.Schema, Name: c.freeName(t, col.Name, "seq", false)}
	s := &Sequence{Name: name, Table: t, Column: col, Identity: identity}
	keep(c, "SEQUENCE", c.sequences, name)
	c.sequences[name] = s
	c.touch(t)
	t.sequences = append(t.sequences, s)
	if !identity {
		col.counter = s
	}
}

// dropSequences drops what belongs to a column, or to the whole table when the column is nil.
func (c *Catalog) dropSequences(t *Table, col *Column, identity bool) {
	if len(t.sequences) == 0 {
		return
	}
	c.touch(t)
	t.sequences = slices.DeleteFunc(t.sequences, func(s *Sequence) bool {
		if col != nil && s.Column != col || identity && !s.Identity {
			return false
		}
		keep(c, "SEQUENCE", c.sequences, s.Name)
		delete(c.sequences, s.Name)
		return true
	})
}

// dropSequence removes a sequence; with CASCADE also the defaults that count with it.
func (c *Catalog) dropSequence(name Name, cascade bool) {
	s := lookup(c, c.sequences, name)
	if s == nil {
		return
	}
	if cascade {
		for _, t := range c.Tables() {
			c.spend(len(t.Columns) / 4)
			for _, col := range t.Columns {
				if col.counter == s {
					c.touch(t)
					col.HasDefault, col.Default, col.Serial, col.counter = false, "", false, nil
				}
			}
		}
	}
	c.disown(s)
	keep(c, "SEQUENCE", c.sequences, s.Name)
	delete(c.sequences, s.Name)
}

// counter returns the sequence that a default takes its values from, or nil: nextval('name').
func (c *Catalog) counter(text string) *Sequence {
	if !strings.HasPrefix(strings.ToLower(text), "nextval(") {
		return nil
	}
	_, rest, _ := strings.Cut(text, "'")
	name, _, closed := strings.Cut(rest, "'")
	if !closed {
		return nil
	}
	schema, bare, qualified := strings.Cut(name, ".")
	if !qualified {
		schema, bare = "", name
	}
	return lookup(c, c.sequences, Name{Schema: strings.Trim(schema, `"`), Name: strings.Trim(bare, `"`)})
}

func (c *Catalog) moveSequence(s *Sequence, to Name) {
	if s.Name == to {
		return
	}
	if c.vacate(to); c.sequences[s.Name] != s {
		return
	}
	keep(c, "SEQUENCE", c.sequences, s.Name)
	delete(c.sequences, s.Name)
	save(c, s)
	s.Name = to
	keep(c, "SEQUENCE", c.sequences, to)
	c.sequences[to] = s
}

// signature is the key of a function: its full name and the types of its arguments, whose modifiers do not count.
func signature(name Name, args []Type) string {
	parts := make([]string, len(args))
	for i, a := range args {
		a.Mods, a.Fields = nil, ""
		parts[i] = a.String()
	}
	return name.Schema + "." + name.Name + "(" + strings.Join(parts, ",") + ")"
}

// Signature is the function's full name with the types of its arguments.
func (f *Function) Signature() string { return signature(f.Name, f.Args) }

func (c *Catalog) arguments(args []pgparse.Type) []Type {
	out := make([]Type, len(args))
	for i, a := range args {
		if a.Name.Schema != "" { // table.column%TYPE
			if t := c.Table(Name{Name: a.Name.Schema}); t != nil && !c.schemas[a.Name.Schema] {
				if col := t.Column(a.Name.Name); col != nil {
					out[i] = col.Type
					out[i].Mods = nil
					continue
				}
			}
		}
		out[i], _ = c.Resolve(a)
		out[i].Mods = nil
	}
	return out
}

func (c *Catalog) createFunction(n *pgparse.CreateFunction) {
	remember(c, c.functions, n.Name.Name)
	c.functions[n.Name.Name] = n.Volatility
	name, args := c.creation(n.Name), c.arguments(n.Args)
	if old := c.routines[signature(name, args)]; old != nil {
		c.touchFunction(old)
		old.Volatility, old.Procedure = n.Volatility, n.Procedure // what hangs on it stays
		return
	}
	if len(c.routines) >= maxRights {
		return
	}
	c.serial++
	f := &Function{Name: name, Args: args, Volatility: n.Volatility, Procedure: n.Procedure, Migration: c.now.Migration, serial: c.serial, Replace: n.Replace}
	if n.Name.Schema == temporary {
		c.passes(f)
	}
	c.keepRoutine(f)
	c.routines[f.Signature()] = f
	keep(c, "FUNCTION", c.overloads, f.Name)
	c.overloads[f.Name] = append(c.overloads[f.Name], f)
	c.spend(1 + len(c.overloads[f.Name]))
	c.created(f)
}

// function returns the function that a statement names; without arguments it is the only one of its name.
func (c *Catalog) function(name Name, args []pgparse.Type) *Function {
	schemas := c.searchPath
	if name.Schema != "" {
		schemas = []string{name.Schema}
	}
	for _, s := range schemas {
		full := Name{Schema: s, Name: name.Name}
		if args != nil {
			if f := c.routines[signature(full, c.arguments(args))]; f != nil {
				return f
			}
		} else if list := c.overloads[full]; len(list) > 0 {
			return list[0]
		}
	}
	return nil
}

func (c *Catalog) dropFunction(f *Function, cascade bool) {
	c.keepRoutine(f)
	delete(c.routines, f.Signature())
	remember(c, c.security.comments, any(f))
	delete(c.security.comments, f)
	keep(c, "FUNCTION", c.overloads, f.Name)
	if c.overloads[f.Name] = without(slices.Clone(c.overloads[f.Name]), f); len(c.overloads[f.Name]) == 0 {
		keep(c, "FUNCTION", c.overloads, f.Name)
		delete(c.overloads, f.Name)
		remember(c, c.functions, f.Name.Name)
		delete(c.functions, f.Name.Name)
	}
	if len(f.Args) > 0 {
		return // triggers call functions without arguments
	}
	if cascade {
		for _, tr := range c.callers[f.Name] {
			c.dropIt(tr)
		}
	}
	remember(c, c.callers, f.Name)
	delete(c.callers, f.Name)
}

func (c *Catalog) moveFunction(f *Function, to Name) {
	if f.Name == to {
		return
	}
	if old := c.routines[signature(to, f.Args)]; old != nil {
		c.dropFunction(old, false)
	}
	c.keepRoutine(f)
	delete(c.routines, f.Signature())
	keep(c, "FUNCTION", c.overloads, f.Name)
	c.overloads[f.Name] = without(slices.Clone(c.overloads[f.Name]), f)
	if len(c.overloads[f.Name]) == 0 {
		keep(c, "FUNCTION", c.overloads, f.Name)
		delete(c.overloads, f.Name)
		remember(c, c.functions, f.Name.Name)
		delete(c.functions, f.Name.Name)
	}
	if len(f.Args) == 0 {
		for _, tr := range c.callers[f.Name] {
			c.touch(tr.table)
			save(c, tr)
			tr.Function = to
		}
		remember(c, c.callers, to)
		c.callers[to] = append(c.callers[to], c.callers[f.Name]...)
		remember(c, c.callers, f.Name)
		delete(c.callers, f.Name)
	}
	c.touchFunction(f)
	f.Name = to
	remember(c, c.functions, to.Name)
	c.functions[to.Name] = f.Volatility
	c.keepRoutine(f)
	c.routines[f.Signature()] = f
	keep(c, "FUNCTION", c.overloads, to)
	c.overloads[to] = append(c.overloads[to], f)
}

func (c *Catalog) createTrigger(n *pgparse.OnTable) {
	if len(n.Tables) == 0 {
		return
	}
	tr := &Trigger{Name: n.Name, Enabled: true, row: n.Row, Function: c.creation(n.Function)}
	if f := c.function(n.Function, []pgparse.Type{}); f != nil {
		tr.Function = f.Name
	}
	if t := c.Table(n.Tables[0]); t != nil {
		tr.table = t
		c.addTrigger(t, tr)
	} else if v := c.View(n.Tables[0]); v != nil {
		tr.view = v
		c.touchView(v)
		v.Triggers = append(slices.DeleteFunc(v.Triggers, func(o *Trigger) bool { return o.Name == tr.Name }), tr)
		remember(c, c.callers, tr.Function)
		c.callers[tr.Function] = append(c.callers[tr.Function], tr)
	}
}

// addTrigger adds a trigger; one for each row of a partitioned table is copied to the partitions.
func (c *Catalog) addTrigger(t *Table, tr *Trigger) {
	c.spend(1 + len(t.Triggers)/4)
	if len(t.Triggers) >= maxParts || c.Exhausted() {
		return
	}
	c.touch(t)
	t.Triggers = append(slices.DeleteFunc(t.Triggers, func(o *Trigger) bool { return o.Name == tr.Name }), tr)
	remember(c, c.callers, tr.Function)
	c.callers[tr.Function] = append(c.callers[tr.Function], tr)
	if !tr.row {
		return
	}
	for _, child := range t.Children {
		if child.Parent == t {
			c.inheritTrigger(child, tr)
		}
	}
}

func (c *Catalog) inheritTrigger(t *Table, tr *Trigger) {
	cp := *tr
	cp.parent, cp.table = tr, t
	c.addTrigger(t, &cp)
}

// Trigger returns a trigger of a table, or nil.
func (t *Table) Trigger(name string) *Trigger {
	for _, tr := range t.Triggers {
		if tr.Name == name {
			return tr
		}
	}
	return nil
}

// drop removes a trigger with its copies.
func (c *Catalog) dropIt(tr *Trigger) {
	if tr.view != nil {
		c.touchView(tr.view)
		tr.view.Triggers = without(tr.view.Triggers, tr)
		return
	}
	c.touch(tr.table)
	tr.table.Triggers = without(tr.table.Triggers, tr)
	for _, child := range tr.table.Children {
		if own := child.Trigger(tr.Name); own != nil && own.parent == tr {
			c.dropIt(own)
		}
	}
}

func (c *Catalog) dropTrigger(table Name, name string) {
	if t := c.Table(table); t != nil {
		if tr := t.Trigger(name); tr != nil {
			c.dropIt(tr)
		}
	} else if v := c.View(table); v != nil {
		c.touchView(v)
		v.Triggers = slices.DeleteFunc(v.Triggers, func(o *Trigger) bool { return o.Name == name })
	}
}

func (c *Catalog) renameTrigger(n *pgparse.Rename) {
	if t := c.Table(n.Name); t != nil {
		for _, d := range append([]*Table{t}, c.descendants(t)...) {
			if tr := d.Trigger(n.Sub); tr != nil && (d == t || tr.parent != nil) {
				c.touch(d)
				tr.Name = n.To
			}
		}
	}
}

// enable switches a trigger, or all of a table's when it has no name, on or off.
func (c *Catalog) enable(t *Table, name string, on, only bool) {
	tables := []*Table{t}
	if !only {
		tables = append(tables, c.descendants(t)...)
	}
	for _, d := range tables {
		c.touch(d)
		for _, tr := range d.Triggers {
			if name == "" || tr.Name == name {
				tr.Enabled = on
			}
		}
	}
}

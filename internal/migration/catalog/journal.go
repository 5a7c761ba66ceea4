package catalog

import (
	"slices"
	"strings"
)

// A journal keeps what changes from its beginning on, so that it can be compared with what there was, and taken back. It costs
// what is touched, never the whole schema.
//
// Whoever changes the catalog says so before: touch for a table with its columns, constraints and indexes, keep for an entry of
// a map, save for anything else. A field of Table that is changed in place, beyond the lists that freeze copies, has to be
// copied there too; TestRollback finds what was forgotten.
type journal struct {
	outer *journal
	// tables are those that were touched, as they were before.
	tables map[*Table]*frozen
	// references are the lists of foreign keys to tables, as they were before.
	references map[*Table][]*Constraint
	// first are the entries of maps that were written, as they were before; slots has their order.
	first map[slot]entry
	slots []slot
	undo  []func()

	// labels are those of enums that were altered, as they were before.
	labels map[*Enum][]string

	serial       int
	now          Context
	searchPath   []string
	hasTemporary bool
	passing      []any
	session      session
	security     security // its lists only grow or are replaced, and entries of its maps are kept one by one
}

// slot is a name of one kind of object: "TABLE", "VIEW", "TYPE", … Functions have one by name and, as "ROUTINE", one by signature.
type slot struct {
	object string
	name   Name
}

type entry struct {
	value any
	had   bool
}

// frozen is a table as it was, with the parts that it had and their contents.
type frozen struct {
	table       Table // whose parts are copies
	columns     []*Column
	constraints []*Constraint
	indexes     []*Index
	triggers    []*Trigger
}

// Begin opens a journal, within the one that is open.
func (c *Catalog) Begin() {
	c.journal = &journal{
		outer: c.journal, serial: c.serial, now: c.now, searchPath: slices.Clone(c.searchPath), hasTemporary: c.hasTemporary,
		passing: c.passing, session: c.session, security: c.security,
	}
}

// made makes a map when it is first needed: most journals are of small files.
func made[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return make(map[K]V)
	}
	return m
}

// Commit closes the journal; what it kept belongs to the journal around it.
func (c *Catalog) Commit() {
	j := c.journal
	if j == nil {
		return
	}
	c.journal = j.outer
	o := j.outer
	if o == nil {
		return
	}
	for t, f := range j.tables {
		if o.tables[t] == nil {
			o.tables = made(o.tables)
			o.tables[t] = f
		}
	}
	for t, list := range j.references {
		if _, ok := o.references[t]; !ok {
			o.references = made(o.references)
			o.references[t] = list
		}
	}
	for e, list := range j.labels {
		if _, ok := o.labels[e]; !ok {
			o.labels = made(o.labels)
			o.labels[e] = list
		}
	}
	for _, s := range j.slots {
		o.note(s, j.first[s])
	}
	o.undo = append(o.undo, j.undo...)
}

// Rollback closes the journal and makes the catalog what it was when it was opened. The work that was spent stays spent.
func (c *Catalog) Rollback() {
	j := c.journal
	if j == nil {
		return
	}
	c.journal = j.outer
	for i := len(j.undo) - 1; i >= 0; i-- {
		j.undo[i]()
	}
	for t, f := range j.tables {
		f.restore(t)
	}
	for t, list := range j.references {
		t.references = list
	}
	c.serial, c.now, c.searchPath, c.hasTemporary = j.serial, j.now, j.searchPath, j.hasTemporary
	c.passing, c.session, c.security = j.passing, j.session, j.security
}

func (j *journal) note(s slot, e entry) {
	if _, ok := j.first[s]; !ok {
		j.first = made(j.first)
		j.first[s] = e
		j.slots = append(j.slots, s)
	}
}

// touch keeps a table as it is, before it is changed.
func (c *Catalog) touch(t *Table) {
	if c.journal == nil || t == nil || c.journal.tables[t] != nil {
		return
	}
	c.spend(len(t.Columns) + len(t.Constraints) + len(t.Indexes))
	c.journal.tables = made(c.journal.tables)
	c.journal.tables[t] = freeze(t)
}

// touchReferences keeps the list of foreign keys to a table.
func (c *Catalog) touchReferences(t *Table) {
	if c.journal == nil || t == nil {
		return
	}
	if _, ok := c.journal.references[t]; !ok {
		c.journal.references = made(c.journal.references)
		c.journal.references[t] = t.references // which only grows, or is replaced
	}
}

// touchIndex keeps an index with its table, or by itself when it is one of a materialized view.
func (c *Catalog) touchIndex(x *Index) {
	c.touch(x.Table)
	save(c, x)
}

// touchView keeps a view.
func (c *Catalog) touchView(v *View) {
	if c.journal != nil {
		save(c, v)
		v.Reads, v.Indexes, v.Triggers = slices.Clone(v.Reads), slices.Clone(v.Indexes), slices.Clone(v.Triggers)
	}
}

// touchDomain keeps a domain.
func (c *Catalog) touchDomain(d *Domain) {
	if c.journal != nil {
		save(c, d)
		d.Checks = slices.Clone(d.Checks)
	}
}

// touchFunction keeps a function.
func (c *Catalog) touchFunction(f *Function) {
	if c.journal != nil {
		save(c, f)
		f.Args = slices.Clone(f.Args)
	}
}

// touchEnum keeps an enum, whose list of labels is replaced when it changes.
func (c *Catalog) touchEnum(e *Enum) {
	j := c.journal
	if j == nil {
		return
	}
	save(c, e)
	if _, ok := j.labels[e]; !ok {
		j.labels = made(j.labels)
		j.labels[e] = e.Labels
		j.note(slot{"ENUM", e.Name}, entry{e, true})
	}
}

// keepRoutine keeps the entry of a function under its signature.
func (c *Catalog) keepRoutine(f *Function) {
	if c.journal != nil {
		key := f.Signature()
		keepEntry(c, "ROUTINE", c.routines, key, Name{Schema: f.Name.Schema, Name: strings.TrimPrefix(key, f.Name.Schema+".")})
	}
}

// save keeps the content of anything that has no lists which are changed in place.
func save[T any](c *Catalog, p *T) {
	if c.journal == nil || p == nil {
		return
	}
	old := *p
	c.journal.undo = append(c.journal.undo, func() { *p = old })
}

// keep keeps the entry of a map of named objects.
func keep[V any](c *Catalog, object string, m map[Name]V, key Name) {
	keepEntry(c, object, m, key, key)
}

// keepNamed is keep for objects without a schema.
func keepNamed[V any](c *Catalog, object string, m map[string]V, key string) {
	keepEntry(c, object, m, key, Name{Name: key})
}

// remember keeps the entry of a map that is no object of the schema. Lists in such maps are not changed in place: they grow, or are
// replaced.
func remember[K comparable, V any](c *Catalog, m map[K]V, key K) {
	if j := c.journal; j != nil {
		old, had := m[key]
		j.undo = append(j.undo, func() { put(m, key, old, had) })
	}
}

func put[K comparable, V any](m map[K]V, key K, v V, had bool) {
	if had {
		m[key] = v
	} else {
		delete(m, key)
	}
}

func keepEntry[K comparable, V any](c *Catalog, object string, m map[K]V, key K, name Name) {
	j := c.journal
	if j == nil {
		return
	}
	old, had := m[key]
	j.note(slot{object, name}, entry{old, had})
	j.undo = append(j.undo, func() { put(m, key, old, had) })
}

func freeze(t *Table) *frozen {
	f := &frozen{table: *t, columns: slices.Clone(t.Columns), constraints: slices.Clone(t.Constraints), indexes: slices.Clone(t.Indexes), triggers: slices.Clone(t.Triggers)}
	f.table.Columns, f.table.Constraints, f.table.Indexes = copies(t.Columns), copies(t.Constraints), copies(t.Indexes)
	f.table.Triggers, f.table.sequences = copies(t.Triggers), slices.Clone(t.sequences)
	f.table.Inherits, f.table.Children = slices.Clone(t.Inherits), slices.Clone(t.Children)
	f.table.PartitionKey = slices.Clone(t.PartitionKey)
	return f
}

// restore gives a table and its parts the content that they had.
func (f *frozen) restore(t *Table) {
	references := t.references // kept apart
	*t = f.table
	t.references = references
	t.Columns, t.Constraints, t.Indexes, t.Triggers = f.columns, f.constraints, f.indexes, f.triggers
	for i, p := range f.table.Columns {
		*f.columns[i] = *p
	}
	for i, p := range f.table.Constraints {
		*f.constraints[i] = *p
	}
	for i, p := range f.table.Indexes {
		*f.indexes[i] = *p
	}
	for i, p := range f.table.Triggers {
		*f.triggers[i] = *p
	}
}

func copies[T any](list []*T) []*T {
	if list == nil {
		return nil
	}
	values, out := make([]T, len(list)), make([]*T, len(list))
	for i, p := range list {
		values[i] = *p
		out[i] = &values[i]
	}
	return out
}

package catalog

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Change is one object that differs between the beginning of a journal and now. Objects are told apart by their names. Of a table
// that came or went, and of a partition, there is one change and none for its parts.
type Change struct {
	// Object is "TABLE", "COLUMN", "CONSTRAINT", "INDEX", "TRIGGER", "VIEW", "TYPE", "DOMAIN", "SEQUENCE", "FUNCTION" or "PROCEDURE".
	Object string
	// Table is the table that it is or belongs to; for other objects their name.
	Table Name
	// Name is the name of a column, constraint, index or trigger; of a function its arguments in parentheses.
	Name string
	// Was and Is say that it existed at the beginning, and that it exists now.
	Was, Is bool
	// To is its new name, when it has one. Redefined says that a constraint or index that has one is also defined otherwise.
	To        string
	Redefined bool

	// The states of what the change is about.
	WasTable, IsTable           *Table
	WasColumn, IsColumn         *Column
	WasConstraint, IsConstraint *Constraint
	WasIndex, IsIndex           *Index
	// IsFunction is a function that is there now and was not.
	IsFunction *Function
	// Lost are the labels that an enum, which is there before and now, has no more.
	Lost []string
}

// Changes are what differs between now and the beginning of the innermost journal.
func (c *Catalog) Changes() []Change { return c.changes(c.journal, c.journal) }

// AllChanges are what differs between now and the beginning of the outermost journal.
func (c *Catalog) AllChanges() []Change {
	outermost := c.journal
	for outermost != nil && outermost.outer != nil {
		outermost = outermost.outer
	}
	return c.changes(outermost, c.journal)
}

// changes compares the beginning of a journal with now; the last is the innermost one.
func (c *Catalog) changes(from, last *journal) []Change {
	if from == nil {
		return nil
	}
	d := differ{cat: c}
	for j := last; ; j = j.outer {
		d.journals = append(d.journals, j)
		if j == from {
			break
		}
	}
	slices.Reverse(d.journals)
	d.tables()
	d.others()
	return d.out
}

type differ struct {
	cat      *Catalog
	journals []*journal // the outermost first
	out      []Change
}

// first returns what a name stood for at the beginning.
func (d *differ) first(s slot) (entry, bool) {
	for _, j := range d.journals {
		if e, ok := j.first[s]; ok {
			return e, true
		}
	}
	return entry{}, false
}

// slots are the names that were written, sorted.
func (d *differ) slots(object string) []Name {
	seen := map[Name]bool{}
	for _, j := range d.journals {
		for _, s := range j.slots {
			if s.object == object {
				seen[s.name] = true
			}
		}
	}
	if object == "TABLE" {
		for _, j := range d.journals {
			for t, f := range j.tables {
				seen[f.table.Name] = true
				seen[t.Name] = true
			}
		}
	}
	out := make([]Name, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b Name) int { return cmp.Or(cmp.Compare(a.Schema, b.Schema), cmp.Compare(a.Name, b.Name)) })
	return out
}

// then returns a table as it was at the beginning; the table itself is that of now.
func (d *differ) then(n Name) (t *Table, was *frozen) {
	if e, ok := d.first(slot{"TABLE", n}); ok {
		t, _ = e.value.(*Table)
	} else {
		t = d.cat.tables[n]
	}
	if t == nil {
		return nil, nil
	}
	for _, j := range d.journals {
		if f := j.tables[t]; f != nil {
			return t, f
		}
	}
	return t, nil
}

func (d *differ) tables() {
	names := d.slots("TABLE")
	d.cat.spend(len(names))
	for _, n := range names {
		t, was := d.then(n)
		now := d.cat.tables[n]
		switch {
		case t == nil && now == nil, t == now && was == nil, t != nil && t.Temporary, now != nil && now.Temporary:
		case t == nil:
			if d.renamedTo(now) == "" {
				d.out = append(d.out, Change{Object: "TABLE", Table: n, Is: true, IsTable: now})
			}
		case now == nil:
			ch := Change{Object: "TABLE", Table: n, Was: true, WasTable: t}
			if was != nil {
				ch.WasTable = &was.table
			}
			if d.cat.tables[t.Name] == t {
				ch.To, ch.IsTable, ch.Is = t.Name.String(), t, true
			}
			d.out = append(d.out, ch)
		default:
			if was == nil {
				was = &frozen{table: *t, columns: t.Columns}
			}
			d.table(n, was, now)
		}
	}
}

// renamedTo returns the name that a table had at the beginning, when it is of a time before.
func (d *differ) renamedTo(t *Table) string {
	for _, j := range d.journals {
		if f := j.tables[t]; f != nil {
			if e, ok := d.first(slot{"TABLE", f.table.Name}); ok && e.value == t {
				return f.table.Name.String()
			}
			return ""
		}
	}
	return ""
}

func (d *differ) table(n Name, was *frozen, now *Table) {
	old := &was.table
	if old.Opaque || now.Opaque || old.Uncertain || now.Uncertain || old.Parent != nil && now.Parent != nil {
		return
	}
	d.cat.spend(len(old.Columns) + len(now.Columns) + len(old.Constraints) + len(now.Constraints) + len(old.Indexes) + len(now.Indexes))
	d.columns(n, was, now)
	d.constraints(n, old, now)
	d.indexes(n, old, now)
	d.triggers(n, old, now)
}

func (d *differ) columns(n Name, was *frozen, now *Table) {
	is := make(map[string]*Column, len(now.Columns))
	live := make(map[*Column]bool, len(now.Columns))
	for _, col := range now.Columns {
		is[col.Name] = col
		live[col] = true
	}
	renamed := map[*Column]bool{}
	for i, col := range was.table.Columns {
		ch := Change{Object: "COLUMN", Table: n, Name: col.Name, Was: true, WasColumn: col}
		other := is[col.Name]
		delete(is, col.Name)
		switch {
		case other == nil && live[was.columns[i]]:
			ch.To, ch.Is, ch.IsColumn = was.columns[i].Name, true, was.columns[i]
			renamed[was.columns[i]] = true
		case other != nil:
			if col.Same(other) {
				continue
			}
			before, after := *col, *other
			before.NotNull, after.NotNull = required(&was.table, col), required(now, other)
			if before.Same(&after) {
				continue
			}
			ch.Is, ch.WasColumn, ch.IsColumn = true, &before, &after
		}
		d.out = append(d.out, ch)
	}
	for _, col := range now.Columns {
		if is[col.Name] == col && !renamed[col] {
			d.out = append(d.out, Change{Object: "COLUMN", Table: n, Name: col.Name, Is: true, IsColumn: col})
		}
	}
}

// required tells whether a column is NOT NULL, be it by a constraint as PostgreSQL 18 has them.
func required(t *Table, col *Column) bool {
	return col.NotNull || slices.ContainsFunc(t.Constraints, func(k *Constraint) bool { return k.isNotNull() && k.Reads[0] == col.Name })
}

// isNotNull tells whether a CHECK stands for a NOT NULL constraint of PostgreSQL 18, or could as well.
func (k *Constraint) isNotNull() bool {
	return k.Kind == pgparse.Check && !k.Named && len(k.Reads) == 1 && len(k.NotNull) == 1 &&
		(k.Text == "" || normal(k.Text) == normal(k.Reads[0])+"isnotnull")
}

// Same tells whether two columns are defined alike, as far as this catalog knows.
func (col *Column) Same(o *Column) bool {
	return col.Type.same(o.Type) && col.NotNull == o.NotNull && col.Identity == o.Identity && col.Generated == o.Generated && col.SameDefault(o)
}

// SameDefault tells whether two columns have the same default, or none; that of a serial is its sequence's next value.
func (col *Column) SameDefault(o *Column) bool {
	if col.Serial == o.Serial && col.HasDefault == o.HasDefault && col.Default == o.Default {
		return true
	}
	counted := func(c *Column) bool { return c.Serial || strings.HasPrefix(strings.ToLower(c.Default), "nextval(") }
	return counted(col) && counted(o) || counted(col) == counted(o) && col.HasDefault == o.HasDefault && (!col.HasDefault || means(col.Default, o.Default))
}

var casts = regexp.MustCompile(`::\s*"?[a-z_][a-z0-9_.]*"?( varying| precision| with time zone| without time zone)?(\([0-9, ]*\))?(\[\])?`)

// normal writes an expression in a way in which those that mean the same are mostly equal: pg_dump adds casts and parentheses.
func normal(s string) string {
	s = casts.ReplaceAllString(strings.ToLower(s), "")
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '(', ')', '"':
			return -1
		}
		return r
	}, s)
	s = strings.NewReplacer("current_timestamp", "now", "!=", "<>", "public.", "").Replace(s)
	return s
}

// means tells whether two expressions mean the same, as far as their text tells.
func means(a, b string) bool { return a == b || normal(a) == normal(b) }

func (k *Constraint) same(o *Constraint) bool {
	// ALTER CONSTRAINT makes foreign keys deferrable, and is not followed.
	if k.Kind != o.Kind || k.Kind != pgparse.ForeignKey && k.Deferrable != o.Deferrable {
		return false
	}
	switch k.Kind {
	case pgparse.Check:
		return means(k.Text, o.Text)
	case pgparse.ForeignKey:
		return slices.Equal(k.Columns, o.Columns) && k.RefName == o.RefName && (len(k.RefColumns) == 0 || len(o.RefColumns) == 0 || slices.Equal(k.RefColumns, o.RefColumns)) &&
			k.OnDelete == o.OnDelete && k.OnUpdate == o.OnUpdate
	}
	return slices.Equal(k.Columns, o.Columns)
}

func (d *differ) constraints(n Name, old, now *Table) {
	others := func(list []*Constraint) []*Constraint {
		return slices.DeleteFunc(slices.Clone(list), (*Constraint).isNotNull)
	}
	match(others(old.Constraints), others(now.Constraints), func(k *Constraint) string { return k.Name }, (*Constraint).same, (*Constraint).alike, func(was, is *Constraint) {
		ch := Change{Object: "CONSTRAINT", Table: n, Was: was != nil, Is: is != nil, WasConstraint: was, IsConstraint: is}
		if was != nil {
			ch.Name = was.Name
			if is != nil && is.Name != was.Name {
				ch.To, ch.Redefined = is.Name, !was.same(is)
			}
		} else {
			ch.Name = is.Name
		}
		d.out = append(d.out, ch)
	})
}

// alike tells whether two keys are of one kind and about the same columns.
func (k *Constraint) alike(o *Constraint) bool {
	return k.Kind == o.Kind && k.Kind != pgparse.Check && slices.Equal(k.Columns, o.Columns)
}

// alike tells that no index stands for another one.
func (x *Index) alike(*Index) bool { return false }

// dated is the column of a key that is the column or date(column), which are one where the column is a date.
func dated(k pgparse.IndexKey) string {
	if k.Expr != nil && len(k.Expr.Columns) == 1 && normal(k.Expr.Text) == "date"+k.Expr.Columns[0] {
		return k.Expr.Columns[0]
	}
	return k.Column
}

func (x *Index) same(o *Index) bool {
	return x.Method == o.Method && x.Unique == o.Unique && x.Nulls == o.Nulls && means(x.Where, o.Where) && slices.Equal(x.Include, o.Include) &&
		slices.EqualFunc(x.Keys, o.Keys, func(a, b pgparse.IndexKey) bool {
			return a.Order == b.Order && (a.Column == b.Column && means(text(a.Expr), text(b.Expr)) || dated(a) != "" && dated(a) == dated(b))
		})
}

func (d *differ) indexes(n Name, old, now *Table) {
	alone := func(list []*Index) []*Index {
		var out []*Index
		for _, x := range list {
			if x.Constraint == nil {
				out = append(out, x)
			}
		}
		return out
	}
	match(alone(old.Indexes), alone(now.Indexes), func(x *Index) string { return x.Name.Name }, (*Index).same, (*Index).alike, func(was, is *Index) {
		ch := Change{Object: "INDEX", Table: n, Was: was != nil, Is: is != nil, WasIndex: was, IsIndex: is}
		if was != nil {
			ch.Name = was.Name.Name
			if is != nil && is.Name.Name != was.Name.Name {
				ch.To, ch.Redefined = is.Name.Name, !was.same(is)
			}
		} else {
			ch.Name = is.Name.Name
		}
		d.out = append(d.out, ch)
	})
}

// ExistedBefore tells whether an object existed when the outermost journal was opened.
func (c *Catalog) ExistedBefore(object string, n Name) bool {
	d := differ{cat: c}
	for j := c.journal; j != nil; j = j.outer {
		d.journals = append(d.journals, j)
	}
	slices.Reverse(d.journals)
	if object == "PROCEDURE" {
		object = "FUNCTION" // they share their names
	}
	if e, ok := d.first(slot{object, n}); ok {
		return e.had
	}
	return c.present(object, n)
}

// Overloaded tells whether there are other functions of a function's name.
func (c *Catalog) Overloaded(f *Function) bool { return len(c.overloads[f.Name]) > 1 }

// HadTrigger tells whether a table had a trigger when the outermost journal was opened.
func (c *Catalog) HadTrigger(table Name, name string) bool {
	d := differ{cat: c}
	for j := c.journal; j != nil; j = j.outer {
		d.journals = append(d.journals, j)
	}
	slices.Reverse(d.journals)
	t, was := d.then(table)
	if was != nil {
		t = &was.table
	}
	return t != nil && t.Trigger(name) != nil
}

// WasTouched tells whether a name of an object was written since the outermost journal was opened, so that what became of it is known.
func (c *Catalog) WasTouched(object string, n Name) bool {
	for j := c.journal; j != nil; j = j.outer {
		if _, ok := j.first[slot{object, n}]; ok {
			return true
		}
	}
	return false
}

// NameBefore returns the name that a table had when the outermost journal was opened.
func (c *Catalog) NameBefore(t *Table) Name {
	name := t.Name
	for j := c.journal; j != nil; j = j.outer {
		if f := j.tables[t]; f != nil {
			name = f.table.Name
		}
	}
	return name
}

// present tells whether an object exists now.
func (c *Catalog) present(object string, n Name) bool {
	switch object {
	case "TABLE":
		return c.tables[n] != nil
	case "INDEX":
		return c.indexes[n] != nil
	case "VIEW":
		return c.views[n] != nil
	case "TYPE":
		return c.types[n]
	case "ENUM":
		return c.enums[n] != nil
	case "SEQUENCE":
		return c.sequences[n] != nil
	case "DOMAIN":
		return c.domains[n] != nil
	case "FUNCTION", "PROCEDURE":
		return len(c.overloads[n]) > 0
	case "SCHEMA":
		return c.schemas[n.Name]
	}
	return false
}

// match pairs the parts of a table at two times, by name and definition, then by definition, then by name, then by what they are about, and reports the pairs
// that are not wholly equal and what is left.
func match[T any](was, is []*T, name func(*T) string, same, alike func(a, b *T) bool, report func(was, is *T)) {
	byName := make(map[string]*T, len(is))
	for _, p := range is {
		byName[name(p)] = p
	}
	taken := make(map[*T]bool)
	var rest []*T
	for _, p := range was {
		if o := byName[name(p)]; o != nil && same(p, o) {
			taken[o] = true
		} else {
			rest = append(rest, p)
		}
	}
	if len(rest) == 0 && len(taken) == len(is) {
		return
	}
	var left []*T
	for _, p := range is {
		if !taken[p] {
			left = append(left, p)
		}
	}
	if len(rest)*len(left) > 10_000 {
		return // more than people change at once
	}
	pair := func(matches func(a, b *T) bool) {
		rest = slices.DeleteFunc(rest, func(p *T) bool {
			i := slices.IndexFunc(left, func(o *T) bool { return matches(p, o) })
			if i < 0 {
				return false
			}
			report(p, left[i])
			left = slices.Delete(left, i, i+1)
			return true
		})
	}
	pair(same)
	pair(func(a, b *T) bool { return name(a) == name(b) })
	pair(alike)
	for _, p := range rest {
		report(p, nil)
	}
	for _, p := range left {
		report(nil, p)
	}
}

// triggers compares those that are not copies of a partitioned table's.
func (d *differ) triggers(n Name, old, now *Table) {
	for _, tr := range old.Triggers {
		if tr.parent == nil && now.Trigger(tr.Name) == nil {
			d.out = append(d.out, Change{Object: "TRIGGER", Table: n, Name: tr.Name, Was: true})
		}
	}
	for _, tr := range now.Triggers {
		if tr.parent == nil && old.Trigger(tr.Name) == nil {
			d.out = append(d.out, Change{Object: "TRIGGER", Table: n, Name: tr.Name, Is: true})
		}
	}
}

// others are the objects of which little more is known than that they exist.
func (d *differ) others() {
	for _, object := range [...]string{"VIEW", "TYPE", "DOMAIN", "SEQUENCE"} {
		for _, n := range d.slots(object) {
			e, _ := d.first(slot{object, n})
			is := d.cat.present(object, n)
			if object == "SEQUENCE" {
				if s, _ := e.value.(*Sequence); owned(s) || owned(d.cat.sequences[n]) {
					continue // it goes with its column
				}
			}
			if e.had != is {
				d.out = append(d.out, Change{Object: object, Table: n, Was: e.had, Is: is})
			}
		}
	}
	d.enums()
	d.routines()
}

func owned(s *Sequence) bool { return s != nil && s.Table != nil }

// enums compares the labels: what is added cannot be taken away again.
func (d *differ) enums() {
	for _, n := range d.slots("ENUM") {
		e, _ := d.first(slot{"ENUM", n})
		was, _ := e.value.(*Enum)
		is := d.cat.enums[n]
		if was == nil || is == nil {
			continue
		}
		labels := was.Labels
		for _, j := range d.journals {
			if l, ok := j.labels[was]; ok {
				labels = l
				break
			}
		}
		d.cat.spend(len(labels) * (1 + len(is.Labels)/16))
		lost := slices.DeleteFunc(slices.Clone(labels), func(l string) bool { return slices.Contains(is.Labels, l) })
		if len(lost) > 0 {
			d.out = append(d.out, Change{Object: "TYPE", Table: n, Was: true, Is: true, Lost: lost})
		}
	}
}

// routines compares functions and procedures by their signatures; that they are defined anew is not followed.
func (d *differ) routines() {
	for _, n := range d.slots("ROUTINE") {
		e, _ := d.first(slot{"ROUTINE", n})
		f, is := d.cat.routines[n.Schema+"."+n.Name]
		if e.had == is {
			continue
		}
		if e.had {
			f, _ = e.value.(*Function)
		}
		name, args, _ := strings.Cut(n.Name, "(")
		object := "FUNCTION"
		if f.Procedure {
			object = "PROCEDURE"
		}
		ch := Change{Object: object, Table: Name{Schema: n.Schema, Name: name}, Name: "(" + args, Was: e.had, Is: is}
		if is {
			ch.IsFunction = f
		}
		d.out = append(d.out, ch)
	}
}

// Exists tells whether an object exists.
func (c *Catalog) Exists(object string, n Name) bool { return c.present(object, n) }

// OriginalName returns the name that a table, dropped since, had when the outermost journal was opened.
func (c *Catalog) OriginalName(n Name) Name {
	for j := c.journal; j != nil; j = j.outer {
		if e, ok := j.first[slot{"TABLE", n}]; ok && e.value != nil {
			if t, _ := e.value.(*Table); t != nil {
				return c.NameBefore(t)
			}
		}
		// A name that a rename gave has no table in its entry: the table itself has it.
		c.spend(len(j.tables) / 8)
		var before []Name
		for t, f := range j.tables {
			if t.Name == n && f.table.Name != n {
				before = append(before, c.NameBefore(t))
			}
		}
		if len(before) > 0 {
			return slices.MinFunc(before, func(a, b Name) int { return cmp.Or(cmp.Compare(a.Schema, b.Schema), cmp.Compare(a.Name, b.Name)) })
		}
	}
	return n
}

// GoneSince tells in which journal an object was dropped, counted from the innermost as 0; -1 when in none.
func (c *Catalog) GoneSince(object string, n Name) int {
	depth := 0
	for j := c.journal; j != nil; j = j.outer {
		if e, ok := j.first[slot{object, n}]; ok && e.had {
			return depth
		}
		depth++
	}
	return -1
}

// HasType tells whether a name that a statement uses is that of a type or domain which the history creates.
func (c *Catalog) HasType(n Name) bool {
	if n.Schema != "" {
		return c.types[n] || c.domains[n] != nil
	}
	for _, s := range c.searchPath {
		if n.Schema = s; c.types[n] || c.domains[n] != nil {
			return true
		}
	}
	return false
}

// Readers returns the views that name a relation, in order of their names.
func (c *Catalog) Readers(of Name) []*View {
	c.spend(len(c.views) / 4)
	var out []*View
	for _, v := range c.views {
		if slices.Contains(v.Reads, of) {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b *View) int { return strings.Compare(a.Name.String(), b.Name.String()) })
	return out
}

// Dropped tells whether a constraint that is gone went with all that it was about: its columns, or, when
// the other end counts, the table that it referenced.
func (c *Catalog) Dropped(k *Constraint, otherEnd bool) bool {
	if otherEnd && k.Kind == pgparse.ForeignKey && c.WasTouched("TABLE", k.RefName) && c.tables[k.RefName] == nil {
		return true
	}
	t := c.tables[k.Table.Name]
	columns := k.Columns
	if k.Kind == pgparse.Check {
		columns = k.Reads
	}
	return t == nil || len(columns) > 0 && !slices.ContainsFunc(columns, func(name string) bool { return t.Column(name) != nil })
}

// same is Equal without a look at names that are equal.
func (t Type) same(o Type) bool {
	return t.Name == o.Name && t.Schema == o.Schema && t.Array == o.Array && t.Fields == o.Fields && slices.Equal(t.Mods, o.Mods) || t.Equal(o)
}

package migration

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// part identifies an object across comparisons.
type part struct {
	object, name string
	table        catalog.Name
}

func partOf(ch *catalog.Change) part { return part{ch.Object, ch.Name, ch.Table} }

// differences states what a way back leaves different from what there was before its migration.
func (r *reader) differences(row *Migration) {
	total := r.cat.AllChanges()
	if len(total) == 0 {
		return
	}
	total = total[:min(len(total), maxDifferences)]
	back := make(map[part]*catalog.Change)
	inner := r.cat.Changes()
	for i := range inner {
		back[partOf(&inner[i])] = &inner[i]
	}
	d := rollbackComparison{reader: r, row: row, back: back, total: total, columns: map[part]bool{}}
	for i := range total {
		if total[i].Object == "COLUMN" && (total[i].Was != total[i].Is || total[i].To != "") {
			d.columns[part{"COLUMN", total[i].Name, total[i].Table}] = true
		}
	}
	for i := range total {
		if ch := &total[i]; !d.excused(ch) {
			d.state(ch)
		}
	}
	for _, row := range d.rows {
		if n := len(row.names); n > 1 {
			row.Object, row.Difference = plural(row.Object), strings.Replace(row.Difference, "is ", "are ", 1)
			row.Fix = strings.Replace(row.Fix, "create it", "create them", 1)
			row.Name = strings.Join(row.names[:min(n, maxNames)], ", ")
			if n > maxNames {
				row.Name += ", …"
			}
		}
		r.model.RollbackDifferences = append(r.model.RollbackDifferences, row.RollbackDifference)
	}
}

// maxDifferences bounds what is compared of one migration: each difference is looked for among the others.
const maxDifferences = 500

// maxNames bounds the objects that one row names.
const maxNames = 12

// plural makes a word for a kind of object plural.
func plural(s string) string {
	if strings.HasSuffix(s, "ex") {
		return s + "es"
	}
	return s + "s"
}

type rollbackComparison struct {
	*reader
	row     *Migration
	back    map[part]*catalog.Change // from after the way up to after the way back
	total   []catalog.Change         // from before the way up to after the way back
	columns map[part]bool            // that came or went
	rows    []difference
}

// difference is a row to be, with the names of objects of one kind that one statement loses together.
type difference struct {
	RollbackDifference
	names []string
}

// add makes a row, or joins it with that of the same statement for other objects of the kind.
func (d *rollbackComparison) add(row RollbackDifference) {
	if row.Kind == "lost" {
		for i := range d.rows {
			if o := &d.rows[i]; o.Kind == row.Kind && o.Object == row.Object && o.At == row.At {
				o.names = append(o.names, row.Name)
				return
			}
		}
	}
	d.rows = append(d.rows, difference{row, []string{row.Name}})
}

// excused tells whether a difference goes with another one, or is none that an author could avoid.
func (d *rollbackComparison) excused(ch *catalog.Change) bool {
	column := func(names []string) bool {
		return slices.ContainsFunc(names, func(c string) bool { return d.columns[part{"COLUMN", c, ch.Table}] })
	}
	switch {
	case ch.IsFunction != nil:
		// The way up replaces what the way back leaves, unless it makes calls ambiguous.
		return ch.IsFunction.Replace && !d.cat.Overloaded(ch.IsFunction)
	case ch.Object == "CONSTRAINT":
		k := cmp.Or(ch.WasConstraint, ch.IsConstraint)
		if column(columnsOf(k)) {
			return true
		}
		// A unique index and a unique constraint do the same.
		return k.Kind == pgparse.Unique && ch.Was != ch.Is && slices.ContainsFunc(d.total, func(o catalog.Change) bool {
			x := cmp.Or(o.WasIndex, o.IsIndex)
			return o.Object == "INDEX" && o.Table == ch.Table && o.Was != ch.Was && o.Was != o.Is && x.Unique && slices.Equal(keyNames(x), k.Columns)
		})
	case ch.Object == "INDEX":
		x := cmp.Or(ch.WasIndex, ch.IsIndex)
		if column(keyNames(x)) || slices.ContainsFunc(x.Include, func(c string) bool { return column([]string{c}) }) {
			return true
		}
		for _, k := range x.Keys {
			if k.Expr != nil && column(k.Expr.Columns) {
				return true
			}
		}
		return x.Unique && ch.Was != ch.Is && slices.ContainsFunc(d.total, func(o catalog.Change) bool {
			k := cmp.Or(o.WasConstraint, o.IsConstraint)
			return o.Object == "CONSTRAINT" && o.Table == ch.Table && o.Was != ch.Was && o.Was != o.Is && k.Kind == pgparse.Unique && slices.Equal(keyNames(x), k.Columns)
		})
	}
	return false
}

// state makes the row of a difference.
func (d *rollbackComparison) state(ch *catalog.Change) {
	r := d.reader
	table := r.display(ch.Table)
	out := RollbackDifference{Migration: d.row.Version, Object: word(ch.Object), Name: table, Related: d.row.DownAt}
	switch ch.Object {
	case "COLUMN":
		out.Name = table + "." + ch.Name
	case "CONSTRAINT":
		out.Object = word(cmp.Or(ch.WasConstraint, ch.IsConstraint).Kind)
		out.Name = ch.Name + " on " + table
	case "INDEX":
		out.Name = ch.Name + " on " + table
	case "TRIGGER":
		out.Name = ch.Name + " on " + table
	case "FUNCTION", "PROCEDURE":
		out.Name = table + ch.Name
	}
	inner := d.back[partOf(ch)]
	switch {
	case ch.To != "":
		d.renamed(ch, &out)
	case ch.Was && ch.Is:
		d.redefined(ch, &out)
	case ch.Is && inner != nil && inner.Is && !inner.Was:
		out.Kind, out.Difference = "added", "is added although it did not exist before"
		out.Fix = "leave it out of the way back"
		out.At = d.downOf(ch)
	case ch.Is:
		out.Kind, out.Difference = "left", "is left behind"
		out.Fix = "add " + r.drops(ch) + " to the way back"
		out.At = d.madeAt(ch)
	case inner != nil && inner.Was && !inner.Is:
		out.Kind, out.Difference = "dropped", "is dropped although it existed before"
		out.Fix = "do not drop it on the way back: this migration did not create it"
		out.At = d.downOf(ch)
	default:
		out.Kind, out.Difference = "lost", "is not restored"
		out.Fix = "create it again on the way back" + map[bool]string{true: ", without its data"}[ch.Object == "TABLE" || ch.Object == "COLUMN"]
		out.At = d.upOf(ch)
	}
	if out.Kind != "" {
		d.add(out)
	}
}

func (d *rollbackComparison) renamed(ch *catalog.Change, out *RollbackDifference) {
	table := quotePath(d.display(ch.Table))
	switch ch.Object {
	case "TABLE":
		to := d.display(ch.IsTable.Name)
		out.Kind, out.Difference = "renamed", "keeps the name "+to
		out.Fix = "rename it back: ALTER TABLE " + quotePath(to) + " RENAME TO " + quote(ch.Table.Name)
		out.At = d.place(ch.IsTable.Place, d.pointer(d.row.Version+": rollback of "+out.Name))
	case "COLUMN":
		out.Kind, out.Difference = "renamed", "keeps the name "+ch.To
		out.Fix = "rename it back: ALTER TABLE " + table + " RENAME COLUMN " + quote(ch.To) + " TO " + quote(ch.Name)
		out.At = d.place(ch.IsColumn.Place, d.pointer(d.row.Version+": rollback of "+out.Name))
	case "CONSTRAINT", "INDEX":
		if out.At = d.madeAt(ch); ch.Redefined {
			out.Kind, out.Difference = "definition", "comes back as "+ch.To+", with another definition than before"
			out.Fix = "give it the name and the definition that it had before"
			return
		}
		out.Kind, out.Difference = "name", "gets the name "+ch.To
		out.Fix = "give it the name " + ch.Name + " that it had before"
	}
}

func (d *rollbackComparison) redefined(ch *catalog.Change, out *RollbackDifference) {
	out.At = d.upOf(ch)
	if len(ch.Lost) > 0 {
		out.Kind, out.Difference = "definition", "does not get its label "+ch.Lost[0]+" back"
		out.Fix = "rename the label back, or add it again"
		out.At = d.alters(ch.Table)
		return
	}
	alter := "ALTER TABLE " + quotePath(d.display(ch.Table)) + " ALTER COLUMN " + quote(ch.Name) + " "
	switch ch.Object {
	case "COLUMN":
		was, is := ch.WasColumn, ch.IsColumn
		switch {
		case !was.Type.Equal(is.Type):
			out.Kind, out.Difference = "type", "has the type "+is.Type.String()+" instead of "+was.Type.String()
			out.Fix = "change it back: " + alter + "TYPE " + was.Type.String()
		case was.NotNull != is.NotNull:
			if d.keyed(ch) {
				out.Kind = ""
				return
			}
			out.Kind, out.Difference, out.Fix = "nullability", "stays NOT NULL", "change it back: "+alter+"DROP NOT NULL"
			if was.NotNull {
				out.Difference, out.Fix = "is no longer NOT NULL", "change it back: "+alter+"SET NOT NULL"
			}
		case was.Identity != is.Identity:
			out.Kind, out.Difference, out.Fix = "identity", "is not an identity column any more", "change it back: "+alter+"ADD GENERATED BY DEFAULT AS IDENTITY"
			if is.Identity {
				out.Difference, out.Fix = "stays an identity column", "change it back: "+alter+"DROP IDENTITY"
			}
		case was.Generated != is.Generated:
			out.Kind, out.Difference, out.Fix = "generated", "is not computed as before", "create it again on the way back as it was"
		default:
			d.redefault(was, is, alter, out)
		}
	case "CONSTRAINT":
		out.Kind, out.Difference, out.Fix = "definition", "has another definition than before", "give it the definition that it had before"
		out.At = d.place(ch.IsConstraint.Place, d.pointer(d.row.Version+": rollback of "+out.Name))
	case "INDEX":
		out.Kind, out.Difference, out.Fix = "definition", "has another definition than before", "give it the definition that it had before"
		out.At = d.place(ch.IsIndex.Place, d.pointer(d.row.Version+": rollback of "+out.Name))
	}
}

func (d *rollbackComparison) redefault(was, is *catalog.Column, alter string, out *RollbackDifference) {
	out.Kind = "default"
	switch {
	case was.HasDefault && !is.HasDefault && was.Default != "":
		out.Difference, out.Fix = "does not get its default "+short(was.Default)+" back", "change it back: "+alter+"SET DEFAULT "+was.Default
	case was.HasDefault && !is.HasDefault:
		out.Difference, out.Fix = "does not get its default back", "set the default again that it had before"
	case !was.HasDefault && is.Default != "":
		out.Difference, out.Fix = "keeps the default "+short(is.Default), "change it back: "+alter+"DROP DEFAULT"
	case !was.HasDefault:
		out.Difference, out.Fix = "keeps its new default", "change it back: "+alter+"DROP DEFAULT"
	case was.Default != "" && is.Default != "":
		out.Difference, out.Fix = "has the default "+short(is.Default)+" instead of "+short(was.Default), "change it back: "+alter+"SET DEFAULT "+was.Default
	default:
		out.Difference, out.Fix = "has another default than before", "set the default again that it had before"
	}
}

// short cuts a long expression.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// keyed tells whether a column was or became part of a primary key, which makes it NOT NULL and leaves it so.
func (d *rollbackComparison) keyed(ch *catalog.Change) bool {
	for _, o := range d.back {
		if k := cmp.Or(o.WasConstraint, o.IsConstraint); o.Table == ch.Table && k != nil && k.Kind == pgparse.PrimaryKey && slices.Contains(k.Columns, ch.Name) {
			return true
		}
	}
	return false
}

// drops writes the statement that drops what was left behind.
func (r *reader) drops(ch *catalog.Change) string {
	table := quotePath(r.display(ch.Table))
	switch ch.Object {
	case "FUNCTION", "PROCEDURE":
		return "DROP " + ch.Object + " " + table + ch.Name
	case "TRIGGER":
		return "DROP TRIGGER " + quote(ch.Name) + " ON " + table
	case "COLUMN":
		return "ALTER TABLE " + table + " DROP COLUMN " + quote(ch.Name)
	case "CONSTRAINT":
		return "ALTER TABLE " + table + " DROP CONSTRAINT " + quote(ch.Name)
	case "INDEX":
		return "DROP INDEX " + quotePath(r.display(catalog.Name{Schema: ch.Table.Schema, Name: ch.Name}))
	case "VIEW":
		if v := r.cat.View(ch.Table); v != nil && v.Materialized {
			return "DROP MATERIALIZED VIEW " + table
		}
	}
	return "DROP " + ch.Object + " " + table
}

// madeAt is where something was made that is left.
func (d *rollbackComparison) madeAt(ch *catalog.Change) facts.ID {
	var p catalog.Place
	switch {
	case ch.IsColumn != nil:
		p = ch.IsColumn.Place
	case ch.IsConstraint != nil:
		p = ch.IsConstraint.Place
	case ch.IsIndex != nil:
		p = ch.IsIndex.Place
	case ch.IsTable != nil:
		p = ch.IsTable.Place
	}
	if p.File == "" {
		return d.statement(ch.Object, ch.Table)
	}
	return d.place(p, d.pointer(d.row.Version+": rollback of "+ch.Object+" "+ch.Table.String()+" "+ch.Name))
}

// upOf is the statement up that dropped or changed something.
func (d *rollbackComparison) upOf(ch *catalog.Change) facts.ID {
	table := d.display(ch.Table)
	for i := len(d.model.Changes) - 1; i >= d.undo.changes; i-- {
		c := &d.model.Changes[i]
		object := ch.Object
		if object == "CONSTRAINT" {
			object = cmp.Or(ch.WasConstraint, ch.IsConstraint).Kind
		}
		if c.Object == object && c.Table == table && c.Name == ch.Name {
			return c.At
		}
	}
	return d.row.At
}

// statement is the statement up that creates an object without a place of its own.
func (d *rollbackComparison) statement(object string, n catalog.Name) facts.ID {
	for i := len(d.model.Statements) - 1; i >= 0; i-- {
		s := &d.model.Statements[i]
		if s.Migration != d.row.Version {
			break
		}
		if s.Direction == "up" && strings.HasPrefix(s.Kind, "CREATE ") && strings.Contains(s.Kind, object) && (strings.HasSuffix(s.Name, n.Name) || strings.HasSuffix(s.Table, n.Name)) {
			return s.At
		}
	}
	return d.row.At
}

// alters is the last statement up that alters a type.
func (d *rollbackComparison) alters(n catalog.Name) facts.ID {
	for i := len(d.model.Statements) - 1; i >= 0; i-- {
		s := &d.model.Statements[i]
		if s.Migration != d.row.Version {
			break
		}
		if s.Direction == "up" && strings.HasPrefix(s.Kind, "ALTER TYPE") && strings.HasSuffix(s.Name, n.Name) {
			return s.At
		}
	}
	return d.row.At
}

// downOf is the statement of the way back that names an object.
func (d *rollbackComparison) downOf(ch *catalog.Change) facts.ID {
	found := d.row.DownAt
	for _, part := range d.undo.downs {
		for i := range part.statements {
			s := &part.statements[i]
			switch n := s.statement.Node.(type) {
			case *pgparse.Drop:
				if slices.ContainsFunc(n.Names, func(x pgparse.Name) bool { return x.Name == ch.Name || ch.Name == "" && x.Name == ch.Table.Name }) {
					return s.at
				}
			case *pgparse.AlterTable:
				if n.Name.Name != ch.Table.Name {
					continue
				}
				for j := range n.Actions {
					a := &n.Actions[j]
					if (a.Column == ch.Name || a.Def != nil && a.Def.Name == ch.Name || a.Constraint != nil && a.Constraint.Name == ch.Name) && j < len(s.actions) {
						return s.actions[j]
					}
				}
				found = s.at
			case *pgparse.CreateTable:
				if ch.Name == "" && n.Name.Name == ch.Table.Name {
					return s.at
				}
			case *pgparse.CreateIndex:
				if n.Name == ch.Name && ch.Name != "" {
					return s.at
				}
			case *pgparse.CreateView:
				if ch.Name == "" && n.Name.Name == ch.Table.Name {
					return s.at
				}
			case *pgparse.CreateType:
				if ch.Name == "" && n.Name.Name == ch.Table.Name {
					return s.at
				}
			}
		}
	}
	return found
}

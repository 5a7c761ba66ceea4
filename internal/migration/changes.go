package migration

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// pendingPart is a dropped part of a table that may yet be replaced before the migration ends.
type pendingPart struct {
	row     int // in Changes
	part    int // in Changes, the row that takes it along; -1 when it is named
	kind    string
	table   catalog.Name
	columns []string // those that stay
	label   string
	was     *catalog.Constraint
	index   *catalog.Index
}

// maxTakes bounds the objects that one drop is said to take along.
const maxTakes = 20

// alters are the actions of ALTER TABLE that change a column.
var alters = map[string]bool{"ALTER COLUMN TYPE": true, "SET NOT NULL": true, "DROP NOT NULL": true, "SET DEFAULT": true, "DROP DEFAULT": true}

// beforeStatement opens a journal for a statement up that drops or changes what may have existed before.
func (r *reader) beforeStatement(s *pgparse.Statement, row *Statement) {
	switch n := s.Node.(type) {
	case *pgparse.Drop:
		r.undo.watching = true
		r.undo.locked, r.undo.unknown = r.locked(n), r.unknown(n)
	case *pgparse.AlterTable:
		t := r.cat.Table(n.Name)
		if t == nil || t.Migration == r.name {
			break
		}
		r.undo.watching = slices.ContainsFunc(n.Actions, func(a pgparse.Action) bool { return a.Kind == "DROP COLUMN" || a.Kind == "DROP CONSTRAINT" })
		if !r.undo.watching {
			r.undo.columns = r.columnsBefore(t, n)
		}
	case *pgparse.Rename:
		if n.Object == "TABLE" {
			if t := r.cat.Table(n.Name); t != nil {
				r.undo.took(catalog.Name{Schema: t.Name.Schema, Name: n.To})
			}
		}
	case *pgparse.DML:
		if s.Kind == "INSERT" {
			r.copies(s.Reads)
		}
	case *pgparse.CreateTable:
		r.copies(s.Reads)
	}
	if row.Opaque || s.Kind == "SELECT" && r.callsUnknown(s) {
		r.undo.unclear = true
	}
	if r.undo.watching {
		r.cat.Begin()
	}
}

func (u *undo) took(n catalog.Name) {
	if u.taken == nil {
		u.taken = map[catalog.Name]bool{}
	}
	u.taken[n] = true
}

func (r *reader) copies(from []pgparse.Name) {
	for _, n := range from {
		if t := r.cat.Table(n); t != nil && t.Migration != r.name {
			if r.undo.copied == nil {
				r.undo.copied = map[catalog.Name]bool{}
			}
			r.undo.copied[t.Name] = true
		}
	}
}

// locked are the tables that foreign keys of dropped tables reference.
func (r *reader) locked(n *pgparse.Drop) map[catalog.Name][]string {
	if n.Object != "TABLE" {
		return nil
	}
	out := map[catalog.Name][]string{}
	for _, name := range n.Names {
		t := r.cat.Table(name)
		if t == nil {
			continue
		}
		for _, k := range t.Constraints {
			if k.Kind != pgparse.ForeignKey || k.RefName == t.Name || !r.existed(k.RefName) {
				continue
			}
			if to := r.display(k.RefName); !slices.Contains(out[t.Name], to) {
				out[t.Name] = append(out[t.Name], to)
			}
		}
		slices.Sort(out[t.Name])
	}
	return out
}

// columnsBefore are the columns that a statement changes, and nothing else, as they are before it.
func (r *reader) columnsBefore(t *catalog.Table, n *pgparse.AlterTable) []catalog.Change {
	var out []catalog.Change
	for i := range n.Actions {
		a := &n.Actions[i]
		if !alters[a.Kind] || len(out) > maxTakes || slices.ContainsFunc(out, func(ch catalog.Change) bool { return ch.Name == a.Column }) {
			continue
		}
		if col := t.Column(a.Column); col != nil {
			was := *col
			out = append(out, catalog.Change{Object: "COLUMN", Table: t.Name, Name: a.Column, Was: true, Is: true, WasColumn: &was, IsColumn: col})
		}
	}
	return out
}

// unknown are the tables and schemas that a DROP names, that have to exist, and that the history does not create.
func (r *reader) unknown(n *pgparse.Drop) []catalog.Name {
	if n.IfExists || n.Object != "TABLE" && n.Object != "SCHEMA" {
		return nil
	}
	var out []catalog.Name
	for _, name := range n.Names {
		full := catalog.Name{Name: name.Name}
		if n.Object == "TABLE" {
			if full = r.cat.Qualify(name); r.cat.Table(name) != nil {
				continue
			}
		}
		if !r.cat.Exists(n.Object, full) && !r.cat.WasTouched(n.Object, full) {
			out = append(out, full)
		}
	}
	return out
}

// afterStatement states what the statement dropped and changed.
func (r *reader) afterStatement(s *pgparse.Statement, row *Statement, _ int) {
	if n, ok := s.Node.(*pgparse.AlterTable); ok && r.undo.columns != nil {
		changes := slices.DeleteFunc(r.undo.columns, func(ch catalog.Change) bool { return ch.WasColumn.Same(ch.IsColumn) })
		r.undo.columns = nil
		r.altered(n, row, changes)
		return
	}
	if !r.undo.watching {
		return
	}
	r.undo.watching = false
	changes := r.cat.Changes()
	r.cat.Commit()
	switch n := s.Node.(type) {
	case *pgparse.Drop:
		r.statesDrop(n, row, changes)
	case *pgparse.AlterTable:
		r.altered(n, row, changes)
	}
}

// newChange begins the row of a change. It reports false when the object is not older than the migration.
func (r *reader) newChange(ch *catalog.Change, at facts.ID) (Change, bool) {
	out := Change{At: at, Migration: r.info.Version, Object: ch.Object, Table: r.display(ch.Table), Name: ch.Name, Change: "dropped"}
	switch {
	case ch.WasTable != nil:
		return out, ch.WasTable.Migration != r.name && !ch.WasTable.Temporary
	case ch.WasColumn != nil:
		return out, ch.WasColumn.Migration != r.name
	case ch.WasConstraint != nil:
		k := ch.WasConstraint
		out.Object, out.Columns = k.Kind, columnsOf(k)
		return out, k.Migration != r.name
	case ch.WasIndex != nil:
		out.Columns = keyNames(ch.WasIndex)
		return out, ch.WasIndex.Migration != r.name
	}
	switch ch.Object {
	case "TRIGGER":
		return out, r.cat.HadTrigger(ch.Table, ch.Name)
	case "FUNCTION", "PROCEDURE":
		out.Name = "" // those of one name are one to who reads of it
	}
	return out, r.cat.ExistedBefore(ch.Object, ch.Table)
}

func columnsOf(k *catalog.Constraint) []string {
	if k.Kind == pgparse.Check {
		return k.Reads
	}
	return k.Columns
}

var words = map[string]string{pgparse.PrimaryKey: "primary key", pgparse.Unique: "unique constraint", pgparse.ForeignKey: "foreign key", pgparse.Check: "check constraint", pgparse.Exclude: "exclusion constraint"}

// word is a kind of object as in sentences.
func word(object string) string {
	return cmp.Or(words[object], strings.ToLower(object))
}

// label names an object with its kind.
func (c *Change) label() string {
	switch c.Object {
	case "TABLE", "VIEW", "TYPE", "DOMAIN", "FUNCTION", "PROCEDURE", "SEQUENCE", "SCHEMA":
		return word(c.Object) + " " + c.Table
	case pgparse.ForeignKey, "TRIGGER":
		return word(c.Object) + " " + c.Name + " on " + c.Table
	case "COLUMN":
		return "column " + c.Table + "." + c.Name
	}
	return word(c.Object) + " " + c.Name + " (" + strings.Join(c.Columns, ", ") + ")"
}

// statesDrop states what a DROP drops.
func (r *reader) statesDrop(n *pgparse.Drop, row *Statement, changes []catalog.Change) {
	first := len(r.model.Changes)
	explicit := make(map[catalog.Name]bool)
	for _, name := range n.Names {
		explicit[catalog.Name{Name: name.Name}] = true
		explicit[name] = true
	}
	object := n.Object
	switch object {
	case "MATERIALIZED VIEW":
		object = "VIEW"
	case "FOREIGN TABLE":
		object = "TABLE"
	case "SCHEMA":
		for _, name := range n.Names {
			if full := (catalog.Name{Name: name.Name}); r.cat.ExistedBefore("SCHEMA", full) || slices.Contains(r.undo.unknown, full) {
				r.model.Changes = append(r.model.Changes, Change{At: row.At, Migration: row.Migration, Object: "SCHEMA", Table: name.Name, Change: "dropped", Cascade: n.Cascade})
			}
		}
	}
	type passenger struct {
		Change
		from *catalog.Change
	}
	var along []passenger
	for i := range changes {
		ch := &changes[i]
		if !ch.Was || ch.Is {
			continue
		}
		out, old := r.newChange(ch, row.At)
		if !old {
			continue
		}
		name := ch.Table
		if object == "INDEX" && ch.Object == "INDEX" {
			name = ch.WasIndex.Name
		}
		if (ch.Object == object || object == "ROUTINE" && (ch.Object == "FUNCTION" || ch.Object == "PROCEDURE")) && (explicit[name] || explicit[catalog.Name{Name: name.Name}]) {
			out.Cascade = n.Cascade
			if ch.WasTable != nil {
				out.Locked = r.undo.locked[ch.Table]
				out.Replaced = r.undo.taken[ch.Table]
				out.Copied = r.undo.copied[ch.Table]
				r.undo.names = append(r.undo.names, droppedTable{len(r.model.Changes), ch.Table, r.cat.OriginalName(ch.Table)})
			}
			switch ch.Object {
			case "VIEW", "TYPE", "DOMAIN", "SEQUENCE", "FUNCTION", "PROCEDURE":
				r.undo.others = append(r.undo.others, droppedObject{len(r.model.Changes), ch.Object, ch.Table, -1})
			}
			r.model.Changes = append(r.model.Changes, out)
			continue
		}
		out.Silently = true
		along = append(along, passenger{out, ch})
	}
	if object == "TABLE" {
		for _, full := range r.undo.unknown {
			r.model.Changes = append(r.model.Changes, Change{At: row.At, Migration: row.Migration, Object: "TABLE", Table: r.display(full), Change: "dropped", Cascade: n.Cascade})
		}
	}
	if !n.Cascade || len(r.model.Changes) == first {
		return
	}
	for _, a := range along {
		row := len(r.model.Changes)
		switch ch := a.from; {
		case ch.WasConstraint != nil:
			r.undo.pending = append(r.undo.pending, pendingPart{row: row, part: first, kind: a.Object, table: ch.Table, columns: a.Columns, label: word(a.Object) + " " + a.Name + " on " + a.Table, was: ch.WasConstraint})
		case ch.WasIndex != nil:
			r.undo.pending = append(r.undo.pending, pendingPart{row: row, part: first, kind: "INDEX", table: ch.Table, columns: columnsIn(ch.WasIndex), label: "index " + a.Name + " on " + a.Table, index: ch.WasIndex})
		case ch.WasColumn != nil:
			r.takes(first, a.label())
		default:
			r.undo.others = append(r.undo.others, droppedObject{row, ch.Object, ch.Table, first})
		}
		r.model.Changes = append(r.model.Changes, a.Change)
	}
}

// droppedObject is one that may be created again.
type droppedObject struct {
	row    int
	object string
	name   catalog.Name
	part   int // as in pendingPart
}

// droppedTable is one whose place another may take.
type droppedTable struct {
	row          int
	name, before catalog.Name
}

// altered states what the actions of ALTER TABLE drop and change.
func (r *reader) altered(n *pgparse.AlterTable, row *Statement, changes []catalog.Change) {
	if n.Object != "TABLE" && n.Object != "FOREIGN TABLE" || len(r.model.Actions) < len(n.Actions) {
		return
	}
	actions := r.model.Actions[len(r.model.Actions)-len(n.Actions):]
	target := r.cat.Qualify(n.Name)
	rows := make(map[int]int) // of the actions, in Changes
	// What is named comes first, so that there is a row to say what goes along.
	for i := range changes {
		ch := &changes[i]
		if !ch.Was || ch.To != "" || ch.Table != target {
			continue
		}
		a := naming(n.Actions, ch)
		if a < 0 {
			continue
		}
		out, old := r.newChange(ch, actions[a].At)
		if !old {
			continue
		}
		if ch.Is {
			if ch.WasColumn == nil {
				continue
			}
			changed(&out, ch)
		}
		out.Cascade = n.Actions[a].Cascade
		if k := ch.WasConstraint; k != nil && !ch.Is {
			if k.Kind == pgparse.ForeignKey && k.RefName != target && r.existed(k.RefName) {
				out.Locked = []string{r.display(k.RefName)}
			}
			r.undo.pending = append(r.undo.pending, pendingPart{row: len(r.model.Changes), part: -1, kind: k.Kind, table: target, columns: columnsOf(k), was: k})
		}
		rows[a] = len(r.model.Changes)
		r.model.Changes = append(r.model.Changes, out)
	}
	gone := map[string]bool{}
	for i := range n.Actions {
		if n.Actions[i].Kind == "DROP COLUMN" {
			gone[n.Actions[i].Column] = true
		}
	}
	for i := range changes {
		ch := &changes[i]
		if !ch.Was || ch.Is || ch.Table == target && naming(n.Actions, ch) >= 0 || ch.WasConstraint == nil && ch.WasIndex == nil && !hasCascade(n) {
			continue
		}
		a := cause(n.Actions, ch, target)
		if a < 0 {
			continue
		}
		out, old := r.newChange(ch, actions[a].At)
		if !old {
			continue
		}
		out.Silently, out.Cascade = true, n.Actions[a].Cascade
		part, ok := rows[a]
		if !ok {
			part = -1
		}
		stay := out.Columns
		if ch.WasIndex != nil {
			stay = columnsIn(ch.WasIndex)
		}
		stay = slices.DeleteFunc(slices.Clone(stay), func(c string) bool { return gone[c] })
		if ch.Table != target && part >= 0 {
			r.takes(part, word(out.Object)+" "+out.Name+" on "+out.Table)
		} else if len(stay) > 0 || out.Object == pgparse.PrimaryKey {
			r.undo.pending = append(r.undo.pending, pendingPart{row: len(r.model.Changes), part: part, kind: out.Object, table: target, columns: stay, label: out.label(), index: ch.WasIndex})
		}
		r.model.Changes = append(r.model.Changes, out)
	}
}

func (r *reader) takes(row int, label string) {
	if c := &r.model.Changes[row]; len(c.Takes) < maxTakes {
		c.Takes = append(c.Takes, label)
		c.Label = c.label()
	}
}

func hasCascade(n *pgparse.AlterTable) bool {
	return slices.ContainsFunc(n.Actions, func(a pgparse.Action) bool { return a.Cascade })
}

// naming returns the last action that names what changed, or -1.
func naming(actions []pgparse.Action, ch *catalog.Change) int {
	for i := len(actions) - 1; i >= 0; i-- {
		a := &actions[i]
		switch {
		case a.Column != ch.Name:
		case ch.Object == "COLUMN" && ch.Is && alters[a.Kind], ch.Object == "COLUMN" && !ch.Is && a.Kind == "DROP COLUMN":
			return i
		case ch.Object == "CONSTRAINT" && a.Kind == "DROP CONSTRAINT":
			return i
		}
	}
	return -1
}

// cause returns the action that takes along what it does not name, or -1.
func cause(actions []pgparse.Action, ch *catalog.Change, target catalog.Name) int {
	for i := range actions {
		a := &actions[i]
		switch a.Kind {
		case "DROP COLUMN":
			switch {
			case ch.Table != target:
				if a.Cascade {
					return i
				}
			case ch.WasConstraint != nil && slices.Contains(columnsOf(ch.WasConstraint), a.Column), ch.WasIndex != nil && ch.WasIndex.Uses(a.Column):
				return i
			}
		case "DROP CONSTRAINT":
			if a.Cascade && ch.WasConstraint != nil {
				return i
			}
		}
	}
	return -1
}

// changed states what became of a column.
func changed(out *Change, ch *catalog.Change) {
	was, is := ch.WasColumn, ch.IsColumn
	out.Change = "changed"
	if !was.Type.Equal(is.Type) {
		out.TypeBefore, out.Type = was.Type.String(), is.Type.String()
	}
	if was.NotNull != is.NotNull {
		out.NotNullBefore, out.NotNull = was.NotNull, is.NotNull
	}
	if !was.SameDefault(is) {
		out.DefaultBefore, out.Default = was.Default, is.Default
	}
}

// finishUnit completes what can be said of a migration when its way up is done.
func (r *reader) finishUnit() {
	u := &r.undo
	for _, d := range u.names {
		c := &r.model.Changes[d.row]
		c.Replaced = c.Replaced || u.taken[d.before] || u.taken[d.name]
	}
	for _, p := range u.pending {
		if r.replaced(&p) {
			r.model.Changes[p.row].Replaced = true
		} else if p.part >= 0 {
			r.takes(p.part, p.label)
		}
	}
	for _, o := range u.others {
		c := &r.model.Changes[o.row]
		if o.object == "TRIGGER" {
			t := r.cat.Table(o.name)
			c.Replaced = t == nil || t.Trigger(c.Name) != nil
		} else {
			c.Replaced = r.cat.Exists(o.object, o.name)
		}
		if !c.Replaced && o.part >= 0 {
			r.takes(o.part, c.label())
		}
	}
	row := &r.model.Migrations[u.row]
	row.ChangesSchema = len(r.cat.AllChanges()) > 0
}

// replaced tells whether the migration leaves a part of the same kind in a dropped one's place.
func (r *reader) replaced(p *pendingPart) bool {
	t := r.cat.Table(p.table)
	if t == nil {
		return true // there is nothing left to be a part of
	}
	shares := func(columns []string) bool {
		return p.kind == pgparse.PrimaryKey || slices.ContainsFunc(columns, func(c string) bool { return slices.Contains(p.columns, c) })
	}
	unique := p.kind == pgparse.Unique || p.kind == pgparse.PrimaryKey
	if p.was != nil && (upheld(t, p.was) || r.cat.Dropped(p.was, p.part < 0)) {
		return true
	}
	if p.index != nil && !p.index.Unique {
		return served(t, p.index, p.columns)
	}
	for _, k := range t.Constraints {
		if k.Migration == r.name && (k.Kind == p.kind || unique && (k.Kind == pgparse.Unique || k.Kind == pgparse.PrimaryKey)) && shares(columnsOf(k)) {
			return true
		}
	}
	if p.kind != "INDEX" && !unique {
		return false
	}
	for _, x := range t.Indexes {
		if x.Migration == r.name && (x.Unique || !unique) && slices.ContainsFunc(p.columns, x.Uses) {
			return true
		}
	}
	return false
}

// upheld tells whether something else in a table sees to what a dropped constraint saw to.
func upheld(t *catalog.Table, was *catalog.Constraint) bool {
	switch was.Kind {
	case pgparse.Check:
		required := func(c string) bool { col := t.Column(c); return col != nil && col.NotNull }
		return len(was.NotNull) > 0 && len(was.NotNull) == len(was.Reads) && !slices.ContainsFunc(was.NotNull, func(c string) bool { return !required(c) })
	case pgparse.Unique:
		return slices.ContainsFunc(t.Indexes, func(x *catalog.Index) bool {
			return x.Unique && x.Valid && x.Where == "" && !slices.ContainsFunc(keyNames(x), func(c string) bool { return !slices.Contains(was.Columns, c) })
		})
	case pgparse.ForeignKey:
		return slices.ContainsFunc(t.Constraints, func(k *catalog.Constraint) bool {
			return k.Kind == was.Kind && k.RefName == was.RefName && slices.Equal(k.Columns, was.Columns)
		})
	}
	return false
}

// columnsIn are the columns of an index, those in expressions included.
func columnsIn(x *catalog.Index) []string {
	var out []string
	for _, k := range x.Keys {
		if k.Expr != nil {
			out = append(out, k.Expr.Columns...)
		} else {
			out = append(out, k.Column)
		}
	}
	return append(out, x.Include...)
}

// served tells whether nothing is lost with an index: none of its first columns stays, or another index has them first.
func served(t *catalog.Table, was *catalog.Index, stay []string) bool {
	var prefix []string
	for _, k := range was.Keys {
		if k.Column == "" || !slices.Contains(stay, k.Column) {
			break
		}
		prefix = append(prefix, k.Column)
	}
	return len(prefix) == 0 || slices.ContainsFunc(t.Indexes, func(x *catalog.Index) bool {
		return x.Where == "" && len(x.Keys) >= len(prefix) && slices.Equal(keyNames(x)[:len(prefix)], prefix)
	})
}

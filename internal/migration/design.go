package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// design adds to the rows of the final schema what takes more than one of them to know. Each of its steps passes over the
// schema once.
func (r *reader) design() {
	d := designer{reader: r, tables: make(map[string]*designed, len(r.model.Tables)), files: make(map[string]int, len(r.model.Migrations))}
	for _, t := range r.cat.Tables() {
		d.tables[r.display(t.Name)] = &designed{Table: t}
	}
	for _, m := range r.model.Migrations {
		d.files[m.File] = m.Order
	}
	for i := range r.model.Tables {
		if t := d.tables[r.model.Tables[i].Table]; t != nil && !r.model.Tables[i].IsPartition && !r.model.Tables[i].IsBookkeeping {
			t.row = &r.model.Tables[i]
			d.order = append(d.order, t)
		}
	}
	for i := range r.model.Columns {
		if t := d.tables[r.model.Columns[i].Table]; t != nil {
			t.columns = append(t.columns, &r.model.Columns[i])
		}
	}
	for i := range r.model.Constraints {
		if t := d.tables[r.model.Constraints[i].Table]; t != nil {
			t.constraints = append(t.constraints, &r.model.Constraints[i])
		}
	}
	for i := range r.model.Indexes {
		if t := d.tables[r.model.Indexes[i].Table]; t != nil {
			t.indexes = append(t.indexes, &r.model.Indexes[i])
		}
	}
	for _, t := range d.order {
		d.index(t)
	}
	d.keyed = d.keyKinds()
	for _, t := range d.order {
		d.keys(t)
		d.shapes(t)
		d.indexes(t)
	}
	d.circles()
	d.habits()
	d.sameNames()
	d.namedTables()
	d.periods()
}

// designer relates the rows of the final schema to each other.
type designer struct {
	*reader
	tables map[string]*designed
	order  []*designed
	// files are the places of files in the history.
	files map[string]int
	// keyed are the kinds of the tables' keys of one column.
	keyed map[string]bool
}

// designed is a table with its rows.
type designed struct {
	*catalog.Table
	row         *Table
	columns     []*Column
	constraints []*Constraint
	indexes     []*Index
	// of are the catalog's columns by name, and byName the rows.
	of     map[string]*catalog.Column
	byName map[string]*Column
	// referencing are the columns of foreign keys.
	referencing map[string]bool
}

// index prepares the look-ups of a table.
func (d *designer) index(t *designed) {
	t.of = make(map[string]*catalog.Column, len(t.Columns))
	for _, c := range t.Columns {
		t.of[c.Name] = c
	}
	t.byName = make(map[string]*Column, len(t.columns))
	for _, c := range t.columns {
		c.Words = nameWords(c.Name)
		c.IsEnum = d.cat.Enum(t.of[c.Name].Type) != nil
		t.byName[c.Name] = c
	}
	t.referencing = make(map[string]bool)
	for _, k := range t.Constraints {
		if k.Kind == pgparse.ForeignKey {
			for _, c := range k.Columns {
				t.referencing[c] = true
			}
		}
	}
}

// plain returns the type behind a domain.
func (d *designer) plain(t catalog.Type) catalog.Type {
	for range 8 { // a domain over a domain
		dom := d.cat.Domain(t)
		if dom == nil {
			break
		}
		array := t.Array
		t = dom.Base
		t.Array += array
	}
	return t
}

// texts are the types that hold text and are compared with each other without a cast.
var texts = map[string]bool{"text": true, "varchar": true, "bpchar": true, "citext": true, "name": true}

// moments are the types of dates and points in time.
var moments = map[string]bool{"timestamp": true, "timestamptz": true, "date": true}

func isText(t catalog.Type) bool { return t.Schema == "" && t.Array == 0 && texts[t.Name] }

func isMoment(t catalog.Type) bool { return t.Schema == "" && t.Array == 0 && moments[t.Name] }

// nameWords parts a name into lower-case words: userIDs and user_ids are "user" and "ids".
func nameWords(name string) []string {
	return strings.FieldsFunc(snake(name), func(r rune) bool { return r == '_' })
}

// stem is what the singular and the plural of an English noun have in common, roughly: two names are compared by it.
func stem(word string) string {
	switch word {
	case "people", "persons":
		return "person"
	case "children":
		return "child"
	case "men":
		return "man"
	case "women":
		return "woman"
	}
	if n := len(word); n > 2 && word[n-1] == 's' && !strings.ContainsRune("sui", rune(word[n-2])) {
		word = word[:n-1]
	}
	if n := len(word); n > 3 && word[n-1] == 'e' {
		word = word[:n-1]
	}
	if n := len(word); n > 2 && word[n-1] == 'y' {
		word = word[:n-1] + "i"
	}
	return word
}

// stems joins words, the last one by its stem.
func stems(words []string) string {
	if len(words) == 0 {
		return ""
	}
	last := len(words) - 1
	return strings.Join(append(slices.Clone(words[:last]), stem(words[last])), "_")
}

package migration

import (
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
)

// maxPlaces bounds the further places of one finding.
const maxPlaces = 10

// did counts one more case of a habit.
func (h *Habit) did(at facts.ID, table, name string) {
	switch {
	case h.Count == 0:
		h.At, h.Table, h.Name, h.More = at, table, name, []facts.ID{}
	case len(h.More) < maxPlaces:
		h.More = append(h.More, at)
	}
	h.Count++
}

// habits counts what a schema does throughout: it has one cause, such as the default of a tool, and not one for each column.
func (d *designer) habits() {
	h := &d.model.Habits
	for _, t := range d.order {
		for _, c := range t.columns {
			d.columnHabits(h, t, c)
		}
		for _, k := range t.constraints {
			switch {
			case k.Kind != "FOREIGN KEY" || k.TableUncertain:
			case k.HasCoveringIndex:
				h.UnindexedForeignKey.Others++
			default:
				h.UnindexedForeignKey.did(k.At, k.Table, strings.Join(k.Columns, ", "))
			}
		}
	}
	d.redundantKeys()
}

// redundantKeys counts redundant indexes by their keys.
func (d *designer) redundantKeys() {
	type group struct {
		row     RedundantKeys
		indexes []*Index
		last    *designed
	}
	groups := make(map[string]*group)
	var order []*group
	for _, t := range d.order {
		for _, x := range t.indexes {
			if x.RedundantTo == nil {
				continue
			}
			key := strings.Join(x.Columns, "\x00")
			g := groups[key]
			if g == nil {
				g = &group{row: RedundantKeys{At: x.At, More: []facts.ID{}, Columns: x.Columns, Index: x.Name, Table: x.Table}}
				groups[key] = g
				order = append(order, g)
			} else if len(g.row.More) < maxPlaces {
				g.row.More = append(g.row.More, x.At)
			}
			if g.last != t {
				g.last = t
				g.row.Alike++
			}
			g.indexes = append(g.indexes, x)
		}
	}
	for _, g := range order {
		for _, x := range g.indexes {
			x.RedundantTo.Alike = g.row.Alike
		}
		if g.row.Alike > 1 {
			d.model.RedundantKeys = append(d.model.RedundantKeys, g.row)
		}
	}
}

func (d *designer) columnHabits(h *Habits, t *designed, c *Column) {
	count := func(habit *Habit, is bool) {
		if is {
			habit.did(c.TypeAt, c.Table, c.Name)
		} else {
			habit.Others++
		}
	}
	typ := catalog.Type{}
	if col := t.of[c.Name]; col.Type.Schema == "" {
		typ = col.Type
	}
	switch typ.Name {
	case "timestamp", "timestamptz":
		count(&h.Timestamp, typ.Name == "timestamp")
		if typ.Name == "timestamp" && typ.Array == 0 {
			d.timestamp(t, c)
		}
	case "json", "jsonb":
		count(&h.JSON, typ.Name == "json")
	case "bpchar":
		count(&h.Char, true)
	case "varchar", "text":
		h.Char.Others++
	case "int2", "int4", "int8":
		if c.IsPrimaryKey && c.IsCounted && !c.IsForeignKey {
			count(&h.IntegerKey, typ.Name != "int8")
		}
	}
	if c.IsCounted {
		count(&h.Serial, c.IsSerial)
	}
}

// timestamp adds to a table's columns without time zone.
func (d *designer) timestamp(t *designed, c *Column) {
	if t.row.Timestamps == nil {
		t.row.Timestamps = &Timestamps{
			At: c.TypeAt, Columns: []string{c.Name}, More: []facts.ID{}, Places: []TypePlace{},
			Instead: strings.NewReplacer("timestamp", "timestamptz", "(0)", "", " without time zone", "").Replace(c.Type),
		}
		t.row.Timestamps.place(c)
		return
	}
	t.row.Timestamps.place(c)
	t.row.Timestamps.Columns = append(t.row.Timestamps.Columns, c.Name)
	if len(t.row.Timestamps.More) < maxPlaces {
		t.row.Timestamps.More = append(t.row.Timestamps.More, c.TypeAt)
	}
}

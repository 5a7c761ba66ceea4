package migration

import (
	"cmp"
	"slices"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// circles finds foreign keys that cannot be satisfied: tables in a circle, each of whose rows needs one of the next table before it, at once. Of
// tables that all lead to each other one circle is told.
func (d *designer) circles() {
	g := needs{keys: make(map[*catalog.Table][]*catalog.Constraint), needed: make(map[*catalog.Table][]*catalog.Table), group: make(map[*catalog.Table]int)}
	for _, t := range d.order {
		for _, k := range t.Constraints {
			if k.Kind == pgparse.ForeignKey && !k.Deferrable && k.RefTable != nil && k.RefTable != t.Table && !slices.ContainsFunc(k.Columns, func(c string) bool {
				return t.of[c] == nil || !t.of[c].NotNull
			}) {
				g.keys[t.Table] = append(g.keys[t.Table], k)
				g.needed[k.RefTable] = append(g.needed[k.RefTable], t.Table)
			}
		}
		g.tables = append(g.tables, t.Table)
	}
	if len(g.keys) < 2 {
		return
	}
	for _, first := range g.groups() {
		d.circle(g.circle(first))
	}
}

// needs are tables with the foreign keys whose rows have to be there before theirs.
type needs struct {
	tables []*catalog.Table
	keys   map[*catalog.Table][]*catalog.Constraint
	needed map[*catalog.Table][]*catalog.Table
	// group numbers the tables, those alike that lead to each other.
	group map[*catalog.Table]int
}

// groups finds the tables that lead to each other (strongly connected components, by Kosaraju's two walks), and returns a table of each group of several.
func (g *needs) groups() (first []*catalog.Table) {
	type step struct {
		table *catalog.Table
		next  int
	}
	var finished []*catalog.Table
	seen := make(map[*catalog.Table]bool, len(g.tables))
	for _, t := range g.tables {
		if seen[t] {
			continue
		}
		seen[t] = true
		for path := []step{{table: t}}; len(path) > 0; {
			at := &path[len(path)-1]
			if at.next == len(g.keys[at.table]) {
				finished = append(finished, at.table)
				path = path[:len(path)-1]
				continue
			}
			to := g.keys[at.table][at.next].RefTable
			at.next++
			if !seen[to] {
				seen[to] = true
				path = append(path, step{table: to})
			}
		}
	}
	number := 0
	for _, t := range slices.Backward(finished) {
		if g.group[t] > 0 {
			continue
		}
		number++
		g.group[t] = number
		size := 0
		for left := []*catalog.Table{t}; len(left) > 0; {
			at := left[len(left)-1]
			left = left[:len(left)-1]
			size++
			for _, from := range g.needed[at] {
				if g.group[from] == 0 {
					g.group[from] = number
					left = append(left, from)
				}
			}
		}
		if size > 1 {
			first = append(first, t)
		}
	}
	return first
}

// circle follows foreign keys within a group until a table comes again.
func (g *needs) circle(t *catalog.Table) []*catalog.Constraint {
	var path []*catalog.Constraint
	place := make(map[*catalog.Table]int)
	for {
		if i, ok := place[t]; ok {
			return path[i:]
		}
		place[t] = len(path)
		i := slices.IndexFunc(g.keys[t], func(k *catalog.Constraint) bool { return g.group[k.RefTable] == g.group[t] })
		path = append(path, g.keys[t][i])
		t = g.keys[t][i].RefTable
	}
}

// circle states a circle at the foreign key that was added last, which closes it.
func (d *designer) circle(path []*catalog.Constraint) {
	if len(path) > maxPlaces {
		return
	}
	last := 0
	names := make([]string, len(path))
	for i, k := range path {
		names[i] = d.display(k.Table.Name)
		if d.later(k.Place, path[last].Place) {
			last = i
		}
	}
	for _, row := range d.tables[names[last]].constraints {
		if row.Name == path[last].Name {
			row.Circle = slices.Concat(names[last:], names[:last+1])
		}
	}
}

// later tells whether one place comes after another in the history.
func (d *designer) later(a, b catalog.Place) bool {
	if a.File != b.File {
		return d.files[a.File] > d.files[b.File]
	}
	return cmp.Or(cmp.Compare(a.Range.Start.Line, b.Range.Start.Line), cmp.Compare(a.Range.Start.Column, b.Range.Start.Column)) > 0
}

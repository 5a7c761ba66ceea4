package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// maxListed bounds the names that one recipe spells out, and maxNamed those that are looked at.
const (
	maxListed = 20
	maxNamed  = 256
)

// ddl states what rules ask of the statements that are no ALTER TABLE. It is called for statements up, before they are replayed.
func (r *reader) ddl(s *pgparse.Statement, row *Statement, relations []lock.Relation) {
	p := &r.pending
	p.relations = relations
	switch n := s.Node.(type) {
	case *pgparse.CreateTable:
		r.partitionOf(n, row, relations)
	case *pgparse.CreateView:
		if n.Materialized && s.NoData {
			mark(&r.unpopulated, r.cat.Qualify(n.Name), true)
		}
	case *pgparse.CreateSchema:
		mark(&p.made, "SCHEMA "+n.Name, true)
	case *pgparse.CreateType:
		mark(&p.made, r.madeAs("TYPE", n.Name), true)
	case *pgparse.CreateDomain:
		mark(&p.made, r.madeAs("TYPE", n.Name), true)
		row.Constrained = n.Constraints > 0
	case *pgparse.AlterEnum:
		r.alterEnum(n, row)
	case *pgparse.AlterDomain:
		row.Action = n.Kind
		for _, l := range relations {
			if l.Scan && r.existed(l.Name) && len(row.ReadsUnderLock) < maxListed {
				row.ReadsUnderLock = append(row.ReadsUnderLock, r.display(l.Name))
			}
		}
	case *pgparse.Drop:
		if n.Object == "INDEX" {
			r.dropIndexes(n, row)
		}
	case *pgparse.Rename:
		r.renamedType(n, row)
	case *pgparse.OnTable:
		r.onTable(s, n, row, relations)
	}
}

// mark sets a key of a map that is made when it is needed.
func mark[K comparable, V any](m *map[K]V, key K, v V) {
	if *m == nil {
		*m = make(map[K]V)
	}
	(*m)[key] = v
}

func (r *reader) madeAs(object string, n pgparse.Name) string {
	if object == "SCHEMA" {
		return object + " " + n.Name
	}
	return object + " " + r.cat.Qualify(n).String()
}

// partitionOf states which existing table a new partition belongs to. CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on
// it, while ATTACH PARTITION takes SHARE UPDATE EXCLUSIVE (manual, ALTER TABLE, and §5.12.2.2).
func (r *reader) partitionOf(n *pgparse.CreateTable, row *Statement, relations []lock.Relation) {
	if n.PartitionOf == nil {
		return
	}
	parent := r.cat.Qualify(*n.PartitionOf)
	for _, l := range relations {
		switch {
		case !r.existed(l.Name):
		case l.Name == parent:
			row.PartitionOf = r.display(parent)
			row.Instead = "CREATE TABLE " + quotePath(row.Table) + " (LIKE " + quotePath(row.PartitionOf) + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS), and ALTER TABLE " +
				quotePath(row.PartitionOf) + " ATTACH PARTITION " + quotePath(row.Table)
		case l.Scan && !r.emptied(l.Name, row.Unit):
			row.ReadsUnderLock = append(row.ReadsUnderLock, r.display(l.Name))
		}
	}
}

// emptied tells whether a transaction emptied a table before.
func (r *reader) emptied(n catalog.Name, unit string) bool {
	t := r.cat.Table(n)
	return t != nil && t.Emptied == unit
}

// alterEnum states what ALTER TYPE does to the labels of an enum.
func (r *reader) alterEnum(n *pgparse.AlterEnum, row *Statement) {
	row.Name, row.Object = n.Name.String(), "TYPE"
	row.ExistedBefore = !r.pending.made[r.madeAs("TYPE", n.Name)]
	if n.Old == "" {
		row.Action, row.Value, row.Placed, row.IfExists = "ADD VALUE", n.Label, n.Neighbor != "", n.IfNotExists
		mark(&r.pending.made, "VALUE "+row.Name+" "+n.Label, true)
		return
	}
	row.Action, row.Value, row.To = "RENAME VALUE", n.Old, n.Label
	r.renamed(row, "VALUE "+row.Name+" "+n.Old, "VALUE "+row.Name+" "+n.Label)
}

// renamedType states what ALTER … RENAME does to what is no relation.
func (r *reader) renamedType(n *pgparse.Rename, row *Statement) {
	switch n.Object {
	case "SCHEMA", "TYPE", "DOMAIN":
		object := n.Object
		if object == "DOMAIN" {
			object = "TYPE" // ALTER TYPE renames domains too
		}
		name := n.Name
		if object == "SCHEMA" {
			name = pgparse.Name{Name: n.Sub} // the tree has it where other objects have the name of a part
			row.Name = n.Sub
		}
		old := r.madeAs(object, name)
		row.To, row.ExistedBefore = n.To, !r.pending.made[old]
		to := pgparse.Name{Name: n.To}
		if object == "TYPE" {
			to.Schema = r.cat.Qualify(n.Name).Schema
		}
		r.renamed(row, old, r.madeAs(object, to))
	case "ATTRIBUTE":
		row.To, row.Value = n.To, n.Sub
		row.ExistedBefore = !r.pending.made[r.madeAs("TYPE", n.Name)]
	}
}

// renamed notes that the statement at hand gives a new name to something, so that the end of the file tells whether
// something has the old one again.
func (r *reader) renamed(row *Statement, old, to string) {
	p := &r.pending
	row.ExistedBefore = row.ExistedBefore && !p.made[old]
	mark(&p.made, to, p.made[old] || !row.ExistedBefore)
	if p.made[old] {
		delete(p.made, old)
	}
	// The new name stands in place of the old one: whatever is renamed to a name that was given away brings that name back.
	mark(&p.names, to, true)
	delete(p.names, old)
	p.statements = append(p.statements, renamedRow{row: len(r.model.Statements), old: old})
}

// dropIndexes states whose indexes go, and how to drop them concurrently: one at a time, without CASCADE (manual, DROP INDEX).
func (r *reader) dropIndexes(n *pgparse.Drop, row *Statement) {
	var instead []string
	var drops []droppedRow
	gone := true
	for _, name := range n.Names {
		x := r.cat.Index(name)
		r.dropped(name.Name)
		switch {
		case x == nil && n.IfExists:
			continue
		case x == nil:
			row.ExistedBefore = true
			gone = false
		case x.Table == nil:
			row.ExistedBefore = row.ExistedBefore || r.existed(x.View)
			gone = false
		default:
			row.ExistedBefore = row.ExistedBefore || r.existed(x.Table.Name)
			drops = append(drops, droppedRow{row: len(r.model.Statements), table: x.Table})
		}
		if len(instead) < maxListed {
			words := "DROP INDEX CONCURRENTLY "
			if n.IfExists {
				words += "IF EXISTS "
			}
			instead = append(instead, words+quoteName(name))
		}
	}
	if gone {
		r.pending.drops = append(r.pending.drops, drops...)
	}
	if !n.Concurrently && row.ExistedBefore {
		row.Instead = strings.Join(instead, "; ")
	}
}

// dropped notes that the file drops an index, or the constraint that owns it. Of a hostile file the first thousand are enough.
func (r *reader) dropped(name string) {
	if len(r.pending.dropped) < 1000 {
		mark(&r.pending.dropped, name, true)
	}
}

// quoteName writes a name as SQL, with the schema that the script gave it.
func quoteName(n pgparse.Name) string {
	if n.Schema == "" {
		return quote(n.Name)
	}
	return quote(n.Schema) + "." + quote(n.Name)
}

func (r *reader) onTable(s *pgparse.Statement, n *pgparse.OnTable, row *Statement, relations []lock.Relation) {
	row.Full = n.Full
	switch s.Kind {
	case "REINDEX":
		r.reindex(n, row)
	case "REFRESH MATERIALIZED VIEW":
		if len(n.Tables) > 0 {
			r.refresh(s, r.cat.Qualify(n.Tables[0]), row)
		}
	case "TRUNCATE":
		named := n.Tables[:min(len(n.Tables), maxNamed)]
		for _, l := range relations {
			t := r.cat.Table(l.Name)
			partition := t != nil && t.Parent != nil && !slices.ContainsFunc(named, func(n pgparse.Name) bool { return r.cat.Table(n) == t })
			if r.existed(l.Name) && !partition && len(row.Emptied) < maxListed {
				row.Emptied = append(row.Emptied, r.display(l.Name))
			}
		}
	case "ANALYZE", "VACUUM":
		if s.Analyzes {
			r.analyzed(n)
		}
	}
}

// reindex states which table an index belongs to. REINDEX of a schema or database reaches tables that no migration at hand made.
func (r *reader) reindex(n *pgparse.OnTable, row *Statement) {
	if len(n.Tables) == 0 {
		row.Name, row.ExistedBefore = n.Name, true
		return
	}
	if n.Object != "INDEX" {
		return
	}
	row.Name = n.Tables[0].String()
	if x := r.cat.Index(n.Tables[0]); x != nil && x.Table != nil {
		row.Table, row.ExistedBefore = r.display(x.Table.Name), r.existed(x.Table.Name)
	} else {
		row.Table = ""
	}
}

// refresh states whether REFRESH MATERIALIZED VIEW could be concurrent: that needs a unique index on columns, without WHERE,
// and a view that was filled before (manual, REFRESH MATERIALIZED VIEW).
func (r *reader) refresh(s *pgparse.Statement, name catalog.Name, row *Statement) {
	row.Unpopulated = r.unpopulated[name]
	if s.NoData {
		mark(&r.unpopulated, name, true)
	} else {
		delete(r.unpopulated, name)
	}
	if v := r.cat.View(name); v != nil {
		row.HasUniqueIndex = slices.ContainsFunc(v.Indexes, func(x *catalog.Index) bool {
			return x.Unique && x.Where == "" && !slices.ContainsFunc(x.Keys, func(k pgparse.IndexKey) bool { return k.Column == "" })
		})
	}
}

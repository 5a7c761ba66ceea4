// Package lock knows what a statement does to the relations that exist when it runs: which lock it takes on each, whether
// it writes the table anew, and whether it reads all of it.
//
// Everything here was measured on PostgreSQL 15; the tests measure it again on a live server. The manual describes the lock
// modes in §13.3 and most of the modes on the page of each command.
package lock

import (
	"cmp"

	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Mode is a table-level lock mode, as the manual spells it.
type Mode string

// The modes, weakest first. ACCESS SHARE, which every query takes, is not recorded.
const (
	RowShare             Mode = "ROW SHARE"
	RowExclusive         Mode = "ROW EXCLUSIVE"
	ShareUpdateExclusive Mode = "SHARE UPDATE EXCLUSIVE"
	Share                Mode = "SHARE"
	ShareRowExclusive    Mode = "SHARE ROW EXCLUSIVE"
	Exclusive            Mode = "EXCLUSIVE"
	AccessExclusive      Mode = "ACCESS EXCLUSIVE"
)

var ranks = map[Mode]int{RowShare: 1, RowExclusive: 2, ShareUpdateExclusive: 3, Share: 4, ShareRowExclusive: 5, Exclusive: 6, AccessExclusive: 7}

// BlocksReads tells whether SELECT has to wait for the lock (manual, table 13.2).
func (m Mode) BlocksReads() bool { return m == AccessExclusive }

// BlocksWrites tells whether INSERT, UPDATE and DELETE have to wait for the lock.
func (m Mode) BlocksWrites() bool { return ranks[m] >= ranks[Share] }

// Relation is what a statement does to one relation.
type Relation struct {
	Name catalog.Name
	// Object is "TABLE", "VIEW", "INDEX" or "SEQUENCE".
	Object string
	Mode   Mode
	// Rewrite says that the relation is written anew, and Scan that all of it is read, while the lock is held.
	Rewrite, Scan bool
}

// Action is what one action of ALTER TABLE does to the table itself.
type Action struct {
	Mode          Mode
	Rewrite, Scan bool
	// Reason says why the table is rewritten: "volatile default", "serial", "identity", "generated column",
	// "constrained domain", "type", "persistence", "tablespace", "access method".
	Reason string
	// TimeZone says that the table is rewritten unless the session's TimeZone is UTC; false when the history sets it.
	TimeZone bool
	// SafeFrom is the first server version that does without the lock, rewrite or scan, when the server at hand is older.
	SafeFrom int
	// Anew is the index that a change of type builds anew, or the CHECK that it checks, when it leaves the table's rows as they are.
	Anew string
	// AnewIndex says that it is an index.
	AnewIndex bool
}

// Effects are all that a statement does.
type Effects struct {
	Relations []Relation
	// Actions are those of ALTER TABLE, one by one.
	Actions []Action
}

// Of returns the effects of a statement on the schema as it is before it.
func Of(c *catalog.Catalog, s *pgparse.Statement) Effects {
	e := effects{cat: c}
	if !c.Exhausted() {
		e.statement(s)
	}
	return e.Effects
}

type effects struct {
	Effects
	cat *catalog.Catalog
}

// since tells whether the server is of a version or a later one.
func (e *effects) since(version int) bool { return cmp.Or(e.cat.Version, measured) >= version }

// maxRelations bounds the relations of one statement, and with them the rows of facts: a table may have thousands of partitions.
const maxRelations = 256

// lock records a lock; the strongest on a relation wins, and rewrites and scans add up.
func (e *effects) lock(n catalog.Name, object string, m Mode, rewrite, scan bool) {
	for i := range e.Relations {
		r := &e.Relations[i]
		if r.Name == n {
			if ranks[m] > ranks[r.Mode] {
				r.Mode = m
			}
			r.Rewrite = r.Rewrite || rewrite
			r.Scan = r.Scan || scan
			return
		}
	}
	if len(e.Relations) >= maxRelations {
		return
	}
	e.Relations = append(e.Relations, Relation{Name: n, Object: object, Mode: m, Rewrite: rewrite, Scan: scan})
}

// table locks the table, view or sequence that a statement names, known or not.
func (e *effects) table(n pgparse.Name, m Mode, rewrite, scan bool) *catalog.Table {
	t := e.cat.Table(n)
	object := "TABLE"
	if t == nil && e.cat.View(n) != nil {
		object = "VIEW"
	}
	e.lock(e.cat.Qualify(n), object, m, rewrite, scan)
	return t
}

func (e *effects) known(t *catalog.Table, m Mode, rewrite, scan bool) {
	if t != nil {
		e.lock(t.Name, "TABLE", m, rewrite, scan)
	}
}

// partitions locks all partitions and heirs of a table.
func (e *effects) partitions(t *catalog.Table, m Mode, rewrite, scan bool) {
	for _, d := range t.Descendants(maxRelations) {
		e.known(d, m, rewrite && !d.Partitioned, scan && !d.Partitioned)
	}
}

// defaultPartition locks the default partition of a table, whose bounds change when another one comes or goes, and which is
// read for rows of one that comes.
func (e *effects) defaultPartition(parent *catalog.Table, scan bool) {
	if parent == nil {
		return
	}
	for _, p := range parent.Children {
		if p.Default {
			e.known(p, AccessExclusive, false, scan)
		}
	}
}

func (e *effects) statement(s *pgparse.Statement) {
	switch n := s.Node.(type) {
	case *pgparse.AlterTable:
		e.alter(n)
	case *pgparse.CreateTable:
		e.createTable(n)
	case *pgparse.CreateIndex:
		e.createIndex(n)
	case *pgparse.Drop:
		e.drop(n)
	case *pgparse.Rename:
		e.rename(n)
	case *pgparse.SetSchema:
		switch n.Object {
		case "TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW":
			e.table(n.Name, AccessExclusive, false, false)
		}
	case *pgparse.CreateView:
		if n.Replace && e.cat.View(n.Name) != nil {
			e.table(n.Name, AccessExclusive, false, false)
		}
	case *pgparse.AlterDomain:
		checked := n.Kind == "ADD CONSTRAINT" && !n.NotValid || n.Kind == "SET NOT NULL" || n.Kind == "VALIDATE CONSTRAINT"
		if checked {
			for _, t := range e.cat.Using(n.Name) {
				e.known(t, Share, false, true)
			}
		}
	case *pgparse.AlterSequence:
		e.lock(e.cat.Qualify(n.Name), "SEQUENCE", ShareRowExclusive, n.Rewrites, false)
	case *pgparse.OnTable:
		e.onTable(s.Kind, n)
	case *pgparse.DML:
		e.table(n.Table, RowExclusive, false, s.Kind == "UPDATE" && !n.Filtered || s.Kind == "DELETE" && !n.Filtered)
	case *pgparse.Select:
		if n.ForUpdate {
			for _, r := range s.Reads {
				e.table(r, RowShare, false, false)
			}
		}
	}
}

func (e *effects) createTable(n *pgparse.CreateTable) {
	own := e.cat.Table(n.Name)
	if own != nil {
		return // IF NOT EXISTS, or an error
	}
	if n.PartitionOf != nil {
		parent := e.table(*n.PartitionOf, AccessExclusive, false, false)
		if !n.PartitionDefault {
			e.defaultPartition(parent, true)
		}
	}
	for _, p := range n.Inherits {
		e.table(p, ShareUpdateExclusive, false, false)
	}
	references := func(k *pgparse.Constraint) {
		if k.Kind == pgparse.ForeignKey && k.RefTable.Name != n.Name.Name {
			e.table(k.RefTable, ShareRowExclusive, false, false)
		}
	}
	for i := range n.Columns {
		for j := range n.Columns[i].Constraints {
			references(&n.Columns[i].Constraints[j])
		}
	}
	for i := range n.Constraints {
		references(&n.Constraints[i])
	}
}

func (e *effects) createIndex(n *pgparse.CreateIndex) {
	if n.IfNotExists && n.Name != "" && e.cat.Index(pgparse.Name{Schema: n.Table.Schema, Name: n.Name}) != nil {
		e.table(n.Table, mode(n.Concurrently, ShareUpdateExclusive, Share), false, false)
		return
	}
	m := mode(n.Concurrently, ShareUpdateExclusive, Share)
	t := e.cat.Table(n.Table)
	partitioned := t != nil && t.Partitioned
	e.table(n.Table, m, false, !partitioned)
	if partitioned && !n.Only {
		for _, p := range t.Descendants(maxRelations) {
			e.known(p, m, false, !p.Partitioned && !p.HasIndexLike(n))
		}
	}
}

func mode(concurrently bool, yes, no Mode) Mode {
	if concurrently {
		return yes
	}
	return no
}

func (e *effects) drop(n *pgparse.Drop) {
	for _, name := range n.Names {
		switch n.Object {
		case "TABLE", "FOREIGN TABLE":
			t := e.cat.Table(name)
			if t == nil {
				if !n.IfExists {
					e.table(name, AccessExclusive, false, false)
				}
				continue
			}
			e.dropTable(t, n.Cascade)
		case "INDEX":
			m := mode(n.Concurrently, ShareUpdateExclusive, AccessExclusive)
			x := e.cat.Index(name)
			if x != nil && x.Table != nil {
				e.known(x.Table, m, false, false)
				if x.Table.Partitioned {
					e.partitions(x.Table, m, false, false)
				}
			} else if x != nil {
				e.lock(x.View, "VIEW", m, false, false)
			} else if n.IfExists {
				continue
			}
			e.lock(e.cat.Qualify(name), "INDEX", m, false, false)
		case "VIEW", "MATERIALIZED VIEW":
			if e.cat.View(name) == nil && n.IfExists {
				continue
			}
			e.lock(e.cat.Qualify(name), "VIEW", AccessExclusive, false, false)
			if n.Cascade {
				e.views(e.cat.Qualify(name))
			}
		case "SEQUENCE":
			if e.cat.HasSequence(name) || !n.IfExists {
				e.lock(e.cat.Qualify(name), "SEQUENCE", AccessExclusive, false, false)
			}
		case "TYPE", "DOMAIN":
			if n.Cascade {
				for _, t := range e.cat.Using(name) {
					e.known(t, AccessExclusive, false, false)
				}
			}
		}
	}
	switch n.Object {
	case "TRIGGER", "RULE", "POLICY":
		if n.Table.Name != "" && (!n.IfExists || e.cat.Table(n.Table) != nil) {
			e.table(n.Table, AccessExclusive, false, false)
		}
	}
}

// dropTable locks a table with those on the other end of its foreign keys, whose triggers go too.
func (e *effects) dropTable(t *catalog.Table, cascade bool) {
	e.known(t, AccessExclusive, false, false)
	e.known(t.Parent, AccessExclusive, false, false)
	e.defaultPartition(t.Parent, false)
	for _, k := range t.Constraints {
		if k.Kind == pgparse.ForeignKey {
			e.known(k.RefTable, AccessExclusive, false, false)
		}
	}
	for _, k := range e.cat.Referencing(t) {
		if cascade {
			e.known(k.Table, AccessExclusive, false, false)
		}
	}
	for _, d := range t.Descendants(maxRelations) {
		e.known(d, AccessExclusive, false, false)
	}
	if cascade {
		e.views(t.Name)
	}
}

func (e *effects) views(of catalog.Name) {
	for _, v := range e.cat.Views(of) {
		e.lock(v.Name, "VIEW", AccessExclusive, false, false)
	}
}

func (e *effects) rename(n *pgparse.Rename) {
	switch n.Object {
	case "TABLE", "FOREIGN TABLE", "VIEW", "MATERIALIZED VIEW", "SEQUENCE":
		if x := e.cat.Index(n.Name); x != nil && e.cat.Table(n.Name) == nil {
			e.lock(x.Name, "INDEX", e.renamesIndex(), false, false)
			return
		}
		t := e.table(n.Name, AccessExclusive, false, false)
		e.Actions = append(e.Actions, Action{Mode: AccessExclusive})
		_ = t
	case "INDEX":
		e.lock(e.cat.Qualify(n.Name), "INDEX", e.renamesIndex(), false, false)
	case "COLUMN", "CONSTRAINT", "TRIGGER", "RULE", "POLICY":
		t := e.table(n.Name, AccessExclusive, false, false)
		e.Actions = append(e.Actions, Action{Mode: AccessExclusive})
		if t != nil && n.Object == "COLUMN" {
			for _, d := range t.Descendants(maxRelations) {
				e.known(d, AccessExclusive, false, false)
			}
		}
		if t != nil && n.Object == "CONSTRAINT" {
			if k := t.Constraint(n.Sub); k != nil && k.Index != nil {
				e.lock(k.Index.Name, "INDEX", ShareUpdateExclusive, false, false)
			}
		}
	}
}

func (e *effects) renamesIndex() Mode {
	return mode(e.since(quietIndexRename), ShareUpdateExclusive, AccessExclusive)
}

// onTable are the commands whose effect depends on their name alone.
var onTable = map[string]Relation{
	"CREATE TRIGGER": {Mode: ShareRowExclusive}, "CREATE RULE": {Mode: AccessExclusive}, "CREATE POLICY": {Mode: AccessExclusive},
	"ALTER POLICY": {Mode: AccessExclusive}, "CREATE STATISTICS": {Mode: ShareUpdateExclusive}, "ANALYZE": {Mode: ShareUpdateExclusive},
	"CLUSTER": {Mode: AccessExclusive, Rewrite: true, Scan: true},
}

func (e *effects) onTable(kind string, n *pgparse.OnTable) {
	if r, ok := onTable[kind]; ok {
		for _, name := range n.Tables {
			t := e.table(name, r.Mode, r.Rewrite, r.Scan)
			if t != nil && t.Partitioned && (n.Row || kind == "ANALYZE") {
				e.partitions(t, r.Mode, r.Rewrite, r.Scan)
			}
		}
		return
	}
	switch kind {
	case "COMMENT":
		switch n.Object {
		case "INDEX", "SEQUENCE":
			e.lock(e.cat.Qualify(n.Tables[0]), n.Object, ShareUpdateExclusive, false, false)
		default:
			for _, t := range n.Tables {
				e.table(t, ShareUpdateExclusive, false, false)
			}
		}
	case "VACUUM":
		for _, t := range n.Tables {
			e.table(t, mode(n.Full, AccessExclusive, ShareUpdateExclusive), n.Full, n.Full)
		}
	case "LOCK TABLE":
		if ranks[Mode(n.Mode)] == 0 {
			return // ACCESS SHARE
		}
		for _, name := range n.Tables {
			if t := e.table(name, Mode(n.Mode), false, false); t != nil && !n.Only {
				e.partitions(t, Mode(n.Mode), false, false)
			}
		}
	case "TRUNCATE":
		for _, name := range n.Tables {
			known := e.cat.Table(name)
			files := known == nil || !known.Partitioned
			if t := e.table(name, AccessExclusive, files, false); t != nil {
				e.truncate(t, n.Cascade)
			}
		}
	case "REFRESH MATERIALIZED VIEW":
		for _, name := range n.Tables {
			e.lock(e.cat.Qualify(name), "VIEW", mode(n.Concurrently, Exclusive, AccessExclusive), !n.Concurrently, true)
		}
	case "REINDEX":
		e.reindex(n)
	}
}

func (e *effects) truncate(t *catalog.Table, cascade bool) {
	for _, d := range t.Descendants(maxRelations) {
		e.known(d, AccessExclusive, !d.Partitioned, false)
	}
	if !cascade {
		return
	}
	for _, k := range e.cat.Referencing(t) {
		seen := false
		for _, r := range e.Relations {
			seen = seen || r.Name == k.Table.Name
		}
		e.known(k.Table, AccessExclusive, true, false)
		if !seen {
			e.truncate(k.Table, true)
		}
	}
}

func (e *effects) reindex(n *pgparse.OnTable) {
	table := mode(n.Concurrently, ShareUpdateExclusive, Share)
	index := mode(n.Concurrently, ShareUpdateExclusive, AccessExclusive)
	for _, name := range n.Tables {
		if n.Object == "INDEX" {
			if x := e.cat.Index(name); x != nil && x.Table != nil {
				e.known(x.Table, table, false, true)
			} else if x != nil {
				e.lock(x.View, "VIEW", table, false, true)
			}
			e.lock(e.cat.Qualify(name), "INDEX", index, true, false)
			continue
		}
		var indexes []*catalog.Index
		if t := e.table(name, table, false, true); t != nil {
			indexes = t.Indexes
		} else if v := e.cat.View(name); v != nil {
			indexes = v.Indexes
		}
		for _, x := range indexes {
			e.lock(x.Name, "INDEX", index, true, false)
		}
	}
}

package migration

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/lock"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
	"github.com/bdma-dev/bdma/internal/migration/runner"
)

// HeldLock is an ACCESS EXCLUSIVE lock that an earlier statement of the transaction took, and that is held until it ends.
type HeldLock struct {
	// At is the statement that took it.
	At facts.ID `json:"at"`
	// Kind is that statement's kind.
	Kind string `json:"kind"`
	// Table is the table, which existed before this migration.
	Table string `json:"table"`
}

// Transaction is a transaction up that holds ACCESS EXCLUSIVE on several tables that existed before its migration, all of them until it ends.
type Transaction struct {
	// At is the statement that takes the second of these locks.
	At facts.ID `json:"at"`
	// Migration is the version of its migration.
	Migration string `json:"migration"`
	// Unit identifies it, as in statements.
	Unit string `json:"unit"`
	// Exclusive are the tables, in the order in which they are locked. A table that the transaction drops is none of them, nor is a partition.
	Exclusive []string `json:"exclusive"`
	// HighTraffic are those among them of which bdma.yaml states that their traffic is high.
	HighTraffic []string `json:"high_traffic,omitempty"`
	// Statements are the first statements that lock each of them.
	Statements []facts.ID `json:"statements"`
}

// Nested is a statement of transaction control within a transaction of the runner's.
type Nested struct {
	// At is the statement.
	At facts.ID `json:"at"`
	// Kind is "BEGIN", "COMMIT" or "ROLLBACK".
	Kind string `json:"kind"`
	// Commits says that a COMMIT follows, which ends the transaction of the runner.
	Commits bool `json:"commits,omitempty"`
	// Pair are BEGIN and COMMIT, with their semicolons and lines, when they are the first and the last statement of the way up, and can go.
	Pair []facts.ID `json:"pair,omitempty"`
}

// maxHeld bounds the tables of one transaction that are told apart.
const maxHeld = 64

// holding is what the transaction at hand has locked.
type holding struct {
	unit  string
	names []catalog.Name
	locks []*HeldLock // on these
	row   Transaction
	kept  int // the place of row among the transactions, from 1
	// worked says that a statement that locks little went through many rows since.
	worked bool
}

// forget drops a table from what is held.
func (h *holding) forget(n catalog.Name) {
	i := slices.Index(h.names, n)
	if i < 0 {
		return
	}
	name := h.locks[i].Table
	h.names, h.locks = slices.Delete(h.names, i, i+1), slices.Delete(h.locks, i, i+1)
	if i < len(h.row.Exclusive) {
		h.row.Exclusive, h.row.Statements = slices.Delete(slices.Clone(h.row.Exclusive), i, i+1), slices.Delete(slices.Clone(h.row.Statements), i, i+1)
	}
	h.row.HighTraffic = slices.DeleteFunc(slices.Clone(h.row.HighTraffic), func(t string) bool { return t == name })
}

// beforeLocks states what is held when a statement begins.
func (r *reader) beforeLocks(s *pgparse.Statement, row *Statement, relations []lock.Relation) {
	if row.Unit != r.held.unit {
		r.held = holding{unit: row.Unit}
	}
	if len(r.held.locks) > 0 {
		row.HoldsAccessExclusiveSince = r.held.locks[0]
	}
	row.Work = r.work(s, row, relations)
	if row.HoldsAccessExclusiveSince != nil {
		switch row.Work {
		case "validation", "data change", "query":
			row.WorkCounted, r.held.worked = r.held.worked, true
		}
	}
}

// afterLocks follows what a statement locks until the transaction ends. What it drops nobody waits for.
func (r *reader) afterLocks(s *pgparse.Statement, row *Statement, relations []lock.Relation) {
	h := &r.held
	var dropped []pgparse.Name
	if n, ok := s.Node.(*pgparse.Drop); ok {
		for _, name := range n.Names {
			full := r.cat.Qualify(name)
			dropped = append(dropped, full)
			h.forget(full)
		}
	}
	for _, l := range relations {
		if l.Mode != lock.AccessExclusive || l.Object != "TABLE" || len(h.names) >= maxHeld || slices.Contains(dropped, l.Name) || slices.Contains(h.names, l.Name) || !r.existed(l.Name) {
			continue
		}
		if t := r.cat.Table(l.Name); t != nil && t.Parent != nil && slices.Contains(h.names, t.Parent.Name) {
			continue
		}
		name := r.display(l.Name)
		h.names = append(h.names, l.Name)
		h.locks = append(h.locks, &HeldLock{At: row.At, Kind: s.Kind, Table: name})
		h.row.Exclusive = append(h.row.Exclusive, name)
		h.row.Statements = append(h.row.Statements, row.At)
		if _, traffic := r.stated(name); traffic == "high" {
			h.row.HighTraffic = append(h.row.HighTraffic, name)
		}
		if len(h.names) == 2 && h.kept == 0 {
			h.row.At, h.row.Migration, h.row.Unit = row.At, row.Migration, row.Unit
			r.model.Transactions = append(r.model.Transactions, Transaction{})
			h.kept = len(r.model.Transactions)
		}
	}
	if h.kept > 0 {
		r.model.Transactions[h.kept-1] = h.row
	}
}

// work says what of a statement takes the longer the larger a table is that existed before.
func (r *reader) work(s *pgparse.Statement, row *Statement, relations []lock.Relation) string {
	switch n := s.Node.(type) {
	case *pgparse.DML:
		return r.dataWork(s, n, row)
	case *pgparse.CreateTable, *pgparse.CreateView:
		if slices.ContainsFunc(s.Reads, r.existsAndCounts) {
			if v, ok := n.(*pgparse.CreateView); !ok || v.Materialized {
				return "query"
			}
		}
		return ""
	case *pgparse.CreateIndex:
		if row.ExistedBefore && !row.NothingToBuild {
			return "index build"
		}
		return ""
	case *pgparse.AlterTable:
		if t := r.cat.Table(n.Name); t != nil && t.Emptied == row.Unit {
			return ""
		}
	}
	work := ""
	for _, l := range relations {
		switch {
		case l.Object == "INDEX" || l.Object == "SEQUENCE" || s.Kind == "TRUNCATE" || !r.existed(l.Name):
		case l.Rewrite:
			return "rewrite"
		case l.Scan && (l.Mode == lock.ShareUpdateExclusive || l.Mode == lock.RowShare):
			if work = "validation"; r.validatesOwn(s, row.Unit) {
				work = "scan"
			}
		case l.Scan:
			return "scan"
		}
	}
	return work
}

// validatesOwn tells whether ALTER TABLE validates what the same transaction added, whose lock it holds still.
func (r *reader) validatesOwn(s *pgparse.Statement, unit string) bool {
	n, ok := s.Node.(*pgparse.AlterTable)
	if !ok {
		return false
	}
	t := r.cat.Table(n.Name)
	return t != nil && slices.ContainsFunc(n.Actions, func(a pgparse.Action) bool {
		k := t.Constraint(a.Column)
		return a.Kind == "VALIDATE CONSTRAINT" && k != nil && k.Unit == unit
	})
}

func (r *reader) existsAndCounts(n pgparse.Name) bool {
	full := r.cat.Qualify(n)
	if full.Schema == "pg_catalog" || full.Schema == "information_schema" || full.Name == "generate_series" {
		return false
	}
	t := r.cat.Table(n)
	return t != nil && !t.Temporary && t.Migration != r.name
}

// dataWork says whether a change of data goes through many rows: not when it names the rows by their key, nor when it brings them along.
func (r *reader) dataWork(s *pgparse.Statement, n *pgparse.DML, row *Statement) string {
	t := r.cat.Table(n.Table)
	switch s.Kind {
	case "INSERT":
		if slices.ContainsFunc(s.Reads, r.existsAndCounts) {
			return "data change"
		}
		return ""
	case "COPY":
		return ""
	}
	if !row.ExistedBefore || t != nil && (t.Emptied == row.Unit || keyed(t, n.Pinned)) {
		return ""
	}
	return "data change"
}

// keyed tells whether some columns hold a key of a table.
func keyed(t *catalog.Table, columns []string) bool {
	if len(columns) == 0 {
		return false
	}
	return slices.ContainsFunc(t.Indexes, func(x *catalog.Index) bool {
		return x.Unique && x.Where == "" && !slices.ContainsFunc(x.Keys, func(k pgparse.IndexKey) bool { return k.Column == "" || !slices.Contains(columns, k.Column) })
	})
}

// control follows BEGIN, COMMIT and ROLLBACK in the transaction of a runner. The mode is that of the section.
func (r *reader) control(s *pgparse.Statement, at facts.ID, mode runner.Mode, direction string) {
	switch s.Kind {
	case "BEGIN", "COMMIT", "ROLLBACK":
	default:
		return
	}
	if direction != runner.Up {
		return
	}
	if s.Kind == "BEGIN" && mode != runner.InRunner {
		r.opened = &Nested{At: at, Kind: s.Kind}
	} else {
		r.opened = nil
	}
	if mode != runner.InRunner {
		return
	}
	if r.row.FirstNested == nil {
		r.row.FirstNested = &Nested{At: at, Kind: s.Kind}
	}
	r.row.FirstNested.Commits = r.row.FirstNested.Commits || s.Kind == "COMMIT"
}

// endControl ends a section: a transaction that is open now is never committed by the file.
func (r *reader) endControl() {
	if r.opened != nil {
		r.row.Unclosed, r.opened = r.opened, nil
	}
}

// outsideOnly names a statement that the server refuses within a transaction. What the parser cannot tell depends on the
// server's version and on what is partitioned.
func (r *reader) outsideOnly(s *pgparse.Statement) string {
	if s.Outside != "" {
		return s.Outside
	}
	switch n := s.Node.(type) {
	case *pgparse.AlterEnum:
		// Before 12, unless the same transaction created the type.
		if n.Old == "" && r.settings.PostgresVersion < 12 && !r.newTypes[r.cat.Qualify(n.Name)] {
			return "ALTER TYPE … ADD VALUE"
		}
	case *pgparse.OnTable:
		if s.Kind == "REINDEX" && n.Object == "TABLE" && len(n.Tables) > 0 {
			if t := r.cat.Table(n.Tables[0]); t != nil && t.Partitioned {
				return "REINDEX of a partitioned table"
			}
		}
	}
	return ""
}

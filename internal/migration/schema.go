package migration

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/catalog"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// schema states what the history leads to.
func (r *reader) schema() {
	n := names{table: map[string]*Group{}, column: map[string]*Group{}, constraint: map[string]*Group{}, index: map[string]*Group{}}
	for _, t := range r.cat.Tables() {
		r.table(t, &n)
	}
	r.design()
	r.nameCounts("table", n.table)
	r.nameCounts("column", n.column)
	r.model.Names = Names{Table: finish(n.table), Column: finish(n.column), Constraint: finish(n.constraint), Index: finish(n.index)}
}

// place records where something was defined.
func (r *reader) place(p catalog.Place, pointer string) facts.ID {
	return r.nodes.Add(facts.Node{File: p.File, Range: p.Range, Pointer: pointer})
}

func (r *reader) table(t *catalog.Table, n *names) {
	full := t.Name.String()
	name := r.display(t.Name)
	at := r.place(t.Place, full)
	row := Table{
		At: at, Schema: t.Name.Schema, Name: t.Name.Name, Table: name, Migration: r.versions[t.Migration], HasPrimaryKey: t.PrimaryKey() != nil,
		IsPartition: t.Parent != nil, IsPartitioned: t.Partitioned, Inherits: len(t.Inherits) > 0, IsTemporary: t.Temporary, IsUnlogged: t.Unlogged,
		IsForeign: t.Foreign, ColumnsUnknown: t.Opaque, Uncertain: t.Uncertain, ColumnCount: len(t.Columns), IndexCount: len(t.Indexes),
		PartitionKey: t.PartitionKey, IsBookkeeping: keepsBooks(t.Name.Name),
	}
	if !row.HasPrimaryKey {
		row.Identifying, row.IdentifyingIndex = identifying(t)
	}
	r.secureTable(t, &row)
	r.model.Tables = append(r.model.Tables, row)
	if t.Parent != nil || row.IsBookkeeping {
		return // its columns, constraints and indexes are its parent's, or a tool's
	}
	n.add(n.table, t.Name.Name, at, "")
	r.columns(t, at, n)
	ids := make(map[*catalog.Index]facts.ID, len(t.Indexes))
	for _, k := range t.Constraints {
		if inherited(t, func(p *catalog.Table) bool { return k.Kind == pgparse.Check && p.Constraint(k.Name) != nil }) {
			continue
		}
		at := r.place(k.Place, full+" "+k.Name)
		if k.Index != nil {
			ids[k.Index] = at
		}
		r.constraint(t, k, at)
		if k.Named {
			n.add(n.constraint, k.Name, at, name)
		}
	}
	for _, x := range t.Indexes {
		if _, ok := ids[x]; !ok {
			ids[x] = r.place(x.Place, full+" "+x.Name.Name)
			if x.Named {
				n.add(n.index, x.Name.Name, ids[x], name)
			}
		}
	}
	for _, x := range t.Indexes {
		r.indexRow(t, x, ids)
	}
}

// identifying returns the columns that identify a row although they are no primary key, and the index that tells.
func identifying(t *catalog.Table) (columns []string, index string) {
	for _, x := range t.Indexes {
		if !x.Unique || x.Where != "" || !x.Valid || x.Constraint != nil && x.Constraint.Deferrable {
			continue
		}
		if slices.ContainsFunc(x.Keys, func(k pgparse.IndexKey) bool {
			col := t.Column(k.Column)
			return col == nil || !col.NotNull
		}) {
			continue
		}
		return keyNames(x), x.Name.Name
	}
	return nil, ""
}

func inherited(t *catalog.Table, has func(p *catalog.Table) bool) bool {
	return slices.ContainsFunc(t.Inherits, has)
}

func (r *reader) columns(t *catalog.Table, at facts.ID, n *names) {
	name := r.display(t.Name)
	pk := t.PrimaryKey()
	single := make(map[string]bool)
	for _, k := range t.Constraints {
		if k.Kind == pgparse.ForeignKey && len(k.Columns) == 1 {
			single[k.Columns[0]] = true
		}
	}
	for _, c := range t.Columns {
		if inherited(t, func(p *catalog.Table) bool { return p.Column(c.Name) != nil }) {
			continue
		}
		pointer := t.Name.String() + "." + c.Name
		base := c.Type
		base.Mods, base.Array = nil, 0
		row := Column{
			At: r.place(c.Place, pointer), TypeAt: r.place(c.TypePlace, pointer), TableAt: at, Table: name, Name: c.Name, Type: c.Type.String(),
			BaseType: base.String(), NotNull: c.NotNull, Default: c.Default, IsIdentity: c.Identity, IsSerial: c.Serial,
			IsCounted: c.Identity || c.Serial || strings.HasPrefix(c.Default, "nextval("), IsGenerated: c.Generated,
			IsForeignKey: single[c.Name],
		}
		if base.Name == "bpchar" && base.Schema == "" {
			row.BaseType = "character"
		}
		if c.Type.Array > 0 {
			row.BaseType += "[]"
		}
		if pk != nil && slices.Contains(pk.Columns, c.Name) {
			row.IsPrimaryKey, row.IsKeyPart = len(pk.Columns) == 1, len(pk.Columns) > 1
		}
		row.Comment = r.cat.Comment(c)
		if r.settings.Wanted.WantAny("columns", "path") {
			row.Path = quotePath(row.Table) + "." + quote(row.Name)
		}
		row.TypeWritten = r.typeWritten(c.TypePlace)
		r.contentColumn(t, c, &row)
		r.model.Columns = append(r.model.Columns, row)
		n.add(n.column, c.Name, row.At, name)
	}
}

func (r *reader) constraint(t *catalog.Table, k *catalog.Constraint, at facts.ID) {
	columns := k.Columns
	if k.Kind == pgparse.Check {
		columns = k.Reads
	}
	if columns == nil {
		columns = []string{}
	}
	row := Constraint{
		At: at, Table: r.display(t.Name), Name: k.Name, Kind: k.Kind, Columns: columns, Validated: k.Validated, Named: k.Named, TableUncertain: t.Uncertain,
		TablePartitioned: t.Partitioned,
	}
	if k.Kind == pgparse.ForeignKey {
		row.References, row.ReferencedColumns, row.OnDelete, row.OnUpdate = r.display(k.RefName), k.RefColumns, k.OnDelete, k.OnUpdate
		quoted := make([]string, len(k.Columns))
		for i, c := range k.Columns {
			quoted[i] = quote(c)
		}
		create, on := "CREATE INDEX CONCURRENTLY ", " ON "
		if row.TablePartitioned {
			create, on = "CREATE INDEX ", " ON ONLY "
		}
		row.CreateIndex = create + quote(r.cat.FreeIndexName(t, k.Columns)) + on + quotePath(row.Table) + " (" + strings.Join(quoted, ", ") + ")"
		row.HasCoveringIndex = slices.ContainsFunc(t.Indexes, func(x *catalog.Index) bool { return covers(x, k.Columns) })
	}
	r.unvalidated(k, &row)
	r.model.Constraints = append(r.model.Constraints, row)
}

// covers tells whether an index finds all rows that have given values in some columns: they are its first keys, in any
// order, and it holds every such row. A predicate that only leaves out nulls does no harm, for no search asks for them.
func covers(x *catalog.Index, columns []string) bool {
	if x.Method != "btree" && !(x.Method == "hash" && len(columns) == 1) || len(x.Keys) < len(columns) || !x.Valid {
		return false
	}
	if x.Where != "" {
		if len(x.WhereNotNull) == 0 {
			return false
		}
		for _, c := range x.WhereNotNull {
			if !slices.Contains(columns, c) {
				return false
			}
		}
	}
	for _, k := range x.Keys[:len(columns)] {
		if k.Column == "" || !slices.Contains(columns, k.Column) {
			return false
		}
	}
	return true
}

func (r *reader) indexRow(t *catalog.Table, x *catalog.Index, ids map[*catalog.Index]facts.ID) {
	row := Index{
		At: ids[x], Table: r.display(t.Name), Name: x.Name.Name, Columns: keyNames(x), Include: x.Include, Predicate: x.Where, Method: x.Method, Unique: x.Unique, Named: x.Named,
	}
	switch {
	case x.Constraint != nil:
		row.Constraint = x.Constraint.Kind
		row.Drop = "ALTER TABLE " + quotePath(row.Table) + " DROP CONSTRAINT " + quote(x.Name.Name)
	case t.Partitioned:
		row.Drop = "DROP INDEX " + quotePath(r.display(x.Name))
	default:
		row.Drop, row.DropsConcurrently = "DROP INDEX CONCURRENTLY "+quotePath(r.display(x.Name)), true
	}
	for _, k := range x.Keys {
		row.HasExpressions = row.HasExpressions || k.Column == ""
	}
	for i, other := range t.Indexes {
		if other != x && redundant(x, other, i < slices.Index(t.Indexes, x)) {
			row.RedundantTo = &Redundant{At: ids[other], Name: other.Name.Name, Columns: keyNames(other), Same: len(other.Keys) == len(x.Keys)}
			break
		}
	}
	r.model.Indexes = append(r.model.Indexes, row)
}

// keyNames returns the keys of an index: columns by name, expressions by their text.
func keyNames(x *catalog.Index) []string {
	out := make([]string, 0, len(x.Keys))
	for _, k := range x.Keys {
		if k.Column == "" && k.Expr != nil {
			out = append(out, k.Expr.Text)
		} else {
			out = append(out, k.Column)
		}
	}
	return out
}

// redundant tells whether an index is of no use beside another one, which may be older.
func redundant(x, other *catalog.Index, older bool) bool {
	same := len(x.Keys) == len(other.Keys)
	switch {
	case x.Method != other.Method, !strings.EqualFold(x.Where, other.Where), len(x.Keys) > len(other.Keys), len(x.Include) > 0, !other.Valid:
		return false
	case !same && x.Method != "btree":
		return false
	case x.Constraint != nil && x.Constraint.Kind != pgparse.Unique, other.Constraint != nil && other.Constraint.Kind == pgparse.Exclude:
		return false
	case x.Constraint != nil && (x.Constraint.Deferrable || other.Constraint != nil && other.Constraint.Deferrable):
		return false
	}
	for i, k := range x.Keys {
		o := other.Keys[i]
		if k.Column != o.Column || k.Order != o.Order || k.Expr != nil && (o.Expr == nil || !strings.EqualFold(k.Expr.Text, o.Expr.Text)) {
			return false
		}
	}
	if x.Unique {
		// A unique index upholds a rule: only an equal one does the same. Of two, a primary key stays, then a constraint, then the older.
		if !same || !other.Unique || other.Nulls != x.Nulls {
			return false
		}
		return strength(other) > strength(x) || strength(other) == strength(x) && older
	}
	return !same || other.Unique || older
}

func strength(x *catalog.Index) int {
	switch {
	case x.Constraint == nil:
		return 0
	case x.Constraint.Kind == pgparse.PrimaryKey:
		return 2
	}
	return 1
}

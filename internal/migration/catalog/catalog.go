// Package catalog is the schema that a history of migrations leads to. It replays statements one by one and knows, before
// each of them, what PostgreSQL's own catalog would know: tables, columns and their types, constraints, indexes, views.
//
// It is not a database: it takes every statement for successful and knows nothing of what DO blocks, functions and
// unknown extensions do.
package catalog

import (
	"cmp"
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration/pgparse"
)

// Name is the full name of a schema object.
type Name = pgparse.Name

// Place is where something was defined.
type Place struct {
	File  string
	Range facts.Range
}

// Table is a table, partitioned table or foreign table.
type Table struct {
	Name  Name
	Place Place
	// Migration and Unit are the migration and the transaction that created it.
	Migration, Unit string

	Temporary, Unlogged, Foreign bool
	Partitioned                  bool
	PartitionKey                 []string
	// Parent is the table that this is a partition of; Default says that it is the default partition.
	Parent  *Table
	Default bool
	// Inherits are parents by plain inheritance; Children are partitions and heirs.
	Inherits, Children []*Table

	Columns     []*Column
	Constraints []*Constraint
	Indexes     []*Index
	// Opaque says that columns come from a query or type, so that Columns is not the whole list.
	Opaque bool
	// Uncertain says that a DO block names the table: what it did to it is not known.
	Uncertain bool
	// Emptied is the transaction that last emptied the table with TRUNCATE or an unconditional DELETE.
	Emptied string
	// Truncated is the transaction that last did so with TRUNCATE, which leaves no dead rows to read.
	Truncated string

	references []*Constraint // to the table; may hold dropped ones
	serial     int

	Triggers  []*Trigger
	sequences []*Sequence // that belong to its columns
}

// Column is a column of a table.
type Column struct {
	Name              string
	Place, TypePlace  Place
	Migration, Unit   string
	Type              Type
	NotNull, Identity bool
	Generated, Serial bool
	HasDefault        bool
	Default           string
	// GeneratedFrom are the columns that the expression of a generated column reads.
	GeneratedFrom []string
	// local says that the table defines the column itself; parents is the number of parents that it has it from as well.
	local   bool
	parents int
	counter *Sequence // of the default
	// Collation is empty for the default one of the type.
	Collation string
}

// Constraint is a constraint of a table.
type Constraint struct {
	Name      string
	Kind      string
	Table     *Table
	Place     Place
	Migration string
	Unit      string
	Columns   []string
	// RefTable is nil when the history does not create the referenced table; RefName is its name then as ever.
	RefTable           *Table
	RefName            Name
	RefColumns         []string
	OnDelete, OnUpdate string
	Validated          bool
	Deferrable         bool
	// Named says that the migration chose the name.
	Named bool
	// Index is the index behind a primary key, unique or exclusion constraint.
	Index *Index
	// Reads are the columns of a CHECK; NotNull those that it proves to be not null.
	Reads, NotNull []string
	Text           string
	// NoInherit says that heirs do not get a CHECK.
	NoInherit bool
	local     bool
	parents   int
}

// Index is an index of a table.
type Index struct {
	Name Name
	// Table is nil for an index of a materialized view, which View names then.
	Table     *Table
	View      Name
	Place     Place
	Migration string
	Keys      []pgparse.IndexKey
	Include   []string
	Where     string
	// WhereNotNull are the columns of a predicate that is nothing but tests for IS NOT NULL.
	WhereNotNull []string
	Unique       bool
	Nulls        bool // NULLS NOT DISTINCT
	Method       string
	Valid        bool
	Named        bool
	// parent is the index of the partitioned table that this one is a part of.
	parent *Index
	// Constraint is the constraint that owns the index.
	Constraint *Constraint
	serial     int
	// WhereColumns are the columns of the predicate.
	WhereColumns []string
}

// View is a view or materialized view.
type View struct {
	Name         Name
	Materialized bool
	Reads        []Name
	Indexes      []*Index
	Migration    string
	Unit         string
	// Columns are the names of its columns; Opaque says that there are others that cannot be told.
	Columns []string
	Opaque  bool
	// Mentions are the names of columns in its query.
	Mentions  []string
	Place     Place
	Triggers  []*Trigger
	Temporary bool
	serial    int
}

// Domain is a domain; a constrained one makes PostgreSQL check every value.
type Domain struct {
	Base        Type
	Constraints int
	NotNull     bool
	Default     bool
	Name        Name
	// Checks are the CHECK constraints of its own.
	Checks          []DomainCheck
	Place           Place
	Migration, Unit string
	serial          int
}

// Catalog is the state of a database's schema.
type Catalog struct {
	tables    map[Name]*Table
	views     map[Name]*View
	indexes   map[Name]*Index
	sequences map[Name]*Sequence
	domains   map[Name]*Domain
	types     map[Name]bool
	functions map[string]string // volatility by name
	schemas   map[string]bool

	searchPath []string
	now        Context
	serial     int

	hasTemporary bool
	work         int

	enums     map[Name]*Enum
	routines  map[string]*Function // by signature
	overloads map[Name][]*Function // by name
	callers   map[Name][]*Trigger  // by the name of their function; may hold dropped ones
	former    map[Name][]*Table    // that once had a name; may hold dropped ones
	typed     map[Name][]*Table    // with a column of a type; may hold others
	readers   map[Name][]*View     // that read a relation; may hold others
	passing   []any                // what goes with the session
	// Version is the server's major version; zero means the default one.
	Version  int
	session  session
	security security

	journal *journal
}

// maxWork bounds the replay of a history: it counts the objects that are made, copied and looked at in bulk. Real
// histories stay below a hundredth of it; a hostile one could otherwise make tables times partitions times indexes.
const maxWork = 4_000_000

// copied is what a column or constraint costs that a statement makes without writing it down: a row of facts, and a look at
// its like.
const copied = 10

func (c *Catalog) spend(n int) { c.work += n }

// Aside returns the catalog for somebody who only looks at what it holds now, and whose work does not count for those who go on.
func (c *Catalog) Aside() *Catalog {
	aside := *c
	return &aside
}

// Exhausted tells whether the history asked for more work than any real one does. Nothing is replayed from then on.
func (c *Catalog) Exhausted() bool { return c.work > maxWork }

// Context is what a statement runs in.
type Context struct {
	Migration, Unit string
	// Place turns a span of the current script into a place.
	Place func(pgparse.Span) Place
}

// New returns the catalog of a new database.
func New() *Catalog {
	c := &Catalog{
		tables: map[Name]*Table{}, views: map[Name]*View{}, indexes: map[Name]*Index{}, sequences: map[Name]*Sequence{},
		domains: map[Name]*Domain{}, types: map[Name]bool{}, functions: map[string]string{}, schemas: map[string]bool{"public": true},
		enums: map[Name]*Enum{}, routines: map[string]*Function{}, overloads: map[Name][]*Function{}, callers: map[Name][]*Trigger{}, former: map[Name][]*Table{}, typed: map[Name][]*Table{}, readers: map[Name][]*View{},
	}
	c.SetSearchPath(nil)
	return c
}

// SetSearchPath sets the schemas in which unqualified names are looked up; none is the default.
func (c *Catalog) SetSearchPath(path []string) {
	c.searchPath = c.searchPath[:0]
	for _, s := range path {
		if s != "" && s != "$user" && s != "pg_catalog" && s != "pg_temp" {
			c.searchPath = append(c.searchPath, s)
		}
	}
	if len(c.searchPath) == 0 {
		c.searchPath = append(c.searchPath, "public")
	}
}

// Tables returns all tables in order of creation.
func (c *Catalog) Tables() []*Table {
	c.spend(len(c.tables))
	out := make([]*Table, 0, len(c.tables))
	for _, t := range c.tables {
		out = append(out, t)
	}
	slices.SortFunc(out, func(a, b *Table) int { return cmp.Compare(a.serial, b.serial) })
	return out
}

// Table returns a table by the name a statement uses, or nil. A temporary table hides others of its name.
func (c *Catalog) Table(n Name) *Table {
	if n.Schema == "" && c.hasTemporary {
		if t := c.tables[Name{Schema: temporary, Name: n.Name}]; t != nil {
			return t
		}
	}
	return lookup(c, c.tables, n)
}

// temporary is the schema of temporary tables.
const temporary = "pg_temp"

// EndSession forgets what lasts no longer than a session: temporary tables and the search path.
func (c *Catalog) EndSession() {
	if c.hasTemporary {
		c.endTemporary()
		c.hasTemporary = false
	}
	c.session = session{}
	c.SetSearchPath(nil)
}

// View returns a view by the name a statement uses, or nil.
func (c *Catalog) View(n Name) *View { return lookup(c, c.views, n) }

// Index returns an index by the name a statement uses, or nil.
func (c *Catalog) Index(n Name) *Index { return lookup(c, c.indexes, n) }

// Volatility returns the volatility of a function that the history creates, or "".
func (c *Catalog) Volatility(n Name) string { return c.functions[n.Name] }

func lookup[T any](c *Catalog, m map[Name]*T, n Name) *T {
	if n.Schema != "" {
		return m[n]
	}
	for _, s := range c.searchPath {
		if v, ok := m[Name{Schema: s, Name: n.Name}]; ok {
			return v
		}
	}
	return nil
}

// Qualify returns the full name of what a statement names: that of the relation it means, or the one it would create.
func (c *Catalog) Qualify(n Name) Name {
	if n.Schema != "" {
		return n
	}
	if t := c.Table(n); t != nil {
		return t.Name
	}
	if v := c.View(n); v != nil {
		return v.Name
	}
	if x := c.Index(n); x != nil {
		return x.Name
	}
	return c.creation(n)
}

// creation returns the full name of what a statement creates.
func (c *Catalog) creation(n Name) Name {
	if n.Schema == "" {
		n.Schema = c.searchPath[0]
	}
	return n
}

// Column returns a column of a table, or nil.
func (t *Table) Column(name string) *Column {
	for _, c := range t.Columns {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// Constraint returns a constraint of a table, or nil.
func (t *Table) Constraint(name string) *Constraint {
	for _, c := range t.Constraints {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// PrimaryKey returns the table's primary key, or nil.
func (t *Table) PrimaryKey() *Constraint {
	for _, c := range t.Constraints {
		if c.Kind == pgparse.PrimaryKey {
			return c
		}
	}
	return nil
}

// ProvesNotNull tells whether a validated CHECK constraint proves that a column holds no nulls, which spares SET NOT NULL
// the scan since PostgreSQL 12.
func (t *Table) ProvesNotNull(column string) bool { return t.NotNullCheck(column) != nil }

// NotNullCheck returns the oldest such constraint, or nil.
func (t *Table) NotNullCheck(column string) *Constraint {
	for _, c := range t.Constraints {
		if c.Kind == pgparse.Check && c.Validated && slices.Contains(c.NotNull, column) {
			return c
		}
	}
	return nil
}

// PartitionsHold tells whether each partition, and there is one, has a validated foreign key that one on their parent would
// take over instead of checking the rows again (tryAttachPartitionForeignKey in tablecmds.c).
func (t *Table) PartitionsHold(k *pgparse.Constraint, to Name, limit int) bool {
	held := false
	for _, d := range t.Descendants(limit) {
		if d.Partitioned {
			continue
		}
		held = slices.ContainsFunc(d.Constraints, func(o *Constraint) bool {
			return o.Kind == pgparse.ForeignKey && o.Validated && o.RefName == to && slices.Equal(o.Columns, k.Columns) && o.Deferrable == k.Deferrable &&
				o.OnDelete == k.OnDelete && o.OnUpdate == k.OnUpdate && (len(k.RefColumns) == 0 || slices.Equal(o.RefColumns, k.RefColumns))
		})
		if !held {
			return false
		}
	}
	return held
}

// HasIndexLike tells whether a partition has an index of its own that an index on its parent would take for its part of
// it, instead of building one (DefineIndex in indexcmds.c).
func (t *Table) HasIndexLike(n *pgparse.CreateIndex) bool {
	want := Index{Keys: n.Keys, Include: n.Include, Unique: n.Unique, Method: cmp.Or(n.Method, "btree"), Where: text(n.Where)}
	return slices.ContainsFunc(t.Indexes, func(x *Index) bool { return x.parent == nil && x.equal(&want) })
}

// Descendants returns the table's partitions and heirs, at all depths, without the table itself, and no more than a limit.
func (t *Table) Descendants(limit int) []*Table {
	var out []*Table
	seen := map[*Table]bool{t: true}
	var add func(*Table)
	add = func(p *Table) {
		for _, ch := range p.Children {
			if !seen[ch] && len(out) < limit {
				seen[ch] = true
				out = append(out, ch)
				add(ch)
			}
		}
	}
	add(t)
	return out
}

// Referencing returns the foreign keys that other tables and the table itself have to it, in order of their creation.
func (c *Catalog) Referencing(t *Table) []*Constraint {
	c.spend(4 * len(t.references))
	live := slices.DeleteFunc(slices.Clone(t.references), func(k *Constraint) bool {
		return k.RefTable != t || c.tables[k.Table.Name] != k.Table || !slices.Contains(k.Table.Constraints, k)
	})
	if len(live) < len(t.references) {
		c.touchReferences(t)
		t.references = live
	}
	return slices.Clip(live)
}

// Package pgparse turns PostgreSQL statements into the few shapes that the catalog, the lock table and the facts need.
// It is the only package that knows the C parser's syntax tree.
package pgparse

// Span is a part of the script, in bytes; End is exclusive. The zero Span is unknown.
type Span struct{ Start, End int }

// Name is the name of a schema object as written; Schema is empty when it was not qualified.
type Name struct{ Schema, Name string }

// String returns the name as people write it.
func (n Name) String() string {
	if n.Schema == "" {
		return n.Name
	}
	return n.Schema + "." + n.Name
}

// Statement is one statement of a script.
type Statement struct {
	// Span runs from the first to the last token.
	Span Span
	// Kind is the statement's command, as the manual heads its page: "CREATE INDEX", "ALTER TABLE".
	Kind string
	// Node is what the statement says, one of the types below; nil for kinds that change neither schema nor session.
	Node any
	// Reads are the relations that the statement's queries name, in order of appearance and without repetition.
	Reads []Name
	// NullComparisons are the places of comparisons with NULL by = or <>, which are never true.
	NullComparisons []Span
	// NoData says that a materialized view is made or refreshed WITH NO DATA, and Analyzes that ANALYZE or VACUUM gathers statistics.
	NoData, Analyzes bool
	// Outside names what it is when the server refuses it within a transaction: "CREATE INDEX CONCURRENTLY", "VACUUM", …
	Outside string
	// Security is what the statement says of rights and comments, one of the types of security.go; nil for most.
	Security any
}

// Column is a column definition.
type Column struct {
	Name     string
	NameSpan Span
	Type     Type
	TypeSpan Span
	Span     Span
	NotNull  bool
	Default  *Expr
	Identity bool
	// Generated is the expression of a stored generated column.
	Generated *Expr
	// Constraints are the column's own, each with Columns set to the column.
	Constraints []Constraint
	// Collation is the name behind COLLATE.
	Collation string
	// Virtual says that a generated column is computed when it is read (PostgreSQL 18).
	Virtual bool
}

// Type is a type as written, before its name is resolved.
type Type struct {
	Name Name
	// Mods are the type modifiers: length, precision and scale.
	Mods []int
	// Array is the number of array dimensions.
	Array int
	SetOf bool
}

// Expr is an expression.
type Expr struct {
	// Text is the source on one line, without comments.
	Text string
	Span Span
	// Null says that it is the constant NULL, casts aside.
	Null bool
	// Constant says that it has no function calls and no columns.
	Constant bool
	// Functions are the functions that it calls, and Session says that it uses CURRENT_TIMESTAMP or its kind.
	Functions []Name
	Session   bool
	// Columns are the columns it names; NotNull those that it proves to be not null when it is true.
	Columns, NotNull []string
	// Trivial says that it is a column or a cast of one; Cast is the outermost cast's target.
	Trivial bool
	Cast    *Type
	// Label is the name that PostgreSQL gives the expression as a column of an index.
	Label string
}

// The kinds of constraint, as the manual spells them.
const (
	PrimaryKey = "PRIMARY KEY"
	Unique     = "UNIQUE"
	ForeignKey = "FOREIGN KEY"
	Check      = "CHECK"
	Exclude    = "EXCLUDE"
)

// Constraint is a constraint of a column, table or domain.
type Constraint struct {
	Kind string
	// Name is empty when PostgreSQL makes one up.
	Name       string
	Span       Span
	Columns    []string
	Include    []string
	RefTable   Name
	RefColumns []string
	OnDelete   string
	OnUpdate   string
	Expr       *Expr
	NotValid   bool
	// UsingIndex is the existing index of ADD CONSTRAINT … USING INDEX.
	UsingIndex string
	Method     string
	Where      string
	Deferrable bool
	// Inline says that the constraint belongs to a column definition.
	Inline           bool
	NullsNotDistinct bool
	// NoInherit says that heirs do not get a CHECK.
	NoInherit bool
	// NotEnforced says that PostgreSQL does not check it (18).
	NotEnforced bool
}

// Like is the LIKE clause of CREATE TABLE.
type Like struct {
	Table                                    Name
	Constraints, Defaults, Indexes, Identity bool
	Comments                                 bool
	Generated                                bool
}

// CreateTable is CREATE TABLE in all its forms, foreign tables included.
type CreateTable struct {
	Name        Name
	NameSpan    Span
	IfNotExists bool
	Temporary   bool
	Unlogged    bool
	Foreign     bool
	Columns     []Column
	Constraints []Constraint
	Likes       []Like
	Inherits    []Name
	// PartitionOf is the parent; its bound is the default one when PartitionDefault is set.
	PartitionOf      *Name
	PartitionDefault bool
	Partitioned      bool
	PartitionKey     []string
	// OfType says that the columns are those of a composite type.
	OfType bool
	// Query says that the columns come from a query: CREATE TABLE AS, SELECT INTO.
	Query bool
}

// CreateView is CREATE [MATERIALIZED] VIEW.
type CreateView struct {
	Name         Name
	NameSpan     Span
	Replace      bool
	IfNotExists  bool
	Materialized bool
	Temporary    bool
	// Outputs are the columns of its query; Aliases are names given for the first of them. Mentions are the columns that the query names.
	Outputs  []Output
	Aliases  []string
	Mentions []string
	// SelectsStar says that the query names columns by *.
	SelectsStar bool
}

// CreateIndex is CREATE INDEX.
type CreateIndex struct {
	// Name is empty when PostgreSQL makes one up.
	Name             string
	NameSpan         Span
	Table            Name
	Only             bool
	Concurrently     bool
	IfNotExists      bool
	Unique           bool
	NullsNotDistinct bool
	Method           string
	Keys             []IndexKey
	Include          []string
	Where            *Expr
}

// IndexKey is a column or expression of an index.
type IndexKey struct {
	Column string // empty for an expression
	Expr   *Expr
	// Order tells keys of one column apart that serve different orders: collation, operator class and direction.
	Order string
}

// AlterTable is ALTER TABLE and its siblings for indexes, views, sequences and foreign tables.
type AlterTable struct {
	Object   string // "TABLE", "INDEX", "VIEW", "MATERIALIZED VIEW", "SEQUENCE", "FOREIGN TABLE", "TYPE"
	Name     Name
	IfExists bool
	Only     bool
	Actions  []Action
}

// Action is one action of ALTER TABLE.
type Action struct {
	// Kind is the action as the manual writes it: "ADD COLUMN", "ALTER COLUMN TYPE", "SET NOT NULL".
	Kind string
	Span Span
	// Column is the column, constraint, trigger or index that the action names.
	Column     string
	Def        *Column
	Constraint *Constraint
	// Expr is the new default, or the USING expression of a change of type.
	Expr *Expr
	// IfExists stands for both IF EXISTS and IF NOT EXISTS.
	IfExists  bool
	Cascade   bool
	Partition Name
	// Default says that an attached partition has the bound DEFAULT.
	Default      bool
	Concurrently bool
	// Options are the storage parameters of SET and RESET.
	Options []string
	// Scope is "ALL" or "USER" for ENABLE and DISABLE TRIGGER, and "FINALIZE" for DETACH PARTITION, with these words.
	Scope string
	// Bound is that of ATTACH PARTITION, when it has one key.
	Bound *Bound
}

// Drop is DROP for every kind of object.
type Drop struct {
	Object       string // "TABLE", "INDEX", "VIEW", "TYPE", "SCHEMA", …
	Names        []Name
	IfExists     bool
	Cascade      bool
	Concurrently bool
	// Table is the table of a trigger, rule or policy.
	Table Name
	// Args are the argument types of functions, one list for each of Names; a nil list says that none was written.
	Args [][]Type
}

// Rename is ALTER … RENAME.
type Rename struct {
	Object   string // what is renamed: "TABLE", "COLUMN", "CONSTRAINT", "INDEX", "TYPE", …
	Relation string // for COLUMN and CONSTRAINT, the kind of relation
	Name     Name
	Sub      string
	To       string
	Span     Span
	ToSpan   Span
	// Args are the argument types of a function; nil says that none was written.
	Args []Type
}

// SetSchema is ALTER … SET SCHEMA.
type SetSchema struct {
	Object string
	Name   Name
	To     string
	Span   Span
	// Args are the argument types of a function; nil says that none was written.
	Args []Type
}

// CreateType is CREATE TYPE for enums, composites, ranges and base types.
type CreateType struct {
	Name   Name
	Labels []string
	Enum   bool
	// Composite says that it is a composite type, and NameSpan where its name is.
	Composite bool
	NameSpan  Span
}

// CreateDomain is CREATE DOMAIN.
type CreateDomain struct {
	Name        Name
	Base        Type
	NotNull     bool
	Default     bool
	Constraints int
	// Checks are the CHECK constraints.
	Checks   []Constraint
	NameSpan Span
}

// AlterDomain is ALTER DOMAIN.
type AlterDomain struct {
	Name     Name
	Kind     string // "ADD CONSTRAINT", "SET NOT NULL", "SET DEFAULT", …
	NotValid bool
	// Constraint is what ADD CONSTRAINT adds, ConstraintName what DROP and VALIDATE name, and Default says that SET DEFAULT sets one.
	Constraint     *Constraint
	ConstraintName string
	Default        bool
}

// CreateSequence is CREATE SEQUENCE.
type CreateSequence struct {
	Name        Name
	IfNotExists bool
	Temporary   bool
	// OwnedBy is the table of OWNED BY, and OwnedColumn the column.
	OwnedBy     Name
	OwnedColumn string
}

// AlterSequence is ALTER SEQUENCE.
type AlterSequence struct {
	Name Name
	// Rewrites says that more than the owner changes, for which PostgreSQL makes a new file.
	Rewrites bool
	// Owned says that OWNED BY was written; OwnedBy and OwnedColumn are empty for OWNED BY NONE.
	Owned       bool
	OwnedBy     Name
	OwnedColumn string
}

// CreateFunction is CREATE FUNCTION and CREATE PROCEDURE.
type CreateFunction struct {
	Name Name
	// Volatility is "volatile", "stable" or "immutable".
	Volatility string
	// Source is the body; nil when it is SQL in the statement itself.
	Source *FunctionSource
	// Args are the types of the arguments that tell functions of one name apart: IN, INOUT and VARIADIC ones.
	Args      []Type
	Replace   bool
	Procedure bool
}

// FunctionSource is the body of a function and what it is compiled with.
type FunctionSource struct {
	// Body is the source with its quotes, and BodySpan where it is.
	Body     string
	BodySpan Span
	// Foreign says that it is in another language than PL/pgSQL.
	Foreign bool
	// Definer says SECURITY DEFINER.
	Definer    bool
	Parameters []Parameter
	Returns    Type
}

// Parameter is a parameter of a function; its name may be empty.
type Parameter struct {
	Name string
	Type Type
	Out  bool
}

// CreateSchema is CREATE SCHEMA.
type CreateSchema struct {
	Name        string
	IfNotExists bool
}

// Set is SET, RESET and set_config of one parameter.
type Set struct {
	Name  string
	Value string // empty for RESET and DEFAULT
	// Values are the items of a list, such as a search_path.
	Values []string
	Local  bool
}

// Transaction is BEGIN, COMMIT and their kind; Kind of the statement tells which.
type Transaction struct{}

// OnTable is a statement that acts on one relation and needs no more detail: CREATE TRIGGER, COMMENT, CLUSTER, LOCK, …
type OnTable struct {
	Tables []Name
	// Object is the kind of object where the statement's kind does not tell: COMMENT ON TABLE.
	Object string
	// Mode is the lock mode of LOCK TABLE.
	Mode string
	// Concurrently, Cascade, Full and Name say what their words do in the statement.
	Concurrently, Cascade, Full bool
	Name                        string
	// Function is what a trigger calls, Replace and Row say that the words OR REPLACE and FOR EACH ROW were written.
	Function     Name
	Replace, Row bool
	// Only says that ONLY stands before the first table.
	Only bool
}

// DML is INSERT, UPDATE, DELETE, MERGE and COPY FROM.
type DML struct {
	Table Name
	// Filtered says that an UPDATE or DELETE has a WHERE clause that may leave out rows.
	Filtered bool
	// Twice are the columns that are assigned more than once.
	Twice []string
	// Rows is the number of rows of VALUES.
	Rows int
	// Positional says that an INSERT names no columns.
	Positional bool
	// Pinned are the columns that it compares with constants for equality, whatever else it says.
	Pinned []string
	// Sets are the columns that an UPDATE assigns.
	Sets []string
}

// Select is a query that stands alone.
type Select struct{ ForUpdate bool }

// Opaque is a statement whose effect cannot be read off: DO, CALL, EXECUTE.
type Opaque struct {
	// Body is the source of a DO block, with its quotes, and BodySpan where it is.
	Body     string
	BodySpan Span
	// Plain says that all that the block does is known: its statements follow.
	Plain bool
	// Foreign says that the block is in another language than PL/pgSQL.
	Foreign bool
}

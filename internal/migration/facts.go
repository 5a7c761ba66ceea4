package migration

import "github.com/bdma-dev/bdma/internal/facts"

// Facts is what rules of the groups migration and schema see: one history of PostgreSQL migrations, and the schema that
// replaying it leads to. Keys that are false or empty are often left out; use "not row.key".
type Facts struct {
	// Runner is the tool that runs the migrations: "golang-migrate", "goose", "flyway", "plain", …
	Runner string `json:"runner"`
	// OutsideTransaction says what this runner needs in order to run a statement outside of a transaction, as CONCURRENTLY does. It is an
	// instruction that can follow another one.
	OutsideTransaction string `json:"outside_transaction"`
	// Migrations are the files of the history, in the order in which they run.
	Migrations []Migration `json:"migrations"`
	// Statements are all statements, in the order in which they run.
	Statements []Statement `json:"statements"`
	// Locks have one row for each statement and each relation that it locks, but for ACCESS SHARE.
	Locks []Lock `json:"locks"`
	// Actions have one row for each action of ALTER TABLE; one statement may have several.
	Actions []Action `json:"actions"`
	// Tables are the tables that exist after the last migration.
	Tables []Table `json:"tables"`
	// Columns are the columns of those tables. Those that a table has from a parent are rows of the parent only.
	Columns []Column `json:"columns"`
	// Constraints are the constraints of those tables, inherited ones left out.
	Constraints []Constraint `json:"constraints"`
	// Indexes are the indexes of those tables, inherited ones left out.
	Indexes []Index `json:"indexes"`
	// Names are the names in that schema, each with the places where it is given.
	Names Names `json:"names"`
	// Summary counts what was read.
	Summary Summary `json:"summary"`
	// Problems are what could not be read.
	Problems []facts.Problem `json:"problems"`
	// PostgresVersion is the major version of the server that the migrations are judged for.
	PostgresVersion int `json:"postgres_version"`
	// Enums are the enumerated types that exist after the last migration.
	Enums []Enum `json:"enums"`
	// Domains are the domains that exist after the last migration.
	Domains []Domain `json:"domains"`
	// Views are the views and materialized views that exist after the last migration.
	Views []View `json:"views"`
}

// Migration is one file of the history.
type Migration struct {
	// At is the file as a whole.
	At facts.ID `json:"at"`
	// File is its path.
	File string `json:"file"`
	// Version is the part of its name that orders it.
	Version string `json:"version"`
	// Name is the rest of its name.
	Name string `json:"name"`
	// Direction is "up", "down", or "other" for what is neither (a verification script). A file with both parts is "up".
	Direction string `json:"direction"`
	// Order is its place in the history, from 1.
	Order int `json:"order"`
	// Transaction is the transaction mode of its up part: "runner", "implicit" or "none"; see Statement.
	Transaction string `json:"transaction"`
	// Statements is the number of its statements.
	Statements int `json:"statements"`
	// Templated says that placeholders were filled with made-up names.
	Templated bool `json:"templated,omitempty"`
	// FirstUnguarded is the first statement up that makes reads or writes of an existing table wait while no lock_timeout is in force.
	FirstUnguarded *Unguarded `json:"first_unguarded,omitempty"`
}

// Unguarded is a lock that is waited for without a limit.
type Unguarded struct {
	// At is the statement.
	At facts.ID `json:"at"`
	// Kind is the statement's kind.
	Kind string `json:"kind"`
	// Table is the table whose lock it waits for.
	Table string `json:"table"`
	// Lock is the lock's mode.
	Lock string `json:"lock"`
	// Blocks is "reads and writes" or "writes".
	Blocks string `json:"blocks"`
}

// Statement is one SQL statement.
type Statement struct {
	// At is the statement from its first to its last token, without comments and the semicolon.
	At facts.ID `json:"at"`
	// Migration is the version of its migration.
	Migration string `json:"migration"`
	// File is the path of its file.
	File string `json:"file"`
	// Index is its place in the file, from 1.
	Index int `json:"index"`
	// Kind is its command: "CREATE INDEX", "ALTER TABLE", "UPDATE", …
	Kind string `json:"kind"`
	// Direction is "up", "down" or "other".
	Direction string `json:"direction"`
	// Object is the kind of object that a DROP, ALTER … RENAME, COMMENT, REINDEX or CREATE INDEX is about: "TABLE", "INDEX", "COLUMN",
	// "MATERIALIZED VIEW", …
	Object string `json:"object,omitempty"`
	// Table is the relation that it is about, as "schema.name"; the schema is left out when it is public.
	Table string `json:"table,omitempty"`
	// Name is the index, trigger, policy or other object that it creates or drops.
	Name string `json:"name,omitempty"`
	// Reads are the relations that its queries name.
	Reads []string `json:"reads,omitempty"`
	// Transaction says how it comes to be in a transaction: "explicit" (the file says BEGIN), "runner" (the runner opens one), "implicit" (it
	// is sent with others in one query, which the server makes one transaction), "none".
	Transaction string `json:"transaction"`
	// Unit identifies the transaction; statements with the same unit commit together.
	Unit string `json:"unit"`
	// Concurrently says that it has the word CONCURRENTLY.
	Concurrently bool `json:"concurrently,omitempty"`
	// IfExists says that it has IF EXISTS or IF NOT EXISTS.
	IfExists bool `json:"if_exists,omitempty"`
	// Cascade says that it has the word CASCADE.
	Cascade bool `json:"cascade,omitempty"`
	// Only says that it has the word ONLY: partitions and heirs are left out.
	Only bool `json:"only,omitempty"`
	// Unique says that a CREATE INDEX makes a unique index.
	Unique bool `json:"unique,omitempty"`
	// Filtered says that an UPDATE or DELETE has a WHERE clause.
	Filtered bool `json:"filtered,omitempty"`
	// ExistedBefore says that Table existed before this migration, as far as the history tells: what it does not create is taken to exist.
	ExistedBefore bool `json:"existed_before,omitempty"`
	// Partitioned says that Table is a partitioned table.
	Partitioned bool `json:"partitioned,omitempty"`
	// NothingToBuild says that a CREATE INDEX reads no rows: IF NOT EXISTS finds the index, this transaction truncated the table, or the table
	// is partitioned and the index is ON ONLY it, or each partition has one like it already.
	NothingToBuild bool `json:"nothing_to_build,omitempty"`
	// LockTimeout says that a lock_timeout other than 0 is in force.
	LockTimeout bool `json:"lock_timeout,omitempty"`
	// StatementTimeout says that a statement_timeout other than 0 is in force.
	StatementTimeout bool `json:"statement_timeout,omitempty"`
	// Opaque says that what it does cannot be known from its text: DO, CALL, EXECUTE.
	Opaque bool `json:"opaque,omitempty"`
}

// Lock is what a statement up does to one relation. Statements down are not rows: their state is not known.
type Lock struct {
	// At is the statement.
	At facts.ID `json:"at"`
	// Migration is the version of the statement's migration.
	Migration string `json:"migration"`
	// Kind is the statement's kind.
	Kind string `json:"kind"`
	// Relation is the relation, as "schema.name" without the schema public.
	Relation string `json:"relation"`
	// Object is "TABLE", "VIEW", "INDEX" or "SEQUENCE".
	Object string `json:"object"`
	// Mode is the lock's mode as the manual spells it: "ACCESS EXCLUSIVE", "SHARE", …
	Mode string `json:"mode"`
	// BlocksReads says that SELECT waits for it.
	BlocksReads bool `json:"blocks_reads,omitempty"`
	// BlocksWrites says that INSERT, UPDATE and DELETE wait for it.
	BlocksWrites bool `json:"blocks_writes,omitempty"`
	// Rewrite says that the relation is written anew while it is locked.
	Rewrite bool `json:"rewrite,omitempty"`
	// Scan says that all of the relation is read while it is locked.
	Scan bool `json:"scan,omitempty"`
	// ExistedBefore says that the relation existed before this migration.
	ExistedBefore bool `json:"existed_before,omitempty"`
	// CreatedInUnit says that this migration, or this transaction, created the relation.
	CreatedInUnit bool `json:"created_in_unit,omitempty"`
	// LockTimeout says that a lock_timeout other than 0 is in force.
	LockTimeout bool `json:"lock_timeout,omitempty"`
}

// Action is one action of ALTER TABLE, RENAME and SET SCHEMA included.
type Action struct {
	// At is the action itself.
	At facts.ID `json:"at"`
	// Migration is the version of its migration.
	Migration string `json:"migration"`
	// Direction is "up", "down" or "other".
	Direction string `json:"direction"`
	// Kind is the action as the manual writes it: "ADD COLUMN", "DROP COLUMN", "ALTER COLUMN TYPE", "SET NOT NULL", "ADD CONSTRAINT",
	// "VALIDATE CONSTRAINT", "RENAME COLUMN", "RENAME TABLE", …
	Kind string `json:"kind"`
	// Table is the table, as "schema.name" without the schema public.
	Table string `json:"table"`
	// Column is the column that it is about.
	Column string `json:"column,omitempty"`
	// Name is the constraint, trigger or other part that it is about; for ADD COLUMN … REFERENCES the foreign key.
	Name string `json:"name,omitempty"`
	// To is the new name of a RENAME, or the new schema.
	To string `json:"to,omitempty"`
	// ExistedBefore says that the table existed before this migration.
	ExistedBefore bool `json:"existed_before,omitempty"`
	// CreatedInUnit says that this migration, or this transaction, created the table.
	CreatedInUnit bool `json:"created_in_unit,omitempty"`
	// NoEffect says that an IF EXISTS or IF NOT EXISTS finds nothing to do.
	NoEffect bool `json:"no_effect,omitempty"`
	// ColumnCreatedInUnit says that this migration created the column.
	ColumnCreatedInUnit bool `json:"column_created_in_unit,omitempty"`
	// EmptiedInUnit says that this transaction emptied the table before, with TRUNCATE or a DELETE of all rows.
	EmptiedInUnit bool `json:"emptied_in_unit,omitempty"`
	// Partitioned says that the table is a partitioned table.
	Partitioned bool `json:"partitioned,omitempty"`
	// Readded says that the same statement adds a column of the name that DROP COLUMN drops.
	Readded bool `json:"readded,omitempty"`
	// Lock is the lock that the action takes on the table.
	Lock string `json:"lock,omitempty"`
	// Blocks is what waits for the lock: "reads and writes", "writes", or nothing.
	Blocks string `json:"blocks,omitempty"`
	// Rewrite says that the action writes the table anew while it is locked.
	Rewrite bool `json:"rewrite,omitempty"`
	// RewriteReason says why: "volatile default", "serial", "identity", "generated column", "constrained domain", "type", "persistence",
	// "tablespace", "access method".
	RewriteReason string `json:"rewrite_reason,omitempty"`
	// RewrittenWith are the other actions of the statement that rewrite the table for the same reason, which happens once for all of them.
	RewrittenWith []facts.ID `json:"rewritten_with,omitempty"`
	// RewriteCounted says that an action before it in the statement rewrites the table for the same reason.
	RewriteCounted bool `json:"rewrite_counted,omitempty"`
	// RewriteUnlessUTC says that the action writes the table anew when the session's TimeZone is not UTC.
	RewriteUnlessUTC bool `json:"rewrite_unless_utc,omitempty"`
	// Scan says that the action reads all of the table while it is locked.
	Scan bool `json:"scan,omitempty"`
	// Type is the type of an added column, or the new type of a changed one, as PostgreSQL prints it.
	Type string `json:"type,omitempty"`
	// TypeFrom is the old type of a changed column, "unknown" when the history does not create the column.
	TypeFrom string `json:"type_from,omitempty"`
	// NotNull says that an added column is NOT NULL.
	NotNull bool `json:"not_null,omitempty"`
	// HasDefault says that rows that exist get a value in an added column: a default other than NULL, a serial, an identity, a generated column.
	HasDefault bool `json:"has_default,omitempty"`
	// Default is the text of the default.
	Default string `json:"default,omitempty"`
	// DefaultVolatility is "constant", "stable", "volatile", or "unknown" when the default calls a function that nothing is known of.
	DefaultVolatility string `json:"default_volatility,omitempty"`
	// ConstraintKind is "PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK" or "EXCLUDE" for ADD CONSTRAINT, and for DROP and VALIDATE
	// CONSTRAINT when the history creates it.
	ConstraintKind string `json:"constraint_kind,omitempty"`
	// Columns are the constraint's columns.
	Columns []string `json:"columns,omitempty"`
	// References is the table that a foreign key, added as a constraint or with its column, references.
	References string `json:"references,omitempty"`
	// Locked are the tables that existed before and that adding or validating a foreign key locks, each once.
	Locked []string `json:"locked,omitempty"`
	// LooksUp says that adding a foreign key reads all of the table, to look its rows up: it is not NOT VALID, or its column has a default.
	LooksUp bool `json:"looks_up,omitempty"`
	// OnNewColumn says that a foreign key is added to one column that this migration added without a default.
	OnNewColumn bool `json:"on_new_column,omitempty"`
	// AddedInUnit says that VALIDATE CONSTRAINT validates what this transaction added, whose lock it holds still.
	AddedInUnit bool `json:"added_in_unit,omitempty"`
	// NotValid says that the constraint is added NOT VALID.
	NotValid bool `json:"not_valid,omitempty"`
	// UsingIndex says that the constraint takes over an existing index.
	UsingIndex bool `json:"using_index,omitempty"`
	// HasNotNullCheck says that a validated CHECK proves that the column holds no nulls.
	HasNotNullCheck bool `json:"has_not_null_check,omitempty"`
	// CheckAddedInUnit says that this transaction added that CHECK, and read all rows for it under ACCESS EXCLUSIVE.
	CheckAddedInUnit bool `json:"check_added_in_unit,omitempty"`
	// NotNullCheck is the CHECK constraint that spares SET NOT NULL its scan, ready to be added:
	// "CONSTRAINT table_column_not_null CHECK (column IS NOT NULL)".
	NotNullCheck string `json:"not_null_check,omitempty"`
	// Validate is the statement that validates the constraint that ADD CONSTRAINT or ADD COLUMN … REFERENCES adds: "ALTER TABLE … VALIDATE CONSTRAINT …".
	Validate string `json:"validate,omitempty"`
}

// Table is a table that exists in the end.
type Table struct {
	// At is its name where it was created or last renamed.
	At facts.ID `json:"at"`
	// Schema is its schema.
	Schema string `json:"schema"`
	// Name is its name without the schema.
	Name string `json:"name"`
	// Table is its name as other rows have it: with the schema unless that is public.
	Table string `json:"table"`
	// Migration is the version of the migration that created it.
	Migration string `json:"migration"`
	// HasPrimaryKey says that it has a primary key.
	HasPrimaryKey bool `json:"has_primary_key,omitempty"`
	// Identifying are columns that a unique index holds apart and that are all NOT NULL, in a table without a primary key.
	Identifying []string `json:"identifying,omitempty"`
	// IdentifyingIndex is that index.
	IdentifyingIndex string `json:"identifying_index,omitempty"`
	// PartitionKey are the columns of the partition key, which a primary key has to include.
	PartitionKey []string `json:"partition_key,omitempty"`
	// IsPartition says that it is a partition: its key, columns and indexes are its parent's.
	IsPartition bool `json:"is_partition,omitempty"`
	// IsPartitioned says that it has partitions and no rows of its own.
	IsPartitioned bool `json:"is_partitioned,omitempty"`
	// Inherits says that it is the heir of another table (INHERITS).
	Inherits bool `json:"inherits,omitempty"`
	// IsTemporary says that it goes with its session.
	IsTemporary bool `json:"is_temporary,omitempty"`
	// IsUnlogged says that it is emptied after a crash.
	IsUnlogged bool `json:"is_unlogged,omitempty"`
	// IsForeign says that its rows are on another server.
	IsForeign bool `json:"is_foreign,omitempty"`
	// ColumnsUnknown says that columns come from a query or from a table that the history does not create.
	ColumnsUnknown bool `json:"columns_unknown,omitempty"`
	// Uncertain says that a DO block names the table, or that a statement about it was not understood: it may have constraints and indexes that
	// are not known.
	Uncertain bool `json:"uncertain,omitempty"`
	// ColumnCount is the number of its columns.
	ColumnCount int `json:"column_count"`
	// IndexCount is the number of its indexes.
	IndexCount int `json:"index_count"`
}

// Column is a column of a table that exists in the end.
type Column struct {
	// At is its name where it was defined or last renamed.
	At facts.ID `json:"at"`
	// TypeAt is its type where it was last given.
	TypeAt facts.ID `json:"type_at"`
	// Table is its table, as "schema.name" without the schema public.
	Table string `json:"table"`
	// Name is its name.
	Name string `json:"name"`
	// Type is its type as PostgreSQL prints it: "integer", "character varying(20)", "timestamp with time zone".
	Type string `json:"type"`
	// BaseType is the type without length and precision: "character varying".
	BaseType string `json:"base_type"`
	// NotNull says that it is NOT NULL.
	NotNull bool `json:"not_null,omitempty"`
	// Default is the text of its default.
	Default string `json:"default,omitempty"`
	// IsIdentity says that it is an identity column.
	IsIdentity bool `json:"is_identity,omitempty"`
	// IsSerial says that it was written as serial.
	IsSerial bool `json:"is_serial,omitempty"`
	// IsCounted says that a sequence gives it its values: an identity, a serial, or nextval as default.
	IsCounted bool `json:"is_counted,omitempty"`
	// IsGenerated says that it is a generated column.
	IsGenerated bool `json:"is_generated,omitempty"`
	// IsPrimaryKey says that it is the table's whole primary key; IsKeyPart that it is a part of a longer one.
	IsPrimaryKey bool `json:"is_primary_key,omitempty"`
	// IsKeyPart says that it is one of several columns of the primary key.
	IsKeyPart bool `json:"is_key_part,omitempty"`
	// IsForeignKey says that a foreign key has it as its only column.
	IsForeignKey bool `json:"is_foreign_key,omitempty"`
	// TableAt is the table's place.
	TableAt facts.ID `json:"table_at"`
}

// Constraint is a constraint of a table that exists in the end.
type Constraint struct {
	// At is its definition.
	At facts.ID `json:"at"`
	// Table is its table, as "schema.name" without the schema public.
	Table string `json:"table"`
	// Name is its name, made up as PostgreSQL does where the migration gives none.
	Name string `json:"name"`
	// Kind is "PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK" or "EXCLUDE".
	Kind string `json:"kind"`
	// Columns are its columns, in order; for a CHECK those that it reads.
	Columns []string `json:"columns"`
	// Validated says that it holds for rows that existed before it.
	Validated bool `json:"validated,omitempty"`
	// Named says that the migration chose the name.
	Named bool `json:"named,omitempty"`
	// References is the table that a foreign key references.
	References string `json:"references,omitempty"`
	// ReferencedColumns are the columns there, where they are known.
	ReferencedColumns []string `json:"referenced_columns,omitempty"`
	// OnDelete is "NO ACTION", "RESTRICT", "CASCADE", "SET NULL" or "SET DEFAULT".
	OnDelete string `json:"on_delete,omitempty"`
	// OnUpdate is the same for updates of the key.
	OnUpdate string `json:"on_update,omitempty"`
	// HasCoveringIndex says that an index of the table begins with the foreign key's columns, in any order, and covers every row.
	HasCoveringIndex bool `json:"has_covering_index,omitempty"`
	// CreateIndex is the statement that makes such an index: "CREATE INDEX CONCURRENTLY … ON … (…)", or "CREATE INDEX … ON ONLY … (…)" when
	// the table is partitioned.
	CreateIndex string `json:"create_index,omitempty"`
	// TablePartitioned says that the table is partitioned.
	TablePartitioned bool `json:"table_partitioned,omitempty"`
	// TableUncertain says that the table may have indexes that are not known: a DO block names it.
	TableUncertain bool `json:"table_uncertain,omitempty"`
}

// Index is an index of a table that exists in the end.
type Index struct {
	// At is its name where it was created or last renamed; for an index behind a constraint, the constraint.
	At facts.ID `json:"at"`
	// Table is its table, as "schema.name" without the schema public.
	Table string `json:"table"`
	// Name is its name.
	Name string `json:"name"`
	// Columns are its keys in order; an expression is its text.
	Columns []string `json:"columns"`
	// Include are the columns of INCLUDE.
	Include []string `json:"include,omitempty"`
	// HasExpressions says that a key is an expression.
	HasExpressions bool `json:"has_expressions,omitempty"`
	// Predicate is the WHERE clause of a partial index.
	Predicate string `json:"predicate,omitempty"`
	// Method is its access method: "btree", "gin", …
	Method string `json:"method"`
	// Unique says that it is unique.
	Unique bool `json:"unique,omitempty"`
	// Named says that the migration chose the name.
	Named bool `json:"named,omitempty"`
	// Constraint is the kind of the constraint that owns it: "PRIMARY KEY", "UNIQUE", "EXCLUDE".
	Constraint string `json:"constraint,omitempty"`
	// Drop is the statement that drops it: DROP INDEX CONCURRENTLY, DROP INDEX when the table is partitioned, or ALTER TABLE … DROP CONSTRAINT
	// when a constraint owns it.
	Drop string `json:"drop"`
	// DropsConcurrently says that Drop has the word CONCURRENTLY.
	DropsConcurrently bool `json:"drops_concurrently,omitempty"`
	// RedundantTo is another index of the table that serves every query that this one serves: of the same method and predicate, and with the
	// same leading keys. Of two equal indexes the later is redundant. A unique index is redundant only to one that is unique on the same keys.
	RedundantTo *Redundant `json:"redundant_to,omitempty"`
}

// Redundant is the index that makes another one unnecessary.
type Redundant struct {
	// At is the other index.
	At facts.ID `json:"at"`
	// Name is its name.
	Name string `json:"name"`
	// Columns are its keys.
	Columns []string `json:"columns"`
	// Same says that the two have the same keys.
	Same bool `json:"same,omitempty"`
}

// Names are the names of the schema in the end, grouped, so that a rule tests each name once. Names of partitions and made-up names are left out.
type Names struct {
	// Table are the names of tables, without schemas.
	Table map[string]Group `json:"table"`
	// Column are the names of columns.
	Column map[string]Group `json:"column"`
	// Constraint are the names of constraints.
	Constraint map[string]Group `json:"constraint"`
	// Index are the names of indexes that belong to no constraint.
	Index map[string]Group `json:"index"`
}

// Group is one name and where it is given.
type Group struct {
	// At is the first place.
	At facts.ID `json:"at"`
	// More are the other places.
	More []facts.ID `json:"more"`
	// Count is the number of places.
	Count int `json:"count"`
	// Tables are the tables of columns, constraints and indexes of this name, at most three.
	Tables []string `json:"tables"`
	// IsSnake says that it has lower-case letters, digits and underscores only, and does not begin with a digit.
	IsSnake bool `json:"is_snake,omitempty"`
	// Snake is the name in snake_case.
	Snake string `json:"snake"`
}

// Summary counts what was read.
type Summary struct {
	// Migrations is the number of files up.
	Migrations int `json:"migrations"`
	// Statements is the number of statements, down included.
	Statements int `json:"statements"`
	// Unparsed is the number of statements that are not SQL as PostgreSQL 16 knows it.
	Unparsed int `json:"unparsed"`
	// Opaque is the number of statements up whose effect is not known: DO blocks and calls.
	Opaque int `json:"opaque"`
	// Templated is the number of files with placeholders.
	Templated int `json:"templated"`
}

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
	// DynamicSQL is what the functions that exist in the end execute that is put together at run time.
	DynamicSQL []DynamicSQL `json:"dynamic_sql"`
	// History is what the runner does with a migration that is not as it wants it.
	History History `json:"history"`
	// ChecksumFaults are where atlas.sum, or the chain of Graphile Migrate's hashes, does not hold.
	ChecksumFaults []HistoryFault `json:"checksum_faults"`
	// JournalFaults are where Drizzle's meta/_journal.json and its folder are not in accord.
	JournalFaults []HistoryFault `json:"journal_faults"`
	// PlanFaults are where sqitch.plan and its scripts are not in accord.
	PlanFaults []HistoryFault `json:"plan_faults"`
	// Gaps are versions that are missing where the runner wants consecutive ones.
	Gaps []VersionGap `json:"gaps"`
	// IgnoredFiles are files that look like migrations and have a name that the runner does not take for one.
	IgnoredFiles []IgnoredFile `json:"ignored_files"`
	// Removed are the migrations up that the base has and the history has not. It is empty without a base.
	Removed []RemovedMigration `json:"removed"`
	// RepeatedChangesets are changesets of Liquibase that have the author and the id of another one in their file, and run under the same
	// conditions.
	RepeatedChangesets []RepeatedChangeset `json:"repeated_changesets"`
	// Habits are things that the schema in the end does in many places.
	Habits Habits `json:"habits"`
	// RedundantKeys has one row for each list of keys whose indexes are redundant in more than one table.
	RedundantKeys []RedundantKeys `json:"redundant_keys"`
	// StatedTables are what bdma.yaml states of tables, by the name that other rows have in table.
	StatedTables map[string]StatedTable `json:"stated_tables"`
	// Transactions are the transactions up that hold ACCESS EXCLUSIVE on several tables that existed before.
	Transactions []Transaction `json:"transactions"`
	// ExposedSchemas are the schemas that the platform serves to everybody over HTTP, as its configuration says: those of Supabase's Data API.
	ExposedSchemas []string `json:"exposed_schemas"`
	// Policies are the policies of row level security that exist in the end.
	Policies []Policy `json:"policies"`
	// Grants are the grants of which something is left in the end.
	Grants []Grant `json:"grants"`
	// IdleRevokes are the REVOKEs of default privileges that take nothing away.
	IdleRevokes []IdleRevoke `json:"idle_revokes"`
	// Functions are the functions and procedures that exist in the end.
	Functions []Function `json:"functions"`
	// ViewRights have one row for each view that exists in the end.
	ViewRights []ViewRights `json:"view_rights"`
	// Extensions are the extensions that are installed in the end.
	Extensions []Extension `json:"extensions"`
	// Owners are the changes of owners, in the order in which they run.
	Owners []Owner `json:"owners"`
	// LongNames are the identifiers that PostgreSQL cuts off.
	LongNames []LongName `json:"long_names"`
	// ContentColumns are the columns of tables in the end that can hold what a person typed or a machine issued.
	ContentColumns []ContentColumn `json:"content_columns"`
	// ObjectNames are the names that the history gave to constraints and indexes that exist in the end.
	ObjectNames []ObjectName `json:"object_names"`
	// NumberMix is there when the names of some tables are singular and those of others plural.
	NumberMix *NumberMix `json:"number_mix,omitempty"`
	// NumberedTables are the tables whose names are singular or plural.
	NumberedTables []NumberedTable `json:"numbered_tables"`
	// NameCounts count which names of tables and columns need quotes, for those kinds of which some do.
	NameCounts []NameCount `json:"name_counts"`
	// CanLeaveTransaction says that a migration can have this runner run it outside of a transaction, as OutsideTransaction says. When none can,
	// that says to run the statement by hand before the deployment.
	CanLeaveTransaction bool `json:"can_leave_transaction,omitempty"`
	// AllPending says that the runner runs all pending migrations in one transaction. Which are pending is not known from the files: the unit of a
	// statement is its file, with which it commits at the earliest.
	AllPending bool `json:"all_pending,omitempty"`
	// LaterMigration is which migration runs after this one has committed: "a later migration", or, where all pending ones run in one transaction,
	// "a migration of a later deployment".
	LaterMigration string `json:"later_migration"`
	// Changes have one row for each object that existed before a migration and that its way up drops, also along with something else, or
	// changes. What a migration adds is in its statements and actions.
	Changes []Change `json:"changes"`
	// RollbackDifferences are what differs between the schema before a migration, and after its way up and its way back.
	RollbackDifferences []RollbackDifference `json:"rollback_differences"`
	// RollbackFailures are statements of ways back that PostgreSQL refuses, the first of each.
	RollbackFailures []RollbackFailure `json:"rollback_failures"`
	// RollbackLocks are relations that a way back locks while it rewrites or reads all of them, each once: by the first of the statements that
	// block most. They existed before the migration.
	RollbackLocks []RollbackLock `json:"rollback_locks"`
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
	// Direction is "up", "down", or "other" for what is neither (a verification script). A file with both parts is "up". "base" is a dump, a
	// checkpoint or a baseline that stands for all that precedes it: its statements have no rows, and the replay begins anew with it.
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
	// DuplicateOf is an earlier migration of the same direction that has the same version to the runner.
	DuplicateOf *SameVersion `json:"duplicate_of,omitempty"`
	// InBase says that the base has the migration.
	InBase bool `json:"in_base,omitempty"`
	// Edited says that its content is not that of the base, line endings aside. Down scripts, and what the runner expects to change, are
	// never edited.
	Edited bool `json:"edited,omitempty"`
	// EditedInSubstance says that its part up is not the same apart from comments, white space and the case of key words.
	EditedInSubstance bool `json:"edited_in_substance,omitempty"`
	// SortsBefore is a migration that the base has and that comes later in the order of the history, when the base does not have this one.
	SortsBefore *LaterMigration `json:"sorts_before,omitempty"`
	// LongestGuarded is the statement up that makes reads or writes of an existing table wait under the longest lock_timeout.
	LongestGuarded *Unguarded `json:"longest_guarded,omitempty"`
	// FirstUnlimited is the first statement up that makes reads or writes of an existing table wait while no statement_timeout is in force.
	FirstUnlimited *Unguarded `json:"first_unlimited,omitempty"`
	// FirstIdle is the first statement up in a transaction of several queries that makes reads or writes of an existing table wait while neither
	// idle_in_transaction_session_timeout nor transaction_timeout is in force.
	FirstIdle *Unguarded `json:"first_idle,omitempty"`
	// FirstNested is the first BEGIN, COMMIT or ROLLBACK in a transaction that the runner has opened.
	FirstNested *Nested `json:"first_nested,omitempty"`
	// Unclosed is a BEGIN whose transaction the file neither commits nor rolls back.
	Unclosed *Nested `json:"unclosed,omitempty"`
	// Role is the role that its part up sets first, with SET ROLE.
	Role string `json:"role,omitempty"`
	// NamesBackup says that a comment in it speaks of a backup, snapshot or dump.
	NamesBackup bool `json:"names_backup,omitempty"`
	// Ticket is the first key of an issue (ABC-123, #123) or address (https://…) in its comments.
	Ticket string `json:"ticket,omitempty"`
	// Down says what its way back is: "statements", "irreversible" when a comment or an exception says that there is none, "comments" when there
	// are only comments, "empty". It is left out when there is none, and for files that are not up.
	Down string `json:"down,omitempty"`
	// DownAt is that way back: its file, or its part of the file. Without one it is the migration itself.
	DownAt facts.ID `json:"down_at"`
	// ChangesSchema says that its way up leaves another schema than it found: tables, columns, constraints, indexes, triggers, views, types, sequences or
	// functions.
	ChangesSchema bool `json:"changes_schema,omitempty"`
	// DownUnknown says that the way back, or the way up, does what cannot be known from its text, so that it is not compared.
	DownUnknown bool `json:"down_unknown,omitempty"`
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
	// Timeout is the timeout in force, in milliseconds: 0 when it is switched off. It is left out when nothing sets it.
	Timeout *int `json:"timeout,omitempty"`
	// SetLater says that a later statement of the migration sets a lock_timeout.
	SetLater bool `json:"set_later,omitempty"`
	// LineAt is the beginning of the line before which a statement can go that is to run before this one, when it is known: above comments that belong to
	// it, and not in a DO block, a template or a part of the file that the runner sends as one statement.
	LineAt *facts.ID `json:"line_at,omitempty"`
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
	// Filtered says that an UPDATE or DELETE has a WHERE clause that may leave out rows: WHERE true does not.
	Filtered bool `json:"filtered,omitempty"`
	// ExistedBefore says that Table existed before this migration, as far as the history tells: what it does not create is taken to exist.
	ExistedBefore bool `json:"existed_before,omitempty"`
	// Partitioned says that Table is a partitioned table.
	Partitioned bool `json:"partitioned,omitempty"`
	// NothingToBuild says that a CREATE INDEX reads no rows: IF NOT EXISTS finds the index, this transaction truncated the table, the migration
	// adds a NOT NULL column without a default to it, which fails if it has rows, or the table
	// is partitioned and the index is ON ONLY it, or each partition has one like it already.
	NothingToBuild bool `json:"nothing_to_build,omitempty"`
	// LockTimeout says that a lock_timeout other than 0 is in force.
	LockTimeout bool `json:"lock_timeout,omitempty"`
	// StatementTimeout says that a statement_timeout other than 0 is in force.
	StatementTimeout bool `json:"statement_timeout,omitempty"`
	// Opaque says that what it does cannot be known from its text: CALL, EXECUTE, and DO with SQL that is put together at run time.
	Opaque bool `json:"opaque,omitempty"`
	// Conditional says that it may run or not: it stands in a DO block, in a loop, in a handler of exceptions, or behind a condition that the
	// schema does not decide. Those that the schema decides, such as IF NOT EXISTS (SELECT … FROM pg_constraint …), are followed.
	Conditional bool `json:"conditional,omitempty"`
	// Executes are the places in a DO block at which SQL is executed that is put together at run time.
	Executes []facts.ID `json:"executes,omitempty"`
	// AssignedTwice are the columns that an INSERT or UPDATE assigns more than once.
	AssignedTwice []string `json:"assigned_twice,omitempty"`
	// InsertedRows is the number of rows that an INSERT has in VALUES.
	InsertedRows int `json:"inserted_rows,omitempty"`
	// Positional says that an INSERT names no columns.
	Positional bool `json:"positional,omitempty"`
	// NullComparisons are the places of comparisons with NULL by = or <>, which are never true.
	NullComparisons []facts.ID `json:"null_comparisons,omitempty"`
	// SelectsStar says that the query of a CREATE VIEW names columns by *.
	SelectsStar bool `json:"selects_star,omitempty"`
	// EmptiedInUnit says that this transaction emptied Table before.
	EmptiedInUnit bool `json:"emptied_in_unit,omitempty"`
	// Rows is the number of rows of the table, where bdma.yaml states it.
	Rows *int `json:"rows,omitempty"`
	// Traffic is "low", "medium" or "high", where bdma.yaml states the traffic of the table.
	Traffic string `json:"traffic,omitempty"`
	// Action is what ALTER TYPE and ALTER DOMAIN do: "ADD VALUE", "RENAME VALUE", "ADD CONSTRAINT", "SET NOT NULL", …
	Action string `json:"action,omitempty"`
	// To is the new name that ALTER … RENAME gives a schema, type, domain, attribute or label of an enum.
	To string `json:"to,omitempty"`
	// Value is the label of an enum that ALTER TYPE adds or renames.
	Value string `json:"value,omitempty"`
	// Placed says that ALTER TYPE … ADD VALUE says BEFORE or AFTER which label.
	Placed bool `json:"placed,omitempty"`
	// OldNameExists says that something of the kind has the old name again when the migration ends.
	OldNameExists bool `json:"old_name_exists,omitempty"`
	// Full says that VACUUM has the word FULL.
	Full bool `json:"full,omitempty"`
	// Constrained says that CREATE DOMAIN has a CHECK or NOT NULL.
	Constrained bool `json:"constrained,omitempty"`
	// Emptied are the tables that existed before this migration and that TRUNCATE empties, those that CASCADE reaches included, partitions left out.
	Emptied []string `json:"emptied,omitempty"`
	// PartitionOf is the table that CREATE TABLE makes a partition of, when that existed before this migration.
	PartitionOf string `json:"partition_of,omitempty"`
	// ReadsUnderLock are the tables that existed before this migration and that CREATE TABLE … PARTITION OF or ALTER DOMAIN reads wholly while
	// it locks them: the default partition, and the tables with a column of the domain.
	ReadsUnderLock []string `json:"reads_under_lock,omitempty"`
	// HasUniqueIndex says that the materialized view has the unique index that REFRESH … CONCURRENTLY needs.
	HasUniqueIndex bool `json:"has_unique_index,omitempty"`
	// Unpopulated says that the materialized view that REFRESH is about holds no data yet.
	Unpopulated bool `json:"unpopulated,omitempty"`
	// TableGone says that this migration drops the table later on.
	TableGone bool `json:"table_gone,omitempty"`
	// Instead is what does the same under weaker locks: the DROP INDEX CONCURRENTLY, or the CREATE TABLE and ATTACH PARTITION for PARTITION OF.
	Instead string `json:"instead,omitempty"`
	// LockTimeoutMs is the lock_timeout in force, in milliseconds; 0 when it is switched off. It is left out when nothing sets it, or when its value
	// is a placeholder.
	LockTimeoutMs *int `json:"lock_timeout_ms,omitempty"`
	// StatementTimeoutMs is the statement_timeout in force, likewise.
	StatementTimeoutMs *int `json:"statement_timeout_ms,omitempty"`
	// IdleTimeoutMs is the idle_in_transaction_session_timeout in force, likewise.
	IdleTimeoutMs *int `json:"idle_timeout_ms,omitempty"`
	// TransactionTimeoutMs is the transaction_timeout in force, likewise. PostgreSQL has it since 17.
	TransactionTimeoutMs *int `json:"transaction_timeout_ms,omitempty"`
	// HoldsAccessExclusiveSince is the statement of the same transaction that first took ACCESS EXCLUSIVE on a table that existed before and
	// that it does not drop: what that table's users wait for.
	HoldsAccessExclusiveSince *HeldLock `json:"holds_access_exclusive_since,omitempty"`
	// Work is what takes the longer the larger a table is that existed before this migration: "rewrite", "scan", "index build", "validation" (a scan
	// that lets reads and writes go on, unless the transaction itself added what is validated), "data change" (INSERT … SELECT, and UPDATE, DELETE and MERGE that do not name rows by their key), "query"
	// (CREATE TABLE AS and its kind).
	Work string `json:"work,omitempty"`
	// WorkCounted says that an earlier statement of the transaction, too, did work of the last three kinds while ACCESS EXCLUSIVE was held.
	WorkCounted bool `json:"work_counted,omitempty"`
	// OutsideOnly names what it is when PostgreSQL refuses it within a transaction: "CREATE INDEX CONCURRENTLY", "VACUUM", "ALTER SYSTEM", …
	OutsideOnly string `json:"outside_only,omitempty"`
	// Refused says that PostgreSQL refuses the statement because it is in a transaction. It is left out where nothing is known of the tool that
	// runs the files, which may send their statements one by one, unless the file says BEGIN.
	Refused bool `json:"refused,omitempty"`
	// UsesNewLabel is the label of an enum that it uses and that the same transaction added.
	UsesNewLabel *NewLabel `json:"uses_new_label,omitempty"`
	// FailsAgain are the words that it lacks to run a second time, IF EXISTS or IF NOT EXISTS, when it runs outside of a transaction and others follow:
	// should one of these fail, it is done already.
	FailsAgain string `json:"fails_again,omitempty"`
	// DroppedBefore says that this migration drops an index of the name that CREATE INDEX gives before.
	DroppedBefore bool `json:"dropped_before,omitempty"`
	// Missing are the columns that CREATE TABLE IF NOT EXISTS would make and that the table, which exists, lacks or has with another type.
	Missing []string `json:"missing,omitempty"`
	// Mergeable are the ALTER TABLE statements that follow an ALTER TABLE directly and are about the same table, which existed before.
	Mergeable []facts.ID `json:"mergeable,omitempty"`
	// Unqualified is the relation that it creates, changes or drops and names without a schema, as far as it is no temporary one.
	Unqualified string `json:"unqualified,omitempty"`
	// Irreversible says that it throws data away that tables held before this migration: no way back brings that back.
	Irreversible bool `json:"irreversible,omitempty"`
	// ConcurrentlyAfter is the word of a statement on the way up behind which CONCURRENTLY can go: INDEX of CREATE INDEX and DROP INDEX, VIEW of REFRESH
	// MATERIALIZED VIEW, and INDEX, TABLE or SCHEMA of REINDEX. It is not there where that is not allowed (CASCADE, several indexes, WITH NO DATA, options)
	// or not enough (IF NOT EXISTS), nor in DO blocks and where a template fills something in.
	ConcurrentlyAfter *facts.ID `json:"concurrently_after,omitempty"`
	// Leave is how to have a statement on the way up run outside of the transaction that it is in, when the file itself can say so: it is alone there, but
	// for BEGIN and COMMIT, it is one for which that matters, and the runner has a mark for it or needs none.
	Leave *Leave `json:"leave,omitempty"`
}

// Leave is how to leave a transaction.
type Leave struct {
	// Edits are what is to be done to the file; none when it is enough that the statement has the word CONCURRENTLY.
	Edits []TextEdit `json:"edits"`
}

// TextEdit is a text for a place.
type TextEdit struct {
	// At is the place, which may be empty.
	At facts.ID `json:"at"`
	// Text is what should stand there.
	Text string `json:"text"`
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
	// Rows is the number of rows of the relation, where bdma.yaml states it.
	Rows *int `json:"rows,omitempty"`
	// Traffic is "low", "medium" or "high", where bdma.yaml states the traffic of the relation.
	Traffic string `json:"traffic,omitempty"`
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
	// EmptiedInUnit says that the table has no rows: this transaction emptied it before, with TRUNCATE or a DELETE of all rows; or the migration
	// adds a NOT NULL column without a default, which fails unless that is so. Of such a column itself only the first counts.
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
	// OnNewColumn says that a foreign key is added to one column that this migration added without a default, or that VALIDATE CONSTRAINT
	// validates such a one.
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
	// Rows is the number of rows of the table, where bdma.yaml states it.
	Rows *int `json:"rows,omitempty"`
	// Traffic is "low", "medium" or "high", where bdma.yaml states the traffic of the table.
	Traffic string `json:"traffic,omitempty"`
	// Concurrently says that DETACH PARTITION has the word CONCURRENTLY, or FINALIZE, which ends what that began.
	Concurrently bool `json:"concurrently,omitempty"`
	// InlineCheck is the name of the first CHECK in ADD COLUMN, given or made up as PostgreSQL does.
	InlineCheck string `json:"inline_check,omitempty"`
	// InlineUnique is the name of the UNIQUE constraint in ADD COLUMN.
	InlineUnique string `json:"inline_unique,omitempty"`
	// AddNotValid is the statement that adds the CHECK of ADD COLUMN afterwards, or that of a partition's bounds before it is attached:
	// "ALTER TABLE … ADD CONSTRAINT … CHECK (…) NOT VALID".
	AddNotValid string `json:"add_not_valid,omitempty"`
	// CreateIndex is the statement that builds the index behind a new UNIQUE or PRIMARY KEY without blocking: "CREATE UNIQUE INDEX CONCURRENTLY …".
	// It is left out when the table has such an index.
	CreateIndex string `json:"create_index,omitempty"`
	// UseIndex is the statement that makes that index the constraint: "ALTER TABLE … ADD CONSTRAINT … USING INDEX …".
	UseIndex string `json:"use_index,omitempty"`
	// Nullable are the columns of a new primary key that may hold nulls as far as is known, so that PostgreSQL reads all rows to see that they do not.
	Nullable []string `json:"nullable,omitempty"`
	// HeldLock is the lock of ADD CONSTRAINT that VALIDATE CONSTRAINT runs under when AddedInUnit, and HeldBlocks what waits for it.
	HeldLock string `json:"held_lock,omitempty"`
	// HeldBlocks is what waits for HeldLock: "reads and writes" or "writes".
	HeldBlocks string `json:"held_blocks,omitempty"`
	// Narrows says what a change of type does to values that the new type does not hold: "fails", "cuts" (an explicit cast to a shorter text),
	// "rounds", "drops time" or "drops date". It is left out when every value fits, or a USING clause says what to do.
	Narrows string `json:"narrows,omitempty"`
	// IndexedBy is an index that has the column as a key when its type changes.
	IndexedBy string `json:"indexed_by,omitempty"`
	// Analyzed says that the migration runs ANALYZE on the table afterwards.
	Analyzed bool `json:"analyzed,omitempty"`
	// Analyze is the statement that gathers the column's statistics: "ANALYZE table (column)".
	Analyze string `json:"analyze,omitempty"`
	// OldNameExists says that the old name of a RENAME means a table, view or column again when the migration ends.
	OldNameExists bool `json:"old_name_exists,omitempty"`
	// View is the statement that keeps the old name of a renamed table: "CREATE VIEW … AS SELECT * FROM …".
	View string `json:"view,omitempty"`
	// ReadsUnderLock are the partitions that existed before this migration and that ATTACH PARTITION reads wholly under ACCESS EXCLUSIVE: the new
	// one when no validated CHECK is on the partition key, and the default partition.
	ReadsUnderLock []string `json:"reads_under_lock,omitempty"`
	// ReadsPartition says that the new partition is one of ReadsUnderLock. AddNotValid and Validate are then the statements that prove its bounds
	// beforehand, when the key is one column.
	ReadsPartition bool `json:"reads_partition,omitempty"`
	// HasDefaultPartition says that the table has a default partition, so that none can be detached concurrently.
	HasDefaultPartition bool `json:"has_default_partition,omitempty"`
	// TriggerScope is "ALL" or "USER" for ENABLE and DISABLE TRIGGER with these words.
	TriggerScope string `json:"trigger_scope,omitempty"`
	// Reenabled says that the migration enables again what DISABLE TRIGGER disables.
	Reenabled bool `json:"reenabled,omitempty"`
	// Anew is the index that a change of type builds anew under its lock, or the CHECK that it checks anew, when it leaves the rows as they are: an
	// index with an expression or a predicate on the column, or one that orders it otherwise than before.
	Anew string `json:"anew,omitempty"`
	// AnewIndex says that Anew is an index.
	AnewIndex bool `json:"anew_index,omitempty"`
	// SafeFrom is the first version of PostgreSQL that does without the lock, rewrite or scan of the action, when the server is older.
	SafeFrom int `json:"safe_from,omitempty"`
	// AnewKey says that the index in Anew is that of a primary key or a unique constraint, and cannot be dropped by itself.
	AnewKey bool `json:"anew_key,omitempty"`
	// LastWord is the last word or mark of an added constraint, behind which NOT VALID can go, or of DETACH PARTITION. It is not there in DO blocks, and
	// where a template fills something in.
	LastWord *facts.ID `json:"last_word,omitempty"`
	// Leave is that of the statement.
	Leave *Leave `json:"leave,omitempty"`
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
	// IsBookkeeping says that a migration tool or an extension keeps its own records in it. Its columns, constraints and indexes are no rows.
	IsBookkeeping bool `json:"is_bookkeeping,omitempty"`
	// OnlyNullable says that it has at least two columns beside its primary key, and all of them may be null.
	OnlyNullable bool `json:"only_nullable,omitempty"`
	// Numbered is the largest group of its columns whose names differ in a number only: phone1, phone2.
	Numbered *Numbered `json:"numbered,omitempty"`
	// Periods tells, at the first of some tables whose names differ in a year, month or day only, of the others.
	Periods *Periods `json:"periods,omitempty"`
	// AttributeValue says that each of its rows is one attribute of a row of another table.
	AttributeValue *AttributeValue `json:"attribute_value,omitempty"`
	// SoftDelete is the column that says when a row was deleted, null while it was not.
	SoftDelete string `json:"soft_delete,omitempty"`
	// SoftDeleteAt is that column's place.
	SoftDeleteAt facts.ID `json:"soft_delete_at,omitempty"`
	// SoftDeleteIndexed says that an index has that column as a key or in its predicate.
	SoftDeleteIndexed bool `json:"soft_delete_indexed,omitempty"`
	// Timestamps are its columns that are timestamp without time zone.
	Timestamps *Timestamps `json:"timestamps,omitempty"`
	// RowSecurity says that row level security is enabled on it.
	RowSecurity bool `json:"row_security,omitempty"`
	// RowSecurityForced says that its owner is held to row level security too.
	RowSecurityForced bool `json:"row_security_forced,omitempty"`
	// RowSecurityUncertain says that a DO block whose effect is not known names the table or is about row level security.
	RowSecurityUncertain bool `json:"row_security_uncertain,omitempty"`
	// PolicyCount is the number of its policies.
	PolicyCount int `json:"policy_count,omitempty"`
	// Exposed says that its schema is served by the platform's API.
	Exposed bool `json:"exposed,omitempty"`
	// Comment is the comment on it.
	Comment string `json:"comment,omitempty"`
	// OnlyKeys says that all of its columns belong to foreign keys or the primary key: it links other tables.
	OnlyKeys bool `json:"only_keys,omitempty"`
	// Path is its name as SQL writes it, in quotes where it needs them.
	Path string `json:"path,omitempty"`
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
	// Words are the words of its name, in lower case.
	Words []string `json:"words"`
	// OtherType is the type that most columns of this name have, in other tables, when this one has another.
	OtherType *OtherType `json:"other_type,omitempty"`
	// NamedTable is the table that its name says it references, as customer_id does customers, when that has a primary key of the same type
	// and no foreign key of the column is known.
	NamedTable *NamedTable `json:"named_table,omitempty"`
	// TypeColumn is the column that names the table that this one, whose type is that of some key, references: subject_type for subject_id.
	TypeColumn string `json:"type_column,omitempty"`
	// TypeColumnAt is that column's place.
	TypeColumnAt facts.ID `json:"type_column_at,omitempty"`
	// IsEnum says that its type is an enum that the history creates.
	IsEnum bool `json:"is_enum,omitempty"`
	// Comment is the comment on it.
	Comment string `json:"comment,omitempty"`
	// Path is its table and name as SQL writes them, in quotes where they need them.
	Path string `json:"path,omitempty"`
	// TypeWritten is what stands at type_at, in lower case: "timestamp(3)", "varchar(20)[]". It is there for the types json, timestamp, char, varchar,
	// serial, money, real, double precision and timestamptz(0), unless they are written in a DO block, a template or over several lines.
	TypeWritten string `json:"type_written,omitempty"`
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
	// DropRedundant is the statement that drops a validated CHECK which does nothing but hold columns to be not null that are NOT NULL already:
	// "ALTER TABLE … DROP CONSTRAINT …".
	DropRedundant string `json:"drop_redundant,omitempty"`
	// DuplicateOf is an older foreign key of the table from the same columns to the same ones.
	DuplicateOf *Duplicate `json:"duplicate_of,omitempty"`
	// TypeMismatch is the first column of a foreign key whose type does not suit that of the column that it references.
	TypeMismatch *TypeMismatch `json:"type_mismatch,omitempty"`
	// OtherSchema says that a foreign key references a table in another schema.
	OtherSchema bool `json:"other_schema,omitempty"`
	// Nullable says that a column of a foreign key may be null.
	Nullable bool `json:"nullable,omitempty"`
	// NullsOn is "delete" or "update" when a foreign key then sets columns to null that are all NOT NULL.
	NullsOn string `json:"nulls_on,omitempty"`
	// Circle are the tables of a circle of foreign keys that this one closes, from this table to itself, when each of them is NOT NULL and not
	// deferrable: no row can be the first.
	Circle []string `json:"circle,omitempty"`
	// InLastMigration says that the last migration of the history adds it: what is to follow may be on its way.
	InLastMigration bool `json:"in_last_migration,omitempty"`
	// Validate is the statement that validates it when it is not: "ALTER TABLE … VALIDATE CONSTRAINT …".
	Validate string `json:"validate,omitempty"`
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
	// Pointless says that the predicate of a partial index only leaves out nulls of columns that are NOT NULL.
	Pointless bool `json:"pointless,omitempty"`
	// RepeatedKey is a column that is a key twice.
	RepeatedKey string `json:"repeated_key,omitempty"`
	// BooleanKey is the boolean column that is the only key of an index that is neither unique nor partial.
	BooleanKey string `json:"boolean_key,omitempty"`
	// ArrayKey is the array column that is the only key of a btree index that is not unique.
	ArrayKey string `json:"array_key,omitempty"`
	// MomentInside is a date or time that is neither the first nor the last key of an index that is not unique, and not followed by the primary key.
	MomentInside string `json:"moment_inside,omitempty"`
	// NullableKey is a column among several of a unique index that may be null, when neither the predicate nor another unique index says
	// anything of it: rows that have null there are never equal. A column for soft deletes is none.
	NullableKey string `json:"nullable_key,omitempty"`
	// CaseSensitive are the keys of a unique index that hold text whose case counts.
	CaseSensitive []string `json:"case_sensitive,omitempty"`
	// KeepsDeleted is the table's column for soft deletes when a unique index without a predicate does not have it as a key: rows that are
	// deleted by it stand in the way of new ones. Left out are keys that the database makes, that foreign keys reference, or that hold
	// nothing but ids.
	KeepsDeleted string `json:"keeps_deleted,omitempty"`
	// CreateLive is the statement that makes the index that leaves these rows out: "CREATE UNIQUE INDEX CONCURRENTLY … WHERE … IS NULL".
	CreateLive string `json:"create_live,omitempty"`
	// OnlyDeleted is the table's column for soft deletes when it is one of several keys of a unique index in which nulls are distinct: the
	// index holds for rows that are deleted, and for no other.
	OnlyDeleted string `json:"only_deleted,omitempty"`
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
	// Alike is the number of tables in which an index of the same keys is redundant.
	Alike int `json:"alike"`
}

// Habits are things that a schema does in many places, each with the number of places that do otherwise.
type Habits struct {
	// Timestamp are columns that are timestamp without time zone; others are timestamptz.
	Timestamp Habit `json:"timestamp"`
	// JSON are columns that are json; others are jsonb.
	JSON Habit `json:"json"`
	// Char are columns that are char(n); others are text or varchar.
	Char Habit `json:"char"`
	// IntegerKey are primary keys of one column that a sequence counts up in smallint or integer; others are bigint.
	IntegerKey Habit `json:"integer_key"`
	// Serial are columns that are serial; others are identities or have nextval as default.
	Serial Habit `json:"serial"`
	// UnindexedForeignKey are foreign keys without a covering index; others have one.
	UnindexedForeignKey Habit `json:"unindexed_foreign_key"`
}

// RedundantKeys are indexes of the same keys, in several tables, each of which is redundant there.
type RedundantKeys struct {
	// At is the first of them.
	At facts.ID `json:"at"`
	// More are the next ones, at most ten.
	More []facts.ID `json:"more"`
	// Columns are the keys.
	Columns []string `json:"columns"`
	// Index is the name of the first one.
	Index string `json:"index"`
	// Table is its table.
	Table string `json:"table"`
	// Alike is the number of tables.
	Alike int `json:"alike"`
}

// Habit is something that is done in many places.
type Habit struct {
	// At is the first place, absent when there is none.
	At facts.ID `json:"at,omitempty"`
	// More are the next places, at most ten.
	More []facts.ID `json:"more,omitempty"`
	// Table is the table of the first place.
	Table string `json:"table,omitempty"`
	// Name is the column, the columns or the index of the first place.
	Name string `json:"name,omitempty"`
	// Count is the number of places.
	Count int `json:"count"`
	// Others is the number of places that do otherwise.
	Others int `json:"others"`
}

// Timestamps are the columns of a table that are timestamp without time zone.
type Timestamps struct {
	// At is the type of the first one.
	At facts.ID `json:"at"`
	// More are the types of the next ones, at most ten.
	More []facts.ID `json:"more"`
	// Columns are their names.
	Columns []string `json:"columns"`
	// Instead is timestamptz with the precision of the first one, unless that is 0.
	Instead string `json:"instead"`
	// Places are the types of those that are written so that an edit is exact: not in a DO block or a template; at most a hundred.
	Places []TypePlace `json:"places"`
}

// TypePlace is a type in a file.
type TypePlace struct {
	// At is where it is.
	At facts.ID `json:"at"`
	// Instead is the same type with time zone, as it is written shortest: "timestamptz(3)", "timestamptz[]".
	Instead string `json:"instead"`
}

// Numbered is a group of columns whose names differ in a number only; the numbers follow each other from 0 or 1.
type Numbered struct {
	// At is the first column.
	At facts.ID `json:"at"`
	// More are the other columns, at most ten.
	More []facts.ID `json:"more"`
	// Stem is what their names have in common, in lower case.
	Stem string `json:"stem"`
	// First is the name of the first column.
	First string `json:"first"`
	// Last is the name of the last column.
	Last string `json:"last"`
	// Count is the number of columns.
	Count int `json:"count"`
}

// Periods are tables for one period each.
type Periods struct {
	// Stem is what their names have in common.
	Stem string `json:"stem"`
	// Other is the second table.
	Other string `json:"other"`
	// More are the tables after the first, at most ten.
	More []facts.ID `json:"more"`
}

// AttributeValue are the columns of a table that holds attributes.
type AttributeValue struct {
	// Entity is the column that references what has the attribute.
	Entity string `json:"entity"`
	// Attribute is the column with the attribute's name.
	Attribute string `json:"attribute"`
	// Value is the column with its value.
	Value string `json:"value"`
}

// OtherType is the type that most columns of a name have.
type OtherType struct {
	// At is the type of the first of these columns.
	At facts.ID `json:"at"`
	// Table is its table.
	Table string `json:"table"`
	// Type is its type.
	Type string `json:"type"`
}

// NamedTable is a table that a column's name says it references.
type NamedTable struct {
	// Table is the table.
	Table string `json:"table"`
	// Column is its primary key.
	Column string `json:"column"`
	// Add is the statement that adds the foreign key: "ALTER TABLE … ADD FOREIGN KEY … NOT VALID".
	Add string `json:"add"`
	// TableWords are the words of the name of the table that the column is in.
	TableWords []string `json:"table_words"`
	// NotValid says that Add leaves the rows that are there unchecked: a partitioned table can do that from PostgreSQL 18 on.
	NotValid bool `json:"not_valid,omitempty"`
}

// Duplicate is the constraint that another one repeats.
type Duplicate struct {
	// At is the older one.
	At facts.ID `json:"at"`
	// Name is its name.
	Name string `json:"name"`
	// Drop is the statement that drops the repetition: "ALTER TABLE … DROP CONSTRAINT …".
	Drop string `json:"drop"`
}

// TypeMismatch is a column of a foreign key beside the one that it references.
type TypeMismatch struct {
	// Column is the referencing column.
	Column string `json:"column"`
	// Type is its type.
	Type string `json:"type"`
	// References is the referenced column.
	References string `json:"references"`
	// ReferencedType is the type there.
	ReferencedType string `json:"referenced_type"`
	// Narrower says that the column cannot hold all values of the referenced one, of the same kind: integer for bigint.
	Narrower bool `json:"narrower,omitempty"`
	// Wider says that both are integers, and the column holds more than the referenced one.
	Wider bool `json:"wider,omitempty"`
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
	// IsReserved says that it is a reserved key word, which needs quotes wherever the name is used.
	IsReserved bool `json:"is_reserved,omitempty"`
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
	// ForeignKeys is the number of foreign keys of the schema in the end.
	ForeignKeys int `json:"foreign_keys"`
	// Downs is the number of migrations with a way back.
	Downs int `json:"downs"`
}

// DynamicSQL is an EXECUTE in a function in PL/pgSQL whose text is not a constant.
type DynamicSQL struct {
	// At is the expression that makes the text.
	At facts.ID `json:"at"`
	// Migration is the version of the migration that defines the function.
	Migration string `json:"migration"`
	// Function is the name of the function.
	Function string `json:"function"`
	// Text is the expression on one line.
	Text string `json:"text"`
	// Parameters are those parameters of the function whose text becomes a part of the SQL as it is: joined with || or by the %s of format,
	// without quote_ident, quote_literal, %I or %L. Parameters that cannot hold SQL, such as numbers, are left out.
	Parameters []string `json:"parameters,omitempty"`
	// Definer says that the function is SECURITY DEFINER: it runs with the rights of its owner.
	Definer bool `json:"definer,omitempty"`
}

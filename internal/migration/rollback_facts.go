package migration

import "github.com/bdma-dev/bdma/internal/facts"

// Change is an object of the schema that a migration drops or changes.
type Change struct {
	// At is the action or statement that does it.
	At facts.ID `json:"at"`
	// Migration is the version of its migration.
	Migration string `json:"migration"`
	// Object is "TABLE", "COLUMN", "PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK", "EXCLUDE", "INDEX", "TRIGGER", "VIEW", "TYPE", "DOMAIN",
	// "SEQUENCE", "FUNCTION", "PROCEDURE" or "SCHEMA".
	Object string `json:"object"`
	// Table is the table that it is or belongs to, as "schema.name" without the schema public; for other objects their name.
	Table string `json:"table"`
	// Name is the name of a column, constraint, index or trigger.
	Name string `json:"name,omitempty"`
	// Change is "dropped" or "changed".
	Change string `json:"change"`
	// Columns are the columns of a constraint or index that is dropped.
	Columns []string `json:"columns,omitempty"`
	// Locked are the other tables that the drop locks in ACCESS EXCLUSIVE mode, because foreign keys of the dropped object reference them.
	Locked []string `json:"locked,omitempty"`
	// Silently says that the statement does not name it: it goes along with something else.
	Silently bool `json:"silently,omitempty"`
	// Replaced says that nothing is missed in the end: the migration leaves the same again or another of its kind that shares a column, something
	// else sees to the same, or what it was about is gone too.
	Replaced bool `json:"replaced,omitempty"`
	// Copied says that this migration copied rows of a dropped table to another one before.
	Copied bool `json:"copied,omitempty"`
	// Cascade says that the statement or action has the word CASCADE.
	Cascade bool `json:"cascade,omitempty"`
	// Takes are what goes along with it and is not named: for CASCADE the views, foreign keys, columns and tables that depend on it, for a
	// column the keys and indexes that it is a part of together with columns that stay, unless the migration replaces them. Each is written
	// as "view active_users", "unique constraint users_tenant_id_email_key (tenant_id, email)".
	Takes []string `json:"takes,omitempty"`
	// Label names the object with its kind where Takes has something: "table orders".
	Label string `json:"label,omitempty"`
	// TypeBefore and Type are a column's types, when they differ.
	TypeBefore string `json:"type_before,omitempty"`
	// Type is the type that a changed column has then.
	Type string `json:"type,omitempty"`
	// NotNullBefore and NotNull tell what a column was and is when it becomes NOT NULL or ceases to be.
	NotNullBefore bool `json:"not_null_before,omitempty"`
	// NotNull says that a changed column is NOT NULL then.
	NotNull bool `json:"not_null,omitempty"`
	// DefaultBefore and Default are the texts of a column's defaults, when they differ.
	DefaultBefore string `json:"default_before,omitempty"`
	// Default is the default that a changed column has then.
	Default string `json:"default,omitempty"`
}

// RollbackDifference is an object that a way back does not bring into the state that it had.
type RollbackDifference struct {
	// At is the statement that made the difference: up, for what is not undone, or down.
	At facts.ID `json:"at"`
	// Migration is the version of the migration.
	Migration string `json:"migration"`
	// Object is the kind of object as in sentences: "table", "column", "primary key", "unique constraint", "foreign key", "check constraint",
	// "index", "trigger", "view", "type", "domain", "sequence", "function", "procedure".
	Object string `json:"object"`
	// Name is its full name: a column, constraint or index with its table. Objects of one kind that one statement drops for good share a row: their
	// names are joined, and Object and Difference are plural.
	Name string `json:"name"`
	// Difference is what is wrong, ready to follow the name: "is left behind", "is not restored", "is dropped although it existed before", "is
	// added although it did not exist before", "keeps the name users2", "has the type text instead of integer".
	Difference string `json:"difference"`
	// Kind is one word for it: "left", "lost", "dropped", "added", "renamed", "type", "nullability", "default", "identity", "definition", "name".
	Kind string `json:"kind"`
	// Fix is what to write into the way back.
	Fix string `json:"fix"`
	// Related is the way back.
	Related facts.ID `json:"related"`
}

// RollbackFailure is a statement of a way back that fails.
type RollbackFailure struct {
	// At is the statement or action.
	At facts.ID `json:"at"`
	// Migration is the version of the migration.
	Migration string `json:"migration"`
	// Statement is the statement's or action's kind.
	Statement string `json:"statement"`
	// Object is what it is about, with its kind: "column users.phone", "index users_email_idx".
	Object string `json:"object"`
	// Reason follows it: "does not exist", "is dropped by the migration itself", "was dropped with table users before", "exists already", "is
	// needed by foreign key orders.orders_user_id_fkey".
	Reason string `json:"reason"`
	// Fix is how to mend it.
	Fix string `json:"fix"`
}

// RollbackLock is a relation that a statement of a way back keeps locked for as long as it takes to read or write it.
type RollbackLock struct {
	// At is the statement.
	At facts.ID `json:"at"`
	// Migration is the version of the migration.
	Migration string `json:"migration"`
	// Kind is the statement's kind.
	Kind string `json:"kind"`
	// Relation is the relation, as "schema.name" without the schema public.
	Relation string `json:"relation"`
	// Mode is the lock's mode.
	Mode string `json:"mode"`
	// Blocks is what waits for it: "reads and writes" or "writes".
	Blocks string `json:"blocks"`
	// Rewrite says that the relation is written anew.
	Rewrite bool `json:"rewrite,omitempty"`
	// Scan says that all of it is read.
	Scan bool `json:"scan,omitempty"`
}

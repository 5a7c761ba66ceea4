package migration

import "github.com/bdma-dev/bdma/internal/facts"

// Policy is a policy of row level security that exists in the end.
type Policy struct {
	// At is its name where it was created, or where its conditions were last changed.
	At facts.ID `json:"at"`
	// Table is its table, as "schema.name" without the schema public.
	Table string `json:"table"`
	// Name is its name.
	Name string `json:"name"`
	// Command is "ALL", "SELECT", "INSERT", "UPDATE" or "DELETE".
	Command string `json:"command"`
	// Roles are those that it is for; "public" is everybody.
	Roles []string `json:"roles"`
	// Restrictive says that it narrows what other policies allow.
	Restrictive bool `json:"restrictive,omitempty"`
	// RowSecurity says that row level security is enabled on the table, so that the policy has an effect. It is true of tables that the history
	// does not create.
	RowSecurity bool `json:"row_security,omitempty"`
	// Uncertain says that a DO block whose effect is not known is about row level security.
	Uncertain bool `json:"uncertain,omitempty"`
	// WritesAny is what the policy lets its roles do to every row, its conditions being true of all: "insert", "insert, update and delete", …
	WritesAny string `json:"writes_any,omitempty"`
	// PerRowCall is a call in its conditions that says who asks, and that is made for each row: "auth.uid()".
	PerRowCall string `json:"per_row_call,omitempty"`
	// UserMetadata says that its conditions read what users may write about themselves: user_metadata, raw_user_meta_data.
	UserMetadata bool `json:"user_metadata,omitempty"`
	// Overlaps is an earlier permissive policy of the table for the same command and role.
	Overlaps *Overlap `json:"overlaps,omitempty"`
}

// Overlap is the policy that another one overlaps with.
type Overlap struct {
	// At is that policy.
	At facts.ID `json:"at"`
	// Name is its name.
	Name string `json:"name"`
	// Role is the role that both are for.
	Role string `json:"role"`
	// Command is the command that both are for.
	Command string `json:"command"`
}

// Grant is a GRANT, or a GRANT of ALTER DEFAULT PRIVILEGES, to one role, of which something is left in the end.
type Grant struct {
	// At is the statement.
	At facts.ID `json:"at"`
	// Role is who gets the privileges; "public" is everybody.
	Role string `json:"role"`
	// Object is the kind of object: "TABLE", "SEQUENCE", "FUNCTION", "SCHEMA", …
	Object string `json:"object"`
	// On is what they are on: "orders, lines", "schema app", "all tables in schema app", "new tables in schema app".
	On string `json:"on"`
	// Privileges are the privileges of which something is left: "SELECT, INSERT", or "ALL".
	Privileges string `json:"privileges"`
	// Writes says that one of them changes rows or definitions: not only SELECT, USAGE, EXECUTE, CONNECT and TEMPORARY.
	Writes bool `json:"writes,omitempty"`
	// Default says that it is about objects that will be created.
	Default bool `json:"default,omitempty"`
	// Revoke is the statement that takes them back.
	Revoke string `json:"revoke"`
}

// IdleRevoke is a REVOKE of ALTER DEFAULT PRIVILEGES that takes nothing away: one for a schema, of what everybody has in all schemas.
type IdleRevoke struct {
	// At is the statement.
	At facts.ID `json:"at"`
	// Schema is the schema that it is for.
	Schema string `json:"schema"`
}

// Function is a function or procedure that exists in the end.
type Function struct {
	// At is its name where it was created or last replaced.
	At facts.ID `json:"at"`
	// Name is its name with its arguments' types, as "schema.name(integer, text)" without the schema public.
	Name string `json:"name"`
	// Schema is its schema.
	Schema string `json:"schema"`
	// Object is "FUNCTION" or "PROCEDURE".
	Object string `json:"object"`
	// Language is its language.
	Language string `json:"language,omitempty"`
	// IsTrigger says that it returns trigger or event_trigger, so that nobody can call it.
	IsTrigger bool `json:"is_trigger,omitempty"`
	// Definer says that it is SECURITY DEFINER: it runs with the rights of its owner.
	Definer bool `json:"definer,omitempty"`
	// HasSearchPath says that it runs with a search_path of its own.
	HasSearchPath bool `json:"has_search_path,omitempty"`
	// Uncertain says that a DO block whose effect is not known sets search_path or revokes privileges.
	Uncertain bool `json:"uncertain,omitempty"`
	// Callers are those of the roles public, anon and authenticated that may call it; the last two are the roles of Supabase's API, and
	// are listed where it serves the schema.
	Callers []string `json:"callers,omitempty"`
	// Exposed says that its schema is served by the platform's API.
	Exposed bool `json:"exposed,omitempty"`
	// Comment is the comment on it.
	Comment string `json:"comment,omitempty"`
}

// ViewRights says whose rights a view that exists in the end reads with.
type ViewRights struct {
	// At is its name where it was created or last replaced.
	At facts.ID `json:"at"`
	// View is its name, as "schema.name" without the schema public.
	View string `json:"view"`
	// Schema is its schema.
	Schema string `json:"schema"`
	// Materialized says that it is a materialized view: it has no row level security at all.
	Materialized bool `json:"materialized,omitempty"`
	// Invoker says that it is security_invoker: it reads with the rights of who asks (PostgreSQL 15).
	Invoker bool `json:"invoker,omitempty"`
	// Exposed says that its schema is served by the platform's API.
	Exposed bool `json:"exposed,omitempty"`
	// Secured is the first table with row level security that it reads, itself or by other views that are not security_invoker. The table has
	// policies, or the view is served by the platform's API.
	Secured string `json:"secured,omitempty"`
	// ReadsUsers says that it reads auth.users, the accounts of Supabase.
	ReadsUsers bool `json:"reads_users,omitempty"`
	// Comment is the comment on it.
	Comment string `json:"comment,omitempty"`
}

// Extension is an extension that is installed in the end.
type Extension struct {
	// At is its name where it was created.
	At facts.ID `json:"at"`
	// Name is its name.
	Name string `json:"name"`
	// Schema is the schema of its objects.
	Schema string `json:"schema"`
	// Exposed says that this schema is served by the platform's API.
	Exposed bool `json:"exposed,omitempty"`
}

// Owner is an ALTER … OWNER TO of the direction up, or a CREATE SCHEMA … AUTHORIZATION.
type Owner struct {
	// At is the role.
	At facts.ID `json:"at"`
	// Object is the kind of object: "TABLE", "FUNCTION", "SCHEMA", …
	Object string `json:"object"`
	// Name is its name, as "schema.name" without the schema public.
	Name string `json:"name"`
	// Owner is the role that gets it.
	Owner string `json:"owner"`
}

// LongName is an identifier in a statement up that is longer than the 63 bytes that PostgreSQL keeps. Each is listed where it comes first.
type LongName struct {
	// At is the identifier.
	At facts.ID `json:"at"`
	// Name is the identifier without quotes.
	Name string `json:"name"`
	// Cut is what PostgreSQL keeps of it.
	Cut string `json:"cut"`
	// SameAs is another such identifier, of which PostgreSQL keeps the same.
	SameAs string `json:"same_as,omitempty"`
}

// ContentColumn is a column that can hold what a person typed or a machine issued. Numbers, times, booleans, enums, generated columns and
// columns of primary and foreign keys are left out.
type ContentColumn struct {
	// At is its name where it was defined or last renamed.
	At facts.ID `json:"at"`
	// Table is its table, as "schema.name" without the schema public.
	Table string `json:"table"`
	// Column is its name.
	Column string `json:"column"`
	// Path is table and column as SQL writes them.
	Path string `json:"path"`
	// Kind is "text", "bytes", "date" or "address" (of a network).
	Kind string `json:"kind"`
	// Endings are the last one, two and three words of the name in snake_case, in the singular, for a name says at its end what it is a name of: of
	// OldApiKeys "key", "api_key" and "old_api_key". Words such as _plain and _normalized at the end, and digits, are passed over.
	Endings []string `json:"endings"`
	// Protected says that a word of the name says that the value is hashed, encrypted or masked.
	Protected bool `json:"protected,omitempty"`
	// Comment is the comment on it, in lower case.
	Comment string `json:"comment,omitempty"`
}

// ObjectName is a name that the history gave a constraint, or an index that belongs to none, that exists in the end.
type ObjectName struct {
	// At is the constraint's definition, or the index's name.
	At facts.ID `json:"at"`
	// Kind is "INDEX", "UNIQUE INDEX", "PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "CHECK" or "EXCLUDE".
	Kind string `json:"kind"`
	// Name is the name.
	Name string `json:"name"`
	// Table is its table, as "schema.name" without the schema public.
	Table string `json:"table"`
	// TableName is the table's name without a schema.
	TableName string `json:"table_name"`
	// Columns are the names of its columns, joined with "_"; an expression has the name that PostgreSQL gives it, such as "lower".
	Columns string `json:"columns"`
	// Referenced is the name, without a schema, of the table that a foreign key references.
	Referenced string `json:"referenced,omitempty"`
}

// NumberMix says that some tables have names in the singular and others in the plural.
type NumberMix struct {
	// Most is the number that most names are in: "singular" or "plural"; when it is a draw, the one that the first table has.
	Most string `json:"most"`
	// Odd are the tables in the other number.
	Odd []facts.ID `json:"odd"`
	// First is the name of the first of them.
	First string `json:"first"`
	// FirstAt is that table.
	FirstAt facts.ID `json:"first_at"`
}

// NumberedTable is a table whose name is in the singular or plural. Names of which that cannot be told are left out.
type NumberedTable struct {
	// At is its name where it was created or last renamed.
	At facts.ID `json:"at"`
	// Table is its name, as "schema.name" without the schema public.
	Table string `json:"table"`
	// Number is "singular" or "plural".
	Number string `json:"number"`
}

// NameCount counts the distinct names of tables or columns by their case.
type NameCount struct {
	// Kind is "table" or "column".
	Kind string `json:"kind"`
	// Quoted is the number of names that are not snake_case.
	Quoted int `json:"quoted"`
	// Plain is the number of those that are, and that could be otherwise: for columns those of several words, for one word is the same in camelCase.
	Plain int `json:"plain"`
	// First is the first name that is not snake_case, and At its place.
	First string `json:"first"`
	// At is the place of First.
	At facts.ID `json:"at"`
	// More are the places of some others.
	More []facts.ID `json:"more"`
}

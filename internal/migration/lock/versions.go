package lock

// measured is the server version whose locks a catalog without one stands for: the one of the tests.
const measured = 15

// A Change is what a version of PostgreSQL does to a relation otherwise than the one before.
type Change struct {
	// Version is the first that does.
	Version int
	// What is the statement.
	What string
	// Gain says what it no longer does, or can do from then on.
	Gain string
	// Source is the page of the manual that says so.
	Source string
}

const notes = "https://www.postgresql.org/docs/release/"

// Changes are the differences between the servers that bdma judges for, 11 to 18, as far as locks, rewrites and scans go.
// Those that are older hold everywhere: since 11 a constant default rewrites nothing.
var Changes = []Change{
	{12, "ALTER COLUMN … SET NOT NULL", "reads nothing when a validated CHECK proves it", notes + "12.0/"},
	{12, "ALTER COLUMN … TYPE timestamptz", "rewrites nothing from timestamp in a session in UTC, nor the other way round", notes + "12.0/"},
	{12, "ATTACH PARTITION", "takes SHARE UPDATE EXCLUSIVE on the parent and not ACCESS EXCLUSIVE", notes + "12.0/"},
	{12, "ALTER INDEX … RENAME", "takes SHARE UPDATE EXCLUSIVE and not ACCESS EXCLUSIVE", notes + "12.0/"},
	{12, "REINDEX CONCURRENTLY", "exists", notes + "12.0/"},
	{12, "ALTER TYPE … ADD VALUE", "runs in a transaction; the value can be used after it", notes + "12.0/"},
	{14, "DETACH PARTITION CONCURRENTLY", "exists", notes + "14.0/"},
	{14, "REINDEX of a partitioned table", "exists", notes + "14.0/"},
	{15, "ALTER TABLE … SET ACCESS METHOD", "exists", notes + "15.0/"},
	{17, "SET EXPRESSION", "exists, and rewrites the table", notes + "17.0/"},
	{17, "transaction_timeout", "exists", notes + "17.0/"},
	{18, "ADD CONSTRAINT … NOT NULL … NOT VALID", "exists: NOT NULL without a scan under ACCESS EXCLUSIVE", notes + "18.0/"},
	{18, "ADD COLUMN … GENERATED ALWAYS AS (…) VIRTUAL", "exists, is the default, and rewrites nothing", notes + "18.0/"},
	{18, "NOT ENFORCED", "exists for CHECK and FOREIGN KEY, and reads nothing", notes + "18.0/"},
	{18, "ADD FOREIGN KEY … NOT VALID", "works on partitioned tables", notes + "18.0/"},
}

// The versions of these changes, for the code that follows them.
const (
	provenNotNull      = 12
	freeTimestamps     = 12
	quietAttach        = 12
	quietIndexRename   = 12
	partitionsNotValid = 18
)

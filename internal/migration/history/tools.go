// Package history knows what makes a history of migrations trustworthy to the tool that runs it: checksums and plans that
// hold, versions that are unique, names that the tool does not overlook.
package history

// What a tool does with a migration that is not as it wants it.
const (
	// Refuses: the tool stops with an error.
	Refuses = "refuses"
	// Skips: the tool leaves the migration out and says nothing.
	Skips = "skips"
	// Runs: the tool runs the migration all the same.
	Runs = "runs"
)

// Tool is how a migration tool keeps track of what it has run. An empty answer is one that is not known.
type Tool struct {
	// Duplicate is what it does with the second of two files of one version; Runs where versions need not be unique.
	Duplicate string
	// Late is what it does, in a database that has run newer migrations, with one that sorts before them.
	Late string
	// ByName says that it knows a migration by its whole name, so that another description makes another migration.
	ByName bool
	// Content is what it does with a migration that it has run when the file's bytes are no longer the same; empty where it does
	// not look.
	Content string
	// Sequence says that versions are 1, 2, 3, … without a gap.
	Sequence bool
}

// tools are the answers by the runner's name, each from the tool's own source or manual.
var tools = map[string]Tool{
	// source.Migrations.Append refuses a version of the same direction; the database holds one version, and Up reads the next one.
	"golang-migrate": {Duplicate: Refuses, Late: Skips},
	// Migrate runs what is above the current version.
	"voyager": {Duplicate: Skips, Late: Skips},
	// provider_collect.go and UpVersions, without --allow-missing.
	"goose": {Duplicate: Refuses, Late: Refuses},
	// Records ids, which are whole file names; PlanMigration catches up.
	"sql-migrate": {Duplicate: Runs, Late: Runs, ByName: true},
	// The table of versions has a primary key, and a version that it has is taken for applied. --strict is off by default.
	"dbmate": {Duplicate: Skips, Late: Runs},
	// CompositeMigrationResolver refuses; outOfOrder is off by default, and validateOnMigrate is on. Description and checksum are validated.
	"flyway": {Duplicate: Refuses, Late: Refuses, ByName: true, Content: Refuses},
	// verify_migrations with abort_divergent and abort_missing, which are on by default.
	"refinery": {Duplicate: Refuses, Late: Refuses, ByName: true, Content: Refuses},
	// Checksums are of changesets, which Changes looks at.
	"liquibase": {Duplicate: Runs, Late: Runs, ByName: true},
	// Revisions are keyed by version; --exec-order linear is the default.
	"atlas": {Duplicate: Skips, Late: Refuses, Content: Refuses},
	// Migrations are known by the names of their folders. "migrate deploy" only warns of an edited one, "migrate dev" wants to reset the database.
	"prisma": {Duplicate: Runs, Late: Runs, ByName: true, Content: Runs},
	// The journal's times decide, which Journal looks at.
	"drizzle": {Duplicate: Runs},
	// Pending migrations are those whose version is not recorded, collected by version.
	"diesel": {Duplicate: Skips, Late: Runs},
	// The table of versions has a primary key, and the checksum of the bytes is compared.
	"sqlx": {Duplicate: Refuses, Late: Runs, Content: Refuses},
	// FindMigrations: "Duplicate migration", "Missing migration"; the database holds one version.
	"tern": {Duplicate: Refuses, Late: Skips, Sequence: true},
	// db push, without --include-all; a version that is recorded is taken for applied.
	"supabase": {Duplicate: Skips, Late: Refuses},
	// The chain of hashes decides, which Chain looks at.
	"graphile-migrate": {Duplicate: Runs, Content: Refuses},
	// checkOrder is on by default; migrations are known by name.
	"node-pg-migrate": {Duplicate: Runs, Late: Refuses, ByName: true},
	// source.Migrations.Append refuses a version of the same direction; those that are not applied are run.
	"hasura": {Duplicate: Refuses, Late: Runs},
	// A version that is recorded is taken for applied.
	"pop": {Duplicate: Skips, Late: Runs},
	// A change's id is made of that of the one before it, so that deploy does not find the last one that it deployed.
	"sqitch": {Duplicate: Runs, Late: Refuses, ByName: true},
}

// Of returns what is known of a runner by its name.
func Of(runner string) Tool { return tools[runner] }

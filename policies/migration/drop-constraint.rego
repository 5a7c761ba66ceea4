# METADATA
# title: Constraints stay
# description: >-
#   A constraint that is gone lets in rows that break what the application takes for granted, and it cannot come back before they are found and mended.
#   Dropping a foreign key also locks the referenced table, which is often the busiest one.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html
#   - https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES
# custom:
#   severity: warning
#   message: 'dropping {kind} {name} of {table} lets in rows that it kept out{locks}'
#   fix: '{how}'
#   standard: migration/safety
#   tags: [keys, locks]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {atlas: [CD101], pgfence: [drop-constraint], pgsafe: [drop-constraint]}
package bdma.migration.drop_constraint

deny contains {
	"at": change.at, "kind": words[change.object], "name": change.name,
	"table": change.table, "locks": locks, "how": how,
} if {
	some change in input.changes
	change.change == "dropped"
	not change.silently
	not change.replaced
	locks := locked(change)
	how := fix[change.object]
}

words := {
	"PRIMARY KEY": "the primary key", "UNIQUE": "the unique constraint", "FOREIGN KEY": "the foreign key",
	"CHECK": "the check", "EXCLUDE": "the exclusion constraint",
}

locked(change) := sprintf(", and blocks reads and writes on %s and %s", [change.table, concat(", ", change.locked)]) if change.locked

locked(change) := "" if not change.locked

rest := "keep it, or add in the same migration the one that takes its place"

fix := {
	"PRIMARY KEY": rest, "UNIQUE": rest, "CHECK": rest, "EXCLUDE": rest,
	"FOREIGN KEY": "keep it, or drop it alone in a migration with a short lock_timeout, since it locks both tables",
}

# METADATA
# title: No circle of foreign keys is closed
# description: >-
#   When each table of a circle needs a row of the next one, at once, no row can be the first: inserts fail, and so do
#   restored backups that load table by table.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-set-constraints.html
# custom:
#   severity: warning
#   message: '{table} needs a row of {references} first, in a circle that nothing can begin: {circle}'
#   fix: 'let a key of the circle be null, or declare it DEFERRABLE INITIALLY DEFERRED'
#   standard: schema/keys
#   tags: [foreign-keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.schema.foreign_key_circle

deny contains {
	"at": key.at, "table": key.table, "references": key.references,
	"circle": circle,
} if {
	some key in input.constraints
	key.circle
	circle := concat(" → ", key.circle)
}

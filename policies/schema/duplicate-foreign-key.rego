# METADATA
# title: No foreign key is declared twice
# description: >-
#   PostgreSQL upholds both of two equal foreign keys: each insert and each delete looks twice, and ON DELETE does what
#   either of them says.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: warning
#   message: '{name} on {table} repeats {other}: every write is checked twice'
#   fix: '{drop}'
#   standard: schema/keys
#   tags: [foreign-keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-index-health: [DUPLICATED_FOREIGN_KEYS, INTERSECTED_FOREIGN_KEYS]}
package bdma.schema.duplicate_foreign_key

deny contains {
	"at": key.at, "related": [key.duplicate_of.at], "name": key.name, "table": key.table,
	"other": key.duplicate_of.name, "drop": key.duplicate_of.drop,
} if {
	some key in input.constraints
	key.duplicate_of
}

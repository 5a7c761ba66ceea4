# METADATA
# title: Foreign keys are NOT NULL
# description: >-
#   A foreign key that may be null is not checked where it is. Every query has to think of rows that belong to nothing, and
#   a composite key with one null is not checked at all.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: info
#   message: 'foreign key {table} ({columns}) may be null: rows that belong to no {references} are allowed'
#   fix: 'declare the columns NOT NULL, or move the relation to a table of its own'
#   standard: schema/keys
#   tags: [foreign-keys, nulls]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {pgsafe: [forbid-nullable-fk], pg-index-health: [FOREIGN_KEYS_WITH_NULL_VALUES]}
package bdma.schema.nullable_foreign_key

deny contains {"at": key.at, "table": key.table, "columns": key.columns, "references": key.references} if {
	some key in input.constraints
	key.nullable
}

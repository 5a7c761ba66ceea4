# METADATA
# title: ON DELETE SET NULL meets columns that may be null
# description: >-
#   The delete that is to set the column to null fails on its NOT NULL constraint, always: the rule that was meant to let
#   rows go holds them for ever.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: error
#   message: '{event} in {references} fails: {name} then sets {table} ({columns}) to null, which is NOT NULL'
#   fix: 'let the column be null, or choose CASCADE or RESTRICT'
#   standard: schema/keys
#   tags: [foreign-keys, failure]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.schema.set_null_on_not_null

deny contains {
	"at": key.at, "event": event[key.nulls_on], "references": key.references, "name": key.name,
	"table": key.table, "columns": key.columns,
} if {
	some key in input.constraints
	key.nulls_on
}

event := {"delete": "a delete", "update": "a new key"}

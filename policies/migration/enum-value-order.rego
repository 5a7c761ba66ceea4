# METADATA
# title: New values of enums say where they belong
# description: >-
#   An enum sorts by the order of its values, and a value can never move afterwards. ADD VALUE without BEFORE or AFTER puts it
#   last, whether that was meant or not.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertype.html
# custom:
#   severity: info
#   message: 'adding value "{value}" to {name} puts it behind all others, for good'
#   fix: 'write BEFORE or AFTER and the value that it belongs next to'
#   standard: migration/compatibility
#   tags: [types]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {squawk: [require-enum-value-ordering], pgfence: [alter-enum-no-ordering]}
package bdma.migration.enum_value_order

deny contains {"at": s.at, "name": s.name, "value": s.value} if {
	some s in input.statements
	s.action == "ADD VALUE"
	s.existed_before
	not s.placed
}

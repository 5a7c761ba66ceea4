# METADATA
# title: CASCADE drops nothing unnamed
# description: >-
#   CASCADE drops whatever depends on an object, also what somebody added yesterday: views, foreign keys of other tables, columns of a type. Without
#   it the statement fails when there is more than its author knew of.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-depend.html
# custom:
#   severity: warning
#   message: 'CASCADE drops with {object} also {takes}'
#   fix: 'drop them by name before, and leave CASCADE out'
#   standard: migration/safety
#   tags: [data-loss]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-migration-lint: [PGM202], bytebase: [statement.disallow-rm-tbl-cascade]}
package bdma.migration.drop_cascade

deny contains {"at": change.at, "object": change.label, "takes": takes} if {
	some change in input.changes
	change.cascade
	not own[change.object]
	takes := concat(", ", change.takes)
}

# Other rules say it of these.
own := {"COLUMN": true, "SCHEMA": true}

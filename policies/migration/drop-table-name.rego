# METADATA
# title: A table is renamed before it is dropped
# description: >-
#   A table that was renamed first has been out of use for a while when it is dropped, and whoever still used it has said
#   so. The name shows that a drop is meant.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-droptable.html
# custom:
#   severity: warning
#   message: '{table} is dropped under the name that it was used by'
#   fix: 'rename it to {table}{suffix} in a release before, and drop that'
#   standard: migration/safety
#   tags: [naming, data-loss]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {bytebase: [table.drop-naming-convention]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       suffix:
#         type: string
#         default: _deleted
#         description: What the names of tables that may be dropped end with.
package bdma.migration.drop_table_name

deny contains {"at": statement.at, "table": statement.table, "suffix": data.settings.suffix} if {
	some statement in input.statements
	statement.kind == "DROP TABLE"
	statement.direction == "up"
	statement.existed_before
	not endswith(statement.table, data.settings.suffix)
}

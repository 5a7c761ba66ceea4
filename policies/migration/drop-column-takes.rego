# METADATA
# title: A dropped column takes no key or index along unnoticed
# description: >-
#   PostgreSQL drops every key, check and index that a column is a part of together with the column, and says nothing. What was unique over two
#   columns is then unique no more, and queries lose an index that served the column that stays.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html
# custom:
#   severity: warning
#   message: 'dropping {table}.{column} silently drops {takes}'
#   fix: 'decide what becomes of it: create one over the columns that stay, or drop it by name in a statement before'
#   standard: migration/safety
#   tags: [data-loss, indexes, keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {atlas: [CD101], pg-migration-lint: [PGM010, PGM011, PGM012]}
package bdma.migration.drop_column_takes

deny contains {"at": change.at, "table": change.table, "column": change.name, "takes": takes} if {
	some change in input.changes
	change.object == "COLUMN"
	takes := concat(", ", change.takes)
}

# METADATA
# title: Views name their columns
# description: >-
#   SELECT * is expanded when the view is made. Columns that the table gets later are missing from the view, and those
#   that it loses cannot be dropped.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS
# custom:
#   severity: info
#   message: 'view {view} selects *: it has the columns of today, and no table behind it can lose one'
#   fix: 'write the columns that the view is for'
#   standard: schema/normalisation
#   tags: [views]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {sqlcheck: ["3001"], bytebase: [select.no-select-all]}
package bdma.schema.view_columns

deny contains {"at": s.at, "view": s.table} if {
	some s in input.statements
	s.direction == "up"
	s.selects_star
}

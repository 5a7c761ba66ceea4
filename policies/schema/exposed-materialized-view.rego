# METADATA
# title: Materialized views stay out of schemas that an API serves
# description: >-
#   A materialized view holds rows of its own and has no row level security. An API serves all of it to everybody who may
#   read it.
# related_resources:
#   - https://www.postgresql.org/docs/current/rules-materializedviews.html
#   - https://www.postgresql.org/docs/current/ddl-rowsecurity.html
# custom:
#   severity: warning
#   message: 'materialized view {view} is served by the API{harm}, and cannot have row level security'
#   fix: 'create it in a schema that the API does not serve, and show parts of it by a view or function'
#   standard: schema/privacy
#   tags: [privacy, views]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {splinter: ["0016"]}
package bdma.schema.exposed_materialized_view

deny contains {"at": view.at, "view": view.view, "harm": harm} if {
	some view in input.view_rights
	view.materialized
	view.exposed
	not view.reads_users
	harm := rows(view)
}

rows(view) := sprintf(" with rows of %s, whose policies it leads around", [view.secured]) if {
	view.secured
} else := ""

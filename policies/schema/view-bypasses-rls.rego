# METADATA
# title: Views do not lead around row level security
# description: >-
#   A view reads with the rights of its owner, who is usually the owner of the tables and not held to their policies.
#   Whoever may read the view sees all rows.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-createview.html
#   - https://www.postgresql.org/docs/current/ddl-rowsecurity.html
# custom:
#   severity: warning
#   message: 'view {view} reads {table} as its owner: who may read the view sees rows that row level security hides'
#   fix: 'create it WITH (security_invoker = true), so that it reads as who asks; before PostgreSQL 15, repeat the policies'' conditions in the view'
#   standard: schema/privacy
#   tags: [privacy, rls, views]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0010"]}
package bdma.schema.view_bypasses_rls

deny contains {"at": view.at, "view": view.view, "table": view.secured} if {
	some view in input.view_rights
	view.secured
	not view.invoker
	not view.materialized
}

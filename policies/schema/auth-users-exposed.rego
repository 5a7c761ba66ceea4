# METADATA
# title: Views that an API serves do not read the accounts
# description: >-
#   The table auth.users holds e-mail addresses, phone numbers and sign-in tokens. A view of it in a schema that the API
#   serves shows them to everybody who may read the view.
# related_resources:
#   - https://supabase.com/docs/guides/database/database-advisors
# custom:
#   severity: error
#   message: 'view {view} is served by the API and reads auth.users'
#   fix: 'keep what others may see in a table of its own, filled by a trigger on auth.users, with row level security'
#   standard: schema/privacy
#   tags: [privacy, views]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0002"]}
package bdma.schema.auth_users_exposed

deny contains {"at": view.at, "view": view.view} if {
	some view in input.view_rights
	view.reads_users
	view.exposed
}

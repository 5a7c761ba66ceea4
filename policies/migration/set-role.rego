# METADATA
# title: Migrations set the role that owns what they create
# description: >-
#   Who creates an object owns it. When migrations are run now by one person and now by another, objects get owners who
#   cannot change each other's.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-set-role.html
# custom:
#   severity: warning
#   message: '{migration} does not set the role {role} first'
#   fix: 'begin with SET ROLE {role}'
#   standard: schema/privacy
#   tags: [ownership]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {bytebase: [statement.check-set-role-variable]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       role:
#         type: string
#         default: ""
#         description: The role that each migration is to set first; none asks for none.
#         examples: [app_owner]
package bdma.migration.set_role

deny contains {"at": migration.at, "migration": migration.version, "role": data.settings.role} if {
	data.settings.role != ""
	some migration in input.migrations
	migration.direction == "up"
	migration.statements > 0
	not sets(migration)
}

sets(migration) if migration.role == data.settings.role

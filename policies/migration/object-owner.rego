# METADATA
# title: Objects belong to the roles that are to own them
# description: >-
#   An owner may do anything with an object, and escapes its row level security. A person or a superuser as owner is one
#   who leaves, or one who may too much.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-priv.html
# custom:
#   severity: warning
#   message: '{object} {name} is given to {owner}, who is none of the owners'
#   fix: 'give it to {owners}'
#   standard: schema/privacy
#   tags: [ownership]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {bytebase: [statement.object-owner-check], pglinter: [B011, S004, S005]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       owners:
#         type: array
#         items: {type: string}
#         default: []
#         description: The roles that objects may belong to; none asks nothing.
#         examples: [[app_owner]]
package bdma.migration.object_owner

deny contains {"at": row.at, "object": object, "name": row.name, "owner": row.owner, "owners": owners} if {
	some row in input.owners
	owners := data.settings.owners
	count(owners) > 0
	not row.owner in owners
	object := lower(row.object)
}

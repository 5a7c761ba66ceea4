# METADATA
# title: Destructive steps name their backup or ticket
# description: >-
#   When what a migration destroyed turns out to be needed, somebody looks for the backup that holds it and for who
#   decided. Both are known on the day on which the migration is written.
# related_resources:
#   - https://www.postgresql.org/docs/current/backup.html
# custom:
#   severity: warning
#   message: '{what} cannot be undone, and no comment in the migration names a {need}'
#   fix: 'add a comment such as {example}'
#   standard: schema/recovery
#   tags: [data-loss, recovery]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       accept:
#         type: array
#         minItems: 1
#         items: {type: string, enum: [backup, ticket]}
#         default: [backup, ticket]
#         description: What a comment anywhere in the migration may name, a backup, snapshot or dump, or the key or address of a ticket.
package bdma.migration.backup_named

deny contains {"at": statement.at, "what": what, "need": need, "example": example} if {
	some statement in input.statements
	statement.irreversible
	statement.kind in {"DROP TABLE", "TRUNCATE", "DROP SCHEMA", "DROP DATABASE"}
	statement.direction == "up"
	not statement.migration in recorded
	what := sprintf("%s %s", [statement.kind, statement.table])
}

deny contains {"at": action.at, "what": what, "need": need, "example": example} if {
	some action in input.actions
	action.kind == "DROP COLUMN"
	action.direction == "up"
	action.existed_before
	not action.no_effect
	not action.column_created_in_unit
	not action.migration in recorded
	what := sprintf("DROP COLUMN %s of %s", [action.column, action.table])
}

recorded contains migration.version if {
	some migration in input.migrations
	migration.names_backup
	"backup" in data.settings.accept
}

recorded contains migration.version if {
	some migration in input.migrations
	migration.ticket
	"ticket" in data.settings.accept
}

need := concat(" or ", data.settings.accept)

example := examples[data.settings.accept[0]]

examples := {"backup": "-- Backup: nightly of 2024-05-01, kept for a year", "ticket": "-- OPS-123"}

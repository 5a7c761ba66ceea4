# METADATA
# title: Destructive migrations name their backup
# description: >-
#   What a migration drops or truncates comes back from a backup only. A comment that names the backup, or the ticket in which somebody
#   agreed to the loss, is what people look for when it turns out to have been a mistake.
# related_resources:
#   - https://www.postgresql.org/docs/current/backup.html
# custom:
#   severity: warning
#   message: '{what} throws data away, and no comment in the file names a backup or a ticket'
#   fix: 'write above it where the data is kept, for example -- backup: 2024-05-01 orders.dump, OPS-123'
#   standard: schema/recovery
#   tags: [data-loss]
#   since: "0.1"
#   presets: {all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       words:
#         type: array
#         items: {type: string, minLength: 1}
#         default: [backup, snapshot, dump, archive, export]
#         description: Words of which a comment has to hold one, in any case of letters.
#       tickets:
#         type: boolean
#         default: true
#         description: Accept a reference to a ticket, such as OPS-123, #123 or an address.
package bdma.migration.destructive_names_backup

deny contains {"at": first.at, "what": first.what} if {
	some migration in input.migrations
	first := migration.first_destructive
	not named(first)
}

named(first) if {
	data.settings.tickets
	first.tickets
}

named(first) if {
	some word in data.settings.words
	contains(lower(first.comments), lower(word))
}

# METADATA
# title: ON DELETE is chosen
# description: >-
#   Without ON DELETE a referenced row cannot be deleted, and nobody knows whether that was meant. Whoever reads the schema
#   should see what happens to the rows that point to it.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: info
#   message: 'foreign key {table} ({columns}) {says} when a row of {references} is deleted'
#   fix: 'write ON DELETE with one of {allowed}'
#   standard: schema/keys
#   tags: [foreign-keys]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string, enum: [NO ACTION, RESTRICT, CASCADE, SET NULL, SET DEFAULT]}
#         default: [RESTRICT, CASCADE, SET NULL, SET DEFAULT]
#         description: Actions that a foreign key may name. Leave CASCADE out to forbid it; NO ACTION is also what is meant by none.
#   equivalents: {bytebase: [statement.disallow-on-del-cascade], database_consistency: [foreign_key_cascade], schemalint: [reference-actions]}
package bdma.schema.on_delete

deny contains {
	"at": key.at, "table": key.table, "columns": key.columns, "says": says,
	"references": key.references, "allowed": allowed,
} if {
	some key in input.constraints
	key.kind == "FOREIGN KEY"
	not key.on_delete in actions
	says := object.get(silence, key.on_delete, sprintf("says %s", [key.on_delete]))
}

actions := {action | some action in data.settings.allow}

allowed := concat(", ", data.settings.allow)

silence := {"NO ACTION": "does not say what becomes of its rows"}

# METADATA
# title: Columns that reference rows are foreign keys
# description: >-
#   A column that is named for a table and has the type of its key is meant to hold keys of it. Without a foreign key
#   nothing stops rows from pointing to what was deleted or never was.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: warning
#   message: '{table}.{column} is named for {references} and has the type of its key, but no foreign key'
#   fix: '{add}{then}'
#   standard: schema/keys
#   tags: [keys, foreign-keys]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {active_record_doctor: [missing_foreign_keys], database_consistency: [ForeignKeyChecker], sqlcheck: ["1005"], pg-index-health: [TABLES_NOT_LINKED_TO_OTHERS]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       keeps:
#         type: array
#         items: {type: string}
#         default: [deleted, archive, archived, archives, audit, audits, backup, backups, history, log, logs]
#         description: Words in the name of a table whose rows stay when what they name is deleted.
package bdma.schema.missing_foreign_key

deny contains {"at": column.at, "table": column.table, "column": column.name, "references": to.table, "add": to.add, "then": then} if {
	some column in input.columns
	to := column.named_table
	input.summary.foreign_keys > 0 # a schema without any has decided so
	not outlives(to)
	then := next[object.get(to, "not_valid", false)]
}

outlives(to) if {
	some word in to.table_words
	word in data.settings.keeps
}

next := {false: "", true: ", and VALIDATE CONSTRAINT in the next migration"}

# METADATA
# title: Foreign keys have the type of what they reference
# description: >-
#   A column that cannot hold all keys of the table that it references fails once that table has grown: its key counts on,
#   and the first row beyond the limit cannot be referenced.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: error
#   message: '{table}.{column} is {type}, but {references}.{key}, which it references, is {referenced_type}{consequence}'
#   fix: 'write {referenced_type}'
#   standard: schema/keys
#   tags: [keys, foreign-keys, types]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       wider:
#         type: boolean
#         default: false
#         description: Report integers that are wider than the key that they reference, too.
#   equivalents: {pglinter: [B008], active_record_doctor: [mismatched_foreign_key_type], database_consistency: [ForeignKeyType], pg-index-health: [FOREIGN_KEYS_WITH_UNMATCHED_COLUMN_TYPE]}
package bdma.schema.foreign_key_type

deny contains {
	"at": key.at, "table": key.table, "column": pair.column, "type": pair.type, "references": key.references,
	"key": pair.references, "referenced_type": pair.referenced_type, "consequence": ": larger keys do not fit",
} if {
	some key in input.constraints
	pair := key.type_mismatch
	pair.narrower
}

deny contains {
	"at": key.at, "table": key.table, "column": pair.column, "type": pair.type, "references": key.references,
	"key": pair.references, "referenced_type": pair.referenced_type, "consequence": "",
} if {
	some key in input.constraints
	pair := key.type_mismatch
	not pair.narrower
	not harmless(pair)
}

# An integer that is wider than the key holds all of its values, and is a first step where the key is to grow.
harmless(pair) if {
	pair.wider
	not data.settings.wider
}

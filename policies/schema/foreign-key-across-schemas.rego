# METADATA
# title: Foreign keys stay within their schema
# description: >-
#   A schema that other schemas reference cannot be dumped, restored, moved or given to another team without them. Where
#   schemas are boundaries, keys that cross them are a decision.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: info
#   message: 'foreign key {name} ties {table} to {references} in another schema'
#   fix: 'reference a table of the same schema, or keep the key without a constraint'
#   standard: schema/keys
#   tags: [foreign-keys]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {pglinter: [B007]}
package bdma.schema.foreign_key_across_schemas

deny contains {"at": key.at, "name": key.name, "table": key.table, "references": key.references} if {
	some key in input.constraints
	key.other_schema
}

# METADATA
# title: Foreign keys have an index
# description: >-
#   PostgreSQL indexes the referenced columns, not the referencing ones. When a referenced row is deleted or its key changes,
#   it reads all of the referencing table to look for rows that point to it; joins do the same.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: warning
#   message: 'foreign key {table} ({columns}) has no index: a delete in {references} reads all of {table}'
#   fix: '{how}'
#   standard: schema/indexing
#   tags: [indexes, foreign-keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.schema.foreign_key_index

deny contains {
	"at": key.at, "table": key.table, "columns": key.columns,
	"references": key.references, "how": how,
} if {
	some key in input.constraints
	key.kind == "FOREIGN KEY"
	not key.has_covering_index
	not key.table_uncertain
	how := create(key)
}

create(key) := sprintf("%s, then the same CONCURRENTLY on each partition, attached with ALTER INDEX … ATTACH PARTITION", [key.create_index]) if {
	key.table_partitioned
} else := sprintf("%s, and %s", [key.create_index, input.outside_transaction])

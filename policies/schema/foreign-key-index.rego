# METADATA
# title: Foreign keys have an index
# description: >-
#   PostgreSQL indexes the referenced columns, not the referencing ones. When a referenced row is deleted or its key changes,
#   it reads all of the referencing table to look for rows that point to it; joins do the same.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: warning
#   message: '{what}'
#   fix: '{how}'
#   standard: schema/indexing
#   tags: [indexes, foreign-keys]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {eugene: [E15], pg-migration-lint: [PGM501], pgfence: [fk-missing-index], pgsafe: [fk-without-covering-index], splinter: ["0001"], pg-index-health: [FOREIGN_KEYS_WITHOUT_INDEX], active_record_doctor: [unindexed_foreign_keys], pglinter: [B003]}
package bdma.schema.foreign_key_index

deny contains {"at": key.at, "what": what, "how": how} if {
	some key in input.constraints
	key.kind == "FOREIGN KEY"
	not key.has_covering_index
	not key.table_uncertain
	not key.duplicate_of
	not grouped
	what := sprintf(
		"foreign key %s (%s) has no index: a delete in %s reads all of %s",
		[key.table, concat(", ", key.columns), key.references, key.table],
	)
	how := create(key)
}

deny contains {"at": habit.at, "related": habit.more, "what": what, "how": how} if {
	grouped
	habit := input.habits.unindexed_foreign_key
	what := sprintf(
		"foreign keys of this schema, beginning with %s (%s), have no index: a delete in a table that they reference reads all of theirs",
		[habit.table, habit.name],
	)
	how := sprintf("CREATE INDEX CONCURRENTLY for each table that grows, and %s", [input.outside_transaction])
}

# A schema that indexes hardly any of its foreign keys has one cause, and gets one finding.
grouped if {
	habit := input.habits.unindexed_foreign_key
	habit.count >= 10
	habit.count >= 4 * habit.others
}

create(key) := sprintf("%s, then the same CONCURRENTLY on each partition, attached with ALTER INDEX … ATTACH PARTITION", [key.create_index]) if {
	key.table_partitioned
} else := sprintf("%s, and %s", [key.create_index, input.outside_transaction])

# METADATA
# title: Partitions are detached concurrently
# description: >-
#   DETACH PARTITION takes ACCESS EXCLUSIVE on the partitioned table. It waits for every query on any of its partitions, and
#   whoever comes after it waits behind it. Since PostgreSQL 14 CONCURRENTLY waits without making others wait.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION
# custom:
#   severity: warning
#   message: 'detaching {partition} takes {lock} on {table}: while it waits for running queries, {blocks} queue behind it'
#   fix: 'write DETACH PARTITION … CONCURRENTLY, and {outside}'
#   standard: migration/locking
#   tags: [locks]
#   mends: safe
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [require-concurrent-partition-detach], pgfence: [detach-partition], pg-migration-lint: [PGM004], pgsafe: [detach-partition-non-concurrent], pgls: [requireConcurrentDetachPartition]}
package bdma.migration.detach_partition_concurrently

deny contains {
	"at": action.at, "partition": action.name, "table": action.table, "lock": action.lock, "blocks": action.blocks,
	"outside": input.outside_transaction,
	"edits": [edit |
		leave := [{"at": e.at, "replace": e.text} | some e in action.leave.edits]
		action.leave
		some edit in array.concat([{"at": action.last_word, "after": " CONCURRENTLY"}], leave)
	],
} if {
	some action in input.actions
	action.kind == "DETACH PARTITION"
	action.existed_before
	not action.concurrently
	not action.has_default_partition
	input.postgres_version >= 14
}

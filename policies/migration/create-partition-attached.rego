# METADATA
# title: Partitions are created apart and attached
# description: >-
#   CREATE TABLE … PARTITION OF takes ACCESS EXCLUSIVE on the partitioned table: it waits for every query on any of its
#   partitions, and whoever comes after it waits behind it. ATTACH PARTITION takes a lock that lets others read and write.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
# custom:
#   severity: warning
#   message: 'creating partition {partition} takes ACCESS EXCLUSIVE on {table}{more}'
#   fix: '{instead} with these bounds'
#   standard: migration/locking
#   tags: [locks]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
package bdma.migration.create_partition_attached

deny contains {"at": s.at, "partition": s.table, "table": s.partition_of, "more": harm, "instead": s.instead} if {
	some s in input.statements
	s.kind == "CREATE TABLE"
	s.partition_of
	input.postgres_version >= 12
	harm := more(s)
}

more(s) := sprintf(" and reads all of %s meanwhile: reads and writes wait", [concat(", ", s.reads_under_lock)]) if {
	s.reads_under_lock
} else := ": while it waits for running queries, reads and writes queue behind it"

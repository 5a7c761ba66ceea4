# METADATA
# title: Partitions prove their bounds before they are attached
# description: >-
#   ATTACH PARTITION reads all of the table, to see that its rows are within the bounds, while it holds ACCESS EXCLUSIVE on
#   it. A validated CHECK that says the same spares that. A default partition is read too, unless its own CHECK keeps the new
#   rows out.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE
# custom:
#   severity: error
#   message: 'attaching {partition} to {table} reads all of {read} under ACCESS EXCLUSIVE: reads and writes wait'
#   fix: '{how}'
#   standard: migration/locking
#   tags: [locks, scans]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pgfence: [attach-partition], pg-migration-lint: [PGM005], pgsafe: [attach-partition], pgls: [avoidAttachingPartition]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       small-table:
#         type: integer
#         minimum: 0
#         default: 10000
#         description: >-
#           A table that bdma.yaml states to have fewer rows than this is left alone.
package bdma.migration.attach_partition_check

deny contains {"at": action.at, "partition": action.name, "table": action.table, "read": action.reads_under_lock, "how": how} if {
	some action in input.actions
	action.kind == "ATTACH PARTITION"
	action.reads_under_lock
	not small(action)
	how := prove(action)
}

prove(action) := sprintf("add a CHECK that leaves these bounds out to the default partition, NOT VALID, VALIDATE it in %s, and attach after that", [input.later_migration]) if {
	not action.reads_partition
} else := sprintf("%s; in %s: %s; attach it after that, and drop the check", [action.add_not_valid, input.later_migration, action.validate]) if {
	action.add_not_valid
} else := sprintf("add a CHECK of the bounds to %s NOT VALID, VALIDATE it in %s, and attach it after that", [action.name, input.later_migration])

small(row) if row.rows < data.settings["small-table"]

# METADATA
# title: New tables reference busy tables in a step of their own
# description: >-
#   A foreign key locks the table that it references in SHARE ROW EXCLUSIVE until the transaction ends. On a table that
#   bdma.yaml states to be busy, every write waits for the rest of the migration.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK
# custom:
#   severity: warning
#   message: 'a new table that references {table} locks it in SHARE ROW EXCLUSIVE: writes to {table} wait until this transaction ends'
#   fix: 'create the table without the foreign key, and add that in a migration of its own, after SET lock_timeout'
#   standard: migration/locking
#   tags: [locks, foreign-keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {gitlab: [CreateTableWithForeignKeys]}
package bdma.migration.reference_hot_table

deny contains {"at": lock.at, "table": lock.relation} if {
	some lock in input.locks
	lock.kind == "CREATE TABLE"
	lock.mode == "SHARE ROW EXCLUSIVE"
	lock.existed_before
	lock.traffic == "high"
}

# METADATA
# title: Every table has a primary key
# description: >-
#   Without a primary key two rows may be the same, nothing can refer to a row, and logical replication cannot update or
#   delete it.
# related_resources:
#   - https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS
# custom:
#   severity: warning
#   message: 'table {table} has no primary key'
#   fix: '{how}'
#   standard: schema/keys
#   tags: [keys]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-migration-lint: [PGM502, PGM503], splinter: ["0004"], bytebase: [table.require-pk], pgsafe: [require-primary-key], schemalint: [require-primary-key], pg-index-health: [TABLES_WITHOUT_PRIMARY_KEY], active_record_doctor: [table_without_primary_key], pglinter: [B001], sqlcheck: ["1003"]}
package bdma.schema.primary_key

deny contains {"at": table.at, "table": table.table, "how": how} if {
	some table in input.tables
	not table.has_primary_key
	not exempt(table)
	how := key(table)
}

key(table) := sprintf("make (%s) the primary key: by %s they are unique already, and NOT NULL", [concat(", ", table.identifying), table.identifying_index]) if {
	table.identifying
} else := sprintf("add PRIMARY KEY (…) over the columns that identify a row, among them %s, by which the table is partitioned", [concat(", ", table.partition_key)]) if {
	table.partition_key
} else := "add PRIMARY KEY (…) over the columns that identify a row, or a column id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"

# A partition has its parent's key; rows on another server or without a log are not this database's to keep.
exempt(table) if table.is_partition

exempt(table) if table.is_unlogged

exempt(table) if table.is_foreign

exempt(table) if table.is_bookkeeping

# A table whose definition is not all known may have a key.
exempt(table) if table.columns_unknown

exempt(table) if table.uncertain

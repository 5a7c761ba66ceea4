# METADATA
# title: No index repeats another one
# description: >-
#   An index whose columns another one begins with serves no query that the other one does not serve. It costs disk, memory
#   and time on every write.
# related_resources:
#   - https://www.postgresql.org/docs/current/indexes-multicolumn.html
# custom:
#   severity: warning
#   message: '{what}'
#   fix: '{how}'
#   standard: schema/indexing
#   tags: [indexes]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {pg-migration-lint: [PGM508], splinter: ["0009"], pg-index-health: [DUPLICATED_INDEXES, INTERSECTED_INDEXES], active_record_doctor: [extraneous_indexes], database_consistency: [redundant_index], pglinter: [B002]}
package bdma.schema.redundant_index

deny contains {"at": index.at, "related": [other.at], "what": what, "how": how} if {
	some index in input.indexes
	other := index.redundant_to
	other.alike < common
	what := sprintf(
		"index %s on %s (%s) is redundant: %s on (%s) serves the same queries",
		[index.name, index.table, concat(", ", index.columns), other.name, concat(", ", other.columns)],
	)
	how := drop(index)
}

deny contains {"at": keys.at, "related": keys.more, "what": what, "how": how} if {
	some keys in input.redundant_keys
	keys.alike >= common
	columns := concat(", ", keys.columns)
	what := sprintf(
		"table after table has an index on (%s) beside another that serves the same queries, beginning with %s on %s",
		[columns, keys.index, keys.table],
	)
	how := sprintf("leave out what makes an index on (%s) in each table, and drop those that are there", [columns])
}

# The same index in many tables has one cause, such as an id that is declared unique once more, and gets one finding.
common := 5

drop(index) := sprintf("%s, and %s", [index.drop, input.outside_transaction]) if {
	index.drops_concurrently
} else := index.drop

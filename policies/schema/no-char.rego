# METADATA
# title: Nothing is padded with blanks
# description: >-
#   char(n) fills values up with blanks, which take space, are dropped again in comparisons and casts, and count in LIKE and
#   regular expressions. It is not faster than text.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_char.28n.29
# custom:
#   severity: warning
#   message: '{what} {type}, which fills shorter values up with blanks'
#   fix: 'write {instead}'
#   standard: schema/types
#   tags: [types]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {squawk: [ban-char-field], bytebase: [column.maximum-character-length], pgfence: [ban-char-field], pg-migration-lint: [PGM103], pgls: [banCharField], pg-index-health: [COLUMNS_WITH_CHAR_TYPE]}
package bdma.schema.no_char

deny contains {
	"at": column.type_at, "what": what, "type": column.type, "instead": better,
	"edits": [{"at": column.type_at, "replace": better} |
		not contains(column.type_written, "[")
		not input.runner in {"prisma", "drizzle"}
	],
} if {
	some column in input.columns
	column.base_type == "character"
	not grouped
	better := instead(column)
	what := sprintf("%s.%s is", [column.table, column.name])
}

deny contains {
	"at": habit.at, "related": habit.more, "what": what, "type": "character(n)",
	"instead": "text or uuid",
} if {
	grouped
	habit := input.habits.char
	what := sprintf("a whole family of columns, beginning with %s.%s, is", [habit.table, habit.name])
}

# Ids or codes that have this type throughout have one cause, and get one finding.
grouped if input.habits.char.count >= 5

instead(column) := "uuid" if {
	column.type == "character(36)"
	some word in column.words
	word in {"id", "uuid", "guid"}
} else := "text"

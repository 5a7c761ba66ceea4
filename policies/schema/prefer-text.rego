# METADATA
# title: Text has no length in its type
# description: >-
#   text and varchar(n) are stored alike and are equally fast. A length in the type is a guess that a migration has to mend
#   later; a CHECK constraint says the same, has a name, and is easy to change.
# related_resources:
#   - https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_varchar.28n.29_by_default
# custom:
#   severity: info
#   message: '{table}.{column} is {type}: a longer value is an error, and a new limit is a change of type'
#   fix: 'write text, with CHECK (char_length({column}) <= …) where a limit means something'
#   standard: schema/types
#   tags: [types]
#   mends: unsafe
#   since: "0.1"
#   presets: {all: 1}
#   equivalents: {squawk: [prefer-text-field], pgfence: [prefer-text-field], pg-migration-lint: [PGM108], pgls: [preferTextField], schemalint: [prefer-text-to-varchar], pg-index-health: [COLUMNS_WITH_FIXED_LENGTH_VARCHAR], gitlab: [PreventStrings, AddLimitToTextColumns]}
package bdma.schema.prefer_text

deny contains {
	"at": column.type_at, "table": column.table, "column": column.name, "type": column.type,
	"edits": [{"at": column.type_at, "replace": "text"} |
		not contains(column.type_written, "[")
		not input.runner in {"prisma", "drizzle"}
	],
} if {
	some column in input.columns
	column.base_type == "character varying"
	column.type != column.base_type
}

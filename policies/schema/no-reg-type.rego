# METADATA
# title: Types that name other objects by their number are not stored
# description: >-
#   Values of regproc, regoper, regconfig and their like are numbers of objects that a new cluster gives out anew.
#   pg_upgrade refuses a database in which a table has such a column.
# related_resources:
#   - https://www.postgresql.org/docs/current/pgupgrade.html
# custom:
#   severity: warning
#   message: '{table}.{column} is {type}, with which pg_upgrade refuses the whole database'
#   fix: 'write text and cast it to {type} where it is used'
#   standard: schema/types
#   tags: [types]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {splinter: ["0018"]}
package bdma.schema.no_reg_type

deny contains {"at": column.type_at, "table": column.table, "column": column.name, "type": column.type} if {
	some column in input.columns
	column.base_type in {
		"regcollation", "regconfig", "regdictionary", "regnamespace", "regoper", "regoperator", "regproc",
		"regprocedure",
	}
}

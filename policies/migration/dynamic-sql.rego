# METADATA
# title: Migrations say what they do
# description: >-
#   SQL that is put together at run time cannot be reviewed: neither people nor bdma can tell what it locks, rewrites
#   or drops.
# related_resources:
#   - https://www.postgresql.org/docs/current/plpgsql-statements.html#PLPGSQL-STATEMENTS-EXECUTING-DYN
# custom:
#   severity: info
#   message: 'this DO block runs SQL that is put together at run time: what it locks is not known'
#   fix: 'write the statements out, or say in a comment what they come to'
#   standard: migration/safety
#   tags: [dynamic-sql]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pgsafe: [unchecked-do-block]}
package bdma.migration.dynamic_sql

deny contains {"at": s.at, "related": places} if {
	some s in input.statements
	s.kind == "DO"
	s.opaque
	s.direction == "up"
	places := object.get(s, "executes", [])
}

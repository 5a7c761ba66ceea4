# METADATA
# title: Identifiers fit into 63 bytes
# description: >-
#   PostgreSQL cuts longer identifiers off and says so in a notice that nobody reads. What looks up the name in the
#   catalog does not find it, and two names that differ at the end are the same.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
# custom:
#   severity: warning
#   message: '{name} is cut off after 63 bytes{clash}'
#   fix: 'write a shorter name, or {cut} where it runs already'
#   standard: schema/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {squawk: [identifier-too-long], pgsafe: [identifier-too-long], pg-index-health: [POSSIBLE_OBJECT_NAME_OVERFLOW]}
package bdma.migration.identifier_length

deny contains {"at": name.at, "name": name.name, "cut": name.cut, "clash": clash} if {
	some name in input.long_names
	clash := same(name)
}

same(name) := sprintf(", and makes it the same as %s", [name.same_as]) if {
	name.same_as
} else := ""

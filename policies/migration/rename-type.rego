# METADATA
# title: Types keep their names while code uses them
# description: >-
#   Clients name types in casts and parameters, and drivers look up enums and composite types by name: they fail from the
#   moment the type, or an attribute of it, has another name.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-altertype.html
# custom:
#   severity: warning
#   message: 'renaming {what} {name} to {to} breaks running code that names it'
#   fix: '{how}'
#   standard: migration/compatibility
#   tags: [deployment, types]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {pgsafe: [rename]}
package bdma.migration.rename_type

deny contains {"at": s.at, "what": what[s.object], "name": name, "to": s.to, "how": how[s.object]} if {
	some s in input.statements
	not s.action
	what[s.object]
	s.to
	s.existed_before
	not s.old_name_exists
	name := concat(".", array.concat([s.name], part(s)))
}

what := {"TYPE": "type", "DOMAIN": "domain", "ATTRIBUTE": "attribute"}

how := {
	"TYPE": "make a new type beside it and move the columns to that one at a time, or keep the name",
	"DOMAIN": "make a new domain beside it and move the columns to that one at a time, or keep the name",
	"ATTRIBUTE": "add an attribute of the new name and write both, or keep the name",
}

part(s) := [s.value] if s.object == "ATTRIBUTE"

else := []

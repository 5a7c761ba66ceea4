# METADATA
# title: Properties of a schema differ in more than case and punctuation
# description: >-
#   Clients map userId and user_id to one field, and one of the two values is lost. Mostly one of them was meant to replace the other.
# related_resources:
#   - https://cloud.ibm.com/docs/api-handbook?topic=api-handbook-schemas
# custom:
#   severity: warning
#   message: 'the property "{name}"{of} differs from "{other}" in case or punctuation only, so generated code gives both one name'
#   fix: 'remove one of the two, or name them by what tells them apart'
#   standard: rest/naming
#   tags: [naming, codegen]
#   context: [other]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-avoid-property-name-collision]
package bdma.rest.property_name_distinct

deny contains {"at": clash.at, "related": [clash.other_at], "of": of, "name": clash.name, "other": clash.other} if {
	some clash in input.name_clashes
	clash.kind == "property"
	of := owner(clash)
}

owner(clash) := sprintf(" of %s", [clash.schema]) if clash.schema

owner(clash) := "" if not clash.schema

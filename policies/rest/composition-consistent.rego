# METADATA
# title: Parts of a composition go together
# description: >-
#   A value must satisfy every part of allOf, and what stands beside anyOf or oneOf as well. Where two of them exclude
#   each other nothing fits, or an alternative can never be chosen: every request or response of that kind is invalid.
# related_resources:
#   - https://json-schema.org/draft/2020-12/json-schema-core#name-keywords-for-applying-subs
# custom:
#   severity: error
#   message: '{problem}'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     vacuum: [allof-conflicts, json-schema-composition-sanity]
#     redocly: [no-illogical-composition-keywords]
package bdma.rest.composition_consistent

deny contains {"at": c.at, "schema": c.schema, "problem": problem, "fix": "correct the one that is wrong, or use anyOf if only one of them must hold"} if {
	some c in input.contradictions
	c.kind == "type"
	problem := sprintf("%s must be %s and %s at once, so no value is valid", [c.schema, c.one, c.other])
}

deny contains {"at": c.at, "schema": c.schema, "problem": problem, "fix": "give the property one type, or another name in one of the parts"} if {
	some c in input.contradictions
	c.kind == "property"
	problem := sprintf("the property \"%s\" must be %s and %s at once in %s, so it has no valid value", [c.property, c.one, c.other, c.schema])
}

deny contains {"at": c.at, "schema": c.schema, "problem": problem, "fix": "remove the type beside the alternatives, or the alternative"} if {
	some c in input.contradictions
	c.kind == "alternative"
	problem := sprintf("an alternative of %s has the type %s, which the type %s beside the alternatives excludes", [c.schema, c.other, c.one])
}

deny contains {"at": c.at, "schema": c.schema, "problem": problem, "fix": "correct one of the two bounds"} if {
	some c in input.contradictions
	c.kind == "range"
	problem := sprintf("parts of %s exclude each other: %s, and %s", [c.schema, c.one, c.other])
}

deny contains {"at": c.at, "schema": c.schema, "problem": problem, "fix": "list what is allowed in one place, or use anyOf if only one of the lists must hold"} if {
	some c in input.contradictions
	c.kind == "enum"
	problem := sprintf("no value is in all enums of %s: one begins with %s, another with %s", [c.schema, c.one, c.other])
}

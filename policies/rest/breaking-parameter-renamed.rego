# METADATA
# title: A parameter keeps its name
# description: >-
#   Names of parameters are compared letter by letter. A server that reads user_id does not see userId, and most
#   servers say nothing of what they do not know.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
# custom:
#   severity: error
#   message: 'the {in} parameter {was} of {operations} is called {name} now: clients that send {was} are not heard'
#   fix: 'take both names, and describe {was} with deprecated: true'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.breaking_parameter_renamed

deny contains {"at": c.at, "in": c["in"], "name": c.name, "operations": c.users, "was": c.from} if {
	some c in input.changes
	c.kind == "parameter-renamed"
	c.refuses_requests
	not c.in_new_major
	not c.is_unstable
}

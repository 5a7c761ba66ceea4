# METADATA
# title: A response has the types that it had
# description: >-
#   Clients read a value as the type that it has always had. Of another type it is an error in most languages, or
#   worse, a value that is silently wrong.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#schema-object
#   - https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1
# custom:
#   severity: error
#   message: '{subject} comes as {to} instead of {from}: clients of {users} cannot read it'
#   fix: 'keep the type, and send the new one as a property of its own'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [response-body-list-of-types-widened, response-body-prefix-items-added, response-body-prefix-items-removed, response-body-type-changed, response-body-type-generalized, response-body-unevaluated-properties-removed, response-header-schema-became-not-false, response-header-type-changed, response-header-type-generalized, response-property-list-of-types-widened, response-property-prefix-items-added, response-property-prefix-items-removed, response-property-schema-became-not-false, response-property-type-changed, response-property-type-generalized, response-property-unevaluated-properties-removed]}
package bdma.rest.breaking_response_type

deny contains {"at": c.at, "from": c.from, "subject": c.subject, "to": c.to, "users": c.receivers} if {
	some c in input.changes
	c.kind in {"type", "never"}
	c.surprises_clients
	not c.in_new_major
	not c.is_unstable
}

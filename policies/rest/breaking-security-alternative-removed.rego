# METADATA
# title: Every way in stays open
# description: >-
#   A client has the credentials that it was told to get. When these no longer let it in, it gets a 401 until somebody
#   gets it others.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
# custom:
#   severity: error
#   message: '{name} no longer suffices for {operations}: clients that send nothing else get a 401, as {needed} must be sent'
#   fix: 'go on accepting {name} beside what is new, and end it in a new major version'
#   standard: rest/compatibility
#   tags: [breaking]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents: {oasdiff: [api-security-removed, api-global-security-removed]}
package bdma.rest.breaking_security_alternative_removed

deny contains {"at": c.at, "operations": c.users, "name": c.name, "needed": c.to} if {
	some c in input.changes
	c.kind == "security-alternative-removed"
	not c.in_new_major
	not c.is_unstable
}

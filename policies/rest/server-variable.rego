# METADATA
# title: Server variables are used and have a valid default
# description: >-
#   A variable that the URL does not have changes nothing when it is set. A default outside of the enum is a server
#   that the document itself rules out.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#server-variable-object
# custom:
#   severity: warning
#   message: 'the server variable "{variable}" {problem}'
#   fix: '{fix}'
#   standard: rest/gateway
#   tags: [servers]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     spectral: [oas3-server-variables]
#     redocly: [no-server-variables-empty-enum]
#     ibm: [ibm-server-variable-default-value]
#     kics: [server_object_variable_not_used]
package bdma.rest.server_variable

deny contains {"at": variable.at, "variable": variable.name, "problem": problem, "fix": fix} if {
	some variable in input.server_variables
	not variable.is_used
	problem := sprintf("is not in the URL %s, so that setting it changes nothing", [variable.url])
	fix := sprintf("write {%s} where it is meant, or remove the variable", [variable.name])
}

# In OpenAPI 3.1 the other two break the specification, of which rest/document-valid speaks.
deny contains {
	"at": variable.at, "variable": variable.name, "problem": "has an empty enum, so that no value is allowed",
	"fix": "list the values, or remove enum if every value is allowed",
} if {
	input.document.version == "3.0"
	some variable in input.server_variables
	variable.has_empty_enum
}

deny contains {"at": variable.stray_at, "variable": variable.name, "problem": problem, "fix": "add it to the enum, or choose a default that is there"} if {
	input.document.version == "3.0"
	some variable in input.server_variables
	problem := sprintf("has the default \"%s\", which its enum does not allow", [variable.stray])
}

# METADATA
# title: Headers with a place of their own are not repeated
# description: >-
#   OpenAPI 3 ignores parameters named Accept, Content-Type and Authorization, and the response header Content-Type: the
#   media types under content and the security schemes say it. What stands in them reaches no client.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-for-use-with-schema-0
#   - https://spec.openapis.org/oas/v3.1.1.html#response-object
# custom:
#   severity: warning
#   message: 'the {kind} "{name}" is ignored: OpenAPI has another place for it'
#   fix: '{fix}'
#   standard: rest/documentation
#   tags: [parameters, http]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-no-accept-header, ibm-no-authorization-header, ibm-no-content-type-header]
#     kics:
#       - header_parameter_named_as_accept
#       - header_parameter_named_as_authorization
#       - header_parameter_named_as_content_type
#       - header_response_name_is_invalid
package bdma.rest.no_reserved_header_parameter

deny contains {"at": row.at, "kind": kind, "name": row.name, "fix": fix} if {
	some row in input.ineffective
	row.kind == "header-parameter"
	lower(row.name) == "authorization"
	kind := "header parameter"
	fix := "remove it, and declare a security scheme"
}

deny contains {"at": row.at, "kind": kind, "name": row.name, "fix": fix} if {
	some row in input.ineffective
	row.kind == "header-parameter"
	lower(row.name) != "authorization"
	kind := "header parameter"
	fix := "remove it, and list the media types under content"
}

deny contains {"at": row.at, "kind": kind, "name": row.name, "fix": fix} if {
	some row in input.ineffective
	row.kind == "response-header"
	kind := "response header"
	fix := "remove it, and list the media types under content"
}

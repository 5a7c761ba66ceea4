# METADATA
# title: Path parameters fit into a URL as they are
# description: >-
#   An id with a space, a slash or a quote in it must be percent-encoded, and is decoded once too often or too seldom by some proxy on the way. The
#   example or enum of the parameter shows such a value, or has marks in it that do not belong there.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#228
#   - https://www.rfc-editor.org/rfc/rfc3986.html#section-3.3
# custom:
#   severity: warning
#   message: 'the value "{value}" of the path parameter "{name}" has characters that a URL must encode'
#   fix: 'show a value of letters, digits and - . _ ~, or take it as a query parameter if it is text'
#   standard: rest/naming
#   tags: [naming, paths, parameters]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["228", "241"]
package bdma.rest.path_parameter_url_safe

deny contains {"at": parameter.at, "name": parameter.name, "value": parameter.unsafe_value} if {
	some parameter in input.parameters
	parameter.unsafe_value
}

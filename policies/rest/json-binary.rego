# METADATA
# title: Binary data in JSON is encoded
# description: >-
#   JSON is text and cannot hold raw bytes: format "binary" is for bodies and multipart parts that are bytes
#   throughout. In JSON the same value is encoded with base64, which clients must be told.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#working-with-binary-data
#   - https://opensource.zalando.com/restful-api-guidelines/#239
# custom:
#   severity: warning
#   message: '{property} is raw bytes (format: binary) in a JSON body, which JSON cannot hold'
#   fix: 'write format: byte in OpenAPI 3.0 and 2.0, contentEncoding: base64url from 3.1 on'
#   standard: rest/documentation
#   tags: [schemas]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     ibm: [ibm-binary-schemas]
#     zalando: ["239"]
package bdma.rest.json_binary

deny contains {"at": property.at, "property": property.label, "edits": edits} if {
	some property in input.properties
	property.in_json
	property.format == "binary"
	edits := [{"at": property.at, "set": {"format": "byte"}} |
		input.document.version in {"2.0", "3.0"}
		not property.is_reference
	]
}

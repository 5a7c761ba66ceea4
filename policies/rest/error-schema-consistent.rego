# METADATA
# title: Errors have one schema
# description: >-
#   A client writes the code that reads errors once. An error of another shape falls through it, and its user sees
#   "undefined". A schema that extends the usual one is fine.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9457.html
#   - https://opensource.zalando.com/restful-api-guidelines/#176
# custom:
#   severity: warning
#   message: '{schema} has {content}, but most errors of this API have {usual}'
#   fix: 'use or extend {usual}'
#   standard: rest/errors
#   tags: [responses, schemas]
#   context: [content]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     ibm: [ibm-error-response-schemas]
#     zalando: ["176"]
package bdma.rest.error_schema_consistent

deny contains {"at": row.at, "schema": row.label, "content": content, "usual": row.usual} if {
	some row in input.error_schemas
	not row.fits
	not row.is_oauth
	row.properties != ""
	content := sprintf("the properties %s", [row.properties])
}

deny contains {"at": row.at, "schema": row.label, "content": content, "usual": row.usual} if {
	some row in input.error_schemas
	not row.fits
	not row.is_oauth
	row.properties == ""
	content := "no properties"
}

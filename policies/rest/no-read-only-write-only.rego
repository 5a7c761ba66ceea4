# METADATA
# title: No property is read-only and write-only
# description: >-
#   readOnly keeps a property out of requests, writeOnly out of responses. A property that is both may be nowhere. In
#   OpenAPI 2.0 and 3.0 the specification forbids it, and rest/document-valid says so.
# related_resources:
#   - https://spec.openapis.org/oas/v3.0.4.html#schema-object
#   - https://json-schema.org/draft/2020-12/json-schema-validation#name-readonly-and-writeonly
# custom:
#   severity: error
#   message: '{schema} is readOnly and writeOnly at once, so it may be in no request and in no response'
#   fix: 'remove one of the two'
#   standard: rest/documentation
#   tags: [schemas]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   equivalents:
#     kics: [schema_with_both_read_only_and_write_only]
package bdma.rest.no_read_only_write_only

deny contains {"at": schema.at, "schema": schema.label} if {
	not input.document.version in {"2.0", "3.0"}
	some schema in input.schemas
	schema.is_read_only
	schema.is_write_only
}

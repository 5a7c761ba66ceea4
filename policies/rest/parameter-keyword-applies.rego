# METADATA
# title: Keywords stand where they have an effect
# description: >-
#   allowReserved and allowEmptyValue are for queries, explode for lists and objects, encoding for forms. Elsewhere they
#   are ignored, and whoever wrote them believes otherwise.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#parameter-object
#   - https://spec.openapis.org/oas/v3.1.1.html#encoding-object
# custom:
#   severity: info
#   message: '{keyword} of "{name}" has no effect on {where}'
#   fix: 'remove it'
#   standard: rest/documentation
#   tags: [parameters, http]
#   mends: safe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     kics:
#       - property_allow_empty_value_ignored
#       - property_allow_empty_value_improperly_defined
#       - property_allow_reserved_encoding_object_ignored
#       - property_allow_reserved_improperly_defined
#       - property_explode_encoding_object_ignored
#       - property_type_encoding_object_ignored
package bdma.rest.parameter_keyword_applies

deny contains {"at": row.at, "keyword": row.keyword, "where": row.where, "name": row.name, "edits": edits} if {
	some row in input.ineffective
	row.kind in {"parameter", "encoding"}
	edits := [{"at": at, "remove": true} | at := row.keyword_at]
}

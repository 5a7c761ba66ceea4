# METADATA
# title: Methods fit what the path stands for
# description: >-
#   Clients, caches and retries rely on what a method means: POST adds to a collection, PUT, PATCH and DELETE act on one
#   resource. Used the other way round, a retry may do twice what was meant once, or one typo may empty a collection.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-methods
#   - https://opensource.zalando.com/restful-api-guidelines/#148
# custom:
#   severity: warning
#   message: '{operation} {problem}'
#   fix: '{fix}'
#   standard: rest/methods
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, zalando: 1, all: 1}
#   equivalents:
#     zalando: ["148"]
package bdma.rest.method_fits_path

deny contains {"at": operation.at, "operation": operation.label, "problem": problem, "fix": fix} if {
	some operation in input.operations
	operation.is_collection
	operation.method in {"put", "patch", "delete"}
	problem := "acts on a whole collection at once"
	fix := "act on one resource, whose path ends in its id; name an operation on many in the path, as in POST …/batch-delete"
}

deny contains {"at": operation.at, "operation": operation.label, "problem": problem, "fix": fix} if {
	some operation in input.operations
	operation.method == "post"
	operation.is_item
	not operation.holds_items
	problem := "posts to a single resource, which says neither that it is changed nor what is added"
	fix := "PATCH the resource to change it, POST to a collection to add to it, or name the action as a last segment"
}

# METADATA
# title: The verb of an operationId fits its method
# description: >-
#   In a client, people see the operationId and not the method. A getOrder that sends a DELETE, or a deleteOrder that is a PUT, is retried, cached and
#   reviewed as something else than it is.
# related_resources:
#   - https://cloud.ibm.com/docs/api-handbook?topic=api-handbook-operations
# custom:
#   severity: info
#   message: '{operation} is named "{id}", but "{verb}" is not what {method} does'
#   fix: 'begin it with a verb that fits the method, or use the method that the verb says'
#   standard: rest/naming
#   tags: [naming, codegen]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-operationid-naming-convention]
package bdma.rest.operation_id_verb

deny contains {"at": operation.operation_id_at, "operation": operation.label, "id": operation.operation_id, "verb": operation.id_verb, "method": method} if {
	some operation in input.operations
	fitting := methods[operation.id_verb]
	not operation.method in fitting
	not operation.change_word
	operation.operation_id
	method := upper(operation.method)
}

# What is too long for a URL is read with POST.
reading := {"get", "head", "options", "trace", "query", "post"}

methods := {
	"get": reading, "list": reading, "fetch": reading, "find": reading, "retrieve": reading, "read": reading,
	"create": {"post", "put"}, "add": {"post", "put", "patch"}, "insert": {"post", "put"},
	"update": {"post", "put", "patch"}, "modify": {"post", "put", "patch"}, "edit": {"post", "put", "patch"},
	"replace": {"post", "put"}, "delete": {"delete", "post"}, "remove": {"delete", "post", "patch"},
}

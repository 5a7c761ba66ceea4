# METADATA
# title: Creations can be retried
# description: >-
#   When a POST times out, the client does not know whether it was carried out: a second one may pay twice. With a key
#   for each attempt the server can tell a retry from a new request.
# related_resources:
#   - https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
#   - https://opensource.zalando.com/restful-api-guidelines/#230
# custom:
#   severity: info
#   message: '{subject} something, and a client cannot safely try it again'
#   fix: 'add the header parameter Idempotency-Key'
#   standard: rest/resilience
#   tags: [http]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents:
#     zalando: ["229", "230", "231"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       headers:
#         type: array
#         items: {type: string, pattern: "^[a-z0-9-]+$"}
#         default: [idempotency-key, x-idempotency-key]
#         description: The names, in lower case, of headers that tell a retry from a new request.
package bdma.rest.idempotency_key

deny contains {"at": operation.at, "subject": subject} if {
	is_told_of_each
	some operation in input.operations
	creates(operation)
	not has_key(operation)
	subject := sprintf("%s creates", [operation.label])
}

# One finding, not one per operation: nobody thought of it here.
deny contains {"at": input.document.at, "subject": "operations create"} if {
	count(creations) > 1
	not is_told_of_each
}

is_told_of_each if count(creations) == 1

is_told_of_each if {
	some operation in input.operations
	creates(operation)
	has_key(operation)
}

creations contains operation.at if {
	some operation in input.operations
	creates(operation)
}

creates(operation) if {
	operation.method == "post"
	operation.kind == "path"
	operation.responses["201"]
}

has_key(operation) if {
	some name in operation.parameters.header
	lower(name) in data.settings.headers
}

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
	somewhere
	some operation in creations
	not has_key(operation)
	subject := sprintf("%s creates", [operation.label])
}

# One finding, not one per operation: nobody thought of it here.
deny contains {"at": operation.at, "subject": subject} if {
	not somewhere
	count(creations) == 1
	some operation in creations
	subject := sprintf("%s creates", [operation.label])
}

deny contains {"at": input.document.at, "subject": "operations create"} if {
	not somewhere
	count(creations) > 1
}

creations contains operation if {
	some operation in input.operations
	operation.method == "post"
	operation.kind == "path"
	operation.responses["201"]
}

somewhere if {
	some operation in creations
	has_key(operation)
}

has_key(operation) if {
	some name in operation.parameters.header
	lower(name) in data.settings.headers
}

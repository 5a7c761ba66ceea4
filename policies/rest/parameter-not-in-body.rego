# METADATA
# title: Parameters are not repeated in the body
# description: >-
#   What stands in the path and in the body can differ, and then nobody knows which one counts; checks that look at one and code that uses the
#   other are a way around authorisation. Generated clients have two arguments of one name.
# related_resources:
#   - https://cwe.mitre.org/data/definitions/639.html
# custom:
#   severity: info
#   message: '{operation} takes "{name}" as a parameter and as a property of the body, and the two may differ'
#   fix: 'leave it out of the body, or mark it readOnly there'
#   standard: rest/methods
#   tags: [naming, parameters, codegen]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-unique-parameter-request-property-names]
package bdma.rest.parameter_not_in_body

deny contains {"at": operation.request_body.at, "operation": operation.label, "name": name} if {
	some operation in input.operations
	some name in operation.repeated_in_body
}

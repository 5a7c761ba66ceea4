# METADATA
# title: Names of examples have no white space
# description: >-
#   The name of an example is its address: other examples, tests and mock servers choose it by name, in a header or on a command line.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#example-object
# custom:
#   severity: info
#   message: 'the name of the example "{name}" has white space in it'
#   fix: 'write {suggestion}, and put the words into its summary'
#   standard: rest/documentation
#   tags: [documentation, style]
#   since: "0.1"
#   presets: {all: 1}
#   equivalents:
#     ibm: [ibm-no-space-in-example-name]
package bdma.rest.example_name

deny contains {"at": example.at, "name": example.name, "suggestion": suggestion} if {
	some example in input.named_examples
	regex.match(`\s`, example.name)
	suggestion := regex.replace(trim_space(example.name), `\s+`, "-")
}

# METADATA
# title: Every component is used
# description: >-
#   A component that nothing leads to is read, maintained and generated for nothing, and is often what a rename or a
#   removed operation has left behind. Of components that only unused ones refer to, the first is told. A document without operations is a library, of which nothing is reported.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#components-object
# custom:
#   severity: info
#   message: 'no operation uses the {label} "{name}"'
#   fix: 'remove it, or refer to it where it is meant'
#   standard: rest/documentation
#   tags: [documentation]
#   mends: unsafe
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {spectral: [oas3-unused-component, oas2-unused-definition], vacuum: [oas3-unused-component, oas2-unused-definition], redocly: [no-unused-components], zalando: [S005], speakeasy: [semantic-unused-component], kics: [components_callback_definition_unused, components_example_definition_unused, components_header_definition_unused, components_link_definition_unused, components_parameter_definition_unused, components_request_body_definition_unused, components_response_definition_unused, components_schema_definition_unused, unused_parameter_definition, unused_response_definition, unused_schema_definition]}
package bdma.rest.unused_component

deny contains {"at": component.at, "label": component.label, "name": component.name, "edits": edits} if {
	input.document.operations > 0
	some component in input.components
	not component.is_used
	not component.unused_with
	edits := [{"at": component.at, "remove": true} |
		not component.is_in_circle
		not sprintf("#/components/%s/%s", [component.section, component.name]) in targets
		not sprintf("#/definitions/%s", [component.name]) in targets
	]
}

# What leads to it must not lead nowhere, even if it is a loop that nobody can follow.
targets contains ref.target if some ref in input.refs

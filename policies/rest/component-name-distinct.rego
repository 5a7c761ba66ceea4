# METADATA
# title: Components differ in more than case and punctuation
# description: >-
#   Generators turn OrderLine and order_line into one class name, and write one file over the other where file systems ignore case. People
#   take one for the other as well.
# related_resources:
#   - https://spec.openapis.org/oas/v3.1.1.html#components-object
# custom:
#   severity: warning
#   message: 'the {kind} "{name}" differs from "{other}" in case or punctuation only, so generated code gives both one name'
#   fix: 'merge the two, or name them by what tells them apart'
#   standard: rest/naming
#   tags: [naming, codegen]
#   context: [other]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.component_name_distinct

deny contains {"at": clash.at, "related": [clash.other_at], "kind": clash.kind, "name": clash.name, "other": clash.other} if {
	some clash in input.name_clashes
	clash.kind != "property"
}

# METADATA
# title: The coverage of each component is high enough
# description: >-
#   A component cuts across folders: what bdma.yaml names under coverage.components is judged as a whole, so that a team
#   sees its own number. A component of which no report speaks is not covered.
# related_resources:
#   - https://docs.codecov.com/docs/components
# custom:
#   severity: error
#   message: 'coverage of the component {name} is {coverage}; at least {minimum} % is required'
#   fix: '{fix}'
#   standard: coverage/threshold
#   tags: [threshold]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       minimum:
#         type: number
#         minimum: 0
#         maximum: 100
#         default: 90
#         description: The least share of covered code of a component for which bdma.yaml states none, in percent, to at most six decimals.
#       metric:
#         type: string
#         enum: [auto, line, branch, function, statement, instruction]
#         default: auto
#         description: >-
#           What is counted where bdma.yaml does not say. "auto" counts statements when all reports are of Go, scoverage or dotCover, and else
#           lines, or what there is.
package bdma.coverage.component

deny contains {"at": component.at, "name": component.name, "minimum": minimum, "coverage": coverage, "fix": fix} if {
	some component in input.components
	by := object.get(component, "metric", metric)
	minimum := to_number(object.get(component, "minimum", data.settings.minimum))
	count := component.metrics[by]
	least := round(minimum * 1000000) * count.total
	count.covered * 100000000 < least
	coverage := sprintf("%d/%d (%s %%, %s, %s)", [count.covered, count.total, count.percent, by, component.measured_by])
	needed := ceil(least / 100000000) - count.covered
	noun := {true: input.units[by].one, false: input.units[by].many}[needed == 1]
	fix := sprintf("%d more %s of %s would reach %v %%; most is missing in %s", [needed, noun, component.name, minimum, concat(", ", component.worst_files[by])])
}

deny contains {"at": component.at, "name": component.name, "minimum": minimum, "coverage": coverage, "fix": fix} if {
	input.headline != ""
	some component in input.components
	by := object.get(component, "metric", metric)
	minimum := to_number(object.get(component, "minimum", data.settings.minimum))
	minimum > 0
	not component.metrics[by]
	coverage := sprintf("0/0 (%s, in no report)", [by])
	fix := "have its tests write a report, or mend its paths and metric in bdma.yaml"
}

metric := input.headline if data.settings.metric == "auto"

metric := data.settings.metric if data.settings.metric != "auto"

# METADATA
# title: Dates are named as dates
# description: >-
#   A property named created may be a date, a flag or a person. created_at can only be a point in time, also where nobody sees the format: in logs, in
#   spreadsheets, in languages without types.
# related_resources:
#   - https://opensource.zalando.com/restful-api-guidelines/#235
# custom:
#   severity: info
#   message: 'the property "{name}" is a date, which its name does not say'
#   fix: 'let the name end with "at", or have one of the words date, day, time or timestamp in it'
#   standard: rest/naming
#   tags: [naming]
#   since: "0.1"
#   presets: {zalando: 1, all: 1}
#   equivalents:
#     zalando: ["235"]
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       allow:
#         type: array
#         items: {type: string}
#         default: [gt, gte, lt, lte, eq, ne, min, max, from, to, since, until, before, after, not_before, not_after, notBefore, notAfter, value]
#         description: Names that are right as they are, such as the ends of a range.
package bdma.rest.date_time_name

deny contains {"at": n.at, "name": n.name} if {
	some n in input.named.date_time
	n.words[count(n.words) - 1] != "at"
	not regex.match(`date|day|time`, concat(" ", n.words))
	not n.name in data.settings.allow
}

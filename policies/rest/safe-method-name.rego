# METADATA
# title: Safe methods change nothing
# description: >-
#   Browsers prefetch what GET answers, crawlers follow it, caches keep it and clients repeat it. An operation that creates, changes or deletes
#   must not be a GET.
# related_resources:
#   - https://www.rfc-editor.org/rfc/rfc9110.html#name-safe-methods
#   - https://opensource.zalando.com/restful-api-guidelines/#149
# custom:
#   severity: warning
#   message: '{operation} says "{verb}", but {method} must not change anything: it is cached, prefetched and repeated'
#   fix: 'use POST, PUT, PATCH or DELETE; if nothing is changed, name it by what it reads'
#   standard: rest/methods
#   tags: [naming, http]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.rest.safe_method_name

deny contains {"at": operation.at, "operation": operation.label, "verb": operation.change_word, "method": method} if {
	some operation in input.operations
	operation.change_word
	method := upper(operation.method)
}

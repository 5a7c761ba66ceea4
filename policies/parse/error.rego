# METADATA
# title: Every file can be read
# description: >-
#   What bdma cannot read it cannot judge, and a check that silently skips a file is worse than none. The rest of the run
#   goes on; this file, or the part of it that the message names, was not judged.
# custom:
#   severity: error
#   message: 'cannot be read: {problem}'
#   fix: '{hint}'
#   standard: input/readable
#   tags: [syntax]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.parse.error

deny contains {"at": p.at, "problem": p.message, "hint": hint} if {
	some p in input.problems
	hint := object.get(p, "hint", "mend the file, or exclude it in bdma.yaml if it is not meant for bdma")
}

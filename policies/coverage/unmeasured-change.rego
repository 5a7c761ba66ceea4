# METADATA
# title: Changed code is measured
# description: >-
#   A file that no report speaks of is invisible to every threshold, and that it is missing usually means that no test
#   loads it. Tests, generated and excluded files, and files without code are left out. It needs --base or --staged.
# related_resources:
#   - https://github.com/Bachmann1234/diff_cover/issues/132
# custom:
#   severity: warning
#   message: '{path} has {lines} changed {noun} of code, and {problem}'
#   fix: '{fix}'
#   standard: coverage/patch
#   tags: [change, evidence]
#   since: "0.1"
#   presets: {recommended: 1, strict: 1, all: 1}
package bdma.coverage.unmeasured_change

deny contains {"at": file.at, "path": file.path, "lines": file.lines, "noun": noun, "problem": problem, "fix": fix} if {
	some file in input.unmeasured_changes
	file.reason == "absent"
	noun := {true: input.units.line.one, false: input.units.line.many}[file.lines == 1]
	problem := "no report speaks of it although reports speak of its neighbours"
	fix := "test it, or have the tool measure all sources and not only those that tests load; name it under coverage.exclude in bdma.yaml if it is not to be tested"
}

deny contains {"at": file.at, "path": file.path, "lines": file.lines, "noun": noun, "problem": problem, "fix": fix} if {
	some file in input.unmeasured_changes
	file.reason == "counts"
	noun := {true: input.units.line.one, false: input.units.line.many}[file.lines == 1]
	problem := sprintf("%s counts the file but does not say which lines ran", [file.report])
	fix := "write a report with lines, such as LCOV or Cobertura"
}

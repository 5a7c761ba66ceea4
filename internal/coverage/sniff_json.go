package coverage

import "bytes"

// jsonKeys are the keys near the top of a JSON text, by depth: [0] are the root's own.
type jsonKeys [3]map[string]bool

// scanJSON collects keys from the beginning of a JSON text, which may be cut off anywhere.
func scanJSON(text []byte) jsonKeys {
	var keys jsonKeys
	for i := range keys {
		keys[i] = make(map[string]bool)
	}
	depth := -1
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			start := i + 1
			for i++; i < len(text) && text[i] != '"'; i++ {
				if text[i] == '\\' {
					i++
				}
			}
			if i >= len(text) {
				return keys
			}
			rest := bytes.TrimLeft(text[i+1:min(len(text), i+16)], " \t\r\n")
			if len(rest) > 0 && rest[0] == ':' && depth >= 0 && depth < len(keys) && len(keys[depth]) < 256 {
				keys[depth][string(text[start:i])] = true
			}
		}
	}
	return keys
}

func sniffJSON(text []byte) verdict {
	k := scanJSON(text)
	root, second, third := k[0], k[1], k[2]
	switch {
	case isLLVMCov(text, k):
		return verdict{format: llvmCov}
	case root["gcovr/summary_format_version"], root["files"] && root["line_total"] && third["line_total"]:
		return verdict{format: gcovrSummary}
	case root["gcc_version"] && root["files"]:
		return verdict{format: gcovJSON}
	case root["gcovr/format_version"], isGcovr(text, k):
		return verdict{format: gcovrJSON}
	case root["meta"] && second["simplecov_version"]:
		return verdict{what: "is a SimpleCov JSON report", instead: writeLCOV + " with simplecov-lcov"}
	case root["files"] && root["meta"] && (root["totals"] || third["executed_lines"] || second["branch_coverage"]):
		return verdict{what: "is a coverage.py JSON report", instead: writeCobertura + " with coverage xml"}
	case root["source_files"] && (third["coverage"] || third["name"]):
		return verdict{format: coveralls}
	case root["fileReports"] && third["filename"]:
		return verdict{format: codacy}
	case root["uploader"] && root["files"] && third["name"] && third["coverage"]:
		return verdict{format: covr}
	case root["children"] && bytes.Contains(text, []byte(`"linesTotal"`)) && bytes.Contains(text, []byte(`"coveragePercent"`)):
		return verdict{format: covdir}
	case root["total"] && second["lines"] && third["pct"]:
		return verdict{what: "is an Istanbul coverage-summary.json", instead: writeLCOV + ": --reporter=lcov"}
	case root["coverageMap"]:
		return verdict{what: "is a Jest JSON result", instead: writeLCOV + ": --coverageReporters=lcov"}
	case second["statementMap"], second["data"] && third["statementMap"]:
		return verdict{what: "is an Istanbul coverage-final.json", instead: writeLCOV + ": --reporter=lcov"}
	case root["targets"] && (root["coveredLines"] || third["coveredLines"]), second["files"] && second["coveredLines"] && second["executableLines"]:
		return verdict{format: xccov}
	case third["isExecutable"] && third["line"]:
		return verdict{format: xccovArchive}
	case second["coverage"] && second["timestamp"]:
		return verdict{what: "is a SimpleCov result set", instead: writeLCOV + " with simplecov-lcov"}
	case root["coverageData"] && root["moduleMap"]:
		return verdict{what: "is an elm-coverage report", instead: "write a report with elm-coverage --report codecov"}
	case root["files"] && third["expressions"] && bytes.Contains(text, []byte(`"uncovered_locs"`)):
		return verdict{what: "is a Flow type coverage report", instead: "write an lcov report of the tests beside it: this one counts what is typed, not what ran"}
	case root["Type"] && root["FileId"] && root["File"]:
		return verdict{what: "is a GAP profile", instead: "write a report with OutputJsonCoverage of the package profiling"}
	case root["coverage"] && !root["meta"] && isCodecov(text):
		return verdict{format: codecov}
	}
	return verdict{}
}

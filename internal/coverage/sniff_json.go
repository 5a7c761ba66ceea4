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
	v := decideJSON(k, text)
	v.further = v.format == nil && v.what == "" && isPromising(text, k)
	return v
}

// decideJSON tells by keys what a JSON text is.
func decideJSON(k jsonKeys, text []byte) verdict {
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
		return verdict{format: simpleCov}
	case root["files"] && root["meta"] && (root["totals"] || third["executed_lines"] || second["branch_coverage"]):
		return verdict{format: coveragePy}
	case root["source_files"] && (third["coverage"] || third["name"]):
		return verdict{format: coveralls}
	case root["fileReports"] && third["filename"]:
		return verdict{format: codacy}
	case root["uploader"] && root["files"] && third["name"] && third["coverage"]:
		return verdict{format: covr}
	case root["children"] && bytes.Contains(text, []byte(`"linesTotal"`)) && bytes.Contains(text, []byte(`"coveragePercent"`)):
		return verdict{format: covdir}
	case root["total"] && second["lines"] && third["pct"]:
		return verdict{format: istanbulSummary}
	case root["coverageMap"], second["statementMap"], (second["data"] || root["map"]) && third["statementMap"]:
		return verdict{format: istanbul}
	case root["targets"] && (root["coveredLines"] || third["coveredLines"]), second["files"] && second["coveredLines"] && second["executableLines"]:
		return verdict{format: xccov}
	case third["isExecutable"] && third["line"]:
		return verdict{format: xccovArchive}
	case second["coverage"] && (second["timestamp"] || hasRubyFile(third)), root["files"] && root["command_name"] && third["filename"],
		root["coverage"] && root["timestamp"] && third["lines"]:
		return verdict{format: simpleCov}
	case len(root) == 1 && root["result"] && (second["line"] || second["covered_percent"]):
		return verdict{what: "is SimpleCov's .last_run.json, a percentage without the files behind it", instead: "let it have .resultset.json, which SimpleCov writes beside it"}
	case root["summary"] && second["generatedon"] && second["coverablelines"]:
		return verdict{what: "is a summary of ReportGenerator", instead: "write a report with reportgenerator -reporttypes:Cobertura"}
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

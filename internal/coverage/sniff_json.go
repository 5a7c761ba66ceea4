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
	case root["type"] && root["data"] && bytes.Contains(text[:min(len(text), sniffSize)], []byte(`"llvm.coverage.json.export"`)),
		root["data"] && root["version"] && bytes.Contains(text, []byte(`"llvm.coverage.json.export"`)):
		return verdict{what: "is an llvm-cov JSON export", instead: "write an lcov report beside it with llvm-cov export -format=lcov"}
	case root["gcovr/format_version"], root["gcovr/summary_format_version"]:
		return verdict{what: "is a gcovr JSON report", instead: writeCobertura + " with gcovr --cobertura"}
	case root["gcc_version"] && root["files"]:
		return verdict{what: "is a gcov JSON file", instead: "write one report of all files with lcov --capture or gcovr --cobertura"}
	case root["meta"] && second["simplecov_version"]:
		return verdict{format: simpleCov}
	case root["files"] && root["meta"] && (root["totals"] || third["executed_lines"] || second["branch_coverage"]):
		return verdict{format: coveragePy}
	case root["source_files"] && (third["coverage"] || second["coverage"]):
		return verdict{what: "is a Coveralls JSON report", instead: writeLCOV}
	case root["total"] && second["lines"] && third["pct"]:
		return verdict{format: istanbulSummary}
	case root["coverageMap"], second["statementMap"], (second["data"] || root["map"]) && third["statementMap"]:
		return verdict{format: istanbul}
	case root["targets"] && third["lineCoverage"], root["coveredLines"] && root["targets"]:
		return verdict{what: "is an xccov JSON report", instead: writeCobertura + " with slather"}
	case second["coverage"] && (second["timestamp"] || hasRubyFile(third)), root["files"] && root["command_name"] && third["filename"],
		root["coverage"] && root["timestamp"] && third["lines"]:
		return verdict{format: simpleCov}
	case len(root) == 1 && root["result"] && (second["line"] || second["covered_percent"]):
		return verdict{what: "is SimpleCov's .last_run.json, a percentage without the files behind it", instead: "let it have .resultset.json, which SimpleCov writes beside it"}
	case root["coverageData"] && root["moduleMap"]:
		return verdict{what: "is an elm-coverage report", instead: writeLCOV}
	}
	return verdict{}
}

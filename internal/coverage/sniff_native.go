package coverage

import (
	"bytes"
	"regexp"
)

// isLLVMCov recognises an export of llvm-cov, which tells its type at the end unless it is old.
func isLLVMCov(text []byte, k jsonKeys) bool {
	if !k[0]["data"] {
		return false
	}
	if bytes.Contains(text, []byte(`"llvm.coverage.json.export"`)) {
		return true
	}
	return k[2]["files"] && (bytes.Contains(text, []byte(`"segments"`)) || bytes.Contains(text, []byte(`"expansions"`)) ||
		bytes.Contains(text, []byte(`"instantiations"`)) || bytes.Contains(text, []byte(`"branches"`)))
}

// isGcovr recognises gcovr's JSON, which tells its version at the end.
func isGcovr(text []byte, k jsonKeys) bool {
	return k[0]["files"] && k[2]["file"] && k[2]["lines"] && bytes.Contains(text, []byte(`"line_number"`))
}

// isCodecov recognises codecov.io's custom format by what stands in its first source file: counts by line.
func isCodecov(text []byte) bool { return codecovStart.Match(text) }

var codecovStart = regexp.MustCompile(`"coverage"\s*:\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:\[\s*(?:null|\d+|true|")|\{\s*(?:"\d+"\s*:|\})|\[\s*\])`)

// isGcovIntermediate recognises what gcov -i of GCC 8 and earlier writes.
func isGcovIntermediate(first, text []byte) bool {
	if !bytes.HasPrefix(first, []byte("file:")) && !(bytes.HasPrefix(first, []byte("version:")) || bytes.HasPrefix(first, []byte("cwd:"))) {
		return false
	}
	return bytes.Contains(text, []byte("file:")) && (bytes.Contains(text, []byte("\nfunction:")) || bytes.Contains(text, []byte("\nlcount:")))
}

// isLuacov recognises a name between two rulers.
func isLuacov(text []byte) bool { return luacovStart.Match(text) }

var luacovStart = regexp.MustCompile(`^={70,}\r?\n[^\n=][^\n]*\r?\n={70,}(?:\r?\n|$)`)

// isAnnotated recognises the source code that llvm-cov show writes: "count|line|source", below the name of the file.
func isAnnotated(text []byte) bool { return annotatedStart.Match(text) }

var annotatedStart = regexp.MustCompile(`^[^\n|]+:\r?\n *(?:[\d.]+[kMGTPEZY]?)?\| *1\|[^\n]*\r?\n *(?:[\d.]+[kMGTPEZY]?)?\| *2\|`)

package coverage

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/bdma-dev/bdma/internal/source"
)

// furtherSize is how far into a JSON file the second look goes: Jest writes the results of all tests before the coverage,
// and bundlers a source map.
const furtherSize = 64 << 20

// isPromising says whether the beginning of a JSON text could be that of a report whose telling keys come later.
func isPromising(text []byte, k jsonKeys) bool {
	if len(text) < sniffSize/2 {
		return false // there is no later
	}
	root, second, third := k[0], k[1], k[2]
	return root["numTotalTests"] || root["testResults"] || root["numFailedTestSuites"] ||
		second["path"] || second["inputSourceMap"] || second["fnMap"] || second["data"] && third["path"] ||
		second["coverage"] || root["meta"] || root["files"] || root["map"] || root["textReportExpected"] || root["coverage"]
}

// sniffFurther decides by the keys of up to furtherSize.
func sniffFurther(tree *source.Tree, name string) (verdict, error) {
	in, closeFile, err := openReport(tree, name, windowSize)
	if err != nil {
		return verdict{}, err
	}
	defer closeFile()
	in.src = io.LimitReader(in.src, furtherSize)
	f := furtherLook{j: newJSONReader(in)}
	for i := range f.keys {
		f.keys[i] = make(map[string]bool)
	}
	if err := f.value(0); err != nil && err != errDecided && in.err != nil {
		return verdict{}, in.err
	}
	return f.verdict, nil
}

// furtherLook collects keys near the top, as scanJSON does, until they decide.
type furtherLook struct {
	j       *jsonReader
	keys    jsonKeys
	verdict verdict
}

func (f *furtherLook) value(depth int) error {
	if depth == len(f.keys) {
		return f.j.skip()
	}
	if f.j.kind() == '[' {
		return f.j.array(func(int) error { return f.value(depth + 1) })
	}
	return f.j.object(func(key []byte) error {
		if keys := f.keys[depth]; len(keys) < 256 && len(key) <= maxName && !keys[string(key)] {
			keys[string(key)] = true
			if f.verdict = decideJSON(f.keys, nil); f.verdict.format != nil || f.verdict.what != "" {
				return errDecided
			}
		}
		return f.value(depth + 1)
	})
}

// errDecided ends the second look.
var errDecided = errors.New("decided")

// hasRubyFile says whether a key is the path of a source file in Ruby.
func hasRubyFile(keys map[string]bool) bool {
	for k := range keys {
		if strings.HasSuffix(k, ".rb") || strings.HasSuffix(k, ".erb") || strings.HasSuffix(k, ".rake") {
			return true
		}
	}
	return false
}

// isEmptyJSON says whether a text is {} or []: what a tool writes when no test ran.
func isEmptyJSON(text []byte) bool {
	text = bytes.TrimSpace(text)
	return len(text) < sniffSize/2 && len(bytes.TrimSpace(text[1:])) == 1 && (text[len(text)-1] == '}' || text[len(text)-1] == ']')
}

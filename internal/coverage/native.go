package coverage

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// jsonHits reads how often something ran. Null and what is no number are not ok.
func jsonHits(j *jsonReader) (hits uint32, ok bool, err error) {
	t, err := j.text()
	if err != nil {
		return 0, false, err
	}
	hits, ok = hitCount(t)
	return hits, ok, nil
}

// jsonLine reads the number of a line; it is 0 for what cannot be one.
func jsonLine(j *jsonReader) (uint32, error) {
	t, err := j.text()
	if err != nil {
		return 0, err
	}
	n, _ := lineNumber(t)
	return n, nil
}

// jsonTruth reads a boolean, which early versions of some tools write as 0 and 1.
func jsonTruth(j *jsonReader) (bool, error) {
	t, err := j.text()
	return string(t) == "true" || string(t) == "1", err
}

// jsonName reads the name of a source file.
func jsonName(j *jsonReader) ([]byte, error) {
	if j.kind() != '"' {
		return nil, j.skip()
	}
	t, err := j.text()
	return bytes.Clone(cleanName(t)), err
}

const jsonNull = jsontext.Kind('n')

// ignoreValue leaves out a record that ends with the value that was read last.
func (r *report) ignoreValue(j *jsonReader) {
	if r.ignored == 0 {
		r.firstIgnored = j.at()
	}
	r.ignored++
}

// joinFile adds what one entry of a report says of a source file. An entry without a name that could be a path is left out.
func (r *report) joinFile(j *jsonReader, name []byte, f *file) *file {
	if len(name) == 0 || len(name) > maxName {
		r.ignoreValue(j)
		return f
	}
	to := r.file(name)
	to.union(f)
	return to
}

// mostSpread bounds the lines between two places that a report names: the largest products have as many lines in all, and
// a report of a few bytes could claim billions.
const mostSpread = 1 << 24

// spread adds all lines of a range.
func (r *report) spread(f *file, first, last, hits uint32) error {
	if last < first {
		return nil
	}
	if r.spreadLines += uint64(last-first) + 1; r.spreadLines > mostSpread {
		return &syntaxError{message: fmt.Sprintf("its ranges hold more than %d lines", mostSpread), hint: rewriteHint}
	}
	for n := first; n <= last; n++ {
		f.lines.add(lineHit{n, hits})
	}
	return nil
}

// mostSources bounds the folders that the names of a report may be relative to.
const mostSources = 64

// addSource notes a folder that names of the report may be relative to.
func (r *report) addSource(name []byte) {
	if name = cleanName(name); len(name) > 0 && len(r.sources) < mostSources && !slices.Contains(r.sources, string(name)) {
		r.sources = append(r.sources, string(name))
	}
}

package coverage

import (
	"io"
	"strings"
	"testing"
)

// What is skipped may be of any length, and nothing may nest without end.
func TestJSONReaderBounds(t *testing.T) {
	deep := strings.Repeat("[", 1<<20)
	in := newInput(strings.NewReader(deep), 256)
	err := newJSONReader(in).skip()
	if e, ok := err.(*syntaxError); !ok || e.message != "it is nested more than 10000 levels deep here" || e.at.Column != maxJSONDepth+1 {
		t.Errorf("a million brackets: %v", err)
	}

	in = newInput(io.MultiReader(strings.NewReader(`{"source":"`), strings.NewReader(strings.Repeat(`\\\"\n x`, 3<<20)), strings.NewReader(`","n":1}`)), 256)
	j := newJSONReader(in)
	got := ""
	err = j.object(func(key []byte) error {
		if string(key) == "n" {
			text, err := j.text()
			got = string(text)
			return err
		}
		return j.skip()
	})
	if err != nil || j.end() != nil || got != "1" {
		t.Errorf("behind a long string is %q: %v", got, err)
	}
	if len(in.buf) > windowSize {
		t.Errorf("the window grew to %d bytes", len(in.buf))
	}
}

// A source file in a report of a hostile hand may not take all memory.
func TestPlacesAreBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("reads a large report")
	}
	many := func(place string) string { return strings.Repeat(place+",", mostPlaces) + place }
	for name, report := range map[string]string{
		"coverage-final.json": `{"a.js":{"statementMap":{},"s":{` + many(`"0":1`) + `}}}`,
		"covdir.json":         `{"coveragePercent":1,"linesTotal":9,"children":{"a.c":{"coverage":[` + many("1") + `]}}}`,
		"coveralls.json":      `{"source_files":[{"name":"a.rb","coverage":[` + many("1") + `]}]}`,
	} {
		_, got := readJSON(t, name, report)
		if len(got) != 1 || got[0] != "problem: it lists more than 4194304 places of one source file here" {
			t.Error(name, got)
		}
	}
}

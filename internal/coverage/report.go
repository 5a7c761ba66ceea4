package coverage

import (
	"bytes"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/facts"
)

// report is what one report says.
type report struct {
	tool    string
	sources []string // folders that file names may be relative to
	files   []*file
	byName  map[string]*file
	beyond  *file // what maxFiles keeps out

	// declared are the totals that the report states. A rate stands alone where there are no counts.
	declared     tallies
	declaredRate map[metric]rate
	ignored      int // records that make no sense and were left out
	firstIgnored facts.Position

	generatedAt time.Time // zero when the report does not say
	zoneless    bool      // the report says generatedAt without a time zone
	commit      string    // that was checked out when it was written
	version     string    // of the tool
	basis       string    // how it counts lines; see Report.Basis
	truncated   string    // why it is believed to be cut off
	// notes are what is wrong with parts of a report whose rest is right.
	notes []*syntaxError
	// modes are those of Go counters, each once.
	modes       []string
	spreadLines uint64
	parts       int // the files it consists of, when it is several

	last    *file // that was asked for
	buffers lineBuffers

	manyCommits bool // linked addresses name several

	ledger *nameLedger // of the names of functions, when they are wanted
}

// rate is a share that a report states without the counts behind it, in parts of 100 000.
type rate int

func newReport() *report {
	return &report{byName: make(map[string]*file), declaredRate: make(map[metric]rate)}
}

// maxName bounds the names of files: longer ones cannot be paths.
const maxName = 4096

// maxFiles is more than the source files of the largest products. Facts of one take four kilobytes.
const maxFiles = 200_000

// file returns the entry of a source file, as the report names it. Beyond maxFiles it is one that nobody will read.
func (r *report) file(name []byte) *file {
	if f, ok := r.byName[string(name)]; ok {
		f.rewind()
		r.settle(f)
		return f
	}
	if len(r.files) == maxFiles {
		if r.beyond == nil {
			r.beyond = &file{}
		}
		return r.beyond
	}
	key := string(name) // shared, unless it has to be mended
	f := &file{name: strings.ToValidUTF8(key, "\ufffd"), ledger: r.ledger}
	r.byName[key] = f
	r.linked(f.name)
	r.files = append(r.files, f)
	r.settle(f)
	return f
}

// cleanName drops what cannot belong to a path around a name, or everything when it cannot be one.
func cleanName(b []byte) []byte {
	b = bytes.TrimSpace(b)
	if len(b) > maxName {
		return nil
	}
	return b
}

// ignore leaves out the record at buf[i].
func (r *report) ignore(in *input, i int) {
	if r.ignored == 0 {
		r.firstIgnored = in.place(i)
	}
	r.ignored++
}

// nothing reports whether the report counts 0 of 0 in every metric.
func (r *report) nothing() bool {
	for _, f := range r.files {
		if t := f.tallies(); !t.empty() {
			return false
		}
	}
	return true
}

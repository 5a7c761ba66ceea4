// Package fix turns the edits that rules ask for, in terms of facts, into edits of bytes. It keeps the style of the document, and refuses
// whatever it cannot do exactly: a finding then has no edits.
package fix

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

const (
	// maxFiles is how many files are kept at a time.
	maxFiles = 16
	// maxWork bounds how many bytes are looked at for the edits of one file, as a multiple of its size and some.
	maxWork, workFloor = 20, 4 << 20
	// maxText bounds what one edit writes, in bytes.
	maxText = 64 << 10
)

// Resolve gives findings that ask for edits the edits of bytes that they come to. Of a finding whose edits cannot all be made it makes none.
func Resolve(read func(file string) ([]byte, error), list []finding.Finding) {
	r := resolver{read: read, files: make(map[string]*file), wanted: make(map[string]map[facts.Position]bool)}
	for i := range list {
		for _, ask := range list[i].Asks {
			if structural(ask.Do) {
				if r.wanted[ask.File] == nil {
					r.wanted[ask.File] = make(map[facts.Position]bool)
				}
				r.wanted[ask.File][ask.Range.Start] = true
			}
		}
	}
	for i := range list {
		if f := &list[i]; len(f.Asks) > 0 {
			f.Edits = r.edits(f.Asks)
		}
	}
}

// structural reports whether an action is about keys and values.
func structural(do policy.Action) bool {
	switch do {
	case policy.DoSet, policy.DoBeside, policy.DoValue, policy.DoKey, policy.DoRemove, policy.DoAppend:
		return true
	}
	return false
}

type resolver struct {
	read   func(string) ([]byte, error)
	files  map[string]*file
	wanted map[string]map[facts.Position]bool
}

func (r *resolver) edits(asks []finding.Ask) []finding.Edit {
	var out []finding.Edit
	for _, ask := range asks {
		f := r.open(ask.File)
		if f == nil {
			return nil
		}
		edits, ok := f.edits(ask)
		if !ok {
			return nil
		}
		for _, e := range edits {
			out = append(out, finding.Edit{File: f.name, First: e.First + f.shift, Last: e.Last + f.shift, Text: e.Text})
		}
	}
	slices.SortStableFunc(out, func(a, b finding.Edit) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.First, b.First))
	})
	for i, e := range out {
		if len(e.Text) > maxText || i > 0 && out[i-1].File == e.File && out[i-1].Last > e.First {
			return nil
		}
	}
	return joined(out)
}

// joined makes edits that touch each other one: their order is theirs, and nobody may put anything between them.
func joined(edits []finding.Edit) []finding.Edit {
	var out []finding.Edit
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].File == e.File && out[n-1].Last == e.First {
			out[n-1].Last, out[n-1].Text = e.Last, out[n-1].Text+e.Text
			continue
		}
		out = append(out, e)
	}
	return out
}

// file is a file that is to be edited.
type file struct {
	name  string
	text  string // as positions count it, without a byte order mark
	bytes []byte // the same
	shift int    // of text within the file
	lines *facts.Lines
	eol   string
	work  int // how many bytes may still be looked at

	wanted map[facts.Position]bool
	json   *bool
	places map[int]int // see jsonPlaces
	yaml   *yamlFile
}

// open reads a file; nil when it is not one that may be edited.
func (r *resolver) open(name string) *file {
	if f, ok := r.files[name]; ok {
		return f
	}
	if len(r.files) >= maxFiles {
		clear(r.files)
	}
	r.files[name] = nil
	data, err := r.read(name)
	if err != nil {
		return nil
	}
	text, err := source.Text(data)
	if err != nil || generated(text[:min(len(text), 2<<10)]) {
		return nil
	}
	f := &file{name: name, bytes: text, text: string(text), shift: len(data) - len(text), lines: facts.NewLines(text), eol: "\n", wanted: r.wanted[name]}
	f.work = maxWork*len(text) + workFloor
	if i := bytes.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		f.eol = "\r\n"
	}
	r.files[name] = f
	return f
}

// generated reports whether the head of a file says that a program writes it, which would undo what is edited.
func generated(head []byte) bool {
	lower := bytes.ToLower(head)
	return bytes.Contains(lower, []byte("do not edit")) || bytes.Contains(lower, []byte("@generated"))
}

// span is where the text of a place begins and ends.
type span struct{ First, Last int }

// edit replaces a part of a text.
type edit struct {
	span
	Text string
}

func insert(at int, text string) []edit { return []edit{{span{at, at}, text}} }

// offset is that of a position which is there.
func (f *file) offset(p facts.Position) (int, bool) {
	at := f.lines.Offset(p)
	return at, p.Line >= 1 && p.Column >= 1 && f.lines.Position(at) == p
}

func (f *file) edits(ask finding.Ask) ([]edit, bool) {
	first, ok := f.offset(ask.Range.Start)
	if !ok {
		return nil, false
	}
	if structural(ask.Do) {
		if f.isJSON() {
			return f.inJSON(first, ask)
		}
		return f.inYAML(first, ask)
	}
	ask.Text = f.withLineEnds(ask.Text)
	if ask.Do == policy.DoBefore {
		return insert(first, ask.Text), true
	}
	last, ok := f.offset(ask.Range.End)
	if !ok || last < first {
		return nil, false
	}
	switch ask.Do {
	case policy.DoAfter:
		return insert(last, ask.Text), true
	case policy.DoReplace:
		return []edit{{span{first, last}, ask.Text}}, true
	case policy.DoDelete:
		return []edit{{span{first, last}, ""}}, true
	}
	return nil, false
}

// withLineEnds is a text with the line ends of the file.
func (f *file) withLineEnds(text string) string {
	if f.eol == "\n" || !strings.Contains(text, "\n") {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, f.eol, "\n"), "\n", f.eol)
}

// spend reports whether so many bytes may still be looked at.
func (f *file) spend(n int) bool {
	f.work -= n
	return f.work >= 0
}

// isJSON reports whether a file is read as JSON, as the readers of facts decide it.
func (f *file) isJSON() bool {
	if f.json == nil {
		is := strings.EqualFold(path.Ext(f.name), ".json")
		if t := strings.TrimLeft(f.text, " \t\r\n"); !is && t != "" && (t[0] == '{' || t[0] == '[') {
			is = valid(f.bytes)
		}
		f.json = &is
	}
	return *f.json
}

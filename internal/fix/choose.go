package fix

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/finding"
)

// File is what is to be done to a file.
type File struct {
	Name string
	// Edits do not overlap, and are in the order of the file.
	Edits []finding.Edit
	// Findings are those that they mend, each at the file of its first edit.
	Findings []finding.Finding
}

// Choose returns what mends findings, by the files. A finding is mended as a whole or not at all; of those whose edits overlap the first is
// mended, and the others are met again by the run that follows.
func Choose(found []finding.Finding) []File {
	byName := make(map[string]*File)
	for i := range found {
		f := &found[i]
		if len(f.Edits) == 0 || f.Suppression != nil || slices.ContainsFunc(f.Edits, func(e finding.Edit) bool { return byName[e.File].overlaps(e) }) {
			continue
		}
		for i, e := range f.Edits {
			file := byName[e.File]
			if file == nil {
				file = &File{Name: e.File}
				byName[e.File] = file
			}
			file.Edits = slices.Insert(file.Edits, file.after(e), e)
			if i == 0 {
				file.Findings = append(file.Findings, *f)
			}
		}
	}
	var out []File
	for _, name := range slices.Sorted(maps.Keys(byName)) {
		out = append(out, *byName[name])
	}
	return out
}

// after is where an edit goes among the others.
func (f *File) after(e finding.Edit) int {
	i, _ := slices.BinarySearchFunc(f.Edits, e.First, func(o finding.Edit, first int) int {
		return cmp.Or(cmp.Compare(o.First, first), -1) // behind those that begin there
	})
	return i
}

// overlaps reports whether an edit overlaps one of the others, or begins where one does: their order would be nobody's.
func (f *File) overlaps(e finding.Edit) bool {
	if f == nil {
		return false
	}
	i := f.after(e)
	if i > 0 && (f.Edits[i-1].Last > e.First || f.Edits[i-1].First == e.First && !(isItem(f.Edits[i-1]) && isItem(e))) {
		return true
	}
	return i < len(f.Edits) && f.Edits[i].First < e.Last
}

// isItem reports whether an edit adds an item behind the last one of a list: several of them may follow each other.
func isItem(e finding.Edit) bool {
	if e.First != e.Last {
		return false
	}
	if rest, ok := strings.CutPrefix(e.Text, ","); ok {
		return strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), "{")
	}
	return strings.HasSuffix(e.Text, "\n") && strings.HasPrefix(strings.TrimLeft(e.Text, " "), "- ")
}

// Apply makes edits that do not overlap and are in the order of the file.
func Apply(data []byte, edits []finding.Edit) ([]byte, error) {
	var out []byte
	at := 0
	for _, e := range edits {
		if e.First < at || e.Last < e.First || e.Last > len(data) {
			return nil, fmt.Errorf("%s: the edit at %d overlaps another one, or leaves the file", e.File, e.First)
		}
		out = append(append(out, data[at:e.First]...), e.Text...)
		at = e.Last
	}
	return append(out, data[at:]...), nil
}

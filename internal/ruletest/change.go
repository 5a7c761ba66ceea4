package ruletest

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"testing/fstest"

	"github.com/bdma-dev/bdma/internal/source"
)

// changeOf compares the files of a case with those of its base, by lines, as git would.
func changeOf(base, head fstest.MapFS) func(context.Context) (*source.Change, error) {
	change := &source.Change{Base: "main"}
	for _, name := range slices.Sorted(maps.Keys(head)) {
		old, known := base[name]
		c := source.ChangedFile{Path: name, New: !known}
		var before [][]byte
		if known {
			if bytes.Equal(old.Data, head[name].Data) {
				continue
			}
			before = bytes.SplitAfter(old.Data, []byte("\n"))
		}
		c.Added = added(before, bytes.SplitAfter(head[name].Data, []byte("\n")))
		change.Files = append(change.Files, c)
	}
	return func(context.Context) (*source.Change, error) { return change, nil }
}

// touched tells which files of a case are not as they are in its base.
func touched(base, head fstest.MapFS) *source.Touched {
	t := &source.Touched{}
	for _, name := range slices.Sorted(maps.Keys(head)) {
		switch old := base[name]; {
		case old == nil:
			t.Moved = append(t.Moved, name)
		case !bytes.Equal(old.Data, head[name].Data):
			t.Edited = append(t.Edited, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(base)) {
		if head[name] == nil {
			t.Moved = append(t.Moved, name)
		}
	}
	return t
}

// added returns the lines that are not in the longest sequence of lines that two texts have in common. It is meant for
// the small files of cases.
func added(before, after [][]byte) (ranges []source.LineRange) {
	common := make([][]int, len(before)+1)
	for i := range common {
		common[i] = make([]int, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			if bytes.Equal(before[i], after[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	for i, j := 0, 0; j < len(after); {
		switch {
		case i < len(before) && bytes.Equal(before[i], after[j]):
			i, j = i+1, j+1
		case i < len(before) && common[i+1][j] >= common[i][j+1]:
			i++
		default:
			if len(after[j]) > 0 { // what follows the last line break is no line
				if n := len(ranges); n > 0 && ranges[n-1].Last == j {
					ranges[n-1].Last = j + 1
				} else {
					ranges = append(ranges, source.LineRange{First: j + 1, Last: j + 1})
				}
			}
			j++
		}
	}
	return ranges
}

package finding

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Class is what a change does to a finding.
type Class string

// The classes of findings. Those that are gone after the change are fixed, and have none.
const (
	// Introduced is what was not there before.
	Introduced Class = "introduced"
	// Unchanged is what was there before, in this file or in another.
	Unchanged Class = "unchanged"
)

// Compare classes the findings of now by those of before, and returns those of before that are gone. Findings are the same by
// their fingerprints; where there are several of one, those in a file of the same name belong together first, so that a copy
// of a file is what is new, and not the file. Findings about coverage have no class: its reports are made, and no part of a base.
func Compare(before, now []Finding) (fixed []Finding) {
	unmatched := make(map[string][]int, len(before))
	for i := range before {
		unmatched[before[i].Fingerprint] = append(unmatched[before[i].Fingerprint], i)
	}
	gone := make([]bool, len(before))
	for i := range gone {
		gone[i] = true
	}
	match := func(f *Finding, same func(*Finding) bool) {
		list := unmatched[f.Fingerprint]
		k := slices.IndexFunc(list, func(i int) bool { return same(&before[i]) })
		if k < 0 {
			return
		}
		gone[list[k]] = false
		unmatched[f.Fingerprint] = slices.Delete(list, k, k+1)
		f.Class = Unchanged
	}
	for i := range now {
		f := &now[i]
		if f.Kind == facts.Coverage {
			continue
		}
		f.Class = Introduced
		match(f, func(b *Finding) bool { return b.File == f.File })
	}
	for i := range now {
		if f := &now[i]; f.Class == Introduced {
			match(f, func(*Finding) bool { return true })
		}
	}
	// Some rules say once of a whole document what they would say of each of its parts. When the change mends one part, what is
	// left is not new.
	whole := make(map[string][]int)
	for i := range before {
		if gone[i] && before[i].Kind == facts.OpenAPI {
			whole[before[i].File] = append(whole[before[i].File], i)
		}
	}
	for i := range now {
		f := &now[i]
		if f.Class != Introduced || f.Kind != facts.OpenAPI {
			continue
		}
		for _, k := range whole[f.File] {
			if b := &before[k]; b.Rule == f.Rule && b.Pointer != f.Pointer && holds(b.Pointer, f.Pointer) {
				f.Class, gone[k] = Unchanged, false
				break
			}
		}
	}
	for i := range before {
		if gone[i] {
			fixed = append(fixed, before[i])
		}
	}
	return fixed
}

// holds reports whether what a pointer of an OpenAPI document names is part of what another names. What is said of a whole
// document stands at the key with its version.
func holds(outer, inner string) bool {
	switch outer {
	case "", "/openapi", "/swagger":
		return true
	}
	return strings.HasPrefix(inner, outer+"/")
}

// Divided are findings by what becomes of them, each list in its order.
type Divided struct {
	// Counting are those that fail a run when they are grave enough; Unchanged those that the base has too; Owed those that the
	// baseline has; Suppressed those that somebody silenced.
	Counting, Unchanged, Owed, Suppressed []Finding
}

// Divide divides findings. What is silenced is neither owed nor compared with anything, and what is owed need not be new.
func Divide(fs []Finding) (d Divided) {
	for _, f := range fs {
		switch {
		case f.Suppression != nil:
			d.Suppressed = append(d.Suppressed, f)
		case f.Owed:
			d.Owed = append(d.Owed, f)
		case f.Class == Unchanged:
			d.Unchanged = append(d.Unchanged, f)
		default:
			d.Counting = append(d.Counting, f)
		}
	}
	return d
}

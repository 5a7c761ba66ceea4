package finding

import (
	"iter"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
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
	type key struct{ fingerprint, file string }
	here, anywhere := make(map[key][]int, len(before)), make(map[string][]int, len(before))
	gone := make([]bool, len(before))
	for i := range before {
		b := &before[i]
		here[key{b.Fingerprint, b.File}] = append(here[key{b.Fingerprint, b.File}], i)
		anywhere[b.Fingerprint] = append(anywhere[b.Fingerprint], i)
		gone[i] = true
	}
	// first takes the first of a list that has no match yet. Each is looked at once, however many there are of one.
	first := func(f *Finding, list []int) (rest []int) {
		for len(list) > 0 && !gone[list[0]] {
			list = list[1:]
		}
		if len(list) > 0 {
			gone[list[0]], f.Class = false, Unchanged
			list = list[1:]
		}
		return list
	}
	for i := range now {
		f := &now[i]
		if f.Kind == facts.Coverage {
			continue
		}
		f.Class = Introduced
		k := key{f.Fingerprint, f.File}
		here[k] = first(f, here[k])
	}
	for i := range now {
		if f := &now[i]; f.Class == Introduced {
			anywhere[f.Fingerprint] = first(f, anywhere[f.Fingerprint])
		}
	}
	regroup(before, now, gone)
	for i := range before {
		if gone[i] {
			fixed = append(fixed, before[i])
		}
	}
	return fixed
}

// regroup looks after rules that say once of a whole document what they would otherwise say of each of its parts. When the change
// mends one part, what is left is not new. When it adds another part with the same fault, so that the whole is told of, the whole
// is new, and what was told of its parts is not fixed.
func regroup(before, now []Finding, gone []bool) {
	type place struct {
		rule          *policy.Rule
		unit, pointer string
	}
	at := func(f *Finding) place { return place{f.Rule, f.unit, f.Pointer} }
	lost, introduced := make(map[place]int), make(map[place]bool)
	for i := range before {
		if b := &before[i]; gone[i] && b.Kind == facts.OpenAPI {
			lost[at(b)], lost[place{b.Rule, b.File, b.Pointer}] = i, i // a file may be part of several documents
		}
	}
	for i := range now {
		f := &now[i]
		if f.Class != Introduced || f.Kind != facts.OpenAPI {
			continue
		}
		for whole := range wholes(f.Pointer) {
			k, ok := lost[place{f.Rule, f.unit, whole}]
			if !ok {
				k, ok = lost[place{f.Rule, f.File, whole}]
			}
			if ok {
				f.Class, gone[k] = Unchanged, false
				break
			}
		}
		if f.Class == Introduced {
			introduced[at(f)] = true
		}
	}
	for i := range before {
		b := &before[i]
		if !gone[i] || b.Kind != facts.OpenAPI {
			continue
		}
		for whole := range wholes(b.Pointer) {
			if introduced[place{b.Rule, b.unit, whole}] {
				gone[i] = false
				break
			}
		}
	}
}

// wholes yields the pointers of what holds that which a pointer of an OpenAPI document names, from the innermost. What is said of
// a whole document stands at the key with its version.
func wholes(pointer string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for end := strings.LastIndexByte(pointer, '/'); end >= 0; end = strings.LastIndexByte(pointer[:end], '/') {
			if !yield(pointer[:end]) {
				return
			}
		}
		for _, whole := range [...]string{"/openapi", "/swagger"} {
			if whole != pointer && !yield(whole) {
				return
			}
		}
	}
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

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

// Compare classes the findings of now by those of before, and returns those of before that are gone. Findings about coverage have
// no class: its reports are made, and no part of a base.
func Compare(before, now []Finding) (fixed []Finding) {
	p := newPast(len(before))
	for i := range before {
		f := &before[i]
		w := was{identity: f.Fingerprint, file: f.File, unit: f.unit, pointer: f.Pointer, parts: inParts(f)}
		if w.parts {
			w.rule = f.Rule.ID
		}
		p.add(w, 1)
	}
	for i := range now {
		if now[i].Kind != facts.Coverage {
			now[i].Class = Introduced
		}
	}
	p.match(now, func(f *Finding) asked {
		if f.Class == "" {
			return asked{}
		}
		return asked{f.Fingerprint, f.File, f.unit, inParts(f)}
	}, func(f *Finding) { f.Class = Unchanged })
	keepParts(before, now, p.left)
	for i := range before {
		if p.left[i] > 0 {
			fixed = append(fixed, before[i])
		}
	}
	return fixed
}

// keepParts takes out of what is left of the past what was said of parts, when the change adds another part with the same fault, so
// that the rule now speaks of the whole: the whole is new, and nothing is fixed.
func keepParts(before, now []Finding, left []int) {
	type place struct {
		rule          *policy.Rule
		unit, pointer string
	}
	introduced := make(map[place]bool)
	for i := range now {
		if f := &now[i]; f.Class == Introduced && inParts(f) {
			introduced[place{f.Rule, f.unit, f.Pointer}] = true
		}
	}
	if len(introduced) == 0 {
		return
	}
	for i := range before {
		b := &before[i]
		if left[i] == 0 || !inParts(b) {
			continue
		}
		for whole := range wholes(b.Pointer) {
			if introduced[place{b.Rule, b.unit, whole}] {
				left[i] = 0
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

package finding

import "github.com/bdma-dev/bdma/internal/facts"

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
		w := was{identity: f.Fingerprint, file: f.File, pointer: f.Pointer, parts: inParts(f)}
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
		return asked{f.Fingerprint, f.File, inParts(f)}
	}, func(f *Finding) { f.Class = Unchanged })
	for i := range before {
		if p.left[i] > 0 {
			fixed = append(fixed, before[i])
		}
	}
	return fixed
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

package finding

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/facts"
)

// past are findings that were, which those that are get matched with: those of a base, or what a baseline records.
type past struct {
	was []was
	// left is how many of each are matched with nothing yet.
	left  []int
	whole map[[3]string]int // by document or file, rule and pointer
}

// was is what is known of a finding of the past.
type was struct {
	identity, file, rule, pointer string
	// unit is the document or history; empty when nobody knows.
	unit string
	// parts says that it may speak of more than the subject alone: some rules say once of a whole OpenAPI document what they
	// would say of each of its parts.
	parts bool
}

// queues are indexes of the past by a key, each in their order.
type queues[K comparable] struct {
	first map[K]int
	// next is the index that follows another with the same key; -1 behind the last.
	next []int
}

// queue puts the past in line by a key.
func queue[K comparable](p *past, key func(*was) K) queues[K] {
	q := queues[K]{first: make(map[K]int, len(p.was)), next: make([]int, len(p.was))}
	for i := range slices.Backward(p.was) {
		k := key(&p.was[i])
		q.next[i] = -1
		if first, ok := q.first[k]; ok {
			q.next[i] = first
		}
		q.first[k] = i
	}
	return q
}

// take takes one of the first of a key that has something left, if there is any. It passes over each that has not only once.
func (q queues[K]) take(k K, left []int) bool {
	i, ok := q.first[k]
	if !ok {
		return false
	}
	at := i
	for at >= 0 && left[at] == 0 {
		at = q.next[at]
	}
	if at != i {
		q.first[k] = at
	}
	if at < 0 {
		delete(q.first, k)
		return false
	}
	left[at]--
	return true
}

func newPast(n int) *past {
	return &past{was: make([]was, 0, n), left: make([]int, 0, n)}
}

// add adds findings that are alike.
func (p *past) add(w was, count int) {
	p.was, p.left = append(p.was, w), append(p.left, count)
}

// asked is how a finding is looked for in the past; one without an identity is not.
type asked struct {
	identity, file, unit string
	parts                bool
}

// match calls found for each finding that was there before. Findings are the same by their identity; where there are several of
// one, those in a file of the same name belong together first, so that a copy of a file is what is new, and not the file.
func (p *past) match(now []Finding, ask func(*Finding) asked, found func(*Finding)) {
	type place struct{ identity, file string }
	type question struct {
		asked
		of *Finding
	}
	var open []question
	inFile := queue(p, func(w *was) place { return place{w.identity, w.file} })
	for i := range now {
		switch q := ask(&now[i]); {
		case q.identity == "":
		case inFile.take(place{q.identity, q.file}, p.left):
			found(&now[i])
		default:
			open = append(open, question{q, &now[i]})
		}
	}
	if len(open) == 0 {
		return
	}
	anywhere := queue(p, func(w *was) string { return w.identity })
	open = slices.DeleteFunc(open, func(q question) bool {
		same := anywhere.take(q.identity, p.left)
		if same {
			found(q.of)
		}
		return same
	})
	// When what was said of a whole document is now said of some of its parts, the others are mended, and these are not new.
	p.whole = make(map[[3]string]int)
	for i, w := range p.was {
		if !w.parts || p.left[i] == 0 {
			continue
		}
		// A file may be a part of several documents, and have been renamed.
		for _, of := range [...]string{w.unit, w.file} {
			if key := [3]string{of, w.rule, w.pointer}; of != "" {
				if _, known := p.whole[key]; !known {
					p.whole[key] = i
				}
			}
		}
	}
	for _, q := range open {
		if q.parts && (p.heldBefore(q.unit, q.of) || p.heldBefore(q.file, q.of)) {
			found(q.of)
		}
	}
}

// heldBefore reports whether what is left of the past has the rule's word, in a document or a file, on something that the finding's
// subject is part of. However many parts there are, it is one word, and was there.
func (p *past) heldBefore(of string, f *Finding) bool {
	if len(p.whole) == 0 {
		return false
	}
	for whole := range wholes(f.Pointer) {
		if i, ok := p.whole[[3]string{of, f.Rule.ID, whole}]; ok {
			p.left[i] = 0
			return true
		}
	}
	return false
}

// inParts reports whether a rule may have said once of a whole what it now says of its parts.
func inParts(f *Finding) bool { return f.Kind == facts.OpenAPI }

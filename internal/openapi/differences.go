package openapi

import (
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// Differences are what became of a document since the base, for those who show it to people. Rules see the same as the table of
// changes.
type Differences struct {
	// File is the document's file, and Was its file in the base; empty when the base has no such document.
	File, Was string
	// Title is what the API is called.
	Title string
	// WasVersion and Version are the versions of the API before and after.
	WasVersion, Version string
	// Gone says that only the base has the document.
	Gone bool
	// Untouched says that none of its files differs from the base's.
	Untouched bool
	// Partial says that the two could not be compared in full, because of their size.
	Partial bool
	// Compared says that they were compared at all.
	Compared bool
	// Faults are what could not be read, of either.
	Faults []Fault
	// List is in the order of the table of changes.
	List []Difference
}

// Difference is one of them.
type Difference struct {
	// Fact is the change as rules know it.
	Fact facts.ID
	// Change says what changed. It has no places of its own: they keep both documents in memory.
	contract.Change
	// Is is where it is to be seen, and Was where it was; Was has no file when there is no such place.
	Is, Was facts.Node
}

// Fault is something that could not be read.
type Fault struct {
	facts.Node
	// InBase says that it is the base that has it.
	InBase        bool
	Message, Hint string
}

// add notes a change. It is no use to call for a document of which nobody wants to know.
func (d *Differences) add(row *Change, nodes *facts.Nodes, ch *contract.Change) {
	if d == nil {
		return
	}
	out := Difference{Fact: row.At, Change: *ch, Is: nodes.Get(row.At)}
	if ch.Was != nil {
		out.Was = ch.Was.Node()
	}
	out.Change.At, out.Change.Was, out.Change.Life.At, out.Change.Life.SunsetAt, out.Change.Life.StabilityAt = nil, nil, nil, nil, nil
	d.List = append(d.List, out)
}

// tooLarge is what is said of a document that is not compared because of its size.
const tooLarge = "the document is too large to be compared"

// faults notes what kept a reader from understanding its files.
func (d *Differences) faults(r *reader, inBase, read bool) {
	if d == nil {
		return
	}
	for _, p := range r.model.Problems {
		d.Faults = append(d.Faults, Fault{Node: r.nodes.Get(p.At), InBase: inBase, Message: p.Message, Hint: p.Hint})
	}
	if !read && len(r.model.Problems) == 0 {
		d.Faults = append(d.Faults, Fault{Node: facts.Node{File: r.model.Document.File}, InBase: inBase, Message: tooLarge})
	}
}

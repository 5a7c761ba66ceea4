// Package facts holds the model that rules see: a document of plain facts about one piece of evidence, and the table of
// places in the files that those facts speak of.
//
// A reader (openapi, migration, coverage) fills a struct of flat tables whose rows carry their own place as an [ID], and
// hands it to [New]. Rules see the struct as a Rego document; everything that a rule returns leads back to a [Node].
package facts

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Kind is the kind of evidence that a document of facts was read from.
type Kind string

// The kinds of evidence that bdma reads.
const (
	OpenAPI   Kind = "openapi"
	Migration Kind = "migration"
	Coverage  Kind = "coverage"
)

// Suppression is the kind of facts about what people silence. It is no evidence that anybody looks for: it is found in what was
// read of the other kinds.
const Suppression Kind = "suppression"

// Documents returns every kind of facts that rules may judge: the kinds of evidence, and [Suppression].
func Documents() []Kind { return append(Kinds(), Suppression) }

// Kinds returns every kind of evidence, in the order in which bdma names them.
func Kinds() []Kind { return []Kind{OpenAPI, Migration, Coverage} }

// Position is a place in a text file. Line and Column are 1-based; Column counts Unicode code points, which is what
// SARIF calls unicodeCodePoints and what an editor shows. The zero Position is "unknown".
type Position struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// Range is the text from Start up to, not including, End. A zero End means that only the start is known.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// Node is a place that a fact speaks of.
type Node struct {
	// File is the slash-separated path relative to the root of the tree.
	File string `json:"file"`
	// Range is where in the file. It is zero when the fact is about the file as a whole.
	Range Range `json:"range"`
	// Pointer is the subject's stable name, independent of its line: in an OpenAPI document the JSON pointer that it has once
	// all files are bundled into one,
	// "schema.table.column" in a schema, a migration's version and statement, a source file's path in a coverage report.
	// It is what fingerprints are made of.
	Pointer string `json:"pointer"`
}

// ID is the opaque identity of a [Node] within its [Doc]. Rules know it as "at".
type ID int

// Nodes is the table of places of one document. The zero value is ready for use.
type Nodes struct{ list []Node }

// Add records a place and returns its identity.
func (n *Nodes) Add(node Node) ID {
	n.list = append(n.list, node)
	return ID(len(n.list) - 1)
}

// Aside returns the places that were recorded so far, to which others may be added than here.
func (n *Nodes) Aside() Nodes { return Nodes{list: slices.Clip(n.list)} }

// Get returns a place that was recorded.
func (n *Nodes) Get(id ID) Node { return n.list[id] }

// Each lets f change every place that was recorded.
func (n *Nodes) Each(f func(*Node)) {
	for i := range n.list {
		f(&n.list[i])
	}
}

// Problem is something that kept a reader from understanding a file, or a part of it. Every facts document has a
// "problems" table, which the rules of the group parse judge.
type Problem struct {
	// At is where the reader stopped understanding.
	At ID `json:"at"`
	// Message says what is wrong, in words for the person who wrote the file.
	Message string `json:"message"`
	// Hint says what to type or do instead; it may be empty.
	Hint string `json:"hint,omitempty"`
}

// Doc is one facts document: one thing that is judged as a whole.
type Doc struct {
	Kind Kind
	// Name is the path of what was read: an OpenAPI document's root file, a folder of migrations, a root of reports.
	Name string
	// Files are the paths of every file that was read for it, in reading order.
	Files []string
	// Judged is the number of files of this document that a person would count as inputs: reports, migrations,
	// specifications. It is at most len(Files).
	Judged int
	// Statements is the number of SQL statements of a history, and Unanalysed the number of those of which nobody knows what they do:
	// they do not parse, or put together at run time what they execute.
	Statements, Unanalysed int
	// Summary is what people are shown of the document beside findings, of a type of the package that read it; nil where there
	// is no such thing.
	Summary any

	nodes []Node
	value ast.Value
}

// New builds the document that rules see from a pointer to a struct of facts. The struct's fields follow encoding/json's
// tags; see [Encode] for the types that it may hold.
func New(kind Kind, name string, files []string, nodes *Nodes, model any) *Doc {
	return build(kind, name, files, nodes, model, nil, false, nil)
}

// Input returns the document as rules see it. It is shared and must not be changed.
func (d *Doc) Input() ast.Value { return d.value }

// Node returns the place of an id, or an error when a rule made the id up.
func (d *Doc) Node(id ID) (Node, error) {
	if id < 0 || int(id) >= len(d.nodes) {
		return Node{}, fmt.Errorf("%d is not the \"at\" of any fact", id)
	}
	return d.nodes[id], nil
}

// Nodes returns the document's table of places, indexed by [ID].
func (d *Doc) Nodes() []Node { return d.nodes }

// Package suppression reads what people write to silence findings: comments, x-bdma-ignore in OpenAPI documents, entries of
// bdma.yaml and what other tools left behind. It says what is written and what it covers; whether that is acceptable is
// judged by the rules of the group suppression.
package suppression

import "github.com/bdma-dev/bdma/internal/facts"

// Tool is the name under which bdma's own directives go.
const Tool = "bdma"

// Directive is one comment, key or entry that silences some rules in some place.
type Directive struct {
	// At is where it is written, without the marks of the comment.
	At facts.Node
	// Names are the rules that it names. An empty list of another tool's directive means all rules.
	Names []Name
	// Reason is why; empty when nobody says.
	Reason string
	// Until is the last day on which it holds, as it is written; empty when it holds for ever.
	Until string
	// Tool is whose words it is: [Tool], or the name of another one.
	Tool string
	// Covers is what it silences.
	Covers Scope
	// Problem says what is wrong with its form; empty when it can be understood.
	Problem string
	// Removal takes it out of the file; nil when only a person can.
	Removal []Edit
}

// Name is a rule as a directive names it: an id, an alias, or all rules of a group as rest/*.
type Name struct {
	Text  string
	Range facts.Range
	// Removal takes this name out and leaves the others; nil when it is the only one.
	Removal []Edit
}

// Scope is the part of a tree in which a directive holds.
type Scope struct {
	// Kind says what it is: "statement", "node" (with all below it), "line", "file" or "paths".
	Kind string
	// File is the file that it is about; empty for paths.
	File string
	// Range is the part of the file; zero for all of it.
	Range facts.Range
	// Match reports whether a file is among the paths; nil unless Kind is "paths".
	Match func(file string) bool
	// Pointer narrows it to a subject, and in OpenAPI documents to what lies below it; empty for all.
	Pointer string
	// Trail are the keys that lead to a part of a YAML or JSON file, a line each; empty for other parts. It tells the places of
	// directives apart that say the same, however lines move.
	Trail string
}

// Edit replaces a part of a file. Offsets are bytes from its beginning, First included, Last not.
type Edit struct {
	File        string
	First, Last int
	Text        string
}

// Package policy loads rules, compiles those that are wanted and evaluates them over facts.
//
// A rule is one Rego file whose METADATA comment is the only source of its id's title, severity, texts and options, and
// one .txtar file with its cases. The package knows no rule by name.
package policy

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Severity is how much a finding weighs. The zero value is not valid.
type Severity string

// The severities, and Off, which switches a rule off.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
	Off     Severity = "off"
)

// Severities returns the severities that a finding can have, the gravest first.
func Severities() []Severity { return []Severity{Error, Warning, Info} }

// Rank orders severities: 3 for error down to 0 for off.
func (s Severity) Rank() int {
	switch s {
	case Error:
		return 3
	case Warning:
		return 2
	case Info:
		return 1
	}
	return 0
}

// Rule is what METADATA says of a rule.
type Rule struct {
	// ID is the rule's path: rest/path-kebab-case. It never changes.
	ID string
	// Aliases are earlier ids of the rule, which keep working.
	Aliases []string
	// Title is the standard that the rule holds, as a short statement.
	Title string
	// Description says why it matters, for the person who has just been stopped by it.
	Description string
	// References are pages to read on.
	References []string
	// Severity is the severity unless configuration says otherwise.
	Severity Severity
	// Message and Fix are the texts of a finding.
	Message, Fix Template
	// Standard is the id of the line of the charter that the rule enforces.
	Standard string
	Tags     []string
	// Since is the version of bdma that first had the rule.
	Since string
	// Presets maps a preset's name to the first version of it that has the rule.
	Presets map[string]int
	// Equivalents are the rules of other tools that mean the same or a part of it, by the tool: {"spectral": ["operation-tags"]}.
	Equivalents map[string][]string
	// Options describes the rule's settings; nil when it has none.
	Options *Options
	// Suppressible is false for a rule that no comment and no configuration entry may silence.
	Suppressible bool
	// Inputs are the kinds of facts that the rule judges.
	Inputs []facts.Kind
	// Custom is true for a rule of the user's own.
	Custom bool
	// File is the path of the Rego file, for messages.
	File string

	source []byte        // of the Rego file
	cases  func() []byte // of the .txtar file; nil when there is none

	// Context are the values of the message that tell of other things than the subject: how many others there are, or which one
	// has the same name. They change when these do, and are no part of a finding's identity. The word "at" among them says that a
	// finding is about a name, and that its place is only the first where the name is used.
	Context []string
	// Mends says that findings may carry edits, and how far these may be trusted; empty when they never do.
	Mends Mends
}

// Group is the first element of the id: rest, migration, schema, coverage, or a team's own.
func (r *Rule) Group() string {
	group, _, _ := strings.Cut(r.ID, "/")
	return group
}

// Silenceable reports whether a suppression may silence what the rule finds. What cannot be read was not judged, whoever wants it so,
// and what is said of suppressions is not for other suppressions.
func (r *Rule) Silenceable() bool {
	return r.Suppressible && r.Group() != "parse" && r.Group() != string(facts.Suppression)
}

// Source returns the rule's Rego text.
func (r *Rule) Source() []byte { return r.source }

// Cases returns the text of the rule's .txtar file, or nil when it has none.
func (r *Rule) Cases() []byte { return r.cases() }

// Page is the address of the rule's documentation; empty for a rule of the user's own.
func (r *Rule) Page() string {
	if r.Custom {
		return ""
	}
	return "https://github.com/bdma-dev/bdma/blob/main/docs/rules/" + r.ID + ".md"
}

// Judges reports whether the rule looks at facts of the kind.
func (r *Rule) Judges(kind facts.Kind) bool { return slices.Contains(r.Inputs, kind) }

// In reports whether a version of a preset has the rule.
func (r *Rule) In(preset string, version int) bool {
	first, ok := r.Presets[preset]
	return ok && first <= version
}

// packagePath is the Rego package that the rule's id demands: rest/path-kebab-case → bdma.rest.path_kebab_case.
func packagePath(id string) []string {
	return strings.Split("bdma/"+strings.ReplaceAll(id, "-", "_"), "/")
}

// groupInputs says which facts the rules of a group see. A group that is not listed names its input in METADATA.
var groupInputs = map[string][]facts.Kind{
	"parse":     facts.Kinds(),
	"rest":      {facts.OpenAPI},
	"migration": {facts.Migration},
	"schema":    {facts.Migration},
	"coverage":  {facts.Coverage},

	"suppression": {facts.Suppression},
}

// idOf turns the path of a Rego file within its folder into the rule's id.
func idOf(file string) (string, error) {
	id := strings.TrimSuffix(file, ".rego")
	if strings.Count(id, "/") != 1 {
		return "", fmt.Errorf("a rule stands in a folder that is its group, as in rest/%s", path.Base(file))
	}
	for _, r := range id {
		if r != '/' && r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return "", fmt.Errorf("the rule id %q may hold lower-case letters, digits and hyphens only", id)
		}
	}
	return id, nil
}

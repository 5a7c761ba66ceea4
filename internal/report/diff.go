package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// Diff is what changed between two states of some API documents: a changelog for people.
type Diff struct {
	// Version is bdma's own version.
	Version string
	// Name is what people call the repository, and Time is when the comparison took place.
	Name string
	Time time.Time
	// Base and Head are what people call the two states.
	Base, Head string
	// Documents are those that both states have, sorted by file.
	Documents []DiffDocument
	// Added and Removed are the documents that only one of them has, sorted by file.
	Added, Removed []string
	// Untouched is the number of documents of which no file differs.
	Untouched int
	// Faults are what could not be read.
	Faults []DiffFault
	// Skipped are the files that were found but are no documents that can be compared.
	Skipped []source.Skipped
	// FailOn is the severity from which on a breaking change fails the comparison; Off when none does.
	FailOn policy.Severity
	// Named says that the two documents were named, so that none was moved.
	Named bool
	// WasPath says how the text format shows a file of the base; nil stands for [Options.Path].
	WasPath func(file string) string
	// Scope is what of the repository is compared: a document or a folder; empty for all of it. It tells comments of several
	// comparisons apart.
	Scope string
}

// DiffDocument is a document, and what changed in it.
type DiffDocument struct {
	// File is where it is, and Was where it was.
	File, Was string
	// Title is what the API is called.
	Title string
	// WasVersion and Version are the versions of the API.
	WasVersion, Version string
	// Compared says that the two could be compared, and Partial that they were too large to be compared in full.
	Compared, Partial bool
	// Changes are in the order of the document.
	Changes []DiffChange
}

// DiffChange is a change, with what the rules say of it.
type DiffChange struct {
	// Kind says what changed: "property-removed"; empty for what a rule says of the document as a whole.
	Kind string
	// Effect is what it does to the set of what is allowed: "narrows", "widens", "differs" or "neutral".
	Effect string
	// Subject names for people what changed, Name the part that the kind speaks of.
	Subject, Name string
	// From and To are what was and what is now.
	From, To string
	// Is is where it is to be seen, and Was where it was; they have no file where there is no such place.
	Is, Was facts.Node
	// InRequest says that clients send it, InResponse that they are sent it.
	InRequest, InResponse bool
	// Operations are those that it concerns, in alphabetical order.
	Operations []string
	// Findings are what the rules say of it, those that are suppressed included.
	Findings []finding.Finding
}

// DiffFault is something that could not be read.
type DiffFault struct {
	facts.Node
	// InBase says that it is the base that has it.
	InBase        bool
	Message, Hint string
	// Fatal says that a document was not compared because of it.
	Fatal bool
}

// diffSection is a part of a changelog.
type diffSection uint8

// The sections, in the order of a changelog.
const (
	breakingChanges diffSection = iota
	riskyChanges
	acceptedChanges
	deprecatedThings
	addedThings
	removedThings
	otherChanges
	diffSections
)

// sectionNames are the titles of the sections.
var sectionNames = [diffSections]string{"Breaking", "May break clients", "Accepted breaks", "Deprecated", "Added", "Removed", "Changed"}

// sectionKeys are their names for machines.
var sectionKeys = [diffSections]string{"breaking", "risky", "accepted", "deprecated", "added", "removed", "changed"}

// judgedByRules reports whether it is the rules that put changes into a section.
func (s diffSection) judgedByRules() bool { return s <= acceptedChanges }

// counting returns the findings of a change that nobody silenced.
func (c *DiffChange) counting() (list []*finding.Finding) {
	for i := range c.Findings {
		if c.Findings[i].Suppression == nil {
			list = append(list, &c.Findings[i])
		}
	}
	return list
}

// severity returns the worst severity of what counts; Off when nothing does.
func (c *DiffChange) severity() policy.Severity {
	worst := policy.Off
	for _, f := range c.counting() {
		if worst == policy.Off || f.Severity.Rank() > worst.Rank() {
			worst = f.Severity
		}
	}
	return worst
}

// section tells where a change belongs.
func (c *DiffChange) section() diffSection {
	switch severity := c.severity(); {
	case severity == policy.Error:
		return breakingChanges
	case severity != policy.Off:
		return riskyChanges
	case len(c.Findings) > 0:
		return acceptedChanges
	case c.Kind == "deprecated" || c.Kind == "sunset-added":
		return deprecatedThings
	case strings.HasSuffix(c.Kind, "-added"):
		return addedThings
	case strings.HasSuffix(c.Kind, "-removed"):
		return removedThings
	}
	return otherChanges
}

// diffGroup are changes of one operation, of one component, or of the document as a whole.
type diffGroup struct {
	// title is empty for the document as a whole.
	title string
	// users are the operations that the changes concern; nil for an operation, which is one itself.
	users   []string
	changes []*DiffChange
	order   string
	seen    map[string]bool // of users
}

// titled reports whether a title says more than the change below it, which is not so of a path or an operation as a whole.
func (g *diffGroup) titled() bool {
	return len(g.changes) > 1 || !isSurface(g.changes[0].Kind)
}

// sections returns the changes of a document by section and group. A group comes where it stands in a reference: the document, then
// operations by path, then webhooks, then components.
func (d *DiffDocument) sections() (out [diffSections][]*diffGroup) {
	var index [diffSections]map[string]*diffGroup
	for i := range d.Changes {
		c := &d.Changes[i]
		s := c.section()
		if index[s] == nil {
			index[s] = make(map[string]*diffGroup)
		}
		order, title, shared := c.group()
		g := index[s][order]
		if g == nil {
			g = &diffGroup{title: title, order: order, seen: make(map[string]bool)}
			index[s][order] = g
			out[s] = append(out[s], g)
		}
		g.changes = append(g.changes, c)
		for _, op := range c.Operations {
			if shared && !g.seen[op] {
				g.seen[op] = true
				g.users = append(g.users, op)
			}
		}
	}
	for _, groups := range out {
		slices.SortFunc(groups, func(a, b *diffGroup) int { return strings.Compare(a.order, b.order) })
		for _, g := range groups {
			slices.Sort(g.users)
		}
	}
	return out
}

// componentNames are the places of components in a document, those of Swagger 2.0 included.
var componentNames = map[string]string{
	"schemas": "schema", "definitions": "schema", "parameters": "parameter", "responses": "response", "requestBodies": "request body", "headers": "header",
	"securitySchemes": "security scheme", "securityDefinitions": "security scheme", "links": "link", "callbacks": "callback", "pathItems": "path item",
	"examples": "example", "mediaTypes": "media type",
}

// group tells under which title a change stands, and whether several operations share what changed. Groups are in the order of their keys.
func (c *DiffChange) group() (order, title string, shared bool) {
	steps := pointerSteps(c.Is.Pointer)
	if c.Is.File == "" || len(steps) < 2 {
		steps = pointerSteps(c.Was.Pointer)
	}
	top := ""
	if len(steps) > 0 {
		top = steps[0]
	}
	switch {
	case c.Kind == "path-moved" || c.Kind == "operation-moved":
		return "1" + c.From, c.From, false
	case top == "paths" && len(steps) >= 2 && (len(c.Operations) != 1 || strings.HasPrefix(c.Kind, "path-") && c.Subject == steps[1]):
		return "1" + steps[1], steps[1], false
	case top == "webhooks" && len(steps) >= 2 && len(c.Operations) != 1:
		return "2" + steps[1], "webhook " + steps[1], false
	case len(c.Operations) == 1:
		method, path, _ := strings.Cut(c.Operations[0], " ")
		key := "1"
		if top == "webhooks" {
			key = "2"
		}
		return key + path + "\x00" + method, c.Operations[0], false
	case top == "components" && len(steps) >= 3:
		kind := cmp.Or(componentNames[steps[1]], steps[1])
		return "3" + kind + "\x00" + steps[2], kind + " " + steps[2], true
	case len(steps) >= 2 && componentNames[top] != "":
		return "3" + componentNames[top] + "\x00" + steps[1], componentNames[top] + " " + steps[1], true
	case len(c.Operations) > 1 && len(steps) >= 2 && !slices.Contains([]string{"servers", "security", "tags", "info"}, top):
		// What is shared without being a component goes by its file.
		return "4" + c.Is.File, c.Is.File, true
	}
	return "0", "", false
}

// pointerSteps returns the names in a JSON pointer.
func pointerSteps(pointer string) []string {
	if !strings.HasPrefix(pointer, "/") {
		return nil
	}
	steps := strings.SplitN(pointer[1:], "/", 4)
	for i, s := range steps {
		steps[i] = pointerNames.Replace(s)
	}
	return steps
}

var pointerNames = strings.NewReplacer("~1", "/", "~0", "~")

// counts returns the number of changes in each section.
func (d *Diff) counts() (n [diffSections]int) {
	for i := range d.Documents {
		for k := range d.Documents[i].Changes {
			n[d.Documents[i].Changes[k].section()]++
		}
	}
	return n
}

// Failed reports whether a change breaks clients, as grave as FailOn.
func (d *Diff) Failed() bool {
	if d.FailOn == policy.Off || d.FailOn == "" {
		return false
	}
	for i := range d.Documents {
		for k := range d.Documents[i].Changes {
			if s := d.Documents[i].Changes[k].severity(); s != policy.Off && s.Rank() >= d.FailOn.Rank() {
				return true
			}
		}
	}
	return false
}

// plain reports whether there is nothing to tell of a document.
func (d *DiffDocument) plain() bool { return d.Compared && len(d.Changes) == 0 && !d.Partial }

// told returns the documents of which there is something to tell.
func (d *Diff) told() (list []*DiffDocument) {
	for i := range d.Documents {
		if doc := &d.Documents[i]; doc.Compared && !doc.plain() {
			list = append(list, doc)
		}
	}
	return list
}

// compared counts the documents that were compared.
func (d *Diff) compared() (n int) {
	for i := range d.Documents {
		if d.Documents[i].Compared {
			n++
		}
	}
	return n
}

// moves lists the documents that were moved, of which there is nothing else to tell.
func (d *Diff) moves() (list []*DiffDocument) {
	for i := range d.Documents {
		if doc := &d.Documents[i]; doc.plain() && doc.Was != doc.File && !d.Named {
			list = append(list, doc)
		}
	}
	return list
}

// Unread reports whether a document could not be compared because it, or what it was, could not be read.
func (d *Diff) Unread() bool {
	return slices.ContainsFunc(d.Faults, func(f DiffFault) bool { return f.Fatal })
}

// Nothing reports whether there was nothing to compare.
func (d *Diff) Nothing() bool {
	return len(d.Documents)+len(d.Added)+len(d.Removed)+d.Untouched == 0
}

// verdict says what the comparison comes to, in a few words.
func (d *Diff) verdict() string {
	n := d.counts()
	total := 0
	var parts []string
	for s, k := range n {
		total += k
		if k > 0 && diffSection(s).judgedByRules() {
			parts = append(parts, thousands(k)+" "+[...]string{"breaking", "that may break clients", "accepted"}[s])
		}
	}
	text := count(total, "change", "changes")
	switch {
	case d.Nothing():
		return "nothing was compared"
	case total == 0 && len(d.Added)+len(d.Removed) == 0 && d.Unread():
		return "not compared"
	case total == 0:
		text = "no changes"
	case parts == nil:
		text += ", none of which breaks clients"
	default:
		text += ", among them " + and(parts)
	}
	if d.Unread() {
		text = "not everything compared; " + text
	}
	return text
}

// versions says which versions of an API are compared.
func (d *DiffDocument) versions() string {
	switch {
	case d.Version == "":
		return d.WasVersion
	case d.WasVersion == d.Version || d.WasVersion == "":
		return d.Version
	}
	return d.WasVersion + " → " + d.Version
}

// diffWriters are the writers of a changelog by the name of their format.
var diffWriters = map[string]func(*bufio.Writer, *Diff, Options) error{
	"comment":  writeDiffComment,
	"html":     writeDiffHTML,
	"json":     writeDiffJSON,
	"markdown": writeDiffMarkdown,
	"text":     writeDiffText,
}

// DiffFormats returns the names of the formats of a changelog, sorted.
func DiffFormats() []string { return slices.Sorted(maps.Keys(diffWriters)) }

// WriteDiff writes a changelog in a format.
func WriteDiff(w io.Writer, format string, d *Diff, opt Options) error {
	write, ok := diffWriters[format]
	if !ok {
		return fmt.Errorf("there is no format %q of a changelog; the formats are %s", format, strings.Join(DiffFormats(), ", "))
	}
	buf := bufio.NewWriterSize(w, 64<<10)
	if err := write(buf, d, opt); err != nil {
		return err
	}
	return buf.Flush()
}

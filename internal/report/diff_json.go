package report

import (
	"bufio"
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// changelogVersion is the version of the schema. It rises when a key goes away or changes its meaning; keys may be added.
const changelogVersion = 1

// changelogReport is what changed between two states of some API documents. Every key is always there unless it says otherwise.
type changelogReport struct {
	// Version is the version of this schema.
	Version int `json:"version" jsonschema:"enum=1"`
	// Tool is the program that wrote the report.
	Tool jsonTool `json:"tool"`
	// Base is what people call the state before: a branch, a tag, a file.
	Base string `json:"base"`
	// Head is what people call the state after.
	Head string `json:"head"`
	// Summary counts what changed.
	Summary changelogSummary `json:"summary"`
	// Added are the documents that only the state after has, sorted.
	Added []string `json:"added"`
	// Removed are the documents that only the state before has, sorted.
	Removed []string `json:"removed"`
	// Faults are what could not be read, of either state.
	Faults []changelogFault `json:"faults"`
	// Skipped are the files that were found but are no documents that can be compared.
	Skipped []jsonSkipped `json:"skipped"`
	// Documents are the documents that both states have and that may differ, sorted by file.
	Documents []changelogDocument `json:"documents"`
}

// changelogSummary counts what changed.
type changelogSummary struct {
	// Failed is true when a change breaks clients as gravely as fail_on says, which makes bdma diff exit with 1.
	Failed bool `json:"failed"`
	// FailOn is the severity from which on a breaking change fails the comparison; off when none does.
	FailOn string `json:"fail_on" jsonschema:"enum=error,enum=warning,enum=info,enum=off"`
	// Changes is the number of all changes.
	Changes int `json:"changes"`
	// Sections counts the changes of each section.
	Sections changelogSections `json:"sections"`
	// Findings counts what the rules say of changes, by severity; what is suppressed does not count.
	Findings jsonCounts `json:"findings"`
	// Untouched is the number of documents of which no file differs.
	Untouched int `json:"untouched"`
	// Unread is true when a document could not be compared, because it could not be read.
	Unread bool `json:"unread"`
}

// changelogSections counts changes by section.
type changelogSections struct {
	// Breaking are the changes of which a rule says that they break clients: its findings are errors.
	Breaking int `json:"breaking"`
	// Risky are the changes of which a rule says that they may break clients.
	Risky int `json:"risky"`
	// Accepted are the changes that would be breaking or risky, and that somebody accepted.
	Accepted int `json:"accepted"`
	// Deprecated are the things that clients are told to leave.
	Deprecated int `json:"deprecated"`
	// Added are the things that came.
	Added int `json:"added"`
	// Removed are the things that went without breaking clients.
	Removed int `json:"removed"`
	// Changed are all other changes.
	Changed int `json:"changed"`
}

// changelogFault is something that could not be read.
type changelogFault struct {
	jsonPlace
	// InBase is true when it is the state before that has it.
	InBase bool `json:"in_base"`
	// Message says what is wrong, Hint what to do; the hint may be empty.
	Message string `json:"message"`
	Hint    string `json:"hint"`
	// Fatal is true when the document was not compared because of it.
	Fatal bool `json:"fatal"`
}

// changelogDocument is a document, and what changed in it.
type changelogDocument struct {
	// File is where the document is.
	File string `json:"file"`
	// Was is where it was.
	Was string `json:"was"`
	// Title is what the API is called.
	Title string `json:"title"`
	// VersionWas is the version of the API before.
	VersionWas string `json:"version_was"`
	// Version is the version of the API after.
	Version string `json:"version"`
	// Compared is false when one of the two could not be read.
	Compared bool `json:"compared"`
	// Partial is true when the two were too large to be compared in full.
	Partial bool `json:"partial"`
	// Operations are those that changes concern, in alphabetical order. Changes name them by their index, because a schema may be
	// part of them all.
	Operations []string `json:"operations"`
	// Changes are in the order of the document; breaking ones are those of the sections breaking and risky.
	Changes []changelogChange `json:"changes"`
}

// changelogChange is a change. What several operations share is one.
type changelogChange struct {
	// Section is where a changelog lists it.
	Section string `json:"section" jsonschema:"enum=breaking,enum=risky,enum=accepted,enum=deprecated,enum=added,enum=removed,enum=changed"`
	// Kind says what changed: property-removed, max-length; empty for what a rule says of the document as a whole.
	Kind string `json:"kind"`
	// Effect is what the change does to the set of what is allowed; empty when the kind is.
	Effect string `json:"effect" jsonschema:"enum=narrows,enum=widens,enum=differs,enum=neutral,enum="`
	// Text says it in words.
	Text string `json:"text"`
	// Group is the operation, the component or the path under which a changelog lists it; empty for the document as a whole.
	Group string `json:"group"`
	// Subject names for people what changed.
	Subject string `json:"subject"`
	// Name is the part that the kind speaks of; it may be empty.
	Name string `json:"name"`
	// From is what was, where there is something to be shown.
	From string `json:"from"`
	// To is what is now.
	To string `json:"to"`
	// At is where it is to be seen, or the nearest thing that is left.
	At jsonPlace `json:"at"`
	// Was is where it was; it is there when there was such a place.
	Was *jsonPlace `json:"was,omitempty"`
	// InRequest is true when clients send it.
	InRequest bool `json:"in_request"`
	// InResponse is true when clients are sent it.
	InResponse bool `json:"in_response"`
	// Operations are those that it concerns: indexes of the operations of the document, counted from 0, in ascending order.
	Operations []int `json:"operations"`
	// Findings are what the rules say of it, those included that somebody accepted.
	Findings []changelogFinding `json:"findings"`
}

// changelogFinding is what a rule says of a change.
type changelogFinding struct {
	// Rule is the id of the rule.
	Rule     string `json:"rule"`
	Severity string `json:"severity" jsonschema:"enum=error,enum=warning,enum=info"`
	// Message says who breaks and how.
	Message string `json:"message"`
	// Fix says what to do instead.
	Fix string `json:"fix"`
	// Page is the address of the rule's documentation; empty for a rule of the user's own.
	Page string `json:"page"`
	// Fingerprint identifies the finding across runs. It is that of bdma lint.
	Fingerprint string `json:"fingerprint"`
	// Suppression is there when somebody accepted the break.
	Suppression *jsonSuppression `json:"suppression,omitempty"`
}

func writeDiffJSON(w *bufio.Writer, d *Diff, _ Options) error {
	n := d.counts()
	summary := changelogSummary{
		Failed: d.Failed(), FailOn: string(cmp.Or(d.FailOn, policy.Off)), Untouched: d.Untouched, Unread: d.Unread(),
		Sections: changelogSections{Breaking: n[breakingChanges], Risky: n[riskyChanges], Accepted: n[acceptedChanges], Deprecated: n[deprecatedThings],
			Added: n[addedThings], Removed: n[removedThings], Changed: n[otherChanges]},
	}
	found := make(map[policy.Severity]int)
	for i := range d.Documents {
		summary.Changes += len(d.Documents[i].Changes)
		for k := range d.Documents[i].Changes {
			for _, f := range d.Documents[i].Changes[k].counting() {
				found[f.Severity]++
			}
		}
	}
	summary.Findings = countsJSON(found)
	j := newJSONWriter(w)
	j.open("", "{")
	j.member("version", changelogVersion)
	j.member("tool", jsonTool{Name: "bdma", Version: d.Version, URL: website})
	j.member("base", d.Base)
	j.member("head", d.Head)
	j.member("summary", summary)
	j.member("added", notNil(d.Added))
	j.member("removed", notNil(d.Removed))
	j.list("faults", func(yield func(any) bool) {
		for _, f := range d.Faults {
			if !yield(changelogFault{jsonPlace: placeOf(f.Node), InBase: f.InBase, Message: f.Message, Hint: f.Hint, Fatal: f.Fatal}) {
				return
			}
		}
	})
	j.list("skipped", func(yield func(any) bool) {
		for _, s := range d.Skipped {
			if !yield(jsonSkipped(s)) {
				return
			}
		}
	})
	j.open("documents", "[")
	for i := range d.Documents {
		doc := &d.Documents[i]
		j.open("", "{")
		j.member("file", doc.File)
		j.member("was", doc.Was)
		j.member("title", doc.Title)
		j.member("version_was", doc.WasVersion)
		j.member("version", doc.Version)
		j.member("compared", doc.Compared)
		j.member("partial", doc.Partial)
		names, index := operationsOf(doc.Changes)
		j.member("operations", names)
		j.list("changes", changesJSON(doc.Changes, index))
		j.close("}")
	}
	j.close("]")
	j.close("}")
	return j.end()
}

// operationsOf returns the operations that changes concern, sorted, and the index of each.
func operationsOf(changes []DiffChange) (names []string, index map[string]int) {
	index = make(map[string]int)
	for i := range changes {
		for _, name := range changes[i].Operations {
			index[name] = 0
		}
	}
	names = slices.AppendSeq(make([]string, 0, len(index)), maps.Keys(index))
	slices.Sort(names)
	for i, name := range names {
		index[name] = i
	}
	return names, index
}

func changesJSON(list []DiffChange, index map[string]int) iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range list {
			c := &list[i]
			_, group, _ := c.group()
			out := changelogChange{
				Section: sectionKeys[c.section()], Kind: c.Kind, Effect: c.Effect, Text: c.text(), Group: group, Subject: c.Subject, Name: c.Name,
				From: c.From, To: c.To, At: placeOf(c.Is), InRequest: c.InRequest, InResponse: c.InResponse, Operations: make([]int, 0, len(c.Operations)),
				Findings: []changelogFinding{},
			}
			for _, name := range c.Operations {
				out.Operations = append(out.Operations, index[name])
			}
			if c.Was.File != "" {
				was := placeOf(c.Was)
				out.Was = &was
			}
			for k := range c.Findings {
				out.Findings = append(out.Findings, changedFinding(&c.Findings[k]))
			}
			if !yield(out) {
				return
			}
		}
	}
}

func changedFinding(f *finding.Finding) changelogFinding {
	return changelogFinding{Rule: f.Rule.ID, Severity: string(f.Severity), Message: f.Message, Fix: f.Fix, Page: f.Rule.Page(), Fingerprint: f.Fingerprint,
		Suppression: suppressionJSON(f.Suppression)}
}

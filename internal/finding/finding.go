// Package finding is what the rules said, made ready for people: at a place, with its texts, its weight and an identity
// that survives edits elsewhere in the file.
package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

// Finding is one breach of one rule at one place. Its texts are as they came from the files: only package report may
// write them anywhere, through the escaper of its target.
type Finding struct {
	Rule     *policy.Rule
	Severity policy.Severity
	// Kind is the kind of evidence that the finding is about.
	Kind facts.Kind
	// Node is where it is.
	facts.Node
	// values are the names and texts of the values that the rule gave, by name: maps would be the most of what a finding takes.
	values []string
	// Message says what is wrong, Fix what to type instead.
	Message, Fix string
	// Related are other places that explain it, such as the first definition of a thing that is defined twice.
	Related []facts.Node
	// Fingerprint is the identity of the finding across runs: the rule, the subject's name and the values that say what is
	// wrong, never the line.
	Fingerprint string
	// Class is what the change does to the finding; empty when there is nothing to compare with.
	Class Class
	// Owed says that the baseline has it: it is to be mended some day, and does not count until then.
	Owed bool
	// Suppression is what silences it; nil when nothing does.
	Suppression *Suppression
	// Edits mend it; nil when only a person can.
	Edits []Edit
}

// Edit replaces a part of a file. Offsets are bytes from its beginning, First included, Last not.
type Edit struct {
	File        string
	First, Last int
	Text        string
}

// Suppression is somebody's word that a finding may stay.
type Suppression struct {
	// Node is where it is written.
	facts.Node
	// Reason is why the finding may stay; empty when nobody says.
	Reason string
	// Until is the last day on which it holds, as 2027-01-31; empty when it holds for ever.
	Until string
	// Tool is whose words it is: "bdma", or the name of a tool that was used before.
	Tool string
	// New says that it silences what the base does not silence.
	New bool
}

// New makes a finding of what a rule said about a document.
func New(r *policy.Rule, severity policy.Severity, doc *facts.Doc, v policy.Violation) (Finding, error) {
	node, err := doc.Node(v.At)
	if err != nil {
		return Finding{}, err
	}
	f := Finding{
		Rule: r, Severity: severity, Kind: doc.Kind, Node: node, values: make([]string, 0, 2*len(v.Values)),
		Message: r.Message.Fill(v.Values), Fix: r.Fix.Fill(v.Values),
	}
	for _, name := range slices.Sorted(maps.Keys(v.Values)) {
		f.values = append(f.values, name, v.Values[name])
	}
	for _, id := range v.Related {
		n, err := doc.Node(id)
		if err != nil {
			return Finding{}, err
		}
		f.Related = append(f.Related, n)
	}
	f.Fingerprint = fingerprint(&f)
	return f, nil
}

// Values returns the named values that the rule gave.
func (f *Finding) Values() map[string]string {
	values := make(map[string]string, len(f.values)/2)
	for i := 0; i < len(f.values); i += 2 {
		values[f.values[i]] = f.values[i+1]
	}
	return values
}

// fingerprint hashes what a finding is, and leaves out where it stands. Each part is written with its length, so that
// no two lists of parts are written alike.
func fingerprint(f *Finding) string {
	b := make([]byte, 0, 256)
	part := func(s string) {
		b = strconv.AppendInt(b, int64(len(s)), 10)
		b = append(append(b, ':'), s...)
	}
	part(f.Rule.ID)
	part(f.Pointer)
	for i := 0; i < len(f.values); i += 2 {
		if name := f.values[i]; identifies(f, name) {
			part(name)
			part(f.values[i+1])
		}
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// identifies reports whether a value tells a finding from another one of the same rule and subject. What only the advice needs
// does not: a better proposal is no other finding. Measurements never do: a file with 61 % is still the file that had 60 %.
func identifies(f *Finding, value string) bool {
	return f.Kind != facts.Coverage && (f.Rule.Message.Has(value) || !f.Rule.Fix.Has(value))
}

// Sort puts findings into the one order that every report uses: by file, place, severity, rule and text.
func Sort(fs []Finding) {
	slices.SortFunc(fs, func(a, b Finding) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Range.Start.Line, b.Range.Start.Line),
			cmp.Compare(a.Range.Start.Column, b.Range.Start.Column),
			cmp.Compare(b.Severity.Rank(), a.Severity.Rank()),
			strings.Compare(a.Rule.ID, b.Rule.ID),
			strings.Compare(a.Message, b.Message),
			strings.Compare(a.Pointer, b.Pointer),
		)
	})
}

// Dedupe drops repetitions of the same finding at the same place, which two documents that share a file produce. The
// findings must be sorted. Their pointers may differ, since each document names what it refers to.
func Dedupe(fs []Finding) []Finding {
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.Rule == b.Rule && a.File == b.File && a.Range == b.Range && a.Message == b.Message
	})
}

// Count returns the number of findings of each severity.
func Count(fs []Finding) map[policy.Severity]int {
	n := make(map[policy.Severity]int)
	for i := range fs {
		n[fs[i].Severity]++
	}
	return n
}

// AtLeast reports whether any finding is as grave as a severity. Off, which nothing reaches, is never reached.
func AtLeast(fs []Finding, least policy.Severity) bool {
	return least != policy.Off && slices.ContainsFunc(fs, func(f Finding) bool { return f.Severity.Rank() >= least.Rank() })
}

// Package finding is what the rules said, made ready for people: at a place, with its texts, its weight and an identity
// that survives edits elsewhere in the file.
package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
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

	// unit is the name of the document or history that it is about.
	unit string
	// fact is what it was found in, in the facts of the unit.
	fact facts.ID

	// Asks are the edits that the rule asks for. Edits follow from them and from the text of the file.
	Asks []Ask
	// Applied says that the edits were taken away, because others have the migration that they are of.
	Applied bool
}

// Ask is an edit that a rule asks for, of a place in a file.
type Ask struct {
	facts.Node
	policy.Ask
}

// Fact returns the document or history that the finding is about, and the fact in it that the rule gave as its place.
func (f *Finding) Fact() (unit string, id facts.ID) { return f.unit, f.fact }

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
		Rule: r, Severity: severity, Kind: doc.Kind, Node: node, unit: doc.Name, fact: v.At, values: make([]string, 0, 2*len(v.Values)),
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
	for _, ask := range v.Asks {
		n, err := doc.Node(ask.At)
		if err != nil {
			return Finding{}, err
		}
		f.Asks = append(f.Asks, Ask{n, ask})
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

// fingerprint hashes what a finding is, and leaves out where it stands. What an embedded rule says of a whole document it says
// once, of "every operation" or of "most" as it comes. Each part is written with its length, so that
// no two lists of parts are written alike.
func fingerprint(f *Finding) string {
	b := make([]byte, 0, 256)
	part := func(s string) {
		b = strconv.AppendInt(b, int64(len(s)), 10)
		b = append(append(b, ':'), s...)
	}
	part(f.Rule.ID)
	whole := !f.Rule.Custom && f.Kind == facts.OpenAPI && isWhole(f.Pointer)
	if !slices.Contains(f.Rule.Context, "at") {
		part(subject(f))
	}
	for i := 0; i < len(f.values); i += 2 {
		if name := f.values[i]; !whole && identifies(f, name) {
			part(name)
			part(withoutFolder(f.values[i+1], f.File))
		}
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}

// subject returns the stable name of what a finding is about: its pointer without its place among others of a kind. One more
// parameter in front of the others makes no finding new. Findings that only the place tells apart have one fingerprint.
func subject(f *Finding) string {
	switch f.Kind {
	case facts.OpenAPI:
		return unordered(f.Pointer)
	case facts.Migration:
		name, n, ok := strings.Cut(f.Pointer, " #")
		if !ok || strings.Trim(n, "0123456789") != "" {
			name = f.Pointer
		}
		return withoutFolder(name, f.File)
	}
	return f.Pointer
}

// lists are the keys of OpenAPI whose values are lists. Their order has no meaning, or none for what is wrong with an element.
var lists = []string{
	"allOf", "anyOf", "consumes", "enum", "examples", "oneOf", "parameters", "prefixItems", "produces", "required", "schemes", "security", "servers",
	"tags", "type",
}

// unordered returns a pointer with a star for each place in a list.
func unordered(pointer string) string {
	if !strings.ContainsAny(pointer, "0123456789") {
		return pointer
	}
	tokens := strings.Split(pointer, "/")
	for i := 2; i < len(tokens); i++ {
		if t := tokens[i]; t != "" && strings.Trim(t, "0123456789") == "" && slices.Contains(lists, tokens[i-1]) && tokens[i-2] != "components" {
			tokens[i] = "*"
		}
	}
	return strings.Join(tokens, "/")
}

// withoutFolder returns a value without the folder of the file where it begins a path: files move. In https://example.com/api/v2 there
// is no folder api, wherever the document lies.
func withoutFolder(value, file string) string {
	folder := path.Dir(file) + "/"
	if folder == "./" || !strings.Contains(value, folder) {
		return value
	}
	var b strings.Builder
	done := 0
	for at := 0; ; {
		i := strings.Index(value[at:], folder)
		if i < 0 {
			return b.String() + value[done:]
		}
		at += i
		if at == 0 || strings.IndexByte(" \t\n\"'`(,:=", value[at-1]) >= 0 {
			b.WriteString(value[done:at])
			done = at + len(folder)
		}
		at += len(folder)
	}
}

// isWhole reports whether a pointer stands for a whole document. What is said of it stands at the key with its version.
func isWhole(pointer string) bool {
	return pointer == "" || pointer == "/openapi" || pointer == "/swagger"
}

// identifies reports whether a value tells a finding from another one of the same rule and subject. What only the advice needs
// does not: a better proposal is no other finding. Measurements never do: a file with 61 % is still the file that had 60 %.
func identifies(f *Finding, value string) bool {
	return f.Kind != facts.Coverage && !slices.Contains(f.Rule.Context, value) && (f.Rule.Message.Has(value) || !f.Rule.Fix.Has(value))
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

package openapi

import (
	"cmp"
	"fmt"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/openapi/contract"
	"github.com/bdma-dev/bdma/internal/source"
)

// Comparison is what the document is compared with.
type Comparison struct {
	// At is the version of the API in info, or the document when it has none.
	At facts.ID `json:"at"`
	// Base is what people call the state before the change: "origin/main".
	Base string `json:"base"`
	// File is the document's file there, which may have been moved since.
	File string `json:"file"`
	// Was is the version of the API before the change, and Version the one after it.
	Was string `json:"was"`
	// Version is the version of the API after the change.
	Version string `json:"version"`
	// Step is the part of a semantic version that went up first: "major", "minor", "patch"; "none" when the two are the same,
	// "down" when the version went down; absent when one of the two is no semantic version.
	Step string `json:"step,omitempty"`
	// IsPartial says that the two could not be compared in full, because of their size.
	IsPartial bool `json:"is_partial,omitempty"`
	// Breaks is the number of changes that refuse requests, surprise clients, or take away operations, ways in or servers.
	Breaks int `json:"breaks"`
	// Unjudged is why the two could not be compared, or not in full: "openapi.yaml:12 of origin/main cannot be read: …"; absent when
	// they were.
	Unjudged string `json:"unjudged,omitempty"`
}

// Change is one difference between the document and the base's. What several operations share is one row.
type Change struct {
	// At is what changed, or the nearest thing that is left of it.
	At facts.ID `json:"at"`
	// Kind says what changed: "property-removed", "max-length". The page on comparing documents lists all.
	Kind string `json:"kind"`
	// Effect is what the change does to the set of what is allowed: "narrows", "widens", "differs" when it does both, "neutral"
	// when it does neither.
	Effect string `json:"effect"`
	// Subject names for people what changed: "Pet.status".
	Subject string `json:"subject"`
	// Name is the property, value, scope or other part that the kind speaks of.
	Name string `json:"name,omitempty"`
	// From is what was, for people, where there is something to be shown.
	From string `json:"from,omitempty"`
	// To is what is now, for people.
	To string `json:"to,omitempty"`
	// Was is where it stood before the change: "openapi.yaml:120".
	Was string `json:"was,omitempty"`
	// InRequest says that clients send it.
	InRequest bool `json:"in_request,omitempty"`
	// InResponse says that the API sends it.
	InResponse bool `json:"in_response,omitempty"`
	// RefusesRequests says that clients send it, and that something that was allowed no longer is.
	RefusesRequests bool `json:"refuses_requests,omitempty"`
	// SurprisesClients says that the API sends it, and that something is allowed now that was not.
	SurprisesClients bool `json:"surprises_clients,omitempty"`
	// Operations is the number of operations that it concerns.
	Operations int `json:"operations"`
	// Users are these operations for people: "GET /pets, POST /pets and 3 more".
	Users string `json:"users,omitempty"`
	// IsRequired says that what came is required, or that what went was.
	IsRequired bool `json:"is_required,omitempty"`
	// HasDefault says that the server fills in what is left out.
	HasDefault bool `json:"has_default,omitempty"`
	// IsClosed says that the object takes no properties but those that it names.
	IsClosed bool `json:"is_closed,omitempty"`
	// IsOpen says that clients were told to expect further values, by x-extensible-enum.
	IsOpen bool `json:"is_open,omitempty"`
	// CoveredBy is what still answers for something that went: "default" for a status, "*/*" for a media type.
	CoveredBy string `json:"covered_by,omitempty"`
	// In is where a parameter is: "query". Of a property that only one side sends it is "request" or "response", and so it is of
	// media types.
	In string `json:"in,omitempty"`
	// WasDeprecated says that clients had been told that it would go.
	WasDeprecated bool `json:"was_deprecated,omitempty"`
	// Sunset is the date after which it may go, as it is written.
	Sunset string `json:"sunset,omitempty"`
	// SunsetIsPast says that this date is over.
	SunsetIsPast bool `json:"sunset_is_past,omitempty"`
	// SunsetIsUnknown says that there is such a date, and that it is none that could be read.
	SunsetIsUnknown bool `json:"sunset_is_unknown,omitempty"`
	// Notice is the number of days until the sunset; absent when there is none that could be read.
	Notice *int `json:"notice,omitempty"`
	// Stability is the stability level by x-stability-level: "draft", "alpha", "beta" or "stable"; absent when none is given.
	Stability string `json:"stability,omitempty"`
	// InNewMajor says that the major version of the API went up.
	InNewMajor bool `json:"in_new_major,omitempty"`
	// IsUnstable says that all operations that it concerns were drafts or alpha before the change, by x-stability-level.
	IsUnstable bool `json:"is_unstable,omitempty"`
	// Level is the stability level that holds: the one of Stability, and "stable" where none is given, or none that is known.
	Level string `json:"level"`
	// IsSuccess says of a status that it means success: 2XX, and default where no other does.
	IsSuccess bool `json:"is_success,omitempty"`
	// Where is the subject with the operations that it concerns, where it does not name the only one: `the response "Missing" (GET
	// /pets, GET /pets/{id} and 3 more)`.
	Where string `json:"where"`
	// Senders are the operations whose clients send it, written as Users.
	Senders string `json:"senders,omitempty"`
	// Receivers are the operations whose clients are sent it, written as Users.
	Receivers string `json:"receivers,omitempty"`
	// WithNull says of what became optional that it may be null too now, and of what became required that it may no longer be null.
	WithNull bool `json:"with_null,omitempty"`
}

// Settings say how a document is to be read.
type Settings struct {
	// Tables are those that somebody reads; nil means all.
	Tables facts.Tables
	// Base is what the document is compared with; nil means nothing.
	Base *source.Base
	// Now is the time that dates are held against.
	Now time.Time
	// Differences says that the document's summary is to be what changed since the base: [*Differences].
	Differences bool
	// Was is the document in the base, when [ReadBoth] is to read it, too.
	Was *source.Unit
}

// ReadWith is [Read] with some settings.
func ReadWith(tree *source.Tree, unit source.Unit, s Settings) *facts.Doc {
	s.Was = nil
	doc, _ := ReadBoth(tree, unit, s)
	return doc
}

// ReadBoth is [ReadWith] for two states of a document: is and, when the base's was read for the comparison, was. The base's is read
// once for both what it promises and what rules see of it.
func ReadBoth(tree *source.Tree, unit source.Unit, s Settings) (is, was *facts.Doc) {
	r := newReader(tree)
	r.tables = s.Tables
	model := r.document(unit)
	var d *Differences
	if s.Differences {
		d = &Differences{File: unit.Name, Title: model.Document.Title, Version: model.Document.APIVersion}
	}
	if s.Base != nil && (d != nil || s.Tables.Want("changes") || s.Tables.Want("comparison")) {
		if old := r.compare(s, d); old != nil {
			was = facts.NewWith(facts.OpenAPI, s.Was.Name, old.files, &old.nodes, old.model, s.Tables)
			was.Judged = 1
		}
	}
	is = facts.NewWith(facts.OpenAPI, unit.Name, r.files, &r.nodes, model, s.Tables)
	is.Judged = 1
	if d != nil {
		is.Summary = d
	}
	return is, was
}

// compare fills the table of changes, and the differences where somebody wants to know. It returns the reader of the base's document when
// that was read as [Settings.Was] asks for.
func (r *reader) compare(s Settings, d *Differences) (whole *reader) {
	if s.Base.Untouched(r.files, "", path.Ext(r.model.Document.File)) {
		if d != nil {
			d.Was, d.WasVersion, d.Untouched = d.File, d.Version, true
		}
		return nil
	}
	is, read := r.contract()
	d.faults(r, false, read)
	file, ok := r.predecessor(s.Base)
	if d != nil {
		d.Was = file
	}
	if !ok {
		return nil
	}
	asked, tables := source.Unit{Name: file, Files: []string{file}}, facts.Tables{}
	if s.Was != nil && s.Was.Name == file {
		asked, tables = *s.Was, s.Tables
	}
	old, was, known := readContract(s.Base.Fork, asked, tables)
	if s.Was != nil && s.Was.Name == file {
		whole = old
	}
	d.faults(old, true, known)
	if !read {
		return whole
	}
	c := &Comparison{Base: s.Base.Name, File: file, Version: is.Version, At: r.model.Document.At}
	if is.VersionAt != nil {
		c.At = r.nodes.Add(is.VersionAt.Node())
	}
	r.model.Comparison = c
	if !known {
		c.Unjudged = old.unreadable(s.Base.Name)
		return whole
	}
	changes, complete := contract.Compare(was, is)
	c.Was, c.Step, c.IsPartial = was.Version, versionStep(was.Version, is.Version), !complete
	if !complete {
		c.Unjudged = "the document is so large that only a part of it was compared"
	}
	if d != nil {
		d.WasVersion, d.Version, d.Partial, d.Compared = was.Version, is.Version, !complete, true
	}
	for _, ch := range changes {
		row := r.changeRow(ch, c, s.Now)
		lost := !row.InRequest && !row.InResponse && (ch.Effect == contract.Narrows || ch.Effect == contract.Differs)
		if row.RefusesRequests || row.SurprisesClients || lost {
			c.Breaks++
		}
		r.model.Changes = append(r.model.Changes, row)
		d.add(&row, &r.nodes, ch)
	}
	return whole
}

// unreadable says why nothing is known of a document of a base.
func (r *reader) unreadable(base string) string {
	if len(r.model.Problems) == 0 {
		return fmt.Sprintf("%s of %s: %s", r.model.Document.File, base, tooLarge)
	}
	first := r.model.Problems[0]
	n := r.nodes.Get(first.At)
	at := n.File
	if n.Range.Start.Line > 0 {
		at = fmt.Sprintf("%s:%d", n.File, n.Range.Start.Line)
	}
	return fmt.Sprintf("%s of %s cannot be read: %s", at, base, first.Message)
}

// predecessor finds the document in the base: under its own name, or as the only one of the same title that is there no more.
func (r *reader) predecessor(b *source.Base) (string, bool) {
	own := r.model.Document.File
	if was, ok := b.Names[own]; ok {
		return was, true
	}
	if b.Fork.Has(own) {
		return own, true
	}
	if b.Touched == nil {
		return "", false
	}
	found := ""
	for _, name := range b.Touched.Moved {
		if r.tree.Has(name) || !b.Fork.Has(name) || !isDocumentName(name) {
			continue
		}
		if title, ok := titleOf(b.Fork, name); !ok || title != r.model.Document.Title {
			continue
		}
		if found != "" {
			return "", false
		}
		found = name
	}
	return found, found != ""
}

// mostUsers is how many operations a row names.
const mostUsers = 3

func (r *reader) changeRow(ch *contract.Change, c *Comparison, now time.Time) Change {
	row := Change{At: r.nodes.Add(ch.At.Node()), Kind: ch.Kind, Effect: string(ch.Effect), Subject: ch.Subject, Name: shorten(ch.Name), From: shorten(ch.From), To: shorten(ch.To),
		InRequest: ch.InRequest, InResponse: ch.InResponse, Operations: len(ch.Operations), IsRequired: ch.Required, HasDefault: ch.HasDefault, IsClosed: ch.Closed,
		IsOpen: ch.Open, CoveredBy: ch.CoveredBy, In: ch.In, WasDeprecated: ch.Life.Deprecated, Sunset: shorten(ch.Life.Sunset), Stability: ch.Life.Stability, InNewMajor: c.Step == "major", IsUnstable: ch.Unstable, Level: ch.Life.Level(), IsSuccess: ch.Success, WithNull: ch.WithNull}
	row.RefusesRequests = ch.InRequest && (ch.Effect == contract.Narrows || ch.Effect == contract.Differs)
	row.SurprisesClients = ch.InResponse && (ch.Effect == contract.Widens || ch.Effect == contract.Differs)
	if ch.Was != nil {
		n := ch.Was.Node()
		row.Was = fmt.Sprintf("%s:%d", n.File, n.Range.Start.Line)
	}
	row.Users, row.Senders, row.Receivers = users(ch.Operations), users(ch.Senders), users(ch.Receivers)
	row.Where = ch.Subject
	if n := len(ch.Operations); n > 1 || n == 1 && ch.Subject != ch.Operations[0] && !strings.HasSuffix(ch.Subject, " of "+ch.Operations[0]) {
		row.Where += " (" + row.Users + ")"
	}
	if ch.Life.Sunset != "" {
		if date, ok := contract.Date(ch.Life.Sunset); ok {
			days := daysBetween(now, date)
			row.Notice, row.SunsetIsPast = &days, days < 0
		} else {
			row.SunsetIsUnknown = true
		}
	}
	return row
}

func users(names []string) string {
	shown := make([]string, 0, mostUsers)
	for _, name := range names[:min(len(names), mostUsers)] {
		shown = append(shown, shorten(name))
	}
	switch more := len(names) - mostUsers; {
	case more == 1:
		return strings.Join(append(shown, shorten(names[mostUsers])), ", ")
	case more > 1:
		return strings.Join(shown, ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(shown, ", ")
}

// daysBetween is the number of days from the day of one moment to that of another.
func daysBetween(from, to time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.UTC().Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}

// firstYear is the first number that is taken for a year, or for a day written as one number.
const firstYear = 1900

// versionStep tells which part of a semantic version went up; empty when one is none. A leading v and less than three numbers are
// let pass, as people write them. A date is none: a new year promises nothing about what it breaks.
func versionStep(was, is string) string {
	a, ok := versionNumbers(was)
	if !ok {
		return ""
	}
	b, ok := versionNumbers(is)
	if !ok {
		return ""
	}
	for i, name := range [...]string{"major", "minor", "patch"} {
		switch cmp.Compare(b[i], a[i]) {
		case 1:
			return name
		case -1:
			return "down"
		}
	}
	return "none"
}

func versionNumbers(s string) (n [3]int, ok bool) {
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "v"), "+")
	s, _, prerelease := strings.Cut(s, "-")
	parts := strings.Split(s, ".")
	if len(parts) > 3 || prerelease && len(parts) < 3 { // 2026-11-23 is a date
		return n, false
	}
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || v < 0 {
			return n, false
		}
		n[i] = v
	}
	return n, n[0] < firstYear
}

package finding

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/bdma-dev/bdma/internal/facts"
)

const (
	// baselineVersion is the version of the file's form.
	baselineVersion = 1
	// MaxBaseline bounds the file of a baseline, in bytes, and MaxOwed what it records.
	MaxBaseline = 64 << 20
	MaxOwed     = 250_000
	// maxAlike bounds the number of findings that are alike.
	maxAlike = 1_000_000
	// maxSubject bounds the subject of an entry, which is there for people.
	maxSubject = 1 << 10
)

// Baseline are findings that a team knows of and owes: they do not count until somebody mends them.
//
// Its file has a line for each, and each line ends alike, the last one too, because a null follows that means nothing: so two
// branches that add or remove entries merge like any other text, even when both sides are kept of what is in conflict. For the
// same reason the entries may stand in any order and more than once.
type Baseline struct {
	// Entries are sorted, and no two say the same.
	Entries []Entry
}

// Entry is one finding of a baseline, or several that are alike.
type Entry struct {
	// Rule, Subject and File say to people what it is.
	Rule    string `json:"rule"`
	Subject string `json:"subject"`
	File    string `json:"file"`
	// Fingerprint is that of the finding.
	Fingerprint string `json:"fingerprint"`
	// Content is the hash of the file when nothing is known of what is in it, because it cannot be read: as soon as it is another
	// one, the finding is as well.
	Content string `json:"content,omitzero"`
	// Count is the number of findings.
	Count int `json:"count,omitzero"`
}

// BaselineError says what is wrong with the file of a baseline. Line is 1-based; 0 means no line in particular.
type BaselineError struct {
	Line    int
	Message string
	Hint    string
}

func (e *BaselineError) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Message)
}

const (
	renew      = "take the file of the main branch, or record everything anew with bdma baseline"
	mendMerge  = "keep the lines of both sides, remove the marks, and drop what is gone with bdma baseline --prune"
	fingerSize = 32
)

// ParseBaseline reads the file of a baseline. Its errors are of type [*BaselineError].
func ParseBaseline(data []byte) (*Baseline, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(data) > MaxBaseline {
		return nil, &BaselineError{Message: fmt.Sprintf("it has more than %d MiB", MaxBaseline>>20), Hint: renew}
	}
	r := baselineReader{data: data, dec: jsontext.NewDecoder(bytes.NewReader(data))}
	if err := r.file(); err != nil {
		return nil, r.explain(err)
	}
	return &Baseline{Entries: joined(r.entries)}, nil
}

type baselineReader struct {
	data    []byte
	dec     *jsontext.Decoder
	entries []Entry
}

// file reads the object that the file is.
func (r *baselineReader) file() error {
	if r.dec.PeekKind() != '{' {
		return r.expected("an object with version and findings")
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	versioned, listed := false, false
	for r.dec.PeekKind() == '"' {
		key, err := r.dec.ReadToken()
		if err != nil {
			return err
		}
		switch name := key.String(); name {
		case "version":
			versioned = true
			if err := r.version(); err != nil {
				return err
			}
		case "findings":
			listed = true
			if err := r.findings(); err != nil {
				return err
			}
		default:
			return r.here(fmt.Sprintf("%q is no key of a baseline; it has version and findings", clipped(name)))
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	if _, err := r.dec.ReadToken(); err == nil {
		return r.here("something follows behind the end")
	} else if !errors.Is(err, io.EOF) {
		return err
	}
	switch {
	case !versioned:
		return &BaselineError{Message: "it lacks the version", Hint: renew}
	case !listed:
		return &BaselineError{Message: "it lacks the findings", Hint: renew}
	}
	return nil
}

func (r *baselineReader) version() error {
	var v jsontext.Value
	if err := json.UnmarshalDecode(r.dec, &v); err != nil {
		return err
	}
	if string(v) != fmt.Sprint(baselineVersion) {
		e := r.here(fmt.Sprintf("its version is %s, and this bdma reads version %d", clipped(string(v)), baselineVersion))
		e.Hint = "use the bdma that wrote it, or record everything anew with bdma baseline"
		return e
	}
	return nil
}

func (r *baselineReader) findings() error {
	if r.dec.PeekKind() != '[' {
		return r.expected("a list of findings")
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return err
	}
	for {
		switch r.dec.PeekKind() {
		case ']':
			_, err := r.dec.ReadToken()
			return err
		case 'n':
			if _, err := r.dec.ReadToken(); err != nil {
				return err
			}
		case '{':
			if len(r.entries) == MaxOwed {
				return r.here(fmt.Sprintf("it has more than %d entries", MaxOwed))
			}
			e := Entry{Count: 1}
			if err := json.UnmarshalDecode(r.dec, &e, json.RejectUnknownMembers(true)); err != nil {
				return err
			}
			if fault := e.fault(); fault != "" {
				return r.here(fault)
			}
			r.entries = append(r.entries, e)
		default:
			return r.expected("an entry")
		}
	}
}

// fault says what is wrong with an entry.
func (e *Entry) fault() string {
	switch {
	case e.Rule == "":
		return "an entry lacks the rule"
	case !isHash(e.Fingerprint):
		return fmt.Sprintf("%q is no fingerprint, which has %d digits from 0 to f", clipped(e.Fingerprint), fingerSize)
	case e.Content != "" && !isHash(e.Content):
		return fmt.Sprintf("%q is no content, which has %d digits from 0 to f", clipped(e.Content), fingerSize)
	case e.Count < 1 || e.Count > maxAlike:
		return fmt.Sprintf("the count %d is not between 1 and %d", e.Count, maxAlike)
	}
	return ""
}

func isHash(s string) bool {
	return len(s) == fingerSize && strings.Trim(s, "0123456789abcdef") == ""
}

// here returns an error at what was read last.
func (r *baselineReader) here(message string) *BaselineError {
	return &BaselineError{Line: r.line(r.dec.InputOffset()), Message: message, Hint: renew}
}

// expected says what should stand where something else does. What is no JSON at all is worth its own words.
func (r *baselineReader) expected(what string) error {
	if _, err := r.dec.ReadValue(); err != nil {
		return err
	}
	return r.here("this should be " + what)
}

func (r *baselineReader) line(offset int64) int {
	return facts.NewLines(r.data).Position(int(min(max(offset, 0), int64(len(r.data))))).Line
}

// explain turns what the JSON reader says into words for the person who has the file open.
func (r *baselineReader) explain(err error) error {
	if line, mark := conflict(r.data); line > 0 {
		return &BaselineError{Line: line, Message: fmt.Sprintf("a merge left its marks here: %s", clipped(mark)), Hint: mendMerge}
	}
	var own *BaselineError
	var syntax *jsontext.SyntacticError
	var semantic *json.SemanticError
	switch {
	case errors.As(err, &own):
		return own
	case errors.As(err, &syntax):
		return &BaselineError{Line: r.line(syntax.ByteOffset), Message: "this is not JSON: " + cmp.Or(syntax.Err, err).Error(), Hint: renew}
	case errors.As(err, &semantic):
		message := "this is not what an entry has"
		if name := semantic.JSONPointer.LastToken(); name != "" {
			message = fmt.Sprintf("%q is not what an entry has there", clipped(name))
		}
		if semantic.Err != nil {
			message += ": " + semantic.Err.Error()
		}
		return &BaselineError{Line: r.line(semantic.ByteOffset), Message: message, Hint: renew}
	case errors.Is(err, io.EOF):
		return &BaselineError{Message: "it is empty", Hint: renew}
	}
	return &BaselineError{Line: r.line(r.dec.InputOffset()), Message: "it ends too early", Hint: renew}
}

// conflict returns the first mark of a merge in conflict, and its line; 0 when there is none.
func conflict(data []byte) (line int, mark string) {
	for text := range bytes.Lines(data) {
		line++
		for _, m := range []string{"<<<<<<< ", "||||||| ", "=======", ">>>>>>> "} {
			if bytes.HasPrefix(text, []byte(m)) {
				return line, strings.TrimSpace(string(text))
			}
		}
	}
	return 0, ""
}

func clipped(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	end := most
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// compare orders entries, those that say the same next to each other with the highest count first.
func compare(a, b Entry) int {
	if c := cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Subject, b.Subject), strings.Compare(a.Fingerprint, b.Fingerprint)); c != 0 {
		return c
	}
	return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Content, b.Content), cmp.Compare(b.Count, a.Count))
}

// joined sorts entries and makes one of those that say the same. Two branches may both have raised a count: the higher is what
// one of them has seen.
func joined(list []Entry) []Entry {
	slices.SortFunc(list, compare)
	return slices.CompactFunc(list, func(a, b Entry) bool {
		a.Count = b.Count
		return a == b
	})
}

// AppendTo appends the text of the file. It is the same for the same findings.
func (b *Baseline) AppendTo(text []byte) []byte {
	text = fmt.Appendf(text, "{\n  \"version\": %d,\n  \"findings\": [\n", baselineVersion)
	for _, e := range b.Entries {
		text = append(text, "    {\"rule\": "...)
		text = quoted(text, e.Rule)
		for _, member := range []struct{ name, value string }{{"subject", e.Subject}, {"file", e.File}, {"fingerprint", e.Fingerprint}, {"content", e.Content}} {
			if member.value != "" || member.name != "content" {
				text = quoted(fmt.Appendf(text, ", \"%s\": ", member.name), member.value)
			}
		}
		if e.Count > 1 {
			text = fmt.Appendf(text, ", \"count\": %d", e.Count)
		}
		text = append(text, "},\n"...)
	}
	return append(text, "    null\n  ]\n}\n"...)
}

func quoted(text []byte, s string) []byte {
	out, err := jsontext.AppendQuote(text, s)
	if err != nil {
		return append(text, `""`...) // which does not happen: entries are valid UTF-8
	}
	return out
}

// Content returns a hash of a file's content, as [Entry] has it; empty when the file cannot be read.
type Content func(file string) string

// Owable reports whether a finding may be owed. What nobody may silence may not be owed either. Nor may what says that a number
// is not true, or what a change alone brings about: it would be silenced for all that comes.
func Owable(f *Finding) bool {
	if !f.Rule.Suppressible {
		return false
	}
	if f.Kind != facts.Coverage {
		return true
	}
	return !Doubted(f) && f.Rule.Standard != "coverage/ratchet" && f.Rule.Standard != "coverage/patch"
}

// unreadable is the standard of rules that say that a file, or a part of it, cannot be read.
const unreadable = "input/readable"

// Unreadable reports whether a finding says that nobody knows what is in its file, or in a part of it.
func Unreadable(f *Finding) bool { return f.Rule.Standard == unreadable }

// Doubted reports whether a finding says that what coverage reports count may not be true.
func Doubted(f *Finding) bool {
	return f.Kind == facts.Coverage && (f.Rule.Standard == "coverage/integrity" || Unreadable(f))
}

// entry returns how a baseline has a finding; ok is false when it cannot have it.
func entry(f *Finding, content Content) (e Entry, ok bool) {
	if f.Suppression != nil || !Owable(f) {
		return e, false
	}
	e = Entry{Rule: f.Rule.ID, Subject: readable(f.Pointer), File: readable(f.File), Fingerprint: f.Fingerprint, Count: 1}
	if Unreadable(f) {
		if e.Content = content(f.File); !isHash(e.Content) {
			return e, false
		}
	}
	return e, true
}

// readable returns a text as the file can have it: valid, and not too long.
func readable(s string) string {
	if len(s) > maxSubject {
		end := maxSubject
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		s = s[:end] + "…"
	}
	return strings.ToValidUTF8(s, "\ufffd")
}

// Record makes a baseline of findings, and returns those that it cannot have. Suppressed ones are neither.
func Record(fs []Finding, content Content) (b *Baseline, refused []Finding) {
	count := make(map[[3]string]int, len(fs))
	var list []Entry
	for i := range fs {
		if fs[i].Suppression != nil {
			continue
		}
		e, ok := entry(&fs[i], content)
		if !ok {
			refused = append(refused, fs[i])
			continue
		}
		key := [3]string{e.Fingerprint, e.File, e.Content}
		if count[key]++; count[key] == 1 {
			list = append(list, e)
		}
	}
	for i := range list {
		e := &list[i]
		e.Count = min(count[[3]string{e.Fingerprint, e.File, e.Content}], maxAlike)
	}
	return &Baseline{Entries: joined(list)}, refused
}

// Mark says of each finding that the baseline has that it is owed, and returns how many of each entry are found no more.
func (b *Baseline) Mark(fs []Finding, content Content) (gone []int) {
	p := newPast(len(b.Entries))
	for _, e := range b.Entries {
		p.add(was{identity: e.identity(), file: e.File, rule: e.Rule, pointer: e.Subject, parts: e.Content == ""}, e.Count)
	}
	p.match(fs, func(f *Finding) asked {
		e, ok := entry(f, content)
		if !ok {
			return asked{}
		}
		return asked{identity: e.identity(), file: e.File, parts: inParts(f) && e.Content == ""}
	}, func(f *Finding) { f.Owed = true })
	return p.left
}

// identity is what an entry and a finding have in common.
func (e *Entry) identity() string {
	if e.Content == "" {
		return e.Fingerprint
	}
	return e.Fingerprint + e.Content
}

// Without returns the baseline without what is gone of each entry.
func (b *Baseline) Without(gone []int) *Baseline {
	rest := &Baseline{}
	for i, e := range b.Entries {
		if e.Count -= gone[i]; e.Count > 0 {
			rest.Entries = append(rest.Entries, e)
		}
	}
	return rest
}

// Size returns the number of findings that a baseline has.
func (b *Baseline) Size() (n int) {
	for _, e := range b.Entries {
		n += e.Count
	}
	return n
}

// Beyond returns the number of findings that b has and old has not, in whatever file.
func (b *Baseline) Beyond(old *Baseline) (n int) {
	left := make(map[string]int, len(b.Entries))
	for _, e := range b.Entries {
		left[e.identity()] += e.Count
	}
	for _, e := range old.Entries {
		left[e.identity()] -= e.Count
	}
	for _, more := range left {
		n += max(more, 0)
	}
	return n
}

// With returns the baseline with further entries.
func (b *Baseline) With(more []Entry) *Baseline {
	return &Baseline{Entries: joined(slices.Concat(b.Entries, more))}
}

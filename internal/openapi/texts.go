package openapi

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Text is a description, a summary or a title of which there is something to say: what is said of it is not what a reader
// came for. A text of which nothing below is true has no row.
type Text struct {
	// At is the text.
	At facts.ID `json:"at"`
	// Field is "description", "summary" or "title".
	Field string `json:"field"`
	// Of names for people what the text is about: `query parameter "limit" of GET /users`, "the API".
	Of string `json:"of"`
	// Placeholder is what stands in the place of a text: a note such as TODO, or what a generator left when nobody wrote
	// anything, such as "string". What stands in code does not count.
	Placeholder string `json:"placeholder,omitempty"`
	// HasNote says that the placeholder is an author's note to himself among other words.
	HasNote bool `json:"has_note,omitempty"`
	// Unsafe is what runs when documentation is rendered from the text: the beginning of a script element or its like, an
	// event handler, a javascript: address, a call of eval. CommonMark shows code as it is, so what stands there does not count.
	Unsafe string `json:"unsafe,omitempty"`
	// UnsafeIsCopy says that the same code stands in another text, which comes first by pointer and file.
	UnsafeIsCopy bool `json:"unsafe_is_copy,omitempty"`
	// UnsafeCopiesAt are further texts with the same code, ten at most; empty for these.
	UnsafeCopiesAt []facts.ID `json:"unsafe_copies_at"`
	// Name is the name of the thing, when a description consists of the words of that name.
	Name string `json:"name,omitempty"`
	// HasOpenFence says that a block of code begins in the text with a fence (```) that nothing closes: CommonMark takes all that
	// follows for code.
	HasOpenFence bool `json:"has_open_fence,omitempty"`
	// British is the first word in British spelling, in descriptions and summaries and outside of code.
	British string `json:"british,omitempty"`
	// American is how Americans write that word.
	American string `json:"american,omitempty"`
}

// Repetition is a description that stands word for word at several places. Descriptions of fewer than 40 characters are left out.
type Repetition struct {
	// At is the first of these places, by pointer and file.
	At facts.ID `json:"at"`
	// Of names for people what the first of them is about.
	Of string `json:"of"`
	// Excerpt is how the text begins.
	Excerpt string `json:"excerpt"`
	// Length is the number of characters of the text.
	Length int `json:"length"`
	// Copies is the number of places.
	Copies int `json:"copies"`
	// OthersAt are further places, ten at most.
	OthersAt []facts.ID `json:"others_at"`
}

const (
	// minRepeated is the length of the shortest description whose copies are counted. Shorter ones are alike since they
	// speak of like things.
	minRepeated = 40
	// maxOthers is how many copies are named beside the first.
	maxOthers = 10
	// excerptLength is how much of a repeated text is quoted.
	excerptLength = 60
)

// textNotes are what was noted of the texts of a document while it was walked.
type textNotes struct {
	// owners are the objects that the rows of the table of texts belong to.
	owners []*node
	// unsafe are the rows by the unsafe code in them.
	unsafe map[string][]int
	// seen are the first occurrences of long descriptions; copied are those of which there is another.
	seen   map[string]occurrence
	copied map[string][]occurrence
}

// occurrence is a place where a description stands.
type occurrence struct {
	file    *file
	value   *node
	of      subject
	pointer string
	// bundled is the pointer in the bundled document.
	bundled string
}

// noteTexts notes what is to be said of the texts of an object. name is the object's own, of what words of it a description may
// consist.
func (w *walk) noteTexts(k objectKind, n *node, of subject, name string) {
	fields := n.fields()
	for i := range fields {
		f := &fields[i]
		if f.name != "description" && f.name != "summary" && (f.name != "title" || k != infoObject) {
			continue
		}
		v := f.value
		if v.kind != text || w.full() {
			continue
		}
		row := Text{Field: f.name, UnsafeCopiesAt: []facts.ID{}}
		said, open := prose(v.value)
		row.HasOpenFence = open
		code := ""
		if row.Unsafe, code = unsafe(said); f.name == "description" && restates(v.value, name) {
			row.Name = name
		} else {
			row.Placeholder = placeholder(said)
			row.HasNote = slices.Contains(markers, row.Placeholder) && len(strings.TrimSpace(said)) > len(row.Placeholder)+1
		}
		if f.name != "title" {
			row.British, row.American = briton(said)
		}
		p := w.push(f.name)
		if row.Placeholder != "" || row.Unsafe != "" || row.Name != "" || row.HasOpenFence || row.British != "" {
			row.At, row.Of = w.valueAt(v, f), of.String()
			if row.Unsafe != "" {
				if w.docs.texts.unsafe == nil {
					w.docs.texts.unsafe = make(map[string][]int)
				}
				w.docs.texts.unsafe[code] = append(w.docs.texts.unsafe[code], len(w.model.Texts))
			}
			w.model.Texts = append(w.model.Texts, row)
			w.docs.texts.owners = append(w.docs.texts.owners, n)
		}
		if f.name == "description" && len(v.value) >= minRepeated {
			w.occurs(occurrence{file: w.file, value: v, of: of, pointer: string(w.pointer)})
		}
		w.pop(p)
	}
}

func (w *walk) occurs(o occurrence) {
	t := &w.docs.texts
	if t.seen == nil {
		t.seen, t.copied = make(map[string]occurrence), make(map[string][]occurrence)
	}
	key := strings.TrimSpace(o.value.value)
	if len(key) < minRepeated {
		return
	}
	w.spent += len(o.pointer) + placeSize/2
	first, again := t.seen[key]
	if !again {
		t.seen[key] = o
		return
	}
	if t.copied[key] == nil {
		t.copied[key] = []occurrence{first}
	}
	t.copied[key] = append(t.copied[key], o)
}

// describeTexts names the objects of the texts, now that it is known what uses them, and adds the rows of what is repeated.
func (w *walk) describeTexts(labels map[*node]docLabel) {
	m := w.model
	for i, owner := range w.docs.texts.owners {
		if l, ok := labels[owner]; ok {
			m.Texts[i].Of = l.text
		}
	}
	for _, rows := range w.docs.texts.unsafe {
		slices.SortFunc(rows, func(i, j int) int {
			x, y := w.nodes.Get(m.Texts[i].At), w.nodes.Get(m.Texts[j].At)
			return cmp.Or(cmp.Compare(x.Pointer, y.Pointer), cmp.Compare(x.File, y.File))
		})
		for n, i := range rows[1:] {
			m.Texts[i].UnsafeIsCopy = true
			if first := &m.Texts[rows[0]]; n < maxOthers {
				first.UnsafeCopiesAt = append(first.UnsafeCopiesAt, m.Texts[i].At)
			}
		}
	}
	var all [][]occurrence
	byPlace := func(a, b occurrence) int {
		return cmp.Or(cmp.Compare(a.bundled, b.bundled), cmp.Compare(a.file.path, b.file.path), cmp.Compare(a.pointer, b.pointer))
	}
	for _, places := range w.docs.texts.copied {
		for i := range places {
			places[i].bundled = w.bundled.pointer(places[i].file.path, places[i].file.original(places[i].pointer), 0)
		}
		slices.SortFunc(places, byPlace)
		all = append(all, places)
	}
	slices.SortFunc(all, func(a, b []occurrence) int { return byPlace(a[0], b[0]) })
	for _, places := range all {
		first := places[0]
		key := strings.TrimSpace(first.value.value)
		row := Repetition{Of: first.of.String(), Excerpt: beginning(key), Length: utf8.RuneCountInString(key), Copies: len(places), OthersAt: []facts.ID{}}
		if l, ok := labels[first.of.node]; ok {
			row.Of = l.text
		}
		row.At = w.add(first.file, first.file.nodeRange(first.value), first.pointer)
		for _, o := range places[1:min(len(places), maxOthers+1)] {
			row.OthersAt = append(row.OthersAt, w.add(o.file, o.file.nodeRange(o.value), o.pointer))
		}
		m.Repetitions = append(m.Repetitions, row)
	}
	w.docs.texts = textNotes{}
}

// beginning is the beginning of a text, on one line.
func beginning(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s[:min(len(s), 8*excerptLength)], "")), " ")
	n := 0
	for i := range s {
		if n == excerptLength {
			return strings.TrimRight(s[:i], " .,;:") + "…"
		}
		n++
	}
	return s
}

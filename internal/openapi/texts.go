package openapi

import (
	"cmp"
	"slices"
	"strings"

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
	// HasOpenFence says that a block of code begins in the text with a fence (```) that nothing closes: CommonMark takes all that
	// follows for code.
	HasOpenFence bool `json:"has_open_fence,omitempty"`
}

// maxOthers is how many copies are named beside the first.
const maxOthers = 10

// textNotes are what was noted of the texts of a document while it was walked.
type textNotes struct {
	// owners are the objects that the rows of the table of texts belong to.
	owners []*node
	// unsafe are the rows by the unsafe code in them.
	unsafe map[string][]int
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
		// What is called "string" may be described as one.
		if row.Unsafe, code = unsafe(said); f.name != "description" || !restates(v.value, name) {
			row.Placeholder = placeholder(said)
			row.HasNote = slices.Contains(markers, row.Placeholder) && len(strings.TrimSpace(said)) > len(row.Placeholder)+1
		}
		p := w.push(f.name)
		if row.Placeholder != "" || row.Unsafe != "" || row.HasOpenFence {
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
		w.pop(p)
	}
}

// describeTexts names the objects of the texts, now that it is known what uses them.
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
	w.docs.texts = textNotes{}
}

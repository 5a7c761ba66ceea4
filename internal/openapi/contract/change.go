package contract

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"
)

// Effect is what a change does to the set of what is allowed.
type Effect string

// The effects. What a client sends must still be allowed, so that it breaks by what [Narrows]; what it is sent must be what it
// knows, so that it breaks by what [Widens]; [Differs] does both.
const (
	Narrows Effect = "narrows"
	Widens  Effect = "widens"
	Differs Effect = "differs"
	// Neutral is what allows the same as before.
	Neutral Effect = "neutral"
)

// Change is one difference between two documents, wherever it has an effect.
type Change struct {
	// Kind says what changed: "property-removed".
	Kind   string
	Effect Effect
	// At is where it is to be seen after the change, or the nearest thing that is left; Was is the same before it.
	At, Was Place
	// Subject names for people what changed: "Pet.status", "the query parameter limit of GET /pets".
	Subject string
	// Name is the property, value, scope or other part that the kind speaks of.
	Name string
	// From and To are what was and what is now, for people; empty when there is nothing to be shown.
	From, To string
	Detail
	// InRequest says that clients send it, InResponse that they are sent it. Neither holds for what is about an operation as a
	// whole, or about the document.
	InRequest, InResponse bool
	// Operations are the operations that it concerns, in alphabetical order.
	Operations []string
	// Unstable says that all of them were drafts or alpha before the change.
	Unstable bool

	operations []uint64 // by the index of pairs of operations
	// Senders are those of them whose clients send it, Receivers those whose clients are sent it.
	Senders, Receivers  []string
	requests, responses []uint64
}

// Detail is what rules want to know of some changes.
type Detail struct {
	// Required says that what came is required, or that what went was.
	Required bool
	// HasDefault says that the server fills in what is left out.
	HasDefault bool
	// Closed says that an object takes no properties but those that it names.
	Closed bool
	// Open says that clients were told to expect further values.
	Open bool
	// CoveredBy is what still answers for something that went: "default" for a status, "*/*" for a media type.
	CoveredBy string
	// In is where a parameter is, or a part of a message: query, body.
	In string
	// Life is what had been promised of what went, or is promised of what came.
	Life Life
	// Success says of a status that it means success; a default does where no other does.
	Success bool
	// WithNull says of what became optional that it became nullable too, and of what became required that it is no longer nullable.
	WithNull bool
}

// pair is something of the old document and what became of it, with all that leads to.
type pair struct {
	compare func(*pair)
	changes []*Change
	edges   []edge
	// request and response are the operations, of those that are looked at together, in whose requests and responses it is.
	request, response uint64
	// xml says that it is a part of what is written in XML, so that names of elements count.
	xml bool
}

// direction is who sends something.
type way uint8

const (
	sent     way = 1 << iota // by clients
	received                 // by clients
	either   = sent | received
)

// edge leads to a part. From an operation it says which way the part goes, from other things which ways go on.
type edge struct {
	to   int32
	ways way
}

// maxPairs bounds what is compared. The largest public documents have a tenth of it.
const maxPairs = 2_000_000

type comparison struct {
	pairs []*pair
	index map[[2]any]int32
	// todo are the pairs that are not compared yet.
	todo []int32
	// known are the changes by what they are about.
	known map[changeKey]*Change
	list  []*Change
	// operations are the pairs of operations with their names.
	operations []operationPair
	// Truncated says that there was too much to compare.
	truncated bool
	// surfaces are the documents, and what of them many operations share.
	surfaces surfaces
	// limit is how many pairs there may be; zero is [maxPairs].
	limit int
}

type operationPair struct {
	pair int32
	name string
	// unstable says that it was a draft or alpha.
	unstable bool
}

type changeKey struct {
	kind    string
	at, was any
	name    string
	// What is shared may be required, or closed, in one place and not in another.
	effect Effect
}

// pair returns the number of a pair, and has it compared when it is new.
func (c *comparison) pair(was, is any, compare func(*pair)) int32 {
	key := [2]any{was, is}
	if i, ok := c.index[key]; ok {
		return i
	}
	i := int32(len(c.pairs))
	c.index[key] = i
	c.pairs = append(c.pairs, &pair{compare: compare})
	if len(c.pairs) > cmp.Or(c.limit, maxPairs) {
		c.truncated = true
		return i
	}
	c.todo = append(c.todo, i)
	return i
}

// run compares what is to be compared.
func (c *comparison) run() {
	for len(c.todo) > 0 {
		p := c.pairs[c.todo[len(c.todo)-1]]
		c.todo = c.todo[:len(c.todo)-1]
		p.compare(p)
		p.compare = nil
	}
}

// lead notes that a pair has another as its part.
func (p *pair) lead(to int32, ways way) {
	if ways != 0 {
		p.edges = append(p.edges, edge{to, ways})
	}
}

// change notes a difference. What several pairs have in common, such as a property of a schema that others extend, is one.
func (c *comparison) change(p *pair, ch Change) *Change {
	key := changeKey{kind: ch.Kind, name: ch.Name, effect: ch.Effect}
	if ch.At != nil {
		key.at = ch.At.Key()
	}
	if ch.Was != nil {
		key.was = ch.Was.Key()
	}
	known, ok := c.known[key]
	if !ok {
		known = &ch
		c.known[key] = known
		c.list = append(c.list, known)
	}
	p.changes = append(p.changes, known)
	return known
}

// spread finds out which operations each change concerns, and which way it goes there: one pass for 64 operations.
func (c *comparison) spread() {
	words := (len(c.operations) + 63) / 64
	var todo []int32
	for w := range words {
		group := c.operations[w*64 : min(len(c.operations), (w+1)*64)]
		for _, p := range c.pairs {
			p.request, p.response = 0, 0
		}
		reach := func(i int32, request, response uint64) {
			p := c.pairs[i]
			if request&^p.request == 0 && response&^p.response == 0 {
				return
			}
			p.request |= request
			p.response |= response
			todo = append(todo, i)
		}
		for k, op := range group {
			bit := uint64(1) << k
			c.note(c.pairs[op.pair], w, words, bit, 0, 0)
			for _, e := range c.pairs[op.pair].edges {
				var request, response uint64
				if e.ways&sent != 0 {
					request = bit
				}
				if e.ways&received != 0 {
					response = bit
				}
				reach(e.to, request, response)
			}
		}
		for len(todo) > 0 {
			p := c.pairs[todo[len(todo)-1]]
			todo = todo[:len(todo)-1]
			for _, e := range p.edges {
				var request, response uint64
				if e.ways&sent != 0 {
					request = p.request
				}
				if e.ways&received != 0 {
					response = p.response
				}
				reach(e.to, request, response)
			}
		}
		for _, p := range c.pairs {
			if p.request|p.response != 0 {
				c.note(p, w, words, p.request|p.response, p.request, p.response)
			}
		}
	}
	for _, ch := range c.list {
		stable := len(ch.Operations) > 0 && !ch.Unstable
		for w, set := range ch.operations {
			for ; set != 0; set &= set - 1 {
				op := &c.operations[w*64+bits.TrailingZeros64(set)]
				ch.Operations = append(ch.Operations, op.name)
				stable = stable || !op.unstable
			}
		}
		ch.Unstable = len(ch.Operations) > 0 && !stable
		slices.Sort(ch.Operations)
		ch.Operations = slices.Compact(ch.Operations)
		ch.Senders, ch.Receivers = c.names(ch.requests), c.names(ch.responses)
	}
}

// names are the names of a set of operations, in alphabetical order.
func (c *comparison) names(sets []uint64) []string {
	var list []string
	for w, set := range sets {
		for ; set != 0; set &= set - 1 {
			list = append(list, c.operations[w*64+bits.TrailingZeros64(set)].name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func (c *comparison) note(p *pair, word, words int, operations, request, response uint64) {
	for _, ch := range p.changes {
		if ch.operations == nil {
			ch.operations = make([]uint64, words)
		}
		ch.operations[word] |= operations
		mark(&ch.requests, word, words, request)
		mark(&ch.responses, word, words, response)
		ch.InRequest = ch.InRequest || request != 0
		ch.InResponse = ch.InResponse || response != 0
	}
}

func mark(sets *[]uint64, word, words int, set uint64) {
	if set == 0 {
		return
	}
	if *sets == nil {
		*sets = make([]uint64, words)
	}
	(*sets)[word] |= set
}

// sorted returns the changes in an order that depends on the documents alone.
func (c *comparison) sorted() []*Change {
	place := func(p Place) (file, pointer string) {
		if p == nil {
			return "", ""
		}
		n := p.Node()
		return n.File, n.Pointer
	}
	type sortable struct {
		*Change
		file, pointer, wasFile, wasPointer string
	}
	list := make([]sortable, len(c.list))
	for i, ch := range c.list {
		list[i].Change = ch
		list[i].file, list[i].pointer = place(ch.At)
		list[i].wasFile, list[i].wasPointer = place(ch.Was)
	}
	slices.SortFunc(list, func(a, b sortable) int {
		return cmp.Or(strings.Compare(a.file, b.file), strings.Compare(a.pointer, b.pointer), strings.Compare(a.Kind, b.Kind), strings.Compare(a.Name, b.Name),
			strings.Compare(a.wasFile, b.wasFile), strings.Compare(a.wasPointer, b.wasPointer), strings.Compare(string(a.Effect), string(b.Effect)))
	})
	out := make([]*Change, len(list))
	for i := range list {
		out[i] = list[i].Change
	}
	return out
}

package openapi

import (
	"slices"
	"sync"
)

// shelf keeps the files that documents refer to, so that a file that many share is parsed once. What is on it is never
// changed: each document gets a copy, which costs a tenth of reading the text again.
type shelf struct {
	mu    sync.Mutex
	files map[string]*shelved
	// room is how many more bytes of text are kept.
	room int
}

type shelved struct {
	once sync.Once
	file *file
	err  error
	kept bool
}

type shelfKey struct{}

// shelfRoom bounds the text of the files that are kept; their nodes take a dozen times as much.
const shelfRoom = 16 << 20

func newShelf() *shelf { return &shelf{files: make(map[string]*shelved), room: shelfRoom} }

// fetch reads a file, or copies it from the shelf. The document itself is not put there: most are read by one reader.
func (r *reader) fetch(name string) (*file, error) {
	v, ok := r.tree.Memo().Load(shelfKey{})
	if !ok || len(r.loaded) == 0 {
		return load(r.tree, name)
	}
	s := v.(*shelf)
	s.mu.Lock()
	x := s.files[name]
	if x == nil {
		x = new(shelved)
		s.files[name] = x
	}
	s.mu.Unlock()
	first := false
	x.once.Do(func() {
		first = true
		x.file, x.err = load(r.tree, name)
		if x.err != nil || x.file.root == nil || x.file.aliased {
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.room >= len(x.file.text) {
			s.room -= len(x.file.text)
			x.kept = true
		}
	})
	switch {
	case x.kept:
		return x.file.copy(), nil
	case first:
		f := x.file
		x.file = nil
		return f, x.err
	}
	return load(r.tree, name)
}

// copy returns a file with nodes of its own.
func (f *file) copy() *file {
	g := *f
	g.refs = make(map[string]target)
	g.problems = slices.Clone(f.problems)
	var a arena
	g.root = a.copy(f.root)
	return &g
}

// copy copies a node and what is below it; trees are no deeper than maxDepth.
func (a *arena) copy(n *node) *node {
	m := a.node(n.kind, n.mark)
	m.style, m.value = n.style, n.value
	if n.body == nil {
		return m
	}
	m.body = a.body()
	if len(n.body.items) > 0 {
		m.body.items = make([]*node, len(n.body.items))
		for i, item := range n.body.items {
			m.body.items[i] = a.copy(item)
		}
	}
	if len(n.body.fields) > 0 {
		m.body.fields = slices.Clone(n.body.fields)
		for i := range m.body.fields {
			m.body.fields[i].value = a.copy(n.body.fields[i].value)
		}
	}
	return m
}

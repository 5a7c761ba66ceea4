package source

import (
	"bytes"
	"slices"
	"sync"
)

// watch is what a tree notes of the files that are read.
type watch struct {
	words [][]byte
	mu    sync.Mutex
	// seen has the files that were read, and whether one of the words stands in them.
	seen map[string]bool
}

// Watch makes the tree note which of the files that are read from now on mention one of some words, so that nobody needs to read
// the others again for their sake. It is called before the tree is used by several goroutines; words add up.
func (t *Tree) Watch(words ...string) {
	for _, word := range words {
		if w := []byte(word); !slices.ContainsFunc(t.watch.words, func(known []byte) bool { return bytes.Equal(known, w) }) {
			t.watch.words = append(t.watch.words, w)
		}
	}
}

// Mentions reports whether a file mentions one of the words of [Tree.Watch], as far as it was read; read says whether it was.
func (t *Tree) Mentions(name string) (mentions, read bool) {
	t.watch.mu.Lock()
	defer t.watch.mu.Unlock()
	mentions, read = t.watch.seen[name]
	return mentions, read
}

func (w *watch) note(name string, data []byte) {
	if len(w.words) == 0 {
		return
	}
	mentions := slices.ContainsFunc(w.words, func(word []byte) bool { return bytes.Contains(data, word) })
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen == nil {
		w.seen = make(map[string]bool)
	}
	w.seen[name] = mentions
}

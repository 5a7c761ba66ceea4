package coverage

import "slices"

// entry is a countable place in a source file: something with a key, that says the same thing twice without harm.
type entry[E any] interface {
	compare(E) int // by key
	merge(E) E     // of two entries with one key
}

// table is a set of entries. It grows with the number of distinct keys, not with the number of additions, and takes the
// two orders in which reports list things at almost no cost: ascending, and the same sequence once more.
type table[E entry[E]] struct {
	list     []E
	cursor   int // where the sequence is expected to go on when it is repeated
	unsorted bool
	clean    int // length after the last compaction
}

// rewind says that a new section begins, which may repeat what the last one said.
func (t *table[E]) rewind() { t.cursor = 0 }

// reserve makes room for n entries in a table that has none.
func (t *table[E]) reserve(n int) {
	if len(t.list) == 0 {
		t.list = slices.Grow(t.list, n)
	}
}

// clear drops all entries and keeps the memory.
func (t *table[E]) clear() {
	*t = table[E]{list: t.list[:0]}
}

func (t *table[E]) add(e E) {
	if t.cursor < len(t.list) {
		if at := &t.list[t.cursor]; (*at).compare(e) == 0 {
			*at = (*at).merge(e)
			t.cursor++
			return
		}
	}
	n := len(t.list)
	if n > 0 && !t.unsorted {
		last := &t.list[n-1]
		switch c := (*last).compare(e); {
		case c == 0:
			*last = (*last).merge(e)
			t.cursor = n
			return
		case c > 0:
			i, found := slices.BinarySearchFunc(t.list, e, E.compare)
			if found {
				t.list[i] = t.list[i].merge(e)
				t.cursor = i + 1
				return
			}
			t.unsorted = true
		}
	}
	t.list = append(t.list, e)
	if t.unsorted {
		if n >= 2*t.clean+64 {
			t.compact()
		}
		return
	}
	t.cursor = n + 1
}

func (t *table[E]) compact() {
	if t.unsorted {
		slices.SortStableFunc(t.list, E.compare)
		out := t.list[:0]
		for _, e := range t.list {
			if n := len(out); n > 0 && out[n-1].compare(e) == 0 {
				out[n-1] = out[n-1].merge(e)
				continue
			}
			out = append(out, e)
		}
		t.list = out
		t.unsorted = false
	}
	t.clean, t.cursor = len(t.list), 0
}

// sorted returns the entries in the order of their keys, each once.
func (t *table[E]) sorted() []E {
	t.compact()
	return t.list
}

// union adds the entries of another table.
func (t *table[E]) union(u *table[E]) {
	t.rewind() // and no more: sorting before each of many small unions would take quadratic time
	for _, e := range u.sorted() {
		t.add(e)
	}
}

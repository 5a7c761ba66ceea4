package coverage

import (
	"encoding/binary"
	"iter"
)

// lineTable is a table of lines that can be put to rest: two or three bytes per line instead of eight, which is what lets
// reports of many millions of lines fit into memory. Adding to it wakes it.
type lineTable struct {
	open   table[lineHit]
	packed []byte // the lines instead of open while it rests: how far from the one before, hits
	n      int    // lines in packed
	end    uint32 // the last of them
	woken  bool   // it rested once before
}

// clear drops all lines and keeps the memory.
func (t *lineTable) clear() {
	t.open.clear()
	*t = lineTable{open: t.open}
}

// reserve makes room for n lines in a table that has none.
func (t *lineTable) reserve(n int) { t.open.reserve(n) }

// drop takes out the lines that f says, and returns how many these are.
func (t *lineTable) drop(f func(lineHit) bool) int {
	t.wake()
	return t.open.drop(f)
}

func (t *lineTable) rewind() { t.open.rewind() }

func (t *lineTable) add(l lineHit) {
	if t.packed != nil {
		t.wake()
	}
	t.open.add(l)
}

// len returns the number of lines; where some were added twice, it may be larger.
func (t *lineTable) len() int { return len(t.open.list) + t.n }

// sorted returns the lines in ascending order, each once.
func (t *lineTable) sorted() []lineHit {
	if t.packed == nil {
		return t.open.sorted()
	}
	out := make([]lineHit, 0, t.n)
	for l := range t.all() {
		out = append(out, l)
	}
	return out
}

// last returns the largest number of a line, or 0.
func (t *lineTable) last() uint32 {
	if t.packed != nil {
		return t.end
	}
	if list := t.open.sorted(); len(list) > 0 {
		return list[len(list)-1].line
	}
	return 0
}

// all yields the lines in ascending order, each once.
func (t *lineTable) all() iter.Seq[lineHit] {
	return func(yield func(lineHit) bool) {
		if t.packed == nil {
			for _, l := range t.open.sorted() {
				if !yield(l) {
					return
				}
			}
			return
		}
		var l lineHit
		for b := t.packed; len(b) > 0; {
			var step uint32
			step, b = unpack(b)
			l.line += step
			l.hits, b = unpack(b)
			if !yield(l) {
				return
			}
		}
	}
}

func unpack(b []byte) (uint32, []byte) {
	if b[0] < 0x80 {
		return uint32(b[0]), b[1:]
	}
	v, n := binary.Uvarint(b)
	return uint32(v), b[n:]
}

// union adds the lines of another table.
func (t *lineTable) union(u *lineTable) {
	t.wake()
	t.rewind()
	for l := range u.all() {
		t.open.add(l)
	}
}

func (t *lineTable) wake() {
	if t.packed != nil {
		t.open.list, t.woken = t.sorted(), true
		t.open.compact()
		t.packed, t.n = nil, 0
	}
}

// rest packs the lines. The buffers are for the use of one table after the other.
func (t *lineTable) rest(buffers *lineBuffers) {
	if t.packed != nil {
		return
	}
	list := t.open.sorted()
	t.open = table[lineHit]{}
	if cap(list) > cap(buffers.lines) {
		buffers.lines = list[:0]
	}
	if len(list) == 0 {
		return
	}
	b := buffers.bytes[:0]
	last := uint32(0)
	for _, l := range list {
		b = binary.AppendUvarint(b, uint64(l.line-last))
		b = binary.AppendUvarint(b, uint64(l.hits))
		last = l.line
	}
	t.packed, t.n, t.end = append(make([]byte, 0, len(b)), b...), len(list), last
	buffers.bytes = b
}

// lineBuffers are what tables use to grow in and to pack with.
type lineBuffers struct {
	lines []lineHit
	bytes []byte
}

// settle lets the lines of a file rest when the report goes on to another one. A file that the report comes back to stays
// awake: packing it again and again could take time without bound.
func (r *report) settle(next *file) {
	if f := r.last; f != nil && f != next && !f.lines.woken {
		f.lines.rest(&r.buffers)
	}
	if r.last = next; next.lines.len() == 0 {
		next.lines.open.list, r.buffers.lines = r.buffers.lines, nil
	}
}

// rest lets the lines of all files rest.
func (r *report) rest() {
	for _, f := range r.files {
		f.lines.rest(&r.buffers)
	}
	r.buffers, r.last = lineBuffers{}, nil
}

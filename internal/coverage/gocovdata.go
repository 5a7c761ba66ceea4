package coverage

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/bdma-dev/bdma/internal/source"
)

// The layout of both files is that of Go's internal/coverage; everything is little-endian. It has had one version since
// Go 1.20.
const (
	metaMagic    = "\x00cvm"
	counterMagic = "\x00cwm"
	dataVersion  = 1

	metaHeader    = 56 // of the file
	packageHeader = 44 // of each package's part
	counterHeader = 32
	segmentHeader = 16
	counterFooter = 16

	granularityFunction = 2
)

// goMeta is a program: where its blocks are.
type goMeta struct {
	hash     metaHash
	mode     string
	whole    bool       // functions have one counter
	packages [][]goFunc // by index, as counters name them
}

type goFunc struct {
	source string // the import path and the file's name
	blocks []block
}

// byteReader reads a piece of memory. The first thing that does not fit ends it; from then on everything is zero.
type byteReader struct {
	data []byte
	bad  bool
}

func (r *byteReader) take(n uint64) []byte {
	if r.bad || n > uint64(len(r.data)) {
		r.bad = true
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *byteReader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *byteReader) uint64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

// uleb reads a number of variable length.
func (r *byteReader) uleb() uint64 {
	n, size := binary.Uvarint(r.data)
	if r.bad || size <= 0 {
		r.bad = true
		return 0
	}
	r.data = r.data[size:]
	return n
}

// stringTable is a table of strings, of which few are asked for.
type stringTable struct {
	data []byte
	at   []uint32 // where each begins, its length first
}

func (r *byteReader) strings() (t stringTable) {
	n := r.uleb()
	if n > uint64(len(r.data)) { // each takes a byte at least
		r.bad = true
		return t
	}
	t.data, t.at = r.data, make([]uint32, n)
	for i := range t.at {
		t.at[i] = uint32(len(t.data) - len(r.data))
		r.take(r.uleb())
	}
	return t
}

func (t *stringTable) get(i uint64) (string, bool) {
	if i >= uint64(len(t.at)) {
		return "", false
	}
	r := byteReader{data: t.data[t.at[i]:]}
	return string(r.take(r.uleb())), true
}

// decodeMeta reads a covmeta file.
func decodeMeta(data []byte) (*goMeta, error) {
	r := byteReader{data: data}
	if magic := r.take(4); string(magic) != metaMagic {
		return nil, errDamaged("it does not begin as a covmeta file does")
	}
	if v := r.uint32(); v > dataVersion {
		return nil, newerGo(v)
	}
	m := &goMeta{}
	length, entries := r.uint64(), r.uint64()
	copy(m.hash[:], r.take(16))
	r.take(8) // the place and length of a table of strings that holds none
	mode, granularity := r.take(1), r.take(1)
	switch {
	case len(data) < metaHeader:
		return nil, errDamaged("it has %d bytes", len(data))
	case uint64(len(data)) != length:
		return nil, errDamaged("it has %d bytes, and says that it has %d", len(data), length)
	case entries > uint64(len(data)-metaHeader)/16:
		return nil, errDamaged("it says that it has %d packages", entries)
	}
	if n := int(mode[0]); n >= 1 && n <= len(goModes) {
		m.mode = goModes[n-1]
	}
	m.whole = granularity[0] == granularityFunction
	table := byteReader{data: data[metaHeader:]}
	lengths := byteReader{data: data[metaHeader+8*entries:]}
	var sum uint64
	for range entries {
		at, n := table.uint64(), lengths.uint64()
		// What lies in several packages would be read as often: they must share the file's length.
		if sum += min(n, length); at > length || n > length-at || sum > length {
			return nil, errDamaged("a package in it lies beyond its end")
		}
		p, ok := decodePackage(data[at : at+n])
		if !ok {
			return nil, errDamaged("the package at byte %d cannot be read", at)
		}
		m.packages = append(m.packages, p)
	}
	return m, nil
}

func newerGo(version uint32) error {
	return &syntaxError{message: fmt.Sprintf("a newer Go wrote it, in version %d of the format", version),
		hint: "write a profile with that Go: go tool covdata textfmt -i=DIR -o=coverage.out"}
}

// decodePackage reads the part of a covmeta file that the compiler wrote for one package.
func decodePackage(data []byte) (funcs []goFunc, ok bool) {
	r := byteReader{data: data}
	r.take(packageHeader - 4) // its length, names and hash, and the number of its files
	n := r.uint32()
	if r.bad || uint64(n) > uint64(len(r.data))/4 {
		return nil, false
	}
	offsets := byteReader{data: r.take(4 * uint64(n))}
	names := r.strings()
	if r.bad {
		return nil, false
	}
	left := len(data) // what functions may take together, for the reason above
	sources := make(map[uint64]string)
	for range n {
		at := uint64(offsets.uint32())
		if at > uint64(len(data)) {
			return nil, false
		}
		body := byteReader{data: data[at:]}
		fn, ok := decodeFunc(&body, &names, sources)
		if left -= len(data) - int(at) - len(body.data); !ok || left < 0 {
			return nil, false
		}
		funcs = append(funcs, fn)
	}
	return funcs, true
}

// decodeFunc reads where the blocks of a function are. The names of source files are kept: many functions share one.
func decodeFunc(r *byteReader, names *stringTable, sources map[uint64]string) (fn goFunc, ok bool) {
	units := r.uleb()
	r.uleb() // its name
	file := r.uleb()
	if r.bad || units > uint64(len(r.data))/5 {
		return fn, false
	}
	if fn.source, ok = sources[file]; !ok {
		if fn.source, ok = names.get(file); !ok || len(fn.source) > maxName {
			return fn, false
		}
		sources[file] = fn.source
	}
	fn.blocks = make([]block, units)
	for i := range fn.blocks {
		b := &fn.blocks[i]
		for _, to := range []*uint32{&b.startLine, &b.startCol, &b.endLine, &b.endCol, &b.statements} {
			n := r.uleb()
			if n > maxLine {
				return fn, false
			}
			*to = uint32(n)
		}
		if b.startLine == 0 || !before(b.startLine, b.startCol, b.endLine, b.endCol+1) {
			return fn, false
		}
	}
	return fn, !r.bad
}

// counterReader streams a covcounters file.
type counterReader struct {
	hash  metaHash
	src   *bufio.Reader
	close func() error
	raw   func(*bufio.Reader) (uint32, error) // reads a number
}

func (c *coverReader) openCounters(name string) (*counterReader, error) {
	f, err := c.tree.Open(name, source.MaxReport)
	if err != nil {
		return nil, err
	}
	r := &counterReader{src: bufio.NewReaderSize(f, 16<<10), close: f.Close}
	if err := r.head(); err != nil {
		f.Close()
		return nil, c.broken(name, err)
	}
	return r, nil
}

func (r *counterReader) head() error {
	var head [counterHeader]byte
	if _, err := io.ReadFull(r.src, head[:]); err != nil {
		return cutOff(err)
	}
	if string(head[:4]) != counterMagic {
		return errDamaged("it does not begin as a covcounters file does")
	}
	if v := binary.LittleEndian.Uint32(head[4:]); v > dataVersion {
		return newerGo(v)
	}
	copy(r.hash[:], head[8:])
	switch flavor, bigEndian := head[24], head[25] != 0; {
	case flavor == 1 && bigEndian:
		r.raw = func(src *bufio.Reader) (uint32, error) { return fixed(src, binary.BigEndian) }
	case flavor == 1:
		r.raw = func(src *bufio.Reader) (uint32, error) { return fixed(src, binary.LittleEndian) }
	case flavor == 2:
		r.raw = variable
	default:
		return errDamaged("its counters are written in an unknown way (%d)", flavor)
	}
	return nil
}

// cutOff says that a file ends too early.
func cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &syntaxError{message: "it is cut off: the program was killed while it wrote its counters, or the file was not copied to its end"}
	}
	return err
}

func fixed(src *bufio.Reader, order binary.ByteOrder) (uint32, error) {
	var b [4]byte
	_, err := io.ReadFull(src, b[:])
	return order.Uint32(b[:]), err
}

func variable(src *bufio.Reader) (uint32, error) {
	var n uint64
	for shift := 0; shift < 35; shift += 7 {
		b, err := src.ReadByte()
		if err != nil {
			return 0, err
		}
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return uint32(n), nil
		}
	}
	return 0, errDamaged("a counter takes more than 32 bits")
}

// into adds all counters to the blocks of their program.
func (r *counterReader) into(m *goMeta) error {
	for segments := uint32(1); ; segments++ {
		if err := r.segment(m); err != nil {
			return cutOff(err)
		}
		var foot [counterFooter]byte
		if _, err := io.ReadFull(r.src, foot[:]); err != nil {
			return cutOff(err)
		}
		if string(foot[:4]) != counterMagic {
			return errDamaged("its counters do not end where they should")
		}
		_, err := r.src.Peek(1)
		switch said := binary.LittleEndian.Uint32(foot[8:]); {
		case errors.Is(err, io.EOF) && said == segments:
			return nil
		case errors.Is(err, io.EOF):
			return errDamaged("it has %d segments, and says that it has %d", segments, said)
		case err != nil:
			return err
		}
	}
}

// segment reads the counters of one process.
func (r *counterReader) segment(m *goMeta) error {
	var head [segmentHeader]byte
	if _, err := io.ReadFull(r.src, head[:]); err != nil {
		return err
	}
	functions := binary.LittleEndian.Uint64(head[:])
	// The arguments of the program, and the strings that they are made of, are nobody's business.
	skip := int64(binary.LittleEndian.Uint32(head[8:])) + int64(binary.LittleEndian.Uint32(head[12:]))
	if _, err := io.CopyN(io.Discard, r.src, skip); err != nil {
		return err
	}
	for range functions {
		if err := r.function(m); err != nil {
			return err
		}
	}
	return nil
}

func (r *counterReader) function(m *goMeta) error {
	var head [3]uint32 // counters, package, function
	for i := range head {
		var err error
		if head[i], err = r.raw(r.src); err != nil {
			return err
		}
	}
	n, pkg, index := head[0], head[1], head[2]
	if int64(pkg) >= int64(len(m.packages)) || int64(index) >= int64(len(m.packages[pkg])) {
		return errDamaged("it counts function %d of package %d, which the program does not have", index, pkg)
	}
	blocks := m.packages[pkg][index].blocks
	one := m.whole && n == 1
	if !one && int64(n) != int64(len(blocks)) {
		return errDamaged("it has %d counters for a function of %d blocks", n, len(blocks))
	}
	for i := range n {
		hits, err := r.raw(r.src)
		if err != nil {
			return err
		}
		of := blocks[i:min(int64(i)+1, int64(len(blocks)))]
		if one {
			of = blocks
		}
		for j := range of {
			of[j].hits = saturate(of[j].hits, hits)
		}
	}
	return nil
}

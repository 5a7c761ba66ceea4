package coverage

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

const (
	windowSize = 256 << 10 // for reading; for sniffing it is sniffSize
	// maxToken is the longest line or XML tag that is read. Real ones have a few kilobytes.
	maxToken = 1 << 20
	// maxRatio bounds how far a compressed report may unfold once it is larger than ratioFloor. Deflate reaches 1032:1 on
	// hostile input; real reports stay below 60:1.
	maxRatio   = 250
	ratioFloor = 16 << 20
)

// syntaxError is what is wrong with a report, and where.
type syntaxError struct {
	at      facts.Position // zero when the place is not known
	message string
	hint    string
	file    string // when the report is a folder
}

func (e *syntaxError) Error() string { return e.message }

// input is a window that slides over a report of any size.
type input struct {
	src      io.Reader
	buf      []byte
	pos, end int // buf[pos:end] has not been consumed
	ended    bool
	err      error // what ended the input, unless it was its end

	lineStart int // where in buf the line that nextLine returned last begins

	line, column int // the place of buf[0], counted from 0
	placeless    bool

	unended bool // the last line that nextLine returned has no end
}

func newInput(src io.Reader, window int) *input {
	return &input{src: src, buf: make([]byte, window)}
}

// more reads more of the report behind buf[pos:end], which moves to the front of the window. It reports whether there
// was any.
func (in *input) more() bool {
	if in.ended {
		return false
	}
	if in.pos > 0 {
		in.pass(in.buf[:in.pos])
		copy(in.buf, in.buf[in.pos:in.end])
		in.pos, in.end = 0, in.end-in.pos
	}
	if in.end == len(in.buf) {
		if len(in.buf) >= maxToken {
			in.fail(in.pos, "it has a line or tag of more than 1 MiB here")
			return false
		}
		in.buf = append(in.buf, make([]byte, len(in.buf))...)
	}
	for tries := 0; ; tries++ {
		n, err := in.src.Read(in.buf[in.end:])
		in.end += n
		switch {
		case err == nil && n == 0 && tries > 100:
			err = io.ErrNoProgress
			fallthrough
		case err != nil:
			in.ended = true
			if !errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
				in.end -= n
				in.fail(in.end, readFailure(err))
				in.end += n
			}
			return n > 0
		case n > 0:
			return true
		}
	}
}

func readFailure(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "it is truncated: the compressed data ends too early"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return "it is damaged: the compressed data does not match its checksum"
	}
	return err.Error()
}

// pass counts what leaves the window.
func (in *input) pass(b []byte) {
	if n := bytes.Count(b, newline); n > 0 {
		in.line += n
		in.column = utf8.RuneCount(b[bytes.LastIndexByte(b, '\n')+1:])
		return
	}
	in.column += utf8.RuneCount(b)
}

var newline = []byte{'\n'}

// place returns the position of buf[i].
func (in *input) place(i int) facts.Position {
	if in.placeless {
		return facts.Position{}
	}
	before := in.buf[:min(max(i, 0), in.end)]
	if n := bytes.Count(before, newline); n > 0 {
		return facts.Position{Line: in.line + n + 1, Column: utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1}
	}
	return facts.Position{Line: in.line + 1, Column: in.column + utf8.RuneCount(before) + 1}
}

// fail ends the input with what is wrong at buf[i]. The first failure counts.
func (in *input) fail(i int, message string) {
	in.ended = true
	if in.err == nil {
		in.err = &syntaxError{at: in.place(i), message: message}
	}
}

// nextLine returns the next line without its end, valid until the next call.
func (in *input) nextLine() (line []byte, ok bool) {
	seen := 0
	for {
		if i := bytes.IndexByte(in.buf[in.pos+seen:in.end], '\n'); i >= 0 {
			in.lineStart = in.pos
			line = in.buf[in.pos : in.pos+seen+i]
			in.pos += seen + i + 1
			break
		}
		seen = in.end - in.pos
		if in.more() {
			continue
		}
		if seen == 0 || in.err != nil {
			return nil, false
		}
		in.lineStart = in.pos
		line = in.buf[in.pos:in.end]
		in.pos = in.end
		in.unended = true
		break
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line, true
}

// openReport opens a report for streaming; a compressed one is unfolded within limits.
func openReport(tree *source.Tree, name string, window int) (in *input, close func() error, err error) {
	f, err := tree.Open(name, source.MaxReport)
	if err != nil {
		return nil, nil, err
	}
	compressed := &counter{src: f}
	buffered := bufio.NewReaderSize(compressed, window/8)
	in = newInput(buffered, window)
	if magic, _ := buffered.Peek(2); bytes.Equal(magic, gzipMagic) {
		z, err := gzip.NewReader(buffered)
		if err != nil {
			f.Close()
			return nil, nil, &syntaxError{message: "it is damaged: the compressed data does not begin as gzip does"}
		}
		in.src = &unfolding{src: z, compressed: compressed}
		in.placeless = true
	}
	in.more()
	if in = wide(in, window); bytes.HasPrefix(in.buf[:in.end], byteOrderMark) {
		in.pos = len(byteOrderMark)
		in.column = -1 // the mark is one code point that no editor shows
	}
	return in, f.Close, nil
}

var (
	gzipMagic     = []byte{0x1f, 0x8b}
	byteOrderMark = []byte("\ufeff")
)

type counter struct {
	src io.Reader
	n   int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.src.Read(p)
	c.n += int64(n)
	return n, err
}

// unfolding ends a compressed report that grows out of proportion.
type unfolding struct {
	src        io.Reader
	compressed *counter
	n          int64
}

func (u *unfolding) Read(p []byte) (int, error) {
	n, err := u.src.Read(p)
	u.n += int64(n)
	if u.n > source.MaxReport {
		return 0, fmt.Errorf("it unfolds to more than %d MiB", source.MaxReport>>20)
	}
	if u.n > ratioFloor && u.n/maxRatio > u.compressed.n {
		return 0, fmt.Errorf("it unfolds to more than %d times its size", maxRatio)
	}
	return n, err
}

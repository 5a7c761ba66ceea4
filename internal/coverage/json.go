package coverage

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/bdma-dev/bdma/internal/facts"
)

// jsonReader walks through JSON of any size without building anything: what is not asked for is skipped as it streams by.
// Its methods consume exactly one value, or say where the report is broken.
type jsonReader struct {
	dec *jsontext.Decoder
	fed *jsonFeed
	key []byte // scratch for keys with escapes
}

// maxJSONString bounds a string or number: reports embed whole source files and source maps, which are skipped but pass
// through memory.
const maxJSONString = 16 << 20

func newJSONReader(in *input) *jsonReader {
	feed := &jsonFeed{in: in}
	j := &jsonReader{fed: feed}
	j.dec = jsontext.NewDecoder(feed, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	feed.dec = j.dec
	return j
}

// jsonFeed hands an input to the decoder and ends it when one token grows beyond maxJSONString.
type jsonFeed struct {
	in  *input
	dec *jsontext.Decoder
	n   int64 // handed out
	// next is the place of what is handed out next.
	next facts.Position
	// marks are the places of the last chunks that were handed out, to find the place of a failure in one of them.
	marks []jsonMark
}

type jsonMark struct {
	offset int64
	text   []byte
	at     facts.Position
}

// mostMarks covers what the decoder may hold back: a few chunks. A failure further back has no place.
const mostMarks = 4

var errLongToken = errors.New("it has a string of more than 16 MiB here")

func (f *jsonFeed) Read(p []byte) (int, error) {
	in := f.in
	if in.pos == in.end && !in.more() {
		if in.err != nil {
			return 0, in.err
		}
		return 0, io.EOF
	}
	if f.n-f.dec.InputOffset() > maxJSONString {
		return 0, errLongToken
	}
	if f.n == 0 {
		f.next = in.place(in.pos)
	}
	at := f.next
	n := copy(p, in.buf[in.pos:in.end])
	in.pos += n
	if len(f.marks) == mostMarks {
		old := f.marks[0].text[:0]
		copy(f.marks, f.marks[1:])
		f.marks[mostMarks-1] = jsonMark{f.n, append(old, p[:n]...), at}
	} else {
		f.marks = append(f.marks, jsonMark{f.n, bytes.Clone(p[:n]), at})
	}
	f.n += int64(n)
	f.next = after(at, p[:n])
	return n, nil
}

// place returns the position of a byte that was handed out lately; a zero position when it is not known.
func (f *jsonFeed) place(offset int64) facts.Position {
	for i := len(f.marks) - 1; i >= 0; i-- {
		m := f.marks[i]
		if m.offset > offset || m.at.Line == 0 {
			continue
		}
		return after(m.at, m.text[:min(offset-m.offset, int64(len(m.text)))])
	}
	return facts.Position{}
}

// after returns the place behind some text that begins at a place.
func after(at facts.Position, text []byte) facts.Position {
	if at.Line == 0 {
		return at
	}
	if n := bytes.Count(text, newline); n > 0 {
		return facts.Position{Line: at.Line + n, Column: utf8.RuneCount(text[bytes.LastIndexByte(text, '\n')+1:]) + 1}
	}
	return facts.Position{Line: at.Line, Column: at.Column + utf8.RuneCount(text)}
}

// at returns the position of what was read last.
func (j *jsonReader) at() facts.Position { return j.fed.place(j.dec.InputOffset()) }

// fail returns an error about what was read last.
func (j *jsonReader) fail(format string, args ...any) error {
	return &syntaxError{at: j.at(), message: fmt.Sprintf(format, args...), hint: rewriteHint}
}

const rewriteHint = "write the report anew; a report that is cut off or edited cannot be judged"

// explain turns an error of the decoder into one with a place.
func (j *jsonReader) explain(err error) error {
	if err == nil {
		return nil
	}
	if j.fed.in.err != nil {
		return j.fed.in.err // what ended the input explains the rest
	}
	var already *syntaxError
	if errors.As(err, &already) {
		return already
	}
	if errors.Is(err, errLongToken) {
		return &syntaxError{at: j.at(), message: errLongToken.Error()}
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return &syntaxError{at: j.fed.place(j.fed.n), message: "it is truncated: the JSON ends too early", hint: rewriteHint}
	}
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		reason := strings.TrimPrefix(syntactic.Err.Error(), "jsontext: ")
		return &syntaxError{at: j.fed.place(syntactic.ByteOffset), message: "it is not valid JSON: " + reason, hint: rewriteHint}
	}
	return err
}

// kind tells what the next value is: '{', '[', '"', '0' (a number), 't', 'f' or 'n', and 0 when there is none.
func (j *jsonReader) kind() jsontext.Kind { return j.dec.PeekKind() }

// skip passes over a value.
func (j *jsonReader) skip() error { return j.explain(j.dec.SkipValue()) }

// object calls each with every key of an object; each consumes the value. The key is valid until then. Anything but an
// object is skipped.
func (j *jsonReader) object(each func(key []byte) error) error {
	if j.kind() != '{' {
		return j.skip()
	}
	if _, err := j.dec.ReadToken(); err != nil {
		return j.explain(err)
	}
	for j.kind() != '}' {
		raw, err := j.dec.ReadValue()
		if err != nil {
			return j.explain(err)
		}
		if j.key, err = jsontext.AppendUnquote(j.key[:0], raw); err != nil {
			return j.explain(err)
		}
		if err := each(j.key); err != nil {
			return err
		}
	}
	_, err := j.dec.ReadToken()
	return j.explain(err)
}

// array calls each with the index of every element of an array; each consumes the element. Anything but an array is
// skipped.
func (j *jsonReader) array(each func(i int) error) error {
	if j.kind() != '[' {
		return j.skip()
	}
	if _, err := j.dec.ReadToken(); err != nil {
		return j.explain(err)
	}
	for i := 0; j.kind() != ']'; i++ {
		if err := each(i); err != nil {
			return err
		}
	}
	_, err := j.dec.ReadToken()
	return j.explain(err)
}

// text returns a string, valid until the next value is read. Of any other scalar it returns the JSON, and of an object,
// an array or null nothing.
func (j *jsonReader) text() ([]byte, error) {
	switch j.kind() {
	case '{', '[', 'n':
		return nil, j.skip()
	}
	raw, err := j.dec.ReadValue()
	if err != nil {
		return nil, j.explain(err)
	}
	if len(raw) < 2 || raw[0] != '"' {
		return raw, nil
	}
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return inner, nil
	}
	out, err := jsontext.AppendUnquote(nil, raw)
	return out, j.explain(err)
}

// end checks that nothing but space follows.
func (j *jsonReader) end() error {
	if _, err := j.dec.ReadToken(); err == nil {
		return j.fail("it goes on after the end of its JSON value")
	} else if !errors.Is(err, io.EOF) {
		return j.explain(err)
	}
	return j.fed.in.err
}

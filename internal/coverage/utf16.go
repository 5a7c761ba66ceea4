package coverage

import (
	"bytes"
	"encoding/binary"
	"io"
	"unicode/utf16"
	"unicode/utf8"
)

// wide begins anew when the report is UTF-16, which is what PowerShell makes of what it redirects into a file, and what
// some tools for Windows write: what follows is UTF-8. The first window of the report has been read.
func wide(in *input, window int) *input {
	var order binary.ByteOrder
	switch head := in.buf[in.pos:in.end]; {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		order = binary.LittleEndian
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		order = binary.BigEndian
	default:
		return in
	}
	rest := in.src
	if in.err != nil {
		rest = failing{in.err}
	} else if in.ended {
		rest = bytes.NewReader(nil)
	}
	head := bytes.NewReader(bytes.Clone(in.buf[in.pos+2 : in.end]))
	narrow := newInput(&utf16Reader{src: io.MultiReader(head, rest), order: order, raw: make([]byte, 32<<10)}, window)
	narrow.placeless = in.placeless
	narrow.more()
	return narrow
}

// failing is what is left of an input that ended in a failure.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// utf16Reader turns UTF-16 into UTF-8. What is no character becomes U+FFFD.
type utf16Reader struct {
	src   io.Reader
	order binary.ByteOrder

	raw     []byte
	held    int    // bytes of raw that are not decoded yet
	high    rune   // the first half of a pair
	decoded []byte // not handed out yet
	text    []byte // its buffer
	err     error
}

func (u *utf16Reader) Read(p []byte) (int, error) {
	for len(u.decoded) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		u.decode()
	}
	n := copy(p, u.decoded)
	u.decoded = u.decoded[n:]
	return n, nil
}

func (u *utf16Reader) decode() {
	n, err := u.src.Read(u.raw[u.held:])
	u.held += n
	u.err = err
	out := u.text[:0]
	whole := u.held &^ 1
	for i := 0; i < whole; i += 2 {
		c := rune(u.order.Uint16(u.raw[i:]))
		if u.high != 0 {
			pair := utf16.DecodeRune(u.high, c)
			out, u.high = utf8.AppendRune(out, pair), 0
			if pair != utf8.RuneError {
				continue
			}
		}
		if c >= 0xd800 && c < 0xdc00 {
			u.high = c
			continue
		}
		out = utf8.AppendRune(out, c)
	}
	u.held = copy(u.raw, u.raw[whole:u.held])
	if err == io.EOF && (u.high != 0 || u.held > 0) {
		out = utf8.AppendRune(out, utf8.RuneError)
	}
	u.text, u.decoded = out, out
}

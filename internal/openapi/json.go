package openapi

import (
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth is how deep values may nest. Schemas of several hundred levels exist; beyond this a file is hostile.
const maxDepth = 1000

type jsonReader struct {
	file  *file
	dec   *jsontext.Decoder
	arena arena
	// Fields and items of the containers that are open, so that each container is allocated once at its size.
	fields []field
	items  []*node
	seen   map[string]struct{}
	deep   bool
}

// readJSON reads the file's text as JSON. What is wrong with it goes to the file's problems; the root is nil when the text
// is not JSON.
func readJSON(f *file) {
	r := jsonReader{file: f, seen: make(map[string]struct{})}
	r.dec = jsontext.NewDecoder(strings.NewReader(f.text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	root, err := r.value(0)
	if err == nil {
		f.root = root
		end := int(r.dec.InputOffset())
		if _, err = r.dec.ReadToken(); err != io.EOF {
			end += len(f.text[end:]) - len(strings.TrimLeft(f.text[end:], " \t\r\n"))
			f.problem(f.character(end), "there is something after the end of the JSON document", "remove it")
		}
		return
	}
	f.problem(r.place(err), "this is not valid JSON: "+r.explain(err), "")
}

// value reads the next value. The recursion is as deep as maxDepth.
func (r *jsonReader) value(depth int) (*node, error) {
	switch k := r.dec.PeekKind(); k {
	case '{', '[':
		if depth >= maxDepth {
			return r.tooDeep()
		}
		if _, err := r.dec.ReadToken(); err != nil {
			return nil, err
		}
		start := int32(r.dec.InputOffset()) - 1
		if k == '{' {
			return r.object(mark{start, start + 1}, depth)
		}
		return r.array(mark{start, start + 1}, depth)
	default:
		raw, m, err := r.scalar()
		if err != nil {
			return nil, err
		}
		switch k {
		case '"':
			n := r.arena.node(text, m)
			n.style, n.value = doubleQuoted, r.unquote(raw, m)
			return n, nil
		case 'n':
			return r.arena.node(null, m), nil
		case 't', 'f':
			n := r.arena.node(boolean, m)
			n.value = r.file.text[m.a:m.b]
			return n, nil
		default:
			n := r.arena.node(number, m)
			n.value = r.file.text[m.a:m.b]
			return n, nil
		}
	}
}

// scalar reads a string, number or literal with its place.
func (r *jsonReader) scalar() (jsontext.Value, mark, error) {
	raw, err := r.dec.ReadValue()
	if err != nil {
		return nil, mark{}, err
	}
	end := int32(r.dec.InputOffset())
	return raw, mark{end - int32(len(raw)), end}, nil
}

// unquote returns the text of a string; most have no escapes and are a part of the file's text.
func (r *jsonReader) unquote(raw jsontext.Value, m mark) string {
	inner := r.file.text[m.a+1 : m.b-1]
	if strings.IndexByte(inner, '\\') < 0 {
		return inner
	}
	// Surrogates without their other half become U+FFFD; the error says no more than that.
	s, _ := jsontext.AppendUnquote(nil, raw)
	return string(s)
}

func (r *jsonReader) object(m mark, depth int) (*node, error) {
	base := len(r.fields)
	for r.dec.PeekKind() != '}' {
		raw, km, err := r.scalar()
		if err != nil {
			return nil, err
		}
		f := field{name: r.unquote(raw, km), mark: km, style: doubleQuoted, keyKind: text}
		if f.value, err = r.value(depth + 1); err != nil {
			return nil, err
		}
		if f.name == directiveKey {
			continue
		}
		r.fields = append(r.fields, f)
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return nil, err
	}
	n := r.arena.node(object, m)
	n.body = r.arena.body()
	if len(r.fields) > base {
		n.body.fields = append(make([]field, 0, len(r.fields)-base), r.fields[base:]...)
		clear(r.fields[base:])
		r.fields = r.fields[:base]
		n.body.fields = distinct(n.body.fields, r.seen, r.file.duplicate)
	}
	return n, nil
}

func (r *jsonReader) array(m mark, depth int) (*node, error) {
	base := len(r.items)
	for r.dec.PeekKind() != ']' {
		item, err := r.value(depth + 1)
		if err != nil {
			return nil, err
		}
		r.items = append(r.items, item)
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return nil, err
	}
	n := r.arena.node(array, m)
	n.body = r.arena.body()
	if len(r.items) > base {
		n.body.items = append(make([]*node, 0, len(r.items)-base), r.items[base:]...)
		clear(r.items[base:])
		r.items = r.items[:base]
	}
	return n, nil
}

func (r *jsonReader) tooDeep() (*node, error) {
	raw, err := r.dec.ReadValue()
	if err != nil {
		return nil, err
	}
	start := int32(r.dec.InputOffset()) - int32(len(raw))
	if !r.deep { // once: whoever nests this deep does it more than once
		r.deep = true
		r.file.tooDeep(mark{start, start + 1})
	}
	return r.arena.node(unread, mark{start, start + 1}), nil
}

// place is where the decoder stopped: the character that it did not expect, or the last one of an unfinished file.
func (r *jsonReader) place(err error) mark {
	at := r.dec.InputOffset()
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		at = syntactic.ByteOffset
	}
	if last := int64(len(strings.TrimRight(r.file.text, " \t\r\n"))) - 1; at > last {
		at = max(last, 0)
	}
	return r.file.character(int(at))
}

func (r *jsonReader) explain(err error) string {
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		return "it ends too early"
	case errors.As(err, &syntactic):
		return syntactic.Err.Error()
	}
	return err.Error()
}

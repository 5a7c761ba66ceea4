package suppression

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// maxDepth is how deep values may nest; beyond it nobody looks for findings either.
const maxDepth = 1000

var errShape = errors.New("not a document to look into")

// jsonObject is an object of a JSON file, with what is needed to put a member into it or to take one out.
type jsonObject struct {
	span        // from { to }
	unit    int // where its key begins, or else the object itself
	parent  *jsonObject
	key     string // under which it stands in its parent; of an item of a list, the list's
	listed  bool   // it is an item of a list
	members []jsonMember
}

// jsonMember is a member of an object.
type jsonMember struct {
	key   string
	span          // from the key to the end of the value
	colon string  // what stands between the key and the value
	value int     // where the value begins
	mark  []entry // of x-bdma-ignore
	list  []span  // the items of its value, when that is a list of directives
}

// jsonText is a JSON file by its objects.
type jsonText struct {
	text string
	dec  *jsontext.Decoder
	// objects are those with x-bdma-ignore, or all.
	objects []*jsonObject
	all     bool
}

// newJSON reads a JSON file. all says that all objects are wanted.
func newJSON(text string, all bool) (*jsonText, error) {
	j := &jsonText{text: text, all: all}
	j.dec = jsontext.NewDecoder(bytes.NewBufferString(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err := j.value(-1, nil, "", false, 0); err != nil {
		return nil, err
	}
	if _, err := j.dec.ReadToken(); err != io.EOF {
		return nil, errShape
	}
	return j, nil
}

func (j *jsonText) offset() int { return int(j.dec.InputOffset()) }

// value reads the next value, whose unit begins at start; at itself when start is negative.
func (j *jsonText) value(start int, parent *jsonObject, key string, listed bool, depth int) error {
	switch j.dec.PeekKind() {
	case '{':
		if depth > maxDepth {
			return j.dec.SkipValue()
		}
		if _, err := j.dec.ReadToken(); err != nil {
			return err
		}
		return j.object(start, parent, key, listed, depth)
	case '[':
		if depth > maxDepth {
			return j.dec.SkipValue()
		}
		if _, err := j.dec.ReadToken(); err != nil {
			return err
		}
		for j.dec.PeekKind() != ']' {
			if err := j.value(-1, parent, key, true, depth+1); err != nil {
				return err
			}
		}
		_, err := j.dec.ReadToken()
		return err
	}
	return j.dec.SkipValue()
}

func (j *jsonText) object(start int, parent *jsonObject, key string, listed bool, depth int) error {
	open := j.offset() - 1
	if start < 0 {
		start = open
	}
	o := &jsonObject{span: span{start: open}, unit: start, parent: parent, key: key, listed: listed}
	marked := false
	for j.dec.PeekKind() != '}' {
		raw, err := j.dec.ReadValue()
		if err != nil {
			return err
		}
		name := j.unquote(raw)
		m := jsonMember{key: name, span: span{start: j.offset() - len(raw)}}
		rest := j.text[j.offset():]
		m.colon = rest[:len(rest)-len(strings.TrimLeft(rest, ": \t\r\n"))]
		m.value = j.offset() + len(m.colon)
		if name == Key {
			marked = true
			raw, err := j.dec.ReadValue()
			if err != nil {
				return err
			}
			m.mark, m.list = j.mark(raw, m.value)
		} else if err := j.value(m.start, o, name, false, depth+1); err != nil {
			return err
		}
		m.end = j.offset()
		o.members = append(o.members, m)
	}
	if _, err := j.dec.ReadToken(); err != nil {
		return err
	}
	o.end = j.offset()
	if j.all || marked {
		j.objects = append(j.objects, o)
	}
	return nil
}

// unquote returns the text of a string.
func (j *jsonText) unquote(raw jsontext.Value) string {
	if inner := raw[1 : len(raw)-1]; bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	s, _ := jsontext.AppendUnquote(nil, raw)
	return string(s)
}

// mark reads the value of x-bdma-ignore, which begins at an offset.
func (j *jsonText) mark(raw jsontext.Value, at int) ([]entry, []span) {
	dec := jsontext.NewDecoder(bytes.NewReader(raw), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if dec.PeekKind() != '[' {
		return []entry{j.entry(raw, at)}, nil
	}
	if _, err := dec.ReadToken(); err != nil {
		return nil, nil
	}
	var out []entry
	var list []span
	for dec.PeekKind() != ']' && len(out) <= maxDirectives {
		item, err := dec.ReadValue()
		if err != nil {
			return out, list
		}
		end := at + int(dec.InputOffset())
		out = append(out, j.entry(item, end-len(item)))
		list = append(list, span{end - len(item), end})
	}
	if len(out) == 0 {
		return []entry{badEntry(span{at, at + 1})}, nil
	}
	return out, list
}

func (j *jsonText) entry(raw jsontext.Value, at int) entry {
	switch raw.Kind() {
	case '"':
		inner := span{at + 1, at + len(raw) - 1}
		if bytes.IndexByte(raw, '\\') < 0 {
			return textEntry(j.text, inner.start, inner.end)
		}
		text := j.unquote(raw)
		return textEntry(text, 0, len(text)).moved(inner)
	case '{':
		m := members{at: span{at, at + len(raw)}}
		dec := jsontext.NewDecoder(bytes.NewReader(raw), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
		if _, err := dec.ReadToken(); err != nil {
			return badEntry(m.at)
		}
		for n := 0; dec.PeekKind() != '}' && n < maxNames; n++ {
			key, err := dec.ReadValue()
			if err != nil {
				break
			}
			name := j.unquote(key)
			value, err := dec.ReadValue()
			if err != nil {
				break
			}
			m.add(name, j.texts(value))
		}
		return m.entry()
	}
	return badEntry(span{at, at + len(raw)})
}

// texts are the strings of a value, or of a list of them; nil when there is anything else.
func (j *jsonText) texts(raw jsontext.Value) []name {
	switch raw.Kind() {
	case '"':
		return []name{{text: j.unquote(raw)}}
	case '[':
		dec := jsontext.NewDecoder(bytes.NewReader(raw), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
		if _, err := dec.ReadToken(); err != nil {
			return nil
		}
		var out []name
		for dec.PeekKind() != ']' && len(out) < maxNames {
			item, err := dec.ReadValue()
			if err != nil || item.Kind() != '"' {
				return nil
			}
			out = append(out, name{text: j.unquote(item)})
		}
		return out
	}
	return nil
}

// json reads a JSON document; it returns false when the text is none.
func (r *reader) json() bool {
	if !strings.Contains(r.text, Key) && !strings.Contains(r.text, `\u`) {
		return true
	}
	j, err := newJSON(r.text, false)
	if err != nil {
		return false
	}
	for _, o := range j.objects {
		for k := range o.members {
			if m := &o.members[k]; m.mark != nil {
				owner := unit{span: span{o.unit, o.end}}
				r.key(found{pair: m.span, entries: m.mark, owner: owner, root: o.parent == nil && !o.listed, trail: o.trail(r.text)}, func(e entry) []Edit {
					return r.jsonRemoval(o, k, e)
				})
			}
		}
	}
	return true
}

// jsonRemoval takes a directive out of an object: its item when there are others in the list, else the whole member.
func (r *reader) jsonRemoval(o *jsonObject, k int, e entry) []Edit {
	m := o.members[k]
	if len(m.list) > 1 {
		for i, s := range m.list {
			if s.start <= e.w.start && e.w.end <= s.end {
				if i+1 < len(m.list) {
					return r.edit(s.start, m.list[i+1].start, "")
				}
				return r.edit(m.list[i-1].end, s.end, "")
			}
		}
		return nil
	}
	before := o.start + 1
	if k > 0 {
		before = o.members[k-1].end
	}
	if k+1 < len(o.members) {
		// The white space before the key goes, and the comma behind the value.
		comma := m.end + strings.IndexByte(r.text[m.end:], ',') + 1
		if k > 0 {
			before += strings.IndexByte(r.text[before:], ',') + 1
		}
		return r.edit(before, comma, "")
	}
	return r.edit(before, m.end, "")
}

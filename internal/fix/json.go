package fix

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

func decoder(text []byte) *jsontext.Decoder {
	return jsontext.NewDecoder(bytes.NewBuffer(text), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// valid reports whether a text is one JSON value.
func valid(text []byte) bool {
	dec := decoder(text)
	if dec.SkipValue() != nil {
		return false
	}
	_, err := dec.ReadToken()
	return err == io.EOF
}

// member is a key of an object with its value.
type member struct {
	name       string
	key, value span
}

// jsonValue is the extent of the value that begins at an offset.
func (f *file) jsonValue(at int) (span, bool) {
	if at >= len(f.text) || strings.IndexByte(" \t\r\n,:]}", f.text[at]) >= 0 {
		return span{}, false
	}
	dec := decoder(f.bytes[at:])
	if dec.SkipValue() != nil {
		return span{}, false
	}
	end := at + int(dec.InputOffset())
	return span{at, end}, f.spend(end - at)
}

const jsonSpace = " \t\r\n"

// skip is the offset of what follows white space.
func (f *file) skip(at int) int {
	return len(f.text) - len(strings.TrimLeft(f.text[at:], jsonSpace))
}

// at is the byte at an offset; 0 behind the end.
func (f *file) at(i int) byte {
	if i < 0 || i >= len(f.text) {
		return 0
	}
	return f.text[i]
}

// jsonMember is the member whose key begins at an offset, or, when a value begins there, one without a key.
func (f *file) jsonMember(at int) (m member, ok bool) {
	first, ok := f.jsonValue(at)
	if !ok {
		return m, false
	}
	colon := f.skip(first.Last)
	if f.at(at) != '"' || f.at(colon) != ':' {
		return member{value: first}, true
	}
	m = member{name: unquote(f.text[first.First:first.Last]), key: first}
	m.value, ok = f.jsonValue(f.skip(colon + 1))
	return m, ok
}

func (f *file) inJSON(at int, ask finding.Ask) ([]edit, bool) {
	if _, ok := f.jsonPlaces()[at]; !ok {
		return nil, false
	}
	m, ok := f.jsonMember(at)
	if !ok {
		return nil, false
	}
	hasKey := m.key.Last > 0
	switch ask.Do {
	case policy.DoKey:
		return []edit{{m.key, quote(ask.Text)}}, hasKey
	case policy.DoValue:
		if f.isContainer(m.value.First) {
			return nil, false
		}
		return []edit{{m.value, inline(ask.Value, `: `, `, `)}}, true
	case policy.DoRemove:
		if !hasKey {
			m.key = m.value
			if c := f.before(at); c != '[' && c != ',' {
				return nil, false
			}
		}
		return f.removeJSON(m)
	case policy.DoAppend:
		return f.appendJSON(m.value, ask.Value)
	case policy.DoBeside:
		if !hasKey {
			return nil, false
		}
		return f.besideJSON(m, ask.Text, ask.Value)
	}
	return f.setJSON(m.value, ask.Text, ask.Value)
}

func (f *file) isContainer(at int) bool { return f.at(at) == '{' || f.at(at) == '[' }

// removeJSON takes a member out, with the comma that separates it from its neighbour.
func (f *file) removeJSON(m member) ([]edit, bool) {
	if next := f.skip(m.value.Last); f.at(next) == ',' {
		return []edit{{span{m.key.First, f.skip(next + 1)}, ""}}, true
	}
	before := len(strings.TrimRight(f.text[:m.key.First], jsonSpace)) - 1
	switch f.at(before) {
	case ',':
		return []edit{{span{before, m.value.Last}, ""}}, true
	case '{', '[':
		return []edit{{span{before + 1, f.skip(m.value.Last)}, ""}}, true
	}
	return nil, false
}

// setJSON gives an object a member, behind its first one where that is no object or array, else before it.
func (f *file) setJSON(object span, name string, value any) ([]edit, bool) {
	if f.at(object.First) != '{' {
		return nil, false
	}
	members, ok := f.jsonMembers(object)
	if !ok {
		return nil, false
	}
	inside := object.First + 1
	if len(members) == 0 {
		return insert(inside, quote(name)+": "+inline(value, ": ", ", ")), f.skip(inside) == object.Last-1
	}
	near := -1
	for i, m := range members {
		if m.name == "$ref" {
			return nil, false
		}
		if slices.Contains(follows[name], m.name) {
			near = i
		}
	}
	for _, m := range members {
		if m.name != name {
			continue
		}
		if f.isContainer(m.value.First) {
			return nil, false
		}
		return []edit{{m.value, inline(value, `: `, `, `)}}, true
	}
	first := members[0]
	lead := f.text[inside:first.key.First]
	colon := f.text[first.key.Last:first.value.First]
	apart := lead
	if len(members) > 1 {
		apart = strings.Replace(f.text[first.value.Last:members[1].key.First], ",", "", 1)
	}
	text := quote(name) + colon + f.jsonText(value, lead, colon)
	if near >= 0 {
		return insert(members[near].value.Last, ","+apart+text), true
	}
	if f.isContainer(first.value.First) {
		return insert(first.key.First, text+","+apart), true
	}
	return insert(first.value.Last, ","+apart+text), true
}

// besideJSON puts a member behind another one, before it where that is an object or an array, unless there is one of its name.
func (f *file) besideJSON(m member, name string, value any) ([]edit, bool) {
	before := strings.TrimRight(f.text[:m.key.First], jsonSpace)
	if c := f.at(len(before) - 1); c != '{' && c != ',' || !f.spend(m.key.First-len(before)) || !f.lacks(m.key.First, name) {
		return nil, false
	}
	lead := f.text[len(before):m.key.First]
	colon := f.text[m.key.Last:m.value.First]
	text := quote(name) + colon + f.jsonText(value, lead, colon)
	if f.isContainer(m.value.First) {
		return insert(m.key.First, text+","+lead), true
	}
	return insert(m.value.Last, ","+lead+text), true
}

// jsonMembers are those of an object.
func (f *file) jsonMembers(object span) (out []member, ok bool) {
	if !f.spend(object.Last - object.First) {
		return nil, false
	}
	dec := decoder(f.bytes[object.First:object.Last])
	if _, err := dec.ReadToken(); err != nil {
		return nil, false
	}
	for dec.PeekKind() == '"' {
		raw, err := dec.ReadValue()
		if err != nil {
			return nil, false
		}
		m := member{name: unquote(string(raw))}
		m.key.Last = object.First + int(dec.InputOffset())
		m.key.First = m.key.Last - len(raw)
		m.value.First = f.skip(f.skip(m.key.Last) + 1)
		if dec.SkipValue() != nil {
			return nil, false
		}
		m.value.Last = object.First + int(dec.InputOffset())
		out = append(out, m)
	}
	return out, true
}

// jsonText writes a value as the members around it are written: over several lines where they are.
func (f *file) jsonText(value any, lead, colon string) string {
	if !strings.Contains(lead, "\n") {
		space := ""
		if strings.HasSuffix(colon, " ") {
			space = " "
		}
		return inline(value, colon, ","+space)
	}
	indent := lead[strings.LastIndexByte(lead, '\n')+1:]
	unit := "  "
	switch {
	case strings.HasPrefix(indent, "\t"):
		unit = "\t"
	case len(indent)%4 == 0 && !strings.Contains(f.text[:min(len(f.text), 4<<10)], "\n  \""):
		unit = "    "
	}
	return pretty(value, f.eol+indent, unit, colon)
}

func pretty(value any, newline, unit, colon string) string {
	var parts []string
	open, shut := "{", "}"
	switch v := value.(type) {
	case policy.Members:
		for _, m := range v {
			parts = append(parts, quote(m.Name)+colon+pretty(m.Value, newline+unit, unit, colon))
		}
	case []any:
		open, shut = "[", "]"
		for _, item := range v {
			parts = append(parts, pretty(item, newline+unit, unit, colon))
		}
	}
	if len(parts) == 0 {
		return inline(value, colon, ", ")
	}
	return open + newline + unit + strings.Join(parts, ","+newline+unit) + newline + shut
}

// inline writes a value as JSON on one line.
func inline(value any, colon, comma string) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case bool:
		if v {
			return "true"
		}
		return "false"
	case policy.Number:
		return string(v)
	case string:
		return quote(v)
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = inline(item, colon, comma)
		}
		return "[" + strings.Join(parts, comma) + "]"
	case policy.Members:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = quote(m.Name) + colon + inline(m.Value, colon, comma)
		}
		return "{" + strings.Join(parts, comma) + "}"
	}
	return "null"
}

// quote writes a text as a JSON string, which is one of YAML too.
func quote(s string) string {
	b, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(s, "\ufffd"))
	if err != nil {
		return `""`
	}
	return string(b)
}

func unquote(raw string) string {
	if len(raw) >= 2 && !strings.Contains(raw, `\`) {
		return raw[1 : len(raw)-1]
	}
	b, _ := jsontext.AppendUnquote(nil, raw)
	return string(b)
}

// before is the byte before the white space that precedes an offset.
func (f *file) before(at int) byte {
	i := at - 1
	for i >= 0 && strings.IndexByte(jsonSpace, f.text[i]) >= 0 {
		i--
	}
	return f.at(i)
}

// appendJSON adds an item to an array, on a line of its own where the last one has one.
func (f *file) appendJSON(array span, value any) ([]edit, bool) {
	if f.at(array.First) != '[' || !f.spend(array.Last-array.First) {
		return nil, false
	}
	dec := decoder(f.bytes[array.First:array.Last])
	if _, err := dec.ReadToken(); err != nil {
		return nil, false
	}
	first, before, last := -1, -1, array.First+1
	for dec.PeekKind() != ']' {
		raw, err := dec.ReadValue()
		if err != nil {
			return nil, false
		}
		before = last
		last = array.First + int(dec.InputOffset())
		if first < 0 {
			first = last - len(raw)
		} else {
			before = last - len(raw)
		}
	}
	if first < 0 {
		return insert(last, inline(value, ": ", ", ")), f.skip(last) == array.Last-1
	}
	lead := f.text[array.First+1 : first]
	if before > array.First+1 {
		lead = f.text[f.trimmed(before):before]
	}
	colon := ": "
	if lead == "" {
		if colon = f.colonOf(array); colon == ": " && before == array.First+1 {
			lead = " "
		}
	}
	return insert(last, ","+lead+f.jsonText(value, lead, colon)), true
}

// trimmed is the offset behind what precedes the white space before an offset.
func (f *file) trimmed(at int) int { return len(strings.TrimRight(f.text[:at], jsonSpace)) }

// colonOf is the colon as it is written in a value: with a space behind it, unless there is none.
func (f *file) colonOf(in span) string {
	if text := f.text[in.First:in.Last]; strings.Contains(text, `":`) && !strings.Contains(text, `": `) || !strings.Contains(f.text[:min(len(f.text), 4<<10)], `": `) {
		return ":"
	}
	return ": "
}

package policy

import (
	"fmt"
	"slices"
	"strings"
)

// Template is a text with named values in braces: `path segment "{segment}" is not kebab-case`.
// A doubled brace stands for itself.
type Template struct {
	text  string
	parts []templatePart
}

type templatePart struct {
	literal string
	value   string // the name of a value, when literal is empty
}

// ParseTemplate reads a template, or says what is wrong with it.
func ParseTemplate(text string) (Template, error) {
	t := Template{text: text}
	var literal strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '{' && strings.HasPrefix(text[i:], "{{"), c == '}' && strings.HasPrefix(text[i:], "}}"):
			literal.WriteByte(c)
			i++
		case c == '{':
			end := strings.IndexByte(text[i:], '}')
			if end < 0 {
				return t, fmt.Errorf("%q has an opening brace without a closing one", text)
			}
			name := text[i+1 : i+end]
			if !isName(name) {
				return t, fmt.Errorf("%q: {%s} is not the name of a value; write {{ and }} for braces", text, name)
			}
			if literal.Len() > 0 {
				t.parts = append(t.parts, templatePart{literal: literal.String()})
				literal.Reset()
			}
			t.parts = append(t.parts, templatePart{value: name})
			i += end
		case c == '}':
			return t, fmt.Errorf("%q has a closing brace without an opening one", text)
		default:
			literal.WriteByte(c)
		}
	}
	if literal.Len() > 0 {
		t.parts = append(t.parts, templatePart{literal: literal.String()})
	}
	return t, nil
}

func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && r != '_' })
}

// String returns the template as it was written.
func (t Template) String() string { return t.text }

// Names returns the names of the values that the template needs, sorted.
func (t Template) Names() []string {
	var names []string
	for _, p := range t.parts {
		if p.value != "" {
			names = append(names, p.value)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Has reports whether the template needs a value.
func (t Template) Has(name string) bool {
	return slices.ContainsFunc(t.parts, func(p templatePart) bool { return p.value == name })
}

// Fill returns the text with its values in place.
func (t Template) Fill(values map[string]string) string {
	size := 0
	for _, p := range t.parts {
		size += len(p.literal) + len(values[p.value])
	}
	var b strings.Builder
	b.Grow(size)
	for _, p := range t.parts {
		if p.value != "" {
			b.WriteString(values[p.value])
		} else {
			b.WriteString(p.literal)
		}
	}
	return b.String()
}

package fix

import (
	"slices"
	"strings"
)

// jsonPlaces are the places of a JSON document that edits are about and where a key or a value begins, each with the beginning of the object
// or array around it, which is -1 for the document itself.
func (f *file) jsonPlaces() map[int]int {
	if f.places != nil {
		return f.places
	}
	wanted := make(map[int]bool)
	for p := range f.wanted {
		if at, ok := f.offset(p); ok {
			wanted[at] = true
		}
	}
	f.places = make(map[int]int)
	dec := decoder(f.bytes)
	open := []int{-1}
	for {
		end := int(dec.InputOffset())
		start := len(f.text) - len(strings.TrimLeft(f.text[end:], jsonSpace+",:"))
		t, err := dec.ReadToken()
		if err != nil {
			return f.places
		}
		closes := t.Kind() == '}' || t.Kind() == ']'
		if wanted[start] && !closes {
			f.places[start] = open[len(open)-1]
		}
		switch {
		case closes:
			open = open[:len(open)-1]
		case t.Kind() == '{' || t.Kind() == '[':
			open = append(open, start)
		}
	}
}

// lacks reports whether the object around a key has none of some name.
func (f *file) lacks(at int, name string) bool {
	around, ok := f.jsonPlaces()[at]
	if !ok || f.at(around) != '{' {
		return false
	}
	object, ok := f.jsonValue(around)
	if !ok {
		return false
	}
	members, ok := f.jsonMembers(object)
	return ok && !slices.ContainsFunc(members, func(m member) bool { return m.name == name })
}

package fix

import "slices"

// enclosing is the object that has a key which begins at an offset.
func (f *file) enclosing(at int) (span, bool) {
	if !f.spend(at) {
		return span{}, false
	}
	dec := decoder(f.bytes)
	var open []int
	for {
		t, err := dec.ReadToken()
		end := int(dec.InputOffset())
		if err != nil {
			return span{}, false
		}
		switch t.Kind() {
		case '{', '[':
			open = append(open, end-1)
		case '}', ']':
			open = open[:len(open)-1]
		}
		if end > at {
			break
		}
	}
	if len(open) == 0 || f.at(open[len(open)-1]) != '{' {
		return span{}, false
	}
	return f.jsonValue(open[len(open)-1])
}

// lacks reports whether the object around a key has none of some name.
func (f *file) lacks(at int, name string) bool {
	object, ok := f.enclosing(at)
	if !ok {
		return false
	}
	members, ok := f.jsonMembers(object)
	return ok && !slices.ContainsFunc(members, func(m member) bool { return m.name == name })
}

package contract

import "strings"

// ownership knows which part of a composed schema says what.
type ownership struct {
	keyword map[string]*Schema // the schema with a name of its own that has a keyword
	named   map[string]*Schema
}

// owners takes a schema apart in the order in which its shape was put together.
func owners(source *Schema) *ownership {
	o := &ownership{keyword: make(map[string]*Schema), named: make(map[string]*Schema)}
	met := make(map[*Schema]bool)
	var add func(s, owner *Schema)
	add = func(s, owner *Schema) {
		if met[s] || len(met) > maxParts {
			return
		}
		met[s] = true
		if s.Name != "" {
			owner = s
			if o.named[s.Name] == nil {
				o.named[s.Name] = s
			}
		}
		for keyword := range s.Ats {
			if o.keyword[keyword] == nil {
				o.keyword[keyword] = owner
			}
		}
		for _, part := range s.AllOf {
			add(part, owner)
		}
	}
	add(source, source)
	return o
}

// composition returns the parts of the old schema, or those of the new one.
func (s *schemaComparison) composition(side int) *ownership {
	shape := [...]*shape{s.was, s.is}[side]
	if s.owners[side] == nil || s.ownedBy[side] != shape {
		s.owners[side], s.ownedBy[side] = owners(shape.source), shape
	}
	return s.owners[side]
}

// place is where a keyword is on both sides, or where it would be that is gone, and the name of the part that it belongs to: not
// that of whatever is composed of it.
func (s *schemaComparison) place(keyword string) (at, was Place, subject string) {
	if len(s.is.source.AllOf)+len(s.was.source.AllOf) == 0 {
		return s.is.at(keyword), s.was.at(keyword), s.is.source.At.Label()
	}
	is, old := s.part(1, keyword), s.part(0, keyword)
	at, was = s.is.ats[keyword], s.was.ats[keyword]
	if at == nil {
		at = is.At
	}
	if was == nil {
		was = old.At
	}
	return at, was, is.At.Label()
}

// part is the part of one side that has a keyword, or else the one of the name of that which has it on the other side.
func (s *schemaComparison) part(side int, keyword string) *Schema {
	own := s.composition(side)
	if part := own.keyword[keyword]; part != nil {
		return part
	}
	if other := s.composition(1 - side).keyword[keyword]; other != nil && own.named[other.Name] != nil {
		return own.named[other.Name]
	}
	return [...]*shape{s.was, s.is}[side].source
}

// left is what one side has of the part that has a property on the other, and the property's name there. Where the part is
// missing it is the whole.
func (s *schemaComparison) left(side int, owner *Schema, name string) (at Place, subject string) {
	whole := [...]*shape{s.was, s.is}[side]
	if owner.Name != "" && owner.Name != whole.source.Name {
		if part := s.composition(side).named[owner.Name]; part != nil {
			at = part.At
			if p := part.Ats["properties"]; p != nil {
				at = p
			}
			return at, partOf(part.At.Label(), name)
		}
	}
	return whole.at("properties"), partOf(whole.source.At.Label(), name)
}

// partOf names a property of what has a name: "Pet.status", "status of the 200 response of GET /pets".
func partOf(label, name string) string {
	if !strings.Contains(label, " ") {
		return label + "." + name
	}
	if path, of, ok := strings.Cut(label, " of "); ok && !strings.Contains(path, " ") {
		return path + "." + name + " of " + of
	}
	return name + " of " + label
}

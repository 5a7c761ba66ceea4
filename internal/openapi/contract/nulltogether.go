package contract

import "slices"

// withNull tells whether a property became optional and nullable at once, or required and not nullable: that is one change, of which
// the schemas that it returns know nothing more. A schema with a name may have become nullable for others too, and is left alone.
func (s *schemaComparison) withNull(name string, was, is *Schema) (old, now *Schema, together bool) {
	if was == nil || is == nil || was.Name != "" || is.Name != "" || s.was.required[name] == s.is.required[name] {
		return was, is, false
	}
	a, b := shapeOf(was), shapeOf(is)
	if a.unknown || b.unknown || a.never || b.never || len(a.choices)+len(b.choices) > 0 || a.anything() || b.anything() {
		return was, is, false
	}
	switch hadNull, hasNull := a.nullable(), b.nullable(); {
	case !hadNull && hasNull && s.was.required[name]:
		return was, b.neverNull(), true
	case hadNull && !hasNull && s.is.required[name]:
		return a.neverNull(), is, true
	}
	return was, is, false
}

// neverNull is the schema without null.
func (s *shape) neverNull() *Schema {
	schema, shape := *s.source, *s
	shape.types &^= Null
	shape.written &^= Null
	if shape.enum != nil {
		shape.enum = slices.DeleteFunc(slices.Clone(shape.enum), func(v Value) bool { return v.IsNull })
	}
	schema.shape = &shape
	return &schema
}

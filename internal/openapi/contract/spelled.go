package contract

// scalars are the types whose values are written as themselves in a URL or a header.
const scalars = Boolean | AnyNumber | String

// spelled compares two parameters of which one takes any text and the other a number or a boolean, which is written as text too. It
// is false for others.
func (c *comparison) spelled(p *pair, was, is *Parameter) bool {
	if was.Schema == nil || is.Schema == nil {
		return false
	}
	a, b := shapeOf(was.Schema), shapeOf(is.Schema)
	effect := Widens
	switch {
	case a.isText() && b.isScalar():
		effect = Narrows
	case !a.isScalar() || !b.isText():
		return false
	}
	c.change(p, Change{Kind: "type", Effect: effect, At: b.at("type"), Was: a.at("type"), Subject: b.source.At.Label(), From: a.types.String(), To: b.types.String()})
	return true
}

// isText reports whether every text is allowed.
func (s *shape) isText() bool {
	return s.types == String && s.isPlain() && len(s.choices) == 0 && !s.unknown && !s.never
}

// isScalar reports whether values are written as text, and are no text themselves.
func (s *shape) isScalar() bool {
	return s.types != 0 && s.types&^scalars == 0 && s.types&String == 0 && !s.unknown && !s.never
}

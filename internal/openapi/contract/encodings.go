package contract

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// parted is a message, or a part of one, that consists of parts.
type parted struct {
	// name is that of the part; empty for a message.
	name string
	at   Place
	// schema describes all parts, and item each of those that come one by one.
	schema, item *Schema
	Encodings
}

// part is a part of a message: how it is written, if that is said, and what it is, if that is.
type part struct {
	encoding *Encoding
	schema   *Schema
}

// encodings compares how the parts of messages are written. Form says that they are the fields of a form without parts of its own.
func (c *comparison) encodings(p *pair, was, is parted, form bool) {
	for _, name := range sortedNames(was.Named, is.Named) {
		o, n := was.named(name), is.named(name)
		if (o.schema == nil) == (n.schema == nil) {
			c.encoding(p, was, is, o, n, name, form)
		}
	}
	if form {
		return
	}
	first := max(len(was.Prefix), len(is.Prefix))
	for i := range first {
		c.encoding(p, was, is, was.nth(i), is.nth(i), "["+strconv.Itoa(i)+"]", false)
	}
	if was.Items != nil || is.Items != nil {
		c.encoding(p, was, is, was.nth(first), is.nth(first), "[]", false)
	}
}

// named is the part of a name.
func (m parted) named(name string) part {
	out := part{schema: propertyOf(m.schema, name)}
	if e, ok := m.Named[name]; ok {
		out.encoding = &e
	}
	return out
}

// nth is the part at a position.
func (m parted) nth(i int) part {
	out := part{encoding: m.Items, schema: m.item}
	if i < len(m.Prefix) {
		out.encoding = &m.Prefix[i]
	}
	if m.schema != nil {
		out.schema = cmp.Or(itemAt(shapeOf(m.schema), i), m.item)
	}
	return out
}

// encoding compares how one part is written.
func (c *comparison) encoding(p *pair, was, is parted, old, now part, name string, form bool) {
	if old.encoding == nil && now.encoding == nil {
		return
	}
	o, n := Encoding{At: was.at, Style: "form", Explode: true}, Encoding{At: is.at, Style: "form", Explode: true}
	said := old.encoding != nil && now.encoding != nil
	if old.encoding != nil {
		o = *old.encoding
	}
	if now.encoding != nil {
		n = *now.encoding
	}
	path := name
	if is.name != "" {
		path = is.name + "." + name
	}
	say := func(kind string, effect Effect, was, is string) {
		c.change(p, Change{Kind: kind, Effect: effect, At: n.At, Was: o.At, Subject: n.At.Label(), Name: path, From: was, To: is})
	}
	if form || said {
		style := func(e Encoding, s *Schema) serialization {
			return serialization{style: e.Style, explode: e.Explode, schema: s}
		}
		if a, b, ok := serialized(name, style(o, old.schema), style(n, now.schema)); ok {
			say("encoding-style", Differs, a, b)
		}
	}
	if form && o.AllowReserved != n.AllowReserved {
		say("encoding-allow-reserved", cmpEffect(n.AllowReserved, Widens, Narrows), "text "+reserved(o.AllowReserved), "text "+reserved(n.AllowReserved))
	}
	if !form {
		a, b := contentTypes(o.ContentType, old.schema), contentTypes(n.ContentType, now.schema)
		if effect := cover(a, b); effect != Neutral {
			say("encoding-content-type", effect, strings.Join(a, ", "), strings.Join(b, ", "))
		}
		if areXML(a) && areXML(b) && old.schema != nil && now.schema != nil {
			c.xmlRoot(p, old.schema, now.schema)
			c.schemasAs(p, true, old.schema, now.schema, o.At, n.At, either)
		}
	}
	if said {
		c.headers(p, o.Headers, n.Headers, o.At, n.At)
		c.encodings(p, parted{path, o.At, old.schema, nil, o.Encodings}, parted{path, n.At, now.schema, nil, n.Encodings}, false)
	}
}

// areXML reports whether media types are all written in XML.
func areXML(types []string) bool {
	return !slices.ContainsFunc(types, func(name string) bool { return mediaSyntax(name) != "xml" })
}

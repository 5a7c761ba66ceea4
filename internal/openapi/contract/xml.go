package contract

import (
	"cmp"
	"strings"
)

// XML is how a value is written in XML.
type XML struct {
	At                      Place
	Name, Namespace, Prefix string
	// Node is what the value becomes: "element", "attribute", "text", "cdata" or "none"; empty when it is not said.
	Node string
	// Wrapped says that the items of a list stand in an element of their own.
	Wrapped bool
}

// inXML tells what is compared as XML from the same compared without its names.
type inXML struct{ of any }

// maxLists is how deep lists are in each other whose items are looked at.
const maxLists = 8

// node is what of a document in XML a value becomes, with what a reader sees of it.
type node struct {
	kind, namespace, prefix, name string
}

// written shows a node to people: `<id>…</id>`, `id="…"`.
func (n node) written() string {
	switch n.kind {
	case "text", "cdata":
		return "text"
	case "none":
		return "nothing of its own"
	}
	name, declaration := n.qualified(), ""
	if n.namespace != "" {
		declaration = " xmlns=\"" + n.namespace + "\""
		if n.prefix != "" {
			declaration = " xmlns:" + n.prefix + "=\"" + n.namespace + "\""
		}
	}
	if n.kind == "attribute" {
		if n.namespace != "" && n.prefix != "" {
			return name + "=\"…\" (" + n.prefix + " is " + n.namespace + ")"
		}
		return name + "=\"…\""
	}
	return "<" + name + declaration + ">…</" + name + ">"
}

// xmlOf is what a schema says of XML, itself or as nothing but another one.
func xmlOf(s *Schema) *XML {
	for range maxParts {
		if s.XML != nil || len(s.AllOf) != 1 {
			break
		}
		s = s.AllOf[0]
	}
	return s.XML
}

// nodeOf is what a value becomes that goes by a name where its schema has none.
func nodeOf(x *XML, name string) node {
	if x == nil {
		return node{kind: "element", name: name}
	}
	n := node{kind: cmp.Or(x.Node, "element"), namespace: x.Namespace, prefix: x.Prefix, name: cmp.Or(x.Name, name)}
	if n.kind == "cdata" {
		n.kind = "text" // read alike
	}
	return n
}

// xml compares how a value is written in XML. The names are those that it goes by where its schemas have none; without such a
// name there is nothing to compare with what is named for the first time.
func (c *comparison) xml(p *pair, was, is *Schema, wasName, isName, subject string, deep int) {
	if was == nil || is == nil || deep > maxLists {
		return
	}
	a, b := shapeOf(was), shapeOf(is)
	if a.unknown || b.unknown || a.never || b.never {
		return
	}
	x, y := xmlOf(was), xmlOf(is)
	say := func(kind string, effect Effect, from, to string) {
		ch := Change{Kind: kind, Effect: effect, At: is.At, Was: was.At, Subject: subject, From: from, To: to}
		if y != nil {
			ch.At = y.At
		}
		if x != nil {
			ch.Was = x.At
		}
		if x != nil && y != nil && is.Name != "" {
			ch.Subject = is.At.Label() // whoever uses it
		}
		c.change(p, ch)
	}
	if a.types&^Null == Array && b.types&^Null == Array {
		c.xmlList(p, a, b, x, y, wasName, isName, subject, deep, say)
		return
	}
	if a.types&^Null == Array || b.types&^Null == Array {
		return // the types tell
	}
	xmlNode(nodeOf(x, wasName), nodeOf(y, isName), say)
}

// xmlRoot compares how a document as a whole is written. Its element goes by the name of the component, as far as any name is given:
// nobody can tell what tools make of a component that is called otherwise.
func (c *comparison) xmlRoot(p *pair, was, is *Schema) {
	wasName, isName := was.Name, is.Name
	if x, y := xmlOf(was), xmlOf(is); (x == nil || x.Name == "") && (y == nil || y.Name == "") {
		wasName, isName = "", ""
	}
	c.xml(p, was, is, wasName, isName, is.At.Label(), 0)
}

// xmlList compares lists: an element around the items, or one for each of them in place of the list. An item without a name of
// its own is called as the element around it is, or as the list.
func (c *comparison) xmlList(p *pair, a, b *shape, x, y *XML, wasName, isName, subject string, deep int, say func(kind string, effect Effect, from, to string)) {
	wrapped := func(x *XML) bool { return x != nil && (x.Wrapped || x.Node == "element") }
	old, now := nodeOf(x, wasName), nodeOf(y, isName)
	if a.items == nil || b.items == nil {
		a, b = &shape{items: &Schema{}}, &shape{items: &Schema{}}
	}
	itemName := func(x *XML, name string) string {
		if wrapped(x) {
			return cmp.Or(x.Name, name)
		}
		return name
	}
	wasItem, isItem := itemName(x, wasName), itemName(y, isName)
	if wrapped(x) != wrapped(y) {
		from, to := nodeOf(xmlOf(a.items), wasItem).written(), nodeOf(xmlOf(b.items), isItem).written()
		if wrapped(x) {
			from = around(old, from)
		} else {
			to = around(now, to)
		}
		say("xml-wrapped", Differs, from, to)
		return
	}
	if wrapped(x) {
		xmlNode(old, now, say)
	}
	if a.items.At != nil && b.items.At != nil {
		c.xml(p, a.items, b.items, wasItem, isItem, "the items of "+subject, deep+1)
	}
}

// around shows an element within another one.
func around(n node, inner string) string {
	n.kind = "element"
	end := "</" + n.qualified() + ">"
	return strings.TrimSuffix(n.written(), "…"+end) + inner + end
}

// qualified is a node's name with its prefix.
func (n node) qualified() string {
	name := cmp.Or(n.name, "element")
	if n.prefix != "" {
		return n.prefix + ":" + name
	}
	return name
}

// xmlNode says what differs first between two nodes: what they are, what they are called, or to whom the name belongs. A prefix
// is no more than a short form of a namespace, and says something by itself only where there is none.
func xmlNode(old, now node, say func(kind string, effect Effect, from, to string)) {
	named := old.name != "" && now.name != ""
	hasName := func(n node) bool { return n.kind == "element" || n.kind == "attribute" }
	switch {
	case old.kind != now.kind:
		say("xml-node", Differs, old.written(), now.written())
	case !hasName(old):
	case named && old.name != now.name:
		say("xml-name", Differs, old.written(), now.written())
	case old.namespace != now.namespace:
		say("xml-namespace", Differs, old.written(), now.written())
	case old.prefix != now.prefix && old.namespace == "":
		say("xml-name", Differs, old.written(), now.written())
	case old.prefix != now.prefix:
		say("xml-prefix", Neutral, old.written(), now.written())
	}
}

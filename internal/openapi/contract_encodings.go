package openapi

import (
	"cmp"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// maxPartDepth is how deep parts of messages are in each other.
const maxPartDepth = 16

// encodings reads how the parts of a media type, or those of such a part, are written.
func (c *contractor) encodings(owner place, depth int) (out contract.Encodings) {
	if depth > maxPartDepth || depth > 0 && c.version != v32 {
		return out
	}
	if p, ok := owner.child("encoding"); ok && p.node.kind == object {
		out.Named = make(map[string]contract.Encoding)
		for i := range p.node.fields() {
			f := &p.node.fields()[i]
			out.Named[f.name] = c.encoding(p.at(f), depth)
		}
	}
	if c.version != v32 {
		return out
	}
	if p, ok := owner.child("prefixEncoding"); ok {
		for i := range p.node.items() {
			out.Prefix = append(out.Prefix, c.encoding(p.item(i), depth))
		}
	}
	if p, ok := owner.child("itemEncoding"); ok && p.node.kind == object {
		e := c.encoding(p, depth)
		out.Items = &e
	}
	return out
}

func (c *contractor) encoding(p place, depth int) contract.Encoding {
	n := p.node
	e := contract.Encoding{At: c.spot(p), ContentType: n.text("contentType"), Style: cmp.Or(n.text("style"), "form"), Headers: c.headers(p), AllowReserved: n.isTrue("allowReserved"),
		Encodings: c.encodings(p, depth+1)}
	e.Explode = e.Style == "form"
	if n.has("explode") {
		e.Explode = n.isTrue("explode")
	}
	return e
}

// formLists are how lists in a form of Swagger 2.0 are written, by the names of the fields.
func (c *contractor) formLists(media place, lists map[string][3]string) map[string]contract.Encoding {
	out := make(map[string]contract.Encoding, len(lists))
	schema, ok := media.child("schema")
	if !ok {
		return nil
	}
	properties, ok := schema.child("properties")
	if !ok {
		return nil
	}
	for name, style := range lists {
		if p, ok := properties.child(name); ok {
			out[name] = contract.Encoding{At: c.spot(p), Style: style[0], Explode: style[2] == "true"}
		}
	}
	return out
}

package openapi

import (
	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// xml reads how a schema is written in XML; nil when it does not say.
func (c *contractor) xml(owner place) *contract.XML {
	p, ok := owner.child("xml")
	if !ok || p.node.kind != object {
		return nil
	}
	n := p.node
	x := &contract.XML{At: c.spot(p), Name: n.text("name"), Namespace: n.text("namespace"), Prefix: n.text("prefix"), Wrapped: n.isTrue("wrapped")}
	if n.isTrue("attribute") {
		x.Node = "attribute"
	}
	if c.version == v32 && n.text("nodeType") != "" {
		x.Node = n.text("nodeType")
	}
	return x
}

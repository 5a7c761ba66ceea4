package openapi

import (
	"slices"

	"github.com/bdma-dev/bdma/internal/openapi/contract"
)

// servers reads the servers that a document, a path or an operation has; at is nil when it says nothing of them. An empty list says
// nothing either.
func (c *contractor) servers(owner place) (list []contract.Server, at contract.Place) {
	p, ok := owner.child("servers")
	if !ok {
		return nil, nil
	}
	for i, s := range p.node.items() {
		url := s.get("url")
		if url == nil || url.kind != text {
			continue
		}
		server := contract.Server{At: c.spot(p.item(i)), URL: url.value}
		if variables := s.get("variables"); variables != nil {
			server.Variables = make(map[string]contract.Variable)
			for k := range variables.fields() {
				f := &variables.fields()[k]
				v := contract.Variable{Default: f.value.text("default")}
				if values := f.value.get("enum"); values != nil {
					for _, value := range values.items() {
						if value.body == nil && !slices.Contains(v.Enum, value.value) {
							v.Enum = append(v.Enum, value.value)
						}
					}
				}
				server.Variables[f.name] = v
			}
		}
		list = append(list, server)
	}
	if len(list) > 0 {
		at = c.spot(p)
	}
	return list, at
}

package openapi

import (
	"slices"
	"strings"
)

// adopt makes what stands in another file the component that the document declares by referring to it: it has the component's
// name whoever refers to it, as it has in the bundled document. Of two components that are the same file, the first by
// name gives it.
func (r *reader) adopt(components []declared) {
	components = slices.Clone(components)
	slices.SortFunc(components, func(a, b declared) int { return strings.Compare(a.key.name, b.key.name) })
	for _, c := range components {
		ref := c.node.ref()
		if ref == nil {
			continue
		}
		if first := r.resolve(c.file, "", ref.value.value); first.failure != resolved || first.file == r.root {
			continue // another name for what has its own
		}
		t := r.follow(c.place, "")
		if t.failure != resolved || t.node == nil || t.file == r.root || t.node.kind != object {
			continue
		}
		if t.node.entity == 0 {
			t.node.entity = c.entity
		}
	}
}

// componentName is the name that an object has among the components, wherever it stands, or "".
func (r *reader) componentName(n *node) string {
	if n.entity == wholeDocument {
		return ""
	}
	return r.usage.names[n.entity]
}

// nameOf is the name of an object: that of the component that it is, or its key.
func (r *reader) nameOf(n *node, key *field) string {
	if name := r.componentName(n); name != "" || key == nil {
		return name
	}
	return key.name
}

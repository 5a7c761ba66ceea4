package openapi

import "strings"

// refines reports whether a schema stands below one that is made of parts (allOf), so that another part may describe the same
// property: one part says what a property looks like, and the next one what of it is required.
func (a *assembly) refines(t target) bool {
	n := t.file.root
	tokens := strings.Split(t.pointer, "/")[1:]
	for _, token := range tokens {
		if n == nil || n.body == nil {
			return false
		}
		if n.kind == object && n.get("allOf") != nil {
			switch token {
			case "properties", "items", "additionalProperties", "allOf":
				return true
			}
		}
		n = childOf(n, strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~"))
	}
	return false
}

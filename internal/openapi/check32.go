package openapi

import (
	"slices"
	"strings"
)

// checkExample looks at the values of an example, of which some exclude each other.
func (w *walk) checkExample(n *node) {
	w.exclusive(n, "value", "externalValue")
	w.exclusive(n, "value", "dataValue")
	w.exclusive(n, "value", "serializedValue")
	w.exclusive(n, "serializedValue", "externalValue")
	w.address(n, "externalValue")
}

// checkEncodings holds for media types and encodings: what is said by name excludes what is said by position.
func (w *walk) checkEncodings(n *node) {
	if w.version != v32 {
		return
	}
	w.exclusive(n, "encoding", "prefixEncoding")
	if !n.has("prefixEncoding") {
		w.exclusive(n, "encoding", "itemEncoding")
	}
}

// fixedMethods are the methods for which a path item has a field of its own.
var fixedMethods = []string{"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE"}

// checkPathItem looks at the methods that a path item has no field for.
func (w *walk) checkPathItem(n *node) {
	more := n.field("additionalOperations")
	if w.version != v32 || more == nil {
		return
	}
	top := w.push(more.name)
	defer w.pop(top)
	for i := range more.value.fields() {
		f := &more.value.fields()[i]
		p := w.push(f.name)
		switch {
		case slices.Contains(fixedMethods, f.name):
			w.violate(w.keyAt(f), "wrong-value", say("the method %q has a field of its own", f.name), "write it as "+quote(strings.ToLower(f.name))+" in the path item")
		case !isToken(f.name):
			w.violate(w.keyAt(f), "wrong-value", say("%q is not an HTTP method", f.name), "use letters, digits and hyphens")
		}
		w.pop(p)
	}
}

// isToken reports whether a text is a token of RFC 9110 §5.6.2, as methods and the parts of media types are.
func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("!#$%&'*+-.^_`|~", c) >= 0) {
			return false
		}
	}
	return s != ""
}

// checkTagParents looks at the tree that tags of 3.2 make up.
func (w *walk) checkTagParents(n *node) {
	if w.version != v32 {
		return
	}
	parents := make(map[string]string)
	var names []string
	for _, tag := range n.get("tags").items() {
		if name := tag.text("name"); name != "" {
			parents[name] = tag.text("parent")
			names = append(names, name)
		}
	}
	top := w.push("tags")
	defer w.pop(top)
	for i, tag := range n.get("tags").items() {
		parent := tag.text("parent")
		if parent == "" {
			continue
		}
		p := w.pushIndex(i)
		if _, ok := parents[parent]; !ok {
			hint := "declare the tag " + quote(parent)
			if near := w.suggest(parent, names); near != "" {
				hint = "did you mean " + quote(near) + "?"
			}
			w.violate(w.fieldAt(tag, nil, "parent"), "tag-parent", say("the parent %q of the tag %q is not declared", parent, tag.text("name")), hint)
		} else if name := tag.text("name"); name != "" && smallestOfLoop(name, parents) {
			w.violate(w.fieldAt(tag, nil, "parent"), "tag-parent", say("the tag %q is its own ancestor", name), "give one of the tags on the way another parent, or none")
		}
		w.pop(p)
	}
}

// smallestOfLoop reports whether a tag is the alphabetically first one of tags that are each other's ancestors.
func smallestOfLoop(name string, parents map[string]string) bool {
	for at, n := parents[name], 0; n <= maxHops && at != ""; at, n = parents[at], n+1 {
		if at == name {
			return true
		}
		if at < name {
			return false
		}
	}
	return false
}

// checkDiscriminator32 holds for a property that may be missing: 3.2 wants to know what holds then.
func (w *walk) checkDiscriminator32(n *node) {
	d := n.get("discriminator")
	name := d.text("propertyName")
	if w.version != v32 || name == "" || d.has("defaultMapping") || !n.get("properties").has(name) || slices.Contains(texts(n.get("required")), name) {
		return
	}
	p := w.push("discriminator")
	w.violate(w.fieldAt(d, n.field("discriminator"), "propertyName"), "missing-field",
		say("the property %q is optional, and the discriminator does not say what holds without it", name), say("require %q, or add defaultMapping", name))
	w.pop(p)
}

// checkXML looks at the fields of xml that 3.2 deprecates in favour of nodeType.
func (w *walk) checkXML(n *node) {
	if w.version != v32 {
		return
	}
	for _, old := range [...]struct{ name, instead string }{{"attribute", "nodeType: attribute"}, {"wrapped", "nodeType: element"}} {
		f := n.field(old.name)
		if f == nil {
			continue
		}
		p := w.push(old.name)
		at := w.keyAt(f)
		w.pop(p)
		if n.has("nodeType") {
			w.violate(at, "conflict", say("%q and %q exclude each other", old.name, "nodeType"), "keep nodeType")
			continue
		}
		w.remark(at, "deprecated", "xml", old.name, say("%q of xml is deprecated since OpenAPI 3.2", old.name), "write "+old.instead)
	}
}

func (w *walk) checkSelf(n *node) {
	f := n.field("$self")
	if f == nil || f.value.kind != text || !strings.Contains(f.value.value, "#") || w.version != v32 {
		return
	}
	p := w.push("$self")
	w.violate(w.valueAt(f.value, f), "wrong-value", "$self is the address of the whole document, without a fragment", "remove what begins with #")
	w.pop(p)
}

// querystring reports parameters that cannot go together with a parameter that stands for the whole query string. The
// operation's parameters come last.
func (a *assembly) querystring(parameters []parameter) {
	if a.version != v32 {
		return
	}
	whole, query := -1, -1
	for i, p := range parameters {
		switch p.in {
		case "querystring":
			if whole >= 0 {
				a.violate(a.at(p), "conflict", "an operation has one parameter in querystring at most", "describe the whole query string in one")
				return
			}
			whole = i
		case "query":
			query = i
		}
	}
	if whole >= 0 && query >= 0 {
		a.violate(a.at(parameters[max(whole, query)]), "conflict", "an operation has a parameter in querystring or parameters in query, not both",
			"describe the whole query string in one of the two ways")
	}
}

// isSchemeURI reports whether a security requirement of 3.2 names its scheme by a URI that leads somewhere, or to where
// bdma does not look.
func (w *walk) isSchemeURI(name string) bool {
	if w.version != v32 || !strings.ContainsAny(name, "/#:.") {
		return false
	}
	t := w.resolve(w.file, w.base, name)
	return t.failure == resolved || t.failure == remote || t.failure == unsound
}

// versionName is how people call the version of the document.
func (m *Facts) versionName() string {
	if m.Document.Version == "2.0" {
		return "Swagger 2.0"
	}
	return "OpenAPI " + m.Document.Version
}

// newMethods hands over the operations of path items that 3.2 brought: query, and those of any other method.
func (a *assembly) newMethods(items []place, add func(method string, q, item place)) {
	for _, item := range items {
		if q, ok := item.child("query"); ok {
			add("query", q, item)
			break
		}
	}
	seen := make(map[string]bool)
	for _, item := range items {
		more, ok := a.child(item, "additionalOperations")
		if !ok || more.node.kind != object {
			continue
		}
		for i := range more.node.fields() {
			f := &more.node.fields()[i]
			if !seen[f.name] && isToken(f.name) && !slices.Contains(fixedMethods, f.name) && f.value.kind == object {
				seen[f.name] = true
				add(f.name, more.at(f), item)
			}
		}
	}
}

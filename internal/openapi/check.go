package openapi

import (
	"slices"
	"strings"
)

// check looks for what the table of the objects cannot say: fields that exclude or need each other.
func (w *walk) check(k objectKind, n *node, key *field) {
	for _, name := range addresses[k] {
		w.address(n, name)
	}
	w.withoutEffect(k, n)
	switch k {
	case contactObject:
		w.checkContact(n)
	case documentObject:
		w.checkDocument(n, key)
	case licenseObject:
		w.exclusive(n, "identifier", "url")
	case serverVariableObject:
		w.checkVariable(n)
	case serverObject:
		w.checkServer(n)
	case pathItemObject:
		w.checkPathItem(n)
	case callbackObject:
		w.checkCallback(n)
	case requestBodyObject, responseObject:
		w.checkContent(n)
	case encodingObject:
		w.checkEncodings(n)
	case xmlObject:
		w.checkXML(n)
	case componentsObject:
		w.checkComponents(n)
	case parameterObject:
		w.checkParameter(n, key)
	case headerObject:
		w.schemaOrContent(headerObject, n, key)
		w.checkContent(n)
		w.exclusive(n, "example", "examples")
	case mediaTypeObject:
		w.exclusive(n, "example", "examples")
		w.checkEncodings(n)
		w.checkEncoding(n)
	case responsesObject:
		if len(keys(n)) == 0 && n.ref() == nil {
			w.violate(w.objectAt(n, key), "missing-field", "there is no response", `add one: at least "default"`)
		}
	case exampleObject:
		w.checkExample(n)
	case linkObject:
		w.exclusive(n, "operationRef", "operationId")
		if !n.has("operationRef") && !n.has("operationId") {
			w.violate(w.objectAt(n, key), "missing-field", "a link has neither operationId nor operationRef", `add "operationId"`)
		}
	case schemaObject:
		w.checkSchema(n, key)
	case securitySchemeObject:
		w.checkScheme(n, key)
	}
}

// exclusive reports the second of two fields that exclude each other.
func (w *walk) exclusive(n *node, a, b string) {
	if !n.has(a) || !n.has(b) {
		return
	}
	f := n.field(b)
	p := w.push(b)
	defer w.pop(p)
	w.violate(w.keyAt(f), "conflict", say("%q and %q exclude each other", a, b), "keep one of the two")
}

func (w *walk) checkDocument(n *node, key *field) {
	if v := n.field("openapi"); v != nil && v.value.kind == text && strings.Count(v.value.value, ".") < 2 {
		p := w.push("openapi")
		w.violate(w.valueAt(v.value, v), "wrong-value", say("the version %q has no patch number", v.value.value), "write "+quote(v.value.value+".0"))
		w.pop(p)
	}
	if w.is31 && !n.has("paths") && !n.has("components") && !n.has("webhooks") {
		w.violate(w.objectAt(n, key), "missing-field", "the document has no paths, components or webhooks", `add "paths"`)
	}
	w.checkSelf(n)
	w.checkTags(n)
	w.checkTagParents(n)
}

// checkServer looks for the variables of a server's URL that are not defined.
func (w *walk) checkServer(n *node) {
	f := n.field("url")
	variables := n.get("variables")
	if f == nil || f.value.kind != text || len(f.value.value) > maxPath || variables.ref() != nil {
		return
	}
	for _, name := range templateNames(f.value.value) {
		if !variables.has(name) {
			p := w.push("url")
			w.violate(w.valueAt(f.value, f), "server-variable", say("the variable {%s} of the server's URL is not defined", name), say("add it to variables, with a default"))
			w.pop(p)
		}
	}
}

func (w *walk) checkVariable(n *node) {
	values := n.get("enum").items()
	def := n.field("default")
	if !w.is31 || def == nil || def.value.kind != text || len(values) == 0 {
		return
	}
	if !slices.ContainsFunc(values, func(v *node) bool { return v.value == def.value.value }) {
		p := w.push("default")
		w.violate(w.valueAt(def.value, def), "wrong-value", say("the default %q is not in the variable's enum", def.value.value), "add it to the enum, or choose one that is there")
		w.pop(p)
	}
}

func (w *walk) checkComponents(n *node) {
	for i := range n.fields() {
		section := &n.fields()[i]
		if strings.HasPrefix(section.name, "x-") || section.value.ref() != nil {
			continue
		}
		top := w.push(section.name)
		for j := range section.value.fields() {
			f := &section.value.fields()[j]
			if !isComponentName(f.name) {
				p := w.push(f.name)
				w.violate(w.keyAt(f), "wrong-value", say("the component name %q has characters other than letters, digits, '.', '-' and '_'", f.name),
					"rename it to "+quote(componentName(f.name)))
				w.pop(p)
			}
		}
		w.pop(top)
	}
}

func isNameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_'
}

func isComponentName(s string) bool {
	for i := range len(s) {
		if !isNameByte(s[i]) {
			return false
		}
	}
	return s != ""
}

// componentName replaces what a component's name must not have.
func componentName(s string) string {
	var b strings.Builder
	for i, c := range s {
		switch {
		case c < 0x80 && isNameByte(byte(c)):
			b.WriteRune(c)
		case i > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	if b.Len() == 0 {
		return "Unnamed"
	}
	return strings.TrimRight(b.String(), "_")
}

var stylesIn = map[string][]string{
	"path": {"matrix", "label", "simple"}, "query": {"form", "spaceDelimited", "pipeDelimited", "deepObject"}, "header": {"simple"}, "cookie": {"form", "cookie"},
}

func (w *walk) checkParameter(n *node, key *field) {
	in := n.text("in")
	if in == "path" && !n.isTrue("required") {
		at := w.fieldAt(n, key, "name")
		if n.has("required") {
			at = w.fieldAt(n, key, "required")
		}
		w.violate(at, "path-parameter", say("the path parameter %q is not required, but a path cannot do without it", n.text("name")), "write required: true")
		w.requiredAt(n)
	}
	if in == "querystring" && n.has("schema") && !n.has("content") {
		w.violate(w.fieldAt(n, key, "in"), "conflict", "a parameter in querystring has content, not a schema", "write content: {application/x-www-form-urlencoded: {schema: …}}")
	} else {
		w.schemaOrContent(parameterObject, n, key)
	}
	w.checkContent(n)
	w.exclusive(n, "example", "examples")
	if style := n.field("style"); style != nil && style.value.kind == text {
		if allowed, ok := stylesIn[in]; ok && !slices.Contains(allowed, style.value.value) && slices.Contains(objects()[parameterObject].fields["style"].allowed(w.version), style.value.value) {
			p := w.push("style")
			w.violate(w.valueAt(style.value, style), "wrong-value", say("a parameter in %s cannot have the style %q", in, style.value.value), "use "+strings.Join(allowed, " or "))
			w.pop(p)
		}
	}
}

// schemaOrContent holds for parameters and headers: one of the two, and not both.
func (w *walk) schemaOrContent(k objectKind, n *node, key *field) {
	if !n.has("schema") && !n.has("content") {
		at := w.objectAt(n, key)
		if k == parameterObject && n.has("name") {
			at = w.fieldAt(n, key, "name")
		}
		w.violate(at, "missing-field", objects()[k].name+` has neither "schema" nor "content"`, `add "schema"`)
		return
	}
	w.exclusive(n, "schema", "content")
	if c := n.field("content"); c != nil && c.value.kind == object && c.value.ref() == nil && len(c.value.fields()) != 1 {
		p := w.push("content")
		w.violate(w.keyAt(c), "wrong-value", say("the content of %s must have exactly one media type", objects()[k].name), "keep one media type")
		w.pop(p)
	}
}

func (w *walk) checkSchema(n *node, key *field) {
	w.checkDiscriminator32(n)
	if w.is31 {
		return
	}
	if n.text("type") == "array" && !n.has("items") {
		at := w.fieldAt(n, key, "type")
		w.violate(at, "missing-field", `a schema of type array has no "items"`, `say what it is an array of: add "items" ({} for anything)`)
	}
	if n.isTrue("readOnly") && n.isTrue("writeOnly") {
		w.violate(w.fieldAt(n, key, "writeOnly"), "conflict", "a property cannot be both readOnly and writeOnly", "keep one of the two")
	}
}

// schemeFields are the fields that each type of security scheme requires.
var schemeFields = map[string][]string{
	"apiKey": {"in", "name"}, "http": {"scheme"}, "oauth2": {"flows"}, "openIdConnect": {"openIdConnectUrl"}, "mutualTLS": nil,
}

func (w *walk) checkScheme(n *node, key *field) {
	f := n.field("type")
	if f == nil || f.value.kind != text {
		return
	}
	required, ok := schemeFields[f.value.value]
	switch {
	case !ok:
		hint := "use one of apiKey, http, oauth2, openIdConnect"
		if w.is31 {
			hint += ", mutualTLS"
		}
		switch f.value.value {
		case "basic", "bearer":
			hint = "write type: http and scheme: " + f.value.value
		default:
			if near := nearest(f.value.value, []string{"apiKey", "http", "oauth2", "openIdConnect"}); near != "" {
				hint = "did you mean " + quote(near) + "?"
			}
		}
		w.violate(w.fieldAt(n, key, "type"), "wrong-value", say("there is no security scheme of type %q", f.value.value), hint)
	case f.value.value == "mutualTLS" && !w.is31:
		w.violate(w.fieldAt(n, key, "type"), "wrong-version", "mutualTLS came with OpenAPI 3.1", `describe it in words, or raise "openapi" to 3.1.0`)
	}
	for _, name := range required {
		if !n.has(name) {
			w.violate(w.objectAt(n, key), "missing-field", say("a security scheme of type %s has no %q", f.value.value, name), say("add %q", name))
		}
	}
}

package openapi

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// enter adds the row of an object, if its kind has a table. Operations and paths are added later, when all references
// are known.
func (w *walk) enter(k objectKind, n *node, key *field) {
	m := w.model
	w.idle(k, n, key)
	switch k {
	case serverObject:
		w.server(n, key)
	case parameterObject:
		w.parameter(n, key)
	case requestBodyObject:
		m.RequestBodies = append(m.RequestBodies, RequestBody{At: w.objectAt(n, key), Required: n.isTrue("required"),
			HasDescription: hasText(n, "description"), MediaTypes: keys(n.get("content"))})
	case responseObject:
		row := Response{At: w.objectAt(n, key), HasDescription: hasText(n, "description"), MediaTypes: keys(n.get("content")), Headers: lowerKeys(n.get("headers"))}
		if w.parent == responsesObject && key != nil {
			row.Status = key.name
		}
		w.rowOf(n, len(m.Responses))
		m.Responses = append(m.Responses, row)
	case headerObject:
		row := Header{At: w.objectAt(n, key), Required: n.isTrue("required"), HasDescription: hasText(n, "description")}
		if row.Name = w.nameOf(n, key); key != nil {
			if w.parent != componentsObject {
				w.noteName(m.Names.Header, key.name, row.At)
			}
		}
		m.Headers = append(m.Headers, row)
	case mediaTypeObject:
		row := MediaType{At: w.objectAt(n, key), HasSchema: n.has("schema"), HasExample: n.has("example") || n.has("examples")}
		if key != nil && w.parent != componentsObject {
			row.Name = key.name
		}
		switch w.parent {
		case requestBodyObject:
			row.Owner = "request_body"
		case responseObject:
			row.Owner = "response"
		case parameterObject:
			row.Owner = "parameter"
		default:
			row.Owner = "header"
		}
		w.rowOf(n, len(m.MediaTypes))
		if row.Name != "" {
			w.noteName(m.Names.MediaType, row.Name, row.At)
		}
		m.MediaTypes = append(m.MediaTypes, row)
	case schemaObject:
		w.schema(n, key)
	case securitySchemeObject:
		w.securityScheme(n, key)
	case securityRequirementObject:
		w.requirement(n)
	case linkObject:
		w.noteLink(n, key)
	}
}

// keys lists the keys of an object in alphabetical order, extensions excepted.
func keys(n *node) []string {
	out := make([]string, 0, len(n.fields()))
	for i := range n.fields() {
		if name := n.fields()[i].name; !strings.HasPrefix(name, "x-") && name != "$ref" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// lowerKeys lists all keys of an object in lower case and alphabetical order.
func lowerKeys(n *node) []string {
	out := make([]string, 0, len(n.fields()))
	for i := range n.fields() {
		out = append(out, strings.ToLower(n.fields()[i].name))
	}
	slices.Sort(out)
	return out
}

func texts(n *node) []string {
	out := make([]string, 0, len(n.items()))
	for _, item := range n.items() {
		if item.kind == text {
			out = append(out, item.value)
		}
	}
	return out
}

// fieldAt is the place of the value of a field, or of the object when it has no such field.
func (w *walk) fieldAt(n *node, key *field, name string) facts.ID {
	f := n.field(name)
	if f == nil {
		return w.objectAt(n, key)
	}
	p := w.push(name)
	defer w.pop(p)
	return w.valueAt(f.value, f)
}

func (w *walk) parameter(n *node, key *field) {
	m := w.model
	row := Parameter{At: w.fieldAt(n, key, "name"), Name: n.text("name"), In: n.text("in"), Required: n.isTrue("required"),
		IsDeprecated: n.isTrue("deprecated"), HasDescription: hasText(n, "description")}
	if row.Name != "" {
		group := m.Names.Parameter
		if row.In == "header" {
			group = m.Names.Header
		}
		group[row.Name] = append(group[row.Name], row.At)
	}
	w.privacy(row, n)
	w.serialization(&row, n)
	w.describeParameter(&row, n)
	w.parameterSchema(&row, n)
	w.parameters[n] = len(m.Parameters)
	w.spent += nodeSize // a row of this kind is large
	m.Parameters = append(m.Parameters, row)
}

func (w *walk) schema(n *node, key *field) {
	m := w.model
	row := Schema{At: w.objectAt(n, key), Types: typesOf(n), Format: n.text("format"), IsDeprecated: n.isTrue("deprecated"),
		HasDescription: hasText(n, "description"), HasEnum: n.has("enum"), HasItems: n.has("items"),
		IsComposed: n.has("allOf") || n.has("anyOf") || n.has("oneOf"), HasMaxLength: n.has("maxLength"), HasMaxItems: n.has("maxItems")}
	row.IsNullable = w.is31 && slices.Contains(row.Types, "null") || !w.is31 && n.isTrue("nullable")
	if n.entity != wholeDocument {
		row.Name = w.usage.names[n.entity]
		if w.parent == componentsObject && row.Name != "" {
			w.noteName(m.Names.Schema, row.Name, row.At)
		}
	}
	w.stringEnum(n, key)
	w.discriminator(n)
	at := w.describeSchema(&row, n, key)
	if p := n.field("properties"); p != nil && p.value.kind == object && p.value.ref() == nil {
		row.HasProperties = len(p.value.fields()) > 0
		w.properties(n, p.value, at)
	}
	m.Schemas = append(m.Schemas, row)
	w.schemas = append(w.schemas, n.entity)
}

func (w *walk) properties(schema, properties *node, in position) {
	m := w.model
	top := w.push("properties")
	defer w.pop(top)
	w.propertyClashes(schema, properties)
	required := make(map[string]bool)
	for _, name := range texts(schema.get("required")) {
		required[name] = true
	}
	for i := range properties.fields() {
		f := &properties.fields()[i]
		if w.full() {
			return
		}
		p := w.push(f.name)
		row := Property{At: w.keyAt(f), Name: f.name, Required: required[f.name]}
		s := f.value
		if s.ref() != nil {
			if t := w.follow(place{file: w.file, node: s}, w.base); t.failure == resolved {
				s = t.node
			}
		}
		w.credential(schema, f, s)
		w.pop(p)
		row.Types, row.Format = typesOf(s), s.text("format")
		w.describeProperty(&row, schema, f, s, in)
		m.Properties = append(m.Properties, row)
		w.noteName(m.Names.Property, f.name, row.At)
	}
}

var typeLists = map[string][]string{
	"array": {"array"}, "boolean": {"boolean"}, "integer": {"integer"}, "number": {"number"}, "object": {"object"}, "string": {"string"}, "null": {"null"},
}

// typesOf returns the types of a schema; most have one of a few.
func typesOf(n *node) []string {
	t := n.get("type")
	switch {
	case t == nil:
		return []string{}
	case t.kind == text:
		if l, ok := typeLists[t.value]; ok {
			return l
		}
		return []string{t.value}
	}
	return texts(t)
}

// discriminator notes which schemas a discriminator leads to: those of its mapping, and those that extend the schema.
func (w *walk) discriminator(n *node) {
	if d := n.get("discriminator"); d != nil && d.kind == object {
		top := w.push("discriminator")
		if f := d.field("defaultMapping"); f != nil && w.version == v32 {
			w.mapping(f)
		}
		p := w.push("mapping")
		mapping := d.get("mapping")
		for i := range mapping.fields() {
			w.mapping(&mapping.fields()[i])
		}
		w.pop(p)
		w.pop(top)
	}
	if n.entity == wholeDocument {
		return
	}
	for _, s := range n.get("allOf").items() {
		if ref := s.ref(); ref != nil {
			if t := w.resolve(w.file, w.base, ref.value.value); t.failure == resolved {
				w.extends = append(w.extends, extension{n.entity, t})
			}
		}
	}
}

// mapping follows one value of a discriminator's mapping: the name of a component, or a reference.
func (w *walk) mapping(f *field) {
	v := f.value
	if v.kind != text {
		return
	}
	t := target{failure: dangling}
	isName := !strings.ContainsAny(v.value, "/#")
	if isName {
		t = w.resolve(w.root, "", "#/components/schemas/"+v.value)
	}
	hint := t.hint
	if t.failure != resolved {
		t = w.resolve(w.file, w.base, v.value)
	}
	switch {
	case t.failure == dangling:
		problem := t.problem
		if isName {
			problem = "the mapping " + quote(v.value) + " names no schema"
		} else {
			hint = t.hint
		}
		p := w.push(f.name)
		w.violate(w.valueAt(v, f), "broken-reference", problem, hint)
		w.pop(p)
	case t.failure == resolved && t.node != nil:
		e := w.entityOf(t)
		w.edge(w.owner, e)
		t.entity = e
		w.pending = append(w.pending, task{target: t, spec: &spec{shape: objectShape, object: schemaObject}, parent: w.parent})
	}
}

func (w *walk) securityScheme(n *node, key *field) {
	row := SecurityScheme{At: w.objectAt(n, key), Type: n.text("type"), Scheme: strings.ToLower(n.text("scheme")), In: n.text("in"), Flows: keys(n.get("flows"))}
	row.Name = w.nameOf(n, key)
	w.schemeDetails(&row, n)
	w.model.SecuritySchemes = append(w.model.SecuritySchemes, row)
}

func (w *walk) requirement(n *node) {
	level := "operation"
	if w.parent == documentObject {
		level = "document"
	}
	for i := range n.fields() {
		f := &n.fields()[i]
		p := w.push(f.name)
		row := SecurityRequirement{At: w.keyAt(f), Scheme: f.name, Scopes: texts(f.value), Level: level, IsDefined: w.schemes == nil || w.schemes[f.name] || w.isSchemeURI(f.name)}
		if !row.IsDefined {
			hint := "add it to components.securitySchemes"
			if w.converted {
				hint = "add it to securityDefinitions"
			}
			known := make([]string, 0, len(w.schemes))
			for name := range w.schemes {
				known = append(known, name)
			}
			if near := w.suggest(f.name, known); near != "" {
				hint = "did you mean " + quote(near) + "?"
			}
			w.violate(row.At, "undefined-scheme", "there is no security scheme "+quote(f.name), hint)
		}
		if t := w.schemeTypes[f.name]; len(row.Scopes) > 0 && !w.is31 && t != "" && t != "oauth2" && t != "openIdConnect" {
			w.roles[f.name] = true
		}
		w.model.SecurityRequirements = append(w.model.SecurityRequirements, row)
		w.requirementOwners = append(w.requirementOwners, w.owner)
		w.pop(p)
	}
}

func (w *walk) server(n *node, key *field) {
	row := Server{At: w.fieldAt(n, key, "url"), URL: n.text("url"), Variables: []string{}}
	switch w.parent {
	case documentObject:
		row.Level = "document"
	case pathItemObject:
		row.Level = "path"
	case operationObject:
		row.Level = "operation"
	default:
		row.Level = "link"
	}
	variables := n.get("variables")
	row.DefaultURL = substitute(row.URL, func(name string) string {
		row.Variables = append(row.Variables, name)
		if v := variables.get(name); v != nil && v.get("default") != nil {
			return v.get("default").value
		}
		return "{" + name + "}"
	})
	row.Scheme, row.Host = schemeAndHost(row.DefaultURL)
	row.IsRelative = row.Scheme == "" && !strings.HasPrefix(row.DefaultURL, "{")
	row.IsLocal = row.Host != "" && isLocal(row.Host)
	if row.Scheme == "http" {
		row.HTTPS = "https" + row.DefaultURL[len("http"):]
		if len(row.URL) > len("http:") && strings.EqualFold(row.URL[:len("http:")], "http:") {
			row.HTTPS = "https" + row.URL[len("http"):]
		}
	}
	w.serverDetails(&row, n)
	row.BeginsWithAPI = beginsWithAPI(row.DefaultURL)
	w.model.Servers = append(w.model.Servers, row)
}

// schemeAndHost takes a URL apart that may have anything in it.
func schemeAndHost(url string) (scheme, host string) {
	i := strings.Index(url, "://")
	if i <= 0 || !isScheme(url[:i]) {
		return "", ""
	}
	scheme = strings.ToLower(url[:i])
	host = url[i+3:]
	if j := strings.IndexAny(host, "/?#"); j >= 0 {
		host = host[:j]
	}
	if j := strings.LastIndexByte(host, '@'); j >= 0 {
		host = host[j+1:]
	}
	if strings.HasPrefix(host, "[") {
		host, _, _ = strings.Cut(host[1:], "]")
	} else {
		host, _, _ = strings.Cut(host, ":")
	}
	return scheme, strings.ToLower(host)
}

// localSuffixes are the top-level names that the public network does not have: RFC 6761, RFC 6762, RFC 8375, and
// ICANN's choice of .internal.
var localSuffixes = []string{".localhost", ".local", ".test", ".invalid", ".internal", ".home.arpa", ".lan", ".localdomain"}

// isLocal reports whether a host is one that only the same machine or private network can reach.
func isLocal(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.IsLoopback() || addr.IsPrivate() || addr.IsLinkLocalUnicast() || addr.IsUnspecified()
	}
	host = strings.TrimSuffix(host, ".")
	if strings.ContainsAny(host, "{}") {
		return false
	}
	if !strings.Contains(host, ".") {
		return true
	}
	return slices.ContainsFunc(localSuffixes, func(s string) bool { return strings.HasSuffix(host, s) })
}

// templateNames lists the names in braces, in order.
func templateNames(template string) []string {
	var out []string
	substitute(template, func(name string) string { out = append(out, name); return "" })
	return out
}

// substitute replaces names in braces.
func substitute(template string, value func(name string) string) string {
	if strings.IndexByte(template, '{') < 0 {
		return template
	}
	var b strings.Builder
	for {
		i := strings.IndexByte(template, '{')
		j := -1
		if i >= 0 {
			j = strings.IndexByte(template[i:], '}')
		}
		if j < 0 {
			b.WriteString(template)
			return b.String()
		}
		b.WriteString(template[:i])
		b.WriteString(value(template[i+1 : i+j]))
		template = template[i+j+1:]
	}
}

// noteName notes where a name is used. One that is new is told in tables of its own.
func (w *walk) noteName(group names, name string, at facts.ID) {
	if _, ok := group[name]; !ok {
		w.spent += nodeSize
	}
	group[name] = append(group[name], at)
}

package openapi

import (
	"slices"
	"strings"
)

// idle notes what the specification says is ignored where it stands. That of Swagger 2.0 says it of no header.
func (w *walk) idle(k objectKind, n *node, key *field) {
	switch k {
	case parameterObject:
		w.idleParameter(n, key)
	case responseObject:
		headers := n.field("headers")
		if headers == nil || w.converted {
			return
		}
		p := w.push("headers")
		for i := range headers.value.fields() {
			if f := &headers.value.fields()[i]; strings.EqualFold(f.name, "Content-Type") {
				q := w.push(f.name)
				w.model.Ineffective = append(w.model.Ineffective, Ineffective{At: w.keyAt(f), Kind: "response-header", Name: f.name})
				w.pop(q)
			}
		}
		w.pop(p)
	case mediaTypeObject:
		if key != nil {
			w.idleEncoding(n, key)
		}
	}
}

func (w *walk) idleParameter(n *node, key *field) {
	in, name := n.text("in"), n.text("name")
	add := func(kind, keyword string, where string) {
		row := Ineffective{At: w.fieldAt(n, key, keyword), Kind: kind, Name: name, Keyword: keyword, Where: where}
		if kind == "parameter" {
			p := w.push(keyword)
			at := w.keyAt(n.field(keyword))
			row.KeywordAt = &at
			w.pop(p)
		}
		w.model.Ineffective = append(w.model.Ineffective, row)
	}
	// Swagger 2.0 reserves no header: securityDefinitions and consumes say the same, and do not silence a parameter.
	if in == "header" && !w.converted {
		switch strings.ToLower(name) {
		case "accept", "content-type", "authorization":
			add("header-parameter", "name", "")
			return
		}
	}
	if in == "" || name == "" {
		return
	}
	if n.isTrue("allowEmptyValue") && in != "query" {
		add("parameter", "allowEmptyValue", "a parameter in "+in)
	}
	if n.isTrue("allowReserved") && in != "query" && w.version != v32 {
		add("parameter", "allowReserved", "a parameter in "+in)
	}
	if n.has("explode") && n.has("schema") {
		s, ok := n.get("schema"), true
		if s.ref() != nil {
			t := w.follow(place{file: w.file, node: s}, w.base)
			s, ok = t.node, t.failure == resolved
		}
		if !ok || s == nil || s.kind != object {
			return
		}
		types := slices.DeleteFunc(slices.Clone(typesOf(s)), func(t string) bool { return t == "null" })
		if len(types) == 1 && types[0] != "array" && types[0] != "object" {
			add("parameter", "explode", "a parameter of type "+types[0])
		}
	}
}

// idleEncoding looks at the encoding of a media type, which is for forms.
func (w *walk) idleEncoding(n *node, key *field) {
	encoding := n.field("encoding")
	if encoding == nil || encoding.value.kind != object || len(encoding.value.fields()) == 0 || encoding.value.ref() != nil {
		return
	}
	name := bareType(key.name)
	if strings.HasPrefix(name, "multipart/") || name == "application/x-www-form-urlencoded" || strings.HasPrefix(name, "*/") {
		return
	}
	p := w.push("encoding")
	w.model.Ineffective = append(w.model.Ineffective, Ineffective{At: w.keyAt(encoding), Kind: "encoding", Name: key.name, Keyword: "encoding", Where: "a body that is no form"})
	w.pop(p)
}

// serialization fills the columns about how a parameter is written.
func (w *walk) serialization(row *Parameter, n *node) {
	row.AllowsEmpty = n.isTrue("allowEmptyValue")
	row.HasSerialization = n.has("style") && n.has("explode")
	s := n.get("schema")
	if s.ref() != nil {
		s = nil
		if t := w.follow(place{file: w.file, node: n.get("schema")}, w.base); t.failure == resolved {
			s = t.node
		}
	}
	row.IsArray = slices.Contains(typesOf(s), "array")
}

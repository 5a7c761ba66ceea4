package contract

import (
	"cmp"
	"slices"
	"strings"
)

// content compares representations: by their names, else by what covers what, by what differs in parameters alone, and as the only
// ones that are written in the same syntax. In is "request" or "response".
func (c *comparison) content(p *pair, was, is []*Media, wasAt, isAt Place, in string) {
	old, now := mediaOf(was), mediaOf(is)
	say := func(ch Change) {
		ch.In = in
		ch.Subject = isAt.Label()
		if len(was) > 0 && len(is) > 0 && was[0].List != nil && is[0].List != nil {
			// One line says it of all bodies that have the list.
			ch.At, ch.Was, ch.Subject = is[0].List, was[0].List, choose(in == "request", "the request body", "the response")
		}
		c.change(p, ch)
	}
	pair := func(o, n *Media) {
		p.lead(c.pair(o, n, func(q *pair) { c.media(q, o, n) }), either)
	}
	var gone []*Media
	for _, o := range was {
		if n := now[mediaName(o.Name)]; n != nil {
			pair(o, n)
		} else if old[mediaName(o.Name)] == o {
			gone = append(gone, o)
		}
	}
	came := slices.DeleteFunc(slices.Clone(is), func(n *Media) bool { return old[mediaName(n.Name)] != nil || now[mediaName(n.Name)] != n })
	left := mediaOf(gone)

	// A range that came in place of a name, or a name in place of a range.
	told := make(map[*Media]bool)
	gone = slices.DeleteFunc(gone, func(o *Media) bool {
		n := now.covering(o.Name)
		if n == nil {
			return false
		}
		pair(o, n)
		told[o] = true
		if old[mediaName(n.Name)] != nil {
			say(Change{Kind: "media-type-removed", Effect: Neutral, At: isAt, Was: o.At, Name: o.Name, Detail: Detail{CoveredBy: n.Name}})
			return true
		}
		told[n] = true
		say(Change{Kind: namingKind(o, n), Effect: Widens, At: n.At, Was: o.At, Name: o.Name, From: o.Name, To: n.Name})
		return true
	})
	special := make(map[*Media][]*Media)
	for _, n := range came {
		o := old.covering(n.Name)
		if o == nil {
			continue
		}
		pair(o, n)
		if told[n] {
			continue
		}
		told[n] = true
		if left[mediaName(o.Name)] == o && !told[o] {
			special[o] = append(special[o], n)
			continue
		}
		say(Change{Kind: "media-type-added", Effect: Neutral, At: n.At, Was: o.At, Name: n.Name, Detail: Detail{CoveredBy: o.Name}})
	}
	gone = slices.DeleteFunc(gone, func(o *Media) bool {
		list := special[o]
		if len(list) == 0 {
			return false
		}
		names := make([]string, len(list))
		for i, n := range list {
			names[i] = n.Name
		}
		say(Change{Kind: namingKind(o, list[0]), Effect: Narrows, At: list[0].At, Was: o.At, Name: o.Name, From: o.Name, To: strings.Join(names, ", ")})
		return true
	})
	came = slices.DeleteFunc(came, func(n *Media) bool { return told[n] })

	for _, key := range []func(string) string{mediaBase, mediaSyntax} {
		gone, came = matchMedia(gone, came, key, func(o, n *Media) {
			pair(o, n)
			say(Change{Kind: renamingKind(o, n), Effect: Differs, At: n.At, Was: o.At, Name: o.Name, From: o.Name, To: n.Name})
		})
	}
	for _, o := range gone {
		say(Change{Kind: "media-type-removed", Effect: Narrows, At: isAt, Was: o.At, Name: o.Name})
	}
	for _, n := range came {
		say(Change{Kind: "media-type-added", Effect: Widens, At: n.At, Was: wasAt, Name: n.Name})
	}
}

// namingKind tells whether two names differ in their parameters alone.
func namingKind(o, n *Media) string {
	return choose(mediaBase(o.Name) == mediaBase(n.Name), "media-type-parameter", "media-type-name")
}

// renamingKind tells what else there is from a name that says less of the content: JSON in place of a vendor's kind of JSON.
func renamingKind(o, n *Media) string {
	kind := namingKind(o, n)
	if strings.Contains(mediaBase(n.Name), "+") && kind == "media-type-name" {
		return "media-type-renamed"
	}
	return kind
}

// matchMedia takes out those that are the only ones of a key on both sides.
func matchMedia(gone, came []*Media, key func(string) string, same func(o, n *Media)) (left, new []*Media) {
	count := make(map[string][2]int)
	index := make(map[string]*Media)
	for i, list := range [][]*Media{gone, came} {
		for _, m := range list {
			n := count[key(m.Name)]
			n[i]++
			count[key(m.Name)] = n
		}
	}
	for _, n := range came {
		index[key(n.Name)] = n
	}
	only := func(m *Media) bool { return key(m.Name) != "" && count[key(m.Name)] == [2]int{1, 1} }
	for _, o := range gone {
		if only(o) {
			same(o, index[key(o.Name)])
		} else {
			left = append(left, o)
		}
	}
	return left, slices.DeleteFunc(slices.Clone(came), only)
}

// mediaIndex are representations by their names.
type mediaIndex map[string]*Media

func mediaOf(list []*Media) mediaIndex {
	index := make(mediaIndex, len(list))
	for _, m := range list {
		if name := mediaName(m.Name); index[name] == nil {
			index[name] = m
		}
	}
	return index
}

// covering returns what has a media type without being of its name: the type without its parameters, or a range.
func (x mediaIndex) covering(name string) *Media {
	name = mediaName(name)
	base := mediaBase(name)
	kind, _, _ := strings.Cut(base, "/")
	for _, wider := range [...]string{base, kind + "/*", "*/*"} {
		if m := x[wider]; m != nil && wider != name {
			return m
		}
	}
	return nil
}

// mediaName writes media types that mean the same alike.
func mediaName(name string) string {
	parts := strings.Split(strings.ToLower(name), ";")
	for i := range parts {
		key, value, ok := strings.Cut(parts[i], "=")
		parts[i] = strings.TrimSpace(key)
		if ok {
			parts[i] += "=" + strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	slices.Sort(parts[1:])
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" || s == "charset=utf-8" }), ";")
}

// mediaBase is a media type without its parameters.
func mediaBase(name string) string {
	base, _, _ := strings.Cut(mediaName(name), ";")
	return base
}

// mediaSyntax is what a media type is written in, as its suffix or it itself tells; empty for what is none of many.
func mediaSyntax(name string) string {
	base := mediaBase(name)
	_, sub, _ := strings.Cut(base, "/")
	if i := strings.LastIndexByte(sub, '+'); i >= 0 {
		return sub[i+1:]
	}
	switch sub {
	case "json", "xml", "yaml", "cbor":
		return sub
	case "x-yaml":
		return "yaml"
	}
	return ""
}

// isForm reports whether the parts of a media type are written one by one.
func isForm(name string) bool {
	base := mediaBase(name)
	return base == urlencoded || strings.HasPrefix(base, "multipart/")
}

const urlencoded = "application/x-www-form-urlencoded"

// media compares a representation with what became of it.
func (c *comparison) media(p *pair, was, is *Media) {
	old, now := was.ItemSchema, is.ItemSchema
	p.xml = mediaSyntax(was.Name) == "xml" && mediaSyntax(is.Name) == "xml"
	switch {
	case old == nil && now != nil && is.Schema == nil && isList(was.Schema):
		// A stream that was described as the list of what comes one by one.
		c.schemas(p, shapeOf(was.Schema).items, now, was.At, is.At, either)
	case old != nil && now == nil && was.Schema == nil && isList(is.Schema):
		c.schemas(p, old, shapeOf(is.Schema).items, was.At, is.At, either)
	default:
		c.mediaSchema(p, was, is, "", was.Schema, is.Schema)
		c.mediaSchema(p, was, is, "itemSchema", old, now)
	}
	if isForm(was.Name) && isForm(is.Name) {
		c.encodings(p, parted{"", was.At, was.Schema, was.ItemSchema, was.Encodings}, parted{"", is.At, is.Schema, is.ItemSchema, is.Encodings}, mediaBase(is.Name) == urlencoded)
	}
}

// isList reports whether a schema says nothing but that there is a list of some items.
func isList(s *Schema) bool {
	return s != nil && shapeOf(s).types == Array && shapeOf(s).items != nil && len(shapeOf(s).counts) == 0
}

// mediaSchema compares schemas of which either may be missing. All that a schema asks for is one change when it comes or goes.
func (c *comparison) mediaSchema(p *pair, was, is *Media, name string, old, now *Schema) {
	if old != nil && now != nil || old == now {
		if p.xml && old != nil {
			c.xmlRoot(p, old, now)
		}
		c.schemas(p, old, now, was.At, is.At, either)
		return
	}
	some := cmp.Or(old, now)
	if shapeOf(some).unknown || saysNothing(some) {
		return
	}
	ch := Change{Kind: "media-schema", Effect: Narrows, At: is.At, Was: was.At, Subject: is.At.Label(), Name: name, From: "anything", To: some.text()}
	if old != nil {
		ch.Effect, ch.From, ch.To = Widens, some.text(), "anything"
	}
	c.change(p, ch)
}

// text names a schema for people.
func (s *Schema) text() string { return cmp.Or(s.Name, shapeOf(s).summary()) }

// saysNothing reports whether a schema allows whatever there is. That bytes are bytes is said by the media type too.
func saysNothing(s *Schema) bool {
	f := *shapeOf(s)
	if f.types == String && f.format == "binary" {
		f.types, f.format = AnyType, ""
	}
	bare := Schema{At: s.At, shape: &f}
	return fingerprint(&bare) == fingerprint(anything(s.At))
}

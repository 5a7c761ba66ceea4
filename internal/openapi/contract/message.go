package contract

import (
	"cmp"
	"slices"
	"strings"
)

// parameterID tells the parameters of an operation apart. The case of headers does not.
type parameterID struct{ in, name string }

func (p *Parameter) id() parameterID {
	if p.In == "header" {
		return parameterID{p.In, strings.ToLower(p.Name)}
	}
	return parameterID{p.In, p.Name}
}

// parameters compares the parameters of an operation. Those of the path belong together by where they stand in it.
func (c *comparison) parameters(p *pair, was, is *Operation, w way) {
	renamed := make(map[string]string)
	if old, now := templateNames(was.Path), templateNames(is.Path); len(old) == len(now) && !was.IsCalled {
		for i := range old {
			renamed[old[i]] = now[i]
		}
	}
	index := make(map[parameterID]*Parameter, len(is.Parameters))
	for _, n := range is.Parameters {
		index[n.id()] = n
	}
	met := make(map[*Parameter]bool)
	for _, o := range was.Parameters {
		id := o.id()
		if name, ok := renamed[o.Name]; ok && o.In == "path" {
			id.name = name
		}
		n := index[id]
		if n == nil {
			n = moved(o, was, is)
		}
		if n == nil {
			if !is.Partial {
				c.change(p, Change{Kind: "parameter-removed", Effect: Widens, At: is.At, Was: o.At, Subject: o.label(), Name: o.Name,
					Detail: Detail{In: o.In, Required: o.Required, Life: o.Life}})
			}
			continue
		}
		met[n] = true
		p.lead(c.pair(o, n, func(q *pair) { c.parameter(q, o, n) }), w)
	}
	if was.Partial {
		return
	}
	for _, n := range is.Parameters {
		if !met[n] {
			c.change(p, Change{Kind: "parameter-added", Effect: cmpEffect(n.Required, Narrows, Neutral), At: n.At, Was: was.At, Subject: n.label(), Name: n.Name,
				Detail: Detail{In: n.In, Required: n.Required, HasDefault: n.hasDefault(), Life: n.Life}})
		}
	}
}

func cmpEffect(is bool, then, otherwise Effect) Effect {
	if is {
		return then
	}
	return otherwise
}

// moved finds the parameter of the same name in another place, when it is the only one and was in one place before.
func moved(o *Parameter, was, is *Operation) *Parameter {
	if o.In == "path" {
		return nil
	}
	var found *Parameter
	for _, n := range is.Parameters {
		if n.Name == o.Name && n.In != "path" && !slices.ContainsFunc(was.Parameters, func(p *Parameter) bool { return p.id() == n.id() }) {
			if found != nil {
				return nil
			}
			found = n
		}
	}
	return found
}

func (p *Parameter) label() string {
	return "the " + p.In + " parameter " + p.Name + " of " + p.Of
}

func (p *Parameter) hasDefault() bool {
	return p.Schema != nil && shapeOf(p.Schema).fallback != nil
}

// parameter compares a parameter of a request, or a header of a response, with what became of it.
func (c *comparison) parameter(p *pair, was, is *Parameter) {
	say := func(kind string, effect Effect, from, to string) {
		c.change(p, Change{Kind: kind, Effect: effect, At: is.At, Was: was.At, Subject: is.label(), Name: is.Name, From: from, To: to,
			Detail: Detail{In: is.In, Required: is.Required, HasDefault: is.hasDefault(), Life: was.Life}})
	}
	kind := "parameter"
	if is.In == "response header" {
		kind = "header"
	}
	switch {
	case was.In != is.In:
		say(kind+"-moved", Differs, was.In, is.In)
	case was.Name != is.Name && is.In == "path":
		say("path-parameter-renamed", Neutral, was.Name, is.Name)
	}
	c.life(p, was.Life, is.Life, func() Change {
		return Change{At: is.At, Was: was.At, Subject: is.label(), Name: is.Name, Detail: Detail{In: is.In}}
	})
	if was.Required != is.Required {
		if is.Required {
			say(kind+"-required", Narrows, "optional", "required")
		} else {
			say(kind+"-optional", Widens, "required", "optional")
		}
	}
	if was.In == is.In {
		if was.Style != is.Style {
			say(kind+"-style", Differs, was.Style, is.Style)
		} else if was.Explode != is.Explode {
			say(kind+"-explode", Differs, explode(was.Explode), explode(is.Explode))
		}
	}
	if was.AllowReserved != is.AllowReserved {
		say(kind+"-allow-reserved", Neutral, yes(was.AllowReserved), yes(is.AllowReserved))
	}
	if was.AllowEmpty != is.AllowEmpty {
		say(kind+"-allow-empty", cmpEffect(is.AllowEmpty, Widens, Narrows), yes(was.AllowEmpty), yes(is.AllowEmpty))
	}
	if was.Content == nil && is.Content == nil {
		if !c.spelled(p, was, is) {
			c.schemas(p, was.Schema, is.Schema, was.At, is.At, either)
		}
		return
	}
	c.content(p, was.Content, is.Content, was.At, is.At, either)
}

func explode(b bool) string {
	if b {
		return "explode: true"
	}
	return "explode: false"
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// bodies compares what requests carry.
func (c *comparison) bodies(p *pair, was, is *Operation, w way) {
	switch {
	case was.Body == nil && is.Body == nil || was.Partial || is.Partial:
	case was.Body == nil:
		c.change(p, Change{Kind: "request-body-added", Effect: cmpEffect(is.Body.Required, Narrows, Widens), At: is.Body.At, Was: was.At, Subject: "the request body of " + is.Name,
			Detail: Detail{Required: is.Body.Required}})
	case is.Body == nil:
		c.change(p, Change{Kind: "request-body-removed", Effect: Narrows, At: is.At, Was: was.Body.At, Subject: "the request body of " + is.Name, Detail: Detail{Required: was.Body.Required}})
	default:
		p.lead(c.pair(was.Body, is.Body, func(q *pair) { c.body(q, was.Body, is.Body) }), w)
	}
}

func (c *comparison) body(p *pair, was, is *Body) {
	if was.Partial || is.Partial {
		return
	}
	if was.Required != is.Required {
		kind, effect := "request-body-required", Narrows
		if !is.Required {
			kind, effect = "request-body-optional", Widens
		}
		c.change(p, Change{Kind: kind, Effect: effect, At: is.At, Was: was.At, Subject: is.At.Label()})
	}
	c.content(p, was.Content, is.Content, was.At, is.At, either)
}

// content compares representations by their names.
func (c *comparison) content(p *pair, was, is []*Media, wasAt, isAt Place, ways way) {
	name := func(m *Media) string { return mediaName(m.Name) }
	index := make(map[string]*Media, len(is))
	for _, m := range is {
		index[name(m)] = m
	}
	met := make(map[*Media]bool)
	for _, o := range was {
		n := index[name(o)]
		if n == nil {
			covered := ""
			for _, m := range is {
				if covers(m.Name, o.Name) {
					covered, n = m.Name, m
				}
			}
			if n == nil {
				c.change(p, Change{Kind: "media-type-removed", Effect: Narrows, At: isAt, Was: o.At, Subject: isAt.Label(), Name: o.Name, Detail: Detail{CoveredBy: covered}})
				continue
			}
		}
		met[n] = true
		p.lead(c.pair(o, n, func(q *pair) {
			c.schemas(q, o.Schema, n.Schema, o.At, n.At, either)
			c.schemas(q, o.ItemSchema, n.ItemSchema, o.At, n.At, either)
			c.encodings(q, o, n)
		}), ways)
	}
	for _, n := range is {
		if !met[n] {
			c.change(p, Change{Kind: "media-type-added", Effect: Widens, At: n.At, Was: wasAt, Subject: isAt.Label(), Name: n.Name})
		}
	}
}

// encodings compares how the properties of a form are written.
func (c *comparison) encodings(p *pair, was, is *Media) {
	for _, name := range sortedNames(was.Encodings, is.Encodings) {
		o, inOld := was.Encodings[name]
		n, inNew := is.Encodings[name]
		at, from := n.At, o.At
		if !inNew {
			at = is.At
		}
		if !inOld {
			from = was.At
		}
		if o.ContentType != n.ContentType {
			c.change(p, Change{Kind: "encoding-content-type", Effect: Differs, At: at, Was: from, Subject: is.At.Label(), Name: name, From: o.ContentType, To: n.ContentType})
		}
		if inOld && inNew && (o.Style != n.Style || o.Explode != n.Explode) {
			c.change(p, Change{Kind: "encoding-style", Effect: Differs, At: at, Was: from, Subject: is.At.Label(), Name: name, From: o.Style + ", " + explode(o.Explode), To: n.Style + ", " + explode(n.Explode)})
		}
	}
}

// mediaName writes media types that mean the same alike.
func mediaName(name string) string {
	parts := strings.Split(strings.ToLower(name), ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	slices.Sort(parts[1:])
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" || s == "charset=utf-8" }), ";")
}

// covers reports whether a range such as */* or text/* has a media type.
func covers(rng, name string) bool {
	rng, name = mediaName(rng), mediaName(name)
	if rng == "*/*" {
		return true
	}
	prefix, ok := strings.CutSuffix(rng, "/*")
	return ok && strings.HasPrefix(name, prefix+"/")
}

// responses compares answers by their status.
func (c *comparison) responses(p *pair, was, is *Operation, w way) {
	index := make(map[string]*Response, len(is.Responses))
	for _, r := range is.Responses {
		index[strings.ToUpper(r.Status)] = r
	}
	met := make(map[*Response]bool)
	for _, o := range was.Responses {
		n := index[strings.ToUpper(o.Status)]
		if n == nil {
			if is.Partial {
				continue
			}
			covered := ""
			for _, r := range is.Responses {
				if r.Status == "default" && covered == "" || isRange(r.Status, o.Status) {
					covered = r.Status
				}
			}
			c.change(p, Change{Kind: "response-removed", Effect: Narrows, At: is.At, Was: o.At, Subject: "the " + o.Status + " response of " + is.Name, Name: o.Status,
				Detail: Detail{CoveredBy: covered}})
			continue
		}
		met[n] = true
		p.lead(c.pair(o, n, func(q *pair) { c.response(q, o, n) }), w)
	}
	if was.Partial {
		return
	}
	for _, n := range is.Responses {
		if !met[n] {
			covered := ""
			for _, r := range was.Responses {
				if r.Status == "default" && covered == "" || isRange(r.Status, n.Status) {
					covered = r.Status
				}
			}
			c.change(p, Change{Kind: "response-added", Effect: Widens, At: n.At, Was: was.At, Subject: "the " + n.Status + " response of " + is.Name, Name: n.Status,
				Detail: Detail{CoveredBy: covered}})
		}
	}
}

// isRange reports whether 4XX has a status.
func isRange(rng, status string) bool {
	return len(rng) == 3 && len(status) == 3 && strings.EqualFold(rng[1:], "XX") && rng[0] == status[0]
}

func (c *comparison) response(p *pair, was, is *Response) {
	if was.Partial || is.Partial {
		return
	}
	index := make(map[string]*Parameter, len(is.Headers))
	for _, h := range is.Headers {
		index[strings.ToLower(h.Name)] = h
	}
	met := make(map[*Parameter]bool)
	for _, o := range was.Headers {
		n := index[strings.ToLower(o.Name)]
		if n == nil {
			c.change(p, Change{Kind: "header-removed", Effect: Narrows, At: is.At, Was: o.At, Subject: is.At.Label(), Name: o.Name, Detail: Detail{Required: o.Required, Life: o.Life}})
			continue
		}
		met[n] = true
		p.lead(c.pair(o, n, func(q *pair) { c.parameter(q, o, n) }), either)
	}
	for _, n := range is.Headers {
		if !met[n] {
			c.change(p, Change{Kind: "header-added", Effect: Widens, At: n.At, Was: was.At, Subject: is.At.Label(), Name: n.Name, Detail: Detail{Required: n.Required}})
		}
	}
	switch {
	case len(was.Content) > 0 && len(is.Content) == 0:
		c.change(p, Change{Kind: "response-body-removed", Effect: Narrows, At: is.At, Was: was.At, Subject: is.At.Label()})
	case len(was.Content) == 0 && len(is.Content) > 0:
		c.change(p, Change{Kind: "response-body-added", Effect: Widens, At: is.At, Was: was.At, Subject: is.At.Label()})
	default:
		c.content(p, was.Content, is.Content, was.At, is.At, either)
	}
	for _, name := range sortedNames(was.Links, is.Links) {
		switch {
		case is.Links[name] == nil:
			c.change(p, Change{Kind: "link-removed", Effect: Neutral, At: is.At, Was: was.Links[name], Subject: is.At.Label(), Name: name})
		case was.Links[name] == nil:
			c.change(p, Change{Kind: "link-added", Effect: Neutral, At: is.Links[name], Was: was.At, Subject: is.At.Label(), Name: name})
		}
	}
}

// sortedNames are the keys of two maps, each once.
func sortedNames[V any](a, b map[string]V) []string {
	names := make([]string, 0, len(a)+len(b))
	for name := range a {
		names = append(names, name)
	}
	for name := range b {
		names = append(names, name)
	}
	slices.SortFunc(names, cmp.Compare[string])
	return slices.Compact(names)
}

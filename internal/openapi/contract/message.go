package contract

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// parameterID tells the parameters of an operation apart. The case of headers does not.
type parameterID struct{ in, name string }

func (p *Parameter) id() parameterID {
	if p.isHeader() {
		return parameterID{p.In, strings.ToLower(p.Name)}
	}
	return parameterID{p.In, p.Name}
}

func (p *Parameter) isHeader() bool { return p.In == "header" || p.In == responseHeader }

// responseHeader is where the headers of responses are, and those of the parts of a form.
const responseHeader = "response header"

// side is what goes one way of an operation; the pair for its changes is made when there is one.
type side struct {
	*comparison
	of   *pair
	ways way
	own  *pair
}

func (s *side) say(ch Change) {
	if s.own == nil {
		s.own = &pair{}
		s.of.lead(int32(len(s.pairs)), s.ways)
		s.pairs = append(s.pairs, s.own)
	}
	s.change(s.own, ch)
}

// parameters compares the parameters of an operation. Those of the path belong together by where they stand in it, others by
// their names, else as the only ones of a name in another place, or of a name that is spelt otherwise.
func (c *comparison) parameters(p *pair, was, is *Operation, w way) {
	renamed := make(map[string]string)
	if old, now := templateNames(was.Path), templateNames(is.Path); len(old) == len(now) && !was.IsCalled {
		for i := range old {
			renamed[old[i]] = now[i]
		}
	}
	gone, came := was.Parameters, is.Parameters
	for i, key := range []func(p *Parameter, old bool) parameterID{
		func(p *Parameter, old bool) parameterID {
			id := p.id()
			if name, ok := renamed[p.Name]; ok && old && p.In == "path" {
				id.name = name
			}
			return id
		},
		func(p *Parameter, _ bool) parameterID { return parameterID{"", p.Name} },
		func(p *Parameter, _ bool) parameterID { return parameterID{p.In, spelling(p.Name)} },
	} {
		var both [][2]*Parameter
		gone, came, both = matchParameters(gone, came, key, i > 0)
		for _, m := range both {
			p.lead(c.pair(m[0], m[1], func(q *pair) { c.parameter(q, m[0], m[1]) }), w)
		}
	}
	s := &side{comparison: c, of: p, ways: w}
	for _, o := range gone {
		if !is.Partial {
			s.say(Change{Kind: "parameter-removed", Effect: cmpEffect(o.Required && o.In != "path", Widens, Neutral), At: is.At, Was: o.At, Subject: o.At.Label(), Name: o.Name,
				Detail: Detail{In: o.In, Required: o.Required, Life: o.Life}})
		}
	}
	for _, n := range came {
		if !was.Partial {
			c.undeclared(p, was, n, w)
			// The paths are alike: what is said of a part of them now was a part of them before.
			s.say(Change{Kind: "parameter-added", Effect: cmpEffect(n.Required && n.In != "path", Narrows, Neutral), At: n.At, Was: was.At, Subject: n.At.Label(), Name: n.Name,
				Detail: Detail{In: n.In, Required: n.Required, HasDefault: n.hasDefault(), Life: n.Life}})
		}
	}
}

// undeclared compares a parameter of the path that was declared by nobody, so that any text could be sent: some values of it are
// refused where there is an enum now. What it is apart from that is only written down.
func (c *comparison) undeclared(p *pair, was *Operation, n *Parameter, w way) {
	if n.In != "path" || n.Schema == nil || was.IsCalled || shapeOf(n.Schema).unknown || shapeOf(n.Schema).enum == nil {
		return
	}
	old := *n.Schema
	f := *shapeOf(n.Schema)
	f.enum, f.open, f.types = nil, false, f.written
	old.At, old.shape = was.At, &f
	f.source = &old
	c.schemas(p, &old, n.Schema, was.At, n.At, w)
}

// matchParameters pairs parameters of one key. A guess is sure only of the only ones on both sides, beside those of the path, whose
// names nobody sends, and those that were deprecated: they go, and what is like them came for others.
func matchParameters(gone, came []*Parameter, key func(p *Parameter, old bool) parameterID, guess bool) (left, new []*Parameter, both [][2]*Parameter) {
	index := func(list []*Parameter, old bool) map[parameterID]*Parameter {
		m := make(map[parameterID]*Parameter, len(list))
		for _, p := range list {
			id := key(p, old)
			if _, again := m[id]; !again {
				m[id] = p
			} else if guess {
				m[id] = nil
			}
		}
		return m
	}
	old, now := index(gone, true), index(came, false)
	met := make(map[*Parameter]bool)
	for _, o := range gone {
		n := now[key(o, true)]
		if n == nil || old[key(o, true)] != o || guess && (o.In == "path" || n.In == "path" || o.Life.Deprecated) {
			left = append(left, o)
			continue
		}
		met[n] = true
		both = append(both, [2]*Parameter{o, n})
	}
	return left, slices.DeleteFunc(slices.Clone(came), func(p *Parameter) bool { return met[p] }), both
}

// spelling is what names have in common that are written in another case or with other separators: userId, user_id, userIDs[].
func spelling(name string) string {
	letters := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
	return cmp.Or(letters, name)
}

func cmpEffect(is bool, then, otherwise Effect) Effect {
	if is {
		return then
	}
	return otherwise
}

func (p *Parameter) hasDefault() bool {
	return p.Schema != nil && shapeOf(p.Schema).fallback != nil
}

// parameter compares a parameter of a request, or a header of a response, with what became of it.
func (c *comparison) parameter(p *pair, was, is *Parameter) {
	kind, subject := choose(is.In == responseHeader, "header", "parameter"), is.At.Label()
	say := func(kind string, effect Effect, from, to string) {
		c.change(p, Change{Kind: kind, Effect: effect, At: is.At, Was: was.At, Subject: subject, Name: is.Name, From: from, To: to,
			Detail: Detail{In: is.In, Required: is.Required, HasDefault: is.hasDefault(), Life: was.Life}})
	}
	switch {
	case was.In != is.In:
		say(kind+"-moved", Differs, was.In, is.In)
	case was.Name != is.Name && is.In == "path":
		say("path-parameter-renamed", Neutral, was.Name, is.Name)
	case was.id() != is.id():
		say(kind+"-renamed", Differs, was.Name, is.Name)
	}
	c.life(p, was.Life, is.Life, func() Change {
		return Change{At: is.At, Was: was.At, Subject: subject, Name: is.Name, Detail: Detail{In: is.In}}
	})
	if was.Required != is.Required {
		if is.Required {
			say(kind+"-required", Narrows, "optional", "required")
		} else {
			say(kind+"-optional", Widens, "required", "optional")
		}
	}
	if was.AllowReserved != is.AllowReserved && is.In == "query" {
		say(kind+"-allow-reserved", cmpEffect(is.AllowReserved, Widens, Narrows), reserved(was.AllowReserved), reserved(is.AllowReserved))
	}
	if was.AllowEmpty != is.AllowEmpty && is.In == "query" {
		say(kind+"-allow-empty", cmpEffect(is.AllowEmpty, Widens, Narrows), valued(was.AllowEmpty), valued(is.AllowEmpty))
	}
	old, now := was.serialization(), is.serialization()
	if was.In == is.In {
		if a, b, ok := serialized(is.Name, old, now); ok {
			say(choose(old.style != now.style || old.media != now.media, kind+"-style", kind+"-explode"), Differs, a, b)
		}
	}
	if was.Required && is.Required {
		old.schema, now.schema = withoutDefaults(old.schema, now.schema)
	}
	if old.media == "" && now.media == "" {
		var done bool
		say := func(effect Effect, at, wasAt Place, from, to string) {
			c.change(p, Change{Kind: "type", Effect: effect, At: at, Was: wasAt, Subject: subject, From: from, To: to})
		}
		old.schema, now.schema = repeated(old, now, say)
		if old.schema, done = c.textual(old.schema, now.schema, say); done {
			return
		}
	}
	p.xml = mediaSyntax(old.media) == "xml" && mediaSyntax(now.media) == "xml"
	c.schemas(p, old.schema, now.schema, was.At, is.At, either)
}

func reserved(allowed bool) string {
	return choose(allowed, "with reserved characters as they are", "with reserved characters encoded")
}

func valued(empty bool) string { return choose(empty, "without a value", "with a value") }

func choose(is bool, then, otherwise string) string {
	if is {
		return then
	}
	return otherwise
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// bodies compares what requests carry.
func (c *comparison) bodies(p *pair, was, is *Operation, w way) {
	s := &side{comparison: c, of: p, ways: w}
	switch {
	case was.Body == nil && is.Body == nil:
	case was.Body == nil:
		s.say(Change{Kind: "request-body-added", Effect: cmpEffect(is.Body.Required, Differs, Widens), At: is.Body.At, Was: was.At, Subject: "the request body of " + is.Name,
			Detail: Detail{Required: is.Body.Required}})
	case is.Body == nil:
		s.say(Change{Kind: "request-body-removed", Effect: cmpEffect(was.Body.Required, Differs, Narrows), At: is.At, Was: was.Body.At, Subject: "the request body of " + is.Name,
			Detail: Detail{Required: was.Body.Required}})
	default:
		p.lead(c.pair(was.Body, is.Body, func(q *pair) { c.body(q, was.Body, is.Body) }), w)
	}
}

func (c *comparison) body(p *pair, was, is *Body) {
	if was.Partial || is.Partial {
		return
	}
	if was.Required != is.Required && !(was.IsForm && is.IsForm) { // the fields of a form say it
		kind, effect := "request-body-required", Narrows
		if !is.Required {
			kind, effect = "request-body-optional", Widens
		}
		c.change(p, Change{Kind: kind, Effect: effect, At: is.At, Was: was.At, Subject: is.At.Label()})
	}
	c.content(p, was.Content, is.Content, was.At, is.At, "request")
}

// responses compares answers by their status. One that is named now, or no longer, is compared with the range that has it, and
// an error with default. A default beside which nothing meant success is what became of it once there is a name for that.
func (c *comparison) responses(p *pair, was, is *Operation, w way) {
	old, now := answersOf(was), answersOf(is)
	split := !old.success && now.success
	pair := func(o, n *Response) {
		p.lead(c.pair(o, n, func(q *pair) { c.response(q, o, n) }), w)
	}
	s := &side{comparison: c, of: p, ways: w}
	for _, o := range was.Responses {
		if split && o.Status == "default" {
			for _, n := range is.Responses {
				if isSuccess(n.Status) && old.index[strings.ToUpper(n.Status)] == nil {
					pair(o, n)
				}
			}
			continue
		}
		if n := now.index[strings.ToUpper(o.Status)]; n != nil {
			pair(o, n)
			continue
		}
		if is.Partial {
			continue
		}
		ch := Change{Kind: "response-removed", Effect: Narrows, At: is.At, Was: o.At, Subject: "the " + o.Status + " response of " + is.Name, Name: o.Status,
			Detail: Detail{CoveredBy: now.within(o.Status), Success: isSuccess(o.Status) || o.Status == "default" && !old.success}}
		if n := now.covering(o.Status); n != nil {
			ch.Effect, ch.CoveredBy = Neutral, n.Status
			pair(o, n)
		}
		s.say(ch)
	}
	for _, n := range is.Responses {
		success := isSuccess(n.Status)
		if was.Partial || old.index[strings.ToUpper(n.Status)] != nil && !(split && n.Status == "default") || split && success && old.index["DEFAULT"] != nil {
			continue
		}
		ch := Change{Kind: "response-added", Effect: Widens, At: n.At, Was: was.At, Subject: "the " + n.Status + " response of " + is.Name, Name: n.Status, Detail: Detail{CoveredBy: old.within(n.Status), Success: success}}
		if o := old.covering(n.Status); o != nil && !split {
			ch.Effect, ch.CoveredBy = Neutral, o.Status
			pair(o, n)
		}
		s.say(ch)
	}
}

// answers are the responses of an operation.
type answers struct {
	index map[string]*Response
	// classes are the names of codes by their first digit.
	classes map[string][]string
	// success says that one is named that means success: default is for the others then.
	success bool
}

func answersOf(op *Operation) answers {
	a := answers{index: make(map[string]*Response, len(op.Responses)), classes: make(map[string][]string)}
	for _, r := range op.Responses {
		status := strings.ToUpper(r.Status)
		a.index[status] = r
		a.success = a.success || isSuccess(status)
		if len(status) == 3 && status[1:] != "XX" {
			a.classes[status[:1]] = append(a.classes[status[:1]], status)
		}
	}
	return a
}

func isSuccess(status string) bool { return len(status) == 3 && status[0] == '2' }

// within are the codes of a range.
func (a answers) within(status string) string {
	if len(status) != 3 || !strings.EqualFold(status[1:], "XX") {
		return ""
	}
	list := a.classes[status[:1]]
	return strings.Join(list[:min(len(list), mostValues)], ", ")
}

// covering returns the range that has a status, or else the default for what is no success.
func (a answers) covering(status string) *Response {
	if len(status) == 3 {
		if r := a.index[status[:1]+"XX"]; r != nil {
			return r
		}
	}
	if isSuccess(status) || status == "default" {
		return nil
	}
	return a.index["DEFAULT"]
}

func (c *comparison) response(p *pair, was, is *Response) {
	if was.Partial || is.Partial {
		return
	}
	c.headers(p, was.Headers, is.Headers, was.At, is.At)
	switch {
	case len(was.Content) > 0 && len(is.Content) == 0:
		c.change(p, Change{Kind: "response-body-removed", Effect: Differs, At: is.At, Was: was.At, Subject: is.At.Label()})
	case len(was.Content) == 0 && len(is.Content) > 0:
		c.change(p, Change{Kind: "response-body-added", Effect: Widens, At: is.At, Was: was.At, Subject: is.At.Label()})
	default:
		c.content(p, was.Content, is.Content, was.At, is.At, "response")
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

// headers compares the headers of a response, or of a part of a form. Others than the named ones may always be there: only those
// that are required are promised.
func (c *comparison) headers(p *pair, was, is []*Parameter, wasAt, isAt Place) {
	index := make(map[parameterID]*Parameter, len(is))
	for _, h := range is {
		index[h.id()] = h
	}
	met := make(map[*Parameter]bool)
	for _, o := range was {
		n := index[o.id()]
		if n == nil {
			c.change(p, Change{Kind: "header-removed", Effect: cmpEffect(o.Required, Widens, Neutral), At: isAt, Was: o.At, Subject: isAt.Label(), Name: o.Name, Detail: Detail{In: o.In, Required: o.Required, Life: o.Life}})
			continue
		}
		met[n] = true
		p.lead(c.pair(o, n, func(q *pair) { c.parameter(q, o, n) }), either)
	}
	for _, n := range is {
		if !met[n] {
			c.change(p, Change{Kind: "header-added", Effect: cmpEffect(n.Required, Narrows, Neutral), At: n.At, Was: wasAt, Subject: isAt.Label(), Name: n.Name, Detail: Detail{In: n.In, Required: n.Required}})
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

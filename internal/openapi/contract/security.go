package contract

import (
	"maps"
	"slices"
	"strings"
)

// renamedSchemes leads from the names of security schemes to those that they have now. A name that is gone is that of the one
// new scheme that says the same, if there is one.
func renamedSchemes(was, is *API) map[string]string {
	names := make(map[string]string, len(was.Schemes))
	came := make(map[string]string)
	for _, name := range slices.Sorted(maps.Keys(is.Schemes)) {
		if was.Schemes[name] == nil {
			key := is.Schemes[name].fingerprint()
			if _, again := came[key]; again {
				name = ""
			}
			came[key] = name
		}
	}
	for _, name := range slices.Sorted(maps.Keys(was.Schemes)) {
		names[name] = name
		if is.Schemes[name] != nil {
			continue
		}
		key := was.Schemes[name].fingerprint()
		if now := came[key]; now != "" {
			names[name] = now
			delete(came, key)
		}
	}
	return names
}

// fingerprint is equal for schemes that say the same.
func (s *Scheme) fingerprint() string {
	list := []string{s.Type, s.Scheme, s.In, s.key(), s.OpenID, s.Metadata}
	for _, name := range slices.Sorted(maps.Keys(s.Flows)) {
		f := s.Flows[name]
		list = append(list, "flow", name, f.Authorization, f.Token, f.Refresh, f.Device)
		list = append(list, slices.Sorted(maps.Keys(f.Scopes))...)
	}
	return strings.Join(list, "\n")
}

// key is the name of an API key. That of a header has no case.
func (s *Scheme) key() string {
	if s.In == "header" {
		return strings.ToLower(s.Key)
	}
	return s.Key
}

// security compares what a client needs to be let in.
func (c *comparison) security(p *pair, was, is *Operation, request way) {
	s := &c.surfaces
	if was.IsCalled {
		c.calledSecurity(p, was, is)
		return
	}
	key := placesKey("security", was.SecurityAt, is.SecurityAt)
	used, ok := s.used[key]
	if !ok {
		used = s.usedSchemes(was, is)
		s.used[key] = used
	}
	c.once(p, "security", was.SecurityAt, is.SecurityAt, func() []Change {
		if needs(was.Security)*needs(is.Security) > mostNeeds {
			c.truncated = true
			return nil
		}
		return s.security(was, is)
	})
	if len(used) > 0 {
		p.lead(c.pair(key, key, func(q *pair) {
			for _, name := range used {
				o, n := s.was.Schemes[name], s.is.Schemes[s.schemes[name]]
				q.lead(c.pair(o, n, func(q *pair) { c.scheme(q, o, n) }), either)
			}
		}), request)
	}
}

// mostNeeds bounds what is compared: the product of what both sides ask for. People write less than ten of each.
const mostNeeds = 10_000

// needs is how much a list of alternatives asks for.
func needs(list []Requirement) int {
	n := len(list)
	for _, r := range list {
		for _, need := range r.Schemes {
			n += 1 + len(need.Scopes)
		}
	}
	return n
}

// calledSecurity compares what a webhook's receiver may ask for. That of the document is meant for its own operations.
func (c *comparison) calledSecurity(p *pair, was, is *Operation) {
	if was.InheritsSecurity && is.InheritsSecurity || was.SecurityAt == nil && is.SecurityAt == nil {
		return
	}
	at, wasAt := is.At, was.At
	var old, now []Requirement
	if !was.InheritsSecurity && was.SecurityAt != nil {
		old, wasAt = was.Security, was.SecurityAt
	}
	if !is.InheritsSecurity && is.SecurityAt != nil {
		now, at = is.Security, is.SecurityAt
	}
	if from, to := ways(old), ways(now); from != to {
		c.change(p, Change{Kind: "webhook-security", Effect: Differs, At: at, Was: wasAt, Subject: is.Name, Name: is.Name, From: from, To: to})
	}
}

// usedSchemes are the names of the schemes with which clients were let in and still are, where these are declared.
func (s *surfaces) usedSchemes(was, is *Operation) (names []string) {
	now := make(map[string]bool)
	for _, r := range is.Security {
		for _, need := range r.Schemes {
			now[need.Scheme] = true
		}
	}
	met := make(map[string]bool)
	for _, r := range was.Security {
		for _, need := range r.Schemes {
			name := s.schemes[need.Scheme]
			if !met[need.Scheme] && now[name] && s.was.Schemes[need.Scheme] != nil && s.is.Schemes[name] != nil {
				met[need.Scheme] = true
				names = append(names, need.Scheme)
			}
		}
	}
	return names
}

// alternatives are the ways in; nothing asked for is one that needs nothing.
func alternatives(o *Operation, renamed map[string]string) []Requirement {
	if len(o.Security) == 0 {
		return []Requirement{{At: o.SecurityAt}}
	}
	list := slices.Clone(o.Security)
	for i, r := range list {
		r.Schemes = slices.Clone(r.Schemes)
		for k, need := range r.Schemes {
			if now := renamed[need.Scheme]; now != "" {
				r.Schemes[k].Scheme = now
			}
		}
		list[i] = r
	}
	return list
}

// security compares the ways in, which are one set for operations that inherit them.
func (s *surfaces) security(was, is *Operation) (list []Change) {
	old, now := alternatives(was, s.schemes), alternatives(is, nil)
	at, wasAt := is.SecurityAt, was.SecurityAt
	if at == nil && !was.InheritsSecurity || at == nil && was.SecurityAt == nil {
		at = is.At
	}
	if at == nil {
		at = s.is.At
	}
	if wasAt == nil && !is.InheritsSecurity {
		wasAt = was.At
	}
	if wasAt == nil {
		wasAt = s.was.At
	}
	subject := is.Name
	if was.InheritsSecurity && is.InheritsSecurity {
		subject = "the document"
	}
	say := func(kind string, effect Effect, name string) {
		list = append(list, Change{Kind: kind, Effect: effect, At: at, Was: wasAt, Subject: subject, Name: name, From: ways(old), To: ways(now)})
	}
	for _, r := range old {
		if !slices.ContainsFunc(now, r.suffices) {
			switch scopes, ok := r.lacks(now); {
			case len(r.Schemes) == 0:
				say("security-required", Narrows, ways(now))
			case ok:
				say("security-scope-added", Narrows, scopes)
			default:
				say("security-alternative-removed", Narrows, r.String())
			}
		}
	}
	for _, r := range now {
		if !slices.ContainsFunc(old, r.suffices) {
			switch scopes, ok := r.lacks(old); {
			case len(r.Schemes) == 0:
				say("security-removed", Widens, ways(old))
			case ok:
				say("security-scope-removed", Widens, scopes)
			default:
				say("security-alternative-added", Widens, r.String())
			}
		}
	}
	return list
}

// suffices reports whether who meets a requirement meets another one, that asks for the same or for less.
func (r Requirement) suffices(other Requirement) bool {
	for _, need := range other.Schemes {
		i := slices.IndexFunc(r.Schemes, func(n Need) bool { return n.Scheme == need.Scheme })
		if i < 0 || len(without(need.Scopes, r.Schemes[i].Scopes)) > 0 {
			return false
		}
	}
	return true
}

// lacks are the scopes that who meets a requirement has not, and that the nearest of others with the same schemes asks for; ok is
// false when there is none of the same schemes.
func (r Requirement) lacks(others []Requirement) (scopes string, ok bool) {
	var fewest []string
	for _, other := range others {
		if len(other.Schemes) != len(r.Schemes) {
			continue
		}
		var missing []string
		same := true
		for _, need := range other.Schemes {
			i := slices.IndexFunc(r.Schemes, func(n Need) bool { return n.Scheme == need.Scheme })
			if i < 0 {
				same = false
				break
			}
			missing = append(missing, without(need.Scopes, r.Schemes[i].Scopes)...)
		}
		if same && (!ok || len(missing) < len(fewest)) {
			fewest, ok = missing, true
		}
	}
	return strings.Join(fewest, ", "), ok
}

// String names a requirement for people: "oauth (read, write) and key".
func (r Requirement) String() string {
	if len(r.Schemes) == 0 {
		return "nothing"
	}
	var names []string
	for _, need := range r.Schemes {
		name := need.Scheme
		if len(need.Scopes) > 0 {
			name += " (" + strings.Join(need.Scopes, ", ") + ")"
		}
		names = append(names, name)
	}
	return strings.Join(names, " and ")
}

// mostWays is how many ways in are named.
const mostWays = 4

// ways names the ways in.
func ways(list []Requirement) string {
	var names []string
	for _, r := range list[:min(len(list), mostWays)] {
		names = append(names, r.String())
	}
	if len(list) > mostWays {
		names = append(names, "…")
	}
	return strings.Join(names, ", or ")
}

// scheme compares a security scheme with what became of it.
func (c *comparison) scheme(p *pair, was, is *Scheme) {
	say := func(kind string, effect Effect, at, wasAt Place, name, from, to string) {
		c.change(p, Change{Kind: kind, Effect: effect, At: at, Was: wasAt, Subject: "the security scheme " + is.Name, Name: name, From: from, To: to})
	}
	if was.Type != is.Type {
		say("security-scheme-type", Differs, is.At, was.At, is.Name, was.kind(), is.kind())
		return
	}
	for _, k := range []struct {
		kind     string
		effect   Effect
		differ   bool
		from, to string
	}{
		{"security-scheme-http-scheme", Differs, was.Scheme != is.Scheme, was.Scheme, is.Scheme},
		{"security-scheme-in", Differs, was.In != is.In, was.In, is.In},
		{"security-scheme-key-name", Differs, was.Key != is.Key && was.key() != is.key(), was.Key, is.Key},
		{"security-scheme-bearer-format", Neutral, was.BearerFormat != is.BearerFormat, was.BearerFormat, is.BearerFormat},
		{"security-scheme-openid-url", Differs, was.OpenID != is.OpenID, was.OpenID, is.OpenID},
	} {
		if k.differ {
			say(k.kind, k.effect, is.At, was.At, is.Name, k.from, k.to)
		}
	}
	c.securityURLs(p, is, is.Name, was.At, is.At, []securityURL{{"security-metadata-url", was.Metadata, is.Metadata}})
	if was.Deprecated != is.Deprecated {
		say("security-scheme-deprecated", Neutral, is.At, was.At, is.Name, yes(was.Deprecated), yes(is.Deprecated))
	}
	for _, name := range sortedNames(was.Flows, is.Flows) {
		o, inOld := was.Flows[name]
		n, inNew := is.Flows[name]
		switch {
		case !inNew:
			say("security-flow-removed", Narrows, is.At, o.At, name, strings.Join(slices.Sorted(maps.Keys(was.Flows)), ", "), strings.Join(slices.Sorted(maps.Keys(is.Flows)), ", "))
			continue
		case !inOld:
			say("security-flow-added", Widens, n.At, was.At, name, strings.Join(slices.Sorted(maps.Keys(was.Flows)), ", "), strings.Join(slices.Sorted(maps.Keys(is.Flows)), ", "))
			continue
		}
		c.securityURLs(p, is, name, o.At, n.At, []securityURL{
			{"security-authorization-url", o.Authorization, n.Authorization},
			{"security-token-url", o.Token, n.Token},
			{"security-refresh-url", o.Refresh, n.Refresh},
			{"security-device-url", o.Device, n.Device},
		})
		for _, scope := range sortedNames(o.Scopes, n.Scopes) {
			switch {
			case n.Scopes[scope] == nil:
				say("security-scheme-scope-removed", Narrows, n.At, o.Scopes[scope], scope, "", "")
			case o.Scopes[scope] == nil:
				say("security-scheme-scope-added", Widens, n.Scopes[scope], o.At, scope, "", "")
			}
		}
	}
}

// securityURL is an address that clients of a scheme have in their configuration, before and after.
type securityURL struct{ kind, from, to string }

// securityURLs compares addresses of a scheme, or of its flow of a name.
func (c *comparison) securityURLs(p *pair, scheme *Scheme, name string, was, is Place, urls []securityURL) {
	for _, u := range urls {
		if u.from == u.to {
			continue
		}
		ch := Change{Kind: u.kind, Effect: Differs, At: is, Was: was, Subject: "the security scheme " + scheme.Name, Name: name, From: u.from, To: u.to}
		switch {
		case u.from == "":
			ch.Effect = Widens
		case u.to == "":
			ch.Effect = Narrows
		}
		c.change(p, ch)
	}
}

// kind names for people what a scheme is: "http bearer", "apiKey".
func (s *Scheme) kind() string {
	if s.Type == "http" {
		return "http " + s.Scheme
	}
	return s.Type
}

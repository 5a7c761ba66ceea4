package contract

import (
	"slices"
	"strings"
)

// surfaces are two documents, and what of them many operations share.
type surfaces struct {
	was, is *API
	// from and to are what the servers' paths end with where the line between server and path was moved.
	from, to string
	// schemes leads from the names of security schemes to those that they have now.
	schemes map[string]string
	// found are the changes of what operations inherit, by the places of both.
	found map[surfaceKey][]Change
	// used are the schemes that operations had in common, by the places of their requirements.
	used map[surfaceKey][]string
}

func newSurfaces(was, is *API) surfaces {
	return surfaces{was: was, is: is, schemes: renamedSchemes(was, is), found: make(map[surfaceKey][]Change), used: make(map[surfaceKey][]string)}
}

// once compares what many operations share, and notes the differences for this one.
func (c *comparison) once(p *pair, what string, was, is Place, compare func() []Change) {
	key := placesKey(what, was, is)
	list, ok := c.surfaces.found[key]
	if !ok {
		list = compare()
		c.surfaces.found[key] = list
	}
	for _, ch := range list {
		c.change(p, ch)
	}
}

// placesKey tells pairs of places apart, of which either may be missing.
func placesKey(what string, was, is Place) surfaceKey {
	key := surfaceKey{what: what}
	if was != nil {
		key.was = was.Key()
	}
	if is != nil {
		key.is = is.Key()
	}
	return key
}

type surfaceKey struct {
	what    string
	was, is any
}

// servers compares where an operation is to be found.
func (c *comparison) servers(p *pair, was, is *Operation) {
	if was.IsCalled || is.IsCalled {
		return
	}
	s := &c.surfaces
	old, now, oldAt, nowAt := was.Servers, is.Servers, was.ServersAt, is.ServersAt
	if oldAt == nil {
		old, oldAt = s.was.Servers, s.was.ServersAt
	}
	if nowAt == nil {
		now, nowAt = s.is.Servers, s.is.ServersAt
	}
	if oldAt != nil || nowAt != nil {
		c.once(p, "servers", oldAt, nowAt, func() []Change {
			list, ok := s.servers(old, now, oldAt, nowAt)
			c.truncated = c.truncated || !ok
			return list
		})
	}
}

// servers compares the servers of a document, a path or an operation; ok is false when there are too many.
func (s *surfaces) servers(was, is []Server, wasAt, isAt Place) (list []Change, ok bool) {
	if wasAt == nil {
		wasAt = s.was.At
	}
	if isAt == nil {
		isAt = s.is.At
	}
	old, fewOld := addresses(was, s.from)
	now, fewNow := addresses(is, s.to)
	if !fewOld || !fewNow {
		return nil, false
	}
	gone, came := uncovered(old, now), uncovered(now, old)
	if len(gone) > 0 && len(came) > 0 && len(gone) == len(old) && len(came) == len(now) {
		return []Change{{Kind: "servers-replaced", Effect: Differs, At: came[0].at, Was: gone[0].at, Subject: gone[0].url, Name: gone[0].url, From: urls(gone), To: urls(came)}}, true
	}
	for _, a := range gone {
		list = append(list, Change{Kind: "server-removed", Effect: Narrows, At: isAt, Was: a.at, Subject: a.url, Name: a.url, From: urls(old), To: urls(now)})
	}
	for _, a := range came {
		list = append(list, Change{Kind: "server-added", Effect: Widens, At: a.at, Was: wasAt, Subject: a.url, Name: a.url, From: urls(old), To: urls(now)})
	}
	return s.usualServers(was, is, list), true
}

// address is a URL at which the API is: a server with one choice of values for its variables.
type address struct {
	at Place
	// url is for people. In pattern {} stands for any value.
	url, pattern string
}

// mostAddresses bounds the choices.
const mostAddresses = 100

// addresses are the URLs of servers, each once, without what ends the path of all of them; few is false when there are too many.
func addresses(servers []Server, suffix string) (list []address, few bool) {
	known := make(map[string]bool)
	for _, s := range servers {
		for _, a := range s.addresses() {
			a.pattern = strings.TrimSuffix(a.pattern, suffix)
			if !known[a.pattern] {
				known[a.pattern] = true
				list = append(list, a)
			}
			if len(list) > mostAddresses {
				return nil, false
			}
		}
	}
	return list, true
}

func (s Server) addresses() []address {
	list := []address{{at: s.At}}
	add := func(url, pattern string) {
		for i := range list {
			list[i].url += url
			list[i].pattern += pattern
		}
	}
	rest := s.URL
	for {
		before, after, ok := strings.Cut(rest, "{")
		name, next, closed := strings.Cut(after, "}")
		if !ok || !closed {
			add(rest, rest)
			break
		}
		add(before, before)
		rest = next
		values := s.Variables[name].Enum
		if len(values) == 0 || len(values)*len(list) > mostAddresses {
			add("{"+name+"}", "{}")
			continue
		}
		var more []address
		for _, a := range list {
			for _, v := range values {
				more = append(more, address{at: a.at, url: a.url + v, pattern: a.pattern + v})
			}
		}
		list = more
	}
	for i := range list {
		list[i].pattern = plainURL(list[i].pattern)
	}
	return list
}

// plainURL writes URLs that are the same alike.
func plainURL(url string) string {
	url = strings.TrimRight(url, "/")
	scheme, rest, ok := strings.Cut(url, "//")
	if !ok || strings.ContainsAny(scheme, "/?") {
		if url != "" && url[0] != '/' {
			url = "/" + url
		}
		return url
	}
	host, path, _ := strings.Cut(rest, "/")
	scheme, host = strings.ToLower(scheme), strings.ToLower(host)
	if port, ok := map[string]string{"http:": ":80", "https:": ":443"}[scheme]; ok {
		host = strings.TrimSuffix(host, port)
	}
	if path != "" {
		path = "/" + path
	}
	return scheme + "//" + host + path
}

// pathOf is the path of a URL that is written plainly.
func pathOf(url string) string {
	if _, rest, ok := strings.Cut(url, "//"); ok {
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			return rest[i:]
		}
		return ""
	}
	return url
}

// basePath is the path that the URLs of an API begin with, by its first server.
func basePath(servers []Server) string {
	if len(servers) == 0 {
		return ""
	}
	return pathOf(servers[0].addresses()[0].pattern)
}

// uncovered are the addresses of a list that are not in another one.
func uncovered(list, by []address) (out []address) {
	for _, a := range list {
		if !slices.ContainsFunc(by, func(b address) bool { return reaches(b.pattern, a.pattern) }) {
			out = append(out, a)
		}
	}
	return out
}

// reaches reports whether a URL, with {} for any value, is another one. What is relative to the document may be anywhere,
// what has no scheme has any, and who called over http is led to https: to say so is what every linter asks for.
func reaches(pattern, url string) bool {
	scheme, rest, absolute := strings.Cut(pattern, "//")
	wasScheme, wasRest, wasAbsolute := strings.Cut(url, "//")
	switch {
	case !absolute || !wasAbsolute:
		return matches(pathOf(pattern), pathOf(url))
	case scheme == "" || wasScheme == "":
		return matches(rest, wasRest)
	case scheme == "https:" && wasScheme == "http:":
		return matches(rest, wasRest)
	}
	return matches(pattern, url)
}

// matches reports whether a text is a pattern in which {} stands for one or more characters that are no slash.
func matches(pattern, s string) bool {
	parts := strings.Split(pattern, "{}")
	rest, ok := strings.CutPrefix(s, parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if rest == "" || rest[0] == '/' {
			return false
		}
		at := strings.Index(rest[1:], part) + 1
		if i == len(parts)-2 {
			at = len(rest) - len(part)
		}
		if at < 1 || rest[at:at+min(len(part), len(rest)-at)] != part || strings.Contains(rest[:at], "/") {
			return false
		}
		rest = rest[at+len(part):]
	}
	return rest == ""
}

// mostURLs is how many URLs are named.
const mostURLs = 4

func urls(list []address) string {
	var names []string
	for _, a := range list[:min(len(list), mostURLs)] {
		names = append(names, a.url)
	}
	if len(list) > mostURLs {
		names = append(names, "…")
	}
	return strings.Join(names, ", ")
}

package openapi

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

var (
	versionSegment = regexp.MustCompile(`^(?:[vV][0-9]{1,4}(?:[._][0-9]{1,4}){0,2}(?:(?:alpha|beta|rc|preview)[0-9]{0,3})?|[0-9]{1,3}\.[0-9]{1,3}|20[0-9]{2}-[01][0-9]-[0-3][0-9])$`)
	versionDate    = regexp.MustCompile(`^20[0-9]{2}-`)
	mediaVersion   = regexp.MustCompile(`(?i)^application/(?:[^;]*;.*\bversion="?([0-9][0-9.]*)|vnd\.[^;]*\.(v[0-9]{1,3})\+(?:json|xml))`)
)

// form is how a version is written: v1, v1.0, 1.0 or a date.
func form(version string) string {
	if versionDate.MatchString(version) {
		return "a date"
	}
	f := "1"
	if version[0] == 'v' || version[0] == 'V' {
		f = version[:1] + f
	}
	return f + strings.Repeat(".0", strings.Count(version, ".")+strings.Count(version, "_"))
}

// versionRow is a row with the way in which it states the version, which rows of the same form share, and the words for it.
type versionRow struct {
	APIVersion
	way, words string
}

// apiVersions finds where the API's version stands.
func (a *assembly) apiVersions() {
	m := a.model
	var rows []versionRow
	add := func(at facts.ID, place, version, where, way, words string) {
		rows = append(rows, versionRow{APIVersion{At: at, Place: place, Version: version, Where: where}, way, words})
	}
	for i := range m.Servers {
		s := &m.Servers[i]
		if s.Level != "document" {
			continue
		}
		_, rest, _ := strings.Cut(s.DefaultURL, "://")
		if rest == "" {
			rest = s.DefaultURL
		}
		parts := strings.FieldsFunc(rest, func(r rune) bool { return r == '/' || r == '?' })
		if s.Host != "" && !s.IsIP && !s.IsLocal {
			labels := strings.Split(s.Host, ".")
			parts = append(slices.Clip(labels[:max(0, len(labels)-2)]), parts...)
		}
		for _, part := range parts {
			if versionSegment.MatchString(part) && (strings.Contains(rest, "/"+part) || part[0]|0x20 == 'v') {
				add(s.At, "server", part, s.URL, form(part)+" of server", "as "+part+" in the URL of the server")
				break
			}
		}
	}
	for i := range m.PathSegments {
		if s := &m.PathSegments[i]; versionSegment.MatchString(s.Name) {
			add(s.At, "path", s.Name, s.Path, form(s.Name)+" in paths", "as "+s.Name+" in the paths")
		}
	}
	templated := make(map[string]int)
	for i := range m.Paths {
		p := &m.Paths[i]
		name := versionTemplate(p.Path)
		if j, ok := templated[name]; name != "" && (!ok || p.Path < m.Paths[j].Path) {
			templated[name] = i
		}
	}
	for name, i := range templated {
		add(m.Paths[i].At, "path", name, m.Paths[i].Path, "parameter of paths", "as a parameter in the paths")
	}
	byName := make(map[[2]string][]facts.ID)
	spelt := make(map[[2]string]string)
	for i := range m.Parameters {
		p := &m.Parameters[i]
		if p.Operations > 0 && isVersionParameter(p.In, p.Name) && !a.callersVersions[i] {
			key := [2]string{p.In, strings.ToLower(p.Name)}
			byName[key] = append(byName[key], p.At)
			if s := spelt[key]; s == "" || p.Name < s {
				spelt[key] = p.Name
			}
		}
	}
	for i := range m.MediaTypes {
		t := &m.MediaTypes[i]
		if t.Owner != "request_body" && t.Owner != "response" {
			continue
		}
		if v := mediaVersion.FindStringSubmatch(cutText(t.Name)); v != nil && !strings.Contains(t.Name, "openmetrics") {
			key := [2]string{"media-type", cmp.Or(v[1], v[2])}
			byName[key], spelt[key] = append(byName[key], t.At), key[1]
		}
	}
	for key, ids := range byName {
		a.sortPlaces(ids)
		way := "in media types"
		switch key[0] {
		case "header":
			way = "in the header " + spelt[key]
		case "query":
			way = "in the query parameter " + spelt[key]
		}
		add(ids[0], key[0], spelt[key], spelt[key], way, way)
	}
	order := []string{"server", "path", "header", "query", "media-type"}
	slices.SortStableFunc(rows, func(x, y versionRow) int {
		return cmp.Or(cmp.Compare(slices.Index(order, x.Place), slices.Index(order, y.Place)), cmp.Compare(x.Version, y.Version), cmp.Compare(x.Where, y.Where))
	})
	told := make(map[string]bool)
	for i := range rows {
		if !told[rows[i].way] && i > 0 {
			rows[i].Differs = rows[0].words
		}
		told[rows[i].way] = true
		m.APIVersions = append(m.APIVersions, rows[i].APIVersion)
		if !slices.Contains(m.API.VersionPlaces, rows[i].Place) {
			m.API.VersionPlaces = append(m.API.VersionPlaces, rows[i].Place)
		}
	}
	slices.Sort(m.API.VersionPlaces)
	m.API.SharedPrefix = sharedPrefix(m.Paths)
	if info, ok := a.child(a.root, "info"); ok {
		if v, ok := info.child("version"); ok {
			at := a.addValue(v)
			m.API.VersionAt = &at
		}
	}
}

// versionTemplate returns the parameter among the first two segments of a path that is for the version of the API: {apiVersion}.
func versionTemplate(path string) string {
	segments := strings.SplitN(cutText(path), "/", 4)
	for _, s := range segments[1:min(len(segments), 3)] {
		if len(s) > 2 && s[0] == '{' && s[len(s)-1] == '}' {
			switch strings.Join(words(s[1:len(s)-1]), "") {
			case "version", "apiversion", "v":
				return s
			}
		}
	}
	return ""
}

// otherVersions are first words of names whose version is not the API's.
var otherVersions = nameSet("app application client sdk device os platform schema protocol agent user tls http server file document resource template object package build browser lib library data if")

// isVersionParameter reports whether a parameter states the version of the API: X-API-Version, api_version, Stripe-Version.
func isVersionParameter(in, name string) bool {
	if in != "header" && in != "query" {
		return false
	}
	ws := words(cutText(name))
	if len(ws) > 0 && ws[0] == "x" {
		ws = ws[1:]
	}
	n := len(ws)
	switch {
	case n == 0 || ws[n-1] != "version" && strings.Join(ws, "") != "apiversion":
		return false
	case n == 1:
		return in == "header" || ws[0] == "apiversion"
	case ws[n-2] == "api":
		return true
	}
	return in == "header" && n == 2 && !otherVersions[ws[0]]
}

// isOfCaller reports whether a description says that the version is the one of a thing of the caller's, such as "the version of
// your project". The API's is never yours.
func isOfCaller(description string) bool {
	return indexFold(description, "version of your ") >= 0 || indexFold(description, "version number of your ") >= 0
}

// routingWords are segments that say that there is an API, and not of what.
var routingWords = nameSet("api apis rest service services")

// sharedPrefix is what all of several paths begin with, as far as it names no resource.
func sharedPrefix(paths []Path) string {
	if len(paths) < 2 {
		return ""
	}
	prefix := ""
	rest := paths[0].Path
	if len(rest) > maxPath {
		return ""
	}
	for s := range strings.SplitSeq(strings.TrimPrefix(rest, "/"), "/") {
		if !routingWords[strings.ToLower(s)] && !versionSegment.MatchString(s) {
			break
		}
		prefix += "/" + s
	}
	for _, p := range paths {
		for prefix != "" && !strings.HasPrefix(p.Path, prefix+"/") && p.Path != prefix {
			prefix = prefix[:strings.LastIndexByte(prefix, '/')]
		}
	}
	return prefix
}

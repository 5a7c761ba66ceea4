package openapi

import (
	"net/netip"
	"slices"
	"strings"
)

// exampleDomains are the names that RFC 2606 sets apart for documentation.
var exampleDomains = []string{"example.com", "example.net", "example.org", "example.edu", "example"}

func isExampleHost(host string) bool {
	host = strings.TrimSuffix(host, ".")
	return slices.ContainsFunc(exampleDomains, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) })
}

// environmentWords name what a server is for.
var environmentWords = nameSet(`production prod live staging stage sandbox test testing tests qa uat acceptance dev development developer local localhost
	preview preprod preproduction alpha beta demo integration int mock canary playground trial`)

// serverDetails fills in what a server's URL says beside its scheme and host, and adds rows for its variables.
func (w *walk) serverDetails(row *Server, n *node) {
	row.IsIP = isPublicIP(row.Host)
	_, host, _ := strings.Cut(row.URL, "://")
	host, _, _ = strings.Cut(host, "/")
	name, _, _ := strings.Cut(host, ":")
	row.TakesHost = strings.Contains(name, "{")
	row.IsExample = isExampleHost(row.Host)
	if t := strings.TrimRight(row.URL, "/"); t != row.URL && t != "" && !strings.HasSuffix(t, ":") {
		row.Trimmed = t
	}
	if n.get("url") != nil && n.get("url").kind == text {
		row.Problem, row.Remedy = urlProblem(row.DefaultURL)
	}
	if row.URL == "" {
		row.Problem, row.Remedy = "", "" // the same as "/"
	}
	if row.Problem == "" {
		row.BasePath = basePath(row.DefaultURL)
	}
	told := append(words(cutText(n.text("description"))), words(cutText(n.text("name")))...)
	told = append(told, words(cutText(row.Host))...)
	row.NamesEnvironment = row.IsLocal || slices.ContainsFunc(told, func(s string) bool { return environmentWords[s] }) || hasText(n, "x-environment")
	row.NamesAudience = n.has("x-internal") || n.has("x-audience")
	variables := n.get("variables")
	if variables.ref() != nil {
		return
	}
	top := w.push("variables")
	defer w.pop(top)
	for i := range variables.fields() {
		f := &variables.fields()[i]
		if strings.HasPrefix(f.name, "x-") || f.value.kind != object || w.full() {
			continue
		}
		p := w.push(f.name)
		v := ServerVariable{At: w.keyAt(f), Name: f.name, URL: row.URL, IsUsed: slices.Contains(row.Variables, f.name)}
		values := f.value.get("enum")
		v.HasEmptyEnum = values != nil && values.kind == array && len(values.items()) == 0
		if d := f.value.field("default"); d != nil && len(values.items()) > 0 &&
			!slices.ContainsFunc(values.items(), func(e *node) bool { return e.value == d.value.value }) {
			at := w.fieldAt(f.value, f, "default")
			v.Stray, v.StrayAt = d.value.value, &at
		}
		w.model.ServerVariables = append(w.model.ServerVariables, v)
		w.pop(p)
	}
}

// cutText bounds the text that is taken apart into words.
func cutText(s string) string { return s[:min(len(s), maxPath)] }

// isPublicIP reports whether a host is an IP address outside of private networks.
func isPublicIP(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil && !isLocal(host)
}

// urlProblem tells why a text, whose variables are replaced, is not a URL to which paths can be appended, and what to write
// instead; "" when it is one.
func urlProblem(s string) (problem, remedy string) {
	scheme, host := schemeAndHost(s)
	switch {
	case s == "":
		return "it is empty", "write the URL"
	case strings.TrimSpace(s) != s:
		return "it has a space around it", "write " + quote(strings.TrimSpace(s))
	case strings.ContainsAny(s, " \t\r\n"):
		return "it has a space in it", "write %20 for a space, or move what is no URL to the description"
	case strings.Contains(s, "\\"):
		return "it has a backslash in it", "write /"
	case (scheme == "http" || scheme == "https") && host == "":
		return "it has no host", "write the host after " + scheme + "://"
	case scheme == "" && strings.Count(s, "{") == 0 && lacksScheme(s):
		return "without a scheme it is a path below the place where the document is served", "write " + quote("https://"+strings.TrimLeft(s, "/:"))
	case malformedScheme(s) != "":
		return "what follows the scheme is not ://", "write " + quote(malformedScheme(s))
	}
	return "", ""
}

// hostEnds are the last labels of hosts that people write without a scheme. A file may be called api.json, and nothing but
// a host api.example.com.
var hostEnds = nameSet("com net org io dev app edu gov ai co eu de uk cloud local internal localhost")

// lacksScheme reports whether a URL without a scheme begins with a host.
func lacksScheme(s string) bool {
	if strings.HasPrefix(s, "//") {
		return false // relative to the scheme, which is legal
	}
	first, _, _ := strings.Cut(s, "/")
	name, port, hasPort := strings.Cut(first, ":")
	if name == "" || strings.ContainsAny(name, "?#@%") {
		return false
	}
	if hasPort {
		return port != "" && strings.Trim(port, "0123456789") == ""
	}
	i := strings.LastIndexByte(name, '.')
	return i > 0 && hostEnds[strings.ToLower(name[i+1:])] || name == "localhost"
}

// malformedScheme returns the URL with :// where another text stands for it: https:/x, https//x; "" when it is in order.
func malformedScheme(s string) string {
	for _, scheme := range [...]string{"https", "http"} {
		rest, ok := strings.CutPrefix(strings.ToLower(s), scheme)
		if !ok || strings.HasPrefix(rest, "://") {
			continue
		}
		if strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "//") {
			return scheme + "://" + strings.TrimLeft(s[len(scheme):], ":/")
		}
	}
	return ""
}

// basePath is the path of a URL without slashes at its end; nil when a variable in it has no value.
func basePath(url string) *string {
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		url = url[:i]
	}
	p := url
	if i := strings.Index(url, "//"); i >= 0 && (i == 0 || url[i-1] == ':') {
		_, p, _ = strings.Cut(url[i+2:], "/")
	}
	if strings.ContainsAny(p, "{}") || strings.HasPrefix(url, "{") {
		return nil
	}
	if p = strings.TrimRight(p, "/"); p != "" && p[0] != '/' {
		p = "/" + p
	}
	return &p
}

// basePaths finds the first server of the document, and compares the base paths of the document's servers with its own.
func (a *assembly) basePaths() {
	var first *string
	servers := a.model.Servers
	if i := slices.IndexFunc(servers, func(s Server) bool { return s.Level == "document" }); i >= 0 {
		servers[i].IsFirst = true
		first = servers[i].BasePath
	}
	if first == nil {
		return
	}
	for i := range servers {
		if s := &servers[i]; s.Level == "document" && s.BasePath != nil && *s.BasePath != *first && !s.IsLocal {
			s.OtherBasePath = first
		}
	}
}

package openapi

import (
	"net/url"
	"strings"
	"unicode"
)

// addresses are the fields of objects that hold an address.
var addresses = map[objectKind][]string{
	infoObject: {"termsOfService"}, contactObject: {"url"}, licenseObject: {"url"}, externalDocsObject: {"url"},
	implicitFlowObject: {"authorizationUrl", "refreshUrl"}, passwordFlowObject: {"tokenUrl", "refreshUrl"}, clientFlowObject: {"tokenUrl", "refreshUrl"},
	codeFlowObject: {"authorizationUrl", "tokenUrl", "refreshUrl"}, deviceFlowObject: {"deviceAuthorizationUrl", "tokenUrl", "refreshUrl"},
	securitySchemeObject: {"openIdConnectUrl", "oauth2MetadataUrl"}, scheme20Object: {"authorizationUrl", "tokenUrl"},
}

func (w *walk) address(n *node, name string) {
	f := n.field(name)
	if f == nil || f.value.kind != text {
		return
	}
	problem, hint := badAddress(f.value.value)
	if problem == "" {
		return
	}
	p := w.push(name)
	w.violate(w.valueAt(f.value, f), "url", say("the %s %q "+problem, name, f.value.value), hint)
	w.pop(p)
}

// badAddress says what is wrong with a URL, if anything is. Relative ones are legal (RFC 3986 §4.1), and braces are let
// pass: they are how people write what differs from one installation to the next.
func badAddress(s string) (problem, hint string) {
	const write = "write an address such as https://example.com/docs"
	switch {
	case s == "":
		return "is empty", write + ", or remove it"
	case strings.TrimSpace(s) != s:
		return "has spaces around it", "write " + quote(strings.TrimSpace(s))
	case strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`<>"\^`+"`|", r)
	}) >= 0:
		return "is not an address: it has characters that an address cannot have", write
	case strings.HasPrefix(strings.ToLower(s), "www."):
		return "has no scheme, so that readers look for it below the document's own address", "write " + quote("https://"+s)
	case isEmail(s):
		return "is an e-mail address without a scheme", "write " + quote("mailto:"+s)
	}
	u, err := url.Parse(strings.NewReplacer("{", "", "}", "").Replace(s))
	switch {
	case err != nil && strings.ContainsAny(s, "{}"):
		return "", ""
	case err != nil:
		return "is not an address", write
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host == "" && !strings.ContainsAny(s, "{}"):
		return "names no host", write
	}
	return "", ""
}

// isEmail reports whether a text looks like the address of a mailbox.
func isEmail(s string) bool {
	user, host, ok := strings.Cut(s, "@")
	return ok && user != "" && host != "" && !strings.ContainsAny(s, " \t\r\n<>()[],;:\\/") && !strings.Contains(host, "@")
}

func (w *walk) checkContact(n *node) {
	f := n.field("email")
	if f == nil || f.value.kind != text || isEmail(f.value.value) {
		return
	}
	p := w.push("email")
	w.violate(w.valueAt(f.value, f), "url", say("%q is not an e-mail address", f.value.value), "write an address such as api@example.com")
	w.pop(p)
}

// isMediaType reports whether a text is a media type or a range of them (RFC 9110 §12.5.1). Parameters are not looked at.
func isMediaType(s string) bool {
	s, _, _ = strings.Cut(s, ";")
	kind, subtype, ok := strings.Cut(strings.TrimSpace(s), "/")
	return ok && isToken(kind) && isToken(subtype)
}

// checkContent looks at the media types that a content is given in.
func (w *walk) checkContent(n *node) {
	c := n.field("content")
	if c == nil || c.value.ref() != nil {
		return
	}
	top := w.push("content")
	defer w.pop(top)
	for i := range c.value.fields() {
		if f := &c.value.fields()[i]; !isMediaType(f.name) && !strings.HasPrefix(f.name, "x-") {
			p := w.push(f.name)
			w.violate(w.keyAt(f), "wrong-value", say("%q is not a media type", f.name), mediaTypeHint(f.name))
			w.pop(p)
		}
	}
}

func mediaTypeHint(s string) string {
	switch s = strings.ToLower(strings.TrimSpace(s)); s {
	case "json", "xml", "pdf", "zip":
		return "write application/" + s
	case "csv", "html", "plain":
		return "write text/" + s
	case "text":
		return "write text/plain"
	}
	return "write a type and a subtype, such as application/json"
}

// checkMediaTypes20 looks at the media types of consumes and produces.
func (w *walk) checkMediaTypes20(n *node) {
	for _, name := range [...]string{"consumes", "produces"} {
		f := n.field(name)
		if f == nil {
			continue
		}
		top := w.push(name)
		for i, item := range f.value.items() {
			if item.kind == text && !isMediaType(item.value) {
				p := w.pushIndex(i)
				w.violate(w.valueAt(item, nil), "wrong-value", say("%q is not a media type", item.value), mediaTypeHint(item.value))
				w.pop(p)
			}
		}
		w.pop(top)
	}
}

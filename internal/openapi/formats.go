package openapi

import (
	"net/netip"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

// text checks what a schema says of a string.
func (c *checker) text(n, v *node, out *outcome) {
	if n.has("minLength") || n.has("maxLength") {
		length := utf8.RuneCountInString(v.value)
		c.limit(n, v, "minLength", length, true, out)
		c.limit(n, v, "maxLength", length, false, out)
	}
	if p := n.get("pattern"); p != nil && p.kind == text {
		if !c.spend(1 + len(v.value)/64) {
			return
		}
		if ok, sure := c.patterns.match(p.value, v.value); !sure {
			out.unknown = true
		} else if !ok {
			out.fail(c.fault("pattern", n, v))
		}
	}
	if f := n.get("format"); f != nil && f.kind == text {
		if format, ok := formats[f.value]; ok && !format.is(v.value) {
			out.fail(c.fault("format", n, v))
		}
	}
}

// format is a format of strings: what it is called for people, and one of it.
type format struct {
	is            func(string) bool
	name, example string
}

// formats are those of the OpenAPI and JSON Schema registries about which there is no dispute. Others allow everything.
var formats = map[string]format{
	"date":      {isDate, "a date", "2025-05-31"},
	"date-time": {isDateTime, "a date and time of RFC 3339", "2025-05-31T18:30:00Z"},
	"uuid":      {isUUID, "a UUID", "0b1d3f6e-5c1a-4f0e-9a57-2f6f0c8e7d11"},
	"email":     {isEmail, "an email address", "ada@example.com"},
	"uri":       {isURI, "a URI", "https://example.com/orders/1"},
	"ipv4":      {isIPv4, "an IPv4 address", "192.0.2.1"},
	"ipv6":      {isIPv6, "an IPv6 address", "2001:db8::1"},
	"hostname":  {isHostname, "a hostname", "api.example.com"},
	"byte":      {isBase64, "base64", "Y2F0"},
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// isDateTime holds for RFC 3339, §5.6: letters of either case, any number of digits of a second, and leap seconds.
func isDateTime(s string) bool {
	if len(s) < len("2006-01-02T15:04:05Z") || len(s) > 100 || s[10] != 'T' && s[10] != 't' {
		return false
	}
	s = strings.ToUpper(s)
	if s[17:19] == "60" {
		s = s[:17] + "59" + s[19:]
	}
	_, err := time.Parse(time.RFC3339Nano, s)
	return err == nil && strings.IndexByte(s, ',') < 0
}

func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case i == 8 || i == 13 || i == 18 || i == 23:
			if c != '-' {
				return false
			}
		case c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f':
		default:
			return false
		}
	}
	return true
}

// isURI asks for a scheme and for characters that a URI may have. Names in braces stand for something.
func isURI(s string) bool {
	if strings.ContainsAny(s, "{}<>") {
		return true
	}
	if strings.ContainsAny(s, " \t\r\n\"\\^`|") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Scheme != ""
}

func isIPv4(s string) bool {
	a, err := netip.ParseAddr(s)
	return err == nil && a.Is4()
}

func isIPv6(s string) bool {
	a, err := netip.ParseAddr(s)
	return err == nil && a.Is6() && a.Zone() == ""
}

func isHostname(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(s, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' || c == '_' || c >= 0x80) {
				return false
			}
		}
	}
	return true
}

// isBase64 takes either alphabet, with or without padding.
func isBase64(s string) bool {
	for i := range len(s) {
		if c := s[i]; !(isNameByte(c) && c != '.' || c == '+' || c == '/' || c == '=' || c == '\n' || c == '\r') {
			return false
		}
	}
	return true
}

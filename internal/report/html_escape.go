package report

import (
	"strings"
	"unicode/utf8"
)

var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// htmlText returns a text for HTML, between tags and in quoted attributes, on one line and with everything that is hidden
// written as an escape.
func htmlText(s string) string { return htmlEscapes.Replace(Terminal(s)) }

// appendHTMLString appends a text as a JSON string for a script element that is data: htmlText for scripts, which put it into
// the page as text. Its line breaks remain. It ends no element, begins no comment, and has nothing hidden.
func appendHTMLString(b []byte, s string) []byte {
	b = append(b, '"')
	for i, line := range textLines(s) {
		if i > 0 {
			b = append(b, `\n`...)
		}
		rest := 0
		for j := range len(line) {
			var escape string
			switch line[j] {
			case '"':
				escape = `\"`
			case '\\':
				escape = `\\`
			case '<':
				escape = `\u003c`
			case '>':
				escape = `\u003e`
			case '&':
				escape = `\u0026`
			default:
				continue
			}
			b = append(append(b, line[rest:j]...), escape...)
			rest = j + 1
		}
		b = append(b, line[rest:]...)
	}
	return append(b, '"')
}

// htmlURL returns an address of the web for a link; empty for one of another scheme.
func htmlURL(address string) string {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return ""
	}
	return address
}

// htmlCode returns a line of a source file for HTML: htmlText with its tabs, cut where it is too long for people.
func htmlCode(s string) string {
	s = strings.TrimSuffix(s, "\r")
	rest := 0
	if len(s) > maxCode {
		cut := strings.TrimSuffix(clip(s, maxCode), "…")
		s, rest = cut, utf8.RuneCountInString(s[len(cut):])
	}
	parts := strings.Split(s, "\t")
	for i := range parts {
		parts[i] = htmlText(parts[i])
	}
	s = strings.Join(parts, "\t")
	if rest > 0 {
		s += ` <i>… ` + count(rest, "more character", "more characters") + `</i>`
	}
	return s
}

// maxCode is the number of bytes of a line of source that a page shows.
const maxCode = 2000

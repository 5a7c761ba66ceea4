package report

import (
	"strings"
	"unicode/utf8"
)

var htmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

// htmlText returns a text for HTML, between tags and in quoted attributes, on one line and with everything that is hidden
// written as an escape.
func htmlText(s string) string { return htmlEscapes.Replace(Terminal(s)) }

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

package openapi

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// leftovers are whole texts that a generator or an editor's template puts where somebody should have written one, in lower case
// and without a full stop.
var leftovers = wordSet("string", "description", "a description", "desc", "summary", "a summary", "title", "todo", "tbd", "tba", "fixme", "xxx", "none", "null", "nil", "undefined", "n/a", "na",
	"-", "--", "?", "asdf", "foo", "foobar", "placeholder", "missing", "missing description", "no description", "no description provided", "no description available",
	"description not available", "description missing", "description goes here", "description here", "add description", "add description here", "add a description",
	"enter description", "enter description here", "your description", "your description here", "some description", "to be defined", "to be done", "to be determined",
	"to be documented", "to be added", "not documented", "undocumented", "summary goes here", "add summary", "add summary here", "your summary here")

// leftoverParts are what samples of the specification and of editors say, wherever it stands, in lower case.
var leftoverParts = []string{"lorem ipsum", "optional extended description in ", "optional multiline or single-line description in"}

// markers are the words in capitals by which an author tells himself that something is missing.
var markers = []string{"TODO", "FIXME", "TBD", "XXX"}

// todoVerbs make a note to oneself of a TODO without a colon: TODO describe the filter. TODO alone may be a thing of the API.
var todoVerbs = wordSet("add", "change", "check", "clarify", "complete", "decide", "define", "describe", "document", "explain", "fill", "fix", "improve", "remove", "rename",
	"replace", "review", "specify", "update", "verify", "write")

func wordSet(words ...string) map[string]bool {
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
}

// placeholder returns what stands in a text in the place of one: a marker such as TODO, or a generator's leftover; "" when
// somebody has written it. Code in the text must have been taken out.
func placeholder(text string) string {
	trimmed := strings.TrimSpace(text)
	whole := strings.TrimRight(trimmed, ".!… ")
	switch {
	case whole == "" && trimmed != "" && len(trimmed) <= 64:
		return trimmed
	case len(whole) <= 64 && leftovers[strings.ToLower(whole)]:
		return whole
	}
	for _, m := range markers {
		for rest := text; ; {
			i := strings.Index(rest, m)
			if i < 0 {
				break
			}
			j := i + len(m)
			if !wordRune(rest[:i]) && isNote(m, rest[:i], rest[j:]) {
				return m
			}
			rest = rest[j:]
		}
	}
	if len(text) < 11 {
		return ""
	}
	for _, p := range leftoverParts {
		if i := indexFold(text, p); i >= 0 {
			return strings.TrimSpace(text[i : i+len(p)])
		}
	}
	return ""
}

// isNote reports whether a marker is a note to the author himself, by what stands around it.
func isNote(marker, before, after string) bool {
	if r, _ := utf8.DecodeRuneInString(after); after != "" && (r == '_' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return false
	}
	next := strings.TrimLeft(after, " \t\r\n")
	word := next
	if i := strings.IndexFunc(next, func(r rune) bool { return !unicode.IsLetter(r) }); i >= 0 {
		word = next[:i]
	}
	previous := strings.TrimRight(before, " \t\r\n")
	switch marker {
	case "FIXME":
		return true
	case "TBD":
		return !strings.HasSuffix(previous, "\"") && !strings.HasSuffix(previous, "'")
	case "TODO":
		if todoVerbs[strings.ToLower(word)] && (previous == "" || strings.ContainsRune(".(:-[>", rune(previous[len(previous)-1]))) {
			return true
		}
	}
	colon := strings.HasPrefix(after, ":")
	if marker == "XXX" { // it stands for digits, too
		return colon && (previous == "" || strings.HasSuffix(before, "\n"))
	}
	return colon || strings.HasSuffix(previous, "<!--") || strings.HasSuffix(previous, "(") && strings.HasPrefix(next, ")") ||
		strings.HasSuffix(previous, "[") && strings.HasPrefix(next, "]")
}

// indexFold finds a lower-case ASCII text in another, whatever its capitals.
func indexFold(s, lower string) int {
	first := lower[0]
	for i := 0; i+len(lower) <= len(s); i++ {
		if s[i]|0x20 == first && strings.EqualFold(s[i:i+len(lower)], lower) {
			return i
		}
	}
	return -1
}

// fillers are words that add nothing to a name in a description of it.
var fillers = wordSet("a", "an", "the", "of", "this", "that", "is", "its", "it", "s", "for", "to", "in")

// maxRestated is the length of a description beyond which it says more than a name can.
const maxRestated = 120

// restates reports whether a text says no more than a name does: "The ID of the user." of user_id.
func restates(text, name string) bool {
	if name == "" || len(text) > maxRestated || len(name) > maxRestated {
		return false
	}
	if !mayRestate(text, name) {
		return false
	}
	said := words(text)
	if len(said) == 0 {
		return false
	}
	named := words(name)
	for _, w := range said {
		if !fillers[w] && !slices.Contains(named, w) {
			return false
		}
	}
	for _, w := range named {
		if !fillers[w] && !slices.Contains(said, w) {
			return false
		}
	}
	return true
}

// mayRestate reports whether every word of a text but the fillers is somewhere in a name. Most descriptions fail at the first.
func mayRestate(text, name string) bool {
	var buf [maxRestated]byte
	for i := 0; i < len(text); {
		if !isASCIILetter(text[i]) {
			i++
			continue
		}
		j := i
		for j < len(text) && isASCIILetter(text[j]) {
			buf[j-i] = text[j] | 0x20
			j++
		}
		if word := buf[:j-i]; !fillers[string(word)] && indexFold(name, string(word)) < 0 {
			return false
		}
		i = j
	}
	return true
}

func isASCIILetter(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

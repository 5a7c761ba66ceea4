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

// british are the beginnings of words that British English spells in another way than American English, with no other meaning
// in either, and the American beginnings. Words that Americans write both ways (cancelled, catalogue, grey) are left out.
var british = map[string]string{
	"colour": "color", "behaviour": "behavior", "favour": "favor", "honour": "honor", "labour": "labor", "neighbour": "neighbor", "rumour": "rumor", "flavour": "flavor",
	"harbour": "harbor", "vapour": "vapor", "endeavour": "endeavor", "organis": "organiz", "authoris": "authoriz", "unauthoris": "unauthoriz", "initialis": "initializ",
	"normalis": "normaliz", "serialis": "serializ", "deserialis": "deserializ", "customis": "customiz", "recognis": "recogniz", "optimis": "optimiz", "synchronis": "synchroniz",
	"utilis": "utiliz", "summaris": "summariz", "categoris": "categoriz", "localis": "localiz", "minimis": "minimiz", "maximis": "maximiz", "finalis": "finaliz",
	"prioritis": "prioritiz", "standardis": "standardiz", "visualis": "visualiz", "personalis": "personaliz", "capitalis": "capitaliz", "anonymis": "anonymiz",
	"tokenis": "tokeniz", "itemis": "itemiz", "apologis": "apologiz", "centralis": "centraliz", "defence": "defense", "offence": "offense", "licence": "license", "centre": "center",
	"fibre": "fiber", "litre": "liter", "fulfilment": "fulfillment", "enrolment": "enrollment",
	"analyse": "analyze", "analysing": "analyzing",
	"paralyse": "paralyze", "cheque": "check", "jewellery": "jewelry", "artefact": "artifact", "whilst": "while", "sceptic": "skeptic", "programme": "program",
}

// american are words that begin and end like a British spelling and are none.
var american = wordSet("analyses", "programmed", "programmer", "programmers")

// briton returns the first word of a text that is in British spelling, and how Americans write it.
func briton(text string) (word, better string) {
	for i := 0; i < len(text); {
		if !isASCIILetter(text[i]) {
			i++
			continue
		}
		j := i
		for j < len(text) && isASCIILetter(text[j]) {
			j++
		}
		// Addresses and identifiers are not prose.
		alone := (i == 0 || strings.IndexByte("/._-@#&%=", text[i-1]) < 0) && (j == len(text) || strings.IndexByte("/_-@=(", text[j]) < 0)
		if n := j - i; alone && n >= 5 && n <= 24 && maybeBritish(text[i], text[i+1]) {
			if better = americanise(text[i:j]); better != "" {
				return text[i:j], better
			}
		}
		i = j
	}
	return "", ""
}

func isASCIILetter(c byte) bool { c |= 0x20; return c >= 'a' && c <= 'z' }

// beginnings are the first two letters of the British spellings: most words are none by these.
var beginnings = func() (out [26 * 26]bool) {
	for b := range british {
		out[int(b[0]-'a')*26+int(b[1]-'a')] = true
	}
	return out
}()

func maybeBritish(a, b byte) bool { return beginnings[int(a|0x20-'a')*26+int(b|0x20-'a')] }

// americanise returns the American spelling of a word in British spelling, in its capitals; "" for any other word.
func americanise(word string) string {
	lower := strings.ToLower(word)
	if american[lower] || lower[0] == word[0] && lower != word {
		return "" // camelCase is an identifier
	}
	for n := min(len(lower), 12); n >= 5; n-- {
		us, ok := british[lower[:n]]
		if !ok {
			continue
		}
		if rest := lower[n:]; strings.HasSuffix(us, "iz") {
			// organise, organisation; not organism.
			if !strings.HasPrefix(rest, "e") && !strings.HasPrefix(rest, "ing") && !strings.HasPrefix(rest, "ation") && !strings.HasPrefix(rest, "able") {
				return ""
			}
		} else if !slices.Contains(endings, rest) || strings.HasSuffix(us, "er") && rest != "" && rest != "s" {
			return ""
		}
		better := us + lower[n:]
		switch {
		case word == strings.ToUpper(word):
			return strings.ToUpper(better)
		case word[0] != lower[0]:
			return strings.ToUpper(better[:1]) + better[1:]
		}
		return better
	}
	return ""
}

// endings are what may follow the beginning of a British spelling.
var endings = []string{"", "s", "d", "r", "rs", "ed", "ing", "ings", "ful", "able", "ably", "al", "ally", "ite", "ites", "hood", "less"}

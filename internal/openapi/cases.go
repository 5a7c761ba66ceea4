package openapi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// spelling is a case in which names are written.
type spelling struct {
	name string
	// is reports whether one part of a name is written so. It is lenient with acronyms: userID and userId are both camelCase.
	is func(part string) bool
	// join writes words so.
	join func(words []string) string
}

var (
	snakeCase  = spelling{"snake_case", func(s string) bool { return parted(s, '_', isLowerPart) }, func(ws []string) string { return strings.Join(ws, "_") }}
	kebabCase  = spelling{"kebab-case", func(s string) bool { return parted(s, '-', isLowerPart) }, func(ws []string) string { return strings.Join(ws, "-") }}
	upperCase  = spelling{"UPPER_SNAKE_CASE", func(s string) bool { return parted(s, '_', isUpperPart) }, func(ws []string) string { return strings.ToUpper(strings.Join(ws, "_")) }}
	camelCase  = spelling{"camelCase", func(s string) bool { return isHumps(s) && !startsUpper(s) }, func(ws []string) string { return humps(ws, true) }}
	pascalCase = spelling{"PascalCase", func(s string) bool { return isHumps(s) && !startsLower(s) }, func(ws []string) string { return humps(ws, false) }}
)

var (
	nameSpellings    = []spelling{snakeCase, kebabCase, camelCase, pascalCase, upperCase}
	segmentSpellings = []spelling{snakeCase, camelCase}
)

func startsUpper(s string) bool { r, _ := utf8.DecodeRuneInString(s); return unicode.IsUpper(r) }
func startsLower(s string) bool { r, _ := utf8.DecodeRuneInString(s); return unicode.IsLower(r) }

// parted reports whether a text is parts of a kind with one separator between them.
func parted(s string, separator byte, part func(string) bool) bool {
	for {
		i := strings.IndexByte(s, separator)
		if i < 0 {
			return part(s)
		}
		if !part(s[:i]) {
			return false
		}
		s = s[i+1:]
	}
}

func isWord(s string, letter func(rune) bool) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !letter(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			return false
		}
	}
	return s != ""
}

func isLowerPart(s string) bool { return isWord(s, func(r rune) bool { return !unicode.IsUpper(r) }) }
func isUpperPart(s string) bool { return isWord(s, func(r rune) bool { return !unicode.IsLower(r) }) }
func isHumps(s string) bool     { return isWord(s, func(rune) bool { return true }) }

func title(word string) string {
	r, n := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[n:]
}

func humps(ws []string, lowerFirst bool) string {
	var b strings.Builder
	for i, w := range ws {
		switch {
		case i == 0 && lowerFirst:
			b.WriteString(w)
		case i > 0 && w[0] >= '0' && w[0] <= '9' && ws[i-1] != "" && isDigit(ws[i-1][len(ws[i-1])-1]):
			b.WriteString("_" + w) // 1_1 is not 11
		default:
			b.WriteString(title(w))
		}
	}
	return b.String()
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// sigils are marks at the beginning of a name that are syntax rather than a part of it: $filter, @type, _links.
const sigils = "_.@$~+-"

// partsOf cuts a name where a syntax parts it: filter[created.after], user.name, created__gte, xsd:date. The cuts are kept, so that
// texts and cuts in turn make up the name. It is nil for what is no name, such as a media type, a URL or a sentence.
func partsOf(name string) []string {
	if len(name) > 200 || strings.ContainsAny(name, "/%=,()*!&'\"|;?#{}<>\\`^\t\n") {
		return nil
	}
	var out []string
	start := 0
	for start < len(name) && strings.IndexByte(sigils, name[start]) >= 0 {
		start++
	}
	end := len(name)
	for end > start && strings.IndexByte("_-", name[end-1]) >= 0 {
		end--
	}
	out = append(out, "", name[:start])
	for i := start; i < end; {
		n := 0
		switch {
		case strings.IndexByte(".:[]@$~", name[i]) >= 0:
			n = 1
		case strings.HasPrefix(name[i:end], "__"):
			n = 2
		}
		if n > 0 {
			out = append(out, name[start:i], name[i:i+n])
			start = i + n
			i = start
			continue
		}
		i++
	}
	return append(out, name[start:end], name[end:])
}

// inCases spells a name in each case in which it is not written. There is no entry for the cases in which it is, and none at
// all for what is no name.
func inCases(name string, cases []spelling) map[string]string {
	parts := partsOf(name)
	var out map[string]string
	split := make([][]string, len(parts)) // the words of each part
	for _, c := range cases {
		same := true
		for i := 0; i < len(parts) && same; i += 2 {
			same = parts[i] == "" || c.is(parts[i])
		}
		if same {
			continue
		}
		var b strings.Builder
		for i, part := range parts {
			if i%2 == 0 && part != "" && !c.is(part) {
				if split[i] == nil {
					split[i] = words(part)
				}
				if len(split[i]) > 0 {
					part = c.join(split[i])
				}
			}
			b.WriteString(part)
		}
		if b.String() != name {
			if out == nil {
				out = make(map[string]string, len(cases))
			}
			out[c.name] = b.String()
		}
	}
	return out
}

// headers are names that have capitals of their own.
var headers = map[string]string{"etag": "ETag", "www-authenticate": "WWW-Authenticate", "dnt": "DNT", "te": "TE", "content-md5": "Content-MD5"}

// headerCases names the case of a header, and spells it in Header-Case when it is not: words with capitals, and hyphens between them.
// Further capitals are right: ETag, X-RateLimit-Limit.
func headerCases(name string) (string, map[string]string) {
	if len(name) > 200 || strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII || strings.ContainsRune(" {}*%/", r) }) {
		return "", nil
	}
	var parts []string
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' }) {
		if startsLower(part) && strings.ToLower(part) != part {
			parts = append(parts, words(part)...)
		} else {
			parts = append(parts, part)
		}
	}
	for i, part := range parts {
		parts[i] = title(part)
	}
	instead := strings.Join(parts, "-")
	switch {
	case headers[strings.ToLower(instead)] != "" && startsLower(name):
		instead = headers[strings.ToLower(instead)]
	case instead == name:
		return "Header-Case", nil
	}
	of := "mixed"
	for _, s := range []spelling{kebabCase, snakeCase, camelCase} {
		if s.is(name) {
			of = s.name
			break
		}
	}
	return of, map[string]string{"Header-Case": instead}
}

// isPlain reports whether a text is of lower-case letters only, one word.
func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] < 'a' || s[i] > 'z' {
			return false
		}
	}
	return true
}

// nameCase names the case of a name of several words; it is empty for a name of one word, and for what is no name.
func nameCase(name string) string {
	several := ""
	parts := partsOf(name)
	for i := 0; i < len(parts); i += 2 {
		if isPlain(parts[i]) || len(words(parts[i])) < 2 {
			continue
		}
		c := "mixed"
		for _, s := range nameSpellings {
			if s.is(parts[i]) {
				c = s.name
				break
			}
		}
		if several != "" && several != c {
			return "mixed"
		}
		several = c
	}
	return several
}

// fold reduces a name to what is left of it where case and punctuation do not count, as in the names of generated code: userId and
// user_id are one. Marks before a name count, and so does what parts two numbers. It is empty for a name without letters.
func fold(name string) string {
	start, letters := 0, false
	for start < len(name) && strings.IndexByte(sigils, name[start]) >= 0 {
		start++
	}
	b := make([]byte, 0, len(name))
	b = append(b, name[:start]...)
	before := rune(0)
	cut := false
	for _, r := range name[start:] {
		switch {
		case unicode.IsLetter(r) || unicode.IsMark(r):
			letters = true
			b = utf8.AppendRune(b, unicode.ToLower(r))
		case unicode.IsDigit(r):
			if cut && unicode.IsDigit(before) {
				b = append(b, '_')
			}
			b = utf8.AppendRune(b, r)
		case r == '_' || r == '-' || r == '.' || r == ' ':
			cut = true
			continue
		default:
			b = utf8.AppendRune(b, r)
		}
		cut, before = false, r
	}
	if !letters {
		return ""
	}
	return string(b)
}

package openapi

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// describe states what is true of a segment by its spelling, and by whether it ends a path.
func describe(name string, last bool) PathSegment {
	row := PathSegment{Name: name, Words: words(name), Kebab: kebab(name)}
	row.IsKebab = row.Kebab == name
	if len(row.Words) > 1 && strings.ContainsFunc(name, unicode.IsLetter) {
		row.Case = caseOf(name, row.IsKebab)
	}
	// What follows a dot is an extension, and what follows a colon a custom method, which is a verb by AIP-136.
	stem := name
	if i := strings.IndexAny(name, ".:"); i >= 0 {
		stem = name[:i]
	}
	ws := words(stem)
	if len(ws) == 1 && !last {
		return row
	}
	if row.Verb, row.VerbMethod = verb(ws); row.Verb != "" && len(ws) > 1 && !slices.Contains(prepositions, ws[1]) {
		row.Noun = strings.Join(ws[1:], "-")
	}
	return row
}

// caseOf names the case of a name of several words.
func caseOf(name string, kebab bool) string {
	first, _ := utf8.DecodeRuneInString(name)
	capitals := strings.ContainsFunc(name, unicode.IsUpper)
	switch parted := strings.ContainsAny(name, "_-. "); {
	case kebab:
		return "kebab-case"
	case strings.Contains(name, "_") && !strings.ContainsAny(name, "-. ") && !capitals:
		return "snake_case"
	case !parted && unicode.IsLower(first):
		return "camelCase"
	case !parted && unicode.IsUpper(first):
		return "PascalCase"
	}
	return "mixed"
}

// proper are names that are one word however they are capitalised.
var proper = strings.NewReplacer("OAuth", "Oauth", "GraphQL", "Graphql", "OpenID", "Openid", "OpenAPI", "Openapi", "GitHub", "Github", "GitLab", "Gitlab",
	"WebAuthn", "Webauthn", "iOS", "Ios", "PayPal", "Paypal", "LinkedIn", "Linkedin", "YouTube", "Youtube", "WhatsApp", "Whatsapp", "JavaScript", "Javascript",
	"TypeScript", "Typescript", "MySQL", "Mysql", "NoSQL", "Nosql", "PostgreSQL", "Postgresql", "MongoDB", "Mongodb", "IPv4", "Ipv4", "IPv6", "Ipv6")

// words parts a name where its spelling does, and lower-cases the parts: userIDs, user_ids and UserIds are two words.
func words(name string) []string {
	if strings.ContainsFunc(name, unicode.IsUpper) {
		name = proper.Replace(name)
	}
	out := []string{}
	rs := []rune(name)
	start := -1
	flush := func(i int) {
		if start >= 0 && i > start {
			out = append(out, strings.ToLower(string(rs[start:i])))
		}
		start = -1
	}
	for i, r := range rs {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			flush(i)
			continue
		}
		if start >= 0 && unicode.IsUpper(r) {
			before := rs[i-1]
			after := i+1 < len(rs) && unicode.IsLower(rs[i+1]) && !pluralAcronym(rs[i:])
			if unicode.IsLower(before) || unicode.IsDigit(before) && after || unicode.IsUpper(before) && after {
				flush(i)
			}
		}
		if start < 0 {
			start = i
		}
	}
	flush(len(rs))
	return out
}

// pluralAcronym reports whether an upper-case letter ends an acronym with a plural s: the D of userIDs.
func pluralAcronym(rs []rune) bool {
	return len(rs) >= 2 && rs[1] == 's' && (len(rs) == 2 || !unicode.IsLower(rs[2]))
}

// kebab spells a segment in kebab-case. What is syntax rather than a name is kept: dots, a leading sigil, percent-encoded
// bytes, commas and the like, and a custom method after a colon.
func kebab(name string) string {
	rest, method := name, ""
	if i := strings.IndexByte(name, ':'); i >= 0 {
		rest, method = name[:i], name[i:]
	}
	sigil := ""
	for rest != "" && strings.IndexByte(".@$~", rest[0]) >= 0 {
		sigil, rest = sigil+rest[:1], rest[1:]
	}
	if strings.ContainsAny(rest, "%=,()+*!&'@$|") {
		return name
	}
	parts := strings.Split(rest, ".")
	for i, part := range parts {
		if part == "" || isKebab(part) {
			continue
		}
		if ws := words(part); len(ws) > 0 {
			parts[i] = strings.Join(ws, "-")
		}
	}
	return sigil + strings.Join(parts, ".") + method
}

// isKebab reports whether a text is lower-case words with single hyphens between them.
func isKebab(s string) bool {
	hyphen := true // one must not come first
	for _, r := range s {
		switch {
		case r == '-':
			if hyphen {
				return false
			}
			hyphen = true
			continue
		case unicode.IsUpper(r) || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			return false
		}
		hyphen = false
	}
	return !hyphen
}

// verbs are the verbs that say what an HTTP method says. Words that are as often nouns (list, search, set, post, checkout,
// import, reset) are left out, and so are actions that no method stands for (cancel, approve).
var verbs = map[string]string{
	"get": "GET", "fetch": "GET", "retrieve": "GET", "find": "GET",
	"create": "POST", "add": "POST", "insert": "POST",
	"update": "PATCH", "modify": "PATCH", "edit": "PATCH",
	"delete": "DELETE", "remove": "DELETE",
}

// nounsAfter are the words that make a noun of the verb before them: an add-on, an update channel, a delete marker.
var nounsAfter = map[string][]string{
	"get":    {"started", "together", "well"},
	"add":    {"in", "ins", "on", "ons"},
	"delete": {"marker", "markers"},
	"edit":   {"history", "histories", "log", "logs", "session", "sessions"},
	"find":   {},
	"update": {
		"available", "center", "centre", "channel", "channels", "frequency", "history", "histories", "info", "interval", "job", "jobs", "log", "logs", "policies",
		"policy", "request", "requests", "schedule", "schedules", "server", "servers", "site", "status", "task", "tasks", "time", "window", "windows",
	},
}

// prepositions follow a verb without an object: findByStatus, add_to_incident, createWithList.
var prepositions = []string{"as", "at", "by", "for", "from", "in", "into", "of", "on", "to", "via", "with"}

// verb returns the verb that a segment begins with, and its method.
func verb(ws []string) (string, string) {
	if len(ws) == 0 {
		return "", ""
	}
	method, ok := verbs[ws[0]]
	if !ok || len(ws) > 1 && slices.Contains(nounsAfter[ws[0]], ws[1]) {
		return "", ""
	}
	return ws[0], method
}

package policy

import (
	"bytes"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// plainMetadata reads METADATA that is written as the embedded rules write it: a key to a line, texts plain, in quotes or
// folded, lists of plain words. It is not ok for anything else, and the reader of YAML has the word then. Only
// options, which few rules have, take YAML here too.
func plainMetadata(src []byte) (*metadata, bool) {
	// One string, of which all that is read is a part.
	p := plainReader{rest: string(header(src)), seen: make(map[plainKey]bool)}
	for p.next() {
		if !p.ok((*plainReader).topKey) {
			return nil, false
		}
	}
	return &p.m, true
}

type plainReader struct {
	rest string
	// line is the current line, without its "# ", and depth how far it is indented.
	line   string
	depth  int
	seen   map[plainKey]bool
	m      metadata
	failed bool
}

// plainKey is a key and how far it is indented.
type plainKey struct {
	depth int
	name  string
}

// header returns the comment that a rule begins with, behind its mark, and the line below it.
func header(src []byte) []byte {
	src = bytes.TrimPrefix(src, []byte(metadataMark))
	end := 0
	for end < len(src) {
		comment := src[end] == '#'
		n := bytes.IndexByte(src[end:], '\n')
		if n < 0 {
			return src
		}
		if end += n + 1; !comment {
			break
		}
	}
	return src[:end]
}

// next moves on to the next line of the comment.
func (p *plainReader) next() bool {
	line, rest, _ := strings.Cut(p.rest, "\n")
	text, ok := strings.CutPrefix(line, "# ")
	if !ok {
		p.failed = strings.HasPrefix(line, "#")
		return p.failed // so that the caller looks at it, and fails
	}
	p.rest = rest
	p.depth = len(text) - len(strings.TrimLeft(text, " "))
	p.line = text[p.depth:]
	p.failed = p.failed || p.line == "" || strings.HasSuffix(p.line, " ") || strings.Contains(p.line, "\t")
	return true
}

// below moves on to the next line if it is indented by exactly so much.
func (p *plainReader) below(depth int) bool {
	at := 2 + depth
	if len(p.rest) <= at || p.rest[0] != '#' || strings.TrimLeft(p.rest[1:at], " ") != "" || p.rest[at] == ' ' || p.rest[at] == '\n' {
		return false
	}
	return p.next()
}

// ok reads what belongs to the current line's key, which has not been there before.
func (p *plainReader) ok(read func(p *plainReader, key, value string) bool) bool {
	key, value, ok := strings.Cut(p.line, ":")
	if p.failed || !ok || !isPlainWord(strings.ReplaceAll(key, "_", "-")) || value != "" && value[0] != ' ' {
		return false
	}
	id := plainKey{p.depth, key}
	if p.seen[id] {
		return false
	}
	p.seen[id] = true
	return read(p, key, strings.TrimPrefix(value, " ")) && !p.failed
}

func (p *plainReader) topKey(key, value string) (ok bool) {
	if p.depth != 0 {
		return false
	}
	switch key {
	case "title":
		p.m.Title, ok = plainText(value)
	case "description":
		p.m.Description, ok = p.folded(value)
	case "related_resources":
		for p.below(2) {
			url, isItem := strings.CutPrefix(p.line, "- ")
			if !isItem || p.failed || !strings.HasPrefix(url, "https://") || !isPlain(url) {
				return false
			}
			p.m.RelatedResources = append(p.m.RelatedResources, url)
		}
		ok = value == ""
	case "custom":
		for ok = value == ""; ok && p.below(2); {
			ok = p.ok((*plainReader).customKey)
		}
	}
	return ok
}

func (p *plainReader) customKey(key, value string) (ok bool) {
	c := &p.m.Custom
	switch key {
	case "severity":
		c.Severity, ok = Severity(value), isPlainWord(value)
	case "message":
		c.Message, ok = quoted(value)
	case "fix":
		c.Fix, ok = quoted(value)
	case "standard":
		c.Standard, ok = value, isPlainWord(value)
	case "tags":
		c.Tags, ok = plainList(value)
	case "aliases":
		c.Aliases, ok = plainList(value)
	case "suppressible":
		var suppressible bool
		suppressible, ok = plainBool(value)
		c.Suppressible = &suppressible
	case "mends":
		c.Mends, ok = Mends(value), isPlainWord(value)
	case "context":
		c.Context, ok = plainList(value)
	case "presets":
		c.Presets, ok = plainVersions(value)
	case "since":
		if c.Since, ok = between(value, `"`, `"`); ok {
			ok = sinceRE.MatchString(c.Since)
		}
	case "equivalents":
		c.Equivalents = make(map[string][]string)
		if flow, isFlow := between(value, "{", "}"); isFlow {
			return p.flow(flow)
		}
		for ok = value == ""; ok && p.below(4); {
			ok = p.ok((*plainReader).equivalent)
		}
	case "options":
		ok = value == "" && p.options()
	}
	return ok
}

func (p *plainReader) equivalent(tool, value string) bool {
	var ids []string
	if inner, ok := between(value, "[", "]"); ok {
		ids = strings.Split(inner, ",")
	} else if value != "" {
		return false
	}
	for value == "" && p.below(6) {
		id, ok := strings.CutPrefix(p.line, "- ")
		if !ok {
			return false
		}
		ids = append(ids, id)
	}
	for i, id := range ids {
		id = strings.TrimSpace(id)
		if text, isQuoted := between(id, `"`, `"`); isQuoted && !strings.ContainsAny(text, `"\`) {
			id = text
		} else if !isLetter(id) || !isPlain(id) || strings.ContainsAny(id, "[]{},\"'") {
			return false
		}
		ids[i] = id
	}
	p.m.Custom.Equivalents[tool] = ids
	return len(ids) > 0
}

// flow reads equivalents that stand on one line: tool: [a, b], tool: [c].
func (p *plainReader) flow(text string) bool {
	for {
		tool, rest, ok := strings.Cut(text, ": [")
		ids, rest, closed := strings.Cut(rest, "]")
		if _, twice := p.m.Custom.Equivalents[tool]; twice || !ok || !closed || !isPlainWord(tool) || !p.equivalent(tool, "["+ids+"]") {
			return false
		}
		if rest == "" {
			return true
		}
		if text, ok = strings.CutPrefix(rest, ", "); !ok {
			return false
		}
	}
}

// options hands the lines below to the reader of YAML.
func (p *plainReader) options() bool {
	var text bytes.Buffer
	for strings.HasPrefix(p.rest, "#     ") {
		line, rest, _ := strings.Cut(p.rest, "\n")
		text.WriteString(line[len("#     "):])
		text.WriteByte('\n')
		p.rest = rest
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text.Bytes(), &doc); err != nil || len(doc.Content) != 1 {
		return false
	}
	p.m.Custom.Options = *doc.Content[0]
	return true
}

// folded reads a plain text, or the lines below when it is ">-".
func (p *plainReader) folded(value string) (string, bool) {
	if value != ">-" {
		return plainText(value)
	}
	var lines []string
	for p.below(2) {
		lines = append(lines, p.line)
	}
	return strings.Join(lines, " "), len(lines) > 0
}

// plainText reads a text of several words without quotes.
func plainText(s string) (string, bool) {
	return s, s != "" && (isLetter(s) || s[0] >= '0' && s[0] <= '9') && strings.ContainsFunc(s, unicode.IsLetter) && strings.Contains(s, " ") && isPlain(s)
}

func isLetter(s string) bool {
	return s != "" && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z')
}

// isPlain reports that a text has nothing in it that means something to YAML.
func isPlain(s string) bool {
	return !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":")
}

// quoted reads a text in single quotes, within which a quote is doubled, or in double quotes without any escape.
func quoted(s string) (string, bool) {
	if inner, ok := between(s, `"`, `"`); ok && len(s) >= 2 && !strings.ContainsAny(inner, `"\`) {
		return inner, true
	}
	inner, ok := between(s, "'", "'")
	inner = strings.ReplaceAll(inner, "''", "\x00")
	if !ok || len(s) < 2 || strings.Contains(inner, "'") {
		return "", false
	}
	return strings.ReplaceAll(inner, "\x00", "'"), true
}

package openapi

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxTicks is the length of the longest run of backticks that is taken for the beginning of code. People write three.
const maxTicks = 8

// prose returns a CommonMark text with everything in code, spans and fenced blocks, replaced by spaces, and whether a
// fence is never closed, so that the rest of the text is code. Renderers show code as it is: nothing in it runs, and its words are not
// the author's.
func prose(text string) (out string, open bool) {
	if !strings.Contains(text, "`") && !strings.Contains(text, "~~~") {
		return text, false
	}
	b := []byte(text)
	fence, size := byte(0), 0
	for i := 0; i < len(b); {
		end := i + lineLength(b[i:])
		c, n, rest := fenceOf(b[i:end])
		switch {
		case fence == 0 && n >= 3 && (c == '~' || strings.IndexByte(string(rest), '`') < 0):
			fence, size = c, n
			blank(b[i:end])
		case fence != 0:
			if c == fence && n >= size && len(strings.TrimSpace(string(rest))) == 0 {
				fence = 0
			}
			blank(b[i:end])
		}
		i = end
	}
	spans(b)
	return string(b), fence != 0
}

func lineLength(b []byte) int {
	for i, c := range b {
		if c == '\n' {
			return i + 1
		}
	}
	return len(b)
}

// fenceOf returns the character and the length of the run that a line begins with, and what follows it. Lists indent
// their blocks, so that any indentation is allowed, and a marker of a list or a quotation before it.
func fenceOf(line []byte) (c byte, n int, rest []byte) {
	i := 0
markers:
	for i < len(line) {
		switch c := line[i]; {
		case c == ' ' || c == '\t' || c == '>':
			i++
			continue
		case (c == '-' || c == '*' || c == '+') && i+1 < len(line) && line[i+1] == ' ':
			i += 2
			continue
		case c >= '0' && c <= '9':
			j := i + 1
			for j < len(line) && j < i+9 && line[j] >= '0' && line[j] <= '9' {
				j++
			}
			if j+1 < len(line) && (line[j] == '.' || line[j] == ')') && line[j+1] == ' ' {
				i = j + 2
				continue
			}
		}
		break markers
	}
	if i == len(line) || line[i] != '`' && line[i] != '~' {
		return 0, 0, nil
	}
	c = line[i]
	for i+n < len(line) && line[i+n] == c {
		n++
	}
	return c, n, line[i+n:]
}

func blank(b []byte) {
	for i, c := range b {
		if c != '\n' {
			b[i] = ' '
		}
	}
}

// spans blanks code between runs of backticks of one length.
func spans(b []byte) {
	var never [maxTicks + 1]bool // no further run of that length follows
	for i := 0; i < len(b); {
		if b[i] != '`' {
			i++
			continue
		}
		n := runLength(b[i:])
		if n > maxTicks || never[n] {
			i += n
			continue
		}
		j := i + n
		for j < len(b) {
			if b[j] != '`' {
				j++
				continue
			}
			m := runLength(b[j:])
			if m == n {
				break
			}
			j += m
		}
		if j >= len(b) {
			never[n] = true
			i += n
			continue
		}
		blank(b[i : j+n])
		i = j + n
	}
}

func runLength(b []byte) int {
	n := 0
	for n < len(b) && b[n] == '`' {
		n++
	}
	return n
}

// activeElements are the HTML elements that run code or load a document of somebody else's.
var activeElements = []string{"script", "iframe", "object", "embed", "applet"}

// maxTag is how long an HTML tag is looked at.
const maxTag = 4 << 10

// unsafe returns what would run in the browser of somebody who reads the text in rendered documentation: a script element, an
// event handler, a javascript: address, a call of eval; or "". What stands in code is shown, not run. A tag that does not end
// in the text ends in the page around it. code is more of it, by which copies are told from others.
func unsafe(text string) (what, code string) {
	if !strings.ContainsAny(text, "<:(") {
		return "", ""
	}
	lower := strings.ToLower(text)
	if i := strings.Index(lower, "eval("); i >= 0 && (i == 0 || !wordRune(lower[:i])) {
		return "eval(", shorten(lower[i:])
	}
	for rest := lower; ; {
		i := strings.Index(rest, "javascript:")
		if i < 0 {
			break
		}
		if i > 0 && strings.IndexByte("(<\"'=", rest[i-1]) >= 0 {
			return "javascript:", shorten(rest[i:])
		}
		rest = rest[i+len("javascript:"):]
	}
	for rest := lower; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			return "", ""
		}
		rest = rest[i+1:]
		tag := rest[:min(len(rest), maxTag)]
		if end := strings.IndexAny(tag, "<>"); end >= 0 {
			tag = tag[:end]
		}
		name := tag
		for j := range len(tag) {
			if c := tag[j]; (c < 'a' || c > 'z') && (c < '0' || c > '9' || j == 0) {
				name = tag[:j]
				break
			}
		}
		if name == "" {
			continue
		}
		for _, e := range activeElements {
			if name == e {
				return "<" + name + ">", shorten(rest)
			}
		}
		if handler := eventHandler(tag[len(name):]); handler != "" {
			return handler + "=", shorten(tag)
		}
		rest = rest[len(tag):]
	}
}

// wordRune reports whether a text ends in a letter, a digit or an underscore.
func wordRune(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// eventHandler returns the first attribute whose name begins with "on" among those of a tag.
func eventHandler(attributes string) string {
	for {
		i := strings.Index(attributes, "on")
		if i < 0 {
			return ""
		}
		before := i > 0 && strings.IndexByte(" \t\r\n/\"'", attributes[i-1]) >= 0
		j := i + 2
		for j < len(attributes) && attributes[j] >= 'a' && attributes[j] <= 'z' {
			j++
		}
		name := attributes[i:j]
		if rest := strings.TrimLeft(attributes[j:], " \t\r\n"); before && j > i+2 && strings.HasPrefix(rest, "=") {
			return name
		}
		attributes = attributes[j:]
	}
}

package report

import (
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The escapers, one for each target. What they have in common: characters that a person cannot see, or that a terminal
// obeys, are written out; and no text makes a CI service run a command.
//
//	Terminal         terminals and logs
//	commandData      the message of a GitHub workflow command
//	commandProperty  a property of one
//	mdText, mdCode   Markdown as GitHub shows it
//	literal          what is shown as Markdown here and as plain text there
//	jsonText         JSON that was encoded already, SARIF included
//	uri              the path of a URI
//	xmlText          XML: text and attributes, also as appendXML
//	htmlText         HTML: text and attributes (html_escape.go)
//	appendHTMLString JSON in a script element of HTML (html_escape.go)
//	Roff             a line of a manual page (roff.go)
//	lcovText         records of an LCOV tracefile (convert_lcov.go)

// maxText is the length beyond which the formats for people cut a text. JSON has it whole.
const maxText = 4 << 10

// hidden reports whether a reader does not see a rune, or a terminal obeys it: C0 and C1 controls, line separators, and
// format characters, among them those that reverse the direction of what follows (CVE-2021-42574). The two joiners, which
// are part of words and of emoji, are left alone.
func hidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r < 0xad, r == '\u200c', r == '\u200d':
		return false
	}
	// U+FFFE and U+FFFF are no characters, and XML has no way to write them.
	return r == '\u2028' || r == '\u2029' || r == 0xfffe || r == 0xffff || unicode.Is(unicode.Cf, r)
}

// oldCommand reports whether s begins a command of the first kind, ##[name]: GitHub's runner obeys it anywhere in a line
// (ActionCommand.TryParse), and Azure Pipelines ##vso[name] likewise.
func oldCommand[T string | []byte](s T) bool {
	return len(s) > 2 && s[0] == '#' && s[1] == '#' && (s[2] == '[' || len(s) > 5 && string(s[2:6]) == "vso[")
}

// Terminal returns a text for a terminal or a log: on one line, with everything that is hidden written as an escape.
// A line must not begin with it: see place.
func Terminal(s string) string {
	i := 0
	for i < len(s) && s[i] >= 0x20 && s[i] < 0x7f && s[i] != '#' {
		i++
	}
	if i == len(s) {
		return s
	}
	return string(appendTerminal(append(make([]byte, 0, len(s)+16), s[:i]...), s[i:]))
}

func appendTerminal(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			b = append(b, `\x`...)
			b = appendHex(b, rune(s[i]), 2)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == '\t':
			b = append(b, `\t`...)
		case hidden(r) && r < 0x80, r == '#' && oldCommand(s[i:]):
			b = append(b, `\x`...)
			b = appendHex(b, r, 2)
		case hidden(r) && r > 0xffff:
			b = append(b, `\U`...)
			b = appendHex(b, r, 8)
		case hidden(r):
			b = append(b, `\u`...)
			b = appendHex(b, r, 4)
		default:
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return b
}

func appendHex(b []byte, r rune, digits int) []byte {
	h := strconv.FormatUint(uint64(r), 16)
	for range digits - len(h) {
		b = append(b, '0')
	}
	return append(b, h...)
}

// place returns a path for a terminal. A line may begin with it: a path that begins with anything but a letter, a digit
// or one of "_./" gets "./" before it, which names the same file and cannot begin a command.
func place(file string) string {
	s := Terminal(file)
	if r, _ := utf8.DecodeRuneInString(s); unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '.' || r == '/' {
		return s
	}
	return "./" + s
}

// clip cuts a text that is too long for people at a whole code point, and says so by an ellipsis.
func clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most] + "…"
}

// textLines returns the lines of a text that may have several, each for a terminal.
func textLines(s string) []string {
	s = clip(strings.TrimRight(s, "\n"), maxText)
	if !strings.Contains(s, "\n") {
		return []string{Terminal(s)}
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = Terminal(l)
	}
	return lines
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// commandData returns a text as the message of a workflow command. Its line breaks remain.
func commandData(s string) string { return dataEscapes.Replace(strings.Join(textLines(s), "\n")) }

// commandProperty returns a text as a property of a workflow command.
func commandProperty(s string) string { return propertyEscapes.Replace(Terminal(s)) }

// noLink breaks what GitHub links in a rendered text, where a backslash does not help: @mentions, #123 and GH-123.
const noLink = "&#8203;"

// mdText returns a text as Markdown that shows it literally. It has no line breaks.
func mdText(s string) string {
	s = Terminal(s)
	b := make([]byte, 0, len(s)+len(s)/4)
	for i := range len(s) {
		switch c := s[i]; {
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '<':
			b = append(b, "&lt;"...)
		case c == '>':
			b = append(b, "&gt;"...)
		case c == '@':
			b = append(b, "@"+noLink...)
		case c == '#':
			b = append(b, `\#`+noLink...)
		case c == '-' && i >= 2 && strings.EqualFold(s[i-2:i], "gh"):
			b = append(b, `\-`+noLink...)
		case isMarkdown(s, i):
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

// isMarkdown reports whether the character at i means something in Markdown where it stands. Those that mean nothing in
// the middle of a paragraph are left alone, so that the source stays readable.
func isMarkdown(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '_', '[', ']', '|', '~', '$', '!':
		return true
	case ':': // "https://" is a link
		return strings.HasPrefix(s[i:], "://")
	case '-', '+', '=': // a list, a rule, a heading
		return i == 0
	case '.': // "1." is a list, "www." a link
		return i > 0 && (strings.Trim(s[:i], "0123456789") == "" || strings.HasSuffix(strings.ToLower(s[max(i-3, 0):i]), "www"))
	}
	return false
}

// mdCode returns a text as a Markdown code span: the fence is longer than any run of backticks in it.
func mdCode(s string) string {
	s = Terminal(s)
	if s == "" {
		return ""
	}
	fence := strings.Repeat("`", longestRun(s, '`')+1)
	if s[0] == '`' || s[len(s)-1] == '`' || s[0] == ' ' && s[len(s)-1] == ' ' {
		s = " " + s + " "
	}
	return fence + s + fence
}

// longestRun returns the length of the longest run of a byte in a text.
func longestRun(s string, c byte) int {
	longest, n := 0, 0
	for i := range len(s) {
		if s[i] != c {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
	}
	return longest
}

// JSON returns a writer for encoded JSON that is not a report: each text that is written to it at once, and whole, goes to
// w with what is hidden written out.
func JSON(w io.Writer) io.Writer { return jsonEscaper{w} }

type jsonEscaper struct{ w io.Writer }

func (j jsonEscaper) Write(text []byte) (int, error) {
	if _, err := j.w.Write(jsonText(text)); err != nil {
		return 0, err
	}
	return len(text), nil
}

// jsonText writes out what is hidden in encoded JSON, which encoding/json leaves as it is beyond the ASCII controls, and
// breaks old commands. Both occur inside of strings only.
func jsonText(b []byte) []byte {
	clean := true
	for i, c := range b {
		if c >= 0x7f || c == '#' && oldCommand(b[i:]) {
			clean = false
			break
		}
	}
	if clean {
		return b
	}
	out := make([]byte, 0, len(b)+16)
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		switch {
		case r == '\n' || r < 0x7f && !(r == '#' && oldCommand(b[i:])):
			out = append(out, b[i])
		case r > 0xffff && hidden(r):
			r -= 0x10000
			out = appendHex(append(out, `\u`...), 0xd800+r>>10, 4)
			out = appendHex(append(out, `\u`...), 0xdc00+r&0x3ff, 4)
		case hidden(r), r == '#':
			out = appendHex(append(out, `\u`...), r, 4)
		default:
			out = append(out, b[i:i+n]...)
		}
		i += n
	}
	return out
}

// uri returns a path as a relative URI reference: everything but letters, digits and a few marks is percent-encoded, so
// that no colon makes it a scheme.
func uri(path string) string {
	const digits = "0123456789ABCDEF"
	var b []byte
	for i := range len(path) {
		switch c := path[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~/", c) >= 0:
			b = append(b, c)
		default:
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(b)
}

// xmlText returns a text for XML, in which no control is allowed.
func xmlText(s string) string { return string(appendXML(nil, s)) }

// appendXML appends what xmlText returns.
func appendXML(b []byte, s string) []byte {
	s = Terminal(s)
	for i := range len(s) {
		switch c := s[i]; c {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		case '"':
			b = append(b, "&quot;"...)
		case '\'':
			b = append(b, "&#39;"...)
		default:
			b = append(b, c)
		}
	}
	return b
}

// literal returns a text that shows itself both where it is read as Markdown and where it is read as it is: as a code span
// when anything in it means something in Markdown. It has no comment of HTML, by which reviewdog finds its own messages.
func literal(s string) string {
	s = strings.ReplaceAll(Terminal(s), "<!--", `<\x21--`)
	if mdText(s) == s {
		return s
	}
	return mdCode(s)
}

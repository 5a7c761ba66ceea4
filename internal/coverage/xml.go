package coverage

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode/utf8"
)

// xmlReader splits XML 1.0 into tags and text without building anything, and checks that tags match. It never reads a
// DTD or any other file, and refuses documents that declare entities of their own, which no coverage report needs.
type xmlReader struct {
	in *input

	name  []byte // of the tag that next returned last, until the next call
	attrs []xmlAttr
	text  []byte // of the text or comment, raw

	open       []byte // the names of open elements, one after the other
	openAt     []int  // where in open each begins
	closing    bool   // the last start tag was empty: its end comes next
	rootClosed bool
	tagStart   int // where in the window the last start tag begins
}

type xmlAttr struct{ name, raw []byte }

type xmlToken int

const (
	xmlEnd xmlToken = iota // the document's
	xmlStart
	xmlClose
	xmlText
	xmlComment
)

// maxXMLDepth is far above the eight levels that reports have.
const maxXMLDepth = 256

func (x *xmlReader) fail(at int, format string, args ...any) error {
	if x.in.err != nil {
		return x.in.err // what ended the input explains the rest
	}
	return &syntaxError{at: x.in.place(at), message: fmt.Sprintf(format, args...), hint: rewriteHint}
}

// each hands over one token after another until the report ends or do fails.
func (x *xmlReader) each(do func(xmlToken) error) error {
	for {
		token, err := x.next()
		if err != nil {
			return err
		}
		if token == xmlEnd {
			return nil
		}
		if err := do(token); err != nil {
			return err
		}
	}
}

// next returns the next token. Text between tags may come in several pieces.
func (x *xmlReader) next() (xmlToken, error) {
	if x.closing {
		x.closing = false
		x.pop()
		return xmlClose, nil
	}
	in := x.in
	for {
		if in.pos == in.end && !in.more() {
			return xmlEnd, x.finish()
		}
		if in.buf[in.pos] != '<' {
			text := in.buf[in.pos:in.end]
			if i := bytes.IndexByte(text, '<'); i >= 0 {
				text = text[:i]
			}
			if len(bytes.TrimSpace(text)) == 0 {
				in.pos += len(text)
				continue
			}
			if len(x.openAt) == 0 {
				return xmlEnd, x.fail(in.pos+len(text)-len(bytes.TrimLeft(text, " \t\r\n")), "it is not well-formed XML: there is text outside of the root element")
			}
			in.pos += len(text)
			x.text = text
			return xmlText, nil
		}
		for in.end-in.pos < len("<![CDATA[") && in.more() {
		}
		rest := in.buf[in.pos:in.end]
		switch {
		case len(rest) < 2:
			return xmlEnd, x.finish()
		case rest[1] == '/':
			return x.closeTag()
		case rest[1] == '?':
			if err := x.skip("<?", "?>"); err != nil {
				return xmlEnd, err
			}
		case bytes.HasPrefix(rest, []byte("<!--")):
			first, err := x.comment()
			if err != nil {
				return xmlEnd, err
			}
			x.text = first
			return xmlComment, nil
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			if len(x.openAt) == 0 {
				return xmlEnd, x.fail(in.pos, "it is not well-formed XML: there is text outside of the root element")
			}
			end, err := x.find(len("<![CDATA["), "]]>")
			if err != nil {
				return xmlEnd, err
			}
			x.text = in.buf[in.pos+len("<![CDATA[") : in.pos+end]
			in.pos += end + len("]]>")
			return xmlText, nil
		case rest[1] == '!':
			if err := x.doctype(); err != nil {
				return xmlEnd, err
			}
		default:
			return x.startTag()
		}
	}
}

func (x *xmlReader) finish() error {
	if x.in.err != nil {
		return x.in.err
	}
	if n := len(x.openAt); n > 0 {
		return x.fail(x.in.end, "it is truncated: it ends inside of <%s>", clip(x.open[x.openAt[n-1]:]))
	}
	if !x.rootClosed {
		return x.fail(x.in.end, "it is truncated: it ends before the root element")
	}
	if x.in.pos < x.in.end {
		return x.fail(x.in.pos, "it is not well-formed XML: there is text outside of the root element")
	}
	return nil
}

// find returns where a terminator begins, counted from in.pos, and keeps all up to it in the window.
func (x *xmlReader) find(from int, terminator string) (int, error) {
	in := x.in
	for {
		if i := bytes.Index(in.buf[min(in.pos+from, in.end):in.end], []byte(terminator)); i >= 0 {
			return from + i, nil
		}
		from = max(from, in.end-in.pos-len(terminator)+1)
		if !in.more() {
			return 0, x.fail(in.end, "it is truncated: %q is missing", terminator)
		}
	}
}

// skip passes over something of any length.
func (x *xmlReader) skip(start, terminator string) error {
	in := x.in
	in.pos += len(start)
	for {
		if i := bytes.Index(in.buf[in.pos:in.end], []byte(terminator)); i >= 0 {
			in.pos += i + len(terminator)
			return nil
		}
		in.pos = max(in.pos, in.end-len(terminator)+1)
		if !in.more() {
			return x.fail(in.end, "it is truncated: %q is missing", terminator)
		}
	}
}

// comment passes over a comment and returns as much of its beginning as is at hand.
func (x *xmlReader) comment() ([]byte, error) {
	in := x.in
	for in.end-in.pos < 256 && in.more() {
	}
	first := bytes.Clone(in.buf[in.pos:min(in.end, in.pos+256)])
	if err := x.skip("<!--", "-->"); err != nil {
		return nil, err
	}
	if i := bytes.Index(first, []byte("-->")); i >= 0 {
		first = first[:i]
	}
	return first, nil
}

// doctype passes over <!DOCTYPE …>, and refuses one that declares entities.
func (x *xmlReader) doctype() error {
	in := x.in
	if len(x.openAt) > 0 || x.rootClosed {
		return x.fail(in.pos, "it is not well-formed XML: <! inside of the document")
	}
	end, err := x.find(2, ">")
	if err != nil {
		return err
	}
	if i := bytes.IndexByte(in.buf[in.pos:in.pos+end], '['); i >= 0 {
		if end, err = x.find(i, "]"); err != nil {
			return err
		}
		subset := in.buf[in.pos+i : in.pos+end]
		// A document whose beginning is only looked at, to tell what it is, is refused when it is read.
		if j := bytes.Index(subset, []byte("<!ENTITY")); j >= 0 && in.src != nil {
			return x.fail(in.pos+i+j, "it declares XML entities of its own, which bdma does not expand")
		}
		if end, err = x.find(end, ">"); err != nil {
			return err
		}
	}
	in.pos += end + 1
	return nil
}

func (x *xmlReader) closeTag() (xmlToken, error) {
	in := x.in
	end, err := x.find(2, ">")
	if err != nil {
		return xmlEnd, err
	}
	name := bytes.TrimRight(in.buf[in.pos+2:in.pos+end], " \t\r\n")
	n := len(x.openAt)
	if n == 0 {
		return xmlEnd, x.fail(in.pos, "it is not well-formed XML: </%s> closes nothing", clip(name))
	}
	if open := x.open[x.openAt[n-1]:]; !bytes.Equal(open, name) {
		return xmlEnd, x.fail(in.pos, "it is not well-formed XML: </%s> closes <%s>", clip(name), clip(open))
	}
	in.pos += end + 1
	x.pop()
	return xmlClose, nil
}

func (x *xmlReader) pop() {
	n := len(x.openAt) - 1
	x.name = x.open[x.openAt[n]:]
	x.open = x.open[:x.openAt[n]]
	x.openAt = x.openAt[:n]
	x.rootClosed = n == 0
}

// startTag reads a start tag. When the window ends in its middle, it begins again with a larger one.
func (x *xmlReader) startTag() (xmlToken, error) {
	in := x.in
	for {
		n, problem := x.parseTag(in.buf[in.pos:in.end])
		switch {
		case problem != "":
			return xmlEnd, x.fail(in.pos+n, "it is not well-formed XML: %s", problem)
		case n > 0:
			x.tagStart = in.pos
			in.pos += n
			return xmlStart, x.push()
		case !in.more():
			return xmlEnd, x.fail(in.end, "it is truncated: it ends inside of a tag")
		}
	}
}

func (x *xmlReader) push() error {
	if len(x.openAt) >= maxXMLDepth {
		return x.fail(x.tagStart, "it nests elements more than %d deep", maxXMLDepth)
	}
	if len(x.name) > maxName {
		return x.fail(x.tagStart, "it has an element with a name of more than %d bytes", maxName)
	}
	if len(x.openAt) == 0 && x.rootClosed {
		return x.fail(x.tagStart, "it is not well-formed XML: it has more than one root element")
	}
	x.openAt = append(x.openAt, len(x.open))
	x.open = append(x.open, x.name...)
	return nil
}

// parseTag reads the start tag at the beginning of b. It returns its length, 0 when b ends too early, or what is wrong
// at an offset.
func (x *xmlReader) parseTag(b []byte) (n int, problem string) {
	x.attrs = x.attrs[:0]
	i := 1
	for i < len(b) && !endsName[b[i]] {
		i++
	}
	if i == len(b) {
		return 0, ""
	}
	x.name = b[1:i]
	if i == 1 {
		return 0, "< is not followed by a name"
	}
	for {
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i == len(b) {
			return 0, ""
		}
		switch b[i] {
		case '>':
			x.closing = false
			return i + 1, ""
		case '/':
			if i+1 == len(b) {
				return 0, ""
			}
			if b[i+1] != '>' {
				return i, "/ is not followed by >"
			}
			x.closing = true
			return i + 2, ""
		}
		start := i
		for i < len(b) && !endsName[b[i]] {
			i++
		}
		name := b[start:i]
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i == len(b) {
			return 0, ""
		}
		if b[i] != '=' || len(name) == 0 {
			return i, "an attribute has no value"
		}
		i++
		for i < len(b) && isSpace(b[i]) {
			i++
		}
		if i == len(b) {
			return 0, ""
		}
		quote := b[i]
		if quote != '"' && quote != '\'' {
			return i, "an attribute's value is not quoted"
		}
		i++
		// Values are short: a plain loop beats a call.
		start = i
		for i < len(b) && b[i] != quote {
			i++
		}
		if i == len(b) {
			return 0, ""
		}
		x.attrs = append(x.attrs, xmlAttr{name: name, raw: b[start:i]})
		i++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

var endsName = [256]bool{' ': true, '\n': true, '\t': true, '\r': true, '>': true, '/': true, '=': true, '<': true, '"': true, '\'': true}

// attr returns the value of an attribute with its references resolved; nil when it is missing.
func (x *xmlReader) attr(name string) []byte {
	for i := range x.attrs {
		if string(x.attrs[i].name) == name {
			return unescapeXML(x.attrs[i].raw)
		}
	}
	return nil
}

// unescapeXML resolves the five named references and numeric ones; others stay as they are. Bytes that are not UTF-8
// are read as Latin-1, which the reports that have them declare.
func unescapeXML(b []byte) []byte {
	if bytes.IndexByte(b, '&') < 0 {
		if ascii(b) || utf8.Valid(b) {
			return b
		}
		out := make([]byte, 0, len(b)*2)
		for _, c := range b {
			out = utf8.AppendRune(out, rune(c))
		}
		return out
	}
	out := make([]byte, 0, len(b))
	for len(b) > 0 {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			out = append(out, b...)
			break
		}
		out = append(out, b[:i]...)
		b = b[i:]
		end := bytes.IndexByte(b[:min(len(b), 12)], ';')
		if end < 0 {
			out = append(out, '&')
			b = b[1:]
			continue
		}
		if r, ok := reference(b[1:end]); ok {
			out = utf8.AppendRune(out, r)
		} else {
			out = append(out, b[:end+1]...)
		}
		b = b[end+1:]
	}
	return out
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func reference(name []byte) (rune, bool) {
	switch string(name) {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(string(digits), base, 32)
	if err != nil || n == 0 || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}

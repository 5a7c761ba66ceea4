// Package lexer splits PostgreSQL scripts into tokens and statements, in Go alone. It sees a file before the C parser
// does: it removes what only psql or a template engine understands, and it refuses what makes the parser crash or hang.
//
// The lexical rules are those of PostgreSQL's scan.l (Lexical Structure, §4.1 of the manual). They have to be exact:
// whatever this package takes for the inside of a string is not looked at by the guard.
package lexer

import "strings"

// Kind is the class of a token.
type Kind uint8

// The classes of tokens.
const (
	Word     Kind = iota // an unquoted identifier or key word
	Quoted               // a quoted identifier
	String               // a string constant of any form
	Number               // a numeric constant
	Param                // $1
	Operator             // a run of operator characters, "::" and ":=" included
	Punct                // one of , ; ( ) [ ] . :
)

// Token is a piece of the text. Comments and white space are not tokens.
type Token struct {
	Start, End int32
	Kind       Kind
}

// File is a script after lexical analysis.
type File struct {
	// Text is the script with templates, psql's meta-commands and COPY data blanked. It is as long as the original, byte
	// for byte, and has its lines.
	Text string
	// Tokens are the tokens of Text, in order.
	Tokens []Token
	// Templated says that placeholders of a template engine or of psql were replaced by identifiers.
	Templated bool
	// Placeholders are the made-up names, folded as PostgreSQL folds them, with what the script has in their place.
	Placeholders map[string]string
	// Err is why the script must not be parsed at or after an offset; nil when it may.
	Err *Error
}

// Error is a refusal, with the place where it became necessary.
type Error struct {
	Offset  int
	Message string
	Hint    string
}

// Of returns the text of a token.
func (f *File) Of(t Token) string { return f.Text[t.Start:t.End] }

// Is tells whether a token is the key word, which must be lower case.
func (f *File) Is(t Token, word string) bool { return t.Kind == Word && equalFold(f.Of(t), word) }

// IsPunct tells whether a token is the punctuation mark.
func (f *File) IsPunct(t Token, c byte) bool { return t.Kind == Punct && f.Text[t.Start] == c }

// equalFold compares ASCII text with a lower-case word of the same alphabet; it is much cheaper than strings.EqualFold.
func equalFold(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// maxCommentDepth bounds nested comments: the C scanner needs time quadratic in the depth (12 s at 20,000).
const maxCommentDepth = 100

// Scan analyses a script. The text must not hold NUL bytes and must be valid UTF-8.
func Scan(text string) *File { return ScanPrepared(text, text) }

// ScanPrepared analyses a script that was prepared from another of its length, in which the placeholders are as written.
func ScanPrepared(text, original string) *File {
	s := scanner{text: text, out: text}
	s.tokens = make([]Token, 0, len(text)/6+8)
	s.run()
	return &File{Text: s.out, Tokens: s.tokens, Templated: s.templated, Placeholders: s.placeholders(original), Err: s.err}
}

// placeholders pairs the made-up names with the script's own text. Shorter ones could be anybody's name.
func (s *scanner) placeholders(original string) map[string]string {
	const shortest, longest = 4, 63 // NAMEDATALEN - 1
	if !s.templated {
		return nil
	}
	out := make(map[string]string)
	for _, t := range s.tokens {
		i, j := t.Start, t.End
		if t.Kind == Quoted {
			i, j = i+1, j-1
		}
		if t.Kind != Word && t.Kind != Quoted || j-i < shortest || s.out[i:j] == original[i:j] {
			continue
		}
		name := s.out[i:j]
		if t.Kind == Word {
			name = strings.ToLower(name)
		}
		name = name[:min(len(name), longest)]
		if _, ok := out[name]; !ok {
			out[name] = original[i:j]
		}
	}
	return out
}

type scanner struct {
	text      string // what is being scanned; edits are made to buf and to text alike
	out       string
	buf       []byte // a copy of text with edits; nil while there are none
	tokens    []Token
	templated bool
	err       *Error
	stmt      int  // index of the first token of the current statement
	brackets  int  // open square brackets, in which ":" is a slice
	plain     bool // no "}}" is left in the text
}

// fill overwrites text[i:j] but for its line ends.
func (s *scanner) fill(i, j int, with byte) {
	if s.buf == nil {
		s.buf = []byte(s.text)
	}
	for k := i; k < j; k++ {
		if s.buf[k] != '\n' && s.buf[k] != '\r' {
			s.buf[k] = with
		}
	}
}

func (s *scanner) add(k Kind, start, end int) {
	s.tokens = append(s.tokens, Token{int32(start), int32(end), k})
}

func (s *scanner) run() {
	t := s.text
	i := 0
	for i < len(t) && s.err == nil {
		c := t[i]
		switch {
		case isSpace(c):
			i++
		case c == '-' && strings.HasPrefix(t[i:], "--"):
			i = lineEnd(t, i)
		case c == '/' && strings.HasPrefix(t[i:], "/*"):
			i = s.comment(i)
		case c == '\'':
			end := quoted(t, i, false)
			s.add(String, i, end)
			i = end
		case c == '"':
			end := s.identifier(i + 1)
			s.add(Quoted, i, end)
			i = end
		case c == '$':
			i = s.dollar(i)
		case c == '{' && strings.HasPrefix(t[i:], "{{"):
			i = s.braces(i)
		case c == '\\':
			// psql reads meta-commands to the end of their line; SQL has no backslash outside of quotes.
			end := lineEnd(t, i)
			if strings.HasPrefix(t[i:], `\;`) {
				end = i + 1 // a semicolon that does not send the statement yet
			}
			s.fill(i, end, ' ')
			if sendsStatement(t[i+1 : end]) {
				s.buf[i] = ';'
				s.add(Punct, i, i+1)
				s.stmt, s.brackets = len(s.tokens), 0
			}
			i = end
		case isIdentStart(c):
			i = s.word(i)
		case isDigit(c) || c == '.' && i+1 < len(t) && isDigit(t[i+1]):
			end := number(t, i)
			s.add(Number, i, end)
			i = end
		case c == ':':
			i = s.colon(i)
		case isOperator(c):
			end := operator(t, i)
			s.add(Operator, i, end)
			i = end
		default:
			s.add(Punct, i, i+1)
			switch c {
			case '[':
				s.brackets++
			case ']':
				s.brackets--
			case ';':
				s.brackets = 0
				i = s.copyData(i)
				s.stmt = len(s.tokens)
			}
			i++
		}
	}
	if s.buf != nil {
		s.out = string(s.buf)
	}
}

// sendsStatement tells whether a meta-command of psql's sends the statement before it, as a semicolon does.
func sendsStatement(command string) bool {
	name := command[:identEnd(command, 0)]
	switch name {
	case "g", "gx", "gexec", "gset", "gdesc", "crosstabview", "watch":
		return true
	}
	return false
}

// word scans an identifier, or a string or quoted identifier with a prefix.
func (s *scanner) word(i int) int {
	t := s.text
	end := i + 1
	for end < len(t) && isIdent(t[end]) {
		end++
	}
	// A template in the middle of a name: x{{.n}}_y and x${n}_y are one identifier after substitution.
	for {
		if strings.HasPrefix(t[end:], "{{") {
			if j := s.closeBraces(end); j > 0 && !isControl(t[end+2:end+j]) {
				s.fill(end, end+j+2, 'x')
				s.templated = true
				end = identEnd(t, end+j+2)
				continue
			}
		}
		break
	}
	n := end - i
	if end < len(t) && n <= 2 {
		switch q := t[end]; {
		case q == '\'' && n == 1 && (t[i] == 'e' || t[i] == 'E'):
			stop := quoted(t, end, true)
			s.add(String, i, stop)
			return stop
		case q == '\'' && n == 1 && strings.IndexByte("bBxXnN", t[i]) >= 0:
			stop := quoted(t, end, false)
			s.add(String, i, stop)
			return stop
		}
	}
	if n == 1 && (t[i] == 'u' || t[i] == 'U') && strings.HasPrefix(t[end:], "&'") {
		stop := quoted(t, end+1, false)
		s.add(String, i, stop)
		return stop
	}
	if n == 1 && (t[i] == 'u' || t[i] == 'U') && strings.HasPrefix(t[end:], "&\"") {
		stop := closing(t, end+2, '"')
		s.add(Quoted, i, stop)
		return stop
	}
	s.add(Word, i, end)
	return end
}

// dollar scans $1, $tag$…$tag$ and the template ${name}.
func (s *scanner) dollar(i int) int {
	t := s.text
	if i+1 < len(t) && isDigit(t[i+1]) {
		end := i + 1
		for end < len(t) && isDigit(t[end]) {
			end++
		}
		s.add(Param, i, end)
		return end
	}
	if strings.HasPrefix(t[i:], "${") {
		const longest = 256 // of a placeholder; beyond it, looking for its end would be quadratic in hostile files
		if j := strings.IndexByte(t[i:min(i+longest, len(t))], '}'); j > 0 && strings.IndexByte(t[i:i+j], '\n') < 0 {
			end := identEnd(t, i+j+1)
			s.fill(i, i+j+1, 'x')
			s.templated = true
			s.add(Word, i, end)
			return end
		}
	}
	tag := i + 1
	if tag < len(t) && isIdentStart(t[tag]) {
		for tag < len(t) && isIdent(t[tag]) && t[tag] != '$' {
			tag++
		}
	}
	if tag < len(t) && t[tag] == '$' {
		mark := t[i : tag+1]
		end := len(t)
		if j := strings.Index(t[tag+1:], mark); j >= 0 {
			end = tag + 1 + j + len(mark)
		}
		s.add(String, i, end)
		return end
	}
	s.add(Punct, i, i+1)
	return i + 1
}

// closeBraces returns how far behind i the next "}}" is, or -1. It looks in vain only once.
func (s *scanner) closeBraces(i int) int {
	if s.plain {
		return -1
	}
	j := strings.Index(s.text[i:], "}}")
	s.plain = j < 0
	return j
}

// braces replaces a {{template}}: control actions by blanks, all others by an identifier.
func (s *scanner) braces(i int) int {
	t := s.text
	j := s.closeBraces(i)
	if j < 0 {
		s.add(Punct, i, i+1)
		return i + 1
	}
	end := i + j + 2
	s.templated = true
	if isControl(t[i+2 : end-2]) {
		s.fill(i, end, ' ')
		return end
	}
	if strings.IndexByte(t[i:end], '\n') >= 0 {
		s.fill(i, end, ' ')
		s.fill(i, i+1, 'x')
		s.add(Word, i, i+1)
		return end
	}
	s.fill(i, end, 'x')
	end = identEnd(t, end)
	s.add(Word, i, end)
	return end
}

// isControl tells whether the inside of {{…}} is an action that yields no name.
func isControl(action string) bool {
	action = strings.TrimLeft(action, "- \t\r\n")
	for _, word := range [...]string{"if", "else", "end", "range", "with", "define", "block", "template", "/*"} {
		if strings.HasPrefix(action, word) && (word == "/*" || len(action) == len(word) || !isIdent(action[len(word)])) {
			return true
		}
	}
	return false
}

// colon tells "::" and ":=" from an array slice and from psql's :name, :'name' and :"name".
func (s *scanner) colon(i int) int {
	t := s.text
	if i+1 < len(t) {
		switch c := t[i+1]; {
		case c == ':' || c == '=':
			s.add(Operator, i, i+2)
			return i + 2
		case s.brackets > 0:
		case isIdentStart(c):
			end := identEnd(t, i+1)
			s.fill(i, i+1, 'x')
			s.templated = true
			s.add(Word, i, end)
			return end
		case c == '\'' || c == '"':
			s.fill(i, i+1, ' ')
			s.templated = true
			return i + 1
		}
	}
	s.add(Punct, i, i+1)
	return i + 1
}

// comment skips a block comment, which may nest.
func (s *scanner) comment(i int) int {
	t := s.text
	start, depth := i, 0
	for i < len(t) {
		j := strings.IndexAny(t[i:], "/*")
		if j < 0 {
			break
		}
		i += j
		switch {
		case strings.HasPrefix(t[i:], "/*"):
			if depth++; depth > maxCommentDepth {
				s.err = &Error{Offset: start, Message: "comments are nested more than 100 deep", Hint: "remove the inner comments"}
				return len(t)
			}
			i += 2
		case strings.HasPrefix(t[i:], "*/"):
			i += 2
			if depth--; depth == 0 {
				return i
			}
		default:
			i++
		}
	}
	return len(t)
}

// copyData blanks the rows that follow COPY … FROM stdin; it returns the offset of the last byte consumed.
func (s *scanner) copyData(semicolon int) int {
	f := File{Text: s.text}
	stmt := s.tokens[s.stmt:]
	if len(stmt) < 4 || !f.Is(stmt[0], "copy") {
		return semicolon
	}
	from := false
	for _, tok := range stmt {
		if from && f.Is(tok, "stdin") {
			start := lineEnd(s.text, semicolon)
			end := len(s.text)
			if j := strings.Index(s.text[start:], "\n\\."); j >= 0 {
				end = lineEnd(s.text, start+j+1)
			}
			s.fill(start, end, ' ')
			return max(end-1, semicolon)
		}
		from = f.Is(tok, "from")
	}
	return semicolon
}

// quoted returns the end of a string constant that begins at the quote at i. Constants that stand on several lines with
// nothing between them are one constant (manual §4.1.2.1), in which escapes go on to hold.
func quoted(t string, i int, escapes bool) int {
	i++
	for i < len(t) {
		switch c := t[i]; {
		case c == '\\' && escapes:
			i += 2
		case c != '\'':
			i++
		case i+1 < len(t) && t[i+1] == '\'':
			i += 2
		default:
			next, ok := continuation(t, i+1)
			if !ok {
				return i + 1
			}
			i = next
		}
	}
	return len(t)
}

// continuation returns where the content of a string goes on after white space that includes a line end.
func continuation(t string, i int) (int, bool) {
	newline := false
	for i < len(t) {
		switch c := t[i]; {
		case c == '\n' || c == '\r':
			newline = true
			i++
		case isSpace(c):
			i++
		case c == '-' && strings.HasPrefix(t[i:], "--"):
			i = lineEnd(t, i)
		case c == '\'' && newline:
			return i + 1, true
		default:
			return 0, false
		}
	}
	return 0, false
}

// identifier returns the end of a quoted identifier whose content begins at i. A template in it may have quotes of its own:
// "{{ index .Options "Namespace" }}".
func (s *scanner) identifier(i int) int {
	for {
		end := closing(s.text, i, '"')
		open := strings.Index(s.text[i:end], "{{")
		if open < 0 || strings.Contains(s.text[i+open:end], "}}") {
			return end
		}
		j := s.closeBraces(end)
		if j < 0 {
			return end
		}
		s.fill(i+open, end+j+2, 'x')
		s.templated = true
		i = end + j + 2
	}
}

// closing returns the offset after the closing quote; a doubled quote is part of the content.
func closing(t string, i int, q byte) int {
	for i < len(t) {
		if t[i] == q {
			if i+1 >= len(t) || t[i+1] != q {
				return i + 1
			}
			i++
		}
		i++
	}
	return len(t)
}

func number(t string, i int) int {
	for i < len(t) {
		c := t[i]
		if isIdent(c) && c != '$' || c == '.' && !strings.HasPrefix(t[i:], "..") {
			i++
		} else if (c == '+' || c == '-') && (t[i-1] == 'e' || t[i-1] == 'E') && i+1 < len(t) && isDigit(t[i+1]) {
			i++
		} else {
			break
		}
	}
	return i
}

// operator returns the end of a run of operator characters; a comment ends it (manual §4.1.3).
func operator(t string, i int) int {
	end := i
	for end < len(t) && isOperator(t[end]) {
		if end > i && (strings.HasPrefix(t[end:], "--") || strings.HasPrefix(t[end:], "/*")) {
			break
		}
		end++
	}
	return end
}

// lineEnd returns the offset of the line end at or after i.
func lineEnd(t string, i int) int {
	for i < len(t) && t[i] != '\n' && t[i] != '\r' {
		i++
	}
	return i
}

func identEnd(t string, i int) int {
	for i < len(t) && isIdent(t[i]) {
		i++
	}
	return i
}

func isSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }
func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isIdentStart(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80
}
func isIdent(c byte) bool { return isIdentStart(c) || isDigit(c) || c == '$' }
func isOperator(c byte) bool {
	switch c {
	case '+', '-', '*', '/', '<', '>', '=', '~', '!', '@', '#', '%', '^', '&', '|', '`', '?':
		return true
	}
	return false
}

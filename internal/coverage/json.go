package coverage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/bdma-dev/bdma/internal/facts"
)

// jsonReader walks through JSON of any size without building anything: what is not asked for is skipped as it streams by.
// Its methods consume exactly one value, or say where the report is broken. It reads the window of the input in place,
// because reports of a hundred megabytes are ordinary and consist of numbers of two digits.
type jsonReader struct {
	in    *input
	key   []byte // of the member that is being read
	long  []byte // a string that the window does not hold as a whole
	open  []byte // brackets that skip is in
	depth int
}

const (
	// maxJSONString bounds a string that is asked for. Embedded sources and source maps are longer, and skipped as they
	// stream by.
	maxJSONString = 16 << 20
	// maxJSONDepth is far beyond what reports need.
	maxJSONDepth = 10_000
)

func newJSONReader(in *input) *jsonReader { return &jsonReader{in: in} }

// at returns the position of what comes next.
func (j *jsonReader) at() facts.Position { return j.in.place(j.in.pos) }

// fail returns an error about what was read last.
func (j *jsonReader) fail(format string, args ...any) error {
	return &syntaxError{at: j.at(), message: fmt.Sprintf(format, args...), hint: rewriteHint}
}

const rewriteHint = "write the report anew; a report that is cut off or edited cannot be judged"

// cut returns why the input ended before its JSON did.
func (j *jsonReader) cut() error {
	if j.in.err != nil {
		return j.in.err
	}
	e := &syntaxError{message: "it is truncated: the JSON ends too early", hint: rewriteHint}
	if j.in.line > 0 || j.in.column > 0 || j.in.end > 0 {
		e.at = j.in.place(j.in.end)
	}
	return e
}

// wrong returns an error about the next character, or about the end when there is none.
func (j *jsonReader) wrong(where string) error {
	if j.in.pos == j.in.end {
		return j.cut()
	}
	c := j.in.buf[j.in.pos]
	return j.fail("it is not valid JSON: invalid character %s %s", quoteByte(c), where)
}

func quoteByte(c byte) string {
	if c < ' ' || c >= 0x7f {
		return fmt.Sprintf("'\\x%02x'", c)
	}
	return "'" + string(rune(c)) + "'"
}

// peek passes over space and returns the next byte without consuming it, and 0 at the end.
func (j *jsonReader) peek() byte {
	in := j.in
	for {
		for in.pos < in.end {
			c := in.buf[in.pos]
			if c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
				return c
			}
			in.pos++
		}
		if !in.more() {
			return 0
		}
	}
}

// kind tells what the next value is: '{', '[', '"', '0' (a number), 't', 'f' or 'n', and 0 when there is none.
func (j *jsonReader) kind() jsontext.Kind {
	switch c := j.peek(); c {
	case '{', '[', '"', 't', 'f', 'n':
		return jsontext.Kind(c)
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return '0'
	}
	return 0
}

func (j *jsonReader) enter() error {
	if j.depth == maxJSONDepth {
		return j.fail("it is nested more than %d levels deep here", maxJSONDepth)
	}
	j.depth++
	j.in.pos++
	return nil
}

func (j *jsonReader) leave() {
	j.depth--
	j.in.pos++
}

// object calls each with every key of an object; each consumes the value. The key is valid until then. Anything but an
// object is skipped.
func (j *jsonReader) object(each func(key []byte) error) error {
	if j.peek() != '{' {
		return j.skip()
	}
	if err := j.enter(); err != nil {
		return err
	}
	if j.peek() == '}' {
		j.leave()
		return nil
	}
	for {
		if err := j.name(); err != nil {
			return err
		}
		if err := each(j.key); err != nil {
			return err
		}
		switch j.peek() {
		case ',':
			j.in.pos++
		case '}':
			j.leave()
			return nil
		default:
			return j.wrong("after object value (expecting ',' or '}')")
		}
	}
}

// name reads a key and the colon behind it.
func (j *jsonReader) name() error {
	if j.peek() != '"' {
		return j.wrong("at start of object name (expecting '\"')")
	}
	// A plain key, whole in the window, followed by its colon: nearly all are.
	in := j.in
	window := in.buf[in.pos+1 : in.end]
	for i, c := range window {
		if c > '"' && c != '\\' || c == ' ' || c == '!' {
			continue
		}
		if c != '"' || i+1 == len(window) || window[i+1] != ':' {
			break
		}
		j.key = append(j.key[:0], window[:i]...)
		in.pos += i + 3
		return nil
	}
	raw, err := j.str()
	if err != nil {
		return err
	}
	j.key = append(j.key[:0], raw...)
	if j.peek() != ':' {
		return j.wrong("after object name (expecting ':')")
	}
	in.pos++
	return nil
}

// array calls each with the index of every element of an array; each consumes the element. Anything but an array is
// skipped.
func (j *jsonReader) array(each func(i int) error) error {
	if j.peek() != '[' {
		return j.skip()
	}
	if err := j.enter(); err != nil {
		return err
	}
	if j.peek() == ']' {
		j.leave()
		return nil
	}
	for i := 0; ; i++ {
		if err := each(i); err != nil {
			return err
		}
		switch j.peek() {
		case ',':
			j.in.pos++
		case ']':
			j.leave()
			return nil
		default:
			return j.wrong("after array element (expecting ',' or ']')")
		}
	}
}

// text returns a string, valid until the next value is read. Of any other scalar it returns the JSON, and of an object,
// an array or null nothing.
func (j *jsonReader) text() ([]byte, error) {
	switch c := j.peek(); c {
	case '"':
		return j.str()
	case '{', '[', 'n':
		return nil, j.skip()
	default:
		return j.scalar(c)
	}
}

// number returns a whole number, and ok when the value is one: a fast path beside text, with the bounds of hitCount.
// Of anything else it consumes nothing.
func (j *jsonReader) number() (n uint64, ok bool) {
	if c := j.peek(); c-'0' > 9 {
		return 0, false
	}
	in := j.in
	for i := in.pos; i < in.end; i++ {
		d := in.buf[i] - '0'
		if d <= 9 {
			if n > (math.MaxUint64-9)/10 {
				return 0, false
			}
			n = n*10 + uint64(d)
			continue
		}
		switch in.buf[i] {
		case '.', 'e', 'E', '-', '+':
			return 0, false
		}
		if in.buf[in.pos] == '0' && i > in.pos+1 {
			return 0, false
		}
		in.pos = i
		return n, true
	}
	return 0, false // it may go on behind the window
}

// str consumes the string that begins here.
func (j *jsonReader) str() ([]byte, error) {
	in := j.in
	plain := true
	from := 1 // where to search on, behind in.pos
	j.long = j.long[:0]
	for {
		window := in.buf[in.pos:in.end]
		i := from
		for ; i < len(window); i++ {
			c := window[i]
			if c == '"' {
				break
			}
			if c == '\\' {
				plain = false
				i++
				continue
			}
			if c < ' ' {
				in.pos += i
				return nil, j.wrong("in string (expecting non-control character)")
			}
		}
		if i < len(window) {
			raw := window[:i+1]
			in.pos += i + 1
			if len(j.long) > 0 {
				j.long = append(j.long, raw...)
				raw = j.long
			}
			if plain {
				return raw[1 : len(raw)-1], nil
			}
			return j.unquote(raw)
		}
		// It goes on: keep what there is, so that the window can slide.
		if len(j.long)+len(window) > maxJSONString {
			return nil, &syntaxError{at: j.at(), message: "it has a string of more than 16 MiB here"}
		}
		j.long = append(j.long, window...)
		from = i - len(window) // 1 when the window ends with a backslash
		in.pos = in.end
		if !in.more() {
			return nil, j.cut()
		}
	}
}

func (j *jsonReader) unquote(raw []byte) ([]byte, error) {
	out, err := jsontext.AppendUnquote(nil, raw)
	var syntactic *jsontext.SyntacticError
	if errors.As(err, &syntactic) {
		// Invalid UTF-8 and halves of surrogate pairs are replaced: names of files may hold them.
		var lenient string
		if json.Unmarshal(raw, &lenient) == nil {
			return []byte(lenient), nil
		}
		return nil, j.fail("it is not valid JSON: %s", strings.TrimPrefix(syntactic.Err.Error(), "jsontext: "))
	}
	return out, nil
}

var literals = map[byte]string{'t': "true", 'f': "false", 'n': "null"}

// scalar consumes a number, true, false or null that begins with c.
func (j *jsonReader) scalar(c byte) ([]byte, error) {
	in := j.in
	if want, ok := literals[c]; ok {
		for i := range want {
			for in.pos+i == in.end && in.more() {
			}
			if in.pos+i == in.end {
				in.pos = in.end
				return nil, j.cut()
			}
			if in.buf[in.pos+i] != want[i] {
				in.pos += i
				return nil, j.wrong(fmt.Sprintf("in literal %s (expecting %s)", want, quoteByte(want[i])))
			}
		}
		in.pos += len(want)
		return in.buf[in.pos-len(want) : in.pos], nil
	}
	if c != '-' && c-'0' > 9 {
		return nil, j.wrong("at start of value")
	}
	i := 1
	for {
		if in.pos+i == in.end && !in.more() {
			if in.err != nil {
				return nil, in.err
			}
			break
		}
		d := in.buf[in.pos+i]
		if d-'0' > 9 && d != '.' && d != 'e' && d != 'E' && d != '-' && d != '+' {
			break
		}
		i++
	}
	raw := in.buf[in.pos : in.pos+i]
	if !isNumber(raw) {
		return nil, j.fail("it is not valid JSON: %.40q is not a number", raw)
	}
	in.pos += i
	return raw, nil
}

// isNumber says whether b has the form of a JSON number.
func isNumber(b []byte) bool {
	digits := func() bool {
		_, rest, ok := number(b)
		b = rest
		return ok
	}
	if len(b) > 0 && b[0] == '-' {
		b = b[1:]
	}
	if len(b) > 1 && b[0] == '0' && b[1]-'0' <= 9 || !digits() {
		return false
	}
	if len(b) > 0 && b[0] == '.' {
		if b = b[1:]; !digits() {
			return false
		}
	}
	if len(b) > 0 && b[0]|0x20 == 'e' {
		if b = b[1:]; len(b) > 0 && (b[0] == '+' || b[0] == '-') {
			b = b[1:]
		}
		if !digits() {
			return false
		}
	}
	return len(b) == 0
}

// skip passes over a value.
func (j *jsonReader) skip() error {
	j.open = j.open[:0]
	in := j.in
	for {
		switch c := j.peek(); c {
		case '{':
			if j.depth+len(j.open) >= maxJSONDepth {
				return j.fail("it is nested more than %d levels deep here", maxJSONDepth)
			}
			in.pos++
			if j.peek() == '}' {
				in.pos++
				break
			}
			j.open = append(j.open, '}')
			if err := j.skipName(); err != nil {
				return err
			}
			continue
		case '[':
			if j.depth+len(j.open) >= maxJSONDepth {
				return j.fail("it is nested more than %d levels deep here", maxJSONDepth)
			}
			in.pos++
			if j.peek() == ']' {
				in.pos++
				break
			}
			j.open = append(j.open, ']')
			continue
		case '"':
			if err := j.skipString(); err != nil {
				return err
			}
		default:
			if _, ok := j.number(); !ok {
				if _, err := j.scalar(c); err != nil {
					return err
				}
			}
		}
		// A value is over, and with it perhaps those around it.
		for len(j.open) > 0 {
			last := j.open[len(j.open)-1]
			c := j.peek()
			if c == ',' {
				in.pos++
				if last == '}' {
					if err := j.skipName(); err != nil {
						return err
					}
				}
				break
			}
			if c != last {
				if last == '}' {
					return j.wrong("after object value (expecting ',' or '}')")
				}
				return j.wrong("after array element (expecting ',' or ']')")
			}
			in.pos++
			j.open = j.open[:len(j.open)-1]
		}
		if len(j.open) == 0 {
			return nil
		}
	}
}

func (j *jsonReader) skipName() error {
	if j.peek() != '"' {
		return j.wrong("at start of object name (expecting '\"')")
	}
	if err := j.skipString(); err != nil {
		return err
	}
	if j.peek() != ':' {
		return j.wrong("after object name (expecting ':')")
	}
	j.in.pos++
	return nil
}

// skipString passes over the string that begins here, of any length.
func (j *jsonReader) skipString() error {
	in := j.in
	in.pos++
	quote := -1 // the next one in the window, behind in.pos when it is not negative
	for {
		if quote < in.pos {
			if quote = bytes.IndexByte(in.buf[in.pos:in.end], '"'); quote >= 0 {
				quote += in.pos
			} else {
				quote = in.end
			}
		}
		slash := bytes.IndexByte(in.buf[in.pos:quote], '\\')
		switch {
		case slash >= 0 && in.pos+slash+1 < in.end:
			in.pos += slash + 2
			if in.pos < in.end {
				continue
			}
		case slash >= 0: // the window ends behind the backslash
			in.pos += slash
		case quote < in.end:
			in.pos = quote + 1
			return nil
		default:
			in.pos = in.end
		}
		if !in.more() {
			return j.cut()
		}
		quote = -1
	}
}

// hits consumes a hit count, and ok says that the value was one.
func (j *jsonReader) hits() (n uint32, ok bool, err error) {
	if n, ok := j.number(); ok {
		return uint32(min(n, math.MaxUint32)), true, nil
	}
	if j.peek() == '"' {
		return 0, false, j.skip()
	}
	text, err := j.text()
	if err != nil {
		return 0, false, err
	}
	n, ok = hitCount(text)
	return n, ok, nil
}

// line consumes the number of a line, and ok says that the value was one.
func (j *jsonReader) line() (n uint32, ok bool, err error) {
	if n, ok := j.number(); ok {
		return uint32(n), n > 0 && n <= maxLine, nil
	}
	if j.peek() == '"' {
		return 0, false, j.skip()
	}
	text, err := j.text()
	if err != nil {
		return 0, false, err
	}
	n, ok = lineNumber(text)
	return n, ok, nil
}

// tally consumes a whole number that counts things; of anything else it is zero.
func (j *jsonReader) tally() (int, error) {
	if n, ok := j.number(); ok {
		return int(min(n, maxCount)), nil
	}
	text, err := j.text()
	if err != nil {
		return 0, err
	}
	if n, ok := count(text); ok {
		return n, nil
	}
	return 0, nil
}

// mostPlaces bounds what is remembered of one source file until all of it is read: more than the largest bundle has.
const mostPlaces = 4 << 20

// bounded fails when a report lists more than mostPlaces of one source file.
func (j *jsonReader) bounded(n int) error {
	if n > mostPlaces {
		return j.fail("it lists more than %d places of one source file here", mostPlaces)
	}
	return nil
}

// end checks that nothing but space follows.
func (j *jsonReader) end() error {
	if j.peek(); j.in.pos == j.in.end {
		return j.in.err
	}
	if j.kind() == 0 {
		return j.wrong("at start of value")
	}
	j.in.pos++
	return j.fail("it goes on after the end of its JSON value")
}

package coverage

import (
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
)

func walkJSON(j *jsonReader, out *strings.Builder) error {
	switch j.kind() {
	case '{':
		out.WriteByte('{')
		err := j.object(func(key []byte) error {
			fmt.Fprintf(out, "%s:", key)
			return walkJSON(j, out)
		})
		out.WriteByte('}')
		return err
	case '[':
		out.WriteByte('[')
		err := j.array(func(int) error { return walkJSON(j, out) })
		out.WriteByte(']')
		return err
	}
	t, err := j.text()
	fmt.Fprintf(out, "%s,", t)
	return err
}

func TestJSONReader(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"a": [1, "x\ty", null, true], "b\u0041": {}}`, "{a:[1,x\ty,,true,]bA:{}}"},
		{" 12 ", "12,"},
		{"{\"a\": 1,\n\"bb\": nul}", "2:10: it is not valid JSON: invalid character '}' in literal null (expecting 'l')"},
		{"{\"a\":\n [1,", "2:5: it is truncated: the JSON ends too early"},
		{"{}\nx", "2:1: it is not valid JSON: invalid character 'x' at start of value"},
		{"{}\n{}", "2:2: it goes on after the end of its JSON value"},
		{"", "it is truncated: the JSON ends too early"},
		{`{"a"` + strings.Repeat(" ", 300) + `x}`, "1:305: it is not valid JSON: invalid character 'x' after object name (expecting ':')"},
		{`"` + strings.Repeat("x", maxJSONString+1<<20), "it has a string of more than 16 MiB here"},
	} {
		for _, slow := range []bool{false, true} {
			if slow && len(c.in) > 1000 {
				continue
			}
			in := newInput(strings.NewReader(c.in), 256)
			if slow {
				in = newInput(iotest.OneByteReader(strings.NewReader(c.in)), 16)
			}
			j := newJSONReader(in)
			var out strings.Builder
			err := walkJSON(j, &out)
			if err == nil {
				err = j.end()
			}
			got := out.String()
			if e, ok := err.(*syntaxError); ok {
				got = e.message
				if e.at.Line > 0 && len(c.in) < 1000 {
					got = fmt.Sprintf("%d:%d: %s", e.at.Line, e.at.Column, e.message)
				}
			} else if err != nil {
				got = err.Error()
			}
			if got != c.want {
				t.Errorf("%.40q slow %v:\ngot  %s\nwant %s", c.in, slow, got, c.want)
			}
		}
	}
}

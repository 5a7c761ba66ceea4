package coverage

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
)

func wideText(text string, order binary.AppendByteOrder) string {
	b := order.AppendUint16(nil, 0xfeff)
	for _, u := range utf16.Encode([]rune(text)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func TestUTF16(t *testing.T) {
	const cobertura = "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<coverage line-rate=\"1\"><packages><package><classes><class filename=\"caf\u00e9\U0001f600.cs\"><lines><line number=\"1\" hits=\"1\"/><line number=\"2\" hits=\"0\"/></lines></class></classes></package></packages></coverage>"
	long := cobertura + strings.Repeat("<!-- \u00e9 -->\n", 100_000)
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"little endian": {wideText(cobertura, binary.LittleEndian), []string{"caf\u00e9\U0001f600.cs line 1/2 missing 2"}},
		"big endian":    {wideText(cobertura, binary.BigEndian), []string{"caf\u00e9\U0001f600.cs line 1/2 missing 2"}},
		"long":          {wideText(long, binary.LittleEndian), []string{"caf\u00e9\U0001f600.cs line 1/2 missing 2"}},
		"half a unit":   {wideText(cobertura, binary.LittleEndian) + "x", []string{"problem: it is not well-formed XML: there is text outside of the root element"}},
		"LCOV":          {wideText("SF:a\r\nDA:1,1\r\nend_of_record\r\n", binary.LittleEndian), []string{"a line 1/1"}},
		"a Go profile":  {wideText("mode: set\na.go:3.2,3.9 1 1\n", binary.LittleEndian), []string{"a.go line 1/1 statement 1/1"}},
		"compressed":    {string(zipped(t, []byte(wideText(cobertura, binary.BigEndian)))), []string{"caf\u00e9\U0001f600.cs line 1/2 missing 2"}},
		"cut off":       {wideText(cobertura[:200], binary.LittleEndian), []string{"problem: it is truncated: it ends inside of <line>"}},
	} {
		t.Run(name, func(t *testing.T) {
			m := readModel(t, treeOf(map[string]string{"coverage.xml": c.text}), "coverage.xml")
			got := describe(m)
			if name == "cut off" && len(got) == 1 && strings.HasPrefix(got[0], "problem: it is truncated: it ends inside of") {
				return
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestUTF16Reader(t *testing.T) {
	for name, c := range map[string]struct{ units, want string }{
		"pairs":         {"\x3d\xd8\x00\xde", "\U0001f600"},
		"first half":    {"\x3d\xd8", "\ufffd"},
		"second half":   {"\x00\xde\x41\x00", "\ufffdA"},
		"two first":     {"\x3d\xd8\x3d\xd8\x00\xde", "\ufffd\U0001f600"},
		"half and text": {"\x3d\xd8\x41\x00", "\ufffdA"},
		"half a unit":   {"\x41\x00\x42", "A\ufffd"},
		"nothing":       {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, src := range []io.Reader{strings.NewReader(c.units), iotest.OneByteReader(strings.NewReader(c.units))} {
				got, err := io.ReadAll(&utf16Reader{src: src, order: binary.LittleEndian, raw: make([]byte, 16)})
				if err != nil {
					t.Fatal(err)
				}
				if string(got) != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
			}
		})
	}
	broken := errors.New("broken")
	if _, err := io.ReadAll(&utf16Reader{src: io.MultiReader(strings.NewReader("A\x00"), iotest.ErrReader(broken)), order: binary.LittleEndian, raw: make([]byte, 16)}); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

package coverage

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// tokens writes a document as the tokenizer sees it.
func tokens(in *input) (out []string, err error) {
	x := xmlReader{in: in}
	for {
		token, err := x.next()
		if err != nil {
			return out, err
		}
		switch token {
		case xmlEnd:
			return out, nil
		case xmlStart:
			s := "<" + string(x.name)
			for _, a := range x.attrs {
				s += fmt.Sprintf(" %s=%q", a.name, unescapeXML(a.raw))
			}
			out = append(out, s+">")
		case xmlClose:
			out = append(out, "</"+string(x.name)+">")
		case xmlText:
			out = append(out, fmt.Sprintf("%q", x.text))
		case xmlComment:
			out = append(out, "comment")
		}
	}
}

func TestXMLTokens(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"empty element":      {`<a/>`, []string{"<a>", "</a>"}},
		"attributes":         {"<a b=\"1\"\n\tc = '2' d=\"\"/>", []string{`<a b="1" c="2" d="">`, "</a>"}},
		"quotes and bounds":  {`<a b="x>y/'" c='"'/>`, []string{`<a b="x>y/'" c="\"">`, "</a>"}},
		"references":         {`<a b="&lt;init&gt; &amp; &#65;&#x42; &quot;&apos;"/>`, []string{`<a b="<init> & AB \"'">`, "</a>"}},
		"unknown references": {`<a b="&nbsp; & &x &#0; &#x110000;"/>`, []string{`<a b="&nbsp; & &x &#0; &#x110000;">`, "</a>"}},
		"Latin-1":            {"<a b=\"caf\xe9\"/>", []string{`<a b="café">`, "</a>"}},
		"text":               {"<a> x <b/>y</a>", []string{"<a>", `" x "`, "<b>", "</b>", `"y"`, "</a>"}},
		"CDATA":              {"<a><![CDATA[<b>]]></a>", []string{"<a>", `"<b>"`, "</a>"}},
		"comment":            {"<!-- <x> --><a><!----></a>", []string{"comment", "<a>", "comment", "</a>"}},
		"declaration":        {"<?xml version=\"1.0\"?>\n<a/>\n", []string{"<a>", "</a>"}},
		"external DTD":       {`<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd"><a/>`, []string{"<a>", "</a>"}},
		"internal DTD":       {`<!DOCTYPE a [ <!ELEMENT a EMPTY> ]><a/>`, []string{"<a>", "</a>"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := tokens(newInput(strings.NewReader(c.text), 16))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
			again, err := tokens(newInput(iotest.OneByteReader(strings.NewReader(c.text)), 16))
			if err != nil {
				t.Fatal(err)
			}
			if name == "text" || name == "CDATA" {
				return // text may come in pieces
			}
			if d := cmp.Diff(got, again); d != "" {
				t.Errorf("byte by byte: %s", d)
			}
		})
	}
}

func TestXMLFaults(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"mismatch":          {"<a>\n <b>\n</a>", "3:1: it is not well-formed XML: </a> closes <b>"},
		"closes nothing":    {"<a/></b>", "1:5: it is not well-formed XML: </b> closes nothing"},
		"truncated":         {"<a>\n<b/>", "2:5: it is truncated: it ends inside of <a>"},
		"truncated tag":     {"<a>\n<b c=\"", "2:7: it is truncated: it ends inside of a tag"},
		"truncated comment": {"<a><!-- x", `1:10: it is truncated: "-->" is missing`},
		"two roots":         {"<a/><b/>", "1:5: it is not well-formed XML: it has more than one root element"},
		"text outside":      {"<a/>\n é x", "2:2: it is not well-formed XML: there is text outside of the root element"},
		"no value":          {"<a>é<b c/></a>", "1:9: it is not well-formed XML: an attribute has no value"},
		"no quotes":         {"<a b=1/>", "1:6: it is not well-formed XML: an attribute's value is not quoted"},
		"no name":           {"<a>1 < 2</a>", "1:6: it is not well-formed XML: < is not followed by a name"},
		"entities":          {"<!DOCTYPE a [\n<!ENTITY x \"&y;&y;\">]><a/>", "2:1: it declares XML entities of its own, which bdma does not expand"},
		"too deep":          {strings.Repeat("<a>", 300), "1:769: it nests elements more than 256 deep"},
		"long tag":          {"<a b=\"" + strings.Repeat("x", 2<<20) + "\"/>", "1:1: it has a line or tag of more than 1 MiB here"},
		"nothing":           {"<!-- -->", "1:9: it is truncated: it ends before the root element"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tokens(newInput(strings.NewReader(c.text), 16))
			var e *syntaxError
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			if got := fmt.Sprintf("%d:%d: %s", e.at.Line, e.at.Column, e.message); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func FuzzXML(f *testing.F) {
	f.Add("<?xml version=\"1.0\"?><!DOCTYPE a [<!ELEMENT a ANY>]><a b='&lt;'><!-- --><![CDATA[x]]><c/>text</a>", 16)
	f.Add("<a b=", 64)
	f.Fuzz(func(t *testing.T, text string, window int) {
		window = 16 + min(max(window, 0), 1024)
		got, err := tokens(newInput(strings.NewReader(text), window))
		again, err2 := tokens(newInput(iotest.HalfReader(strings.NewReader(text)), 16))
		if (err == nil) != (err2 == nil) {
			t.Fatalf("the window decides: %v or %v", err, err2)
		}
		if err == nil && !strings.Contains(strings.Join(got, ""), `"`) && cmp.Diff(got, again) != "" {
			t.Fatal(cmp.Diff(got, again))
		}
	})
}

package fix

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// part is a part of a document that an edit may be about.
type part struct {
	at            facts.Node
	key, value    *yaml.Node // of the part; key is nil when it has none
	parent        *yaml.Node
	index         int // of the value in the content of parent
	first, listed bool
}

// parts lists the keys of a document, and the items of its lists that are scalars.
func parts(n *yaml.Node, lines *facts.Lines, depth int) (out []part) {
	if depth > 50 {
		return nil
	}
	width := func(n *yaml.Node) facts.Range {
		start := facts.Position{Line: n.Line, Column: n.Column}
		return facts.Range{Start: start, End: facts.Position{Line: n.Line, Column: n.Column + max(2, len(n.Value))}}
	}
	for i, c := range n.Content {
		switch {
		case n.Kind == yaml.SequenceNode && c.Kind == yaml.ScalarNode:
			out = append(out, part{at: facts.Node{File: "a.yaml", Range: width(c), Pointer: "/" + strconv.Itoa(i)}, value: c, parent: n, index: i, listed: true})
		case n.Kind == yaml.MappingNode && i%2 == 0 && i+1 < len(n.Content):
			out = append(out, part{at: facts.Node{File: "a.yaml", Range: width(c), Pointer: "/" + c.Value}, key: c, value: n.Content[i+1], parent: n, index: i + 1, first: i == 0})
		}
		out = append(out, parts(c, lines, depth+1)...)
	}
	return out
}

// said is what a document says, without where and how it is written.
func said(n *yaml.Node) string {
	var b strings.Builder
	var write func(n *yaml.Node, depth int)
	write = func(n *yaml.Node, depth int) {
		if n.Kind == yaml.ScalarNode {
			fmt.Fprintf(&b, "%s %q &%s;", n.ShortTag(), n.Value, n.Anchor)
			return
		}
		fmt.Fprintf(&b, "%d %s *%s &%s(", n.Kind, n.ShortTag(), n.Value, n.Anchor)
		for _, c := range n.Content {
			if depth < 100 {
				write(c, depth+1)
			}
		}
		b.WriteString(")")
	}
	write(n, 0)
	return b.String()
}

// expected makes an edit in the tree of a document.
func expected(p part, ask policy.Ask) bool {
	text := func(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: s} }
	v := text(fmt.Sprint(ask.Value))
	switch ask.Do {
	case policy.DoValue:
		p.parent.Content[p.index] = v
	case policy.DoKey:
		p.parent.Content[p.index-1] = text(ask.Text)
	case policy.DoRemove:
		first := p.index
		if p.key != nil {
			first--
		}
		p.parent.Content = append(p.parent.Content[:first:first], p.parent.Content[p.index+1:]...)
	case policy.DoAppend:
		p.value.Content = append(p.value.Content, v)
	case policy.DoSet, policy.DoBeside:
		m := p.value
		if ask.Do == policy.DoBeside {
			m = p.parent
		}
		for i := 0; i+1 < len(m.Content); i += 2 {
			if m.Content[i].Value == ask.Text {
				m.Content[i+1] = v
				return true
			}
		}
		m.Content = append(m.Content, text(ask.Text), v)
	}
	return false
}

// sorted puts the keys of mappings into the order of their names: where a new one stands is a matter of taste.
func sorted(n *yaml.Node) string {
	var list []string
	switch n.Kind {
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			list = append(list, said(n.Content[i])+sorted(n.Content[i+1]))
		}
		for i := range list { // insertion sort: the lists are short
			for j := i; j > 0 && list[j] < list[j-1]; j-- {
				list[j], list[j-1] = list[j-1], list[j]
			}
		}
	case yaml.SequenceNode, yaml.DocumentNode:
		for _, c := range n.Content {
			list = append(list, sorted(c))
		}
	default:
		return said(n)
	}
	return fmt.Sprintf("%d &%s%q", n.Kind, n.Anchor, list)
}

// FuzzResolve edits documents: whatever edit is offered, the document parses afterwards, says what the edit says, and says everything else
// as before.
func FuzzResolve(f *testing.F) {
	for _, doc := range []string{
		"openapi: 3.0.3\npaths:\n  /a/:\n    get:\n      tags: [x, 'y']\n      summary: >-\n        List\n        all\n      # why\n      responses:\n        '200':\n          description: ok\n",
		"{\"a\": {\"b\": [1, \"x\", {}], \"c\": null}, \"d\": \"e\"}",
		"{\n\t\"a\": {\n\t\t\"b\": [\n\t\t\t1\n\t\t]\n\t}\n}\n",
		"\ufeffa: &x\r\n  b: *x\r\nc:\r\n- d: 1\r\n  e: |+\r\n    f\r\n\r\n- g\r\n",
		"a: {b: [x, {c: 'it''s', \"d\": 2}], e: f} # g\nh:\n",
		"a:\n  - - b\n    - c: d\n  -\n    e: f\n? g\n: h\n",
		"---\na: 'x\n  y'\nb: !!str z\n...\n---\nc: d\n",
		"a: |\n  b\n   c\n\n\n# d\ne: x # y\nf: \"\\u0041\"",
	} {
		for action := range 6 {
			for n := range 4 {
				f.Add(doc, uint(action), uint(n), "operationId", "it is, [so]: #1")
				f.Add(doc, uint(action), uint(n), "format", "date")
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string, action, n uint, name, value string) {
		trimmed := strings.TrimPrefix(text, "\ufeff")
		if len(text) > 4<<10 || !isPrintable(name) || !isPrintable(value) {
			t.Skip()
		}
		read := func(s string) (doc yaml.Node, ok bool) {
			defer func() { // the library panics on some broken inputs
				if recover() != nil {
					ok = false
				}
			}()
			return doc, yaml.Unmarshal([]byte(s), &doc) == nil && len(doc.Content) > 0
		}
		doc, ok := read(trimmed)
		if !ok {
			t.Skip()
		}
		all := parts(doc.Content[0], facts.NewLines([]byte(trimmed)), 0)
		if len(all) == 0 {
			t.Skip()
		}
		p := all[n%uint(len(all))]
		ask := policy.Ask{Do: []policy.Action{policy.DoSet, policy.DoBeside, policy.DoValue, policy.DoKey, policy.DoRemove, policy.DoAppend}[action%6], Text: name, Value: value}
		list := []finding.Finding{{Asks: []finding.Ask{{Node: p.at, Ask: ask}}}}
		Resolve(func(string) ([]byte, error) { return []byte(text), nil }, list)
		if list[0].Edits == nil {
			return
		}
		before := said(&doc)
		out, err := Apply([]byte(text), list[0].Edits)
		if err != nil {
			t.Fatal(err)
		}
		expected(p, ask)
		got, ok := read(strings.TrimPrefix(string(out), "\ufeff"))
		if !ok {
			t.Fatalf("%s at %s: it does not parse any more\n%s\nwas\n%s", ask.Do, p.at.Pointer, out, text)
		}
		if sorted(&got) != sorted(&doc) {
			t.Fatalf("%s at %s %v: it says\n%s\nand not\n%s\n%s\nwas %s\n%s", ask.Do, p.at.Pointer, p.at.Range, sorted(&got), sorted(&doc), out, before, text)
		}
	})
}

func isPrintable(s string) bool {
	return len(s) < 100 && !strings.ContainsFunc(s, func(c rune) bool { return c < ' ' || c > '~' })
}

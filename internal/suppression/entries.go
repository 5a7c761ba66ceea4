package suppression

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v3"
)

// Entry is an element of suppressions in bdma.yaml.
type Entry struct {
	Rule string
	// Paths are files, relative to the folder of bdma.yaml.
	Paths []string
	// Pointer is the subject; empty for all of a file.
	Pointer string
	Until   string
	Reason  string
}

// entriesKey is the key of bdma.yaml that has them.
const entriesKey = "suppressions"

// AddEntries returns the edits that write entries into bdma.yaml, whose other text stays as it is. file is its name; data is empty
// when there is none yet.
func AddEntries(file string, data []byte, entries []Entry) ([]Edit, error) {
	text := string(data)
	eol := "\n"
	if strings.Contains(text, "\r\n") {
		eol = "\r\n"
	}
	before, err := mapping(text)
	if err != nil {
		return nil, err
	}
	version := ""
	if before == nil {
		version = "version: 1" + eol
		if before, err = mapping(version); err != nil {
			return nil, err
		}
	}
	at, indent, lead, err := entriesPlace(text, before, eol)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	if version != "" {
		lead = strings.TrimPrefix(lead, eol)
		version += eol
	}
	b.WriteString(version + lead)
	for _, e := range entries {
		e.write(&b, indent, eol)
	}
	edits := []Edit{{File: file, First: at, Last: at, Text: b.String()}}
	out, err := Apply(data, edits)
	if err != nil {
		return nil, err
	}
	// Whatever else stands there must mean what it meant: this file decides what is judged.
	after, err := mapping(string(out))
	if err != nil || !grown(before, after, len(entries)) {
		return nil, errors.New("its " + entriesKey + " are written in a way that bdma does not add to")
	}
	return edits, nil
}

// mapping is the root of bdma.yaml; nil when the file is empty.
func mapping(text string) (n *yaml.Node, err error) {
	defer func() { // the library panics on some broken inputs
		if p := recover(); p != nil {
			n, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 || doc.Content[0].Tag == "!!null" {
		return nil, nil
	}
	if doc.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("it is no mapping")
	}
	return doc.Content[0], nil
}

// entriesPlace is where entries go: behind those that are there, else at the end of the file.
func entriesPlace(text string, root *yaml.Node, eol string) (at int, indent, lead string, err error) {
	if root != nil {
		if root.Style&yaml.FlowStyle != 0 {
			return 0, "", "", errors.New("it is written with { }")
		}
		for i := 0; i+1 < len(root.Content); i += 2 {
			if root.Content[i].Value != entriesKey {
				continue
			}
			list := root.Content[i+1]
			if list.Kind != yaml.SequenceNode || list.Style&yaml.FlowStyle != 0 || len(list.Content) == 0 {
				return 0, "", "", errors.New("its " + entriesKey + " are no list with a line for each element")
			}
			y, err := newYAML(text)
			if err != nil {
				return 0, "", "", err
			}
			e := Editor{r: &reader{text: text, lines: y.lines}, yaml: y}
			lastItem := -1
			for k, u := range y.units {
				if u.at == y.offset(list.Content[len(list.Content)-1]) && u.item && lastItem < 0 {
					lastItem = k
				}
			}
			if lastItem < 0 {
				return 0, "", "", errors.New("its " + entriesKey + " cannot be found")
			}
			at := e.content(lastItem).end
			if n := strings.IndexByte(text[at:], '\n'); n >= 0 {
				return at + n + 1, strings.Repeat(" ", list.Column-1), "", nil
			}
			return len(text), strings.Repeat(" ", list.Column-1), eol, nil
		}
	}
	switch {
	case text == "" || strings.HasSuffix(text, "\n\n") || strings.HasSuffix(text, "\n\r\n"):
	case strings.HasSuffix(text, "\n"):
		lead = eol
	default:
		lead = eol + eol
	}
	return len(text), "  ", lead + entriesKey + ":" + eol, nil
}

func (e *Entry) write(b *strings.Builder, indent, eol string) {
	quote := func(s string) string {
		q, _ := jsontext.AppendQuote(nil, s)
		return string(q)
	}
	b.WriteString(indent + "- rule: " + e.Rule + eol)
	switch len(e.Paths) {
	case 0:
	case 1:
		b.WriteString(indent + "  paths: [" + quote(literal(e.Paths[0])) + "]" + eol)
	default:
		b.WriteString(indent + "  paths:" + eol)
		for _, p := range e.Paths {
			b.WriteString(indent + "    - " + quote(literal(p)) + eol)
		}
	}
	if e.Pointer != "" {
		b.WriteString(indent + "  pointer: " + quote(e.Pointer) + eol)
	}
	if e.Until != "" {
		b.WriteString(indent + "  until: " + e.Until + eol)
	}
	b.WriteString(indent + "  reason: " + quote(e.Reason) + eol)
}

// literal is the glob that matches a path and nothing else.
func literal(path string) string {
	return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]", "{", "[{]", "}", "[}]").Replace(path)
}

// grown reports whether a mapping is what it was but for elements at the end of its entries.
func grown(before, after *yaml.Node, n int) bool {
	if after == nil {
		return false
	}
	have, found := 0, false
	for i := 0; i+1 < len(before.Content); i += 2 {
		if before.Content[i].Value == entriesKey {
			have, found = len(before.Content[i+1].Content), true
		}
	}
	trimmed := *after
	trimmed.Content = slices.Clone(after.Content)
	for i := 0; i+1 < len(trimmed.Content); i += 2 {
		if trimmed.Content[i].Value != entriesKey {
			continue
		}
		list := *trimmed.Content[i+1]
		if len(list.Content) != have+n {
			return false
		}
		list.Content = list.Content[:have]
		trimmed.Content[i+1] = &list
		if !found {
			trimmed.Content = slices.Delete(trimmed.Content, i, i+2)
		}
		return reflect.DeepEqual(bare(before), bare(&trimmed))
	}
	return false
}

// bare is a node without its place and its comments.
func bare(n *yaml.Node) any {
	content := []any{n.Kind, n.Tag, n.Value, n.Anchor}
	for _, c := range n.Content {
		content = append(content, bare(c))
	}
	return content
}

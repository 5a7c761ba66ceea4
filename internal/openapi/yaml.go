package openapi

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
)

// Aliases may stand for so many values altogether: a multiple of what the file could hold itself, and some.
const (
	expansionFactor = 20
	expansionFloor  = 100_000
)

type yamlReader struct {
	file    *file
	arena   arena
	anchors map[*yaml.Node]*anchored
	seen    map[string]struct{}
	budget  int
	deep    bool
}

// anchored is a value with an anchor: nil node while it is being read.
type anchored struct {
	node *node
	extent
}

// extent is how many values a value stands for once its aliases are expanded, and how deep they nest.
type extent struct{ size, height int }

func (e *extent) add(part extent) {
	e.size += part.size
	e.height = max(e.height, part.height+1)
}

var leaf = extent{size: 1}

// readYAML reads the file's text as YAML. What is wrong with it goes to the file's problems; the root is nil when the text
// is not YAML.
func readYAML(f *file) {
	dec := yaml.NewDecoder(strings.NewReader(f.text))
	doc, err := decode(dec)
	if err != nil {
		if err == io.EOF {
			f.problems = append(f.problems, problem{message: "the file is empty"})
			return
		}
		f.yamlProblem(err)
		return
	}
	if len(doc.Content) == 0 {
		return
	}
	r := yamlReader{file: f, anchors: make(map[*yaml.Node]*anchored), seen: make(map[string]struct{})}
	r.budget = expansionFactor*len(f.text)/4 + expansionFloor
	f.root, _ = r.value(doc.Content[0], 0)
	f.aliased = len(r.anchors) > 0
	switch second, err := decode(dec); {
	case err == io.EOF:
	case err != nil:
		f.yamlProblem(err)
	default:
		f.line(second.Line, "a second YAML document begins here; it is not judged", "keep one document per file")
	}
}

// decode reads the next document. The library panics on some broken inputs.
func decode(dec *yaml.Decoder) (doc *yaml.Node, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("yaml: %v", p)
		}
	}()
	doc = new(yaml.Node)
	return doc, dec.Decode(doc)
}

var yamlLine = regexp.MustCompile(`^yaml: (?:unmarshal errors:\s*)?line (\d+): `)

// yamlProblem reports an error of the library, which tells the line in its text.
func (f *file) yamlProblem(err error) {
	message := err.Error()
	line := 0
	if m := yamlLine.FindStringSubmatch(message); m != nil {
		line, _ = strconv.Atoi(m[1])
		message = message[len(m[0]):]
	}
	message = strings.TrimPrefix(message, "yaml: ")
	f.line(line, "this is not valid YAML: "+message, f.yamlHint(line))
}

// yamlHint guesses what a person meant who wrote a line that is not YAML.
func (f *file) yamlHint(line int) string {
	for n := max(line-1, 1); n <= line+1 && n <= f.lines.Len(); n++ {
		start := f.lines.Offset(facts.Position{Line: n, Column: 1})
		content, _, _ := strings.Cut(f.text[start:], "\n")
		switch {
		case strings.Contains(content, "{{") || strings.Contains(content, "{%"):
			return "this is a template: let bdma judge what it renders to"
		case strings.HasPrefix(strings.TrimLeft(content, " "), "\t"):
			return "indent with spaces: YAML does not allow tabs"
		}
	}
	return ""
}

// line reports a problem about the content of a line, or of the file when the line is not known.
func (f *file) line(line int, message, hint string) {
	p := problem{message: message, hint: hint}
	if line >= 1 && line <= f.lines.Len() {
		start := f.lines.Offset(facts.Position{Line: line, Column: 1})
		content, _, _ := strings.Cut(f.text[start:], "\n")
		end := start + len(strings.TrimRight(content, " \t\r"))
		start += len(content) - len(strings.TrimLeft(content, " \t\r"))
		if end > start {
			p.where = f.lines.Range(start, end)
		} else {
			p.where.Start = facts.Position{Line: line, Column: 1}
		}
	}
	f.problems = append(f.problems, p)
}

func (r *yamlReader) problem(n *yaml.Node, message, hint string) {
	if len(r.file.problems) < maxProblems {
		where := facts.Range{Start: facts.Position{Line: n.Line, Column: n.Column}}
		where.End = facts.Position{Line: n.Line, Column: n.Column + 1}
		r.file.problems = append(r.file.problems, problem{where: where, message: message, hint: hint})
	}
}

func at(n *yaml.Node) mark { return mark{int32(n.Line), int32(n.Column)} }

// value converts a node.
func (r *yamlReader) value(n *yaml.Node, depth int) (*node, extent) {
	if n.Kind == yaml.AliasNode {
		return r.alias(n, depth)
	}
	if depth >= maxDepth && n.Kind != yaml.ScalarNode {
		return r.tooDeep(n)
	}
	var a *anchored
	if n.Anchor != "" {
		a = new(anchored)
		r.anchors[n] = a
	}
	out, e := r.content(n, depth)
	if a != nil {
		a.node, a.extent = out, e
	}
	return out, e
}

func (r *yamlReader) tooDeep(n *yaml.Node) (*node, extent) {
	if !r.deep {
		r.deep = true
		r.problem(n, "values nest deeper than "+strconv.Itoa(maxDepth)+" levels; bdma does not look further", "")
	}
	return r.arena.node(unread, at(n)), leaf
}

func (r *yamlReader) content(n *yaml.Node, depth int) (*node, extent) {
	switch n.Kind {
	case yaml.MappingNode:
		return r.mapping(n, depth)
	case yaml.SequenceNode:
		out := r.arena.node(array, at(n))
		out.body = r.arena.body()
		e := leaf
		if len(n.Content) > 0 {
			out.body.items = make([]*node, len(n.Content))
		}
		for i, c := range n.Content {
			var part extent
			out.body.items[i], part = r.value(c, depth+1)
			e.add(part)
		}
		return out, e
	}
	k, st := scalar(n)
	out := r.arena.node(k, at(n))
	out.style = st
	if k == boolean {
		out.value = strings.ToLower(n.Value)
	} else {
		out.value = n.Value
	}
	return out, leaf
}

func (r *yamlReader) alias(n *yaml.Node, depth int) (*node, extent) {
	a, ok := r.anchors[n.Alias]
	switch {
	case !ok: // the anchor is below the depth that is read
		return r.arena.node(unread, at(n)), leaf
	case a.node == nil:
		r.problem(n, fmt.Sprintf("the alias *%s stands for the value that it is a part of", n.Value), "use a $ref for what contains itself")
		return r.arena.node(unread, at(n)), leaf
	case depth+a.height > maxDepth:
		return r.tooDeep(n)
	}
	if r.budget -= a.size; r.budget < 0 {
		if r.budget+a.size >= 0 {
			r.problem(n, "the aliases of this file stand for too many values; bdma does not expand further ones", "use $ref for what is shared")
		}
		return r.arena.node(unread, at(n)), leaf
	}
	return a.node, a.extent
}

func (r *yamlReader) mapping(n *yaml.Node, depth int) (*node, extent) {
	out := r.arena.node(object, at(n))
	out.body = r.arena.body()
	e := leaf
	fields := make([]field, 0, len(n.Content)/2)
	var merges []*node
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if key.Kind == yaml.ScalarNode && key.Tag == "!!merge" {
			v, part := r.value(value, depth+1)
			e.add(part)
			merges = append(merges, r.sources(value, v)...)
			continue
		}
		f := field{mark: at(key)}
		if key.Kind == yaml.AliasNode && key.Alias != nil {
			key = key.Alias
		}
		if key.Kind == yaml.ScalarNode {
			f.name = key.Value
			f.keyKind, f.style = scalar(key)
		} else {
			f.keyKind = object
			r.problem(key, "a key must be text, not a list or a mapping", r.file.yamlHint(key.Line))
		}
		var part extent
		f.value, part = r.value(value, depth+1)
		e.add(part)
		if f.keyKind == object || f.name == directiveKey {
			continue
		}
		fields = append(fields, f)
	}
	fields = distinct(fields, r.seen, r.file.duplicate)
	if len(merges) > 0 {
		fields = merge(fields, merges)
	}
	out.body.fields = fields
	return out, e
}

// sources returns the mappings that a merge key names, the strongest first.
func (r *yamlReader) sources(n *yaml.Node, v *node) []*node {
	switch v.kind {
	case object:
		return []*node{v}
	case array:
		var out []*node
		for _, item := range v.items() {
			if item.kind == object {
				out = append(out, item)
			}
		}
		return out
	}
	if v.kind != null && v.kind != unread {
		r.problem(n, "a merge key (<<) takes a mapping or a list of mappings", "")
	}
	return nil
}

// merge adds the fields of merged mappings that the mapping does not have itself.
func merge(fields []field, sources []*node) []field {
	have := make(map[string]bool, len(fields))
	for _, f := range fields {
		have[f.name] = true
	}
	for _, s := range sources {
		for _, f := range s.fields() {
			if !have[f.name] {
				have[f.name] = true
				fields = append(fields, f)
			}
		}
	}
	return fields
}

// scalar tells the JSON type of a YAML scalar by the core schema of YAML 1.2, which is what OpenAPI asks for: yes and
// 2020-01-01 are strings.
func scalar(n *yaml.Node) (kind, style) {
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return text, doubleQuoted
	case n.Style&yaml.SingleQuotedStyle != 0:
		return text, singleQuoted
	case n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		return text, block
	case n.Style&yaml.TaggedStyle != 0 && n.Tag == "!!str":
		return text, plain
	}
	return plainKind(n.Value), plain
}

func plainKind(s string) kind {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return boolean
	case ".inf", ".Inf", ".INF", "+.inf", "-.inf", "+.Inf", "-.Inf", "+.INF", "-.INF", ".nan", ".NaN", ".NAN":
		return number
	}
	if isNumber(s) {
		return number
	}
	return text
}

// isNumber reports whether a plain scalar is a number: [-+]? ( \. digits | digits ( \. digits? )? ) ( [eE] [-+]? digits )?,
// 0o octal or 0x hexadecimal.
func isNumber(s string) bool {
	if rest, ok := strings.CutPrefix(s, "0o"); ok {
		return rest != "" && strings.Trim(rest, "01234567") == ""
	}
	if rest, ok := strings.CutPrefix(s, "0x"); ok {
		return rest != "" && strings.Trim(rest, "0123456789abcdefABCDEF") == ""
	}
	if s[0] == '-' || s[0] == '+' {
		s = s[1:]
	}
	whole, s := digits(s)
	fraction := 0
	if strings.HasPrefix(s, ".") {
		fraction, s = digits(s[1:])
	}
	if whole+fraction == 0 {
		return false
	}
	if s != "" && (s[0] == 'e' || s[0] == 'E') {
		s = s[1:]
		if s != "" && (s[0] == '-' || s[0] == '+') {
			s = s[1:]
		}
		n := 0
		if n, s = digits(s); n == 0 {
			return false
		}
	}
	return s == ""
}

func digits(s string) (int, string) {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n, s[n:]
}

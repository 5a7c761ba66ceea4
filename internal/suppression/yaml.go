package suppression

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
)

// unit is a part of a YAML file that a directive can be about: a key with what stands below it, or an item of a list.
type unit struct {
	span      // up to the next token that is not of the unit
	item bool // of a list
	flow bool // within { } or [ ]
	// value says that the unit is met at its scalar, its key being above.
	value bool
	// at is where it is met: where its key, its item or its scalar begins.
	at    int
	label string // of an item: what it calls itself
}

// yamlText is a YAML file by its nodes.
type yamlText struct {
	text   string // with every line end that YAML knows as a line feed
	lines  *facts.Lines
	units  []unit  // in the order of the file, the outer ones first
	opaque []span  // scalars that may hold what looks like a comment
	ends   []int   // where the tokens begin, in order
	marks  []found // x-bdma-ignore
	// dashes are the lines of the hyphens that were looked for, by the items.
	dashes map[int]int
	// parents are the units around each unit, once somebody asks.
	parents []int
}

// found is a key x-bdma-ignore with what it has.
type found struct {
	pair        span // of the key with its value
	entries     []entry
	owner       unit
	root        bool
	first, only bool // of the members of its object
	flow        bool
	trail       string // of the owner
}

// newYAML parses a file. Documents that are not YAML have no directives; that they are not is a finding already.
func newYAML(text string) (y *yamlText, err error) {
	defer func() { // the library panics on some broken inputs
		if p := recover(); p != nil {
			y, err = nil, fmt.Errorf("yaml: %v", p)
		}
	}()
	y = &yamlText{text: breaks(text), dashes: make(map[int]int)}
	y.lines = facts.NewLines([]byte(y.text))
	dec := yaml.NewDecoder(strings.NewReader(text))
	var docs []*yaml.Node
	for {
		doc := new(yaml.Node)
		if err := dec.Decode(doc); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
		for _, root := range doc.Content {
			y.collect(root)
		}
	}
	sort.Ints(y.ends)
	for _, doc := range docs {
		for _, root := range doc.Content {
			y.node(root, unit{span: span{0, len(text)}}, true, false, -1)
		}
	}
	sort.SliceStable(y.units, func(i, j int) bool { return y.units[i].at < y.units[j].at })
	sort.Slice(y.opaque, func(i, j int) bool { return y.opaque[i].start < y.opaque[j].start })
	return y, nil
}

// breaks writes each line end that YAML knows as a line feed, without moving anything.
func breaks(text string) string {
	if !strings.ContainsAny(text, "\r\u0085\u2028\u2029") {
		return text
	}
	b := []byte(strings.NewReplacer("\u0085", " \n", "\u2028", "  \n", "\u2029", "  \n").Replace(text))
	for i, c := range b {
		if c == '\r' && (i+1 == len(b) || b[i+1] != '\n') {
			b[i] = '\n'
		}
	}
	return string(b)
}

func (y *yamlText) offset(n *yaml.Node) int {
	return y.lines.Offset(facts.Position{Line: n.Line, Column: n.Column})
}

func (y *yamlText) collect(n *yaml.Node) {
	y.ends = append(y.ends, y.offset(n))
	for _, c := range n.Content {
		y.collect(c)
	}
}

// last is the last node of a subtree.
func last(n *yaml.Node) *yaml.Node {
	for len(n.Content) > 0 {
		n = n.Content[len(n.Content)-1]
	}
	return n
}

// after is where the next token begins behind a subtree.
func (y *yamlText) after(n *yaml.Node) int {
	at := y.offset(last(n))
	i := sort.SearchInts(y.ends, at+1)
	if i == len(y.ends) {
		return len(y.text)
	}
	return y.ends[i]
}

// node records the units below a node, of which owner is the unit that it is the value of. indent is that of the block which it is
// a part of.
func (y *yamlText) node(n *yaml.Node, owner unit, root, flow bool, indent int) {
	flow = flow || n.Style&yaml.FlowStyle != 0
	at := y.offset(n)
	switch n.Kind {
	case yaml.MappingNode:
		if !flow {
			indent = n.Column - 1
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			start := y.offset(key)
			u := unit{span: span{start, max(y.after(value), start)}, flow: flow, at: start}
			y.units = append(y.units, u)
			if key.Kind == yaml.ScalarNode && key.Value == Key {
				y.marks = append(y.marks, found{
					pair: u.span, entries: y.entries(value), owner: owner, root: root, first: i == 0, only: len(n.Content) == 2, flow: flow || key.Line != value.Line,
				})
			}
			if key.Kind == yaml.ScalarNode {
				y.scalar(key, start, indent)
			} else {
				y.node(key, u, false, flow, indent)
			}
			if value.Kind == yaml.AliasNode || value.Kind == yaml.ScalarNode && (value.Value != "" || value.Style != 0) { // nothing stands nowhere
				v := u
				v.at, v.value = y.offset(value), true
				if v.at > start {
					y.units = append(y.units, v)
				}
			}
			y.node(value, u, false, flow, indent)
		}
	case yaml.SequenceNode:
		if !flow {
			indent = n.Column - 1
		}
		for _, item := range n.Content {
			start := y.offset(item)
			u := unit{span: span{start, max(y.after(item), start)}, item: true, flow: flow, at: start, label: yamlLabel(item)}
			y.units = append(y.units, u)
			y.node(item, u, false, flow, indent)
		}
	case yaml.ScalarNode:
		y.scalar(n, at, indent)
	}
}

// scalar notes the text of a scalar that may hold what looks like a comment.
func (y *yamlText) scalar(n *yaml.Node, at, indent int) {
	const special = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle
	if n.Style&special == 0 {
		return
	}
	at = y.properties(at)
	if at >= len(y.text) {
		return
	}
	switch c := y.text[at]; c {
	case '"', '\'':
		y.opaque = append(y.opaque, span{at, quotedEnd(y.text, at)})
	case '|', '>':
		y.opaque = append(y.opaque, y.block(at, indent))
	}
}

// properties skips the anchor and the tag of a scalar.
func (y *yamlText) properties(at int) int {
	for at < len(y.text) && (y.text[at] == '&' || y.text[at] == '!') {
		n := strings.IndexAny(y.text[at:], " \t\n")
		if n < 0 {
			return len(y.text)
		}
		at += n
		for at < len(y.text) && strings.IndexByte(" \t\r\n", y.text[at]) >= 0 {
			at++
		}
	}
	return at
}

func quotedEnd(text string, at int) int {
	q := text[at]
	for i := at + 1; i < len(text); i++ {
		switch {
		case text[i] == '\\' && q == '"':
			i++
		case text[i] == q && q == '\'' && i+1 < len(text) && text[i+1] == q:
			i++
		case text[i] == q:
			return i + 1
		}
	}
	return len(text)
}

// block is the content of a block scalar whose header is at an offset: the lines that are indented as its first one, or as its
// header says.
func (y *yamlText) block(at, indent int) span {
	line := y.lines.Position(at).Line
	want := 0
	for i := at + 1; i < len(y.text) && i < at+3; i++ {
		if c := y.text[i]; c >= '1' && c <= '9' {
			want = max(indent, 0) + int(c-'0')
		}
	}
	start := y.lines.Offset(facts.Position{Line: line + 1, Column: 1})
	if line+1 > y.lines.Len() {
		return span{len(y.text), len(y.text)}
	}
	end := start
	for n := line + 1; n <= y.lines.Len(); n++ {
		text := string(y.lines.Line(n))
		trimmed := strings.TrimLeft(text, " ")
		have := len(text) - len(trimmed)
		if trimmed != "" {
			if want == 0 {
				if have <= indent {
					break
				}
				want = have
			}
			if have < want {
				break
			}
		}
		end = y.lines.Offset(facts.Position{Line: n, Column: 1}) + len(text)
	}
	return span{start, max(start, end)}
}

// comments finds what follows a # at the beginning of a line or behind white space, outside of scalars.
func (y *yamlText) comments() []comment {
	var out []comment
	k := 0
	for i := 0; i < len(y.text); {
		n := strings.IndexByte(y.text[i:], '#')
		if n < 0 {
			break
		}
		i += n
		for k < len(y.opaque) && y.opaque[k].end <= i {
			k++
		}
		if k < len(y.opaque) && y.opaque[k].start <= i {
			i = y.opaque[k].end
			continue
		}
		if i > 0 && strings.IndexByte(" \t\r\n", y.text[i-1]) < 0 {
			i++
			continue
		}
		end := len(y.text)
		if n := strings.IndexByte(y.text[i:], '\n'); n >= 0 {
			end = i + n
		}
		out = append(out, comment{span{i, i + len(strings.TrimRight(y.text[i:end], "\r"))}, 1, 0})
		i = end
	}
	return out
}

// below is the unit that follows a comment: the next key or item.
func (y *yamlText) below(c comment) (unit, bool) {
	i := sort.Search(len(y.units), func(i int) bool { return y.units[i].at >= c.end })
	if i == len(y.units) {
		return unit{}, false
	}
	u := y.units[i]
	if u.item && !u.flow && i+1 < len(y.units) && y.units[i+1].at == u.at && !y.dash(c.end, u.at) {
		return y.units[i+1], true // the hyphen of the item stands above the comment
	}
	return u, true
}

// dash reports whether the hyphen of an item that begins at an offset stands behind another offset. Between it and the item are
// white space and comments.
func (y *yamlText) dash(behind, item int) bool {
	at, ok := y.dashes[item]
	if !ok {
		for n := y.lines.Position(item).Line; n >= 1; n-- {
			at = y.lines.Offset(facts.Position{Line: n, Column: 1})
			line := strings.TrimLeft(y.text[at:min(item, at+len(y.lines.Line(n)))], " \t\r")
			if line != "" && line[0] != '#' {
				break
			}
		}
		y.dashes[item] = at
	}
	return at >= behind
}

// beside is the unit whose line a comment ends: the first that begins there, else the one that ends there.
func (y *yamlText) beside(c comment, lineStart int) (unit, bool) {
	i := sort.Search(len(y.units), func(i int) bool { return y.units[i].at >= lineStart })
	if i < len(y.units) && y.units[i].at < c.start {
		return y.units[i], true
	}
	if i == 0 {
		return unit{}, false
	}
	return y.units[i-1], true
}

func (r *reader) yaml() {
	y, err := newYAML(r.text)
	if err != nil {
		return
	}
	for _, c := range y.comments() {
		if !strings.Contains(r.text[c.start:c.end], Word) {
			continue
		}
		r.each(c, func(w words, removal []Edit) {
			if w.file {
				r.add(w, r.whole(), removal)
				return
			}
			u, ok := y.below(c)
			if !r.alone(c.start) {
				u, ok = y.beside(c, r.lineStart(c.start))
			}
			if !ok {
				if w.problem == "" {
					w.problem = "no key follows; write it above the key that it is about, or " + form(forFile, w.names) + " for the whole file"
				}
				r.add(w, Scope{Kind: "node", File: r.file, Range: r.lines.Range(w.start, w.start)}, removal)
				return
			}
			scope := r.part("node", u.start, r.trimmed(u.span))
			scope.Trail = y.trail(u)
			r.add(w, scope, removal)
		})
	}
	for _, m := range y.marks {
		if !m.root {
			m.trail = y.trail(m.owner)
		}
		r.key(m, func(e entry) []Edit { return r.yamlRemoval(y, m) })
	}
}

// trimmed is the end of a part without white space.
func (r *reader) trimmed(s span) int {
	return s.start + len(strings.TrimRight(r.text[s.start:s.end], " \t\r\n"))
}

// key records what a key x-bdma-ignore says.
func (r *reader) key(m found, removal func(entry) []Edit) {
	scope := r.whole()
	if !m.root {
		scope = r.part("node", m.owner.start, r.trimmed(m.owner.span))
		scope.Trail = m.trail
	}
	for _, e := range m.entries {
		if e.w.end == 0 {
			e.w.span = span{m.pair.start, m.pair.start + len(Key)}
		}
		e.w.tool = Tool
		if r.shift < 0 || e.w.problem != "" && len(m.entries) == 0 {
			r.add(e.w, scope, nil)
			continue
		}
		r.add(e.w, scope, removal(e))
	}
}

// yamlRemoval takes a key with its value out, when both stand on a line of their own and the object has other keys.
func (r *reader) yamlRemoval(y *yamlText, m found) []Edit {
	end := r.trimmed(m.pair)
	if m.flow || m.only || len(m.entries) != 1 || !r.alone(m.pair.start) {
		return nil
	}
	if r.line(m.pair.start) != r.line(end) {
		// What stands between may be a comment on somebody else's line, or the rest of the value.
		rest := r.text[m.pair.start:end]
		first := strings.IndexByte(rest, '\n')
		for _, line := range strings.Split(rest[first+1:], "\n") {
			if t := strings.TrimSpace(line); t != "" && !strings.HasPrefix(t, "#") {
				return nil
			}
		}
		end = m.pair.start + len(strings.TrimRight(rest[:first], " \t\r"))
	}
	return r.removal(span{m.pair.start, end})
}

// entries reads the value of x-bdma-ignore.
func (y *yamlText) entries(n *yaml.Node) []entry {
	if n.Kind == yaml.SequenceNode && len(n.Content) > 0 {
		var out []entry
		for _, item := range n.Content[:min(len(n.Content), maxDirectives+1)] {
			out = append(out, y.entry(item))
		}
		return out
	}
	return []entry{y.entry(n)}
}

func (y *yamlText) entry(n *yaml.Node) entry {
	at := y.offset(n)
	switch n.Kind {
	case yaml.ScalarNode:
		start := y.properties(at)
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			start++
		}
		if start+len(n.Value) <= len(y.text) && y.text[start:start+len(n.Value)] == n.Value {
			return textEntry(y.text, start, start+len(n.Value))
		}
		e := textEntry(n.Value, 0, len(n.Value))
		return e.moved(span{at, at + 1})
	case yaml.MappingNode:
		m := members{at: span{at, at + 1}}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m.add(n.Content[i].Value, y.texts(n.Content[i+1]))
		}
		return m.entry()
	}
	return badEntry(span{at, at + 1})
}

// texts are the strings of a value, or of a list of them; nil when there is anything else.
func (y *yamlText) texts(n *yaml.Node) []name {
	switch {
	case n.Kind == yaml.ScalarNode && n.Tag != "!!null":
		at := y.properties(y.offset(n))
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			at++
		}
		s := span{at, at + len(n.Value)}
		if s.end > len(y.text) || y.text[s.start:s.end] != n.Value {
			s = span{}
		}
		return []name{{n.Value, s}}
	case n.Kind == yaml.SequenceNode:
		var out []name
		for _, c := range n.Content[:min(len(n.Content), maxNames)] {
			if c.Kind != yaml.ScalarNode {
				return nil
			}
			out = append(out, y.texts(c)...)
		}
		return out
	}
	return nil
}

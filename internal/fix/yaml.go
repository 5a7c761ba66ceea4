package fix

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// yamlFile is a YAML document by the places that edits are about.
type yamlFile struct {
	places map[int]*yamlPlace
	// keeps says that blank lines may be a part of a text.
	keeps bool
}

// yamlPlace is what begins at an offset: a mapping begins where its first key does.
type yamlPlace struct {
	// key is a key there, value its value, and parent the mapping that has it.
	key, value, parent *yaml.Node
	// other is a value there that is no key.
	other *yaml.Node
	// listed says that other is an item of a list, which list is, and index where in it.
	listed bool
	list   *yaml.Node
	index  int
	// owner is the key whose value the mapping is that has the key; nil when it is an item or the document.
	owner *yaml.Node
	// flow says that the place is within brackets or braces.
	flow bool
	// frozen says that the place is within what has an anchor: an edit would be one of every alias, too.
	frozen bool
}

// keeping is how a block begins that keeps the blank lines at its end.
var keeping = regexp.MustCompile(`[|>][0-9]?\+`)

// maxDepth is how deep values may nest; beyond it nobody looks for findings either.
const maxDepth = 1000

func (f *file) readYAML() (y *yamlFile) {
	y = &yamlFile{places: make(map[int]*yamlPlace), keeps: keeping.MatchString(f.text)}
	// YAML ends lines where nobody else does; columns would not be what they seem.
	if strings.ContainsAny(f.text, "\u0085\u2028\u2029") || strings.Contains(strings.ReplaceAll(f.text, "\r\n", ""), "\r") {
		return y
	}
	defer func() { // the library panics on some broken inputs
		if p := recover(); p != nil {
			y = &yamlFile{}
		}
	}()
	var doc yaml.Node
	if err := yaml.NewDecoder(strings.NewReader(f.text)).Decode(&doc); err != nil || len(doc.Content) == 0 {
		return y
	}
	f.collect(y, doc.Content[0], around{}, 0)
	return y
}

// place returns where a node begins, when somebody wants to know. What has a tag begins elsewhere for everybody else.
func (f *file) place(y *yamlFile, n *yaml.Node) *yamlPlace {
	if p := (facts.Position{Line: n.Line, Column: n.Column}); f.wanted[p] && n.Style&yaml.TaggedStyle == 0 && n.Anchor == "" {
		if at, ok := f.offset(p); ok {
			if y.places[at] == nil {
				y.places[at] = &yamlPlace{}
			}
			return y.places[at]
		}
	}
	return nil
}

// around is what a value stands in.
type around struct {
	frozen, flow bool
	list         *yaml.Node // that it is an item of
	index        int
	owner        *yaml.Node // the key that it is the value of
}

func (f *file) collect(y *yamlFile, n *yaml.Node, in around, depth int) {
	in.frozen = in.frozen || n.Anchor != ""
	if p := f.place(y, n); p != nil && n.Kind != yaml.AliasNode && p.other == nil {
		p.other, p.listed, p.list, p.index = n, in.list != nil, in.list, in.index
		p.frozen, p.flow = in.frozen, in.flow
	}
	if depth > maxDepth {
		return
	}
	inner := around{frozen: in.frozen, flow: in.flow || n.Style&yaml.FlowStyle != 0}
	switch n.Kind {
	case yaml.SequenceNode:
		inner.list = n
		for i, c := range n.Content {
			inner.index = i
			f.collect(y, c, inner, depth+1)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			key, value := n.Content[i], n.Content[i+1]
			if p := f.place(y, key); p != nil && key.Kind == yaml.ScalarNode {
				p.key, p.value, p.parent, p.owner = key, value, n, in.owner
				p.frozen, p.flow = inner.frozen || value.Anchor != "", inner.flow
			}
			inner.owner = key
			f.collect(y, value, inner, depth+1)
		}
	}
}

func (f *file) inYAML(at int, ask finding.Ask) ([]edit, bool) {
	if f.yaml == nil {
		f.yaml = f.readYAML()
	}
	p := f.yaml.places[at]
	if p == nil || p.frozen {
		return nil, false
	}
	value := p.other
	isKey := p.key != nil && (value == nil || p.isKey(ask.Node))
	if isKey {
		if value = p.value; ask.Do != policy.DoRemove && value.Kind == yaml.AliasNode {
			return nil, false
		}
	}
	if !f.spend(len(value.Content)) {
		return nil, false
	}
	switch ask.Do {
	case policy.DoKey:
		if !isKey {
			return nil, false
		}
		at, ok := f.scalar(p.key)
		return []edit{{at, yamlScalar(ask.Text, p.key.Style, p.flow)}}, ok && !hasKey(p.parent, ask.Text)
	case policy.DoValue:
		key := p.key
		if !isKey {
			key = nil
		}
		return f.valueYAML(key, value, ask.Value, p.flow)
	case policy.DoAppend:
		return f.appendYAML(p, value, ask.Value)
	case policy.DoRemove:
		switch {
		case !isKey && p.listed:
			return f.removeItem(p)
		case !isKey:
			return nil, false
		case p.parent.Style&yaml.FlowStyle != 0:
			return f.removeFlow(p.parent, p.key, p.value)
		}
		return f.removeYAML(p)
	case policy.DoBeside:
		if !isKey {
			return nil, false
		}
		if !f.spend(len(p.parent.Content)) {
			return nil, false
		}
		return f.setYAML(p.parent, p.key, ask.Text, ask.Value, p.flow)
	}
	return f.setYAML(value, nil, ask.Text, ask.Value, p.flow)
}

// isKey tells, where a mapping and its first key begin, which of them a place is: the place of a key is as long as the key.
func (p *yamlPlace) isKey(n facts.Node) bool {
	if width := n.Range.End.Column - n.Range.Start.Column; n.Range.End.Line != n.Range.Start.Line || width != 1 {
		return true
	}
	last := n.Pointer[strings.LastIndexByte(n.Pointer, '/')+1:]
	return !p.listed && p.key.Value == last
}

// scalar is the extent of a scalar that stands on one line.
func (f *file) scalar(n *yaml.Node) (span, bool) {
	at, ok := f.offset(facts.Position{Line: n.Line, Column: n.Column})
	if !ok || n.Kind != yaml.ScalarNode || n.Anchor != "" || n.Style&(yaml.TaggedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return span{}, false
	}
	line := f.text[at:f.lineEnd(at)]
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		for i := 1; i < len(line); i++ {
			if line[i] == '\\' {
				i++
			} else if line[i] == '"' {
				return span{at, at + i + 1}, line[0] == '"'
			}
		}
	case n.Style&yaml.SingleQuotedStyle != 0:
		for i := 1; i < len(line); i++ {
			if line[i] != '\'' {
				continue
			}
			if i+1 < len(line) && line[i+1] == '\'' {
				i++
				continue
			}
			return span{at, at + i + 1}, line[0] == '\''
		}
	default:
		return span{at, at + len(n.Value)}, n.Value != "" && strings.HasPrefix(line, n.Value)
	}
	return span{}, false
}

// lineEnd is the end of the line of an offset, without its line break.
func (f *file) lineEnd(at int) int {
	if i := strings.IndexByte(f.text[at:], '\n'); i >= 0 {
		return len(strings.TrimSuffix(f.text[:at+i], "\r"))
	}
	return len(f.text)
}

func (f *file) lineStart(at int) int { return strings.LastIndexByte(f.text[:at], '\n') + 1 }

// nextLine is the beginning of the line behind that of an offset.
func (f *file) nextLine(at int) int {
	if i := strings.IndexByte(f.text[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(f.text)
}

// blank reports whether nothing but white space and a comment follows on the line.
func (f *file) blank(at int) bool {
	rest := f.text[at:f.lineEnd(at)]
	trimmed := strings.TrimLeft(rest, " \t")
	return trimmed == "" || trimmed[0] == '#' && len(trimmed) < len(rest)
}

// colon is the offset behind the colon of a key, which stands on its line.
func (f *file) colon(key *yaml.Node) (int, bool) {
	at, ok := f.scalar(key)
	if !ok {
		return 0, false
	}
	i := at.Last
	for f.at(i) == ' ' {
		i++
	}
	return i + 1, f.at(i) == ':'
}

// hasKey reports whether a mapping has a key.
func hasKey(m *yaml.Node, name string) bool {
	for i := 0; i+1 < len(m.Content); i += 2 {
		if m.Content[i].Value == name {
			return true
		}
	}
	return false
}

// valueYAML replaces a scalar, in the quotes that it has.
func (f *file) valueYAML(key, old *yaml.Node, value any, flow bool) ([]edit, bool) {
	if old.Kind != yaml.ScalarNode {
		return nil, false
	}
	if old.Value == "" && old.Style == 0 && key != nil {
		at, ok := f.colon(key)
		return insert(at, " "+yamlInline(value, 0, false)), ok && !flow && f.blank(at)
	}
	at, ok := f.scalar(old)
	if !ok {
		return nil, false
	}
	return []edit{{at, yamlInline(value, old.Style, flow)}}, true
}

// setYAML gives a mapping a key, behind one of its keys, or the first, where that has a scalar on one line, else before it.
func (f *file) setYAML(m, near *yaml.Node, name string, value any, flow bool) ([]edit, bool) {
	if m.Kind != yaml.MappingNode || m.Anchor != "" {
		return nil, false
	}
	at, behind := 0, false
	for i := 0; i+1 < len(m.Content); i += 2 {
		key, old := m.Content[i], m.Content[i+1]
		if key.Kind != yaml.ScalarNode || key.Tag == "!!merge" {
			return nil, false
		}
		if key.Value == "$ref" {
			return nil, false // what stands beside a reference is ignored, or means something else
		}
		if key == near {
			at = i
		}
		if near == nil && slices.Contains(follows[name], key.Value) {
			at, behind = i, true
		}
		if key.Value == name {
			if old.Anchor != "" {
				return nil, false
			}
			return f.valueYAML(key, old, value, flow || m.Style&yaml.FlowStyle != 0)
		}
	}
	if m.Style&yaml.FlowStyle != 0 {
		return f.setFlow(m, at, name, value, behind)
	}
	if len(m.Content) == 0 {
		return nil, false
	}
	return f.setBlock(m.Content[at], m.Content[at+1], name, value, behind)
}

// setBlock puts a key behind another one, or before it.
func (f *file) setBlock(key, old *yaml.Node, name string, value any, behind bool) ([]edit, bool) {
	at, ok := f.scalar(key)
	if !ok {
		return nil, false
	}
	if _, ok := f.colon(key); !ok {
		return nil, false
	}
	indent := strings.Repeat(" ", key.Column-1)
	line := f.lineStart(at.First)
	prefix := f.text[line:at.First]
	if strings.Trim(prefix, " -") != "" {
		return nil, false
	}
	text := indent + yamlScalar(name, key.Style&^yaml.TaggedStyle, false) + ":" + yamlBlock(value, key.Style, f.eol, len(indent))
	end, ok := f.scalar(old)
	if ok = ok && old.Line == key.Line; !ok && behind {
		end.Last, ok = f.end(old, key.Column-1)
	}
	if ok && f.blank(end.Last) {
		return f.insertBelow(end.Last, text), true
	}
	if strings.TrimLeft(prefix, " ") != "" { // behind the hyphen of an item
		return insert(at.First, text[len(indent):]+f.eol+indent), true
	}
	for indent != "" && line > 0 {
		above := f.lineStart(line - 1)
		if !strings.HasPrefix(strings.TrimLeft(f.text[above:line], " "), "#") {
			break
		}
		line = above
	}
	return insert(line, text+f.eol), true
}

// insertBelow puts lines below the one of an offset.
func (f *file) insertBelow(at int, text string) []edit {
	if next := f.nextLine(at); f.at(next-1) == '\n' {
		return insert(next, text+f.eol)
	}
	return insert(len(f.text), f.eol+text)
}

// setFlow gives a mapping within braces a key, near the one that has an index.
func (f *file) setFlow(m *yaml.Node, i int, name string, value any, behind bool) ([]edit, bool) {
	open, ok := f.offset(facts.Position{Line: m.Line, Column: m.Column})
	if !ok || f.at(open) != '{' {
		return nil, false
	}
	if len(m.Content) == 0 {
		if f.at(f.skip(open+1)) != '}' {
			return nil, false
		}
		return insert(open+1, yamlScalar(name, 0, true)+": "+yamlInline(value, 0, true)), true
	}
	key, old := m.Content[i], m.Content[i+1]
	at, ok := f.scalar(key)
	if !ok || !f.spend(at.First-open) || strings.Contains(f.text[open:at.First], "#") {
		return nil, false
	}
	text := yamlScalar(name, key.Style, true) + ": " + yamlInline(value, key.Style, true)
	if s, ok := f.scalar(old); ok && old.Line == key.Line {
		return insert(s.Last, ", "+text), true
	}
	if behind && old.Style&yaml.FlowStyle != 0 {
		if end, ok := f.end(old, 0); ok {
			return insert(end, ", "+text), true
		}
	}
	return insert(at.First, text+", "), true
}

// removeYAML takes a key with its value, and the comments right above it, out of a block mapping. The last one leaves braces.
func (f *file) removeYAML(p *yamlPlace) ([]edit, bool) {
	at, ok := f.scalar(p.key)
	if !ok {
		return nil, false
	}
	end, ok := f.end(p.value, p.key.Column-1)
	if p.value.Kind == yaml.ScalarNode && p.value.Value == "" && p.value.Style == 0 {
		end, ok = f.colon(p.key)
	}
	if !ok || !f.blank(end) {
		return nil, false
	}
	line := f.lineStart(at.First)
	if strings.Trim(f.text[line:at.First], " ") != "" {
		if len(p.parent.Content) < 4 {
			return nil, false
		}
		// What follows takes the place behind the hyphen.
		next := p.parent.Content[2]
		to, ok := f.offset(facts.Position{Line: next.Line, Column: next.Column})
		if !ok || p.parent.Content[0] != p.key || strings.Trim(f.text[end:to], jsonSpace) != "" {
			return nil, false
		}
		return []edit{{span{at.First, to}, ""}}, true
	}
	if len(p.parent.Content) < 4 {
		if p.owner == nil {
			return nil, false
		}
		colon, ok := f.colon(p.owner)
		if !ok || colon > at.First || strings.Trim(f.text[colon:at.First], jsonSpace) != "" || strings.Trim(f.text[end:f.lineEnd(end)], " ") != "" {
			return nil, false
		}
		return []edit{{span{colon, end}, " {}"}}, true
	}
	edits := f.removeLines(f.above(line, at.First-line), end, at.First-line)
	if n := len(p.parent.Content); p.parent.Content[n-2] == p.key {
		// It reaches back to the key before it, so that they are not taken out at once: nothing would be left.
		before, ok := f.end(p.parent.Content[n-3], p.key.Column-1)
		if e := p.parent.Content[n-3]; e.Kind == yaml.ScalarNode && e.Value == "" && e.Style == 0 {
			before, ok = f.colon(p.parent.Content[n-4])
		}
		if before = f.nextLine(before) - 1; !ok || before > edits[0].First || !f.spend(edits[0].First-before) {
			return nil, false
		}
		edits[0].First, edits[0].Text = before, f.text[before:edits[0].First]
	}
	return edits, true
}

// above is where the comments begin that stand right above a line, with its indentation.
func (f *file) above(line, indent int) int {
	for line > 0 {
		start := f.lineStart(line - 1)
		text := f.text[start:line]
		if len(text) <= indent || text[indent] != '#' || strings.Trim(text[:indent], " ") != "" {
			break
		}
		line = start
	}
	return line
}

// removeLines takes lines out, up to the one of an offset, with the comments below that belong to what has an indentation. Of two blank
// lines that would meet one goes.
func (f *file) removeLines(first, end, indent int) []edit {
	to := f.nextLine(end)
	for next := to; next < len(f.text); next = f.nextLine(next) {
		text := f.text[next:f.lineEnd(next)]
		if trimmed := strings.TrimLeft(text, " "); trimmed == "" || trimmed[0] != '#' || len(text)-len(trimmed) <= indent {
			break
		}
		to = f.nextLine(next)
	}
	isBlank := func(from, to int) bool { return strings.Trim(f.text[from:to], jsonSpace) == "" }
	if first > 0 && !f.yaml.keeps && isBlank(f.lineStart(first-1), first) {
		if to == len(f.text) {
			first = f.lineStart(first - 1)
		} else if next := f.nextLine(to); isBlank(to, next) {
			to = next
		}
	}
	return []edit{{span{first, to}, ""}}
}

// removeItem takes an item out of a list that has others.
func (f *file) removeItem(p *yamlPlace) ([]edit, bool) {
	if len(p.list.Content) < 2 || p.list.Anchor != "" || p.other.Kind != yaml.ScalarNode {
		return nil, false
	}
	if p.list.Style&yaml.FlowStyle != 0 {
		return f.removeFlow(p.list, p.other, p.other)
	}
	at, ok := f.scalar(p.other)
	line := f.lineStart(at.First)
	if !ok || !f.blank(at.Last) || strings.TrimSpace(f.text[line:at.First]) != "-" {
		return nil, false
	}
	indent := strings.IndexByte(f.text[line:], '-')
	return f.removeLines(f.above(line, indent), at.Last, indent), true
}

// removeFlow takes what stands within brackets out, with a comma.
func (f *file) removeFlow(in, first, last *yaml.Node) ([]edit, bool) {
	open, ok := f.offset(facts.Position{Line: in.Line, Column: in.Column})
	at, ok2 := f.offset(facts.Position{Line: first.Line, Column: first.Column})
	end, ok3 := f.end(last, 0)
	if !ok || !ok2 || !ok3 || at <= open || f.at(open) != '{' && f.at(open) != '[' || !f.spend(at-open) || first.Anchor != "" || first.Style&yaml.TaggedStyle != 0 {
		return nil, false
	}
	if next := f.skip(end); f.at(next) == ',' {
		to := f.skip(next + 1)
		if f.at(to) == '#' || strings.Contains(f.text[end:to], "\n") && f.lineStart(at)+len(leading(f.text[f.lineStart(at):at])) != at {
			return nil, false
		}
		return []edit{{span{at, to}, ""}}, true
	}
	before := len(strings.TrimRight(f.text[:at], jsonSpace)) - 1
	if c := f.at(f.skip(end)); c != '}' && c != ']' || f.at(before) != ',' || strings.Contains(f.text[f.lineStart(before):before], "#") {
		return nil, false
	}
	return []edit{{span{before, end}, ""}}, true
}

// leading is the white space that a text begins with.
func leading(s string) string { return s[:len(s)-len(strings.TrimLeft(s, " \t"))] }

// appendYAML adds an item to a list.
func (f *file) appendYAML(p *yamlPlace, list *yaml.Node, value any) ([]edit, bool) {
	if list.Kind != yaml.SequenceNode || list.Anchor != "" || list.Style&yaml.TaggedStyle != 0 {
		return nil, false
	}
	n := len(list.Content)
	if list.Style&yaml.FlowStyle != 0 {
		open, ok := f.offset(facts.Position{Line: list.Line, Column: list.Column})
		if !ok || f.at(open) != '[' {
			return nil, false
		}
		if n == 0 {
			return insert(open+1, yamlInline(value, 0, true)), f.at(f.skip(open+1)) == ']'
		}
		end, ok := f.end(list.Content[n-1], 0)
		return insert(end, ", "+yamlInline(value, list.Content[n-1].Style, true)), ok && f.at(f.skip(end)) == ']'
	}
	if n == 0 {
		return nil, false
	}
	last := list.Content[n-1]
	at, ok := f.offset(facts.Position{Line: last.Line, Column: last.Column})
	line := f.lineStart(at)
	if !ok || strings.TrimSpace(f.text[line:at]) != "-" {
		return nil, false
	}
	indent := strings.IndexByte(f.text[line:], '-')
	end, ok := f.end(last, indent)
	if !ok || !f.blank(end) {
		return nil, false
	}
	prefix := f.text[line:at]
	text := prefix
	if members, ok := value.(policy.Members); ok && len(members) > 0 {
		style := last.Style &^ yaml.TaggedStyle
		if last.Kind == yaml.MappingNode && last.Style&yaml.FlowStyle != 0 {
			text += yamlInline(value, 0, true)
		} else {
			for i, m := range members {
				if i > 0 {
					text += f.eol + strings.Repeat(" ", len(prefix))
				}
				text += yamlScalar(m.Name, 0, false) + ":" + yamlBlock(m.Value, style, f.eol, len(prefix))
			}
		}
	} else {
		style := yaml.Style(0)
		if last.Kind == yaml.ScalarNode {
			style = last.Style
		}
		text += yamlInline(value, style, false)
	}
	return f.insertBelow(end, text), true
}

// end is where a value ends that stands below a key with an indentation.
func (f *file) end(n *yaml.Node, indent int) (int, bool) {
	for n.Kind != yaml.ScalarNode && n.Kind != yaml.AliasNode && n.Style&yaml.FlowStyle == 0 {
		if len(n.Content) == 0 {
			return 0, false
		}
		if n.Kind == yaml.MappingNode {
			indent = n.Content[len(n.Content)-2].Column - 1
		}
		n = n.Content[len(n.Content)-1]
	}
	at, ok := f.offset(facts.Position{Line: n.Line, Column: n.Column})
	switch {
	case !ok:
		return 0, false
	case n.Kind == yaml.AliasNode:
		end := at + 1 + len(n.Value)
		return end, strings.HasPrefix(f.text[at:], "*"+n.Value)
	case n.Kind == yaml.ScalarNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		end := f.lineEnd(at)
		for next := f.nextLine(at); next < len(f.text); next = f.nextLine(next) {
			text := f.text[next:f.lineEnd(next)]
			trimmed := strings.TrimLeft(text, " ")
			if trimmed == "" {
				continue
			}
			if len(text)-len(trimmed) <= indent {
				break
			}
			end = f.lineEnd(next)
		}
		// Blank lines that are kept are a part of the text, and so is whether the file ends with a line break.
		return end, end < len(f.text) && !strings.Contains(f.text[at:f.lineEnd(at)], "+")
	case n.Kind == yaml.ScalarNode:
		s, ok := f.scalar(n)
		return s.Last, ok
	}
	return f.closing(at)
}

// closing is the offset behind the bracket or brace that closes the one at an offset; there is none where a comment stands between them.
func (f *file) closing(at int) (int, bool) {
	depth, last := 0, byte(0) // the last character that is no space
	for i := at; i < len(f.text); i++ {
		c := f.text[i]
		switch c {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, f.spend(i - at)
			}
		case '#':
			if p := f.text[i-1]; strings.IndexByte(jsonSpace, p) >= 0 {
				return 0, false
			}
		case '"', '\'':
			if strings.IndexByte("{[,:", last) < 0 {
				break
			}
			for i++; i < len(f.text) && f.text[i] != c; i++ {
				if c == '"' && f.text[i] == '\\' {
					i++
				}
			}
			for c == '\'' && f.at(i+1) == '\'' {
				for i += 2; i < len(f.text) && f.text[i] != c; i++ {
				}
			}
		}
		if strings.IndexByte(jsonSpace, c) < 0 {
			last = c
		}
	}
	return 0, false
}

// Plain scalars that everybody reads as text. Within brackets spaces are left out, too.
var (
	plainText = regexp.MustCompile(`^[A-Za-z0-9_/][A-Za-z0-9_./${}-]*( [A-Za-z0-9_./(][A-Za-z0-9_.,/()-]*)*$`)
	plainFlow = regexp.MustCompile(`^[A-Za-z0-9_/][A-Za-z0-9_./-]*$`)
	plainURL  = regexp.MustCompile(`^[a-z]+://[A-Za-z0-9_.~-]+(:[0-9]+)?(/[A-Za-z0-9_.~/-]*)?$`)
	notText   = regexp.MustCompile(`(?i)^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$`)
)

// isText reports whether a plain scalar is text by what YAML 1.1 and 1.2 say, and no number or date.
func isText(s string) bool {
	return (&yaml.Node{Kind: yaml.ScalarNode, Value: s}).ShortTag() == "!!str"
}

// yamlScalar writes a text in some style; plain where it reads as text, else in quotes.
func yamlScalar(s string, style yaml.Style, flow bool) string {
	printable := !strings.ContainsFunc(s, func(c rune) bool {
		return c < ' ' || c == 0x7f || c == 0xfeff || c >= 0x80 && c < 0xa0 || c == 0x2028 || c == 0x2029
	})
	switch {
	case style&yaml.SingleQuotedStyle != 0 && printable:
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	case style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0, notText.MatchString(s), !isText(s):
		return quote(s)
	case !flow && plainText.MatchString(s), plainFlow.MatchString(s), plainURL.MatchString(s):
		return s
	}
	return quote(s)
}

// yamlInline writes a value on one line.
func yamlInline(value any, style yaml.Style, flow bool) string {
	switch v := value.(type) {
	case string:
		return yamlScalar(v, style, flow)
	case []any:
		parts := make([]string, len(v))
		for i, item := range v {
			parts[i] = yamlInline(item, style, true)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case policy.Members:
		parts := make([]string, len(v))
		for i, m := range v {
			parts[i] = yamlScalar(m.Name, style, true) + ": " + yamlInline(m.Value, style, true)
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return inline(value, ": ", ", ")
}

// yamlBlock writes what follows the colon of a key that is indented so far.
func yamlBlock(value any, style yaml.Style, eol string, indent int) string {
	below := eol + strings.Repeat(" ", indent+2)
	var b strings.Builder
	switch v := value.(type) {
	case policy.Members:
		for _, m := range v {
			fmt.Fprintf(&b, "%s%s:%s", below, yamlScalar(m.Name, 0, false), yamlBlock(m.Value, 0, eol, indent+2))
		}
	case []any:
		for _, item := range v {
			fmt.Fprintf(&b, "%s- %s", below, yamlInline(item, 0, false))
		}
	case string:
		if style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) == 0 {
			style = 0
		}
		return " " + yamlScalar(v, style, false)
	}
	if b.Len() == 0 {
		return " " + yamlInline(value, style, false)
	}
	return b.String()
}

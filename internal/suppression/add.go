package suppression

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"unicode"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Editor writes directives into one file. It reads the file once, however many are written.
type Editor struct {
	r          *reader
	statements []statement
	yaml       *yamlText
	parents    []int // of the units
	json       *jsonText
	inserts    map[int]*insert
	had        int // directives that the file has already
}

// insert is a directive that is to be written at an offset. Those for one place become one.
type insert struct {
	rules []string
	// write returns the edits that write a directive.
	write func(rules []string) []Edit
}

// maxReason bounds a reason in characters: a comment is no place for an essay.
const maxReason = 500

// Place says why a directive cannot be written into a file: a clause that follows its name. It belongs into bdma.yaml then.
type Place struct{ Why string }

func (p *Place) Error() string { return p.Why }

func misplaced(why string) error { return &Place{why} }

// Open reads a file in order to write directives into it. The error is a [*Place] when it cannot have any.
func Open(file string, data []byte) (*Editor, error) {
	text, err := source.Text(data)
	if err != nil {
		return nil, misplaced(err.Error())
	}
	if generated(string(text[:min(len(text), 2<<10)])) {
		return nil, misplaced("is generated, and the next run of its generator would undo it")
	}
	e := &Editor{
		r:       &reader{file: file, text: string(text), lines: facts.NewLines(text), shift: len(data) - len(text)},
		inserts: make(map[int]*insert), had: len(Read(file, data, nil)),
	}
	trimmed := strings.TrimLeft(e.r.text, " \t\r\n")
	if kind := notation(file); kind == sqlNotation {
		e.statements = scan(e.r.text).statements
		return e, nil
	} else if kind == plainNotation {
		return nil, misplaced("is no file that directives are written into")
	}
	if trimmed != "" && trimmed[0] == '{' || notation(file) == jsonNotation {
		if e.json, err = newJSON(e.r.text, true); err == nil {
			slices.SortFunc(e.json.objects, func(a, b *jsonObject) int { return a.unit - b.unit })
			return e, nil
		}
		if notation(file) == jsonNotation {
			return nil, misplaced("is not valid JSON")
		}
	}
	if e.yaml, err = newYAML(e.r.text); err != nil {
		return nil, misplaced("is not valid YAML")
	}
	e.parents = nest(e.yaml.units)
	return e, nil
}

// generated reports whether the head of a file says that a program writes it.
func generated(head string) bool {
	lower := strings.ToLower(head)
	return strings.Contains(lower, "do not edit") || strings.Contains(lower, "@generated")
}

// Add writes a directive of some rules for what stands in a part of the file. The error is a [*Place] when there is no place for
// it, and the directive belongs into bdma.yaml.
func (e *Editor) Add(at facts.Range, rules []string, until, reason string) error {
	for _, rule := range rules {
		if rule == "" || strings.Trim(rule, "abcdefghijklmnopqrstuvwxyz0123456789-_/*.") != "" {
			return fmt.Errorf("%q is no name of a rule", rule)
		}
	}
	if until != "" {
		if problem := dateProblem(until); problem != "" {
			return errors.New(problem)
		}
	}
	reason, err := Reason(reason)
	if err != nil {
		return err
	}
	if at.Start.Line < 1 {
		return misplaced("is what it is about as a whole")
	}
	offset := e.r.lines.Offset(at.Start)
	text := func(rules []string) string {
		s := strings.Join(rules, ",")
		if until != "" {
			s += " until=" + until
		}
		return s + " -- " + reason
	}
	switch {
	case e.json != nil:
		return e.intoJSON(offset, rules, text)
	case e.yaml != nil:
		return e.intoYAML(offset, rules, text)
	}
	return e.intoSQL(offset, rules, text)
}

// Reason makes a reason fit for a comment of one line.
func Reason(reason string) (string, error) {
	reason = strings.Join(strings.Fields(strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c) || unicode.IsControl(c) || c == '\u2028' || c == '\u2029':
			return ' '
		case unicode.Is(unicode.Cf, c): // what turns the direction of writing, or is not seen
			return -1
		}
		return c
	}, strings.ToValidUTF8(reason, ""))), " ")
	if !Says(reason) {
		return "", errors.New("a suppression needs a reason")
	}
	if n := len([]rune(reason)); n > maxReason {
		return "", fmt.Errorf("the reason has %d characters; at most %d fit into a comment", n, maxReason)
	}
	return reason, nil
}

// Edits are what writes the directives, in the order of the file.
func (e *Editor) Edits() []Edit {
	var out []Edit
	for _, at := range slices.Sorted(maps.Keys(e.inserts)) {
		i := e.inserts[at]
		slices.Sort(i.rules)
		out = append(out, i.write(slices.Compact(i.rules))...)
	}
	return out
}

// Full reports whether the file would have more directives than are read.
func (e *Editor) Full() bool { return e.had+len(e.inserts) > maxDirectives }

// Add is [Editor.Add] for one directive.
func Add(file string, data []byte, at facts.Range, d Directive) ([]Edit, error) {
	e, err := Open(file, data)
	if err != nil {
		return nil, err
	}
	rules := make([]string, len(d.Names))
	for i, n := range d.Names {
		rules[i] = n.Text
	}
	if err := e.Add(at, rules, d.Until, d.Reason); err != nil {
		return nil, err
	}
	return e.Edits(), nil
}

func (e *Editor) insert(at int, rules []string, write func([]string) []Edit) error {
	i := e.inserts[at]
	if i == nil {
		i = &insert{write: write}
		e.inserts[at] = i
	}
	i.rules = append(i.rules, rules...)
	return nil
}

// above writes a comment above the line of an offset, indented as the line is.
func (e *Editor) above(at int, rules []string, mark string, text func([]string) string) error {
	r := e.r
	start := r.lineStart(at)
	line := r.text[start:at]
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	eol := "\n"
	if n := strings.IndexByte(r.text[at:], '\n'); n > 0 && r.text[at+n-1] == '\r' || n < 0 && strings.HasSuffix(r.text[:start], "\r\n") {
		eol = "\r\n"
	}
	return e.insert(start, rules, func(rules []string) []Edit {
		return r.edit(start, start, indent+mark+" "+forNode+" "+text(rules)+eol)
	})
}

func (e *Editor) intoSQL(at int, rules []string, text func([]string) string) error {
	i := sort.Search(len(e.statements), func(i int) bool { return e.statements[i].end > at })
	if i == len(e.statements) || e.statements[i].start > at {
		return misplaced("has no statement at this place")
	}
	st := e.statements[i]
	if e.r.alone(st.start) {
		return e.above(st.start, rules, "--", text)
	}
	space := "" // as much as sets the statement apart from what stands before it
	if c := e.r.text[st.start-1]; c == ' ' || c == '\t' {
		space = " "
	}
	return e.insert(st.start, rules, func(rules []string) []Edit {
		inner := strings.NewReplacer("*/", "* /", "/*", "/ *").Replace(text(rules))
		return e.r.edit(st.start, st.start, "/* "+forNode+" "+inner+" */"+space)
	})
}

func (e *Editor) intoYAML(at int, rules []string, text func([]string) string) error {
	units := e.yaml.units
	i := sort.Search(len(units), func(i int) bool { return units[i].at > at }) - 1
	flow := false
	for ; i >= 0; i = e.parents[i] {
		u := units[i]
		if u.value || u.end <= at {
			continue
		}
		if u.flow {
			flow = true
			continue
		}
		prefix := strings.Trim(e.r.text[e.r.lineStart(u.at):u.at], " \t")
		if prefix != "" && !(u.item && prefix == "-") || u.item && prefix == "" {
			continue
		}
		if flow && e.r.line(u.start) != e.r.line(e.r.trimmed(e.content(i))) {
			return misplaced("has no place for a comment within { } or [ ]")
		}
		return e.above(u.at, rules, "#", text)
	}
	return misplaced("has no place for a comment here")
}

// content is a unit without the comments behind it.
func (e *Editor) content(i int) span {
	u := e.yaml.units[i].span
	for {
		u.end = e.r.trimmed(u)
		start := e.r.lineStart(u.end)
		if line := strings.TrimLeft(e.r.text[start:u.end], " \t"); start <= u.start || !strings.HasPrefix(line, "#") && line != "-" {
			return u
		}
		u.end = start
	}
}

func (e *Editor) intoJSON(at int, rules []string, text func([]string) string) error {
	list := e.json.objects
	i := sort.Search(len(list), func(i int) bool { return list[i].unit > at }) - 1
	if i < 0 {
		return misplaced("has no object at this place")
	}
	o := list[i]
	for o != nil && (o.end <= at || !extensible(o)) {
		o = o.parent
	}
	if o == nil {
		return misplaced("has no object around this place that may have " + Key + " and is not much more than what it is about")
	}
	value := func(rules []string) string {
		quoted, _ := jsontext.AppendQuote(nil, text(rules))
		return string(quoted)
	}
	r := e.r
	for _, m := range o.members {
		if m.key != Key {
			continue
		}
		switch n := len(m.list); {
		case n > 0:
			return e.insert(m.list[n-1].end, rules, func(rules []string) []Edit {
				return r.edit(m.list[n-1].end, m.list[n-1].end, ", "+value(rules))
			})
		case r.text[m.value] == '[':
			return misplaced("has an empty " + Key + " there")
		}
		return e.insert(m.end, rules, func(rules []string) []Edit {
			return append(r.edit(m.value, m.value, "["), r.edit(m.end, m.end, ", "+value(rules)+"]")...)
		})
	}
	inside := o.start + 1
	return e.insert(inside, rules, func(rules []string) []Edit {
		if len(o.members) == 0 {
			return r.edit(inside, inside, `"`+Key+`": `+value(rules))
		}
		first := o.members[0]
		return r.edit(inside, inside, r.text[inside:first.start]+`"`+Key+`"`+first.colon+value(rules)+",")
	})
}

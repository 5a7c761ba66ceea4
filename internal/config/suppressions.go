package config

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// maxSuppressions bounds the elements of suppressions: each may have to be held against each file. A repository with more
// exceptions than that is what a baseline is for.
const maxSuppressions = 2000

// dateForm is how a day is written.
const dateForm = time.DateOnly

var (
	suppressionKeys = []string{"rule", "rules", "paths", "pointer", "until", "reason"}
	compatTools     = []string{"squawk", "atlas", "spectral", "redocly"}
)

// Suppression is an element of suppressions: rules whose findings may stay in some files.
type Suppression struct {
	// Rules are the rules as they are written: ids, aliases and group/*.
	Rules []SuppressedRule
	// Pointer narrows it to a subject; empty for all of a file.
	Pointer string
	// Until is the last day on which it holds, as 2027-01-31; empty when it holds for ever.
	Until string
	// Reason is why; empty when nobody says.
	Reason string
	// Removal are the lines that it takes up; zero when it does not stand on lines of its own.
	Removal Span

	paths []glob
	at    place
	// pathsAt and the following are zero when there is no such key.
	pathsAt, pointerAt, untilAt, reasonAt place

	// File is the file in which it stands, in the folder dir.
	File string
	dir  string
}

// SuppressedRule is a rule that a suppression names.
type SuppressedRule struct {
	Name  string
	Range facts.Range
}

// Span is a part of a file in bytes, First included, Last not.
type Span struct{ First, Last int }

// compat is which other tools' words are heeded.
type compat struct {
	tools []string
	at    place
}

// Suppressions returns what the file says may stay, in its order.
func (c *Config) Suppressions() []Suppression { return c.suppressions }

// IsText reports whether a file of the configuration has a certain text, so that places in it are places in that.
func (c *Config) IsText(file string, data []byte) bool {
	for _, l := range c.chain() {
		if l.Path == file {
			return bytes.Equal(bytes.TrimPrefix(data, []byte("\ufeff")), l.text)
		}
	}
	return false
}

// Compat returns the other tools whose words of silence count, in the order of the file.
func (c *Config) Compat() []string { return c.compat.tools }

// Suppresses returns which files an element of suppressions is about.
func (c *Config) Suppresses(s *Suppression) func(file string) bool {
	return func(file string) bool {
		_, inside := relativeTo(s.dir, file)
		return inside && (len(s.paths) == 0 || matchAny(s.paths, file))
	}
}

// Named returns the rules that somebody who wants to silence them names: one by its id or an alias, or all of a group by group/*.
// When there is none, nearest is what was probably meant; it may be empty.
func (r *Resolved) Named(name string) (rules []*policy.Rule, nearest string) {
	if rule, ok := r.set.Get(name); ok {
		return []*policy.Rule{rule}, ""
	}
	group, glob := strings.CutSuffix(name, "/*")
	if glob {
		for _, rule := range r.all {
			if rule.Group() == group {
				rules = append(rules, rule)
			}
		}
		if rules == nil {
			if group = strictyaml.Nearest(group, groups(r.all)); group != "" {
				nearest = group + "/*"
			}
		}
		return rules, nearest
	}
	if same := r.set.Claiming(name); len(same) > 0 {
		return nil, same[0].ID
	}
	if slices.Contains(groups(r.all), name) {
		return nil, name + "/*"
	}
	// Who forgets the group, or takes another one, has the rest of the id right.
	_, rest, grouped := strings.Cut(name, "/")
	if !grouped {
		rest = name
	}
	var alike []string
	for _, rule := range r.all {
		if strings.TrimPrefix(rule.ID, rule.Group()+"/") == rest {
			alike = append(alike, rule.ID)
		}
	}
	if len(alike) == 1 {
		return nil, alike[0]
	}
	return nil, strictyaml.Nearest(name, r.set.IDs())
}

// On reports whether configuration has a rule on in a file, whatever the command line chose for this run.
func (r *Resolved) On(rule *policy.Rule, file string) bool {
	r = r.For(file)
	st := r.states[rule]
	if st == nil {
		return false
	}
	severity := st.base
	for i := range st.steps {
		if s := &st.steps[i]; s.everywhere || matchAny(s.paths, file) {
			severity = s.apply(rule, severity)
		}
	}
	return severity != policy.Off
}

// Possible reports whether configuration has a rule on in some file, whatever the command line chose for this run.
func (r *Resolved) Possible(rule *policy.Rule) bool {
	return slices.ContainsFunc(r.All(), func(at *Resolved) bool {
		st := at.states[rule]
		return st != nil && st.possible(rule)
	})
}

// Chosen reports whether the command line left a rule in the run.
func (r *Resolved) Chosen(rule *policy.Rule) bool {
	return slices.ContainsFunc(r.All(), func(at *Resolved) bool {
		st := at.states[rule]
		return st != nil && st.chosen
	})
}

func (r *reader) suppressions(node *yaml.Node) {
	if node.ShortTag() == "!!null" {
		return // what is left when the last of them is taken out
	}
	items := r.list(node, "suppressions")
	if len(items) > maxSuppressions {
		r.add(r.at(node), "suppressions has %d elements, and at most %d are read; record what is old with bdma baseline", len(items), maxSuppressions)
		return
	}
	for i, item := range items {
		r.suppression(item)
		if list := r.config.suppressions; node.Style&yaml.FlowStyle == 0 && node.Content[i] == item && len(list) > 0 && list[len(list)-1].at == r.at(item) {
			list[len(list)-1].Removal = r.ownLines(item, node.Column)
		}
	}
}

// ownLines returns the lines of an item of a list in block style. The item begins behind its dash.
func (r *reader) ownLines(item *yaml.Node, dash int) Span {
	last := item.Line
	if item.Style&yaml.FlowStyle != 0 || item.Column != dash+2 {
		return Span{}
	}
	plain := true
	var visit func(n *yaml.Node)
	visit = func(n *yaml.Node) {
		// Where a text of several lines ends is not known, nor where an alias or a bracket does.
		plain = plain && n.Kind != yaml.AliasNode && n.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 && !strings.Contains(n.Value, "\n") &&
			(n.Style&yaml.FlowStyle == 0 || len(n.Content) == 0 || n.Content[len(n.Content)-1].Line == n.Line) && n.Anchor == ""
		last = max(last, n.Line)
		for _, c := range n.Content {
			visit(c)
		}
	}
	visit(item)
	// A text without quotes may go on in lines of which nothing is known.
	if last < len(r.lines) {
		line := r.lines[last]
		rest := strings.TrimLeft(line, " ")
		plain = plain && (strings.TrimSpace(rest) == "" || rest[0] == '#' || len(line)-len(rest) < dash)
	}
	if !plain {
		return Span{}
	}
	return Span{r.offset(item.Line), r.offset(last + 1)}
}

// offset returns where a line begins in the file, or where the file ends.
func (r *reader) offset(line int) int {
	if line > len(r.starts) {
		return r.size
	}
	return r.starts[line-1]
}

func (r *reader) suppression(node *yaml.Node) {
	s := Suppression{at: r.at(node), File: r.config.Path, dir: r.config.Dir}
	before := len(r.mistakes.list)
	ruled := false
	if !r.mapping(node, "an element of suppressions", func(key, value *yaml.Node) {
		switch key.Value {
		case "rule":
			if text, ok := r.text(value, "rule"); ok {
				s.Rules = append(s.Rules, SuppressedRule{text, spanOf(value)})
			}
			if ruled {
				r.add(r.at(key), "a suppression has either rule or rules; put all of them under rules")
			}
			ruled = true
		case "rules":
			r.texts(value, "rules", func(text string, node *yaml.Node) {
				s.Rules = append(s.Rules, SuppressedRule{text, spanOf(node)})
			})
			if ruled {
				r.add(r.at(key), "a suppression has either rule or rules; put all of them under rules")
			}
			if ruled = true; value.Kind == yaml.SequenceNode && len(value.Content) == 0 {
				r.add(r.at(value), "rules is empty, so that nothing is silenced; remove the element or name a rule")
			}
		case "paths":
			s.pathsAt = r.at(key)
			if s.paths = r.globs(value, "paths"); value.Kind == yaml.SequenceNode && len(value.Content) == 0 {
				r.add(r.at(value), `paths is empty, so that no file is meant; leave it out for every file`)
			}
		case "pointer":
			s.pointerAt = r.at(key)
			if text, ok := r.text(value, "pointer"); ok {
				if s.Pointer = strings.TrimPrefix(text, "#"); s.Pointer == "" {
					r.add(r.at(value), "pointer is empty; leave it out for all of a file")
				}
			}
		case "until":
			s.untilAt = r.at(key)
			s.Until = r.date(value)
		case "reason":
			s.reasonAt = r.at(key)
			if text, ok := r.text(value, "reason"); ok {
				s.Reason = strings.TrimSpace(text)
			}
		default:
			r.add(r.at(key), "%s", strictyaml.Unknown("key", key.Value, suppressionKeys))
		}
	}) {
		return
	}
	if !ruled {
		r.add(s.at, "a suppression needs rule or rules: an id such as rest/path-kebab-case, or a group as rest/*")
	}
	if len(r.mistakes.list) == before {
		r.config.suppressions = append(r.config.suppressions, s)
	}
}

var dateRE = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)

// date reads a day, which YAML takes for a time when it has no quotes.
func (r *reader) date(node *yaml.Node) string {
	tag := node.ShortTag()
	if _, err := time.Parse(dateForm, node.Value); err != nil || node.Kind != yaml.ScalarNode || tag != "!!str" && tag != "!!timestamp" || !dateRE.MatchString(node.Value) {
		r.add(r.at(node), "until must be a day that exists, as 2027-01-31")
		return ""
	}
	return node.Value
}

// spanOf returns where a text that takes up one line stands.
func spanOf(n *yaml.Node) facts.Range {
	start := facts.Position{Line: n.Line, Column: n.Column}
	switch {
	case n.Style == 0:
		return facts.Range{Start: start, End: facts.Position{Line: n.Line, Column: n.Column + utf8.RuneCountInString(n.Value)}}
	case n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 && !strings.ContainsAny(n.Value, "\n\"'\\"):
		return facts.Range{Start: start, End: facts.Position{Line: n.Line, Column: n.Column + utf8.RuneCountInString(n.Value) + 2}}
	}
	return facts.Range{Start: start}
}

func (r *reader) compat(key, node *yaml.Node) {
	c := &r.config.compat
	c.at = r.at(key)
	r.texts(node, "compat", func(text string, node *yaml.Node) {
		switch {
		case !slices.Contains(compatTools, text):
			r.add(r.at(node), "%s", strictyaml.Unknown("tool", text, compatTools))
		case slices.Contains(c.tools, text):
			r.add(r.at(node), "%s stands here twice", text)
		default:
			c.tools = append(c.tools, text)
		}
	})
}

// showSuppressions writes what may stay, and whose words count beside bdma's own.
func (s *shower) showSuppressions() {
	c := s.config
	if len(c.suppressions) > 0 {
		s.line(0, "suppressions:", "")
	}
	for i := range c.suppressions {
		e := &c.suppressions[i]
		var rules []string
		for _, rule := range e.Rules {
			rules = append(rules, rule.Name)
		}
		s.line(1, "- rules: "+flowTexts(rules), s.origin(e.at))
		if len(e.paths) > 0 {
			s.line(2, "paths: "+flowTexts(texts(e.paths)), s.origin(e.pathsAt))
		}
		for _, key := range []struct {
			name, value string
			at          place
		}{{"pointer", e.Pointer, e.pointerAt}, {"until", e.Until, e.untilAt}, {"reason", e.Reason, e.reasonAt}} {
			if key.value != "" {
				s.line(2, fmt.Sprintf("%s: %s", key.name, scalar(key.value)), s.origin(key.at))
			}
		}
	}
	if c.compat.at.line > 0 {
		s.line(0, "compat: ["+strings.Join(c.compat.tools, ", ")+"]", s.origin(c.compat.at))
	}
}

// suppressionsSchema returns the schema of suppressions.
func suppressionsSchema() object {
	name := object{
		"type": "string", "minLength": 1,
		"description": "A rule's id, or group/* for all rules of a group. That the rule exists is judged by the rule suppression/unknown-rule.",
	}
	entry := mapping("Findings that may stay.", object{
		"rule":  name,
		"rules": object{"description": "Several rules.", "type": "array", "minItems": 1, "items": name},
		"paths": object{"$ref": "#/$defs/globs", "minItems": 1, "description": "The files, as globs; all unless told otherwise."},
		"pointer": object{
			"description": "A subject, and what is part of it: /paths/~1orders in an OpenAPI document, public.orders.total in a schema.",
			"type":        "string", "minLength": 1,
		},
		"until":  object{"description": "The last day on which it holds.", "type": "string", "format": "date", "pattern": dateRE.String()},
		"reason": object{"description": "Why the findings may stay. Without one, suppression/reason has a finding.", "type": "string"},
	})
	entry["oneOf"] = []any{required(object{}, "rule"), required(object{}, "rules")}
	return object{
		"description": "Findings that may stay, each with its reason: for files that have no room for a comment, and for what is known in many places.",
		"type":        []string{"array", "null"}, "maxItems": maxSuppressions, "items": entry,
	}
}

func compatSchema() object {
	return object{
		"description": "Other tools whose comments and files of ignored findings count too, for a team that moves from them.",
		"type":        "array", "uniqueItems": true, "items": object{"enum": compatTools},
	}
}

package config

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

// Show writes the effective configuration as YAML that could be saved as bdma.yaml, and says of each key where it comes
// from. The defaults are the patterns of the kinds that have no include.
func (r *Resolved) Show(w io.Writer, defaults map[facts.Kind][]string) error {
	s := shower{Resolved: r, w: bufio.NewWriter(w)}
	s.line(0, "version: 1", "")
	s.extends()
	s.patterns("include", facts.Kinds(), func(k facts.Kind) ([]string, string, bool) {
		if g, ok := r.config.include[k]; ok {
			return texts(g.list), r.config.originOf(g), true
		}
		return defaults[k], "default", len(defaults[k]) > 0
	})
	s.patterns("exclude", append(facts.Kinds(), allKinds), func(k facts.Kind) ([]string, string, bool) {
		g, ok := r.config.exclude[k]
		return texts(g.list), r.config.originOf(g), ok
	})
	if len(r.config.policies) > 0 {
		s.line(0, "policies:", "")
		for _, p := range r.config.policies {
			s.line(1, "- "+scalar(p.text), r.origin(p.at))
		}
	}
	failOn := string(r.failOn)
	if r.failOn == policy.Off {
		failOn = never
	}
	s.line(0, "fail-on: "+failOn, r.failOnOrigin)
	s.showDatabase()
	s.showCoverage()
	if len(r.all) > 0 {
		s.line(0, "rules:", "")
	}
	for _, rule := range r.all {
		s.rule(rule)
	}
	s.overrides()
	s.showSuppressions()
	return s.w.Flush()
}

type shower struct {
	*Resolved
	w *bufio.Writer
}

func (s *shower) line(depth int, text, origin string) {
	s.w.WriteString(strings.Repeat("  ", depth) + text)
	if origin != "" {
		s.w.WriteString(" # " + printable(origin))
	}
	s.w.WriteByte('\n')
}

func (s *shower) extends() {
	var names []string
	for _, p := range s.config.extends {
		names = append(names, p.name)
	}
	origin := "default"
	if s.config.extendsAt.line > 0 {
		origin = s.origin(s.config.extendsAt)
	}
	s.line(0, "extends: ["+strings.Join(names, ", ")+"]", origin)
}

func (s *shower) patterns(key string, kinds []facts.Kind, of func(facts.Kind) ([]string, string, bool)) {
	begun := false
	for _, k := range kinds {
		patterns, origin, ok := of(k)
		if !ok {
			continue
		}
		if !begun {
			s.line(0, key+":", "")
			begun = true
		}
		s.line(1, string(k)+": "+flowTexts(patterns), origin)
	}
}

func (s *shower) rule(rule *policy.Rule) {
	st := s.states[rule]
	severity, origin := s.Base(rule)
	if severity == policy.Off && !rule.Suppressible {
		s.line(1, "# "+rule.ID+": off", origin) // for this run; a file may not say so
		return
	}
	if rule.Options == nil || !st.runs {
		s.line(1, fmt.Sprintf("%s: %s", rule.ID, severity), origin)
		return
	}
	s.line(1, rule.ID+":", "")
	s.line(2, "severity: "+string(severity), origin)
	s.line(2, "options:", "")
	for _, name := range rule.Options.Names() {
		value, given := st.given[name]
		origin := st.origins[name]
		if !given {
			value, origin = rule.Options.Property(name)["default"], "default"
		}
		s.line(3, scalar(name)+": "+flow(value), origin)
	}
}

// overrides writes those of the file and then the severities of the command line, which hold there too. Rules that the
// command line left out stay out.
func (s *shower) overrides() {
	begun := false
	begin := func(paths, origin string) {
		if !begun {
			s.line(0, "overrides:", "")
			begun = true
		}
		s.line(1, "- paths: "+paths, origin)
		s.line(2, "rules:", "")
	}
	for _, o := range s.config.allOverrides() {
		first := true
		for _, e := range o.rules {
			key := s.shownKey(e.key)
			if key == "" {
				continue
			}
			if first {
				begin(flowTexts(texts(o.paths)), s.origin(o.at))
				first = false
			}
			if e.severity != "" && len(e.options) == 0 {
				s.line(3, key+": "+string(e.severity), s.origin(e.at))
				continue
			}
			s.line(3, key+":", s.origin(e.at))
			if e.severity != "" {
				s.line(4, "severity: "+string(e.severity), s.origin(e.severityAt))
			}
			if len(e.options) == 0 {
				s.line(4, "options: {}", "")
				continue
			}
			s.line(4, "options:", "")
			for _, o := range e.options {
				s.line(5, scalar(o.name)+": "+flow(o.value), s.origin(o.at))
			}
		}
	}
	s.laterLayers(begin)
	if !begun {
		return // rules says it all
	}
	for _, text := range s.flags.Severity {
		var lines []string
		name, level, _ := strings.Cut(text, "=")
		rules, named := s.flagged(name)
		for _, rule := range rules {
			if severity, _ := s.Base(rule); s.states[rule].runs && (named || severity != policy.Off) {
				lines = append(lines, fmt.Sprintf("%s: %s", rule.ID, level))
			}
		}
		if len(lines) == 0 {
			continue
		}
		begin(`["**"]`, "--severity "+text)
		for _, l := range lines {
			s.line(3, l, "")
		}
	}
}

// shownKey returns an override's key with an alias replaced by the id, or "" when its rule was left out.
func (s *shower) shownKey(key string) string {
	if strings.ContainsRune(key, '*') {
		return strconv.Quote(key)
	}
	for _, rule := range s.all {
		if rule.ID == key || slices.Contains(rule.Aliases, key) {
			if !s.states[rule].chosen {
				return ""
			}
			return rule.ID
		}
	}
	return ""
}

func texts(list []glob) []string {
	all := make([]string, len(list))
	for i, g := range list {
		all[i] = g.text
	}
	return all
}

func flowTexts(list []string) string {
	quoted := make([]string, len(list))
	for i, t := range list {
		quoted[i] = strconv.Quote(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

var plainRE = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_/.-]*$`)

// scalar writes text as YAML: plain where every YAML reader takes it for text, else quoted. All of Go's escapes are
// YAML's too.
func scalar(text string) string {
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return strconv.Quote(text)
	}
	if plainRE.MatchString(text) {
		return text
	}
	return strconv.Quote(text)
}

// flow writes a JSON value as YAML on one line.
func flow(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return scalar(v)
	case []any:
		parts := make([]string, len(v))
		for i, e := range v {
			parts[i] = flow(e)
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, scalar(k)+": "+flow(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return fmt.Sprint(value)
}

package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// parseGroup is the group of the rules that report files that could not be read. Without them such a file would pass, so
// they run unless they are switched off by their id.
const parseGroup = "parse"

// stubborn reports whether the rule is on without any preset, and off only by its own id, if at all.
func stubborn(r *policy.Rule) bool { return r.Group() == parseGroup || !r.Suppressible }

// Resolve checks every name and option against the rules and merges the layers. The error holds every mistake, one line
// each.
func (c *Config) Resolve(set *policy.Set, flags Flags) (*Resolved, error) {
	v := resolver{common: newCommon(set)}
	r := v.resolve(c, set, flags)
	if err := v.join(v.wrong...); err != nil {
		return nil, err
	}
	return r, nil
}

// resolve merges the layers, and leaves what is wrong in the resolver.
func (v *resolver) resolve(c *Config, set *policy.Set, flags Flags) *Resolved {
	v.Resolved = &Resolved{config: c, set: set, flags: flags, all: set.Rules(), states: make(map[*policy.Rule]*state)}
	v.mistakes.path = c.Path
	v.presets()
	v.file()
	v.severities()
	v.choose()
	v.setFailOn()
	for _, r := range v.all {
		st := v.states[r]
		if st.runs = st.chosen && st.possible(r); st.runs {
			v.rules = append(v.rules, r)
		}
	}
	return v.Resolved
}

type resolver struct {
	*Resolved
	mistakes
	wrong []error // with the flags
	// strict says that a rule of the team's own is on only where the configuration names its folder.
	strict bool
	*common
}

// common is what the rules come to that is the same for all configurations of a run.
type common struct {
	presetNames []string
	// defaults are the settings of rules of which nobody gives an option.
	defaults map[*policy.Rule]ast.Value
}

func newCommon(set *policy.Set) *common {
	return &common{PresetNames(set), make(map[*policy.Rule]ast.Value)}
}

// settings returns what some options make of those of a rule.
func (c *common) settings(r *policy.Rule, given map[string]any) (ast.Value, error) {
	if s := c.defaults[r]; s != nil && len(given) == 0 {
		return s, nil
	}
	s, err := r.Options.Settings(given)
	if err == nil && len(given) == 0 {
		c.defaults[r] = s
	}
	return s, err
}

// presets makes the state of every rule, from the presets alone.
func (v *resolver) presets() {
	known := v.presetNames
	var texts []string
	for _, p := range v.config.extends {
		if !slices.Contains(known, p.name) {
			v.add(p.at, "%s", strictyaml.Unknown("preset", p.name, known))
		}
		texts = append(texts, p.name)
	}
	v.extends = cmp.Or(strings.Join(texts, ", "), "extends, which is empty")
	absent := "not in " + v.extends
	for _, r := range v.all {
		st := &state{base: policy.Off, origin: absent, chosen: true}
		switch {
		case r.Custom && v.strict && !v.config.hasRule(r):
			st.origin = "not among policies"
		case r.Custom:
			st.base, st.origin = r.Severity, r.File
		case stubborn(r):
			st.base, st.origin = r.Severity, "always on"
		}
		for _, p := range v.config.extends {
			if name, version, ok := splitPreset(p.name); ok && r.In(name, version) {
				st.base, st.origin = r.Severity, "preset "+p.name
				break
			}
		}
		v.states[r] = st
	}
}

// file applies rules and overrides.
func (v *resolver) file() {
	for _, layer := range v.config.chain() {
		v.mistakes.path = layer.Path
		v.layer(layer)
	}
	for _, r := range v.all {
		st := v.states[r]
		v.variant(r, st.given)
		for i := range st.steps {
			s := &st.steps[i]
			if s.given == nil {
				continue
			}
			if r.Options != nil && len(v.list) == 0 {
				if err := r.Options.Check(s.given); err != nil {
					v.add(s.check, "%s, together with the options under rules: %s", r.ID, err)
				}
			}
			s.variant = v.variant(r, s.given)
		}
	}
}

// layer applies what one file says, over what those say that it extends.
func (v *resolver) layer(c *Config) {
	for _, e := range v.entries(c.rules) {
		for _, r := range e.rules {
			v.general(r, e)
		}
	}
	for i := range c.overrides {
		o := &c.overrides[i]
		for _, e := range v.entries(o.rules) {
			for _, r := range e.rules {
				s := step{paths: o.paths, severity: e.severity, named: e.named, variant: -1}
				if len(e.options) > 0 {
					s.given, s.check = v.overlay(r, e), e.optionsAt
				}
				v.states[r].steps = append(v.states[r].steps, s)
			}
		}
	}
}

// general applies what a file says of a rule everywhere. It wins over the overrides of the files that it extends.
func (v *resolver) general(r *policy.Rule, e target) {
	st := v.states[r]
	s := step{severity: e.severity, named: e.named}
	if len(st.steps) > 0 {
		s.everywhere, s.variant, s.origin = true, -1, v.origin(cmp.Or(e.severityAt, e.at))
		st.steps = append(st.steps, s)
	} else if after := s.apply(r, st.base); after != st.base || e.severity != "" && after == e.severity {
		st.base, st.origin = after, v.origin(cmp.Or(e.severityAt, e.at))
	}
	if len(e.options) == 0 {
		return
	}
	if st.given == nil {
		st.given, st.origins = make(map[string]any), make(map[string]string)
	}
	for _, o := range e.options {
		st.given[o.name], st.origins[o.name] = o.value, v.origin(o.at)
		for i := range st.steps {
			if st.steps[i].given != nil {
				st.steps[i].given[o.name] = o.value
			}
		}
	}
}

// overlay lays the options of an override's entry over those of the rules key and returns what this comes to.
// It does not look at other overrides: were they laid over one another, n of them would make 2ⁿ variants.
func (v *resolver) overlay(r *policy.Rule, e target) map[string]any {
	given := maps.Clone(v.states[r].given)
	if given == nil {
		given = make(map[string]any)
	}
	for _, o := range e.options {
		given[o.name] = o.value
	}
	return given
}

// variant returns the index of the settings that some options make, which may be there already.
func (v *resolver) variant(r *policy.Rule, given map[string]any) int {
	st := v.states[r]
	settings, err := v.settings(r, given)
	if err != nil {
		// Every value came from YAML or a JSON Schema by way of JSON's types; what JSON cannot say was refused before.
		settings = ast.NewObject()
	}
	for i := range st.variants {
		if same := st.variants[i].Settings; same == settings || same.Compare(settings) == 0 {
			return i
		}
	}
	st.variants = append(st.variants, Variant{Settings: settings})
	return len(st.variants) - 1
}

func (v *resolver) flag(name, format string, args ...any) {
	v.wrong = append(v.wrong, errors.New(printable("--"+name+": "+fmt.Sprintf(format, args...))))
}

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
	v := resolver{
		Resolved: &Resolved{config: c, set: set, flags: flags, all: set.Rules(), states: make(map[*policy.Rule]*state)},
		mistakes: mistakes{path: c.Path},
	}
	v.presets()
	v.file()
	v.severities()
	v.choose()
	v.setFailOn()
	if err := v.join(v.wrong...); err != nil {
		return nil, err
	}
	for _, r := range v.all {
		st := v.states[r]
		if st.runs = st.chosen && st.possible(r); st.runs {
			v.rules = append(v.rules, r)
		}
	}
	return v.Resolved, nil
}

type resolver struct {
	*Resolved
	mistakes
	wrong []error // with the flags
}

// presets makes the state of every rule, from the presets alone.
func (v *resolver) presets() {
	known := PresetNames(v.set)
	var texts []string
	for _, p := range v.config.extends {
		if !slices.Contains(known, p.name) {
			v.add(p.at, "%s", strictyaml.Unknown("preset", p.name, known))
		}
		texts = append(texts, p.name)
	}
	v.extends = cmp.Or(strings.Join(texts, ", "), "extends, which is empty")
	for _, r := range v.all {
		st := &state{base: policy.Off, origin: "not in " + v.extends, chosen: true}
		switch {
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
	for _, e := range v.entries(v.config.rules) {
		for _, r := range e.rules {
			st := v.states[r]
			s := step{severity: e.severity, named: e.named}
			if after := s.apply(r, st.base); after != st.base || e.severity != "" && after == e.severity {
				st.base, st.origin = after, v.origin(cmp.Or(e.severityAt, e.at))
			}
			if len(e.options) > 0 {
				st.given, st.origins = make(map[string]any), make(map[string]string)
				for _, o := range e.options {
					st.given[o.name], st.origins[o.name] = o.value, v.origin(o.at)
				}
			}
		}
	}
	for _, r := range v.all {
		v.variant(r, v.states[r].given)
	}
	for i := range v.config.overrides {
		o := &v.config.overrides[i]
		for _, e := range v.entries(o.rules) {
			for _, r := range e.rules {
				s := step{paths: o.paths, severity: e.severity, named: e.named, variant: -1}
				if len(e.options) > 0 {
					s.variant = v.overlay(r, e)
				}
				v.states[r].steps = append(v.states[r].steps, s)
			}
		}
	}
}

// overlay lays the options of an override's entry over those of the rules key and returns the variant that this makes.
// It does not look at other overrides: were they laid over one another, n of them would make 2ⁿ variants.
func (v *resolver) overlay(r *policy.Rule, e target) int {
	given := maps.Clone(v.states[r].given)
	if given == nil {
		given = make(map[string]any)
	}
	for _, o := range e.options {
		given[o.name] = o.value
	}
	if r.Options != nil && len(v.list) == 0 {
		if err := r.Options.Check(given); err != nil {
			v.add(e.optionsAt, "%s, together with the options under rules: %s", r.ID, err)
		}
	}
	return v.variant(r, given)
}

// variant returns the index of the settings that some options make, which may be there already.
func (v *resolver) variant(r *policy.Rule, given map[string]any) int {
	st := v.states[r]
	settings, err := r.Options.Settings(given)
	if err != nil {
		// Every value came from YAML or a JSON Schema by way of JSON's types; what JSON cannot say was refused before.
		settings = ast.NewObject()
	}
	for i := range st.variants {
		if st.variants[i].Settings.Compare(settings) == 0 {
			return i
		}
	}
	st.variants = append(st.variants, Variant{Settings: settings})
	return len(st.variants) - 1
}

func (v *resolver) flag(name, format string, args ...any) {
	v.wrong = append(v.wrong, errors.New(printable("--"+name+": "+fmt.Sprintf(format, args...))))
}

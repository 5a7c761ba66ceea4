package config

import (
	"cmp"
	"path"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

// Resolved is a configuration that has been held against the rules. It is read-only, for any number of goroutines.
type Resolved struct {
	config       *Config
	set          *policy.Set
	flags        Flags
	extends      string // for messages: the presets, joined
	failOn       policy.Severity
	failOnOrigin string
	rules        []*policy.Rule // that run for some file
	all          []*policy.Rule
	states       map[*policy.Rule]*state
	joint        *joint // nil unless other configurations hold in some folders
}

// Variant is one of the settings that a rule has for different files.
type Variant struct {
	// Settings is what the rule sees as data.settings.
	Settings ast.Value
}

// state is what is known of one rule.
type state struct {
	base     policy.Severity // where no step applies
	origin   string          // of base
	steps    []step          // of the overrides and the command line, in order
	variants []Variant
	given    map[string]any    // the options of variant 0 that the file gives
	origins  map[string]string // of given
	chosen   bool              // by --only, --skip and --kind
	runs     bool              // for some file
	shared   []int             // the numbers of the variants among those of all configurations; nil without others
}

// step changes what holds for a rule in the files that match.
type step struct {
	everywhere bool
	paths      []glob
	severity   policy.Severity // empty when the step leaves it
	named      bool            // by the rule's own id, which switches it on
	variant    int             // or -1 when the step leaves it
	// given are the options that make the variant, and origin names who says it when it is a file and holds everywhere.
	given  map[string]any
	origin string
	// check is where the options are, to be checked together with those of rules.
	check place
}

// apply returns the severity that a rule has after the step.
func (s *step) apply(r *policy.Rule, before policy.Severity) policy.Severity {
	switch {
	case s.named && s.severity != "":
		return s.severity
	case s.named && before == policy.Off:
		return r.Severity
	case s.named, before == policy.Off:
		return before
	case s.severity == policy.Off && stubborn(r):
		return before
	}
	return s.severity
}

// origin names the place of a key.
func (r *Resolved) origin(at place) string { return r.config.origin(at) }

// possible reports whether the rule is on for some file.
func (st *state) possible(r *policy.Rule) bool {
	can := []policy.Severity{st.base}
	for i := range st.steps {
		s := &st.steps[i]
		var after []policy.Severity
		if !s.everywhere {
			after = slices.Clone(can)
		}
		for _, before := range can {
			if a := s.apply(r, before); !slices.Contains(after, a) {
				after = append(after, a)
			}
		}
		can = after
	}
	return slices.ContainsFunc(can, func(s policy.Severity) bool { return s != policy.Off })
}

// Rules returns the rules that run for some file, sorted by id.
func (r *Resolved) Rules() []*policy.Rule {
	if r.joint != nil {
		return r.joint.rules
	}
	return r.rules
}

// Severity returns what a finding of the rule in a file weighs; Off when the rule does not run there. For the empty path
// it is what holds without the overrides.
func (r *Resolved) Severity(rule *policy.Rule, file string) policy.Severity {
	r = r.For(file)
	st := r.states[rule]
	if st == nil || !st.runs {
		return policy.Off
	}
	severity := st.base
	if len(st.steps) == 0 {
		return severity
	}
	for i := range st.steps {
		if s := &st.steps[i]; s.everywhere || matchAny(s.paths, file) {
			severity = s.apply(rule, severity)
		}
	}
	return severity
}

// Base returns what the rule weighs where no override holds, and who says so.
func (r *Resolved) Base(rule *policy.Rule) (severity policy.Severity, origin string) {
	st := r.states[rule]
	if st == nil {
		return policy.Off, "not loaded"
	}
	if !st.chosen {
		return policy.Off, st.origin
	}
	severity, origin = st.base, st.origin
	for i := range st.steps {
		s := &st.steps[i]
		if !s.everywhere {
			continue
		}
		if after := s.apply(rule, severity); after != severity || after == s.severity {
			severity, origin = after, cmp.Or(s.origin, "--severity")
		}
	}
	return severity, origin
}

// Variants returns the distinct settings that the rule has; the first are those where no override holds.
func (r *Resolved) Variants(rule *policy.Rule) []Variant {
	if r.joint != nil {
		return r.joint.variants[rule]
	}
	return r.states[rule].variants
}

// Variant returns the index of the variant that judges a file.
func (r *Resolved) Variant(rule *policy.Rule, file string) int {
	if r.joint != nil {
		if st := r.For(file).states[rule]; st.shared != nil {
			return st.shared[st.variantOf(file)]
		}
		return -1
	}
	return r.states[rule].variantOf(file)
}

// variantOf returns the index of the variant among those of one configuration.
func (st *state) variantOf(file string) int {
	if len(st.variants) == 1 {
		return 0
	}
	for i := len(st.steps) - 1; i >= 0; i-- {
		if s := &st.steps[i]; s.variant >= 0 && matchAny(s.paths, file) {
			return s.variant
		}
	}
	return 0
}

// FailOn returns the severity from which on a finding fails the run; Off when none does.
func (r *Resolved) FailOn() policy.Severity { return r.failOn }

// Match reports whether a file of the tree may be evidence of a kind: include, or else the kind's own patterns, has it,
// and exclude has not.
func (r *Resolved) Match(kind facts.Kind, file string, defaults []string) bool {
	r = r.For(file)
	if matchAny(r.config.exclude[kind].list, file) || matchAny(r.config.exclude[allKinds].list, file) {
		return false
	}
	if include, ok := r.config.include[kind]; ok {
		return matchAny(include.list, file)
	}
	return slices.ContainsFunc(defaults, func(p string) bool { return matchPattern(p, file) })
}

// Includes reports whether bdma.yaml says where evidence of a kind is.
func (r *Resolved) Includes(kind facts.Kind) bool {
	_, ok := r.config.include[kind]
	return ok
}

// Patterns returns the globs, relative to the root of the tree, that [Resolved.Match] looks for.
func (r *Resolved) Patterns(kind facts.Kind, defaults []string) []string {
	include, ok := r.config.include[kind]
	if !ok {
		return defaults
	}
	patterns := make([]string, len(include.list))
	for i, g := range include.list {
		patterns[i] = path.Join(quoteGlob(g.dir), g.text)
	}
	return patterns
}

package config

import (
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

// Flags are what the command line says; it wins over the file.
type Flags struct {
	// Only and Skip choose rules by id, alias, glob over ids ("rest/*"), group, tag or standard. A rule that Only names
	// by its id runs even if it is off; everything else chooses among the rules that are on. Rules of the group parse,
	// which report the files that could not be read, run whatever Only says.
	Only, Skip []string
	// Severity are settings "RULE=LEVEL" in their order, where RULE is what Only takes. As in the file, a rule's id
	// switches it on, and everything else changes the rules that are on.
	Severity []string
	// FailOn is error, warning, info or never; empty leaves it to the file.
	FailOn string
	// Kinds restricts the run to rules that judge some kinds of evidence; empty means all.
	Kinds []facts.Kind
}

// severities applies --severity.
func (v *resolver) severities() {
	for _, text := range v.flags.Severity {
		name, level, ok := strings.Cut(text, "=")
		if !ok {
			v.flag("severity", "%q is not of the form RULE=LEVEL, as in rest/path-kebab-case=error", text)
			continue
		}
		rules, named, err := v.match(name)
		if err != nil {
			v.flag("severity", "%s", err)
			continue
		}
		severity := policy.Severity(level)
		if !slices.Contains(severities, severity) {
			v.flag("severity", "%s", unknownSeverity(level, names(severities)))
			continue
		}
		if named && severity == policy.Off && !rules[0].Suppressible {
			v.flag("severity", "the rule %s cannot be switched off", rules[0].ID)
			continue
		}
		s := step{everywhere: true, severity: severity, named: named, variant: -1}
		for _, r := range rules {
			v.states[r].steps = append(v.states[r].steps, s)
		}
	}
}

func (v *resolver) setFailOn() {
	text, origin := v.config.failOn, "default"
	if v.config.failOnAt.line > 0 {
		origin = v.origin(v.config.failOnAt)
	}
	if v.flags.FailOn != "" {
		text, origin = v.flags.FailOn, "--fail-on"
		if msg := checkFailOn(text); msg != "" {
			v.flag("fail-on", "%s", msg)
		}
	}
	v.failOn, v.failOnOrigin = policy.Severity(text), origin
	if text == never {
		v.failOn = policy.Off
	}
}

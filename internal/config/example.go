package config

import (
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
)

// OptionsExample returns a bdma.yaml that gives a rule its options: the examples of their schemas, or else the defaults. It
// is empty for a rule without options.
func OptionsExample(r *policy.Rule) string {
	if r.Options == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "version: 1\nrules:\n  %s:\n    options:\n", r.ID)
	for _, name := range r.Options.Names() {
		fmt.Fprintf(&b, "      %s: %s\n", scalar(name), flow(r.Options.Example(name)))
	}
	return b.String()
}

// SilenceExample returns a bdma.yaml that switches a rule off for some files. It is empty for a rule that cannot be silenced.
func SilenceExample(r *policy.Rule) string {
	if !r.Suppressible {
		return ""
	}
	return fmt.Sprintf("version: 1\noverrides:\n  - paths: [\"legacy/**\"]\n    rules: {%s: off}\n", r.ID)
}

// SwitchOnExample returns a bdma.yaml that switches a rule on by itself. It is empty for a rule that is on by default.
func SwitchOnExample(r *policy.Rule) string {
	if _, version, _ := splitPreset(DefaultPreset); r.Custom || r.In("recommended", version) || stubborn(r) {
		return ""
	}
	return fmt.Sprintf("version: 1\nrules:\n  %s: %s\n", r.ID, r.Severity)
}

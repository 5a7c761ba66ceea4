package config

import (
	"fmt"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
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

// SilencingText is one way to silence a single finding of a rule.
type SilencingText struct {
	// Where says where Text is written, and Language in which notation that is.
	Where, Language, Text string
}

// SuppressionExamples returns the ways to silence a single finding of a rule. There are none when no suppression may silence it.
func SuppressionExamples(r *policy.Rule) []SilencingText {
	if !r.Silenceable() {
		return nil
	}
	var ways []SilencingText
	if r.Judges(facts.Migration) {
		ways = append(ways, SilencingText{"in SQL, above the statement", "sql", "-- bdma:ignore " + r.ID + " -- REASON\n"})
	}
	if r.Judges(facts.OpenAPI) {
		ways = append(ways,
			SilencingText{"in YAML, above the key", "yaml", "# bdma:ignore " + r.ID + " -- REASON\n"},
			SilencingText{"in JSON, as a member of the object", "json", "\"x-bdma-ignore\": \"" + r.ID + " -- REASON\"\n"})
	}
	if r.Judges(facts.Coverage) {
		ways = append(ways, SilencingText{"in bdma.yaml", "yaml", "version: 1\nsuppressions:\n  - rule: " + r.ID + "\n    paths: [\"legacy/**\"]\n    reason: REASON\n"})
	}
	return ways
}

// SwitchOnExample returns a bdma.yaml that switches a rule on by itself. It is empty for a rule that is on by default.
func SwitchOnExample(r *policy.Rule) string {
	if _, version, _ := splitPreset(DefaultPreset); r.Custom || r.In("recommended", version) || stubborn(r) {
		return ""
	}
	return fmt.Sprintf("version: 1\nrules:\n  %s: %s\n", r.ID, r.Severity)
}

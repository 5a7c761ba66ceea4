package docs

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/policy"
)

// columns are the presets that have a column in the index; all has every rule.
func columns() []config.Preset {
	var list []config.Preset
	for _, p := range config.Presets() {
		if p.Name != "all" {
			list = append(list, p)
		}
	}
	return list
}

// ruleIndex lists the rules by the standard that they enforce.
func ruleIndex(set *policy.Set, groups []policy.StandardRules, without []policy.Standard) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s# Rules\n\n%d rules, by the standard that they enforce. `bdma explain RULE` shows the page of each in a terminal.\n\n", generated, len(set.Rules()))
	fmt.Fprintf(&b, "[The presets](presets.md) say which of them are on. Coming from another linter, see [which rules you will find again](coverage-of-other-tools.md).\n")
	fmt.Fprintf(&b, "\n| standard | rules |\n|---|---|\n")
	for _, g := range groups {
		fmt.Fprintf(&b, "| [%s](#%s) | %d |\n", strings.TrimSuffix(g.ID+": "+g.Title, ": "), Anchor(standardHeading(g.Standard)), len(g.Rules))
	}
	for _, g := range groups {
		fmt.Fprintf(&b, "\n## %s\n\n", standardHeading(g.Standard))
		if g.Demands != "" {
			fmt.Fprintf(&b, "It demands: %s.\n\n", g.Demands)
		}
		b.WriteString("| rule | severity |")
		for _, p := range columns() {
			fmt.Fprintf(&b, " %s |", p.Name)
		}
		b.WriteString(" |\n|---|---|" + strings.Repeat(":-:|", len(columns())) + "---|\n")
		for _, r := range g.Rules {
			fmt.Fprintf(&b, "| [%s](%s.md) | %s |", r.ID, r.ID, r.Severity)
			for _, p := range columns() {
				fmt.Fprintf(&b, " %s |", since(r, p.Name))
			}
			fmt.Fprintf(&b, " %s |\n", cell(prose(r.Title)))
		}
	}
	if len(without) > 0 {
		b.WriteString("\n## Not enforced yet\n\nThe charter has these lines too, and no rule judges them:\n\n")
		for _, s := range without {
			fmt.Fprintf(&b, "- %s\n", standardHeading(s))
		}
	}
	return b.Bytes()
}

// since says from which version on a preset has the rule.
func since(r *policy.Rule, preset string) string {
	switch version := r.Presets[preset]; version {
	case 0:
		return ""
	case 1:
		return "✓"
	default:
		return fmt.Sprintf("@%d", version)
	}
}

// presetsPage says of each preset for whom it is, and lists its rules.
func presetsPage(set *policy.Set, groups []policy.StandardRules) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s# Presets\n\nA preset is a list of rules at their own severities. Its version never changes: a new release of bdma adds rules to a new\nversion of it. `extends` may name several, and has the rules of each; see [the configuration](../configuration.md#extends).\n\n`bdma rules --preset NAME` lists the rules of one, with their severities in your repository.\n", generated)
	b.WriteString("\n| preset | rules | for whom |\n|---|---|---|\n")
	for _, p := range config.Presets() {
		fmt.Fprintf(&b, "| [%s](#%s) | %d | %s |\n", presetName(p), Anchor(presetName(p)), len(inPreset(set.Rules(), p)), p.About)
	}
	for _, p := range config.Presets() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n```yaml\n# bdma.yaml\nversion: 1\nextends: [%s]\n```\n", presetName(p), p.About, presetName(p))
		if p.Name == "all" {
			b.WriteString("\nIt has every rule of [the index](README.md).\n")
			continue
		}
		for _, g := range groups {
			if rules := inPreset(g.Rules, p); len(rules) > 0 {
				fmt.Fprintf(&b, "\n%s\n\n", g.ID)
				for _, r := range rules {
					fmt.Fprintf(&b, "- [%s](%s.md) (%s): %s\n", r.ID, r.ID, r.Severity, prose(r.Title))
				}
			}
		}
	}
	return b.Bytes()
}

// presetVersion is the version of the presets that the page is about.
const presetVersion = 1

func presetName(p config.Preset) string { return fmt.Sprintf("bdma:%s@%d", p.Name, presetVersion) }

func inPreset(rules []*policy.Rule, p config.Preset) []*policy.Rule {
	var list []*policy.Rule
	for _, r := range rules {
		if r.In(p.Name, presetVersion) {
			list = append(list, r)
		}
	}
	return list
}

func standardHeading(s policy.Standard) string { return strings.TrimSuffix(s.ID+": "+s.Title, ": ") }

// Anchor is what GitHub makes of a heading to link to it.
func Anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

package config

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/policy"
)

// Preset is a ready selection of rules.
type Preset struct {
	// Name is the preset without its version: recommended.
	Name string
	// About says for whom it is, as a sentence.
	About string
}

// Presets returns the presets that bdma comes with, in the order in which a team may want them.
func Presets() []Preset {
	return []Preset{
		{"recommended", "Real defects, right nearly always: what every repository should be free of. It is what bdma judges by unless told otherwise."},
		{"strict", "What a good organisation aims at: all of recommended, and the conventions that make many APIs and schemas feel like one."},
		{"all", "Every rule, those that contradict each other included. Made for looking around, and for switching off what does not fit."},
		{"zalando", "The rules that enforce Zalando's RESTful API Guidelines, some of which other houses decide otherwise."},
		{"owasp", "The OWASP API Security Top 10 as far as an OpenAPI document shows it, hardening included."},
	}
}

// presetVersions returns the newest version of each preset that the rules know of.
func presetVersions(set *policy.Set) map[string]int {
	newest := make(map[string]int)
	for _, p := range Presets() {
		newest[p.Name] = 1
	}
	for _, r := range set.Rules() {
		for name, first := range r.Presets {
			if !r.Custom {
				newest[name] = max(newest[name], first)
			}
		}
	}
	return newest
}

// PresetNames returns every preset as it is written in extends: the known ones first, in their order.
func PresetNames(set *policy.Set) []string {
	newest := presetVersions(set)
	var names, all []string
	for _, p := range Presets() {
		names = append(names, p.Name)
	}
	for name := range newest {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names[len(Presets()):])
	for _, name := range names {
		for n := range newest[name] {
			all = append(all, fmt.Sprintf("bdma:%s@%d", name, n+1))
		}
	}
	return all
}

// FindPreset returns the preset that a name on the command line stands for. "strict" is its newest version, "strict@1" and
// "bdma:strict@1" a certain one; the full name that bdma.yaml would have is returned too.
func FindPreset(set *policy.Set, text string) (full, name string, version int, ok bool) {
	newest := presetVersions(set)
	full = "bdma:" + strings.TrimPrefix(text, "bdma:")
	if !strings.Contains(full, "@") {
		full += "@" + strconv.Itoa(newest[strings.TrimPrefix(full, "bdma:")])
	}
	name, version, _ = splitPreset(full)
	return full, name, version, slices.Contains(PresetNames(set), full)
}

// aboutPresets lists the presets with what they are for.
func aboutPresets() string {
	var b strings.Builder
	for _, p := range Presets() {
		fmt.Fprintf(&b, "\n\n%s: %s", p.Name, p.About)
	}
	return b.String()
}

func splitPreset(text string) (name string, version int, ok bool) {
	text, ok = strings.CutPrefix(text, "bdma:")
	name, number, at := strings.Cut(text, "@")
	version, err := strconv.Atoi(number)
	return name, version, ok && at && err == nil
}

// MayNeed returns which rules a run may need, by what decides whether a rule is on: the presets, and the ids that the
// file or the command line names. Everything else, a glob or a tag, chooses among the rules that are on.
func (c *Config) MayNeed(flags Flags) func(*policy.Rule) bool {
	named := make(map[string]bool)
	for _, l := range c.chain() {
		for _, e := range l.rules {
			named[e.key] = true
		}
		for _, o := range l.overrides {
			for _, e := range o.rules {
				named[e.key] = true
			}
		}
	}
	for _, name := range slices.Concat(flags.Only, flags.Skip) {
		named[name] = true
	}
	for _, setting := range flags.Severity {
		name, _, _ := strings.Cut(setting, "=")
		named[name] = true
	}
	return func(r *policy.Rule) bool {
		if stubborn(r) || named[r.ID] || slices.ContainsFunc(r.Aliases, func(alias string) bool { return named[alias] }) {
			return true
		}
		return slices.ContainsFunc(c.extends, func(p preset) bool {
			name, version, ok := splitPreset(p.name)
			return ok && r.In(name, version)
		})
	}
}

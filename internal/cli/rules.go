package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/strictyaml"
	"github.com/bdma-dev/bdma/policies"
)

type ruleInfo struct {
	ID           string              `json:"id"`
	Aliases      []string            `json:"aliases,omitempty"`
	Title        string              `json:"title"`
	Description  string              `json:"description"`
	Severity     policy.Severity     `json:"severity"`
	Effective    policy.Severity     `json:"effective_severity"`
	Standard     string              `json:"standard"`
	Kinds        []facts.Kind        `json:"kinds"`
	Tags         []string            `json:"tags,omitempty"`
	Since        string              `json:"since,omitempty"`
	Presets      map[string]int      `json:"presets,omitempty"`
	Equivalents  map[string][]string `json:"equivalents,omitempty"`
	Message      string              `json:"message"`
	Fix          string              `json:"fix"`
	Options      map[string]any      `json:"options,omitempty"`
	Suppressible bool                `json:"suppressible"`
	Custom       bool                `json:"custom"`
	Page         string              `json:"page,omitempty"`
	References   []string            `json:"references,omitempty"`
	Mends        policy.Mends        `json:"mends,omitempty"`
}

func infoOf(r *policy.Rule, effective policy.Severity) ruleInfo {
	info := ruleInfo{
		ID: r.ID, Aliases: r.Aliases, Title: r.Title, Description: r.Description, Severity: r.Severity, Effective: effective,
		Standard: r.Standard, Kinds: r.Inputs, Tags: r.Tags, Since: r.Since, Presets: r.Presets, Equivalents: r.Equivalents,
		Message: r.Message.String(), Fix: r.Fix.String(), Suppressible: r.Suppressible, Custom: r.Custom, Page: r.Page(),
		References: r.References, Mends: r.Mends,
	}
	if r.Options != nil {
		info.Options = r.Options.Schema()
	}
	return info
}

func newRules() *cobra.Command {
	var asJSON bool
	var preset, tool string
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List every rule, grouped by the standard that it enforces",
		Long:  "List every rule with its severity in this repository, grouped by the standard that it enforces.",
		Example: `  bdma rules --preset strict   the rules of a preset
  bdma rules --tool spectral   the rules of another linter, and what is the same here`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return inWorkspace(nil, "", func(w *workspace) error {
				sel, err := w.resolve()
				if err != nil {
					return err
				}
				if cmd.Flags().Changed("tool") {
					return listTool(cmd.OutOrStdout(), w, sel, tool, asJSON)
				}
				listed := func(*policy.Rule) bool { return true }
				if cmd.Flags().Changed("preset") {
					if listed, err = inPreset(w.set, preset); err != nil {
						return err
					}
				}
				if asJSON {
					infos := []ruleInfo{}
					for _, r := range w.set.Rules() {
						if listed(r) {
							infos = append(infos, infoOf(r, sel.Severity(r, "")))
						}
					}
					return writeJSON(cmd.OutOrStdout(), map[string]any{"version": 1, "rules": infos})
				}
				return listRules(cmd.OutOrStdout(), w.set, sel, listed)
			})
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&asJSON, "json", false, "print as JSON")
	flags.StringVar(&preset, "preset", "", "list the rules of a `PRESET` only, such as strict or strict@1")
	flags.StringVar(&tool, "tool", "", "list the rules of another `TOOL`, such as spectral, with those that mean the same here")
	cmd.MarkFlagsMutuallyExclusive("preset", "tool")
	cmd.RegisterFlagCompletionFunc("preset", completePresets)
	cmd.RegisterFlagCompletionFunc("tool", completeTools)
	return cmd
}

// inPreset returns which rules a preset has.
func inPreset(set *policy.Set, text string) (func(*policy.Rule) bool, error) {
	_, name, version, ok := config.FindPreset(set, text)
	if !ok {
		var known []string
		for _, full := range config.PresetNames(set) {
			preset := strings.TrimPrefix(full, "bdma:")
			if name, _, _ := strings.Cut(preset, "@"); !strings.Contains(text, "@") {
				preset = name
			}
			known = append(known, preset)
		}
		slices.Sort(known)
		known = slices.Compact(known)
		return nil, hinted{errors.New(strictyaml.Unknown("preset", strings.TrimPrefix(text, "bdma:"), known)), "bdma rules --preset recommended"}
	}
	return func(r *policy.Rule) bool { return r.In(name, version) }, nil
}

func listRules(w io.Writer, set *policy.Set, sel *config.Resolved, listed func(*policy.Rule) bool) error {
	groups, err := set.ByStandard(policies.FS)
	if err != nil {
		return err
	}
	width := 0
	for _, r := range set.Rules() {
		width = max(width, len(r.ID))
	}
	out := bufio.NewWriter(w)
	first := true
	for _, g := range groups {
		rules := slices.DeleteFunc(slices.Clone(g.Rules), func(r *policy.Rule) bool { return !listed(r) })
		if len(rules) == 0 {
			continue
		}
		if !first {
			fmt.Fprintln(out)
		}
		first = false
		fmt.Fprintln(out, strings.TrimSpace(g.ID+"  "+g.Title))
		for _, r := range rules {
			fmt.Fprintf(out, "  %-*s  %-7s  %-9s  %s\n", width, r.ID, sel.Severity(r, ""), kindsOf(r), report.Terminal(r.Title))
		}
	}
	return out.Flush()
}

func kindsOf(r *policy.Rule) string {
	if len(r.Inputs) == len(facts.Kinds()) {
		return "any"
	}
	var names []string
	for _, k := range r.Inputs {
		names = append(names, string(k))
	}
	return strings.Join(names, ",")
}

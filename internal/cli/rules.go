package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/policies"
)

type ruleInfo struct {
	ID           string          `json:"id"`
	Aliases      []string        `json:"aliases,omitempty"`
	Title        string          `json:"title"`
	Description  string          `json:"description"`
	Severity     policy.Severity `json:"severity"`
	Effective    policy.Severity `json:"effective_severity"`
	Standard     string          `json:"standard"`
	Kinds        []facts.Kind    `json:"kinds"`
	Tags         []string        `json:"tags,omitempty"`
	Since        string          `json:"since,omitempty"`
	Presets      map[string]int  `json:"presets,omitempty"`
	Message      string          `json:"message"`
	Fix          string          `json:"fix"`
	Options      map[string]any  `json:"options,omitempty"`
	Suppressible bool            `json:"suppressible"`
	Custom       bool            `json:"custom"`
	Page         string          `json:"page,omitempty"`
	References   []string        `json:"references,omitempty"`
}

func infoOf(r *policy.Rule, effective policy.Severity) ruleInfo {
	info := ruleInfo{
		ID: r.ID, Aliases: r.Aliases, Title: r.Title, Description: r.Description, Severity: r.Severity, Effective: effective,
		Standard: r.Standard, Kinds: r.Inputs, Tags: r.Tags, Since: r.Since, Presets: r.Presets,
		Message: r.Message.String(), Fix: r.Fix.String(), Suppressible: r.Suppressible, Custom: r.Custom, Page: r.Page(),
		References: r.References,
	}
	if r.Options != nil {
		info.Options = r.Options.Schema()
	}
	return info
}

func newRules() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List every rule, grouped by the standard that it enforces",
		Long:  "List every rule with its severity in this repository, grouped by the standard that it enforces.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return inWorkspace(nil, "", func(w *workspace) error {
				sel, err := w.resolve()
				if err != nil {
					return err
				}
				if asJSON {
					infos := []ruleInfo{}
					for _, r := range w.set.Rules() {
						infos = append(infos, infoOf(r, sel.Severity(r, "")))
					}
					return writeJSON(cmd.OutOrStdout(), map[string]any{"version": 1, "rules": infos})
				}
				return listRules(cmd.OutOrStdout(), w.set, sel)
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	return cmd
}

func listRules(w io.Writer, set *policy.Set, sel *config.Resolved) error {
	groups, err := set.ByStandard(policies.FS)
	if err != nil {
		return err
	}
	width := 0
	for _, r := range set.Rules() {
		width = max(width, len(r.ID))
	}
	out := bufio.NewWriter(w)
	for i, g := range groups {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintln(out, strings.TrimSpace(g.ID+"  "+g.Title))
		for _, r := range g.Rules {
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

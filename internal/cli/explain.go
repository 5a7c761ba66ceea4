package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/ruletest"
)

func newExplain() *cobra.Command {
	var asJSON bool
	var color string
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "Say what a rule wants, why, and how to live with it",
		Args:  cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			err := inWorkspace(nil, "", func(w *workspace) error { ids = w.set.IDs(); return nil })
			if err != nil {
				return nil, cobra.ShellCompDirectiveError
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			bold, err := useColor(color, cmd.OutOrStdout())
			if err != nil {
				return err
			}
			return inWorkspace(nil, "", func(w *workspace) error {
				r, err := w.rule(args[0])
				if err != nil {
					return err
				}
				sel, err := w.resolve()
				if err != nil {
					return err
				}
				effective := sel.Severity(r, "")
				if asJSON {
					return writeJSON(cmd.OutOrStdout(), infoOf(r, effective))
				}
				out := bufio.NewWriter(cmd.OutOrStdout())
				if err := explain(out, r, effective, bold); err != nil {
					return err
				}
				return out.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	addColor(cmd, &color)
	return cmd
}

func explain(out io.Writer, r *policy.Rule, effective policy.Severity, bold bool) error {
	heading := func(s string) {
		if bold {
			s = "\x1b[1m" + s + "\x1b[0m"
		}
		fmt.Fprintf(out, "\n%s\n", s)
	}
	fmt.Fprintf(out, "%s: %s\n\n", r.ID, report.Terminal(r.Title))
	here := string(effective)
	if effective != r.Severity {
		here = fmt.Sprintf("%s here (%s by itself)", effective, r.Severity)
	}
	fmt.Fprintf(out, "  severity  %s\n  standard  %s\n  judges    %s\n", here, r.Standard, kindsOf(r))
	if len(r.Tags) > 0 {
		fmt.Fprintf(out, "  tags      %s\n", report.Terminal(strings.Join(r.Tags, ", ")))
	}
	heading("Why")
	fmt.Fprintln(out, indent(report.Terminal(strings.Join(strings.Fields(r.Description), " "))))
	heading("What it says")
	fmt.Fprintf(out, "  message: %s\n  fix: %s\n", report.Terminal(r.Message.String()), report.Terminal(r.Fix.String()))
	if r.Cases() != nil {
		cases, err := ruletest.Parse(r.Cases())
		if err != nil {
			return err
		}
		heading("Bad")
		example(out, cases, cases.First("bad"))
		heading("Good")
		example(out, cases, cases.First("good"))
	}
	if r.Options != nil {
		heading("Options")
		for _, name := range r.Options.Names() {
			p := r.Options.Property(name)
			def, _ := json.Marshal(p["default"])
			fmt.Fprintf(out, "  - %s (default %s): %s\n", report.Terminal(name), report.Terminal(string(def)), report.Terminal(fmt.Sprint(p["description"])))
		}
	}
	heading("How to silence it")
	if r.Suppressible {
		fmt.Fprintf(out, "  in bdma.yaml, for some paths:\n    overrides:\n      - paths: [\"legacy/**\"]\n        rules: {%s: off}\n  or everywhere:\n    rules: {%s: off}\n", r.ID, r.ID)
	} else {
		fmt.Fprintln(out, "  this rule cannot be silenced")
	}
	if len(r.References) > 0 || r.Page() != "" {
		heading("More")
		for _, ref := range append(r.References, r.Page()) {
			if ref != "" {
				fmt.Fprintf(out, "  - %s\n", report.Terminal(ref))
			}
		}
	}
	return nil
}

// example prints the files of a case and what the rule says of them.
func example(out io.Writer, cases *ruletest.Cases, c *ruletest.Case) {
	for _, f := range c.Files {
		fmt.Fprintf(out, "  ── %s\n", report.Terminal(f.Name))
		for line := range strings.Lines(string(f.Data)) {
			fmt.Fprintf(out, "  | %s\n", report.Terminal(strings.ReplaceAll(strings.TrimRight(line, "\n"), "\t", "    ")))
		}
	}
	for _, line := range cases.Findings(c) {
		fmt.Fprintf(out, "  → %s\n", report.Terminal(line))
	}
}

func indent(text string) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		if column == 0 || column+1+len(word) > 98 {
			if column > 0 {
				b.WriteByte('\n')
			}
			b.WriteString("  ")
			column = 1
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		column += len(word) + 1
	}
	return b.String()
}

package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/ruletest"
	"github.com/bdma-dev/bdma/policies"
)

func newExplain() *cobra.Command {
	var asJSON bool
	var color string
	cmd := &cobra.Command{
		Use:   "explain RULE",
		Short: "Say what a rule wants, why, and how to live with it",
		Long: `Say what a rule wants, why, and how to live with it. A rule of another tool is named with the tool, as in
spectral:operation-tags: what means the same here is explained, or why nothing does.`,
		Example: `  bdma explain rest/path-kebab-case
  bdma explain vacuum:paths-kebab-case`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeRules,
		RunE: func(cmd *cobra.Command, args []string) error {
			bold, err := useColor(color, cmd.OutOrStdout())
			if err != nil {
				return err
			}
			return inWorkspace(nil, "", func(w *workspace) error {
				sel, err := w.resolve()
				if err != nil {
					return err
				}
				f, err := w.foreignRule(args[0])
				if err != nil {
					return err
				}
				e := explainer{sel: sel, bold: bold}
				if f != nil {
					return e.foreign(cmd.OutOrStdout(), f, asJSON)
				}
				r, err := w.rule(args[0])
				if err != nil {
					return err
				}
				if asJSON {
					return writeJSON(cmd.OutOrStdout(), infoOf(r, sel.Severity(r, "")))
				}
				e.out = bufio.NewWriter(cmd.OutOrStdout())
				if err := e.explain(r); err != nil {
					return err
				}
				return e.out.Flush()
			})
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print as JSON")
	addColor(cmd, &color)
	return cmd
}

// explainer writes what "bdma explain" shows. Its sections are those of a rule's page.
type explainer struct {
	out  *bufio.Writer
	sel  *config.Resolved
	bold bool
}

func (e *explainer) heading(s string) {
	if e.bold {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	fmt.Fprintf(e.out, "\n%s\n", s)
}

// foreign explains a rule of another tool: our own rules that mean the same, or what was decided.
func (e *explainer) foreign(w io.Writer, f *foreign, asJSON bool) error {
	built := f.Verdict == othertools.Built
	if asJSON {
		infos := []ruleInfo{}
		for _, r := range f.Rules {
			infos = append(infos, infoOf(r, e.sel.Severity(r, "")))
		}
		return writeJSON(w, map[string]any{"version": 1, "tool": toolInfoOf(f.tool), "id": f.ID, "verdict": f.Verdict, "why": f.Why, "rules": infos})
	}
	e.out = bufio.NewWriter(w)
	fmt.Fprintln(e.out, f.sentence())
	for _, r := range f.Rules {
		if !built {
			fmt.Fprintf(e.out, "\n  %s: %s (%s here)\n  bdma explain %s\n", r.ID, report.Terminal(r.Title), e.sel.Severity(r, ""), r.ID)
			continue
		}
		fmt.Fprintln(e.out)
		if err := e.explain(r); err != nil {
			return err
		}
	}
	return e.out.Flush()
}

func (e *explainer) explain(r *policy.Rule) error {
	out := e.out
	effective := e.sel.Severity(r, "")
	fmt.Fprintf(out, "%s: %s\n\n", r.ID, report.Terminal(r.Title))
	here := string(effective)
	if effective != r.Severity {
		here = fmt.Sprintf("%s here (%s by itself)", effective, r.Severity)
	}
	fmt.Fprintf(out, "  severity  %s\n  standard  %s\n  judges    %s\n", here, r.Standard, kindsOf(r))
	if len(r.Presets) > 0 {
		var names []string
		for _, name := range slices.Sorted(maps.Keys(r.Presets)) {
			names = append(names, fmt.Sprintf("bdma:%s@%d", name, r.Presets[name]))
		}
		fmt.Fprintf(out, "  presets   %s\n", report.Terminal(strings.Join(names, ", ")))
	}
	if len(r.Tags) > 0 {
		fmt.Fprintf(out, "  tags      %s\n", report.Terminal(strings.Join(r.Tags, ", ")))
	}
	if r.Mends != "" {
		how := "bdma lint --fix"
		if r.Mends == policy.Unsafe {
			how += " --unsafe, which somebody has to look at"
		}
		fmt.Fprintf(out, "  mended by %s\n", how)
	}
	e.heading("Why")
	fmt.Fprintln(out, indent(report.Terminal(strings.Join(strings.Fields(r.Description), " "))))
	e.heading("What it says")
	fmt.Fprintf(out, "  message: %s\n  fix: %s\n", report.Terminal(r.Message.String()), report.Terminal(r.Fix.String()))
	if r.Cases() != nil {
		cases, err := ruletest.Parse(r.Cases())
		if err != nil {
			return err
		}
		e.heading("Bad")
		example(out, cases, cases.First("bad"))
		e.heading("Good")
		example(out, cases, cases.First("good"))
	}
	if r.Options != nil {
		e.heading("Options")
		for _, name := range r.Options.Names() {
			p := r.Options.Property(name)
			def, _ := json.Marshal(p["default"])
			fmt.Fprintf(out, "  - %s (default %s): %s\n", report.Terminal(name), report.Terminal(string(def)), report.Terminal(strings.Join(strings.Fields(fmt.Sprint(p["description"])), " ")))
			fmt.Fprintf(out, "    takes %s\n", report.Terminal(r.Options.Type(name)))
		}
		fmt.Fprintln(out, "  in bdma.yaml:")
		snippet(out, config.OptionsExample(r))
	}
	if text := config.SwitchOnExample(r); text != "" && effective == policy.Off {
		e.heading("How to switch it on")
		fmt.Fprintln(out, "  in bdma.yaml:")
		snippet(out, text)
	}
	e.heading("How to silence it")
	e.silencing(r)
	if err := e.otherTools(r); err != nil {
		return err
	}
	if len(r.References) > 0 || r.Page() != "" {
		e.heading("More")
		for _, ref := range append(slices.Clone(r.References), r.Page()) {
			if ref != "" {
				fmt.Fprintf(out, "  - %s\n", report.Terminal(ref))
			}
		}
	}
	return nil
}

// silencing says how one finding of a rule may stay, and how the rule is switched off.
func (e *explainer) silencing(r *policy.Rule) {
	ways := config.SuppressionExamples(r)
	if len(ways) > 0 {
		fmt.Fprintf(e.out, "  one finding, which bdma suppress %s --reason REASON PATH writes:\n", r.ID)
	}
	for _, way := range ways {
		fmt.Fprintf(e.out, "  %s:\n", way.Where)
		snippet(e.out, way.Text)
	}
	switch {
	case !r.Suppressible:
		fmt.Fprintln(e.out, "  nobody can: no suppression and no bdma.yaml has a say in it")
		return
	case len(ways) == 0:
		fmt.Fprintln(e.out, "  no suppression can silence a single finding; switch the rule off for some paths, in bdma.yaml:")
	default:
		fmt.Fprintln(e.out, "  or switch the rule off for some paths, in bdma.yaml:")
	}
	snippet(e.out, config.SilenceExample(r))
	fmt.Fprintf(e.out, "  or everywhere:\n    rules: {%s: off}\n", r.ID)
}

// otherTools lists the ids of other tools that the rule claims.
func (e *explainer) otherTools(r *policy.Rule) error {
	if len(r.Equivalents) == 0 {
		return nil
	}
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return err
	}
	e.heading("In other tools")
	for _, t := range catalogue.Tools {
		if ids := r.Equivalents[t.Key]; len(ids) > 0 {
			fmt.Fprintf(e.out, "  - %s: %s\n", t.Name, report.Terminal(strings.Join(ids, ", ")))
		}
	}
	return nil
}

// snippet prints a piece of bdma.yaml, without the version that stands there already.
func snippet(out io.Writer, text string) {
	for line := range strings.Lines(strings.TrimPrefix(text, "version: 1\n")) {
		fmt.Fprintf(out, "    %s\n", report.Terminal(strings.TrimRight(line, "\n")))
	}
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

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/othertools"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/ruletest"
	"github.com/bdma-dev/bdma/policies"
)

func newTest() *cobra.Command {
	var update bool
	cmd := &cobra.Command{
		Use:   "test",
		Short: "Run the cases of your team's own rules",
		Long: `Run the .txtar cases of the rules in the folders that bdma.yaml names as policies. Each rule needs a bad and a good
case, and its cases must reach every line of it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return inWorkspace(nil, "", func(w *workspace) error { return runTest(cmd, w, update) })
		},
	}
	cmd.Flags().BoolVar(&update, "update", false, "write the findings that the cases give into the .txtar files")
	return cmd
}

func runTest(cmd *cobra.Command, w *workspace, update bool) error {
	passed, failed := 0, 0
	for _, r := range w.set.Rules() {
		if !r.Custom {
			continue
		}
		faults, err := testRule(cmd, w, r, update)
		if err != nil {
			return fmt.Errorf("rule %s: %w", r.ID, err)
		}
		if len(faults) == 0 {
			passed++
			continue
		}
		failed++
		for _, f := range faults {
			for line := range strings.Lines(f) {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: %s\n", r.ID, report.Terminal(strings.TrimRight(line, "\n")))
			}
		}
	}
	if passed+failed == 0 {
		fmt.Fprintln(cmd.ErrOrStderr(), "bdma: there is no rule to test\nhint: name the folder of your rules as policies: in bdma.yaml")
		return exitCode(ExitNothing)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return exitCode(ExitFindings)
	}
	return nil
}

func testRule(cmd *cobra.Command, w *workspace, r *policy.Rule, update bool) ([]string, error) {
	file := strings.TrimSuffix(r.File, ".rego") + ".txtar"
	if r.Cases() == nil {
		return []string{file + " with the rule's cases is missing"}, nil
	}
	cases, err := ruletest.Parse(r.Cases())
	if err != nil {
		return []string{file + ": " + err.Error()}, nil
	}
	faults, err := r.Lint()
	if err != nil {
		return nil, err
	}
	catalogue, err := othertools.Load(policies.FS)
	if err != nil {
		return nil, err
	}
	for _, fault := range catalogue.RuleFaults(r) {
		faults = append(faults, strings.TrimPrefix(fault, r.ID+": "))
	}
	out, err := ruletest.Run(cmd.Context(), w.set, r, cases)
	if err != nil {
		return nil, err
	}
	faults = append(faults, out.Faults...)
	for _, line := range out.Unreached {
		faults = append(faults, fmt.Sprintf("%s:%d: no case reaches this line", r.File, line))
	}
	if cases.Holds(out) {
		return faults, nil
	}
	if update {
		return faults, os.WriteFile(filepath.Join(w.root, filepath.FromSlash(file)), cases.With(out), 0o644)
	}
	return append(faults, fmt.Sprintf("%s: the findings differ; \"bdma test --update\" writes them\nwant:\n%s\ngot:\n%s", file, cases.Want+ruletest.FixedText(cases.Fixed), out.Got+ruletest.FixedText(out.Fixed))), nil
}

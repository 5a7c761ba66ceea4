package cli

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
)

// evidenceRules are those that say whether a number can be trusted. Those that speak of unreadable files run beside them.
const evidenceRules = "coverage/integrity"

type baselineFlags struct {
	acceptLoss bool
	configFile string
	color      string
}

func newBaseline() *cobra.Command {
	var f baselineFlags
	cmd := &cobra.Command{
		Use:   "baseline [PATH]",
		Short: "Record what is reached, so that later runs hold on to it",
		Long: `Record the coverage of the repository in ` + config.CoverageBaseline + `, beside bdma.yaml. Commit that file: from then on
coverage/ratchet fails when coverage falls below it. With --base, lint reads the file as the base has it, so that a change
cannot lower its own bar.

Nothing is recorded when the evidence is not sound: when a report is missing, cut off or older than the code.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runBaseline(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.acceptLoss, "accept-loss", false, "record it although code that was measured is in no report any more, or the old record cannot be read")
	flags.StringVar(&f.configFile, "config", "", "read this `FILE` instead of the nearest bdma.yaml")
	addColor(cmd, &f.color)
	return cmd
}

func runBaseline(cmd *cobra.Command, args []string, f baselineFlags) error {
	started := time.Now()
	kinds := []facts.Kind{facts.Coverage}
	return inWorkspaceFor(config.Flags{Only: []string{evidenceRules}}, args, f.configFile, func(w *workspace, sel *config.Resolved) error {
		opt := lint.Options{Tree: w.tree, Paths: w.paths, Kinds: kinds, History: history(cmd.Context(), w.root), Afresh: f.acceptLoss}
		if !opt.Whole(w.cfg) {
			return hintf("name the folder of bdma.yaml, or none", "%s is a part of what bdma.yaml is about; a baseline records all of it", args[0])
		}
		result, err := lint.Run(cmd.Context(), sel, opt)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(result.Findings, func(f finding.Finding) bool { return f.Severity == policy.Error }) {
			run := &report.Run{
				Version: currentVersion().Version, Findings: result.Findings, Rules: result.Rules, Judged: result.Judged,
				Unlisted: result.Unlisted, Skipped: result.Skipped, FailOn: sel.FailOn(), Elapsed: time.Since(started),
				Source: func(file string) ([]byte, error) { return w.tree.Read(file, source.MaxDocument) },
			}
			if err := writeReports(cmd, w, []target{{format: "text"}}, run, lintFlags{color: f.color}); err != nil {
				return err
			}
			fmt.Fprintln(cmd.ErrOrStderr(), "bdma: nothing was recorded: the evidence is not sound")
			return exitCode(ExitFindings)
		}
		recording, ok, err := lint.RecordCoverage(sel, opt)
		if err != nil {
			return err
		}
		if !ok {
			sayNothing(cmd.ErrOrStderr(), sel, kinds, args, result.Skipped)
			return exitCode(ExitNothing)
		}
		name := w.cfg.CoverageBaseline()
		verb := "recorded in"
		if old, err := w.tree.Read(name, source.MaxSQL); err == nil && bytes.Equal(old, recording.Text) {
			verb = "as recorded in"
		} else if err := w.write(name, recording.Text); err != nil {
			return err
		}
		packages := fmt.Sprintf("%d packages", recording.Packages)
		if recording.Packages == 1 {
			packages = "1 package"
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s coverage %s of %s, %s %s\n", recording.Headline, recording.Counts, packages, verb, report.Terminal(w.display(name)))
		return err
	})
}

// write writes a file of the tree. No symbolic link is followed to it: one that leads out of the tree would be refused anyway,
// and one in the tree may lead to what git or an editor runs.
func (w *workspace) write(name string, data []byte) error {
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return err
	}
	defer root.Close()
	if info, err := root.Lstat(filepath.FromSlash(name)); err == nil && !info.Mode().IsRegular() {
		return hintf("remove it, and run this again", "%s is not a regular file", name)
	}
	out, err := root.Create(filepath.FromSlash(name))
	if err != nil {
		return err
	}
	if _, err := out.Write(data); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

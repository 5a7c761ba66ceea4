package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/fix"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
)

type mergeFlags struct {
	reports        []string
	color          string
	quiet, verbose bool
}

func newMerge() *cobra.Command {
	var f mergeFlags
	cmd := &cobra.Command{
		Use:   "merge FILE…",
		Short: "Join the reports of bdma lint --shard into one, with its verdict",
		Long: `Join the JSON reports that the parts of a run wrote, and report the whole as one run would have: the same findings, the same
formats, the same exit code. The parts must be all of one run: another version, commit, base or setting, a part that is missing
and a part that is there twice are errors.

exit codes: 0 clean, 1 findings at or above the threshold of the run, 2 the reports cannot be joined, 3 there was nothing to check`,
		Example: `  bdma lint --shard 1/2 --report json=part-1.json
  bdma lint --shard 2/2 --report json=part-2.json
  bdma merge part-1.json part-2.json --report github --report sarif=bdma.sarif`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return hintf("bdma lint --shard 1/2 --report json=part-1.json", "bdma merge needs the JSON reports of all parts")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runMerge(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.reports, "report", nil, "write a report: `FORMAT[=FILE]` as bdma lint does; repeatable (default text)")
	addColor(cmd, &f.color)
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings only, a line each")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print also what is usually left out, such as every file that could not be judged")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	return cmd
}

func runMerge(cmd *cobra.Command, args []string, f mergeFlags) error {
	targets, err := parseTargets(f.reports, report.Formats(), "bdma merge --help")
	if err != nil {
		return err
	}
	var runs []*report.Run
	for _, name := range args {
		run, err := readPart(name)
		if err != nil {
			return err
		}
		runs = append(runs, run)
	}
	run, err := report.Merge(runs, args)
	var wrong *report.MergeError
	if errors.As(err, &wrong) {
		return hinted{err, wrong.Hint}
	} else if err != nil {
		return err
	}
	wd, err := os.Getwd()
	if err != nil {
		return err
	}
	w := &workspace{}
	if w.root, err = findRoot(wd); err != nil {
		return err
	}
	if w.tree, err = source.Open(w.root); err != nil {
		return err
	}
	defer w.close()
	run.Source = func(file string) ([]byte, error) { return w.tree.Read(file, source.MaxDocument) }
	fix.Resolve(run.Source, run.Findings)
	run.Name, run.Time = filepath.Base(w.root), time.Now()
	if run.Owners, err = ownersOf(w.tree); err != nil {
		return err
	}
	if err := addCharter(run, targets, []string{cmp.Or(run.Root, ".")}); err != nil {
		return err
	}
	if err := writeReports(cmd, w, targets, run, lintFlags{quiet: f.quiet, verbose: f.verbose, color: f.color}); err != nil {
		return err
	}
	judged := 0
	for _, n := range run.Judged {
		judged += n
	}
	switch {
	case run.Failed():
		return exitCode(ExitFindings)
	case judged == 0 && len(run.Findings)+len(run.Unchanged)+len(run.Owed)+len(run.Suppressed) == 0:
		fmt.Fprintln(cmd.ErrOrStderr(), "bdma: there was nothing to check in any part")
		return exitCode(ExitNothing)
	}
	return nil
}

// readPart reads the report of a part.
func readPart(name string) (*report.Run, error) {
	const hint = "bdma lint --shard I/N --report json=FILE writes such reports"
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, hintf(hint, "%s does not exist", name)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, hintf(hint, "%s is not a regular file", name)
	}
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	run, err := report.ReadJSON(in)
	if err != nil {
		return nil, hintf(hint, "%s cannot be joined: %w", name, err)
	}
	return run, nil
}

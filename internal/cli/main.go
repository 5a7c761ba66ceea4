// Package cli is bdma's command line: commands, flags, streams and exit codes. It decides nothing about findings.
package cli

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

// The exit codes. They do not depend on the report's format.
const (
	ExitClean    = 0 // nothing at or above --fail-on
	ExitFindings = 1 // findings at or above --fail-on
	ExitFailed   = 2 // the run itself failed: usage, configuration, unreadable input, a rule that errs
	ExitNothing  = 3 // there was nothing to check
)

// hinted is an error with a next step.
type hinted struct {
	error
	hint string
}

func (h hinted) Unwrap() error { return h.error }

func hintf(hint, format string, args ...any) error {
	return hinted{fmt.Errorf(format, args...), hint}
}

// exitCode is an outcome that is not an error of the run. Its report has been written already.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// Main runs bdma with its arguments, the program's name left out, and returns the exit code. A panic is a defect of
// bdma: it is reported as such, and never as a verdict on the files.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	defer func() {
		if p := recover(); p != nil {
			code = defect(stderr, p, debug.Stack())
		}
	}()
	tuneGC()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.Execute()
	var outcome exitCode
	var panicked *lint.Panic
	switch {
	case err == nil:
		return ExitClean
	case errors.As(err, &outcome):
		return int(outcome)
	case errors.As(err, &panicked):
		return defect(stderr, panicked, panicked.Stack)
	}
	for _, line := range linesOf(err) {
		fmt.Fprintln(stderr, line)
	}
	return ExitFailed
}

func defect(stderr io.Writer, what any, stack []byte) int {
	fmt.Fprintf(stderr, "bdma: internal error: %s\nhint: this is a defect of bdma; report it with the stack below at https://github.com/bdma-dev/bdma/issues\n%s",
		report.Terminal(fmt.Sprint(what)), stack)
	return ExitFailed
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "bdma",
		Short: "Hold OpenAPI specs, PostgreSQL migrations and coverage reports to your team's standards",
		Long: `bdma reads a repository's OpenAPI documents, PostgreSQL migrations and coverage reports, turns them into facts,
and lets rules written in Rego judge them. It makes no network connection.

exit codes: 0 clean, 1 findings at or above --fail-on, 2 the run failed, 3 there was nothing to check`,
		Version:       currentVersion().Version,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			var names []string
			for _, c := range cmd.Commands() {
				names = append(names, c.Name())
			}
			return hintf("bdma --help", "%s", strictyaml.Unknown("command", args[0], names))
		},
	}
	root.SetVersionTemplate("bdma {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newInit(), newLint(), newDiff(), newCoverage(), newFacts(), newRules(), newExplain(), newConfig(), newTest(), newBaseline(), newSuppress(), newMerge(), newPlan(), newVersion())
	root.AddCommand(newCompletion(), newMan())
	group(root)
	completeFlags(root)
	return root
}

// flagError says which flag was probably meant.
func flagError(cmd *cobra.Command, err error) error {
	hint := cmd.CommandPath() + " --help"
	if name, ok := strings.CutPrefix(err.Error(), "unknown flag: --"); ok {
		return hintf(hint, "%s", strictyaml.Unknown("flag", name, flagNames(cmd)))
	}
	return hinted{err, hint}
}

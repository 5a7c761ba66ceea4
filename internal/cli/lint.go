package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

type lintFlags struct {
	reports        []string
	only, skip     []string
	severity       []string
	failOn         string
	kinds          []string
	jobs           int
	profile        bool
	configFile     string
	color          string
	quiet, verbose bool
	base           string
	staged         bool
	noBaseline     bool
	changed        bool
	configFrom     string
	fix            fixFlags
	shard          string
}

func newLint() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Lint a repository, or some of its files and folders",
		Example: `  bdma lint                                     everything below the working folder
  bdma lint api/openapi.yaml                    one document, with the files that it refers to
  bdma lint --only migration --fail-on warning  one group of rules, held strictly
  bdma lint --report text --report sarif=bdma.sarif`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return leaveWord(runLint(cmd, args, f), f.reports, args)
		},
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&f.reports, "report", nil, "write a report: `FORMAT[=FILE]` with FORMAT "+strings.Join(report.Formats(), ", ")+"; repeatable (default text)")
	flags.StringSliceVar(&f.only, "only", nil, "run only these rules: each `RULE` an id, a glob such as rest/*, a group, a tag or a standard")
	flags.StringSliceVar(&f.skip, "skip", nil, "do not run these rules: `RULE` as for --only")
	flags.StringSliceVar(&f.severity, "severity", nil, "give a rule another severity: `RULE=LEVEL` with LEVEL error, warning, info or off")
	flags.StringVar(&f.failOn, "fail-on", "", "exit with 1 from this severity on: `LEVEL` error, warning, info or never (default error)")
	flags.StringSliceVar(&f.kinds, "kind", nil, "look for this `KIND` of evidence only: openapi, migration, coverage; repeatable")
	flags.IntVarP(&f.jobs, "jobs", "j", 0, "use `N` goroutines (default one per processor)")
	flags.BoolVar(&f.profile, "profile", false, "show the time that each rule took")
	flags.StringVar(&f.configFile, "config", "", "read this `FILE` instead of the nearest bdma.yaml")
	addColor(cmd, &f.color)
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings only, a line each")
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "print also what is usually left out, such as every file that could not be judged")
	flags.StringVar(&f.base, "base", "", "compare with this `REF` of the git repository, such as origin/main: what it has too does not count, its migrations must stay as they are, and lines added since must be covered; none compares with nothing (default: the base of the pull request that GitHub or GitLab checks)")
	flags.BoolVar(&f.staged, "staged", false, "judge what is staged, instead of what is in the working folder; coverage reports are read from the working folder")
	flags.BoolVar(&f.changed, "changed", false, "report only what stands in files that differ from the base, or without one from HEAD; the base is not judged")
	flags.StringVar(&f.configFrom, "config-from", "", "take bdma.yaml, what is owed and your own rules from `STATE`: base, so that a change cannot disarm what judges it, head, or auto for base where there is one and it has them (default head)")
	flags.BoolVar(&f.noBaseline, "no-baseline", false, "let also count what "+config.Baseline+" records as owed")
	flags.StringVar(&f.shard, "shard", "", "judge only the part `I/N` of the documents, histories and coverage, such as 1/4; bdma merge joins the JSON reports of all parts")
	addFix(cmd, &f.fix)
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	cmd.MarkFlagsMutuallyExclusive("fix", "diff", "staged")
	return cmd
}

func runLint(cmd *cobra.Command, args []string, f lintFlags) error {
	started := time.Now()
	if f.fix.unsafe && !f.fix.fix && !f.fix.diff {
		return hintf("bdma lint --fix --unsafe, or --diff --unsafe to look first", "--unsafe says how far --fix and --diff go, and neither is there")
	}
	targets, err := parseReports(f.reports)
	if err != nil {
		return err
	}
	if f.jobs < 0 {
		return hintf("leave --jobs out for one per processor", "--jobs is %d; it must be at least 1", f.jobs)
	}
	kinds, err := parseKinds(f.kinds)
	if err != nil {
		return err
	}
	shard, err := parseShard(f.shard)
	if err != nil {
		return err
	}
	if err := checkShard(shard, f); err != nil {
		return err
	}
	choice := config.Flags{Only: f.only, Skip: f.skip, Severity: f.severity, FailOn: f.failOn}
	state := scope{base: f.base, staged: f.staged, changed: f.changed, configFrom: f.configFrom, given: true, nested: true}
	return inScope(cmd.Context(), state, choice, args, f.configFile, func(w *workspace, sel *config.Resolved) error {
		opt := lint.Options{Tree: w.tree, Paths: w.paths, Kinds: kinds, Jobs: f.jobs, History: history(cmd.Context(), w.root)}
		w.options(&opt)
		if note := w.configNote(); note != "" {
			fmt.Fprintf(cmd.ErrOrStderr(), "bdma: %s\n", report.Terminal(note))
		}
		var owed []owing
		if !f.noBaseline {
			if owed, err = w.readBaselines(sel); err != nil {
				return err
			}
		}
		if opt.Ours, err = w.ours(); err != nil {
			return err
		}
		opt.Edits = wantsEdits(targets, f)
		opt.Shard = shard
		line := newProgress(cmd.ErrOrStderr(), f.quiet)
		if line != nil {
			opt.Progress = line.show
		}
		result, err := lint.Run(cmd.Context(), sel, opt)
		line.end()
		if err := w.finish(cmd.Context(), err); err != nil {
			return err
		}
		run := &report.Run{
			Version: currentVersion().Version, Rules: result.Rules, Judged: result.Judged,
			Statements: result.Statements, Unanalysed: result.Unanalysed, Unlisted: result.Unlisted,
			Skipped: result.Skipped, FailOn: sel.FailOn(), Elapsed: time.Since(started),
			Source:   w.sourceOf(result.Findings),
			Coverage: result.Coverage,
			Name:     filepath.Base(w.root), Time: started,
		}
		w.oweAll(run, owed, outcome{sel, opt, choice, result})
		if len(sel.All()) > 1 {
			run.FailOnIn = sel.FailOnIn
		}
		run.Shard = w.shardOf(outcome{sel, opt, choice, result}, kinds, f.noBaseline)
		if run.Baseline != "" || slices.ContainsFunc(targets, func(t target) bool { return t.format == "html" }) {
			if run.Owners, err = ownersOf(w.tree); err != nil {
				return err
			}
		}
		w.describe(run, result)
		d := finding.Divide(w.against.limit(run, result.Findings))
		run.Findings, run.Unchanged, run.Owed, run.Suppressed = d.Counting, d.Unchanged, d.Owed, d.Suppressed
		if err := w.resolveEdits(cmd.Context(), run); err != nil {
			return err
		}
		if done, err := mend(cmd, args, w, w.toMend(run), f); done || err != nil {
			return err
		}
		if err := addCharter(run, targets, w.paths); err != nil {
			return err
		}
		if f.profile {
			run.Timings = timings(result)
		}
		if err := writeReports(cmd, w, targets, run, f); err != nil {
			return err
		}
		judged := 0
		for _, n := range result.Judged {
			judged += n
		}
		switch {
		case run.Failed():
			return exitCode(ExitFindings)
		case shardNote(cmd, result.Sharded):
		case judged == 0 && len(result.Findings) == 0:
			sayNothing(cmd.ErrOrStderr(), sel, kinds, args, result.Skipped)
			return exitCode(ExitNothing)
		}
		return nil
	})
}

// target is one report and where it goes; an empty file is the standard output.
type target struct{ format, file string }

func parseReports(args []string) ([]target, error) {
	return parseTargets(args, report.Formats(), "bdma lint --help")
}

// parseTargets reads the values of a --report flag that takes some formats.
func parseTargets(args, formats []string, help string) ([]target, error) {
	if len(args) == 0 {
		return []target{{format: "text"}}, nil
	}
	var targets []target
	var onStdout []string
	for _, arg := range args {
		format, file, toFile := strings.Cut(arg, "=")
		if !slices.Contains(formats, format) {
			return nil, hinted{errors.New(strictyaml.Unknown("report format", format, formats)), help}
		}
		if toFile && file == "" {
			return nil, hintf("--report "+format+"=FILE, or --report "+format+" for the standard output", "--report %s names no file", arg)
		}
		if file == "-" {
			file = ""
		}
		if file != "" && slices.ContainsFunc(targets, func(t target) bool { return t.file != "" && filepath.Clean(t.file) == filepath.Clean(file) }) {
			return nil, hintf("give each report a file of its own", "two reports go to %s", file)
		}
		if file == "" {
			onStdout = append(onStdout, format)
		}
		targets = append(targets, target{format, file})
	}
	// A machine that reads the output must find one document there and nothing else.
	for _, format := range onStdout {
		if len(onStdout) > 1 && format != "text" && format != "github" {
			return nil, hintf(fmt.Sprintf("--report %s=FILE", format), "the report %s would mix with %s on the standard output", format, strings.Join(others(onStdout, format), " and "))
		}
	}
	return targets, nil
}

func others(list []string, one string) []string {
	i := slices.Index(list, one)
	return slices.Delete(slices.Clone(list), i, i+1)
}

func parseKinds(args []string) ([]facts.Kind, error) {
	var kinds []facts.Kind
	for _, arg := range args {
		k := facts.Kind(arg)
		if !slices.Contains(facts.Kinds(), k) {
			var names []string
			for _, k := range facts.Kinds() {
				names = append(names, string(k))
			}
			return nil, errors.New(strictyaml.Unknown("kind", arg, names))
		}
		kinds = append(kinds, k)
	}
	return kinds, nil
}

func timings(result *lint.Result) []report.Timing {
	n := make(map[*policy.Rule]int)
	for _, f := range result.Findings {
		n[f.Rule]++
	}
	var list []report.Timing
	for _, r := range result.Rules {
		list = append(list, report.Timing{Rule: r, Elapsed: result.Elapsed[r], Findings: n[r]})
	}
	slices.SortStableFunc(list, func(a, b report.Timing) int { return cmp.Compare(b.Elapsed, a.Elapsed) })
	return list
}

func writeReports(cmd *cobra.Command, w *workspace, targets []target, run *report.Run, f lintFlags) error {
	for _, t := range targets {
		opt := report.Options{Quiet: f.quiet, Verbose: f.verbose, Path: w.display, AbsPath: w.abs}
		if t.file == "" {
			var err error
			if opt.Color, err = useColor(f.color, cmd.OutOrStdout()); err != nil {
				return err
			}
			opt.Hyperlinks = opt.Color && isTerminal(cmd.OutOrStdout()) && hasHyperlinks()
			opt.Width = terminalWidth(cmd.OutOrStdout())
			if err := report.Write(cmd.OutOrStdout(), t.format, run, opt); err != nil {
				return err
			}
			continue
		}
		if err := writeFile(t.file, func(out io.Writer) error { return report.Write(out, t.format, run, opt) }); err != nil {
			return err
		}
	}
	return nil
}

func writeFile(name string, write func(io.Writer) error) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, out.Close()) }()
	return write(out)
}

// mostPatterns is how many of the globs of a kind are told to who found nothing.
const mostPatterns = 12

// sayNothing explains a run that found nothing to check: silence would look like success.
func sayNothing(stderr io.Writer, sel *config.Resolved, kinds []facts.Kind, args []string, skipped []source.Skipped) {
	where := "."
	if len(args) > 0 {
		where = strings.Join(args, ", ")
	}
	if len(skipped) > 0 {
		fmt.Fprintf(stderr, "bdma: nothing to check in %s: what was found there cannot be judged\n", report.Terminal(where))
		for _, s := range skipped {
			fmt.Fprintf(stderr, "  - %s %s\n", report.Terminal(s.File), report.Terminal(s.Reason))
		}
		return
	}
	fmt.Fprintf(stderr, "bdma: nothing to check in %s: there is no OpenAPI document, no migration and no coverage report among the files that match\n", report.Terminal(where))
	for _, k := range facts.Kinds() {
		if len(kinds) == 0 || slices.Contains(kinds, k) {
			patterns := sel.Patterns(k, lint.Patterns()[k])
			more := ""
			if n := len(patterns) - mostPatterns; n > 1 {
				patterns, more = patterns[:mostPatterns], fmt.Sprintf(" and %d more", n)
			}
			fmt.Fprintf(stderr, "  %-10s %s%s\n", k, report.Terminal(strings.Join(patterns, " ")), more)
		}
	}
	fmt.Fprintln(stderr, "hint: name a path that has some, or set include: in bdma.yaml")
}

package cli

import (
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
)

type coverageFlags struct {
	html, badge string
	reports     []string
	configFile  string
	color       string
	verbose     bool
	base        string
	staged      bool
}

// coverageFormats are what --report takes beside the formats that coverage is converted to.
var coverageFormats = append([]string{"markdown", "text"}, report.Conversions()...)

func newCoverage() *cobra.Command {
	var f coverageFlags
	slices.Sort(coverageFormats)
	cmd := &cobra.Command{
		Use:   "coverage [PATH…]",
		Short: "Show what coverage reports come to, as a table, as pages or in another format",
		Long: `Join all coverage reports of a repository, or of some of its files and folders, and show what they come to.
No rule judges it: that is what bdma lint does.

exit codes: 0 it was shown, 2 a report could not be read, 3 there is no coverage report`,
		Example: `  bdma coverage                            a table of totals and packages, those that miss most first
  bdma coverage --html coverage-report     pages for a browser, with every line
  bdma coverage --base origin/main         … and the new lines of this branch that no test runs
  bdma coverage --badge coverage.svg       a picture for the README
  bdma coverage --report lcov=merged.info  all reports as one, for other tools`,
		RunE: func(cmd *cobra.Command, args []string) error { return runCoverage(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.html, "html", "", "write an HTML report into `DIR`: open its index.html")
	flags.StringVar(&f.badge, "badge", "", "write a badge as SVG to `FILE`")
	flags.StringArrayVar(&f.reports, "report", nil, "write the coverage as `FORMAT[=FILE]` with FORMAT "+strings.Join(coverageFormats, ", ")+"; repeatable (default text)")
	flags.StringVar(&f.configFile, "config", "", "read this `FILE` instead of the nearest bdma.yaml")
	addColor(cmd, &f.color)
	flags.BoolVarP(&f.verbose, "verbose", "v", false, "list every package and changed file")
	flags.StringVar(&f.base, "base", "", "show which lines are new since this `REF` of the git repository, such as origin/main")
	flags.BoolVar(&f.staged, "staged", false, "show which lines are new in what is staged, instead of in HEAD")
	return cmd
}

func runCoverage(cmd *cobra.Command, args []string, f coverageFlags) error {
	targets, err := parseTargets(f.reports, coverageFormats, "bdma coverage --help")
	if err != nil {
		return err
	}
	return inScope(cmd.Context(), scope{nested: true}, config.Flags{}, args, f.configFile, func(w *workspace, sel *config.Resolved) error {
		j, skipped, err := lint.Coverage(cmd.Context(), sel, lint.Options{Tree: w.tree, Paths: w.paths, Change: changeSince(w.root, f.base, f.staged)})
		if err != nil {
			return err
		}
		if j == nil {
			sayNothing(cmd.ErrOrStderr(), sel, []facts.Kind{facts.Coverage}, args, skipped)
			return exitCode(ExitNothing)
		}
		for _, t := range targets {
			if err := writeCoverage(cmd, w, j, t, f); err != nil {
				return err
			}
		}
		if f.badge != "" {
			if err := writeFile(f.badge, func(out io.Writer) error { return report.WriteBadge(out, j.Summary) }); err != nil {
				return err
			}
		}
		if f.html != "" {
			if err := writeHTML(cmd, w, j, f.html); err != nil {
				return err
			}
		}
		if j.Summary.Reports == 0 { // bdma.yaml names some, and none of them is there
			fmt.Fprintln(cmd.ErrOrStderr(), "bdma: none of the reports that bdma.yaml names under coverage.reports is there; run the tests that write them")
			return exitCode(ExitNothing)
		}
		return sayProblems(cmd.ErrOrStderr(), w, j)
	})
}

func writeCoverage(cmd *cobra.Command, w *workspace, j *coverage.Joined, t target, f coverageFlags) error {
	out := cmd.OutOrStdout()
	opt := report.Options{Verbose: f.verbose, Path: w.display}
	if t.file == "" {
		var err error
		if opt.Color, err = useColor(f.color, out); err != nil {
			return err
		}
		opt.Width = terminalWidth(out)
	}
	write := func(out io.Writer) error {
		switch t.format {
		case "text":
			return report.WriteCoverage(out, j.Summary, opt)
		case "markdown":
			return report.WriteCoverageMarkdown(out, j.Summary, report.DefaultMarkdownBytes)
		}
		return report.Convert(out, t.format, j, report.Conversion{Version: currentVersion().Version, Time: time.Now()})
	}
	if t.file == "" {
		return write(out)
	}
	return writeFile(t.file, write)
}

// writeHTML writes pages into a folder. Nothing is written outside of it, whatever stands in it already.
func writeHTML(cmd *cobra.Command, w *workspace, j *coverage.Joined, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	pages, err := report.WriteHTML(j, report.Site{
		Name: filepath.Base(w.root), Version: currentVersion().Version, Time: time.Now(),
		Source: func(file string) ([]byte, error) { return w.tree.Read(file, source.MaxDocument) },
		Create: func(name string) (io.WriteCloser, error) {
			if folder := path.Dir(name); folder != "." {
				if err := root.MkdirAll(folder, 0o777); err != nil {
					return nil, err
				}
			}
			return root.Create(name)
		},
	})
	if err != nil {
		return err
	}
	what := "pages"
	if pages == 1 {
		what = "page"
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "wrote %d %s; open %s\n", pages, what, report.Terminal(filepath.Join(dir, "index.html")))
	return nil
}

// sayProblems names the reports that could not be read: what was shown is not all there is.
func sayProblems(stderr io.Writer, w *workspace, j *coverage.Joined) error {
	if len(j.Problems) == 0 {
		return nil
	}
	for _, p := range j.Problems {
		at := w.display(p.At.File)
		if line := p.At.Range.Start.Line; line > 0 {
			at = fmt.Sprintf("%s:%d", at, line)
		}
		fmt.Fprintf(stderr, "bdma: %s: %s\n", report.Terminal(at), report.Terminal(p.Message))
		if p.Hint != "" {
			fmt.Fprintf(stderr, "hint: %s\n", report.Terminal(p.Hint))
		}
	}
	return exitCode(ExitFailed)
}

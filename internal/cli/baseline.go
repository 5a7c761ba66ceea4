package cli

import (
	"bytes"
	"fmt"
	"io"
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

type baselineFlags struct {
	prune, check bool
	coverage     bool
	acceptLoss   bool
	configFile   string
	color        string
}

func newBaseline() *cobra.Command {
	var f baselineFlags
	cmd := &cobra.Command{
		Use:   "baseline [PATH]",
		Short: "Record what is found and what is reached, so that only what is worse counts",
		Long: `Record all findings of the repository in ` + config.Baseline + `, beside bdma.yaml, as owed: from then on lint counts only
what is not recorded there, and says how much is still owed. Where there are coverage reports, also record the coverage in
` + config.CoverageBaseline + `: coverage/ratchet fails when it falls below that. Commit both files.

Some findings are never owed: those of rules that nobody may silence, and those that say that a coverage report is missing, cut off
or older than the code, or that coverage fell. A file that cannot be read is owed for as long as nobody changes it. Coverage is not
recorded when its reports are not sound.

exit codes: 0 lint will pass, 1 something counts all the same, 2 the run failed, 3 there was nothing to record`,
		Example: `  bdma baseline                                 begin, or begin anew
  bdma baseline --prune                         drop what was mended, and add nothing
  bdma baseline --check                         in CI: fail when something was mended and is still recorded
  bdma baseline --coverage                      hold on to the coverage that is reached now`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runBaseline(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.BoolVar(&f.prune, "prune", false, "drop what is found no more from "+config.Baseline+", and record nothing")
	flags.BoolVar(&f.check, "check", false, "write nothing, and exit with 1 when there is something for --prune")
	flags.BoolVar(&f.coverage, "coverage", false, "record only coverage, in "+config.CoverageBaseline)
	flags.BoolVar(&f.acceptLoss, "accept-loss", false, "record only coverage, although code that was measured is in no report any more, or the old record cannot be read")
	flags.StringVar(&f.configFile, "config", "", "read this `FILE` instead of the nearest bdma.yaml")
	addColor(cmd, &f.color)
	cmd.MarkFlagsMutuallyExclusive("prune", "check", "coverage")
	cmd.MarkFlagsMutuallyExclusive("prune", "check", "accept-loss")
	return cmd
}

func runBaseline(cmd *cobra.Command, args []string, f baselineFlags) error {
	started := time.Now()
	return inScope(cmd.Context(), scope{nested: true}, config.Flags{}, args, f.configFile, func(w *workspace, sel *config.Resolved) error {
		opt := lint.Options{Tree: w.tree, Paths: w.paths, History: history(cmd.Context(), w.root)}
		var err error
		if opt.Ours, err = w.ours(); err != nil {
			return err
		}
		if !opt.Whole(w.cfg) {
			return hintf("bdma baseline "+shellWord(w.display(w.cfg.Dir)), "%s is a part of what %s is about; a baseline records all of it", w.display(w.paths[0]), w.display(w.configName()))
		}
		if f.prune || f.check {
			return prune(cmd, w, outcome{sel: sel, opt: opt}, f)
		}
		// Coverage goes first: what lint says of it depends on what is recorded.
		reached, doubted, err := recordCoverage(cmd, w, sel, opt, f)
		if err != nil {
			return err
		}
		result, coverageOnly := doubted, f.coverage || f.acceptLoss
		if !coverageOnly {
			if result, err = lint.Run(cmd.Context(), sel, opt); err != nil {
				return err
			}
		}
		if nothing(result) && len(reached) == 0 {
			var kinds []facts.Kind
			if coverageOnly {
				kinds = []facts.Kind{facts.Coverage}
			}
			sayNothing(cmd.ErrOrStderr(), sel, kinds, args, result.Skipped)
			return exitCode(ExitNothing)
		}
		var recorded []report.Recording
		var refused []finding.Finding
		if !coverageOnly {
			part := outcome{sel: sel, opt: opt, result: result}.parts()
			for _, root := range sel.All() {
				one, _ := part(root)
				recording, not, err := w.at(root).record(one, cmd.ErrOrStderr())
				if err != nil {
					return err
				}
				recorded, refused = append(recorded, recording), append(refused, not...)
			}
		}
		still := slices.Concat(refused, doubted.Findings)
		finding.Sort(still)
		run := &report.Run{
			Version: currentVersion().Version, Findings: finding.Dedupe(still), Rules: result.Rules, Judged: result.Judged,
			Unlisted: result.Unlisted, Skipped: result.Skipped, FailOn: sel.FailOn(), Elapsed: time.Since(started),
			Source: func(file string) ([]byte, error) { return w.tree.Read(file, source.MaxDocument) },
		}
		if len(sel.All()) > 1 {
			run.FailOnIn = sel.FailOnIn
		}
		if len(run.Findings) > 0 {
			if err := writeReports(cmd, w, []target{{format: "text"}}, run, lintFlags{color: f.color}); err != nil {
				return err
			}
		}
		out := cmd.OutOrStdout()
		if n := result.Unlisted; n > 0 && !coverageOnly {
			fmt.Fprintf(cmd.ErrOrStderr(), "bdma: %d findings beyond the first %d of a rule in one document are not recorded; when others are mended, they show up as new\n", n, lint.MaxFindings)
		}
		if len(refused) > 0 {
			fmt.Fprintln(out, "these cannot be owed, and count all the same")
		}
		for _, line := range slices.Concat(report.Recorded(recorded), reached) {
			fmt.Fprintln(out, line)
		}
		if len(doubted.Findings) > 0 {
			fmt.Fprintf(cmd.ErrOrStderr(), "bdma: no coverage was recorded%s: the evidence is not sound\n", ofFolders(sel, doubted.Findings))
		}
		if run.Failed() || len(doubted.Findings) > 0 {
			return exitCode(ExitFindings)
		}
		return nil
	})
}

// nothing reports whether a run found nothing to check.
func nothing(r *lint.Result) bool {
	judged := 0
	for _, n := range r.Judged {
		judged += n
	}
	return judged == 0 && len(r.Findings) == 0
}

// record writes the baseline of a run, and returns what it did and the findings that cannot be owed. What the run did not look for stays.
func (w *workspace) record(s outcome, stderr io.Writer) (report.Recording, []finding.Finding, error) {
	name := w.cfg.Baseline()
	content := contentOf(w.tree)
	old, err := w.readBaseline(w.tree)
	if err != nil {
		// Whoever records everything anew does not need what cannot be read.
		fmt.Fprintf(stderr, "bdma: %s; it is written anew\n", report.Terminal(err.Error()))
	}
	now, refused := finding.Record(s.result.Findings, content)
	done := report.Recording{File: w.display(name)}
	if old != nil {
		looked := w.looksFor(s)
		var kept []finding.Entry
		for _, e := range old.Entries {
			if !looked(&e) {
				kept = append(kept, e)
			}
		}
		found := now.Size()
		now = now.With(kept)
		done.New, done.Gone, done.Kept = now.Beyond(old), old.Beyond(now), now.Size()-found
	}
	now.Mark(s.result.Findings, content, s.result.Apart)
	for _, f := range s.result.Findings {
		if f.Owed {
			done.Findings = append(done.Findings, f)
		}
	}
	if old == nil && err == nil && len(now.Entries) == 0 {
		return done, refused, nil
	}
	done.Same, err = w.writeBaseline(now)
	return done, refused, err
}

// writeBaseline writes a baseline, and reports whether the file has the same text already.
func (w *workspace) writeBaseline(b *finding.Baseline) (same bool, err error) {
	name := w.cfg.Baseline()
	var text bytes.Buffer
	if _, err := report.JSON(&text).Write(b.AppendTo(nil)); err != nil {
		return false, err
	}
	if len(b.Entries) > finding.MaxOwed || text.Len() > finding.MaxBaseline {
		return false, hintf("turn off the rules that find most, and turn them on one by one later: bdma rules",
			"%d different findings are more than a baseline holds, which is %d or %d MiB", len(b.Entries), finding.MaxOwed, finding.MaxBaseline>>20)
	}
	if old, err := w.tree.Read(name, finding.MaxBaseline); err == nil && bytes.Equal(old, text.Bytes()) {
		return true, nil
	}
	return false, w.write(name, text.Bytes())
}

// prune drops from the baseline what is found no more, or only says so.
func prune(cmd *cobra.Command, w *workspace, s outcome, f baselineFlags) error {
	list, err := w.readBaselines(s.sel)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return hintf("bdma baseline", "there is no %s, in which findings are recorded as owed", w.display(w.cfg.Baseline()))
	}
	if s.result, err = lint.Run(cmd.Context(), s.sel, s.opt); err != nil {
		return err
	}
	part, content, all := s.parts(), contentOf(w.tree), 0
	for _, old := range list {
		one, _ := part(old.root)
		at := w.at(old.root)
		gone, looked := old.baseline.Mark(one.result.Findings, content, s.result.Apart), at.looksFor(one)
		total := 0
		for i := range gone {
			if !looked(&old.baseline.Entries[i]) {
				gone[i] = 0
			}
			total += gone[i]
		}
		rest := old.baseline.Without(gone)
		if !f.check {
			if _, err := at.writeBaseline(rest); err != nil {
				return err
			}
		}
		if all += total; total > 0 || len(list) == 1 {
			fmt.Fprintln(cmd.OutOrStdout(), report.Pruned(w.display(at.cfg.Baseline()), total, rest.Size(), f.check))
		}
	}
	if all == 0 && len(list) > 1 {
		fmt.Fprintf(cmd.OutOrStdout(), "nothing that the %d files %s record is gone\n", len(list), config.Baseline)
	}
	if f.check && all > 0 {
		return exitCode(ExitFindings)
	}
	return nil
}

// ofFolders says of which folders findings are, when there are folders with a configuration of their own: " of services/cart".
func ofFolders(sel *config.Resolved, findings []finding.Finding) string {
	if len(sel.All()) == 1 {
		return ""
	}
	var dirs []string
	for _, f := range findings {
		if dir := sel.For(f.File).Config().Dir; !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	if len(dirs) > 1 {
		return fmt.Sprintf(" of %s and %d more", report.Terminal(dirs[0]), len(dirs)-1)
	}
	return " of " + report.Terminal(dirs[0])
}

// mostCoverage is of how many folders the recorded coverage is told.
const mostCoverage = 12

// recordCoverage records coverage where there are reports, and says what it recorded. Where the evidence is not sound it
// records nothing, and the result has the findings that say why; otherwise it has none.
func recordCoverage(cmd *cobra.Command, w *workspace, sel *config.Resolved, opt lint.Options, f baselineFlags) (said []string, doubted *lint.Result, err error) {
	opt.Kinds, opt.Afresh = []facts.Kind{facts.Coverage}, f.acceptLoss
	if doubted, err = lint.Run(cmd.Context(), sel, opt); err != nil {
		return nil, nil, err
	}
	why := make(map[*config.Resolved][]finding.Finding)
	for _, x := range doubted.Findings {
		if at := sel.For(x.File); finding.Doubted(&x) {
			why[at] = append(why[at], x)
		}
	}
	doubted.Findings = nil
	for _, root := range sel.All() {
		if finding.AtLeast(why[root], policy.Error) {
			doubted.Findings = append(doubted.Findings, why[root]...)
		} else {
			delete(why, root)
		}
	}
	recorded, err := lint.RecordCoverage(sel, opt, func(root *config.Resolved) bool { return why[root] == nil })
	if err != nil {
		return nil, nil, err
	}
	files := 0
	for _, root := range sel.All() {
		recording, ok := recorded[root]
		if !ok {
			continue
		}
		name := root.Config().CoverageBaseline()
		verb := "recorded in"
		if old, err := w.tree.Read(name, source.MaxSQL); err == nil && bytes.Equal(old, recording.Text) {
			verb = "as recorded in"
		} else if err := w.write(name, recording.Text); err != nil {
			return nil, nil, err
		}
		files++
		if len(said) == mostCoverage {
			continue
		}
		said = append(said, fmt.Sprintf("%s coverage %s of %s, %s %s", recording.Headline, recording.Counts, number(recording.Packages, "package"), verb, report.Terminal(w.display(name))))
	}
	if more := files - len(said); more > 0 {
		said = append(said, fmt.Sprintf("… and so on in %s", number(more, "more file")))
	}
	return said, doubted, nil
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

package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
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
	"github.com/bdma-dev/bdma/internal/suppression"
)

type suppressFlags struct {
	until, reason string
	inConfig      bool
	dryRun        bool
	configFile    string
	base          string
}

func newSuppress() *cobra.Command {
	var f suppressFlags
	cmd := &cobra.Command{
		Use:   "suppress RULE --reason TEXT [PATH…]",
		Short: "Silence what a rule finds now, where it finds it",
		Long: `Write a suppression for each finding of a rule that counts now: a comment above the statement or the key, or x-bdma-ignore
in a JSON document. What cannot be written there, such as coverage, goes to suppressions: in bdma.yaml. What is found later
counts: to switch a rule off, write it under rules: in bdma.yaml, and to record what is old, see bdma baseline.

Some migration tools refuse to go on when a migration that they have run is edited, be it by a comment: give --in-config there.`,
		Example: `  bdma suppress migration/drop-column --reason 'read by nobody since 4.2' db/migrations/0042_drop_note.sql
  bdma suppress 'rest/*' --until 2027-01-31 --reason 'version 1 is switched off then' api/v1
  bdma suppress rest/breaking-path-removed --base origin/main --reason 'never called, says the log of a year'
  bdma suppress rest/path-kebab-case --reason 'public since 2014' --dry-run`,
		ValidArgsFunction: completeSilenceable,
		RunE:              func(cmd *cobra.Command, args []string) error { return runSuppress(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.reason, "reason", "", "why the findings may stay: a `TEXT` for those who meet the suppression")
	flags.StringVar(&f.until, "until", "", "the last `DATE` on which they may, as 2027-01-31; from the day after they count again")
	flags.BoolVar(&f.inConfig, "in-config", false, "write all of it to bdma.yaml, and leave the files as they are")
	flags.BoolVar(&f.dryRun, "dry-run", false, "show what would be written, and write nothing")
	flags.StringVar(&f.configFile, "config", "", "read this `FILE` instead of the nearest bdma.yaml")
	flags.StringVar(&f.base, "base", "", "silence what is new since this `REF` of the git repository, such as origin/main; rules that compare with it, such as rest/breaking-path-removed, find nothing without one")
	return cmd
}

// completeSilenceable offers the rules that can be silenced, and files behind them.
func completeSilenceable(_ *cobra.Command, args []string, _ string) (offers []string, _ cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	err := inWorkspace(nil, "", func(w *workspace) error {
		for _, r := range w.set.Rules() {
			if r.Silenceable() {
				offers = append(offers, r.ID)
			}
		}
		return nil
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return offers, cobra.ShellCompDirectiveNoFileComp
}

// in calls a function with the workspace of some paths, which is compared with the base if one is named.
func (f suppressFlags) in(ctx context.Context, args []string, do func(*workspace) error) error {
	if f.base == "" {
		return inFolders(args, f.configFile, do)
	}
	return inScope(ctx, scope{base: f.base, given: true, nested: true}, config.Flags{}, args, f.configFile, func(w *workspace, _ *config.Resolved) error {
		w.wanted = nil // what is named runs, even if it is off
		if err := w.loadRules(); err != nil {
			return err
		}
		return do(w)
	})
}

func runSuppress(cmd *cobra.Command, args []string, f suppressFlags) (err error) {
	if len(args) == 0 {
		return hintf("bdma suppress migration/drop-column --reason 'read by nobody since 4.2' [PATH…]", "no rule is named")
	}
	if f.reason, err = suppression.Reason(f.reason); err != nil {
		return hintf("say for those who come after you why it may stay: --reason TEXT", "--reason: %s", err)
	}
	if err := checkUntil(f.until, time.Now()); err != nil {
		return err
	}
	name := args[0]
	return f.in(cmd.Context(), args[1:], func(w *workspace) error {
		chosen, err := suppressible(w.set, name)
		if err != nil {
			return err
		}
		on, err := config.Resolve(w.set, config.Flags{}, w.cfg, w.nested)
		if err != nil {
			return err
		}
		sel, err := config.Resolve(w.set, config.Flags{Only: []string{name}}, w.cfg, w.nested)
		if err != nil {
			return err
		}
		owed, err := w.readBaselines(sel)
		if err != nil {
			return err
		}
		opt := lint.Options{Tree: w.tree, Paths: w.paths, History: history(cmd.Context(), w.root), Change: changeSince(w.root, "", false)}
		if f.base != "" {
			w.options(&opt)
		}
		if opt.Ours, err = w.ours(); err != nil {
			return err
		}
		result, err := lint.Run(cmd.Context(), sel, opt)
		if err := w.finish(cmd.Context(), err); err != nil {
			return err
		}
		var run report.Run
		w.oweAll(&run, owed, outcome{sel: sel, opt: opt, result: result})
		found := finding.Divide(slices.DeleteFunc(result.Findings, func(f finding.Finding) bool {
			return !chosen(f.Rule) || on.Severity(f.Rule, f.File) == policy.Off // what is named runs, even if it is off
		}))
		counting := found.Counting
		judged := 0
		for _, n := range result.Judged {
			judged += n
		}
		switch {
		case judged == 0 && len(result.Findings) == 0:
			sayNothing(cmd.ErrOrStderr(), sel, nil, args[1:], result.Skipped)
			return exitCode(ExitNothing)
		case len(counting) == 0:
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "%s finds nothing that counts%s; nothing was written\n", report.Terminal(name), alreadyQuiet(found, run.Baseline))
			return err
		}
		written, err := w.suppress(counting, sel, f)
		if err != nil {
			return err
		}
		return w.report(cmd, written, f.dryRun)
	})
}

// alreadyQuiet says why what a rule finds does not count: ": 2 findings are owed (.bdma-baseline.json) and 1 is suppressed"; empty when it
// finds nothing.
func alreadyQuiet(found finding.Divided, baseline string) string {
	owed, suppressed := len(found.Owed), len(found.Suppressed)
	is := func(n int) string {
		if n == 1 {
			return "1 finding is"
		}
		return fmt.Sprint(n) + " findings are"
	}
	switch {
	case owed > 0 && suppressed > 0:
		return fmt.Sprintf(": %s owed (%s), and %s suppressed", is(owed), report.Terminal(baseline), is(suppressed))
	case owed > 0:
		return fmt.Sprintf(": %s owed (%s)", is(owed), report.Terminal(baseline))
	case suppressed > 0:
		return fmt.Sprintf(": %s suppressed", is(suppressed))
	}
	return ""
}

// checkUntil says what is wrong with the last day of a suppression.
func checkUntil(until string, now time.Time) error {
	if until == "" {
		return nil
	}
	day, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return hintf("write it as --until "+now.AddDate(0, 3, 0).Format(time.DateOnly), "--until %s is no day that exists", until)
	}
	if day.Format(time.DateOnly) < now.Format(time.DateOnly) {
		return hintf("give a day to come, such as --until "+now.AddDate(0, 3, 0).Format(time.DateOnly), "--until %s has passed: the findings would count at once", until)
	}
	return nil
}

// suppressible returns which rules a name chooses: an id, an alias, or a glob over ids. It is an error when nobody may silence them.
func suppressible(set *policy.Set, name string) (func(*policy.Rule) bool, error) {
	if rule, ok := set.Get(name); ok {
		if !rule.Silenceable() {
			return nil, hintf("mend what it finds; bdma explain "+rule.ID+" says how", "%s cannot be suppressed", rule.ID)
		}
		return func(r *policy.Rule) bool { return r == rule }, nil
	}
	matches := func(r *policy.Rule) bool {
		ok, err := path.Match(name, r.ID)
		return ok && err == nil
	}
	some, silent := false, false
	for _, r := range set.Rules() {
		some, silent = some || matches(r), silent || matches(r) && r.Silenceable()
	}
	switch {
	case silent:
		return func(r *policy.Rule) bool { return matches(r) && r.Silenceable() }, nil
	case some:
		return nil, hintf("mend what they find", "the rules %s cannot be suppressed", name)
	case !strings.Contains(name, "/"):
		return nil, hintf("bdma suppress '"+name+"/*' takes all rules of a group", "%s is not the id of a rule", name)
	}
	return nil, hintf("bdma rules lists all of them", "%s", strictyaml.Unknown("rule", name, set.IDs()))
}

// suppressions are what is to be written, by file, with what is told of it.
type suppressions struct {
	files []fileEdits
	said  []string
}

// suppress decides where the suppressions of findings go.
func (w *workspace) suppress(found []finding.Finding, sel *config.Resolved, f suppressFlags) (*suppressions, error) {
	out := &suppressions{}
	byFile := make(map[string][]finding.Finding)
	entries := make(map[*config.Resolved][]suppression.Entry)
	why := make(map[string]string) // by file: why some of it goes to bdma.yaml
	toConfig := func(x finding.Finding, reason string) {
		why[x.File] = cmp.Or(why[x.File], reason)
		at := sel.For(x.File)
		entries[at] = append(entries[at], w.entry(x, f))
	}
	for _, x := range found {
		switch {
		case f.inConfig:
			toConfig(x, "")
		case x.Kind == facts.Coverage:
			toConfig(x, "is judged by what reports say of it")
		default:
			byFile[x.File] = append(byFile[x.File], x)
		}
	}
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		data, err := w.tree.Read(file, source.MaxDocument)
		if err != nil {
			return nil, err
		}
		editor, err := suppression.Open(file, data)
		var place *suppression.Place
		if err != nil && !errors.As(err, &place) {
			return nil, err
		}
		n := 0
		for _, x := range byFile[file] {
			cause := place
			if cause == nil {
				if err := editor.Add(x.Range, []string{x.Rule.ID}, f.until, f.reason); err == nil {
					n++
					continue
				} else if !errors.As(err, &cause) {
					return nil, err
				}
			}
			toConfig(x, cause.Why)
		}
		if editor != nil && editor.Full() {
			return nil, hintf("record what is old with bdma baseline, or name fewer rules", "%s would have more suppressions than anybody reads, and than bdma does; nothing was written", w.display(file))
		}
		if n > 0 {
			edits := editor.Edits()
			out.files = append(out.files, fileEdits{file: file, edits: edits})
			out.said = append(out.said, fmt.Sprintf("%s: %s of %s", w.display(file), number(len(edits), "suppression"), number(n, "finding")))
		}
	}
	for _, root := range sel.All() {
		if len(entries[root]) == 0 {
			continue
		}
		at := w.at(root)
		edits, n, err := at.toConfig(entries[root])
		if err != nil {
			return nil, err
		}
		out.files = append(out.files, fileEdits{file: at.configName(), edits: edits})
		out.said = append(out.said, fmt.Sprintf("%s: %s of %s", w.display(at.configName()), number(n, "suppression"), number(len(entries[root]), "finding")))
	}
	for _, file := range slices.Sorted(maps.Keys(why)) {
		if why[file] != "" {
			out.said = append(out.said, fmt.Sprintf("  %s %s", w.display(file), why[file]))
		}
	}
	return out, nil
}

// configName is bdma.yaml, or where it is to be.
func (w *workspace) configName() string {
	return cmp.Or(w.cfg.Path, config.FileName)
}

// entry is the element of bdma.yaml that silences a finding.
func (w *workspace) entry(x finding.Finding, f suppressFlags) suppression.Entry {
	e := suppression.Entry{Rule: x.Rule.ID, Paths: []string{x.File}, Pointer: x.Pointer, Until: f.until, Reason: f.reason}
	if e.Pointer == x.File {
		e.Pointer = ""
	}
	return e
}

// toConfig returns the edits of bdma.yaml that write entries, and how many they come to: those of one rule for whole files are one.
func (w *workspace) toConfig(entries []suppression.Entry) ([]suppression.Edit, int, error) {
	dir := path.Dir(w.configName())
	type key struct{ rule, pointer, file string }
	index := make(map[key]int)
	var list []suppression.Entry
	for _, e := range entries {
		file := e.Paths[0]
		rel, err := filepath.Rel(filepath.FromSlash(dir), filepath.FromSlash(file))
		rel = filepath.ToSlash(rel)
		if err != nil || rel == ".." || strings.HasPrefix(rel, "../") {
			return nil, 0, hintf("give --config with the bdma.yaml of its folder", "%s is not below %s, whose bdma.yaml is to silence it", w.display(file), w.display(dir))
		}
		e.Paths = []string{rel}
		k := key{e.Rule, e.Pointer, rel}
		if e.Pointer == "" {
			k.file = ""
		}
		i, ok := index[k]
		if !ok {
			index[k] = len(list)
			list = append(list, e)
		} else if !slices.Contains(list[i].Paths, rel) {
			list[i].Paths = append(list[i].Paths, rel)
		}
	}
	data, err := w.readOrNone(w.configName())
	if err != nil {
		return nil, 0, err
	}
	edits, err := suppression.AddEntries(w.configName(), data, list)
	if err != nil {
		return nil, 0, hintf("write the first element of suppressions: by hand, each key on a line of its own, and run this again", "%s cannot be added to: %s", w.display(w.configName()), err)
	}
	return edits, len(list), nil
}

// report writes the suppressions, or shows them, and says where they are.
func (w *workspace) report(cmd *cobra.Command, s *suppressions, dryRun bool) error {
	out := cmd.OutOrStdout()
	for _, m := range s.files {
		if dryRun {
			if err := w.show(out, m); err != nil {
				return err
			}
			continue
		}
		if err := w.apply(m); err != nil {
			return err
		}
	}
	if dryRun {
		return nil
	}
	for _, line := range s.said {
		if _, err := fmt.Fprintln(out, report.Terminal(line)); err != nil {
			return err
		}
	}
	return nil
}

// number writes a count with its noun.
func number(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

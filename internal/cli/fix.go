package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/fix"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
	"github.com/bdma-dev/bdma/internal/suppression"
)

// maxFixes bounds how often a run mends and looks again. What one edit uncovers the next one mends.
const maxFixes = 5

// fixFlags say what lint does with findings that a program can mend.
type fixFlags struct {
	fix, diff bool
	done      int // how often it has mended
	unsafe    bool
	mended    *mended
}

// mended is what the runs of one command have done so far.
type mended struct {
	findings int
	files    map[string]bool
	// left is how many findings of a fingerprint there may be after what was mended. More of them are ones that their edits do not mend,
	// and making these again would do harm.
	left map[string]int
}

func addFix(cmd *cobra.Command, f *fixFlags) {
	cmd.Flags().BoolVar(&f.fix, "fix", false, "mend what can be mended without asking, such as suppressions that silence nothing, and lint what is left")
	cmd.Flags().BoolVar(&f.diff, "diff", false, "show what --fix would change, and change nothing")
	cmd.Flags().BoolVar(&f.unsafe, "unsafe", false, "with --fix or --diff, mend also what somebody has to look at: names, types, what clients see")
}

// mend mends the findings that count and have edits, and lints again. It is not done when there is nothing to mend, so that the run goes on
// to its report.
func mend(cmd *cobra.Command, args []string, w *workspace, found []finding.Finding, f lintFlags) (done bool, err error) {
	if !f.fix.fix && !f.fix.diff {
		return false, nil
	}
	if f.fix.mended == nil {
		f.fix.mended = &mended{files: make(map[string]bool), left: make(map[string]int)}
	}
	now := f.fix.mended
	count := make(map[string]int)
	for i := range found {
		count[found[i].Fingerprint]++
	}
	mended := mendable(slices.DeleteFunc(slices.Clone(found), func(x finding.Finding) bool {
		left, again := now.left[x.Fingerprint]
		return x.Rule.Mends == policy.Unsafe && !f.fix.unsafe || again && count[x.Fingerprint] > left
	}))
	if f.fix.diff {
		for _, m := range mended {
			if err := w.show(cmd.OutOrStdout(), m); err != nil {
				return true, err
			}
		}
		w.sayLeft(cmd.ErrOrStderr(), found, f)
		if len(mended) > 0 {
			return true, exitCode(ExitFindings)
		}
		return true, nil
	}
	if len(mended) == 0 || f.fix.done >= maxFixes {
		w.sayLeft(cmd.ErrOrStderr(), found, f)
		return false, nil
	}
	for _, m := range mended {
		if err := w.apply(m); err != nil {
			return true, err
		}
		for _, x := range m.findings {
			fmt.Fprintf(cmd.ErrOrStderr(), "fixed %s:%d: %s\n", report.Terminal(w.display(x.File)), max(x.Range.Start.Line, 1), report.Terminal(x.Message))
			now.findings++
			if _, ok := now.left[x.Fingerprint]; !ok {
				now.left[x.Fingerprint] = count[x.Fingerprint]
			}
			now.left[x.Fingerprint]--
		}
		now.files[m.file] = true
	}
	f.fix.done++
	return true, runLint(cmd, args, f)
}

// fileEdits are the edits of one file, with the findings that they mend.
type fileEdits struct {
	file     string
	edits    []suppression.Edit
	findings []finding.Finding
}

// mendable returns what can be mended, by the files.
func mendable(found []finding.Finding) []fileEdits {
	var out []fileEdits
	for _, file := range fix.Choose(found) {
		m := fileEdits{file: file.Name, findings: file.Findings}
		for _, e := range file.Edits {
			m.edits = append(m.edits, suppression.Edit(e))
		}
		out = append(out, m)
	}
	return out
}

// show writes what edits do to a file.
func (w *workspace) show(out io.Writer, m fileEdits) error {
	data, err := w.readOrNone(m.file)
	if err != nil {
		return err
	}
	return writeDiff(out, w.display(m.file), data, m.edits)
}

// apply makes edits.
func (w *workspace) apply(m fileEdits) error {
	data, err := w.readOrNone(m.file)
	if err != nil {
		return err
	}
	if w.tree.Changed(m.file, data) {
		return hintf("run this again", "%s was edited while it was judged; it was left as it is", w.display(m.file))
	}
	slices.SortStableFunc(m.edits, func(a, b suppression.Edit) int { return cmp.Compare(a.First, b.First) })
	if data, err = suppression.Apply(data, m.edits); err != nil {
		return err
	}
	return w.replace(m.file, data)
}

// readOrNone reads a file of the tree that may not be there yet.
func (w *workspace) readOrNone(file string) ([]byte, error) {
	if !w.tree.Has(file) {
		return nil, nil
	}
	return w.tree.Read(file, source.MaxDocument)
}

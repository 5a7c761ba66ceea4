package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"slices"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/source"
)

// readBaseline reads the baseline that a tree has beside the configuration; it is nil when there is none.
func (w *workspace) readBaseline(tree *source.Tree) (*finding.Baseline, error) {
	name := w.cfg.Baseline()
	data, err := tree.Read(name, finding.MaxBaseline)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	b, err := finding.ParseBaseline(data)
	var bad *finding.BaselineError
	if errors.As(err, &bad) {
		if bad.Line > 0 {
			return nil, hintf(bad.Hint, "%s:%d: the baseline cannot be read: %s", name, bad.Line, bad.Message)
		}
		return nil, hintf(bad.Hint, "%s: the baseline cannot be read: %s", name, bad.Message)
	}
	return b, err
}

// contentOf returns the hashes of the files of a tree, each of which is read once at most.
func contentOf(tree *source.Tree) finding.Content {
	known := make(map[string]string)
	return func(file string) string {
		sum, ok := known[file]
		if !ok {
			sum = hashOf(tree, file)
			known[file] = sum
		}
		return sum
	}
}

// hashOf returns the hash of a file, or nothing when it cannot be read.
func hashOf(tree *source.Tree, file string) string {
	in, err := tree.Open(file, source.MaxReport)
	if err != nil {
		return ""
	}
	defer in.Close()
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// outcome is what a run looks at.
type outcome struct {
	sel    *config.Resolved
	opt    lint.Options
	flags  config.Flags
	result *lint.Result
}

// looksFor returns whether a run finds what an entry of the baseline records, if it is still there. What was not looked for is not
// gone: of a part of the repository, of rules that were left out, of reports that only CI has, of a file that cannot be read today.
func (w *workspace) looksFor(s outcome) func(*finding.Entry) bool {
	if !s.opt.Whole(w.cfg) {
		return func(*finding.Entry) bool { return false }
	}
	chosen := len(s.flags.Only)+len(s.flags.Skip)+len(s.flags.Severity) > 0
	evaluated := make(map[string]bool)
	for _, r := range s.sel.Rules() {
		evaluated[r.ID] = true
	}
	found, unread, doubted := make(map[string]int), make(map[string]bool), false
	for i := range s.result.Findings {
		f := &s.result.Findings[i]
		found[f.Rule.ID]++
		if finding.Unreadable(f) {
			unread[f.File] = true
		}
		doubted = doubted || finding.Doubted(f) && f.Severity == policy.Error
	}
	for _, skipped := range s.result.Skipped {
		unread[skipped.File] = true
	}
	return func(e *finding.Entry) bool {
		if s.result.Sharded != nil && !s.result.Sharded.Has(e.File) {
			return false
		}
		if e.Content == "" && unread[e.File] {
			return false
		}
		if s.result.Unlisted > 0 && found[e.Rule] >= lint.MaxFindings {
			return false // it may be among those that were left out
		}
		if !evaluated[e.Rule] && chosen {
			return false
		}
		rule, ok := w.set.Get(e.Rule)
		if !ok {
			return len(s.opt.Kinds) == 0 // a rule that is off, or no more
		}
		return s.sees(rule, doubted)
	}
}

// sees reports whether a run had all evidence that a rule judges. No coverage report at all is no evidence, nor is one in doubt.
func (s outcome) sees(rule *policy.Rule, doubted bool) bool {
	if len(s.opt.Kinds) > 0 && slices.ContainsFunc(rule.Inputs, func(k facts.Kind) bool { return !slices.Contains(s.opt.Kinds, k) }) {
		return false
	}
	coverageOnly := !slices.ContainsFunc(rule.Inputs, func(k facts.Kind) bool { return k != facts.Coverage })
	return !coverageOnly || s.result.Judged[facts.Coverage] > 0 && !doubted
}

// owe marks the findings of a run that a baseline has, and tells the report what is gone.
func (w *workspace) owe(run *report.Run, b *finding.Baseline, s outcome) {
	if b == nil {
		return
	}
	run.Baseline = w.cfg.Baseline()
	gone := b.Mark(s.result.Findings, contentOf(w.tree), s.result.Apart)
	looked := w.looksFor(s)
	for i, n := range gone {
		if looked(&b.Entries[i]) {
			run.Paid += n
		}
	}
}

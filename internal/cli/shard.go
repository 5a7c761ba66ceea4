package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
)

var shardRE = regexp.MustCompile(`^([1-9][0-9]{0,3})/([1-9][0-9]{0,3})$`)

// parseShard reads the value of --shard; empty is the whole run.
func parseShard(text string) (s lint.Shard, err error) {
	if text == "" {
		return s, nil
	}
	const hint = "--shard 1/4 is the first of four parts; bdma plan says how many there should be"
	m := shardRE.FindStringSubmatch(text)
	if m == nil {
		return s, hintf(hint, "--shard %q is not of the form I/N", text)
	}
	s.Index, _ = strconv.Atoi(m[1])
	s.Count, _ = strconv.Atoi(m[2])
	switch {
	case s.Count > lint.MaxShards:
		return s, hintf(hint, "--shard %s has more than %d parts", text, lint.MaxShards)
	case s.Index > s.Count:
		return s, hintf(hint, "--shard %s: there is no part %d of %d", text, s.Index, s.Count)
	}
	return s, nil
}

// checkShard reports flags that a part of a run cannot have.
func checkShard(s lint.Shard, f lintFlags) error {
	if s.Count > 0 && (f.fix.fix || f.fix.diff) {
		return hintf("bdma lint --fix, without --shard", "what silences nothing is known when all parts are: --fix and --diff do not go with --shard")
	}
	return nil
}

// shardOf tells a report what whoever joins the parts needs to know.
func (w *workspace) shardOf(s outcome, kinds []facts.Kind, noBaseline bool) *report.Shard {
	part := s.result.Sharded
	if part == nil {
		return nil
	}
	out := &report.Shard{
		Index: part.Index, Count: part.Count, Units: part.Units, Judged: part.Judged, Root: commonPath(w.paths),
		Used: part.Used, Unsure: part.Unsure, Pending: part.Pending, Gone: part.Gone,
	}
	if s.opt.History != nil {
		out.Commit = s.opt.History.Head()
	}
	if all := s.sel.All(); len(all) > 1 {
		out.FailOn = make(map[string]string)
		for _, root := range all {
			out.FailOn[root.Config().Dir] = string(root.FailOn())
		}
		out.FailOn["."] = string(s.sel.For(config.FileName).FailOn())
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %q %q %q %q %q %v %v\n", part.Digest, w.paths, s.flags.Only, s.flags.Skip, s.flags.Severity, s.flags.FailOn, kinds, noBaseline)
	fmt.Fprintf(sum, "%q %q %v %v %q %q\n", w.against.fork, w.against.commit, w.scope.staged, w.scope.changed, w.scope.configFrom, w.configFile)
	for _, cfg := range s.sel.Files() {
		data, _ := w.config.Read(cfg.Path, finding.MaxBaseline)
		fmt.Fprintf(sum, "%q %x\n", cfg.Path, sha256.Sum256(data))
	}
	for _, root := range s.sel.All() {
		if data, err := w.config.Read(root.Config().Baseline(), finding.MaxBaseline); err == nil {
			fmt.Fprintf(sum, "%q %x\n", root.Config().Dir, sha256.Sum256(data))
		}
	}
	for _, rule := range w.set.Rules() {
		if rule.Custom {
			fmt.Fprintf(sum, "%q %x\n", rule.File, sha256.Sum256(rule.Source()))
		}
	}
	out.Run = hex.EncodeToString(sum.Sum(nil)[:16])
	return out
}

// shardNote says what became of a part in which there was nothing to do.
func shardNote(cmd *cobra.Command, s *lint.Sharded) bool {
	if s == nil || s.Units == 0 || s.Judged > 0 {
		return false
	}
	fmt.Fprintf(cmd.ErrOrStderr(), "bdma: part %d of %d has nothing to check: there are only %d documents, histories and roots\n", s.Index, s.Count, s.Units)
	return true
}

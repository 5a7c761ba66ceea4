package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/lint"
	"github.com/bdma-dev/bdma/internal/report"
	"github.com/bdma-dev/bdma/internal/strictyaml"
)

type planFlags struct {
	shards, format, configFile, base string
	kinds                            []string
}

var planFormats = []string{"github", "gitlab", "json"}

// workPerShard is how many seconds of work, on one processor, are worth a machine of their own: it takes longer than that to start one.
const workPerShard = 60

func newPlan() *cobra.Command {
	var f planFlags
	cmd := &cobra.Command{
		Use:   "plan [PATH…]",
		Short: "Print the matrix of CI jobs that lint a repository in parts",
		Long: `Print the matrix of jobs that lint a repository in parts, each with --shard, for bdma merge to join.

With --shards auto the number of parts follows from the sizes of the files: one for each minute of work on one processor, and one
for most repositories.`,
		Example: `  bdma plan --shards auto                       {"shard":["1/1"]}
  bdma plan --shards 4 --format gitlab          a job's parallel:matrix`,
		RunE: func(cmd *cobra.Command, args []string) error { return runPlan(cmd, args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.shards, "shards", "auto", "split into `N` parts; auto for as many as are worth it")
	flags.StringVar(&f.format, "format", "github", "print it in this `FORMAT`: github (for fromJSON), gitlab (YAML of a job), json (with the sizes)")
	flags.StringVar(&f.configFile, "config", "", "read this `FILE` instead of the nearest bdma.yaml")
	flags.StringVar(&f.base, "base", "", "plan for a run that is compared with this `REF`: what differs from it is judged twice")
	flags.StringSliceVar(&f.kinds, "kind", nil, "look for this `KIND` of evidence only: openapi, migration, coverage; repeatable")
	return cmd
}

// plan is the form json of what bdma plan prints.
type plan struct {
	Shard []string `json:"shard"`
	// Units is the number of documents, histories and roots with coverage, and Bytes their size.
	Units int   `json:"units"`
	Bytes int64 `json:"bytes"`
	// Seconds is about how long one processor judges them.
	Seconds float64 `json:"seconds"`
}

func runPlan(cmd *cobra.Command, args []string, f planFlags) error {
	if !slices.Contains(planFormats, f.format) {
		return hinted{fmt.Errorf("%s", strictyaml.Unknown("format", f.format, planFormats)), "bdma plan --help"}
	}
	shards := 0
	if f.shards != "auto" {
		var err error
		if shards, err = strconv.Atoi(f.shards); err != nil || shards < 1 || shards > lint.MaxShards {
			return hintf("--shards auto", "--shards is %q; it must be auto, or a number from 1 to %d", f.shards, lint.MaxShards)
		}
	}
	kinds, err := parseKinds(f.kinds)
	if err != nil {
		return err
	}
	base := f.base
	if base == "" {
		base = noBase
	}
	state := scope{base: base, given: true, nested: true}
	return inScope(cmd.Context(), state, config.Flags{}, args, f.configFile, func(w *workspace, sel *config.Resolved) error {
		opt := lint.Options{Tree: w.tree, Paths: w.paths, Kinds: kinds}
		w.options(&opt)
		units, skipped, err := lint.Units(sel, opt)
		if err := w.finish(cmd.Context(), err); err != nil {
			return err
		}
		if len(units) == 0 {
			sayNothing(cmd.ErrOrStderr(), sel, kinds, args, skipped)
			return exitCode(ExitNothing)
		}
		p := plan{Units: len(units)}
		var cost int64
		for _, u := range units {
			p.Bytes += u.Bytes
			cost += u.Cost
		}
		p.Seconds = float64(cost*10/lint.SecondOfWork) / 10
		if shards == 0 {
			// More parts than the costliest unit allows would wait for it.
			shards = int(min(1+cost/(workPerShard*lint.SecondOfWork), 1+cost/max(units[0].Cost, 1), int64(len(units)), lint.MaxShards))
		}
		for i := range shards {
			p.Shard = append(p.Shard, fmt.Sprintf("%d/%d", i+1, shards))
		}
		return p.print(cmd.OutOrStdout(), f.format)
	})
}

func (p *plan) print(out io.Writer, format string) error {
	switch format {
	case "gitlab":
		if _, err := fmt.Fprint(out, "parallel:\n  matrix:\n    - SHARD:\n"); err != nil {
			return err
		}
		for _, s := range p.Shard {
			if _, err := fmt.Fprintf(out, "        - %q\n", s); err != nil {
				return err
			}
		}
		return nil
	case "github":
		text, err := json.Marshal(map[string][]string{"shard": p.Shard})
		if err != nil {
			return err
		}
		_, err = report.JSON(out).Write(append(text, '\n'))
		return err
	}
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = report.JSON(out).Write(append(text, '\n'))
	return err
}

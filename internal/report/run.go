package report

import (
	"slices"
	"time"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

// Run is what a reporter is told of a run: everything that any format shows.
type Run struct {
	// Version is bdma's own version.
	Version string
	// Findings are those that count, in the order of [finding.Sort]: with a base, those that are not unchanged.
	Findings []finding.Finding
	// Base is what the run was compared with; empty when it was not. Unchanged are the findings that the base has too, and Fixed
	// those that only the base has.
	Base             string
	Unchanged, Fixed []finding.Finding
	// Owed are the findings that the baseline has, and Suppressed those that somebody silenced.
	Owed, Suppressed []finding.Finding
	// Baseline is the file that Owed comes from; empty when there is none. Paid is how many of its entries are found no more.
	Baseline string
	Paid     int
	// ConfigFrom is the base whose configuration, baseline and own rules judge; empty when they are the tree's own.
	ConfigFrom string
	// ConfigChanged are the files among these that the change edits, adds or removes, sorted.
	ConfigChanged []string
	// Rules are the rules that were evaluated, sorted by id.
	Rules []*policy.Rule
	// Judged counts the files of each kind that were judged.
	Judged map[facts.Kind]int
	// Unlisted is the number of findings beyond what is kept of one rule.
	Unlisted int
	// Statements is the number of SQL statements that were found, and Unanalysed the number of those of which nobody knows what
	// they do.
	Statements, Unanalysed int
	// Skipped are the files that were found but could not be judged.
	Skipped []source.Skipped
	// FailOn is the severity from which on a finding fails the run; Off when none does.
	FailOn policy.Severity
	// Elapsed is the wall time of the run.
	Elapsed time.Duration
	// Timings are the time that each rule took, when it was asked for.
	Timings []Timing
	// Source returns the text of a file of the tree, for code frames. It may fail; the frame is then left out.
	Source func(file string) ([]byte, error)
	// Name is what people call the repository, and Time is when the run was; the html format shows them where they are known.
	Name string
	Time time.Time
	// Owners returns the owners of a file of the tree; nil when the repository does not say whose its files are.
	Owners func(file string) []string
	// Coverage is what coverage reports come to; nil when none were judged.
	Coverage *coverage.Summary
	// BaseWhy is how the base is known when nobody named it, a clause that follows its name; where Base and ChangedSince are empty, it
	// is why there is none. It is empty when there is nothing to explain.
	BaseWhy string
	// ChangedSince is the state of the repository to whose changed files the findings are limited; empty when they are not. LeftOut is
	// the number of findings in other files that would count.
	ChangedSince string
	LeftOut      int
	// Standards are the lines of the charter, in its order. Those of a team's own come from the rules.
	Standards []policy.Standard
	// Root is the folder or file of the tree that was asked for; empty for all of it. It tells reports on parts of one repository apart.
	Root string
	// FailOnIn returns the severity from which on a finding in a file fails the run, where folders differ; nil when FailOn holds everywhere.
	FailOnIn func(file string) policy.Severity
	// Shard is there when this is a part of a run.
	Shard *Shard
	// ConfigNew are the configurations among ConfigChanged that judge although they are new with the change: the base says nothing of
	// their folders. With ConfigFrom, the base judges all others.
	ConfigNew []string
}

// Timing is the time that a rule took over all documents.
type Timing struct {
	Rule     *policy.Rule
	Elapsed  time.Duration
	Findings int
}

// all returns what counts and what is unchanged, in the order of [finding.Sort].
func (r *Run) all() []finding.Finding {
	if len(r.Unchanged) == 0 {
		return r.Findings
	}
	list := slices.Concat(r.Findings, r.Unchanged)
	finding.Sort(list)
	return list
}

// Failed reports whether a finding reaches FailOn.
func (r *Run) Failed() bool {
	if r.FailOnIn == nil {
		return finding.AtLeast(r.Findings, r.FailOn)
	}
	for i := range r.Findings {
		if r.fails(&r.Findings[i]) {
			return true
		}
	}
	return false
}

// fails reports whether a finding, if it counts, fails the run.
func (r *Run) fails(f *finding.Finding) bool {
	least := r.FailOn
	if r.FailOnIn != nil {
		least = r.FailOnIn(f.File)
	}
	return least != policy.Off && least != "" && f.Severity.Rank() >= least.Rank()
}

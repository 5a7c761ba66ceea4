package coverage

import "github.com/bdma-dev/bdma/internal/facts"

// Patch is what a change adds to a file, or modifies in it. Blank lines, comments and what else cannot run do not count, nor
// does what is ignored. A line of Go ran when any piece of code on it did; what is in a function literal did not run just
// because the literal was made.
type Patch struct {
	// Metrics are the counts among the added lines: "line", and "branch" where reports count branches by line.
	Metrics map[string]Count `json:"metrics"`
	// Partial is the number of added lines that ran, but not in each of their branches.
	Partial int `json:"partial"`
	// MissedRanges are the ranges of added lines that did not run: "12", "31-40".
	MissedRanges []string `json:"missed_ranges"`

	missed int // ranges; those beyond a bound are not listed
}

// ChangeTotals is the coverage of the lines that a change adds or modifies, without generated and excluded files.
type ChangeTotals struct {
	// At is the first range that did not run in the file with most of them; without one it is the first report.
	At facts.ID `json:"at"`
	// Base is what the change is compared with: "origin/main", or "HEAD" for what is staged.
	Base string `json:"base"`
	// Files is the number of changed files that reports speak of.
	Files int `json:"files"`
	// Metrics are the counts among the added lines: "line", and "branch" where reports count branches by line. When no added
	// line can run, there are none.
	Metrics map[string]Count `json:"metrics"`
	// MetricsWithUnmeasured are Metrics in which the lines of UnmeasuredChanges count as lines that did not run.
	MetricsWithUnmeasured map[string]Count `json:"metrics_with_unmeasured"`
	// Partial is the number of added lines that ran, but not in each of their branches.
	Partial int `json:"partial"`
	// Missing is the number of added lines that did not run, in measured files.
	Missing int `json:"missing"`
	// Text is the line coverage in words: "27/30 (90.00 %, line, lcov.info)", "no added line can run".
	Text string `json:"text"`
	// MeasuredBy names the report, or says how many there are: "lcov.info", "3 reports".
	MeasuredBy string `json:"measured_by"`
	// Worst are the first missed ranges of the others of WorstFiles.
	Worst []facts.ID `json:"worst"`
	// WorstFiles are the paths of up to five changed files with most added lines that did not run, unmeasured ones among
	// them, the worst first.
	WorstFiles []string `json:"worst_files"`
	// UnmeasuredFiles is the number of rows in UnmeasuredChanges, and UnmeasuredLines that of their lines.
	UnmeasuredFiles int `json:"unmeasured_files"`
	// UnmeasuredLines is the number of added lines with code in files that no report measures.
	UnmeasuredLines int `json:"unmeasured_lines"`
}

// UncoveredChange is a run of added or modified lines that did not run. Between them is no line that did, and none that the
// change left as it was; lines that cannot run do not split it.
type UncoveredChange struct {
	// At is the range, from the code of its first line to the end of its last.
	At facts.ID `json:"at"`
	// Path is the source file.
	Path string `json:"path"`
	// First and Last are its first and last line.
	First int `json:"first"`
	// Last is the last line that did not run.
	Last int `json:"last"`
	// Lines is the number of lines that could run and did not.
	Lines int `json:"lines"`
	// Text is the range: "12-15", or "12".
	Text string `json:"text"`
}

// UnmeasuredChange is a changed source file of which no report says what ran, although reports speak of its neighbours in
// the same language. Tests, generated and excluded files and files whose added lines hold no code are left out.
type UnmeasuredChange struct {
	// At is the first added line with code.
	At facts.ID `json:"at"`
	// Path is the source file.
	Path string `json:"path"`
	// Lines is the number of added lines with code.
	Lines int `json:"lines"`
	// New says that the change adds the file.
	New bool `json:"new"`
	// Reason is "absent" when no report speaks of the file, and "counts" when one counts it as a whole but not its lines.
	Reason string `json:"reason"`
	// Report is the path of the report that counts the file as a whole; empty when no report speaks of it.
	Report string `json:"report"`
}

// Ignore is a comment that takes code out of the counts: "bdma:ignore coverage: reason", or "bdma:ignore-start coverage:
// reason" up to "bdma:ignore-end".
type Ignore struct {
	// At is the comment.
	At facts.ID `json:"at"`
	// Path is the source file.
	Path string `json:"path"`
	// Reason is why. Without one the comment has no effect.
	Reason string `json:"reason"`
	// Lines are those that it speaks of: "12-15", or "12".
	Lines string `json:"lines"`
	// Unended says that a start has no end. It has no effect then.
	Unended bool `json:"unended,omitempty"`
	// Unused says that no code that reports count is there.
	Unused bool `json:"unused,omitempty"`
}

// ComponentTotal is the coverage of a component that bdma.yaml names.
type ComponentTotal struct {
	// At is the component's file with most uncovered units of the headline metric, at its first uncovered line; or the first
	// report when no report speaks of the component.
	At facts.ID `json:"at"`
	// Name is the component's name.
	Name string `json:"name"`
	// Files is the number of its files that reports speak of, generated and excluded files not counted.
	Files int `json:"files"`
	// Metrics are the counts by metric.
	Metrics map[string]Count `json:"metrics"`
	// Minimum is the least share of covered code that bdma.yaml states for it, a decimal number in percent.
	Minimum string `json:"minimum,omitempty"`
	// Metric is what bdma.yaml says is counted.
	Metric string `json:"metric,omitempty"`
	// MeasuredBy names the report, or says how many there are: "lcov.info", "3 reports".
	MeasuredBy string `json:"measured_by"`
	// WorstFiles are, by metric, the paths of up to five of its files with most uncovered units, the worst first.
	WorstFiles map[string][]string `json:"worst_files"`
}

// MinimumTotal is the coverage of a folder or file for which bdma.yaml states a minimum.
type MinimumTotal struct {
	// At is the file, or the folder's file with most uncovered units of the headline metric, at its first uncovered line.
	At facts.ID `json:"at"`
	// Path is the folder or file.
	Path string `json:"path"`
	// Folder says that it is a folder: its own files, without those of folders below it.
	Folder bool `json:"folder"`
	// Metrics are the counts by metric.
	Metrics map[string]Count `json:"metrics"`
	// Minimum is the least share of covered code that bdma.yaml states, a decimal number in percent.
	Minimum string `json:"minimum"`
	// Metric is what bdma.yaml says is counted.
	Metric string `json:"metric,omitempty"`
	// MeasuredBy names the report, or says how many there are: "lcov.info", "3 reports".
	MeasuredBy string `json:"measured_by"`
	// WorstFiles are, by metric, the paths of up to five files with most uncovered units, the worst first.
	WorstFiles map[string][]string `json:"worst_files"`
}

// Unit is what people call the units of a metric.
type Unit struct {
	// One is the word for one of them: "branch".
	One string `json:"one"`
	// Many is the word for several: "branches".
	Many string `json:"many"`
}

func units() map[string]Unit {
	u := make(map[string]Unit, numMetrics)
	for _, name := range metricNames {
		u[name] = Unit{One: name, Many: name + "s"}
	}
	u["branch"] = Unit{One: "branch", Many: "branches"}
	return u
}

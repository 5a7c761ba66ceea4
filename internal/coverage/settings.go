package coverage

import (
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Settings are what the configuration and the command line say of coverage. The zero value says nothing.
type Settings struct {
	// Strip are beginnings of file names in reports that the paths of the repository do not have, and Prefix is what these
	// have in front of the rest.
	Strip  []string
	Prefix string
	// Expected are the globs of reports that must be there, from the root of the tree; one that matches a folder holds for all
	// that is in it.
	Expected []string
	// Generated says whether a source file is declared generated, and Excluded whether it is not to be counted; nil says no.
	Generated, Excluded func(file string) bool
	// Components are parts of the product that are judged as a whole.
	Components []Component
	// Minimums are what some files and folders need; of those that match, the last counts.
	Minimums []Minimum
	// Expectations are Expected with their places. They are empty when the run looks at a part of the repository only.
	Expectations []Expectation
	// History is what version control knows of the tree, and Base the state that a change is compared with; both may be nil.
	History *source.History
	Base    *source.Base
	// BaseReport is the path of a report of the past, and Baseline that of the file that records the past; both may be empty.
	BaseReport, Baseline string
	// Change is what is to be merged; nil means that nothing is known of it.
	Change *Change
}

// Expectation is a glob of reports that must be there.
type Expectation struct {
	// Glob is the glob as it stands at a place of a file.
	Glob, File string
	Place      facts.Position
	// Match says whether a file is such a report.
	Match func(file string) bool
}

// Change is what is to be merged.
type Change = source.Change

// Component is a part of the product that cuts across folders.
type Component struct {
	// Name is what people call it.
	Name string
	// Match says whether a source file belongs to it.
	Match func(file string) bool
	// Minimum is the least share of covered code in percent, a decimal number, and Metric what is counted; both may be empty.
	Minimum, Metric string
}

// Minimum is the least share of covered code that some files and folders need.
type Minimum struct {
	// Paths says whether it holds for a file or folder.
	Paths func(file string) bool
	// Minimum is a decimal number, in percent; Metric is what is counted, and may be empty.
	Minimum, Metric string
}

// Metrics returns the names of what is counted.
func Metrics() []string { return metricNames[:] }

package coverage

import "github.com/bdma-dev/bdma/internal/facts"

// Sign is a sign that a report is older than the code.
type Sign struct {
	// Sign is "lines" (it speaks of lines after the end of files, or of a changed Go file as it was before), "sources" (source files that it speaks of were changed
	// after it was written), "commit" (it was written at another commit, in which they differ) or "tracked" (it is kept in
	// git and was not written since the checkout).
	Sign string `json:"sign"`
	// Text says it in words, with an example.
	Text string `json:"text"`
	// Minutes is how much older it is at least; it is absent unless Sign is "sources".
	Minutes int `json:"minutes,omitempty"`
}

// Expected is a glob of reports that must be there: an element of coverage.reports in bdma.yaml.
type Expected struct {
	// At is where the glob stands.
	At facts.ID `json:"at"`
	// Glob is the glob as it is written, relative to the folder of bdma.yaml.
	Glob string `json:"glob"`
	// Reports are the paths of the reports that it matches; those that could not be read are among them.
	Reports []string `json:"reports"`
}

// Lost is code that was measured in the past, is still there, and that no report speaks of now.
type Lost struct {
	// At is the first report, or where the past is recorded when there is none.
	At facts.ID `json:"at"`
	// Baseline is the path of the file that records the past.
	Baseline string `json:"baseline"`
	// Packages is the number of the folders, and Examples are the first five of them.
	Packages int `json:"packages"`
	// Examples are the first five folders.
	Examples []string `json:"examples"`
	// Text lists the examples and says how many more there are: "cart, refund".
	Text string `json:"text"`
}

// VersionMix are files that Go profiles describe in different versions; see the column mixed_versions of files. There is one
// row for the files that the same profiles speak of.
type VersionMix struct {
	// At is the first of the profiles.
	At facts.ID `json:"at"`
	// Reports are the paths of the profiles.
	Reports []string `json:"reports"`
	// Files is the number of the files, and Example is the first of them.
	Files int `json:"files"`
	// Example is the first of the files.
	Example string `json:"example"`
	// Stale says that one of the profiles is older than the code, which explains it.
	Stale bool `json:"stale"`
}

// Incompatible is a report that does not count what another does, so that a total of both is neither's.
type Incompatible struct {
	// At is the report's first line.
	At facts.ID `json:"at"`
	// Report is the report's path.
	Report string `json:"report"`
	// Kind is "basis" when the two count lines in different ways, and "metric" when the report does not count a metric at
	// all and no other counts it for its files.
	Kind string `json:"kind"`
	// Metric is the name of the metric.
	Metric string `json:"metric"`
	// Headline says that the metric is the headline.
	Headline bool `json:"headline"`
	// Other is the path of a report that counts otherwise.
	Other string `json:"other"`
	// Text says what the two count.
	Text string `json:"text"`
	// Files is the number of source files that the metric's total is without; it is 0 when Kind is "basis".
	Files int `json:"files"`
}

// Ratchet is what is covered now, beside what was in the past: in the file that "bdma baseline" writes, or in a report of the
// past. Nothing is compared when there is neither.
type Ratchet struct {
	// At is the first report, or for a package and a component its source file with most uncovered units.
	At facts.ID `json:"at"`
	// Scope is "total", "package" or "component".
	Scope string `json:"scope"`
	// Name is the path of the package or the name of the component; it is "all code" for the total.
	Name string `json:"name"`
	// Metric is the name of the metric.
	Metric string `json:"metric"`
	// Covered and Total are the counts now.
	Covered int `json:"covered"`
	// Total is the number of units that could have run.
	Total int `json:"total"`
	// ThenCovered and ThenTotal are the counts of the past.
	ThenCovered int `json:"then_covered"`
	// ThenTotal is the number of units that could have run in the past.
	ThenTotal int `json:"then_total"`
	// Now and Then are the counts in words: "812/900 (90.22 %)".
	Now string `json:"now"`
	// Then is the past in words.
	Then string `json:"then"`
	// FellBy is by how much the share of covered units fell, in thousandths of a percentage point, rounded up; it is 0 when
	// it did not fall, and above 0 however little it fell.
	FellBy int `json:"fell_by"`
	// RoseBy is by how much it rose, in thousandths of a percentage point, rounded down.
	RoseBy int `json:"rose_by"`
	// MoreUncovered is how many more units are uncovered than in the past; it is below 0 when there are fewer.
	MoreUncovered int `json:"more_uncovered"`
	// Baseline is the path of the file that records the past.
	Baseline string `json:"baseline"`
	// Partial says that code which was measured in the past is in no report now, so that the two totals are not of the same
	// code; see the table lost.
	Partial bool `json:"partial"`
	// Change says in words what is worse, or empty: "3 more uncovered, 1.25 percentage points less".
	Change string `json:"change"`
	// Needed is the number of units to cover until the share is not below the past's; it is 0 when it is not.
	Needed int `json:"needed"`
	// Recorded says that Baseline is the file that "bdma baseline" writes, as it is here and not in a base.
	Recorded bool `json:"recorded"`
}

// Incomparable is a metric of which the past cannot be compared with now.
type Incomparable struct {
	// At is the first report.
	At facts.ID `json:"at"`
	// Metric is the name of the metric.
	Metric string `json:"metric"`
	// Baseline is the path of the file that should record the past.
	Baseline string `json:"baseline"`
	// Text says why.
	Text string `json:"text"`
	// Gone says that Baseline is not there.
	Gone bool `json:"gone"`
}

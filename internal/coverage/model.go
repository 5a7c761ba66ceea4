package coverage

import "github.com/bdma-dev/bdma/internal/facts"

// Facts is what rules see of all coverage reports of a root. Counts are exact integers, of five metrics: "line",
// "branch", "function" (or method), "statement" (Go, Istanbul, .NET, Scala) and "instruction" (JVM). A metric that the reports do not speak of
// has no entry.
//
// Reports are joined by source file: a line, branch or function ran when any report says so, and counts once. Blocks of
// Go profiles count once, by position, as in "go test -cover".
type Facts struct {
	// Headline is the metric that people mean when they speak of the coverage: "statement" when all reports are of tools
	// whose own figure it is (Go, scoverage, dotCover), else "line", else what there is. It is empty when the reports hold
	// no data.
	Headline string `json:"headline"`
	// Totals are the totals by metric, without generated, excluded and external files.
	Totals map[string]Total `json:"totals"`
	// TotalsWithGenerated are the totals by metric of all files.
	TotalsWithGenerated map[string]Total `json:"totals_with_generated"`
	// Reports are the coverage reports, in the order of their paths.
	Reports []Report `json:"reports"`
	// Files are the source files that the reports speak of, in the order of their paths.
	Files []File `json:"files"`
	// Packages are the folders of these files, without generated and excluded files, in the order of their paths.
	Packages []Package `json:"packages"`
	// DeclaredMismatches are the totals that reports state and that differ from their own lines, however little.
	DeclaredMismatches []Mismatch `json:"declared_mismatches"`
	// Problems are the reports that could not be read, which are left out of all totals, and the files of Go coverage folders
	// that could not be made use of.
	Problems []facts.Problem `json:"problems"`
	// Expected are the globs of reports that must be there, in the order of bdma.yaml. There are none when the run looks at a
	// part of the repository only.
	Expected []Expected `json:"expected"`
	// Lost is code that was measured in the past and is in no report now: at most one row.
	Lost []Lost `json:"lost"`
	// VersionMixes are files of which Go profiles describe different versions.
	VersionMixes []VersionMix `json:"version_mixes"`
	// Incompatible are the reports that do not count what others do.
	Incompatible []Incompatible `json:"incompatible"`
	// Ratchet compares now with the past: the total first, then packages and components.
	Ratchet []Ratchet `json:"ratchet"`
	// Incomparable are the metrics of which the past cannot be compared with now.
	Incomparable []Incomparable `json:"incomparable"`
	// Change is the coverage of the lines that the change adds; it is absent when there is nothing to compare with.
	Change *ChangeTotals `json:"change,omitempty"`
	// UncoveredChanges are the runs of added lines that did not run, in the order of their paths and lines.
	UncoveredChanges []UncoveredChange `json:"uncovered_changes"`
	// UnmeasuredChanges are the changed source files of which no report says what ran, in the order of their paths.
	UnmeasuredChanges []UnmeasuredChange `json:"unmeasured_changes"`
	// Ignores are the comments in measured source files that take code out of the counts, in the order of their places.
	Ignores []Ignore `json:"ignores"`
	// Components are the components of bdma.yaml, in its order.
	Components []ComponentTotal `json:"components"`
	// Minimums are the folders and files for which bdma.yaml states a minimum, in the order of their paths. A file is among
	// them when its folder is not, or has another minimum.
	Minimums []MinimumTotal `json:"minimums"`
	// Units are what people call the units of each metric.
	Units map[string]Unit `json:"units"`
}

// Count is how much of one metric is covered.
type Count struct {
	// Covered is the number of units that ran.
	Covered int `json:"covered"`
	// Total is the number of units that could have run; it is above zero.
	Total int `json:"total"`
	// Percent is Covered of Total, cut (not rounded) to two decimals: "89.99"; "100" only if all and "0" only if none
	// ran. It is for display; compare the integers.
	Percent string `json:"percent"`
}

// Total is the coverage of all files in one metric.
type Total struct {
	// At is the first report that was read.
	At facts.ID `json:"at"`
	// Metric is the name of the metric.
	Metric string `json:"metric"`
	// Covered is the number of units that ran.
	Covered int `json:"covered"`
	// Total is the number of units that could have run; it is above zero.
	Total int `json:"total"`
	// Percent is Covered of Total, cut to two decimals; see Count.
	Percent string `json:"percent"`
	// Text is the whole in words, with what was counted and by which report: "1799/2000 (89.95 %, line, lcov.info)".
	Text string `json:"text"`
	// Worst are the places of those of WorstFiles that are in the repository.
	Worst []facts.ID `json:"worst"`
	// WorstFiles are the paths of up to five source files with most uncovered units of this metric, the worst first.
	WorstFiles []string `json:"worst_files"`
	// MeasuredBy names the report that counts this metric, or says how many do: "lcov.info", "3 reports".
	MeasuredBy string `json:"measured_by"`
}

// Report is one coverage report.
type Report struct {
	// At is the report's first line.
	At facts.ID `json:"at"`
	// Path is the report's path.
	Path string `json:"path"`
	// Format is "clover", "cobertura", "codacy", "codecov", "covdir", "coverage.py", "coveralls", "covr", "d", "dotcover", "gcov",
	// "gcov-intermediate", "gcov-json", "gcovr", "gcovr-summary", "go", "gocoverdir", "istanbul", "istanbul-summary", "jacoco",
	// "jacoco-csv", "lcov", "llvm-cov", "luacov", "ncover", "opencover", "scoverage", "simplecov", "sonarqube", "visualstudio",
	// "xccov" or "xccov-archive"; "none" for a report file without any content, and empty when the file could not be opened or
	// recognised.
	Format string `json:"format"`
	// Tool is the program that wrote the report where the report says so: "go", "coverage.py", "gcovr". It may be empty.
	Tool string `json:"tool"`
	// Readable says that the report was read to its end. If not, there is a problem that says why, and nothing of the
	// report is counted.
	Readable bool `json:"readable"`
	// Empty says that the report holds nothing that could be covered: 0 of 0 in every metric.
	Empty bool `json:"empty"`
	// Files is the number of source files that the report speaks of.
	Files int `json:"files"`
	// MatchedFiles is the number of these that are in the repository.
	MatchedFiles int `json:"matched_files"`
	// AmbiguousFiles is the number of these whose name fits several files of the repository equally well.
	AmbiguousFiles int `json:"ambiguous_files"`
	// UnmatchedExample is the first file name, as the report writes it, that is not in the repository; it may be empty.
	UnmatchedExample string `json:"unmatched_example"`
	// IgnoredRecords is the number of records that make no sense (line 0, hits "null") and were left out.
	IgnoredRecords int `json:"ignored_records"`
	// Metrics are the report's totals by metric, counted from its records.
	Metrics map[string]Count `json:"metrics"`
	// Declared are the totals by metric that the report itself states. An LCOV report states them per section: files in
	// several sections are left out, because their sections overlap. What tools for .NET count once for each method (a
	// statement that is in several, and the way into it) is counted as it is in Metrics.
	Declared map[string]Count `json:"declared"`
	// HasLines says that the report lists lines. One without them knows how much of a file ran, but not what: it cannot say
	// whether the lines of a change did.
	HasLines bool `json:"has_lines"`
	// Basis is how the lines of JavaScript are counted: "statement" when only the lines that a statement begins on count
	// (Istanbul), "source-line" when all do, blank ones and comments included (V8, as c8 converts it), and "mixed" when files
	// of a report differ. The same tests come to other totals, so that reports of two kinds cannot be compared. It is absent
	// when the format does not tell.
	Basis string `json:"basis,omitempty"`
	// GeneratedAt is when the report was written, in UTC, as in RFC 3339: "2026-03-10T13:11:21Z"; absent when it does not
	// say.
	GeneratedAt string `json:"generated_at,omitempty"`
	// GeneratedZoneless says that the report states this time without a time zone: read as UTC, it may be off by hours.
	GeneratedZoneless bool `json:"generated_zoneless,omitempty"`
	// Commit is the commit that was checked out when the report was written; absent when it does not say.
	Commit string `json:"commit,omitempty"`
	// ToolVersion is the version of Tool; absent when the report does not say.
	ToolVersion string `json:"tool_version,omitempty"`
	// Truncated says why the report is believed to be cut off; absent when it is whole as far as its format tells.
	Truncated string `json:"truncated,omitempty"`
	// Tracked says that git keeps the report, so that a checkout brings it along; absent when it does not, or when there is
	// no repository.
	Tracked bool `json:"tracked,omitempty"`
	// Stale are the signs that the report is older than the code, the strongest first. There are none for a report that
	// holds nothing of this repository.
	Stale []Sign `json:"stale"`
	// StaleLike is the path of an earlier report in the same folder that shows each of these signs, as another format of one
	// run does; absent when there is none.
	StaleLike string `json:"stale_like,omitempty"`
	// UnmatchedFiles is the number of its source files that are not in the repository, without those of other people: system
	// headers, vendored and installed packages.
	UnmatchedFiles int `json:"unmatched_files"`
	// UnmatchedExamples are the first three of these.
	UnmatchedExamples []string `json:"unmatched_examples"`
	// AmbiguousExample is the first of its file names that fits several files of the repository, and AmbiguousCandidates are
	// the first five of these; both are absent when there is none.
	AmbiguousExample string `json:"ambiguous_example,omitempty"`
	// AmbiguousCandidates are the files that AmbiguousExample fits.
	AmbiguousCandidates []string `json:"ambiguous_candidates,omitempty"`
	// MixedModes are the counter modes of a Go report that was put together of profiles in several: "set", "count",
	// "atomic". What ran is right all the same, but hit counts mean nothing then.
	MixedModes []string `json:"mixed_modes,omitempty"`
	// Parts is the number of files that the report consists of, when it is several: gcov writes one for each source file,
	// and those of a folder are one report, which goes by the path of the first.
	Parts int `json:"parts,omitempty"`
}

// File is a source file as all reports together describe it.
type File struct {
	// At is the file's first uncovered line, or when all ran, the first with a branch that was not taken. It is in the
	// report when the file is not in the repository.
	At facts.ID `json:"at"`
	// Path is the path in the repository, or the name in the report when the file is not in the repository.
	Path string `json:"path"`
	// Reports are the paths of the reports that speak of the file.
	Reports []string `json:"reports"`
	// Matched says that the file is in the repository.
	Matched bool `json:"matched"`
	// Candidates are the files of the repository that the name fits equally well, when the file could not be matched
	// for that reason.
	Candidates []string `json:"candidates"`
	// Generated says that a tool writes the file; see GeneratedBy.
	Generated bool `json:"generated"`
	// BeyondEnd says that a report speaks of lines after the file's end: it is not about this version of the file.
	BeyondEnd bool `json:"beyond_end"`
	// MixedVersions says that the Go profiles describe different versions of the file: blocks overlap in part, two
	// begin at one place and end at others, or one has two numbers of statements.
	MixedVersions bool `json:"mixed_versions"`
	// Metrics are the counts by metric.
	Metrics map[string]Count `json:"metrics"`
	// UncoveredRanges is the number of ranges of lines that did not run.
	UncoveredRanges int `json:"uncovered_ranges"`
	// Uncovered are the first twenty of these ranges: "12", "31-40". Lines that cannot run do not split a range.
	Uncovered []string `json:"uncovered"`
	// Untaken are the first twenty lines with branches that were not taken, and how many were: "12 (1 of 2)".
	Untaken []string `json:"untaken"`
	// Lineless says that the reports count the file's lines without listing them, so that nobody knows which ran.
	Lineless bool `json:"lineless,omitempty"`
	// GeneratedBy is what says that the file is generated: "header", a line such as "// Code generated … DO NOT EDIT."
	// (go.dev/s/generatedcode) or "@generated" at its top; "attribute", linguist-generated in .gitattributes; "setting",
	// bdma.yaml.
	GeneratedBy string `json:"generated_by,omitempty"`
	// Excluded says that bdma.yaml leaves the file out of the totals.
	Excluded bool `json:"excluded,omitempty"`
	// Changed says that the change touches the file.
	Changed bool `json:"changed,omitempty"`
	// Patch is the coverage of the lines that the change adds to the file, where reports say which lines ran.
	Patch *Patch `json:"patch,omitempty"`
	// MeasuredBy names the report that speaks of the file, or says how many do: "lcov.info", "3 reports".
	MeasuredBy string `json:"measured_by"`
	// Minimum is the least share of covered code that bdma.yaml states for this path, a decimal number in percent.
	Minimum string `json:"minimum,omitempty"`
	// MinimumMetric is what bdma.yaml says is counted for Minimum.
	MinimumMetric string `json:"minimum_metric,omitempty"`
	// External says that the file is not in the repository but where compilers and package managers keep other people's
	// code, such as /usr/include: gcov and lcov report on the headers of the standard library as well. It is left out of
	// the totals.
	External bool `json:"external,omitempty"`
}

// Package is a folder of source files.
type Package struct {
	// At is the package's file with most uncovered units of the headline metric, at its first uncovered line.
	At facts.ID `json:"at"`
	// Path is the folder: in the repository, or as the report names it when its files are not in the repository.
	Path string `json:"path"`
	// Files is the number of its files that reports speak of, folders below it and generated files not counted.
	Files int `json:"files"`
	// Metrics are the counts by metric.
	Metrics map[string]Count `json:"metrics"`
	// MeasuredBy names the report that speaks of the package, or says how many do: "lcov.info", "3 reports".
	MeasuredBy string `json:"measured_by"`
	// Minimum is the least share of covered code that bdma.yaml states for this folder, a decimal number in percent.
	Minimum string `json:"minimum,omitempty"`
	// MinimumMetric is what bdma.yaml says is counted for Minimum.
	MinimumMetric string `json:"minimum_metric,omitempty"`
	// WorstFiles are, by metric, the paths of up to five of its files with most uncovered units, the worst first.
	WorstFiles map[string][]string `json:"worst_files"`
}

// Mismatch is a total that a report states and that its own records contradict.
type Mismatch struct {
	// At is the report's first line.
	At facts.ID `json:"at"`
	// Report is the report's path.
	Report string `json:"report"`
	// Metric is the name of the metric.
	Metric string `json:"metric"`
	// Declared is what the report states: "812/900 (90.22 %)", or "90.22 %" where it states no counts.
	Declared string `json:"declared"`
	// Covered and Total are what the records of the report amount to.
	Covered int `json:"covered"`
	// Total is the number of units in the report's records.
	Total int `json:"total"`
	// Percent is Covered of Total, cut to two decimals; empty when Total is 0.
	Percent string `json:"percent"`
	// Difference is how far the two percentages are apart, in thousandths of a percentage point. When only one of them
	// exists (the other is 0 of 0), it is 100000.
	Difference int `json:"difference"`
}

// Package coverage reads coverage reports into facts. A reader is one file, and a format is found by content alone: see sniff.
// What is recognised and cannot be read is named, with the command that writes a report which can.
//
// On the way from a report to facts, a reader fills a table per source file (report, file), its names are led to files of the
// repository (repository.locate), the tables of all reports of a file become one (builder.join), and finish states what
// rules see (Facts). Join goes the same way and keeps the lines, for those who show or convert them.
//
// Reports of any size are streamed; memory grows with the source files and lines that they speak of.
package coverage

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

// Patterns are the names that tools give to their reports, those included that are only recognised. They decide which files
// are looked at; what a file is, its content says.
var Patterns = []string{
	// Go
	"**/{coverage,cover,c,profile,cov,unit,integration}.out", "**/*.{coverprofile,coverage.out,cover.out}", "**/coverage.txt", "**/{cover,coverage}.profile",
	// LCOV
	"**/{lcov,coverage,cov}.info", "**/*.lcov", "**/lcov.dat", "**/*lcov*.info",
	// Cobertura, JaCoCo and their kin in XML
	"**/coverage*.xml", "**/*cobertura*.xml", "**/*.cobertura.xml", "**/*jacoco*.xml", "**/jacocoTestReport.xml", "**/jacoco/**/{report,test}.xml",
	"**/*clover*.xml", "**/*.clover", "**/coverage.opencover.xml",
	"**/*{opencover,OpenCover,dotcover,dotCover}*.xml", "**/*.coveragexml", "**/scoverage.xml", "**/SonarQube.xml",
	// JSON
	"**/coverage-final.json", "**/coverage-summary.json", "**/coverage.json", "**/*.coverage.json", "**/.resultset.json", "**/excoveralls.json", "**/.last_run.json",
	// other text
	"**/jacoco*.csv", "**/*.gcov", "**/*.lst", "**/luacov.report.out", "**/*.gcov.json.gz", "**/*.gcov.json", "**/covdir.json", "**/codecov.json", "**/*-coverage.json",
	"**/{gcovr,llvm-cov,xccov,codacy-coverage,coveralls,summary_coverage}.json",
	// compressed
	"**/{coverage,cover}.out.gz", "**/*.{lcov,info}.gz", "**/{coverage,cobertura,jacoco}*.xml.gz",
	// binary
	"**/.coverage", "**/jacoco*.exec", "**/*.{profdata,profraw}", "**/{covmeta,covcounters}.*",
}

// A format is one that bdma reads. It is found by content (see sniff), and then read in one pass.
type format struct {
	name string
	read func(*input, *report) error
}

// noFormat is the format of a report file without any content: what a tool leaves behind when no test ran.
var noFormat = &format{name: "none", read: func(*input, *report) error { return nil }}

// Find picks the coverage reports among some files: those that bdma reads are one unit, and those that it only
// recognises are named.
func Find(tree *source.Tree, files []source.File) source.Found {
	var found source.Found
	var unit source.Unit
	type other struct{ file, what, instead string }
	var others []other
	var parts []string // of Go coverage folders
	for _, f := range files {
		v, err := sniffFile(tree, f.Path)
		switch {
		case err != nil:
			// Unreadable: it is a report only if its name says so.
			if hasReportName(f.Path) {
				unit.Files = append(unit.Files, f.Path)
			} else {
				found.Skipped = append(found.Skipped, source.Skipped{File: f.Path, Reason: source.Fault(f.Path, err)})
			}
		case v.format == goCoverDir && isCoverPart(f.Path):
			parts = append(parts, f.Path)
		case v.format != nil:
			unit.Files = append(unit.Files, f.Path)
		case v.what != "" && (!v.foreign || hasReportName(f.Path)):
			others = append(others, other{f.Path, v.refusal(), v.instead})
		case hasReportName(f.Path):
			found.Skipped = append(found.Skipped, source.Skipped{File: f.Path, Reason: "has the name of a coverage report, but not the content of one that bdma knows"})
		}
	}
	unit.Files = append(unit.Files, oneForEachFolder(parts)...)
	slices.Sort(unit.Files)
	unit.Files = slices.Compact(unit.Files)
	for _, o := range others {
		reason := o.what + "; " + o.instead
		if beside := sibling(unit.Files, o.file); beside != "" {
			reason = o.what + "; it judges " + beside + " beside it"
		}
		found.Skipped = append(found.Skipped, source.Skipped{File: o.file, Reason: reason})
	}
	slices.SortFunc(found.Skipped, func(a, b source.Skipped) int { return strings.Compare(a.File, b.File) })
	if len(unit.Files) > 0 {
		unit.Name = commonFolder(unit.Files)
		found.Units = []source.Unit{unit}
	}
	return found
}

func sibling(files []string, name string) string {
	for _, f := range files {
		if path.Dir(f) == path.Dir(name) {
			return path.Base(f)
		}
	}
	return ""
}

func commonFolder(files []string) string {
	dir := path.Dir(files[0])
	for _, f := range files[1:] {
		for dir != "." && !strings.HasPrefix(f, dir+"/") {
			dir = path.Dir(dir)
		}
	}
	return dir
}

// addAll joins all reports of a root.
func (b *builder) addAll(unit source.Unit, settings Settings) {
	b.settings, b.given = settings, unit.Files
	for _, parts := range inParts(unit.Files) {
		b.addParts(parts)
	}
}

// Read reads all reports of a root into one document of facts.
func Read(tree *source.Tree, unit source.Unit, settings Settings) *facts.Doc {
	return ReadTables(tree, unit, settings, nil)
}

// ReadTables is [Read] for some tables only.
func ReadTables(tree *source.Tree, unit source.Unit, settings Settings, tables facts.Tables) *facts.Doc {
	b := newBuilder(tree)
	b.addAll(unit, settings)
	model := b.finish()
	summary := summarize(model) // before the document uses the model up
	doc := facts.NewWith(facts.Coverage, unit.Name, b.files, &b.nodes, model, tables)
	doc.Judged, doc.Summary = len(unit.Files), summary
	return doc
}

// readReport reads one report. The format is known even when reading fails.
func readReport(tree *source.Tree, name string) (*report, *format, error) {
	return readNamed(tree, name, nil)
}

// readNamed is readReport for those who want the names of functions, as long as the ledger has room for them.
func readNamed(tree *source.Tree, name string, ledger *nameLedger) (*report, *format, error) {
	in, closeFile, err := openReport(tree, name, windowSize)
	if err != nil {
		return nil, nil, err
	}
	defer closeFile()
	for in.end-in.pos < sniffSize && in.more() {
	}
	if in.err != nil && in.end == in.pos {
		return nil, nil, in.err
	}
	v := sniff(name, in.buf[in.pos:min(in.end, in.pos+sniffSize)])
	if v.further {
		if v, err = sniffFurther(tree, name); err != nil {
			return nil, nil, err
		}
	}
	if v.format == nil {
		what := "it is not a coverage report that bdma reads"
		if v.what != "" {
			what = "it " + v.refusal()
		}
		return nil, nil, &syntaxError{message: what, hint: v.instead}
	}
	if v.format == goCoverDir && isCoverPart(name) {
		r, err := readCoverDir(tree, name)
		if err == nil && r.beyond != nil {
			err = tooManyFiles()
		}
		return r, v.format, err
	}
	r := newReport()
	r.ledger = ledger
	if err := v.format.read(in, r); err != nil {
		return nil, v.format, err
	}
	r.rest()
	if r.beyond != nil {
		return nil, v.format, tooManyFiles()
	}
	return r, v.format, nil
}

func tooManyFiles() error {
	return &syntaxError{message: fmt.Sprintf("it names more than %d source files", maxFiles), hint: "split the report"}
}

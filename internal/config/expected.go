package config

import (
	"path"

	"go.yaml.in/yaml/v3"

	"github.com/bdma-dev/bdma/internal/source"
)

// CoverageBaseline is the name of the file, beside bdma.yaml, in which coverage is recorded.
const CoverageBaseline = "bdma.coverage.json"

const baseDescription = "A coverage report of the past, such as one that CI downloads of the main branch: coverage is compared with it, " +
	"and not with what " + CoverageBaseline + " records."

// ExpectedReport is a glob of reports that must be there, and where it stands.
type ExpectedReport struct {
	Glob         string
	File         string
	Line, Column int
	// Match says whether a file is such a report.
	Match func(file string) bool
}

// ExpectedReports returns the elements of coverage.reports.
func (c *Config) ExpectedReports() []ExpectedReport {
	var out []ExpectedReport
	for _, g := range c.coverage.reports.list {
		out = append(out, ExpectedReport{
			Glob: g.text, File: c.Path, Line: g.at.line, Column: g.at.column,
			Match: c.matcher(globs{list: []glob{g}}),
		})
	}
	return out
}

// CoverageBaseline returns the path of the file in which coverage is recorded.
func (c *Config) CoverageBaseline() string { return path.Join(c.Dir, CoverageBaseline) }

// baseReport reads the path of the report of the past, which need not be there: the main branch may not have one yet.
func (r *reader) baseReport(node *yaml.Node) string {
	text, ok := r.text(node, "coverage.base")
	if !ok {
		return ""
	}
	name, inside := source.Resolve(r.config.Path, text)
	if text == "" || !inside || name == "." {
		r.add(r.at(node), "coverage.base must be the path of a report in the repository, not %q", text)
		return ""
	}
	return path.Clean(text)
}

package report

import (
	"bufio"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// mergedVersion is the version of the format; see jsonVersion.
const mergedVersion = 1

// mergedReport is what all coverage reports of a repository say together, as bdma coverage --report json writes it. Every key is
// always there unless it says otherwise.
type mergedReport struct {
	// Version is the version of this schema.
	Version int `json:"version" jsonschema:"enum=1"`
	// Tool is the program that wrote the report.
	Tool jsonTool `json:"tool"`
	// Headline is the metric that people mean when they speak of the coverage; empty when the reports hold no data.
	Headline string `json:"headline"`
	// Totals are the counts of all files that count, by metric.
	Totals map[string]jsonCount `json:"totals"`
	// Files are sorted by path.
	Files []mergedFile `json:"files"`
}

// mergedFile is a source file as all reports together describe it.
type mergedFile struct {
	// Path is the path in the repository, or the name in the report when the file is not in the repository.
	Path string `json:"path"`
	// Group is the module that a JaCoCo report names; it is there only when it does.
	Group string `json:"group,omitempty"`
	// InRepository is true when the file was found in the repository.
	InRepository bool `json:"in_repository"`
	// Generated is true when the file is not in the totals because a tool writes it.
	Generated bool `json:"generated"`
	// Excluded is true when the file is not in the totals because bdma.yaml says so.
	Excluded bool `json:"excluded"`
	// Metrics are the counts by metric.
	Metrics map[string]jsonCount `json:"metrics"`
	// Lines are the lines that can run: number, and how often it ran. Tools that only know whether it ran say 1.
	Lines [][2]int `json:"lines"`
	// Partial are the lines that ran in part.
	Partial []int `json:"partial"`
	// Branches are lines with branches: line, branches that were taken, branches.
	Branches [][3]int `json:"branches"`
	// Functions are the functions, as far as reports list them.
	Functions []mergedFunction `json:"functions"`
}

// mergedFunction is a function or method.
type mergedFunction struct {
	// Line is where the function begins; 0 where the report does not say.
	Line int `json:"line"`
	// Name is there only where a report says it.
	Name string `json:"name,omitempty"`
	// Hits is how often it was called.
	Hits int `json:"hits"`
}

func writeCoverageJSON(w *bufio.Writer, j *coverage.Joined, c Conversion) error {
	out := newJSONWriter(w)
	out.open("", "{")
	out.member("version", mergedVersion)
	out.member("tool", jsonTool{Name: "bdma", Version: c.Version, URL: website})
	s := coverageJSON(j.Summary)
	out.member("headline", s.Headline)
	out.member("totals", s.Totals)
	out.list("files", func(yield func(any) bool) {
		for f := range j.Files() {
			if !yield(mergedJSON(f)) {
				return
			}
		}
	})
	out.close("}")
	return out.end()
}

func mergedJSON(f *coverage.SourceFile) mergedFile {
	m := mergedFile{
		Path: f.Path, Group: f.Group, InRepository: f.Matched, Generated: f.Generated, Excluded: f.Excluded, Metrics: map[string]jsonCount{},
		Lines: [][2]int{}, Partial: []int{}, Branches: [][3]int{}, Functions: []mergedFunction{},
	}
	for _, c := range f.Counts {
		m.Metrics[c.Metric] = jsonCount(c.Count)
	}
	for l := range f.Lines(allLines) {
		if l.Code {
			m.Lines = append(m.Lines, [2]int{l.Number, l.Hits})
		}
		if l.Partial {
			m.Partial = append(m.Partial, l.Number)
		}
		if l.Branches > 0 {
			m.Branches = append(m.Branches, [3]int{l.Number, l.Taken, l.Branches})
		}
	}
	for _, fn := range f.Functions() {
		m.Functions = append(m.Functions, mergedFunction{Line: fn.Line, Name: fn.Name, Hits: fn.Hits})
	}
	return m
}

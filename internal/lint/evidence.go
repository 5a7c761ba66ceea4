package lint

import (
	"github.com/bdma-dev/bdma/internal/config"
	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/migration"
	"github.com/bdma-dev/bdma/internal/source"
)

// Evidence is something that a run would judge as a whole, before it is read.
type Evidence struct {
	Kind facts.Kind
	// Name is what the run calls it: a document, a folder of migrations, a folder of reports.
	Name string
	// Files are what it consists of. Those of reports are sorted.
	Files []string
	// Tool runs the migrations; it is empty for other kinds.
	Tool string
	// Formats are those of the reports, in the order of Files, "" for one that cannot be read; nil for other kinds.
	Formats []string
}

// Find lists what a run would judge, and the files that it would find and could not judge.
func Find(sel *config.Resolved, opt Options) ([]Evidence, []source.Skipped, error) {
	result := newResult()
	tasks, err := find(sel, opt, result)
	if err != nil {
		return nil, nil, err
	}
	var list []Evidence
	for _, t := range tasks {
		e := Evidence{Kind: t.kind.name, Name: t.unit.Name, Files: t.unit.Files}
		switch e.Kind {
		case facts.Migration:
			e.Tool = migration.Tool(opt.Tree, t.unit)
		case facts.Coverage:
			for _, f := range e.Files {
				e.Formats = append(e.Formats, coverage.FormatOf(opt.Tree, f))
			}
		}
		if len(e.Files) > 0 {
			list = append(list, e)
		}
	}
	return list, result.Skipped, nil
}

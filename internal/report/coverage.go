package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/coverage"
)

// metricNouns name the units of a metric, one and several.
var metricNouns = map[string][2]string{
	"line":        {"line", "lines"},
	"branch":      {"branch", "branches"},
	"function":    {"function", "functions"},
	"statement":   {"statement", "statements"},
	"instruction": {"instruction", "instructions"},
}

func units(metric string, n int) string {
	names := metricNouns[metric]
	return plural(n, cmp.Or(names[0], metric), cmp.Or(names[1], metric))
}

// share is how good a share of covered code looks. It is a colour and no verdict: rules judge.
type share int

const (
	noShare share = iota
	poorShare
	fairShare
	goodShare
)

// shareOf tells the colour of a count. Good is the 90 % of the charter, fair four fifths of it.
func shareOf(c coverage.Count) share {
	switch {
	case c.Total == 0:
		return noShare
	case c.Reaches(90):
		return goodShare
	case c.Reaches(72):
		return fairShare
	}
	return poorShare
}

// tenths returns how many of ten parts are full: ten only if everything is covered.
func tenths(c coverage.Count) int {
	n := 0
	for n < 10 && c.Total > 0 && c.Reaches(10*(n+1)) {
		n++
	}
	return n
}

// worstParts returns the parts that have any units of a metric, those that miss most of them first.
func worstParts(parts []coverage.Part, metric string) []*coverage.Part {
	var list []*coverage.Part
	for i := range parts {
		if parts[i].Count(metric).Total > 0 {
			list = append(list, &parts[i])
		}
	}
	slices.SortStableFunc(list, func(a, b *coverage.Part) int {
		return cmp.Compare(b.Count(metric).Missing(), a.Count(metric).Missing())
	})
	return list
}

// missing adds up what some parts miss.
func missing(parts []*coverage.Part, metric string) (n int) {
	for _, p := range parts {
		n += p.Count(metric).Missing()
	}
	return n
}

// coverageTitle says what the coverage is of: "2 reports · 41 source files, 3 of them generated".
func coverageTitle(s *coverage.Summary) string {
	parts := []string{count(s.Reports, "report", "reports")}
	if s.Unreadable > 0 {
		parts = append(parts, thousands(s.Unreadable)+" not readable and not counted")
	}
	parts = append(parts, count(s.Files, "source file", "source files"))
	if s.Generated > 0 {
		parts = append(parts, thousands(s.Generated)+" generated and not counted")
	}
	if s.Excluded > 0 {
		parts = append(parts, thousands(s.Excluded)+" excluded")
	}
	return strings.Join(parts, " · ")
}

// missedRanges says which lines did not run, as far as a number of bytes allows.
func missedRanges(f *coverage.ChangedFile, most int) string {
	var b strings.Builder
	for i, r := range f.Missed {
		if b.Len()+len(r)+2 > most {
			break
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(r)
	}
	if shown := strings.Count(b.String(), ", ") + 1; b.Len() > 0 && shown < f.MissedRanges {
		b.WriteString(" and " + thousands(f.MissedRanges-shown) + " more")
	}
	return b.String()
}

// worstChanged returns the files of a change, the unmeasured ones first, then those that miss most lines.
func worstChanged(c *coverage.ChangeSummary) []*coverage.ChangedFile {
	list := make([]*coverage.ChangedFile, 0, len(c.Files))
	for i := range c.Files {
		list = append(list, &c.Files[i])
	}
	slices.SortStableFunc(list, func(a, b *coverage.ChangedFile) int {
		if a.Unmeasured != b.Unmeasured {
			if a.Unmeasured {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.Missing(), a.Missing())
	})
	return list
}

// sinceBase names a change: "the change since origin/main".
func sinceBase(c *coverage.ChangeSummary) string {
	if c.Base == "" {
		return "the change"
	}
	return "the change since " + clip(c.Base, 200)
}

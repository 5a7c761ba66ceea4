package coverage

import (
	"math/bits"
	"slices"
	"strings"
)

// Summary is what people are shown of coverage beside findings: the counts of the facts, without places.
type Summary struct {
	// Headline is the metric that people mean when they speak of the coverage; empty when there is no data.
	Headline string
	// Totals are the counts of all files that count, the headline first. All are those of every file.
	Totals, All []MetricCount
	// Reports is the number of reports, and Unreadable the number of those that could not be read, of which nothing counts.
	Reports, Unreadable int
	// Files is the number of source files that reports speak of. Of these, Generated do not count because tools write them, and
	// Excluded because the configuration says so.
	Files, Generated, Excluded int
	// Packages are the folders of source files, in the order of their paths.
	Packages []Part
	// Components are the parts of the product that the configuration names.
	Components []Part
	// Change is what became of the lines of the change; nil when nothing was compared.
	Change *ChangeSummary
	// Past says that there was coverage of the past to hold this against.
	Past bool
}

// MetricCount is a count with the name of what is counted.
type MetricCount struct {
	Metric string
	Count
}

// Part is a part of the product: a package or a component.
type Part struct {
	Name  string
	Files int
	// Counts has the headline first, if the part has any of it.
	Counts []MetricCount
}

// Count returns the count of a metric; it is zero when there is none.
func (p *Part) Count(metric string) Count { return countOf(p.Counts, metric) }

// Count returns the total of a metric; it is zero when there is none.
func (s *Summary) Count(metric string) Count { return countOf(s.Totals, metric) }

func countOf(list []MetricCount, metric string) Count {
	for _, c := range list {
		if c.Metric == metric {
			return c.Count
		}
	}
	return Count{}
}

// Missing is the number of units that did not run.
func (c Count) Missing() int { return c.Total - c.Covered }

// Add adds the units of another count.
func (c Count) Add(d Count) Count {
	t := tally{covered: c.Covered, total: c.Total}
	t.add(tally{covered: d.Covered, total: d.Total})
	return Count{Covered: t.covered, Total: t.total, Percent: t.percent()}
}

// Reaches reports whether at least that many percent of the units ran.
func (c Count) Reaches(percent int) bool { return c.ReachesOf(percent, 100) }

// ReachesOf reports whether at least that many of scale parts of the units ran, exactly.
func (c Count) ReachesOf(parts, scale int) bool {
	hi1, lo1 := wideProduct(c.Covered, scale)
	hi2, lo2 := wideProduct(c.Total, parts)
	return hi1 > hi2 || hi1 == hi2 && lo1 >= lo2
}

// ChangeSummary is what became of the lines that a change adds or modifies.
type ChangeSummary struct {
	// Count is of the lines of the change that could have run. Those of unmeasured files did not.
	Count
	// Metric is what is counted, and Base what the change is compared with.
	Metric, Base string
	// Files are the source files of the change that have such lines, or that no report speaks of.
	Files []ChangedFile
}

// ChangedFile is a source file of the change.
type ChangedFile struct {
	Path string
	// Count is of the file's lines of the change that could have run; it is zero for an unmeasured file.
	Count
	// Missed are the ranges of these that did not run: "12", "31-40".
	Missed []string
	// MissedRanges is their number, of which Missed may be the first.
	MissedRanges int
	// Unmeasured says that no report speaks of the file.
	Unmeasured bool
}

// summarize takes from the facts what people are shown.
func summarize(f *Facts) *Summary {
	s := &Summary{Headline: f.Headline, Reports: len(f.Reports), Files: len(f.Files)}
	s.Totals, s.All = s.totals(f.Totals), s.totals(f.TotalsWithGenerated)
	for i := range f.Reports {
		s.Unreadable += bit(!f.Reports[i].Readable)
	}
	for i := range f.Files {
		s.Generated += bit(f.Files[i].Generated && !f.Files[i].Excluded)
		s.Excluded += bit(f.Files[i].Excluded)
	}
	for i := range f.Packages {
		p := &f.Packages[i]
		s.Packages = append(s.Packages, Part{Name: p.Path, Files: p.Files, Counts: s.ordered(p.Metrics)})
	}
	for i := range f.Components {
		c := &f.Components[i]
		s.Components = append(s.Components, Part{Name: c.Name, Files: c.Files, Counts: s.ordered(c.Metrics)})
	}
	s.Change = summarizeChange(f)
	s.Past = len(f.Ratchet)+len(f.Incomparable) > 0
	return s
}

// summarizeChange lists the measured files of the change that have lines which could have run, and the unmeasured ones.
func summarizeChange(f *Facts) *ChangeSummary {
	if f.Change == nil {
		return nil
	}
	metric := line.String()
	c := &ChangeSummary{Metric: metric, Count: f.Change.MetricsWithUnmeasured[metric], Base: f.Change.Base}
	unmeasured := make(map[string]bool, len(f.UnmeasuredChanges))
	for i := range f.UnmeasuredChanges {
		unmeasured[f.UnmeasuredChanges[i].Path] = true
		c.Files = append(c.Files, ChangedFile{Path: f.UnmeasuredChanges[i].Path, Unmeasured: true})
	}
	for i := range f.Files {
		row := &f.Files[i]
		if row.Patch == nil || row.Patch.Metrics[metric].Total == 0 || unmeasured[row.Path] {
			continue
		}
		c.Files = append(c.Files, ChangedFile{Path: row.Path, Count: row.Patch.Metrics[metric], Missed: row.Patch.MissedRanges, MissedRanges: row.Patch.missed})
	}
	slices.SortFunc(c.Files, func(a, b ChangedFile) int { return strings.Compare(a.Path, b.Path) })
	return c
}

func (s *Summary) totals(totals map[string]Total) []MetricCount {
	counts := make(map[string]Count, len(totals))
	for m, t := range totals {
		counts[m] = Count{Covered: t.Covered, Total: t.Total, Percent: t.Percent}
	}
	return s.ordered(counts)
}

// ordered lists the counts of metrics in the order in which people are shown them.
func (s *Summary) ordered(counts map[string]Count) []MetricCount {
	var list []MetricCount
	if c, ok := counts[s.Headline]; ok {
		list = append(list, MetricCount{s.Headline, c})
	}
	for _, m := range metricNames {
		if c, ok := counts[m]; ok && m != s.Headline {
			list = append(list, MetricCount{m, c})
		}
	}
	return list
}

func wideProduct(a, b int) (hi, lo uint64) { return bits.Mul64(uint64(a), uint64(b)) }

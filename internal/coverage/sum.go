package coverage

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// Sum returns what several summaries come to, each of reports of a part of the repository that is judged by itself. Their order does
// not matter; nil when there are none. A file of which two parts have a report counts in both.
func Sum(list []*Summary) *Summary {
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	all := &Summary{}
	headlines := make(map[string]int)
	for _, s := range list {
		all.Reports += s.Reports
		all.Unreadable += s.Unreadable
		all.Files += s.Files
		all.Generated += s.Generated
		all.Excluded += s.Excluded
		all.Past = all.Past || s.Past
		if s.Headline != "" {
			headlines[s.Headline] += s.Count(s.Headline).Total
		}
	}
	// What most of the code is counted in is what people mean.
	for _, h := range slices.Sorted(maps.Keys(headlines)) {
		if all.Headline == "" || headlines[h] > headlines[all.Headline] {
			all.Headline = h
		}
	}
	first := func(a, b MetricCount) int {
		return cmp.Or(cmp.Compare(boolRank(a.Metric != all.Headline), boolRank(b.Metric != all.Headline)), strings.Compare(a.Metric, b.Metric))
	}
	counts := func(of func(*Summary) []MetricCount) []MetricCount {
		var lists [][]MetricCount
		for _, s := range list {
			lists = append(lists, of(s))
		}
		return sumCounts(lists, first)
	}
	all.Totals = counts(func(s *Summary) []MetricCount { return s.Totals })
	all.All = counts(func(s *Summary) []MetricCount { return s.All })
	all.Packages = sumParts(list, func(s *Summary) []Part { return s.Packages }, first)
	all.Components = sumParts(list, func(s *Summary) []Part { return s.Components }, first)
	all.Change = sumChanges(list)
	return all
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sumCounts(lists [][]MetricCount, order func(a, b MetricCount) int) []MetricCount {
	sums := make(map[string]Count)
	for _, l := range lists {
		for _, c := range l {
			sums[c.Metric] = sums[c.Metric].Add(c.Count)
		}
	}
	var out []MetricCount
	for metric, c := range sums {
		out = append(out, MetricCount{metric, c})
	}
	slices.SortFunc(out, order)
	return out
}

func sumParts(list []*Summary, of func(*Summary) []Part, order func(a, b MetricCount) int) []Part {
	files := make(map[string]int)
	counts := make(map[string][][]MetricCount)
	for _, s := range list {
		for _, p := range of(s) {
			files[p.Name] += p.Files
			counts[p.Name] = append(counts[p.Name], p.Counts)
		}
	}
	var out []Part
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, Part{Name: name, Files: files[name], Counts: sumCounts(counts[name], order)})
	}
	return out
}

// sumChanges joins what became of the lines of one change.
func sumChanges(list []*Summary) *ChangeSummary {
	var all *ChangeSummary
	for _, s := range list {
		c := s.Change
		if c == nil {
			continue
		}
		if all == nil {
			all = &ChangeSummary{Metric: c.Metric, Base: c.Base}
		}
		all.Count = all.Count.Add(c.Count)
		all.Metric = cmp.Or(all.Metric, c.Metric)
		all.Files = append(all.Files, c.Files...)
	}
	if all == nil {
		return nil
	}
	// The lines of an unmeasured file are said of each part: a file that one of them measures is measured.
	measured := make(map[string]bool)
	for i := range all.Files {
		measured[all.Files[i].Path] = measured[all.Files[i].Path] || !all.Files[i].Unmeasured
	}
	seen := make(map[string]bool)
	all.Files = slices.DeleteFunc(all.Files, func(f ChangedFile) bool {
		drop := f.Unmeasured && (measured[f.Path] || seen[f.Path])
		seen[f.Path] = true
		return drop
	})
	slices.SortStableFunc(all.Files, func(a, b ChangedFile) int { return strings.Compare(a.Path, b.Path) })
	return all
}

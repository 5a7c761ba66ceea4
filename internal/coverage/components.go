package coverage

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// minimumOf returns what the configuration states for a file: the last of the minimums that match.
func (s *Settings) minimumOf(name string) (minimum, metric string) {
	for _, m := range slices.Backward(s.Minimums) {
		if m.Paths(name) {
			return m.Minimum, m.Metric
		}
	}
	return "", ""
}

// minimumOfFolder returns what the configuration states for each file of a folder, or for the folder itself. Where it states
// several things, none of them is for the folder.
func (s *Settings) minimumOfFolder(dir string, list []*merged) (minimum, metric string) {
	if len(s.Minimums) == 0 {
		return "", ""
	}
	for i, m := range list {
		a, b := s.minimumOf(m.path)
		if i > 0 && (a != minimum || b != metric) {
			return "", ""
		}
		minimum, metric = a, b
	}
	if minimum == "" {
		return s.minimumOf(dir)
	}
	return minimum, metric
}

// minimums lists what the configuration states a minimum for.
func (b *builder) minimums() {
	if len(b.settings.Minimums) == 0 {
		return
	}
	type stated struct{ minimum, metric string }
	folders := make(map[string]stated)
	for _, p := range b.model.Packages {
		folders[p.Path] = stated{p.Minimum, p.MinimumMetric}
		if p.Minimum != "" {
			b.model.Minimums = append(b.model.Minimums, MinimumTotal{At: p.At, Path: p.Path, Folder: true, Metrics: p.Metrics,
				Minimum: p.Minimum, Metric: p.MinimumMetric, MeasuredBy: p.MeasuredBy, WorstFiles: p.WorstFiles})
		}
	}
	byPath := make(map[string]*merged)
	for _, m := range b.list {
		if m.matched {
			byPath[m.path] = m
		}
	}
	for _, f := range b.model.Files {
		own := stated{f.Minimum, f.MinimumMetric}
		if f.Minimum != "" && f.Matched && !f.Generated && !f.Excluded && folders[path.Dir(f.Path)] != own {
			b.model.Minimums = append(b.model.Minimums, MinimumTotal{At: f.At, Path: f.Path, Metrics: f.Metrics,
				Minimum: f.Minimum, Metric: f.MinimumMetric, MeasuredBy: f.MeasuredBy, WorstFiles: worstByMetric([]*merged{byPath[f.Path]})})
		}
	}
	slices.SortStableFunc(b.model.Minimums, func(a, c MinimumTotal) int { return strings.Compare(a.Path, c.Path) })
}

// components states the coverage of each component of the configuration.
func (b *builder) components(headline metric) {
	for _, c := range b.settings.Components {
		var list []*merged
		var sum tallies
		for _, m := range b.list {
			if m.matched && m.counted() && c.Match(m.path) {
				list = append(list, m)
				sum.add(&m.tallies)
			}
		}
		node := facts.Node{Range: b.wholeFile}
		by := headline
		if i := slices.Index(metricNames[:], c.Metric); i >= 0 {
			by = metric(i)
		}
		if worst := worstOf(list, by); len(worst) > 0 {
			node = worst[0].node
		} else if len(list) > 0 {
			node = list[0].node
		} else if len(b.model.Reports) > 0 {
			node.File = b.model.Reports[0].Path
		}
		node.Pointer = "component " + c.Name
		b.model.Components = append(b.model.Components, ComponentTotal{
			At: b.nodes.Add(node), Name: c.Name, Files: len(list), Metrics: counts(&sum),
			Minimum: c.Minimum, Metric: c.Metric, MeasuredBy: b.measuring(list), WorstFiles: worstByMetric(list),
		})
	}
}

// worstOf returns up to five of some files with most uncovered units of a metric, the worst first.
func worstOf(list []*merged, m metric) []*merged {
	if m == numMetrics {
		return nil
	}
	list = slices.DeleteFunc(slices.Clone(list), func(f *merged) bool { return f.missing(m) == 0 })
	slices.SortStableFunc(list, func(a, c *merged) int { return cmp.Compare(c.missing(m), a.missing(m)) })
	return list[:min(len(list), mostWorst)]
}

// worstByMetric names the files of worstOf for each metric in which any misses something.
func worstByMetric(list []*merged) map[string][]string {
	worst := map[string][]string{}
	for m := range numMetrics {
		for _, f := range worstOf(list, m) {
			worst[m.String()] = append(worst[m.String()], f.path)
		}
	}
	return worst
}

// measuring names the report that speaks of some files, or says how many do.
func (b *builder) measuring(list []*merged) string {
	which := make(map[string]bool)
	for _, m := range list {
		for _, r := range m.reports {
			which[r] = true
		}
	}
	return measuredBy(b.among(which))
}

// counting names the report that counts a metric, or says how many do.
func (b *builder) counting(m metric) string {
	which := make(map[string]bool)
	for _, r := range b.model.Reports {
		if _, ok := r.Metrics[m.String()]; ok {
			which[r.Path] = true
		}
	}
	return measuredBy(b.among(which))
}

// among returns the paths of some reports in their order.
func (b *builder) among(which map[string]bool) (reports []string) {
	for _, r := range b.model.Reports {
		if which[r.Path] {
			reports = append(reports, r.Path)
		}
	}
	return reports
}

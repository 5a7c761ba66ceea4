package coverage

import (
	"fmt"
	"maps"
	"math/big"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
)

// ratchet compares what is covered with what was.
func (b *builder) ratchet(headline metric) {
	then := b.remembered()
	if then == nil {
		if s := &b.settings; s.BaseReport != "" && len(b.model.Problems) == 0 && headline < numMetrics {
			b.incomparable(headline, s.BaseReport, fmt.Sprintf("%s is not there", s.BaseReport))
			b.model.Incomparable[len(b.model.Incomparable)-1].Gone = true
		}
		return
	}
	now := b.present(headline)
	lost := b.lost(then, now, headline)
	partial := len(lost) > 0
	if partial {
		b.model.Lost = append(b.model.Lost, Lost{
			At: b.firstReport(then.file), Baseline: then.file, Packages: len(lost), Examples: lost[:min(len(lost), mostCandidates)],
			Text: listing(lost),
		})
	}
	if len(b.list) == 0 {
		return
	}
	sum, was := now.total(), then.total()
	for m := range numMetrics {
		switch {
		case sum[m].total == 0 && was[m].total == 0:
		case then.basis != now.basis && then.basis != "" && now.basis != "":
			b.incomparable(m, then.file, fmt.Sprintf("%s counts %s, and the reports count %s", then.file, basis(then.basis), basis(now.basis)))
		case was[m].total == 0:
			b.incomparable(m, then.file, fmt.Sprintf("%s does not record it", then.file))
		case sum[m].total == 0:
			b.incomparable(m, then.file, fmt.Sprintf("the reports do not count it, and %s does", then.file))
		default:
			b.compare(Ratchet{At: b.model.Totals[m.String()].At, Scope: "total", Name: "all code", Partial: partial}, m, sum[m], was[m], then)
			for _, p := range b.model.Packages {
				if pkg := then.packages[p.Path]; pkg != nil {
					b.compare(Ratchet{At: p.At, Scope: "package", Name: p.Path}, m, now.packages[p.Path].tallies[m], pkg.tallies[m], then)
				}
			}
			for _, c := range b.settings.Components {
				if now.worst[c.Name] == nil {
					continue
				}
				b.compare(Ratchet{At: now.worst[c.Name].at, Scope: "component", Name: c.Name, Partial: partial}, m, now.components[c.Name][m], then.components[c.Name][m], then)
			}
		}
	}
	rank := map[string]int{"total": 0, "package": 1, "component": 2}
	slices.SortStableFunc(b.model.Ratchet, func(a, c Ratchet) int { return rank[a.Scope] - rank[c.Scope] })
}

// listing writes some names, and how many more there are.
func listing(names []string) string {
	text := strings.Join(names[:min(len(names), mostCandidates)], ", ")
	if more := len(names) - mostCandidates; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// compare adds a row, unless one of the counts is of nothing.
func (b *builder) compare(row Ratchet, m metric, now, then tally, past *past) {
	now, then = now.sane(), then.sane()
	if now.total == 0 || then.total == 0 {
		return
	}
	row.Metric, row.Baseline, row.Recorded = m.String(), past.file, past.recorded
	row.Covered, row.Total, row.ThenCovered, row.ThenTotal = now.covered, now.total, then.covered, then.total
	row.Now, row.Then = now.words(), then.words()
	row.MoreUncovered = (now.total - now.covered) - (then.total - then.covered)
	// (then − now) × rateScale, as one fraction.
	fraction := new(big.Int).Sub(product(then.covered, now.total), product(now.covered, then.total))
	fraction.Mul(fraction, big.NewInt(rateScale))
	whole, rest := new(big.Int).QuoRem(fraction, product(now.total, then.total), new(big.Int))
	var worse []string
	if row.MoreUncovered > 0 {
		worse = append(worse, fmt.Sprintf("%d more uncovered", row.MoreUncovered))
	}
	switch fraction.Sign() {
	case 1:
		row.FellBy = int(whole.Int64()) + bit(rest.Sign() != 0)
		worse = append(worse, percentagePoints(row.FellBy)+" percentage points less")
		least, part := new(big.Int).QuoRem(product(then.covered, now.total), big.NewInt(int64(then.total)), new(big.Int))
		row.Needed = int(least.Int64()) + bit(part.Sign() != 0) - now.covered
	case -1:
		row.RoseBy = int(-whole.Int64())
	}
	row.Change = strings.Join(worse, ", ")
	b.model.Ratchet = append(b.model.Ratchet, row)
}

// percentagePoints writes thousandths of a percentage point, rounded up to hundredths: what fell is never nothing.
func percentagePoints(thousandths int) string {
	n := (thousandths + 9) / 10
	return fmt.Sprintf("%d.%02d", n/100, n%100)
}

func product(a, b int) *big.Int { return new(big.Int).Mul(big.NewInt(int64(a)), big.NewInt(int64(b))) }

// words writes a count as people read it: "812/900 (90.22 %)".
func (t tally) words() string {
	if t.total == 0 {
		return "0/0"
	}
	return fmt.Sprintf("%d/%d (%s %%)", t.covered, t.total, t.percent())
}

func (b *builder) incomparable(m metric, file, text string) {
	b.model.Incomparable = append(b.model.Incomparable, Incomparable{At: b.firstReport(file), Metric: m.String(), Baseline: file, Text: text})
}

// firstReport returns the place of the first report, or of another file when there is none.
func (b *builder) firstReport(file string) facts.ID {
	if len(b.model.Reports) > 0 {
		return b.model.Reports[0].At
	}
	return b.nodes.Add(facts.Node{File: b.listed(file), Range: b.wholeFile, Pointer: file})
}

// lost lists the packages of the past that are still there and that no report speaks of now.
func (b *builder) lost(then, now *past, headline metric) []string {
	measured := make(map[string]bool)
	for _, m := range b.list {
		measured[path.Dir(m.path)] = true
	}
	var gone []string
	for _, dir := range slices.Sorted(maps.Keys(then.packages)) {
		if p := then.packages[dir]; now.packages[dir] == nil && !measured[dir] && (headline == numMetrics || p.tallies[headline].total > 0) {
			gone = append(gone, dir)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	if b.repo == nil {
		b.repo = newRepository(b.tree)
	}
	holds := make(map[string]bool)
	for file := range b.repo.files {
		dir := path.Dir(file)
		if p := then.packages[dir]; p != nil && !holds[dir] && !measured[dir] && p.files[path.Ext(file)] > 0 && !b.left(file) {
			holds[dir] = true
		}
	}
	return slices.DeleteFunc(gone, func(dir string) bool { return !holds[dir] })
}

// left reports whether a source file has a reason not to be in any report: it is a test, it is not to be counted, or it
// holds no code.
func (b *builder) left(file string) bool {
	base := path.Base(file)
	if strings.Contains(base, "_test.") || strings.Contains(base, ".test.") || strings.Contains(base, ".spec.") || strings.HasPrefix(base, "test_") {
		return true
	}
	if x := b.settings.Excluded; x != nil && x(file) {
		return true
	}
	if g := b.settings.Generated; g != nil && g(file) {
		return true
	}
	if path.Ext(file) != ".go" {
		return false
	}
	data, err := b.tree.Read(file, mostSource)
	return err == nil && (isGenerated(data) || !strings.Contains(string(data), "func"))
}

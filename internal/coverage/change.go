package coverage

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

const (
	mostUncoveredChanges = 20_000
	mostMissedRanges     = 100
)

// changes is what is known of the change while files are looked at.
type changes struct {
	byPath     map[string]*source.ChangedFile
	sum        tallies
	partial    int
	files      int
	reports    map[string]bool
	worst      []changedWorst
	unmeasured []lineless
}

// lineless is a changed file of which a report has counts but no lines.
type lineless struct {
	*source.ChangedFile
	report string
}

// changedWorst is a changed file with lines that did not run.
type changedWorst struct {
	path    string
	missing int
	at      facts.ID
}

// begin makes the change ready to be looked up; nil means that there is none.
func (s *Settings) begin() *changes {
	if s.Change == nil {
		return nil
	}
	c := &changes{byPath: make(map[string]*source.ChangedFile, len(s.Change.Files)), reports: make(map[string]bool)}
	for i := range s.Change.Files {
		c.byPath[s.Change.Files[i].Path] = &s.Change.Files[i]
	}
	return c
}

// spansOf turns added lines into spans, each of which is a run of lines without an unchanged one between them.
func spansOf(added []source.LineRange) spans {
	list := make([]span, 0, len(added))
	for _, a := range added {
		if a.First > 0 && a.First <= a.Last && a.First <= maxLine {
			list = append(list, span{uint32(a.First), uint32(min(a.Last, maxLine))})
		}
	}
	return join(list)
}

// patch states what the change adds to a file, which has been counted already.
func (b *builder) patch(m *merged, row *File, view lineView, data []byte) {
	if b.changes == nil || !m.matched {
		return
	}
	changed := b.changes.byPath[m.path]
	if changed == nil {
		return
	}
	row.Changed = true
	if m.generated {
		return
	}
	for _, r := range m.reports {
		b.changes.reports[r] = true
	}
	b.changes.files++
	if len(view.all) == 0 {
		if m.tallies[line].total > 0 || m.tallies[statement].total > 0 || m.tallies[instruction].total > 0 {
			b.changes.unmeasured = append(b.changes.unmeasured, lineless{changed, m.reports[0]})
			return
		}
		row.Patch = &Patch{Metrics: map[string]Count{}, MissedRanges: []string{}}
		return
	}
	lines := facts.NewLines(data)
	added := spansOf(changed.Added)
	if data != nil {
		added = added.upTo(uint32(lines.Len()))
	}
	if idle := idleLines(m.path, data); len(idle) > 0 {
		view.all, view.hit = view.all.without(idle), view.hit.without(idle)
	}
	partly := m.partly(added)
	if len(m.blocks.list) > 0 && data != nil {
		code := scanGo(data)
		m.otherVersion = otherGo(m, code, data, added)
		view, partly = code.view(m.blocks.sorted())
	}
	runs := addedLines(view, added)
	var t tallies
	p := &Patch{MissedRanges: []string{}}
	known := make(map[string]int)
	first := facts.ID(-1)
	for _, run := range runs {
		t[line].total += run.covered.len() + run.missed.len()
		t[line].covered += run.covered.len()
		p.Partial += overlap(run.covered, partly)
		for _, s := range run.ranges {
			if p.missed++; p.missed <= mostMissedRanges {
				p.MissedRanges = append(p.MissedRanges, s.span.String())
			}
			if len(b.model.UncoveredChanges) == mostUncoveredChanges {
				continue
			}
			row := uncoveredRow(m.path, s, lines)
			code := m.path + " " + clip(bytes.TrimSpace(lines.Line(row.First)))
			if known[code]++; known[code] > 1 {
				code += " #" + strconv.Itoa(known[code])
			}
			row.At = b.nodes.Add(facts.Node{File: m.path, Range: rangeOf(lines, row.First, row.Last), Pointer: code})
			if first < 0 {
				first = row.At
			}
			b.model.UncoveredChanges = append(b.model.UncoveredChanges, row)
		}
	}
	m.eachBranching(func(l lineTally) {
		if added.has(l.line) {
			t[branch].add(tally{covered: int(l.covered), total: int(l.total)})
		}
	})
	p.Metrics = counts(&t)
	row.Patch = p
	b.changes.sum.add(&t)
	b.changes.partial += p.Partial
	if missing := t[line].total - t[line].covered; missing > 0 && first >= 0 {
		b.changes.worst = append(b.changes.worst, changedWorst{m.path, missing, first})
	}
}

func uncoveredRow(name string, s missedRun, lines *facts.Lines) UncoveredChange {
	return UncoveredChange{Path: name, First: int(s.first), Last: min(int(s.last), max(lines.Len(), int(s.first))), Lines: s.lines, Text: s.span.String()}
}

// rangeOf is from the code of one line to the end of another.
func rangeOf(lines *facts.Lines, first, last int) facts.Range {
	start := facts.Position{Line: first, Column: 1}
	text := lines.Line(first)
	if len(bytes.TrimSpace(text)) == 0 {
		return facts.Range{Start: start}
	}
	from := lines.Offset(start) + len(text) - len(bytes.TrimLeft(text, " \t"))
	to := lines.Offset(facts.Position{Line: last, Column: 1}) + len(bytes.TrimRight(lines.Line(last), " \t"))
	return textRange(lines, from, max(from, to))
}

// textRange is the range of a piece of a source file. Bytes that are no code points, of which alone a line of a binary file may
// consist, have no extent.
func textRange(lines *facts.Lines, from, to int) facts.Range {
	r := lines.Range(from, to)
	if r.End == r.Start {
		r.End = facts.Position{}
	}
	return r
}

// addedRun is what became of the lines of one run of added lines.
type addedRun struct {
	covered, missed spans
	ranges          []missedRun
}

// missedRun is a range without a line that ran, and the number of those in it that could have.
type missedRun struct {
	span
	lines int
}

// addedLines divides the added lines that can run into those that did and those that did not.
func addedLines(view lineView, added spans) []addedRun {
	var runs []addedRun
	all, hit := view.all, view.hit
	for _, a := range added {
		var run addedRun
		for len(all) > 0 && all[0].last < a.first {
			all = all[1:]
		}
		for len(hit) > 0 && hit[0].last < a.first {
			hit = hit[1:]
		}
		wasHit := true
		h := hit
		for _, s := range all {
			if s.first > a.last {
				break
			}
			for n := max(s.first, a.first); n <= min(s.last, a.last); n++ {
				for len(h) > 0 && h[0].last < n {
					h = h[1:]
				}
				isHit := len(h) > 0 && h[0].first <= n
				switch {
				case isHit:
					run.covered = push(run.covered, n)
				case wasHit:
					run.missed = push(run.missed, n)
					run.ranges = append(run.ranges, missedRun{span{n, n}, 1})
				default:
					run.missed = push(run.missed, n)
					last := &run.ranges[len(run.ranges)-1]
					last.last = n
					last.lines++
				}
				wasHit = isHit
			}
		}
		if len(run.covered)+len(run.missed) > 0 {
			runs = append(runs, run)
		}
	}
	return runs
}

// push adds a line after the others.
func push(s spans, line uint32) spans {
	if n := len(s); n > 0 && s[n-1].last+1 == line {
		s[n-1].last = line
		return s
	}
	return append(s, span{line, line})
}

// upTo returns the spans without what lies after a line.
func (s spans) upTo(line uint32) spans {
	for n := len(s); n > 0 && s[n-1].last > line; n = len(s) {
		if s[n-1].first <= line {
			s[n-1].last = line
			break
		}
		s = s[:n-1]
	}
	return s
}

// without returns the spans without the lines of others.
func (s spans) without(others spans) spans {
	if len(others) == 0 {
		return s
	}
	var out spans
	for _, r := range s {
		for len(others) > 0 && others[0].last < r.first {
			others = others[1:]
		}
		for _, o := range others {
			if o.first > r.last || r.first > r.last {
				break
			}
			if o.first > r.first {
				out = append(out, span{r.first, o.first - 1})
			}
			r.first = o.last + 1
		}
		if r.first <= r.last {
			out = append(out, r)
		}
	}
	return out
}

// has reports whether a line is in the spans.
func (s spans) has(line uint32) bool {
	i, found := slices.BinarySearchFunc(s, line, func(r span, l uint32) int { return cmp.Compare(r.first, l) })
	return found || i > 0 && s[i-1].last >= line
}

// overlap counts the lines of some spans that are in others.
func overlap(a, b spans) (n int) {
	for len(a) > 0 && len(b) > 0 {
		first, last := max(a[0].first, b[0].first), min(a[0].last, b[0].last)
		if first <= last {
			n += int(last-first) + 1
		}
		if a[0].last < b[0].last {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return n
}

// partly returns the lines among some that did not run in each of their branches.
func (f *file) partly(among spans) (list spans) {
	f.eachBranching(func(l lineTally) {
		if l.covered < l.total && among.has(l.line) {
			list = push(list, l.line)
		}
	})
	return list
}

// change states what the change amounts to.
func (b *builder) change() {
	c := b.changes
	if c == nil {
		return
	}
	b.unmeasured()
	t := &ChangeTotals{
		Base: b.settings.Change.Base, Files: c.files, Partial: c.partial,
		Missing: c.sum[line].total - c.sum[line].covered,
		Metrics: counts(&c.sum), UnmeasuredFiles: len(b.model.UnmeasuredChanges),
		Worst: []facts.ID{}, WorstFiles: []string{},
		MeasuredBy: measuredBy(b.among(c.reports)),
	}
	for _, u := range b.model.UnmeasuredChanges {
		t.UnmeasuredLines += u.Lines
		c.worst = append(c.worst, changedWorst{u.Path, u.Lines, u.At})
	}
	with := c.sum
	with[line].add(tally{total: t.UnmeasuredLines})
	t.MetricsWithUnmeasured = counts(&with)
	t.Text = "no added line can run"
	if l := c.sum[line]; l.total > 0 {
		t.Text = coverageText(l, line, t.MeasuredBy)
	}
	slices.SortStableFunc(c.worst, func(a, d changedWorst) int {
		return cmp.Or(cmp.Compare(d.missing, a.missing), strings.Compare(a.path, d.path))
	})
	for _, w := range c.worst[:min(len(c.worst), mostWorst)] {
		t.WorstFiles = append(t.WorstFiles, w.path)
		t.Worst = append(t.Worst, w.at)
	}
	node := facts.Node{Pointer: "change", Range: b.wholeFile}
	if len(t.Worst) > 0 {
		first := b.nodes.Get(t.Worst[0])
		node.File, node.Range = first.File, first.Range
		t.Worst = t.Worst[1:]
	} else if len(b.model.Reports) > 0 {
		node.File = b.model.Reports[0].Path
	}
	t.At = b.nodes.Add(node)
	b.model.Change = t
}

// coverageText writes a count with what was counted and by whom.
func coverageText(t tally, m metric, by string) string {
	return fmt.Sprintf("%d/%d (%s %%, %s, %s)", t.covered, t.total, t.percent(), m, by)
}

// measuredBy names the one report, or says how many there are.
func measuredBy(reports []string) string {
	switch len(reports) {
	case 0:
		return "no report"
	case 1:
		return reports[0]
	}
	return strconv.Itoa(len(reports)) + " reports"
}

// unmeasured states which changed source files no report measures.
func (b *builder) unmeasured() {
	for _, c := range b.changes.unmeasured {
		b.unmeasuredRow(c.ChangedFile, "counts", c.report)
	}
	if b.repo == nil {
		return
	}
	near := newNeighbours(b)
	for i := range b.settings.Change.Files {
		c := &b.settings.Change.Files[i]
		if len(c.Added) == 0 || !near.expect(c.Path) {
			continue
		}
		b.unmeasuredRow(c, "absent", "")
	}
	slices.SortFunc(b.model.UnmeasuredChanges, func(a, d UnmeasuredChange) int { return strings.Compare(a.Path, d.Path) })
}

func (b *builder) unmeasuredRow(c *source.ChangedFile, reason, report string) {
	data, err := b.tree.Read(c.Path, mostSource)
	if err != nil || b.generatedBy(c.Path, data) != "" || b.settings.Excluded != nil && b.settings.Excluded(c.Path) {
		return
	}
	code := codeLines(c.Path, data)
	if len(code) == 0 {
		return
	}
	added := spansOf(c.Added)
	lines := facts.NewLines(data)
	for _, i := range findIgnored(c.Path, data, lines, &file{}) {
		if i.effective() {
			code = slices.DeleteFunc(code, func(l int) bool { return uint32(l) >= i.lines.first && uint32(l) <= i.lines.last })
		}
	}
	added = added.without(nocov(c.Path, data))
	n, first := 0, 0
	for _, l := range code {
		if added.has(uint32(l)) {
			if n++; n == 1 {
				first = l
			}
		}
	}
	if n == 0 {
		return
	}
	b.files = append(b.files, c.Path)
	b.model.UnmeasuredChanges = append(b.model.UnmeasuredChanges, UnmeasuredChange{
		At:   b.nodes.Add(facts.Node{File: c.Path, Range: rangeOf(lines, first, first), Pointer: c.Path}),
		Path: c.Path, Lines: n, New: c.New, Reason: reason, Report: report,
	})
}

// neighbours are the folders of measured files, by language and module: where a file stands among such, it should be
// measured too.
type neighbours struct {
	b        *builder
	measured map[string]bool
	groups   map[string]*neighbourhood
}

// neighbourhood is where the measured files of one language in one module are.
type neighbourhood struct {
	common string          // the folder above all of them
	direct map[string]bool // folders with such files
	first  map[string]bool // the folders right below the common one that hold some
}

func newNeighbours(b *builder) *neighbours {
	n := &neighbours{b: b, measured: make(map[string]bool), groups: make(map[string]*neighbourhood)}
	var byGroup = make(map[string][]string)
	for _, m := range b.list {
		if m.matched {
			n.measured[m.path] = true
			key := n.group(m.path)
			byGroup[key] = append(byGroup[key], m.path)
		}
	}
	for key, files := range byGroup {
		h := &neighbourhood{common: commonFolder(files), direct: make(map[string]bool), first: make(map[string]bool)}
		for _, f := range files {
			h.direct[path.Dir(f)] = true
			h.first[below(h.common, f)] = true
		}
		n.groups[key] = h
	}
	return n
}

// below returns the first folder on the way from a folder to a file in it, or nothing when the file stands right there.
func below(dir, file string) string {
	rel := file
	if dir != "." {
		rel = strings.TrimPrefix(file, dir+"/")
	}
	first, _, deeper := strings.Cut(rel, "/")
	if !deeper {
		return ""
	}
	return first
}

// manifests stand at the top of a module of some language.
var manifests = []string{"go.mod", "package.json", "pyproject.toml", "setup.py", "setup.cfg", "pom.xml", "build.gradle", "build.gradle.kts", "Cargo.toml", "composer.json", "Gemfile", "mix.exs", "build.sbt", "pubspec.yaml", "Package.swift"}

// group names the language and the module of a file: its extension and the nearest folder with a manifest.
func (n *neighbours) group(name string) string {
	for _, dir := range ancestors(name) {
		for _, m := range manifests {
			if n.b.repo.files[path.Join(dir, m)] {
				return dir + "\x00" + path.Ext(name)
			}
		}
	}
	return ".\x00" + path.Ext(name)
}

// expect reports whether a file should be measured and is not. It should where measured files of its language stand in its
// folder, above it, or under one roof with it that is not the top of the module: there configuration and scripts live.
func (n *neighbours) expect(name string) bool {
	if n.measured[name] || path.Ext(name) == "" || isTest(name) || !n.b.repo.files[name] {
		return false
	}
	h := n.groups[n.group(name)]
	if h == nil {
		return false
	}
	dir := path.Dir(name)
	if h.direct[dir] {
		return true
	}
	if h.common != "." && !strings.HasPrefix(name, h.common+"/") {
		return false
	}
	first := below(h.common, name)
	if first == "" {
		return false // among measured folders, but right there is no measured file
	}
	if h.first[first] {
		return true
	}
	module, _, _ := strings.Cut(n.group(name), "\x00")
	return h.common != module && h.common != "."
}

package coverage

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/source"
)

const (
	mostRanges     = 20
	mostWorst      = 5
	mostCandidates = 5
	mostSource     = 4 << 20 // of a source file that is looked at
)

// builder joins reports and states the facts.
type builder struct {
	tree  *source.Tree
	repo  *repository
	nodes facts.Nodes
	model Facts
	files []string
	byKey map[string]*merged
	list  []*merged

	wholeFile facts.Range
	onlyGo    bool
	settings  Settings
	changes   *changes // nil when nothing is known of a change

	standIns map[string]string // of each Go coverage folder, the file that it was found by
	given    []string          // the files of all reports
	// keep holds on to the lines of files, for those who show them.
	keep   bool
	ledger *nameLedger
}

// merged is a source file as several reports see it.
type merged struct {
	*file
	path      string
	matched   bool
	among     []string
	reports   []string
	generated bool
	at        facts.ID
	node      facts.Node
	tallies   tallies

	ends   []uint32 // the last line that each of the reports speaks of
	length int      // in lines; zero when the file was not looked at
	// generatedBy is what says that it is generated.
	generatedBy string
	excluded    bool // it is not counted then, as if it were generated
	external    bool // nor then
	// otherVersion says how the change shows that the reports are of another version of the file.
	otherVersion string
}

// counted reports whether a file is in the totals.
func (m *merged) counted() bool { return !m.generated && !m.excluded && !m.external }

func newBuilder(tree *source.Tree) *builder {
	return &builder{
		tree:  tree,
		byKey: make(map[string]*merged),
		model: Facts{
			Totals:              map[string]Total{},
			TotalsWithGenerated: map[string]Total{},
			Reports:             []Report{},
			Files:               []File{},
			Packages:            []Package{},
			DeclaredMismatches:  []Mismatch{},
			Problems:            []facts.Problem{},
			Expected:            []Expected{},
			Lost:                []Lost{},
			VersionMixes:        []VersionMix{},
			Incompatible:        []Incompatible{},
			Ratchet:             []Ratchet{},
			Incomparable:        []Incomparable{},
			UncoveredChanges:    []UncoveredChange{},
			UnmeasuredChanges:   []UnmeasuredChange{},
			Ignores:             []Ignore{},
			Components:          []ComponentTotal{},
			Minimums:            []MinimumTotal{},
			Units:               units(),
		},
		wholeFile: facts.Range{Start: facts.Position{Line: 1, Column: 1}},
		onlyGo:    true,
	}
}

// addParts reads a report that may consist of several files. One that cannot be read is a report of its own.
func (b *builder) addParts(parts []string) {
	for len(parts) > 0 {
		parts = b.add(parts[0], parts[1:]...)
	}
}

// add reads one report and joins it to those before it. It returns the parts that it did not read.
func (b *builder) add(name string, parts ...string) (rest []string) {
	r, f, err := readNamed(b.tree, name, b.ledger)
	if err == nil {
		r, f, err = b.readParts(r, f, parts)
		parts = nil
	}
	first := b.wholeFile
	if f == goCoverDir && isCoverPart(name) {
		part := name
		name, first = coverFolder(name), facts.Range{}
		if b.standIns == nil {
			b.standIns = make(map[string]string)
		}
		b.standIns[name] = part
	}
	b.files = append(b.files, name)
	row := Report{
		At:       b.nodes.Add(facts.Node{File: name, Range: first, Pointer: name}),
		Path:     name,
		Metrics:  map[string]Count{},
		Declared: map[string]Count{},
		Stale:    []Sign{}, UnmatchedExamples: []string{},
	}
	if f != nil {
		row.Format = f.name
	}
	if err != nil {
		b.problem(name, err)
		b.model.Reports = append(b.model.Reports, row)
		return parts
	}
	if r.ignored > 0 && len(r.files) > 0 && r.nothing() {
		b.problem(name, &syntaxError{at: r.firstIgnored, message: "it holds no record that makes sense; the first that does not is here",
			hint: rewriteHint})
		b.model.Reports = append(b.model.Reports, row)
		return parts
	}
	row.Readable = true
	for _, note := range r.notes {
		b.problem(name, note)
	}
	if len(r.modes) > 1 {
		row.MixedModes = r.modes
	}
	row.Tool, row.Files, row.IgnoredRecords = r.tool, len(r.files), r.ignored
	row.Truncated, row.Parts = r.truncated, r.parts
	if f != noFormat {
		b.onlyGo = b.onlyGo && (f == goProfile || f == goCoverDir || f == scoverage || f == dotCover)
	}

	var sum, once tallies
	all := make([]tallies, len(r.files))
	for i, f := range r.files {
		f.settle()
		all[i] = f.tallies()
		sum.add(&all[i])
		if f.sections <= 1 {
			once.add(&all[i])
		}
	}
	row.Empty = sum.empty()
	row.Metrics, row.Declared = counts(&sum), counts(&r.declared)
	b.mismatches(&row, r, &once)
	row.origin(r)

	if b.repo == nil && len(r.files) > 0 {
		b.repo = newRepository(b.tree)
	}
	if len(r.files) > 0 {
		b.repo.configure(b.settings)
		for i, p := range b.repo.locate(r, name) {
			f := r.files[i]
			switch {
			case p.path != "":
				row.MatchedFiles++
			case len(p.among) > 0:
				row.AmbiguousFiles++
			}
			if p.path == "" && row.UnmatchedExample == "" {
				row.UnmatchedExample = f.name
			}
			if f.surplus > 0 && p.path != "" {
				if source, err := b.tree.Read(p.path, mostSource); err == nil {
					f.dropDocstrings(source)
				}
			}
			row.stray(f, p)
			b.join(f, p, name)
		}
	}
	b.model.Reports = append(b.model.Reports, row)
	return parts
}

func (b *builder) problem(name string, err error) {
	n := facts.Node{File: name, Pointer: name}
	p := facts.Problem{Message: err.Error()}
	if e, ok := err.(*syntaxError); ok {
		n.Range.Start = e.at
		p.Hint = e.hint
		if e.file != "" {
			n.File = e.file
			b.files = append(b.files, e.file)
		}
	}
	p.At = b.nodes.Add(n)
	b.model.Problems = append(b.model.Problems, p)
}

// mismatches compares what the report states with what its records amount to.
func (b *builder) mismatches(row *Report, r *report, derived *tallies) {
	for m := range numMetrics {
		d, t := r.declared[m].sane(), derived[m]
		text := fmt.Sprintf("%d/%d", d.covered, d.total)
		var difference int
		if rate, ok := r.declaredRate[m]; ok && d.total == 0 {
			if t.total == 0 {
				continue
			}
			text = fmt.Sprintf("%d.%02d %%", rate/1000, rate%1000/10)
			difference = apart(int(rate), int(t.scaled(rateScale)))
		} else {
			if d == t || d.total == 0 {
				continue
			}
			text += " (" + d.percent() + " %)"
			difference = rateScale
			if t.total > 0 {
				difference = apart(int(d.scaled(rateScale)), int(t.scaled(rateScale)))
			}
		}
		if difference == 0 && d == (tally{}) {
			continue
		}
		b.model.DeclaredMismatches = append(b.model.DeclaredMismatches, Mismatch{
			At: row.At, Report: row.Path, Metric: m.String(),
			Declared: text,
			Covered:  t.covered, Total: t.total, Percent: t.percent(), Difference: difference,
		})
	}
}

// rateScale makes a share an integer: thousandths of a percentage point.
const rateScale = 100_000

func apart(a, b int) int { return max(a, b) - min(a, b) }

// join adds a file of a report to what is known of the source file.
func (b *builder) join(f *file, p place, reportPath string) {
	key, matched := p.path, p.path != ""
	last := f.lastLine() // before f becomes what several reports say
	if !matched {
		key = "\x00" + f.group + "\x00" + f.name
	}
	m := b.byKey[key]
	if m == nil {
		m = &merged{file: f, path: p.path, matched: matched, among: p.among}
		if !matched {
			m.path = f.name
		}
		b.byKey[key] = m
		b.list = append(b.list, m)
	} else {
		m.union(f)
		m.lines.rest(new(lineBuffers))
	}
	if n := len(m.reports); n == 0 || m.reports[n-1] != reportPath {
		m.reports = append(m.reports, reportPath)
		m.ends = append(m.ends, 0)
	}
	m.reaches(last)
}

// finish states the facts of files, packages and totals.
func (b *builder) finish() *Facts {
	slices.SortStableFunc(b.list, func(a, c *merged) int {
		return cmp.Or(strings.Compare(a.path, c.path), strings.Compare(a.group, c.group))
	})
	b.changes = b.settings.begin()
	var sum, withGenerated tallies
	b.model.Files = make([]File, 0, len(b.list))
	for _, m := range b.list {
		b.model.Files = append(b.model.Files, b.file(m))
		if !b.keep {
			m.file = nil // its lines are told; rows need the memory
		}
		withGenerated.add(&m.tallies)
		if m.counted() {
			sum.add(&m.tallies)
		}
	}
	headline := b.headline(&withGenerated)
	if headline < numMetrics {
		b.model.Headline = headline.String()
	}
	b.totals(b.model.Totals, &sum)
	b.totals(b.model.TotalsWithGenerated, &withGenerated)
	b.packages(headline)
	b.integrity(headline)
	b.components(headline)
	b.minimums()
	b.change()
	return &b.model
}

func (b *builder) headline(t *tallies) metric {
	order := []metric{line, instruction, statement, branch, function}
	if b.onlyGo {
		order = []metric{statement, line}
	}
	for _, m := range order {
		if t[m].total > 0 {
			return m
		}
	}
	return numMetrics
}

func (b *builder) file(m *merged) File {
	data := b.inspect(m)
	m.tallies = m.file.tallies()
	view := m.view()
	uncovered := view.uncovered()
	row := File{
		Generated: m.generated, GeneratedBy: m.generatedBy, Excluded: m.excluded, MeasuredBy: measuredBy(m.reports),
		Path: m.path, Reports: m.reports, Matched: m.matched,
		Candidates:      append([]string{}, m.among[:min(len(m.among), mostCandidates)]...),
		MixedVersions:   m.mixed(),
		Metrics:         counts(&m.tallies),
		UncoveredRanges: len(uncovered),
		Lineless:        len(view.all) == 0 && m.tallies[line].total > 0,
		Uncovered:       make([]string, 0, min(len(uncovered), mostRanges)),
		Untaken:         []string{},
	}
	for _, s := range uncovered[:min(len(uncovered), mostRanges)] {
		row.Uncovered = append(row.Uncovered, s.String())
	}
	firstUntaken := 0
	m.eachBranching(func(l lineTally) {
		if l.covered >= l.total || len(row.Untaken) == mostRanges {
			return
		}
		if firstUntaken == 0 {
			firstUntaken = int(l.line)
		}
		row.Untaken = append(row.Untaken, fmt.Sprintf("%d (%d of %d)", l.line, l.covered, l.total))
	})
	node := facts.Node{File: m.reports[0], Range: b.wholeFile, Pointer: m.path}
	if m.matched {
		node.File, node.Range = m.path, facts.Range{}
		b.files = append(b.files, m.path)
		first, last := firstUntaken, 0
		if len(uncovered) > 0 {
			first = int(uncovered[0].first)
		}
		if n := len(view.all); n > 0 {
			last = int(view.all[n-1].last)
		}
		node.Range = look(m, data, &row, first, last)
	}
	m.node, m.at = node, b.nodes.Add(node)
	row.At, row.External = m.at, m.external
	row.Minimum, row.MinimumMetric = b.settings.minimumOf(m.path)
	b.patch(m, &row, view, data)
	return row
}

// inspect reads the source file, finds out whether it counts, and takes out of it what comments in it say is not to be
// counted. It returns nil when there is nothing to read.
func (b *builder) inspect(m *merged) []byte {
	if !m.matched {
		m.external = len(m.among) == 0 && isOthers(m.path)
		return nil
	}
	m.excluded = b.settings.Excluded != nil && b.settings.Excluded(m.path)
	data, err := b.tree.Read(m.path, mostSource)
	if err != nil {
		data = nil
	}
	m.generatedBy = b.generatedBy(m.path, data)
	m.generated = m.generatedBy != ""
	b.ignore(m, data)
	return data
}

// look finds out whether the source file ends before the last line that reports speak of, and where the code of a line is.
func look(m *merged, data []byte, row *File, at, last int) (r facts.Range) {
	if data == nil {
		return r
	}
	lines := facts.NewLines(data)
	row.BeyondEnd = last > lines.Len()
	m.length = lines.Len()
	if at == 0 || at > lines.Len() {
		return r
	}
	start := lines.Offset(facts.Position{Line: at, Column: 1})
	text := data[start:]
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		text = text[:i]
	}
	code := bytes.TrimSpace(text)
	if len(code) == 0 {
		return facts.Range{Start: facts.Position{Line: at, Column: 1}}
	}
	start += bytes.Index(text, code)
	return textRange(lines, start, start+len(code))
}

// isGenerated looks for the line by which Go marks generated code, which must stand before the package clause.
func isGenerated(data []byte) bool {
	for l := range bytes.Lines(data[:min(len(data), 16<<10)]) {
		l = bytes.TrimRight(l, "\r\n")
		if bytes.HasPrefix(l, []byte("// Code generated ")) && bytes.HasSuffix(l, []byte(" DO NOT EDIT.")) {
			return true
		}
		if bytes.HasPrefix(l, []byte("package ")) {
			return false
		}
	}
	return false
}

func counts(t *tallies) map[string]Count {
	m := map[string]Count{}
	for i, c := range t {
		if c = c.sane(); c.total > 0 {
			m[metric(i).String()] = Count{Covered: c.covered, Total: c.total, Percent: c.percent()}
		}
	}
	return m
}

func (b *builder) totals(out map[string]Total, sum *tallies) {
	for i, t := range sum {
		if t.total == 0 {
			continue
		}
		m := metric(i)
		ids, paths := b.worst(m)
		out[m.String()] = Total{
			At:     b.nodes.Add(facts.Node{File: b.anchor(m), Range: b.wholeFile, Pointer: m.String()}),
			Metric: m.String(), Covered: t.covered, Total: t.total, Percent: t.percent(),
			Text:  coverageText(t, m, b.counting(m)),
			Worst: ids, WorstFiles: paths, MeasuredBy: b.counting(m),
		}
	}
}

// anchor returns the first report that speaks of a metric.
func (b *builder) anchor(m metric) string {
	for _, r := range b.model.Reports {
		if _, ok := r.Metrics[m.String()]; ok {
			return r.Path
		}
	}
	return b.files[0]
}

// worst returns the source files with most uncovered units of a metric, and the places of those that are in the
// repository.
func (b *builder) worst(m metric) (ids []facts.ID, paths []string) {
	var list []*merged
	for _, f := range b.list {
		if f.counted() && f.missing(m) > 0 {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, c *merged) int { return cmp.Compare(c.missing(m), a.missing(m)) })
	ids, paths = []facts.ID{}, []string{}
	for _, f := range list[:min(len(list), mostWorst)] {
		paths = append(paths, f.path)
		if f.matched {
			ids = append(ids, f.at)
		}
	}
	return ids, paths
}

func (m *merged) missing(by metric) int { return m.tallies[by].total - m.tallies[by].covered }

func (b *builder) packages(headline metric) {
	type group struct {
		sum   tallies
		files int
		worst *merged
		list  []*merged
	}
	groups := make(map[string]*group)
	var dirs []string
	for _, m := range b.list {
		if !m.counted() {
			continue
		}
		dir := path.Dir(m.path)
		if !m.matched {
			dir = path.Dir(slashed(m.path))
		}
		g := groups[dir]
		if g == nil {
			g = &group{worst: m}
			groups[dir] = g
			dirs = append(dirs, dir)
		}
		g.files++
		g.list = append(g.list, m)
		g.sum.add(&m.tallies)
		if headline < numMetrics && m.missing(headline) > g.worst.missing(headline) {
			g.worst = m
		}
	}
	slices.Sort(dirs)
	for _, dir := range dirs {
		g := groups[dir]
		node := g.worst.node
		node.Pointer = dir
		minimum, metric := b.settings.minimumOfFolder(dir, g.list)
		b.model.Packages = append(b.model.Packages, Package{
			At: b.nodes.Add(node), Path: dir, Files: g.files, Metrics: counts(&g.sum),
			MeasuredBy: b.measuring(g.list), Minimum: minimum, MinimumMetric: metric,
			WorstFiles: worstByMetric(g.list),
		})
	}
}

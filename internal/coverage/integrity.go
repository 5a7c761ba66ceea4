package coverage

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/facts"
)

// integrity states what speaks against the reports, and how the coverage compares with the past.
func (b *builder) integrity(headline metric) {
	b.stale()
	b.expected()
	b.versionMixes()
	b.incompatible(headline)
	b.ratchet(headline)
}

// mostExamples bounds the examples of a fact.
const mostExamples = 3

// others are folders of other people's code, and the beginnings of paths of what is installed on a machine.
var (
	othersFolders = map[string]bool{
		"node_modules": true, "bower_components": true, "vendor": true, "third_party": true, "site-packages": true, "dist-packages": true,
		".venv": true, "venv": true, ".cargo": true, ".rustup": true, ".m2": true, ".gradle": true, "Pods": true, ".bundle": true, "gems": true,
		".nuget": true, "Xcode.app": true, "Program Files": true, "Program Files (x86)": true,
	}
	othersRoots = []string{
		"/usr/include/", "/usr/lib/", "/usr/lib64/", "/usr/local/include/", "/usr/local/lib/", "/usr/local/go/", "/usr/share/", "/nix/store/",
		"/Library/", "/System/", "/Applications/", "/rustc/", "/opt/homebrew/", "/opt/hostedtoolcache/", "/opt/rh/",
	}
)

// isOthers reports whether the name of a file is that of other people's code: a system header, an installed package.
func isOthers(name string) bool {
	slash := slashed(name)
	if slices.ContainsFunc(othersRoots, func(root string) bool {
		return strings.HasPrefix(slash, root) && !strings.HasPrefix(slash, "/usr/src/app/")
	}) {
		return true
	}
	for folder := range strings.SplitSeq(path.Dir(slash), "/") {
		if othersFolders[folder] {
			return true
		}
	}
	return false
}

// stray notes a file of the report that was not found.
func (row *Report) stray(f *file, p place) {
	switch {
	case p.path != "":
	case len(p.among) > 0:
		if row.AmbiguousExample == "" {
			row.AmbiguousExample = f.name
			row.AmbiguousCandidates = slices.Clone(p.among[:min(len(p.among), mostCandidates)])
		}
	case !isOthers(f.name):
		row.UnmatchedFiles++
		if len(row.UnmatchedExamples) < mostExamples {
			row.UnmatchedExamples = append(row.UnmatchedExamples, f.name)
		}
	}
}

// lastLine returns the last line that a report speaks of in a file.
func (f *file) lastLine() (last uint32) {
	last = f.lines.last()
	if l := f.branches.sorted(); len(l) > 0 {
		last = max(last, l[len(l)-1].line)
	}
	if l := f.outcomes.sorted(); len(l) > 0 {
		last = max(last, l[len(l)-1].line)
	}
	for _, list := range [][]block{f.blocks.sorted(), f.statements.sorted()} {
		if n := len(list); n > 0 {
			last = max(last, list[n-1].startLine)
		}
	}
	return last
}

// reaches notes the last line that the last of the reports speaks of.
func (m *merged) reaches(line uint32) {
	n := len(m.ends) - 1
	m.ends[n] = max(m.ends[n], line)
}

// inlined are the languages whose compilers number code that they copy from elsewhere with lines after the end of the file,
// or whose tools count one line too many.
var inlined = map[string]bool{".kt": true, ".kts": true, ".php": true, ".scala": true}

// aged is what is found of one report.
type aged struct {
	beyond, newer, differ                      int // files
	beyondExample, newerExample, differExample string
	other                                      int // files of another version
	otherExample                               string
	beyondLine                                 uint32
	beyondLength                               int
	newest                                     time.Duration
	written                                    time.Time // zero when the report does not say
	changedSince, otherFiles                   map[string]time.Time
	otherCommit, unknownCommit, asItWas        bool
}

// stale looks for signs that reports are older than the code.
func (b *builder) stale() {
	found := make(map[string]*aged)
	var names []string
	var oldest time.Time
	for i := range b.model.Reports {
		row := &b.model.Reports[i]
		names = append(names, row.Path)
		if !row.Readable || row.Empty || row.MatchedFiles == 0 {
			continue
		}
		a := &aged{}
		found[row.Path] = a
		if t, err := time.Parse(time.RFC3339, row.GeneratedAt); err == nil {
			if row.GeneratedZoneless {
				t = t.Add(12 * time.Hour) // the latest that it can mean
			}
			a.written = t
			if oldest.IsZero() || t.Before(oldest) {
				oldest = t
			}
		}
	}
	if h := b.settings.History; h != nil {
		b.askHistory(found, names, oldest)
	}
	for _, m := range b.list {
		if !m.matched {
			continue
		}
		for i, name := range m.reports {
			if a := found[name]; a != nil {
				a.see(m, m.ends[i])
			}
		}
	}
	head := ""
	first := make(map[string][]*Report)
	for i := range b.model.Reports {
		row := &b.model.Reports[i]
		if a := found[row.Path]; a != nil {
			if a.otherCommit && head == "" {
				head = b.settings.History.Head()
			}
			row.Stale = a.signs(row, head)
			if len(row.Stale) == 0 {
				continue
			}
			key := fmt.Sprint(path.Dir(row.Path), "\x00", row.Tracked)
			if k := slices.IndexFunc(first[key], func(r *Report) bool { return shows(r.Stale, row.Stale) }); k >= 0 {
				row.StaleLike = first[key][k].Path
			} else if len(first[key]) < mostExamples {
				first[key] = append(first[key], row)
			}
		}
	}
}

// shows reports whether there is each of some signs among others.
func shows(among, signs []Sign) bool {
	return !slices.ContainsFunc(signs, func(s Sign) bool { return !slices.Contains(among, s) })
}

// askHistory asks version control about the reports.
func (b *builder) askHistory(found map[string]*aged, names []string, oldest time.Time) {
	h := b.settings.History
	tracked := h.Tracked(names)
	var changed map[string]time.Time
	if !oldest.IsZero() {
		changed = h.Changed(oldest)
	}
	differ := make(map[string]map[string]time.Time)
	for i := range b.model.Reports {
		row := &b.model.Reports[i]
		_, row.Tracked = tracked[row.Path]
		a := found[row.Path]
		if a == nil {
			continue
		}
		a.asItWas = tracked[row.Path]
		if !a.written.IsZero() {
			a.changedSince = changed
		}
		if row.Commit == "" || !isOtherCommit(row.Commit, h.Head()) {
			continue
		}
		files, seen := differ[row.Commit]
		if !seen {
			if len(differ) == mostCommits {
				continue
			}
			var ok bool
			if files, ok = h.Differ(row.Commit); !ok {
				files = nil
			} else if files == nil {
				files = map[string]time.Time{}
			}
			differ[row.Commit] = files
		}
		a.otherCommit, a.unknownCommit, a.otherFiles = true, files == nil, files
	}
}

// mostCommits bounds the commits that are compared with the current one.
const mostCommits = 10

// isOtherCommit reports whether a report's commit, which may be shortened, is not the current one.
func isOtherCommit(commit, head string) bool {
	commit = strings.ToLower(commit)
	return head != "" && len(commit) >= 7 && strings.Trim(commit, "0123456789abcdef") == "" && !strings.HasPrefix(head, commit)
}

// see holds a source file of the report against the working tree.
func (a *aged) see(m *merged, last uint32) {
	if m.length > 0 && int(last) > m.length && !inlined[path.Ext(m.path)] {
		a.beyond++
		if a.beyond == 1 {
			a.beyondExample, a.beyondLine, a.beyondLength = m.path, last, m.length
		}
	}
	if m.otherVersion != "" {
		if a.other++; a.other == 1 {
			a.otherExample = m.otherVersion
		}
	}
	if at, ok := a.changedSince[m.path]; ok && at.After(a.written) {
		a.newer++
		if d := at.Sub(a.written); d > a.newest {
			a.newest, a.newerExample = d, m.path
		}
	}
	if at, ok := a.otherFiles[m.path]; ok && at.After(a.written) {
		a.differ++
		if a.differ == 1 {
			a.differExample = m.path
		}
	}
}

// signs puts what was found into words, the strongest first.
func (a *aged) signs(row *Report, head string) []Sign {
	signs := []Sign{}
	add := func(sign, text string, minutes int) {
		signs = append(signs, Sign{Sign: sign, Text: text, Minutes: minutes})
	}
	if a.beyond > 0 {
		add("lines", fmt.Sprintf("it speaks of line %d of %s, which has %d%s", a.beyondLine, a.beyondExample, a.beyondLength, andMore(a.beyond)), 0)
	}
	if a.other > 0 {
		add("lines", a.otherExample+andMore(a.other), 0)
	}
	if a.newer > 0 && a.newest >= time.Minute {
		add("sources", fmt.Sprintf("%s was changed %s after it was written%s", a.newerExample, span60(a.newest), andMore(a.newer)), int(a.newest.Minutes()))
	}
	switch {
	case a.otherCommit && a.unknownCommit:
		add("commit", fmt.Sprintf("it was written at the commit %s, which this clone does not have", short(row.Commit)), 0)
	case a.otherCommit && a.differ > 0:
		add("commit", fmt.Sprintf("it was written at the commit %s, and %s is another file at %s%s", short(row.Commit), a.differExample, short(head), andMore(a.differ)), 0)
	}
	if a.asItWas {
		add("tracked", "git keeps it, and nothing has written it since", 0)
	}
	return signs
}

func short(commit string) string { return commit[:min(len(commit), 7)] }

func andMore(n int) string {
	switch n {
	case 0, 1:
		return ""
	case 2:
		return " (and so with 1 more file)"
	}
	return fmt.Sprintf(" (and so with %d more files)", n-1)
}

// span60 writes a duration as people say it.
func span60(d time.Duration) string {
	plural := func(n int, unit string) string {
		if n == 1 {
			return "1 " + unit
		}
		return fmt.Sprintf("%d %ss", n, unit)
	}
	switch {
	case d >= 48*time.Hour:
		return plural(int(d.Hours())/24, "day")
	case d >= 2*time.Hour:
		return plural(int(d.Hours()), "hour")
	}
	return plural(int(d.Minutes()), "minute")
}

// expected states which reports must be there, and are.
func (b *builder) expected() {
	for _, e := range b.settings.Expectations {
		row := Expected{Glob: e.Glob, Reports: []string{}}
		for _, r := range b.model.Reports {
			if part, ok := b.standIns[r.Path]; e.Match(r.Path) || ok && e.Match(part) {
				row.Reports = append(row.Reports, r.Path)
			}
		}
		// A report of several files goes by the path of one of them, or of their folder.
		if i := slices.IndexFunc(b.given, e.Match); i >= 0 && len(row.Reports) == 0 {
			row.Reports = append(row.Reports, b.given[i])
		}
		row.At = b.nodes.Add(facts.Node{File: b.listed(e.File), Range: facts.Range{Start: e.Place}, Pointer: e.Glob})
		b.model.Expected = append(b.model.Expected, row)
	}
}

// listed makes a file one of the document's.
func (b *builder) listed(name string) string {
	if !slices.Contains(b.files, name) {
		b.files = append(b.files, name)
	}
	return name
}

// versionMixes groups the files that profiles describe in different versions.
func (b *builder) versionMixes() {
	at := make(map[string]int)
	for _, f := range b.model.Files {
		if !f.MixedVersions {
			continue
		}
		key := strings.Join(f.Reports, "\x00")
		i, ok := at[key]
		if !ok {
			i = len(b.model.VersionMixes)
			at[key] = i
			row := VersionMix{Reports: f.Reports, Example: f.Path}
			for _, r := range b.model.Reports {
				if slices.Contains(f.Reports, r.Path) {
					row.Stale = row.Stale || len(r.Stale) > 0
				}
				if r.Path == f.Reports[0] {
					row.At = r.At
				}
			}
			b.model.VersionMixes = append(b.model.VersionMixes, row)
		}
		b.model.VersionMixes[i].Files++
	}
}

// bases are the ways of counting lines, in words.
var bases = map[string]string{
	"statement":   "the lines that statements begin on",
	"source-line": "every line of the source",
	"mixed":       "the lines of some files in one way and of others in another",
}

// incompatible compares what the reports count.
func (b *builder) incompatible(headline metric) {
	var first *Report
	for i := range b.model.Reports {
		row := &b.model.Reports[i]
		if row.Basis == "" || row.Empty {
			continue
		}
		if first == nil {
			first = row
		}
		if row.Basis != first.Basis || row.Basis == "mixed" && row == first {
			text := fmt.Sprintf("it counts %s, and %s counts %s", basis(row.Basis), first.Path, basis(first.Basis))
			if row == first {
				text = "it counts " + basis(row.Basis)
			}
			b.model.Incompatible = append(b.model.Incompatible, Incompatible{
				At: row.At, Report: row.Path, Kind: "basis", Metric: line.String(), Headline: headline == line, Other: first.Path, Text: text,
			})
		}
	}
	without := b.without()
	for i := range b.model.Reports {
		row := &b.model.Reports[i]
		for m := range numMetrics {
			n := without[row.Path][m]
			if _, counted := row.Metrics[m.String()]; counted || n == 0 {
				continue
			}
			other := b.anchor(m)
			b.model.Incompatible = append(b.model.Incompatible, Incompatible{
				At: row.At, Report: row.Path, Kind: "metric", Metric: m.String(), Headline: m == headline, Other: other, Files: n,
				Text: fmt.Sprintf("%s counts it, and this report does not, so that %s left out", other, files(n)),
			})
		}
	}
}

// files writes a number of files with its verb.
func files(n int) string {
	if n == 1 {
		return "1 file is"
	}
	return fmt.Sprintf("%d files are", n)
}

func basis(name string) string {
	if text, ok := bases[name]; ok {
		return text
	}
	return name
}

// without counts, for each report, the files that have no count of a metric which other files have.
func (b *builder) without() map[string]*[numMetrics]int {
	out := make(map[string]*[numMetrics]int)
	for _, r := range b.model.Reports {
		out[r.Path] = &[numMetrics]int{}
	}
	for _, f := range b.list {
		if !f.counted() || f.tallies.empty() {
			continue
		}
		for m := range numMetrics {
			if _, some := b.model.Totals[m.String()]; !some || f.tallies[m].total > 0 {
				continue
			}
			for _, name := range f.reports {
				out[name][m]++
			}
		}
	}
	return out
}

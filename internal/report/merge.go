package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

const (
	// MaxJSON bounds a JSON report that is read, in bytes.
	MaxJSON = 256 << 20
	// maxMerged bounds the findings of all reports together, whatever became of them.
	maxMerged = 1_000_000
	// longest bounds a text of a report: no rule says more.
	longest = 1 << 20
)

// ReadJSON reads a report that bdma lint --shard wrote as JSON. It believes nothing that the report says of itself: the sums are made
// again, and what makes no sense is an error.
func ReadJSON(in io.Reader) (*Run, error) {
	data, err := io.ReadAll(io.LimitReader(in, MaxJSON+1))
	if err != nil {
		return nil, err
	}
	if len(data) > MaxJSON {
		return nil, fmt.Errorf("it has more than %d MiB", MaxJSON>>20)
	}
	if err := shallow(data); err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var j jsonReport
	if err := d.Decode(&j); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, errors.New("it is cut off")
		}
		return nil, fmt.Errorf("it is no JSON report of this version of bdma: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("something follows the report")
	}
	return restore(&j)
}

// deepest is how deeply a report nests.
const deepest = 16

// shallow reports JSON that nests deeper than any report, before anything is made of it.
func shallow(data []byte) error {
	depth, text := 0, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case text && c == '\\':
			i++
		case c == '"':
			text = !text
		case text:
		case c == '{' || c == '[':
			if depth++; depth > deepest {
				return fmt.Errorf("it nests deeper than a report does")
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return nil
}

// restorer makes a run of a report.
type restorer struct {
	rules map[string]*policy.Rule
	n     int
	err   error
}

func (r *restorer) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func restore(j *jsonReport) (*Run, error) {
	s := j.Shard
	switch {
	case j.Version != jsonVersion || j.Tool.Name != "bdma":
		return nil, fmt.Errorf("it is no JSON report of this version of bdma")
	case s == nil:
		return nil, errors.New("it is the report of a whole run, and not of a part")
	case s.Count < 1 || s.Index < 1 || s.Index > s.Count || s.Units < 0 || s.Judged < 0 || s.Judged > s.Units || s.Run == "":
		return nil, errors.New("what it says of its part makes no sense")
	}
	r := &restorer{rules: make(map[string]*policy.Rule)}
	run := &Run{
		Version: j.Tool.Version, Judged: map[facts.Kind]int{
			facts.OpenAPI: j.Summary.Judged.OpenAPI, facts.Migration: j.Summary.Judged.Migration, facts.Coverage: j.Summary.Judged.Coverage,
		},
		Statements: j.Summary.Statements, Unanalysed: j.Summary.Unanalysed, Unlisted: j.Summary.Unlisted,
		FailOn: severityOf(r, j.Summary.FailOn), BaseWhy: j.NoBase, Root: s.Root,
	}
	for _, n := range []int{run.Judged[facts.OpenAPI], run.Judged[facts.Migration], run.Judged[facts.Coverage], run.Statements, run.Unanalysed, run.Unlisted} {
		if n < 0 {
			r.fail("it counts less than nothing")
		}
	}
	for i := range j.Rules {
		run.Rules = append(run.Rules, r.rule(&j.Rules[i]))
	}
	run.Findings = r.findings(j.Findings)
	run.Suppressed = r.findings(j.Suppressed)
	for _, skipped := range j.Skipped {
		run.Skipped = append(run.Skipped, source.Skipped(skipped))
	}
	if b := j.Base; b != nil {
		run.Base, run.BaseWhy = b.Name, b.Why
		run.Unchanged, run.Fixed = r.findings(b.Unchanged), r.findings(b.Fixed)
	}
	if o := j.Owed; o != nil {
		run.Baseline, run.Paid, run.Owed = o.Baseline, o.Paid, r.findings(o.Findings)
	}
	if c := j.Config; c != nil {
		run.ConfigFrom, run.ConfigChanged, run.ConfigNew = c.From, c.Changed, c.New
	}
	if c := j.Changed; c != nil {
		run.ChangedSince, run.LeftOut = c.Since, c.LeftOut
	}
	if j.Coverage != nil {
		run.Coverage = restoreCoverage(j.Coverage)
	}
	if t := j.Timings; t != nil {
		run.Elapsed = time.Duration(t.ElapsedNS)
		for _, one := range t.Rules {
			if rule := r.rules[one.Rule]; rule != nil {
				run.Timings = append(run.Timings, Timing{Rule: rule, Elapsed: time.Duration(one.ElapsedNS), Findings: one.Findings})
			}
		}
	}
	run.Shard = &Shard{
		Index: s.Index, Count: s.Count, Units: s.Units, Judged: s.Judged, Run: s.Run, Commit: s.Commit, Root: s.Root, Gone: s.Gone,
		Pending: r.findings(s.Pending), FailOn: s.FailOn,
	}
	for _, p := range s.Used {
		run.Shard.Used = append(run.Shard.Used, r.place(p))
	}
	for _, p := range s.Unsure {
		run.Shard.Unsure = append(run.Shard.Unsure, r.place(p))
	}
	for _, level := range s.FailOn {
		severityOf(r, level)
	}
	return run, r.err
}

func severityOf(r *restorer, text string) policy.Severity {
	s := policy.Severity(text)
	if s != policy.Off && !slices.Contains(policy.Severities(), s) {
		r.fail("it has a severity %.40q, which does not exist", text)
	}
	return s
}

func (r *restorer) rule(j *jsonRule) *policy.Rule {
	if r.rules[j.ID] != nil || j.ID == "" || strings.Count(j.ID, "/") != 1 {
		r.fail("its rules make no sense")
	}
	rule := &policy.Rule{
		ID: j.ID, Title: j.Title, Description: j.Description, Severity: severityOf(r, j.Severity), Standard: j.Standard, Tags: j.Tags, Since: j.Since,
		Custom: j.Custom, References: j.References, Mends: policy.Mends(j.Mends),
	}
	if rule.Mends != "" && rule.Mends != policy.Safe && rule.Mends != policy.Unsafe {
		r.fail("its rules make no sense")
	}
	for _, k := range j.Kinds {
		rule.Inputs = append(rule.Inputs, facts.Kind(k))
	}
	r.rules[j.ID] = rule
	return rule
}

func (r *restorer) findings(list []jsonFinding) []finding.Finding {
	if r.n += len(list); r.n > maxMerged {
		r.fail("it has more than %d findings", maxMerged)
		return nil
	}
	var out []finding.Finding
	for i := range list {
		j := &list[i]
		rule := r.rules[j.Rule]
		if rule == nil {
			r.fail("it has a finding of the rule %.80q, which it does not list", j.Rule)
			return nil
		}
		severity := severityOf(r, j.Severity)
		if severity == policy.Off || len(j.Message) > longest || len(j.Fix) > longest {
			r.fail("it has a finding that makes no sense")
		}
		f := finding.Restore(rule, severity, j.Fingerprint, j.Values)
		f.Kind, f.Message, f.Fix, f.Node, f.Class = facts.Kind(j.Kind), j.Message, j.Fix, r.place(j.jsonPlace), finding.Class(j.Class)
		for _, p := range j.Related {
			f.Related = append(f.Related, r.place(p))
		}
		for _, e := range j.Edits {
			// Only who has the file knows where in it a range begins.
			f.Asks = append(f.Asks, finding.Ask{
				Node: r.place(jsonPlace{File: e.File, Range: &e.Range}), Ask: policy.Ask{Do: policy.DoReplace, Text: e.Text},
			})
			if rule.Mends == "" || len(e.Text) > longest {
				r.fail("it has an edit that makes no sense")
			}
		}
		if s := j.Suppression; s != nil {
			f.Suppression = &finding.Suppression{Node: r.place(s.jsonPlace), Reason: s.Reason, Until: s.Until, Tool: s.Tool, New: s.New}
		}
		out = append(out, f)
	}
	return out
}

// place checks what a report says of a place: it is read from the repository later on.
func (r *restorer) place(j jsonPlace) facts.Node {
	if j.File != "" && (path.IsAbs(j.File) || path.Clean(j.File) != j.File || j.File == ".." || strings.HasPrefix(j.File, "../")) {
		r.fail("it names a file %.80q that is not in the repository", j.File)
	}
	n := facts.Node{File: j.File, Pointer: j.Pointer}
	if j.Range != nil {
		n.Range.Start = facts.Position(j.Range.Start)
		if j.Range.End != nil {
			n.Range.End = facts.Position(*j.Range.End)
		}
	}
	if min(n.Range.Start.Line, n.Range.Start.Column, n.Range.End.Line, n.Range.End.Column) < 0 {
		r.fail("it names a place that is in no file")
	}
	return n
}

func restoreCoverage(j *jsonCoverage) *coverage.Summary {
	counts := func(m map[string]jsonCount) []coverage.MetricCount {
		var out []coverage.MetricCount
		if c, ok := m[j.Headline]; ok {
			out = append(out, coverage.MetricCount{Metric: j.Headline, Count: coverage.Count(c)})
		}
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if name != j.Headline {
				out = append(out, coverage.MetricCount{Metric: name, Count: coverage.Count(m[name])})
			}
		}
		return out
	}
	parts := func(list []jsonPart) []coverage.Part {
		var out []coverage.Part
		for _, p := range list {
			out = append(out, coverage.Part{Name: p.Name, Files: p.Files, Counts: counts(p.Metrics)})
		}
		return out
	}
	s := &coverage.Summary{
		Headline: j.Headline, Reports: j.Reports, Unreadable: j.Unreadable, Files: j.Files, Generated: j.Generated, Excluded: j.Excluded,
		Totals: counts(j.Totals), Packages: parts(j.Packages), Components: parts(j.Components), Past: j.Past,
	}
	if c := j.Change; c != nil {
		s.Change = &coverage.ChangeSummary{Count: coverage.Count(c.jsonCount), Metric: c.Metric, Base: c.Base}
		for _, f := range c.Files {
			s.Change.Files = append(s.Change.Files, coverage.ChangedFile{
				Path: f.Path, Count: coverage.Count(f.jsonCount), Missed: f.Missed, MissedRanges: f.MissedRanges, Unmeasured: f.Unmeasured,
			})
		}
	}
	return s
}

// MergeError says why reports are not the parts of one run.
type MergeError struct{ Message, Hint string }

func (e *MergeError) Error() string { return e.Message }

// Merge joins the parts of a run. The names are those of the reports, for messages. What the parts could only say together is decided.
func Merge(runs []*Run, names []string) (*Run, error) {
	if err := complete(runs, names); err != nil {
		return nil, err
	}
	order := slices.Clone(runs)
	slices.SortFunc(order, func(a, b *Run) int { return a.Shard.Index - b.Shard.Index })
	all := &Run{
		Version: order[0].Version, Base: order[0].Base, BaseWhy: order[0].BaseWhy, ConfigFrom: order[0].ConfigFrom, ConfigChanged: order[0].ConfigChanged, ConfigNew: order[0].ConfigNew,
		FailOn: order[0].FailOn, ChangedSince: order[0].ChangedSince, Root: order[0].Root, Judged: make(map[facts.Kind]int),
	}
	rules := make(map[string]*policy.Rule)
	var pending, introduced []finding.Finding
	used := make(map[placeKey]bool)
	gone := make(map[string]bool)
	timings := make(map[*policy.Rule]*Timing)
	failOn := make(map[string]string)
	var summaries []*coverage.Summary
	for _, run := range order {
		for _, rule := range run.Rules {
			if rules[rule.ID] == nil {
				rules[rule.ID] = rule
			}
		}
		one := func(list []finding.Finding) []finding.Finding {
			for i := range list {
				list[i].Rule = rules[list[i].Rule.ID] // reports group by it
			}
			return list
		}
		introduced = append(introduced, one(run.Findings)...)
		all.Unchanged = append(all.Unchanged, one(run.Unchanged)...)
		all.Fixed = append(all.Fixed, one(run.Fixed)...)
		all.Owed = append(all.Owed, one(run.Owed)...)
		all.Suppressed = append(all.Suppressed, one(run.Suppressed)...)
		pending = append(pending, one(run.Shard.Pending)...)
		for _, n := range slices.Concat(run.Shard.Used, run.Shard.Unsure) {
			used[keyAt(n)] = true
		}
		for _, f := range run.Shard.Gone {
			gone[f] = true
		}
		for dir, level := range run.Shard.FailOn {
			failOn[dir] = level
		}
		for kind, n := range run.Judged {
			all.Judged[kind] += n
		}
		all.Statements += run.Statements
		all.Unanalysed += run.Unanalysed
		all.Unlisted += run.Unlisted
		all.LeftOut += run.LeftOut
		all.Elapsed = max(all.Elapsed, run.Elapsed)
		all.Skipped = append(all.Skipped, run.Skipped...)
		if run.Baseline != "" {
			all.Baseline = run.Baseline
			all.Paid += run.Paid
		}
		if run.Coverage != nil {
			summaries = append(summaries, run.Coverage)
		}
		for _, t := range run.Timings {
			rule := rules[t.Rule.ID]
			if timings[rule] == nil {
				timings[rule] = &Timing{Rule: rule}
			}
			timings[rule].Elapsed += t.Elapsed
			timings[rule].Findings += t.Findings
		}
	}
	for _, id := range slices.Sorted(maps.Keys(rules)) {
		all.Rules = append(all.Rules, rules[id])
		if t := timings[rules[id]]; t != nil {
			all.Timings = append(all.Timings, *t)
		}
	}
	slices.SortStableFunc(all.Timings, func(a, b Timing) int { return int(b.Elapsed - a.Elapsed) })
	for i := range pending {
		if f := &pending[i]; !used[keyAt(f.Node)] {
			if f.Class == finding.Unchanged {
				all.Unchanged = append(all.Unchanged, *f)
			} else {
				introduced = append(introduced, *f)
			}
		}
	}
	all.Coverage = coverage.Sum(summaries)
	if len(failOn) > 0 {
		all.FailOnIn = func(file string) policy.Severity {
			for dir := path.Dir(file); ; dir = path.Dir(dir) {
				if level, ok := failOn[dir]; ok {
					return policy.Severity(level)
				}
				if dir == "." || dir == "/" {
					return all.FailOn
				}
			}
		}
	}
	all.moved(introduced, gone)
	for _, list := range []*[]finding.Finding{&all.Findings, &all.Unchanged, &all.Fixed, &all.Owed, &all.Suppressed} {
		finding.Sort(*list)
		*list = finding.Dedupe(*list)
	}
	slices.SortFunc(all.Skipped, func(a, b source.Skipped) int { return strings.Compare(a.File+"\x00"+a.Reason, b.File+"\x00"+b.Reason) })
	all.Skipped = slices.Compact(all.Skipped)
	return all, nil
}

// moved finds out which findings of one part are those of a file that is gone, of which another part said that it is mended.
func (r *Run) moved(introduced []finding.Finding, gone map[string]bool) {
	if r.Base == "" {
		r.Findings = introduced
		return
	}
	var before, stay []finding.Finding
	for _, f := range r.Fixed {
		if gone[f.File] {
			before = append(before, f)
		} else {
			stay = append(stay, f)
		}
	}
	if len(before) == 0 {
		r.Findings = introduced
		return
	}
	var new []finding.Finding
	for _, f := range introduced {
		if f.Class == finding.Introduced {
			new = append(new, f)
		} else {
			r.Findings = append(r.Findings, f)
		}
	}
	r.Fixed = append(stay, finding.Compare(before, new, nil)...)
	for _, f := range new {
		if f.Class == finding.Unchanged {
			r.Unchanged = append(r.Unchanged, f)
		} else {
			r.Findings = append(r.Findings, f)
		}
	}
}

type placeKey struct {
	file  string
	start facts.Position
}

func keyAt(n facts.Node) placeKey { return placeKey{n.File, n.Range.Start} }

// complete reports whether some runs are the parts of one, each of them once.
func complete(runs []*Run, names []string) error {
	first := runs[0].Shard
	has := make(map[int]string)
	for i, run := range runs {
		s := run.Shard
		switch {
		case run.Version != runs[0].Version:
			return &MergeError{fmt.Sprintf("%s was written by bdma %s, and %s by %s", names[0], runs[0].Version, names[i], run.Version), "run the same version in all jobs"}
		case s.Count != first.Count:
			return &MergeError{fmt.Sprintf("%s is part %d of %d, and %s part %d of %d", names[0], first.Index, first.Count, names[i], s.Index, s.Count), "write the parts anew, into an empty folder"}
		case s.Commit != first.Commit:
			return &MergeError{fmt.Sprintf("%s is about the commit %.12s, and %s about %.12s", names[0], first.Commit, names[i], s.Commit), "check out the same commit in all jobs"}
		case s.Run != first.Run:
			return &MergeError{fmt.Sprintf("%s and %s are parts of different runs: their files, base or settings differ", names[0], names[i]), "give all parts the same flags, paths and reports"}
		case has[s.Index] != "":
			return &MergeError{fmt.Sprintf("%s and %s are both part %d of %d", has[s.Index], names[i], s.Index, s.Count), "name each report once"}
		}
		has[s.Index] = names[i]
	}
	var missing []string
	for i := 1; i <= first.Count && len(missing) < 20; i++ {
		if has[i] == "" {
			missing = append(missing, fmt.Sprintf("%d/%d", i, first.Count))
		}
	}
	if len(missing) > 0 {
		return &MergeError{"the report of part " + strings.Join(missing, ", ") + " is missing", "bdma lint --shard " + missing[0] + " --report json=FILE, and name FILE too"}
	}
	units := 0
	for _, run := range runs {
		units += run.Shard.Judged
	}
	if units != first.Units {
		return &MergeError{fmt.Sprintf("the parts have %d of %d documents, histories and roots", units, first.Units), "write the parts anew"}
	}
	return nil
}

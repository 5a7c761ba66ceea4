package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"iter"
	"slices"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// jsonVersion is the version of the schema. It rises when a key goes away or changes its meaning; keys may be added.
const jsonVersion = 1

// website is where bdma lives.
const website = "https://github.com/bdma-dev/bdma"

// jsonReport is what a run of bdma lint found. Every key is always there unless it says otherwise.
type jsonReport struct {
	// Version is the version of this schema.
	Version int `json:"version" jsonschema:"enum=1"`
	// Tool is the program that wrote the report.
	Tool jsonTool `json:"tool"`
	// Summary counts what was checked and found.
	Summary jsonSummary `json:"summary"`
	// Findings are sorted by file, line and column. With a base they are those that it does not have.
	Findings []jsonFinding `json:"findings"`
	// Rules are the rules that were run, sorted by id, whether they found anything or not.
	Rules []jsonRule `json:"rules"`
	// Skipped are the files that were found but could not be judged.
	Skipped []jsonSkipped `json:"skipped"`
	// Timings are there when a profile was asked for; two runs over the same files differ in nothing else.
	Timings *jsonTimings `json:"timings,omitempty"`
	// Coverage is there when coverage reports were judged.
	Coverage *jsonCoverage `json:"coverage,omitempty"`
	// Base is there when the run was compared with a base.
	Base *jsonBase `json:"base,omitempty"`
	// Standards are the scorecard: the lines of the charter and those of the user's own rules, sorted by id.
	Standards []jsonStandard `json:"standards"`
	// Suppressed are the findings that somebody silenced, sorted by file, line and column. They do not count.
	Suppressed []jsonFinding `json:"suppressed"`
	// Owed is there when there is a baseline.
	Owed *jsonOwed `json:"owed,omitempty"`
	// Config is there when the base's configuration judged, or the change edits what judges it.
	Config *jsonConfig `json:"config,omitempty"`
	// NoBase is why there is nothing to compare with; it is there when a base was looked for and not found.
	NoBase string `json:"no_base,omitempty"`
	// Changed is there when only changed files are reported.
	Changed *jsonChanged `json:"changed,omitempty"`
	// Shard is there when this is the report on a part of a run; bdma merge joins the parts.
	Shard *jsonShard `json:"shard,omitempty"`
}

// jsonChanged says to which files findings are limited.
type jsonChanged struct {
	// Since is the state of the repository from which these files differ.
	Since string `json:"since"`
	// LeftOut is the number of findings in other files that would count.
	LeftOut int `json:"left_out"`
}

// jsonBase is what a run was compared with.
type jsonBase struct {
	// Name is what was given as --base.
	Name string `json:"name"`
	// Unchanged are the findings that the base has too.
	Unchanged []jsonFinding `json:"unchanged"`
	// Fixed are the findings that only the base has; their places are those of the base.
	Fixed []jsonFinding `json:"fixed"`
	// Why is how the base is known, when nobody named it; else empty.
	Why string `json:"why"`
}

// jsonTool is the program that wrote a report.
type jsonTool struct {
	Name    string `json:"name" jsonschema:"enum=bdma"`
	Version string `json:"version"`
	URL     string `json:"url"`
}

// jsonSummary counts what was checked and found.
type jsonSummary struct {
	// Failed is true when a finding is as grave as fail_on, which makes bdma lint exit with 1.
	Failed bool `json:"failed"`
	// FailOn is the severity from which on a finding fails the run; off when none does.
	FailOn string `json:"fail_on" jsonschema:"enum=error,enum=warning,enum=info,enum=off"`
	// Findings counts the findings of each severity.
	Findings jsonCounts `json:"findings"`
	// Judged counts the files of each kind that were judged.
	Judged jsonJudged `json:"judged"`
	// Rules is the number of rules that were run.
	Rules int `json:"rules"`
	// Skipped is the number of files that were found but could not be judged.
	Skipped int `json:"skipped"`
	// Statements is the number of SQL statements that were found.
	Statements int `json:"statements"`
	// Unanalysed is the number of those of which nobody knows what they do: they do not parse, or put together at run time what they execute.
	Unanalysed int `json:"unanalysed"`
	// Unlisted is the number of findings that are left out, because a rule has more than 10,000 in one document or history.
	Unlisted int `json:"unlisted"`
	// Unchanged is the number of findings that the base has too.
	Unchanged int `json:"unchanged"`
	// Fixed is the number of findings that only the base has.
	Fixed int `json:"fixed"`
	// Suppressed is the number of findings that somebody silenced.
	Suppressed int `json:"suppressed"`
	// SuppressedNew is the number of those that this change silences.
	SuppressedNew int `json:"suppressed_new"`
	// Owed is the number of findings that the baseline has.
	Owed int `json:"owed"`
}

// jsonCounts counts findings by severity.
type jsonCounts struct {
	Error   int `json:"error"`
	Warning int `json:"warning"`
	Info    int `json:"info"`
}

// jsonJudged counts files by kind of evidence.
type jsonJudged struct {
	OpenAPI   int `json:"openapi"`
	Migration int `json:"migration"`
	Coverage  int `json:"coverage"`
}

// jsonFinding is a breach of a rule at a place.
type jsonFinding struct {
	// Rule is the id of the rule.
	Rule     string `json:"rule"`
	Severity string `json:"severity" jsonschema:"enum=error,enum=warning,enum=info"`
	// Kind is the kind of evidence that the finding is about.
	Kind string `json:"kind" jsonschema:"enum=openapi,enum=migration,enum=coverage,enum=suppression"`
	// Standard is the line of the charter that the rule enforces.
	Standard string `json:"standard"`
	// Message says what is wrong. It may hold any text of the file.
	Message string `json:"message"`
	// Fix says what to type instead.
	Fix string `json:"fix"`
	jsonPlace
	// Values are the values that the rule put into the message.
	Values map[string]string `json:"values"`
	// Related are other places that explain the finding, such as the first definition of what is defined twice.
	Related []jsonPlace `json:"related"`
	// Fingerprint identifies the finding across runs. It does not depend on the line.
	Fingerprint string `json:"fingerprint"`
	// Class is what the change does to the finding; it is there when the run was compared with a base that can have such findings.
	Class string `json:"class,omitempty" jsonschema:"enum=introduced,enum=unchanged"`
	// Suppression is there when somebody silenced the finding.
	Suppression *jsonSuppression `json:"suppression,omitempty"`
	// Edits mend the finding, all of them together; they are there when a program can.
	Edits []jsonEdit `json:"edits,omitempty"`
}

// jsonEdit replaces a part of a file.
type jsonEdit struct {
	// File is the path from the root of the repository, with slashes.
	File string `json:"file"`
	// Range is what is replaced; where it is empty, the text is put in.
	Range jsonRange `json:"range"`
	// Text is what stands there then.
	Text string `json:"text"`
	// Mends is unsafe when somebody has to look at what follows from the edit.
	Mends string `json:"mends" jsonschema:"enum=safe,enum=unsafe"`
}

// jsonPlace is a place in a file.
type jsonPlace struct {
	// File is the path from the root of the repository, with slashes.
	File string `json:"file"`
	// Range is null when the finding is about the file as a whole.
	Range *jsonRange `json:"range"`
	// Pointer is the stable name of the subject: a JSON pointer, schema.table.column, or a path.
	Pointer string `json:"pointer"`
}

// jsonRange is the text from start up to, not including, end.
type jsonRange struct {
	Start jsonPosition `json:"start"`
	// End is null when only the start is known.
	End *jsonPosition `json:"end"`
}

// jsonPosition is a place in a text. Line and column count from 1; columns count code points.
type jsonPosition struct {
	Line   int `json:"line" jsonschema:"minimum=1"`
	Column int `json:"column" jsonschema:"minimum=0"`
}

// jsonRule is a rule that was run.
type jsonRule struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Description string `json:"description"`
	// Severity is the rule's own; configuration may have given its findings another.
	Severity string   `json:"severity" jsonschema:"enum=error,enum=warning,enum=info"`
	Standard string   `json:"standard"`
	Tags     []string `json:"tags"`
	// Kinds are the kinds of evidence that the rule judges.
	Kinds []string `json:"kinds"`
	// Since is the version of bdma that first had the rule; empty for a rule of the user's own.
	Since string `json:"since"`
	// Custom is true for a rule of the user's own.
	Custom bool `json:"custom"`
	// Page is the address of the rule's documentation; empty for a rule of the user's own.
	Page       string   `json:"page"`
	References []string `json:"references"`
	// Findings is the number of findings of the rule.
	Findings int `json:"findings"`
	// Mends is there when the rule gives edits, and unsafe when somebody has to look at what follows from these.
	Mends string `json:"mends,omitempty" jsonschema:"enum=safe,enum=unsafe"`
}

// jsonSkipped is a file that was found but could not be judged.
type jsonSkipped struct {
	File string `json:"file"`
	// Reason is a clause that follows the file's name: "is Swagger 2.0, …".
	Reason string `json:"reason"`
}

// jsonTimings says what took how long.
type jsonTimings struct {
	// ElapsedNS is the wall time of the run in nanoseconds.
	ElapsedNS int64 `json:"elapsed_ns"`
	// Rules are sorted by time, the slowest first.
	Rules []jsonTiming `json:"rules"`
}

// jsonTiming is the time of a rule over all documents, in nanoseconds.
type jsonTiming struct {
	Rule      string `json:"rule"`
	ElapsedNS int64  `json:"elapsed_ns"`
	Findings  int    `json:"findings"`
}

// jsonCoverage is what all coverage reports come to.
type jsonCoverage struct {
	// Headline is the metric that people mean when they speak of the coverage: line, statement, instruction …; empty when the reports hold no data.
	Headline string `json:"headline"`
	// Reports is the number of reports.
	Reports int `json:"reports"`
	// Unreadable is the number of reports that could not be read; they count nowhere.
	Unreadable int `json:"unreadable"`
	// Files is the number of source files that the reports speak of.
	Files int `json:"files"`
	// Generated is the number of generated source files, which count nowhere.
	Generated int `json:"generated"`
	// Excluded is the number of source files that bdma.yaml excludes; they count nowhere either.
	Excluded int `json:"excluded"`
	// Totals are the counts of everything, by metric.
	Totals map[string]jsonCount `json:"totals"`
	// Change is what became of the lines that the change adds or modifies. It is there when there was something to compare with.
	Change *jsonChange `json:"change,omitempty"`
	// Components are the parts of the product that bdma.yaml names.
	Components []jsonPart `json:"components"`
	// Packages are the folders of source files, sorted by path.
	Packages []jsonPart `json:"packages"`
	// Past says that there was coverage of the past to hold this against; it is left out when there was none.
	Past bool `json:"past,omitempty"`
}

// jsonCount is how much of one metric is covered.
type jsonCount struct {
	// Covered is the number of units that ran.
	Covered int `json:"covered"`
	// Total is the number of units that could have run.
	Total int `json:"total"`
	// Percent is the share, cut to two decimals; empty when the total is 0.
	Percent string `json:"percent"`
}

// jsonPart is a part of the product.
type jsonPart struct {
	Name string `json:"name"`
	// Files is the number of its source files.
	Files int `json:"files"`
	// Metrics are the counts by metric.
	Metrics map[string]jsonCount `json:"metrics"`
}

// jsonChange is what became of the lines of a change.
type jsonChange struct {
	// Base is what the change is compared with: a branch or commit, or HEAD for what is staged.
	Base string `json:"base"`
	// Metric is the metric that is counted.
	Metric string `json:"metric"`
	jsonCount
	Files []jsonChangedFile `json:"files"`
}

// jsonChangedFile is a source file of the change.
type jsonChangedFile struct {
	Path string `json:"path"`
	jsonCount
	// Missed are ranges of new or modified lines that did not run: "12", "31-40". They are the first of missed_ranges.
	Missed []string `json:"missed"`
	// MissedRanges is the number of these ranges.
	MissedRanges int `json:"missed_ranges"`
	// Unmeasured is true when no report speaks of the file.
	Unmeasured bool `json:"unmeasured"`
}

func coverageJSON(s *coverage.Summary) *jsonCoverage {
	counts := func(list []coverage.MetricCount) map[string]jsonCount {
		m := make(map[string]jsonCount, len(list))
		for _, c := range list {
			m[c.Metric] = jsonCount(c.Count)
		}
		return m
	}
	parts := func(list []coverage.Part) []jsonPart {
		out := make([]jsonPart, 0, len(list))
		for _, p := range list {
			out = append(out, jsonPart{Name: p.Name, Files: p.Files, Metrics: counts(p.Counts)})
		}
		return out
	}
	out := &jsonCoverage{
		Headline: s.Headline, Reports: s.Reports, Unreadable: s.Unreadable, Files: s.Files, Generated: s.Generated, Excluded: s.Excluded,
		Totals: counts(s.Totals), Components: parts(s.Components), Packages: parts(s.Packages), Past: s.Past,
	}
	if c := s.Change; c != nil {
		out.Change = &jsonChange{Base: c.Base, Metric: c.Metric, jsonCount: jsonCount(c.Count), Files: []jsonChangedFile{}}
		for _, f := range c.Files {
			out.Change.Files = append(out.Change.Files, jsonChangedFile{
				Path: f.Path, jsonCount: jsonCount(f.Count), Missed: notNil(f.Missed), MissedRanges: f.MissedRanges, Unmeasured: f.Unmeasured,
			})
		}
	}
	return out
}

func writeJSON(w *bufio.Writer, run *Run, opt Options) error {
	found := finding.Count(run.Findings)
	j := newJSONWriter(w)
	j.open("", "{")
	j.member("version", jsonVersion)
	j.member("tool", jsonTool{Name: "bdma", Version: run.Version, URL: website})
	j.member("summary", jsonSummary{
		Failed: run.Failed(), FailOn: string(cmp.Or(run.FailOn, policy.Off)), Rules: len(run.Rules), Skipped: len(run.Skipped),
		Statements: run.Statements, Unanalysed: run.Unanalysed, Unlisted: run.Unlisted, Unchanged: len(run.Unchanged), Fixed: len(run.Fixed),
		Suppressed: len(run.Suppressed), SuppressedNew: len(freshlySuppressed(run)), Owed: len(run.Owed),
		Findings: countsJSON(found),
		Judged:   jsonJudged{OpenAPI: run.Judged[facts.OpenAPI], Migration: run.Judged[facts.Migration], Coverage: run.Judged[facts.Coverage]},
	})
	perRule := make(map[*policy.Rule]int)
	for i := range run.Findings {
		perRule[run.Findings[i].Rule]++
	}
	j.list("findings", findingsWith(run.Findings, &sources{read: run.Source}))
	j.list("rules", func(yield func(any) bool) {
		for _, r := range run.Rules {
			kinds := []string{}
			for _, k := range r.Inputs {
				kinds = append(kinds, string(k))
			}
			if !yield(jsonRule{
				ID: r.ID, Title: r.Title, Description: r.Description, Severity: string(r.Severity), Standard: r.Standard, Tags: notNil(r.Tags),
				Kinds: kinds, Since: r.Since, Custom: r.Custom, Page: r.Page(), References: notNil(r.References), Findings: perRule[r], Mends: string(r.Mends),
			}) {
				return
			}
		}
	})
	j.list("skipped", func(yield func(any) bool) {
		for _, s := range run.Skipped {
			if !yield(jsonSkipped(s)) {
				return
			}
		}
	})
	if run.Timings != nil {
		t := jsonTimings{ElapsedNS: run.Elapsed.Nanoseconds(), Rules: []jsonTiming{}}
		for _, r := range run.Timings {
			t.Rules = append(t.Rules, jsonTiming{Rule: r.Rule.ID, ElapsedNS: r.Elapsed.Nanoseconds(), Findings: r.Findings})
		}
		slices.SortStableFunc(t.Rules, func(a, b jsonTiming) int { return cmp.Compare(b.ElapsedNS, a.ElapsedNS) })
		j.member("timings", t)
	}
	if run.Coverage != nil {
		j.member("coverage", coverageJSON(run.Coverage))
	}
	if run.Base != "" {
		j.open("base", "{")
		j.member("name", run.Base)
		j.list("unchanged", findingsJSON(run.Unchanged))
		j.list("fixed", findingsJSON(run.Fixed))
		j.member("why", run.BaseWhy)
		j.close("}")
	}
	j.list("standards", standardsJSON(run))
	j.list("suppressed", findingsJSON(run.Suppressed))
	if run.Baseline != "" || len(run.Owed) > 0 {
		j.writeOwed(run)
	}
	if run.ConfigFrom != "" || len(run.ConfigChanged) > 0 {
		j.member("config", jsonConfig{From: run.ConfigFrom, Changed: notNil(run.ConfigChanged), New: notNil(run.ConfigNew)})
	}
	if run.Base == "" && run.ChangedSince == "" && run.BaseWhy != "" {
		j.member("no_base", run.BaseWhy)
	}
	if run.ChangedSince != "" {
		j.member("changed", jsonChanged{Since: run.ChangedSince, LeftOut: run.LeftOut})
	}
	if run.Shard != nil {
		j.member("shard", shardJSON(run.Shard))
	}
	j.close("}")
	return j.end()
}

func findingsJSON(list []finding.Finding) iter.Seq[any] { return findingsWith(list, nil) }

// findingsWith yields findings with what mends them, as far as the source is known.
func findingsWith(list []finding.Finding, src *sources) iter.Seq[any] {
	return func(yield func(any) bool) {
		var out jsonFinding // one for all: the writer is done with it when yield returns
		for i := range list {
			out = newJSONFinding(&list[i])
			if src != nil {
				out.Edits = editsJSON(&list[i], src)
			}
			if !yield(&out) {
				return
			}
		}
	}
}

func newJSONFinding(f *finding.Finding) jsonFinding {
	out := jsonFinding{
		Rule: f.Rule.ID, Severity: string(f.Severity), Kind: string(f.Kind), Standard: f.Rule.Standard,
		Message: f.Message, Fix: f.Fix, jsonPlace: placeOf(f.Node), Values: f.Values(), Related: []jsonPlace{}, Fingerprint: f.Fingerprint,
		Class: string(f.Class), Suppression: suppressionJSON(f.Suppression),
	}
	for _, n := range f.Related {
		out.Related = append(out.Related, placeOf(n))
	}
	return out
}

func notNil(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func placeOf(n facts.Node) jsonPlace {
	p := jsonPlace{File: n.File, Pointer: n.Pointer}
	if n.Range.Start.Line > 0 {
		p.Range = &jsonRange{Start: jsonPosition(n.Range.Start)}
		if n.Range.End.Line > 0 {
			end := jsonPosition(n.Range.End)
			p.Range.End = &end
		}
	}
	return p
}

// jsonWriter writes a JSON document piece by piece, so that a report of any length takes the memory of one finding. The
// elements of a list have a line each, which keeps the report small and lets people search it by line.
type jsonWriter struct {
	w     *bufio.Writer
	buf   bytes.Buffer
	depth int
	empty bool // nothing was written yet into what was opened last
	err   error
}

func newJSONWriter(w *bufio.Writer) *jsonWriter { return &jsonWriter{w: w} }

// next begins the line of a member or, without a name, of an element.
func (j *jsonWriter) next(name string) {
	if j.depth > 0 {
		if !j.empty {
			j.w.WriteByte(',')
		}
		j.newline()
	}
	j.empty = false
	if name != "" {
		j.w.WriteString(`"` + name + `": `)
	}
}

func (j *jsonWriter) newline() {
	j.w.WriteByte('\n')
	for range j.depth {
		j.w.WriteString("  ")
	}
}

func (j *jsonWriter) open(name, bracket string) {
	j.next(name)
	j.w.WriteString(bracket)
	j.depth++
	j.empty = true
}

func (j *jsonWriter) close(bracket string) {
	j.depth--
	if !j.empty {
		j.newline()
	}
	j.w.WriteString(bracket)
	j.empty = false
}

func (j *jsonWriter) member(name string, v any) {
	j.next(name)
	b, err := encodeJSON(&j.buf, v)
	j.err = cmp.Or(j.err, err)
	j.w.Write(b)
}

func (j *jsonWriter) list(name string, elements iter.Seq[any]) {
	j.open(name, "[")
	for v := range elements {
		j.member("", v)
	}
	j.close("]")
}

func (j *jsonWriter) end() error {
	j.w.WriteByte('\n')
	return j.err
}

// encodeJSON returns the JSON of a value on one line.
func encodeJSON(buf *bytes.Buffer, v any) ([]byte, error) {
	buf.Reset()
	if err := json.NewEncoder(buf).Encode(v); err != nil {
		return nil, err
	}
	return jsonText(bytes.TrimSuffix(buf.Bytes(), []byte("\n"))), nil
}

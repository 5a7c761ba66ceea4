package report

import (
	"bufio"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
)

// The part of SARIF 2.1.0 that GitHub code scanning reads, in types of our own: github.com/owenrumney/go-sarif writes
// byteOffset and charOffset of -1 into every region, holds the whole log in memory, and links a JSON Schema validator into
// the program. The tests read this output with it and validate it with its schema.

// What GitHub accepts of a run ("SARIF results exceed one or more limits" in its documentation).
const (
	maxResults       = 25_000
	maxRules         = 25_000
	maxRuleTags      = 10
	maxDescription   = 1_024
	maxRelated       = 100
	maxNotifications = 1_000
	// maxHashed is the size of the longest file whose lines are hashed; GitHub's upload action does it for longer ones.
	maxHashed = 64 << 20
)

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifConfiguration struct {
	Level string `json:"level"`
}

type sarifRuleProperties struct {
	Tags      []string `json:"tags,omitempty"`
	Precision string   `json:"precision"`
	// Severity orders alerts. A security-severity would turn every finding into a security alert.
	Severity string `json:"problem.severity"`
}

type sarifRule struct {
	ID               string              `json:"id"`
	Name             string              `json:"name"`
	ShortDescription sarifMessage        `json:"shortDescription"`
	FullDescription  sarifMessage        `json:"fullDescription"`
	Help             sarifMessage        `json:"help"`
	HelpURI          string              `json:"helpUri,omitempty"`
	Configuration    sarifConfiguration  `json:"defaultConfiguration"`
	Properties       sarifRuleProperties `json:"properties"`
}

type sarifArtifact struct {
	URI       string `json:"uri"`
	URIBaseID string `json:"uriBaseId"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifLocation struct {
	ID       int           `json:"id,omitempty"`
	Physical sarifPhysical `json:"physicalLocation"`
	Message  *sarifMessage `json:"message,omitempty"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifMessage      `json:"message"`
	Locations    []sarifLocation   `json:"locations"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string `json:"partialFingerprints"`
	// BaselineState is there when the run was compared with a base.
	BaselineState string `json:"baselineState,omitempty"`
	// Suppressions are there when the finding is silenced or owed.
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	// Fixes are there when a program can mend the finding.
	Fixes []sarifFix `json:"fixes,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifAutomation struct {
	ID string `json:"id"`
}

var (
	sarifLevels     = map[policy.Severity]string{policy.Error: "error", policy.Warning: "warning", policy.Info: "note"}
	sarifSeverities = map[policy.Severity]string{policy.Error: "error", policy.Warning: "warning", policy.Info: "recommendation"}
)

// baselineStates are SARIF's words (3.27.24) for what a change does to a result.
var baselineStates = map[finding.Class]string{finding.Introduced: "new", finding.Unchanged: "unchanged", absent: "absent"}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

var semanticVersion = regexp.MustCompile(`^v?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)$`)

// writeSARIF writes what code scanning shows as alerts: the findings that count, and with a base those that it has too. What is
// silenced or owed is left out and counted by a notification, since GitHub makes open alerts of results with suppressions:
// a finding that somebody accounted for would come back in another place. The format sarif-full has them.
func writeSARIF(w *bufio.Writer, run *Run, opt Options) error {
	return sarifReport(w, run, run.all(), nil, aside(run))
}

func sarifReport(w *bufio.Writer, run *Run, findings []finding.Finding, suppressions func(*finding.Finding) []sarifSuppression, notes []sarifNotification) error {
	rules := run.Rules[:min(len(run.Rules), maxRules)]
	index := make(map[*policy.Rule]int, len(rules))
	for i, r := range rules {
		index[r] = i
	}
	whole := *run
	whole.Findings = findings
	run = &whole
	kept := worstFirst(run.Findings)
	slices.SortStableFunc(kept, func(a, b int) int {
		return cmp.Compare(sarifRank(&run.Findings[a]), sarifRank(&run.Findings[b]))
	})
	kept = kept[:min(len(kept), maxResults)]
	slices.Sort(kept)

	j := newJSONWriter(w)
	j.open("", "{")
	j.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
	j.member("version", "2.1.0")
	j.open("runs", "[")
	j.open("", "{")
	j.open("tool", "{")
	j.open("driver", "{")
	j.member("name", "bdma")
	j.member("version", cmp.Or(run.Version, "unknown"))
	if m := semanticVersion.FindStringSubmatch(run.Version); m != nil {
		j.member("semanticVersion", m[1])
	}
	j.member("informationUri", website)
	j.list("rules", func(yield func(any) bool) {
		for _, r := range rules {
			if !yield(newSARIFRule(r)) {
				return
			}
		}
	})
	j.close("}")
	j.close("}")
	j.list("invocations", func(yield func(any) bool) {
		yield(sarifInvocation{Successful: true, Notifications: append(notes, notifications(run, len(run.Findings)-len(kept))...)})
	})
	j.member("automationDetails", sarifAutomation{ID: category(run)})
	j.member("columnKind", "unicodeCodePoints")
	j.list("results", results(run, kept, index, suppressions))
	j.close("}")
	j.close("]")
	j.close("}")
	return j.end()
}

func newSARIFRule(r *policy.Rule) sarifRule {
	description := strings.Join(strings.Fields(r.Description), " ")
	help := r.Title + "\n\n" + description + "\n\nmessage: " + r.Message.String() + "\nfix: " + r.Fix.String()
	md := "**" + mdText(r.Title) + "**\n\n" + mdText(description) + "\n\n* message: " + mdText(r.Message.String()) + "\n* fix: " + mdText(r.Fix.String()) + "\n"
	for _, ref := range append(slices.Clone(r.References), r.Page()) {
		if ref != "" {
			help += "\n" + ref
			md += "* " + mdLink(ref, ref) + "\n"
		}
	}
	tags := append([]string{r.Standard, r.Group()}, r.Tags...)
	slices.Sort(tags)
	tags = slices.Compact(tags)
	return sarifRule{
		ID: r.ID, Name: pascalCase(r.ID),
		ShortDescription: sarifMessage{Text: clip(r.Title, maxDescription-len(ellipsis))},
		FullDescription:  sarifMessage{Text: clip(description, maxDescription-len(ellipsis))},
		Help:             sarifMessage{Text: help, Markdown: md},
		HelpURI:          r.Page(),
		Configuration:    sarifConfiguration{Level: sarifLevels[r.Severity]},
		Properties:       sarifRuleProperties{Tags: tags[:min(len(tags), maxRuleTags)], Precision: "high", Severity: sarifSeverities[r.Severity]},
	}
}

// pascalCase turns a rule's id into the identifier that SARIF calls its name: rest/path-case → RestPathCase.
func pascalCase(id string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(id, func(r rune) bool { return r == '/' || r == '-' }) {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func notifications(run *Run, cut int) []sarifNotification {
	var list []sarifNotification
	if cut > 0 {
		list = append(list, sarifNotification{Level: "warning", Message: sarifMessage{
			Text: fmt.Sprintf("%s left out: GitHub accepts %s results of a run, and this report has the gravest.", count(cut, "finding is", "findings are"), thousands(maxResults)),
		}})
	}
	for i, s := range run.Skipped {
		if i == maxNotifications {
			list = append(list, sarifNotification{Level: "note", Message: sarifMessage{Text: count(len(run.Skipped)-i, "more file was", "more files were") + " found but not judged."}})
			break
		}
		list = append(list, sarifNotification{Level: "note", Message: sarifMessage{Text: sarifText(s.File + " " + s.Reason)},
			Locations: []sarifLocation{{Physical: sarifPhysical{Artifact: artifact(s.File)}}}})
	}
	return list
}

// results yields the results of some findings, file by file: the lines of each file are hashed together.
func results(run *Run, kept []int, index map[*policy.Rule]int, suppressions func(*finding.Finding) []sarifSuppression) func(yield func(any) bool) {
	return func(yield func(any) bool) {
		src := sources{read: run.Source}
		var out sarifResult // one for all: the writer is done with it when yield returns
		for len(kept) > 0 {
			file := run.Findings[kept[0]].File
			n := 1
			for n < len(kept) && run.Findings[kept[n]].File == file {
				n++
			}
			lines := make([]int, n)
			for i := range lines {
				lines[i] = max(run.Findings[kept[i]].Range.Start.Line, 1)
			}
			var prints map[int]string
			if text, _ := src.of(file); text != nil && len(text) <= maxHashed {
				prints = lineFingerprints(text, lines)
			}
			for i := range n {
				f := &run.Findings[kept[i]]
				out = newSARIFResult(f, &src)
				out.RuleIndex = -1
				if at, ok := index[f.Rule]; ok {
					out.RuleIndex = at
				}
				if suppressions != nil {
					out.Suppressions = suppressions(f)
				}
				// The lines of a finding that is gone are those of the base.
				if p := prints[lines[i]]; p != "" && f.Class != absent {
					out.Fingerprints["primaryLocationLineHash"] = p
				}
				if !yield(&out) {
					return
				}
			}
			kept = kept[n:]
		}
	}
}

func newSARIFResult(f *finding.Finding, src *sources) sarifResult {
	text := sarifText(f.Message)
	if f.Fix != "" {
		text += "\nfix: " + sarifText(f.Fix)
	}
	related := f.Related[:min(len(f.Related), maxRelated)]
	here := src
	if f.Class == absent {
		here = nil
	}
	r := sarifResult{
		BaselineState: baselineStates[f.Class],
		RuleID:        f.Rule.ID, Level: sarifLevels[f.Severity],
		Locations:    []sarifLocation{{Physical: sarifPhysical{Artifact: artifact(fileOf(f.Node)), Region: region(f.Node, here)}}},
		Fingerprints: map[string]string{"bdma/v1": f.Fingerprint},
	}
	for i, n := range related {
		name := Terminal(fileOf(n))
		if n.Range.Start.Line > 0 {
			name = fmt.Sprintf("%s:%d", name, n.Range.Start.Line)
		}
		// GitHub shows a related location only where the message links to it by its id.
		text += fmt.Sprintf("\nsee also [%s](%d)", sarifBrackets.Replace(name), i+1)
		r.Related = append(r.Related, sarifLocation{ID: i + 1, Physical: sarifPhysical{Artifact: artifact(fileOf(n)), Region: region(n, nil)}, Message: &sarifMessage{Text: "see also"}})
	}
	r.Message.Text = text
	r.Fixes = sarifFixes(f, here)
	return r
}

// region returns one line at most: GitHub shows an alert in a pull request only when all of its lines were changed.
func region(n facts.Node, src *sources) *sarifRegion {
	line, column := max(n.Range.Start.Line, 1), max(n.Range.Start.Column, 1)
	end := column + 1
	switch to := n.Range.End; {
	case n.Range.Start.Line < 1:
	case to.Line == line:
		end = max(to.Column, end)
	case to.Line > line && src != nil && src.file == n.File:
		if text, from, until, ok := src.span(n); ok {
			end = max(column+len([]rune(string(text[from:until]))), end)
		}
	}
	return &sarifRegion{StartLine: line, StartColumn: column, EndLine: line, EndColumn: end}
}

func artifact(file string) sarifArtifact {
	return sarifArtifact{URI: uri(file), URIBaseID: "%SRCROOT%"}
}

var sarifBrackets = strings.NewReplacer(`\`, `\\`, `[`, `\[`, `]`, `\]`)

// sarifText returns a text as a SARIF message, in which [text](target) is a link even in plain text. Braces are not
// doubled, as the specification wants it, because GitHub shows both.
func sarifText(s string) string {
	s = strings.Join(textLines(s), "\n")
	if strings.Contains(s, "](") {
		s = sarifBrackets.Replace(s)
	}
	return s
}

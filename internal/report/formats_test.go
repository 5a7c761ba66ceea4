package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	validator "github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/policy"
)

// What the tests read back. Every attribute and child that the format may have is named; readXML refuses others.
type (
	junitXML struct {
		XMLName  xml.Name        `xml:"testsuites"`
		Name     string          `xml:"name,attr"`
		Tests    int             `xml:"tests,attr"`
		Failures int             `xml:"failures,attr"`
		Errors   int             `xml:"errors,attr"`
		Time     string          `xml:"time,attr"`
		Suites   []junitSuiteXML `xml:"testsuite"`
		junk
	}
	junitSuiteXML struct {
		Name     string         `xml:"name,attr"`
		Tests    int            `xml:"tests,attr"`
		Failures int            `xml:"failures,attr"`
		Errors   int            `xml:"errors,attr"`
		Skipped  int            `xml:"skipped,attr"`
		Time     string         `xml:"time,attr"`
		File     string         `xml:"file,attr"`
		Cases    []junitCaseXML `xml:"testcase"`
		junk
	}
	junitCaseXML struct {
		Class   string           `xml:"classname,attr"`
		Name    string           `xml:"name,attr"`
		Time    string           `xml:"time,attr"`
		Failure []junitResultXML `xml:"failure"`
		Skipped []junitResultXML `xml:"skipped"`
		junk
	}
	junitResultXML struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
		junk
	}
	checkstyleXML struct {
		XMLName xml.Name `xml:"checkstyle"`
		Version string   `xml:"version,attr"`
		Files   []struct {
			Name   string `xml:"name,attr"`
			Errors []struct {
				Line     int    `xml:"line,attr"`
				Column   int    `xml:"column,attr"`
				Severity string `xml:"severity,attr"`
				Message  string `xml:"message,attr"`
				Source   string `xml:"source,attr"`
				junk
			} `xml:"error"`
			junk
		} `xml:"file"`
		junk
	}
	// junk is what the format does not have.
	junk struct {
		Attributes []xml.Attr `xml:",any,attr"`
		Elements   []struct {
			XMLName xml.Name
		} `xml:",any"`
		Comments string `xml:",comment"`
	}
)

func (j junk) check(t testing.TB) {
	t.Helper()
	if len(j.Attributes)+len(j.Elements)+len(j.Comments) > 0 {
		t.Fatalf("the report has more than its format: %+v", j)
	}
}

// readXML reads a document with the strict parser of Go, which knows no entities and no document types.
func readXML(t testing.TB, out string, v any) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(out))
	if err := d.Decode(v); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if token, err := d.Token(); err != io.EOF && strings.TrimSpace(fmt.Sprintf("%s", token)) != "" {
		t.Fatalf("more than one document: %v, %v", token, err)
	}
	for d = xml.NewDecoder(strings.NewReader(out)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return
		}
		switch token := token.(type) {
		case xml.Directive, xml.Comment:
			t.Fatalf("a directive or a comment: %q", token)
		case xml.ProcInst:
			if token.Target != "xml" {
				t.Fatalf("an instruction: %v", token)
			}
		}
	}
}

// readJUnit returns the report and the number of findings in it, and checks its sums.
func readJUnit(t testing.TB, out string) (junitXML, int) {
	t.Helper()
	var r junitXML
	readXML(t, out, &r)
	r.check(t)
	findings, tests, failures := 0, 0, 0
	seen := make(map[[2]string]bool)
	for _, s := range r.Suites {
		s.check(t)
		failed, skipped := 0, 0
		for _, c := range s.Cases {
			c.check(t)
			key := [2]string{c.Class, c.Name}
			if seen[key] {
				t.Fatalf("two cases are %q: GitLab shows one", key)
			}
			seen[key] = true
			failed += len(c.Failure)
			skipped += len(c.Skipped)
			if len(c.Failure)+len(c.Skipped) > 1 {
				t.Fatalf("%s has several results", c.Name)
			}
			for _, result := range slices.Concat(c.Failure, c.Skipped) {
				result.check(t)
				for line := range strings.Lines(result.Text) {
					var more int
					if n, _ := fmt.Sscanf(strings.ReplaceAll(line, ",", ""), "  … and %d more", &more); n == 1 {
						findings += more
					} else if line != "\n" && !strings.HasPrefix(line, "  ") {
						findings++
					}
				}
			}
		}
		if s.Tests != len(s.Cases) || s.Failures != failed || s.Skipped != skipped {
			t.Fatalf("suite %s says %d tests, %d failures and %d skipped; it has %d, %d and %d", s.Name, s.Tests, s.Failures, s.Skipped, len(s.Cases), failed, skipped)
		}
		tests, failures = tests+s.Tests, failures+failed
	}
	if r.Tests != tests || r.Failures != failures || tests == 0 {
		t.Fatalf("%d tests and %d failures; there are %d and %d", r.Tests, r.Failures, tests, failures)
	}
	return r, findings
}

func readCheckstyle(t testing.TB, out string) (checkstyleXML, int) {
	t.Helper()
	var r checkstyleXML
	readXML(t, out, &r)
	r.check(t)
	n := 0
	for _, f := range r.Files {
		f.check(t)
		for _, e := range f.Errors {
			e.check(t)
		}
		n += len(f.Errors)
	}
	return r, n
}

// readJSON reads one document without unknown keys.
func readJSON(t testing.TB, out string, v any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(out))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	if _, err := d.Token(); err != io.EOF {
		t.Fatalf("more than one document: %v", err)
	}
}

type rdReport struct {
	Source      rdSource       `json:"source"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

// findingsIn reads a report with a parser of its format, and returns the number of findings that it shows.
func findingsIn(t testing.TB, format, out string) int {
	t.Helper()
	switch format {
	case "junit":
		_, n := readJUnit(t, out)
		return n
	case "checkstyle":
		_, n := readCheckstyle(t, out)
		return n
	case "gitlab":
		var r []gitlabIssue
		readJSON(t, out, &r)
		return len(r)
	case "rdjson":
		var r rdReport
		readJSON(t, out, &r)
		return len(r.Diagnostics)
	case "json":
		var r jsonReport
		readJSON(t, out, &r)
		return len(r.Findings)
	case "sarif", "sarif-full":
		var r sarifLog
		if err := json.Unmarshal([]byte(out), &r); err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, result := range r.Runs[0].Results {
			n += bit(len(result.Suppressions) == 0 && (result.BaselineState == "" || result.BaselineState == "new"))
		}
		return n
	case "github":
		return strings.Count(out, "\n") - strings.Count(out, "::notice title=bdma::")
	case "markdown", "comment":
		n := 0
		for _, mark := range severityMarks {
			for _, s := range policy.Severities() {
				n += strings.Count("\n"+out, "\n"+mark+" **"+string(s)+"** ")
			}
		}
		return n
	case "html":
		n := 0
		for _, row := range dataOf(t, out).Findings {
			n += bit(row[9].(float64) == stateCounting)
		}
		return n
	case "outputs":
		n := 0
		for _, line := range strings.Split(out, "\n") {
			name, value, _ := strings.Cut(line, "=")
			if name == "errors" || name == "warnings" || name == "infos" {
				counted, err := strconv.Atoi(value)
				if err != nil {
					t.Fatal(err)
				}
				n += counted
			}
		}
		return n
	case "text":
		return strings.Count(out, "\n     --> ")
	}
	t.Fatalf("nobody reads %s", format)
	return 0
}

func runsByName(t testing.TB) map[string]*Run {
	warned, never := shop(t), shop(t)
	warned.FailOn, never.FailOn = policy.Warning, policy.Off
	return map[string]*Run{"shop": shop(t), "warned": warned, "never": never, "review": review(t), "hostile": hostile(t), "nothing": newRun(t).run, "zero": {}, "many": many(t, 3000)}
}

func TestJSONFormatsFollowTheirSchemas(t *testing.T) {
	for _, format := range []string{"gitlab", "rdjson"} {
		compiled, err := validator.NewCompiler().Compile(filepath.Join("testdata", "schema", format+".json"))
		if err != nil {
			t.Fatal(err)
		}
		for name, run := range runsByName(t) {
			t.Run(format+"/"+name, func(t *testing.T) {
				v, err := validator.UnmarshalJSON(strings.NewReader(write(t, format, run, Options{})))
				if err != nil {
					t.Fatal(err)
				}
				if err := compiled.Validate(v); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// Without xmllint, what readJUnit and readCheckstyle refuse is all that is checked.
func TestXMLFormatsFollowTheirSchemas(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	for _, format := range []string{"junit", "checkstyle"} {
		for name, run := range runsByName(t) {
			t.Run(format+"/"+name, func(t *testing.T) {
				out := write(t, format, run, Options{})
				if n := findingsIn(t, format, out); n != len(run.Findings) {
					t.Errorf("%d findings, want %d", n, len(run.Findings))
				}
				if err != nil {
					t.Skip("no xmllint")
				}
				cmd := exec.Command(lint, "--nonet", "--noout", "--schema", filepath.Join("testdata", "schema", format+".xsd"), "-")
				cmd.Stdin = strings.NewReader(out)
				if said, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%v\n%s", err, said)
				}
			})
		}
	}
}

// A finding that does not fail the run must not turn the tab of tests red, and one that does must.
func TestJUnitFailsWhatFailsTheRun(t *testing.T) {
	for fail, want := range map[policy.Severity][]string{
		policy.Error:   {"migration/drop-column", "rest/operation-id-unique"},
		policy.Warning: {"migration/drop-column", "rest/operation-id", "rest/operation-id-unique", "rest/path-kebab-case", "rest/success-response"},
		policy.Off:     nil,
	} {
		run := shop(t)
		run.FailOn = fail
		r, _ := readJUnit(t, write(t, "junit", run, Options{}))
		var failed []string
		for _, s := range r.Suites {
			for _, c := range s.Cases {
				if len(c.Failure) > 0 {
					failed = append(failed, c.Name)
				}
			}
		}
		slices.Sort(failed)
		if got := slices.Compact(failed); !cmp.Equal(got, want) {
			t.Errorf("fail-on %q: failed are %v, want %v", fail, got, want)
		}
		if run.Failed() != (r.Failures > 0) {
			t.Errorf("fail-on %q: the run failed is %v, with %d failures", fail, run.Failed(), r.Failures)
		}
	}
}

// The tab is never empty, and nothing checked is never green.
func TestJUnitOfNoFindings(t *testing.T) {
	clean := newRun(t)
	clean.run.Judged[facts.OpenAPI] = 1
	r, _ := readJUnit(t, write(t, "junit", clean.run, Options{}))
	for _, c := range r.Suites[0].Cases {
		if len(c.Skipped) > 0 || strings.HasPrefix(c.Name, "migration/") {
			t.Errorf("%s does not pass an OpenAPI document", c.Name)
		}
	}
	r, _ = readJUnit(t, write(t, "junit", newRun(t).run, Options{}))
	if c := r.Suites[0].Cases; len(c) != 1 || len(c[0].Skipped) != 1 || c[0].Skipped[0].Message != "nothing was checked" {
		t.Errorf("cases of a run that checked nothing: %+v", c)
	}
}

// GitLab and Jenkins fetch what [[ATTACHMENT|path]] names in the output of a test, so there must be no output.
func TestJUnitHasNoOutput(t *testing.T) {
	for name, run := range runsByName(t) {
		if out := write(t, "junit", run, Options{}); strings.Contains(out, "<system-") {
			t.Errorf("%s: the report has output", name)
		}
	}
}

func TestJUnitStaysWithinItsLimit(t *testing.T) {
	run := many(t, 30_000)
	for _, limit := range []int{100 << 10, 1 << 20, maxJUnitBytes} {
		var b bytes.Buffer
		w := bufio.NewWriter(&b)
		if err := junitReport(w, run, limit); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		r, n := readJUnit(t, b.String())
		if b.Len() > limit {
			t.Errorf("%d bytes, of which %d are allowed", b.Len(), limit)
		}
		cut := 0
		for _, c := range r.Suites[0].Cases {
			if c.Name == "findings" {
				fmt.Sscanf(strings.ReplaceAll(c.Skipped[0].Message, ",", ""), "%d more findings are left out", &cut)
			}
		}
		if n+cut != 30_000 {
			t.Errorf("limit %d: %d findings and %d left out", limit, n, cut)
		}
	}
}

func TestGitLabFingerprintsAreUnique(t *testing.T) {
	r := newRun(t)
	for _, file := range []string{"v1/openapi.yaml", "v2/openapi.yaml"} {
		for line := range 3 {
			r.add("rest/path-kebab-case", facts.Node{File: file, Pointer: "/paths/~1a_b", Range: facts.Range{Start: facts.Position{Line: line + 1, Column: 1}}}, map[string]string{"segment": "a_b", "suggestion": "a-b"})
		}
	}
	seen := make(map[string]bool)
	for _, run := range []*Run{r.done(), shop(t), hostile(t)} {
		var issues []gitlabIssue
		readJSON(t, write(t, "gitlab", run, Options{}), &issues)
		for _, issue := range issues {
			if seen[issue.Fingerprint] {
				t.Errorf("%s in %s has the fingerprint of another", issue.CheckName, issue.Location.Path)
			}
			seen[issue.Fingerprint] = true
		}
	}
}

// What is added above a finding, or beside it, leaves its fingerprint alone.
func TestGitLabFingerprintsLast(t *testing.T) {
	prints := func(shift int, more bool) map[string]bool {
		r := newRun(t)
		at := func(file string) facts.Node {
			return facts.Node{File: file, Pointer: "/p", Range: facts.Range{Start: facts.Position{Line: 5 + shift, Column: 1}}}
		}
		r.add("rest/path-kebab-case", at("b.yaml"), map[string]string{"segment": "a_b"})
		if more {
			r.add("rest/path-kebab-case", at("a.yaml"), map[string]string{"segment": "a_b"})
		}
		var issues []gitlabIssue
		readJSON(t, write(t, "gitlab", r.done(), Options{}), &issues)
		set := make(map[string]bool)
		for _, issue := range issues {
			set[issue.Location.Path+issue.Fingerprint] = true
		}
		return set
	}
	before, after := prints(0, false), prints(7, true)
	for p := range before {
		if !after[p] {
			t.Errorf("%s is gone", p)
		}
	}
}

func TestGitLabStaysWithinItsLimit(t *testing.T) {
	run := many(t, 3000)
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	if err := gitlabReport(w, run, 100<<10); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	var issues []gitlabIssue
	readJSON(t, b.String(), &issues)
	last := issues[len(issues)-1].Description
	if want := thousands(3000-len(issues)+1) + " findings are left out"; b.Len() > 100<<10 || !strings.HasPrefix(last, want) {
		t.Errorf("%d bytes; the last issue says %q, want %q", b.Len(), last, want)
	}
	for _, issue := range issues[:len(issues)-1] {
		if issue.Severity != "major" {
			t.Fatalf("a finding that is %s stands where errors do not fit", issue.Severity)
		}
	}
}

func TestRDJSONRanges(t *testing.T) {
	r := newRun(t)
	r.files["a.sql"] = "日本 x y\nALTER TABLE größe\n  DROP COLUMN note;\n"
	at := func(line, column int) facts.Position { return facts.Position{Line: line, Column: column} }
	start := func(line, column int) *rdRange { return &rdRange{Start: rdPosition{line, column}} }
	span := func(line, column, endLine, endColumn int) *rdRange {
		return &rdRange{Start: rdPosition{line, column}, End: &rdPosition{endLine, endColumn}}
	}
	for _, c := range []struct {
		name     string
		file     string
		from, to facts.Position
		want     *rdRange
	}{
		{"columns are bytes", "a.sql", at(1, 4), at(1, 5), span(1, 8, 1, 9)},
		{"several lines", "a.sql", at(2, 13), at(3, 7), span(2, 13, 3, 7)},
		{"the end counts bytes too", "a.sql", at(2, 13), at(2, 18), span(2, 13, 2, 20)},
		{"only the start", "a.sql", at(3, 3), at(0, 0), start(3, 3)},
		{"empty", "a.sql", at(3, 3), at(3, 3), start(3, 3)},
		{"no column", "a.sql", at(2, 0), at(3, 0), span(2, 0, 3, 0)},
		{"an end without column", "a.sql", at(2, 1), at(3, 0), span(2, 0, 3, 0)},
		{"an end beyond the file", "a.sql", at(2, 1), at(9, 1), span(2, 0, 9, 0)},
		{"no such line", "a.sql", at(9, 1), at(9, 4), span(9, 0, 9, 0)},
		{"no such file", "b.sql", at(2, 3), at(2, 9), span(2, 0, 2, 0)},
		{"no place", "a.sql", at(0, 0), at(0, 0), nil},
		{"too far for the format", "b.sql", at(1<<40, 1), at(1<<41, 1), span(1<<31-1, 0, 1<<31-1, 0)},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rdRangeOf(facts.Node{File: c.file, Range: facts.Range{Start: c.from, End: c.to}}, &sources{read: r.run.Source})
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestLiteral(t *testing.T) {
	for in, want := range map[string]string{
		"add an id to GET /orders":    "add an id to GET /orders",
		"@org/team":                   "`@org/team`",
		"<b>":                         "`<b>`",
		"<!-- __reviewdog__:x -->":    "`<\\x21-- __reviewdog__:x -->`",
		"a `b`c":                      "``a `b`c``",
		"x\n```suggestion\ny\n```":    "```` x\\n```suggestion\\ny\\n``` ````",
		"https://evil.example/\u202e": "`https://evil.example/\\u202e`",
	} {
		if got := literal(in); got != want {
			t.Errorf("literal(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestXMLTextHasNoNoncharacters(t *testing.T) {
	if got, want := xmlText("a\ufffe\uffff<\x00\"'&>\x0b"), `a\ufffe\uffff&lt;\x00&quot;&#39;&amp;&gt;\x0b`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzEveryFormat feeds text to all that a stranger decides on, and holds every format to the same: its parser reads it, it
// has the findings that there are, and nothing in it is obeyed by a terminal or a CI service.
func FuzzEveryFormat(f *testing.F) {
	seed(f)
	f.Add("a.sql", "]]>", "\ufffe</failure>", 1, 1, 2, 2)
	f.Fuzz(func(t *testing.T, a, b, text string, line, column, endLine, endColumn int) {
		run := fuzzRun(t, a, b, text, line, column, endLine, endColumn)
		if len(a)+len(b)+len(text) > 1<<16 {
			t.Skip("longer than markdown may be")
		}
		for _, format := range Formats() {
			out := write(t, format, run, Options{})
			mine := none
			if format == "github" {
				mine = ours
			}
			tame(t, out, mine)
			if n := findingsIn(t, format, out); n != len(run.Findings) {
				t.Fatalf("%s shows %d findings of %d: %s", format, n, len(run.Findings), out)
			}
		}
	})
}

// Milliseconds are reported; what is held is that a finding costs a few allocations, whatever the number of findings.
func TestFormatsAllocateLittle(t *testing.T) {
	const findings = 3000
	run := many(t, findings)
	for format, most := range map[string]float64{"checkstyle": 5, "gitlab": 12, "junit": 2, "rdjson": 12} {
		allocs := testing.AllocsPerRun(2, func() {
			if err := Write(io.Discard, format, run, Options{}); err != nil {
				t.Fatal(err)
			}
		})
		if allocs > most*findings {
			t.Errorf("%s: %.1f allocations for a finding; at most %.0f are wanted", format, allocs/findings, most)
		}
	}
}

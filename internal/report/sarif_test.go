package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/bdma-dev/bdma/internal/facts"
)

// sarifLog reads back what the tests look at.
type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Rules []sarifRule `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		Invocations []sarifInvocation `json:"invocations"`
		Automation  sarifAutomation   `json:"automationDetails"`
		Results     []sarifResult     `json:"results"`
	} `json:"runs"`
}

func TestSARIFIsValid(t *testing.T) {
	runs := map[string]*Run{"shop": shop(t), "hostile": hostile(t), "review": review(t), "nothing": newRun(t).run}
	for _, name := range []string{"shop", "hostile", "review", "nothing", "shop-full", "hostile-full", "review-full"} {
		t.Run(name, func(t *testing.T) {
			of, full := strings.CutSuffix(name, "-full")
			out := []byte(write(t, []string{"sarif", "sarif-full"}[bit(full)], runs[of], Options{}))
			d := json.NewDecoder(bytes.NewReader(out))
			d.DisallowUnknownFields()
			if err := d.Decode(new(sarif.Report)); err != nil {
				t.Fatal(err)
			}
			report, err := sarif.FromBytes(out)
			if err != nil {
				t.Fatal(err)
			}
			// The library writes these even when they are absent, in a form that its own schema refuses.
			report.Runs[0].Language, report.Runs[0].Tool.Driver.Language = "en-US", "en-US"
			report.Runs[0].NewlineSequences = []string{"\n"}
			if err := report.Validate(); err != nil {
				t.Error(err)
			}
		})
	}
}

// GitHub refuses an upload, or shows nothing of it, when any of this is amiss.
func TestSARIFHasWhatGitHubNeeds(t *testing.T) {
	for name, run := range map[string]*Run{"shop": shop(t), "hostile": hostile(t)} {
		t.Run(name, func(t *testing.T) {
			var log sarifLog
			if err := json.Unmarshal([]byte(write(t, "sarif", run, Options{})), &log); err != nil {
				t.Fatal(err)
			}
			rules := log.Runs[0].Tool.Driver.Rules
			for _, r := range rules {
				if r.ID == "" || r.Name == "" || r.ShortDescription.Text == "" || r.FullDescription.Text == "" || r.Help.Text == "" || r.Help.Markdown == "" || r.Configuration.Level == "" {
					t.Errorf("rule %s lacks a text", r.ID)
				}
				if len(r.FullDescription.Text) > maxDescription || len(r.Properties.Tags) > maxRuleTags {
					t.Errorf("rule %s exceeds a limit", r.ID)
				}
			}
			all := run.all()
			if len(log.Runs[0].Results) != len(all) {
				t.Fatalf("%d results of %d findings", len(log.Runs[0].Results), len(all))
			}
			for i, r := range log.Runs[0].Results {
				f := all[i]
				if len(r.Locations) != 1 || rules[r.RuleIndex].ID != r.RuleID || r.Message.Text == "" || r.Fingerprints["bdma/v1"] != f.Fingerprint {
					t.Errorf("result %d: %+v", i, r)
				}
				place := r.Locations[0].Physical
				if g := place.Region; g.StartLine < 1 || g.EndLine != g.StartLine || g.StartColumn < 1 || g.EndColumn <= g.StartColumn {
					t.Errorf("result %d: region %+v", i, g)
				}
				u, err := url.Parse(place.Artifact.URI)
				if err != nil || u.IsAbs() || u.Host != "" || u.Path != f.File {
					t.Errorf("result %d: %q leads to %q, not to %q (%v)", i, place.Artifact.URI, u.Path, f.File, err)
				}
				if r.Fingerprints["primaryLocationLineHash"] == "" && f.File != "coverage/lcov.info" {
					t.Errorf("result %d has no line hash", i)
				}
			}
			if strings.Contains(write(t, "sarif", run, Options{}), "security-severity") {
				t.Error("security-severity is set")
			}
		})
	}
}

func TestSARIFRegionsHaveOneLine(t *testing.T) {
	r := newRun(t)
	r.files["a.sql"] = "SELECT 1;\nALTER TABLE orders  \n  DROP COLUMN note;\n"
	node := func(from, to facts.Position) facts.Node {
		return facts.Node{File: "a.sql", Range: facts.Range{Start: from, End: to}}
	}
	at := func(line, column int) facts.Position { return facts.Position{Line: line, Column: column} }
	src := sources{read: r.run.Source}
	src.of("a.sql")
	for _, c := range []struct {
		name string
		node facts.Node
		want sarifRegion
	}{
		{"several lines", node(at(2, 7), at(3, 8)), sarifRegion{2, 7, 2, 19}},
		{"one line", node(at(3, 3), at(3, 7)), sarifRegion{3, 3, 3, 7}},
		{"only the start", node(at(3, 3), at(0, 0)), sarifRegion{3, 3, 3, 4}},
		{"no range", node(at(0, 0), at(0, 0)), sarifRegion{1, 1, 1, 2}},
		{"empty", node(at(1, 1), at(1, 1)), sarifRegion{1, 1, 1, 2}},
		{"no column", node(at(2, 0), at(2, 0)), sarifRegion{2, 1, 2, 2}},
		{"beyond the file", node(at(9, 1), at(10, 1)), sarifRegion{9, 1, 9, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, *region(c.node, &src)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSARIFMessageHasNoForgedLinks(t *testing.T) {
	for text, want := range map[string]string{
		"varchar[] is wide":               "varchar[] is wide",
		"[click](http://evil.example)":    `\[click\](http://evil.example)`,
		`\[a](b)`:                         `\\\[a\](b)`,
		"one\n\x1b[2Jtwo":                 "one\n\\x1b[2Jtwo",
		strings.Repeat("x", maxText+1000): strings.Repeat("x", maxText) + "…",
	} {
		if got := sarifText(text); got != want {
			t.Errorf("sarifText(%.40q) = %.80q, want %.80q", text, got, want)
		}
	}
}

// The values are those that github/codeql-action expects of the same texts.
func TestLineHashes(t *testing.T) {
	greetings := []string{"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1", "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"}
	for text, want := range map[string][]string{
		"":                   {"c129715d7a2bc9a3:1"},
		" a\nb\n  \t\tc\n d": {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"},
		" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End":               {"8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1", "b86d3392aea1be30:1", "e6ceba753e1a442:1"},
		" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n":             greetings,
		" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r":             greetings,
		" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n": greetings,
		" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n":         greetings,
		strings.Repeat("Lorem ipsum dolor sit amet.\n", 10): {"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3", "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5",
			"a7f2ff13bc495cf2:6", "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"},
	} {
		lines := make([]int, len(want)+2)
		for i := range lines {
			lines[i] = i
		}
		got := lineFingerprints([]byte(text), lines)
		if len(got) != len(want) {
			t.Errorf("%q has %d lines, want %d", text, len(got), len(want))
		}
		for i, w := range want {
			if got[i+1] != w {
				t.Errorf("line %d of %q is %s, want %s", i+1, text, got[i+1], w)
			}
		}
	}
}

// Only the lines that are asked for are remembered; the count must be the same.
func TestLineFingerprintsOfSomeLines(t *testing.T) {
	text := []byte(strings.Repeat("a\n", 300))
	if got, want := lineFingerprints(text, []int{200}), lineFingerprints(text, []int{1, 2, 3, 200}); got[200] != want[200] || !strings.HasSuffix(got[200], ":200") {
		t.Errorf("line 200 is %s and %s", got[200], want[200])
	}
	if got := fmt.Sprint(lineFingerprints(text, []int{0, -1, 999})); got != "map[]" {
		t.Errorf("lines that do not exist have fingerprints: %s", got)
	}
}

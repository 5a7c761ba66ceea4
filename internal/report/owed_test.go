package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
)

func owed(n int, standard, file string, severity policy.Severity) []finding.Finding {
	list := make([]finding.Finding, n)
	for i := range list {
		list[i] = finding.Finding{Rule: &policy.Rule{ID: "rest/x", Standard: standard}, Severity: severity, Node: facts.Node{File: file}, Owed: true}
	}
	return list
}

func TestTextSaysWhatIsOwed(t *testing.T) {
	const summary = "checked 1 OpenAPI document with 0 rules\n"
	for name, c := range map[string]struct {
		run  report.Run
		want string
	}{
		"no baseline":   {report.Run{}, "no findings; " + summary},
		"an empty one":  {report.Run{Baseline: "b.json"}, "no findings; " + summary},
		"one":           {report.Run{Baseline: "b.json", Owed: owed(1, "", "f", policy.Error)}, "no findings but what is owed; " + summary + "1 finding is owed (b.json)\n"},
		"many":          {report.Run{Baseline: "b.json", Owed: owed(4812, "", "f", policy.Error)}, "no findings but what is owed; " + summary + "4,812 findings are owed (b.json)\n"},
		"some are gone": {report.Run{Baseline: "b.json", Owed: owed(2, "", "f", policy.Error), Paid: 1}, "no findings but what is owed; " + summary + "2 findings are owed (b.json), and 1 more that it records is gone: bdma baseline --prune\n"},
		"all are gone":  {report.Run{Baseline: "b.json", Paid: 3}, "no findings; " + summary + "nothing is owed any more (b.json), and 3 that it records are gone: bdma baseline --prune\n"},
		"a base too":    {report.Run{Baseline: "b.json", Base: "main", Owed: owed(1, "", "f", policy.Error)}, "nothing new since main; checked 1 OpenAPI document with 0 rules; compared with main\n1 finding is owed (b.json)\n"},
		"new in a change": {report.Run{Baseline: "b.json", Base: "main", Paid: 2, Owed: append(owed(2, "", "f", policy.Error), finding.Finding{Rule: &policy.Rule{ID: "rest/x"}, Owed: true, Class: finding.Introduced})},
			"nothing new since main; checked 1 OpenAPI document with 0 rules; compared with main\n3 findings are owed (b.json), 1 of them new in this change, and 2 more that it records are gone: bdma baseline --prune\n"},
		"a hostile name": {report.Run{Baseline: "::error::\x1b[31m/b.json", Owed: owed(1, "", "f", policy.Error)},
			"no findings but what is owed; " + summary + "1 finding is owed (./::error::\\x1b[31m/b.json)\n"},
	} {
		t.Run(name, func(t *testing.T) {
			c.run.Judged = map[facts.Kind]int{facts.OpenAPI: 1}
			var out bytes.Buffer
			if err := report.Write(&out, "text", &c.run, report.Options{}); err != nil {
				t.Fatal(err)
			}
			if got := out.String(); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestTextSaysWhoOwes(t *testing.T) {
	run := &report.Run{
		Baseline: "b.json", Judged: map[facts.Kind]int{facts.OpenAPI: 1},
		Owed: append(append(owed(1200, "rest/naming", "f", policy.Warning), owed(2, "rest/naming", "g", policy.Error)...), owed(3, "", "h", policy.Info)...),
		Owners: func(file string) []string {
			return map[string][]string{"f": {"@shop/api"}, "g": {"@shop/api", "@evil\n::error::\u202e"}}[file]
		},
	}
	var out bytes.Buffer
	if err := report.Write(&out, "text", run, report.Options{Verbose: true}); err != nil {
		t.Fatal(err)
	}
	want := `── owed, by standard

     1,202  rest/naming · 2 errors and 1,200 warnings
         3  no standard · 3 infos

── owed, by owner

     1,202  @shop/api · 2 errors and 1,200 warnings
         3  nobody · 3 infos
         2  @evil\n::error::\u202e · 2 errors

no findings but what is owed; `
	if got := out.String(); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestRecording(t *testing.T) {
	for want, r := range map[string]report.Recording{
		"no findings to owe":                                                                           {File: "b.json"},
		"1 finding is owed, recorded in b.json: 1 error":                                               {File: "b.json", Findings: owed(1, "", "f", policy.Error)},
		"2 findings are owed, as recorded in b.json: 2 errors":                                         {File: "b.json", Findings: owed(2, "", "f", policy.Error), Same: true},
		"2 findings are owed, recorded in b.json: 2 errors; 1 new, 1,234 gone":                         {File: "b.json", Findings: owed(2, "", "f", policy.Error), New: 1, Gone: 1234},
		"3 findings are owed, recorded in b.json: 2 errors; 1 kept, which this run could not look for": {File: "b.json", Findings: owed(2, "", "f", policy.Error), Kept: 1},
		"0 findings are owed, recorded in b.json; 4 gone":                                              {File: "b.json", Gone: 4},
		"1 finding is owed, recorded in \\x1b]b.json; 1 kept, which this run could not look for":       {File: "\x1b]b.json", Kept: 1},
	} {
		if got := r.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

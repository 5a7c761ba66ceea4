package report_test

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/report"
)

func TestOutputs(t *testing.T) {
	found := func(s policy.Severity, c finding.Class) finding.Finding {
		return finding.Finding{Rule: &policy.Rule{ID: "rest/x"}, Severity: s, Class: c}
	}
	one := map[facts.Kind]int{facts.OpenAPI: 1}
	for name, c := range map[string]struct {
		run  report.Run
		want string
	}{
		"nothing was checked": {report.Run{FailOn: policy.Error},
			"result=nothing\nerrors=0\nwarnings=0\ninfos=0\nintroduced=\nfixed=\nunchanged=\nsuppressed=0\nowed=0\n"},
		"clean": {report.Run{FailOn: policy.Error, Judged: one},
			"result=pass\nerrors=0\nwarnings=0\ninfos=0\nintroduced=\nfixed=\nunchanged=\nsuppressed=0\nowed=0\n"},
		"a finding that fails": {report.Run{FailOn: policy.Error, Judged: one, Findings: []finding.Finding{found(policy.Error, ""), found(policy.Warning, ""), found(policy.Warning, ""), found(policy.Info, "")}},
			"result=fail\nerrors=1\nwarnings=2\ninfos=1\nintroduced=\nfixed=\nunchanged=\nsuppressed=0\nowed=0\n"},
		"a finding that does not": {report.Run{FailOn: policy.Off, Judged: one, Findings: []finding.Finding{found(policy.Error, "")}},
			"result=pass\nerrors=1\nwarnings=0\ninfos=0\nintroduced=\nfixed=\nunchanged=\nsuppressed=0\nowed=0\n"},
		"compared": {report.Run{FailOn: policy.Error, Judged: one, Base: "main\nresult=pass", Findings: []finding.Finding{found(policy.Error, finding.Introduced), found(policy.Error, "")},
			Fixed: make([]finding.Finding, 2), Unchanged: make([]finding.Finding, 3), Suppressed: make([]finding.Finding, 4), Owed: make([]finding.Finding, 5)},
			"result=fail\nerrors=2\nwarnings=0\ninfos=0\nintroduced=1\nfixed=2\nunchanged=3\nsuppressed=4\nowed=5\n"},
		"nothing but what is silenced": {report.Run{FailOn: policy.Error, Suppressed: make([]finding.Finding, 1)},
			"result=pass\nerrors=0\nwarnings=0\ninfos=0\nintroduced=\nfixed=\nunchanged=\nsuppressed=1\nowed=0\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			if err := report.Write(&out, "outputs", &c.run, report.Options{}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

package report

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/policy"
)

// owned gives a run what a repository says of itself.
func owned(run *Run) *Run {
	run.Name, run.Time = "shop <b>", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	run.Owners = func(file string) []string {
		switch {
		case strings.HasPrefix(file, "api/"):
			return []string{"@shop/api", "@shop/all"}
		case strings.HasSuffix(file, ".sql"):
			return []string{"@shop/data"}
		case strings.HasPrefix(file, "f"):
			return []string{"@a</script><img>\u202e"}
		}
		return nil
	}
	return run
}

// withoutAssets leaves the style and the script out of a page, which are files of their own.
func withoutAssets(page string) string {
	page = strings.NewReplacer(style+findingsStyle, "…", findScript+findingsScript, "…").Replace(page)
	return regexp.MustCompile(`sha256-[A-Za-z0-9+/=]{44}`).ReplaceAllString(page, "sha256-…")
}

type pageJSON struct {
	Findings [][]any
	Files    [][]any
	Rules    [][]any
	Owners   []string
	States   []string
}

// dataOf returns the findings of a page.
func dataOf(t testing.TB, page string) pageJSON {
	t.Helper()
	m := regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`).FindStringSubmatch(page)
	if m == nil {
		t.Fatal("the page has no data")
	}
	var d pageJSON
	if err := json.Unmarshal([]byte(m[1]), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// A stranger's text ends no element, opens none, and leads nowhere.
func TestHostileFindingsPageIsTame(t *testing.T) {
	run := owned(hostile(t))
	page := write(t, "html", run, Options{})
	tame(t, page, none)
	rest := strings.NewReplacer(style+findingsStyle, "", findScript+findingsScript, "").Replace(page)
	for _, tag := range regexp.MustCompile(`<[a-zA-Z!/][^>]*>`).FindAllString(rest, -1) {
		if regexp.MustCompile(`(?i)<(img|!--|iframe|object|base\b)|\bon[a-z]+=|javascript:`).MatchString(tag) {
			t.Errorf("a stranger wrote %s", tag)
		}
	}
	if n := strings.Count(page, "<script"); n != 2 {
		t.Errorf("%d scripts", n)
	}
	for _, m := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(rest, -1) {
		if !strings.HasPrefix(m[1], "https://github.com/bdma-dev/bdma/") {
			t.Errorf("it links to %s", m[1])
		}
	}
	if !strings.Contains(page, integrity(style+findingsStyle)) || !strings.Contains(page, integrity(findScript+findingsScript)) || strings.Contains(page, "unsafe") {
		t.Error("it has no strict policy")
	}
	d, all := dataOf(t, page), pageFindings(run)
	if len(d.Findings) != len(all) {
		t.Fatalf("%d findings of %d", len(d.Findings), len(all))
	}
	for i, row := range d.Findings {
		f := all[i].finding
		if got, want := row[5], strings.Join(textLines(f.Message), "\n"); got != want {
			t.Errorf("message = %q, want %q", got, want)
		}
		if f.Suppression != nil {
			if got, want := row[10].([]any)[1], strings.Join(textLines(f.Suppression.Reason), "\n"); got != want {
				t.Errorf("reason = %q, want %q", got, want)
			}
		}
	}
}

func TestAddressesOfOtherSchemesAreNoLinks(t *testing.T) {
	run := shop(t)
	for _, f := range run.Findings {
		r := *f.Rule
		r.References = []string{"javascript:alert(1)", "data:text/html,x", "https://a.example/"}
		for i := range run.Findings {
			if run.Findings[i].Rule == f.Rule {
				run.Findings[i].Rule = &r
			}
		}
	}
	page := write(t, "html", run, Options{})
	if strings.Contains(page, "javascript:") || strings.Contains(page, "data:text") || !strings.Contains(page, `["https://a.example/"]`) {
		t.Error("a rule links to something that is not of the web")
	}
}

// The worst findings are kept, in their order, and the page says how many are not.
func TestFindingsPageIsBounded(t *testing.T) {
	run := many(t, 30_000)
	page := write(t, "html", run, Options{})
	if len(page) > maxHTMLBytes+1<<20 {
		t.Errorf("%d bytes", len(page))
	}
	per := make(map[float64]int)
	for _, row := range dataOf(t, page).Findings {
		per[row[2].(float64)]++
	}
	if d := cmp.Diff(map[float64]int{0: 6000, 1: 14000}, per); d != "" {
		t.Error(d)
	}
	for _, part := range []string{"<b>10,000 findings are not shown here</b>", ">18,000</b><span>warnings</span>", ">30</b><span>files with findings</span>", "29,800 more findings are not shown where scripts do not run"} {
		if !strings.Contains(page, part) {
			t.Errorf("it does not say %q", part)
		}
	}

	run = many(t, 300)
	for _, budget := range []int{0, 1000, 10_000, 40_000} {
		d := newPageData(run, maxHTMLFindings, budget)
		size, infos, errors := 0, 0, 0
		for i, r := range d.rows {
			size += len(r.text)
			switch r.finding.Severity {
			case policy.Error:
				errors++
			case policy.Info:
				infos++
			}
			if i > 0 && r.finding.Range.Start.Line < d.rows[i-1].finding.Range.Start.Line {
				t.Error("the order is lost")
			}
		}
		if size > budget || infos > 0 && errors < 60 {
			t.Errorf("budget %d: %d bytes, %d errors, %d infos", budget, size, errors, infos)
		}
	}
}

func FuzzHTML(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, a, b, text string, line, column, endLine, endColumn int) {
		run := fuzzRun(t, a, b, text, line, column, endLine, endColumn)
		run.Name = a
		run.Owners = func(string) []string { return []string{b} }
		page := write(t, "html", run, Options{})
		tame(t, page, none)
		d := dataOf(t, page)
		if len(d.Findings) != len(pageFindings(run)) {
			t.Errorf("%d findings of %d", len(d.Findings), len(run.Findings))
		}
		if strings.Count(page, "<script") != 2 || strings.Count(page, "</script>") != 2 || strings.Contains(page, "<!--") {
			t.Errorf("a stranger's text is markup")
		}
	})
}

package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
)

func countOf(covered, total int) coverage.Count {
	return coverage.Count{}.Add(coverage.Count{Covered: covered, Total: total})
}

func partOf(name string, covered, total int) coverage.Part {
	return coverage.Part{Name: name, Files: 3, Counts: []coverage.MetricCount{{Metric: "statement", Count: countOf(covered, total)}}}
}

// shopCoverage is what believable reports come to.
func shopCoverage() *coverage.Summary {
	s := &coverage.Summary{
		Headline: "statement", Reports: 3, Unreadable: 1, Files: 41, Generated: 2, Excluded: 1,
		Totals: []coverage.MetricCount{
			{Metric: "statement", Count: countOf(1799, 2000)}, {Metric: "line", Count: countOf(2211, 2424)}, {Metric: "branch", Count: countOf(7, 10)},
		},
		Packages: []coverage.Part{
			partOf("cmd/shop", 0, 12), partOf("internal/cart", 112, 183), partOf("internal/checkout", 400, 420), partOf("internal/mail", 90, 90),
			partOf("internal/orders", 300, 330), partOf("internal/payment/providers/stripe/webhooks", 80, 100), partOf("internal/search", 200, 210),
			partOf("internal/store", 500, 520), partOf("internal/tax", 50, 58), partOf("internal/users", 67, 77),
		},
		Components: []coverage.Part{partOf("checkout", 812, 850), partOf("payments", 80, 100)},
		Change: &coverage.ChangeSummary{
			Count: countOf(22, 30), Metric: "line", Base: "origin/main",
			Files: []coverage.ChangedFile{
				{Path: "internal/cart/cart.go", Count: countOf(10, 18), Missed: []string{"12", "31-36", "52"}, MissedRanges: 3},
				{Path: "internal/mail/new.go", Unmeasured: true},
				{Path: "internal/tax/rate.go", Count: countOf(12, 12)},
			},
		},
	}
	s.All = s.Totals
	return s
}

func hostileCoverage() *coverage.Summary {
	const evil = "::error::x \x1b[31m|<img src=x onerror=alert(1)>\u202e`a`\n##[command]"
	s := shopCoverage()
	s.Packages = append(s.Packages, partOf(evil, 0, 100_000), partOf(strings.Repeat("very/deep/", 400)+"x", 0, 90_000))
	s.Components = append(s.Components, partOf(evil, 1, 2))
	s.Change.Files = append(s.Change.Files, coverage.ChangedFile{Path: evil, Count: countOf(0, 100), Missed: []string{"1-100"}, MissedRanges: 1})
	return s
}

func covered(t testing.TB, s *coverage.Summary) *Run {
	r := newRun(t)
	r.run.Judged[facts.Coverage] = s.Reports
	r.run.Coverage = s
	return r.run
}

func TestCoverageGolden(t *testing.T) {
	none := &coverage.Summary{Reports: 1}
	for _, c := range []struct {
		file, format string
		s            *coverage.Summary
		opt          Options
	}{
		{"coverage.txt", "text", shopCoverage(), Options{}},
		{"coverage-verbose.txt", "text", shopCoverage(), Options{Verbose: true}},
		{"coverage-quiet.txt", "text", shopCoverage(), Options{Quiet: true}},
		{"coverage-narrow.txt", "text", shopCoverage(), Options{Width: 60}},
		{"coverage-color.txt", "text", shopCoverage(), Options{Color: true}},
		{"coverage-none.txt", "text", none, Options{}},
		{"coverage-hostile.txt", "text", hostileCoverage(), Options{}},
		{"coverage.md", "markdown", shopCoverage(), Options{}},
		{"coverage-none.md", "markdown", none, Options{}},
		{"coverage-run.json", "json", shopCoverage(), Options{}},
	} {
		t.Run(c.file, func(t *testing.T) {
			golden(t, filepath.Join("testdata", "golden", c.file), write(t, c.format, covered(t, c.s), c.opt))
		})
	}
}

func TestHostileCoverageIsTame(t *testing.T) {
	for _, opt := range []Options{{}, {Verbose: true}, {Width: 40}} {
		tame(t, write(t, "text", covered(t, hostileCoverage()), opt), none)
	}
	md := write(t, "markdown", covered(t, hostileCoverage()), Options{})
	tame(t, md, none)
	for _, line := range strings.Split(md, "\n") {
		if strings.Contains(line, "onerror") && strings.Contains(strings.ReplaceAll(line, `\|`, ""), "||") {
			t.Errorf("a name ends its cell: %s", line)
		}
	}
	tame(t, write(t, "json", covered(t, hostileCoverage()), Options{}), none)
}

// No line of the table is wider than the terminal, however long a name is.
func TestCoverageFitsTheTerminal(t *testing.T) {
	for _, width := range []int{60, 80, 120, 200} {
		var out bytes.Buffer
		if err := WriteCoverage(&out, hostileCoverage(), Options{Width: width, Verbose: true}); err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(out.String(), "\n") {
			if n := utf8.RuneCountInString(line); i > 0 && n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
	}
}

// The coverage of ten thousand packages leaves room for findings, and says what was left out.
func TestMarkdownCoverageStaysWithinLimits(t *testing.T) {
	s := shopCoverage()
	for i := range 10_000 {
		s.Packages = append(s.Packages, partOf(fmt.Sprintf("internal/package/number/%d", i), i, 2*i+1))
		s.Change.Files = append(s.Change.Files, coverage.ChangedFile{Path: fmt.Sprintf("internal/%d.go", i), Count: countOf(0, 3), Missed: []string{"1-3"}, MissedRanges: 1})
	}
	run := many(t, 3000)
	run.Coverage = s
	for _, limit := range []int{0, CommentBytes} {
		out := write(t, "markdown", run, Options{MaxBytes: limit})
		if most := max(limit, 1); limit > 0 && len(out) > most || len(out) > DefaultMarkdownBytes {
			t.Errorf("%d bytes of %d", len(out), limit)
		}
		if limit > 0 && (!strings.Contains(out, "more files are not listed") || !strings.Contains(out, "more are not listed; they miss")) {
			t.Error("it does not say that rows were left out")
		}
		if !strings.Contains(out, "### `") {
			t.Error("no finding is left")
		}
	}
}

func TestJSONHasTheCoverage(t *testing.T) {
	var r jsonReport
	if err := json.Unmarshal([]byte(write(t, "json", covered(t, shopCoverage()), Options{})), &r); err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(coverageJSON(shopCoverage()))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.Marshal(r.Coverage)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Error(d)
	}
}

func TestBadge(t *testing.T) {
	for name, s := range map[string]*coverage.Summary{
		"badge-good.svg": {Headline: "line", Totals: []coverage.MetricCount{{Metric: "line", Count: countOf(2000, 2000)}}},
		"badge-fair.svg": shopCoverage(),
		"badge-poor.svg": {Headline: "line", Totals: []coverage.MetricCount{{Metric: "line", Count: countOf(1, 3)}}},
		"badge-none.svg": {},
	} {
		var out bytes.Buffer
		if err := WriteBadge(&out, s); err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("testdata", "golden", name), out.String())
	}
}

// A colour or a bar is full only when the count is: nothing rounds up.
func TestSharesAreExact(t *testing.T) {
	for _, c := range []struct {
		covered, total, tenths int
		share                  share
		rate                   string
	}{
		{0, 0, 0, noShare, "1"},
		{0, 1, 0, poorShare, "0.0000"},
		{1, 1, 10, goodShare, "1"},
		{89_999, 100_000, 8, fairShare, "0.8999"},
		{90_000, 100_000, 9, goodShare, "0.9000"},
		{71_999, 100_000, 7, poorShare, "0.7199"},
		{1<<53 - 1, 1 << 53, 9, goodShare, "0.9999"},
		{1, 1 << 53, 0, poorShare, "0.0000"},
	} {
		count := coverage.Count{Covered: c.covered, Total: c.total}
		if got := tenths(count); c.total > 0 && got != c.tenths {
			t.Errorf("%d/%d: %d tenths, want %d", c.covered, c.total, got, c.tenths)
		}
		if got := shareOf(count); got != c.share {
			t.Errorf("%d/%d: share %d, want %d", c.covered, c.total, got, c.share)
		}
		if got := rate(count); got != c.rate {
			t.Errorf("%d/%d: rate %s, want %s", c.covered, c.total, got, c.rate)
		}
	}
}

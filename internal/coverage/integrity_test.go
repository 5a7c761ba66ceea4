package coverage

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/facts/factstest"
	"github.com/bdma-dev/bdma/internal/source"
)

// readWith is readModel with settings.
func readWith(t testing.TB, tree *source.Tree, settings Settings, names ...string) *Facts {
	t.Helper()
	b := newBuilder(tree)
	b.settings = settings
	for _, name := range names {
		b.add(name)
	}
	model := b.finish()
	factstest.EqualsJSON(t, model)
	factstest.WellFormed(t, facts.New(facts.Coverage, ".", b.files, &b.nodes, model))
	return model
}

// past is a history in which a report is tracked, and sources changed at some times.
func history(head string, tracked []string, changed map[string]time.Time, differ map[string]time.Time) *source.History {
	return &source.History{
		Head: func() string { return head },
		Tracked: func(files []string) map[string]bool {
			out := map[string]bool{}
			for _, f := range files {
				if slices.Contains(tracked, f) {
					out[f] = true
				}
			}
			return out
		},
		Changed: func(since time.Time) map[string]time.Time { return changed },
		Differ:  func(commit string) (map[string]time.Time, bool) { return differ, differ != nil },
	}
}

func TestStale(t *testing.T) {
	const ruby = `{"RSpec":{"coverage":{"/app/a.rb":{"lines":[1,1]},"/app/b.rb":{"lines":[1]}},"timestamp":1772445600}}` // 2026-03-02 10:00 UTC
	const committed = `{"meta":{"simplecov_version":"1.0.0","commit":"4be1f0c2aa"},"coverage":{"a.rb":{"lines":[1]},"b.rb":{"lines":[1]}}}`
	const python = `{"meta":{"format":3,"version":"7.6","timestamp":"2026-03-02T10:00:00"},"files":{"a.rb":{"executed_lines":[1],"missing_lines":[]}},"totals":{"covered_lines":1,"num_statements":1}}`
	at := func(clock string) time.Time {
		at, err := time.Parse("02 15:04:05", clock)
		if err != nil {
			t.Fatal(err)
		}
		return at.AddDate(2026, 2, 0)
	}
	head := strings.Repeat("9d2c6e8b1f", 4)
	for name, c := range map[string]struct {
		file, text string
		history    *source.History
		want       []string
	}{
		"fresh":                {".resultset.json", ruby, history(head, nil, map[string]time.Time{"c.rb": at("05 10:00:00")}, nil), nil},
		"no history":           {".resultset.json", ruby, nil, nil},
		"a source is newer":    {".resultset.json", ruby, history(head, nil, map[string]time.Time{"a.rb": at("04 10:00:00")}, nil), []string{"sources: a.rb was changed 2 days after it was written [2880]"}},
		"two are, the newest":  {".resultset.json", ruby, history(head, nil, map[string]time.Time{"a.rb": at("02 10:01:00"), "b.rb": at("02 11:30:00")}, nil), []string{"sources: b.rb was changed 90 minutes after it was written (and so with 1 more file) [90]"}},
		"hours":                {".resultset.json", ruby, history(head, nil, map[string]time.Time{"a.rb": at("03 09:00:00")}, nil), []string{"sources: a.rb was changed 23 hours after it was written [1380]"}},
		"seconds":              {".resultset.json", ruby, history(head, nil, map[string]time.Time{"a.rb": at("02 10:00:59")}, nil), nil},
		"before":               {".resultset.json", ruby, history(head, nil, map[string]time.Time{"a.rb": at("02 09:59:00")}, nil), nil},
		"any time zone":        {"coverage.json", python, history(head, nil, map[string]time.Time{"a.rb": at("02 22:00:00")}, nil), nil},
		"in every time zone":   {"coverage.json", python, history(head, nil, map[string]time.Time{"a.rb": at("02 22:01:00")}, nil), []string{"sources: a.rb was changed 1 minute after it was written [1]"}},
		"another commit":       {"coverage.json", committed, history(head, nil, nil, map[string]time.Time{"b.rb": at("02 22:01:00"), "c.rb": at("02 22:01:00")}), []string{"commit: it was written at the commit 4be1f0c, and b.rb is another file at 9d2c6e8"}},
		"an unknown commit":    {"coverage.json", committed, history(head, nil, nil, nil), []string{"commit: it was written at the commit 4be1f0c, which this clone does not have"}},
		"this commit, in full": {"coverage.json", committed, history("4be1f0c2aa"+head[10:], nil, nil, nil), nil},
		"no commit yet":        {"coverage.json", committed, history("", nil, nil, nil), nil},
		"no commit of git":     {"coverage.json", strings.Replace(committed, "4be1f0c2aa", "trunk@1234", 1), history(head, nil, nil, nil), nil},
		"tracked":              {"lcov.info", "SF:a.rb\nDA:1,1\nend_of_record\n", history(head, []string{"lcov.info"}, nil, nil), []string{"tracked: git keeps it, and nothing has written it since"}},
		"lines and tracked":    {"lcov.info", "SF:a.rb\nDA:1,1\nBRDA:7,0,0,1\nend_of_record\n", history(head, []string{"lcov.info"}, nil, nil), []string{"lines: it speaks of line 7 of a.rb, which has 2", "tracked: git keeps it, and nothing has written it since"}},
		"the last line":        {"lcov.info", "SF:a.rb\nDA:2,1\nend_of_record\n", nil, nil},
		"Kotlin and PHP":       {"lcov.info", "SF:k.kt\nDA:9,1\nend_of_record\nSF:p.php\nDA:2,1\nend_of_record\n", nil, nil},
		"of nothing":           {"lcov.info", "SF:a.rb\nend_of_record\n", history(head, []string{"lcov.info"}, nil, nil), nil},
		"of nothing here":      {"lcov.info", "SF:elsewhere/x.go\nDA:1,1\nend_of_record\n", history(head, []string{"lcov.info"}, nil, nil), nil},
		"unreadable":           {"coverage.xml", "<coverage line-rate='1'><packages>", history(head, []string{"coverage.xml"}, nil, nil), nil},
	} {
		t.Run(name, func(t *testing.T) {
			tree := treeOf(map[string]string{c.file: c.text, "a.rb": "a\nb\n", "b.rb": "b\n", "c.rb": "c\n", "k.kt": "k\n", "p.php": "p\n"})
			var got []string
			for _, s := range readWith(t, tree, Settings{History: c.history}, c.file).Reports[0].Stale {
				text := s.Sign + ": " + s.Text
				if s.Minutes > 0 {
					text += fmt.Sprintf(" [%d]", s.Minutes)
				}
				got = append(got, text)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// Each report is held against what it says itself, even where several speak of one file.
func TestStaleIsOfOneReport(t *testing.T) {
	tree := treeOf(map[string]string{"a.rb": "a\n", "new/lcov.info": "SF:a.rb\nDA:1,1\nend_of_record\n", "old/lcov.info": "SF:a.rb\nDA:1,1\nDA:9,1\nend_of_record\n"})
	m := readWith(t, tree, Settings{History: history("", []string{"old/lcov.info"}, nil, nil)}, "new/lcov.info", "old/lcov.info")
	if m.Reports[0].Tracked || len(m.Reports[0].Stale) > 0 || !m.Reports[1].Tracked || len(m.Reports[1].Stale) != 2 {
		t.Errorf("%+v", m.Reports)
	}
}

func TestStrays(t *testing.T) {
	tree := treeOf(map[string]string{
		"a/src/index.js": "", "b/src/index.js": "",
		"lcov.info": "SF:/usr/include/stdio.h\nDA:1,1\nend_of_record\nSF:C:\\Program Files\\x\\y.h\nDA:1,1\nend_of_record\nSF:/w/src/index.js\nDA:1,1\nend_of_record\n" +
			"SF:/w/node_modules/m/i.js\nDA:1,1\nend_of_record\nSF:/usr/src/app/lib/x.js\nDA:1,1\nend_of_record\nSF:gone/y.js\nDA:1,1\nend_of_record\n",
	})
	r := readWith(t, tree, Settings{}, "lcov.info").Reports[0]
	if d := cmp.Diff([]string{"/usr/src/app/lib/x.js", "gone/y.js"}, r.UnmatchedExamples); d != "" || r.UnmatchedFiles != 2 {
		t.Errorf("%d unmatched: %s", r.UnmatchedFiles, d)
	}
	if d := cmp.Diff([]string{"a/src/index.js", "b/src/index.js"}, r.AmbiguousCandidates); d != "" || r.AmbiguousExample != "/w/src/index.js" {
		t.Errorf("%s: %s", r.AmbiguousExample, d)
	}
}

func TestExpected(t *testing.T) {
	tree := treeOf(map[string]string{"bdma.yaml": "version: 1\n", "a/lcov.info": "SF:x\nDA:1,1\nend_of_record\n", "b/lcov.info": "SF"})
	expect := func(glob string) Expectation {
		return Expectation{Glob: glob, File: "bdma.yaml", Place: facts.Position{Line: 1, Column: 1}, Match: func(f string) bool { return strings.HasPrefix(f, glob) }}
	}
	m := readWith(t, tree, Settings{Expectations: []Expectation{expect("a"), expect("b"), expect("c")}}, "a/lcov.info", "b/lcov.info")
	var got []string
	for _, e := range m.Expected {
		got = append(got, e.Glob+" "+strings.Join(e.Reports, ","))
	}
	if d := cmp.Diff([]string{"a a/lcov.info", "b b/lcov.info", "c "}, got); d != "" {
		t.Error(d)
	}
	if m := readWith(t, tree, Settings{Expectations: []Expectation{expect("c")}}); len(m.Expected) != 1 || len(m.Expected[0].Reports) != 0 {
		t.Errorf("without any report: %+v", m.Expected)
	}
}

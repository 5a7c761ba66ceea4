package report

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/source"
)

type page struct{ bytes.Buffer }

func (*page) Close() error { return nil }

// site writes an HTML report into memory.
func site(t testing.TB, j *coverage.Joined, files map[string]string) map[string]string {
	t.Helper()
	pages := make(map[string]*page)
	n, err := WriteHTML(j, Site{
		Name: "house", Version: "0.1.0", Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Source: func(file string) ([]byte, error) {
			text, ok := files[file]
			if !ok {
				return nil, io.ErrUnexpectedEOF
			}
			return []byte(text), nil
		},
		Create: func(name string) (io.WriteCloser, error) {
			if pages[name] != nil {
				t.Errorf("%s is written twice", name)
			}
			pages[name] = &page{}
			return pages[name], nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n != len(pages) {
		t.Errorf("%d pages, said %d", len(pages), n)
	}
	texts := make(map[string]string)
	for name, p := range pages {
		texts[name] = p.String()
	}
	return texts
}

// pageOf returns the page of a file.
func pageOf(t testing.TB, pages map[string]string, file string) string {
	t.Helper()
	text, ok := pages[make(pageNames).of(file)]
	if !ok {
		t.Fatalf("no page of %s among %v", file, slices.Sorted(func(yield func(string) bool) {
			for name := range pages {
				if !yield(name) {
					return
				}
			}
		}))
	}
	return text
}

// marks returns the lines of a page: number, class, what is said beside it.
func marks(text string) []string {
	var list []string
	for _, m := range regexp.MustCompile(`(?m)^(?:.*<tbody>)?<tr id="L(\d+)"(?: class="([^"]*)")?>.*<td class="r">([^<]*)<td class="s"><code>(.*?)</code>(.*)$`).FindAllStringSubmatch(text, -1) {
		note := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m[5], "")
		list = append(list, strings.TrimRight(fmt.Sprintf("%s %s %s %s", m[1], m[2], m[3], note), " "))
	}
	return list
}

func TestPagesShowEachLine(t *testing.T) {
	pages := site(t, joined(t, house, "cover.out", "lcov.info"), house)
	want := []string{"1", "2", "3 h 7×", "4 q 7× ran in part", "5 m missed", "6 m missed", "7 h 7×", "8 h 21×", "9 h 21×", "10 h 21×", "11 h 7×", "12", "13", "14 m missed"}
	if d := cmp.Diff(want, marks(pageOf(t, pages, "cart/cart.go"))); d != "" {
		t.Error(d)
	}
	want = []string{"1 h 1×", "2 q 3× 1 of 2 branches taken", "3", "4", "5 h 1×", "6 m missed", "7"}
	if d := cmp.Diff(want, marks(pageOf(t, pages, "web/receipt.ts"))); d != "" {
		t.Error(d)
	}
	if !strings.Contains(pageOf(t, pages, "web/receipt.ts"), `title="never, 3×"`) {
		t.Error("it does not say how often each branch was taken")
	}
}

// A report that knows only whether lines ran shows no count.
func TestPagesDoNotInventCounts(t *testing.T) {
	files := map[string]string{"a.c": "x\ny\n", "lcov.info": "SF:a.c\nDA:1,1\nDA:2,0\n"}
	if d := cmp.Diff([]string{"1 h ran", "2 m missed"}, marks(pageOf(t, site(t, joined(t, files, "lcov.info"), files), "a.c"))); d != "" {
		t.Error(d)
	}
}

func TestPagesHighlightTheChange(t *testing.T) {
	files := map[string]string{"a.c": "v\nw\nx\ny\nz\n", "lcov.info": "SF:a.c\nDA:1,1\nDA:2,0\nDA:4,2\n"}
	var pages map[string]string
	for f := range joined(t, files, "lcov.info").Files() {
		f.Changed = []source.LineRange{{First: 2, Last: 3}, {First: 5, Last: 5}}
		var out bytes.Buffer
		h := &htmlWriter{summary: &coverage.Summary{}, site: Site{Source: func(string) ([]byte, error) { return []byte(files["a.c"]), nil },
			Create: func(string) (io.WriteCloser, error) { return nopCloser{&out}, nil }}}
		if _, err := h.source(f, "a"); err != nil {
			t.Fatal(err)
		}
		pages = map[string]string{"a": out.String()}
	}
	if d := cmp.Diff([]string{"1 h 1×", "2 m c missed", "3 c", "4 h 2×", "5 c"}, marks(pages["a"])); d != "" {
		t.Error(d)
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// A stranger's names and sources end no tag, open none, and bring no script, style or address.
func TestHostilePagesAreTame(t *testing.T) {
	evil := `<script>alert(1)</script>"onload='x'&<style>*{}</style><img src=http://evil.example/x>` + "\u202e\x1b[31m"
	files := map[string]string{"lcov.info": "", "evil <b>&\"'.js": evil + "\n" + strings.Repeat("a<", 5000) + "\n\xff\xfe\n", "old.js": "x\n"}
	for name := range files {
		if name != "lcov.info" {
			files["lcov.info"] += "SF:" + name + "\nFN:1," + evil + "\nFNDA:1," + evil + "\nDA:1,1\nDA:2,0\nDA:3,9\nend_of_record\n"
		}
	}
	files["lcov.info"] += "SF:/elsewhere/" + evil + "\nDA:1,1\nend_of_record\n"
	pages := site(t, joined(t, files, "lcov.info"), files)
	if len(pages) != 3 {
		t.Errorf("%d pages", len(pages))
	}
	for name, text := range pages {
		if strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789_-./") != "" || strings.Contains(name, "..") {
			t.Errorf("a page is called %q", name)
		}
		if strings.Count(text, "<script>") != 1 || strings.Count(text, "<style>") != 1 || strings.Contains(text, "<img") || strings.Contains(text, "\u202e") || strings.Contains(text, "\x1b") {
			t.Errorf("%s has what a stranger wrote", name)
		}
		// Outside of our own style and script there is no address but those of our pages.
		rest := regexp.MustCompile(`(?s)<style>.*?</style>|<script>.*?</script>`).ReplaceAllString(text, "")
		for _, m := range regexp.MustCompile(`(?:href|src)="([^"]*)"`).FindAllStringSubmatch(rest, -1) {
			if !regexp.MustCompile(`^(#L\d+|\.\./index\.html|files/[\w.-]+\.html)$`).MatchString(m[1]) {
				t.Errorf("%s links to %s", name, m[1])
			}
		}
		if !strings.Contains(text, integrity(style)) || strings.Contains(text, "unsafe") {
			t.Errorf("%s has no strict policy", name)
		}
	}
	if !strings.Contains(pageOf(t, pages, "old.js"), "beyond the end of this file") {
		t.Error("old.js is not said to be another version")
	}
}

func TestPageNames(t *testing.T) {
	names := make(pageNames)
	seen := make(map[string]string)
	for _, file := range []string{"a/b.go", "a.b.go", "A/b.go", "a_b.go", "../../etc/passwd", "/etc/passwd", "con", "x/", ".", "", strings.Repeat("long/", 2000) + "x.go",
		"ünï/çode.ts", `C:\x\y.cs`, "a\x00b", "-rf", "a/b.go "} {
		name := names.of(file)
		rest, ok := strings.CutPrefix(name, "files/")
		if !ok || strings.ContainsAny(rest, `/\`) || strings.HasPrefix(rest, "..") || len(name) > 128 || strings.Trim(strings.ToLower(rest), "abcdefghijklmnopqrstuvwxyz0123456789_-.") != "" {
			t.Errorf("%q has the page %q", file, name)
		}
		if other, ok := seen[strings.ToLower(name)]; ok {
			t.Errorf("%q and %q have one page", file, other)
		}
		seen[strings.ToLower(name)] = file
	}
	if names.of("a/b.go") == make(pageNames).of("a/b.go") {
		t.Error("a page is overwritten")
	}
}

// A page says what it leaves out.
func TestLongFilesAreCut(t *testing.T) {
	files := map[string]string{"a.c": strings.Repeat("x\n", maxShown+10), "lcov.info": "SF:a.c\nDA:1,1\n"}
	text := pageOf(t, site(t, joined(t, files, "lcov.info"), files), "a.c")
	if n := strings.Count(text, "<tr id="); n != maxShown {
		t.Errorf("%d lines", n)
	}
	if !strings.Contains(text, "after line 50,000 are not shown") {
		t.Error("it does not say that lines are left out")
	}
}

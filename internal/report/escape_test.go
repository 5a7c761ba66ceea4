package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bdma-dev/bdma/internal/coverage"
	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

func TestEscapers(t *testing.T) {
	for _, c := range []struct {
		name   string
		escape func(string) string
		in     string
		want   string
	}{
		{"terminal/plain", Terminal, `path "größe" 日本語 👩‍💻`, `path "größe" 日本語 👩‍💻`},
		{"terminal/controls", Terminal, "\x1b[31m\a\x00\x7f\t\r\n", `\x1b[31m\x07\x00\x7f\t\r\n`},
		{"terminal/c1", Terminal, "\u009b1m\u0085", `\u009b1m\u0085`},
		{"terminal/bidi", Terminal, "\u202a\u202e\u2066\u2069\u200e\u200f\u061c", `\u202a\u202e\u2066\u2069\u200e\u200f\u061c`},
		{"terminal/separators", Terminal, "\u2028\u2029\ufeff\u00ad", `\u2028\u2029\ufeff\u00ad`},
		{"terminal/tags", Terminal, "\U000e0041", `\U000e0041`},
		{"terminal/invalid", Terminal, "a\xff\xc3", `a\xff\xc3`},
		{"terminal/replacement character", Terminal, "\ufffd", "\ufffd"},
		{"terminal/old commands", Terminal, "###[error]x ##vso[a] # ## #[ ##", `#\x23#[error]x \x23#vso[a] # ## #[ ##`},
		{"place/plain", place, "api/a b.yaml", "api/a b.yaml"},
		{"place/hidden folder", place, ".github/a", ".github/a"},
		{"place/above", place, "../a", "../a"},
		{"place/letter", place, "é.sql", "é.sql"},
		{"place/command", place, "::error::", "./::error::"},
		{"place/blank", place, "\u00a0::error::", "./\u00a0::error::"},
		{"place/empty", place, "", "./"},
		{"data", commandData, "100% a\r\nb:c,d", `100%25 a\r%0Ab:c,d`},
		{"property", commandProperty, "100% a\r\nb:c,d", `100%25 a\r\nb%3Ac%2Cd`},
		{"markdown/plain", mdText, `add operationId: listUsers (3.1), "a"-b`, `add operationId: listUsers (3.1), "a"-b`},
		{"markdown/html", mdText, "</td><img> &amp;", "&lt;/td&gt;&lt;img&gt; &amp;amp;"},
		{"markdown/mentions", mdText, "@org/team #12 GH-3 a/b#4", `@&#8203;org/team \#&#8203;12 GH\-&#8203;3 a/b\#&#8203;4`},
		{"markdown/links", mdText, "[a](b) https://x www.x", `\[a\](b) https\://x www\.x`},
		{"markdown/marks", mdText, "*a* _b_ `c` ~d~ $e$ |f| \\", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\$e\\$ \\|f\\| \\\\"},
		{"markdown/list", mdText, "1. a", `1\. a`},
		{"markdown/rule", mdText, "--- a", `\--- a`},
		{"code/plain", mdCode, "a|b<c>@d", "`a|b<c>@d`"},
		{"code/backticks", mdCode, "`a``b", "``` `a``b ```"},
		{"code/newline", mdCode, "a\nb", "`a\\nb`"},
		{"code/empty", mdCode, "", ""},
		{"uri/plain", uri, "api/v1/open-api_3.yaml~", "api/v1/open-api_3.yaml~"},
		{"uri/scheme", uri, "file://x y%z", "file%3A//x%20y%25z"},
		{"uri/unicode", uri, "größe\n\xff", "gr%C3%B6%C3%9Fe%0A%FF"},
		{"json", func(s string) string { return string(jsonText([]byte(s))) }, "{\"a\":\"é\u202e\u009b\x7f\U000e0041##[x]\"}\n", `{"a":"é\u202e\u009b\u007f\udb40\udc41\u0023#[x]"}` + "\n"},
		{"html data/plain", func(s string) string { return string(appendHTMLString(nil, s)) }, `größe "a" \b`, `"größe \"a\" \\b"`},
		{"html data/ends nothing", func(s string) string { return string(appendHTMLString(nil, s)) }, "</script><!--&amp;\n\u202ex\r\xff", `"\u003c/script\u003e\u003c!--\u0026amp;\n\\u202ex\\r\\xff"`},
		{"html address", htmlURL, "javascript:alert(1)", ""},
		{"link/other scheme", func(s string) string { return mdLink(s, s) }, "javascript:alert(1)", `javascript:alert(1)`},
		{"link/breakout", func(s string) string { return mdLink("x", s) }, "https://a/) [y](z", "[x](https://a/%29%20%5By%5D%28z)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.escape(c.in); got != c.want {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func TestClipKeepsCodePointsWhole(t *testing.T) {
	for n := range 8 {
		if got := clip("ééé", n); !utf8.ValidString(got) || len(strings.TrimSuffix(got, "…")) > max(n, 0) {
			t.Errorf("clip(%d) = %q", n, got)
		}
	}
}

func TestFrame(t *testing.T) {
	pos := func(line, column int) facts.Position { return facts.Position{Line: line, Column: column} }
	for _, c := range []struct {
		name       string
		text       string
		start, end facts.Position
		width      int
		want       string // text and carets, or nothing
	}{
		{"word", "a bc d", pos(1, 3), pos(1, 5), 80, "a bc d\n  ^~"},
		{"start only", "a bc d", pos(1, 3), pos(0, 0), 80, "a bc d\n  ^"},
		{"empty range", "a bc d", pos(1, 3), pos(1, 3), 80, "a bc d\n  ^"},
		{"end of line", "ab", pos(1, 3), pos(1, 3), 80, "ab\n  ^"},
		{"beyond the line", "ab", pos(1, 30), pos(1, 40), 80, "ab\n  ^"},
		{"end before start", "abcd", pos(1, 3), pos(1, 1), 80, "abcd\n  ^"},
		{"no column", "abcd", pos(1, 0), pos(1, 0), 80, "abcd\n^"},
		{"several lines", "a b  \nc", pos(1, 3), pos(2, 2), 80, "a b  \n  ^"},
		{"tabs", "\tx\ty", pos(1, 4), pos(1, 5), 80, "    x    y\n         ^"},
		{"wide", "日本x語", pos(1, 3), pos(1, 5), 80, "日本x語\n    ^~~"},
		{"joined emoji", "👩‍💻 x", pos(1, 5), pos(1, 6), 80, "👩‍💻 x\n   ^"},
		{"combining", "e\u0301x", pos(1, 3), pos(1, 4), 80, "e\u0301x\n ^"},
		{"escapes", "\x1bx", pos(1, 2), pos(1, 3), 80, `\x1bx` + "\n    ^"},
		{"byte order mark", "\ufeffab", pos(1, 2), pos(1, 3), 80, "ab\n ^"},
		{"crlf", "ab\r\ncd\r\n", pos(2, 1), pos(2, 3), 80, "cd\n^~"},
		{"window in the middle", strings.Repeat("a", 50) + "XY" + strings.Repeat("b", 50), pos(1, 51), pos(1, 53), 12, "…aaaaXYbbbb…\n     ^~"},
		{"window at the start", "XY" + strings.Repeat("b", 50), pos(1, 1), pos(1, 3), 12, "XYbbbbbbbbb…\n^~"},
		{"window at the end", strings.Repeat("a", 50) + "XY", pos(1, 51), pos(1, 53), 12, "…aaaaaaaaaXY\n          ^~"},
		{"window over a long part", strings.Repeat("a", 50) + strings.Repeat("X", 50) + "b", pos(1, 51), pos(1, 101), 12, "…aXXXXXXXX…b\n  ^~~~~~~~~"},
		{"text without width", strings.Repeat("\u200d", 500) + "x", pos(1, 501), pos(1, 502), 12, "…" + strings.Repeat("\u200d", 16) + "x\n ^"},
		{"a command across the start", "##[error]x", pos(1, 3), pos(1, 4), 80, `\x23\x23[error]x` + "\n        ^"},
		{"no such line", "a", pos(2, 1), pos(2, 2), 80, ""},
		{"no range", "a", pos(0, 0), pos(0, 0), 80, ""},
		{"empty file", "", pos(1, 1), pos(1, 1), 80, "\n^"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src := sources{read: func(string) ([]byte, error) { return []byte(c.text), nil }}
			got := ""
			if f, ok := src.frame(facts.Node{File: "x", Range: facts.Range{Start: c.start, End: c.end}}, c.width); ok {
				got = f.text + "\n" + f.carets()
			}
			if got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// fuzzRun makes a run in which every text is the fuzzer's.
func fuzzRun(t testing.TB, a, b, text string, line, column, endLine, endColumn int) *Run {
	r := newRun(t)
	r.files[a], r.files[b] = text, text
	from, to := facts.Position{Line: line, Column: column}, facts.Position{Line: endLine, Column: endColumn}
	for i, file := range []string{a, b} {
		at := facts.Node{File: file, Pointer: b, Range: facts.Range{Start: from, End: to}}
		r.add([]string{"rest/path-kebab-case", "migration/drop-column"}[i], at, map[string]string{"segment": b, "suggestion": text, "column": text, "table": a, "statement": b}, at)
	}
	r.run.Skipped = []source.Skipped{{File: a, Reason: text}}
	r.done()
	for i, f := range slices.Clone(r.run.Findings) {
		f.Suppression = &finding.Suppression{Node: f.Node, Reason: text, Until: a, Tool: b, New: i == 0}
		r.run.Suppressed = append(r.run.Suppressed, f)
		f.Suppression, f.Owed = nil, true
		r.run.Owed = append(r.run.Owed, f)
		f.Owed = false
		r.run.Fixed = append(r.run.Fixed, f)
		f.Class = finding.Unchanged
		r.run.Unchanged = append(r.run.Unchanged, f)
	}
	r.run.Base, r.run.Baseline, r.run.ConfigFrom, r.run.Root = b, a, text, a
	r.run.ConfigChanged = []string{a, b, text}
	r.run.ConfigNew = r.run.ConfigChanged
	r.run.BaseWhy, r.run.ChangedSince, r.run.LeftOut = text, a, 3
	r.run.Owners = func(string) []string { return []string{b, text} }
	r.run.Standards = []policy.Standard{{ID: a, Title: text}, {ID: "rest/naming", Title: b}}
	r.run.Coverage = &coverage.Summary{}
	return r.run
}

func seed(f *testing.F) {
	for i, a := range attacks {
		f.Add(hostilePaths[i%len(hostilePaths)], a, attacks[(i+1)%len(attacks)], 1, i, 1, i+3)
	}
	f.Add("a", "b", "##[error]x", 1, 3, 1, 4)
	f.Add("a", "b", "x\n ::error::", 2, 1, 3, 1)
	f.Add("", "", "", -1, -1, 1<<62, 1<<62)
}

func FuzzText(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, a, b, text string, line, column, endLine, endColumn int) {
		run := fuzzRun(t, a, b, text, line, column, endLine, endColumn)
		tame(t, write(t, "text", run, Options{Verbose: true, Width: column}), none)
		tame(t, write(t, "text", run, Options{Quiet: true}), none)
	})
}

func FuzzGitHub(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, a, b, text string, line, column, endLine, endColumn int) {
		out := write(t, "github", fuzzRun(t, a, b, text, line, column, endLine, endColumn), Options{})
		tame(t, out, ours)
		if n := strings.Count(out, "\n"); n != 4 {
			t.Fatalf("%d lines of two findings and two notices: %q", n, out)
		}
	})
}

// FuzzMarkdown checks that no text of the fuzzer's leaves its place: what is outside of code has no HTML but ours, no
// mention and no link, and every fence that opens closes.
func FuzzMarkdown(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, a, b, text string, line, column, endLine, endColumn int) {
		out := write(t, "markdown", fuzzRun(t, a, b, text, line, column, endLine, endColumn), Options{})
		tame(t, out, none)
		fence := ""
		for _, l := range strings.Split(out, "\n") {
			switch {
			case fence == "" && strings.HasPrefix(l, "```"):
				fence = strings.TrimSuffix(l, "text")
				continue
			case fence != "":
				if l == fence {
					fence = ""
				} else if strings.HasPrefix(strings.TrimLeft(l, " "), fence) {
					t.Fatalf("a line closes its fence: %q", l)
				}
				continue
			}
			l = outsideOfCode(l)
			for _, ours := range []string{"<details><summary>", "</summary>", "</details>", "<br>", "@&#8203;", "https://github.com/bdma-dev/"} {
				l = strings.ReplaceAll(l, ours, "·")
			}
			if strings.ContainsAny(l, "<>@") && !strings.HasPrefix(l, "> ") || strings.Contains(l, "://") && !strings.Contains(l, `\://`) {
				t.Fatalf("live Markdown: %q", l)
			}
		}
		if fence != "" {
			t.Fatal("a fence is open at the end")
		}
		if small := write(t, "markdown", fuzzRun(t, a, b, text, line, column, endLine, endColumn), Options{MaxBytes: 1000}); len(small) > 1000 {
			t.Fatalf("%d bytes", len(small))
		}
	})
}

// outsideOfCode drops the code spans of a line, as CommonMark finds them.
func outsideOfCode(l string) string {
	var b strings.Builder
	for i := 0; i < len(l); {
		switch l[i] {
		case '\\':
			b.WriteString(l[i:min(i+2, len(l))])
			i += 2
			continue
		case '`':
			n := 1
			for i+n < len(l) && l[i+n] == '`' {
				n++
			}
			if end := closing(l[i+n:], n); end >= 0 {
				i += n + end + n
				continue
			}
		}
		b.WriteByte(l[i])
		i++
	}
	return b.String()
}

// closing returns where a run of exactly n backticks begins.
func closing(s string, n int) int {
	for i := 0; i < len(s); {
		if s[i] != '`' {
			i++
			continue
		}
		k := 1
		for i+k < len(s) && s[i+k] == '`' {
			k++
		}
		if k == n {
			return i
		}
		i += k
	}
	return -1
}

func FuzzJSON(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, a, b, text string, line, column, endLine, endColumn int) {
		run := fuzzRun(t, a, b, text, line, column, endLine, endColumn)
		for _, format := range []string{"json", "sarif", "sarif-full"} {
			out := write(t, format, run, Options{})
			tame(t, out, none)
			if !json.Valid([]byte(out)) {
				t.Fatalf("%s is not JSON: %s", format, out)
			}
		}
	})
}

package report

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/bdma-dev/bdma/internal/facts"
	"github.com/bdma-dev/bdma/internal/finding"
	"github.com/bdma-dev/bdma/internal/policy"
	"github.com/bdma-dev/bdma/internal/source"
)

var update = flag.Bool("update", false, "write the golden files and the derived documents")

// rule returns the text of a rule's file.
func rule(title, description, severity, message, fix, standard string) *fstest.MapFile {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, "# "+format+"\n", args...) }
	line("METADATA")
	line("title: %s", title)
	line("description: %s", description)
	line("related_resources:")
	line("  - https://www.postgresql.org/docs/current/sql-altertable.html")
	line("custom:")
	line("  severity: %s", severity)
	line("  message: '%s'", message)
	line("  fix: '%s'", fix)
	line("  standard: %s", standard)
	line("  tags: [naming]")
	line(`  since: "0.1"`)
	line("  presets: {recommended: 1, all: 1}")
	return &fstest.MapFile{Data: []byte(b.String() + "package bdma.x\n")}
}

var testRules = sync.OnceValues(func() (*policy.Set, error) {
	house := rule("Operations have an owner", "An alert at night needs somebody to call.", "info", "operation {operation} has no owner", "add x-owner", "team/ownership")
	house.Data = bytes.Replace(house.Data, []byte("# custom:\n"), []byte("# custom:\n#   inputs: [openapi]\n"), 1)
	return policy.Load(
		policy.Folder{Name: "policies", FS: fstest.MapFS{
			"rest/path-kebab-case.rego": rule("Path segments are kebab-case", "One spelling lets people guess an address.", "warning",
				`path segment "{segment}" is not kebab-case`, `rename it to "{suggestion}"`, "rest/naming"),
			"rest/operation-id.rego": rule("Operations have an id", "Generated clients are named after it.", "warning",
				"{operation} has no operationId", `add operationId: {suggestion}`, "rest/naming"),
			"rest/operation-id-unique.rego": rule("Operation ids are unique", "Two methods of a client cannot have one name.", "error",
				`operationId "{id}" is used twice`, "give this one another name", "rest/naming"),
			"rest/success-response.rego": rule("Operations say how they succeed", "A client must know what it gets.", "warning",
				"{operation} has no 2xx response", "add one", "rest/status"),
			"migration/drop-column.rego": rule("Columns are not dropped", "Code that still runs reads the column until the deploy is over.", "error",
				`{statement} drops column "{column}" of {table}, which running code may still read`, "stop reading it first, then drop it in a later release", "migration/safety"),
			"coverage/total.rego": rule("Coverage is high enough", "What no test runs breaks unseen.", "info",
				"{percent} % of {metric} are covered; {minimum} % are wanted", "test {missing} more {metric}", "coverage/threshold"),
		}},
		policy.Folder{Name: "team", Custom: true, FS: fstest.MapFS{"team/owner.rego": house}},
	)
})

// testRun makes a run of findings that are given one by one.
type testRun struct {
	t     testing.TB
	set   *policy.Set
	run   *Run
	files map[string]string
}

func newRun(t testing.TB) *testRun {
	t.Helper()
	set, err := testRules()
	if err != nil {
		t.Fatal(err)
	}
	r := &testRun{t: t, set: set, files: make(map[string]string)}
	r.run = &Run{Version: "0.1.0", Rules: r.set.Rules(), FailOn: policy.Error, Elapsed: 41 * time.Millisecond, Judged: map[facts.Kind]int{},
		Source: func(file string) ([]byte, error) {
			text, ok := r.files[file]
			if !ok {
				return nil, os.ErrNotExist
			}
			return []byte(text), nil
		}}
	return r
}

// at returns the place of the first occurrence of a text.
func (r *testRun) at(file, part, pointer string) facts.Node {
	r.t.Helper()
	text := strings.TrimPrefix(r.files[file], "\ufeff")
	i := strings.Index(text, part)
	if i < 0 {
		r.t.Fatalf("%s has no %q", file, part)
	}
	return facts.Node{File: file, Pointer: pointer, Range: facts.NewLines([]byte(text)).Range(i, i+len(part))}
}

func (r *testRun) add(id string, node facts.Node, values map[string]string, related ...facts.Node) {
	r.t.Helper()
	rule, ok := r.set.Get(id)
	if !ok {
		r.t.Fatalf("no rule %s", id)
	}
	var nodes facts.Nodes
	v := policy.Violation{At: nodes.Add(node), Values: values}
	for _, n := range related {
		v.Related = append(v.Related, nodes.Add(n))
	}
	f, err := finding.New(rule, rule.Severity, facts.New(rule.Inputs[0], node.File, []string{node.File}, &nodes, &struct{}{}), v)
	if err != nil {
		r.t.Fatal(err)
	}
	r.run.Findings = append(r.run.Findings, f)
}

func (r *testRun) done() *Run {
	finding.Sort(r.run.Findings)
	return r.run
}

// shop is a believable run.
func shop(t testing.TB) *Run {
	r := newRun(t)
	r.files = map[string]string{
		"api/openapi.yaml": "openapi: 3.1.0\ninfo:\n  title: Shop\n  version: 1.0.0\npaths:\n  /userAccounts:\n    get:\n      operationId: list\n" +
			"      responses:\n        \"200\": {description: ok}\n  /orders:\n    get:\n      operationId: list\n      responses:\n        \"404\": {description: gone}\n",
		"api/min.json":                   `{"openapi":"3.0.3","paths":{` + strings.Repeat(`"/a":{"get":{"responses":{"200":{"description":"ok"}}}},`, 40) + `"/b":{"post":{"summary":"日本語 🛒"}},` + strings.Repeat(`"/c":{},`, 60) + `"/d":{}}}`,
		"migrations/0007_tidy.up.sql":    "-- 日本語のコメント\nALTER TABLE orders\n\tDROP COLUMN note, -- 🛒 Einkauf\n\tDROP COLUMN \"größe\";\n",
		"migrations/0008_windows.up.sql": "\ufeffBEGIN;\r\nALTER TABLE customers DROP COLUMN fax;\r\nCOMMIT;\r\n",
	}
	yaml, sql := "api/openapi.yaml", "migrations/0007_tidy.up.sql"
	r.add("rest/path-kebab-case", r.at(yaml, "userAccounts", "/paths/~1userAccounts"), map[string]string{"segment": "userAccounts", "suggestion": "user-accounts"})
	first := r.at(yaml, "operationId: list", "/paths/~1userAccounts/get/operationId")
	second := first
	second.Range = facts.Range{Start: facts.Position{Line: 13, Column: 20}, End: facts.Position{Line: 13, Column: 24}}
	second.Pointer = "/paths/~1orders/get/operationId"
	r.add("rest/operation-id-unique", second, map[string]string{"id": "list"}, first)
	r.add("rest/success-response", facts.Node{File: yaml, Pointer: "/paths/~1orders/get", Range: facts.Range{Start: facts.Position{Line: 12, Column: 5}, End: facts.Position{Line: 15, Column: 1}}}, map[string]string{"operation": "GET /orders"})
	r.add("team/owner", facts.Node{File: yaml, Pointer: "/paths/~1orders/get", Range: facts.Range{Start: facts.Position{Line: 12, Column: 5}}}, map[string]string{"operation": "GET /orders"})
	r.add("rest/operation-id", r.at("api/min.json", `"post"`, "/paths/~1b/post"), map[string]string{"operation": "POST /b", "suggestion": "createB"})
	r.add("rest/success-response", r.at("api/min.json", `{"summary":"日本語 🛒"}`, "/paths/~1b/post"), map[string]string{"operation": "POST /b"})
	r.add("migration/drop-column", r.at(sql, "note", "public.orders.note"), map[string]string{"statement": "ALTER TABLE", "column": "note", "table": "orders"})
	r.add("migration/drop-column", r.at(sql, "\"größe\"", "public.orders.größe"), map[string]string{"statement": "ALTER TABLE", "column": "größe", "table": "orders"})
	r.add("migration/drop-column", r.at("migrations/0008_windows.up.sql", "ALTER TABLE customers DROP COLUMN fax;\r\nCOMMIT", "public.customers.fax"), map[string]string{"statement": "ALTER TABLE", "column": "fax", "table": "customers"})
	r.add("coverage/total", facts.Node{File: "coverage/lcov.info", Pointer: "total"}, map[string]string{"percent": "84.31", "minimum": "90", "metric": "lines", "missing": "57"})
	r.run.Judged = map[facts.Kind]int{facts.OpenAPI: 2, facts.Migration: 12, facts.Coverage: 1}
	r.run.Statements, r.run.Unanalysed, r.run.Unlisted = 96, 2, 4000
	for _, name := range []string{"legacy/swagger.json", "legacy/v1.json", "legacy/v2.json", "legacy/v3.json", "legacy/v4.json", "legacy/v5.json"} {
		r.run.Skipped = append(r.run.Skipped, source.Skipped{File: name, Reason: "is Swagger 2.0, which bdma does not judge yet"})
	}
	return r.done()
}

// attacks are texts that want more than to be read.
var attacks = []string{
	"\x1b[2J\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
	"a\n::error file=README.md::forged",
	"\r\n  ::add-mask::e",
	"x ##[add-mask]e ##vso[task.setvariable variable=A]b",
	"\u202egnp.exe\u202c \u2066hidden\u2069 \u200e\u200f\u061c",
	"\u009b31m\u0085::error::c1",
	"\u2028::error::separator\u2029",
	"\U000e0041\U000e0042 tags \ufeff\u200b",
	"</td><img src=x onerror=alert(1)>",
	"@org/team @user #123 GH-45 org/repo#6 a@b.example",
	"`` `code` ``` \n```\n# heading\n```",
	"[click](http://evil.example) ![i](http://evil.example/i.png) https://evil.example www.evil.example",
	"%0A::error::percent %25 %",
	"| a | b |\n|--|--|\n",
	"invalid \xff\xfe utf-8 \xc3",
	"</details><script>alert(1)</script><!--",
	"$x$ *b* _i_ ~s~ :tada: \\ {0} {{x}}",
	"::error::at the start",
	"\u00a0::error::after a blank that Unicode knows",
	"%{\"a\": [1](2)}",
	"]]></failure><failure type=\"error\"/><![CDATA[\ufffe\uffff",
	"[[ATTACHMENT|/etc/passwd]] &#10;::error::x &lt; ' <!ENTITY a SYSTEM \"file:///etc/passwd\">&a;",
	"```suggestion\nrm -rf /\n``` <!-- __reviewdog__ -->",
}

var hostilePaths = []string{
	"a\n::error::b.yaml", "::error file=x::y.yaml", " ::error::z.sql", "##[add-mask]x.sql", "100%,a:b;c=d.sql", "file://etc/passwd",
	"\x1b[31mred.sql", "\u202elqs.sql", "`tick`|pipe<b>.sql", "\xff.sql", "-- rm.sql", "@org/team/#1.sql", "https:/x.sql", "\u00a0::error::.sql",
}

func hostile(t testing.TB) *Run {
	r := newRun(t)
	for i, path := range hostilePaths {
		text := attacks[i%len(attacks)] + "\n"
		r.files[path] = text + text
		at := facts.Node{File: path, Pointer: path, Range: facts.Range{Start: facts.Position{Line: 1, Column: 2}, End: facts.Position{Line: 1, Column: 9}}}
		r.add("team/owner", at, map[string]string{"operation": path}, at)
	}
	for i, a := range attacks {
		path := fmt.Sprintf("f%02d.yaml", i)
		r.files[path] = a
		for c := range 3 {
			at := facts.Node{File: path, Pointer: a, Range: facts.Range{Start: facts.Position{Line: 1, Column: 1 + c}, End: facts.Position{Line: 1, Column: 3 + c}}}
			r.add("rest/path-kebab-case", at, map[string]string{"segment": a, "suggestion": a})
		}
	}
	for i, path := range hostilePaths {
		r.run.Skipped = append(r.run.Skipped, source.Skipped{File: path, Reason: attacks[i]})
	}
	r.run.Judged[facts.OpenAPI] = 3
	r.done()
	evil := hostileFindings(t)
	for i, f := range evil {
		a, b := attacks[i%len(attacks)], attacks[(i+7)%len(attacks)]
		switch i % 4 {
		case 0:
			f.Suppression = &finding.Suppression{Node: f.Node, Reason: a, Until: b, Tool: attacks[(i+3)%len(attacks)], New: i%8 == 0}
			r.run.Suppressed = append(r.run.Suppressed, f)
		case 1:
			f.Owed = true
			r.run.Owed = append(r.run.Owed, f)
		case 2:
			f.Class = finding.Unchanged
			r.run.Unchanged = append(r.run.Unchanged, f)
		case 3:
			r.run.Fixed = append(r.run.Fixed, f)
		}
	}
	r.run.Base, r.run.Baseline, r.run.ConfigFrom, r.run.Root = attacks[1], attacks[2], attacks[8], hostilePaths[0]
	r.run.Paid, r.run.ConfigChanged, r.run.ConfigNew = 2, hostilePaths, hostilePaths
	r.run.BaseWhy, r.run.ChangedSince, r.run.LeftOut = attacks[13], attacks[17], 3
	r.run.Owners = func(file string) []string { return []string{attacks[len(file)%len(attacks)], file} }
	return r.run
}

// hostileFindings returns a finding for each attack, in files of hostile names.
func hostileFindings(t testing.TB) []finding.Finding {
	r := newRun(t)
	for i, a := range attacks {
		at := facts.Node{File: hostilePaths[i%len(hostilePaths)], Pointer: a, Range: facts.Range{Start: facts.Position{Line: 2, Column: 1}, End: facts.Position{Line: 2, Column: 4}}}
		r.add("rest/path-kebab-case", at, map[string]string{"segment": a, "suggestion": a}, at)
	}
	return r.done().Findings
}

// review is a believable run on a pull request, with all that a change and a baseline can bring.
func review(t testing.TB) *Run {
	run := shop(t)
	all := run.Findings
	run.Findings, run.Base, run.Baseline, run.Paid = nil, "origin/main", ".bdma-baseline.json", 3
	run.ConfigFrom, run.ConfigChanged = "origin/main", []string{".bdma-baseline.json", "bdma.yaml"}
	run.BaseWhy = "the base of the pull request that is checked"
	word := func(file string, line int, reason, until, tool string, fresh bool) *finding.Suppression {
		at := facts.Position{Line: line, Column: 3}
		return &finding.Suppression{Node: facts.Node{File: file, Range: facts.Range{Start: at, End: at}}, Reason: reason, Until: until, Tool: tool, New: fresh}
	}
	tidy := word("migrations/0007_tidy.up.sql", 1, "the column was never read, see SHOP-412", "2027-01-31", "bdma", true)
	for _, f := range all {
		switch {
		case f.File == "migrations/0007_tidy.up.sql":
			f.Suppression = tidy
			run.Suppressed = append(run.Suppressed, f)
		case f.Rule.ID == "rest/operation-id":
			f.Suppression = word("bdma.yaml", 14, "", "", "spectral", false)
			run.Suppressed = append(run.Suppressed, f)
		case f.File == "migrations/0008_windows.up.sql":
			f.Owed = true
			run.Owed = append(run.Owed, f)
		case f.Rule.ID == "rest/success-response" && f.File == "api/min.json":
			f.Class = finding.Unchanged
			run.Unchanged = append(run.Unchanged, f)
		case f.Rule.ID == "team/owner":
			run.Fixed = append(run.Fixed, f)
		case f.Kind == facts.Coverage:
			run.Findings = append(run.Findings, f)
		default:
			f.Class = finding.Introduced
			run.Findings = append(run.Findings, f)
		}
	}
	run.Coverage = shopCoverage()
	charter(run)
	return owned(run)
}

// charter gives a run lines of a charter, some of which no rule judges.
func charter(run *Run) {
	run.Standards = []policy.Standard{
		{ID: "rest/naming", Title: "Resources are named consistently"}, {ID: "rest/status", Title: "Status codes are used consistently"},
		{ID: "rest/errors", Title: "Errors have one shape"}, {ID: "migration/safety", Title: "Data is never lost by accident"},
		{ID: "coverage/threshold", Title: "Coverage is above the threshold", Evidence: policy.DataEvidence},
		{ID: "coverage/patch", Title: "New code is covered", Evidence: policy.ChangeEvidence},
	}
}

// many is a run with n findings in files of 1,000 lines.
func many(t testing.TB, n int) *Run {
	r := newRun(t)
	ids := []string{"rest/path-kebab-case", "migration/drop-column", "coverage/total", "rest/success-response", "rest/success-response"}
	line := `    "/userAccounts/{id}": {"get": {"operationId": "getUserAccount", "responses": {}}},`
	text := strings.Repeat(line+"\n", 1000)
	for i := range n {
		file := fmt.Sprintf("api/part-%03d.yaml", i/1000)
		r.files[file] = text
		at := facts.Node{File: file, Pointer: fmt.Sprintf("/paths/%d", i), Range: facts.Range{Start: facts.Position{Line: i%1000 + 1, Column: 7}, End: facts.Position{Line: i%1000 + 1, Column: 19}}}
		r.add(ids[i%len(ids)], at, map[string]string{"segment": "userAccounts", "suggestion": "user-accounts", "operation": fmt.Sprintf("GET /userAccounts/%d", i)})
	}
	r.run.Judged[facts.OpenAPI] = n/1000 + 1
	return r.done()
}

func write(t testing.TB, format string, run *Run, opt Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, format, run, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run the test with -update", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); look at it and run the test with -update\n%s", file, diff)
	}
}

func TestGolden(t *testing.T) {
	clean := newRun(t)
	clean.run.Judged[facts.OpenAPI] = 1
	slow := shop(t)
	for i, r := range slow.Rules {
		slow.Timings = append(slow.Timings, Timing{Rule: r, Elapsed: time.Duration(i*i) * 1234567, Findings: i % 3})
	}
	color := Options{Color: true, Hyperlinks: true, AbsPath: func(f string) string { return "/src/my shop/" + f }}
	warned := shop(t)
	warned.FailOn = policy.Warning
	for _, c := range []struct {
		file, format string
		run          *Run
		opt          Options
	}{
		{"shop.txt", "text", shop(t), Options{}},
		{"shop-quiet.txt", "text", shop(t), Options{Quiet: true}},
		{"shop-verbose.txt", "text", shop(t), Options{Verbose: true}},
		{"shop-narrow.txt", "text", shop(t), Options{Width: 60}},
		{"shop-color.txt", "text", shop(t), color},
		{"shop-elsewhere.txt", "text", shop(t), Options{Quiet: true, Path: func(f string) string { return "../shop/" + f }}},
		{"shop-profile.txt", "text", slow, Options{}},
		{"shop.json", "json", shop(t), Options{}},
		{"shop-profile.json", "json", slow, Options{}},
		{"shop.sarif", "sarif", shop(t), Options{}},
		{"shop.github", "github", shop(t), Options{}},
		{"shop.md", "markdown", shop(t), Options{}},
		{"shop.html", "html", owned(shop(t)), Options{}},
		{"review.txt", "text", review(t), Options{}},
		{"review-verbose.txt", "text", review(t), Options{Verbose: true}},
		{"review.json", "json", review(t), Options{}},
		{"review.sarif", "sarif", review(t), Options{}},
		{"review-full.sarif", "sarif-full", review(t), Options{}},
		{"review.github", "github", review(t), Options{}},
		{"review.md", "markdown", review(t), Options{}},
		{"review-comment.md", "comment", review(t), Options{}},
		{"review.html", "html", review(t), Options{}},
		{"review.junit", "junit", review(t), Options{}},
		{"review.gitlab", "gitlab", review(t), Options{}},
		{"hostile-full.sarif", "sarif-full", hostile(t), Options{}},
		{"hostile-comment.md", "comment", hostile(t), Options{}},
		{"clean.txt", "text", clean.run, Options{}},
		{"clean.json", "json", clean.run, Options{}},
		{"clean.sarif", "sarif", clean.run, Options{}},
		{"clean.github", "github", clean.run, Options{}},
		{"clean.md", "markdown", clean.run, Options{}},
		{"clean.html", "html", clean.run, Options{}},
		{"nothing.txt", "text", newRun(t).run, Options{}},
		{"nothing.md", "markdown", newRun(t).run, Options{}},
		{"shop.junit", "junit", shop(t), Options{}},
		{"shop-warned.junit", "junit", warned, Options{}},
		{"shop.checkstyle", "checkstyle", shop(t), Options{}},
		{"shop.gitlab", "gitlab", shop(t), Options{}},
		{"shop.rdjson", "rdjson", shop(t), Options{}},
		{"clean.junit", "junit", clean.run, Options{}},
		{"clean.checkstyle", "checkstyle", clean.run, Options{}},
		{"clean.gitlab", "gitlab", clean.run, Options{}},
		{"clean.rdjson", "rdjson", clean.run, Options{}},
		{"nothing.junit", "junit", newRun(t).run, Options{}},
		{"hostile.junit", "junit", hostile(t), Options{}},
		{"hostile.checkstyle", "checkstyle", hostile(t), Options{}},
		{"hostile.gitlab", "gitlab", hostile(t), Options{}},
		{"hostile.rdjson", "rdjson", hostile(t), Options{}},
		{"hostile.txt", "text", hostile(t), Options{Verbose: true}},
		{"hostile-quiet.txt", "text", hostile(t), Options{Quiet: true}},
		{"hostile.json", "json", hostile(t), Options{}},
		{"hostile.sarif", "sarif", hostile(t), Options{}},
		{"hostile.github", "github", hostile(t), Options{}},
		{"hostile.md", "markdown", hostile(t), Options{}},
		{"nothing.html", "html", newRun(t).run, Options{}},
		{"hostile.html", "html", owned(hostile(t)), Options{}},
	} {
		t.Run(c.file, func(t *testing.T) {
			got := write(t, c.format, c.run, c.opt)
			if c.format == "html" {
				got = withoutAssets(got)
			}
			golden(t, filepath.Join("testdata", "golden", c.file), got)
		})
	}
}

func TestWriteRefusesUnknownFormat(t *testing.T) {
	err := Write(io.Discard, "xml", newRun(t).run, Options{})
	if err == nil || !strings.Contains(err.Error(), "checkstyle, comment, github, gitlab, html, json, junit, markdown, outputs, rdjson, sarif, sarif-full, text") {
		t.Errorf("error = %v", err)
	}
}

func TestWriteSaysThatWritingFailed(t *testing.T) {
	for _, format := range Formats() {
		if err := Write(failingWriter{}, format, shop(t), Options{}); err == nil {
			t.Errorf("%s: no error", format)
		}
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// tame fails the test when a report holds what a terminal or a CI service would obey. Commands that bdma writes are let
// through by the caller.
func tame(t testing.TB, out string, command func(line string) bool) {
	t.Helper()
	if !utf8.ValidString(out) {
		t.Fatalf("not UTF-8: %q", out)
	}
	for _, line := range strings.Split(out, "\n") {
		for _, r := range line {
			if hidden(r) {
				t.Fatalf("raw %U in %q", r, line)
			}
		}
		if strings.HasPrefix(strings.TrimSpace(line), "::") && !command(line) {
			t.Fatalf("forged command: %q", line)
		}
		if strings.Contains(line, "##[") || strings.Contains(line, "##vso[") {
			t.Fatalf("forged command of the first kind: %q", line)
		}
	}
}

func none(string) bool { return false }

func TestHostileInputIsTame(t *testing.T) {
	for _, opt := range []Options{{}, {Quiet: true}, {Verbose: true}, {Width: 40}} {
		tame(t, write(t, "text", hostile(t), opt), none)
	}
	for _, format := range slices.DeleteFunc(Formats(), func(f string) bool { return f == "text" || f == "github" }) {
		tame(t, write(t, format, hostile(t), Options{}), none)
	}
	tame(t, write(t, "github", hostile(t), Options{}), ours)
}

// ours reports whether a line is a workflow command as bdma writes it: one of three commands, known properties, and
// nothing unescaped.
func ours(line string) bool {
	for _, name := range []string{"error", "warning", "notice"} {
		rest, ok := strings.CutPrefix(line, "::"+name+" ")
		if !ok {
			continue
		}
		properties, _, ok := strings.Cut(rest, "::")
		if !ok {
			return false
		}
		for _, p := range strings.Split(properties, ",") {
			key, value, _ := strings.Cut(p, "=")
			switch key {
			case "file", "title":
			case "line", "endLine", "col", "endColumn":
				if strings.Trim(value, "0123456789") != "" {
					return false
				}
			default:
				return false
			}
			if strings.Contains(value, ":") {
				return false
			}
		}
		return true
	}
	return false
}

func TestColorIsOnlyOurs(t *testing.T) {
	out := write(t, "text", hostile(t), Options{Color: true, Hyperlinks: true, AbsPath: func(f string) string { return "/repo/" + f }})
	for _, style := range []string{"\x1b[m", "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m", "\x1b\\"} {
		out = strings.ReplaceAll(out, style, "")
	}
	for {
		before, after, ok := strings.Cut(out, "\x1b]8;;")
		if !ok {
			break
		}
		// What is left of a link is its address, which ends where the terminator was.
		out = before + after
	}
	tame(t, out, none)
}

func TestManyFindingsStayWithinLimits(t *testing.T) {
	run := many(t, 30_000)
	for _, format := range Formats() {
		t.Run(format, func(t *testing.T) {
			out := write(t, format, run, Options{})
			switch format {
			case "github":
				lines := strings.Split(strings.TrimSpace(out), "\n")
				perLevel := make(map[string]int)
				for _, l := range lines {
					level, _, _ := strings.Cut(l, " ")
					perLevel[level]++
				}
				if want := map[string]int{"::error": 10, "::warning": 10, "::notice": 10}; !cmp.Equal(perLevel, want) {
					t.Errorf("annotations = %v, want %v", perLevel, want)
				}
				if last := lines[len(lines)-1]; !strings.Contains(last, "29,971 more findings") {
					t.Errorf("last line = %s", last)
				}
			case "markdown":
				if len(out) > DefaultMarkdownBytes {
					t.Errorf("%d bytes", len(out))
				}
				comment := write(t, format, run, Options{MaxBytes: CommentBytes})
				if len(comment) > CommentBytes || len(comment) < CommentBytes*3/4 {
					t.Errorf("a comment has %d bytes", len(comment))
				}
				if !strings.Contains(comment, "findings are not shown") {
					t.Error("the comment does not say that it was cut")
				}
				if strings.Contains(comment, "**warning**") {
					t.Error("a warning stands where 6,000 errors do not fit")
				}
			case "junit":
				// GitLab reads 30 MB of a file.
				r, n := readJUnit(t, out)
				if n != 30_000 || len(out) > 30e6 {
					t.Errorf("%d findings in %d bytes", n, len(out))
				}
				if r.Failures != 30 {
					t.Errorf("%d failures, want one for each file with errors", r.Failures)
				}
			case "checkstyle", "gitlab", "rdjson":
				if n := findingsIn(t, format, out); n != 30_000 || len(out) > 100e6 {
					t.Errorf("%d findings in %d bytes", n, len(out))
				}
			case "comment":
				if len(out) > CommentBytes {
					t.Errorf("%d bytes", len(out))
				}
			case "sarif", "sarif-full":
				// GitHub takes 10 MB of compressed SARIF.
				var packed bytes.Buffer
				z := gzip.NewWriter(&packed)
				io.WriteString(z, out)
				z.Close()
				if packed.Len() > 10<<20 {
					t.Errorf("%d bytes when compressed", packed.Len())
				}
				var log sarifLog
				if err := json.Unmarshal([]byte(out), &log); err != nil {
					t.Fatal(err)
				}
				perLevel := make(map[string]int)
				for _, r := range log.Runs[0].Results {
					perLevel[r.Level]++
				}
				if want := map[string]int{"error": 6000, "warning": 18000, "note": 1000}; !cmp.Equal(perLevel, want) {
					t.Errorf("results = %v, want %v", perLevel, want)
				}
				if n := log.Runs[0].Invocations[0].Notifications; len(n) != 1 || !strings.Contains(n[0].Message.Text, "5,000 findings are left out") {
					t.Errorf("notifications = %v", n)
				}
			case "json":
				var r jsonReport
				if err := json.Unmarshal([]byte(out), &r); err != nil {
					t.Fatal(err)
				}
				if len(r.Findings) != 30_000 {
					t.Errorf("%d findings", len(r.Findings))
				}
			case "text":
				if !strings.Contains(out, "6,000 errors, 18,000 warnings and 6,000 infos in 30 files") {
					t.Error("the summary does not count every finding")
				}
			}
		})
	}
}

func TestOutputDoesNotDependOnAnythingElse(t *testing.T) {
	for _, format := range Formats() {
		first := write(t, format, hostile(t), Options{})
		for range 5 {
			if again := write(t, format, hostile(t), Options{}); again != first {
				t.Fatalf("%s: two reports of one run differ", format)
			}
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	run := many(b, 10_000)
	for _, format := range Formats() {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := Write(io.Discard, format, run, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A document on one line is what makes a naïve code frame slow.
func BenchmarkTextMinified(b *testing.B) {
	r := newRun(b)
	const object = `{"description":"日本語","userAccounts":{}},`
	r.files["min.json"] = strings.Repeat(object, 10_000)
	unit := utf8.RuneCountInString(object)
	for i := range 10_000 {
		at := facts.Position{Line: 1, Column: i*unit + 23}
		r.add("rest/path-kebab-case", facts.Node{File: "min.json", Range: facts.Range{Start: at, End: facts.Position{Line: 1, Column: at.Column + 12}}}, map[string]string{"segment": "userAccounts", "suggestion": "user-accounts"})
	}
	run := r.done()
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, "text", run, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
